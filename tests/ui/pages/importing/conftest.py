"""An empty register, and the import of a workbook open before it."""

from __future__ import annotations

import pytest

from bontot_desktop.ui.pages.cells import CellsPage
from bontot_desktop.ui.pages.import_book import ImportPage
from tests.register_office import make_office
from tests.ui.pages.importing.books import show_import


@pytest.fixture
def empty(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def start(open_page, empty):
    """Open the import of a workbook, read to its end."""

    def started(path, *answers) -> ImportPage:
        stack = open_page(CellsPage, empty, *answers)
        # The stack is the parent of the page, and lives as long as the test.
        return show_import(stack, path)

    return started
