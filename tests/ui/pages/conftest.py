"""A page of the register in a window of its own, for the tests of pages."""

from __future__ import annotations

import pytest

from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests.register_office import NOW


@pytest.fixture
def open_page(qtbot):
    """Open a page on an office; what the page asks is answered by the given words."""
    kept = []

    def opened(kind, office, *answers, tasks=None):
        shell = Shell(office, AnswerWith(*answers), tasks or AtOnce(), now=lambda: NOW)
        page = kind(shell)
        shell.changed.connect(page.changed)
        kept.append(shell)
        qtbot.addWidget(page)
        page.resize(1166, 728)
        page.show()
        page.refresh()
        page.activateWindow()
        return page

    return opened
