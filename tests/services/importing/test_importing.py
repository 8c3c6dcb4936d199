"""The office's workbook into the register: what is taken, what is asked, what is refused, and that it is one act."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from bontot_desktop.errors import Refused
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import cell_forms, cells, importing, member_forms, members
from bontot_desktop.services.importing import Action
from tests.data import make_sample_book
from tests.register_office import (
    CELL_HEADINGS,
    MEMBER_HEADINGS,
    SAMPLE_BOOK,
    acts,
    cell_row,
    make_office,
    member_row,
    move_away,
    write_book,
    write_ods,
    write_sheets,
)

CELL = cell_row("TH01", "Chi bộ thôn Mẫu 1")


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def plan_of(office, path: Path):
    return importing.plan(office, importing.read(path))


def take(office, path: Path):
    plan = plan_of(office, path)
    return plan, importing.apply(office, plan)


def take_rows(office, tmp_path, *rows, cells=(CELL,)):
    return take(office, write_book(tmp_path / "danh-ba.xlsx", cells, rows))


def told(remarks) -> str:
    return "\n".join(str(remark) for remark in remarks)


def the_member(office):
    (row,) = members.list_members(office)
    return row


# The sample workbook ------------------------------------------------------------------------------------------------


def test_the_sample_workbook_is_what_its_script_makes(tmp_path):
    make_sample_book.write(make_sample_book.make(), tmp_path / "again.xlsx")
    assert importing.read(tmp_path / "again.xlsx").sheets == importing.read(SAMPLE_BOOK).sheets


def test_the_sample_workbook_goes_in_whole(office):
    book = make_sample_book.make()
    plan, result = take(office, SAMPLE_BOOK)
    assert (plan.doubtful, plan.refused) == ((), ())
    assert (result.counts.new_cells, result.counts.new_members) == (len(book.cells), len(book.members))
    rows = members.list_members(office)
    assert sum(row.status is MemberStatus.EXEMPT for row in rows) == sum(m[9] == "miễn sinh hoạt" for m in book.members)
    assert sum(row.status is MemberStatus.PROBATIONARY for row in rows) == sum(m[9] == "dự bị" for m in book.members)
    assert {row.code: row.secretary for row in cells.list_cells(office)} == {c[0]: c[3] for c in book.cells}
    assert {row.code: row.in_charge for row in cells.list_cells(office)} == {c[0]: c[4] for c in book.cells}
    assert {row.code: row.members for row in cells.list_cells(office)} == {
        c[0]: sum(m[7] == c[0] for m in book.members) for c in book.cells
    }


def test_an_import_is_one_line_of_history(office):
    before = len(acts(office))
    take(office, SAMPLE_BOOK)
    assert acts(office)[before:] == ["Nhập danh bạ: 8 chi bộ, 96 đảng viên"]


def test_the_same_workbook_again_writes_nothing(office):
    take(office, SAMPLE_BOOK)
    before = acts(office)
    plan, result = take(office, SAMPLE_BOOK)
    assert plan.changes_nothing
    assert {row.action for row in plan.taken} == {Action.SAME}
    assert (plan.doubtful, plan.refused) == ((), ())
    assert not result.changes
    assert acts(office) == before


def test_a_plan_is_not_carried_out_on_a_register_that_changed_meanwhile(office):
    plan = plan_of(office, SAMPLE_BOOK)
    cell_forms.save_cell(office, cell_forms.CellDraft(name="Chi bộ thôn Mẫu 9"))
    with pytest.raises(Refused, match="đã thay đổi từ lúc xem trước"):
        importing.apply(office, plan)
    assert members.list_members(office) == []


# Finding the tables -------------------------------------------------------------------------------------------------


def test_headings_below_titles_in_any_order_and_other_words_are_understood(office, tmp_path):
    path = write_sheets(
        tmp_path / "la.xlsx",
        {
            "Bìa": [["Danh bạ năm 2026"]],
            "Danh sách": [
                ["ĐẢNG ỦY XÃ VÍ DỤ"],
                [],
                ["", "Chi bộ", "Số thẻ", "HỌ TÊN", "Vào đảng", "Chính\nthức", "Năm sinh", "TT"],
                ["", "Chi bộ thôn Mẫu 1", 10282669, "Nguyễn Văn Ví Dụ", "3.2.2000", "03/02/2001", 1970, 1],
            ],
            "Các chi bộ": [["STT", "Địa điểm", "Tên chi bộ"], [1, "Nhà văn hóa", "Chi bộ thôn Mẫu 1"]],
        },
    )
    plan, _ = take(office, path)
    assert plan.refused == ()
    row = the_member(office)
    assert (row.card_no, row.birth_year, row.admitted_on) == ("10282669", 1970, date(2000, 2, 3))
    assert row.cell == "Chi bộ thôn Mẫu 1"


def test_a_spreadsheet_of_the_other_office_suite_is_taken_too(office, tmp_path):
    rows = [list(MEMBER_HEADINGS), member_row("Nguyễn Văn Ví Dụ", **{"Số thẻ đảng viên": 10282669})]
    path = write_ods(tmp_path / "danh-ba.ods", {"Chi bộ": [list(CELL_HEADINGS), CELL], "Đảng viên": rows})
    plan, _ = take(office, path)
    assert (plan.doubtful, plan.refused) == ((), ())
    assert (the_member(office).card_no, the_member(office).birth_on) == ("10282669", date(1970, 5, 6))


def test_a_missing_column_is_named_with_its_sheet(office, tmp_path):
    headings = [heading for heading in MEMBER_HEADINGS if heading not in ("Họ và tên", "Chi bộ")]
    path = write_sheets(tmp_path / "thieu.xlsx", {"Đảng viên": [headings], "Chi bộ": [list(CELL_HEADINGS), CELL]})
    with pytest.raises(Refused, match="Trang “Đảng viên” thiếu cột “Họ và tên” và “Chi bộ”"):
        plan_of(office, path)


def test_many_sheets_that_lack_the_same_column_are_told_in_one_sentence(office, tmp_path):
    headings = [heading for heading in MEMBER_HEADINGS if heading != "Chi bộ"]
    path = write_sheets(tmp_path / "nhieu.xlsx", {f"Sheet{number}": [headings] for number in range(1, 24)})
    with pytest.raises(Refused, match="Trang “Sheet1”, “Sheet2”, “Sheet3” và 20 trang khác thiếu cột “Chi bộ”"):
        plan_of(office, path)


def test_a_workbook_without_any_list_is_refused(office, tmp_path):
    path = write_sheets(tmp_path / "khac.xlsx", {"Thu chi": [["Khoản", "Số tiền"], ["Nước uống", 50000]]})
    with pytest.raises(Refused, match="không có danh sách chi bộ hay đảng viên"):
        plan_of(office, path)


def test_lists_without_rows_are_refused(office, tmp_path):
    with pytest.raises(Refused, match="không có dòng nào"):
        plan_of(office, write_book(tmp_path / "rong.xlsx", [], []))


@pytest.mark.parametrize(
    "content", [b"", b"khong phai bang tinh", b"PK\x03\x04hong", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_a_damaged_workbook_is_refused_in_one_sentence(tmp_path, content):
    path = tmp_path / "hong.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refused, match=r"hong\.xlsx không đọc được"):
        importing.read(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_half_a_workbook_is_refused(tmp_path, share):
    whole = SAMPLE_BOOK.read_bytes()
    path = tmp_path / "nua.xlsx"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(Refused, match="không đọc được"):
        importing.read(path)


def test_a_workbook_that_is_not_there_is_said_to_be_not_there(tmp_path):
    with pytest.raises(Refused, match=r"Không thấy tệp khong-co\.xlsx"):
        importing.read(tmp_path / "khong-co.xlsx")


# Values -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        date(1970, 3, 6),
        datetime(1970, 3, 6),
        "06/03/1970",
        "6.3.1970",
        "6-3-70",
        "1970-03-06",
        25633,
        6031970,
        "060370",
    ],
)
def test_a_date_is_understood_however_it_is_written(office, tmp_path, written):
    plan, _ = take_rows(office, tmp_path, member_row("Nguyễn Văn Ví Dụ", **{"Ngày sinh": written}))
    assert plan.refused == ()
    assert the_member(office).birth_on == date(1970, 3, 6)


def test_a_cells_day_time_and_place_are_read_however_they_are_written(office, tmp_path):
    rows = [
        cell_row("A1", "Chi bộ thôn Mẫu 1", **{"Ngày sinh hoạt cố định": 3, "Giờ": 0.8125}),
        cell_row("A2", "Chi bộ thôn Mẫu 2", **{"Ngày sinh hoạt cố định": "ngày 04 hằng tháng", "Giờ": "19h30"}),
    ]
    plan, _ = take_rows(office, tmp_path, cells=rows)
    assert plan.doubtful == ()
    assert [(row.fixed_day, row.usual_time) for row in cells.list_cells(office)] == [
        (3, time(19, 30)),
        (4, time(19, 30)),
    ]


def test_signs_and_control_characters_pass_the_door(office, tmp_path):
    row = member_row("Nguyễn Văn Ví Dụ", **{"Ghi chú": "=1+1 & <b> \u200b", "Điện thoại": "+84 900"})
    take_rows(office, tmp_path, row)
    draft = member_forms.member_draft(office, the_member(office).id)
    assert (draft.note, draft.phone) == ("=1+1 & <b>", "+84900")


def test_decomposed_text_is_composed(office, tmp_path):
    take_rows(office, tmp_path, member_row("Nguye\u0302\u0303n Va\u0306n Vi\u0301 Du\u0323"))
    assert the_member(office).full_name == "Nguyễn Văn Ví Dụ"


# Refused ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "told_there"),
    [
        (member_row(""), "Trang “Đảng viên”, dòng 3, cột “Họ và tên”: thiếu họ tên."),
        (
            member_row("Lê Ví Dụ An", **{"Ngày sinh": "31/02/1980"}),
            "dòng 3, cột “Ngày sinh”: ngày sinh không có thật: “31/02/1980”",
        ),
        (
            member_row("Lê Ví Dụ An", **{"Ngày vào Đảng": "năm ngoái"}),
            "cột “Ngày vào Đảng”: ngày vào Đảng không phải ngày: “năm ngoái”",
        ),
        (
            member_row("Lê Ví Dụ An", **{"Ngày chính thức": date(1999, 1, 1)}),
            "ngày chính thức trước ngày vào Đảng (01/01/1999, 03/02/2000)",
        ),
        (member_row("Lê Ví Dụ An", **{"Ngày vào Đảng": date(2027, 1, 1)}), "Ngày vào Đảng ở sau hôm nay"),
        (member_row("Lê Ví Dụ An", **{"Ngày sinh": date(1995, 1, 1)}), "chưa đủ 18 tuổi"),
        (member_row("Lê Ví Dụ An", "XX"), "cột “Chi bộ”: chi bộ “XX” không có trong danh sách chi bộ"),
        (member_row("Lê Ví Dụ An", ""), "đồng chí Lê Ví Dụ An chưa ghi chi bộ"),
        (
            member_row("Lê Ví Dụ An", **{"Số thẻ đảng viên": "111"}),
            "cột “Số thẻ đảng viên”: trùng số thẻ 111 với đồng chí Nguyễn Văn Ví Dụ ở dòng 2.",
        ),
        (member_row("Nguyễn Văn Ví Dụ"), "Nguyễn Văn Ví Dụ đã có ở dòng 2; nếu là hai người"),
    ],
)
def test_a_bad_row_is_refused_with_its_place_and_the_good_ones_are_taken(office, tmp_path, row, told_there):
    good = member_row("Nguyễn Văn Ví Dụ", **{"Số thẻ đảng viên": "111"})
    plan, result = take_rows(office, tmp_path, good, row)
    assert told_there in told(plan.refused)
    assert result.counts.new_members == 1
    assert the_member(office).full_name == "Nguyễn Văn Ví Dụ"


def test_a_cell_without_a_name_is_refused_and_its_members_with_it(office, tmp_path):
    plan, _ = take_rows(
        office, tmp_path, member_row("Lê Ví Dụ An", "TH02"), cells=[CELL, cell_row("TH02", "", **{"Bí thư": "ai"})]
    )
    assert "Trang “Chi bộ”, dòng 3, cột “Tên chi bộ”: thiếu tên chi bộ." in told(plan.refused)
    assert "chi bộ “TH02” không có" in told(plan.refused)


def test_a_cell_named_twice_is_refused_and_the_first_row_named(office, tmp_path):
    plan, _ = take_rows(office, tmp_path, cells=[CELL, cell_row("TH01", "Chi bộ thôn Mẫu 2")])
    assert "“TH01” đã có ở dòng 2 (Chi bộ thôn Mẫu 1)." in told(plan.refused)


def test_a_card_of_somebody_else_in_the_register_is_refused_and_the_holder_named(office, tmp_path):
    take_rows(office, tmp_path, member_row("Nguyễn Văn Ví Dụ", **{"Số thẻ đảng viên": "111"}))
    other = member_row("Trần Thị Mẫu", **{"Số thẻ đảng viên": "111", "Ngày sinh": date(1980, 1, 1)})
    plan = plan_of(office, write_book(tmp_path / "hai.xlsx", [CELL], [other]))
    assert "số thẻ 111 trong sổ là của đồng chí Nguyễn Văn Ví Dụ (Chi bộ thôn Mẫu 1)." in told(plan.refused)


# Doubtful -----------------------------------------------------------------------------------------------------------


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


# A newer list -------------------------------------------------------------------------------------------------------


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
