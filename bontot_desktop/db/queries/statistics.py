"""What the statistics of a period are counted from besides the meetings, asked in plain SQL."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlcipher3 import dbapi2

from bontot_desktop.db.queries import cell_list
from bontot_desktop.db.queries.meeting_figures import NOTED
from bontot_desktop.rules.cells import ContentType, name_on
from bontot_desktop.rules.meetings import (
    COUNTED_TYPES,
    HELD_STATES,
    PRESENT_KINDS,
    Attendance,
    GuestCapacity,
    MeetingState,
    MeetingType,
    TaskState,
)
from bontot_desktop.rules.members import NOT_EXPECTED
from bontot_desktop.rules.periods import Month
from bontot_desktop.rules.petitions import PetitionState
from bontot_desktop.rules.samples import Aspect, OpinionKind, SampleState
from bontot_desktop.rules.scoring import ScoreKind
from bontot_desktop.rules.statistic_facts import (
    AbsentFact,
    CellFact,
    ChargeFact,
    EventFact,
    PetitionFact,
    TaskFact,
)
from bontot_desktop.rules.watch_list import Attended, WatchRules


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(f"'{code}'" for code in sorted(codes))


def _in_cells(column: str, cells: Collection[int] | None) -> str:
    """Narrow a question to cells by their ids, which are numbers of ours and stand in the words themselves."""
    if cells is None:
        return ""
    return f" AND {column} IN ({', '.join(str(int(cell)) for cell in cells)})"


_HELD = f"m.state IN ({_codes(HELD_STATES)})"
_COUNTED = f"{_HELD} AND m.type IN ({_codes(COUNTED_TYPES)})"
_MONTHS = "(m.year, m.month) >= (:year, :month) AND (m.year, m.month) <= (:to_year, :to_month)"
_ABSENT = f"r.attendance IN ({_codes((Attendance.ABSENT_EXCUSED, Attendance.ABSENT_UNEXCUSED))})"


def _named(first: Month, last: Month) -> dict[str, int]:
    return {"year": first[0], "month": first[1], "to_year": last[0], "to_month": last[1]}


def _months(first: Month, last: Month) -> str:
    """Within one year the months are bounds of the index."""
    return "m.year = :year AND m.month BETWEEN :month AND :to_month" if first[0] == last[0] else _MONTHS


def setting(driver: dbapi2.Connection, key: str) -> Any:
    """Return a choice of the office as it is kept, None where nothing was chosen."""
    row = driver.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return json.loads(row[0]) if row else None


def cells(driver: dbapi2.Connection, first: date, last: date) -> list[CellFact]:
    """Return the cells that existed on any day from the first to the last, under their names of the last day."""
    question = """
        SELECT id, name, name_order, report_group, content_type, founded_on, dissolved_on FROM cell
        WHERE (founded_on IS NULL OR founded_on <= :last) AND (dissolved_on IS NULL OR dissolved_on > :first)"""
    names = cell_list.names(driver)
    found = driver.execute(question, {"first": first.isoformat(), "last": last.isoformat()})
    return [
        CellFact(
            cell_id,
            name_on(names[cell_id], last) if cell_id in names else name,
            order,
            group,
            ContentType(kind),
            _day(founded),
            _day(dissolved),
        )
        for cell_id, name, order, group, kind, founded, dissolved in found
    ]


def tasks(driver: dbapi2.Connection, first: date, last: date, cells: Collection[int] | None = None) -> list[TaskFact]:
    """Return the tasks of meetings that are due from the first day to the last; a committee's own are none of these."""
    question = f"""
        SELECT t.id, coalesce(t.carried_to_id, m.cell_id), t.due_on, t.state, m.year, m.month, m.held_on, c.year,
               c.month
        FROM task AS t JOIN meeting AS m ON m.id = t.meeting_id LEFT JOIN meeting AS c ON c.id = t.closed_in_id
        WHERE t.due_on BETWEEN :first AND :last AND m.type <> '{MeetingType.COMMITTEE}' AND {_HELD}
              {_in_cells("coalesce(t.carried_to_id, m.cell_id)", cells)}
        ORDER BY t.due_on, t.id"""
    found = driver.execute(question, {"first": first.isoformat(), "last": last.isoformat()})
    return [
        TaskFact(
            task_id, cell_id, date.fromisoformat(due), _TASK_STATES[state], (year, month), _day(held_on),
            None if closed_year is None else (closed_year, closed_month),
        )
        for task_id, cell_id, due, state, year, month, held_on, closed_year, closed_month in found
    ]  # fmt: skip


def petitions(
    driver: dbapi2.Connection, first: date, last: date, cells: Collection[int] | None = None
) -> list[PetitionFact]:
    """Return the petitions raised from the first day to the last."""
    question = f"""
        SELECT id, cell_id, raised_on, state, answered_on FROM petition
        WHERE raised_on BETWEEN :first AND :last {_in_cells("cell_id", cells)} ORDER BY raised_on, id"""
    found = driver.execute(question, {"first": first.isoformat(), "last": last.isoformat()})
    return [
        PetitionFact(one, cell_id, date.fromisoformat(raised), PetitionState(state), _day(answered))
        for one, cell_id, raised, state, answered in found
    ]


def charges(
    driver: dbapi2.Connection, first: Month, last: Month, cells: Collection[int] | None = None
) -> list[ChargeFact]:
    """Return the meetings of cells somebody was in charge of that day, and whether they came.

    They came when a guest is that person, or bears their name in this capacity, or when they were present as a member.
    Of a cell that keeps its own book nobody told who came, unless they are written down: such a meeting is left out.
    """
    question = f"""
        SELECT m.id, m.cell_id, p.id, p.full_name,
               EXISTS (SELECT 1 FROM guest AS g WHERE g.meeting_id = m.id AND (g.person_id = p.id OR (
                   g.person_id IS NULL AND g.capacity = '{GuestCapacity.IN_CHARGE}' AND g.name = p.full_name)))
               OR (p.member_id IS NOT NULL AND EXISTS (SELECT 1 FROM roster_line AS r WHERE r.meeting_id = m.id
                   AND r.member_id = p.member_id AND r.attendance IN ({_codes(PRESENT_KINDS)}))),
               EXISTS (SELECT 1 FROM meeting_brief AS b WHERE b.meeting_id = m.id)
        FROM meeting AS m JOIN in_charge AS h ON h.cell_id = m.cell_id
             AND (h.from_on IS NULL OR h.from_on <= m.held_on) AND (h.to_on IS NULL OR h.to_on >= m.held_on)
             JOIN person AS p ON p.id = h.person_id
        WHERE {_months(first, last)} AND {_COUNTED} {_in_cells("m.cell_id", cells)}
        ORDER BY m.held_on, m.id, p.id"""
    found = driver.execute(question, _named(first, last))
    return [
        ChargeFact(one, cell, person, name, bool(came))
        for one, cell, person, name, came, is_brief in found
        if came or not is_brief
    ]


def absent(
    driver: dbapi2.Connection, first: Month, last: Month, least: int, cells: Collection[int] | None = None
) -> list[AbsentFact]:
    """Return the members who missed so many meetings of the months or more."""
    if cells is not None and not cells:
        # Without a cell there is nothing to look up, and the index that is asked for would be of no use.
        return []
    question = f"""
        SELECT r.member_id, max(m.cell_id), group_concat(m.id, ' ')
        FROM meeting AS m CROSS JOIN roster_line AS r INDEXED BY ix_roster_line_noted ON r.meeting_id = m.id
        WHERE {NOTED} AND {_months(first, last)} AND {_COUNTED} {_in_cells("m.cell_id", cells)}
              AND {_ABSENT} AND r.status_at_time NOT IN ({_codes(NOT_EXPECTED)})
        GROUP BY r.member_id HAVING count(*) >= :least"""
    found = driver.execute(question, {**_named(first, last), "least": least})
    return [AbsentFact(member, cell, tuple(map(int, ids.split()))) for member, cell, ids in found]


def events(driver: dbapi2.Connection, first: date, last: date, cells: Collection[int] | None = None) -> list[EventFact]:
    """Return the sample meetings held or, while they were not, planned from the first day to the last."""
    question = f"""
        SELECT e.id, e.cell_id, e.state, e.meeting_id,
               (SELECT count(*) FROM observer AS o WHERE o.event_id = e.id),
               (SELECT count(*) FROM observer AS o WHERE o.event_id = e.id AND o.attended),
               (SELECT count(*) FROM observer AS o JOIN observer_sheet AS s ON s.observer_id = o.id
                WHERE o.event_id = e.id)
        FROM sample_event AS e LEFT JOIN meeting AS m ON m.id = e.meeting_id
        WHERE coalesce(m.held_on, e.planned_on) BETWEEN :first AND :last {_in_cells("e.cell_id", cells)}
        ORDER BY coalesce(m.held_on, e.planned_on), e.id"""
    rows = driver.execute(question, {"first": first.isoformat(), "last": last.isoformat()}).fetchall()
    return [
        EventFact(
            event_id, cell_id, SampleState(state), meeting_id, invited, came, sheets,
            _observers_points(driver, meeting_id), _weak(driver, event_id),
        )
        for event_id, cell_id, state, meeting_id, invited, came, sheets in rows
    ]  # fmt: skip


def _observers_points(driver: dbapi2.Connection, meeting_id: int | None) -> tuple[Decimal, ...]:
    question = "SELECT total FROM score WHERE meeting_id = ? AND kind = ? ORDER BY id"
    return tuple(Decimal(total) / 100 for (total,) in driver.execute(question, (meeting_id, ScoreKind.OBSERVER.value)))


def _weak(driver: dbapi2.Connection, event_id: int) -> tuple[Aspect, ...]:
    question = "SELECT aspect FROM feedback_opinion WHERE event_id = ? AND kind = ? ORDER BY position"
    return tuple(Aspect(aspect) for (aspect,) in driver.execute(question, (event_id, OpinionKind.WEAKNESS.value)))


class EventDay(NamedTuple):
    """A sample meeting that was held: its cell and its day."""

    cell_id: int
    held_on: date


def event_day(driver: dbapi2.Connection, event_id: int) -> EventDay | None:
    """Return the day of a sample meeting, None while it was not held."""
    question = f"""
        SELECT e.cell_id, m.held_on FROM sample_event AS e JOIN meeting AS m ON m.id = e.meeting_id
        WHERE e.id = ? AND m.held_on IS NOT NULL AND {_HELD}"""
    row = driver.execute(question, (event_id,)).fetchone()
    return None if row is None else EventDay(row[0], date.fromisoformat(row[1]))


class MemberYear(NamedTuple):
    """A member who may have to be looked after, with all meetings of the year he was expected at."""

    member_id: int
    name: str
    order: str
    cell_id: int
    lines: tuple[Attended, ...]


def watched(
    driver: dbapi2.Connection, year: int, until: date, rules: WatchRules, cells: Collection[int] | None = None
) -> list[MemberYear]:
    """Return the members whose absences and dues of a year may have reached a threshold, up to a day.

    The index of what was noted finds who is in question; only of these the other meetings are read.
    """
    if cells is not None and not cells:
        return []
    excused, unexcused = Attendance.ABSENT_EXCUSED, Attendance.ABSENT_UNEXCUSED
    question = f"""
        WITH held AS MATERIALIZED (
            SELECT m.id, m.cell_id, m.month, m.type, m.held_on FROM meeting AS m
            WHERE m.year = :year AND m.held_on <= :until AND {_COUNTED} {_in_cells("m.cell_id", cells)}),
        noted AS MATERIALIZED (
            SELECT r.member_id, m.cell_id, r.attendance, r.owes_dues
            FROM held AS m CROSS JOIN roster_line AS r INDEXED BY ix_roster_line_noted ON r.meeting_id = m.id
            WHERE {NOTED} AND ({_ABSENT} OR r.owes_dues)),
        named AS MATERIALIZED (
            SELECT DISTINCT member_id, cell_id FROM noted WHERE member_id IN (
                SELECT member_id FROM noted GROUP BY member_id
                HAVING count(*) FILTER (WHERE attendance = '{excused}') >= :run
                    OR count(*) FILTER (WHERE attendance = '{unexcused}') >= :months
                    OR count(*) FILTER (WHERE owes_dues) >= :months))
        SELECT n.member_id, p.full_name, p.full_name_order, h.cell_id, h.month, h.type, r.attendance, r.owes_dues, h.id
        FROM named AS n JOIN held AS h ON h.cell_id = n.cell_id
             JOIN roster_line AS r ON r.meeting_id = h.id AND r.member_id = n.member_id
             JOIN member AS p ON p.id = n.member_id
        WHERE r.status_at_time NOT IN ({_codes(NOT_EXPECTED)})
        ORDER BY p.full_name_order, n.member_id, h.held_on, h.id"""
    named = {
        "year": year, "until": until.isoformat(), "run": rules.run_warn, "months": rules.months_warn,
    }  # fmt: skip
    lines: dict[int, list[Attended]] = {}
    told: dict[int, tuple[str, str, int]] = {}
    for member, name, order, cell, month, kind, came, owes, meeting in driver.execute(question, named):
        lines.setdefault(member, []).append(Attended(month, _TYPES[kind], _ATTENDANCE[came], bool(owes), meeting))
        told[member] = name, order, cell
    return [MemberYear(member, *told[member], tuple(theirs)) for member, theirs in lines.items()]


class Unrecorded(NamedTuple):
    """A meeting of a month as far as its record goes; used to say what is lacking."""

    cell_id: int
    year: int
    month: int
    type: MeetingType
    state: MeetingState


def recorded(driver: dbapi2.Connection, first: Month, last: Month) -> list[Unrecorded]:
    """Return the regular meetings of the months in any state, so that what is lacking can be told."""
    question = f"""
        SELECT m.cell_id, m.year, m.month, m.type, m.state FROM meeting AS m
        WHERE {_months(first, last)} AND m.type IN ('{MeetingType.REGULAR}', '{MeetingType.COMBINED}')"""
    return [
        Unrecorded(cell, year, month, _TYPES[kind], MeetingState(state))
        for cell, year, month, kind, state in driver.execute(question, _named(first, last))
    ]


_TYPES = {kind.value: kind for kind in MeetingType}
_ATTENDANCE = {kind.value: kind for kind in Attendance}
_TASK_STATES = {state.value: state for state in TaskState}


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
