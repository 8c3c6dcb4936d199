"""Every test of windows sees them dressed as the program dresses them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from bontot_desktop.ui import look, vietnamese


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    look.apply(qapp, dark=False)
    vietnamese.install(qapp)
