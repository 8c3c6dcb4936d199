"""Minutes books for many cells at once: what there is to print, the facts gathered first, then the files written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.house import Setting
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.queries import meetings as queries
from bontot_desktop.db.queries import roster as roster_queries
from bontot_desktop.documents import impose, minutes, pdf, word
from bontot_desktop.documents.layout import Pages
from bontot_desktop.documents.minutes_book import book, new_part
from bontot_desktop.documents.minutes_book.facts import BookFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules.books import BookMode, BookOptions, BookPaper
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services import book_facts, book_pages, files, heads, wordings
from bontot_desktop.services.book_pages import Entry
from bontot_desktop.services.office import Office

#: Key of the days on which books were last printed, by year, cell and mode, among the settings.
PRINTED = "books.printed"
#: Hears how far the work is: done, of how many, and what is being done where it is no longer the making of books.
Progress = Callable[[int, int, str], Any]
#: What is said while the books are joined.
JOINING = "Đang ghép các quyển sổ"


@dataclass(frozen=True, slots=True)
class CellRow:
    """A cell as the page of books lists it; ``last_printed`` None when no book of that year was printed."""

    id: int
    code: str
    name: str
    members: int
    regular: int
    themed: int
    last_printed: date | None
    #: Approved minutes, and corrections of printed ones, that were not printed part by part yet.
    unprinted: int = 0

    @property
    def has_minutes(self) -> bool:
        """Whether there is anything to bind."""
        return bool(self.regular or self.themed)


@dataclass(frozen=True, slots=True)
class BookBatch:
    """Frozen facts of the books to write, safe to hand to a job; ``skipped`` says in sentences what is left out."""

    books: tuple[BookFacts, ...]
    settings: FormatSettings
    cell_ids: tuple[int, ...]
    year: int
    mode: BookMode
    paper: BookPaper
    skipped: tuple[str, ...] = ()
    #: The office's own sentences of minutes, by kind and key.
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: Of what is printed part by part: what each book prints, in order; and whether it is printed once more.
    entries: tuple[tuple[Entry, ...], ...] = ()
    is_reprint: bool = False


@dataclass(frozen=True, slots=True)
class BookFile:
    """A written file; ``cell_name`` is "" for the one that joins all books."""

    cell_name: str
    format: FileFormat
    path: Path
    pages: int
    #: The first and the last page of each meeting, of what is printed part by part.
    ranges: tuple[tuple[int, int], ...] = ()


def list_cells(office: Office, year: int) -> list[CellRow]:
    """Return the cells that exist in a year with what their books would hold, in Vietnamese order."""
    today = office.today()
    first, last = date(year, 1, 1), date(year, 12, 31)
    day = min(max(today, first), last)
    with office.read() as session:
        alive = roster_queries.cells_alive(session, first, last)
        members = roster_queries.counts_on(session, [cell.id for cell in alive], day)
        counts = queries.approved_counts(session, year)
        printed = _printed(session).get(str(year), {})
        waiting = queries.unprinted_counts(session, year)
        return [
            _row(cell, members[cell.id], counts.get(cell.id, (0, 0)), printed, waiting.get(cell.id, 0))
            for cell in alive
        ]


def _row(cell: Cell, members: int, counts: tuple[int, int], printed: dict[str, Any], unprinted: int) -> CellRow:
    days = printed.get(str(cell.id), {}).values()
    last = max((date.fromisoformat(day) for day in days), default=None)
    return CellRow(cell.id, cell.code, cell.name, members, counts[0], counts[1], last, unprinted)


def cells_by_code(office: Office, codes: Sequence[str], year: int) -> list[int]:
    """Return the ids of cells by code, all cells of the year when none is named. Raises NotFound naming the code."""
    rows = list_cells(office, year)
    if not codes:
        return [row.id for row in rows]
    known = {text.fold(row.code): row.id for row in rows}
    missing = [code for code in codes if text.fold(code) not in known]
    if missing:
        raise NotFound(f"Năm {year} không có chi bộ mã {', '.join(missing)}.")
    return [known[text.fold(code)] for code in codes]


def collect(
    office: Office,
    cell_ids: Sequence[int],
    year: int,
    mode: BookMode,
    paper: BookPaper = BookPaper.A4_DUPLEX,
    options: BookOptions | None = None,
) -> BookBatch:
    """Gather the facts of books. Raises Refused when no cell is chosen or none has anything to bind."""
    if not cell_ids:
        raise Refused("Chưa chọn chi bộ nào để in sổ.")
    if mode is BookMode.NEW and paper is BookPaper.A5_BOOKLET:
        raise Refused("Phần mới in trên giấy A4; sổ A5 gấp từ giấy A4 chỉ in cả quyển.")
    chosen = options or BookOptions()
    today = office.today()
    skipped = []
    books = []
    kept = []
    parts: list[tuple[Entry, ...]] = []
    with office.read() as session:
        for cell_id in cell_ids:
            if mode is BookMode.NEW:
                part = book_pages.gather(session, cell_id, year, paper, chosen, today=today)
                if not part.entries:
                    skipped.append(_nothing_new(part.facts.cell_name, chosen.reprint))
                    continue
                books.append(part.facts)
                kept.append(cell_id)
                parts.append(part.entries)
                continue
            facts = book_facts.gather(session, cell_id, year, mode, paper, chosen, today=today)
            if mode is BookMode.FILLED and not facts.meetings:
                skipped.append(f"{facts.cell_name} chưa có biên bản nào được thông qua trong năm {year}.")
                continue
            books.append(facts)
            kept.append(cell_id)
        settings = heads.format_settings(session)
        texts = {kind.id: wordings.in_use(session, kind.id).texts for kind in minutes.KINDS}
    if not books:
        of_all = f"Cả {len(skipped)} chi bộ đã chọn chưa có biên bản nào được thông qua trong năm {year}."
        if mode is BookMode.NEW:
            of_all = f"Cả {len(skipped)} chi bộ đã chọn không có trang nào để in."
        raise Refused(skipped[0] if len(skipped) == 1 else of_all)
    return BookBatch(
        tuple(books),
        settings,
        tuple(kept),
        year,
        mode,
        paper,
        tuple(skipped),
        texts,
        tuple(parts),
        chosen.reprint is not None,
    )


def _nothing_new(cell: str, reprint: tuple[int, int] | None) -> str:
    if reprint is None:
        return f"{cell} không có biên bản, bổ sung nào mới từ lần in trước."
    return f"{cell} chưa in trang nào từ {reprint[0]} đến {reprint[1]}."


def write(
    batch: BookBatch,
    formats: Sequence[FileFormat],
    out_dir: Path,
    progress: Progress = lambda done, steps, words: None,
) -> list[BookFile]:
    """Write the books, each file whole or not at all, and one joined PDF when there are several.

    Touches no data file, so it may run in a job. ``progress`` hears of every book made and joined and stops the rest by
    raising: what was written stays, nothing is joined. Raises NoRoom with the sentence to show.
    """
    written: list[BookFile] = []
    pdfs: list[tuple[str, bytes]] = []
    joins = FileFormat.PDF in formats and len(batch.books) > 1
    steps = len(batch.books)
    made: book.Book | None = None
    laid: Pages
    for number, facts in enumerate(batch.books):
        progress(number, steps, "")
        ranges: tuple[tuple[int, int], ...] = ()
        if batch.mode is BookMode.NEW:
            part = new_part.build(facts, batch.settings, batch.texts)
            laid, pages, ranges = part.laid, part.pages, part.ranges
        else:
            made = book.build(facts, batch.settings, made, batch.texts)
            laid, pages = made.laid, made.pages
        stem = _stem(facts)
        if FileFormat.PDF in formats:
            content = _pdf(facts, pdf.draw(laid))
            pdfs.append((facts.cell_name, content))
            written.append(_file(out_dir / f"{stem}.pdf", content, facts, FileFormat.PDF, pages, ranges))
        if FileFormat.DOCX in formats:
            content = word.write(laid)
            written.append(_file(out_dir / f"{stem}.docx", content, facts, FileFormat.DOCX, pages, ranges))
    if joins:
        name = f"so-bien-ban-{batch.year}-{len(pdfs)}-chi-bo-{_MODE_NAMES[batch.mode]}.pdf"
        target = out_dir / name
        sides = sum(_sides(batch.paper, file.pages) for file in written if file.format is FileFormat.PDF)
        content = impose.joined(_told(pdfs, progress))
        files.write(target, content)
        written.append(BookFile("", FileFormat.PDF, target, sides))
    progress(steps, steps, "")
    return written


def _told(pdfs: Sequence[tuple[str, bytes]], progress: Progress) -> Iterator[tuple[str, bytes]]:
    """Give the books to be joined one by one."""
    for number, titled in enumerate(pdfs):
        progress(number, len(pdfs), JOINING)
        yield titled


def _sides(paper: BookPaper, pages: int) -> int:
    """Say how many sides of paper a book's pages take."""
    return pages // 2 if paper is BookPaper.A5_BOOKLET else pages


_MODE_NAMES = {BookMode.BLANK: "trang", BookMode.FILLED: "da-ghi", BookMode.NEW: "phan-moi"}


def _stem(facts: BookFacts) -> str:
    code, name = text.ascii_name(facts.cell_code), text.ascii_name(facts.cell_name)
    # A later part does not take the place of the one before.
    where = f"-tu-trang-{facts.starts[0]}" if facts.starts else ""
    return f"so-bien-ban-{facts.year}-{code}-{name}-{_MODE_NAMES[facts.mode]}{where}"


def _pdf(facts: BookFacts, content: bytes) -> bytes:
    return impose.booklet(content) if facts.paper is BookPaper.A5_BOOKLET else content


def _file(
    target: Path,
    content: bytes,
    facts: BookFacts,
    form: FileFormat,
    pages: int,
    ranges: tuple[tuple[int, int], ...],
) -> BookFile:
    files.write(target, content)
    return BookFile(facts.cell_name, form, target, pages, ranges)


def make_books(
    office: Office,
    cell_ids: Sequence[int],
    year: int,
    mode: BookMode,
    paper: BookPaper,
    formats: Sequence[FileFormat],
    out_dir: Path,
    progress: Progress = lambda done, steps, words: None,
    options: BookOptions | None = None,
) -> list[BookFile]:
    """Gather, write and remember books in one go. Raises as :func:`collect` and :func:`write`."""
    batch = collect(office, cell_ids, year, mode, paper, options)
    written = write(batch, formats, out_dir, progress)
    remember(office, batch, written)
    return written


def save_copy(target: Path, content: bytes) -> None:
    """Write a PDF that was shown to another place. Raises NoRoom with the sentence to show."""
    files.write(target, content)


def folder(office: Office, year: int) -> Path:
    """Return the folder of a year's books, beside the issued papers."""
    return office.papers / "so-bien-ban" / str(year)


def remember(office: Office, batch: BookBatch, written: Sequence[BookFile] = ()) -> Changes:
    """Note that books were printed today, and of what is printed part by part on which pages its minutes stand.

    Who may only look prints without a note.
    """
    if office.read_only_because:
        return Changes()
    day = office.today().isoformat()
    names = text.join_vi(facts.cell_name for facts in batch.books[:3])
    more = f" và {len(batch.books) - 3} chi bộ khác" if len(batch.books) > 3 else ""
    sentence = f"In sổ biên bản năm {batch.year} ({batch.mode.label.lower()}) của {names}{more}"
    with office.work("books.remember", sentence) as session:
        row = session.get(Setting, PRINTED)
        known = _printed(session)
        year = dict(known.get(str(batch.year), {}))
        for cell_id in batch.cell_ids:
            year[str(cell_id)] = {**year.get(str(cell_id), {}), batch.mode.value: day}
        value = {**known, str(batch.year): year}
        if row is None:
            session.add(Setting(key=PRINTED, value=value))
        else:
            row.value = value
        if batch.mode is BookMode.NEW and not batch.is_reprint:
            # One file a book, in their order; the one that joins them bears no cell's name.
            one_form = written[0].format if written else FileFormat.PDF
            own = [file for file in written if file.cell_name and file.format is one_form]
            for at, file in enumerate(own):
                late = batch.books[at].late
                what = batch.entries[at]
                book_pages.remember(session, batch.cell_ids[at], batch.year, what, file.ranges, late, office.today())
    return Changes.of(Kind.MEETINGS)


def _printed(session: Session) -> dict[str, Any]:
    row = session.get(Setting, PRINTED)
    return dict(row.value) if row is not None else {}


def default_year(today: date) -> int:
    """Return the year books are mostly wanted for: the next from November on, when books are handed out ahead."""
    return today.year + 1 if dates.quarter(today.month) == 4 and today.month >= 11 else today.year
