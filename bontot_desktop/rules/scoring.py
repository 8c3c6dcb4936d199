"""Scoring a meeting's quality: templates as data, ratings by half-open bands, what a score must satisfy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bontot_desktop.rules.words import Labelled


class ScoreKind(Labelled):
    """Whose score it is (meetings.md §8.1)."""

    SELF = "SELF", "Chi bộ tự chấm"
    OBSERVER = "OBSERVER", "Người dự chấm"
    IN_CHARGE = "IN_CHARGE", "Đảng ủy viên phụ trách chấm"
    OFFICIAL = "OFFICIAL", "Kết quả chính thức"


class Rating(Labelled):
    """Ratings of a meeting."""

    GOOD = "GOOD", "Tốt"
    FAIR = "FAIR", "Khá"
    AVERAGE = "AVERAGE", "Trung bình"
    POOR = "POOR", "Kém"


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """One scored line; a group is a line whose points are the sum of its own items."""

    code: str
    title: str
    maximum: Decimal
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class RatingBand:
    """A rating is reached from ``minimum`` points on (inclusive)."""

    rating: Rating
    minimum: Decimal


def leaves(items: Sequence[ScoreItem]) -> list[ScoreItem]:
    """Return the lines that take points."""
    return [item for item in items if not item.is_group]


def total(items: Sequence[ScoreItem], points: Mapping[str, Decimal]) -> Decimal:
    """Add the points given, by item code; lines without points count nothing."""
    return sum((points[item.code] for item in leaves(items) if item.code in points), Decimal(0))


def group_total(items: Sequence[ScoreItem], group: ScoreItem, points: Mapping[str, Decimal]) -> Decimal:
    """Add the points of the items of a group (codes "3.1", "3.2" belong to "3")."""
    own = [item for item in leaves(items) if item.code.startswith(f"{group.code}.")]
    return total(own, points)


def rating(points: Decimal, bands: Sequence[RatingBand]) -> Rating:
    """Return the best rating whose minimum is reached. Raises ValueError when even the lowest is not."""
    for band in sorted(bands, key=lambda band: band.minimum, reverse=True):
        if points >= band.minimum:
            return band.rating
    raise ValueError(points)


def fault(points: Decimal, maximum: Decimal, step: Decimal) -> str | None:
    """Say in a sentence why points cannot stand, None if they can."""
    if points < 0 or points > maximum:
        return f"Điểm phải từ 0 đến {show(maximum)}."
    if points % step:
        return f"Điểm lẻ đến {show(step)}."
    return None


def show(points: Decimal | None) -> str:
    """Write points with a decimal comma and no needless zeros ("17,5"); nothing when absent."""
    if points is None:
        return ""
    rounded = points.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{rounded.normalize():f}".replace(".", ",")


def mean(values: Sequence[Decimal]) -> Decimal | None:
    """Return the mean rounded half up to one decimal, None of nothing."""
    if not values:
        return None
    return (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
