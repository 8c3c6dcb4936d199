"""The real program ended from outside while somebody types: what was typed is offered again, the file is whole."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from bontot_desktop.services import drafts
from bontot_desktop.services.office import open_office
from tests.screen import Screen
from tests.small_office import plain_office
from tests.walks.test_real_window import PATIENCE, _key_of, _start, _until, _xdo

TYPED = "Chi bo thon Go Do"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Linux")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An office at rest."""
    office = plain_office(tmp_path)
    office.close()
    return office.data.path


def _typing(screen: Screen, path: Path) -> subprocess.Popen[bytes]:
    """Start the program, half type a new cell and wait until the draft is kept: keys are on their way for a while."""
    program = _start(screen, path)
    window = str(_until("the window", lambda: _xdo(screen, "search", "--onlyvisible", "--name", "nho – Bốn Tốt")))
    _xdo(screen, "windowfocus", "--sync", window.split()[0])
    _xdo(screen, "key", _key_of("cells"), "ctrl+n")
    _xdo(screen, "key", "ctrl+a")
    _xdo(screen, "type", "--delay", "20", TYPED)
    _until("the draft", lambda: TYPED.encode() in path.read_bytes())
    return program


def _offered(path: Path, *, was_left: bool) -> list[str]:
    again = open_office(path, holder="thử", who="Thử", clock=datetime.now)
    try:
        assert again.data.was_left == was_left
        return [str(value) for row in drafts.all_kept(again) for value in row.payload.values()]
    finally:
        again.close()


def test_a_window_killed_while_somebody_types_offers_the_typing_again(screen: Screen, path: Path) -> None:
    program = _typing(screen, path)
    try:
        assert program.poll() is None
    finally:
        program.kill()
        program.wait()
    assert TYPED in _offered(path, was_left=True)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_window_told_to_end_keeps_the_typing_and_closes_the_file(screen: Screen, path: Path, name: str) -> None:
    program = _typing(screen, path)
    try:
        program.send_signal(signal.SIGTERM)
        assert program.wait(PATIENCE) == 0
    finally:
        program.kill()
        program.wait()
    assert [one.name for one in path.parent.iterdir() if one.name.startswith(path.name)] == [path.name]
    assert TYPED in _offered(path, was_left=False)
