"""Every test of windows sees them dressed as the program dresses them, in a font as wide as that of Windows."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from bontot_desktop.ui import look, vietnamese

WINDOW_FONT = "Open Sans"


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    if sys.platform.startswith("linux"):
        # What Linux itself offers differs from one machine to the next; dev.py brings this one.
        qapp.setFont(QFont(WINDOW_FONT, qapp.font().pointSize()))
    look.apply(qapp, dark=False)
    vietnamese.install(qapp)
