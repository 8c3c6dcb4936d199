"""The real program in a real window on a real screen: started, typed into, raised by a second start, closed."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from bontot_desktop.db import keys as secret_keys
from bontot_desktop.services import committee, history, setup
from bontot_desktop.services.office import open_office
from bontot_desktop.ui import keys
from bontot_desktop.ui.pages.registry import PAGES
from tests.screen import Screen
from tests.small_office import DRAFT, plain_office

PATIENCE = 60.0


def _until(what: str, found: Callable[[], object]) -> object:
    """Ask again and again until there is an answer; the program's own pace sets the time, not a pause."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        answer = found()
        if answer:
            return answer
    pytest.fail(f"{what} never came")


def _xdo(screen: Screen, *words: str) -> str:
    done = subprocess.run(["xdotool", *words], env=screen.environment, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _key_of(page: str) -> str:
    """Return the key that opens a page of the rail, wherever the page stands in it."""
    return keys.page([entry.key for entry in PAGES].index(page) + 1).lower().replace("-", "minus")


def _windows(screen: Screen) -> list[str]:
    return _xdo(screen, "search", "--onlyvisible", "--class", "BonTot").split()


def _start(screen: Screen, path: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "bontot_desktop", str(path)], env=screen.environment)


def test_the_window_opens_takes_typing_and_saves_what_was_typed(screen: Screen, tmp_path: Path) -> None:
    office = plain_office(tmp_path)
    path = office.data.path
    office.close()
    program = _start(screen, path)
    try:
        window = str(_until("the window", lambda: _xdo(screen, "search", "--onlyvisible", "--name", "nho – Bốn Tốt")))
        window = window.split()[0]
        second = _start(screen, path)
        assert second.wait(PATIENCE) == 0
        _xdo(screen, "windowfocus", "--sync", window)
        # Ctrl+K finds the page without marks, Enter opens it, Tab goes to its first field.
        _xdo(screen, "key", "ctrl+k")
        _xdo(screen, "type", "--delay", "30", "he thong")
        _until("the list under the search box", lambda: len(_windows(screen)) > 1)
        _xdo(screen, "key", "Return")
        _until("the end of that list", lambda: len(_windows(screen)) == 1)
        _xdo(screen, "windowfocus", "--sync", window)
        _xdo(screen, "key", "Tab")
        _xdo(screen, "key", "ctrl+a")
        _xdo(screen, "type", "--delay", "30", "Dang uy xa Go Thu")
        _xdo(screen, "key", "ctrl+s")
        _xdo(screen, "key", "ctrl+q")
        assert program.wait(PATIENCE) == 0
    finally:
        program.kill()
        program.wait()
    again = open_office(path, holder="thử", who="Thử", clock=datetime.now)
    assert committee.committee(again).name == "Dang uy xa Go Thu"
    again.close()


def test_what_was_saved_is_taken_back_by_its_key(screen: Screen, tmp_path: Path) -> None:
    office = plain_office(tmp_path)
    path = office.data.path
    office.close()
    program = _start(screen, path)
    try:
        window = str(_until("the window", lambda: _xdo(screen, "search", "--onlyvisible", "--name", "nho – Bốn Tốt")))
        _xdo(screen, "windowfocus", "--sync", window.split()[0])
        _xdo(screen, "key", _key_of("system"))
        _xdo(screen, "key", "Tab")
        _xdo(screen, "key", "ctrl+a")
        _xdo(screen, "type", "--delay", "30", "Dang uy xa Go Thu")
        _xdo(screen, "key", "ctrl+s")
        # In the field the key is the field's own; on another page it is the office's.
        _xdo(screen, "key", _key_of("cells"), "ctrl+z", "ctrl+q")
        assert program.wait(PATIENCE) == 0
    finally:
        program.kill()
        program.wait()
    again = open_office(path, holder="thử", who="Thử", clock=datetime.now)
    assert history.recent(again)[0].sentence == "Hoàn tác: Sửa thông tin Đảng ủy"
    assert committee.committee(again).name == "Đảng ủy xã Ví Dụ"
    again.close()


def test_ctrl_l_covers_the_real_window_until_the_password_is_typed(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secret_keys, "COST", 2**10)
    path = tmp_path / "van-phong.bontot"
    office, _ = setup.new_office(path, DRAFT, password="matkhauthu1", holder="thử", who="Thử", clock=datetime.now)
    office.close()
    program = _start(screen, path)

    def type_into(window: str) -> None:
        _xdo(screen, "windowfocus", "--sync", window)
        _xdo(screen, "type", "--delay", "30", "matkhauthu1")
        _xdo(screen, "key", "Return")

    try:
        _until("the question for the password", lambda: _windows(screen))
        type_into(_windows(screen)[0])
        _until("the window", lambda: _titles(screen, "van-phong – Bốn Tốt"))
        _xdo(screen, "windowfocus", "--sync", _titles(screen, "van-phong – Bốn Tốt")[0])
        _xdo(screen, "key", "ctrl+l")
        _until("the lock", lambda: len(_titles(screen, "Đang khóa")) == 2)
        assert _titles(screen, "van-phong") == []
        lock = next(window for window in _titles(screen, "Đang khóa") if _width(screen, window) < 700)
        type_into(lock)
        _until("the window again", lambda: _titles(screen, "van-phong – Bốn Tốt"))
        assert _titles(screen, "Đang khóa") == []
        _xdo(screen, "windowfocus", "--sync", _titles(screen, "van-phong – Bốn Tốt")[0])
        _xdo(screen, "key", "ctrl+q")
        assert program.wait(PATIENCE) == 0
    finally:
        program.kill()
        program.wait()


def _titles(screen: Screen, words: str) -> list[str]:
    """Return the windows of the program whose titles hold some words."""
    return [window for window in _windows(screen) if words in _xdo(screen, "getwindowname", window)]


def _width(screen: Screen, window: str) -> int:
    shape = dict(line.split("=") for line in _xdo(screen, "getwindowgeometry", "--shell", window).splitlines())
    return int(shape["WIDTH"])
