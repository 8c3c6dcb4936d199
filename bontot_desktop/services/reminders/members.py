"""Reminders of members: the end of their probation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bontot_desktop import dates
from bontot_desktop.db.queries import reminders as queries
from bontot_desktop.rules.reminders import Reminder
from bontot_desktop.services.reminders.asked import Asked


def probations(asked: Asked) -> Iterator[Reminder]:
    """Members whose twelve months end soon or are over."""
    by = _year_before(asked.ahead(asked.rules.probation_before))
    for one in queries.on_probation(asked.driver, asked.today, by):
        ends = _year_after(one.admitted_on)
        words = "đã hết 12 tháng dự bị" if ends < asked.today else "sắp hết 12 tháng dự bị"
        yield Reminder(
            f"probation/{one.id}",
            f"{one.name} ({one.cell}) {words}, ngày {dates.screen(ends)}",
            "Làm thủ tục xét công nhận đảng viên chính thức",
            "members",
            one.id,
            ends,
        )


def _year_after(day: date) -> date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 2, 28)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else date(day.year - 1, 2, 28)
