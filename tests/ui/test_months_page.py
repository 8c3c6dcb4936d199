"""The page Sinh hoạt over the months of all cells: what a clerk types, sees and decides there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStyleOptionViewItem

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.rules.half_year import TypedFigure
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.months import MonthEntry
from bontot_desktop.rules.periods import Period
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.services import drafts, half_year, months, official_scores, schedules, year_glance
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.asking import DROP, SAVE, STAY, AnswerWith
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.main_window import MainWindow
from bontot_desktop.ui.pages import registry
from bontot_desktop.ui.pages.meetings import half_year as half_tab
from bontot_desktop.ui.pages.meetings import month as month_tab
from bontot_desktop.ui.pages.meetings import ratings as ratings_tab
from bontot_desktop.ui.pages.meetings import schedule_model as lines
from bontot_desktop.ui.pages.meetings.words import KINDS
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.unfinished import Unfinished
from tests import sample_office as made
from tests.meeting_office import approved, cell_id

NOW = datetime(2026, 11, 21, 9, 0)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def shell(office):
    return Shell(office, asking=AnswerWith(), now=lambda: NOW)


@pytest.fixture
def window(qtbot, shell):
    window = MainWindow(shell, [registry.entry("meetings"), registry.entry("cells")])
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.go("meetings")
    return window


def tab(window, key, month=6, cell=None):
    """Show a tab of a month of 2026."""
    home = window.page().home
    home.go_to(key, 2026, month, cell)
    return home.part()


def press(grid, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or grid, key, modifiers)
    QApplication.processEvents()


def typed(grid, words, end=Qt.Key.Key_Tab):
    """Type into the cell under the cursor and leave it."""
    if words:
        if not isinstance(QApplication.focusWidget(), QLineEdit):
            grid.edit(grid.currentIndex())
        QApplication.focusWidget().setText(words)
    press(grid, end)


def put(grid, row, column, words):
    index = grid.index_of(row, column)
    grid.model().setData(index, words)


def told(office, month=6, number=0, **more):
    entry = months.load(office, 2026, month)[number].entry
    figures = {"held_on": date(2026, month, 3), "expected": 5, "present": 5, "points": Decimal(92)} | more
    months.save(office, 2026, month, [replace(entry, **figures)])


# The year ------------------------------------------------------------------------------------------------------------


def test_enter_in_the_year_leads_to_the_line_the_meeting_or_the_schedule(window, office):
    meeting_id = approved(office, 1, 3)
    year = tab(window, "year", 5)
    assert year.model.index(0, 4).data() == "thiếu"
    assert "chưa có 3 chi bộ" in year.notice.label.text()
    went = []
    year.opened.disconnect()
    year.opened.connect(went.append)
    year.grid.setCurrentIndex(year.model.index(0, 2))
    press(year.grid, Qt.Key.Key_Return)
    assert went == [meeting_id]
    year.grid.setCurrentIndex(year.model.index(1, 4))
    press(year.grid, Qt.Key.Key_Return)
    month = window.page().home.part()
    assert isinstance(month, month_tab.MonthTab)
    assert month.grid.currentIndex() == month.grid.index_of(cell_id(office, 2), month_tab.DAY)
    year = tab(window, "year", 12)
    year.open_month(0, 12)
    assert window.page().home.tabs.tabText(window.page().home.tabs.currentIndex()) == "Lịch"


def test_only_cells_that_lack_a_month_are_shown_when_asked_for(window, office):
    for month in range(1, 11):
        told(office, month)
    year = tab(window, "year")
    year.bar.press("lacking")
    year.bar.tell()
    hidden = [year.grid.isRowHidden(row) for row in range(3)]
    assert hidden == [True, False, False]


def test_the_month_goes_on_by_keys_and_the_year_turns(window):
    home = window.page().home
    home.go_to("year", 2026, 12)
    press(home, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert home.months.value() == (2027, 1)
    press(home, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert home.months.value() == (2026, 12)


# The month -----------------------------------------------------------------------------------------------------------


def test_a_line_is_typed_from_paper_rated_at_once_and_saved(window, office):
    month = tab(window, "month", cell=cell_id(office))
    for words in ("3", "95", "20/22", "", "0", "8", "10", "Chuyển đổi số", "92,5"):
        typed(month.grid, words)
    assert month.model.value(cell_id(office), month_tab.TOTAL) == 22
    assert month.model.rating(cell_id(office)) == (Rating.GOOD, False)
    assert month.save()
    entry = months.load(office, 2026, 6)[0].entry
    assert entry == MonthEntry(
        cell_id(office), "Chi bộ thôn Mẫu 1", entry.meeting_id, date(2026, 6, 3), 95, 22, 22, 20, 0, 8, 10, True,
        "Chuyển đổi số", Decimal("92.5"),
    )  # fmt: skip
    assert not month.is_edited()


def test_enter_goes_down_past_cells_whose_minutes_stand_here(window, office):
    meeting_id = approved(office, 2, 6)
    month = tab(window, "month", cell=cell_id(office))
    typed(month.grid, "3", Qt.Key.Key_Return)
    row = month.model.row_at(month.grid.currentIndex().row())
    assert row.label == "Chi bộ Trường Mẫu"
    went = []
    month.opened.disconnect()
    month.opened.connect(went.append)
    month.grid.setCurrentIndex(month.grid.index_of(cell_id(office, 2), month_tab.DAY))
    press(month.grid, Qt.Key.Key_Return)
    assert went == [meeting_id]


def test_what_cannot_be_is_marked_beside_the_cell_and_not_saved(window, office):
    first = cell_id(office)
    month = tab(window, "month", cell=first)
    put(month.grid, first, month_tab.DAY, "hôm qua")
    assert not month.save()
    assert "Xin gõ ngày" in month._state.text()
    put(month.grid, first, month_tab.DAY, "3")
    put(month.grid, first, month_tab.TURNOUT, "25/22")
    assert "nhiều hơn số phải dự" in month.model.flags_shown()[first, month_tab.TURNOUT]
    assert not month.save()
    assert month.grid.currentIndex() == month.grid.index_of(first, month_tab.TURNOUT)
    month.bar.press("amiss")
    month.bar.tell()
    assert [month.grid.isRowHidden(row) for row in range(3)] == [False, True, True]
    put(month.grid, first, month_tab.TURNOUT, "đủ")
    put(month.grid, first, month_tab.POINTS, "101")
    assert not month.save()
    assert (first, month_tab.POINTS) in month.model.flags_shown()
    month.drop()


def test_cells_of_a_spreadsheet_are_pasted_over_lines_in_sight(window, office):
    month = tab(window, "month", cell=cell_id(office))
    month.bar.field.setText("thôn")
    month.bar.field.ask()
    QGuiApplication.clipboard().setText("3\t95\t20/22\n4\t90\t5/5\n")
    month.grid.paste()
    assert month.save()
    rows = months.load(office, 2026, 6)
    assert [(row.entry.held_on, row.entry.present) for row in rows] == [
        (date(2026, 6, 3), 20),
        (date(2026, 6, 4), 5),
        (None, None),
    ]


def test_typing_is_asked_about_before_another_month_and_kept_meanwhile(window, office, shell):
    month = tab(window, "month", cell=cell_id(office))
    put(month.grid, cell_id(office), month_tab.DAY, "3")
    month.keeping.keep()
    assert [row.title for row in drafts.all_kept(office)] == ["Kết quả sinh hoạt tháng 6/2026"]
    shell.asking.answers = [STAY, DROP]
    home = window.page().home
    home.months.step(1)
    assert home.months.value() == (2026, 6)
    home.months.step(1)
    assert home.months.value() == (2026, 7)
    assert drafts.all_kept(office) == []
    put(month.grid, cell_id(office), month_tab.DAY, "3")
    shell.asking.answers = [SAVE]
    home.months.step(-1)
    assert months.load(office, 2026, 7)[0].entry.held_on == date(2026, 7, 3)


def test_kept_typing_is_offered_at_the_start_on_its_tab_of_its_month(window, office):
    month = tab(window, "month", 4, cell_id(office))
    put(month.grid, cell_id(office), month_tab.DAY, "3")
    month.keeping.keep()
    for column in (month_tab.DAY, month_tab.TOTAL):
        month.model.set_value(cell_id(office), column, None)
    tab(window, "year", 8)
    unfinished = Unfinished(window)
    unfinished.look()
    unfinished.open()
    month = window.page().home.part()
    assert window.page().home.months.value() == (2026, 4)
    month.keeping.go_on()
    assert month.model.value(cell_id(office), month_tab.DAY) == date(2026, 4, 3)
    month.drop()


# The schedule --------------------------------------------------------------------------------------------------------


def fixed(office):
    with office.work("test", "Ngày cố định") as session:
        for cell in session.query(Cell):
            cell.fixed_day, cell.usual_time, cell.usual_place = 3, time(19, 30), "Nhà văn hóa"


def test_a_clash_is_told_as_soon_as_it_is_typed_and_all_others_are_agreed(window, office):
    fixed(office)
    tab_ = tab(window, "schedule", 12)
    first, second, third = (-one.cell_id for one in schedules.month(office, 2026, 12))
    put(tab_.grid, second, lines.WHO, "phu trach 1")
    assert "được ghi dự cả" in tab_.notice.label.text()
    tab_.agree_all()
    assert [tab_.model.value(row, lines.AGREED) for row in (first, second, third)] == [False, False, True]
    put(tab_.grid, second, lines.DAY, "4")
    assert "khác ngày cố định" in tab_.model.flags_shown()[second, lines.REASON]
    put(tab_.grid, second, lines.REASON, "Trùng lịch của xã")
    put(tab_.grid, second, lines.HOUR, "8h")
    put(tab_.grid, second, lines.THEME, "Chuyển đổi số")
    tab_.agree_all()
    assert tab_.save()
    stored = schedules.month(office, 2026, 12)
    assert [one.is_agreed for one in stored] == [True, True, True]
    assert (stored[1].type, stored[1].starts_at, stored[1].attendee) == (
        MeetingType.COMBINED,
        time(8),
        "Trần Phụ Trách 1",
    )


def test_a_name_that_fits_several_is_asked_for_again(window, office):
    tab_ = tab(window, "schedule", 12)
    row = -cell_id(office)
    put(tab_.grid, row, lines.WHO, "phu trach")
    assert "Có 2 đồng chí" in tab_.model.faults()[0][2]
    put(tab_.grid, row, lines.WHO, "không ai cả")
    assert "Chưa có đồng chí nào" in tab_.model.faults()[0][2]
    put(tab_.grid, row, lines.HOUR, "tối")
    assert not tab_.save()
    tab_.drop()
    assert not tab_.is_edited()


def test_a_usual_meeting_nobody_touched_stays_unwritten(window, office):
    fixed(office)
    tab_ = tab(window, "schedule", 12)
    put(tab_.grid, -cell_id(office), lines.PLACE, "Hội trường xã")
    assert tab_.save()
    assert [one.id is not None for one in schedules.month(office, 2026, 12)] == [True, False, False]


def test_a_theme_is_planned_for_the_cells_without_one_and_taken_out_again(window, office):
    told(office, 10, is_themed=True, theme="Đã có")
    tab_ = tab(window, "schedule", 11)
    tab_.plan_theme()
    form = tab_.dialog.form
    assert set(form.draft().cells) == {one.cell_id for one in schedules.month(office, 2026, 11)[1:]}
    form.field("theme").set_value("Học tập và làm theo Bác")
    tab_.dialog.save()
    assert len(schedules.themes(office, 2026)) == 2
    themed = next(one for one in tab_.model.meetings() if one.type is MeetingType.THEMED)
    tab_.grid.go(themed.id, lines.DAY)
    tab_.take_out()
    assert len(schedules.themes(office, 2026)) == 1


def test_an_agreed_meeting_is_opened_from_its_line(window, office):
    fixed(office)
    tab_ = tab(window, "schedule", 11, cell_id(office))
    went = []
    tab_.opened.disconnect()
    tab_.opened.connect(went.append)
    tab_.open_meeting()
    mark = year_glance.glance(office, 2026)[0].months[10]
    assert went == [mark.meeting_id]


# Ratings -------------------------------------------------------------------------------------------------------------


def test_a_month_is_decided_in_one_act_with_reasons_where_it_differs(window, office):
    told(office, number=0)
    told(office, number=1, points=Decimal(80))
    tab_ = tab(window, "ratings")
    tab_.finish_levels()
    second = cell_id(office, 2)
    put(tab_.grid, second, ratings_tab.TOTAL, "70")
    assert (second, ratings_tab.REASON) in tab_.model.flags_shown()
    assert tab_.model._difference(second) == ("−10", Tone.WAIT)
    asking = tab_.shell.asking = AnswerWith("Quay lại", "Chốt", "Chốt")
    assert not tab_.decide()
    assert asking.asked == [
        "1 chi bộ chưa ghi điểm chính thức sẽ lấy theo điểm tự chấm. Chốt xếp loại? Chi bộ thôn Mẫu 1"
    ]
    assert not tab_.decide()
    put(tab_.grid, second, ratings_tab.REASON, "Thiếu tài liệu")
    assert tab_.decide()
    rows = official_scores.month_rows(office, 2026, 6)
    assert [(row.official_total, row.reason) for row in rows] == [
        (Decimal(92), ""),
        (Decimal(70), "Thiếu tài liệu"),
    ]
    assert not tab_.is_edited()
    tab_.grid.go(second, ratings_tab.TOTAL)
    tab_.reopen()
    assert [row.official_total for row in official_scores.month_rows(office, 2026, 6)] == [Decimal(92), None]
    tab_.finish_levels()


def test_saving_decides_only_the_lines_that_were_typed_into(window, office):
    told(office, number=0)
    told(office, number=1)
    tab_ = tab(window, "ratings")
    put(tab_.grid, cell_id(office), ratings_tab.NOTE, "Đủ giờ")
    tab_.grid.go(cell_id(office, 2), ratings_tab.NOTE)
    assert tab_.save()
    assert [row.official_total for row in official_scores.month_rows(office, 2026, 6)] == [Decimal(92), None]
    # The cursor stays where it was.
    assert tab_.grid.currentIndex() == tab_.grid.index_of(cell_id(office, 2), ratings_tab.NOTE)
    tab_.finish_levels()


@pytest.mark.parametrize(("month", "shown"), [(6, ("chưa", Tone.BAD)), (11, ("chưa", None)), (12, ("", None))])
def test_a_month_to_come_is_no_fault_of_a_cell_and_the_word_is_short(window, office, month, shown):
    tab_ = tab(window, "ratings", cell=cell_id(office), month=month)
    assert tab_.model._held(cell_id(office)) == shown
    tab_.finish_levels()


def test_no_word_of_the_ratings_is_cut_on_a_small_screen(window, office):
    told(office)
    tab_ = tab(window, "ratings", cell=cell_id(office))
    tab_.finish_levels()
    assert tab_.model._year(cell_id(office))[0].endswith(" (tạm)")
    measures = tab_.grid.fontMetrics()
    for place, column in enumerate(tab_.model.columns):
        if column.id not in (ratings_tab.HELD, ratings_tab.YEAR) or tab_.grid.isColumnHidden(place):
            continue
        for row in range(tab_.model.rowCount()):
            word = tab_.model.index(row, place).data() or ""
            assert measures.horizontalAdvance(word) + 2 * look.SMALL <= tab_.grid.columnWidth(place), word


def test_a_late_score_is_told_and_noted_as_sent(window, office):
    told(office)
    tab_ = tab(window, "ratings", cell=cell_id(office))
    assert tab_.model._sent(cell_id(office)) == ("trễ", Tone.BAD)
    tab_.grid.setCurrentIndex(tab_.grid.index_of(cell_id(office), ratings_tab.NOTE))
    tab_.submit()
    assert official_scores.month_rows(office, 2026, 6)[0].submitted_on == NOW.date()
    tab_.finish_levels()
    level = tab_.model.levels[cell_id(office)]
    assert level.sentence
    assert tab_.model._year(cell_id(office))[0].startswith(("Tốt", "Khá", "TB", "Kém"))


# Half a year ---------------------------------------------------------------------------------------------------------


def test_the_typed_columns_stand_beside_the_counted_ones(window, office):
    told(office)
    tab_ = tab(window, "half")
    tab_.finish()
    first = cell_id(office)
    assert tab_.model.index(0, 2).data() == "5"
    put(tab_.grid, first, TypedFigure.NOTE, "2 mô hình")
    assert tab_.save()
    assert half_year.load(office, Period.half_of(2026, 1))[0].typed == {TypedFigure.NOTE: "2 mô hình"}
    tab_.half.set_value(half_tab._YEAR)
    tab_._other_half()
    assert not tab_.model.may_edit(0, 4)
    assert tab_.save_button.isHidden()
    tab_.finish()
    assert "cả năm chỉ để xem" in window.page().home._summary.text()


def test_an_office_without_cells_says_where_to_begin(window, office):
    with office.work("test", "Không còn chi bộ") as session:
        for cell in session.query(Cell):
            cell.dissolved_on = date(2025, 1, 1)
    window.page().refresh()
    for key in ("year", "month", "schedule", "ratings", "half"):
        part = tab(window, key)
        assert not part.grid.isVisible()


def blank_line(part):
    """Put the cursor on the day of a line that may be typed into; returns the id of its cell."""
    row = next(row for row in part.model.rows() if not row.locked)
    part.grid.go(row.id, month_tab.DAY)
    part.grid.setFocus()
    return row.id


def test_saving_by_keys_takes_the_cell_that_is_still_being_typed_into(qtbot, window, office):
    part = tab(window, "month")
    cell = blank_line(part)
    part.grid.edit(part.grid.currentIndex())
    QApplication.focusWidget().setText("9/6")
    assert not part.is_edited()
    window._page_actions[keys.SAVE].trigger()
    assert next(row.entry for row in months.load(office, 2026, 6) if row.id == cell).held_on == date(2026, 6, 9)
    assert part._state.text() == "Đã lưu 09:00"


def test_pressing_save_is_always_answered(qtbot, window):
    part = tab(window, "month")
    qtbot.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert part._state.text() == "Không có gì mới để lưu."
    blank_line(part)
    typed(part.grid, "45")
    said = part._state.text()
    qtbot.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert part._state.text().startswith("Chưa lưu. ")
    assert part._state.text() != said
    assert part.grid.currentIndex().column() == 1


def test_the_save_button_stays_under_the_mouse_when_the_cell_that_is_left_has_something_to_say(qtbot, window):
    window.resize(910, 512)
    part = tab(window, "month")
    blank_line(part)
    part.grid.edit(part.grid.currentIndex())
    QApplication.focusWidget().setText("hôm thứ sáu tuần trước")
    button = part.save_button
    low = button.rect().bottomLeft() + QPoint(12, -2)
    before = button.mapToGlobal(low)
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=low)
    part.say("Một câu dài đến mức phải xuống dòng ở màn hình nhỏ. " * 4, "fault")
    QApplication.processEvents()
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=button.mapFromGlobal(before))
    assert part._state.text().startswith("Chưa lưu. ")


def test_what_cannot_be_is_in_no_total_before_it_is_mended(window):
    part = tab(window, "month")
    said = []
    part.said.connect(said.append)
    cell = blank_line(part)
    part.model.put(cell, month_tab.DAY, date(2026, 6, 9))
    part.model.put(cell, month_tab.TOTAL, 20)
    before = said[-1]
    assert "chưa tính" not in before
    part.model.put(cell, month_tab.TURNOUT, (30, 20))
    assert said[-1] == f"{before}; chưa tính 1 chi bộ cần xem"
    part.model.put(cell, month_tab.TURNOUT, (18, 20))
    assert "chưa tính" not in said[-1]
    assert said[-1] != before


def test_the_sign_of_a_marked_cell_leaves_its_words_in_sight(qtbot, window):
    part = tab(window, "month")
    cell = blank_line(part)
    part.model.put(cell, month_tab.DAY, date(2026, 12, 9))
    grid, index = part.grid, part.grid.currentIndex()
    option = QStyleOptionViewItem()
    grid.initViewItemOption(option)
    option.rect = grid.visualRect(index)
    grid.itemDelegate().initStyleOption(option, index)
    has_sign = bool(option.features & QStyleOptionViewItem.ViewItemFeature.HasDecoration)
    room = option.rect.width() - (option.decorationSize.width() if has_sign else 0)
    assert index.data(Qt.ItemDataRole.DecorationRole) is not None
    assert option.fontMetrics.horizontalAdvance(option.text) < room


def test_the_list_of_meetings_names_each_kind_in_few_words_and_whole_in_its_tip(window, office):
    approved(office, 1, 3, MeetingType.COMBINED)
    listed = tab(window, "list", 3)
    (row,) = listed.table.rows.shown()
    column = next(column for column in listed.table.rows.columns if column.title == "Loại sinh hoạt")
    assert column.show(row) == "Thường kỳ, chuyên đề"
    assert column.tooltip(row) == "Sinh hoạt thường kỳ kết hợp chuyên đề"
    assert set(KINDS) == set(MeetingType)
    assert len(set(KINDS.values())) == len(KINDS)
    assert max(map(len, KINDS.values())) + len(" (điểm)") <= 30
