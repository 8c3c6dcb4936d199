"""The cells of the invented office that keep their own book: of their meetings the office is told figures only."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from bontot_desktop.rules.meetings import Attendance
from bontot_desktop.rules.months import MonthEntry
from bontot_desktop.services import meeting_store, months
from bontot_desktop.services.office import Office
from bontot_desktop.services.sampling import texts, year
from bontot_desktop.services.sampling.clock import Clock
from bontot_desktop.services.sampling.founding import Founded
from bontot_desktop.services.sampling.minutes import THEMED_MONTHS
from bontot_desktop.services.sampling.people import YEAR

#: The forces keep their minutes in their own house; the health station sends its figures by telephone.
_CODES = ("VT01", "VT02", "CQ09")
#: How many stay away of so many members, at most.
_AWAY = 9


def of(founded: Sequence[Founded]) -> tuple[Founded, ...]:
    """Return the cells that keep their own book among those there are."""
    return tuple(one for one in founded if one.plan.code in _CODES)


def tell(office: Office, clock: Clock, cells: Collection[Founded], month: int, *, seed: int) -> int:
    """Type a month's figures of these cells into the grid, at the end of the month; returns how many met."""
    clock.set(date(YEAR, month, 28))
    entries = [entry for one in cells if (entry := _entry(office, clock, one, month, seed)) is not None]
    if entries:
        months.save(office, YEAR, month, entries)
    return len(entries)


def _entry(office: Office, clock: Clock, one: Founded, month: int, seed: int) -> MonthEntry | None:
    with office.read() as session:
        day = year.regular_day(session, one.cell_id, YEAR, month)
        lines = meeting_store.roster_lines(session, one.cell_id, day)
    if not clock.has_come(day):
        return None
    dice = random.Random(f"{seed} {one.plan.code} {month} told")
    expected = sum(line.attendance is not Attendance.NOT_EXPECTED for line in lines)
    away = dice.randint(0, max(1, expected // _AWAY))
    speakers = min(dice.randint(3, 6), expected - away)
    is_themed = month in THEMED_MONTHS
    themes = texts.read(f"minutes-{one.plan.texts}")["themes"]
    return MonthEntry(
        cell_id=one.cell_id,
        cell=one.plan.name,
        held_on=day,
        minutes=dice.randrange(90, 125, 5) + (30 if is_themed else 0),
        total=len(lines),
        expected=expected,
        present=expected - away,
        unexcused=int(away > 1 and dice.random() < 0.3),
        speakers=speakers,
        contributions=speakers + dice.randint(0, 2),
        is_themed=is_themed,
        theme=themes[(month - 1) // 3][0] if is_themed else "",
        points=Decimal(dice.randrange(178, 197)) / 2,
    )
