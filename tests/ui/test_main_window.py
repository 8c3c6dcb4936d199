"""The frame makes pages when they are wanted, tells them what changed, and gives them the keys of its menus."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.ui import keys
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.finding_all import ACTS
from bontot_desktop.ui.frame_parts import Hit, SearchBox
from bontot_desktop.ui.main_window import MainWindow, MenuEntry, PageEntry, Undo
from bontot_desktop.ui.pages import registry
from bontot_desktop.ui.shell import Doing, Shell
from bontot_desktop.ui.tasks import AtOnce
from bontot_desktop.ui.widgets.page import Page, StackedPage


class CellsPage(Page):
    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.CELLS})
    help_topic: ClassVar[str] = "chi-bo"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("Chi bộ", parent)
        self.looked = 0
        self.opened: list[object] = []
        self.may_leave = True
        self.add_command("Thêm chi bộ", lambda: shell.announce("Đã thêm."), icon="plus", primary=True, key=keys.NEW)

    def refresh(self) -> None:
        self.looked += 1

    def open_item(self, item: object) -> None:
        self.opened.append(item)

    def leaving(self) -> bool:
        return self.may_leave


def _papers(shell: Shell, parent: QWidget | None = None) -> Page:
    return StackedPage(Page("Văn bản"), parent)


@pytest.fixture
def shell() -> Shell:
    return Shell(None, AnswerWith(), AtOnce(), now=lambda: datetime(2026, 3, 6, 14, 5))


@pytest.fixture
def window(qtbot: QtBot, shell: Shell) -> Iterator[MainWindow]:
    helped: list[str] = []
    taken: list[str] = ["Thêm chi bộ"]

    def take_back() -> Changes:
        taken.clear()
        return Changes.of(Kind.CELLS)

    made = MainWindow(
        shell,
        [
            PageEntry("cells", "Chi bộ", "users-three", CellsPage),
            PageEntry("papers", "Sổ & văn bản", "file-text", _papers),
        ],
        search=lambda query: [Hit("Chi bộ", "Chi bộ thôn Mẫu 1", "", lambda: shell.go("cells", 5))],
        undo=Undo(lambda: taken[0] if taken else "", take_back),
        help_shown=helped.append,
        file_menu=[MenuEntry("Mở văn phòng khác…", lambda: None)],
    )
    made.helped = helped  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.status.forget_undo()


def _cells(window: MainWindow) -> CellsPage:
    page = window._pages["cells"]
    assert isinstance(page, CellsPage)
    return page


def _action(window: MainWindow, word: str) -> QAction:
    found = window.findChild(QAction, f"action:{word}")
    assert found is not None
    return found


def test_a_page_is_made_when_first_shown(window: MainWindow) -> None:
    assert set(window._pages) == {"cells"}
    window.go("papers")
    assert set(window._pages) == {"cells", "papers"}
    assert _cells(window).looked == 1


def test_a_page_made_ahead_reads_its_data_when_it_is_first_shown(qtbot: QtBot, shell: Shell) -> None:
    made: list[CellsPage] = []

    def make(shell: Shell, _: QWidget) -> Page:
        made.append(CellsPage(shell))
        return made[-1]

    window = MainWindow(
        shell,
        [PageEntry("papers", "Sổ & văn bản", "file-text", _papers), PageEntry("cells", "Chi bộ", "users-three", make)],
    )
    qtbot.addWidget(window)
    window.show()
    for step in window.steps_ahead():
        step()
    shell.tell_changed(Changes.of(Kind.CELLS))
    assert [page.looked for page in made] == [0]
    assert window.page() is not made[0]
    window.go("cells")
    assert [page.looked for page in made] == [1]
    shell.tell_changed(Changes.of(Kind.CELLS))
    window.go("papers")
    window.go("cells")
    assert [page.looked for page in made] == [2]


def test_a_page_that_says_so_is_read_ahead_and_shown_at_once(qtbot: QtBot, shell: Shell) -> None:
    class LargePage(CellsPage):
        reads_ahead: ClassVar[bool] = True

    made: list[LargePage] = []

    def make(shell: Shell, _: QWidget) -> Page:
        made.append(LargePage(shell))
        return made[-1]

    window = MainWindow(
        shell,
        [PageEntry("papers", "Sổ & văn bản", "file-text", _papers), PageEntry("cells", "Chi bộ", "users-three", make)],
    )
    qtbot.addWidget(window)
    for step in window.steps_ahead():
        step()
    window.go("cells")
    assert [page.looked for page in made] == [1]


def test_a_page_is_told_only_of_what_it_shows(window: MainWindow, shell: Shell) -> None:
    shell.tell_changed(Changes.of(Kind.PAPERS))
    assert _cells(window).looked == 1
    shell.tell_changed(Changes.of(Kind.CELLS, Kind.PAPERS))
    assert _cells(window).looked == 2


def test_a_page_out_of_sight_looks_again_when_it_is_shown(window: MainWindow, shell: Shell) -> None:
    window.go("papers")
    shell.tell_changed(Changes.of(Kind.CELLS))
    assert _cells(window).looked == 1
    window.go("cells")
    assert _cells(window).looked == 2


def test_a_page_with_unsaved_typing_is_not_left(window: MainWindow) -> None:
    _cells(window).may_leave = False
    assert not window.go("papers")
    assert window.page() is _cells(window)
    button = window.findChild(QPushButton, "rail:cells")
    assert button is not None
    assert button.isChecked()
    assert not window.close()
    _cells(window).may_leave = True


def test_the_keys_of_the_menus_work_on_the_page(window: MainWindow) -> None:
    assert _action(window, "Thêm mới").text() == "Thêm chi bộ"
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.status.said() == "Đã thêm."
    window.go("papers")
    assert not _action(window, "Thêm mới").isEnabled()
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert window.page() is _cells(window)
    QTest.keyClick(window, Qt.Key.Key_F5)
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert _cells(window).looked == 2
    assert window.helped == ["chi-bo"]  # type: ignore[attr-defined]


def test_the_rail_leads_back_to_the_first_page_of_what_is_shown(window: MainWindow, shell: Shell) -> None:
    window.go("papers")
    stacked = window.page()
    assert isinstance(stacked, StackedPage)
    stacked.push(Page("Một văn bản"), "Văn bản")
    window.rail.chosen.emit("papers")
    assert stacked.top() is stacked.first


def test_a_page_is_asked_to_do_what_was_found(window: MainWindow, shell: Shell) -> None:
    shell.go("cells", Doing("open_item", 7))
    page = window.page()
    assert isinstance(page, CellsPage)
    assert page.opened == [7]


def test_every_act_that_can_be_found_is_one_its_page_can_do() -> None:
    for act in ACTS:
        made = registry.entry(act.page).make
        if isinstance(act.item, Doing):
            assert callable(getattr(made.load(), act.item.act)), act.title


def test_what_is_not_found_is_said(window: MainWindow, qtbot: QtBot) -> None:
    box = SearchBox(lambda query: [], window)
    box.show()
    box.setFocus()
    QTest.keyClicks(box, "xyz")
    box.ask()
    assert [row.text for row in box._list._rows.shown] == ["Không tìm thấy “xyz”"]
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.text() == "xyz"


def test_the_search_box_leads_to_what_it_finds(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.search is not None
    assert window.search.hasFocus()
    QTest.keyClicks(window.search, "mau 1")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert window.search.text() == "mau 1"
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert _cells(window).opened == [5]
    assert window.search.text() == ""


def test_done_things_can_be_taken_back(window: MainWindow, shell: Shell) -> None:
    shell.act(lambda: (5, Changes.of(Kind.CELLS)), lambda result: f"Đã thêm chi bộ số {result[0]}.")
    assert window.status.said() == "Đã thêm chi bộ số 5."
    assert window.status._undo.isVisible()
    assert window.status._saved.text() == "đã lưu 14:05"
    window.status._undo.click()
    assert window.status.said() == "Đã hoàn tác: Thêm chi bộ"
    assert not window.status._undo.isVisible()


def test_a_refusal_is_told_and_changes_nothing(window: MainWindow, shell: Shell) -> None:
    def refused() -> Changes:
        raise Refused("Chi bộ này còn đảng viên nên chưa giải thể được.")

    def problems() -> Changes:
        raise Problems([Problem("name", "Xin ghi tên chi bộ.")])

    assert shell.act(refused, "Đã giải thể.") is None
    assert shell.act(problems, "Đã lưu.") is None
    assert isinstance(shell.asking, AnswerWith)
    assert shell.asking.asked == ["Chi bộ này còn đảng viên nên chưa giải thể được.", "Xin ghi tên chi bộ."]
    assert window.status.said() == ""


def test_escape_goes_back_through_the_pages_of_a_stack(window: MainWindow) -> None:
    window.go("papers")
    stack = window.page()
    assert isinstance(stack, StackedPage)
    top = Page("Thông báo số 12")
    top.on_key(keys.PRINT, "In thông báo", lambda: None)
    stack.push(top, "Văn bản")
    assert stack.current() is top
    assert _action(window, "In").text() == "In thông báo"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert stack.current() is stack.first
    assert not _action(window, "In").isEnabled()
    assert window.search is not None
    assert not window.search.hasFocus()


def test_the_rail_folds_by_itself_in_a_narrow_window_until_the_person_turns_it(window: MainWindow) -> None:
    window.resize(1366, 768)
    wide = window.rail.width()
    window.resize(910, 512)
    assert window.rail.width() < wide
    window.rail.turn()
    assert window.rail.width() == wide
    window.resize(900, 512)
    assert window.rail.width() == wide


def test_the_rail_folds_and_remembers(window: MainWindow, qtbot: QtBot, shell: Shell) -> None:
    window.resize(1366, 768)
    wide = window.rail.width()
    window.rail.turn()
    assert window.rail.width() < wide
    button = window.findChild(QPushButton, "rail:papers")
    assert button is not None
    assert button.text() == ""
    assert "Sổ & văn bản" in button.toolTip()
    again = MainWindow(shell, [PageEntry("cells", "Chi bộ", "users-three", CellsPage)])
    qtbot.addWidget(again)
    assert again.rail._folded
