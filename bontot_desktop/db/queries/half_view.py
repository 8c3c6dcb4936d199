"""What the half-year table counts of each cell, asked in plain SQL (meetings.md §5 F12)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlcipher3 import dbapi2

from bontot_desktop.db.queries.month_view import codes
from bontot_desktop.rules.half_year import TypedFigure
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.members import STANDINGS

_THEMED = codes((MeetingType.THEMED, MeetingType.COMBINED))
_STANDINGS = codes(STANDINGS)


def themed_planned(driver: dbapi2.Connection, year: int, first: int, last: int) -> dict[int, int]:
    """Count the months from the first to the last of a year for which each cell planned or wrote a themed meeting.

    A meeting that was written down without a plan was planned all the same; of one called off its plan counts.
    """
    question = f"""
        SELECT cell_id, count(*) FROM (
            SELECT cell_id, month FROM meeting_plan
            WHERE year = :year AND month BETWEEN :first AND :last AND type IN ({_THEMED})
            UNION
            SELECT cell_id, month FROM meeting
            WHERE year = :year AND month BETWEEN :first AND :last AND type IN ({_THEMED}) AND state <> 'CANCELLED')
        GROUP BY cell_id"""
    return dict(driver.execute(question, {"year": year, "first": first, "last": last}).fetchall())


def admitted(driver: dbapi2.Connection, first: date, last: date) -> dict[int, int]:
    """Count those admitted between two days, in the cell whose roster they stood on the day after."""
    question = f"""
        SELECT cell_id, count(*) FROM (
            SELECT member.id, min(held.cell_id) AS cell_id
            FROM member JOIN member_status AS held ON held.member_id = member.id
            WHERE member.admitted_on BETWEEN :first AND :last AND held.status IN ({_STANDINGS})
              AND (held.from_on IS NULL OR held.from_on <= date(member.admitted_on, '+1 day'))
              AND (held.to_on IS NULL OR held.to_on >= date(member.admitted_on, '+1 day'))
            GROUP BY member.id)
        GROUP BY cell_id"""
    return dict(driver.execute(question, {"first": first.isoformat(), "last": last.isoformat()}).fetchall())


def typed(driver: dbapi2.Connection, year: int, halves: Collection[int]) -> dict[tuple[int, TypedFigure], str]:
    """Return what was typed for the halves of a year; of both of them one stands behind the other."""
    question = f"""
        SELECT cell_id, key, value FROM cell_figure
        WHERE year = :year AND half IN ({", ".join(str(int(half)) for half in halves)}) ORDER BY cell_id, half"""
    found: dict[tuple[int, TypedFigure], str] = {}
    for cell_id, key, value in driver.execute(question, {"year": year}):
        place = cell_id, TypedFigure(key)
        found[place] = "; ".join(part for part in (found.get(place, ""), value) if part)
    return found
