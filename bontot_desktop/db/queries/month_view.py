"""The months of all cells, asked in plain SQL: what the grids of the page Sinh hoạt show at a click."""

from __future__ import annotations

from datetime import date, time
from typing import NamedTuple

from sqlcipher3 import dbapi2

from bontot_desktop.db.queries.cell_list import holds
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.meetings import HELD_STATES, MONTHLY_TYPES, MeetingState, MeetingType
from bontot_desktop.rules.scoring import Rating, ScoreKind
from bontot_desktop.rules.standing import ON_ROSTER


def codes(kinds: object) -> str:
    """Write codes of ours, never typed ones, into a question."""
    return ", ".join(f"'{kind}'" for kind in sorted(kinds))  # type: ignore[call-overload]


_MONTHLY, _ON_ROSTER = codes(MONTHLY_TYPES), codes(ON_ROSTER)


class MonthCell(NamedTuple):
    """A cell as the months need it."""

    id: int
    name: str
    name_order: str
    content_type: ContentType
    founded_on: date | None
    dissolved_on: date | None
    fixed_day: int | None
    usual_time: time | None
    usual_place: str


class Mark(NamedTuple):
    """A regular meeting of a month with the ratings it has."""

    cell_id: int
    month: int
    meeting_id: int
    type: MeetingType
    state: MeetingState
    is_brief: bool
    own: Rating | None
    official: Rating | None


def cells(driver: dbapi2.Connection, first: date, last: date) -> list[MonthCell]:
    """Return the cells that existed at some time between two days, in Vietnamese order of their names."""
    question = """
        SELECT id, name, name_order, content_type, founded_on, dissolved_on, fixed_day, usual_time, usual_place
        FROM cell
        WHERE (founded_on IS NULL OR founded_on <= :last) AND (dissolved_on IS NULL OR dissolved_on > :first)
        ORDER BY name_order, id"""
    found = driver.execute(question, {"first": first.isoformat(), "last": last.isoformat()})
    return [
        MonthCell(cell_id, name, order, ContentType(kind), day_of(founded), day_of(ended), fixed, time_of(usual), place)
        for cell_id, name, order, kind, founded, ended, fixed, usual, place in found
    ]


def counts(driver: dbapi2.Connection, day: date) -> dict[int, int]:
    """Return how many members stand on the roster of each cell on a day."""
    question = f"""
        SELECT held.cell_id, count(DISTINCT held.member_id)
        FROM member_status AS held JOIN member ON member.id = held.member_id
        WHERE {holds("held")} AND held.status IN ({_ON_ROSTER}) AND (NOT member.is_withdrawn OR member.left_on > :day)
        GROUP BY held.cell_id"""
    return dict(driver.execute(question, {"day": day.isoformat()}).fetchall())


def marks(driver: dbapi2.Connection, year: int, until: date) -> list[Mark]:
    """Return the regular meetings of a year, called off ones too, the latest of a month last.

    One said to be held on a day after ``until`` is only planned.
    """
    question = f"""
        SELECT m.cell_id, m.month, m.id, m.type, m.state, b.id IS NOT NULL, own.rating, official.rating
        FROM meeting AS m
             LEFT JOIN meeting_brief AS b ON b.meeting_id = m.id
             LEFT JOIN score AS own ON own.meeting_id = m.id AND own.kind = '{ScoreKind.SELF}'
             LEFT JOIN score AS official ON official.meeting_id = m.id AND official.kind = '{ScoreKind.OFFICIAL}'
        WHERE m.year = :year AND m.type IN ({_MONTHLY})
              AND (m.held_on IS NULL OR m.held_on <= :until OR m.state NOT IN ({codes(HELD_STATES)}))
        ORDER BY m.state <> '{MeetingState.CANCELLED}', m.id"""
    return [
        Mark(cell, month, meeting, _TYPES[kind], _STATES[state], bool(brief), _rating(own), _rating(official))
        for cell, month, meeting, kind, state, brief, own, official in driver.execute(
            question, {"year": year, "until": until.isoformat()}
        )
    ]


class Waiting(NamedTuple):
    """A regular meeting that did not take place yet, or not at all."""

    meeting_id: int
    state: MeetingState
    held_on: date | None


def waiting(driver: dbapi2.Connection, year: int, month: int) -> dict[int, Waiting]:
    """Return the regular meetings of a month that did not take place yet, or else not at all, by cell."""
    question = f"""
        SELECT cell_id, id, state, held_on FROM meeting
        WHERE year = :year AND month = :month AND type IN ({_MONTHLY}) AND state NOT IN ({codes(HELD_STATES)})
        ORDER BY state <> '{MeetingState.CANCELLED}', id"""
    found = driver.execute(question, {"year": year, "month": month})
    return {cell: Waiting(meeting, _STATES[state], day_of(day)) for cell, meeting, state, day in found}


def own_notes(driver: dbapi2.Connection, year: int, month: int) -> dict[int, str]:
    """Return what the cells noted to their own scores of the regular meetings of a month, by meeting."""
    question = f"""
        SELECT m.id, s.note FROM meeting AS m JOIN score AS s ON s.meeting_id = m.id AND s.kind = '{ScoreKind.SELF}'
        WHERE m.year = :year AND m.month = :month AND m.type IN ({_MONTHLY}) AND s.note <> ''"""
    return dict(driver.execute(question, {"year": year, "month": month}).fetchall())


def themed(driver: dbapi2.Connection, year: int, states: object, until: date) -> set[tuple[int, int]]:
    """Return the cells and months of a year in which a themed or a combined meeting was held up to a day."""
    question = f"""
        SELECT DISTINCT cell_id, month FROM meeting
        WHERE year = :year AND type IN ('{MeetingType.THEMED}', '{MeetingType.COMBINED}') AND state IN ({codes(states)})
              AND (held_on IS NULL OR held_on <= :until)
    """
    found = driver.execute(question, {"year": year, "until": until.isoformat()})
    return {(cell, month) for cell, month in found}


def agreed(driver: dbapi2.Connection, year: int) -> dict[tuple[int, int], date | None]:
    """Return the days agreed with the cells for the regular meetings of a year, by cell and month."""
    question = f"""
        SELECT cell_id, month, planned_on FROM meeting_plan
        WHERE year = :year AND agreed_at IS NOT NULL AND type IN ({_MONTHLY})"""
    return {(cell, month): day_of(day) for cell, month, day in driver.execute(question, {"year": year})}


class Plan(NamedTuple):
    """A meeting as it is registered for a month; the names follow those of ``rules.schedules.PlannedMeeting``."""

    id: int
    cell_id: int
    type: MeetingType
    planned_on: date | None
    starts_at: time | None
    place: str
    theme: str
    presenter: str
    draft_due_on: date | None
    attendee_id: int | None
    exception_reason: str
    note: str
    is_agreed: bool
    attendee: str


def plans(driver: dbapi2.Connection, year: int, month: int) -> list[Plan]:
    """Return what the cells registered for a month."""
    question = """
        SELECT p.id, p.cell_id, p.type, p.planned_on, p.starts_at, p.place, p.theme, p.presenter, p.draft_due_on,
               p.attendee_id, p.exception_reason, p.note, p.agreed_at IS NOT NULL, coalesce(person.full_name, '')
        FROM meeting_plan AS p LEFT JOIN person ON person.id = p.attendee_id
        WHERE p.year = :year AND p.month = :month"""
    found = driver.execute(question, {"year": year, "month": month})
    return [
        Plan(
            plan, cell, _TYPES[kind], day_of(planned), time_of(starts), place, theme, presenter, day_of(due), attendee,
            reason, note, bool(is_agreed), name,
        )
        for plan, cell, kind, planned, starts, place, theme, presenter, due, attendee, reason, note, is_agreed, name
        in found
    ]  # fmt: skip


class Charge(NamedTuple):
    """A committee member in charge of a cell, from a day until a day."""

    cell_id: int
    person_id: int
    full_name: str
    from_on: date | None
    to_on: date | None

    def holds_on(self, day: date) -> bool:
        """Say whether it holds on a day."""
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or self.to_on >= day)


def charges(driver: dbapi2.Connection, first: date, last: date) -> list[Charge]:
    """Return who is in charge of which cell at some time between two days, the first written first."""
    question = """
        SELECT held.cell_id, held.person_id, person.full_name, held.from_on, held.to_on
        FROM in_charge AS held JOIN person ON person.id = held.person_id
        WHERE (held.from_on IS NULL OR held.from_on <= :last) AND (held.to_on IS NULL OR held.to_on >= :first)
        ORDER BY held.id"""
    found = driver.execute(question, {"first": first.isoformat(), "last": last.isoformat()})
    return [Charge(cell, person, name, day_of(begun), day_of(ended)) for cell, person, name, begun, ended in found]


def day_of(stored: str | None) -> date | None:
    """Read a day as it is stored."""
    return date.fromisoformat(stored) if stored else None


def time_of(stored: str | None) -> time | None:
    """Read a time of day as it is stored."""
    return time.fromisoformat(stored) if stored else None


# A look-up in a dictionary takes a tenth of the time of the enumeration's own.
_TYPES = {kind.value: kind for kind in MeetingType}
_STATES = {state.value: state for state in MeetingState}
_RATINGS = {rating.value: rating for rating in Rating}


def _rating(stored: str | None) -> Rating | None:
    return _RATINGS[stored] if stored else None
