"""Reminders of the months of all cells: meetings, scores, themed meetings, minutes, papers sent ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from bontot_desktop import dates
from bontot_desktop.db.queries import preparing
from bontot_desktop.db.queries import reminders as queries
from bontot_desktop.rules.reminders import NAMED, Reminder, named
from bontot_desktop.services.reminders.asked import Asked, month_before, the_cells

#: Days of the month after in which scores are sent in and decided, where the office chose none (rules.scoring).
SUBMIT_DAY, DECIDE_DAY = 5, 10
#: Key of the office's choices for scores (services.score_settings).
SCORES = "scores"
#: Key of its choices for meetings, and within how many days a committee meeting is about one where it chose none
#: (services.meeting_drafts).
MEETINGS, COMMITTEE_WITHIN = "meetings", 45
#: Key of its choices for statistics (services.statistic_settings), and what it has where it chose none
#: (rules.statistic_facts): how many themed meetings a quarter at least, and by which day of the month a regular meeting
#: is recorded.
STATISTICS, THEMED_PER_QUARTER, RECORD_BY_DAY = "statistics", 1, 25


def missing_meetings(asked: Asked) -> Iterator[Reminder]:
    """Cells without a regular meeting, for the month before and for this one by their own day.

    A cell without one is asked from the day on that the office named for all.
    """
    today, after = asked.today, timedelta(days=asked.rules.minutes_after)
    record_by: int = _statistics(asked).get("record_by_day", RECORD_BY_DAY)
    for year, month in (month_before(today), (today.year, today.month)):
        last = dates.month_end(year, month)
        cells = queries.without_monthly(asked.driver, year, month, last)
        days = {}
        for cell in cells:
            due = date(year, month, min(cell.day or record_by, last.day))
            if cell.day is not None:
                due += after
            if due <= today:
                days[cell.name] = due
        if days:
            yield Reminder(
                f"month/{year}-{month:02d}",
                f"Tháng {month}/{year}: {the_cells(list(days))} chưa có buổi sinh hoạt thường kỳ",
                "Nhập kết quả, hoặc ghi không họp và lý do",
                "meetings",
                ("month", year, month),
                min(days.values()),
            )
    year, month = month_before(today)
    yield from _behind(
        "month",
        queries.without_monthly_before(asked.driver, year, month),
        year,
        "buổi thường kỳ chưa có",
        "Nhập kết quả, hoặc ghi không họp và lý do",
        lambda first: dates.month_end(year, first) + after,
    )


def scores(asked: Asked) -> Iterator[Reminder]:
    """Scores that were not sent in, and those the committee has not decided: of the month before, of the older ones."""
    kept = (queries.setting(asked.driver, SCORES) or {}).get("deadlines", {})
    year, month = month_before(asked.today)
    waits = (
        (
            "scores",
            kept.get("submit_day", SUBMIT_DAY),
            queries.without_self_score,
            "chưa có điểm tự chấm",
            "Nhập điểm chi bộ gửi về, hoặc nhắc chi bộ",
        ),
        (
            "ratings",
            kept.get("decide_day", DECIDE_DAY),
            queries.undecided,
            "chờ chốt xếp loại",
            "Chốt xếp loại tháng rồi in danh sách",
        ),
    )
    for key, day, read, words, todo in waits:
        if not day:
            continue
        cells = read(asked.driver, year, month, month)
        if cells:
            yield Reminder(
                f"{key}/{year}-{month:02d}",
                f"Tháng {month}/{year}: {the_cells([one.cell for one in cells])} {words}",
                todo,
                "meetings",
                ("ratings", year, month),
                date(asked.today.year, asked.today.month, min(day, 28)),
            )
        older = read(asked.driver, year, 1, month - 1)
        due = partial(_month_after, year, min(day, 28))
        yield from _behind(key, older, year, f"buổi {words}", todo, due, "ratings")


def themed(asked: Asked) -> Iterator[Reminder]:
    """Cells with fewer themed meetings than the office asks for when the quarter is nearly over."""
    today = asked.today
    quarter = dates.quarter(today.month)
    last = dates.month_end(today.year, 3 * quarter)
    if asked.ahead(asked.rules.themed_before) < last:
        return
    least = _statistics(asked).get("themed_per_quarter", THEMED_PER_QUARTER)
    cells = queries.without_themed(asked.driver, today.year, quarter, last, least)
    if cells:
        words = "chưa sinh hoạt chuyên đề" if least == 1 else f"chưa sinh hoạt chuyên đề đủ {least} buổi"
        yield Reminder(
            f"themed/{today.year}-{quarter}",
            f"Quý {dates.roman(quarter)}/{today.year}: {the_cells([cell.name for cell in cells])} {words}",
            "Nhắc chi bộ, xếp vào lịch tháng này",
            "meetings",
            ("year", today.year, today.month),
            last,
        )


def minutes(asked: Asked) -> Iterator[Reminder]:
    """Minutes that are not approved some days after the meeting."""
    today, after = asked.today, timedelta(days=asked.rules.minutes_after)
    months = ((today.year, today.month), month_before(today))
    found = queries.unapproved(asked.driver, months, today - after)
    year, month = month_before(today)
    older = queries.unapproved(asked.driver, [(year, number) for number in range(1, month)], today - after)
    yield from _behind(
        "minutes",
        [queries.Behind(one.cell, one.month) for one in older],
        year,
        "biên bản chưa thông qua",
        "Kiểm tra, ghi đủ rồi thông qua từng biên bản",
        lambda _: older[0].held_on + after,
    )
    if len(found) <= NAMED:
        for one in found:
            yield Reminder(
                f"minutes/{one.id}",
                f"{one.cell}: biên bản họp ngày {dates.screen(one.held_on)} chưa thông qua",
                "Kiểm tra, ghi đủ rồi thông qua biên bản",
                "meetings",
                one.id,
                one.held_on + after,
            )
        return
    day = found[0].held_on
    yield Reminder(
        f"minutes/{day:%Y-%m}",
        f"{len(found)} biên bản chưa thông qua: {named(list(dict.fromkeys(one.cell for one in found)), 'chi bộ')}",
        "Kiểm tra, ghi đủ rồi thông qua từng biên bản",
        "meetings",
        ("month", day.year, day.month),
        day + after,
    )


def papers_ahead(asked: Asked) -> Iterator[Reminder]:
    """Meetings whose papers should have gone to the members by now, or go tomorrow."""
    before = timedelta(days=asked.rules.papers_before)
    for one in queries.without_papers(asked.driver, asked.today, asked.ahead(asked.rules.papers_before + 2)):
        yield Reminder(
            f"sent/{one.id}",
            f"{one.cell} họp ngày {dates.screen(one.held_on)}, chưa ghi đã gửi tài liệu",
            "Gửi tài liệu rồi ghi ngày gửi ở buổi họp",
            "meetings",
            one.id,
            one.held_on - before,
        )


def committees(asked: Asked) -> Iterator[Reminder]:
    """Regular meetings that come soon without a committee meeting about them (meetings.md §4.5)."""
    within: int = (queries.setting(asked.driver, MEETINGS) or {}).get("committee_within", COMMITTEE_WITHIN)
    if not within:
        return
    before = asked.rules.committee_before
    found = preparing.without_committee(asked.driver, asked.today, asked.ahead(before), within)
    if len(found) > NAMED:
        day = found[0].held_on
        yield Reminder(
            f"committee/{day:%Y-%m}",
            f"{the_cells([one.cell for one in found])} sắp họp, chưa ghi họp chi ủy chuẩn bị",
            "Nhắc chi ủy họp trước, ghi biên bản họp chi ủy",
            "meetings",
            ("month", day.year, day.month),
            day - timedelta(days=1),
        )
        return
    for one in found:
        yield Reminder(
            f"committee/{one.id}",
            f"{one.cell} họp ngày {dates.screen(one.held_on)}, chưa ghi họp chi ủy chuẩn bị",
            "Nhắc chi ủy họp trước, ghi biên bản họp chi ủy",
            "meetings",
            one.id,
            one.held_on - timedelta(days=1),
        )


def _behind(
    key: str,
    found: list[queries.Behind],
    year: int,
    words: str,
    todo: str,
    due_on: Callable[[int], date],
    tab: str = "month",
) -> Iterator[Reminder]:
    """Sum up in one line what is left of the older months; it opens the first of them, whose day it bears."""
    if found:
        names = named(list(dict.fromkeys(one.cell for one in found)), "chi bộ")
        first = min(one.month for one in found)
        yield Reminder(
            f"older/{key}/{year}",
            f"Năm {year}, còn từ các tháng trước: {len(found)} {words} ({names})",
            todo,
            "meetings",
            (tab, year, first),
            due_on(first),
        )


def _statistics(asked: Asked) -> dict[str, Any]:
    """Return what the office chose for statistics, as it is kept."""
    kept: dict[str, Any] | None = queries.setting(asked.driver, STATISTICS)
    return kept or {}


def _month_after(year: int, day: int, month: int) -> date:
    """Return a day of the month after one; only of months before December."""
    return date(year, month + 1, day)
