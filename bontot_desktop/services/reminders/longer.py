"""Reminders that take longer to find, read when the window stands: members to look after, badges, cells amiss."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bontot_desktop import dates
from bontot_desktop.db.queries import reminders
from bontot_desktop.db.queries import statistics as queries
from bontot_desktop.rules import party_age
from bontot_desktop.rules.party_age import BadgeDue, BadgeRules, Break
from bontot_desktop.rules.reminders import Reminder, named
from bontot_desktop.rules.watch_list import watched
from bontot_desktop.services import cell_list
from bontot_desktop.services.reminders.asked import Asked, Source
from bontot_desktop.services.reminders.awards import five_years
from bontot_desktop.services.reminders.members import probations
from bontot_desktop.services.reminders.year_calendar import year_calendar
from bontot_desktop.services.statistic_settings import rules_of


def watch_list(asked: Asked) -> Iterator[Reminder]:
    """Members something has to be done about, and those to be reminded (meetings.md §4.5)."""
    thresholds = rules_of(asked.driver).watch
    alerts: dict[str, None] = {}
    warned: dict[str, None] = {}
    for member in queries.watched(asked.driver, asked.today.year, asked.today, thresholds):
        found = watched(member.lines, thresholds)
        if found:
            (alerts if any(one.is_alert for one in found) else warned)[member.name] = None
    lists = (
        ("alert", alerts, "phải xem xét vì vắng sinh hoạt, đảng phí", "Chi bộ xem xét, báo cáo Đảng ủy"),
        ("warn", warned, "cần nhắc nhở vì vắng sinh hoạt, đảng phí", "Nhắc qua chi bộ"),
    )
    for key, names, words, todo in lists:
        if names:
            listed = list(names)
            who = listed[0] if len(listed) == 1 else f"{len(listed)} đảng viên ({named(listed, 'đảng viên')})"
            yield Reminder(
                f"watch/{key}/{asked.today:%Y-%m}", f"{who} {words}", f"{todo}; xem báo cáo", "statistics", "R5"
            )


def badges(asked: Asked) -> Iterator[Reminder]:
    """Badges handed out soon for which no decision is noted."""
    from bontot_desktop.services.badges import rules_kept

    rules = rules_kept(asked.driver)
    day = party_age.next_award_day(asked.today, rules.days)
    if day is None or day > asked.ahead(asked.rules.badges_before):
        return
    count = sum(one.given_on == day for one in _due(asked, rules, day.year))
    if count:
        yield Reminder(
            f"badges/{day.isoformat()}",
            f"{count} đảng viên đến kỳ trao Huy hiệu Đảng ngày {dates.screen(day)}",
            "Lập danh sách đề nghị, ghi quyết định trao",
            "members",
            ("badges", None),
            day,
        )


def _due(asked: Asked, rules: BadgeRules, year: int) -> Iterator[BadgeDue]:
    """Give the badges that are due or handed out in a year and not noted as given."""
    given = reminders.badges_given(asked.driver)
    first, last = date(year - max(rules.years) - 1, 1, 1), date(year - min(rules.years), 12, 31)
    for one in reminders.in_the_party(asked.driver, asked.today, first, last):
        breaks = [Break(from_on, to_on) for from_on, to_on in one.breaks]
        counted = party_age.counted_from(one.admitted_on, breaks, asked.today)
        for due in party_age.badges_of(counted, year, rules):
            if (one.id, due.years) not in given:
                yield due


def cells_amiss(asked: Asked) -> Iterator[Reminder]:
    """Cells with something amiss: too few members, no secretary, nobody in charge."""
    rows = [row for row in cell_list.rows_in(asked.driver, asked.today) if row.warnings]
    if len(rows) == 1:
        row = rows[0]
        yield Reminder(f"cell/{row.id}", f"{row.name}: {row.warnings[0]}", "Mở chi bộ để xem và sửa", "cells", row.id)
    elif rows:
        yield Reminder(
            f"cells/{asked.today:%Y-%m}",
            f"{len(rows)} chi bộ cần lưu ý: {named([row.name for row in rows], 'chi bộ')}",
            "Xem các chi bộ này và bổ sung",
            "cells",
            ("amiss", None),
        )


LATER: tuple[Source, ...] = (year_calendar, probations, watch_list, badges, five_years, cells_amiss)
