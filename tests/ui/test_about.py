"""The windows "Về Bốn Tốt" and "Giấy phép", as a person reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from bontot_desktop import __version__
from bontot_desktop.app import build_window
from bontot_desktop.places import user_places
from bontot_desktop.services import licences
from bontot_desktop.ui import look
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.help.about import AboutDialog, open_about
from bontot_desktop.ui.help.desk import HelpDesk
from bontot_desktop.ui.help.licences import NOTICE, LicencesDialog, open_licences
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests.small_office import NOW, plain_office

DATA = Path("C:/Users/Nguyễn Văn Ví Dụ/van-phong.bontot")
COPIES = Path("C:/Users/Nguyễn Văn Ví Dụ/ban-sao")


@pytest.fixture
def about(qtbot):
    dialog = open_about(None, DATA, COPIES)
    qtbot.addWidget(dialog)
    return dialog


def _said(window) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel))


def test_it_says_what_the_program_is_its_version_and_where_the_data_lie(about):
    said = _said(about)
    assert f"Phiên bản {__version__}" in said
    for part in ("Văn phòng Đảng ủy xã", "giấy phép MIT", "không nối mạng", "một tệp trên máy này", qVersion()):
        assert part in said
    places = [field.text() for field in about.findChildren(QLineEdit)]
    assert places == [str(DATA), str(COPIES)]
    assert all(field.isReadOnly() for field in about.findChildren(QLineEdit))


def test_what_is_copied_for_a_call_holds_versions_and_nothing_of_the_person(about, qtbot):
    qtbot.mouseClick(about.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"Bốn Tốt: {__version__}\nHệ điều hành: ")
    assert f"\nQt: {qVersion()}\n" in copied
    assert "\nMàn hình: " in copied
    assert "Ví Dụ" not in copied
    assert ".bontot" not in copied
    assert about.said.text() == "Đã chép."


def test_nothing_of_it_is_cut_off(about):
    for label in about.findChildren(QLabel):
        if label.text():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_the_licences_open_from_it(about, qtbot):
    qtbot.mouseClick(about.licences_button, Qt.MouseButton.LeftButton)
    opened = about.findChild(LicencesDialog)
    assert opened.isVisible()
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    assert not opened.isVisible()


@pytest.fixture
def shown(qtbot):
    dialog = open_licences(None)
    qtbot.addWidget(dialog)
    return dialog


def test_the_notice_stands_first_and_qt_is_named_above_the_list(shown):
    assert shown.table.current_id() == NOTICE
    assert shown.says.toPlainText() == licences.notice()
    assert "Qt và PySide6 theo giấy phép GNU LGPL 3" in _said(shown)


def test_every_part_shows_its_own_text(shown):
    parts = licences.components()
    assert shown.table.rows.rowCount() == len(parts) + 1
    for place, part in enumerate(parts):
        assert shown.table.select(place)
        assert shown.says.toPlainText() == part.text
        assert shown.purpose.text().startswith(part.name)
        assert shown.purpose.text().endswith(part.purpose)
        assert shown.says.isReadOnly()


def test_the_keys_go_down_the_list(shown):
    shown.table.setFocus()
    QTest.keyClick(shown.table, Qt.Key.Key_Down)
    assert shown.purpose.text() == f"Bốn Tốt {__version__}: chương trình này"
    QTest.keyClicks(shown.table, "sqlc")
    assert shown.purpose.text().startswith("SQLCipher")


def test_the_sign_of_the_program_is_there_in_every_size(qapp):
    sides = {size.width() for size in look.app_icon().availableSizes()}
    assert sides == {16, 20, 24, 32, 40, 48, 64, 128, 256}
    small, large = look.app_icon().pixmap(16, 16), look.app_icon().pixmap(32, 32)
    # Small the ticks stand on the red itself; large, in white boxes: the ground between them is red in both.
    assert small.toImage().pixelColor(1, 8).name().upper() == look.LIGHT.accent
    assert large.toImage().pixelColor(2, 16).name().upper() == look.LIGHT.accent
    assert look.app_picture(48, 1.5).size().width() == 72


def test_both_open_from_the_menu_over_the_window(qtbot, qapp, tmp_path):
    office = plain_office(tmp_path)
    shell = Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)
    desk = HelpDesk(qapp, shell.asking)
    window = build_window(shell, user_places(), desk)
    desk.setParent(window)  # it watches the program no longer than the window lives
    qtbot.addWidget(window)
    window.show()
    for word, kind in (("Giấy phép…", LicencesDialog), ("Về Bốn Tốt…", AboutDialog)):
        window.findChild(QAction, f"action:{word}").trigger()
        opened = window.findChild(kind)
        assert opened.isVisible()
        opened.reject()
    assert str(office.data.path) in [field.text() for field in opened.findChildren(QLineEdit)]
    window.close()
    office.close()
