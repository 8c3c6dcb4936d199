"""Terms (nhiệm kỳ) of the committee and of its cells: the numbers of papers run through them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.office import Term
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.errors import NotFound, Problem, Problems
from bontot_desktop.rules.cells import holds_on
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import numbers
from bontot_desktop.services.office import Office, Saved

_NO_LABEL = "Chưa có tên nhiệm kỳ, ví dụ: 2025 - 2030."
_NO_START = "Chưa có ngày bắt đầu nhiệm kỳ (ngày bế mạc đại hội)."
_WRONG_ORDER = "Ngày kết thúc ở trước ngày bắt đầu."


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A term; ``cell_id`` None is the committee, ``owner`` its cell's name, ``ends_on`` None while it is under way."""

    id: int | None = None
    cell_id: int | None = None
    owner: str = ""
    label: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class CellTermRow:
    """A cell and the term it is in on a day, "" and None when it has none."""

    id: int
    code: str
    name: str
    label: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class CellTermsDraft:
    """A term that several cells get at once."""

    label: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


def terms(office: Office) -> list[TermDraft]:
    """Return the committee's terms, the newest first, then the cells' in the order of their names."""
    query = (
        select(Term, Cell.name)
        .outerjoin(Cell, Cell.id == Term.cell_id)
        .order_by(Term.cell_id.is_not(None), Cell.name_order, Cell.id, Term.starts_on.desc())
    )
    with office.read() as session:
        return [
            TermDraft(row.id, row.cell_id, name or "", row.label, row.starts_on, row.ends_on)
            for row, name in session.execute(query)
        ]


def save(office: Office, draft: TermDraft) -> Saved:
    """Save a term; terms of one body may not overlap, and papers keep the term they are numbered in.

    Raises Problems.
    """
    found = _problems(draft.label, draft.starts_on, draft.ends_on)
    if not found and draft.starts_on is not None:
        with office.read() as session:
            found = [
                *_overlaps(session, draft.cell_id, draft.id, draft.starts_on, draft.ends_on),
                *_left_out(session, draft.id, draft.starts_on, draft.ends_on),
            ]
    if found or draft.starts_on is None:
        raise Problems(found)
    with office.work("terms.save", f"Ghi nhiệm kỳ {draft.label} {draft.owner}".strip()) as session:
        row = session.get(Term, draft.id) if draft.id else Term(cell_id=draft.cell_id)
        if row is None:
            raise NotFound("Không còn nhiệm kỳ này.")
        row.label, row.starts_on, row.ends_on = draft.label, draft.starts_on, draft.ends_on
        session.add(row)
        session.flush()
        return Saved(row.id, Changes.of(Kind.SETTINGS))


def cells(office: Office, day: date) -> list[CellTermRow]:
    """Return the cells at work on a day with the term each is in, in the order of their names."""
    with office.read() as session:
        running: dict[int, Term] = {}
        for term in session.scalars(select(Term).where(Term.cell_id.is_not(None)).order_by(Term.starts_on)):
            if term.cell_id is not None and holds_on(term.starts_on, term.ends_on, day):
                running[term.cell_id] = term
        found = session.scalars(select(Cell).order_by(Cell.name_order, Cell.id))
        return [
            CellTermRow(
                cell.id,
                cell.code,
                cell.name,
                running[cell.id].label if cell.id in running else "",
                running[cell.id].starts_on if cell.id in running else None,
                running[cell.id].ends_on if cell.id in running else None,
            )
            for cell in found
            if cell.dissolved_on is None or cell.dissolved_on > day
        ]


def set_for_cells(office: Office, draft: CellTermsDraft, cell_ids: Collection[int]) -> Changes:
    """Put several cells into a term in one act.

    A cell's open earlier term ends the day before; one that begins on the same day is written over. Raises Problems
    when no cell was chosen or a cell has a term or numbered papers in the way; nothing has then changed.
    """
    found = _problems(draft.label, draft.starts_on, draft.ends_on)
    if not cell_ids:
        found.append(Problem("", "Chưa chọn chi bộ nào."))
    if found or draft.starts_on is None:
        raise Problems(found)
    day_before = draft.starts_on - timedelta(days=1)
    with office.work("terms.cells", f"Đặt nhiệm kỳ {draft.label} cho {len(cell_ids)} chi bộ") as session:
        for cell in session.scalars(select(Cell).where(Cell.id.in_(cell_ids)).order_by(Cell.name_order)):
            of_cell = list(session.scalars(select(Term).where(Term.cell_id == cell.id)))
            row = next((term for term in of_cell if term.starts_on == draft.starts_on), None) or Term(cell_id=cell.id)
            for earlier in of_cell:
                if earlier is not row and earlier.ends_on is None and earlier.starts_on < draft.starts_on:
                    found += _left_out(session, earlier.id, earlier.starts_on, day_before, cell.name)
                    earlier.ends_on = day_before
            found += _left_out(session, row.id, draft.starts_on, draft.ends_on, cell.name)
            row.label, row.starts_on, row.ends_on = draft.label, draft.starts_on, draft.ends_on
            session.add(row)
            session.flush()
            found += _overlaps(session, cell.id, row.id, draft.starts_on, draft.ends_on, cell.name)
        if found:
            # Raised inside the act, so that all of it is taken back.
            raise Problems(found)
    return Changes.of(Kind.SETTINGS)


def _problems(label: str, starts_on: date | None, ends_on: date | None) -> list[Problem]:
    found = [] if text.clean(label) else [Problem("label", _NO_LABEL)]
    if starts_on is None:
        found.append(Problem("starts_on", _NO_START))
    elif ends_on is not None and ends_on < starts_on:
        found.append(Problem("ends_on", _WRONG_ORDER))
    return found


def _overlaps(
    session: Session, cell_id: int | None, term_id: int | None, starts: date, ends: date | None, owner: str = ""
) -> list[Problem]:
    of_owner = Term.cell_id == cell_id if cell_id else Term.cell_id.is_(None)
    until = ends or date.max
    others = (other for other in session.scalars(select(Term).where(of_owner)) if other.id != term_id)
    front = f"{owner}: trùng" if owner else "Trùng"
    return [
        Problem("starts_on", f"{front} thời gian với nhiệm kỳ {other.label}; hãy ghi ngày kết thúc nhiệm kỳ trước.")
        for other in others
        if starts <= (other.ends_on or date.max) and other.starts_on <= until
    ]


def _left_out(session: Session, term_id: int | None, starts: date, ends: date | None, owner: str = "") -> list[Problem]:
    """Refuse days that leave out a paper numbered in the term: its number would stand in no term."""
    if term_id is None:
        return []
    query = select(Paper).where(Paper.term_id == term_id, Paper.number.is_not(None)).order_by(Paper.dated_on)
    out = [
        paper
        for paper in session.scalars(query)
        if paper.dated_on is not None and not starts <= paper.dated_on <= (ends or date.max)
    ]
    if not out:
        return []
    paper = out[-1]
    field = "starts_on" if paper.dated_on is not None and paper.dated_on < starts else "ends_on"
    name = f"{owner}: văn bản" if owner else "Văn bản"
    sentence = f"{name} số {numbers.text_of(paper)} ngày {dates.screen(paper.dated_on)} đã lấy số trong nhiệm kỳ này."
    return [Problem(field, f"{sentence} Hãy để ngày ấy nằm trong nhiệm kỳ.")]
