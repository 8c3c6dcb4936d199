"""The papers' register: its rows, showing and printing a paper again, its files written anew or copied out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bontot_desktop import dates
from bontot_desktop.db.queries import papers as queries
from bontot_desktop.db.queries.papers import PaperLine
from bontot_desktop.db.watching import Watch, Watched
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.changes import Kind as Changed
from bontot_desktop.rules.papers import FileCondition, FileFormat, FileState, Issuer, PaperState
from bontot_desktop.services import files, filing, naming, numbers
from bontot_desktop.services.filing import BOTH, FileRow
from bontot_desktop.services.office import Office
from bontot_desktop.services.sources import SOURCES, Subject

EDITS_WOULD_GO = (
    "Tệp của văn bản này đã được sửa tay sau khi ban hành. Làm lại thì tệp trở về nội dung đã ban hành; "
    "bản sửa tay được giữ bên cạnh với tên có “-sua-tay-1”."
)
#: What the register is kept under with the data file, and what a row of it is made of.
_KEPT, _PAPER = "papers", "paper"
_WATCHED = (
    Watched("paper", _PAPER),
    Watched("paper_file", _PAPER, "paper_id"),
    Watched("cell", "cell", columns=("name",)),
)
#: When more papers than these were written, reading all is quicker.
_MOST_ANEW = 300
#: What is told when files were written though no act was done.
FILES_CHANGED = Changes.of(Changed.PAPERS)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in the register. ``number_text`` is "05-QĐ/ĐU" or ""; ``waits`` says that a file is "chờ in"."""

    id: int
    kind_id: str
    kind_name: str
    issuer: Issuer
    state: PaperState
    type_symbol: str
    number_text: str
    number: int | None
    dated_on: date | None
    about: str
    cell: str
    signer: str
    year: int
    printed_at: datetime | None
    withdrawn_reason: str
    waits: bool
    series: str = ""

    @property
    def is_outside(self) -> bool:
        """Made outside the program and only registered here: there is no file of ours."""
        return naming.is_outside(self.kind_id)

    @property
    def name(self) -> str:
        """The paper as one names it: "Quyết định công nhận 05-QĐ/ĐU"."""
        return f"{self.kind_name} {self.number_text}".strip()

    @property
    def file_state(self) -> FileState:
        """Whether its files stand or wait to be written."""
        return FileState.PENDING if self.waits else FileState.WRITTEN


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of paper the program can make: what it is about and who issues it."""

    id: str
    name: str
    type_symbol: str
    subject: Subject
    issuer: Issuer


def kinds() -> tuple[KindRow, ...]:
    """Return the kinds of paper that can be made, in the registry's order."""
    return tuple(
        KindRow(kind.id, kind.name, kind.type_symbol, SOURCES[kind.id].subject, SOURCES[kind.id].issuer)
        for kind in KINDS.values()
    )


def rows(
    office: Office,
    *,
    year: int | None = None,
    kind: str | None = None,
    state: PaperState | None = None,
    search: str = "",
) -> tuple[PaperRow, ...]:
    """Return the register, newest first.

    The whole of it is kept: after an act only the papers it wrote are read again, the others are the same objects.
    """
    if year is None and kind is None and state is None and not search:
        with office.ask() as driver:
            if not driver.in_transaction:
                kept = office.data.kept.get(_KEPT)
                if not isinstance(kept, _Kept):
                    kept = office.data.kept[_KEPT] = _Kept(office)
                return tuple(kept.rows(office))
    with office.read() as session:
        found = queries.register(session, year=year, kind=kind, state=state, search=search)
    return tuple(_row(line) for line in found)


class _Kept:
    """The whole register, kept with the data file it was read from."""

    def __init__(self, office: Office) -> None:
        self._watch = Watch(office.data.driver, "papers", _WATCHED)
        self._rows: list[PaperRow] | None = None

    def rows(self, office: Office) -> list[PaperRow]:
        """Return all rows; those that were written since the last time are read again."""
        written = self._watch.taken()
        # Kept again only when all was read: what was written is told once.
        rows, self._rows = self._rows, None
        ids = {row_id for thing, row_id in written or () if thing == _PAPER}
        if rows is None or written is None or len(ids) < len(written) or len(ids) > _MOST_ANEW:
            rows = _read(office, None)
        elif ids:
            rows = sorted([*(row for row in rows if row.id not in ids), *_read(office, ids)], key=_order)
        self._rows = rows
        return rows


def _read(office: Office, ids: set[int] | None) -> list[PaperRow]:
    with office.read() as session:
        return [_row(line) for line in queries.register(session, ids=ids)]


def _order(row: PaperRow) -> tuple[int, str, int, int]:
    """Newest date first, then the highest number; what has none comes last (as ``queries.register`` sorts)."""
    return (-row.dated_on.toordinal() if row.dated_on else 1, row.series, -row.number if row.number else 1, -row.id)


def row(office: Office, paper_id: int) -> PaperRow:
    """Return one paper of the register. Raises NotFound."""
    with office.read() as session:
        found = queries.register(session, ids=[paper_id])
    if not found:
        raise NotFound("Không còn văn bản này trong sổ.")
    return _row(found[0])


def _row(line: PaperLine) -> PaperRow:
    kind = KINDS.get(line.kind)
    # The symbol tells the type where the program knows no kind: "KH" of "KH/ĐU".
    symbol = kind.type_symbol if kind else line.series.partition("/")[0]
    return PaperRow(
        id=line.id,
        kind_id=line.kind,
        kind_name=naming.kind_name(line.kind, line.typed),
        issuer=line.issuer,
        state=line.state,
        type_symbol=symbol,
        number_text=numbers.written(line.number, line.series),
        number=line.number,
        dated_on=line.dated_on,
        about=line.title,
        cell=line.cell,
        signer=line.signer,
        year=line.year,
        printed_at=line.printed_at,
        withdrawn_reason=line.withdrawn_reason,
        waits=line.waits and line.state is PaperState.ISSUED,
        series=line.series,
    )


def look(office: Office, paper_id: int) -> tuple[FileRow, ...]:
    """Look at a paper's files on the disk: waiting, whole, edited by hand, or gone."""
    return filing.look(office, paper_id)


def hand_edited(office: Office, paper_id: int) -> bool:
    """Say whether the filed Word file was changed after issue (its fingerprint differs)."""
    found = {file.format: file.condition for file in filing.look(office, paper_id)}
    return found.get(FileFormat.DOCX) is FileCondition.EDITED


def reprint(office: Office, paper_id: int) -> bytes:
    """Make the PDF anew from the frozen facts only: the words, names and format of its day."""
    return filing.rendered(office, paper_id, (FileFormat.PDF,))[FileFormat.PDF]


def shown(office: Office, paper_id: int) -> bytes:
    """Return the very PDF that was filed; where it is gone, waits or was changed, the same paper made anew.

    Raises Refused for a paper made outside the program.
    """
    for file in filing.look(office, paper_id):
        if file.format is FileFormat.PDF and file.condition is FileCondition.WHOLE:
            content = files.read(file.path)
            if content is not None:
                return content
    return reprint(office, paper_id)


def write_pending(office: Office, paper_id: int) -> tuple[FileRow, ...]:
    """Write the files of a paper that wait or are gone from the folder; what stands there stays."""
    wanted = tuple(
        file.format
        for file in filing.look(office, paper_id)
        if file.condition in (FileCondition.PENDING, FileCondition.MISSING)
    )
    return filing.write(office, paper_id, filing.rendered(office, paper_id, wanted))


def write_anew(office: Office, paper_id: int, *, over_edits: bool = False) -> tuple[FileRow, ...]:
    """Write both files anew from the frozen facts; what was edited by hand is kept beside, "…-sua-tay-1.docx".

    Raises Refused when a file was edited by hand and ``over_edits`` was not said, NoRoom when the edited file cannot
    be kept aside; nothing has then changed.
    """
    edited = [file.path for file in filing.look(office, paper_id) if file.condition is FileCondition.EDITED]
    if edited and not over_edits:
        raise Refused(EDITS_WOULD_GO)
    contents = filing.rendered(office, paper_id, BOTH)
    for path in edited:
        filing.keep_aside(path)
    return filing.write(office, paper_id, contents)


def save_copy(office: Office, paper_id: int, form: FileFormat, target: Path, *, anew: bool = False) -> None:
    """Copy a paper out: the filed file as it lies there, hand edits included; where it is gone, one made anew.

    With ``anew`` the paper is made from its frozen facts whatever was edited. Raises NoRoom with the sentence to show.
    """
    filed = {file.format: file for file in filing.look(office, paper_id)}.get(form)
    content = None
    if not anew and filed is not None and filed.condition in (FileCondition.WHOLE, FileCondition.EDITED):
        content = files.read(filed.path)
    files.write(target, content if content is not None else filing.rendered(office, paper_id, (form,))[form])


def file_name(office: Office, paper_id: int, form: FileFormat) -> str:
    """Return the name a copy of a paper is offered under. Raises Refused for one made outside the program."""
    for file in filing.look(office, paper_id):
        if file.format is form:
            return file.path.name
    raise Refused(filing.MADE_OUTSIDE)


def folder(office: Office, paper_id: int) -> Path:
    """Return the folder a paper's files lie in."""
    found = filing.look(office, paper_id)
    return found[0].path.parent if found else office.papers / str(row(office, paper_id).year)


def printed(office: Office, paper_id: int) -> Changes:
    """Note that a paper went to the printer; who may only look prints without a note."""
    if office.read_only_because:
        return Changes()
    with office.work("papers.printed", "In văn bản") as work:
        paper = filing.paper_of(work, paper_id)
        paper.printed_at = office.now()
        work.about(paper)
        work.sentence = f"In {numbers.name_of(paper)} ngày {dates.screen(paper.dated_on)}"
    return Changes.of(Changed.PAPERS)
