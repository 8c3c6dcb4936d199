"""The small sentences of minutes, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bontot_desktop.documents import minutes_sample
from bontot_desktop.documents import minutes_wording as words
from bontot_desktop.documents.minutes_facts import Attendee, Ballot, Cited, Delegate, Role, Said
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.meetings import Attendance, ContributionKind, MeetingType, VoteMethod, VoteThreshold
from bontot_desktop.rules.members import MemberStatus

DAY = date(2026, 3, 3)


def someone(name: str, attendance: Attendance, *, status: MemberStatus = MemberStatus.FULL, **more) -> Attendee:
    return Attendee(name, status, status is not MemberStatus.PROBATIONARY, attendance, **more)


def ballot(votes_for: int, **changes) -> Ballot:
    plain = Ballot("Thông qua nghị quyết", VoteMethod.SHOW_OF_HANDS, VoteThreshold.OVER_HALF, votes_for, 1, 2, 20)
    return replace(plain, **changes)


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        (MeetingType.REGULAR, "sinh hoạt chi bộ thường kỳ tháng 3 năm 2026"),
        (MeetingType.THEMED, "sinh hoạt chi bộ chuyên đề quý I năm 2026"),
        (MeetingType.COMBINED, "sinh hoạt chi bộ thường kỳ tháng 3\nkết hợp chuyên đề quý I năm 2026"),
        (MeetingType.EXTRAORDINARY, "sinh hoạt chi bộ đột xuất tháng 3 năm 2026"),
        (MeetingType.REVIEW, "họp kiểm điểm, đánh giá, xếp loại chất lượng năm 2026"),
    ],
)
def test_the_title_names_kind_and_month(kind, printed):
    assert words.summary(kind, 2026, 3) == printed


def test_every_kind_of_meeting_has_a_title():
    assert all(words.summary(kind, 2026, 3) for kind in MeetingType)


@pytest.mark.parametrize(
    ("start", "end", "breaks", "printed"),
    [
        (
            time(19, 30),
            time(21, 15),
            0,
            "Buổi sinh hoạt kết thúc vào hồi 21 giờ 15 phút cùng ngày (thời lượng 105 phút).",
        ),
        (
            time(19, 30),
            time(21, 15),
            15,
            "Buổi sinh hoạt kết thúc vào hồi 21 giờ 15 phút cùng ngày (thời lượng 90 phút).",
        ),
        (
            time(22, 30),
            time(0, 15),
            0,
            "Buổi sinh hoạt kết thúc vào hồi 00 giờ 15 phút ngày 04 tháng 3 năm 2026 (thời lượng 105 phút).",
        ),
        (None, time(21, 0), 0, "Buổi sinh hoạt kết thúc vào hồi 21 giờ 00 phút cùng ngày."),
        (time(19, 0), None, 0, "Buổi sinh hoạt kết thúc vào hồi ...... giờ ...... phút cùng ngày."),
    ],
)
def test_the_end_says_the_hour_and_the_time_taken(start, end, breaks, printed):
    assert words.end(DAY, start, end, breaks) == printed


def test_the_begin_leaves_room_for_what_is_not_known():
    assert words.begin(DAY, time(19, 30)) == "19 giờ 30 phút, ngày 03 tháng 3 năm 2026"
    assert words.begin(DAY, None).startswith("...... giờ ...... phút, ngày 03")
    assert words.begin(None, None).endswith("ngày ...... tháng ...... năm ......")


ROSTER = (
    someone("Nguyễn Văn Ví", Attendance.PRESENT),
    someone("Trần Thị Dụ", Attendance.ABSENT_EXCUSED, reason="ốm đau, điều trị"),
    someone("Lê Văn Mẫu", Attendance.ABSENT_EXCUSED, reason="công tác"),
    someone("Phạm Thị Thử", Attendance.ABSENT_UNEXCUSED),
    someone("Đỗ Văn Trễ", Attendance.LATE, arrived_at=time(19, 45), reason="đón con"),
    someone("Bùi Thị Sớm", Attendance.LEFT_EARLY, left_at=time(20, 30)),
    someone("Vũ Thị Xa", Attendance.ONLINE),
    someone("Cao Văn Miễn", Attendance.PRESENT, status=MemberStatus.EXEMPT),
    someone("Hồ Thị Miễn", Attendance.NOT_EXPECTED, status=MemberStatus.EXEMPT),
)


@pytest.mark.parametrize(
    ("say", "printed"),
    [
        (words.excused, "các đồng chí Trần Thị Dụ (ốm đau, điều trị); Lê Văn Mẫu (công tác)"),
        (words.unexcused, "đồng chí Phạm Thị Thử"),
        (words.late, "đồng chí Đỗ Văn Trễ (19 giờ 45 phút, đón con)"),
        (words.left_early, "đồng chí Bùi Thị Sớm (20 giờ 30 phút)"),
        (words.online, "đồng chí Vũ Thị Xa"),
        (words.exempt_who_came, "đồng chí Cao Văn Miễn"),
    ],
)
def test_people_are_named_by_how_they_attended(say, printed):
    assert say(ROSTER) == printed
    assert say(ROSTER[:1]) == ""


def test_a_column_of_people_names_them_without_calling_each_a_comrade():
    assert words.in_table("Đồng chí Nguyễn Văn Ví") == "Nguyễn Văn Ví"
    assert words.in_table("Đồng chí An") == "Đồng chí An"
    assert words.in_table("Toàn thể đảng viên") == "Toàn thể đảng viên"


def test_figures_are_written_with_their_parts():
    figures = minutes_sample.facts().figures
    assert words.total(figures) == "22 đồng chí; trong đó chính thức 20, dự bị 02"
    assert words.present(figures) == "19/22 đồng chí (tỷ lệ 86,4 %); chính thức 17, dự bị 02"


def test_an_exempt_member_who_came_is_not_among_those_counted_present():
    facts = replace(minutes_sample.facts(), roster=ROSTER)
    assert words.present(facts.figures) == "4/7 đồng chí (tỷ lệ 57,1 %); chính thức 04, dự bị 0"


@pytest.mark.parametrize(
    ("role", "printed"),
    [
        (Role("Nguyễn Văn Ví", CellPost.SECRETARY), "đồng chí Nguyễn Văn Ví, Bí thư chi bộ"),
        (Role("Nguyễn Văn Ví", CellPost.COMMITTEE_MEMBER), "đồng chí Nguyễn Văn Ví, Chi ủy viên"),
        (
            Role("Nguyễn Văn Ví", None, "được phân công chủ trì"),
            "đồng chí Nguyễn Văn Ví, đảng viên, được phân công chủ trì",
        ),
    ],
)
def test_people_in_a_role_are_named_with_their_post(role, printed):
    assert words.in_role(role) == printed


@pytest.mark.parametrize(
    ("guest", "printed"),
    [
        (
            Delegate("Trần Văn Ví", "Đảng ủy viên", "Đảng ủy xã Ví Dụ"),
            "đồng chí Trần Văn Ví, Đảng ủy viên, Đảng ủy xã Ví Dụ",
        ),
        (
            Delegate("Trần Văn Ví", "Chủ tịch Hội Nông dân xã", "Hội Nông dân xã"),
            "đồng chí Trần Văn Ví, Chủ tịch Hội Nông dân xã",
        ),
        (
            Delegate("Trần Văn Ví", "Phó Chủ tịch", "Ủy ban Mặt trận Tổ quốc xã"),
            "đồng chí Trần Văn Ví, Phó Chủ tịch Ủy ban Mặt trận Tổ quốc xã",
        ),
        (
            Delegate("Trần Văn Ví", "Chánh Văn phòng Đảng ủy", "Đảng ủy xã Ví Dụ"),
            "đồng chí Trần Văn Ví, Chánh Văn phòng Đảng ủy xã Ví Dụ",
        ),
        (
            Delegate("Trần Văn Ví", "Trưởng Ban Xây dựng Đảng", "Đảng ủy xã Ví Dụ"),
            "đồng chí Trần Văn Ví, Trưởng Ban Xây dựng Đảng, Đảng ủy xã Ví Dụ",
        ),
        (Delegate("Trần Văn Ví"), "đồng chí Trần Văn Ví"),
    ],
)
def test_a_guest_is_named_with_post_and_unit_once(guest, printed):
    assert words.delegate(guest) == printed


@pytest.mark.parametrize(
    ("cited", "printed"),
    [
        (
            Cited("Chỉ thị số 50-CT/TW", date(2025, 7, 23), "Ban Bí thư", "sinh hoạt chi bộ"),
            "Chỉ thị số 50-CT/TW, ngày 23/7/2025 của Ban Bí thư về sinh hoạt chi bộ",
        ),
        (
            Cited("Thông báo số 5-TB/ĐU", None, "", "về lịch họp", "đọc toàn văn"),
            "Thông báo số 5-TB/ĐU về lịch họp (đọc toàn văn)",
        ),
        (Cited("", None, "Đảng ủy xã", "Quy chế làm việc"), "Quy chế làm việc của Đảng ủy xã"),
    ],
)
def test_a_document_is_cited_as_offices_do(cited, printed):
    assert words.cited(cited) == printed


@pytest.mark.parametrize(
    ("cast", "ending"),
    [
        (ballot(11), "Kết quả: thông qua."),
        (ballot(10), "Kết quả: không thông qua."),
        (ballot(13, threshold=VoteThreshold.TWO_THIRDS), "Kết quả: không thông qua (cần từ hai phần ba trở lên)."),
        (ballot(14, threshold=VoteThreshold.TWO_THIRDS), "Kết quả: thông qua (cần từ hai phần ba trở lên)."),
        (
            ballot(14, threshold=VoteThreshold.CUSTOM, threshold_share="3/4"),
            "Kết quả: không thông qua (cần từ 3/4 trở lên).",
        ),
        (ballot(15, threshold=VoteThreshold.CUSTOM, threshold_share="75 %"), "thông qua (cần từ 75 % trở lên)."),
    ],
)
def test_a_vote_is_counted_on_all_who_may_vote(cast, ending):
    sentence = words.vote(cast)
    assert sentence.endswith(ending)
    assert f"{cast.votes_for}/20 tán thành" in sentence
    assert "không tán thành 1; không có ý kiến 2" in sentence


def test_the_reading_back_says_how_many_agreed():
    # A member on probation hears the minutes read and does not vote.
    assert "19/19 đồng chí được biểu quyết dự sinh hoạt nhất trí thông qua" in words.read_back(19, 19)
    assert "18/19 đồng chí được biểu quyết dự sinh hoạt (94,7 %) thông qua" in words.read_back(18, 19)
    assert "thống nhất thông qua" in words.read_back(None, 19)


def test_self_criticism_is_named_as_such():
    assert words.speech(Said("Nguyễn Văn Ví", "")) == "Đồng chí Nguyễn Văn Ví:"
    assert (
        words.speech(Said("Nguyễn Văn Ví", "", ContributionKind.SELF_CRITICISM))
        == "Đồng chí Nguyễn Văn Ví (tự phê bình):"
    )


def test_money_has_points_between_thousands():
    assert words.money(1_240_000) == "1.240.000 đồng"


def test_a_secretary_is_named_by_the_cell_once():
    guest = Delegate("Trần Thị Mẫu", "Bí thư chi bộ", "Chi bộ thôn Mẫu 2")
    assert words.delegate(guest) == "đồng chí Trần Thị Mẫu, Bí thư Chi bộ thôn Mẫu 2"


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("50-CT/TW", "Chỉ thị số 50-CT/TW của Ban Bí thư"),
        ("05-QĐ/ĐU", "Văn bản số 05-QĐ/ĐU của Ban Bí thư"),
        ("Nghị quyết số 21-NQ/TW", "Nghị quyết số 21-NQ/TW của Ban Bí thư"),
    ],
)
def test_a_bare_number_is_printed_with_the_type_of_its_document(number, printed):
    assert words.cited(Cited(number, None, "Ban Bí thư", "")) == printed
