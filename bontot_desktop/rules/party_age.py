"""Years in the Party: the day twelve months of probation end, and which badge falls due when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

#: Months of probation before the cell considers full membership (Điều lệ, Điều 5).
PROBATION_YEARS = 1
#: A probation that ends within so many days is told before.
NEAR_DAYS = 45


@dataclass(frozen=True, slots=True)
class AwardDay:
    """A day of the year on which badges are handed out."""

    day: int
    month: int

    def __str__(self) -> str:
        """Write it as the office does: "03/02", "19/5"."""
        return f"{self.day:02d}/{self.month:02d}" if self.month < 3 else f"{self.day:02d}/{self.month}"

    def in_year(self, year: int) -> date:
        """Return the day in a year."""
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class BadgeRules:
    """Which years earn a badge, and on which days badges are handed out; the office changes both."""

    years: tuple[int, ...]
    days: tuple[AwardDay, ...]


@dataclass(frozen=True, slots=True)
class BadgeDue:
    """A badge a member earns: its years, the day they are complete, the next day of handing out."""

    years: int
    due_on: date
    given_on: date | None


def years_after(day: date, years: int) -> date:
    """Return the same day so many years later; the last day of February for a 29/02 that year has not."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def probation_end(admitted_on: date) -> date:
    """Return the day the twelve months of probation end, printed as ngày chính thức (meetings.md §4.4.8)."""
    return years_after(admitted_on, PROBATION_YEARS)


def probation_words(admitted_on: date | None, today: date) -> str:
    """Say of a probationary member that the twelve months end soon or are over, "" while neither."""
    if admitted_on is None:
        return ""
    ends = probation_end(admitted_on)
    shown = f"{ends.day:02d}/{ends.month:02d}/{ends.year}"
    if ends < today:
        return f"quá hạn xét chính thức (hết 12 tháng ngày {shown})"
    return f"sắp hết dự bị (ngày {shown})" if ends - today <= timedelta(days=NEAR_DAYS) else ""


def next_award_day(day: date, days: Sequence[AwardDay]) -> date | None:
    """Return the first day of handing out on or after a day; None when the office has set none."""
    coming = [award.in_year(year) for year in (day.year, day.year + 1) for award in days]
    return min((found for found in coming if found >= day), default=None)


def badges_of(admitted_on: date, year: int, rules: BadgeRules) -> list[BadgeDue]:
    """Return the badges whose years are complete, or which are handed out, in a calendar year.

    Years in the Party count from the day of the admission decision (meetings.md §4.4.8).
    """
    found = []
    for years in rules.years:
        # Handed out in the year it is due or, when no day of handing out is left, in the next.
        if admitted_on.year + years not in (year, year - 1):
            continue
        due_on = years_after(admitted_on, years)
        given_on = next_award_day(due_on, rules.days)
        if due_on.year == year or (given_on is not None and given_on.year == year):
            found.append(BadgeDue(years, due_on, given_on))
    return found
