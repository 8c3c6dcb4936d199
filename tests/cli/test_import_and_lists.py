"""``bontot import`` and ``bontot list``: words, answers and exit codes of PRODUCT §6."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bontot_desktop.cli.main import main
from tests.data import make_sample_book
from tests.register_office import SAMPLE_BOOK, cell_row, make_office, member_row, write_book, write_sheets


@pytest.fixture
def bontot(tmp_path, capsys):
    """Run the command on an empty office; gives exit code, stdout and stderr."""
    make_office(tmp_path).close()

    def run(*words):
        capsys.readouterr()
        code = main(["--data", str(tmp_path / "vi-du.bontot"), *map(str, words)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def faulty(tmp_path):
    rows = [member_row("Nguyễn Văn Ví Dụ"), member_row("Lê Ví Dụ An", **{"Ngày sinh": "30/02/1980"}), member_row("")]
    return write_book(tmp_path / "loi.xlsx", [cell_row("TH01", "Chi bộ thôn Mẫu 1")], rows)


def listed(bontot, name, *more):
    code, out, _ = bontot("--json", "list", name, *more)
    assert code == 0
    return json.loads(out)[name]


def test_a_good_workbook_is_taken_and_told_in_figures(bontot):
    code, out, err = bontot("import", SAMPLE_BOOK)
    assert (code, err) == (0, "")
    assert "Chi bộ: 8 thêm mới" in out
    book = make_sample_book.make()
    assert len(listed(bontot, "cells")) == len(book.cells)
    assert sorted(row["full_name"] for row in listed(bontot, "members")) == sorted(row[1] for row in book.members)


def test_a_dry_run_tells_the_same_and_writes_nothing(bontot):
    code, out, _ = bontot("import", SAMPLE_BOOK, "--dry-run")
    assert code == 0
    assert "Đảng viên: 96 thêm mới" in out
    assert listed(bontot, "members") == []


def test_refused_rows_are_told_on_stderr_one_a_line_and_the_rest_is_taken(bontot, faulty):
    code, _, err = bontot("import", faulty)
    assert code == 2
    assert err.splitlines() == [
        "Trang “Đảng viên”, dòng 3, cột “Ngày sinh”: ngày sinh không có thật: “30/02/1980” (viết như 06/3/1985).",
        "Trang “Đảng viên”, dòng 4, cột “Họ và tên”: thiếu họ tên.",
    ]
    assert [row["full_name"] for row in listed(bontot, "members")] == ["Nguyễn Văn Ví Dụ"]


def test_strict_takes_all_or_nothing(bontot, faulty):
    code, out, err = bontot("import", faulty, "--strict")
    assert code == 2
    assert "Chưa nhập gì" in out
    assert len(err.splitlines()) == 2
    assert listed(bontot, "cells") == []


def test_a_dry_run_with_refused_rows_says_so_by_its_exit_code(bontot, faulty):
    assert bontot("import", faulty, "--dry-run")[0] == 2
    assert listed(bontot, "cells") == []


def test_with_json_the_answer_is_one_object_with_three_lists(bontot, faulty):
    code, out, _ = bontot("--json", "import", faulty)
    answer = json.loads(out)
    assert code == answer["exit"] == 2
    assert answer["written"] is True
    assert [(row["sheet"], row["row"], row["column"]) for row in answer["refused"]] == [
        ("Đảng viên", 3, "Ngày sinh"),
        ("Đảng viên", 4, "Họ và tên"),
    ]
    assert {row["action"] for row in answer["taken"]} == {"NEW"}


def test_the_guess_the_questions_and_what_is_not_read_are_told(bontot, tmp_path):
    rows = [["DANH SÁCH"], ["TT", "Họ tên", "Năm sinh", "Ngày VĐ", "Nghề nghiệp"], ["I", "CHI BỘ THÔN MẪU 1"]]
    rows += [[1, "LÊ VÍ DỤ AN", 1970, "3/2/1990", "Làm ruộng"], ["", "Cộng: 1 đồng chí"]]
    path = write_sheets(tmp_path / "l.xlsx", {"DS": rows})
    code, out, err = bontot("import", path)
    assert (code, err) == (0, "")
    assert "Trang “DS”: Đảng viên, tiêu đề ở dòng 2, chi bộ theo các dòng tên chi bộ. Cột: B Họ và tên (chắc" in out
    assert "Trang “DS”: không nhập cột E “Nghề nghiệp”." in out
    assert "Cần xem lại. Trang “DS”, dòng 4: Lê Ví Dụ An vào Đảng đã lâu" in out
    answer = json.loads(bontot("--json", "import", path, "--dry-run")[1])
    assert answer["guess"][0]["cell_from"] == "GROUPS"
    assert answer["ignored"] == [
        {"sheet": "DS", "row": 3, "kind": "GROUP", "text": "I · CHI BỘ THÔN MẪU 1"},
        {"sheet": "DS", "row": 5, "kind": "TOTAL", "text": "Cộng: 1 đồng chí"},
    ]


def test_a_newer_list_tells_who_is_gone_and_keeps_them(bontot, tmp_path):
    rows = [member_row("Nguyễn Văn Ví Dụ"), member_row("Lê Ví Dụ An")]
    cell = cell_row("TH01", "Chi bộ thôn Mẫu 1")
    bontot("import", write_book(tmp_path / "a.xlsx", [cell], rows))
    code, out, _ = bontot("import", write_book(tmp_path / "b.xlsx", [cell], rows[:1]))
    assert code == 0
    assert "Không còn trong danh sách: Lê Ví Dụ An (Chi bộ thôn Mẫu 1); vẫn giữ trong sổ." in out
    assert len(listed(bontot, "members")) == 2


def test_an_unknown_workbook_is_refused_and_nothing_changes(bontot, tmp_path):
    path = tmp_path / "hong.xlsx"
    path.write_bytes(b"khong phai bang tinh")
    code, _, err = bontot("import", path)
    assert code == 2
    assert len(err.splitlines()) == 1
    assert bontot("import", tmp_path / "khong-co.xlsx")[0] == 2


def test_lists_are_tables_for_people(bontot):
    bontot("import", SAMPLE_BOOK)
    code, out, _ = bontot("list", "cells")
    assert code == 0
    assert out.splitlines()[0].startswith("Mã")
    assert any("Chi bộ thôn Mẫu 3" in line for line in out.splitlines())


def test_a_list_of_an_earlier_year_shows_who_was_there_then(bontot):
    bontot("import", SAMPLE_BOOK)
    then = {row["full_name"] for row in listed(bontot, "members", "--year", "1990")}
    book = make_sample_book.make()
    official = {row[1] for row in book.members if row[5] and row[5] <= date(1990, 12, 31)}
    assert official <= then
    assert len(then) < len(book.members)
