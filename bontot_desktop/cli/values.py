"""Values the words of ``bontot`` take: what could never be meant is refused before anything is opened."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date

from bontot_desktop.rules.periods import Period, whole_year

#: Years there can be papers of.
YEARS = range(1930, 2101)
#: The highest number a record can have.
HIGHEST_ID = 2**31 - 1


def year(typed: str) -> int:
    """Read a year (1930–2100). Raises ArgumentTypeError otherwise, as argparse wants it."""
    return _number(typed, YEARS, f"năm viết bằng số, từ {YEARS[0]} đến {YEARS[-1]}")


def record(typed: str) -> int:
    """Read the number of a record (1 and up). Raises ArgumentTypeError otherwise."""
    return _number(typed, range(1, HIGHEST_ID + 1), "cần một số từ 1 trở lên, như danh sách ghi")


def day(typed: str) -> date:
    """Read a date written 2026-12-22. Raises ArgumentTypeError otherwise."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise _unusable(typed, "viết ngày có thật theo năm-tháng-ngày, ví dụ 2026-12-22") from None


def period(typed: str) -> Period:
    """Read 2026, 2026-06, 2026-Q2 or 2026-H1. Raises ArgumentTypeError otherwise."""
    which, _, part = typed.upper().partition("-")
    try:
        if not part:
            return whole_year(year(which))
        if part[0] == "Q":
            return Period.quarter_of(year(which), int(part[1:]))
        if part[0] == "H":
            return Period.half_of(year(which), int(part[1:]))
        month = int(part)
        if month not in range(1, 13):
            raise ValueError(month)
        return Period.month_of(year(which), month)
    except (ValueError, ArgumentTypeError):
        raise _unusable(typed, "viết kỳ là 2026-06 (tháng), 2026-Q2 (quý), 2026-H1 (6 tháng) hoặc 2026") from None


def _number(typed: str, allowed: range, wanted: str) -> int:
    if not typed.isascii() or not typed.isdigit() or int(typed) not in allowed:
        raise _unusable(typed, wanted)
    return int(typed)


def _unusable(typed: str, wanted: str) -> ArgumentTypeError:
    return ArgumentTypeError(f"giá trị “{typed}” không dùng được: {wanted}")
