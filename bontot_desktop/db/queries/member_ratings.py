"""Who is to be rated in a year and how they stand, asked in plain SQL: ten thousand members are counted at once."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from sqlcipher3 import dbapi2

from bontot_desktop.db.queries.cell_list import holds
from bontot_desktop.rules.member_status import MemberStatus
from bontot_desktop.rules.members import StatusPeriod
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.rules.year_ratings import NotEvaluated, RatingStanding


class Stay(NamedTuple):
    """A member on the roster of a cell on a day, with the statuses that hold."""

    member_id: int
    cell_id: int
    admitted_on: date | None
    periods: list[StatusPeriod]


class Rated(NamedTuple):
    """How a member's rating of a year stands."""

    cell_id: int
    level: QualityLevel | None
    not_evaluated: NotEvaluated | None
    standing: RatingStanding
    form: str


def stays(driver: dbapi2.Connection, day: date) -> list[Stay]:
    """Return everyone who stands somewhere on a day; who left afterwards stood there."""
    question = f"""
        SELECT s.member_id, s.cell_id, s.status, s.from_on, s.to_on, m.admitted_on
        FROM member_status s JOIN member m ON m.id = s.member_id
        WHERE {holds("s")} AND (NOT m.is_withdrawn OR m.left_on > :day)"""
    found: dict[tuple[int, int], Stay] = {}
    for member_id, cell_id, status, from_on, to_on, admitted_on in driver.execute(question, {"day": day.isoformat()}):
        stay = found.get((member_id, cell_id))
        if stay is None:
            stay = found[member_id, cell_id] = Stay(member_id, cell_id, _date(admitted_on), [])
        stay.periods.append(StatusPeriod(MemberStatus(status), cell_id, _date(from_on), _date(to_on)))
    return list(found.values())


def rated(driver: dbapi2.Connection, year: int) -> dict[int, Rated]:
    """Return the current rating of each member of a year, by member."""
    question = """
        SELECT member_id, cell_id, level, not_evaluated, standing, form FROM member_rating
        WHERE is_current AND year = ?"""
    return {
        member_id: Rated(
            cell_id,
            QualityLevel(level) if level else None,
            NotEvaluated(why) if why else None,
            RatingStanding(standing),
            form or "",
        )
        for member_id, cell_id, level, why, standing, form in driver.execute(question, (year,))
    }


#: Everyone who belongs to a cell on ``:day``, with why they are not evaluated, else their level, else nothing. It says
#: what ``rules.members.why_not_rated`` says, and that a decided rating stands as it was decided.
_COUNTS = f"""
    WITH stay AS (
        SELECT s.member_id, s.cell_id, m.admitted_on,
               max(s.status = 'TEMP_IN') AS is_guest,
               max(s.status IN ('FULL', 'PROBATIONARY')) AS stands,
               max(s.status = 'SUSPENDED') AS is_suspended,
               max(s.status = 'EXEMPT') AS is_exempt
        FROM member_status s JOIN member m ON m.id = s.member_id
        WHERE {holds("s")} AND (NOT m.is_withdrawn OR m.left_on > :day)
        GROUP BY s.member_id, s.cell_id)
    SELECT stay.cell_id,
           CASE WHEN r.standing = 'DECIDED' THEN coalesce(r.not_evaluated, r.level, '')
                WHEN stay.is_suspended THEN 'SUSPENDED'
                WHEN stay.is_exempt THEN 'EXEMPT'
                WHEN (:years - substr(stay.admitted_on, 1, 4)) * 12 + :month - substr(stay.admitted_on, 6, 2)
                     - (:last < CAST(substr(stay.admitted_on, 9, 2) AS INTEGER)) < :months THEN 'NEW'
                WHEN r.not_evaluated = 'OTHER' THEN 'OTHER'
                ELSE coalesce(r.level, '') END AS what,
           count(*)
    FROM stay LEFT JOIN member_rating r ON r.member_id = stay.member_id AND r.is_current AND r.year = :year
    WHERE stay.stands AND NOT stay.is_guest
    GROUP BY 1, 2"""


def counts(driver: dbapi2.Connection, year: int, day: date, months: int) -> dict[int, dict[str, int]]:
    """Count the members of each cell by the code of why they are not evaluated, else of their level, "" without one.

    ``day`` is the cut-off; whoever was admitted fewer than ``months`` full months before it is new.
    """
    known = {
        "day": day.isoformat(),
        "year": year,
        "years": day.year,
        "month": day.month,
        "last": day.day,
        "months": months,
    }
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for cell_id, what, count in driver.execute(_COUNTS, known):
        found[cell_id][what] = count
    return found


def levels_by_form(driver: dbapi2.Connection, year: int) -> dict[str, list[tuple[QualityLevel, int]]]:
    """Count the current levels of a year by the form members wrote, "" where none was written down."""
    question = """
        SELECT coalesce(form, ''), level, count(*) FROM member_rating
        WHERE is_current AND year = ? AND level IS NOT NULL GROUP BY 1, 2 ORDER BY 1 = '', 1"""
    found: dict[str, list[tuple[QualityLevel, int]]] = defaultdict(list)
    for form, level, count in driver.execute(question, (year,)):
        found[form].append((QualityLevel(level), count))
    return found


def _date(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
