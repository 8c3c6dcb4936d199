"""Percentages of a whole as tables print them: two places, and the parts of a table add to 100 (recognition §11.2)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_HUNDREDTHS = Decimal("0.01")


def percent(part: int, of: int) -> Decimal | None:
    """Return one percentage to two places, half up; None of nothing, which prints as "–"."""
    return (Decimal(part * 100) / of).quantize(_HUNDREDTHS, ROUND_HALF_UP) if of else None


def shares(parts: Sequence[int]) -> list[Decimal]:
    """Return the percentages of parts that make a whole, two places each, adding to 100 by the largest remainder.

    All are 0 when there is nothing to share.
    """
    whole = sum(parts)
    if not whole:
        return [Decimal("0.00")] * len(parts)
    exact = [Fraction(part * 10_000, whole) for part in parts]
    floors = [int(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda place: (floors[place] - exact[place], place))
    for place in order[: 10_000 - sum(floors)]:
        floors[place] += 1
    return [(Decimal(share) / 100).quantize(_HUNDREDTHS) for share in floors]


def is_rounded(parts: Sequence[int]) -> bool:
    """Say whether a table's percentages were moved to make them add, so that it can say "làm tròn"."""
    whole = sum(parts)
    return bool(whole) and shares(parts) != [percent(part, whole) for part in parts]
