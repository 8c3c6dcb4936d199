"""A clerk prints blank minutes books for two cells, looks at them and sends them to the printer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from bontot_desktop.rules.printing import Sides
from bontot_desktop.services import books
from bontot_desktop.ui import look, vietnamese
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.main_window import MainWindow, PageEntry
from bontot_desktop.ui.pages.book_preview import BookPreview
from bontot_desktop.ui.pages.books import BooksPage
from bontot_desktop.ui.shell import Shell
from tests.meeting_office import NOW, make_office


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def test_blank_books_for_two_cells_go_from_the_page_to_the_printer(qtbot, qapp, office):
    look.apply(qapp, dark=False)
    vietnamese.install(qapp)
    sent = []
    shell = Shell(office, asking=AnswerWith(), now=lambda: NOW)

    def make(shell, _):
        return BooksPage(shell, printer=lambda pdf, window, title, sides: sent.append((pdf, title, sides)) or True)

    window = MainWindow(shell, [PageEntry("books", "Sổ biên bản", "notebook", make)])
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.go("books")
    stack = window.page()
    page = stack.list
    for row in range(2):
        index = page.table.model().index(row, 0)
        page.table.setCurrentIndex(index)
        qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert len(page.table.rows.ticked()) == 2

    with qtbot.waitSignal(shell.tasks.ended, timeout=60_000):
        qtbot.mouseClick(page.print_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(stack.top(), BookPreview), timeout=5_000)

    folder = books.folder(office, 2027)
    assert sorted(path.name for path in folder.iterdir()) == [
        "so-bien-ban-2027-2-chi-bo-trang.pdf",
        "so-bien-ban-2027-cb01-chi-bo-thon-mau-1-trang.pdf",
        "so-bien-ban-2027-cb02-chi-bo-thon-mau-2-trang.pdf",
    ]
    preview = stack.top()
    joined = (folder / "so-bien-ban-2027-2-chi-bo-trang.pdf").read_bytes()
    assert preview.preview.pdf() == joined
    button = next(b for b in preview.findChildren(type(page.print_button)) if b.text() == "In")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert sent == [(joined, "Sổ biên bản năm 2027 (sổ trắng)", Sides.LONG)]

    stack.back()
    assert {row.last_printed for row in page.table.rows.shown()} == {office.today()}
    qtbot.waitUntil(lambda: not shell.tasks.busy(), timeout=5_000)
    window.close()
