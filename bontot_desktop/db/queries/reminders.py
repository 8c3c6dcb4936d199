"""What waits for the office, asked in plain SQL: the first page shows it before SQLAlchemy is loaded.

Codes stand in the words themselves, as the modules that name them load more than the window's start has time for;
``tests/db/test_reminders.py`` holds them to the rules.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from sqlcipher3 import dbapi2

from bontot_desktop.rules.reminders import YearMark

HELD = "'HELD', 'DRAFTED', 'APPROVED', 'ARCHIVED'"
NOT_FINAL = "'HELD', 'DRAFTED'"
TO_COME = "'PLANNED', 'NOTICED'"
MONTHLY = "'REGULAR', 'COMBINED'"
THEMED = "'THEMED', 'COMBINED'"
COUNTED = "'REGULAR', 'THEMED', 'COMBINED'"
#: Sample meetings that go on.
RUNNING = "'PLANNED', 'PREPARING', 'READY', 'HELD', 'REVIEWED', 'CONCLUDED', 'REPLICATING'"
#: In these the meeting is still ahead: what was to be prepared is not asked for behind it.
PREPARED = "'PLANNED', 'PREPARING', 'READY'"
OPEN_ITEMS = "'OPEN', 'DOING'"
WAITING = "'RAISED', 'SENT', 'ANSWERED'"
#: The notice of conclusion (F20).
NOTICE = "F20"

_ALIVE = """(c.dissolved_on IS NULL OR c.dissolved_on > :last) AND (c.founded_on IS NULL OR c.founded_on <= :first)"""


class Cell(NamedTuple):
    """A cell by name, with the day of the month it should have met by (None: it has none)."""

    id: int
    name: str
    day: int | None = None


class Behind(NamedTuple):
    """A month of a year in which something of a cell is still open."""

    cell: str
    month: int


class Chore(NamedTuple):
    """A line of the checklist of a sample meeting."""

    id: int
    event_id: int
    cell: str
    title: str
    due_on: date
    who: str


class Sample(NamedTuple):
    """A sample meeting as far as its steps go; ``day`` is when it was held, or is planned for."""

    id: int
    cell: str
    state: str
    day: date | None
    was_held: bool
    observers: int
    without_sheet: int
    feedback_on: date | None
    notice_on: date | None
    items: int


class Minutes(NamedTuple):
    """A meeting: its cell, its day and the month it is counted in."""

    id: int
    cell: str
    held_on: date
    month: int


class Items(NamedTuple):
    """What is open after a sample meeting: the cell it was held in, how many items in how many cells, the first day."""

    event_id: int
    cell: str
    items: int
    cells: int
    due_on: date


class Asked(NamedTuple):
    """A petition that is not at its end."""

    id: int
    cell: str
    text: str
    addressed_to: str
    state: str
    raised_on: date
    sent_on: date | None
    due_on: date | None
    reminded_on: date | None
    answered_on: date | None


class Probation(NamedTuple):
    """A member on probation and the day from which the twelve months count."""

    id: int
    name: str
    cell: str
    admitted_on: date


class Campaign(NamedTuple):
    """A campaign that is not decided: its days, and how many cells have not registered or scored themselves."""

    id: int
    year: int
    state: str
    register_until: date | None
    self_score_until: date | None
    dossier_until: date | None
    review_on: date | None
    unregistered: int
    unscored: int
    #: Cells that registered and have not handed their dossier in, or have to mend it.
    without_dossier: int
    #: The minutes of the review (D10) are issued.
    has_minutes: bool


class Paper(NamedTuple):
    """An issued paper that was not printed."""

    id: int
    title: str
    dated_on: date


def setting(driver: dbapi2.Connection, key: str) -> Any:
    """Return a choice of the office as it is kept, None where nothing was chosen."""
    row = driver.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return json.loads(row[0]) if row else None


def chores(driver: dbapi2.Connection, until: date) -> list[Chore]:
    """Return the lines of checklists that are due up to a day and not done."""
    question = f"""
        SELECT k.id, e.id, c.name, k.title, k.due_on, k.who
        FROM sample_chore AS k JOIN sample_event AS e ON e.id = k.event_id JOIN cell AS c ON c.id = e.cell_id
        WHERE k.done_on IS NULL AND k.due_on <= ? AND e.state IN ({RUNNING})
              AND (k.days_before < 0 OR e.state IN ({PREPARED})) ORDER BY k.due_on, k.id"""
    found = driver.execute(question, (until.isoformat(),))
    return [Chore(one, event, cell, title, _day(due), who) for one, event, cell, title, due, who in found]


def samples(driver: dbapi2.Connection) -> list[Sample]:
    """Return the sample meetings that go on."""
    question = f"""
        SELECT e.id, c.name, e.state, coalesce(m.held_on, e.planned_on), coalesce(m.state IN ({HELD}), 0),
               (SELECT count(*) FROM observer AS o WHERE o.event_id = e.id),
               (SELECT count(*) FROM observer AS o WHERE o.event_id = e.id AND o.attended
                    AND NOT EXISTS (SELECT 1 FROM observer_sheet AS s WHERE s.observer_id = o.id)),
               e.feedback_on,
               (SELECT max(p.dated_on) FROM paper AS p
                WHERE p.sample_event_id = e.id AND p.kind = '{NOTICE}' AND p.state = 'ISSUED'),
               (SELECT count(*) FROM replication AS r WHERE r.event_id = e.id)
        FROM sample_event AS e JOIN cell AS c ON c.id = e.cell_id LEFT JOIN meeting AS m ON m.id = e.meeting_id
        WHERE e.state IN ({RUNNING}) ORDER BY e.id"""
    return [
        Sample(one, cell, state, _maybe(day), bool(met), people, sheets, _maybe(feedback), _maybe(notice), items)
        for one, cell, state, day, met, people, sheets, feedback, notice, items in driver.execute(question)
    ]


def without_monthly(driver: dbapi2.Connection, year: int, month: int, last: date) -> list[Cell]:
    """Return the cells alive through a month for which neither a regular meeting nor its calling off is recorded."""
    question = f"""
        SELECT c.id, c.name, coalesce(CAST(strftime('%d', p.planned_on) AS INTEGER), c.fixed_day)
        FROM cell AS c LEFT JOIN meeting_plan AS p ON p.cell_id = c.id AND p.year = :year AND p.month = :month
             AND p.type IN ({MONTHLY}) AND p.planned_on IS NOT NULL
        WHERE {_ALIVE} AND c.id NOT IN (SELECT m.cell_id FROM meeting AS m WHERE m.year = :year
              AND m.month = :month AND m.type IN ({MONTHLY}) AND m.state IN ({HELD}, 'CANCELLED'))
        GROUP BY c.id ORDER BY c.name_order"""
    given = {"year": year, "month": month, "first": date(year, month, 1).isoformat(), "last": last.isoformat()}
    return [Cell(*row) for row in driver.execute(question, given)]


def without_monthly_before(driver: dbapi2.Connection, year: int, month: int) -> list[Behind]:
    """Return by month, from the first with a meeting to before one of a year, the cells without their regular meeting.

    Before that month the office did not keep its meetings here: nothing is missing.
    """
    if month == 1:
        return []
    firsts = [date(year, number, 1) for number in range(1, month + 1)]
    rows = ", ".join(f"({first.month}, '{first}', '{after - timedelta(days=1)}')" for first, after in pairwise(firsts))
    question = f"""
        WITH span(month, first, last) AS (VALUES {rows})
        SELECT c.name, s.month
        FROM span AS s JOIN cell AS c ON (c.dissolved_on IS NULL OR c.dissolved_on > s.last)
             AND (c.founded_on IS NULL OR c.founded_on <= s.first)
        WHERE s.month >= (SELECT min(m.month) FROM meeting AS m WHERE m.year = :year AND m.state IN ({HELD}))
              AND (c.id, s.month) NOT IN (SELECT m.cell_id, m.month FROM meeting AS m WHERE m.year = :year
              AND m.month < :month AND m.type IN ({MONTHLY}) AND m.state IN ({HELD}, 'CANCELLED'))
        ORDER BY s.month, c.name_order"""
    return [Behind(*row) for row in driver.execute(question, {"year": year, "month": month})]


def without_self_score(driver: dbapi2.Connection, year: int, first: int, last: int) -> list[Behind]:
    """Return the regular meetings from a month to a month that have no score of their cell's own."""
    return _scored(driver, year, first, last, "NOT EXISTS", "'SELF', 'OFFICIAL'", "")


def undecided(driver: dbapi2.Connection, year: int, first: int, last: int) -> list[Behind]:
    """Return the regular meetings from a month to a month whose own score waits for the committee's decision."""
    own = "AND EXISTS (SELECT 1 FROM score AS s WHERE s.meeting_id = m.id AND s.kind = 'SELF')"
    return _scored(driver, year, first, last, "NOT EXISTS", "'OFFICIAL'", own)


def _scored(
    driver: dbapi2.Connection, year: int, first: int, last: int, lacks: str, kinds: str, more: str
) -> list[Behind]:
    question = f"""
        SELECT c.name, m.month FROM meeting AS m JOIN cell AS c ON c.id = m.cell_id
        WHERE m.year = ? AND m.month BETWEEN ? AND ? AND m.type IN ({MONTHLY}) AND m.state IN ({HELD}) {more}
              AND {lacks} (SELECT 1 FROM score AS s WHERE s.meeting_id = m.id AND s.kind IN ({kinds}))
        ORDER BY m.month, c.name_order"""
    return [Behind(*row) for row in driver.execute(question, (year, first, last))]


def without_themed(driver: dbapi2.Connection, year: int, quarter: int, last: date, least: int) -> list[Cell]:
    """Return the cells alive through a quarter that held fewer than so many themed meetings in it so far."""
    months = 3 * quarter - 2, 3 * quarter
    question = f"""
        SELECT c.id, c.name FROM cell AS c
        WHERE {_ALIVE} AND c.id NOT IN (SELECT m.cell_id FROM meeting AS m WHERE m.year = :year
              AND m.month BETWEEN :from AND :to AND m.type IN ({THEMED}) AND m.state IN ({HELD})
              GROUP BY m.cell_id HAVING count(*) >= :least)
        ORDER BY c.name_order"""
    given = {
        "year": year, "from": months[0], "to": months[1], "first": date(year, months[0], 1).isoformat(),
        "last": last.isoformat(), "least": least,
    }  # fmt: skip
    return [Cell(*row) for row in driver.execute(question, given)]


def unapproved(driver: dbapi2.Connection, months: Iterable[tuple[int, int]], until: date) -> list[Minutes]:
    """Return the meetings of some months, held up to a day, whose full minutes were not approved."""
    question = f"""
        SELECT m.id, c.name, m.held_on, m.month FROM meeting AS m JOIN cell AS c ON c.id = m.cell_id
        WHERE m.year = :year AND m.month = :month AND m.type IN ({COUNTED}) AND m.state IN ({NOT_FINAL})
              AND m.held_on <= :until AND NOT EXISTS (SELECT 1 FROM meeting_brief AS b WHERE b.meeting_id = m.id)"""
    found = []
    for year, number in months:
        given = {"year": year, "month": number, "until": until.isoformat()}
        found += [Minutes(one, cell, _day(day), month) for one, cell, day, month in driver.execute(question, given)]
    return sorted(found, key=lambda one: one.held_on)


def without_papers(driver: dbapi2.Connection, first: date, last: date) -> list[Minutes]:
    """Return the meetings planned from a day to a day for which nothing was sent to the members ahead."""
    question = f"""
        SELECT m.id, c.name, m.held_on, m.month FROM meeting AS m JOIN cell AS c ON c.id = m.cell_id
        WHERE (m.year, m.month) IN ((:y1, :m1), (:y2, :m2)) AND m.type IN ({COUNTED}) AND m.state IN ({TO_COME})
              AND m.held_on BETWEEN :first AND :last AND m.uploaded_before_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM sent_paper AS s WHERE s.meeting_id = m.id AND s.sent_on IS NOT NULL)
        ORDER BY m.held_on, c.name_order"""
    given = {
        "y1": first.year, "m1": first.month, "y2": last.year, "m2": last.month,
        "first": first.isoformat(), "last": last.isoformat(),
    }  # fmt: skip
    return [Minutes(one, cell, _day(day), month) for one, cell, day, month in driver.execute(question, given)]


def open_items(driver: dbapi2.Connection, until: date) -> list[Items]:
    """Return by sample meeting what the cells have not applied although it is due by a day."""
    question = f"""
        SELECT r.event_id, c.name, count(*), count(DISTINCT r.cell_id), min(r.due_on)
        FROM replication AS r JOIN sample_event AS e ON e.id = r.event_id JOIN cell AS c ON c.id = e.cell_id
        WHERE r.state IN ({OPEN_ITEMS}) AND r.due_on <= ? GROUP BY r.event_id ORDER BY 5"""
    found = driver.execute(question, (until.isoformat(),))
    return [Items(event, cell, items, cells, _day(due)) for event, cell, items, cells, due in found]


def petitions(driver: dbapi2.Connection) -> list[Asked]:
    """Return the petitions not at their end."""
    question = f"""
        SELECT p.id, c.name, p.text, p.addressed_to, p.state, p.raised_on, p.sent_on, p.answer_due_on, p.reminded_on,
               p.answered_on
        FROM petition AS p JOIN cell AS c ON c.id = p.cell_id WHERE p.state IN ({WAITING}) ORDER BY p.raised_on"""
    return [
        Asked(one, cell, words, to, state, _day(raised), _maybe(sent), _maybe(due), _maybe(again), _maybe(answered))
        for one, cell, words, to, state, raised, sent, due, again, answered in driver.execute(question)
    ]


def on_probation(driver: dbapi2.Connection, day: date, admitted_by: date) -> list[Probation]:
    """Return who is on probation on a day and was taken in by another."""
    # Whoever was taken in again counts from then (rules.party_age.began_anew).
    question = """
        SELECT p.id, p.full_name, c.name, coalesce(
                   (SELECT date(max(b.to_on), '+1 day') FROM member_break AS b WHERE b.member_id = p.id), p.admitted_on
               ) AS began
        FROM member_status AS h JOIN member AS p ON p.id = h.member_id JOIN cell AS c ON c.id = h.cell_id
        WHERE h.status = 'PROBATIONARY' AND (h.from_on IS NULL OR h.from_on <= :day)
              AND (h.to_on IS NULL OR h.to_on >= :day) AND NOT p.is_withdrawn AND began <= :admitted
        ORDER BY began, p.full_name_order"""
    found = driver.execute(question, {"day": day.isoformat(), "admitted": admitted_by.isoformat()})
    return [Probation(one, name, cell, _day(admitted)) for one, name, cell, admitted in found]


def campaigns(driver: dbapi2.Connection) -> list[Campaign]:
    """Return the campaigns of cells that are neither decided nor closed."""
    question = """
        SELECT c.id, c.year, c.state, c.register_until, c.self_score_until, c.dossier_until, c.review_on,
               (SELECT count(*) FROM cell_entry AS e WHERE e.campaign_id = c.id AND e.state = 'NOT_REGISTERED'),
               (SELECT count(*) FROM cell_entry AS e WHERE e.campaign_id = c.id AND e.state = 'REGISTERED'),
               (SELECT count(*) FROM cell_entry AS e WHERE e.campaign_id = c.id
                    AND e.state IN ('REGISTERED', 'SELF_SCORED', 'RETURNED')),
               EXISTS (SELECT 1 FROM paper AS p WHERE p.campaign_id = c.id AND p.kind = 'D10' AND p.state = 'ISSUED')
        FROM campaign AS c WHERE c.title = 'CHI_BO_4_TOT' AND c.state NOT IN ('DECIDED', 'CLOSED') ORDER BY c.year"""
    return [
        Campaign(
            one,
            year,
            state,
            _maybe(a),
            _maybe(b),
            _maybe(c),
            _maybe(d),
            unregistered,
            unscored,
            dossiers,
            bool(minutes),
        )
        for one, year, state, a, b, c, d, unregistered, unscored, dossiers, minutes in driver.execute(question)
    ]


class Fallen(NamedTuple):
    """A cell that is recognised though its rating was put lower, or annulled, afterwards."""

    campaign_id: int
    year: int
    cell: str


def fallen(driver: dbapi2.Connection, since: int) -> list[Fallen]:
    """Return the recognised cells of a year and later whose rating no longer reaches "hoàn thành tốt nhiệm vụ" (E03).

    A cell that had no better one from the start was recognised all the same: that is not asked again.
    """
    question = """
        SELECT c.id, c.year, e.name_at_time FROM cell_entry AS e JOIN campaign AS c ON c.id = e.campaign_id
        WHERE c.title = 'CHI_BO_4_TOT' AND c.year >= ? AND e.state = 'RECOGNISED'
              AND EXISTS (SELECT 1 FROM cell_rating AS r WHERE r.cell_id = e.cell_id AND r.year = c.year
                          AND r.level IN ('HTXSNV', 'HTTNV'))
              AND EXISTS (SELECT 1 FROM cell_rating AS r WHERE r.cell_id = e.cell_id AND r.year = c.year
                          AND (r.annulled_on IS NOT NULL OR (r.is_current AND r.standing = 'DECIDED')))
              AND NOT EXISTS (SELECT 1 FROM cell_rating AS r WHERE r.cell_id = e.cell_id AND r.year = c.year
                              AND r.is_current AND r.level IN ('HTXSNV', 'HTTNV'))
        ORDER BY c.year, e.name_at_time, e.id"""
    return [Fallen(*row) for row in driver.execute(question, (since,))]


def unprinted(driver: dbapi2.Connection, first: date, last: date) -> list[Paper]:
    """Return the papers issued from a day to a day that were never printed, the newest first."""
    question = """
        SELECT id, title, dated_on FROM paper
        WHERE state = 'ISSUED' AND printed_at IS NULL AND dated_on BETWEEN ? AND ?
              AND NOT EXISTS (SELECT 1 FROM paper_scan AS s WHERE s.paper_id = paper.id)
        ORDER BY dated_on DESC, id DESC"""
    found = driver.execute(question, (first.isoformat(), last.isoformat()))
    return [Paper(one, title, _day(day)) for one, title, day in found]


class Years(NamedTuple):
    """A member whose years in the Party may earn a badge; breaks that are taken off as first and last day."""

    id: int
    admitted_on: date
    breaks: tuple[tuple[date, date | None], ...]


def in_the_party(driver: dbapi2.Connection, day: date, first: date, last: date) -> list[Years]:
    """Return the members of a day's rosters, guests left out, who were taken in from a day to a day."""
    breaks: dict[int, list[tuple[date, date | None]]] = {}
    taken_off = "SELECT member_id, from_on, to_on FROM member_break WHERE is_subtracted AND from_on IS NOT NULL"
    for member, from_on, to_on in driver.execute(taken_off):
        breaks.setdefault(member, []).append((_day(from_on), _maybe(to_on)))
    question = """
        SELECT p.id, p.admitted_on FROM member AS p
        WHERE NOT p.is_withdrawn AND p.admitted_on BETWEEN :first AND :last AND EXISTS (
            SELECT 1 FROM member_status AS h WHERE h.member_id = p.id AND h.status <> 'TEMP_IN'
                   AND (h.from_on IS NULL OR h.from_on <= :day) AND (h.to_on IS NULL OR h.to_on >= :day))"""
    found = driver.execute(question, {"day": day.isoformat(), "first": first.isoformat(), "last": last.isoformat()})
    return [Years(one, _day(admitted), tuple(breaks.get(one, ()))) for one, admitted in found]


def badges_given(driver: dbapi2.Connection) -> set[tuple[int, int]]:
    """Return who has which badge: member and years."""
    return set(driver.execute("SELECT member_id, years FROM member_award WHERE kind = 'BADGE'").fetchall())


def marks(driver: dbapi2.Connection, year: int) -> list[YearMark]:
    """Return the sample meetings and the days of the campaigns of a year."""
    first, last = date(year, 1, 1), date(year + 1, 1, 1) - timedelta(days=1)
    question = """
        SELECT e.id, c.name, coalesce(m.held_on, e.planned_on)
        FROM sample_event AS e JOIN cell AS c ON c.id = e.cell_id LEFT JOIN meeting AS m ON m.id = e.meeting_id
        WHERE coalesce(m.held_on, e.planned_on) BETWEEN ? AND ? AND e.state <> 'CANCELLED'"""
    found = [
        YearMark(_day(day), f"Sinh hoạt điểm {cell}", "samples", one)
        for one, cell, day in driver.execute(question, (first.isoformat(), last.isoformat()))
    ]
    days = """SELECT id, register_until, self_score_until, dossier_until, review_on FROM campaign
              WHERE title = 'CHI_BO_4_TOT'"""
    words = ("Hạn đăng ký thi đua", "Hạn tự chấm thi đua", "Hạn nộp hồ sơ thi đua", "Ban Thường vụ xét thi đua")
    for one, *kept in driver.execute(days):
        found += [
            YearMark(_day(day), word, "recognition", one)
            for word, day in zip(words, kept, strict=True)
            if day and first <= _day(day) <= last
        ]
    return sorted(found, key=lambda mark: mark.day)


def _day(stored: str) -> date:
    return date.fromisoformat(stored)


def _maybe(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
