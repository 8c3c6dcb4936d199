"""Years in the Party: from which day they count, the day probation ends, and which badge falls due when."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

#: Months of probation before the cell considers full membership (Điều lệ, Điều 5).
PROBATION_YEARS = 1
_DAY = timedelta(days=1)
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


@dataclass(frozen=True, slots=True)
class Break:
    """A time out of the Party that is taken off the years in it; ``to_on`` is its last day, None while it lasts."""

    from_on: date
    to_on: date | None = None


def counted_from(admitted_on: date, breaks: Iterable[Break], day: date) -> date:
    """Return the day from which the years in the Party count as of a day: the admission, later by the time out of it.

    An inference: the domain tells only that years count from the admission decision (meetings.md §4.4.8). Time is
    taken off by the calendar, so two full years out move the day of the year nowhere.
    """
    counted = admitted_on
    for one in sorted(breaks, key=lambda one: one.from_on):
        # The first day back in the Party, or the day that is asked for while there is none.
        back = min(one.to_on + _DAY if one.to_on is not None else day, day)
        if back > one.from_on:
            counted = _later(counted, max(one.from_on, admitted_on), back)
    return counted


def _later(day: date, start: date, back: date) -> date:
    """Move a day by the time from one day to another: full years and months first, the days left over last."""
    if back <= start:
        return day
    months = (back.year - start.year) * 12 + back.month - start.month
    if months_after(start, months) > back:
        months -= 1
    return months_after(day, months) + (back - months_after(start, months))


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, the last of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def began_anew(admitted_on: date | None, breaks: Iterable[Break]) -> date | None:
    """Return the day the present membership began: that of the last admission."""
    ended = [one.to_on + _DAY for one in breaks if one.to_on is not None]
    return max(ended, default=admitted_on)


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

    ``admitted_on`` is the day from which the years count, see :func:`counted_from`.
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
