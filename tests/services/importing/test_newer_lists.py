"""What a workbook leaves in doubt is asked, and what a newer list changes is told."""

from __future__ import annotations

from datetime import date

import pytest

from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import cells, importing, members
from tests.register_office import (
    MEMBER_HEADINGS,
    acts,
    cell_row,
    make_office,
    member_row,
    move_away,
    write_book,
    write_sheets,
)
from tests.services.importing.taking import CELL, take, take_rows, the_member, told


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


# Doubtful -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "question"),
    [
        ({"Tình trạng": "nghỉ mát"}, "chưa rõ tình trạng “nghỉ mát”"),
        (
            {"Tình trạng": "", "Ngày chính thức": ""},
            "vào Đảng đã lâu mà chưa ghi ngày chính thức, tình trạng; tạm ghi chính thức",
        ),
        ({"Tình trạng": "dự bị"}, "ghi dự bị mà đã có ngày chính thức"),
        ({"Ngày chính thức": ""}, "thiếu ngày chính thức"),
        ({"Giới tính": "X"}, "chưa rõ giới tính “X”"),
        ({"Chức vụ": "Cố vấn"}, "chưa rõ chức vụ “Cố vấn”"),
    ],
)
def test_a_doubtful_row_is_taken_and_asked_about(office, tmp_path, values, question):
    plan, result = take_rows(office, tmp_path, member_row("Nguyễn Văn Ví Dụ", **values))
    assert question in told(plan.doubtful)
    assert result.counts.new_members == 1


def test_the_report_group_of_a_list_is_read_and_a_primary_school_without_one_is_among_the_schools(office, tmp_path):
    headings = ["Mã chi bộ", "Tên chi bộ", "Loại hình", "Nhóm báo cáo"]
    rows = [
        ["TH01", "Chi bộ thôn Mẫu 1", "Thôn, tổ dân phố", "Thôn vùng cao"],
        ["SN02", "Chi bộ Trường Tiểu học Mẫu", ContentType.PUBLIC_SERVICE.label, ""],
    ]
    book = importing.read(write_sheets(tmp_path / "chi bo.xlsx", {"Chi bộ": [headings, *rows]}))
    importing.apply(office, importing.plan(office, book))
    assert [row.report_group for row in cells.list_cells(office)] == ["Thôn vùng cao", "Trường học"]


def test_a_day_or_time_of_a_cell_that_cannot_be_is_left_empty_and_asked_about(office, tmp_path):
    odd = cell_row("TH01", "Chi bộ thôn Mẫu 1", **{"Ngày sinh hoạt cố định": 45, "Giờ": "tối"})
    plan, _ = take_rows(office, tmp_path, cells=[odd])
    assert "“45” không phải ngày trong tháng" in told(plan.doubtful)
    assert "“tối” không phải giờ" in told(plan.doubtful)
    assert cells.list_cells(office)[0].fixed_day is None


def test_two_secretaries_in_one_list_are_asked_about(office, tmp_path):
    rows = [
        member_row("Lê Ví Dụ An", **{"Chức vụ": "Bí thư", "Số thẻ đảng viên": "1"}),
        member_row("Trần Ví Dụ Bình", **{"Chức vụ": "BT chi bộ", "Số thẻ đảng viên": "2"}),
    ]
    plan, _ = take_rows(office, tmp_path, *rows)
    assert "đã có bí thư là Lê Ví Dụ An ở dòng 2" in told(plan.doubtful)
    assert cells.list_cells(office)[0].secretary == "Lê Ví Dụ An"


def test_the_two_lists_may_disagree_about_the_secretary(office, tmp_path):
    named = cell_row("TH01", "Chi bộ thôn Mẫu 1", **{"Bí thư": "Trần Ví Dụ Bình"})
    plan, _ = take_rows(office, tmp_path, member_row("Lê Ví Dụ An", **{"Chức vụ": "Bí thư"}), cells=[named])
    assert "ghi bí thư là Lê Ví Dụ An, không phải Trần Ví Dụ Bình" in told(plan.doubtful)


def test_a_secretary_named_only_by_the_list_of_cells_gets_the_post(office, tmp_path):
    named = cell_row("TH01", "Chi bộ thôn Mẫu 1", **{"Bí thư": "đ/c Lê Ví Dụ An"})
    plan, _ = take_rows(office, tmp_path, member_row("Lê Ví Dụ An"), cells=[named])
    assert plan.doubtful == ()
    assert cells.list_cells(office)[0].secretary == "Lê Ví Dụ An"


def test_a_secretary_nobody_knows_is_asked_about(office, tmp_path):
    named = cell_row("TH01", "Chi bộ thôn Mẫu 1", **{"Bí thư": "Người Không Có"})
    plan, _ = take_rows(office, tmp_path, cells=[named])
    assert "bí thư Người Không Có không có trong danh sách đảng viên" in told(plan.doubtful)


def test_an_unknown_kind_of_cell_is_asked_about_and_a_missing_one_is_read_from_the_name(office, tmp_path):
    rows = [
        cell_row("A", "Chi bộ Hợp tác xã Mẫu", **{"Loại hình": "hợp tác xã"}),
        cell_row("B", "Chi bộ Trường học Mẫu", **{"Loại hình": ""}),
        cell_row("C", "Chi bộ Công an xã Ví Dụ", **{"Loại hình": "Lực lượng vũ trang"}),
    ]
    plan, _ = take_rows(office, tmp_path, cells=rows)
    assert len(plan.doubtful) == 1
    assert {row.code: row.report_group for row in cells.list_cells(office)} == {
        "A": "Doanh nghiệp",
        "B": "Trường học",
        "C": "Công an",
    }


# A newer list ---------------------------------------------------------------------------------------------------------


def first_and_second(office, tmp_path, before: dict, after: dict, **more):
    take_rows(office, tmp_path, member_row("Nguyễn Văn Ví Dụ", **before), **more)
    path = write_book(
        tmp_path / "moi.xlsx", [CELL, cell_row("TH02", "Chi bộ thôn Mẫu 2")], [member_row("Nguyễn Văn Ví Dụ", **after)]
    )
    return take(office, path)


def test_a_newer_list_updates_and_says_what_changes(office, tmp_path):
    card = {"Số thẻ đảng viên": "111"}
    plan, _ = first_and_second(office, tmp_path, card, {**card, "Điện thoại": "0900000001"})
    assert [str(change) for row in plan.taken for change in row.changes] == ["Điện thoại: (trống) → 0900000001"]
    assert the_member(office).phone == "0900000001"


def test_an_empty_cell_of_a_newer_list_erases_nothing(office, tmp_path):
    plan, result = first_and_second(
        office, tmp_path, {"Điện thoại": "0900000001", "Số thẻ đảng viên": "111"}, {"Giới tính": ""}
    )
    assert result.counts.same_members == 1
    assert (the_member(office).phone, the_member(office).card_no) == ("0900000001", "111")
    assert plan.doubtful == ()


def test_a_member_without_card_or_birth_is_known_again_by_name_and_cell(office, tmp_path):
    bare = {"Ngày sinh": "", "Ngày vào Đảng": "", "Ngày chính thức": ""}
    _, result = first_and_second(office, tmp_path, bare, bare)
    assert result.counts.same_members == 1
    assert len(members.list_members(office)) == 1


def test_a_year_of_birth_becomes_a_date_when_a_newer_list_knows_it(office, tmp_path):
    card = {"Số thẻ đảng viên": "111"}
    first_and_second(office, tmp_path, {**card, "Ngày sinh": 1970}, {**card, "Ngày sinh": date(1970, 5, 6)})
    assert (the_member(office).birth_on, the_member(office).birth_year) == (date(1970, 5, 6), None)


def test_who_became_full_since_is_full_from_the_official_day(office, tmp_path):
    before = {"Ngày vào Đảng": date(2025, 10, 1), "Ngày chính thức": "", "Tình trạng": "dự bị"}
    after = {"Ngày vào Đảng": date(2025, 10, 1), "Ngày chính thức": date(2026, 10, 1)}
    plan, _ = first_and_second(office, tmp_path, before, after)
    assert plan.doubtful == ()
    assert the_member(office).status is MemberStatus.FULL
    (row,) = members.list_members(office, day=date(2026, 9, 30))
    assert row.status is MemberStatus.PROBATIONARY


def test_who_became_exempt_since_is_exempt_from_today_and_back_again(office, tmp_path):
    first_and_second(office, tmp_path, {}, {"Tình trạng": "miễn sinh hoạt"})
    assert the_member(office).status is MemberStatus.EXEMPT
    (row,) = members.list_members(office, day=date(2026, 11, 20))
    assert row.status is MemberStatus.FULL
    take_rows(office, tmp_path, member_row("Nguyễn Văn Ví Dụ"))
    assert the_member(office).status is MemberStatus.FULL


def test_who_stands_in_another_cell_now_moves_today_and_it_is_asked_about(office, tmp_path):
    card = {"Số thẻ đảng viên": "111", "Chức vụ": "Phó Bí thư"}
    plan, _ = first_and_second(office, tmp_path, card, {**card, "Chi bộ": "TH02", "Chức vụ": ""})
    assert "từ hôm nay chuyển sang Chi bộ thôn Mẫu 2" in told(plan.doubtful)
    assert (the_member(office).cell, the_member(office).post) == ("Chi bộ thôn Mẫu 2", "")
    (row,) = members.list_members(office, day=date(2026, 11, 20))
    assert (row.cell, row.post) == ("Chi bộ thôn Mẫu 1", "Phó Bí thư")


def test_a_new_secretary_in_a_newer_list_follows_the_old_one_today(office, tmp_path):
    rows = [
        member_row("Lê Ví Dụ An", **{"Số thẻ đảng viên": "1", "Chức vụ": "Bí thư"}),
        member_row("Trần Ví Dụ Bình", **{"Số thẻ đảng viên": "2", "Chức vụ": "Phó Bí thư"}),
    ]
    take_rows(office, tmp_path, *rows)
    newer = [
        member_row("Lê Ví Dụ An", **{"Số thẻ đảng viên": "1"}),
        member_row("Trần Ví Dụ Bình", **{"Số thẻ đảng viên": "2", "Chức vụ": "Bí thư"}),
    ]
    take_rows(office, tmp_path, *newer)
    assert cells.list_cells(office)[0].secretary == "Trần Ví Dụ Bình"
    assert cells.list_cells(office, day=date(2026, 11, 20))[0].secretary == "Lê Ví Dụ An"
    before = acts(office)
    take_rows(office, tmp_path, *newer)
    assert acts(office) == before


def test_a_code_that_stands_for_another_name_keeps_the_name_and_asks(office, tmp_path):
    take_rows(office, tmp_path)
    plan, _ = take_rows(office, tmp_path, cells=[cell_row("TH01", "Chi bộ thôn Mẫu Mới")])
    assert "mã TH01 trong sổ là “Chi bộ thôn Mẫu 1”" in told(plan.doubtful)
    assert cells.list_cells(office)[0].name == "Chi bộ thôn Mẫu 1"


def test_a_newer_list_changes_who_is_in_charge_from_today(office, tmp_path):
    def named(who):
        return [cell_row("TH01", "Chi bộ thôn Mẫu 1", **{"Đảng ủy viên phụ trách": who})]

    take_rows(office, tmp_path, cells=named("Lê Văn Thử"))
    plan, _ = take_rows(office, tmp_path, cells=named("Trần Thị Mẫu"))
    assert [str(change) for change in plan.taken[0].changes] == ["Đảng ủy viên phụ trách: Lê Văn Thử → Trần Thị Mẫu"]
    assert cells.list_cells(office)[0].in_charge == "Trần Thị Mẫu"
    assert cells.list_cells(office, day=date(2026, 11, 20))[0].in_charge == "Lê Văn Thử"


def test_a_list_of_members_alone_finds_the_cells_of_the_register(office, tmp_path):
    take_rows(office, tmp_path)
    rows = [list(MEMBER_HEADINGS), member_row("Lê Ví Dụ An", "Thôn Mẫu 1"), member_row("Trần Ví Dụ Bình", "th01")]
    plan, _ = take(office, write_sheets(tmp_path / "dv.xlsx", {"Đảng viên": rows}))
    assert plan.refused == ()
    assert cells.list_cells(office)[0].full_members == 2


def test_namesakes_with_different_cards_are_two_people_and_asked_about(office, tmp_path):
    rows = [member_row("Nguyễn Văn Ví Dụ", **{"Số thẻ đảng viên": card}) for card in ("1", "2")]
    plan, result = take_rows(office, tmp_path, *rows)
    assert "tạm coi là hai người" in told(plan.doubtful)
    assert result.counts.new_members == 2
    _, again = take_rows(office, tmp_path, *rows)
    assert again.counts.same_members == 2


def test_a_withdrawn_member_is_not_brought_back_by_a_list(office, tmp_path):
    row = member_row("Nguyễn Văn Ví Dụ", **{"Số thẻ đảng viên": "111"})
    take_rows(office, tmp_path, row)
    move_away(office, the_member(office).id, date(2026, 11, 1))
    plan, _ = take_rows(office, tmp_path, row)
    assert "đã được đưa ra khỏi danh sách" in told(plan.refused)


def test_a_kind_of_cell_is_taken_in_the_words_the_program_itself_shows(office, tmp_path):
    rows = (
        cell_row("TH01", "Chi bộ thôn Mẫu 1", **{"Loại hình": "Thôn, tổ dân phố"}),
        cell_row("CQ01", "Chi bộ Mẫu", **{"Loại hình": "Cơ quan hành chính"}),
    )
    plan, _ = take_rows(office, tmp_path, cells=rows)
    assert "loại hình" not in told(plan.doubtful)
    assert {row.code: row.report_group for row in cells.list_cells(office)}["TH01"] == "Nông thôn"
