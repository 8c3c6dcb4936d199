"""``bontot lint``: what a person reads, what a program reads, and the exit codes."""

from __future__ import annotations

import json

import pytest

from bontot_desktop.cli.main import main
from tests.documents.lint.typed import Typed


@pytest.fixture
def lint(capsys):
    """Run the command; gives the exit code, stdout and stderr."""

    def run(*said: object) -> tuple[int, str, str]:
        code = main(["lint", *map(str, said)])
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def typed(tmp_path):
    path = tmp_path / "quyet-dinh.docx"
    path.write_bytes(Typed(number="Số: 05-QĐ/ĐU", summary="Về công nhận").docx())
    return path


def test_findings_are_told_one_a_line_with_page_and_clause(lint, typed):
    code, out, err = lint(typed)
    assert (code, err) == (0, "")
    first, *lines = out.splitlines()
    assert first == (
        "quyet-dinh.docx: xét theo Hướng dẫn 05-HD/VPTW, ngày 27/5/2026. Thấy 1 chỗ sai, 1 chỗ nên xem lại."
    )
    assert lines[0] == ("[sai] Số và ký hiệu, trang 1: “Số: 05-QĐ/ĐU”. Nên là: Số 05-QĐ/ĐU (HD 36 §1.3).")
    assert lines[1].startswith("[nên xem lại] Trích yếu nội dung, trang 1: ")


def test_programs_get_one_object(lint, typed):
    code, out, _ = lint(typed, "--json")
    answer = json.loads(out)
    assert code == 0
    assert (answer["profile"], answer["date"], answer["faults"], answer["advices"]) == ("HD05_2026", "2026-06-06", 1, 1)
    assert answer["findings"][0] == {
        "rule": "number-form",
        "level": "sai",
        "part": "Số và ký hiệu",
        "page": 1,
        "page_is_exact": False,
        "times": 1,
        "is": "“Số: 05-QĐ/ĐU”",
        "should_be": "Số 05-QĐ/ĐU",
        "clause": "HD 36 §1.3",
    }


def test_another_date_asks_another_guide(lint, typed):
    _, out, _ = lint(typed, "--date", "2026-05-26")
    assert "36-HD/VPTW" in out
    assert "dấu phẩy (,)" in out


def test_a_good_file_is_said_to_be_good(lint, tmp_path):
    path = tmp_path / "tot.docx"
    path.write_bytes(Typed().docx())
    assert lint(path)[1].strip().endswith("Chưa thấy chỗ nào sai thể thức.")


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04", "chữ".encode()])
def test_what_cannot_be_read_exits_2_with_one_sentence(lint, tmp_path, content):
    path = tmp_path / "la.docx"
    if content is not None:
        path.write_bytes(content)
    code, out, err = lint(path)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "la.docx" in err
