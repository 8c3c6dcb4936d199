"""Many papers in one job: gathered first, then written into one folder that appears whole, with one joined PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.documents import impose
from bontot_desktop.documents.blocks import Document
from bontot_desktop.errors import Refused
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.changes import Kind as Changed
from bontot_desktop.rules.papers import FileFormat, FileState
from bontot_desktop.services import certificates, files, filing, frozen, heads, issuing, naming, numbers, staging
from bontot_desktop.services.awards import CERTIFICATE
from bontot_desktop.services.office import Office

#: Hears how far the work is: papers done, of how many, and what is being done now. May raise to stop the rest.
Progress = Callable[[int, int, str], Any]
JOINING = "Đang ghép thành một tệp"
#: Endings are five letters at most: ".docx".
_ENDING = 5


@dataclass(frozen=True, slots=True)
class DraftItem:
    """A paper not issued: its kind and what it is about, with its date or with room for one."""

    kind_id: str
    subject_id: int
    day: date | None = None


@dataclass(frozen=True, slots=True)
class PaperItem:
    """A paper of the register."""

    paper_id: int


Item = DraftItem | PaperItem


@dataclass(frozen=True, slots=True)
class Filed:
    """A file of an issued paper as it was filed."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper of a batch, frozen: its title in the outline, its file name's stem, its document, its filed files."""

    title: str
    stem: str
    document: Document
    filed: tuple[tuple[FileFormat, Filed], ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """Papers to write, safe to hand to a job. ``skipped`` says in sentences which can't be made and why.

    ``paper_ids`` are those of the register, to be noted as printed.
    """

    name: str
    sheets: tuple[Sheet, ...]
    skipped: tuple[str, ...]
    paper_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What was written: the folder, the single files in order, the joined PDF (None when not wanted).

    ``starts`` are the pages of the joined PDF, from 0, where a paper begins.
    """

    folder: Path
    files: tuple[Path, ...]
    joined: Path | None
    starts: tuple[int, ...]
    papers: int


def collect(office: Office, name: str, items: Sequence[Item]) -> Batch:
    """Gather the papers of a batch; ``name`` is what the batch is called ("Thông báo kết luận năm 2026").

    One that can't be made is left out and said. Raises Refused when there is none to make.
    """
    if not items:
        raise Refused("Chưa chọn văn bản nào.")
    sheets: list[Sheet] = []
    skipped: list[str] = []
    with office.read() as session:
        for item in items:
            try:
                sheets.append(_sheet(session, office, item))
            except Refused as reason:
                if str(reason) not in skipped:
                    skipped.append(str(reason))
    if not sheets:
        raise Refused(" ".join(skipped))
    issued = tuple(item.paper_id for item in items if isinstance(item, PaperItem))
    return Batch(name, tuple(sheets), tuple(skipped), issued)


def _sheet(session: Session, office: Office, item: Item) -> Sheet:
    if isinstance(item, DraftItem):
        draft = issuing.drafted(session, office, item.kind_id, item.subject_id, item.day)
        return Sheet(draft.title, draft.stem, draft.document)
    paper = filing.paper_of(session, item.paper_id)
    if naming.is_outside(paper.kind):
        raise Refused(f"Văn bản {numbers.text_of(paper)} làm ngoài chương trình nên không có trong lượt này.")
    kind = frozen.kind_of(paper.kind)
    stem = filing.stem_of(kind, number=paper.number, day=paper.dated_on, title=paper.title)
    name = f"{kind.name} {numbers.text_of(paper)}".strip()
    filed = tuple(
        (row.format, Filed(office.papers / row.path, row.sha256))
        for row in paper.files
        if row.state is FileState.WRITTEN
    )
    title = f"{name}: {paper.title}"
    if kind.id == CERTIFICATE:
        # What is filed was set for the stock and the printer of its day.
        today = heads.format_settings(session)
        by_hand = tuple((form, file) for form, file in filed if form is FileFormat.DOCX)
        return Sheet(title, stem, certificates.as_printed_today(paper, today), by_hand)
    return Sheet(title, stem, frozen.document_of(paper), filed)


def write(
    batch: Batch,
    formats: Sequence[FileFormat],
    out_dir: Path,
    *,
    joined: bool = True,
    progress: Progress = lambda done, total, words: None,
) -> BatchResult:
    """Write a batch into a new folder of ``out_dir``: single files named without marks, and one PDF that joins them.

    Touches no data file, so it may run in a job. All appears at the end in one step: when ``progress`` stops it or
    writing fails, nothing of the batch stays. Raises NoRoom with the sentence to show, Refused when the path of the
    folder is too long.
    """
    titles, pages, singles = [], [], []
    joins = joined and FileFormat.PDF in formats and len(batch.sheets) > 1
    total = len(batch.sheets) + joins
    with staging.staged(out_dir, _short(text.ascii_name(batch.name), filing.TITLE_ROOM)) as (aside, folder):
        for number, sheet in enumerate(batch.sheets):
            progress(number, total, sheet.title)
            stem = _name(number, len(batch.sheets), sheet.stem, aside.room() - _ENDING)
            for form in formats:
                content = _content(sheet, form)
                aside.write(f"{stem}.{form.value}", content)
                singles.append(f"{stem}.{form.value}")
                if form is FileFormat.PDF:
                    titles.append((sheet.title, f"{stem}.pdf"))
                    pages.append(len(PdfReader(BytesIO(content)).pages))
        whole = None
        if joins:
            progress(len(batch.sheets), total, JOINING)
            # "00" stands before "01": the joined file is the first in the folder.
            whole = f"{_name(-1, len(batch.sheets), text.ascii_name(batch.name), aside.room() - _ENDING)}.pdf"
            aside.write(whole, impose.joined(_read(aside, titles, lambda: progress(len(batch.sheets), total, JOINING))))
        progress(total, total, "")
    starts = tuple(sum(pages[:place]) for place in range(len(pages)))
    return BatchResult(
        folder, tuple(folder / one for one in singles), folder / whole if whole else None, starts, len(batch.sheets)
    )


def printable(result: BatchResult) -> bytes:
    """Return the PDF to print: the joined one, or the only one. Raises Refused when no PDF was made or it is gone."""
    pdfs = [result.joined] if result.joined else [path for path in result.files if path.suffix == ".pdf"]
    content = files.read(pdfs[0]) if len(pdfs) == 1 else None
    if content is None:
        raise Refused("Không còn tệp PDF để in trong thư mục; hãy làm lại.")
    return content


def printed(office: Office, batch: Batch) -> Changes:
    """Note that the papers of the register in a batch went to the printer; not when they may only be looked at."""
    if not batch.paper_ids or office.read_only_because:
        return Changes()
    with office.work("papers.printed", f"In {len(batch.paper_ids)} văn bản") as work:
        for paper_id in batch.paper_ids:
            paper = filing.paper_of(work, paper_id)
            paper.printed_at = office.now()
            work.about(paper)
    return Changes.of(Changed.PAPERS)


def _content(sheet: Sheet, form: FileFormat) -> bytes:
    """Return a paper's file: the filed PDF if it is as it was, the filed Word file as it lies there, else made anew."""
    filed = dict(sheet.filed).get(form)
    content = files.read(filed.path) if filed else None
    if filed and content is not None:
        by_hand = form is FileFormat.DOCX
        if by_hand or files.fingerprint(content) == filed.sha256:
            return content
    return frozen.render(sheet.document, form)


def _name(number: int, count: int, stem: str, room: int) -> str:
    """Name a file by its place and its stem: sorted as the batch is, never two alike, short enough for Windows."""
    front = f"{number + 1:0{max(2, len(str(count)))}d}-"
    return front + _short(stem, room - len(front))


def _short(name: str, room: int) -> str:
    if len(name) <= room:
        return name
    return name[: room + 1].rpartition("-")[0][:room] or name[:room]


def _read(
    aside: staging.Staging, titles: Sequence[tuple[str, str]], told: Callable[[], Any]
) -> Iterator[tuple[str, bytes]]:
    for title, name in titles:
        told()
        yield title, aside.read(name)
