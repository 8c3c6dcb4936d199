"""What the program suggests for a line of a score table, from what the record of the meeting says (meetings.md §8.4).

Bands are half-open: exactly 50 % belongs to the better one. Where the record says nothing, nothing is suggested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from bontot_desktop.rules.scoring import Condition, NotApplicable, ScoreItem, ScoreOption, show
from bontot_desktop.rules.words import Labelled


class Auto(Labelled):
    """What can be computed for a line."""

    DURATION = "DURATION", "Thời lượng so với yêu cầu"
    DURATION_BY_SIZE = "DURATION_BY_SIZE", "Thời lượng (dưới 30 đảng viên 90 phút, từ 30 là 120 phút)"
    ATTENDANCE = "ATTENDANCE", "Tỷ lệ dự họp, vắng không lý do"
    NO_LONG_ABSENCE = "NO_LONG_ABSENCE", "Không ai vắng có lý do liên tiếp quá mức"
    COMMITTEE_MET = "COMMITTEE_MET", "Chi ủy đã họp, có biên bản"
    UPLOADED_BEFORE = "UPLOADED_BEFORE", "Đăng tải tài liệu trước họp đúng hạn"
    UPLOADED_AFTER = "UPLOADED_AFTER", "Đăng tải tài liệu sau họp đúng hạn"
    SPEAKING = "SPEAKING", "Tỷ lệ phát biểu trên số dự"
    TASKS_DONE = "TASKS_DONE", "Tỷ lệ nhiệm vụ đến hạn đã xong"


#: These are answered by yes or no and give all points or none; the others need bands.
YES_OR_NO = frozenset(
    {Auto.NO_LONG_ABSENCE, Auto.COMMITTEE_MET, Auto.UPLOADED_BEFORE, Auto.UPLOADED_AFTER},
)
#: These have bands of minutes more (or less) than required; those of the others are in percent.
IN_MINUTES = frozenset({Auto.DURATION, Auto.DURATION_BY_SIZE})

#: Members from which a cell has to meet longer, and the minutes below and from there (table B, 1.1).
LARGE_FROM, SMALL_MINUTES, LARGE_MINUTES = 30, 90, 120


@dataclass(frozen=True, slots=True)
class MeetingScoreFacts:
    """What the record of a meeting says, as far as scoring needs it; None for what it does not say.

    ``total`` counts the members of the cell, ``present_expected`` those present of the ``expected``, ``present`` all
    members there. ``longest_absence`` is the longest run of excused absences of one member this year.
    ``committee_minutes``: whether the committee met beforehand and kept minutes; None when no such meeting is known.
    ``is_themed``: the month has a themed meeting. The last three are the office's choices, not the record's words:
    excused absences in a row still borne (meetings.md §4.5), hours papers go up ahead, days minutes may take (§8.4).
    """

    is_themed: bool = False
    has_committee: bool = True
    total: int | None = None
    minutes: int | None = None
    required_minutes: int = SMALL_MINUTES
    expected: int | None = None
    present_expected: int | None = None
    unexcused: int | None = None
    longest_absence: int | None = None
    committee_minutes: bool | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    uploaded_before: datetime | None = None
    uploaded_after: datetime | None = None
    speakers: int | None = None
    present: int | None = None
    tasks_due: int | None = None
    tasks_done: int | None = None
    absences_borne: int = 3
    upload_before_hours: int = 24
    upload_after_days: int = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Points the program would give (None for none) and why, as a short phrase ("87 % ≥ 75 %")."""

    points: Decimal | None
    reason: str

    @property
    def sentence(self) -> str:
        """Say both ("87 % ≥ 75 %: 3 điểm")."""
        return self.reason if self.points is None else f"{self.reason}: {show(self.points)} điểm"


def suggest(item: ScoreItem, facts: MeetingScoreFacts) -> Suggestion | None:
    """Return what the record suggests for a line; None for a line the program never computes."""
    if item.fixed is not None:
        return Suggestion(item.fixed, _why_fixed(item))
    if item.is_group or item.auto not in set(Auto):
        return None
    found = _WAYS[Auto(item.auto)](item, facts)
    if found.points is not None and found.points > item.maximum:
        return Suggestion(item.maximum, found.reason)
    return found


def _why_fixed(item: ScoreItem) -> str:
    words = {
        Condition.THEMED: "Tháng không có sinh hoạt chuyên đề",
        Condition.COMMITTEE: "Chi bộ không có chi ủy",
    }.get(item.condition, "Không áp dụng")
    then = {
        NotApplicable.MOVE: f", điểm chuyển sang dòng {item.moves_to}",
        NotApplicable.FULL: ", được trọn điểm",
    }.get(item.not_applicable, "")
    return f"{words}{then}"


# Bands


def band(options: Iterable[ScoreOption], value: Fraction) -> ScoreOption | None:
    """Return the answer whose band [lower, upper) holds a value, None when none does."""
    for option in options:
        above = option.lower is None or value >= Fraction(option.lower)
        below = option.upper is None or value < Fraction(option.upper)
        if option.has_bounds and above and below:
            return option
    return None


def _by_share(item: ScoreItem, part: int, whole: int) -> Suggestion:
    """Find the band of a share."""
    share = Fraction(part * 100, whole)
    begin = f"{part}/{whole} = {_floor(part, whole)} %"
    option = band(item.options, share)
    if option is None:
        return Suggestion(None, f"{begin}, không thuộc mức nào")
    return Suggestion(option.points, f"{begin} {_against(option)}".rstrip())


def _floor(part: int, whole: int) -> str:
    """Write a share in percent, rounded down: 74,96 % is not seen as 75 %."""
    return _bound(Decimal(part * 1000 // whole) / 10)


def _against(option: ScoreOption) -> str:
    if option.lower is not None:
        return f"≥ {_bound(option.lower)} %"
    return f"< {_bound(option.upper)} %" if option.upper is not None else ""


def _bound(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}".replace(".", ",")


def _least(item: ScoreItem) -> Decimal:
    return min((option.points for option in item.options), default=Decimal(0))


def _yes(item: ScoreItem, reason: str) -> Suggestion:
    return Suggestion(item.maximum, reason)


def _no(reason: str) -> Suggestion:
    return Suggestion(Decimal(0), reason)


# The lines


def _duration(item: ScoreItem, facts: MeetingScoreFacts) -> Suggestion:
    return _by_minutes(item, facts, facts.required_minutes)


def _duration_by_size(item: ScoreItem, facts: MeetingScoreFacts) -> Suggestion:
    if facts.total is None:
        return Suggestion(None, "Chưa ghi số đảng viên")
    by_size = LARGE_MINUTES if facts.total >= LARGE_FROM else SMALL_MINUTES
    return _by_minutes(item, facts, by_size)


def _by_minutes(item: ScoreItem, facts: MeetingScoreFacts, required: int) -> Suggestion:
    """Bands of minutes beyond the required; behind them, half of the required decides between the last two answers."""
    if facts.minutes is None:
        return Suggestion(None, "Chưa ghi giờ bắt đầu, kết thúc")
    said = f"{facts.minutes}/{required} phút"
    beyond = facts.minutes - required
    if beyond < 0:
        said = f"{said}, thiếu {-beyond} phút"
    option = band(item.options, Fraction(beyond))
    if option is not None:
        return Suggestion(option.points, said)
    rest = [option for option in item.options if not option.has_bounds]
    if not rest:
        return Suggestion(None, f"{said}, không thuộc mức nào")
    if 2 * facts.minutes >= required:
        return Suggestion(rest[0].points, f"{said}, từ một nửa trở lên")
    return Suggestion(rest[-1].points, f"{said}, dưới một nửa")


def _attendance(item: ScoreItem, facts: MeetingScoreFacts) -> Suggestion:
    if not facts.expected or facts.present_expected is None:
        return Suggestion(None, "Chưa điểm danh")
    if facts.unexcused:
        return Suggestion(_least(item), f"{facts.unexcused} đảng viên vắng không lý do")
    return _by_share(item, facts.present_expected, facts.expected)


def _no_long_absence(item: ScoreItem, facts: MeetingScoreFacts) -> Suggestion:
    if facts.longest_absence is None:
        return Suggestion(None, "Chưa có danh sách điểm danh")
    if facts.longest_absence > facts.absences_borne:
        return _no(f"Có đảng viên vắng có lý do {facts.longest_absence} lần liên tiếp")
    return _yes(item, f"Không ai vắng có lý do quá {facts.absences_borne} lần liên tiếp")


def _committee_met(item: ScoreItem, facts: MeetingScoreFacts) -> Suggestion:
    if not facts.has_committee:
        return _yes(item, "Chi bộ không có chi ủy")
    if facts.committee_minutes is None:
        return Suggestion(None, "Chưa thấy buổi họp chi ủy trước kỳ này")
    return _yes(item, "Chi ủy đã họp, có biên bản") if facts.committee_minutes else _no("Họp chi ủy chưa có biên bản")


def _uploaded_before(item: ScoreItem, facts: MeetingScoreFacts) -> Suggestion:
    if facts.uploaded_before is None or facts.starts is None:
        return Suggestion(None, "Chưa ghi lúc đăng tải tài liệu trước họp")
    days, odd_hours = divmod(facts.upload_before_hours, 24)
    ahead = f"{facts.upload_before_hours} giờ" if odd_hours else f"{days} ngày"
    if facts.uploaded_before <= facts.starts - timedelta(hours=facts.upload_before_hours):
        return _yes(item, f"Tài liệu đăng trước ít nhất {ahead}")
    return _no(f"Tài liệu đăng chưa trước đủ {ahead}")


def _uploaded_after(item: ScoreItem, facts: MeetingScoreFacts) -> Suggestion:
    if facts.uploaded_after is None or facts.ends is None:
        return Suggestion(None, "Chưa ghi lúc đăng tải tài liệu sau họp")
    if facts.uploaded_after <= facts.ends + timedelta(days=facts.upload_after_days):
        return _yes(item, f"Tài liệu đăng trong {facts.upload_after_days} ngày")
    return _no(f"Tài liệu đăng sau quá {facts.upload_after_days} ngày")


def _speaking(item: ScoreItem, facts: MeetingScoreFacts) -> Suggestion:
    if not facts.present or facts.speakers is None:
        return Suggestion(None, "Chưa ghi người phát biểu")
    return _by_share(item, facts.speakers, facts.present)


def _tasks_done(item: ScoreItem, facts: MeetingScoreFacts) -> Suggestion:
    if facts.tasks_done is None or not facts.tasks_due:
        return Suggestion(None, "Không có nhiệm vụ đến hạn trong sổ")
    return _by_share(item, facts.tasks_done, facts.tasks_due)


_WAYS: dict[Auto, Callable[[ScoreItem, MeetingScoreFacts], Suggestion]] = {
    Auto.DURATION: _duration,
    Auto.DURATION_BY_SIZE: _duration_by_size,
    Auto.ATTENDANCE: _attendance,
    Auto.NO_LONG_ABSENCE: _no_long_absence,
    Auto.COMMITTEE_MET: _committee_met,
    Auto.UPLOADED_BEFORE: _uploaded_before,
    Auto.UPLOADED_AFTER: _uploaded_after,
    Auto.SPEAKING: _speaking,
    Auto.TASKS_DONE: _tasks_done,
}
