"""Reminders of rewards for years in a row: cells that reached five, and those one more year makes reach them (§7)."""

from __future__ import annotations

from collections.abc import Iterator

from bontot_desktop.db.queries import streaks as queries
from bontot_desktop.rules.recognition import TitleKind
from bontot_desktop.rules.reminders import Reminder
from bontot_desktop.rules.streaks import LONG, Counter
from bontot_desktop.services import streaks
from bontot_desktop.services.reminders.asked import Asked, the_cells
from bontot_desktop.services.streaks import Hint


def five_years(asked: Asked) -> Iterator[Reminder]:
    """Cells with five years in a row in the year decided now, and those one year short of it before this one."""
    year = asked.today.year
    for one in (year - 1, year):
        campaign = queries.campaign_of(asked.driver, one, TitleKind.CELL_4_GOOD.value)
        if campaign is not None and campaign[1] != "CLOSED":
            yield from _reached(asked, one, campaign[0])
    now = queries.campaign_of(asked.driver, year, TitleKind.CELL_4_GOOD.value)
    if now is None or now[1] not in ("DECIDED", "CLOSED"):
        yield from _near(asked, year, None if now is None else now[0])


def _reached(asked: Asked, year: int, campaign_id: int) -> Iterator[Reminder]:
    hints = streaks.hints_in(asked.driver, year)
    best = {hint.cell_id for hint in hints if hint.counter is Counter.EXEMPLARY}
    for counter in Counter:
        # A title has no award that uses its years up: it is told in the years that fill another five.
        cells = [
            hint
            for hint in hints
            if hint.counter is counter
            and hint.count >= LONG
            and (counter is not Counter.TITLE or hint.count % LONG == 0)
            and (counter is not Counter.EXCELLENT or hint.cell_id not in best)
        ]
        if cells:
            yield Reminder(
                f"five-years/{year}/{counter.value}",
                f"{_the(cells)} đủ {LONG} năm liên tục “{counter.label}” (đến năm {year})",
                "Xét khen thưởng 5 năm liền, lập hồ sơ trình",
                "recognition",
                campaign_id,
            )


def _near(asked: Asked, year: int, campaign_id: int | None) -> Iterator[Reminder]:
    hints = [hint for hint in streaks.hints_in(asked.driver, year - 1) if hint.count == LONG - 1]
    best = {hint.cell_id for hint in hints if hint.counter is Counter.EXEMPLARY}
    for counter in Counter:
        cells = [
            hint
            for hint in hints
            if hint.counter is counter and (counter is not Counter.EXCELLENT or hint.cell_id not in best)
        ]
        if cells:
            yield Reminder(
                f"four-years/{year}/{counter.value}",
                f"{_the(cells)} đã {LONG - 1} năm liên tục “{counter.label}”; năm {year} đạt nữa là đủ {LONG} năm",
                "Theo dõi, dự kiến khen thưởng 5 năm liền",
                "recognition",
                campaign_id,
            )


def _the(cells: list[Hint]) -> str:
    return the_cells([hint.cell for hint in cells])
