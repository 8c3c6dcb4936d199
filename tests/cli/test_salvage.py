"""``bontot salvage``: what can be read of a damaged file, told in sentences or as one object."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bontot_desktop.cli.main import main
from bontot_desktop.db import keys
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.services.sampling import Clock

PASSWORD = "mật khẩu thử"


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """Return an encrypted office whose first page is lost, and its recovery code."""
    monkeypatch.setattr(keys, "COST", 2**10)
    monkeypatch.setenv("BONTOT_PASSWORD", PASSWORD)
    path = tmp_path / "van-phong.bontot"
    opened, code = DataFile.create(path, PASSWORD, now=Clock.on(2026, 11, 21)())
    opened.close()
    content = bytearray(path.read_bytes())
    content[:4096] = b"\x33" * 4096
    path.write_bytes(content)
    return path, str(code)


def test_a_damaged_file_that_will_not_open_is_salvaged_and_the_new_one_opens(
    broken: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = broken
    new = tmp_path / "cuu.bontot"
    assert main(["--data", str(path), "check"]) == 3
    capsys.readouterr()
    assert main(["--json", "salvage", str(path), "--out", str(new)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["data"] == str(new)
    assert answer["lost"] == 0
    assert Path(answer["list"]).is_file()
    assert main(["--data", str(new), "check"]) == 0
    assert main(["salvage", str(path), "--out", str(new)]) == 2  # something stands there


def test_the_recovery_code_opens_it_too(
    broken: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, code = broken
    said = tmp_path / "ma.txt"
    said.write_text(f"{code}\n", encoding="utf-8")
    assert main(["salvage", str(path), "--out", str(tmp_path / "cuu.bontot"), "--code-file", str(said)]) == 0
    assert "Đã cứu vào " in capsys.readouterr().out
