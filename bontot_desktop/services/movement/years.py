"""What the parts of the movement share: the cells of a year, the day they are counted on, a closed year that stays."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bontot_desktop import dates
from bontot_desktop.db.queries import movement as queries
from bontot_desktop.errors import Problem
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.movement import belongs_to
from bontot_desktop.services.cell_list import CellRow, rows_in

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from sqlcipher3 import dbapi2

#: What every act of the movement touches.
CHANGED = Changes.of(Kind.MOVEMENT)


def as_of(driver: dbapi2.Connection, year: int, today: date) -> date:
    """Return the day on which the cells and members of a year are counted: its cut-off, or today while it runs."""
    return min(today, queries.cut_off(driver, year))


def cells_of(driver: dbapi2.Connection, year: int, today: date) -> list[CellRow]:
    """Return the cells at work on the day a year is counted."""
    return rows_in(driver, as_of(driver, year, today))


def every_cell(driver: dbapi2.Connection, year: int, today: date) -> dict[int, CellRow]:
    """Return every cell by id, also those of other days, named as on the day a year is counted."""
    return {row.id: row for row in rows_in(driver, as_of(driver, year, today), with_dissolved=True)}


def refuse_when_closed(session: Session, year: int) -> None:
    """Refuse to change a year whose campaign is closed. Raises Refused."""
    from sqlalchemy import select

    from bontot_desktop.db.models.recognition import Campaign
    from bontot_desktop.rules.recognition import TitleKind
    from bontot_desktop.services import campaigns

    question = select(Campaign).where(Campaign.year == year, Campaign.title == TitleKind.CELL_4_GOOD)
    for campaign in session.scalars(question):
        campaigns.refuse_when_closed(campaign)


def day_problems(field: str, day: date | None, year: int, today: date, what: str) -> list[Problem]:
    """Check a day on which something of a year was done; ``what`` names the day in a sentence ("ngày ký")."""
    if day is None:
        return [Problem(field, f"Chưa ghi {what}.")]
    if day > today:
        return [Problem(field, f"Ngày {dates.screen(day)} chưa tới; hãy ghi khi đã làm.")]
    if not belongs_to(day, year):
        return [Problem(field, f"Ngày {dates.screen(day)} không thuộc phong trào năm {year}; hãy xem lại năm.")]
    return []
