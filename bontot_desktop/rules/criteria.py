"""Sets of criteria as data: what a set is for, how its lines are scored, what becomes of lines that do not apply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from bontot_desktop.rules.recognition import Scoring
from bontot_desktop.rules.words import Labelled


class SetUse(Labelled):
    """What a set of criteria is for (recognition.md §2.2): results of different uses are never merged."""

    CELL_TITLE = "CELL_TITLE", "Chi bộ 4 tốt"
    CELL_RATING = "CELL_RATING", "Xếp loại chất lượng chi bộ"
    MEMBER_RATING = "MEMBER_RATING", "Xếp loại chất lượng đảng viên"
    MEMBER_TITLE = "MEMBER_TITLE", "Đảng viên 5 tốt"
    COMMITTEE_TITLE = "COMMITTEE_TITLE", "Đảng bộ cơ sở 4 tốt"


class CriterionKind(Labelled):
    """How the points of a criterion are given (recognition.md §5.1)."""

    MANUAL = "MANUAL", "Tự cho điểm"
    OPTIONS = "OPTIONS", "Theo mức"
    AUTO = "AUTO", "Chương trình tính"


class NaPolicy(Labelled):
    """What becomes of the points of a criterion that does not apply to a cell (recognition.md §5.1)."""

    REDISTRIBUTE = "REDISTRIBUTE", "Chia lại trong nhóm"
    FULL = "FULL", "Được trọn điểm"
    ZERO = "ZERO", "Không được điểm"


class ItemRole(Labelled):
    """Whether the points of a line belong to the total, come on top of it, or are taken off."""

    ITEM = "ITEM", "Tiêu chí"
    BONUS = "BONUS", "Điểm thưởng"
    PENALTY = "PENALTY", "Điểm trừ"


class Level(Labelled):
    """Levels of a criterion or a group where a set is scored LEVEL4, the best first (recognition.md §5.2)."""

    GOOD = "GOOD", "Tốt"
    FAIR = "FAIR", "Khá"
    AVERAGE = "AVERAGE", "Trung bình"
    FAILED = "FAILED", "Chưa đạt"

    @property
    def points(self) -> Decimal:
        """What is stored for the level: 3 for Tốt down to 0 for Chưa đạt."""
        return Decimal(len(Level) - 1 - list(Level).index(self))

    @classmethod
    def of_points(cls, points: Decimal) -> Level:
        """Return the level stored as ``points`` (0 to 3). Raises ValueError for anything else."""
        for level in cls:
            if level.points == points:
                return level
        raise ValueError(points)


#: Maximum of a criterion where a set has no points of its own: Đạt is 1; Tốt is 3.
MAXIMA = {Scoring.PASS_FAIL: Decimal(1), Scoring.LEVEL4: Level.GOOD.points}


@dataclass(frozen=True, slots=True)
class Answer:
    """A fixed answer of a criterion with its points.

    One of a computed line holds for values in [``lower``, ``upper``), an absent end is open, and where
    ``second_lower`` is given only if the second metric is at least so much ("và từ 30 % chỉ tiêu vượt").
    """

    label: str
    points: Decimal
    lower: Decimal | None = None
    upper: Decimal | None = None
    second_lower: Decimal | None = None

    @property
    def has_bounds(self) -> bool:
        """Whether it holds for a range of values."""
        return self.lower is not None or self.upper is not None

    def holds(self, value: Decimal, second: Decimal | None = None) -> bool:
        """Say whether a computed value falls into it."""
        if (self.lower is not None and value < self.lower) or (self.upper is not None and value >= self.upper):
            return False
        return self.second_lower is None or (second is not None and second >= self.second_lower)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a set; a group has no points of its own: its points are those of its lines ("1.1" belongs to "1").

    ``maximum`` is 1 for a line that is passed or failed, 3 for one with four levels; of a bonus or a penalty it is
    the cap, and points of a penalty are written as what is taken off.
    """

    code: str
    title: str
    maximum: Decimal
    is_group: bool = False
    is_veto: bool = False
    role: ItemRole = ItemRole.ITEM
    kind: CriterionKind = CriterionKind.MANUAL
    metric: str = ""
    second_metric: str = ""
    evidence_required: bool = False
    na_allowed: bool = False
    na_policy: NaPolicy = NaPolicy.REDISTRIBUTE
    hint: str = ""
    options: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A group with the criteria scored in it; ``code`` "" holds those that stand in no group."""

    code: str
    title: str
    maximum: Decimal
    lines: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class SetFacts:
    """A set of criteria as its rules need it.

    ``group_min_percent`` of POINTS is the share of each group's maximum that makes the group "tốt"; of the two ways
    without points it is the share of its criteria that must be passed (or Tốt), all of them where it is None.
    """

    scoring: Scoring
    items: tuple[Criterion, ...]
    maximum: Decimal | None = None
    pass_total: Decimal | None = None
    group_min_percent: Decimal | None = None
    step: Decimal = Decimal(1)
    #: The groups of the first rank with their criteria; follows from ``items``.
    parts: tuple[Part, ...] = field(init=False)
    #: Bonuses and penalties, each with the caps above it; follow from ``items``.
    extras: tuple[Criterion, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", tuple(_parts(self.items)))
        extras = (item for item in self.items if not item.is_group and item.role is not ItemRole.ITEM)
        object.__setattr__(self, "extras", tuple(extras))

    @property
    def leaves(self) -> tuple[Criterion, ...]:
        """The lines somebody gives points to."""
        return tuple(item for item in self.items if not item.is_group)

    @property
    def groups(self) -> tuple[Criterion, ...]:
        """The groups of the first rank."""
        return tuple(first_rank(self.items))


def members_of(items: Iterable[Criterion], group: Criterion) -> list[Criterion]:
    """Return the lines of a group (codes "3.1", "3.2" belong to "3")."""
    return [item for item in items if not item.is_group and item.code.startswith(f"{group.code}.")]


def first_rank(items: Iterable[Criterion]) -> list[Criterion]:
    """Return the groups that belong to no other group."""
    groups = [item for item in items if item.is_group]
    return [one for one in groups if not any(one.code.startswith(f"{other.code}.") for other in groups)]


def _parts(items: tuple[Criterion, ...]) -> list[Part]:
    found: list[Part] = []
    grouped: set[str] = set()
    for group in first_rank(items):
        lines = tuple(members_of(items, group))
        grouped.update(line.code for line in lines)
        lines = tuple(line for line in lines if line.role is ItemRole.ITEM)
        if group.role is ItemRole.ITEM and lines:
            found.append(Part(group.code, group.title, group.maximum, lines))
    alone = tuple(
        item for item in items if not item.is_group and item.role is ItemRole.ITEM and item.code not in grouped
    )
    if alone:
        found.append(Part("", "", sum((line.maximum for line in alone), Decimal(0)), alone))
    return found
