"""The first steps of the import: the file, and its columns on the office's own rows."""

from __future__ import annotations

import threading

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from bontot_desktop.rules.old_code import OldCode
from bontot_desktop.services import cells, importing
from bontot_desktop.services.importing import Role, RowKind, Sure, TableKind
from bontot_desktop.ui.pages.cells import CellsPage
from bontot_desktop.ui.pages.import_book import COLUMNS, FILE, REVIEW, ImportPage
from bontot_desktop.ui.pages.importing import opened as opening
from bontot_desktop.ui.pages.members import MembersPage
from bontot_desktop.ui.tasks import Tasks
from tests.register_office import SAMPLE_BOOK, acts, write_sheets
from tests.ui.pages.importing.books import CELL, long_book, press, show_import, untidy_book
from tests.unikey import type_like_unikey

# The file -------------------------------------------------------------------------------------------------------------


def test_the_button_of_both_lists_opens_the_first_step(open_page, empty, qtbot):
    for kind in (CellsPage, MembersPage):
        page = open_page(kind, empty, SAMPLE_BOOK)
        press(page, "Nhập từ Excel…")
        assert isinstance(page.top(), ImportPage)
        assert not page.top().button.isEnabled()
        qtbot.keyClick(page.top().file.choose_button, Qt.Key.Key_Return)
        assert "96 dòng đảng viên" in page.top().file.found_label.text()
        assert cells.list_cells(empty) == []


def test_a_file_is_taken_from_choosing_to_the_register_in_four_presses(open_page, empty):
    page = open_page(CellsPage, empty, SAMPLE_BOOK)
    for words in ("Nhập từ Excel…", "Chọn tệp…", "Tiếp", "Tiếp", "Nhập"):
        press(page, words)
    assert page.top() is page.list
    assert len(page.list.table.rows.shown()) == 8
    assert acts(empty)[-1] == "Nhập danh bạ: 8 chi bộ, 96 đảng viên"


def test_what_was_found_is_said_at_once_sheet_by_sheet(start, tmp_path):
    page = start(untidy_book(tmp_path))
    assert page.file.found_label.text() == "Tìm thấy 10 dòng đảng viên ở 2 trang; 1 trang không nhập."
    found = {row.id: (row.word, row.rows, row.cell) for row in page.file.table.rows.rows()}
    assert found["thôn Mẫu Đông"] == ("Đảng viên", 7, "Chi bộ thôn Mẫu Đông")
    assert found["Ghi chép"] == ("không nhập", None, "")
    page.file.table.opened.emit("thôn Mẫu Tây")
    assert page.steps.current() == COLUMNS
    assert page.columns.cell_name.text() == "Chi bộ thôn Mẫu Tây"


def test_a_damaged_workbook_is_told_where_the_file_is_chosen(start, tmp_path):
    path = tmp_path / "hong.xlsx"
    path.write_bytes(b"hong")
    page = start(path)
    assert "không đọc được" in page.file.notice.label.text()
    assert not page.button.isEnabled()
    page.read(SAMPLE_BOOK)
    assert page.file.notice.isHidden()
    assert page.button.isEnabled()


def drop(page, path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    where, none = QPoint(300, 300), Qt.KeyboardModifier.NoModifier
    event = QDropEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    page.dropEvent(event)


def test_a_file_may_be_dropped_at_any_step(start, tmp_path):
    page = start(untidy_book(tmp_path))
    page.go_on()
    drop(page, tmp_path / "khong-phai-bang.docx")
    assert page.steps.current() == COLUMNS
    drop(page, SAMPLE_BOOK)
    assert page.steps.current() == FILE
    assert page.file.name_label.text() == SAMPLE_BOOK.name


def test_reading_that_is_stopped_leaves_everything_as_it_was(open_page, empty, qtbot, monkeypatch):
    tasks, may_go_on = Tasks(), threading.Event()
    read = importing.read

    def slowly(path, told):
        may_go_on.wait(10)
        return read(path, told)

    monkeypatch.setattr(opening.importing, "read", slowly)
    stack = open_page(CellsPage, empty, tasks=tasks)
    show_import(stack, SAMPLE_BOOK)
    page = stack.top()
    qtbot.waitUntil(lambda: page.file.is_reading())
    qtbot.mouseClick(page.file.stop_button, Qt.MouseButton.LeftButton)
    assert page.file.notice.label.text() == "Đã dừng theo yêu cầu."
    may_go_on.set()
    qtbot.waitUntil(lambda: not tasks.busy())
    assert not page.file.is_reading()
    assert not page.button.isEnabled()


# The columns ----------------------------------------------------------------------------------------------------------


def test_the_rows_stand_as_in_the_file_with_what_each_is_taken_for(start, tmp_path):
    page = start(long_book(tmp_path))
    page.go_on()
    model = page.columns.table.rows
    kinds = [model.row_at(place).kind for place in range(model.rowCount())]
    title, heading, data = RowKind.TITLE, RowKind.HEADING, RowKind.DATA
    assert kinds == [title, title, heading, heading, RowKind.GROUP, data, data, RowKind.TOTAL]
    assert model.index(5, 0).data() == CELL
    assert model.index(7, 0).data() == "dòng cộng"
    assert page.columns.sheets.isHidden()
    # A title runs over the empty cells beside it.
    assert page.columns.table.columnSpan(0, 1) == 8


def test_the_model_of_the_sheet_keeps_its_promises(start, tmp_path, qtmodeltester):
    page = start(long_book(tmp_path))
    page.go_on()
    qtmodeltester.check(page.columns.table.rows)


def test_a_column_is_made_something_else_and_remembered_next_time(start, tmp_path, open_page, empty):
    page = start(long_book(tmp_path))
    page.go_on()
    jobs = page.columns.table.roles.field(7)
    assert jobs.value() is Role.IGNORED
    jobs.set_value(Role.EXTRA)
    jobs.edited.emit()
    column = page._opened.guess.sheet("DS").columns[7]
    assert (column.role, column.sure) == (Role.EXTRA, Sure.CHOSEN)
    page.go_on()
    page.go_on()
    again = open_page(CellsPage, empty)
    show_import(again, long_book(tmp_path))
    (row,) = again.top().file.table.rows.rows()
    assert row.note == "chọn cột như lần nhập trước"
    again.top().go_on()
    assert again.top().columns.table.roles.field(7).value() is Role.EXTRA


def test_a_choice_on_one_sheet_goes_for_all_under_the_same_headings(start, tmp_path):
    page = start(untidy_book(tmp_path))
    page.go_on()
    page.columns.table.roles.role_chosen.emit(7, Role.IGNORED)
    guess = page._opened.guess
    assert [guess.sheet(f"thôn Mẫu {side}").columns[7].role for side in ("Đông", "Tây")] == [Role.IGNORED] * 2


def test_without_the_column_of_names_the_way_on_is_closed_and_told_why(start, tmp_path):
    page = start(long_book(tmp_path))
    page.go_on()
    page.columns.table.roles.role_chosen.emit(1, Role.IGNORED)
    assert "thiếu cột “Họ và tên”" in page.columns.lacking.label.text()
    assert not page.button.isEnabled()
    page.steps.open_step(REVIEW)
    assert "thiếu cột “Họ và tên”" in page.review.notice.label.text()
    page.columns.table.roles.role_chosen.emit(1, Role.FULL_NAME)
    assert page.columns.lacking.isHidden()
    page._is_chosen = False


def test_the_heading_moves_by_its_number_and_by_the_menu_of_a_row(start, tmp_path, qtbot):
    page = start(untidy_book(tmp_path))
    page.go_on()
    field = page.columns.heading_row
    field.selectAll()
    qtbot.keyClicks(field, "4")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page._opened.guess.sheet("thôn Mẫu Đông").heading_row == 4
    menu = page.columns.table.menu_for(2)
    assert [action.text() for action in menu.actions()] == ["Lấy dòng 3 làm tiêu đề", "Lấy dòng 3 và 4 làm tiêu đề"]
    menu.actions()[0].trigger()
    sheet = page._opened.guess.sheet("thôn Mẫu Đông")
    assert (sheet.heading_row, sheet.role_index(Role.FULL_NAME)) == (3, 1)
    field.set_value(4000)
    field.left.emit()
    assert "không có dòng 4000" in page.columns.lacking.label.text()
    page._is_chosen = False


def test_sheets_are_left_out_and_taken_by_their_ticks(start, tmp_path):
    page = start(untidy_book(tmp_path))
    page.go_on()
    ticks = page.columns.sheets.rows
    assert ticks.ticked() == ["thôn Mẫu Đông", "thôn Mẫu Tây"]
    ticks.tick(["thôn Mẫu Tây"], on=False)
    assert page._opened.guess.sheet("thôn Mẫu Tây").kind is None
    ticks.tick(["thôn Mẫu Tây"])
    sheet = page._opened.guess.sheet("thôn Mẫu Tây")
    assert (sheet.kind, sheet.cell_name) == (TableKind.MEMBERS, "Chi bộ thôn Mẫu Tây")
    page._is_chosen = False


def test_the_cell_of_a_sheet_can_be_named(start, tmp_path, empty, qtbot):
    page = start(untidy_book(tmp_path))
    page.go_on()
    page.columns.look_at("thôn Mẫu Tây")
    page.columns.cell_name.selectAll()
    type_like_unikey(qtbot, page.columns.cell_name, "Chi bộ thôn Mới")
    qtbot.keyClick(page.columns.cell_name, Qt.Key.Key_Return)
    assert page.columns.table.rows.index(3, 0).data() == "Chi bộ thôn Mới"
    page.go_on()
    assert "Chi bộ thôn Mới" in {row.name for row in page._plan.taken}
    page._is_chosen = False


def test_old_letters_are_shown_before_and_after(start, tmp_path):
    rows = [["Hä vµ tªn", "Chi bé", "Ngµy sinh"]]
    rows += [[f"NguyÔn V¨n VÝ Dô {n}", "Chi bé th«n MÉu", f"1{n}/02/1970"] for n in range(8)]
    page = start(write_sheets(tmp_path / "abc.xlsx", {"Danh s¸ch": rows}))
    page.go_on()
    assert "“NguyÔn V¨n VÝ Dô 0” → “Nguyễn Văn Ví Dụ 0”" in page.columns.code_notice.label.text()
    assert page.columns.code.value() is OldCode.TCVN3
    assert page.columns.table.rows.index(1, 1).data() == "Nguyễn Văn Ví Dụ 0"
