"""Sample meetings as lists ask for them: each with its cell, its meeting and the counts of what was recorded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.samples import Observer, ObserverSheet, Opinion, Replication, SampleEvent
from bontot_desktop.db.work import driver_of
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.rules.samples import ReplicationState, SampleState

#: Items in these states are still to be done.
OPEN_STATES = (ReplicationState.OPEN, ReplicationState.DOING)
#: The kind of the conclusion notice.
NOTICE_KIND = "F20"


class EventLine(NamedTuple):
    """One sample meeting; ``meeting_type`` is None until its meeting was opened."""

    id: int
    year: int
    cell_id: int
    cell_name: str
    cell_order: str
    state: SampleState
    planned_on: date | None
    feedback_on: date | None
    held_on: date | None
    meeting_type: MeetingType | None
    observers: int
    sheets: int
    opinions: int
    open_items: int
    planned_type: MeetingType | None


def lines(
    session: Session,
    *,
    year: int | None = None,
    cell_id: int | None = None,
    states: Collection[SampleState] = (),
) -> list[EventLine]:
    """Return sample meetings, the newest first."""
    question = select(
        SampleEvent.id,
        SampleEvent.year,
        SampleEvent.cell_id,
        Cell.name,
        Cell.name_order,
        SampleEvent.state,
        SampleEvent.planned_on,
        SampleEvent.feedback_on,
        Meeting.held_on,
        Meeting.type,
        _count(select(func.count(Observer.id)).where(Observer.event_id == SampleEvent.id)),
        _count(
            select(func.count(ObserverSheet.id))
            .join(Observer, Observer.id == ObserverSheet.observer_id)
            .where(Observer.event_id == SampleEvent.id)
        ),
        _count(select(func.count(Opinion.id)).where(Opinion.event_id == SampleEvent.id)),
        _count(
            select(func.count(Replication.id)).where(
                Replication.event_id == SampleEvent.id, Replication.state.in_(OPEN_STATES)
            )
        ),
        SampleEvent.planned_type,
    )
    question = question.join(Cell, Cell.id == SampleEvent.cell_id).outerjoin(
        Meeting, Meeting.id == SampleEvent.meeting_id
    )
    if year is not None:
        question = question.where(SampleEvent.year == year)
    if cell_id is not None:
        question = question.where(SampleEvent.cell_id == cell_id)
    if states:
        question = question.where(SampleEvent.state.in_(states))
    day = func.coalesce(Meeting.held_on, SampleEvent.planned_on)
    return [EventLine._make(row) for row in session.execute(question.order_by(day.desc(), SampleEvent.id.desc()))]


def _count(question: Select[Any]) -> Any:
    return question.correlate(SampleEvent).scalar_subquery()


def notice(session: Session, event_id: int) -> Paper | None:
    """Return the issued conclusion notice of a sample meeting, None while there is none."""
    question = select(Paper).where(
        Paper.kind == NOTICE_KIND, Paper.sample_event_id == event_id, Paper.state == PaperState.ISSUED
    )
    return session.scalars(question.order_by(Paper.id.desc())).first()


class Holdings(NamedTuple):
    """How much of everything a sample meeting's record holds."""

    observers: int
    observers_attended: int
    observers_without_aspect: int
    sheets: int
    opinions: int
    unanswered_questions: int
    replications: int
    replications_open: int
    roster: int
    absent_without_reason: int
    agenda: int
    contributions: int


# Counted, not loaded: two hundred items of a cell's list each would become an object only to be counted.
_HOLDINGS = """
    SELECT (SELECT count(*) FROM observer WHERE event_id = :event),
           (SELECT count(*) FROM observer WHERE event_id = :event AND attended),
           (SELECT count(*) FROM observer WHERE event_id = :event AND attended AND aspects IN ('[]', 'null')),
           (SELECT count(*) FROM observer_sheet AS s JOIN observer AS o ON o.id = s.observer_id
            WHERE o.event_id = :event),
           (SELECT count(*) FROM feedback_opinion WHERE event_id = :event),
           (SELECT count(*) FROM feedback_opinion WHERE event_id = :event AND kind = 'QUESTION' AND answer = ''),
           (SELECT count(*) FROM replication WHERE event_id = :event),
           (SELECT count(*) FROM replication WHERE event_id = :event AND state IN ('OPEN', 'DOING')),
           (SELECT count(*) FROM roster_line WHERE meeting_id = :meeting),
           (SELECT count(*) FROM roster_line
            WHERE meeting_id = :meeting AND attendance = 'ABSENT_EXCUSED' AND reason = ''),
           (SELECT count(*) FROM agenda_item WHERE meeting_id = :meeting),
           (SELECT count(*) FROM contribution WHERE meeting_id = :meeting)"""


def holdings(session: Session, event_id: int, meeting_id: int | None) -> Holdings:
    """Count what a sample meeting's record holds, what is being written in this session too."""
    asked = driver_of(session).execute(_HOLDINGS, {"event": event_id, "meeting": meeting_id})
    return Holdings._make(asked.fetchone())
