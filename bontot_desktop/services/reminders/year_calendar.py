"""Reminders of the office's year (recognition.md §12): what it plans for these days, unless it is known to be done."""

from __future__ import annotations

from collections.abc import Iterator

from bontot_desktop import dates
from bontot_desktop.db.queries import year_calendar as queries
from bontot_desktop.rules.reminders import Reminder
from bontot_desktop.rules.year_calendar import Every, due
from bontot_desktop.services import year_calendar as kept
from bontot_desktop.services.reminders.asked import Asked


def year_calendar(asked: Asked) -> Iterator[Reminder]:
    """Things of the year whose days have come, or are just over."""
    done = kept.done_in(asked.driver)
    for entry in kept.entries_in(asked.driver):
        turn = due(entry, asked.today)
        if turn is None or turn.mark in done or queries.is_done(asked.driver, entry.key, turn.year):
            continue
        days = dates.screen(turn.last)
        if turn.first != turn.last:
            days = f"{dates.screen(turn.first)[:5]} đến {days}"
        often = "" if entry.every is Every.YEAR else f" ({entry.every.label.lower()})"
        yield Reminder(
            f"{kept.REMINDER}{turn.mark}",
            f"Lịch năm: {entry.title}{often}, {days}",
            entry.todo or "Xong thì bấm “Nhắc lại ngày…”, chọn “Đã làm, không nhắc nữa”",
            entry.page,
            None,
            turn.last,
        )
