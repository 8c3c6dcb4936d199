"""A meeting (buổi sinh hoạt): its kinds, who was there, the figures on paper and what it must satisfy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from fractions import Fraction

from bontot_desktop import dates
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.words import Labelled


class MeetingType(Labelled):
    """Kinds of meeting (meetings.md §3)."""

    REGULAR = "REGULAR", "Sinh hoạt chi bộ thường kỳ"
    THEMED = "THEMED", "Sinh hoạt chi bộ chuyên đề"
    COMBINED = "COMBINED", "Sinh hoạt thường kỳ kết hợp chuyên đề"
    COMMITTEE = "COMMITTEE", "Họp chi ủy"
    EXTRAORDINARY = "EXTRAORDINARY", "Sinh hoạt chi bộ đột xuất"
    REVIEW = "REVIEW", "Họp kiểm điểm, đánh giá, xếp loại cuối năm"
    CONGRESS = "CONGRESS", "Đại hội chi bộ"
    GROUP = "GROUP", "Sinh hoạt tổ đảng"


#: The kinds that meet the duty of one regular meeting a month.
MONTHLY_TYPES = frozenset({MeetingType.REGULAR, MeetingType.COMBINED})
#: Meetings of the whole cell that rates of attendance and speaking are counted on (meetings.md §9).
COUNTED_TYPES = frozenset({MeetingType.REGULAR, MeetingType.THEMED, MeetingType.COMBINED})
#: The kinds that may be a sample meeting (sinh hoạt chi bộ điểm).
SAMPLE_TYPES = (MeetingType.REGULAR, MeetingType.THEMED, MeetingType.COMBINED)


class MeetingFormat(Labelled):
    """How people met."""

    IN_PERSON = "IN_PERSON", "Trực tiếp"
    ONLINE = "ONLINE", "Trực tuyến"
    HYBRID = "HYBRID", "Kết hợp trực tiếp và trực tuyến"


class MeetingState(Labelled):
    """Where a meeting's record stands."""

    PLANNED = "PLANNED", "Dự kiến"
    NOTICED = "NOTICED", "Đã báo họp"
    HELD = "HELD", "Đã họp"
    DRAFTED = "DRAFTED", "Biên bản nháp"
    APPROVED = "APPROVED", "Biên bản đã thông qua"
    ARCHIVED = "ARCHIVED", "Đã lưu"
    CANCELLED = "CANCELLED", "Không họp"


#: In these the record may no longer be changed, only corrected by an addendum (meetings.md §6).
FINAL_STATES = frozenset({MeetingState.APPROVED, MeetingState.ARCHIVED})
#: In these the meeting took place and counts in figures.
HELD_STATES = frozenset({MeetingState.HELD, MeetingState.DRAFTED}) | FINAL_STATES


class Attendance(Labelled):
    """A person's attendance at one meeting (meetings.md §4.2)."""

    PRESENT = "PRESENT", "có mặt"
    LATE = "LATE", "đến muộn"
    LEFT_EARLY = "LEFT_EARLY", "về sớm"
    ONLINE = "ONLINE", "dự trực tuyến"
    ABSENT_EXCUSED = "ABSENT_EXCUSED", "vắng có lý do"
    ABSENT_UNEXCUSED = "ABSENT_UNEXCUSED", "vắng không lý do"
    NOT_EXPECTED = "NOT_EXPECTED", "không thuộc diện phải dự"


PRESENT_KINDS = frozenset({Attendance.PRESENT, Attendance.LATE, Attendance.LEFT_EARLY, Attendance.ONLINE})

#: Offered reasons of absence; the clerk may write another.
ABSENCE_REASONS: tuple[str, ...] = (
    "ốm đau, điều trị",
    "công tác",
    "học tập",
    "việc hiếu, hỷ",
    "việc gia đình",
    "đi làm xa",
    "trực, làm ca",
    "khác",
)


class ContributionKind(Labelled):
    """What a speaker did."""

    OPINION = "OPINION", "Ý kiến"
    SELF_CRITICISM = "SELF_CRITICISM", "Tự phê bình"
    CRITICISM = "CRITICISM", "Phê bình"
    PROPOSAL = "PROPOSAL", "Đề xuất"
    ANSWER = "ANSWER", "Giải trình"


class GuestCapacity(Labelled):
    """In which capacity a guest came."""

    IN_CHARGE = "IN_CHARGE", "Đảng ủy viên phụ trách"
    WORKING_GROUP = "WORKING_GROUP", "Tổ công tác"
    HIGHER = "HIGHER", "Đại biểu cấp trên"
    OTHER = "OTHER", "Khách mời"


class VoteMethod(Labelled):
    """How a vote was taken."""

    SHOW_OF_HANDS = "SHOW_OF_HANDS", "giơ tay"
    BALLOT = "BALLOT", "bỏ phiếu kín"
    HANDBOOK = "HANDBOOK", "trên Sổ tay đảng viên điện tử"


class VoteThreshold(Labelled):
    """How many must be for it."""

    OVER_HALF = "OVER_HALF", "quá nửa"
    TWO_THIRDS = "TWO_THIRDS", "từ hai phần ba trở lên"
    #: A share of its own, written beside it (rules.votes).
    CUSTOM = "CUSTOM", "mức khác"


class TaskState(Labelled):
    """Where a task given at a meeting stands."""

    OPEN = "OPEN", "Đang làm"
    DONE = "DONE", "Đã xong"
    LATE = "LATE", "Quá hạn"
    CANCELLED = "CANCELLED", "Thôi không làm"


@dataclass(frozen=True, slots=True)
class RosterFact:
    """One person of the roster snapshot, as far as figures need it."""

    status: MemberStatus
    is_full: bool
    attendance: Attendance


@dataclass(frozen=True, slots=True)
class AttendanceFigures:
    """The figures printed in minutes (meetings.md §4.3); all counts of people, the rate as an exact fraction."""

    total: int
    full: int
    probationary: int
    temp_in: int
    exempt: int
    temp_out: int
    expected: int
    present: int
    present_full: int
    present_probationary: int
    present_temp_in: int
    exempt_present: int
    excused: int
    unexcused: int
    vote_base: int

    @property
    def present_expected(self) -> int:
        """Those present among the expected: the numerator of the rate."""
        return self.expected - self.excused - self.unexcused

    @property
    def absent(self) -> int:
        """Expected people who were absent."""
        return self.excused + self.unexcused

    @property
    def rate(self) -> Fraction | None:
        """Attendance rate, None when nobody was expected."""
        return Fraction(self.present_expected, self.expected) if self.expected else None


def figures(roster: Iterable[RosterFact], *, total_includes_temp_in: bool = True) -> AttendanceFigures:
    """Compute the attendance figures of a meeting from its roster snapshot (meetings.md §4.3).

    Exempt members who come are named apart and are not in the rate; absent full members stay in the
    vote base, exempt full members are in it only when present.
    """
    lines = list(roster)
    guests = [line for line in lines if line.status is MemberStatus.TEMP_IN]
    own = [line for line in lines if line.status is not MemberStatus.TEMP_IN]
    expected = [line for line in lines if _expected(line)]
    present = [line for line in lines if line.attendance in PRESENT_KINDS]
    exempt = [line for line in own if line.status is MemberStatus.EXEMPT]
    return AttendanceFigures(
        total=len(own) + (len(guests) if total_includes_temp_in else 0),
        full=sum(line.is_full for line in own),
        probationary=sum(not line.is_full for line in own),
        temp_in=len(guests),
        exempt=len(exempt),
        temp_out=sum(line.status is MemberStatus.TEMP_OUT for line in own),
        expected=len(expected),
        present=len(present),
        present_full=sum(line.is_full and line.status is not MemberStatus.TEMP_IN for line in present),
        present_probationary=sum(not line.is_full for line in present),
        present_temp_in=sum(line.status is MemberStatus.TEMP_IN for line in present),
        exempt_present=sum(line.attendance in PRESENT_KINDS for line in exempt),
        excused=sum(line.attendance is Attendance.ABSENT_EXCUSED for line in expected),
        unexcused=sum(line.attendance is Attendance.ABSENT_UNEXCUSED for line in expected),
        vote_base=sum(_in_vote_base(line) for line in own),
    )


def present_voters(roster: Iterable[RosterFact]) -> int:
    """Count those present who may vote: who may say that minutes are approved (meetings.md §4.3).

    Probationary members and those of other cells hear them read and do not vote.
    """
    return sum(
        _in_vote_base(line)
        for line in roster
        if line.attendance in PRESENT_KINDS and line.status is not MemberStatus.TEMP_IN
    )


def _expected(line: RosterFact) -> bool:
    return line.status in (MemberStatus.FULL, MemberStatus.PROBATIONARY, MemberStatus.TEMP_IN)


def _in_vote_base(line: RosterFact) -> bool:
    if not line.is_full or line.status in (MemberStatus.TEMP_OUT, MemberStatus.SUSPENDED):
        return False
    return line.status is not MemberStatus.EXEMPT or line.attendance in PRESENT_KINDS


@dataclass(frozen=True, slots=True)
class DurationRules:
    """Minutes a meeting must last at least (HD 42; the rule for large cells is local and off by default)."""

    base: int = 90
    combined: int = 120
    large: int = 120
    large_from_members: int = 0


def required_minutes(kind: MeetingType, members: int, rules: DurationRules) -> int:
    """Return the minutes required of a meeting of this kind in a cell of this size."""
    needed = [rules.base]
    if kind is MeetingType.COMBINED:
        needed.append(rules.combined)
    if rules.large_from_members and members >= rules.large_from_members:
        needed.append(rules.large)
    return max(needed)


#: A meeting may go on past midnight so many minutes at most; an end before the start is a slip beyond that.
MOST_PAST_MIDNIGHT = 6 * 60


def is_past_midnight_too_long(start: time, end: time) -> bool:
    """Say whether an end before the start cannot be one after midnight."""
    return end < start and dates.minutes_between(start, end) > MOST_PAST_MIDNIGHT


def is_within(moment: time, start: time, end: time | None) -> bool:
    """Say whether a time of day lies between the start and the end of a meeting, which may be past midnight.

    While the end is not known, whatever is in the twelve hours after the start does.
    """
    most = 12 * 60 if end is None else dates.minutes_between(start, end)
    return dates.minutes_between(start, moment) <= most


def actual_minutes(start: time, end: time, breaks: int) -> int:
    """Return the minutes a meeting lasted, breaks taken off; it may end after midnight."""
    return dates.minutes_between(start, end) - breaks


def percent(part: int, whole: int, digits: int = 1) -> str:
    """Write a share as "96,7 %", the whole as "100 %", "–" when there is no whole; half is rounded up."""
    if whole == 0:
        return "–"
    if part == whole:
        return "100 %"
    scale = 10**digits
    value = (part * 100 * scale * 2 + whole) // (whole * 2)
    return f"{value // scale},{value % scale:0{digits}d} %"
