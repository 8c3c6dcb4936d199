"""The day of a meeting: whether it can be, and what follows when another one is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.office import Term
from bontot_desktop.errors import Problem
from bontot_desktop.rules.meetings import FINAL_STATES, HELD_STATES, MeetingState, TaskState
from bontot_desktop.services import meeting_store
from bontot_desktop.services.meeting_drafts import MeetingDraft, TaskReviewDraft

#: A meeting this many days ahead is a slip of the hand rather than one that has been held.
MOST_AHEAD = 31


def follow(session: Session, draft: MeetingDraft) -> MeetingDraft:
    """Let a stored meeting's month and its earlier tasks follow the day typed in place of another.

    A meeting kept for another month than that of its day (a March meeting held on 2 April) stays of its month.
    """
    if draft.id is None or draft.held_on is None:
        return draft
    row = meeting_store.meeting(session, draft.id)
    was, on = row.held_on, draft.held_on
    if was == on or row.state in FINAL_STATES:
        return draft
    month = (row.year, row.month)
    if month != (draft.year, draft.month):
        draft = replace(draft, year=_year_of(draft.month, on))
    elif was is not None and (was.year, was.month) == month:
        draft = replace(draft, year=on.year, month=on.month)
    return replace(draft, task_reviews=_reviews(session, draft, on))


def _year_of(month: int, on: date) -> int:
    """Return the year of the month typed that lies nearest to a day: December of a meeting held on 4 January."""
    away = {year: abs((year - on.year) * 12 + month - on.month) for year in (on.year - 1, on.year, on.year + 1)}
    return min(away, key=lambda year: away[year])


def _reviews(session: Session, draft: MeetingDraft, on: date) -> tuple[TaskReviewDraft, ...]:
    """Keep what was said of earlier tasks; those of which nothing was said are the ones open on the new day."""
    said: Sequence[TaskReviewDraft] = [
        review for review in draft.task_reviews if review.state is not TaskState.OPEN or review.result.strip()
    ]
    ids = {review.task_id: review.id for review in draft.task_reviews}
    due = meeting_store.reviews_due(session, draft.cell_id, draft.type, on, draft.id, said)
    return (*said, *(replace(review, id=ids.get(review.task_id)) for review in due))


def problems(session: Session, draft: MeetingDraft, today: date | None) -> list[Problem]:
    """Say why a meeting cannot have been on its day: before its cell or any known term, after its end, far ahead."""
    cell, on = session.get(Cell, draft.cell_id), draft.held_on
    if cell is None or on is None or draft.state is MeetingState.CANCELLED:
        return []
    if _is_stored(session, draft):
        return []
    day = dates.screen(on)
    if cell.founded_on is not None and on < cell.founded_on:
        began = dates.screen(cell.founded_on)
        return [Problem("held_on", f"Ngày {day} chi bộ chưa thành lập (thành lập ngày {began}).")]
    if cell.dissolved_on is not None and on > cell.dissolved_on:
        ended = dates.screen(cell.dissolved_on)
        return [Problem("held_on", f"Ngày {day} chi bộ đã kết thúc hoạt động (từ ngày {ended}).")]
    first = session.scalar(select(func.min(Term.starts_on)))
    if cell.founded_on is None and first is not None and on < first and on.year < first.year - 5:
        sentence = f"Ngày {day} ở trước nhiệm kỳ đầu tiên ghi trong sổ (từ {dates.screen(first)}); hãy xem lại năm."
        return [Problem("held_on", sentence)]
    if today is not None and draft.state in HELD_STATES and on > today + timedelta(days=MOST_AHEAD):
        return [Problem("held_on", f"Ngày {day} còn xa, chưa thể đã họp; hãy xem lại ngày, năm.")]
    return []


def _is_stored(session: Session, draft: MeetingDraft) -> bool:
    """Say whether the day stands in the book already, as imported: then it is no longer asked about."""
    if draft.id is None:
        return False
    row = session.get(Meeting, draft.id)
    return (
        row is not None and row.held_on == draft.held_on and (row.state in HELD_STATES) == (draft.state in HELD_STATES)
    )
