"""The suite is strict: a test that warns, logs unannounced or leaves something behind does not pass."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

PROJECT = Path(__file__).parent.parent.parent

#: One careless or careful test a line of outcome; run under the project's own settings in a process of its own.
SOURCE = """
import logging, threading, time, warnings
from PySide6.QtCore import QThread, QTimer, qWarning
from PySide6.QtWidgets import QLabel

def test_warns():
    warnings.warn("careless", UserWarning)

def test_logs_unannounced():
    logging.getLogger("careless").warning("something odd")

def test_announces_what_does_not_come(expected_logs):
    expected_logs.expect("never said")

def test_logs_as_announced(expected_logs):
    expected_logs.expect("odd")
    logging.getLogger("careful").warning("something odd")

def test_qt_warns(qapp):
    qWarning("careless")

def test_leaves_a_thread(monkeypatch):
    threading.Thread(target=time.sleep, args=(30,), daemon=True, name="careless").start()

def test_leaves_a_timer(qapp):
    global timer
    timer = QTimer()
    timer.start(1000)

def test_leaves_a_window(qapp):
    global window
    window = QLabel("careless")
    window.show()

def test_leaves_a_qt_thread(qapp):
    global thread
    thread = QThread()
    thread.start()

def test_stops_the_thread():
    thread.quit()
    thread.wait()

def test_leaves_nothing(qtbot):
    label = QLabel("careful")
    qtbot.addWidget(label)
    label.show()
    timer = QTimer(label)
    timer.start(1000)
    other = threading.Thread(target=len, args=("",))
    other.start()

def test_fails_with_a_window_open(qtbot):
    label = QLabel("picture me")
    qtbot.addWidget(label)
    label.show()
    raise AssertionError
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Return the folder of a copy of the suite holding SOURCE, and what became of each of its tests."""
    folder = tmp_path_factory.mktemp("suite")
    (folder / "tests").mkdir()
    for name in ("__init__.py", "conftest.py", "screen.py"):
        (folder / "tests" / name).write_bytes((PROJECT / "tests" / name).read_bytes())
    settings = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    conftest = folder / "tests" / "conftest.py"
    conftest.write_text(conftest.read_text(encoding="utf-8").replace("PATIENCE = 5.0", "PATIENCE = 0.2"), "utf-8")
    (folder / "tests" / "test_source.py").write_text(SOURCE, "utf-8")
    environment = {**os.environ, "PYTEST_ADDOPTS": "", "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--junitxml=outcome.xml",
            "tests/test_source.py",
        ],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    outcomes: dict[str, str] = {}
    for case in ElementTree.parse(folder / "outcome.xml").iter("testcase"):
        worst = [child.tag for child in case if child.tag in {"failure", "error"}]
        name = case.attrib["name"]
        outcomes[name] = worst[0] if worst else outcomes.get(name, "passed")
    return folder, outcomes


@pytest.mark.parametrize(
    "name",
    [
        "test_warns",
        "test_logs_unannounced",
        "test_announces_what_does_not_come",
        "test_qt_warns",
        "test_leaves_a_thread",
        "test_leaves_a_timer",
        "test_leaves_a_window",
        "test_leaves_a_qt_thread",
    ],
)
def test_a_careless_test_does_not_pass(run: tuple[Path, dict[str, str]], name: str) -> None:
    assert run[1][name] in {"failure", "error"}


@pytest.mark.parametrize("name", ["test_logs_as_announced", "test_leaves_nothing", "test_stops_the_thread"])
def test_a_careful_test_passes(run: tuple[Path, dict[str, str]], name: str) -> None:
    assert run[1][name] == "passed"


def test_a_failing_test_leaves_a_picture_of_its_window(run: tuple[Path, dict[str, str]]) -> None:
    folder, outcomes = run
    assert outcomes["test_fails_with_a_window_open"] == "failure"
    pictures = list((folder / ".pytest-shots").glob("*test_fails_with_a_window_open-0.png"))
    assert len(pictures) == 1
