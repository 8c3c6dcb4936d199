"""Reminders of the first page: what waits for the office, how urgent it is, and from when each kind is shown.

Offsets of sample meetings: meetings.md §7.2; months, minutes and papers sent ahead: §4.5; members: §4.4.8.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from bontot_desktop.rules.words import Labelled

#: So many names stand in one sentence before it says how many others there are.
NAMED = 3
#: What is due within so many days stands with today's work.
WEEK = timedelta(days=7)


class Urgency(Labelled):
    """The three groups of the list, the first first."""

    LATE = "LATE", "Quá hạn"
    SOON = "SOON", "Hôm nay, tuần này"
    AHEAD = "AHEAD", "Sắp tới"


class Reminder(NamedTuple):
    """One thing that waits: a sentence, what to do about it, where that is done, and its day.

    ``key`` is the same as long as it is about the same thing; it may be put aside under it. Without a day it belongs
    to this week.
    """

    key: str
    sentence: str
    todo: str
    page: str
    item: Any = None
    day: date | None = None

    def urgency(self, today: date) -> Urgency:
        """Return the group it stands in."""
        if self.day is None or today <= self.day <= today + WEEK:
            return Urgency.SOON
        return Urgency.LATE if self.day < today else Urgency.AHEAD


class YearMark(NamedTuple):
    """A day that stands on the line of the year, and what opens behind it."""

    day: date
    words: str
    page: str
    item: Any = None


#: What the office does in which months of its year (first month, last month, words).
SEASONS: tuple[tuple[int, int, str], ...] = (
    (1, 1, "Kế hoạch năm"),
    (2, 3, "Đăng ký Chi bộ 4 tốt, Tổ công tác"),
    (4, 5, "Sinh hoạt chi bộ điểm"),
    (6, 7, "Sơ kết 6 tháng"),
    (8, 10, "Nhân rộng, kiểm tra chi bộ"),
    (11, 12, "Xếp loại, xét, quyết định"),
)


@dataclass(frozen=True, slots=True)
class ReminderRules:
    """From when things are shown, in days; every number is the office's own choice."""

    # Sample meetings (meetings.md §7.2)
    chores_before: int = 7
    invite_before: int = 7
    sheets_after: int = 2
    conclusion_after: int = 5
    replicate_after: int = 10
    # Meetings of the month (meetings.md §4.5)
    minutes_after: int = 2
    papers_before: int = 1
    themed_before: int = 14
    committee_before: int = 3
    # Petitions
    petition_send: int = 7
    petition_answer: int = 30
    petition_again: int = 7
    # Members
    probation_before: int = 30
    badges_before: int = 60
    # Campaign and papers
    campaign_before: int = 14
    print_after: int = 1
    #: Papers issued longer ago were printed or sent as files, whatever is written.
    print_until: int = 60
    # Copies
    copy_after: int = 7
    usb_after: int = 7


def problems_of(rules: ReminderRules) -> list[str]:
    """Return the names of the numbers that cannot be."""
    return [name for name in rules.__slots__ if not 0 <= getattr(rules, name) <= 365]


def shown(reminders: Iterable[Reminder], today: date, aside: dict[str, date]) -> list[Reminder]:
    """Return what is to be seen today, the oldest first in each group; what was put aside comes back on its day."""
    kept = [one for one in reminders if aside.get(one.key, today) <= today]
    order = list(Urgency)
    return sorted(kept, key=lambda one: (order.index(one.urgency(today)), one.day or today))


def named(names: Sequence[str], noun: str) -> str:
    """Join a few names, of many only the first: "A, B, C và 5 chi bộ khác"."""
    if len(names) <= NAMED + 1:
        return ", ".join(names)
    return f"{', '.join(names[:NAMED])} và {len(names) - NAMED} {noun} khác"


def when(day: date | None, today: date) -> str:
    """Say how far a day is: "quá 3 ngày", "hôm nay", "còn 5 ngày"."""
    if day is None:
        return ""
    days = (day - today).days
    if days == 0:
        return "hôm nay"
    return f"còn {days} ngày" if days > 0 else f"quá {-days} ngày"
