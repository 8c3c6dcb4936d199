"""The parts of minutes in the order they are printed, and who counts as a speaker (meetings.md §5 F3 to F7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bontot_desktop import text
from bontot_desktop.rules.meetings import MeetingType


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A part of the minutes that is typed as running text: its key in the data file, its heading and a hint."""

    key: str
    title: str
    hint: str = ""


CURRENT_AFFAIRS = SectionKind(
    "current_affairs",
    "Thông tin thời sự, chủ trương, văn bản mới",
    "Điểm thời sự nổi bật; văn bản của cấp trên liên quan trực tiếp đến chi bộ.",
)
STUDY = SectionKind(
    "study",
    "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
    "Tên mẩu chuyện, chuyên đề; người trình bày; liên hệ của chi bộ.",
)
IDEOLOGY = SectionKind(
    "ideology",
    "Tình hình tư tưởng đảng viên, dư luận Nhân dân",
    "Tư tưởng đảng viên trong tháng; vấn đề Nhân dân quan tâm; hướng giải quyết.",
)
LAST_MONTH = SectionKind(
    "last_month",
    "Kết quả thực hiện nghị quyết tháng trước",
    "Đánh giá chung; kết quả của từng đảng viên được phân công.",
)
REMARKS = SectionKind("remarks", "Biểu dương, nhắc nhở, phê bình", "Nêu rõ họ tên, việc làm.")
LIMITS = SectionKind("limits", "Hạn chế, nguyên nhân", "Một là…; nguyên nhân…; hướng khắc phục.")
NEXT_MONTH = SectionKind("next_month", "Phương hướng, nhiệm vụ tháng tới", "Việc trọng tâm, người chủ trì, thời hạn.")
OTHER = SectionKind("other", "Nội dung khác", "Phát triển đảng, kiểm tra, giám sát, đảng phí…")
CONCLUSION = SectionKind("conclusion", "Tiếp thu, kết luận của chủ trì", "Kết luận từng nội dung.")
PETITIONS = SectionKind("petitions", "Kiến nghị với cấp trên", "Kiến nghị gì, với cấp nào.")
SELF_EVALUATION = SectionKind(
    "self_evaluation", "Tự đánh giá chất lượng sinh hoạt", "Hạn chế cần khắc phục trong kỳ sinh hoạt sau."
)
THEME_PURPOSE = SectionKind("theme_purpose", "Mục đích, yêu cầu", "Bí thư nêu lý do chọn chuyên đề, yêu cầu.")
THEME_CONTENT = SectionKind("theme_content", "Trình bày chuyên đề", "Tóm tắt nội dung; tài liệu gửi ngày nào.")
THEME_QUESTIONS = SectionKind("theme_questions", "Gợi ý thảo luận", "Các câu hỏi, vấn đề gợi ý.")
THEME_QUALITY = SectionKind("theme_quality", "Đánh giá chất lượng chuyên đề", "Chất lượng, tính thiết thực.")
THEME_CONCLUSION = SectionKind(
    "theme_conclusion", "Kết luận chuyên đề", "Nội dung cần tiếp thu, hoàn thiện; phân công, thời hạn."
)
CELL_AGENDA = SectionKind(
    "cell_agenda", "Nội dung đưa ra sinh hoạt chi bộ", "Các nội dung, dự thảo nghị quyết trình kỳ sinh hoạt tới."
)
MONTH_REVIEW = SectionKind("month_review", "Đánh giá kết quả tháng trước", "Đánh giá chung việc thực hiện nghị quyết.")
MONTH_POLITICS = SectionKind("month_politics", "Chính trị, tư tưởng")
MONTH_PARTY = SectionKind("month_party", "Xây dựng Đảng")
MONTH_SECURITY = SectionKind("month_security", "An ninh, trật tự")
MONTH_LIFE = SectionKind("month_life", "Đời sống Nhân dân")
MONTH_STRENGTHS = SectionKind("month_strengths", "Ưu điểm")
PREPARERS = SectionKind("preparers", "Phân công chuẩn bị", "Ai chuẩn bị nội dung gì, xong trước ngày nào.")

#: I.1 (a), (b), (c) of F5, then I.2 to I.6.
POLITICS = (CURRENT_AFFAIRS, STUDY, IDEOLOGY)
CONTENTS = (LAST_MONTH, REMARKS, LIMITS, NEXT_MONTH, OTHER)
#: Parts of every minutes behind the contents.
ENDING = (CONCLUSION, PETITIONS, SELF_EVALUATION)
#: 12–14 and 16–17 of F6.
THEME = (THEME_PURPOSE, THEME_CONTENT, THEME_QUESTIONS, THEME_QUALITY, THEME_CONCLUSION)
#: What a committee meeting (họp chi ủy) says of the month behind it: I.2 of F3, II of F4.
MONTH = (MONTH_POLITICS, MONTH_PARTY, MONTH_SECURITY, MONTH_LIFE, MONTH_STRENGTHS, LIMITS)
#: All parts of F3.
COMMITTEE = (CELL_AGENDA, MONTH_REVIEW, *MONTH, NEXT_MONTH, PREPARERS, OTHER, CONCLUSION)

#: All parts of a meeting of the cell, in print order: F5 first, the themed part behind it as in F7.
SECTIONS: tuple[SectionKind, ...] = (*POLITICS, *CONTENTS, CONCLUSION, *THEME, PETITIONS, SELF_EVALUATION)

#: Items of the agenda that start so open the themed part of a combined meeting.
THEME_ITEM = "Sinh hoạt chuyên đề"


def sections_of(kind: MeetingType) -> tuple[SectionKind, ...]:
    """Return the parts that minutes of this kind of meeting have, in print order."""
    if kind is MeetingType.COMBINED:
        return SECTIONS
    if kind is MeetingType.THEMED:
        return (*THEME, PETITIONS, SELF_EVALUATION)
    if kind is MeetingType.REGULAR:
        return (*POLITICS, *CONTENTS, *ENDING)
    if kind is MeetingType.COMMITTEE:
        return COMMITTEE
    return (OTHER, CONCLUSION, PETITIONS)


def is_theme_item(title: str) -> bool:
    """Say whether an agenda item is the themed part of a combined meeting."""
    return text.fold(title).startswith(text.fold(THEME_ITEM))


def speakers(member_ids: Iterable[int | None], *, chair_id: int | None, chair_counts: bool = False) -> frozenset[int]:
    """Return the distinct members who spoke; guests (None) never count, the chair only by setting (§9 S2)."""
    found = {member for member in member_ids if member is not None}
    if not chair_counts:
        found.discard(chair_id if chair_id is not None else -1)
    return frozenset(found)
