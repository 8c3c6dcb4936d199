"""Cells that have only a number or a letter for a name, however a list writes them."""

from __future__ import annotations

import pytest

from bontot_desktop.services import importing, members
from bontot_desktop.services.importing import Choices
from tests.register_office import make_office, write_sheets

HEADINGS = ["TT", "Họ và tên", "Ngày sinh", "Giới tính", "Ngày vào Đảng", "Ngày chính thức", "Số thẻ"]


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def person(number: int, *more: str) -> list[object]:
    name = f"Nguyễn Văn Ví Dụ {chr(64 + number)}"
    return [number, name, "01/01/1970", "Nam", "01/01/1999", "01/01/2000", f"1000000{number}", *more]


def column(names: list[str], first: int = 1) -> list[list[object]]:
    return [[*HEADINGS, "Chi bộ"], *(person(number, name) for number, name in enumerate(names, start=first))]


def read(tmp_path, sheets, name="list.xlsx"):
    return importing.read(write_sheets(tmp_path / name, sheets))


def cells_by_person(office):
    return [row.cell for row in sorted(members.list_members(office), key=lambda row: row.full_name)]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Chi bộ 1", "Chi bộ 1"),
        ("Chi bộ số 2", "Chi bộ số 2"),
        ("Chi bộ I", "Chi bộ I"),
        ("Chi bộ 12", "Chi bộ 12"),
        ("Chi bộ A", "Chi bộ A"),
        ("CB1", "Chi bộ 1"),
        ("3", "Chi bộ 3"),
        ("TDP 2", "Chi bộ TDP 2"),
        ("Đông Mẫu", "Chi bộ Đông Mẫu"),
    ],
)
def test_a_cell_of_any_name_in_the_column_is_made_in_an_office_without_cells(office, tmp_path, written, name):
    plan = importing.plan(office, read(tmp_path, {"DS": column([written])}))
    assert plan.refused == ()
    importing.apply(office, plan)
    assert cells_by_person(office) == [name]


def test_a_question_about_a_cell_of_the_column_bears_its_name_and_leaving_it_out_is_told(office, tmp_path):
    book = read(tmp_path, {"DS": column(["Chi bộ 1", "Chi bộ 1", "Chi bộ 2"])})
    question = importing.plan(office, book).doubtful[0]
    assert (question.name, question.row) == ("Chi bộ 1", 2)
    plan = importing.plan(office, book, None, Choices({question.key: importing.SKIP}))
    assert [row.text for row in plan.refused] == ["chi bộ “Chi bộ 1” không được nhập (dòng 2)."] * 2
    importing.apply(office, plan)
    assert cells_by_person(office) == ["Chi bộ 2"]


def test_an_unknown_name_in_the_column_is_asked_about_in_an_office_with_cells(office, tmp_path):
    importing.apply(office, importing.plan(office, read(tmp_path, {"DS": column(["Chi bộ 1"])})))
    plan = importing.plan(office, read(tmp_path, {"DS": column(["Chi bộ 7"], 2)}, "more.xlsx"))
    assert plan.refused == ()
    assert plan.doubtful[0].text == "“Chi bộ 7” chưa có trong sổ; tạm lập chi bộ mới. Đúng không?"


def test_one_number_written_in_several_ways_is_one_cell(office, tmp_path):
    names = ["Chi bộ 1", "Chi bộ số 2", "CB1", "1", "chi bo so 2", "CB02", "Chi bộ 01"]
    importing.apply(office, importing.plan(office, read(tmp_path, {"DS": column(names)})))
    first, second = "Chi bộ 1", "Chi bộ số 2"
    assert cells_by_person(office) == [first, second, first, first, second, second, first]


def test_numbers_find_the_cells_of_the_list_of_cells_and_others_are_refused(office, tmp_path):
    listed = [["TT", "Tên chi bộ", "Loại hình"], [1, "Chi bộ 1", "Thôn"], [2, "Chi bộ 2", "Thôn"]]
    book = read(tmp_path, {"Chi bộ": listed, "ĐV": column(["Chi bộ 1", "CB2", "1", "chi bo so 2", "Chi bộ 5"])})
    plan = importing.plan(office, book)
    assert [(row.row, row.text) for row in plan.refused] == [
        (6, "chi bộ “Chi bộ 5” không có trong danh sách chi bộ và trong sổ.")
    ]
    importing.apply(office, plan)
    assert cells_by_person(office) == ["Chi bộ 1", "Chi bộ 2", "Chi bộ 1", "Chi bộ 2"]


def test_a_code_that_may_be_short_for_another_cell_is_asked_about_once(office, tmp_path):
    names = ["Chi bộ thôn Mẫu", "Chi bộ 3", "Chi bộ 1"]
    importing.apply(office, importing.plan(office, read(tmp_path, {"DS": column(names)})))
    book = read(tmp_path, {"DS": column(["CB01", "CB01"], 4)}, "more.xlsx")
    plan = importing.plan(office, book)
    question = plan.doubtful[0]
    assert [choice.label for choice in question.choices][:3] == ["Là Chi bộ 1", "Là Chi bộ thôn Mẫu", "Lập Chi bộ 01"]
    assert len(plan.doubtful) == 1
    plan = importing.plan(office, book, None, Choices({question.key: question.choices[1].key}))
    importing.apply(office, plan)
    assert cells_by_person(office)[3:] == ["Chi bộ thôn Mẫu"] * 2


def test_a_code_the_list_of_cells_gives_means_its_cell(office, tmp_path):
    listed = [["Mã chi bộ", "Tên chi bộ", "Loại hình"], ["CB01", "Chi bộ 2", "Thôn"], ["CB02", "Chi bộ 1", "Thôn"]]
    plan = importing.plan(office, read(tmp_path, {"Chi bộ": listed, "ĐV": column(["CB01", "CB02"])}))
    importing.apply(office, plan)
    assert cells_by_person(office) == ["Chi bộ 2", "Chi bộ 1"]


@pytest.mark.parametrize("names", [["Chi bộ 1", "CB2", "3", "Chi bộ số 4"], ["1", "2", "3", "4"]])
def test_sheets_named_by_numbers_are_cells(office, tmp_path, names):
    sheets = {name: [HEADINGS, person(number)] for number, name in enumerate(names, start=1)}
    importing.apply(office, importing.plan(office, read(tmp_path, sheets)))
    expected = ["Chi bộ 1", "Chi bộ 2", "Chi bộ 3", "Chi bộ số 4" if "Chi bộ 1" in names else "Chi bộ 4"]
    assert cells_by_person(office) == expected


def test_group_rows_in_short_are_cells(office, tmp_path):
    rows = [HEADINGS, ["CB1"], person(1), ["CHI BỘ SỐ 3"], person(2), ["CB 4"], person(3)]
    importing.apply(office, importing.plan(office, read(tmp_path, {"DS": rows})))
    assert cells_by_person(office) == ["Chi bộ 1", "Chi bộ số 3", "Chi bộ 4"]


def test_a_dash_is_no_name_of_a_cell(office, tmp_path):
    plan = importing.plan(office, read(tmp_path, {"DS": column(["-", "Chi bộ 1"])}))
    assert [row.row for row in plan.refused] == [2]
