"""A room for looking is the user's alone, goes with its file, and what a killed program left goes at the next start."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bontot_desktop.db import rooms
from bontot_desktop.db.datafile import DataFile
from tests.db.office import NOW, PASSWORD


@pytest.fixture
def aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of temporary files of this test."""
    folder = tmp_path / "tam"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from bontot_desktop.db import keys

    monkeypatch.setattr(keys, "COST", 2**10)
    made, _ = DataFile.create(tmp_path / "van-phong.bontot", PASSWORD, now=NOW)
    made.close()
    return made.path


def test_a_room_is_private_holds_nothing_readable_and_goes_with_its_file(aside: Path, sealed: Path) -> None:
    opened = DataFile.open_to_read(sealed, PASSWORD, now=NOW)
    (room,) = aside.iterdir()
    if sys.platform != "win32":
        assert stat.S_IMODE(room.stat().st_mode) == 0o700
    assert all(b"SQLite format 3" not in path.read_bytes() for path in room.iterdir() if path.suffix == ".bontot")
    assert rooms.sweep(young=0) == 0, "its program lives"
    opened.close()
    assert list(aside.iterdir()) == []


def test_what_is_no_room_and_what_is_young_stays(aside: Path) -> None:
    (aside / "khac").mkdir()
    made = rooms.make()
    assert rooms.sweep() == 0
    assert rooms.sweep(young=0) == 1
    assert not made.exists()
    assert (aside / "khac").is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot kill this way")
def test_what_a_killed_program_left_goes_at_the_next_look(aside: Path, sealed: Path) -> None:
    program = (
        "import sys, time; from datetime import datetime; from pathlib import Path\n"
        "from bontot_desktop.db.datafile import DataFile\n"
        "opened = DataFile.open_to_read(Path(sys.argv[1]), sys.argv[2], now=datetime(2026, 11, 22))\n"
        "print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(sealed), PASSWORD],
        env={**os.environ, "TMPDIR": str(aside)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == b"open\n"
        assert rooms.sweep(young=0) == 0
        started.send_signal(signal.SIGKILL)
    assert len(list(aside.iterdir())) == 1
    assert rooms.sweep(young=0) == 1
    assert list(aside.iterdir()) == []
