"""What every cell is to mend or apply after sample meetings, asked in plain SQL: two hundred cells are many squares."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlcipher3 import dbapi2

from bontot_desktop.rules.samples import Aspect, ReplicationState

#: Read from a table sooner than made from the value, row by row.
_ASPECTS: dict[str | None, Aspect] = {one.value: one for one in Aspect}
_STATES = {one.value: one for one in ReplicationState}


class FollowedItem(NamedTuple):
    """Something one cell is to do; ``opinion_id`` and ``aspect`` None for what only the conclusion names."""

    id: int
    event_id: int
    cell_id: int
    opinion_id: int | None
    aspect: Aspect | None
    content: str
    responsible: str
    due_on: date | None
    state: ReplicationState
    checked_by: str
    checked_on: date | None
    done_on: date | None
    remark: str


class FollowedEvent(NamedTuple):
    """A sample meeting with its day, held or planned."""

    id: int
    cell_id: int
    cell_name: str
    on: date | None


class FollowedCell(NamedTuple):
    """A cell that has something to do."""

    id: int
    name: str
    short_name: str
    dissolved_on: date | None


def items(driver: dbapi2.Connection, *, cell_id: int | None = None) -> list[FollowedItem]:
    """Return what cells are to do, the newest sample meeting first, in the order opinions were said."""
    one = "1" if cell_id is None else f"item.cell_id = {int(cell_id)}"
    found = driver.execute(f"""
        SELECT item.id, item.event_id, item.cell_id, item.opinion_id, said.aspect, item.content, item.responsible,
               item.due_on, item.state, item.checked_by, item.checked_on, item.done_on, item.remark
        FROM replication AS item
        JOIN sample_event AS event ON event.id = item.event_id
        LEFT JOIN meeting ON meeting.id = event.meeting_id
        LEFT JOIN feedback_opinion AS said ON said.id = item.opinion_id
        WHERE {one}
        ORDER BY coalesce(meeting.held_on, event.planned_on, '') DESC, event.id DESC,
                 said.position IS NULL, said.position, item.id""")
    return [
        FollowedItem(
            row[0],
            row[1],
            row[2],
            row[3],
            _ASPECTS.get(row[4]),
            row[5],
            row[6],
            _date(row[7]),
            _STATES[row[8]],
            row[9],
            _date(row[10]),
            _date(row[11]),
            row[12],
        )
        for row in found
    ]


def events(driver: dbapi2.Connection) -> list[FollowedEvent]:
    """Return the sample meetings after which something is to be done, the newest first."""
    found = driver.execute("""
        SELECT event.id, event.cell_id, cell.name, coalesce(meeting.held_on, event.planned_on) AS day
        FROM sample_event AS event
        JOIN cell ON cell.id = event.cell_id
        LEFT JOIN meeting ON meeting.id = event.meeting_id
        WHERE event.id IN (SELECT event_id FROM replication)
        ORDER BY day DESC, event.id DESC""")
    return [FollowedEvent(event_id, cell_id, name, _date(day)) for event_id, cell_id, name, day in found]


def cells(driver: dbapi2.Connection) -> list[FollowedCell]:
    """Return the cells that have something to do, in the order of their names."""
    found = driver.execute("""
        SELECT id, name, short_name, dissolved_on FROM cell
        WHERE id IN (SELECT cell_id FROM replication) ORDER BY name_order, id""")
    return [FollowedCell(cell_id, name, short, _date(ended)) for cell_id, name, short, ended in found]


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
