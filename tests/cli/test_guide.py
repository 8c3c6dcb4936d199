"""``bontot guide``: the printed guide without a window and without a data file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bontot_desktop.cli.main import main


def test_the_guide_is_written_where_it_is_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "sách" / "huong-dan.pdf"
    assert main(["--json", "guide", "--out", str(target)]) == 0
    assert json.loads(capsys.readouterr().out) == {"file": str(target), "bytes": target.stat().st_size}
    assert target.read_bytes().startswith(b"%PDF")


def test_a_place_that_cannot_be_written_is_told_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tep").write_text("một tệp", encoding="utf-8")
    assert main(["guide", "--out", str(tmp_path / "tep" / "huong-dan.pdf")]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 1
