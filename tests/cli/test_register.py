"""``bontot register`` and papers made outside on a real data file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from bontot_desktop.cli.main import main
from bontot_desktop.services import outside
from tests import paper_office
from tests.services.test_outside import PLAN


@pytest.fixture
def data(tmp_path):
    office = paper_office.make_office(tmp_path)
    outside.save(office, PLAN)
    outside.save(office, replace(PLAN, number=4))
    path = office.data.path
    office.close()
    return path


@pytest.fixture
def bontot(data, capsys):
    def run(*words: str) -> tuple[int, str, str]:
        code = main(["--data", str(data), *words])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.mark.parametrize(("form", "starts"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_the_register_of_a_year_is_written_in_each_format(bontot, tmp_path, form, starts):
    code, said, err = bontot("register", "--year", "2026", "--format", form, "--out", str(tmp_path / "ra"))
    assert (code, err) == (0, "")
    target = tmp_path / "ra" / f"so-van-ban-di-nam-2026.{form}"
    assert target.read_bytes().startswith(starts)
    assert said.splitlines()[0] == str(target)
    assert said.splitlines()[1].startswith("Sổ có 02 văn bản; in ngày ")


def test_days_a_run_and_no_gaps_are_chosen_by_words(bontot, tmp_path):
    words = ("--from", "2026-03-01", "--to", "2026-03-31", "--series", "KH/ĐU", "--by-date", "--no-gaps")
    out = str(tmp_path)
    answer = json.loads(bontot("--json", "register", *words, "--format", "xlsx", "--out", out)[1])
    assert answer["papers"] == 2
    rows = CalamineWorkbook.from_path(answer["file"]).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[4:6]] == ["01-KH/ĐU", "04-KH/ĐU"]


def test_what_cannot_be_meant_is_refused_in_a_sentence(bontot, tmp_path):
    code, _, err = bontot("register", "--series", "QĐ/ĐU", "--out", str(tmp_path))
    assert (code, err) == (2, "Sổ không có loại QĐ/ĐU; các loại có trong sổ: KH/ĐU.\n")
    code, _, err = bontot("register", "--year", "2026", "--from", "2026-01-01", "--out", str(tmp_path))
    assert code == 2
    assert "không dùng cả hai" in err


def test_papers_made_outside_stand_in_the_list(bontot):
    rows = json.loads(bontot("--json", "list", "papers")[1])["papers"]
    assert [(row["kind"], row["name"], row["number"]) for row in rows] == [
        ("", "Kế hoạch", "04-KH/ĐU"),
        ("", "Kế hoạch", "01-KH/ĐU"),
    ]
