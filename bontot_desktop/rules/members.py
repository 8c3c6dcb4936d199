"""A member (đảng viên): dated statuses, what they mean for a meeting, and what a member's facts must satisfy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bontot_desktop.errors import Problem
from bontot_desktop.rules.cells import holds_on
from bontot_desktop.rules.member_status import STANDINGS as STANDINGS
from bontot_desktop.rules.member_status import MemberStatus as MemberStatus
from bontot_desktop.rules.words import Labelled

#: Admission is possible from full 18 years of age (Điều lệ, Điều 1).
MIN_AGE_AT_ADMISSION = 18
#: Those laid over a standing, each with who is then not expected at a meeting.
NOT_EXPECTED = frozenset(
    {MemberStatus.EXEMPT, MemberStatus.TEMP_OUT, MemberStatus.SPECIAL_DUTY, MemberStatus.SUSPENDED}
)
#: Which of them tells when several hold: who is suspended has no vote, whatever else was decided.
_WEIGHT = (MemberStatus.SUSPENDED, MemberStatus.EXEMPT, MemberStatus.TEMP_OUT, MemberStatus.SPECIAL_DUTY)
#: Months since the admission decision below which a member is not rated at the year's end (recognition.md §6.3).
MONTHS_BEFORE_RATING = 6


class LeftFor(Labelled):
    """Why a member is no longer on the register."""

    MOVED = "MOVED", "chuyển sinh hoạt đảng"
    RETURNED = "RETURNED", "hết thời hạn sinh hoạt tạm thời"
    DIED = "DIED", "từ trần"
    STRUCK_OFF = "STRUCK_OFF", "xóa tên"
    EXPELLED = "EXPELLED", "khai trừ"
    RESIGNED = "RESIGNED", "xin ra khỏi Đảng"
    OTHER = "OTHER", "lý do khác"


class Gender(Labelled):
    """Gender as lists write it."""

    MALE = "MALE", "Nam"
    FEMALE = "FEMALE", "Nữ"


@dataclass(frozen=True, slots=True)
class StatusPeriod:
    """One dated status of a member in a cell; ``to_on`` is its last day."""

    status: MemberStatus
    cell_id: int
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, slots=True)
class Situation:
    """How a member stands towards one cell on one day."""

    is_full: bool
    status: MemberStatus

    @property
    def is_expected(self) -> bool:
        """Whether the member is expected at the cell's meetings."""
        return self.status not in NOT_EXPECTED


def situation_on(periods: Iterable[StatusPeriod], cell_id: int, day: date) -> Situation | None:
    """Say how a member stands towards a cell on a day; None if the member is not on its roster."""
    held = [p for p in periods if p.cell_id == cell_id and holds_on(p.from_on, p.to_on, day)]
    found = {p.status for p in held}
    if MemberStatus.TEMP_IN in found:
        return Situation(is_full=True, status=MemberStatus.TEMP_IN)
    if not found & STANDINGS:
        return None
    is_full = MemberStatus.FULL in found
    overlay = [status for status in _WEIGHT if status in found]
    standing = MemberStatus.FULL if is_full else MemberStatus.PROBATIONARY
    return Situation(is_full=is_full, status=overlay[0] if overlay else standing)


class Unrated(Labelled):
    """Why a member of a cell is not rated at the year's end (recognition.md §6.3), each a column of the list."""

    EXEMPT = "EXEMPT", "được miễn công tác và sinh hoạt đảng"
    SUSPENDED = "SUSPENDED", "đang bị đình chỉ sinh hoạt đảng"
    NEW = "NEW", "mới kết nạp chưa đủ 6 tháng"
    ELSEWHERE = "ELSEWHERE", "xếp loại ở nơi sinh hoạt chính thức"


def why_not_rated(
    situation: Situation, admitted_on: date | None, cut_off: date, months: int = MONTHS_BEFORE_RATING
) -> Unrated | None:
    """Say why a member on a cell's roster is not rated there; None for whoever is.

    ``situation`` is that of ``cut_off``, the day the year's ratings are closed; ``months`` is the office's choice.
    """
    if situation.status is MemberStatus.TEMP_IN:
        return Unrated.ELSEWHERE
    if situation.status is MemberStatus.EXEMPT:
        return Unrated.EXEMPT
    if situation.status is MemberStatus.SUSPENDED:
        return Unrated.SUSPENDED
    if admitted_on is not None and months_between(admitted_on, cut_off) < months:
        return Unrated.NEW
    return None


def months_between(first: date, last: date) -> int:
    """Count the full months from one day to another."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def overlapping(periods: Sequence[StatusPeriod]) -> list[tuple[StatusPeriod, StatusPeriod]]:
    """Find pairs of periods of the same status that overlap (they may not)."""
    pairs = []
    for index, first in enumerate(periods):
        for second in periods[index + 1 :]:
            if first.status is second.status and _overlap(first, second):
                pairs.append((first, second))
    return pairs


def _overlap(first: StatusPeriod, second: StatusPeriod) -> bool:
    start = max(first.from_on or date.min, second.from_on or date.min)
    return start <= min(first.to_on or date.max, second.to_on or date.max)


def age_on(birth_on: date, day: date) -> int:
    """Count full years of age."""
    return day.year - birth_on.year - ((day.month, day.day) < (birth_on.month, birth_on.day))


#: Signs no name has; "=" and "@" begin formulas that came out of a spreadsheet.
_NO_NAME = frozenset("=+@<>{}[]|\\^~#$%*_;:!?")


def strange_sign(full_name: str) -> str:
    """Return the first sign in a name that no name has, "" when there is none."""
    return next((sign for sign in full_name if sign in _NO_NAME), "")


def problems(
    *,
    full_name: str,
    birth_on: date | None,
    admitted_on: date | None,
    official_on: date | None,
    today: date,
) -> list[Problem]:
    """Check a member's own facts; (field, sentence) for each that cannot be."""
    found = []
    if not full_name.strip():
        found.append(Problem("full_name", "Chưa có họ tên đảng viên."))
    if birth_on and birth_on > today:
        found.append(Problem("birth_on", "Ngày sinh ở sau hôm nay; hãy xem lại năm sinh."))
    elif birth_on and age_on(birth_on, today) > 120:
        found.append(Problem("birth_on", "Ngày sinh cho tuổi trên 120; hãy xem lại năm sinh."))
    if admitted_on and admitted_on > today:
        found.append(Problem("admitted_on", "Ngày vào Đảng ở sau hôm nay."))
    if admitted_on and birth_on and age_on(birth_on, admitted_on) < MIN_AGE_AT_ADMISSION:
        found.append(Problem("admitted_on", f"Ngày vào Đảng khi chưa đủ {MIN_AGE_AT_ADMISSION} tuổi."))
    if official_on and admitted_on and official_on < admitted_on:
        found.append(Problem("official_on", "Ngày chính thức ở trước ngày vào Đảng."))
    return found
