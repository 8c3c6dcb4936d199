"""Questions about the folder of papers: filed papers, signed scans and proofs, each against its fingerprint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.dossiers import EvidenceFile
from bontot_desktop.db.models.papers import Paper, PaperFile, PaperScan
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.errors import MachineInTheWay, Refused
from bontot_desktop.rules.papers import FileCondition, FileState
from bontot_desktop.services import files, filing, naming
from bontot_desktop.services.checking.asked import Asked
from bontot_desktop.services.checking.registers import named
from bontot_desktop.services.office import Office


def _filed(session: Session, papers: Path) -> Iterator[tuple[Paper, PaperFile, FileCondition]]:
    """Yield the files of papers that were written, as they lie on the disk."""
    query = (
        select(Paper, PaperFile)
        .join(PaperFile, PaperFile.paper_id == Paper.id)
        .where(PaperFile.state == FileState.WRITTEN)
        .order_by(Paper.id, PaperFile.format)
    )
    for paper, row in session.execute(query):
        yield paper, row, filing.found_there(papers / row.path, row.sha256)


def _gone(office: Office) -> list[str]:
    with office.read() as session:
        return [
            f"{named(paper)}: tệp “{row.path}” không còn trong thư mục văn bản."
            for paper, row, found in _filed(session, office.papers)
            if found is FileCondition.MISSING
        ]


def _edited(office: Office) -> list[str]:
    """Tell files changed by hand: what the office signed may be so, and a person decides which one stands."""
    with office.read() as session:
        return [
            f"Không phải lỗi, chỉ để biết: {named(paper)}, tệp “{row.path}” đã được sửa sau khi ban hành; "
            "muốn có lại bản gốc, bấm “Làm lại tệp” ở trang Văn bản."
            for paper, row, found in _filed(session, office.papers)
            if found is FileCondition.EDITED
        ]


def _write_again(office: Office) -> int:
    """Make the files that are gone again from the frozen facts; a paper whose facts cannot be read stays as it is."""
    wanted: dict[int, list[PaperFile]] = {}
    with office.read() as session:
        for paper, row, found in _filed(session, office.papers):
            if found is FileCondition.MISSING and not naming.is_outside(paper.kind):
                wanted.setdefault(paper.id, []).append(row)
    written = 0
    for paper_id, rows in wanted.items():
        try:
            made = filing.rendered(office, paper_id, tuple(row.format for row in rows))
        except (Refused, KeyError, TypeError, ValueError):
            continue
        for row in rows:
            content = made[row.format]
            if files.fingerprint(content) == row.sha256:
                try:
                    files.write(office.papers / row.path, content)
                except MachineInTheWay:
                    continue
            else:
                # The words are those of the day; the bytes are another version's of the program.
                filing.write(office, paper_id, {row.format: content})
            written += 1
    return written


def _scans(office: Office) -> list[str]:
    told = []
    with office.read() as session:
        query = select(PaperScan, Paper).join(Paper, Paper.id == PaperScan.paper_id).order_by(PaperScan.id)
        for scan, paper in session.execute(query):
            word = _word(filing.found_there(office.papers / scan.path, scan.sha256))
            if word:
                told.append(f"{named(paper)}: bản ký “{scan.path}” {word}")
    return told


def _proofs(office: Office) -> list[str]:
    told = []
    with office.read() as session:
        query = select(EvidenceFile, CellEntry).join(CellEntry, CellEntry.id == EvidenceFile.entry_id)
        for row, entry in session.execute(query.order_by(EvidenceFile.id)):
            word = _word(filing.found_there(office.papers / row.path, row.sha256))
            if word:
                told.append(f"{entry.name_at_time}: minh chứng “{row.path}” {word}")
    return told


def _word(found: FileCondition) -> str:
    if found is FileCondition.MISSING:
        return "không còn trong thư mục văn bản; hãy chép lại từ USB hoặc đính kèm lại."
    return "đã bị thay đổi sau khi đính kèm." if found is FileCondition.EDITED else ""


def _waiting(office: Office) -> list[str]:
    query = (
        select(Paper)
        .join(PaperFile, PaperFile.paper_id == Paper.id)
        .where(PaperFile.state == FileState.PENDING)
        .distinct()
        .order_by(Paper.id)
    )
    with office.read() as session:
        return [f"{named(paper)} đã ban hành mà tệp còn chờ ghi." for paper in session.scalars(query)]


def _write_waiting(office: Office) -> int:
    with office.read() as session:
        query = select(PaperFile).where(PaperFile.state == FileState.PENDING).order_by(PaperFile.id)
        waiting = [(row.paper_id, row.format) for row in session.scalars(query)]
        outside = {paper.id for paper in session.scalars(select(Paper)) if naming.is_outside(paper.kind)}
    written = 0
    for paper_id, form in waiting:
        if paper_id in outside:
            continue
        try:
            rows = filing.write(office, paper_id, filing.rendered(office, paper_id, (form,)))
        except (Refused, KeyError, TypeError, ValueError):
            continue
        written += any(row.format is form and row.condition is FileCondition.WHOLE for row in rows)
    return written


QUESTIONS = (
    Asked("files", "Tệp của mọi văn bản đã ban hành còn trong thư mục văn bản?", _gone, _write_again, _edited),
    Asked("waiting", "Tệp của mọi văn bản đã ban hành đều đã ghi ra đĩa?", _waiting, _write_waiting),
    Asked("scans", "Mọi bản ký còn nguyên như khi đính kèm?", _scans),
    Asked("evidence", "Mọi tệp minh chứng của các chi bộ còn nguyên như khi đính kèm?", _proofs),
)
