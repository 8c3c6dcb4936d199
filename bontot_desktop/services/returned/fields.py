"""Where in a returned form a fault lies, in the words of the paper: which list and line, or which field."""

from __future__ import annotations

from bontot_desktop import text
from bontot_desktop.errors import Problem

_LISTS = {
    "guests": "Đại biểu",
    "agenda": "Chương trình",
    "contributions": "Ý kiến",
    "tasks": "Nhiệm vụ",
    "votes": "Biểu quyết",
    "sent_papers": "Tài liệu đã gửi",
}
_FIELDS = {
    "month": "Tháng",
    "held_on": "Ngày sinh hoạt",
    "breaks_min": "Thời gian nghỉ",
    "ends_at": "Giờ kết thúc",
    "chair_id": "Chủ trì",
    "minute_taker_id": "Thư ký",
    "limits_to_fix": "Hạn chế cần khắc phục",
    "scored_on": "Ngày chấm",
    "submitted_on": "Ngày nộp",
    "sheet": "Phiếu",
}


def placed(problem: Problem) -> str:
    """Return the sentence of a problem with the place it lies at in front, unless it names that itself.

    ``votes.0.votes_for`` is the first line of the list of votes; names of people stand in the sentences.
    """
    first, _, rest = problem.field.partition(".")
    number = rest.partition(".")[0]
    if first in _LISTS and number.isdecimal():
        return f"{_LISTS[first]}, dòng {int(number) + 1}: {problem.sentence}"
    return told(_FIELDS.get(first, ""), problem.sentence)


def told(field: str, sentence: str) -> str:
    """Return a sentence with the words of its field in front, unless it holds them."""
    return sentence if not field or text.fold(field) in text.fold(sentence) else f"{field}: {sentence}"
