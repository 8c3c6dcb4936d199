"""What a start does without: heavy libraries are loaded by what needs them, not by the window or a command's words.

A library that comes back into a start stands in the message; ``python -X importtime -m bontot_desktop`` says through
which module. What a function alone needs is imported in the function.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_office import plain_office

#: Papers, spreadsheets, pictures, keys and upgrades.
NEVER = {
    "PIL", "alembic", "cryptography", "docx", "jinja2", "lxml", "markdown_it", "num2words", "pypdf", "pypdfium2",
    "python_calamine", "reportlab", "xlsxwriter",
}  # fmt: skip
#: What the first page is read and drawn without: the mapper of the tables, and QtAwesome's own way to Qt.
NOT_BY_THE_WINDOW = NEVER | {
    "sqlalchemy",
    "asyncio",
    "qtawesome",
    "qtpy",
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
    # Of Python's own: what only keys, sockets, threads, figures, calendars and the clipboard need.
    "calendar",
    "concurrent.futures",
    "decimal",
    "hmac",
    "html",
    "logging.handlers",
    "platform",
    "socket",
    # Of ours: what only a question, a list that drops, a form, a copy or an undo needs.
    "bontot_desktop.db.copies",
    "bontot_desktop.db.keys",
    "bontot_desktop.rules.members",
    "bontot_desktop.rules.undoing",
    "bontot_desktop.services.drafts",
    "bontot_desktop.ui.crash_window",
    "bontot_desktop.ui.question",
    "bontot_desktop.ui.widgets.fields",
    "bontot_desktop.ui.widgets.picker",
}
#: Qt's classes that PySide6 makes when they are first asked for, with hundreds of constants; a widget of Qt's own that
#: is asked for (a viewport) makes it load every kind of widget there is, the calendar among them.
NO_CLASSES = {"QCalendarWidget", "QGradient", "QStyle"}

_WINDOW = "import sys; from bontot_desktop.app import main; code = main([sys.argv[1], '--quit-when-shown'])"
_TELL = "\nprint(*sys.modules, sep=chr(10)); sys.exit(code)"
_CLASSES = """
from PySide6 import QtGui, QtWidgets
print(*vars(QtGui), *vars(QtWidgets), sep=chr(10)); code = 0
"""


def modules_after(program: str, *words: str) -> set[str]:
    """Run a program in a new interpreter and return the modules it had loaded, and their packages."""
    done = subprocess.run(
        [sys.executable, "-c", program + _TELL, *words],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    names = set(done.stdout.split())
    assert "bontot_desktop" in names
    return names


@pytest.fixture
def office_file(tmp_path: Path) -> Path:
    """Return the file of a new, closed office."""
    office = plain_office(tmp_path)
    office.close()
    return office.data.path


def test_the_window_opens_its_first_page_without_the_heavy_libraries(office_file: Path) -> None:
    assert modules_after(_WINDOW, str(office_file)) & NOT_BY_THE_WINDOW == set()


def test_the_window_is_painted_without_the_classes_that_are_slow_to_make(office_file: Path) -> None:
    assert modules_after(_WINDOW + _CLASSES, str(office_file)) & NO_CLASSES == set()


def test_the_window_starts_with_pythons_own_import(office_file: Path) -> None:
    program = (
        "import builtins, runpy, sys; sys.argv = ['bontot', sys.argv[1], '--quit-when-shown']\n"
        "try: runpy.run_module('bontot_desktop', run_name='__main__')\n"
        "except SystemExit as ended: code = ended.code\n"
        "print(builtins.__import__.__name__)"
    )
    assert "__feature_import__" not in modules_after(program, str(office_file))


def test_whoever_gets_a_session_knows_every_table(office_file: Path) -> None:
    program = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from bontot_desktop.db.datafile import DataFile\n"
        "opened = DataFile.open(Path(sys.argv[1]), now=datetime(2026, 11, 21))\n"
        "with opened.read(): pass\n"
        "opened.close(); code = 0"
    )
    assert "bontot_desktop.db.models.samples" in modules_after(program, str(office_file))


_COMMAND = "import sys; from bontot_desktop.cli.main import main\ntry: code = main()\nexcept SystemExit: code = 0"


def test_the_words_of_a_command_are_read_without_what_the_commands_do() -> None:
    assert modules_after(_COMMAND, "--help") & (NEVER | {"sqlalchemy", "PySide6"}) == set()


def test_the_list_of_cells_is_read_without_the_mapper(office_file: Path) -> None:
    assert modules_after(_COMMAND, "--data", str(office_file), "list", "cells") & (NEVER | {"sqlalchemy"}) == set()
