"""What every test gets: a home of its own, one screenless window system, and a strict look at what it leaves behind."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.screen import Screen, keep_pictures

# Before Qt is loaded: windows of the tests never appear on the desktop of the person who runs them.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Found examples are repeated in the same order every time, so that a run that was green stays green; a slow machine
# is no failure.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("steady")

SHOTS = Path(__file__).parent.parent / ".pytest-shots"
FONTS = Path(__file__).parent.parent / "resources" / "fonts"
#: How long a thread that is on its way out may take before it counts as left over, in seconds.
PATIENCE = 5.0


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Keep a picture of every window that is open when a test fails."""
    report = yield
    if report.when == "call" and report.failed and "qapp" in getattr(item, "fixturenames", ()):
        pictures = keep_pictures(SHOTS, item.nodeid)
        if pictures:
            report.sections.append(("windows at the failure", "\n".join(str(picture) for picture in pictures)))
    return report


@pytest.fixture(scope="session", autouse=True)
def _no_real_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point the folders of the person who runs the tests elsewhere, for us and for every program we start."""
    home = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"):
            patch.setenv(variable, str(home))
        for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "BONTOT_PASSWORD"):
            patch.delenv(variable, raising=False)
        if sys.platform.startswith("linux"):
            # An office suite that opens our Word files finds the very fonts we set them in, whatever the machine has.
            (home / ".fonts").symlink_to(FONTS)
        yield


@pytest.fixture(autouse=True)
def bontot_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test its own BONTOT_HOME (the folder of data, copies and logs) and return it."""
    home = tmp_path_factory.mktemp("bontot-home")
    monkeypatch.setenv("BONTOT_HOME", str(home))
    return home


class ExpectedLogs(logging.Handler):
    """Collects log lines at WARNING and above; what a test did not announce fails it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: list[str] = []
        self._announced: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def expect(self, part: str) -> None:
        """Announce that at least one line holding ``part`` will be logged; that it is not logged fails the test."""
        self._announced.append(part)

    def complaints(self) -> list[str]:
        """Return a sentence for each line nobody announced and each announcement nothing came of."""
        unexpected = [line for line in self._lines if not any(part in line for part in self._announced)]
        missing = [part for part in self._announced if not any(part in line for line in self._lines)]
        return [f"unexpected log line: {line}" for line in unexpected] + [
            f"expected log line did not come: {part}" for part in missing
        ]


@pytest.fixture(autouse=True)
def expected_logs() -> Iterator[ExpectedLogs]:
    """Fail the test on a log line at WARNING or above, unless it said ``expected_logs.expect("part of the line")``."""
    handler = ExpectedLogs()
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    complaints = handler.complaints()
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.fixture(autouse=True)
def _nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, a running timer or an open window behind."""
    before = set(threading.enumerate())
    # What was there before the test is not looked through after it: a long run holds millions of things.
    gc.freeze()
    yield
    left = _threads_since(before)
    if "qapp" in request.fixturenames:
        left += _left_by_qt()
    gc.unfreeze()
    if left:
        pytest.fail("left behind: " + "; ".join(left), pytrace=False)


def _threads_since(before: set[threading.Thread]) -> list[str]:
    left = []
    for thread in set(threading.enumerate()) - before:
        # Python keeps a stand-in for each foreign thread that ever ran Python code; Qt's own are looked at below.
        if isinstance(thread, threading._DummyThread):
            continue
        thread.join(PATIENCE)
        if thread.is_alive():
            left.append(f"thread {thread.name}")
    return left


def _left_by_qt() -> list[str]:
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QThreadPool, QTimer
    from PySide6.QtWidgets import QApplication
    from shiboken6 import isValid

    left = []
    if not QThreadPool.globalInstance().waitForDone(int(PATIENCE * 1000)):
        left.append("a job in the thread pool")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    for found in [thing for thing in gc.get_objects() if isinstance(thing, QObject) and isValid(thing)]:
        if isinstance(found, QTimer) and found.isActive():
            left.append(f"timer {found.objectName() or 'of ' + type(found.parent()).__name__}")
            found.stop()
        elif isinstance(found, QThread) and found.isRunning() and found is not QThread.currentThread():
            left.append(f"thread {found.objectName() or type(found).__name__}")
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            left.append(f"window {window.objectName() or type(window).__name__}")
            window.close()
    return left


@pytest.fixture(scope="session")
def _sample_made(tmp_path_factory: pytest.TempPathFactory, _no_real_home: None) -> Path:
    """Make the sample office once for the run."""
    from bontot_desktop.services import sampling

    path = tmp_path_factory.mktemp("sample") / "office.bontot"
    sampling.make_sample(path)
    return path


@pytest.fixture
def sample_file(_sample_made: Path, tmp_path: Path) -> Path:
    """The test's own copy of the sample office (23 cells, the year 2026) with its papers beside it."""
    folder = tmp_path / "van-phong-mau"
    shutil.copytree(_sample_made.parent, folder)
    return folder / _sample_made.name


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    """A real screen of 1366×768 for whole programs: Xvfb on Linux, the desktop itself on Windows.

    ``screen.environment`` is what a program started on it needs.
    """
    with Screen.started() as started:
        yield started


@pytest.fixture
def xvfb_display(screen: Screen) -> str:
    """The name of the screen's display (":99"); empty on Windows."""
    return screen.display
