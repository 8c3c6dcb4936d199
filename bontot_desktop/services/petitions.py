"""Petitions (kiến nghị) of cells, members and residents, from the meeting that raised them to the answer (S11)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.months import Petition
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules import petitions as rules
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.petitions import PetitionSource, PetitionState
from bontot_desktop.services.office import Office, Saved

CHANGED = Changes.of(Kind.MEETINGS)
_TYPED = (
    "source", "raised_by", "raised_on", "text", "addressed_to", "sent_on", "answer_due_on", "reminded_on", "answer",
    "answered_on", "told_on", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PetitionDraft:
    """A petition as its form holds it; ``id`` is None until it is saved. Its state follows from its days."""

    id: int | None = None
    cell_id: int | None = None
    meeting_id: int | None = None
    source: PetitionSource = PetitionSource.CELL
    raised_by: str = ""
    raised_on: date | None = None
    text: str = ""
    addressed_to: str = ""
    sent_on: date | None = None
    answer_due_on: date | None = None
    reminded_on: date | None = None
    answer: str = ""
    answered_on: date | None = None
    told_on: date | None = None
    is_dropped: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class PetitionRow:
    """A petition as lists show it; ``is_late``: no answer by the day it was awaited."""

    id: int
    cell_id: int
    cell: str
    cell_order: str
    meeting_id: int | None
    source: PetitionSource
    raised_by: str
    raised_on: date
    text: str
    addressed_to: str
    state: PetitionState
    sent_on: date | None
    answer_due_on: date | None
    reminded_on: date | None
    answered_on: date | None
    answer: str
    is_late: bool

    @property
    def is_open(self) -> bool:
        """Whether the office still has something to do: to send it on, to wait, or to tell the cell."""
        return self.state not in rules.OVER


@dataclass(frozen=True, slots=True)
class Counted:
    """How many petitions a cell raised in a year, how many of any year are not at their end, how many are late."""

    raised: int
    open: int
    late: int


def counted(office: Office, cell_id: int, year: int) -> Counted:
    """Count the petitions of a cell, in plain SQL: its page says it."""
    closed = ", ".join(f"'{state}'" for state in sorted(rules.OVER))
    waiting = ", ".join(f"'{state}'" for state in sorted(rules.WAITING))
    question = f"""
        SELECT count(*) FILTER (WHERE raised_on BETWEEN :first AND :last),
               count(*) FILTER (WHERE state NOT IN ({closed})),
               count(*) FILTER (WHERE state IN ({waiting}) AND answer_due_on < :today)
        FROM petition WHERE cell_id = :cell"""
    given = {"first": f"{year}-01-01", "last": f"{year}-12-31", "today": office.today().isoformat(), "cell": cell_id}
    with office.ask() as driver:
        return Counted(*driver.execute(question, given).fetchone())


def list_petitions(
    office: Office, *, year: int | None = None, cell_id: int | None = None, states: Collection[PetitionState] = ()
) -> list[PetitionRow]:
    """Return petitions, the newest first."""
    query = select(Petition).join(Petition.cell)
    if year is not None:
        query = query.where(Petition.raised_on.between(date(year, 1, 1), date(year, 12, 31)))
    if cell_id is not None:
        query = query.where(Petition.cell_id == cell_id)
    if states:
        query = query.where(Petition.state.in_(states))
    today = office.today()
    with office.read() as session:
        rows = session.scalars(query.order_by(Petition.raised_on.desc(), Petition.id.desc()))
        return [_row(row, today) for row in rows]


def _row(row: Petition, today: date) -> PetitionRow:
    return PetitionRow(
        id=row.id,
        cell_id=row.cell_id,
        cell=row.cell.name,
        cell_order=row.cell.name_order,
        meeting_id=row.meeting_id,
        source=row.source,
        raised_by=row.raised_by,
        raised_on=row.raised_on,
        text=row.text,
        addressed_to=row.addressed_to,
        state=row.state,
        sent_on=row.sent_on,
        answer_due_on=row.answer_due_on,
        reminded_on=row.reminded_on,
        answered_on=row.answered_on,
        answer=row.answer,
        is_late=rules.is_late(row.state, row.answer_due_on, today),
    )


def load(office: Office, petition_id: int) -> PetitionDraft:
    """Return a petition. Raises NotFound."""
    with office.read() as session:
        row = _petition(session, petition_id)
        return PetitionDraft(
            id=row.id,
            cell_id=row.cell_id,
            meeting_id=row.meeting_id,
            is_dropped=row.state is PetitionState.DROPPED,
            **{name: getattr(row, name) for name in _TYPED},
        )


def of_meeting(office: Office, meeting_id: int) -> list[PetitionDraft]:
    """Return the petitions a meeting raised, in the order they were entered."""
    with office.read() as session:
        ids = session.scalars(select(Petition.id).where(Petition.meeting_id == meeting_id).order_by(Petition.id)).all()
    return [load(office, petition_id) for petition_id in ids]


def begin(office: Office, meeting_id: int | None = None) -> PetitionDraft:
    """Return an empty petition; one raised at a meeting has its cell and day. Raises NotFound."""
    if meeting_id is None:
        return PetitionDraft(raised_on=office.today())
    with office.read() as session:
        meeting = session.get(Meeting, meeting_id)
        if meeting is None:
            raise NotFound("Không còn buổi sinh hoạt này trong sổ.")
        return PetitionDraft(
            cell_id=meeting.cell_id, meeting_id=meeting.id, raised_on=meeting.held_on or office.today()
        )


def save(office: Office, draft: PetitionDraft) -> Saved:
    """Store a petition; its state is the furthest its days tell. Raises Problems or NotFound."""
    found = problems(draft, office.today())
    if found:
        raise Problems(found)
    with office.work("petitions.save", "Ghi kiến nghị") as session:
        cell = session.get(Cell, draft.cell_id)
        if cell is None:
            raise NotFound("Không còn chi bộ này trong sổ.")
        row = Petition() if draft.id is None else _petition(session, draft.id)
        row.cell_id, row.meeting_id = cell.id, draft.meeting_id
        for name in _TYPED:
            setattr(row, name, getattr(draft, name))
        row.state = rules.state_of(
            sent_on=draft.sent_on,
            answered_on=draft.answered_on,
            told_on=draft.told_on,
            is_dropped=draft.is_dropped,
        )
        if draft.id is None:
            session.add(row)
        session.flush()
        session.sentence = (
            f"{'Ghi' if draft.id is None else 'Sửa'} kiến nghị của {cell.name}: {row.state.label.lower()}"
        )
        session.about(row)
        return Saved(row.id, CHANGED)


def remind(office: Office, petition_ids: Collection[int]) -> Changes:
    """Note that the addressees were reminded today. Raises Refused when none of these awaits an answer."""
    today = office.today()
    with office.work("petitions.remind", "Ghi đã nhắc trả lời kiến nghị") as session:
        rows = [_petition(session, one) for one in dict.fromkeys(petition_ids)]
        sent = [row for row in rows if row.state is PetitionState.SENT]
        if not sent:
            raise Refused("Chỉ nhắc được kiến nghị đã chuyển đi và chưa có trả lời.")
        for row in sent:
            row.reminded_on = today
        if len(sent) == 1:
            session.about(sent[0])
            session.sentence = f"Nhắc {sent[0].addressed_to} trả lời kiến nghị của {sent[0].cell.name}"
        else:
            session.sentence = f"Nhắc trả lời {len(sent)} kiến nghị"
    return CHANGED


def problems(draft: PetitionDraft, today: date) -> list[Problem]:
    """Say what keeps a petition from being saved."""
    found = []
    if draft.cell_id is None:
        found.append(Problem("cell_id", "Hãy chọn chi bộ."))
    if not text.clean_block(draft.text):
        found.append(Problem("text", "Chưa ghi nội dung kiến nghị."))
    if draft.raised_on is None:
        found.append(Problem("raised_on", "Chưa ghi ngày nêu kiến nghị."))
    if draft.sent_on is not None and not text.clean(draft.addressed_to):
        found.append(Problem("addressed_to", "Đã chuyển thì phải ghi chuyển đến cơ quan, người nào."))
    if draft.is_dropped and not text.clean(draft.note):
        found.append(Problem("note", "Không chuyển thì phải ghi lý do ở phần ghi chú."))
    steps = (
        ("raised_on", "ngày nêu", draft.raised_on),
        ("sent_on", "ngày chuyển", draft.sent_on),
        ("answered_on", "ngày trả lời", draft.answered_on),
        ("told_on", "ngày báo lại chi bộ", draft.told_on),
    )
    before: tuple[str, date] | None = None
    for name, words, day in steps:
        if day is None:
            continue
        if day > today:
            found.append(Problem(name, f"{text.first_upper(words)} {dates.screen(day)} chưa tới."))
        elif before is not None and day < before[1]:
            found.append(Problem(name, f"{text.first_upper(words)} ở trước {before[0]} {dates.screen(before[1])}."))
        before = (words, day)
    if draft.answered_on is not None and not text.clean_block(draft.answer):
        found.append(Problem("answer", "Chưa ghi nội dung trả lời."))
    return found


def remove(office: Office, petition_id: int) -> Changes:
    """Take a petition out that was entered by mistake and went nowhere. Raises Problems once it was sent."""
    with office.work("petitions.remove", "Bỏ kiến nghị ghi nhầm") as session:
        row = _petition(session, petition_id)
        if row.sent_on is not None or row.answered_on is not None:
            raise Problems(
                [Problem("sent_on", "Kiến nghị đã chuyển đi nên giữ lại; nếu thôi, hãy ghi “Không chuyển”.")]
            )
        session.sentence = f"Bỏ kiến nghị ghi nhầm của {row.cell.name}"
        session.delete(row)
    return CHANGED


def _petition(session: Session, petition_id: int) -> Petition:
    row = session.get(Petition, petition_id)
    if row is None:
        raise NotFound("Không còn kiến nghị này trong dữ liệu.")
    return row
