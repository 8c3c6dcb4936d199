"""What scoring a meeting asks of the record beside its figures, in plain SQL: absences in a row, tasks, papers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.queries import preparing
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.meetings import (
    COUNTED_TYPES,
    FINAL_STATES,
    HELD_STATES,
    Attendance,
    MeetingState,
    MeetingType,
    TaskState,
)
from bontot_desktop.rules.members import NOT_EXPECTED
from bontot_desktop.rules.scoring import Rating, ScoreKind
from bontot_desktop.rules.watch_list import Attended, longest_run

#: With these the committee's meeting has minutes.
_WITH_MINUTES = FINAL_STATES | {MeetingState.DRAFTED}
_MONTHLY = f"type IN ('{MeetingType.REGULAR}', '{MeetingType.COMBINED}')"
_COUNTED = f"type IN ({', '.join(repr(kind.value) for kind in sorted(COUNTED_TYPES))})"
_APART = ", ".join(repr(status.value) for status in sorted(NOT_EXPECTED))
_THEMED = frozenset({MeetingType.THEMED, MeetingType.COMBINED})
_HELD = f"state IN ({', '.join(repr(state.value) for state in sorted(HELD_STATES))})"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a meeting stands: its kind, its cell's kind, its day, and what decides which lines of a table apply."""

    cell_id: int
    type: MeetingType
    content_type: ContentType
    held_on: date | None
    is_themed: bool
    has_committee: bool


class HeldRating(NamedTuple):
    """A held meeting with the rating that counts, None while it has none."""

    id: int
    cell_id: int
    type: MeetingType
    rating: Rating | None


def place_of(session: Session, meeting_id: int) -> Place | None:
    """Return where a meeting stands, None for a meeting there is not."""
    question = (
        select(Meeting.cell_id, Meeting.type, Cell.content_type, Meeting.held_on, Meeting.year, Meeting.month,
               Cell.has_committee)
        .join(Cell, Cell.id == Meeting.cell_id)
        .where(Meeting.id == meeting_id)
    )  # fmt: skip
    row = session.execute(question).first()
    if row is None:
        return None
    cell_id, kind, content, held_on, year, month, committee = row
    themed = select(Meeting.id).where(
        Meeting.cell_id == cell_id,
        Meeting.year == year,
        Meeting.month == month,
        Meeting.type == MeetingType.THEMED,
        Meeting.state.in_(HELD_STATES),
    )
    is_themed = kind in _THEMED or session.scalars(themed).first() is not None
    return Place(cell_id, kind, content, held_on, is_themed, committee)


def longest_absence(driver: dbapi2.Connection, meeting_id: int) -> int | None:
    """Return the longest run of excused absences of one member this year, up to the meeting; None without a roster.

    Counted as the list of those to look after counts it (``rules.watch_list``): over regular and themed meetings.
    """
    question = f"""
        SELECT r.member_id, r.attendance, m.month, m.type FROM meeting AS this
        JOIN meeting AS m ON m.cell_id = this.cell_id AND m.year = this.year AND m.{_COUNTED}
             AND (m.id = this.id OR (m.{_HELD} AND m.held_on <= this.held_on))
        JOIN roster_line AS r ON r.meeting_id = m.id AND r.status_at_time NOT IN ({_APART})
        WHERE this.id = :id ORDER BY r.member_id, m.held_on, m.id"""
    rows = driver.execute(question, {"id": meeting_id}).fetchall()
    if not rows:
        return None
    return max(
        len(longest_run(Attended(month, MeetingType(kind), Attendance(came)) for _, came, month, kind in own))
        for _, own in groupby(rows, lambda row: row[0])
    )


def committee_minutes(driver: dbapi2.Connection, meeting_id: int, within: int) -> bool | None:
    """Say whether the committee met before a meeting and kept minutes; None when no such meeting is known.

    Which meeting is about another: ``preparing.about``.
    """
    question = f"""
        SELECT c.state FROM meeting AS this JOIN meeting AS c ON c.{_HELD} AND {preparing.about("this", "c")}
        WHERE this.id = :id"""
    states = [MeetingState(state) for (state,) in driver.execute(question, {"id": meeting_id, "within": within})]
    return any(state in _WITH_MINUTES for state in states) if states else None


def tasks(driver: dbapi2.Connection, meeting_id: int) -> tuple[int, int]:
    """Count the earlier tasks that were due by a meeting, and those of them that it found done.

    A task without a deadline is due at the next meeting; one given up counts as neither.
    """
    question = f"""
        SELECT count(*) FILTER (WHERE r.state = '{TaskState.DONE}'), count(*)
        FROM task_review AS r JOIN task AS t ON t.id = r.task_id JOIN meeting AS m ON m.id = r.meeting_id
        WHERE r.meeting_id = :id AND r.state <> '{TaskState.CANCELLED}'
          AND (r.state = '{TaskState.DONE}' OR t.due_on IS NULL OR t.due_on <= m.held_on)"""
    done, due = driver.execute(question, {"id": meeting_id}).fetchone()
    return due, done


def times(driver: dbapi2.Connection, meeting_id: int) -> tuple[datetime | None, datetime | None]:
    """Return when a meeting began and ended; it may end after midnight."""
    question = "SELECT held_on, starts_at, ends_at FROM meeting WHERE id = :id"
    held_on, starts_at, ends_at = driver.execute(question, {"id": meeting_id}).fetchone()
    if not held_on or not starts_at:
        return None, None
    day, start = date.fromisoformat(held_on), time.fromisoformat(starts_at)
    begin = datetime.combine(day, start)
    if not ends_at:
        return begin, None
    end = time.fromisoformat(ends_at)
    return begin, datetime.combine(day + timedelta(days=end < start), end)


def ratings(driver: dbapi2.Connection, year: int, cells: Collection[int] | None, until: date) -> list[HeldRating]:
    """Return the regular and themed meetings of a year held up to a day with the rating that counts.

    The official rating counts, the cell's own until it is decided.
    """
    where = "" if cells is None else f"AND m.cell_id IN ({', '.join(str(int(cell)) for cell in cells)})"
    question = f"""
        SELECT m.id, m.cell_id, m.type, coalesce(
                   max(s.rating) FILTER (WHERE s.kind = '{ScoreKind.OFFICIAL}'),
                   max(s.rating) FILTER (WHERE s.kind = '{ScoreKind.SELF}'))
        FROM meeting AS m LEFT JOIN score AS s ON s.meeting_id = m.id AND s.kind <> '{ScoreKind.OBSERVER}'
        WHERE m.year = :year AND m.{_HELD} AND (m.{_MONTHLY} OR m.type = '{MeetingType.THEMED}') {where}
              AND (m.held_on IS NULL OR m.held_on <= :until)
        GROUP BY m.id ORDER BY m.month, m.id"""
    return [
        HeldRating(meeting_id, cell_id, MeetingType(kind), Rating(rating) if rating else None)
        for meeting_id, cell_id, kind, rating in driver.execute(question, {"year": year, "until": until.isoformat()})
    ]


def unexcused(driver: dbapi2.Connection, year: int, until: date) -> dict[int, int]:
    """Count the absences without reason at each cell's regular meetings of a year up to a day, by cell id."""
    # The figures of one place (meeting_figures) count every attendance; the level of a year asks for these alone.
    question = f"""
        SELECT m.cell_id, sum(coalesce(b.unexcused, (
                   SELECT count(*) FROM roster_line AS r
                   WHERE r.meeting_id = m.id AND r.attendance = '{Attendance.ABSENT_UNEXCUSED}')))
        FROM meeting AS m LEFT JOIN meeting_brief AS b ON b.meeting_id = m.id
        WHERE m.year = :year AND m.{_HELD} AND m.{_MONTHLY}
              AND (m.held_on IS NULL OR m.held_on <= :until)
        GROUP BY m.cell_id"""
    return dict(driver.execute(question, {"year": year, "until": until.isoformat()}).fetchall())


def score_votes(driver: dbapi2.Connection, meetings: list[int]) -> dict[int, list[str]]:
    """Return what each meeting voted on, by meeting id."""
    found: dict[int, list[str]] = {}
    ids = ", ".join(str(int(meeting)) for meeting in meetings)
    for meeting_id, matter in driver.execute(f"SELECT meeting_id, matter FROM vote WHERE meeting_id IN ({ids})"):
        found.setdefault(meeting_id, []).append(matter)
    return found
