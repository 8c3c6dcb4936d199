"""Scoring a meeting's quality: templates as data, ratings by half-open bands, what a score must satisfy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bontot_desktop import text
from bontot_desktop.rules.words import Labelled


class ScoreKind(Labelled):
    """Whose score it is (meetings.md §8.1)."""

    SELF = "SELF", "Chi bộ tự chấm"
    OBSERVER = "OBSERVER", "Người dự chấm"
    IN_CHARGE = "IN_CHARGE", "Đảng ủy viên phụ trách chấm"
    OFFICIAL = "OFFICIAL", "Kết quả chính thức"


class Rating(Labelled):
    """Ratings of a meeting, the best first."""

    GOOD = "GOOD", "Tốt"
    FAIR = "FAIR", "Khá"
    AVERAGE = "AVERAGE", "Trung bình"
    POOR = "POOR", "Kém"


class ScoreState(Labelled):
    """How far a meeting's score has come (meetings.md §8.1)."""

    DRAFT = "DRAFT", "Đang chấm"
    PROPOSED = "PROPOSED", "Chi ủy đề nghị"
    VOTED = "VOTED", "Chi bộ đã biểu quyết"
    SUBMITTED = "SUBMITTED", "Đã nộp"
    OFFICIAL = "OFFICIAL", "Đã chốt"


class ItemKind(Labelled):
    """How the points of a line are given (meetings.md §8.2)."""

    FREE = "FREE", "Tự cho điểm"
    YES_NO = "YES_NO", "Có hoặc không"
    OPTIONS = "OPTIONS", "Theo mức"
    AUTO = "AUTO", "Chương trình gợi ý"


class Condition(Labelled):
    """When a line applies."""

    ALWAYS = "", "Mọi buổi"
    THEMED = "THEMED", "Tháng có sinh hoạt chuyên đề"
    COMMITTEE = "COMMITTEE", "Chi bộ có chi ủy"


class NotApplicable(Labelled):
    """What becomes of the points of a line that does not apply."""

    ZERO = "ZERO", "Không được điểm"
    FULL = "FULL", "Được trọn điểm"
    MOVE = "MOVE", "Chuyển điểm sang dòng khác"


@dataclass(frozen=True, slots=True)
class ScoreOption:
    """A fixed answer; one of a computed line holds for values in [``lower``, ``upper``), an absent end is open."""

    label: str
    points: Decimal
    lower: Decimal | None = None
    upper: Decimal | None = None

    @property
    def has_bounds(self) -> bool:
        """Whether it holds for a range of values."""
        return self.lower is not None or self.upper is not None


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """One scored line; a group is a line whose points are the sum of its own items.

    ``auto`` is the key of what is computed for it (rules.auto_scores), "" when nothing is. ``fixed`` are the points it
    has by itself in a meeting it does not apply to, None in every other.
    """

    code: str
    title: str
    maximum: Decimal
    is_group: bool = False
    kind: ItemKind = ItemKind.FREE
    note: str = ""
    auto: str = ""
    condition: Condition = Condition.ALWAYS
    not_applicable: NotApplicable = NotApplicable.ZERO
    moves_to: str = ""
    options: tuple[ScoreOption, ...] = ()
    fixed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RatingBand:
    """A rating is reached from ``minimum`` points on (inclusive)."""

    rating: Rating
    minimum: Decimal


def leaves(items: Sequence[ScoreItem]) -> list[ScoreItem]:
    """Return the lines somebody gives points to: no groups, no lines that do not apply."""
    return [item for item in items if not item.is_group and item.fixed is None]


def applied(items: Sequence[ScoreItem], *, is_themed: bool, has_committee: bool) -> tuple[ScoreItem, ...]:
    """Return the lines as they count in one meeting: what does not apply is fixed, and the total stays what it was.

    ``is_themed``: the month has a themed meeting (the meeting itself or another). A line that moves its points adds
    them to the maximum of the other line (meetings.md §8.4, 4.3 to 4.2).
    """
    holds = {Condition.ALWAYS: True, Condition.THEMED: is_themed, Condition.COMMITTEE: has_committee}
    out = {item.code: item for item in items if not item.is_group and not holds[item.condition]}
    more: dict[str, Decimal] = {}
    for item in out.values():
        if item.not_applicable is NotApplicable.MOVE and item.moves_to not in out:
            more[item.moves_to] = more.get(item.moves_to, Decimal(0)) + item.maximum
    found = []
    for item in items:
        if item.code in out:
            full = item.not_applicable is NotApplicable.FULL
            found.append(replace(item, fixed=item.maximum if full else Decimal(0)))
        else:
            found.append(replace(item, maximum=item.maximum + more.get(item.code, Decimal(0))))
    return tuple(found)


def total(items: Sequence[ScoreItem], points: Mapping[str, Decimal]) -> Decimal:
    """Add the points given, by item code, and those fixed; lines without points count nothing."""
    return sum((_points(item, points) for item in items if not item.is_group), Decimal(0))


def _points(item: ScoreItem, points: Mapping[str, Decimal]) -> Decimal:
    return points.get(item.code, Decimal(0)) if item.fixed is None else item.fixed


def members_of(items: Sequence[ScoreItem], group: ScoreItem) -> list[ScoreItem]:
    """Return the items of a group (codes "3.1", "3.2" belong to "3")."""
    return [item for item in items if not item.is_group and item.code.startswith(f"{group.code}.")]


def group_total(items: Sequence[ScoreItem], group: ScoreItem, points: Mapping[str, Decimal]) -> Decimal:
    """Add the points of the items of a group."""
    return total(members_of(items, group), points)


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
        return f"Điểm chỉ được ghi lẻ đến {show(step)}; hãy sửa lại."
    return None


def is_an_answer(item: ScoreItem, points: Decimal) -> bool:
    """Say whether points are one of the answers a line offers; a line without answers takes any points."""
    if item.options:
        return points in {option.points for option in item.options}
    return item.kind is not ItemKind.YES_NO or points in (Decimal(0), item.maximum)


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


# How far a score has come

#: The matter offered when a cell votes on its own score.
VOTE_MATTER = "Thông qua điểm tự chấm, xếp loại chất lượng sinh hoạt"
_SCORE_WORDS = tuple(text.fold(words) for words in ("tự chấm", "chấm điểm", "chất lượng sinh hoạt"))


def is_about_score(matter: str) -> bool:
    """Say whether a vote was on the meeting's own score ("Thông qua điểm tự chấm, xếp loại …")."""
    folded = text.fold(matter)
    return any(words in folded for words in _SCORE_WORDS)


def state_of(*, scored_on: date | None, is_voted: bool, submitted_on: date | None, is_decided: bool) -> ScoreState:
    """Return how far a meeting's score has come, as the stored days tell; the farthest counts."""
    if is_decided:
        return ScoreState.OFFICIAL
    if submitted_on is not None:
        return ScoreState.SUBMITTED
    if is_voted:
        return ScoreState.VOTED
    return ScoreState.DRAFT if scored_on is None else ScoreState.PROPOSED


@dataclass(frozen=True, slots=True)
class ScoreDeadlines:
    """Days of the month after by which cells send their scores in and the committee decides; 0 for no deadline."""

    submit_day: int = 5
    decide_day: int = 10

    def submit_by(self, year: int, month: int) -> date | None:
        """Return the last day on which the score of a month is in time."""
        if not self.submit_day:
            return None
        return date(year + 1, 1, self.submit_day) if month == 12 else date(year, month + 1, self.submit_day)
