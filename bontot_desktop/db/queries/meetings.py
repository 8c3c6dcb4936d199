"""What lists, drafts and books ask of the meetings: rows with figures, tasks still open, what is still to apply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session, aliased, selectinload

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import (
    Addendum,
    Contribution,
    Meeting,
    ReplicationReview,
    RosterLine,
    Task,
    TaskReview,
)
from bontot_desktop.db.models.months import BookPages
from bontot_desktop.db.models.samples import Replication, SampleEvent
from bontot_desktop.db.queries import preparing
from bontot_desktop.rules.meetings import (
    FINAL_STATES,
    HELD_STATES,
    MONTHLY_TYPES,
    PRESENT_KINDS,
    MeetingState,
    MeetingType,
    TaskState,
)
from bontot_desktop.rules.members import NOT_EXPECTED
from bontot_desktop.rules.samples import ReplicationState

#: What a whole meeting is made of besides itself.
_PARTS = (
    Meeting.roster,
    Meeting.guests,
    Meeting.agenda,
    Meeting.documents,
    Meeting.sections,
    Meeting.contributions,
    Meeting.votes,
    Meeting.tasks,
    Meeting.addenda,
)


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting as lists show it; counts are of people, ``contributions`` of speeches."""

    id: int
    cell_id: int
    cell_name: str
    type: MeetingType
    state: MeetingState
    year: int
    month: int
    held_on: date | None
    starts_at: time | None
    ends_at: time | None
    breaks_min: int
    theme: str
    is_sample: bool
    expected: int
    present: int
    contributions: int
    speakers: int


def lines(
    session: Session,
    *,
    year: int | None = None,
    month: int | None = None,
    cell_id: int | None = None,
    kinds: Collection[MeetingType] = (),
    states: Collection[MeetingState] = (),
    chair_counts: bool = False,
) -> list[MeetingLine]:
    """Return meetings with their figures, oldest first, cells in Vietnamese order within a day."""
    wanted = select(Meeting.id)
    for condition in (
        None if year is None else Meeting.year == year,
        None if month is None else Meeting.month == month,
        None if cell_id is None else Meeting.cell_id == cell_id,
        Meeting.type.in_(kinds) if kinds else None,
        Meeting.state.in_(states) if states else None,
    ):
        if condition is not None:
            wanted = wanted.where(condition)
    expected = RosterLine.status_at_time.not_in(NOT_EXPECTED)
    came = and_(expected, RosterLine.attendance.in_(PRESENT_KINDS))
    counts = (
        select(
            RosterLine.meeting_id,
            func.sum(case((expected, 1), else_=0)).label("expected"),
            func.sum(case((came, 1), else_=0)).label("present"),
        )
        .where(RosterLine.meeting_id.in_(wanted))
        .group_by(RosterLine.meeting_id)
        .subquery()
    )
    is_chair = RosterLine.member_id == Meeting.chair_id
    speaker = RosterLine.member_id if chair_counts else case((is_chair, None), else_=RosterLine.member_id)
    spoken = (
        select(
            Contribution.meeting_id,
            func.count(Contribution.id).label("contributions"),
            func.count(speaker.distinct()).label("speakers"),
        )
        .join(Meeting, Meeting.id == Contribution.meeting_id)
        .outerjoin(RosterLine, RosterLine.id == Contribution.roster_line_id)
        .where(Contribution.meeting_id.in_(wanted))
        .group_by(Contribution.meeting_id)
        .subquery()
    )
    question = (
        select(
            Meeting.id,
            Meeting.cell_id,
            Cell.name,
            Meeting.type,
            Meeting.state,
            Meeting.year,
            Meeting.month,
            Meeting.held_on,
            Meeting.starts_at,
            Meeting.ends_at,
            Meeting.breaks_min,
            Meeting.theme,
            Meeting.is_sample,
            func.coalesce(counts.c.expected, 0),
            func.coalesce(counts.c.present, 0),
            func.coalesce(spoken.c.contributions, 0),
            func.coalesce(spoken.c.speakers, 0),
        )
        .join(Cell, Cell.id == Meeting.cell_id)
        .outerjoin(counts, counts.c.meeting_id == Meeting.id)
        .outerjoin(spoken, spoken.c.meeting_id == Meeting.id)
        .where(Meeting.id.in_(wanted))
        .order_by(Meeting.year, Meeting.month, Meeting.held_on, Cell.name_order, Meeting.id)
    )
    rows: Sequence[Any] = session.execute(question).all()
    return [MeetingLine(*row) for row in rows]


def other_monthly(session: Session, meeting_id: int | None, cell_id: int, year: int, month: int) -> Meeting | None:
    """Return the regular meeting a cell already has in a month, other than the given one."""
    question = select(Meeting).where(
        Meeting.cell_id == cell_id,
        Meeting.year == year,
        Meeting.month == month,
        Meeting.type.in_(MONTHLY_TYPES),
        Meeting.state != MeetingState.CANCELLED,
    )
    if meeting_id is not None:
        question = question.where(Meeting.id != meeting_id)
    return session.scalars(question).first()


def open_tasks(session: Session, cell_id: int, before: date, meeting_id: int | None = None) -> list[Task]:
    """Return the tasks a cell answers for, given before a day, that no meeting has closed yet, oldest first.

    They were given at its own meetings, or at those of a cell that ended and passed them on. What its committee gave
    itself to prepare (họp chi ủy) is no task of the cell's resolutions.
    """
    given = (
        select(Task.id)
        .join(Meeting, Meeting.id == Task.meeting_id)
        .where(Meeting.cell_id == cell_id, Task.carried_to_id.is_(None))
    )
    taken_over = select(Task.id).where(Task.carried_to_id == cell_id)
    question = (
        select(Task)
        .join(Meeting, Meeting.id == Task.meeting_id)
        .where(
            Task.id.in_(given.union_all(taken_over)),
            Meeting.type != MeetingType.COMMITTEE,
            Meeting.state.in_(HELD_STATES),
            Meeting.held_on < before,
            Task.state.in_((TaskState.OPEN, TaskState.LATE)),
        )
        .order_by(Meeting.held_on, Meeting.id, Task.position)
    )
    if meeting_id is not None:
        question = question.where(Meeting.id != meeting_id)
    return list(session.scalars(question))


def is_reviewed(session: Session, task_id: int) -> bool:
    """Say whether the minutes of a later meeting speak of a task."""
    return session.scalars(select(TaskReview.id).where(TaskReview.task_id == task_id)).first() is not None


def open_replications(session: Session, cell_id: int, before: date) -> list[Replication]:
    """Return what a cell has still to mend or apply after sample meetings before a day, nearest date first.

    Their day is that of the feedback session, where the items come from, else of the meeting; without any day the year
    says it.
    """
    day = func.coalesce(SampleEvent.feedback_on, Meeting.held_on, SampleEvent.planned_on)
    question = (
        select(Replication)
        .join(SampleEvent, SampleEvent.id == Replication.event_id)
        .outerjoin(Meeting, Meeting.id == SampleEvent.meeting_id)
        .where(
            Replication.cell_id == cell_id,
            Replication.state.in_((ReplicationState.OPEN, ReplicationState.DOING)),
            or_(day < before, and_(day.is_(None), SampleEvent.year <= before.year)),
        )
    )
    rows = session.scalars(question).all()
    return sorted(rows, key=lambda row: (row.due_on or date.max, row.id))


def is_applied_later(session: Session, replication_id: int, meeting: Meeting) -> bool:
    """Say whether a meeting held after this one spoke of something to be applied."""
    if meeting.held_on is None:
        return False
    question = (
        select(ReplicationReview.id)
        .join(Meeting, Meeting.id == ReplicationReview.meeting_id)
        .where(
            ReplicationReview.replication_id == replication_id,
            Meeting.id != meeting.id,
            Meeting.held_on > meeting.held_on,
        )
    )
    return session.scalars(question).first() is not None


def last_book_no(session: Session, cell_id: int, year: int) -> int:
    """Return the last number given to minutes in a cell's book of a year, 0 before the first."""
    question = select(func.max(Meeting.book_no)).where(Meeting.cell_id == cell_id, Meeting.year == year)
    return session.scalar(question) or 0


def approved_counts(session: Session, year: int) -> dict[int, tuple[int, int]]:
    """Return for each cell how many regular and how many themed meetings of a year have approved minutes.

    A combined meeting counts as both (meetings.md §4.4 rule 6).
    """
    question = (
        select(Meeting.cell_id, Meeting.type, func.count())
        .where(Meeting.year == year, Meeting.state.in_(FINAL_STATES))
        .group_by(Meeting.cell_id, Meeting.type)
    )
    found: dict[int, tuple[int, int]] = {}
    for cell_id, kind, count in session.execute(question):
        regular, themed = found.get(cell_id, (0, 0))
        found[cell_id] = (
            regular + (count if kind in MONTHLY_TYPES else 0),
            themed + (count if kind in (MeetingType.THEMED, MeetingType.COMBINED) else 0),
        )
    return found


def prepared_on(session: Session, meeting_id: int, within: int) -> date | None:
    """Return the day of the last committee meeting, held or planned, that is about a meeting; None without one."""
    this, committee = aliased(Meeting, name="this"), aliased(Meeting, name="c")
    rule = sql(preparing.about("this", "c")).bindparams(within=within)
    question = (
        select(func.max(committee.held_on))
        .select_from(this)
        .join(committee, rule)
        .where(this.id == meeting_id, committee.state != MeetingState.CANCELLED)
    )
    return session.scalar(question)


def to_prepare(session: Session, meeting: Meeting, within: int) -> list[Meeting]:
    """Return the meetings of its cell a committee meeting may be about: from its day on, and the one it names."""
    if meeting.held_on is None:
        return []
    until = meeting.held_on + timedelta(days=max(within, 1))
    question = (
        select(Meeting)
        .where(
            Meeting.cell_id == meeting.cell_id,
            Meeting.type != MeetingType.COMMITTEE,
            Meeting.state != MeetingState.CANCELLED,
            Meeting.held_on.between(meeting.held_on, until) | (Meeting.id == meeting.prepares_id),
        )
        .order_by(Meeting.held_on)
    )
    return list(session.scalars(question))


def unprinted_counts(session: Session, year: int) -> dict[int, int]:
    """Return for each cell how many approved minutes of a year stand on no printed page of its book yet.

    A correction written after its minutes were printed counts as one until it has a page of its own.
    """
    of_minutes = (BookPages.meeting_id == Meeting.id) & BookPages.addendum_id.is_(None)
    question = (
        select(Meeting.cell_id, func.count())
        .outerjoin(BookPages, of_minutes)
        .where(Meeting.year == year, Meeting.state.in_(FINAL_STATES), BookPages.id.is_(None))
        .group_by(Meeting.cell_id)
    )
    alone = aliased(BookPages)
    earlier = aliased(Addendum)
    before = select(func.count()).where(earlier.meeting_id == Addendum.meeting_id, earlier.id < Addendum.id)
    added = (
        select(Meeting.cell_id, func.count())
        .join(BookPages, of_minutes)
        .join(Addendum, Addendum.meeting_id == Meeting.id)
        .outerjoin(alone, alone.addendum_id == Addendum.id)
        .where(Meeting.year == year, alone.id.is_(None), before.scalar_subquery() >= BookPages.addenda)
        .group_by(Meeting.cell_id)
    )
    counts: Counter[int] = Counter(dict(session.execute(question).all()))
    counts.update(dict(session.execute(added).all()))
    return dict(counts)


def approved_of_year(session: Session, cell_id: int, year: int) -> list[Meeting]:
    """Return a cell's meetings of a year whose minutes are approved, whole, in the order they were held."""
    question = (
        select(Meeting)
        .where(Meeting.cell_id == cell_id, Meeting.year == year, Meeting.state.in_(FINAL_STATES))
        .options(*(selectinload(part) for part in _PARTS))
        .options(selectinload(Meeting.task_reviews).joinedload(TaskReview.task))
    )
    return list(session.scalars(question.order_by(Meeting.held_on, Meeting.starts_at, Meeting.id)))
