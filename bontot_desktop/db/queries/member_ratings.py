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


def members_of(driver: dbapi2.Connection, day: date) -> dict[int, list[Stay]]:
    """Return everyone who stands somewhere on a day, by cell."""
    found: dict[int, list[Stay]] = defaultdict(list)
    for stay in stays(driver, day):
        found[stay.cell_id].append(stay)
    return found


def _date(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
