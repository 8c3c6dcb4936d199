"""``bontot stats`` tells the figures and reports of a period, and refuses what there is not in a sentence."""

from __future__ import annotations

import json

import pytest
from python_calamine import CalamineWorkbook

from bontot_desktop.cli.main import main
from tests import recognition_office
from tests.meeting_office import approved, make_office


@pytest.fixture
def data(tmp_path):
    office = make_office(tmp_path)
    for month in (1, 2, 3):
        approved(office, month=month)
    office.close()
    return str(office.data.path)


def test_a_figure_is_told_by_group_and_by_month(data, capsys):
    assert main(["stats", "S1", "--data", data, "--year", "2026", "--quarter", "1"]) == 0
    said = capsys.readouterr().out
    assert "Tỷ lệ đảng viên dự sinh hoạt, theo nhóm chi bộ, quý I năm 2026" in said
    assert "95,5 %" in said
    assert main(["stats", "s3", "--data", data, "--year", "2026", "--by", "month", "--half", "1", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [row["cells"][1] for row in answer["tables"][0]["rows"]] == ["3", "3", "3", "0", "0", "0", "9"]
    assert len(answer["tables"][0]["rows"][0]["ids"]) == 1


def test_all_figures_go_into_a_workbook(data, tmp_path, capsys):
    target = tmp_path / "chi-tieu.xlsx"
    assert main(["stats", "all", "--data", data, "--year", "2026", "--out", str(target), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"file": str(target), "tables": 1}
    lines = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    assert any(line[0] == "S1" for line in lines)


def test_a_report_is_told_and_one_of_a_cell_needs_its_code(data, capsys):
    assert main(["stats", "R8", "--data", data, "--year", "2026", "--cell", "cb01"]) == 0
    assert "Kết quả sinh hoạt của Chi bộ thôn Mẫu 1" in capsys.readouterr().out
    assert main(["stats", "R5", "--data", data, "--year", "2026", "--month", "1"]) == 0
    assert "Không có đảng viên nào" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["R8"], "Hãy chọn chi bộ"),
        (["R8", "--cell", "XX"], "Không có chi bộ mã XX"),
        (
            ["R1", "--year", "2026", "--month", "3"],
            "R1 là văn bản F11; hãy làm bằng lệnh bontot paper F11 --period 2026-03",
        ),
        (["r2", "--year", "2026", "--half", "1"], "bằng lệnh bontot paper F12 --period 2026-H1 --out"),
        (["S99"], "Không có thống kê “S99”"),
        (["S14", "--by", "month"], "không chia theo tháng được"),
        (["R3", "--out", "bang.csv"], "không phải bảng tính .xlsx"),
        (["R3", "--quarter", "5"], "--quarter không có “5”"),
    ],
)
def test_what_there_is_not_is_refused(data, capsys, words, reason):
    assert main(["stats", *words, "--data", data]) == 2
    assert reason in capsys.readouterr().err


@pytest.fixture
def year(tmp_path):
    office = recognition_office.make_office(tmp_path)
    recognition_office.judged(office)
    office.close()
    return str(office.data.path)


def test_the_tables_of_a_year_are_told_by_their_names(year, capsys):
    assert main(["stats", "b1", "--data", year, "--year", "2026"]) == 0
    said = capsys.readouterr().out
    assert "Biểu 1. Đăng ký, công nhận theo loại hình" in said
    assert "Nông thôn" in said
    assert main(["stats", "B5", "--data", year, "--year", "2026", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["year"], answer["is_closed"], len(answer["tables"])) == (2026, False, 1)
    assert answer["tables"][0]["rows"][0]["cells"][3:] == ["R99", "Chưa trả hết đảng phí."]
    assert main(["stats", "R", "--data", year, "--year", "2026"]) == 0
    assert "Tỷ lệ được công nhận so với đăng ký" in capsys.readouterr().out


def test_all_tables_of_a_year_go_into_one_workbook(year, tmp_path, capsys):
    target = tmp_path / "cuoi-nam.xlsx"
    assert main(["stats", "B", "--data", year, "--year", "2026", "--out", str(target), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"file": str(target), "tables": 8}
    assert CalamineWorkbook.from_path(str(target)).sheet_names == [f"Biểu {number}" for number in range(1, 9)]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["B1", "--year", "2031"], "Năm 2031 chưa có đợt thi đua"),
        (["B1", "--year", "2026", "--quarter", "1"], "Biểu cuối năm là của cả năm"),
        (["B9"], "Không có thống kê “B9”"),
    ],
)
def test_a_table_of_a_year_there_is_not_is_refused(year, capsys, words, reason):
    assert main(["stats", *words, "--data", year]) == 2
    assert reason in capsys.readouterr().err
