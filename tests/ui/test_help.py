"""The guide in its window: F1 opens the page that fits, words are found and marked, the guide is printed and saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from bontot_desktop.app import build_window
from bontot_desktop.places import user_places
from bontot_desktop.rules.guide import text_of
from bontot_desktop.rules.sample_road import Step
from bontot_desktop.services import guide, samples
from bontot_desktop.services.office import Office, open_office
from bontot_desktop.ui import keys, look, printing
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.help import html
from bontot_desktop.ui.help.desk import HelpDesk, topic_of
from bontot_desktop.ui.help.window import HelpWindow
from bontot_desktop.ui.main_window import MainWindow
from bontot_desktop.ui.pages.registry import PAGES
from bontot_desktop.ui.pages.system.page import PARTS
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.start.welcome import Welcome
from bontot_desktop.ui.tasks import AtOnce
from tests.small_office import office

__all__ = ["office"]


@pytest.fixture
def window(qtbot: QtBot) -> HelpWindow:
    """The window of the guide by itself."""
    asked: list[str] = []
    made = HelpWindow(guide.guide(), printing=lambda _: asked.append("in"), saving=lambda _: asked.append("lưu"))
    made.asked = asked  # type: ignore[attr-defined]
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_topic("gio-dau-tien")
    return made


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[HelpDesk]:
    """The place where help is asked for; the window it opened is closed at the end."""
    made = HelpDesk(qapp, AnswerWith())
    yield made
    made.close()
    qapp.focusChanged.disconnect(made._moved)
    made.deleteLater()


@pytest.fixture
def program(office: Office, desk: HelpDesk, qtbot: QtBot) -> MainWindow:
    """The program on a small office."""
    shell = Shell(office, AnswerWith(), AtOnce())
    desk._asking = shell.asking
    made = build_window(shell, user_places(), desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def _open(desk: HelpDesk) -> HelpWindow:
    assert isinstance(desk._window, HelpWindow)
    return desk._window


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_f1_opens_the_topic_of_the_page(program: MainWindow, desk: HelpDesk, key: str) -> None:
    program.go(key)
    topic = program.help_topic
    assert guide.guide().find(topic) is not None
    QTest.keyClick(program, Qt.Key.Key_F1)
    assert _open(desk).isVisible()
    assert _open(desk).shown() == topic


@pytest.mark.parametrize("key", [key for key, _, _ in PARTS])
def test_each_part_of_the_system_page_has_a_topic_of_its_own(program: MainWindow, key: str) -> None:
    program.go("system", key)
    topic = program.help_topic
    assert guide.guide().find(topic) is not None
    others = set()
    for other, _, _ in PARTS:
        if other != key:
            program.go("system", other)
            others.add(program.help_topic)
    assert topic not in others


def test_f1_works_in_a_window_that_asks_and_the_guide_can_be_read_there(
    program: MainWindow, desk: HelpDesk, qtbot: QtBot
) -> None:
    from bontot_desktop.ui.forms.compose import open_compose

    program.go("papers")
    dialog = open_compose(program.shell)
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and QApplication.focusWidget() is not None)
    QTest.keyClick(dialog.search, Qt.Key.Key_F1)
    assert _open(desk).shown() == "soan-van-ban"
    # Were it not the child of the window that asks, it would get no keys while that is open.
    assert _open(desk).parentWidget() is dialog
    _open(desk).close()
    dialog.reject()


def test_the_steps_of_a_journey_have_topics_of_their_own(sample_file: Path, desk: HelpDesk, qtbot: QtBot) -> None:
    whole = open_office(sample_file, holder="kiểm thử", who="Thử", clock=lambda: datetime(2026, 12, 23, 8))
    shell = Shell(whole, AnswerWith(), AtOnce())
    window = build_window(shell, user_places(), desk)
    qtbot.addWidget(window)
    asked = []
    window.go("samples", samples.list_samples(whole)[0].id)
    journey = window.page().current()  # type: ignore[union-attr]
    for step in Step:
        journey.step_page(step)  # type: ignore[attr-defined]
        asked.append(window.help_topic)
    window.go("recognition")
    campaign = window.page().current()  # type: ignore[union-attr]
    for key in campaign.parts:  # type: ignore[attr-defined]
        campaign.steps.open_step(key)  # type: ignore[attr-defined]
        asked.append(window.help_topic)
    assert asked[:8] == ["chi-bo-diem"] * 2 + ["diem-danh"] * 2 + ["phieu-nhan-xet"] + ["ket-luan-nhan-rong"] * 3
    assert asked[8] == "chi-bo-4-tot"
    assert asked[-2:] == ["khen-thuong", "ket-thuc-nam"]
    assert all(guide.guide().find(topic) for topic in asked)
    whole.close()


def test_a_question_has_the_topic_of_the_page_below(program: MainWindow) -> None:
    program.go("books")
    question = QDialog(program)
    assert topic_of(question) == "so-bien-ban"
    question.deleteLater()


def test_the_first_window_tells_of_f1_and_opens_the_first_hour(desk: HelpDesk, qtbot: QtBot) -> None:
    welcome = Welcome()
    qtbot.addWidget(welcome)
    welcome.show()
    welcome.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and welcome.isActiveWindow())
    assert [one.key() for one in welcome.findChildren(QShortcut)] == [QKeySequence("F1")]
    QTest.keyClick(welcome, Qt.Key.Key_F1)
    assert _open(desk).shown() == "gio-dau-tien"


def test_the_menu_opens_the_contents(program: MainWindow, desk: HelpDesk) -> None:
    from PySide6.QtGui import QAction

    for word in ("Hướng dẫn trang này", "Mục lục hướng dẫn", "In hướng dẫn…"):
        assert program.findChild(QAction, f"action:{word}") is not None
    program.findChild(QAction, "action:Mục lục hướng dẫn").trigger()
    assert _open(desk).shown() == "cai-dat"


def test_closing_the_program_closes_the_guide(program: MainWindow, desk: HelpDesk) -> None:
    program.closing.connect(desk.close)
    desk.show("chi-bo")
    shown = _open(desk)
    program.close()
    assert not shown.isVisible()


def test_every_topic_is_shown_with_its_title_and_pictures(window: HelpWindow) -> None:
    for topic in guide.guide().topics():
        window.show_topic(topic.id)
        assert window.reader.toPlainText().startswith(topic.title)
        assert window.reader.document().idealWidth() <= window.reader.viewport().width()


def test_a_link_leads_on_and_the_way_back_leads_back(window: HelpWindow) -> None:
    window.reader.wanted.emit("ban-sao")
    assert window.shown() == "ban-sao"
    assert window.back.isEnabled()
    assert not window.on.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.shown() == "gio-dau-tien"
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.shown() == "ban-sao"
    assert window.list.currentItem().text() == "Bản sao"


def test_words_typed_without_marks_are_found_and_marked(window: HelpWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.field.hasFocus()
    QTest.keyClicks(window.field, "phieu khoi phuc")
    window.field.ask()
    assert "trang có" in window.count.text()
    assert 1 < window.list.count() < 12
    assert window.reader.marks() > 0
    QTest.keyClick(window.field, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert window.reader.marks() == 0
    assert window.list.count() > 37


def test_words_that_are_nowhere_are_told_so(window: HelpWindow) -> None:
    window.field.setText("khinh khí cầu")
    window.field.ask()
    assert window.list.count() == 0
    assert "Không có trang nào" in window.count.text()


def test_a_chosen_line_of_the_contents_is_shown(window: HelpWindow) -> None:
    items = window.list.findItems("Căn cứ pháp lý", Qt.MatchFlag.MatchExactly)
    window.list.setCurrentItem(items[0])
    assert window.shown() == "can-cu"


def test_printing_and_saving_are_asked_for(window: HelpWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    for word in ("In hướng dẫn…", "Lưu PDF…"):
        button = window.findChild(QPushButton, f"help:{word}")
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.asked == ["in", "in", "lưu"]  # type: ignore[attr-defined]


def test_escape_closes_and_the_size_is_kept(window: HelpWindow, qtbot: QtBot) -> None:
    window.resize(760, 480)
    QTest.keyClick(window.reader, Qt.Key.Key_Escape)
    assert not window.isVisible()
    again = HelpWindow(guide.guide(), printing=print, saving=print)
    qtbot.addWidget(again)
    assert again.size().toTuple() == (760, 480)


def test_the_page_of_keys_names_every_common_key() -> None:
    topic = guide.guide().find("phim-tat")
    assert topic is not None
    said = text_of(topic)
    wanted = {value for name, value in vars(keys).items() if name.isupper()} | {keys.page(len(PAGES))}
    # One key for one act is enough to learn.
    assert not {key for key in wanted - {keys.AGAIN_TOO} if key not in said}


def test_the_text_takes_the_colours_of_the_dark(qapp: QApplication, window: HelpWindow) -> None:
    topic = guide.guide().find("lay-lai-du-lieu")
    assert topic is not None
    look.apply(qapp, dark=True)
    try:
        assert look.DARK.blue in html.page(topic, 600)
        assert window.reader.toPlainText()
    finally:
        look.apply(qapp, dark=False)


def test_the_guide_is_saved_where_the_person_says(qapp: QApplication, tmp_path: Path) -> None:
    target = tmp_path / "huong dan.pdf"
    asking = AnswerWith(target, tmp_path / "khong-co" / "a.pdf")
    desk = HelpDesk(qapp, asking)
    desk.save_guide()
    assert target.read_bytes().startswith(b"%PDF")
    desk.save_guide()
    assert "chọn nơi khác" in asking.asked[-1]
    desk.deleteLater()


def test_the_guide_goes_to_the_print_window(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[bytes, str]] = []
    monkeypatch.setattr(printing, "print_pdf", lambda pdf, _over, title: sent.append((pdf[:4], title)))
    desk = HelpDesk(qapp, AnswerWith())
    desk.print_guide()
    assert sent == [(b"%PDF", "Hướng dẫn sử dụng")]
    desk.deleteLater()
