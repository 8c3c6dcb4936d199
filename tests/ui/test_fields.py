"""Fields tidy on leaving, say what they cannot take, and change nothing while one types."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit, QTreeView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bontot_desktop import text
from bontot_desktop.ui import numbers
from bontot_desktop.ui.finding import Haystack, Needle
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField, SecretField, TextField, choices_of
from bontot_desktop.ui.widgets.picker import Choice, Picker
from bontot_desktop.ui.widgets.typed import DateField, NumberField, TimeField

PEOPLE = [
    Choice(7, "Nguyễn Văn Ví Dụ", "Chi bộ thôn Mẫu 1"),
    Choice(8, "Nguyễn Văn Ví Dụ", "Chi bộ thôn Mẫu 2"),
    Choice(9, "Đặng Thị Thử", "Chi bộ Trạm Y tế"),
]


def _shown(qtbot: QtBot, field: QWidget) -> QLineEdit:
    """Show the field beside another one, which is returned, so that it can be left."""
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = QVBoxLayout(holder)
    other = QLineEdit(holder)
    layout.addWidget(field)
    layout.addWidget(other)
    holder.show()
    holder.activateWindow()
    # The window lives as long as the field is held by the test.
    other.holder = field.holder = holder  # type: ignore[attr-defined]
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    return other


@pytest.mark.parametrize("typed", ["6/3/26", "060326", "6.3.2026", "06-03-2026"])
def test_a_date_is_written_in_full_on_leaving(qtbot: QtBot, typed: str) -> None:
    field = DateField()
    other = _shown(qtbot, field)
    QTest.keyClicks(field, typed)
    assert field.text() == typed
    other.setFocus()
    assert field.text() == "06/03/2026"
    assert field.value() == date(2026, 3, 6)


def test_what_is_no_date_stays_and_is_explained(qtbot: QtBot) -> None:
    field = DateField()
    other = _shown(qtbot, field)
    QTest.keyClicks(field, "31/2/2026")
    other.setFocus()
    assert field.text() == "31/2/2026"
    assert field.value() is None
    assert "06/03/2026" in field.fault()


def test_the_calendar_gives_its_day_to_the_field(qtbot: QtBot) -> None:
    field = DateField()
    _shown(qtbot, field)
    field.set_value(date(2026, 3, 6))
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate() == QDate(2026, 3, 6)
    with qtbot.waitSignal(field.edited):
        calendar.clicked.emit(QDate(2026, 3, 9))
    assert field.text() == "09/03/2026"


@pytest.mark.parametrize("typed", ["19h30", "1930", "19:30", "19 giờ 30"])
def test_a_time_is_written_in_full_on_leaving(qtbot: QtBot, typed: str) -> None:
    field = TimeField()
    other = _shown(qtbot, field)
    field.insert(typed)
    other.setFocus()
    assert field.text() == "19:30"
    assert field.value() == time(19, 30)


def test_points_take_comma_and_dot_and_step_by_arrows(qtbot: QtBot) -> None:
    field = NumberField(decimals=2, highest=10, step=Decimal("0.25"))
    other = _shown(qtbot, field)
    QTest.keyClicks(field, "7.5")
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "7,75"
    other.setFocus()
    assert field.value() == Decimal("7.75")
    field.setText("10,5")
    assert field.fault() == "Số này phải từ 0 đến 10."
    field.setText("bảy")
    assert field.value() is None
    assert "con số" in field.fault()


def test_whole_numbers_are_ints_and_refuse_parts(qtbot: QtBot) -> None:
    field = NumberField()
    qtbot.addWidget(field)
    field.setText("1.250")
    assert field.value() == 1250
    assert isinstance(field.value(), int)
    field.setText("2,5")
    assert field.fault()


@pytest.mark.parametrize(
    ("number", "shown"), [(None, ""), ("7.50", "7,5"), ("10", "10"), ("12345.5", "12.345,5"), ("-0.25", "-0,25")]
)
def test_numbers_are_written_as_the_office_does(number: str | None, shown: str) -> None:
    assert numbers.show(None if number is None else Decimal(number)) == shown


def test_a_line_is_cleaned_on_leaving_and_undo_still_works(qtbot: QtBot) -> None:
    field = LineField()
    other = _shown(qtbot, field)
    field.insert("  Chi  bộ\u00a0thôn   Mẫu 1 ")
    assert field.value() == "Chi bộ thôn Mẫu 1"
    other.setFocus()
    assert field.text() == "Chi bộ thôn Mẫu 1"
    assert field.isUndoAvailable()


def test_an_empty_optional_line_is_nothing(qtbot: QtBot) -> None:
    field = LineField(optional=True)
    qtbot.addWidget(field)
    assert field.value() is None


def test_a_text_grows_with_its_lines_and_is_cleaned_on_leaving(qtbot: QtBot) -> None:
    field = TextField(lines=2, most=5)
    other = _shown(qtbot, field)
    low = field.height()
    field.insertPlainText("Một  \nHai\nBa\nBốn")
    qtbot.waitUntil(lambda: field.height() > low)
    other.setFocus()
    assert field.toPlainText() == "Một\nHai\nBa\nBốn"


def test_showing_a_value_is_no_edit(qtbot: QtBot) -> None:
    for field in (LineField(), TextField(), DateField(), CheckField("Có"), ChoiceField([(1, "Một"), (2, "Hai")])):
        qtbot.addWidget(field)
        with qtbot.assertNotEmitted(field.edited):
            field.set_value(2 if isinstance(field, ChoiceField) else None)


def test_a_choice_keeps_enums_as_they_are_and_ignores_the_wheel(qtbot: QtBot) -> None:
    field = ChoiceField(choices_of(list(Qt.GlobalColor)[:2], {c: c.name for c in Qt.GlobalColor}), none="Chưa rõ")
    other = _shown(qtbot, field)
    assert field.value() is None
    with qtbot.waitSignal(field.edited):
        QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.value() is next(iter(Qt.GlobalColor))
    other.setFocus()


def test_a_person_is_found_without_marks_and_chosen_by_enter(qtbot: QtBot) -> None:
    field = Picker(PEOPLE)
    _shown(qtbot, field)
    QTest.keyClicks(field, "vi du")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert field.text() == "vi du"
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert field.text() == "Nguyễn Văn Ví Dụ"
    assert field.value() == 8


def test_whole_words_side_by_side_are_proposed_before_figures_of_a_year(qtbot: QtBot) -> None:
    meetings = ("Chi bộ thôn Mẫu 1, tháng 10 năm 2026", "Chi bộ thôn Mẫu 2, tháng 10 năm 2026", "Chi bộ thôn Mẫu 12")
    field = Picker(Choice(number, name) for number, name in enumerate(meetings, start=1))
    qtbot.addWidget(field)
    assert [choice.id for choice in field.found("thon mau 2")] == [2, 1, 3]
    assert [choice.id for choice in field.found("Mẫu 2 tháng 10")] == [2, 1]


def test_two_of_one_name_are_not_guessed(qtbot: QtBot) -> None:
    field = Picker(PEOPLE)
    qtbot.addWidget(field)
    field.setText("Nguyễn Văn Ví Dụ")
    assert field.value() is None
    assert field.fault()
    field.set_value(8)
    assert field.value() == 8
    assert field.fault() == ""


def test_a_text_that_can_only_mean_one_is_taken_on_leaving(qtbot: QtBot) -> None:
    field = Picker(PEOPLE)
    other = _shown(qtbot, field)
    field.setText("dang")
    other.setFocus()
    assert field.text() == "Đặng Thị Thử"
    assert field.value() == 9


def test_a_free_name_is_not_replaced_by_one_of_the_list_on_tab(qtbot: QtBot) -> None:
    field = Picker(PEOPLE, free=True)
    _shown(qtbot, field)
    QTest.keyClicks(field, "Thu")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Tab)
    assert (field.typed(), field.value()) == ("Thu", None)


@pytest.mark.parametrize("make", [LineField, TextField])
def test_saving_in_between_leaves_the_cursor_where_it_is(qtbot: QtBot, make: type) -> None:
    field = make()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    field.setFocus()
    QTest.keyClicks(field, "Ket luan")
    field.set_value(field.value())
    QTest.keyClicks(field, " 2")
    assert field.value() == "Ket luan 2"


def test_the_list_of_a_picker_shows_names_whole_and_keeps_its_mark_at_the_end(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 200)
    name = "Nguyễn Thị Thanh Ví Dụ Rất Dài"
    field = Picker(
        [Choice(1, name, "Chi bộ Trường Trung học phổ thông Nguyễn Thị Minh Khai xã Hòa Bình Thượng")], window
    )
    field.setFixedWidth(200)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    QTest.keyClicks(field, "thanh")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QTreeView)
    assert popup.columnWidth(0) >= popup.fontMetrics().horizontalAdvance(name)
    assert not popup.horizontalScrollBar().isVisible()
    assert popup.width() <= window.width()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert field.value() == 1


def test_a_free_picker_takes_a_name_that_is_in_no_list(qtbot: QtBot) -> None:
    field = Picker(PEOPLE, free=True)
    qtbot.addWidget(field)
    field.setText(" Khách  mời ")
    assert (field.value(), field.typed(), field.fault()) == (None, "Khách mời", "")


@pytest.mark.parametrize("query", ["", "hoa", "hòa", "hoà", "Đảng", "dang uy", "mau 1", "1 mau", "khong co"])
@pytest.mark.parametrize("row", ["Chi bộ thôn Hòa Bình", "Đảng ủy xã Mẫu 1", "Hoả Lò"])
def test_filters_find_what_the_office_wide_search_finds(query: str, row: str) -> None:
    assert Needle(query).within(Haystack.of(row)) == text.matches(query, row)


def test_a_password_can_be_pasted_in_but_never_copied_out_even_while_it_is_shown(qtbot):
    field = SecretField()
    qtbot.addWidget(field)
    field.show()
    QApplication.clipboard().setText("dán vào được")
    field._turn()
    field.setText("con trâu lá lúa")
    field.selectAll()
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        qtbot.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field, Qt.Key.Key_Insert, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "dán vào được"
    assert field.value() == "con trâu lá lúa"
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.value() == "dán vào được"
