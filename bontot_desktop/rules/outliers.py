"""Scores that stand far from the others given to the same meeting, and by which rule they do.

No guide says what is far; both measures are inference and the office's to change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from bontot_desktop.rules.scoring import show

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class OutlierRule:
    """A total is far from the middle one by more than ``points``, or by more than ``spreads`` usual distances.

    The middle is the median, the usual distance the median of all distances from it. 0 switches a measure off.
    With fewer than ``least`` scores nothing is called far, and by usual distances nothing that stands ``near`` points
    or less from the middle, however close the others stand together.
    """

    points: Decimal = Decimal(10)
    spreads: Decimal = Decimal(2)
    least: int = 3
    near: Decimal = Decimal(3)


@dataclass(frozen=True, slots=True)
class Outlier(Generic[K]):
    """A score that stands far from the others: whose, how much, the middle, and the rule in a sentence."""

    key: K
    name: str
    total: Decimal
    middle: Decimal
    sentence: str


def median(values: Sequence[Decimal]) -> Decimal:
    """Return the middle value, of an even number the mean of the two in the middle. Raises ValueError of nothing."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def outliers(scored: Sequence[tuple[K, str, Decimal]], rule: OutlierRule | None = None) -> tuple[Outlier[K], ...]:
    """Return the totals that stand far from the others, in the order given."""
    rule = rule or OutlierRule()
    if len(scored) < max(rule.least, 3):
        return ()
    totals = [total for _, _, total in scored]
    middle = median(totals)
    usual = median([abs(total - middle) for total in totals])
    found = []
    for key, name, total in scored:
        away = abs(total - middle)
        why = _why(away, usual, rule)
        if why:
            side = "cao hơn" if total > middle else "thấp hơn"
            sentence = f"{name} chấm {show(total)}, {side} mức giữa ({show(middle)}) là {show(away)} điểm, {why}."
            found.append(Outlier(key, name, total, middle, sentence))
    return tuple(found)


def _why(away: Decimal, usual: Decimal, rule: OutlierRule) -> str:
    if rule.points and away > rule.points:
        return f"quá {show(rule.points)} điểm"
    if rule.spreads and usual and away > rule.near and away > rule.spreads * usual:
        return f"quá {show(rule.spreads)} lần độ lệch thường gặp là {show(usual)} điểm"
    return ""


def own_sentence(own: Decimal | None, mean: Decimal | None, rule: OutlierRule | None = None) -> str:
    """Say when the cell's own score stands far from the observers' mean, "" when it does not."""
    rule = rule or OutlierRule()
    if own is None or mean is None or not rule.points or abs(own - mean) <= rule.points:
        return ""
    side = "cao hơn" if own > mean else "thấp hơn"
    return (
        f"Chi bộ tự chấm {show(own)}, {side} bình quân của người dự ({show(mean)}) là "
        f"{show(abs(own - mean))} điểm, quá {show(rule.points)} điểm."
    )
