"""Files that prove what a cell says of itself: copied into a folder of the cell's, known by fingerprint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.criteria import CriterionRow
from bontot_desktop.db.models.dossiers import EvidenceFile
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.papers import FileCondition
from bontot_desktop.services import entries, entry_scores, files, filing
from bontot_desktop.services.office import Office, Saved

#: What may be a proof: papers as PDF, pictures, Word, Excel.
ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".docx", ".doc", ".xlsx", ".xls")
#: The largest file that is taken, in MB.
MOST_MB = 50
#: Folder of the proofs among the papers.
FOLDER = "minh-chung"
#: Room of a file's name on the disk, in characters.
_ROOM = 60
_MARKS = {
    ".pdf": b"%PDF-",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".docx": b"PK",
    ".xlsx": b"PK",
    ".doc": b"\xd0\xcf\x11\xe0",
    ".xls": b"\xd0\xcf\x11\xe0",
}


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """What is written of a proof: its name, the day on it, where the original lies, which criterion it is for."""

    criterion_id: int | None = None
    name: str = ""
    dated_on: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A proof as the list shows it, with what is found on the disk today."""

    id: int
    criterion_id: int | None
    code: str
    name: str
    dated_on: date | None
    place: str
    path: Path
    condition: FileCondition
    added_by: str

    @property
    def trouble(self) -> str:
        """What is wrong with the file, in a sentence; "" when it stands as it was kept."""
        if self.condition is FileCondition.MISSING:
            return f"Tệp “{self.path.name}” không còn trong thư mục văn bản; hãy đính kèm lại."
        if self.condition is FileCondition.EDITED:
            return f"Tệp “{self.path.name}” đã bị thay đổi sau khi đính kèm."
        return ""


def of_entry(office: Office, entry_id: int) -> list[EvidenceRow]:
    """Return the proofs of a cell by criteria, the first added first, as they lie on the disk. Raises NotFound."""
    with office.read() as session:
        entries.find_entry(session, entry_id)
        return _rows(office, session, entry_id)


def amiss(office: Office) -> list[str]:
    """Say which proofs of all cells are gone or were changed since they were kept."""
    with office.read() as session:
        return [row.trouble for row in _rows(office, session, None) if row.trouble]


def _rows(office: Office, session: Session, entry_id: int | None) -> list[EvidenceRow]:
    query = (
        select(EvidenceFile, CriterionRow.code, CriterionRow.position)
        .outerjoin(CriterionRow, CriterionRow.id == EvidenceFile.criterion_id)
        .order_by(CriterionRow.position, EvidenceFile.id)
    )
    if entry_id is not None:
        query = query.where(EvidenceFile.entry_id == entry_id)
    return [
        EvidenceRow(
            row.id,
            row.criterion_id,
            code or "",
            row.name,
            row.dated_on,
            row.place,
            office.papers / row.path,
            filing.found_there(office.papers / row.path, row.sha256),
            row.added_by,
        )
        for row, code, _ in session.execute(query)
    ]


def add(office: Office, entry_id: int, source: Path, draft: EvidenceDraft) -> Saved:
    """Check a file and keep a copy of it for a cell; returns its id.

    Raises Refused with a sentence for a file that is too large, empty, not what its ending says or kept already, or
    when the cell's result stands; NoRoom when the copy cannot be written. Nothing is then kept.
    """
    content = _content(source)
    sha256 = files.fingerprint(content)
    with office.read() as session:
        entry = _open(session, entry_id)
        if any(row.sha256 == sha256 and row.criterion_id == draft.criterion_id for row in entry.evidence):
            raise Refused(f"Tệp “{source.name}” đã được đính kèm cho tiêu chí này rồi.")
        target = _free(office, entry, source)
    files.write(target, content)
    try:
        with office.work("evidence.add", "Đính kèm minh chứng") as work:
            entry = _open(work, entry_id)
            row = EvidenceFile(
                criterion_id=draft.criterion_id,
                name=text.clean(draft.name) or source.stem,
                dated_on=draft.dated_on,
                place=draft.place,
                path=target.relative_to(office.papers).as_posix(),
                sha256=sha256,
                added_at=office.now(),
                added_by=office.who,
            )
            entry.evidence.append(row)
            work.flush()
            work.about(entry)
            work.sentence = f"Đính kèm minh chứng “{row.name}” của {entry.name_at_time}"
            entry_scores.lead_on(entry)
            found = row.id
    except BaseException:
        # The act did not happen; its file must not lie about.
        target.unlink(missing_ok=True)
        raise
    return Saved(found, Changes.of(Kind.CAMPAIGNS))


def remove(office: Office, evidence_id: int) -> Changes:
    """Take a proof off a cell; its file is not deleted but moved to the folder of what was taken back."""
    with office.work("evidence.remove", "Gỡ minh chứng") as work:
        row = work.get(EvidenceFile, evidence_id)
        if row is None:
            raise NotFound("Minh chứng này không còn trong hồ sơ.")
        entry = _open(work, row.entry_id)
        place = office.papers / row.path
        work.about(entry)
        work.sentence = f"Gỡ minh chứng “{row.name}” của {entry.name_at_time}"
        entry.evidence.remove(row)
    files.move(place, files.free(place.parent / filing.TAKEN_BACK / place.name))
    return Changes.of(Kind.CAMPAIGNS)


def save_copy(row: EvidenceRow, target: Path) -> None:
    """Copy a kept file out. Raises Refused when it is gone, NoRoom from the disk."""
    content = files.read(row.path)
    if content is None:
        raise Refused(row.trouble)
    files.write(target, content)


def _open(session: Session, entry_id: int) -> CellEntry:
    entry = entries.find_open(session, entry_id)
    entries.refuse_when_concluded(entry, "minh chứng")
    return entry


def _content(source: Path) -> bytes:
    ending = source.suffix.lower()
    if ending not in ENDINGS:
        raise Refused(f"Không đính kèm được tệp “{source.name}”; hãy chọn tệp PDF, ảnh, Word hoặc Excel.")
    try:
        size = source.stat().st_size
    except OSError as fault:
        raise Refused(f"Không đọc được tệp “{source.name}”; hãy xem tệp còn ở đó không.") from fault
    if size > MOST_MB * 1024 * 1024:
        raise Refused(f"Tệp “{source.name}” lớn hơn {MOST_MB} MB; hãy quét lại cho nhẹ hoặc chia thành nhiều tệp.")
    content = files.read(source)
    if not content:
        raise Refused(f"Tệp “{source.name}” trống; hãy lưu lại rồi đính kèm.")
    if not content.startswith(_MARKS[ending]) and not (ending == ".pdf" and _MARKS[ending] in content[:1024]):
        raise Refused(f"Tệp “{source.name}” không đúng loại tệp của nó hoặc đã hỏng; hãy lưu lại rồi đính kèm.")
    return content


def _free(office: Office, entry: CellEntry, source: Path) -> Path:
    """Give a file its place: the year's folder, the cell's below it, the name it came under."""
    folder = (
        office.papers / str(entry.campaign.year) / FOLDER / filing.fitting(text.ascii_name(entry.name_at_time), _ROOM)
    )
    stem = filing.fitting(text.ascii_name(source.stem), _ROOM) or "minh-chung"
    ending = ".jpg" if source.suffix.lower() == ".jpeg" else source.suffix.lower()
    taken = {row.path for row in entry.evidence}
    turn = 1
    while True:
        place = folder / f"{stem}{'' if turn == 1 else f'-{turn}'}{ending}"
        if not place.exists() and place.relative_to(office.papers).as_posix() not in taken:
            return place
        turn += 1
