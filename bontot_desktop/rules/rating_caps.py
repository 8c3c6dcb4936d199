"""How many may be rated "Hoàn thành xuất sắc nhiệm vụ": the cap of QĐ 366 per group of similar position.

The text counts the share on those rated exactly "Hoàn thành tốt nhiệm vụ"; practice differs, so base, rounding and
grouping are the office's choices (recognition.md §6.2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from bontot_desktop.rules.members import MONTHS_BEFORE_RATING
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.rules.words import Labelled


class CapBase(Labelled):
    """On whom the share is counted."""

    GOOD = "TOT", "Số xếp loại Hoàn thành tốt nhiệm vụ"
    GOOD_OR_BETTER = "TOT_TRO_LEN", "Số xếp loại Hoàn thành tốt nhiệm vụ trở lên"
    ALL_RATED = "TONG_SO_DUOC_XEP_LOAI", "Tổng số được xếp loại"


class CapRounding(Labelled):
    """How a share that is no whole number becomes one."""

    FLOOR = "FLOOR", "Bỏ phần lẻ"
    ROUND = "ROUND", "Làm tròn (từ 0,5 lên)"
    CEIL = "CEIL", "Làm tròn lên"


class CapGrouping(Labelled):
    """Among whom the cap is counted."""

    REPORT_GROUP = "REPORT_GROUP", "Từng nhóm chi bộ"
    WHOLE = "WHOLE", "Chung toàn Đảng bộ"
    #: Members only.
    CELL = "CELL", "Từng chi bộ"
    #: Members only: by the form they write, so leaders among leaders.
    POSITION = "POSITION", "Từng nhóm vị trí (mẫu 2A, 2B, 2C)"


class RatingSigner(Labelled):
    """In whose name the decision on ratings is signed; places differ (recognition.md §2.3)."""

    STANDING_COMMITTEE = "BAN_THUONG_VU", "T/M BAN THƯỜNG VỤ"
    EXECUTIVE_COMMITTEE = "DANG_UY", "T/M ĐẢNG ỦY"


@dataclass(frozen=True, slots=True)
class CapSettings:
    """The office's choices; ``percent`` is 20, or 25 where the competent body allows it for outstanding results."""

    percent: int = 20
    base: CapBase = CapBase.GOOD
    rounding: CapRounding = CapRounding.FLOOR
    grouping: CapGrouping = CapGrouping.REPORT_GROUP
    #: Among whom the cap on members is counted.
    members: CapGrouping = CapGrouping.CELL
    #: Full months since the admission decision before a member is rated.
    months: int = MONTHS_BEFORE_RATING
    #: In whose name ratings are decided (§2.3).
    signer: RatingSigner = RatingSigner.STANDING_COMMITTEE


@dataclass(frozen=True, slots=True)
class GroupCap:
    """A group as it is rated now: the best (``excellent``), the base they are counted on, how many are allowed.

    ``planned`` is how many may be the best when the number of good or better stays: moving one up shrinks the base.
    """

    group: str
    excellent: int
    good: int
    rated: int
    base: int
    allowed: int
    planned: int

    @property
    def is_over(self) -> bool:
        """Whether more are rated the best than the cap allows."""
        return self.excellent > self.allowed

    @property
    def room(self) -> int:
        """How many more may become the best out of those good now, each taking one off the base; below 0 when over."""
        return self.planned - self.excellent if not self.is_over else self.allowed - self.excellent


def allowed(base: int, settings: CapSettings) -> int:
    """Return how many may be the best for a base."""
    share = Fraction(base * settings.percent, 100)
    if settings.rounding is CapRounding.CEIL:
        return ceil(share)
    if settings.rounding is CapRounding.ROUND:
        return floor(share + Fraction(1, 2))
    return floor(share)


def base_of(excellent: int, good: int, rated: int, settings: CapSettings) -> int:
    """Return on how many the share is counted."""
    if settings.base is CapBase.ALL_RATED:
        return rated
    return good + excellent if settings.base is CapBase.GOOD_OR_BETTER else good


def best_split(good_or_better: int, rated: int, settings: CapSettings) -> int:
    """Return the most that may be the best while the number of good or better stays (planning form of §6.2)."""
    return max(
        (
            best
            for best in range(good_or_better + 1)
            if best <= allowed(base_of(best, good_or_better - best, rated, settings), settings)
        ),
        default=0,
    )


def caps(rated: Iterable[tuple[str, QualityLevel]], settings: CapSettings) -> list[GroupCap]:
    """Hold the ratings (group, level) against the cap, group by group in the order they come."""
    groups: dict[str, list[QualityLevel]] = {}
    for group, level in rated:
        name = group if settings.grouping is CapGrouping.REPORT_GROUP else ""
        groups.setdefault(name, []).append(level)
    return [
        cap_of(name, levels.count(QualityLevel.EXCELLENT), levels.count(QualityLevel.GOOD), len(levels), settings)
        for name, levels in groups.items()
    ]


def cap_of(group: str, excellent: int, good: int, rated: int, settings: CapSettings) -> GroupCap:
    """Hold one group's counts against the cap."""
    base = base_of(excellent, good, rated, settings)
    return GroupCap(
        group=group,
        excellent=excellent,
        good=good,
        rated=rated,
        base=base,
        allowed=allowed(base, settings),
        planned=best_split(excellent + good, rated, settings),
    )


def told(cap: GroupCap, settings: CapSettings) -> str:
    """Say how a group stands: "Nhóm thôn: 1 xuất sắc, được 2 (20 % của 12); còn 1 suất."."""
    whose = _named(cap.group) if cap.group else "Toàn Đảng bộ"
    figures = f"{whose}: {cap.excellent} xuất sắc, được {cap.allowed} ({settings.percent} % của {cap.base})"
    if cap.is_over:
        return f"{figures}; vượt {cap.excellent - cap.allowed}."
    if cap.room:
        return f"{figures}; còn {cap.room} suất."
    if cap.excellent == cap.allowed:
        return f"{figures}; đã đủ."
    # One moved up leaves the base, so that the share of the rest no longer covers it (§6.2).
    one_more = cap_of(cap.group, cap.excellent + 1, cap.good - 1, cap.rated, settings)
    return f"{figures}; thêm 1 thì được {one_more.allowed} ({settings.percent} % của {one_more.base}) nên không thêm."


def _named(group: str) -> str:
    return group if group.startswith(("Chi bộ", "Mẫu")) else f"Nhóm {group}"


def planned_words(cap: GroupCap) -> str:
    """Say what may still be done while the number of good or better stays: "Trong 17 …, tối đa 2 xuất sắc, 15 tốt."."""
    whole = cap.excellent + cap.good
    if not whole:
        return "Chưa có đơn vị nào xếp loại tốt trở lên."
    share = f"{whole} đạt loại tốt trở lên: tối đa {cap.planned} xuất sắc thì {whole - cap.planned} tốt"
    if cap.is_over:
        return f"{share}; cần chuyển {cap.excellent - cap.planned} xuống tốt."
    return f"{share}; {f'còn {cap.room} suất' if cap.room else 'hết suất'}."
