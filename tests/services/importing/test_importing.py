"""The office's workbook into the register: what is taken, what is refused, and that it is one act."""

from __future__ import annotations

from datetime import date, datetime, time

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
    write_book,
    write_ods,
    write_sheets,
)
from tests.services.importing.taking import CELL, plan_of, take, take_rows, the_member, told


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


# The sample workbook --------------------------------------------------------------------------------------------------


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


# Finding the tables ---------------------------------------------------------------------------------------------------


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


# Values ---------------------------------------------------------------------------------------------------------------


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


# Refused --------------------------------------------------------------------------------------------------------------


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
