"""The look: enough contrast in both schemes, one place for colours, icons that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

import bontot_desktop.ui
from bontot_desktop.places import resources
from bontot_desktop.ui import look
from bontot_desktop.ui.look import DARK, LIGHT, Colours

READ = [
    ("text", "page"),
    ("text", "surface"),
    ("text", "rail"),
    ("text", "hover"),
    ("text", "pressed"),
    ("text", "selection"),
    ("text", "text_selection"),
    ("second", "page"),
    ("second", "surface"),
    ("second", "rail"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("red", "page"),
    ("red", "surface"),
    ("green", "surface"),
    ("amber", "surface"),
    ("blue", "surface"),
    ("on_band", "band"),
    ("on_tip", "tip"),
]


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), READ)
def test_all_that_is_read_stands_out(scheme: Colours, ink: str, ground: str) -> None:
    assert look.contrast(getattr(scheme, ink), getattr(scheme, ground)) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("mark", ["gold", "quiet", "accent", "green", "amber", "red", "blue"])
def test_dots_and_rings_are_seen(scheme: Colours, mark: str) -> None:
    assert look.contrast(getattr(scheme, mark), scheme.surface) >= 3


def test_no_colour_or_size_stands_outside_the_look() -> None:
    folder = Path(bontot_desktop.ui.__file__).parent
    strays = [
        f"{path.name}: {line.strip()}"
        for path in folder.rglob("*.py")
        if path.name not in {"look.py", "look_sheet.py"}
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"""["']#[0-9A-Fa-f]{3,8}["']|setStyleSheet|QColor\(\d|setPointSize""", line)
    ]
    assert strays == []


@pytest.mark.parametrize(("folder", "scheme"), [("light", LIGHT), ("dark", DARK)])
def test_the_drawn_marks_use_the_colours_of_the_scheme(folder: str, scheme: Colours) -> None:
    known = {scheme.on_accent, scheme.second}
    for file in (resources() / "icons" / folder).glob("*.svg"):
        assert set(re.findall(r"#[0-9A-F]{6}", file.read_text("utf-8"))) <= known


def test_dark_and_light_change_everything_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    button = QPushButton("Lưu")
    qtbot.addWidget(button)
    look.dress(button, "floppy-disk")
    look.apply(qapp, dark=True)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.page
    assert DARK.surface in qapp.styleSheet()
    dark_ink = button.icon().pixmap(32, 32).toImage()
    look.apply(qapp, dark=False)
    assert LIGHT.page in qapp.styleSheet()
    assert button.icon().pixmap(32, 32).toImage() != dark_ink


def test_rows_and_titles_follow_the_font(qtbot: QtBot) -> None:
    label = QLabel("Chi bộ")
    qtbot.addWidget(label)
    assert look.row_height(label) == round(label.fontMetrics().height() * 1.9)
    assert look.font(1.5).pointSizeF() == pytest.approx(QApplication.font().pointSizeF() * 1.5)
