"""The things behind figures, by their ids, asked in plain SQL: what a list of them shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlcipher3 import dbapi2

from bontot_desktop.db.queries.cell_list import holds
from bontot_desktop.rules.meetings import TaskState


def _ids(numbers: Iterable[int]) -> str:
    return ", ".join(str(int(number)) for number in numbers)


def cell_names(driver: dbapi2.Connection) -> dict[int, tuple[str, str]]:
    """Return the name of each cell with what it is sorted by."""
    return {one: (name, order) for one, name, order in driver.execute("SELECT id, name, name_order FROM cell")}


class TaskLine(NamedTuple):
    """A task with its cell."""

    id: int
    cell_id: int
    cell: str
    order: str
    meeting_id: int
    text: str
    assignee: str
    due_on: date | None
    state: TaskState


def tasks(driver: dbapi2.Connection, ids: Iterable[int]) -> list[TaskLine]:
    """Return tasks, those due first before the others."""
    question = f"""
        SELECT t.id, c.id, c.name, c.name_order, t.meeting_id, t.text, t.assignee, t.due_on, t.state
        FROM task AS t JOIN meeting AS m ON m.id = t.meeting_id
             JOIN cell AS c ON c.id = coalesce(t.carried_to_id, m.cell_id)
        WHERE t.id IN ({_ids(ids)}) ORDER BY t.due_on, c.name_order, t.id"""
    return [TaskLine._make((*row[:7], _day(row[7]), TaskState(row[8]))) for row in driver.execute(question)]


class MemberLine(NamedTuple):
    """A member with the cell they are in, that of their last day for one who has left."""

    id: int
    name: str
    order: str
    cell_id: int
    cell: str
    cell_order: str


def members(driver: dbapi2.Connection, ids: Iterable[int], day: date) -> list[MemberLine]:
    """Return members by name."""
    question = f"""
        SELECT p.id, p.full_name, p.full_name_order, c.id, c.name, c.name_order
        FROM member AS p JOIN member_status AS s ON s.id = (
                 SELECT s.id FROM member_status AS s WHERE s.member_id = p.id
                 ORDER BY {holds("s")} DESC, s.from_on DESC, s.id DESC LIMIT 1)
             JOIN cell AS c ON c.id = s.cell_id
        WHERE p.id IN ({_ids(ids)}) ORDER BY p.full_name_order, p.id"""
    return [MemberLine(*row) for row in driver.execute(question, {"day": day.isoformat()})]


class PetitionLine(NamedTuple):
    """A petition with its cell."""

    id: int
    cell_id: int
    cell: str
    order: str
    meeting_id: int | None
    text: str
    addressed_to: str
    state: str
    raised_on: date
    answered_on: date | None


def petitions(driver: dbapi2.Connection, ids: Iterable[int]) -> list[PetitionLine]:
    """Return petitions, the oldest first."""
    question = f"""
        SELECT p.id, c.id, c.name, c.name_order, p.meeting_id, p.text, p.addressed_to, p.state, p.raised_on,
               p.answered_on
        FROM petition AS p JOIN cell AS c ON c.id = p.cell_id
        WHERE p.id IN ({_ids(ids)}) ORDER BY p.raised_on, p.id"""
    return [
        PetitionLine._make((*row[:8], date.fromisoformat(row[8]), _day(row[9]))) for row in driver.execute(question)
    ]


class EventLine(NamedTuple):
    """A sample meeting with its cell; ``day`` is when it was held, else when it is planned for."""

    id: int
    cell_id: int
    cell: str
    order: str
    meeting_id: int | None
    state: str
    day: date | None


def events(driver: dbapi2.Connection, ids: Iterable[int]) -> list[EventLine]:
    """Return sample meetings, the oldest first."""
    question = f"""
        SELECT e.id, c.id, c.name, c.name_order, e.meeting_id, e.state, coalesce(m.held_on, e.planned_on) AS day
        FROM sample_event AS e JOIN cell AS c ON c.id = e.cell_id LEFT JOIN meeting AS m ON m.id = e.meeting_id
        WHERE e.id IN ({_ids(ids)}) ORDER BY day, e.id"""
    return [EventLine._make((*row[:6], _day(row[6]))) for row in driver.execute(question)]


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
