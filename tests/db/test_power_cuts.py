"""The power goes at the worst moments: before every step on the disk, and in the middle of saving."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bontot_desktop.db import check
from bontot_desktop.db.datafile import DataFile
from tests.db.office import NOW, PASSWORD, cell_names, names_beside

ROOT = Path(__file__).parent.parent.parent

SAVER = """
import sys
from datetime import datetime
from pathlib import Path
from bontot_desktop.db.datafile import DataFile
from tests.db.office import add_cell
opened = DataFile.open(Path(sys.argv[1]), sys.argv[2], now=datetime(2026, 11, 21, 9, 30))
number = 0
while True:
    number += 1
    add_cell(opened, f"Chi bộ thôn Mẫu {number}")
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork")
def test_a_cut_before_any_step_on_the_disk_loses_nothing(made_once: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.db.power_cuts", str(made_once / "office.bontot"), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    day, back, made = (int(word) for word in done.stdout.split())
    assert day > 12
    assert back > 12
    assert made > 6


@pytest.mark.parametrize("saves", [1, 4, 9])
def test_every_save_that_was_told_is_there_after_a_kill(office_path: Path, saves: int) -> None:
    command = [sys.executable, "-c", SAVER, str(office_path), PASSWORD]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as saver:
        assert saver.stdout is not None
        for _ in range(saves):
            told = int(saver.stdout.readline())
        saver.kill()
        for line in saver.stdout:
            told = int(line)
    with DataFile.open(office_path, PASSWORD, now=NOW) as opened:
        assert opened.was_left
        kept = len(cell_names(opened))
        assert kept in (told, told + 1)
        assert all(answer.is_good for answer in check.check(opened))
        last = opened.last_act()
        assert last is not None
        assert last.id == kept
    assert names_beside(office_path) == ["van-phong.bontot"]
