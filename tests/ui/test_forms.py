"""Forms show a draft, give the draft back, and say what to mend where it is to be mended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bontot_desktop.errors import Problem, Problems
from bontot_desktop.ui import look
from bontot_desktop.ui.widgets.bars import FilterBar, NoticeBar, StateDot
from bontot_desktop.ui.widgets.fields import LineField
from bontot_desktop.ui.widgets.form import FieldRow, Form
from bontot_desktop.ui.widgets.lines import LineColumn, LinesField
from bontot_desktop.ui.widgets.page import Page
from bontot_desktop.ui.widgets.steps import Steps, StepState
from bontot_desktop.ui.widgets.typed import DateField


@dataclass(frozen=True, slots=True)
class Draft:
    id: int
    name: str
    founded: date | None


DRAFT = Draft(7, "Chi bộ thôn Mẫu 1", date(1994, 2, 3))


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    group = made.group("Thông tin chung")
    group.add("Tên chi bộ", LineField(), name="name")
    group.add("Ngày thành lập", DateField(), name="founded")
    made.add_save()
    made.show_draft(DRAFT)
    made.show()
    made.activateWindow()
    return made


def _row(form: Form, name: str) -> FieldRow:
    row = form.field(name).parent()
    assert isinstance(row, FieldRow)
    return row


def test_a_form_gives_back_the_draft_it_shows(form: Form) -> None:
    assert form.draft() == DRAFT
    assert not form.is_edited()


def test_typing_changes_the_draft_and_asks_for_it_to_be_kept(form: Form, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.edited):
        QTest.keyClicks(form.field("name"), "x")
    assert form.is_edited()
    assert form.draft() == replace(DRAFT, name="xChi bộ thôn Mẫu 1")
    form._rest.setInterval(0)
    with qtbot.waitSignal(form.idle):
        QTest.keyClicks(form.field("name"), "y")


def test_a_fault_stands_under_its_field_and_goes_when_mended(form: Form, qtbot: QtBot) -> None:
    field = form.field("name")
    form.show_problems(Problems([Problem("name", "Tên chi bộ này đã có."), Problem("id", "Chi bộ đã giải thể.")]))
    assert _row(form, "name").problem() == "Tên chi bộ này đã có."
    assert "Chi bộ đã giải thể." in form._state.text()
    qtbot.waitUntil(field.hasFocus)
    field.editingFinished.emit()
    assert _row(form, "name").problem()
    field.setText("Chi bộ thôn Mẫu 2")
    field.editingFinished.emit()
    assert _row(form, "name").problem() == ""


def test_a_form_with_a_wrong_date_is_not_saved(form: Form, qtbot: QtBot) -> None:
    form.field("founded").setText("31/2/2026")
    assert form.save_button is not None
    with qtbot.assertNotEmitted(form.saving):
        form.save_button.click()
    assert "Không đọc được ngày" in _row(form, "founded").problem()
    form.field("founded").setText("28/2/2026")
    with qtbot.waitSignal(form.saving):
        form.save_button.click()
    form.said_saved(time(14, 5))
    assert form._state.text() == "Đã lưu 14:05"
    assert not form.is_edited()


def test_a_form_stands_in_two_columns_when_there_is_room(form: Form) -> None:
    form.resize(look.TWO_COLUMNS_FROM - 100, 600)
    assert form.columns == 1
    form.resize(look.TWO_COLUMNS_FROM + 100, 600)
    assert form.columns == 2


def test_tab_follows_the_order_of_the_paper(form: Form, qtbot: QtBot) -> None:
    form.focus_first()
    qtbot.waitUntil(form.field("name").hasFocus)
    QTest.keyClick(form.field("name"), Qt.Key.Key_Tab)
    assert form.field("founded").hasFocus()


def test_a_filter_tells_its_query_and_its_chip_after_a_moment(qtbot: QtBot) -> None:
    bar = FilterBar("Lọc", [(None, "Tất cả"), ("late", "Chậm")])
    qtbot.addWidget(bar)
    bar.show()
    told: list[tuple[str, object]] = []
    bar.changed.connect(lambda query, chip: told.append((query, chip)))
    QTest.keyClicks(bar.field, "mau")
    assert told == []
    qtbot.waitUntil(lambda: told == [("mau", None)])
    bar._chips.button(1).click()
    assert told[-1] == ("mau", "late")
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert told[-1] == ("", "late")
    bar.say_count(2, 23, "chi bộ")
    assert bar._count.text() == "2 trong 23 chi bộ"


def test_in_a_low_window_chips_that_do_not_fit_stand_as_one_list(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    bar = FilterBar("Lọc chi bộ", [(None, "Tất cả"), (1, "Chưa chuyển (3)"), (2, "Chờ trả lời"), (3, "Quá hạn")])
    column.addWidget(bar)
    column.addStretch(1)
    window.resize(500, 420)
    window.show()
    assert bar.folded.isVisible()
    assert bar.height() < 2 * look.row_height(bar) + look.SMALL
    told = []
    bar.changed.connect(lambda _, key: told.append(key))
    bar.folded.setFocus()
    qtbot.keyClick(bar.folded, Qt.Key.Key_Down)
    assert (told, bar.chip(), bar.chip_word()) == ([1], 1, "Chưa chuyển")
    bar.press(3)
    assert bar.folded.value() == 3
    window.resize(500, 800)
    assert not bar.folded.isVisible()
    assert bar.chip() == 3
    window.resize(1300, 420)
    assert not bar.folded.isVisible()


def test_on_a_low_screen_the_head_of_a_page_stands_in_one_line(qtbot: QtBot) -> None:
    page = Page("Chi bộ điểm")
    qtbot.addWidget(page)
    page.set_summary("2 buổi sinh hoạt điểm")
    page.set_back("Kế hoạch", lambda: None)
    body = QWidget()
    page.content.addWidget(body, 1)
    page.resize(850, 440)
    page.show()
    low = 440 - body.height()
    assert low < 2.5 * look.row_height(page)
    page.resize(850, 740)
    qtbot.waitUntil(lambda: 740 - body.height() > low + look.row_height(page))
    page.resize(850, 440)
    qtbot.waitUntil(lambda: 440 - body.height() == low)
    page.set_summary(
        "Một câu dài hơn chỗ còn lại bên cạnh tên trang, nên đứng riêng một dòng như trước, không bị cắt đi chữ nào cả."
    )
    qtbot.waitUntil(lambda: 440 - body.height() > low)


def test_chips_can_change_and_keep_the_pressed_one(qtbot: QtBot) -> None:
    bar = FilterBar("Lọc", [(None, "Tất cả"), (1, "Một")])
    qtbot.addWidget(bar)
    bar.press(1)
    bar.set_chips([(None, "Tất cả"), (2, "Hai"), (1, "Một")])
    assert bar.chip() == 1


def test_chips_whose_counts_alone_change_stay_the_same_buttons(qtbot: QtBot) -> None:
    bar = FilterBar("Lọc", [(None, "Tất cả"), (1, "Cần lưu ý (3)")])
    qtbot.addWidget(bar)
    bar.press(1)
    before = bar._chips.buttons()
    bar.set_chips([(None, "Tất cả"), (1, "Cần lưu ý (2)")])
    assert bar._chips.buttons() == before
    assert (bar.chip(), [button.text() for button in before]) == (1, ["Tất cả", "Cần lưu ý (2)"])


def test_a_notice_without_words_is_not_there(qtbot: QtBot) -> None:
    notice = NoticeBar("Chi bộ này chưa họp tháng 3.")
    qtbot.addWidget(notice)
    assert not notice.isHidden()
    notice.say("")
    assert notice.isHidden()


def test_a_state_is_a_word_with_a_dot(qtbot: QtBot) -> None:
    state = StateDot("Đã ban hành", look.Tone.GOOD)
    qtbot.addWidget(state)
    assert state.label.text() == "Đã ban hành"
    assert not state._dot.pixmap().isNull()


def test_steps_open_in_any_order_and_lead_on(qtbot: QtBot) -> None:
    steps = Steps()
    qtbot.addWidget(steps)
    for key, word in (("plan", "Chuẩn bị"), ("roll", "Điểm danh"), ("end", "Kết luận")):
        steps.add_step(key, word, FieldRow(word, LineField()))
    steps.show_states({"plan": StepState(done=True, note="02/03/2026"), "roll": StepState(missing=2)})
    assert steps.current() == "plan"
    with qtbot.waitSignal(steps.opened) as opened:
        steps.go_on()
    assert opened.args == ["roll"]
    steps.open_step("end")
    assert steps.current() == "end"
    assert steps._buttons[1]._note.text() == "còn thiếu 2"


def test_what_does_not_fit_beside_the_filter_goes_on_below_and_is_never_squeezed(qtbot: QtBot) -> None:
    bar = FilterBar("Lọc", [(None, "Tất cả"), (1, "Nông thôn"), (2, "Y tế, sự nghiệp khác")])
    bar.extras.addWidget(QPushButton("Sổ văn bản đi…"))
    qtbot.addWidget(bar)
    bar.resize(1200, bar.heightForWidth(1200))
    bar.show()
    buttons = bar.findChildren(QPushButton)
    assert len({button.geometry().center().y() for button in buttons}) == 1
    narrow = bar.minimumSizeHint().width()
    assert bar.heightForWidth(narrow) > bar.heightForWidth(1200)
    bar.resize(narrow, bar.heightForWidth(narrow))
    assert len({button.y() for button in buttons}) > 1
    assert all(button.width() == button.sizeHint().width() for button in buttons)
    assert all(bar.rect().contains(button.geometry()) for button in buttons)
    bar.set_chips([(None, "Tất cả")])
    assert bar.heightForWidth(narrow) < 3 * bar.field.sizeHint().height()


@dataclass(frozen=True, slots=True)
class _Line:
    name: str = ""
    day: date | None = None


def test_lasting_lines_show_the_next_value_in_the_fields_that_stand_there(qtbot):
    renewed = []
    lines = LinesField(
        (LineColumn("name", "Tên", LineField, 1, renew=renewed.append), LineColumn("day", "Ngày", DateField)),
        _Line,
        add_word="Thêm dòng",
        lasting=True,
    )
    qtbot.addWidget(lines)
    edits = []
    lines.edited.connect(lambda: edits.append(1))
    two = (_Line("Một", date(2026, 1, 2)), _Line("Hai"))
    lines.set_value(two)
    first = lines.field(0, "name")
    for value in ((_Line("Ba"),), (_Line("Bốn"), _Line("Năm", date(2026, 3, 4)), _Line("Sáu")), two):
        lines.set_value(value)
        assert lines.value() == value
        assert lines.field(0, "name") is first
    assert first in renewed
    lines.remove(0)
    assert lines.value() == two[1:]
    lines.set_value(())
    assert len(lines) == 0
    assert edits == [1]


def test_the_first_fault_is_scrolled_into_sight_above_the_footer(qtbot: QtBot) -> None:
    @dataclass(frozen=True, slots=True)
    class Long:
        fields: tuple[str, ...] = ()

    made = Form()
    qtbot.addWidget(made)
    group = made.group("Một biểu dài")
    for place in range(12):
        made.bind(f"part{place}", *(lambda row: (row.field, row))(FieldRow(f"Phần {place}", LineField(), parent=group)))
        group.add_widget(made.field(f"part{place}").parent())
    made.add_save()
    made.resize(500, 300)
    made.show()
    made.focus_first()
    sentence = "Hãy ghi phần này cho đủ như trên giấy, vì văn bản in ra lấy đúng những chữ ở đây và không tự đoán thêm."
    for name in ("part11", "part3", "part0"):
        made.show_problems([Problem(name, sentence), Problem("part11", sentence), Problem("khác", sentence * 2)])
        said = _row(made, name).said()
        footer = made.save_button.parentWidget()  # type: ignore[union-attr]
        qtbot.waitUntil(lambda: said.isVisible() and not said.visibleRegion().isEmpty())  # noqa: B023
        qtbot.waitUntil(lambda: said.visibleRegion().boundingRect() == said.rect())  # noqa: B023
        assert said.mapTo(made, said.rect().bottomLeft()).y() <= footer.y()
    assert made.width() == 500
    assert made.minimumSizeHint().width() <= 500
