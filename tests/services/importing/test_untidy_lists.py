"""Lists in the state offices keep them in: headings anywhere, groups, one sheet a cell, every way of writing a date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bontot_desktop.errors import Refused
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.members import Gender, MemberStatus
from bontot_desktop.services import cells, importing, member_forms, members
from bontot_desktop.services.importing import CellFrom, OldCode, Role, RowKind, Sure, TableKind
from tests.old_excel import write_xls
from tests.register_office import acts, make_office, write_ods, write_sheets

GROUPED = [
    ["ĐẢNG BỘ TỈNH MẪU", "", "", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"],
    ["ĐẢNG ỦY XÃ VÍ DỤ"],
    [],
    ["DANH SÁCH ĐẢNG VIÊN TOÀN ĐẢNG BỘ"],
    ["(Tính đến ngày 21/11/2026)"],
    ["TT", "Họ và tên khai sinh", "Ngày, tháng, năm sinh", "", "Vào Đảng", "", "Số thẻ ĐV", "Chức vụ", "Ghi chú"],
    ["", "", "Nam", "Nữ", "Dự bị", "Chính thức"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
    ["I", "CHI BỘ THÔN MẪU THƯỢNG"],
    [1, "NGUYỄN VĂN VÍ DỤ", "16/2/1966", "", "20.7.2004", "20.7.2005", "10282669", "BT chi bộ"],
    [2, "  Trần  Thị Mẫu ", "", date(1982, 12, 23), date(2008, 9, 27), "27-09-2009", 1421809, "PBT"],
    [3, "Đ/c Lê Ví Dụ An", "1994", "", "16.1.2026", "", "41284065", "CUV"],
    ["", "Cộng: 3 đồng chí"],
    ["II", "Chi bộ Trường Mầm non xã Ví Dụ (2 đ/c)"],
    ["TT", "Họ và tên khai sinh", "Ngày, tháng, năm sinh", "", "Vào Đảng", "", "Số thẻ ĐV", "Chức vụ", "Ghi chú"],
    ["", "", "Nam", "Nữ", "Dự bị", "Chính thức"],
    [1, "Phạm Thị Thử", "", "5/1970", "3/2/95", "3/2/96", "23421809", "BT", "miễn SH"],
    [2, "Vũ Văn Thử", "27/7/1942", "", "ngày 21 tháng 9 năm 1967", "21/IX/1968", "23421810"],
    ["", "Tổng cộng: 5 đồng chí"],
    [],
    ["", "", "", "", "", "", "Ví Dụ, ngày 21 tháng 11 năm 2026"],
    ["", "NGƯỜI LẬP BIỂU", "", "", "", "", "T/M ĐẢNG ỦY"],
    ["", "Hoàng Văn Ký", "", "", "", "", "BÍ THƯ"],
]
ONE_CELL = [
    ["CHI BỘ THÔN MẪU HẠ"],
    [],
    ["Số TT", "Họ tên", "Năm sinh", "GT", "Ngày kết nạp", "Ngày CT", "Số TĐV", "Chức danh", "Miễn SHĐ"],
    [1, "Nguyễn Văn Ví Dụ", 1966, "Nam", "20/07/2004", "20/07/2005", "10282669", "Bí thư", ""],
    [2, "Trần Thị Mẫu", "01/06/1953", "Nữ", "01/01/1982", "01/01/1983", "97180606", "", "x"],
]


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def sheet_of(path: Path):
    return importing.guess(importing.read(path)).sheets[0]


def take(office, path: Path):
    plan = importing.plan(office, importing.read(path))
    importing.apply(office, plan)
    return plan


def take_rows(office, tmp_path, *rows, name="DS"):
    return take(office, write_sheets(tmp_path / "list.xlsx", {name: rows}))


def people(office):
    return {row.full_name: row for row in members.list_members(office)}


# The list of a whole committee --------------------------------------------------------------------------------------


def test_a_list_with_groups_two_headings_and_signatures_goes_in_whole(office, tmp_path):
    plan = take_rows(office, tmp_path, *GROUPED)
    assert (plan.refused, plan.doubtful) == ((), ())
    rows = people(office)
    assert {name: row.cell for name, row in rows.items()} == {
        "Nguyễn Văn Ví Dụ": "Chi bộ thôn Mẫu Thượng",
        "Trần Thị Mẫu": "Chi bộ thôn Mẫu Thượng",
        "Lê Ví Dụ An": "Chi bộ thôn Mẫu Thượng",
        "Phạm Thị Thử": "Chi bộ Trường Mầm non xã Ví Dụ",
        "Vũ Văn Thử": "Chi bộ Trường Mầm non xã Ví Dụ",
    }
    assert {name for name, row in rows.items() if row.gender is Gender.FEMALE} == {"Trần Thị Mẫu", "Phạm Thị Thử"}
    assert rows["Lê Ví Dụ An"].status is MemberStatus.PROBATIONARY
    assert rows["Phạm Thị Thử"].status is MemberStatus.EXEMPT
    assert (rows["Phạm Thị Thử"].birth_year, rows["Phạm Thị Thử"].admitted_on) == (1970, date(1995, 2, 3))
    assert (rows["Vũ Văn Thử"].admitted_on, rows["Vũ Văn Thử"].official_on) == (date(1967, 9, 21), date(1968, 9, 21))
    assert [rows[name].post for name in ("Nguyễn Văn Ví Dụ", "Trần Thị Mẫu", "Lê Ví Dụ An")] == [
        CellPost.SECRETARY.label,
        CellPost.DEPUTY.label,
        CellPost.COMMITTEE_MEMBER.label,
    ]
    assert {row.name: row.report_group for row in cells.list_cells(office)} == {
        "Chi bộ thôn Mẫu Thượng": "Nông thôn",
        "Chi bộ Trường Mầm non xã Ví Dụ": "Trường học",
    }


def test_what_is_no_row_of_the_list_is_told_so_that_nothing_is_lost_unseen(office, tmp_path):
    plan = take_rows(office, tmp_path, *GROUPED)
    told = {row.text: row.kind for row in plan.ignored}
    assert told["Cộng: 3 đồng chí"] is RowKind.TOTAL
    assert told["I · CHI BỘ THÔN MẪU THƯỢNG"] is RowKind.GROUP
    assert told["NGƯỜI LẬP BIỂU · T/M ĐẢNG ỦY"] is RowKind.SIGNATURE
    assert told["Hoàng Văn Ký · BÍ THƯ"] is RowKind.SIGNATURE


def test_a_card_that_lost_its_zeros_gets_them_back_and_it_is_said(office, tmp_path):
    plan = take_rows(office, tmp_path, *GROUPED)
    assert people(office)["Trần Thị Mẫu"].card_no == "01421809"
    (note,) = [note for row in plan.taken for note in row.notes]
    assert note == "số thẻ 1421809 thiếu số 0 ở đầu, ghi là 01421809."


def test_the_guess_names_the_heading_the_columns_and_how_sure(tmp_path):
    guess = sheet_of(write_sheets(tmp_path / "list.xlsx", {"DS": GROUPED}))
    assert (guess.kind, guess.heading_row, guess.heading_rows) == (TableKind.MEMBERS, 6, 2)
    assert guess.cell_from is CellFrom.GROUPS
    assert [(c.letter, c.role) for c in guess.columns] == [
        ("A", Role.NUMBER),
        ("B", Role.FULL_NAME),
        ("C", Role.MALE),
        ("D", Role.FEMALE),
        ("E", Role.ADMITTED),
        ("F", Role.OFFICIAL),
        ("G", Role.CARD),
        ("H", Role.POST),
        ("I", Role.NOTE),
    ]
    assert {c.sure for c in guess.columns} == {Sure.CERTAIN}
    assert guess.columns[4].heading == "Vào Đảng – Dự bị"


# One sheet a cell ---------------------------------------------------------------------------------------------------


def test_a_sheet_a_cell_is_named_by_its_title_in_the_spelling_of_its_name(office, tmp_path):
    other = [["CHI BỘ KHỐI UBND XÃ"], *ONE_CELL[1:3], [1, "Lê Đức Thử", 1970, "Nam", "", "", "41284065", "", ""]]
    plan = take(office, write_sheets(tmp_path / "l.xlsx", {"thôn Mẫu Hạ": ONE_CELL, "Sheet2": other}))
    assert plan.refused == ()
    assert {row.name for row in cells.list_cells(office)} == {"Chi bộ thôn Mẫu Hạ", "Chi bộ Khối UBND xã"}
    rows = people(office)
    assert rows["Trần Thị Mẫu"].status is MemberStatus.EXEMPT
    assert (rows["Nguyễn Văn Ví Dụ"].birth_year, rows["Nguyễn Văn Ví Dụ"].post) == (1966, "Bí thư")


def test_of_two_rows_with_one_card_the_one_that_fits_its_list_counts(office, tmp_path):
    pasted = ["12", "Nguyễn Thị Khác", "10/12/1947", "Nữ", "01/01/2010", "01/01/2011", "55500001", "", ""]
    first = [*ONE_CELL, ["9", "", "01/01/1980", "Nam", "01/01/2010", "01/01/2011", "11112222", "", ""], pasted]
    second = [
        ["CHI BỘ THÔN MẪU 2"],
        [],
        ONE_CELL[2],
        [1, "Vũ Thật", 1947, "Nam", "", "10/1/1977", "55500001", "Bí thư"],
    ]
    plan = take(office, write_sheets(tmp_path / "l.xlsx", {"thôn Mẫu Hạ": first, "thôn Mẫu 2": second}))
    assert [str(remark) for remark in plan.refused] == [
        "Trang “thôn Mẫu Hạ”, dòng 6, cột “Họ tên”: thiếu họ tên.",
        "Trang “thôn Mẫu Hạ”, dòng 7, cột “Số TĐV”: trùng số thẻ 55500001 với đồng chí Vũ Thật ở dòng 4 trang "
        "“thôn Mẫu 2”.",
    ]


def test_sheets_with_plain_names_of_places_are_cells(office, tmp_path):
    rows = ONE_CELL[2:]
    other = [rows[0], [1, "Lê Đức Thử", 1970, "Nam", "", "", "41284065", "", ""]]
    plan = take(office, write_sheets(tmp_path / "l.xlsx", {"Mẫu Đông": rows, "Mẫu Tây": other}))
    assert plan.refused == ()
    assert [row.name for row in cells.list_cells(office)] == ["Chi bộ Mẫu Đông", "Chi bộ Mẫu Tây"]
    assert any("chưa ghi loại hình" in question.text for question in plan.doubtful)


def test_a_cell_named_in_the_first_column_alone_is_a_group_row(office, tmp_path):
    take_rows(
        office,
        tmp_path,
        ["STT", "Họ và tên", "Năm sinh", "Ngày chính thức"],
        ["Chi bộ thôn Mẫu 1"],
        [1, "Nguyễn Văn Ví Dụ", 1970, "1/1/2000"],
        ["CHI BỘ CÔNG AN XÃ VÍ DỤ: 01 đồng chí"],
        [1, "Trần Thị Mẫu", 1971, "1/1/2000"],
    )
    assert {row.full_name: row.cell for row in members.list_members(office)} == {
        "Nguyễn Văn Ví Dụ": "Chi bộ thôn Mẫu 1",
        "Trần Thị Mẫu": "Chi bộ Công an xã Ví Dụ",
    }


def test_a_cell_written_once_over_merged_rows_holds_for_those_below_and_it_is_asked(office, tmp_path):
    plan = take_rows(
        office,
        tmp_path,
        ["STT", "Chi bộ", "Họ và tên", "Năm sinh", "Ngày chính thức"],
        [1, "Chi bộ thôn Mẫu 1", "Nguyễn Văn Ví Dụ", 1970, "1/1/2000"],
        [2, "", "Trần Thị Mẫu", 1971, "1/1/2000"],
        [3, "", "Lê Đức Thử", 1971, "1/1/2000"],
        [4, "Chi bộ thôn Mẫu 2", "Phạm Thị Thử", 1971, "1/1/2000"],
        [5, "", "Vũ Văn Thử", 1971, "1/1/2000"],
    )
    assert "để trống ở 3 dòng" in plan.doubtful[0].text
    assert [row.cell for row in sorted(members.list_members(office), key=lambda row: row.id)] == [
        *["Chi bộ thôn Mẫu 1"] * 3,
        *["Chi bộ thôn Mẫu 2"] * 2,
    ]


def test_headings_of_three_kinds_of_dates_under_one_are_told_apart(tmp_path):
    rows = [
        ["TT", "Họ và tên", "Ngày, tháng, năm", "", "", "Giới tính", "", "Chi bộ"],
        ["", "", "Sinh", "Vào Đảng", "Chính thức", "Nam", "Nữ", ""],
        [1, "Nguyễn Văn Ví Dụ", "1/1/1970", "1/1/2000", "1/1/2001", "x", "", "Chi bộ thôn Mẫu 1"],
    ]
    guess = sheet_of(write_sheets(tmp_path / "l.xlsx", {"DS": rows}))
    assert [column.role for column in guess.columns[2:7]] == [
        Role.BIRTH,
        Role.ADMITTED,
        Role.OFFICIAL,
        Role.MALE,
        Role.FEMALE,
    ]


# Columns ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "row", "name"),
    [
        (["Họ đệm", "Tên"], ["Nguyễn Văn", "Ví"], "Nguyễn Văn Ví"),
        (["Họ và tên", ""], ["Nguyễn Văn", "Ví"], "Nguyễn Văn Ví"),
        (["Họ tên đảng viên (chữ in hoa)", "Quê quán"], ["NGUYỄN VĂN VÍ", "Mẫu"], "Nguyễn Văn Ví"),
        (["Đảng tịch", "Quê quán"], ["Nguyễn Văn Ví", "Mẫu"], "Nguyễn Văn Ví"),
    ],
)
def test_a_name_is_found_in_one_column_or_two_by_heading_or_by_what_stands_there(office, tmp_path, headings, row, name):
    second = ["Trần Thị", "Mẫu"] if row[1] == "Ví" else ["Trần Thị Mẫu", ""]
    take_rows(
        office,
        tmp_path,
        ["STT", *headings, "Năm sinh", "Ngày VĐ", "Chuyển chính thức", "Chi bộ"],
        [1, *row, 1970, "1/1/2000", "1/1/2001", "Chi bộ thôn Mẫu 1"],
        [2, *second, 1971, "1/1/2000", "1/1/2001", "Chi bộ thôn Mẫu 1"],
    )
    assert set(people(office)) == {name, "Trần Thị Mẫu"}


def test_marks_tell_gender_probation_and_exemption(office, tmp_path):
    take_rows(
        office,
        tmp_path,
        ["STT", "Họ và tên", "Nam", "Nữ", "Năm sinh", "Ngày vào Đảng", "ĐV dự bị", "Miễn SH", "Chi bộ", "SĐT"],
        [1, "Nguyễn Văn Ví Dụ", "x", "", 1970, "1/1/2000", "", "X", "Chi bộ thôn Mẫu 1", 912345678],
        [2, "Trần Thị Mẫu", "", "x", 1999, "1/1/2026", "✓", "", "Chi bộ thôn Mẫu 1", "0912.345.679"],
    )
    rows = people(office)
    assert (rows["Nguyễn Văn Ví Dụ"].gender, rows["Trần Thị Mẫu"].gender) == (Gender.MALE, Gender.FEMALE)
    assert rows["Nguyễn Văn Ví Dụ"].status is MemberStatus.EXEMPT
    assert rows["Trần Thị Mẫu"].status is MemberStatus.PROBATIONARY
    assert [rows[name].phone for name in sorted(rows)] == ["0912345678", "0912345679"]


@pytest.mark.parametrize(
    ("written", "post"),
    [
        ("BT", "Bí thư"),
        ("Phó Bí thư Đảng ủy, Bí thư chi bộ", "Bí thư"),
        ("P. Bí thư", "Phó Bí thư"),
        ("Chi ủy viên, Trưởng thôn", "Chi ủy viên"),
        ("Bí thư Đảng ủy", ""),
        ("Bí thư Chi đoàn", ""),
        ("Đảng viên", ""),
    ],
)
def test_posts_are_read_as_offices_write_them(office, tmp_path, written, post):
    plan = take_rows(
        office,
        tmp_path,
        ["STT", "Họ và tên", "Ngày vào Đảng", "Ngày chính thức", "Chức vụ", "Chi bộ"],
        [1, "Nguyễn Văn Ví Dụ", "1/1/2000", "1/1/2001", written, "Chi bộ thôn Mẫu 1"],
    )
    assert plan.doubtful == ()
    assert people(office)["Nguyễn Văn Ví Dụ"].post == post


def test_brackets_tell_two_dates_apart_and_cells_are_named_in_short(office, tmp_path):
    take_rows(
        office,
        tmp_path,
        ["STT", "Họ và tên", "Ngày vào Đảng (dự bị)", "Ngày vào Đảng (chính thức)", "Chi bộ sinh hoạt"],
        [1, "Nguyễn Văn Ví Dụ", "1/1/2000", "1/1/2001", "CB Thôn Mẫu 1"],
        [2, "Trần Thị Mẫu", "1/1/2000", "1/1/2001", "Thôn Mẫu 1"],
    )
    (cell,) = cells.list_cells(office)
    assert (cell.name, cell.members) == ("Chi bộ thôn Mẫu 1", 2)
    assert people(office)["Trần Thị Mẫu"].official_on == date(2001, 1, 1)


def test_a_sheet_of_figures_is_no_list(tmp_path):
    figures = [["TT", "Chi bộ", "Tổng số đảng viên", "Nữ"], [1, "Thôn Mẫu 1", 20, 5]]
    guess = importing.guess(
        importing.read(write_sheets(tmp_path / "l.xlsx", {"Tổng hợp": figures, "thôn 1": ONE_CELL}))
    )
    assert [sheet.kind for sheet in guess.sheets] == [None, TableKind.MEMBERS]


# Codes and formats --------------------------------------------------------------------------------------------------

TCVN3_ROWS = [
    ["Chi bé th«n MÉu Th\u00adîng"],
    ["TT", "Hä vµ tªn", "N¨m sinh", "Ngµy vµo §¶ng", "Ngµy chÝnh thøc", "Giíi tÝnh"],
    [1, "NguyÔn V¨n VÝ Dô", 1970, "1/1/2000", "1/1/2001", "Nam"],
    [2, "TRÇN THÞ MÉU", 1971, "1/1/2000", "1/1/2001", "N÷"],
]
VNI_ROWS = [
    ["CHI BOÄ THOÂN MAÃU THÖÔÏNG"],
    ["TT", "Hoï vaø teân", "Naêm sinh", "Ngaøy vaøo Ñaûng", "Ngaøy chính thöùc", "Giôùi tính"],
    [1, "Nguyeãn Vaên Ví Duï", 1970, "1/1/2000", "1/1/2001", "Nam"],
    [2, "TRAÀN THÒ MAÃU", 1971, "1/1/2000", "1/1/2001", "Nöõ"],
]


@pytest.mark.parametrize(("rows", "code"), [(TCVN3_ROWS, OldCode.TCVN3), (VNI_ROWS, OldCode.VNI)])
def test_a_list_in_an_old_code_is_recognised_shown_before_and_after_and_taken_in_unicode(office, tmp_path, rows, code):
    path = write_sheets(tmp_path / "cu.xlsx", {"Sheet1": rows})
    book = importing.read(path)
    guess = importing.guess(book).sheets[0]
    assert guess.old_code is code
    assert (rows[2][1], "Nguyễn Văn Ví Dụ") in importing.old_code_samples(book, guess)
    plan = take(office, path)
    assert (plan.refused, plan.doubtful) == ((), ())
    assert {(row.full_name, row.gender) for row in members.list_members(office)} == {
        ("Nguyễn Văn Ví Dụ", Gender.MALE),
        ("Trần Thị Mẫu", Gender.FEMALE),
    }
    assert cells.list_cells(office)[0].name == "Chi bộ thôn Mẫu Thượng"


def test_a_column_in_unicode_beside_one_in_an_old_code_is_left_alone(office, tmp_path):
    take_rows(
        office,
        tmp_path,
        ["STT", "Họ và tên", "Năm sinh", "Ngày chính thức", "Chi bộ", "Ghi chú"],
        [1, "NguyÔn V¨n VÝ Dô", 1970, "1/1/2001", "Chi bộ thôn Mẫu 1", "nông dân"],
        [2, "TrÇn ThÞ MÉu", 1970, "1/1/2001", "Chi bộ thôn Mẫu 1", "xóm Mới"],
    )
    rows = people(office)
    assert set(rows) == {"Nguyễn Văn Ví Dụ", "Trần Thị Mẫu"}
    assert member_forms.member_draft(office, rows["Nguyễn Văn Ví Dụ"].id).note == "nông dân"


def test_an_old_excel_file_and_one_with_a_wrong_ending_are_read(office, tmp_path):
    write_xls(tmp_path / "cu.xls", {"thôn Mẫu Hạ": ONE_CELL})
    plan = take(office, tmp_path / "cu.xls")
    assert plan.counts.new_members == 2
    (tmp_path / "cu.xls").rename(tmp_path / "doi-ten.xlsx")
    assert importing.plan(office, importing.read(tmp_path / "doi-ten.xlsx")).changes_nothing


def test_an_ods_file_is_read(office, tmp_path):
    assert take(office, write_ods(tmp_path / "l.ods", {"thôn Mẫu Hạ": ONE_CELL})).counts.new_members == 2


CSV_ROWS = (
    ("TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức", "Chi bộ"),
    ("1", "Nguyễn Văn Ví Dụ", "3.2.70", "1/1/2000", "1/1/2001", "Chi bộ thôn Mẫu 1"),
    ("2", "Trần Thị Mẫu", "1971", "1/1/2000", "1/1/2001", "Chi bộ thôn Mẫu 1"),
)


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_list_as_text_is_read_in_every_code_with_every_separator(office, tmp_path, code, mark):
    text = "\r\n".join(mark.join(row) for row in CSV_ROWS)
    (tmp_path / "l.csv").write_bytes(in_windows_code(text) if code == "windows" else text.encode(code))
    plan = take(office, tmp_path / "l.csv")
    assert plan.refused == ()
    assert {row.full_name: row.birth_on or row.birth_year for row in members.list_members(office)} == {
        "Nguyễn Văn Ví Dụ": date(1970, 2, 3),
        "Trần Thị Mẫu": 1971,
    }
    assert cells.list_cells(office)[0].name == "Chi bộ thôn Mẫu 1"


def in_windows_code(text: str) -> bytes:
    """Write in code page 1258: letters, and tones as signs of their own behind them."""
    import unicodedata

    tones = {"\u0300": b"\xcc", "\u0309": b"\xd2", "\u0303": b"\xde", "\u0301": b"\xec", "\u0323": b"\xf2"}
    written = b""
    for sign in text:
        parts = unicodedata.normalize("NFD", sign)
        tone = next((part for part in parts if part in tones), "")
        written += unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts).encode("cp1258")
        written += tones[tone] if tone else b""
    return written


def test_a_list_as_text_in_tcvn3_is_read(office, tmp_path):
    text = "\n".join(";".join(map(str, row)) for row in TCVN3_ROWS)
    (tmp_path / "cu.csv").write_bytes(text.encode("latin-1"))
    take(office, tmp_path / "cu.csv")
    assert set(people(office)) == {"Nguyễn Văn Ví Dụ", "Trần Thị Mẫu"}


def test_names_of_an_old_code_get_the_capitals_it_does_not_have_and_it_is_said(office, tmp_path):
    rows = [*TCVN3_ROWS[:2], [1, "NguyÔn V¨n ¸nh", *TCVN3_ROWS[2][2:]], [2, "Lª ý", *TCVN3_ROWS[3][2:]]]
    path = write_sheets(tmp_path / "cu.xlsx", {"Sheet1": rows})
    book = importing.read(path)
    guess = importing.guess(book).sheets[0]
    assert ("NguyÔn V¨n ¸nh", "Nguyễn Văn Ánh") in importing.old_code_samples(book, guess)
    assert next(row.cells[1] for row in importing.preview(book, guess) if row.kind is RowKind.DATA) == "Nguyễn Văn Ánh"
    plan = take(office, path)
    assert plan.taken[1].notes == ("tên ghi “Nguyễn Văn ánh”, viết hoa thành Nguyễn Văn Ánh.",)
    assert set(people(office)) == {"Nguyễn Văn Ánh", "Lê Ý"}


# What cannot be taken as it is --------------------------------------------------------------------------------------


def test_a_month_and_year_of_admission_is_asked_about(office, tmp_path):
    rows = (
        ["STT", "Họ và tên", "Ngày vào Đảng", "Ngày chính thức", "Chi bộ"],
        [1, "Nguyễn Văn Ví Dụ", "5/1990", "1/6/1991", "Chi bộ thôn Mẫu 1"],
    )
    path = write_sheets(tmp_path / "l.xlsx", {"DS": rows})
    book = importing.read(path)
    plan = importing.plan(office, book)
    (question,) = plan.doubtful
    assert "chỉ ghi “5/1990”; tạm ghi 01/05/1990" in question.text
    choices = importing.Choices().answered(question.key, "EMPTY")
    importing.apply(office, importing.plan(office, book, None, choices))
    assert people(office)["Nguyễn Văn Ví Dụ"].admitted_on is None


def test_a_sheet_that_does_not_say_its_cell_is_refused_and_can_be_told(office, tmp_path):
    book = importing.read(write_sheets(tmp_path / "l.xlsx", {"Sheet1": ONE_CELL[2:]}))
    with pytest.raises(Refused, match="Trang “Sheet1” thiếu cột “Chi bộ”"):
        importing.plan(office, book)
    guess = importing.guess(book)
    guess = guess.with_sheet(guess.sheets[0].with_cell("Chi bộ thôn Mẫu 7"))
    assert importing.problems(guess) == []
    importing.apply(office, importing.plan(office, book, guess))
    assert [row.cell for row in members.list_members(office)] == ["Chi bộ thôn Mẫu 7"] * 2
    assert acts(office)[-1] == "Nhập danh bạ: 1 chi bộ, 2 đảng viên"


def test_whole_numbers_that_another_program_wrote_with_a_point_are_read(office, tmp_path):
    path = tmp_path / "l.csv"
    path.write_text(
        "TT,Họ và tên,Năm sinh,Số thẻ,Chi bộ\n1.0,Nguyễn Ví Dụ,1966.0,10282669.0,Chi bộ thôn Mẫu 1\n", encoding="utf-8"
    )
    importing.apply(office, importing.plan(office, importing.read(path)))
    (row,) = members.list_members(office)
    assert (row.birth_year, row.card_no) == (1966, "10282669")
