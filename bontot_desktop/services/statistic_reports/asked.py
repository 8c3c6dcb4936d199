"""What a report is asked for, and how its cells are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlcipher3 import dbapi2

from bontot_desktop.db.queries import statistics as queries
from bontot_desktop.db.queries.meeting_figures import MeetingFigures
from bontot_desktop.rules import statistics
from bontot_desktop.rules.periods import Period
from bontot_desktop.rules.statistic_facts import CellFact
from bontot_desktop.services.statistics import EVERYTHING, Chosen


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is of: a period, the cells counted, the day it is looked at, and for R8 the one cell."""

    period: Period
    as_of: date
    chosen: Chosen = EVERYTHING
    cell_id: int | None = None


def cells_of(driver: dbapi2.Connection, period: Period, chosen: Chosen) -> list[CellFact]:
    """Return the cells a report is of, in Vietnamese order."""
    found = [cell for cell in queries.cells(driver, period.first_day, period.last_day) if chosen.takes(cell)]
    return statistics.cells_in_order(found)


def came(held: MeetingFigures | None) -> str:
    """Write how many came of how many ("18/20"), nothing where nobody told."""
    if held is None or held.present is None or held.expected is None:
        return ""
    return f"{held.present}/{held.expected}"


def count(number: int | None) -> str:
    """Write a count, nothing for one nobody told."""
    return "" if number is None else str(number)
