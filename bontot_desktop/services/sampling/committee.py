"""What the committee of the sample cell said two evenings before the cell met, for its minutes and its conclusion."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from bontot_desktop import dates
from bontot_desktop.rules.meetings import ContributionKind, MeetingType
from bontot_desktop.services import meetings
from bontot_desktop.services.meeting_drafts import ContributionDraft, TaskDraft
from bontot_desktop.services.office import Office

_BEFORE = timedelta(days=2)


def prepare(office: Office, meeting_id: int) -> int | None:
    """Hold and approve the committee meeting before a cell's meeting; None in a cell with nobody beside its secretary.

    Returns the id of the committee meeting.
    """
    cell = meetings.load(office, meeting_id)
    if cell.held_on is None:
        raise AssertionError(meeting_id)
    draft = meetings.start(office, cell.cell_id, MeetingType.COMMITTEE, cell.year, cell.month, cell.held_on - _BEFORE)
    others = [line for line in draft.roster if line.member_id != draft.chair_id and line.is_present]
    if not others:
        return None
    before = cell.month - 1 or 12
    sections = {
        "cell_agenda": f"Báo cáo kết quả lãnh đạo tháng {before}, phương hướng, nhiệm vụ tháng {cell.month}; dự thảo "
        "nghị quyết; triển khai văn bản của cấp trên.",
        "month_review": "Chi bộ hoàn thành các nhiệm vụ chính theo nghị quyết; còn việc chậm so với thời hạn.",
        "month_politics": "Tư tưởng đảng viên ổn định, tin tưởng sự lãnh đạo của Đảng.",
        "month_party": "Sinh hoạt đúng kỳ; thu nộp đảng phí đúng quy định; đang bồi dưỡng 02 quần chúng ưu tú.",
        "month_security": "Không xảy ra vụ việc phức tạp.",
        "limits": "Một số đảng viên chưa phát biểu; tài liệu gửi còn sát giờ họp.",
        "next_month": cell.section("next_month") or "Thực hiện các nhiệm vụ theo chương trình công tác của chi bộ.",
        "preparers": f"Đồng chí {others[0].name} chuẩn bị báo cáo, dự thảo nghị quyết, gửi tài liệu trước một ngày.",
        "other": f"Chi bộ sinh hoạt ngày {dates.short(cell.held_on)} tại {cell.place}.",
        "conclusion": "Thống nhất nội dung, chương trình sinh hoạt và dự thảo nghị quyết trình chi bộ.",
    }
    said = (
        ContributionDraft("Nhất trí với đánh giá; đề nghị nêu rõ người, rõ việc, rõ thời hạn.", others[0].member_id),
        ContributionDraft(
            "Đề nghị dành nhiều thời gian hơn cho thảo luận.", others[-1].member_id, kind=ContributionKind.PROPOSAL
        ),
    )
    tasks = (
        TaskDraft("Hoàn chỉnh dự thảo nghị quyết", f"Đồng chí {others[0].name}", due_on=cell.held_on),
        TaskDraft("Chuẩn bị hội trường, đón đại biểu", f"Đồng chí {others[-1].name}", due_on=cell.held_on),
    )
    held = replace(
        draft,
        starts_at=time(19, 30),
        ends_at=time(20, 40),
        place=cell.place,
        minute_taker_id=others[-1].member_id,
        sections=sections,
        contributions=said,
        tasks=tasks,
    )
    saved = meetings.save(office, held)
    meetings.approve(office, saved.id, meetings.approvers(held))
    return saved.id
