"""Tests of the log file: where lines go and what happens when it has grown."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bontot_desktop import __version__, logs


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(logs, "_SIZE", 500)
    yield logs.start(tmp_path)
    logs.stop()


def test_the_first_line_names_the_versions(file: Path) -> None:
    assert f"Bốn Tốt {__version__}, Python 3." in file.read_text(encoding="utf-8")
    assert logs.versions().startswith(f"Bốn Tốt {__version__}, Python 3.")


def test_a_grown_file_is_set_aside_and_only_the_last_ones_are_kept(file: Path) -> None:
    for number in range(60):
        logging.getLogger("bontot_desktop.thu").info("dòng thứ %s %s", number, "x" * 100)
    kept = sorted(path.name for path in file.parent.iterdir())
    assert kept == ["bontot.log", *(f"bontot.log.{age}" for age in range(1, 6))]
    assert "dòng thứ 59" in file.read_text(encoding="utf-8")
    assert all(path.stat().st_size < 1000 for path in file.parent.iterdir())
