"""Minutes books handed out to the cells, by year: printed, issued, received, taken back or compared (F22)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.months import BookIssue
from bontot_desktop.db.queries import roster
from bontot_desktop.documents import book_issue_register
from bontot_desktop.documents.blocks import Document
from bontot_desktop.documents.book_issue_register import IssuedBook, IssueRegisterFacts
from bontot_desktop.documents.letterhead import SignerFacts
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import heads, wordings
from bontot_desktop.services.member_papers import ListPaper, ListWish
from bontot_desktop.services.office import Office

CHANGED = Changes.of(Kind.MEETINGS)
_TYPED = ("pages", "printed_on", "issued_on", "received_by", "returned_on", "note")
#: Who stands at the head of the register and signs it.
ISSUER = Issuer.STANDING_COMMITTEE


@dataclass(frozen=True, slots=True)
class BookIssueDraft:
    """A book of a cell as its line holds it; ``id`` None while nothing was written of it. ``cell`` is its name."""

    cell_id: int
    cell: str
    year: int
    volume: int = 1
    pages: int | None = None
    printed_on: date | None = None
    issued_on: date | None = None
    received_by: str = ""
    returned_on: date | None = None
    note: str = ""
    id: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written of it."""
        return not any(getattr(self, name) for name in _TYPED)


def load(office: Office, year: int) -> list[BookIssueDraft]:
    """Return a line for each book of a year; a cell with none has an empty first one. In the order of the names."""
    with office.read() as session:
        cells = roster.cells_alive(session, date(year, 1, 1), date(year, 12, 31))
        rows = session.scalars(
            select(BookIssue).where(BookIssue.year == year).order_by(BookIssue.cell_id, BookIssue.volume)
        ).all()
        by_cell: dict[int, list[BookIssue]] = {}
        for row in rows:
            by_cell.setdefault(row.cell_id, []).append(row)
        return [draft for cell in cells for draft in _of_cell(cell, by_cell.get(cell.id, []), year)]


def _of_cell(cell: Cell, rows: Sequence[BookIssue], year: int) -> list[BookIssueDraft]:
    if not rows:
        return [BookIssueDraft(cell.id, cell.name, year)]
    return [
        BookIssueDraft(cell.id, cell.name, year, row.volume, id=row.id, **{name: getattr(row, name) for name in _TYPED})
        for row in rows
    ]


def next_volume(books: Sequence[BookIssueDraft], cell_id: int) -> BookIssueDraft:
    """Return an empty line for one more book of a cell."""
    own = [book for book in books if book.cell_id == cell_id]
    last = max(own, key=lambda book: book.volume)
    return BookIssueDraft(cell_id, last.cell, last.year, last.volume + 1)


def save(office: Office, books: Sequence[BookIssueDraft]) -> Changes:
    """Store the lines that have something written, in one act; an emptied one goes. Raises Problems by line.

    Fields are named "books.<place>.<name>", the place counted from 0.
    """
    found = problems(books, office.today())
    if found:
        raise Problems(found)
    years = sorted({book.year for book in books})
    with office.work("book_issues.save", f"Ghi sổ theo dõi phát sổ biên bản năm {dates_of(years)}") as session:
        for book in books:
            _store(session, book)
    return CHANGED


def dates_of(years: Sequence[int]) -> str:
    """Name years in a sentence."""
    return text.join_vi(str(year) for year in years)


def _store(session: Session, book: BookIssueDraft) -> None:
    row = None if book.id is None else session.get(BookIssue, book.id)
    if book.is_empty:
        if row is not None:
            session.delete(row)
        return
    if row is None:
        row = BookIssue(cell_id=book.cell_id, year=book.year, volume=book.volume)
        session.add(row)
    for name in _TYPED:
        setattr(row, name, getattr(book, name))


def problems(books: Sequence[BookIssueDraft], today: date) -> list[Problem]:
    """Say what keeps lines from being saved."""
    found = []
    for place, book in enumerate(books):
        steps = (
            ("printed_on", "ngày in", book.printed_on),
            ("issued_on", "ngày phát", book.issued_on),
            ("returned_on", "ngày thu", book.returned_on),
        )
        before: tuple[str, date] | None = None
        for name, words, day in steps:
            if day is None:
                continue
            if day > today:
                sentence = f"{book.cell}: {words} {dates.screen(day)} chưa tới."
                found.append(Problem(f"books.{place}.{name}", sentence))
            elif before is not None and day < before[1]:
                sentence = f"{book.cell}: {words} ở trước {before[0]} {dates.screen(before[1])}."
                found.append(Problem(f"books.{place}.{name}", sentence))
            before = (words, day)
        if book.returned_on is not None and book.issued_on is None:
            found.append(Problem(f"books.{place}.issued_on", f"{book.cell}: đã thu thì phải ghi ngày phát."))
        if book.issued_on is not None and not text.clean(book.received_by):
            found.append(Problem(f"books.{place}.received_by", f"{book.cell}: đã phát thì phải ghi người nhận."))
    return found


def paper(office: Office, year: int) -> ListPaper:
    """Prepare the register of a year (F22). Raises Refused when nothing was handed out or printed."""
    books = [book for book in load(office, year) if not book.is_empty]
    if not books:
        raise Refused(f"Năm {year} chưa ghi phát quyển sổ nào.")
    today = office.today()
    kind = book_issue_register.KIND
    with office.read() as session:
        facts = IssueRegisterFacts(
            head=heads.committee_head(session, ISSUER, day=today, today=today),
            signer=_signer(session, today),
            committee=heads.committee(session, today).name,
            year=year,
            day=today,
            books=tuple(
                IssuedBook(
                    book.cell,
                    book.volume,
                    book.year,
                    book.pages,
                    book.issued_on,
                    book.received_by,
                    book.returned_on,
                    book.note,
                )
                for book in books
            ),
        )
        settings = heads.format_settings(session)
        texts = wordings.in_use(session, kind.id).texts
    about = book_issue_register.given(facts, settings, kind.words(settings, texts)).say("summary")

    def make(wish: ListWish) -> Document:
        head = replace(facts.head, day=wish.day, year=(wish.day or facts.day).year)
        return kind.build(replace(facts, head=head, about=wish.about.strip()), settings, texts)

    return ListPaper(kind.name, about, make)


def _signer(session: Session, day: date) -> SignerFacts:
    try:
        return heads.signer(session, ISSUER, day)
    except Refused:
        return SignerFacts("T/M BAN THƯỜNG VỤ", "", "")
