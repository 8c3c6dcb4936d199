"""Short words and colours of ratings and months, the same on every tab of Sinh hoạt."""

from __future__ import annotations

from bontot_desktop import dates
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.month_marks import MarkKind, MonthMark
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.ui.forms.year_line import TONES as TONES
from bontot_desktop.ui.look import Tone

#: Ratings where a column holds a few letters; the whole word stands in the tooltip.
SHORT = {Rating.GOOD: "Tốt", Rating.FAIR: "Khá", Rating.AVERAGE: "TB", Rating.POOR: "Kém"}
#: Kinds of meeting where a column is narrow; the whole words stand in the tooltip.
KINDS = {
    MeetingType.REGULAR: "Thường kỳ",
    MeetingType.THEMED: "Chuyên đề",
    MeetingType.COMBINED: "Thường kỳ, chuyên đề",
    MeetingType.COMMITTEE: "Chi ủy",
    MeetingType.EXTRAORDINARY: "Đột xuất",
    MeetingType.REVIEW: "Kiểm điểm cuối năm",
    MeetingType.CONGRESS: "Đại hội",
    MeetingType.GROUP: "Tổ đảng",
}
#: Behind the word of a month with a themed meeting.
THEMED = "◆"
LEGEND = f"{THEMED} có sinh hoạt chuyên đề · chữ nghiêng: điểm tự chấm, Đảng ủy chưa chốt"

_WORDS = {
    MarkKind.HELD: "họp",
    MarkKind.PREPARED: "hẹn",
    MarkKind.CANCELLED: "không",
    MarkKind.AHEAD: "",
    MarkKind.OUTSIDE: "–",
}


def rating(value: Rating | None) -> str:
    """Write a rating in a few letters."""
    return "" if value is None else SHORT[value]


def mark_word(mark: MonthMark) -> str:
    """Write a cell's month in a word."""
    if mark.kind is MarkKind.RATED:
        word = rating(mark.rating)
    elif mark.is_due:
        word = "thiếu"
    elif mark.kind is MarkKind.AGREED:
        word = f"{mark.agreed_on:%d/%m}" if mark.agreed_on else "hẹn"
    else:
        word = _WORDS.get(mark.kind, "")
    return f"{word} {THEMED}" if mark.is_themed else word


def mark_tone(mark: MonthMark) -> Tone | None:
    """Return the colour of a month's word, None for the quiet ones."""
    if mark.rating is not None:
        return TONES[mark.rating]
    if mark.is_due:
        return Tone.BAD
    if mark.kind in (MarkKind.PREPARED, MarkKind.AGREED):
        return Tone.INFO
    return Tone.QUIET if mark.kind in (MarkKind.HELD, MarkKind.CANCELLED) else None


def mark_tip(cell: str, year: int, month: int, mark: MonthMark) -> str:
    """Say a cell's month in a sentence."""
    said = mark.kind.label
    if mark.rating is not None:
        way = "Đảng ủy đã chốt" if mark.is_official else "tự chấm, chưa chốt"
        said = f"Xếp loại {mark.rating.label.lower()} ({way})"
    elif mark.is_due:
        said = "Đã qua ngày mà chưa có kết quả"
    if mark.agreed_on is not None and mark.rating is None:
        said += f"; lịch đã thống nhất ngày {dates.screen(mark.agreed_on)}"
    if mark.is_themed:
        said += "; có sinh hoạt chuyên đề"
    return f"{cell}, tháng {month}/{year}: {said[0].lower()}{said[1:]}."
