"""Where the files of issued papers lie, how they are written after the act, and how they are found again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.papers import Paper, PaperFile, PaperScan
from bontot_desktop.documents.kind import Kind
from bontot_desktop.errors import MachineInTheWay, NotFound, Refused
from bontot_desktop.rules.papers import FileCondition, FileFormat, FileState
from bontot_desktop.services import files, frozen, naming
from bontot_desktop.services.office import Office

#: Folder below the year's for the files of numbers taken back.
TAKEN_BACK = "da-thu-hoi"
#: What the name of a file edited by hand gets before its own is made anew.
EDITED_ASIDE = "-sua-tay-"
#: The longest part of a file name that comes from the paper's title.
TITLE_ROOM = 60
#: The longest whole path of a file: Windows ends at 259 signs, and a file is first written with four more.
LONGEST = 250
#: What may still come behind a stem, and the least that is left of one: type and number.
_ENDING, _LEAST = "-ban-99.docx", 12
BOTH = (FileFormat.DOCX, FileFormat.PDF)
MADE_OUTSIDE = "Văn bản này làm ngoài chương trình; hãy đính kèm bản ký để xem và in tại đây."


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of a paper: where it should lie, what is found there, and why it waits."""

    format: FileFormat
    path: Path
    condition: FileCondition
    fault: str


def stem_of(kind: Kind, *, number: int | None, day: date | None, title: str) -> str:
    """Name a paper's files in plain letters that sort: "QD-005-cong-nhan-…", without number "F17-2026-03-06-…"."""
    if number is not None:
        return stem(kind.type_symbol, number, title)
    return f"{kind.id}-{day.isoformat() if day is not None else 'du-thao'}-{_short(title)}"


def stem(type_symbol: str, number: int | None, title: str) -> str:
    """Name a file by type, number and words of the title: "QD-005-cong-nhan-…"."""
    front = text.ascii_name(type_symbol).upper()
    return f"{front}-{_short(title)}" if number is None else f"{front}-{number:03d}-{_short(title)}"


def _short(title: str) -> str:
    """Cut a long title in its middle: it ends with what tells papers of one kind apart, the cell or the person."""
    words = text.ascii_name(title)
    if len(words) <= TITLE_ROOM:
        return words
    half = TITLE_ROOM // 2
    front = words[: half + 1].rpartition("-")[0] or words[:half]
    back = words[-half:]
    if words[-half - 1] != "-":
        back = back.partition("-")[2] or back
    return f"{front}-{back}"


def promise(session: Session, papers: Path, stem: str, year: int) -> list[PaperFile]:
    """Return the waiting files of a new paper under names nobody else has, in the data file or on the disk.

    In a folder far down, the words of the title are cut so that Windows can take the whole path.
    """
    folder = f"{year}"
    stem = fitting(stem, LONGEST - len(str(papers / folder)) - 1 - len(_ENDING))
    taken = frozenset(
        PurePosixPath(path).stem
        for path in session.scalars(select(PaperFile.path).where(PaperFile.path.startswith(f"{folder}/")))
        if PurePosixPath(path).parent.name == folder
    )
    free, turn = stem, 1
    while free in taken or any((papers / folder / f"{free}.{form.value}").exists() for form in BOTH):
        turn += 1
        free = f"{stem}-ban-{turn}"
    return [
        PaperFile(format=form, state=FileState.PENDING, path=f"{folder}/{free}.{form.value}", sha256="", fault="")
        for form in BOTH
    ]


def fitting(stem: str, room: int) -> str:
    """Cut a stem to so many letters, after a whole word where it can; type and number always stay."""
    room = max(room, _LEAST)
    if len(stem) <= room:
        return stem
    whole_words = stem[: room + 1].rpartition("-")[0]
    return whole_words if "-" in whole_words else stem[:room]


def write(office: Office, paper_id: int, contents: Mapping[FileFormat, bytes]) -> tuple[FileRow, ...]:
    """Write a paper's files and note what became of each; a file that can't be written waits with its sentence.

    Never raises for the disk: the paper is issued whatever becomes of its files.
    """
    with office.read() as session:
        places = {row.format: office.papers / row.path for row in _rows(session, paper_id)}
    written: dict[FileFormat, str] = {}
    faults: dict[FileFormat, str] = {}
    for form, content in contents.items():
        try:
            written[form] = files.write(places[form], content)
        except MachineInTheWay as fault:
            faults[form] = str(fault)
    try:
        _note(office, paper_id, written, faults)
    except MachineInTheWay as fault:
        # The data file can't take the note either: the files stay "chờ in" and are written again from there.
        return tuple(FileRow(form, places[form], FileCondition.PENDING, str(fault)) for form in contents)
    return look(office, paper_id)


def _note(office: Office, paper_id: int, written: Mapping[FileFormat, str], faults: Mapping[FileFormat, str]) -> None:
    with office.work("papers.filed", "Ghi tệp văn bản") as work:
        for row in _rows(work, paper_id):
            if row.format in written:
                row.state, row.sha256 = FileState.WRITTEN, written[row.format]
                row.written_at, row.fault = office.now(), ""
            elif row.format in faults:
                row.state, row.fault = FileState.PENDING, faults[row.format]


def look(office: Office, paper_id: int) -> tuple[FileRow, ...]:
    """Look at a paper's files as they lie on the disk, PDF last."""
    with office.read() as session:
        rows = [(row.format, row.path, row.state, row.sha256, row.fault) for row in _rows(session, paper_id)]
    found = []
    for form, path, state, sha256, fault in rows:
        place = office.papers / path
        condition = FileCondition.PENDING
        if state is FileState.WRITTEN:
            condition = found_there(place, sha256)
        found.append(FileRow(form, place, condition, fault))
    return tuple(sorted(found, key=lambda row: BOTH.index(row.format)))


def found_there(place: Path, sha256: str) -> FileCondition:
    """Say what is found where a file should lie; one that cannot be read counts as gone."""
    try:
        content = files.read(place)
    except MachineInTheWay:
        content = None
    if content is None:
        return FileCondition.MISSING
    return FileCondition.WHOLE if files.fingerprint(content) == sha256 else FileCondition.EDITED


def keep_aside(path: Path) -> Path:
    """Copy a file that was edited by hand beside itself, "…-sua-tay-1.docx"; return the copy's place.

    Raises NoRoom when it cannot be written; the file itself stays as it is.
    """
    turn = 1
    while (aside := path.with_name(f"{path.stem}{EDITED_ASIDE}{turn}{path.suffix}")).exists():
        turn += 1
    content = files.read(path)
    if content is not None:
        files.write(aside, content)
    return aside


def rendered(office: Office, paper_id: int, forms: tuple[FileFormat, ...]) -> dict[FileFormat, bytes]:
    """Make a paper's files anew from its frozen facts."""
    with office.read() as session:
        paper = paper_of(session, paper_id)
        if naming.is_outside(paper.kind):
            raise Refused(MADE_OUTSIDE)
        document = frozen.document_of(paper)
    return frozen.render_all(document, forms)


@dataclass(frozen=True, slots=True)
class Move:
    """A file that goes elsewhere once an act is done."""

    source: Path
    target: Path


def leave(papers: Path, paper: Paper) -> list[Move]:
    """Give the files of a number that was taken back, scans too, a place beside the year's; moved after the act."""
    moves = []
    rows: list[PaperFile | PaperScan] = [*paper.files, *paper.scans]
    for row in rows:
        place = papers / row.path
        target = files.free(place.parent / TAKEN_BACK / place.name)
        row.path = target.relative_to(papers).as_posix()
        moves.append(Move(place, target))
    return moves


def carry(office: Office, paper_id: int, moves: list[Move]) -> None:
    """Move the files; one that Word or a scanner's program holds stays, and the data file says where it lies."""
    stuck = [move for move in moves if not files.move(move.source, move.target) and move.source.exists()]
    if not stuck:
        return
    there = {move.target.relative_to(office.papers).as_posix(): move.source for move in stuck}
    with office.work("papers.filed", "Ghi tệp văn bản") as work:
        paper = paper_of(work, paper_id)
        rows: list[PaperFile | PaperScan] = [*paper.files, *paper.scans]
        for row in rows:
            if row.path in there:
                row.path = there[row.path].relative_to(office.papers).as_posix()


def paper_of(session: Session, paper_id: int) -> Paper:
    """Return a paper. Raises NotFound when it is gone."""
    paper = session.get(Paper, paper_id)
    if paper is None:
        raise NotFound("Không còn văn bản này trong sổ.")
    return paper


def _rows(session: Session, paper_id: int) -> list[PaperFile]:
    return list(paper_of(session, paper_id).files)
