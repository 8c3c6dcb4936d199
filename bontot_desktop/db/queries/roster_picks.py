"""Who may be picked from the rosters of a day, asked in plain SQL: a form does not wait for ten thousand names."""

from __future__ import annotations

from datetime import date

from sqlcipher3 import dbapi2

from bontot_desktop.rules.standing import ON_ROSTER


def on_rosters(driver: dbapi2.Connection, day: date, cell_id: int | None) -> list[tuple[int, str, str]]:
    """Return id, name and the cell's name of the members on the rosters of a day, in the order of people's names.

    ``cell_id`` narrows to one cell. Who stands on two rosters is named once, with the one entered last.
    """
    statuses = ", ".join(f"'{status.value}'" for status in sorted(ON_ROSTER))
    question = f"""
        SELECT member.id, member.full_name, cell.name, max(held.id)
        FROM member_status AS held JOIN member ON member.id = held.member_id JOIN cell ON cell.id = held.cell_id
        WHERE (:cell IS NULL OR held.member_id IN (SELECT member_id FROM member_status WHERE cell_id = :cell))
          AND held.status IN ({statuses}) AND NOT member.is_withdrawn
          AND (held.from_on IS NULL OR held.from_on <= :day) AND (held.to_on IS NULL OR held.to_on >= :day)
        GROUP BY member.id
        HAVING :cell IS NULL OR held.cell_id = :cell
        ORDER BY member.full_name_order, member.id"""
    return [row[:3] for row in driver.execute(question, {"day": day.isoformat(), "cell": cell_id})]
