"""An invented meeting for trying out the minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.minutes_facts import (
    Attendee,
    Ballot,
    Cited,
    Delegate,
    Given,
    GroupScore,
    MinutesFacts,
    Review,
    Role,
    Said,
    SelfScore,
)
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.meetings import (
    Attendance,
    ContributionKind,
    MeetingType,
    TaskState,
    VoteMethod,
    VoteThreshold,
)
from bontot_desktop.rules.members import MemberStatus

_GIVEN = (
    "An", "Ân", "Bình", "Châu", "Dung", "Đào", "Giang", "Hà", "Hạnh", "Khánh", "Lan", "Liên", "Mai", "Minh", "Nga",
    "Oanh", "Phúc", "Quang", "Sơn", "Tâm", "Thảo", "Vân",
)  # fmt: skip
_ABSENT = {4: "ốm đau, điều trị", 9: "đi công tác", 13: "việc gia đình"}


def facts(kind: MeetingType = MeetingType.REGULAR) -> MinutesFacts:
    """Make up a meeting with everything minutes can say."""
    if kind is MeetingType.COMMITTEE:
        return _committee()
    themed = kind in (MeetingType.THEMED, MeetingType.COMBINED)
    made = _meeting(kind, themed=themed)
    return made if kind is not MeetingType.THEMED else _about_the_theme(made)


def _meeting(kind: MeetingType, *, themed: bool) -> MinutesFacts:
    return MinutesFacts(
        head=Head("ĐẢNG BỘ XÃ VÍ DỤ", "CHI BỘ THÔN MẪU 1", "Ví Dụ", year=2026),
        cell_name="Chi bộ thôn Mẫu 1",
        kind=kind,
        year=2026,
        month=9,
        held_on=date(2026, 9, 3),
        starts_at=time(19, 30),
        ends_at=time(21, 25),
        breaks_min=10,
        place="Nhà văn hóa thôn Mẫu 1",
        theme="Đảng viên gương mẫu trong chuyển đổi số" if themed else "",
        theme_presenter="Đồng chí Nguyễn Ví Dụ Châu" if themed else "",
        roster=tuple(_attendee(index, name) for index, name in enumerate(_GIVEN)),
        chair=Role("Nguyễn Ví Dụ An", CellPost.SECRETARY),
        minute_taker=Role("Nguyễn Ví Dụ Bình", CellPost.COMMITTEE_MEMBER),
        scorer=Role("Nguyễn Ví Dụ Ân", CellPost.DEPUTY),
        guests=(
            Delegate(
                "Trần Phụ Trách",
                "Ủy viên Ban Thường vụ Đảng ủy xã",
                "",
                "Đánh giá cao việc chi bộ kiểm điểm đến từng đảng viên được phân công; đề nghị chi bộ rút ngắn phần "
                "phổ biến văn bản, dành thêm thời gian thảo luận.",
            ),
        ),
        dues_paid_count=20,
        dues_amount=1_240_000,
        documents=(
            Cited("Chỉ thị số 50-CT/TW", date(2025, 7, 23), "Ban Bí thư", "đổi mới sinh hoạt chi bộ"),
            Cited("Hướng dẫn số 42-HD/BTCTW", date(2025, 10, 28), "Ban Tổ chức Trung ương", "sinh hoạt chi bộ"),
        ),
        sections=_sections(kind),
        reviews=(
            Review("Vận động Nhân dân hiến đất làm đường", "Đồng chí An", "Đang làm", TaskState.DONE, "12/12 hộ"),
            Review("Rà soát hộ nghèo, hộ cận nghèo", "Đồng chí Châu", "Quá hạn", TaskState.OPEN, "Còn 05 hộ"),
        ),
        said=(
            Said("Nguyễn Ví Dụ Châu", "Nhất trí với báo cáo. Nhận khuyết điểm về việc rà soát hộ nghèo còn chậm, hứa "
                 "hoàn thành trước ngày 15/9.", ContributionKind.SELF_CRITICISM),
            Said("Nguyễn Ví Dụ Giang", "Đề nghị chi ủy nêu rõ người chịu trách nhiệm từng tuyến đường."),
            Said("Nguyễn Ví Dụ Hà", "Góp ý đồng chí Dung nhiều buổi đến muộn.", ContributionKind.CRITICISM),
            Said("Nguyễn Ví Dụ Mai", "Mỗi đảng viên hướng dẫn ít nhất 03 hộ nộp hồ sơ trực tuyến.", in_theme=True),
        ),
        speakers=4,
        tasks=(
            Given("Hoàn thành rà soát hộ nghèo, báo cáo chi ủy", "Đồng chí Nguyễn Ví Dụ Châu", date(2026, 9, 15)),
            Given("Tổ chức ngày Chủ nhật xanh", "Đồng chí Nguyễn Ví Dụ Giang", date(2026, 9, 20), "Cùng Đoàn xã"),
        ),
        ballots=(
            Ballot("Thông qua nghị quyết lãnh đạo tháng 9", VoteMethod.SHOW_OF_HANDS, VoteThreshold.OVER_HALF, 17, 0, 0,
                   20, "20 = 22 − 2 dự bị"),
        ),
        score=SelfScore(
            (
                GroupScore("Chuẩn bị sinh hoạt", "9", "10"),
                GroupScore("Tổ chức sinh hoạt", "18", "20"),
                GroupScore("Nội dung sinh hoạt", "36,5", "40"),
                GroupScore("Kết quả thực hiện nghị quyết", "27", "30"),
            ),
            "90,5", "100", "Tốt", "Một số đảng viên chưa phát biểu.",
        ),
        approved_for=19,
    )  # fmt: skip


def _about_the_theme(made: MinutesFacts) -> MinutesFacts:
    """Let people speak of the theme only, as they do when nothing else is on the programme."""
    said = (
        Said("Nguyễn Ví Dụ Mai", "Mỗi đảng viên hướng dẫn ít nhất 03 hộ nộp hồ sơ trực tuyến."),
        Said(
            "Nguyễn Ví Dụ Hà",
            "Chuyển đổi số trước hết là đổi cách làm việc; bản thân chưa dùng Sổ tay đảng viên điện tử thường xuyên, "
            "hứa khắc phục ngay trong tháng.",
            ContributionKind.SELF_CRITICISM,
        ),
        Said("Nguyễn Ví Dụ Giang", "Đề nghị Đoàn Thanh niên lập tổ giúp người cao tuổi.", ContributionKind.PROPOSAL),
    )
    tasks = (
        Given("Lập danh sách hộ cần hướng dẫn", "Đồng chí Nguyễn Ví Dụ Châu", date(2026, 9, 15)),
        Given("Hướng dẫn mỗi người 03 hộ", "Toàn thể đảng viên", date(2026, 9, 30)),
    )
    ballot = replace(made.ballots[0], matter="Thông qua kết luận chuyên đề")
    return replace(
        made, said=said, speakers=3, tasks=tasks, ballots=(ballot,), dues_paid_count=None, dues_amount=None, reviews=()
    )


def _attendee(index: int, given: str) -> Attendee:
    full = index < 20
    status = MemberStatus.FULL if full else MemberStatus.PROBATIONARY
    if index in _ABSENT:
        return Attendee(f"Nguyễn Ví Dụ {given}", status, full, Attendance.ABSENT_EXCUSED, _ABSENT[index])
    if index == 7:
        return Attendee(f"Nguyễn Ví Dụ {given}", status, full, Attendance.LATE, arrived_at=time(19, 45))
    return Attendee(f"Nguyễn Ví Dụ {given}", status, full, Attendance.PRESENT)


def _sections(kind: MeetingType) -> dict[str, str]:
    regular = {
        "current_affairs": "Đồng chí chủ trì thông tin tình hình thời sự nổi bật trong tháng.",
        "study": "Đồng chí Nguyễn Ví Dụ Lan kể mẩu chuyện “Thời gian quý báu lắm”; chi bộ liên hệ việc giữ giờ giấc.",
        "ideology": "Tư tưởng đảng viên ổn định. Nhân dân quan tâm tiến độ làm đường trục thôn.",
        "last_month": "Chi bộ hoàn thành 5/6 nhiệm vụ; một việc chậm do thiếu phối hợp.",
        "remarks": "Biểu dương đồng chí Nguyễn Ví Dụ An vận động hiến đất. Nhắc nhở đồng chí đến muộn.",
        "limits": "Một là, rà soát hộ nghèo chậm. Nguyên nhân: chưa phân công người phối hợp.",
        "next_month": "- Hoàn thành rà soát hộ nghèo trước ngày 15/9.\n- Tổ chức ngày Chủ nhật xanh.\n"
        "- Chuẩn bị Đại hội chi hội phụ nữ.",
        "conclusion": "Chi bộ thống nhất nội dung báo cáo; giao chi ủy hoàn chỉnh nghị quyết.",
        "petitions": "Đề nghị Đảng ủy xã bố trí xi măng cho tuyến đường còn lại.",
    }
    theme = {
        "theme_purpose": "Nâng cao nhận thức, trách nhiệm nêu gương của đảng viên trong chuyển đổi số.",
        "theme_content": "Nêu thực trạng, ba nhóm giải pháp; tài liệu gửi đảng viên ngày 01/9/2026.",
        "theme_questions": "Vì sao người dân còn ngại nộp hồ sơ trực tuyến? Đảng viên làm gì để giúp?",
        "theme_quality": "Chuyên đề thiết thực, chuẩn bị chu đáo.",
        "theme_conclusion": "Mỗi đảng viên hướng dẫn 03 hộ; báo cáo tại kỳ sinh hoạt tháng 10.",
    }
    if kind is MeetingType.THEMED:
        return theme
    return regular | theme if kind is MeetingType.COMBINED else regular


def _committee() -> MinutesFacts:
    """Make up a meeting of the cell's committee before the cell's own."""
    present = (MemberStatus.FULL, True, Attendance.PRESENT)
    return MinutesFacts(
        head=Head("ĐẢNG BỘ XÃ VÍ DỤ", "CHI BỘ THÔN MẪU 1", "Ví Dụ", year=2026),
        cell_name="Chi bộ thôn Mẫu 1",
        kind=MeetingType.COMMITTEE,
        year=2026,
        month=9,
        held_on=date(2026, 9, 1),
        starts_at=time(19, 30),
        ends_at=time(20, 40),
        place="Nhà văn hóa thôn Mẫu 1",
        roster=(
            Attendee("Nguyễn Ví Dụ An", *present),
            Attendee("Nguyễn Ví Dụ Ân", *present),
            Attendee("Nguyễn Ví Dụ Bình", *present),
            Attendee("Nguyễn Ví Dụ Châu", *present),
            Attendee("Nguyễn Ví Dụ Dung", MemberStatus.FULL, True, Attendance.ABSENT_EXCUSED, "đi công tác"),
        ),
        chair=Role("Nguyễn Ví Dụ An", CellPost.SECRETARY),
        minute_taker=Role("Nguyễn Ví Dụ Bình", CellPost.COMMITTEE_MEMBER),
        sections={
            "cell_agenda": "Báo cáo kết quả lãnh đạo tháng 8, phương hướng, nhiệm vụ tháng 9; dự thảo nghị quyết; "
            "triển khai văn bản của cấp trên.",
            "month_review": "Chi bộ hoàn thành 5/6 nhiệm vụ theo nghị quyết; một việc chậm 10 ngày.",
            "month_politics": "Tư tưởng đảng viên ổn định; Nhân dân quan tâm tiến độ làm đường trục thôn.",
            "month_party": "Đảng viên dự sinh hoạt đạt 86,4 %; thu nộp đảng phí đúng quy định.",
            "month_security": "Không xảy ra vụ việc phức tạp.",
            "month_life": "Thu hoạch lúa hè thu xong trước ngày 25/8; còn 03 hộ cận nghèo.",
            "limits": "Rà soát hộ nghèo còn chậm do chưa phân công người phối hợp.",
            "next_month": "- Hoàn thành rà soát hộ nghèo trước ngày 15/9.\n- Tổ chức ngày Chủ nhật xanh.",
            "preparers": "Đồng chí Phó Bí thư chuẩn bị báo cáo, gửi tài liệu trước ngày 02/9.",
            "other": "Sinh hoạt chi bộ lúc 19 giờ 30 phút ngày 03/9 tại Nhà văn hóa thôn.",
            "conclusion": "Thống nhất nội dung trình chi bộ; giao đồng chí Phó Bí thư hoàn chỉnh dự thảo nghị quyết.",
        },
        said=(
            Said("Nguyễn Ví Dụ Ân", "Nhất trí với đánh giá; đề nghị nêu rõ trách nhiệm việc rà soát chậm."),
            Said("Nguyễn Ví Dụ Châu", "Đề nghị dành nhiều thời gian hơn cho thảo luận.", ContributionKind.PROPOSAL),
        ),
        speakers=2,
        tasks=(
            Given("Hoàn chỉnh dự thảo nghị quyết tháng 9", "Đồng chí Nguyễn Ví Dụ Ân", date(2026, 9, 2)),
            Given("Mời đại biểu, chuẩn bị hội trường", "Đồng chí Nguyễn Ví Dụ Bình", date(2026, 9, 3)),
        ),
        approved_for=4,
    )
