"""Sample meetings inside a session that is already open: finding one, what its record holds, how far it has come."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.samples import Observer, SampleEvent
from bontot_desktop.db.models.scoring import Score
from bontot_desktop.db.queries import samples as queries
from bontot_desktop.errors import NotFound
from bontot_desktop.rules.minutes import CONCLUSION, THEME_CONCLUSION
from bontot_desktop.rules.sample_road import Road, reached
from bontot_desktop.rules.scoring import ScoreKind

_CONCLUSIONS = (CONCLUSION.key, THEME_CONCLUSION.key)


def event(session: Session, event_id: int) -> SampleEvent:
    """Return a sample meeting. Raises NotFound."""
    row = session.get(SampleEvent, event_id)
    if row is None:
        raise NotFound("Không còn buổi sinh hoạt điểm này trong dữ liệu.")
    return row


def observer(session: Session, observer_id: int) -> Observer:
    """Return an observer. Raises NotFound."""
    row = session.get(Observer, observer_id)
    if row is None:
        raise NotFound("Không còn người dự này trong danh sách của buổi sinh hoạt điểm.")
    return row


def road(session: Session, row: SampleEvent, today: date) -> Road:
    """Gather what the record holds, for the rules of the road."""
    meeting = row.meeting
    held = queries.holdings(session, row.id, row.meeting_id)
    notice = queries.notice(session, row.id)
    return Road(
        state=row.state,
        today=today,
        planned_on=row.planned_on,
        has_purpose=bool(row.purpose),
        observers=held.observers,
        observers_attended=held.observers_attended,
        observers_without_aspect=held.observers_without_aspect,
        has_meeting=meeting is not None,
        held_on=meeting.held_on if meeting else None,
        has_times=bool(meeting and meeting.starts_at is not None and meeting.ends_at is not None),
        has_chair=bool(meeting and meeting.chair_id),
        has_minute_taker=bool(meeting and meeting.minute_taker_id),
        roster=held.roster,
        absent_without_reason=held.absent_without_reason,
        agenda=held.agenda,
        contributions=held.contributions,
        has_meeting_conclusion=_has_conclusion(meeting),
        has_self_score=meeting is not None and self_score(session, meeting.id) is not None,
        sheets=held.sheets,
        feedback_on=row.feedback_on,
        has_feedback_chair=row.feedback_chair_id is not None,
        has_feedback_minute_taker=row.feedback_minute_taker_id is not None,
        opinions=held.opinions,
        unanswered_questions=held.unanswered_questions,
        has_strengths=bool(row.strengths),
        has_weaknesses=bool(row.weaknesses),
        has_process=bool(row.agreed_process),
        has_task_sample_cell=bool(row.task_sample_cell),
        has_task_other_cells=bool(row.task_other_cells),
        notice_on=notice.dated_on if notice else None,
        replications=held.replications,
        replications_open=held.replications_open,
    )


def _has_conclusion(meeting: Meeting | None) -> bool:
    sections = meeting.sections if meeting else ()
    return any(section.key in _CONCLUSIONS and section.content for section in sections)


def self_score(session: Session, meeting_id: int) -> Score | None:
    """Return the cell's own score of a meeting, None while there is none."""
    question = select(Score).where(Score.meeting_id == meeting_id, Score.kind == ScoreKind.SELF)
    return session.scalars(question).first()


def observer_score(session: Session, observer_id: int) -> Score | None:
    """Return the score of an observer, None while there is none."""
    return session.scalars(select(Score).where(Score.observer_id == observer_id)).first()


def advance(session: Session, row: SampleEvent, today: date) -> None:
    """Let the state follow what was recorded, forward only (rules.sample_road)."""
    session.flush()
    state = reached(road(session, row, today))
    if state is not row.state:
        row.state = state


def has_notice(session: Session, event_id: int) -> bool:
    """Say whether a conclusion notice of the sample meeting is in force."""
    return queries.notice(session, event_id) is not None
