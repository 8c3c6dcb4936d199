"""``bontot book`` from the words to the files."""

from __future__ import annotations

import json

import pytest

from bontot_desktop.cli.main import main
from tests.meeting_office import approved, make_office


@pytest.fixture
def data(tmp_path):
    office = make_office(tmp_path)
    approved(office, month=3)
    office.close()
    return tmp_path / "office.bontot"


def run(data, *words: object) -> int:
    return main(["--data", str(data), "--json", "book", *map(str, words)])


def test_blank_books_of_named_cells_are_written_with_one_that_joins_them(data, tmp_path, capsys):
    out = tmp_path / "out"
    assert run(data, "--year", 2026, "--cell", "CB01", "CB02", "--blank", "--out", out) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [book["cell"] for book in answer["books"]] == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2", ""]
    assert len(list(out.iterdir())) == 3


def test_a_cell_named_twice_has_one_book(data, tmp_path, capsys):
    assert run(data, "--year", 2026, "--cell", "CB01", "cb01", "--blank", "--out", tmp_path / "out") == 0
    assert len(json.loads(capsys.readouterr().out)["books"]) == 1


def test_a_filled_book_in_both_formats_leaves_out_cells_without_minutes_and_says_so(data, tmp_path, capsys):
    out = tmp_path / "out"
    assert run(data, "--year", 2026, "--all", "--filled", "--format", "both", "--out", out) == 0
    assert sorted(path.suffix for path in out.iterdir()) == [".docx", ".pdf"]
    assert "Chi bộ thôn Mẫu 2 chưa có biên bản nào được thông qua trong năm 2026." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--year", 2026, "--cell", "XX", "--blank"), "Năm 2026 không có chi bộ mã XX."),
        (("--year", 2026, "--cell", "CB02", "--filled"), "chưa có biên bản nào"),
    ],
)
def test_what_cannot_be_printed_is_refused_and_nothing_written(data, tmp_path, capsys, words, reason):
    out = tmp_path / "out"
    assert run(data, *words, "--out", out) == 2
    assert reason in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("words", [("--all", "--blank"), ("--year", 2026, "--blank"), ("--year", 2026, "--all")])
def test_wrong_words_are_explained_in_vietnamese(data, tmp_path, capsys, words):
    assert run(data, *words, "--out", tmp_path / "out") == 2
    assert "Câu lệnh chưa đúng" in capsys.readouterr().err
