"""A journal that cannot take the whole of an act back is said to be damaged, and nothing is taken back by half."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bontot_desktop.db import container
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.errors import Damaged
from tests.db.office import NOW, PASSWORD, add_cell, cell_names

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an act is cut short by a forked child")


@pytest.fixture
def cut_short(office_path: Path) -> Path:
    """An office whose second cell was being written when the program was killed: new pages, the journal beside them."""
    with DataFile.open(office_path, PASSWORD, now=NOW) as opened:
        add_cell(opened, "Chi bộ thôn Mẫu 1")
        opened.driver.execute("CREATE TABLE mau_thu (id INTEGER PRIMARY KEY, chu TEXT)")
        opened.driver.executemany("INSERT INTO mau_thu (chu) VALUES (?)", [("cũ" * 1500,)] * 60)
    child = os.fork()
    if child == 0:
        try:
            opened = DataFile.open(office_path, PASSWORD, now=NOW)
            # More pages than fit: SQLite writes them into the file before the act is finished.
            opened.driver.execute("PRAGMA cache_size = 1")
            opened.driver.execute("BEGIN IMMEDIATE")
            opened.driver.execute("UPDATE mau_thu SET chu = replace(chu, 'cũ', 'mới')")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert container.journal_file(office_path).stat().st_size > container.PAGE
    return office_path


def _hurt(path: Path, change: Callable[[bytearray], None]) -> None:
    journal = container.journal_file(path)
    content = bytearray(journal.read_bytes())
    change(content)
    journal.write_bytes(content)


def test_an_act_cut_short_is_taken_back_by_its_whole_journal(cut_short: Path) -> None:
    with DataFile.open(cut_short, PASSWORD, now=NOW) as opened:
        assert opened.was_left
        assert cell_names(opened) == ["Chi bộ thôn Mẫu 1"]
        assert opened.driver.execute("SELECT DISTINCT chu FROM mau_thu").fetchall() == [("cũ" * 1500,)]


def _flip(content: bytearray) -> None:
    content[512 + 4 + container.PAGE - 200] ^= 1


def _cut(content: bytearray) -> None:
    del content[3000:]


def _almost_nothing(content: bytearray) -> None:
    del content[20:]


def _no_head(content: bytearray) -> None:
    content[3] ^= 0xFF


def _fewer(content: bytearray) -> None:
    content[11] -= 1


@pytest.mark.parametrize("change", [_flip, _cut, _almost_nothing, _no_head, _fewer])
def test_a_journal_that_was_damaged_is_said_and_nothing_is_played(
    cut_short: Path, tmp_path: Path, change: Callable[[bytearray], None]
) -> None:
    _hurt(cut_short, change)
    before = shutil.copyfile(cut_short, tmp_path / "truoc").read_bytes()
    with pytest.raises(Damaged, match="để lùi việc ấy lại bị hỏng"):
        DataFile.open(cut_short, PASSWORD, now=NOW)
    assert cut_short.read_bytes() == before
    assert container.journal_file(cut_short).exists()
