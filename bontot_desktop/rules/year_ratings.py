"""The yearly rating of cells and members (QĐ 366, HD 43): who is rated, on which form, and how a rating stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.members import MONTHS_BEFORE_RATING, MemberStatus, Situation, Unrated, why_not_rated
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.rules.words import Labelled


class RatingStanding(Labelled):
    """How a version of a rating stands (recognition.md §8)."""

    PROPOSED = "PROPOSED", "Đề nghị"
    DECIDED = "DECIDED", "Đã quyết định"
    REPLACED = "REPLACED", "Đã thay bằng kết quả khác"
    CANCELLED = "CANCELLED", "Đã hủy"


class NotEvaluated(Labelled):
    """Why a member is not evaluated in a year (QĐ 366, Điều 5)."""

    EXEMPT = "EXEMPT", "miễn công tác và sinh hoạt đảng"
    SUSPENDED = "SUSPENDED", "bị đình chỉ sinh hoạt đảng"
    NEW = "NEW", "mới kết nạp chưa đủ 6 tháng"
    OTHER = "OTHER", "lý do khác"


class ReviewForm(Labelled):
    """Which form of HD 43 a member writes."""

    LEADER = "2A", "Mẫu 2A: giữ chức vụ lãnh đạo, quản lý"
    STAFF = "2B", "Mẫu 2B: không giữ chức vụ lãnh đạo"
    OUTSIDE = "2C", "Mẫu 2C: không làm việc trong hệ thống chính trị"


#: Kinds of cells whose members mostly work outside the political system.
_OUTSIDE = frozenset({ContentType.VILLAGE_QUARTER, ContentType.PRIVATE_FDI, ContentType.STUDENT})


def usual_form(content: ContentType) -> ReviewForm:
    """Return the form most members of a kind of cell write, offered until another is chosen."""
    return ReviewForm.OUTSIDE if content in _OUTSIDE else ReviewForm.STAFF


#: What the register says of who is not rated; whoever is rated in another cell is none of the cell's own members.
_BY_REGISTER = {
    Unrated.EXEMPT: NotEvaluated.EXEMPT,
    Unrated.SUSPENDED: NotEvaluated.SUSPENDED,
    Unrated.NEW: NotEvaluated.NEW,
}


def belongs(situation: Situation | None) -> bool:
    """Say whether a member on a cell's roster is one of those the cell accounts for at the year's end.

    Whoever only meets with the cell for a time is rated where the official record lies (HD 43; recognition.md §6.3).
    """
    return situation is not None and situation.status is not MemberStatus.TEMP_IN


def not_evaluated(
    situation: Situation, admitted_on: date | None, cut_off: date, months: int = MONTHS_BEFORE_RATING
) -> NotEvaluated | None:
    """Say why one of a cell's own members is not evaluated by the register; None for whoever is (§6.3).

    ``months`` is the time since the admission decision below which a member is "mới kết nạp".
    """
    why = why_not_rated(situation, admitted_on, cut_off, months)
    return None if why is None else _BY_REGISTER.get(why)


@dataclass(frozen=True, slots=True)
class Tally:
    """How a cell's members stand in a year; every member is in exactly one column (recognition.md §9 rule 10)."""

    total: int
    exempt: int
    suspended: int
    new: int
    other: int
    excellent: int
    good: int
    completed: int
    not_completed: int
    #: Evaluated, and not rated yet.
    waiting: int

    @property
    def evaluated(self) -> int:
        """Members who are to be rated: all but those of the four columns of reasons."""
        return self.total - self.exempt - self.suspended - self.new - self.other

    @property
    def rated(self) -> int:
        """Members who have a level."""
        return self.excellent + self.good + self.completed + self.not_completed

    @property
    def good_or_better(self) -> int:
        """Members rated at least HTTNV."""
        return self.excellent + self.good

    def of(self, level: QualityLevel) -> int:
        """Return how many have a level."""
        return self.levels()[list(QualityLevel).index(level)]

    def levels(self) -> tuple[int, int, int, int]:
        """Return how many have each level, the best first."""
        return (self.excellent, self.good, self.completed, self.not_completed)

    def __add__(self, other: Tally) -> Tally:
        """Add the columns of two cells."""
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


#: A cell without members.
NOBODY = Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


def tally(lines: Iterable[tuple[NotEvaluated | None, QualityLevel | None]]) -> Tally:
    """Count members by why they are not evaluated, else by level. A level of one not evaluated does not count."""
    given = list(lines)
    whys = [why for why, _ in given]
    levels = [level for why, level in given if why is None]
    return Tally(
        total=len(given),
        exempt=whys.count(NotEvaluated.EXEMPT),
        suspended=whys.count(NotEvaluated.SUSPENDED),
        new=whys.count(NotEvaluated.NEW),
        other=whys.count(NotEvaluated.OTHER),
        excellent=levels.count(QualityLevel.EXCELLENT),
        good=levels.count(QualityLevel.GOOD),
        completed=levels.count(QualityLevel.COMPLETED),
        not_completed=levels.count(QualityLevel.NOT_COMPLETED),
        waiting=levels.count(None),
    )


def above(party: QualityLevel | None, state: QualityLevel | None) -> bool:
    """Say whether the Party's level is better than that of the same person as an official (QĐ 366, Điều 3)."""
    return party is not None and state is not None and party is not state and party.reaches(state)


def told(counted: Tally) -> str:
    """Say how a cell's members stand: "30 đảng viên: 3 miễn, 1 đình chỉ, 2 chưa đủ 6 tháng; 24 được đánh giá…"."""
    parts: Sequence[tuple[int, str]] = (
        (counted.exempt, "miễn"),
        (counted.suspended, "đình chỉ"),
        (counted.new, "chưa đủ 6 tháng"),
        (counted.other, "lý do khác"),
    )
    outside = ", ".join(f"{count} {word}" for count, word in parts if count)
    levels = ", ".join(f"{level.value} {counted.of(level)}" for level in QualityLevel)
    whole = f"{counted.total} đảng viên" + (f": {outside};" if outside else ",")
    waiting = f", còn {counted.waiting} chưa xếp loại" if counted.waiting else ""
    return f"{whole} {counted.evaluated} được đánh giá: {levels}{waiting}."
