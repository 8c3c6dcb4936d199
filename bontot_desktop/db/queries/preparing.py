"""Which committee meeting prepared a meeting of its cell: the one said to, or the one held since the meeting before.

The one place for the rule (meetings.md §3.1, §4.5); in plain SQL, as the first page asks too.
"""

from __future__ import annotations

from datetime import date

from sqlcipher3 import dbapi2

from bontot_desktop.db.queries.reminders import HELD, MONTHLY, TO_COME, Minutes

COMMITTEE = "COMMITTEE"


def about(this: str, committee: str) -> str:
    """Return the condition that a committee meeting is about another meeting; both are names of tables.

    Without being said to prepare one, it is about a meeting it was held not after and fewer than ``:within`` days
    before, with no regular meeting of the cell between them.
    """
    return f"""{committee}.cell_id = {this}.cell_id AND {committee}.type = '{COMMITTEE}'
        AND ({committee}.prepares_id = {this}.id OR (
            {committee}.prepares_id IS NULL AND {committee}.held_on <= {this}.held_on
            AND julianday({this}.held_on) - julianday({committee}.held_on) < :within
            AND {committee}.held_on > coalesce((
                SELECT max(before.held_on) FROM meeting AS before
                WHERE before.cell_id = {this}.cell_id AND before.type IN ({MONTHLY}) AND before.state IN ({HELD})
                  AND before.held_on < {this}.held_on), '')))"""


def without_committee(driver: dbapi2.Connection, first: date, last: date, within: int) -> list[Minutes]:
    """Return the regular meetings planned from a day to a day that no committee meeting, held or planned, is about.

    Only of cells that have a committee.
    """
    question = f"""
        SELECT m.id, cell.name, m.held_on, m.month FROM meeting AS m JOIN cell ON cell.id = m.cell_id
        WHERE (m.year, m.month) IN ((:y1, :m1), (:y2, :m2)) AND m.type IN ({MONTHLY}) AND m.state IN ({TO_COME})
              AND m.held_on BETWEEN :first AND :last AND cell.has_committee
              AND NOT EXISTS (SELECT 1 FROM meeting AS c WHERE c.state <> 'CANCELLED' AND {about("m", "c")})
        ORDER BY m.held_on, cell.name_order"""
    given = {
        "y1": first.year, "m1": first.month, "y2": last.year, "m2": last.month,
        "first": first.isoformat(), "last": last.isoformat(), "within": within,
    }  # fmt: skip
    found = driver.execute(question, given)
    return [Minutes(one, cell, date.fromisoformat(day), month) for one, cell, day, month in found]
