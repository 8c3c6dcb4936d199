"""How the dated statuses of a member follow each other: entering a cell, becoming full, moving, leaving."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bontot_desktop import dates
from bontot_desktop.errors import Problem
from bontot_desktop.rules.cells import CellPost, holds_on
from bontot_desktop.rules.members import STANDINGS, MemberStatus, StatusPeriod, overlapping

_DAY = timedelta(days=1)
#: Statuses that put a member on the roster of a cell.
ON_ROSTER = STANDINGS | {MemberStatus.TEMP_IN}


@dataclass(frozen=True, slots=True)
class PostPeriod:
    """One dated post of a member in a cell; ``to_on`` is its last day."""

    post: CellPost
    cell_id: int
    from_on: date | None
    to_on: date | None


def opening_statuses(
    status: MemberStatus, cell_id: int, *, admitted_on: date | None, official_on: date | None
) -> list[StatusPeriod]:
    """Return the dated statuses of a member whom a list names with one status and the two dates of admission.

    A full member was probationary from admission to the day before the official day. A status laid over the standing
    (exempt, temporarily away…) begins on an unknown day, for lists do not say since when.
    """
    if status is MemberStatus.TEMP_IN:
        return [StatusPeriod(MemberStatus.TEMP_IN, cell_id, None, None)]
    if status is MemberStatus.PROBATIONARY:
        return [StatusPeriod(MemberStatus.PROBATIONARY, cell_id, admitted_on, None)]
    periods = []
    if admitted_on and official_on and admitted_on < official_on:
        periods.append(StatusPeriod(MemberStatus.PROBATIONARY, cell_id, admitted_on, official_on - _DAY))
    periods.append(StatusPeriod(MemberStatus.FULL, cell_id, official_on, None))
    if status not in STANDINGS:
        periods.append(StatusPeriod(status, cell_id, None, None))
    return periods


def current_cell(periods: Iterable[StatusPeriod], day: date) -> int | None:
    """Return the cell whose roster a member stands on; the standing counts before a temporary stay."""
    held = [p for p in periods if p.status in ON_ROSTER and holds_on(p.from_on, p.to_on, day)]
    held.sort(key=lambda p: (p.status is MemberStatus.TEMP_IN, -(p.from_on or date.min).toordinal()))
    return held[0].cell_id if held else None


def last_cell(periods: Iterable[StatusPeriod]) -> int | None:
    """Return the cell a member stood in last, for one who left."""
    stays = [p for p in periods if p.status in ON_ROSTER]
    return max(stays, key=lambda p: p.to_on or date.max).cell_id if stays else None


def status_problems(periods: Sequence[StatusPeriod]) -> list[Problem]:
    """Check the dated statuses of one member; (field, sentence) for each that cannot be."""
    if not any(period.status in ON_ROSTER for period in periods):
        return [Problem("statuses", "Chưa ghi đảng viên sinh hoạt ở chi bộ nào.")]
    found = [_reversed(period) for period in periods]
    problems = [problem for problem in found if problem is not None]
    if problems:
        return problems
    for first, second in overlapping(periods):
        if first.status is not MemberStatus.TEMP_IN or first.cell_id == second.cell_id:
            problems.append(Problem("statuses", f"Tình trạng “{first.status.label}” ghi hai lần trong cùng thời gian."))
    standings = [period for period in periods if period.status in STANDINGS]
    for index, one in enumerate(standings):
        for other in standings[index + 1 :]:
            if one.status is not other.status and _meet(one, other):
                problems.append(Problem("statuses", _both(one, other)))
    return problems


def posts_meet(one: PostPeriod, other: PostPeriod) -> bool:
    """Say whether two periods share a day."""
    return _meet(one, other)


def _reversed(period: StatusPeriod) -> Problem | None:
    if period.from_on is None or period.to_on is None or period.from_on <= period.to_on:
        return None
    return Problem(
        "statuses",
        f"Tình trạng “{period.status.label}”: ngày thôi {dates.screen(period.to_on)} "
        f"ở trước ngày bắt đầu {dates.screen(period.from_on)}.",
    )


def _both(one: StatusPeriod, other: StatusPeriod) -> str:
    start = max(one.from_on or date.min, other.from_on or date.min)
    since = "" if start == date.min else f" từ {dates.screen(start)}"
    return f"Đảng viên vừa chính thức vừa dự bị{since}; hãy ghi ngày thôi của một tình trạng."


def _meet(one: StatusPeriod | PostPeriod, other: StatusPeriod | PostPeriod) -> bool:
    start = max(one.from_on or date.min, other.from_on or date.min)
    return start <= min(one.to_on or date.max, other.to_on or date.max)
