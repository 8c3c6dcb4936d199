"""The import in three steps: the file, its columns on the office's own rows, what would be taken; then "Nhập"."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QPushButton

from bontot_desktop.rules.old_code import OldCode
from bontot_desktop.services import cells, importing, members, undo
from bontot_desktop.services.importing import Action, Role, RowKind, Sure, TableKind, applying
from bontot_desktop.ui.asking import STAY
from bontot_desktop.ui.pages import import_book
from bontot_desktop.ui.pages.cells import CellsPage
from bontot_desktop.ui.pages.import_book import COLUMNS, FILE, REVIEW, ImportPage, show_import
from bontot_desktop.ui.pages.importing import opened as opening
from bontot_desktop.ui.pages.importing.writing import Writing
from bontot_desktop.ui.pages.members import MembersPage
from bontot_desktop.ui.tasks import Tasks
from tests.register_office import (
    SAMPLE_BOOK,
    acts,
    cell_row,
    make_office,
    member_row,
    write_book,
    write_sheets,
)
from tests.unikey import type_like_unikey

HEADINGS = ["Số TT", "Họ tên", "Năm sinh", "GT", "Ngày kết nạp", "Ngày CT", "Số TĐV", "Chức danh"]
CELL = "Chi bộ Trường Trung học phổ thông Nguyễn Thị Minh Khai xã Hòa Bình Thượng"


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
        show_import(stack._shell, stack, "Chi bộ", path)
        # The stack is the parent of the page, and lives as long as the test.
        return stack.top()

    return started


def press(page, words: str) -> None:
    button = next(b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisibleTo(page))
    button.click()


def person(number: int, name: str, *, card: str = "", born: object = "1970", post: str = "") -> list[object]:
    return [number, name, born, "Nam", date(2000, 2, 3), date(2001, 2, 3), card, post]


def untidy_book(folder):
    """One sheet a cell, titles above, a subtotal and a signature below, four rows that cannot be."""
    wrong = [
        person(4, ""),
        person(5, "Lê Ngày Không Thật", born="31/02/1980"),
        [6, "Trần Ngược Ngày", "1980", "Nữ", date(2011, 1, 1), date(2010, 1, 1), "", ""],
        person(7, "Ví Dụ Trùng Thẻ", card="10000001"),
    ]
    sheets = {}
    for place, name in enumerate(("thôn Mẫu Đông", "thôn Mẫu Tây"), start=1):
        rows = [person(n, f"Nguyễn Ví Dụ {place}{n}", card=f"1000000{place}" if n == 1 else "") for n in (1, 2, 3)]
        sheets[name] = [
            [f"CHI BỘ {name.upper()}"],
            [],
            HEADINGS,
            *rows,
            *(wrong if place == 1 else []),
            ["", f"Cộng: {len(rows)} đồng chí"],
            ["", "", "", "", "T/M CHI BỘ"],
        ]
    sheets["Ghi chép"] = [["việc tuần này"], ["gọi điện cho thôn Mẫu Đông"]]
    return write_sheets(folder / "moi-thon-mot-trang.xlsx", sheets)


def long_book(folder):
    """A list for the whole commune: two rows of headings, birth in a Nam and a Nữ column, rows that name the cell."""
    rows = [
        ["ĐẢNG BỘ XÃ VÍ DỤ"],
        ["DANH SÁCH ĐẢNG VIÊN"],
        ["TT", "Họ và tên khai sinh", "Ngày sinh", "", "Vào Đảng", "", "Số thẻ ĐV", "Nghề nghiệp"],
        ["", "", "Nam", "Nữ", "Dự bị", "Chính thức", "", ""],
        ["I", CELL],
        [1, "Nguyễn Văn Ví Dụ", "1.2.1970", "", "3/2/2000", "3/2/2001", "12345678", "Giáo viên"],
        [2, "Lê Thị Mẫu", "", "31/02/1980", "3/2/2000", "3/2/2001", "12345679", "Kế toán"],
        ["", "Cộng: 2 đồng chí"],
    ]
    return write_sheets(folder / "toan-dang-bo.xlsx", {"DS": rows})


# The file -----------------------------------------------------------------------------------------------------------


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
    show_import(stack._shell, stack, "Chi bộ", SAMPLE_BOOK)
    page = stack.top()
    qtbot.waitUntil(lambda: page.file.is_reading())
    qtbot.mouseClick(page.file.stop_button, Qt.MouseButton.LeftButton)
    assert page.file.notice.label.text() == "Đã dừng theo yêu cầu."
    may_go_on.set()
    qtbot.waitUntil(lambda: not tasks.busy())
    assert not page.file.is_reading()
    assert not page.button.isEnabled()


# The columns --------------------------------------------------------------------------------------------------------


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
    show_import(again._shell, again, "Chi bộ", long_book(tmp_path))
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


# What would be taken ------------------------------------------------------------------------------------------------


def review(page) -> ImportPage:
    page.go_on()
    page.go_on()
    return page


def tabs(page) -> list[str]:
    bar = page.review.tabs
    return [bar.tabText(place) for place in range(bar.count()) if bar.isTabVisible(place)]


def test_every_row_of_the_file_stands_in_one_of_the_lists(start, tmp_path, empty):
    page = review(start(untidy_book(tmp_path)))
    assert tabs(page) == ["Nhận (8)", "Cần hỏi (0)", "Không nhận (4)", "Dòng khác (4)"]
    told = [(row.remark.row, row.remark.name) for row in page.review.refused.table.rows.rows()]
    assert [number for number, _ in told] == [7, 8, 9, 10]
    assert page._told.text() == "Chi bộ: 2 thêm mới. Đảng viên: 6 thêm mới."
    assert members.list_members(empty) == []


def test_after_taking_what_is_left_stays_in_sight_and_can_be_mended_in_excel(start, tmp_path, empty, qtbot):
    target = tmp_path / "sua.xlsx"
    page = review(start(untidy_book(tmp_path), target))
    page.go_on()
    assert page.review.notice.label.text().startswith("Đã nhập 2 chi bộ, 6 đảng viên. 4 dòng chưa nhập")
    assert page.button.text() == "Xong"
    press(page, "Lưu các dòng này ra Excel…")
    book = importing.read(target)
    plan = importing.plan(empty, book)
    assert [remark.text for remark in plan.refused][1].startswith("ngày sinh không có thật")
    assert len(plan.refused) == 4
    (heading,) = (row for row in book.sheets[0].rows if "Vì sao chưa nhận" in row)
    assert heading[:-1] == [*HEADINGS, "Chi bộ"]
    row = next(row for row in book.sheets[0].rows if "Lê Ngày Không Thật" in row)
    assert row[heading.index("Chi bộ")] == "Chi bộ thôn Mẫu Đông"
    press(page.review.refused, "Chép tất cả")
    assert QGuiApplication.clipboard().text().count("\n") == 4
    stack = page.parentWidget().parentWidget()
    page.go_on()
    assert stack.top() is stack.first


def test_rows_of_a_list_with_two_heading_rows_come_back_understood(start, tmp_path, empty):
    target = tmp_path / "sua.xlsx"
    page = review(start(long_book(tmp_path), target))
    page.save_refused()
    guess = importing.guess(importing.read(target))
    (sheet,) = guess.sheets
    assert {Role.MALE, Role.FEMALE, Role.ADMITTED, Role.OFFICIAL, Role.CARD, Role.CELL} <= {
        column.role for column in sheet.columns
    }
    plan = importing.plan(empty, importing.read(target))
    assert [(remark.name, remark.text[:9]) for remark in plan.refused] == [("Lê Thị Mẫu", "ngày sinh")]


def test_undoing_the_import_lets_it_be_taken_again(start, tmp_path, empty):
    page = review(start(untidy_book(tmp_path)))
    page.go_on()
    shell = page._shell
    shell.tell_changed(undo.take_back(empty, empty.data.last_act().id).changes)
    assert members.list_members(empty) == []
    assert page.button.text() == "Nhập"
    page.go_on()
    assert len(members.list_members(empty)) == 6


@pytest.fixture
def known(empty, tmp_path):
    """An office that has taken a list once."""
    rows = [
        member_row(f"Nguyễn Ví Dụ {letter}", **{"Số thẻ đảng viên": f"1234567{n}"}) for n, letter in enumerate("ABC")
    ]
    path = write_book(tmp_path / "truoc.xlsx", [cell_row("TH01", "Chi bộ thôn Mẫu 1")], rows)
    importing.apply(empty, importing.plan(empty, importing.read(path)))
    return empty


def newer_book(folder):
    rows = [
        member_row("Nguyễn Ví Dụ A", **{"Số thẻ đảng viên": "12345670", "Điện thoại": "0912345678", "Giới tính": "Nữ"}),
        member_row("Nguyễn Ví Dụ B", **{"Số thẻ đảng viên": "12345671"}),
        member_row("Nguyễn Ví Dụ D", **{"Số thẻ đảng viên": "12345673"}),
    ]
    return write_book(folder / "sau.xlsx", [cell_row("TH01", "Chi bộ thôn Mẫu 1")], rows)


def test_a_newer_list_shows_new_changed_same_and_gone(start, known, tmp_path, qapp):
    page = review(start(newer_book(tmp_path)))
    assert tabs(page) == ["Nhận (4)", "Cần hỏi (0)", "Không nhận (0)", "Không còn trong danh sách (1)"]
    qapp.processEvents()
    press(page, "Cập nhật (1)")
    (row,) = page.review.taken.table.rows.shown()
    assert (row.taken.name, row.taken.action) == ("Nguyễn Ví Dụ A", Action.CHANGED)


def test_a_change_is_left_out_field_by_field(start, known, tmp_path):
    page = review(start(newer_book(tmp_path)))
    taken = page.review.taken
    taken.table.select(next(row.id for row in taken.table.rows.rows() if row.taken.action is Action.CHANGED))
    lines = {row.change.title: (row.change.old, row.change.new) for row in taken.changes.rows.rows()}
    assert lines["Điện thoại"] == ("(trống)", "0912345678")
    taken.changes.rows.tick([row.id for row in taken.changes.rows.rows() if row.change.title == "Giới tính"], on=False)
    page.go_on()
    member = next(row for row in members.list_members(known) if row.full_name == "Nguyễn Ví Dụ A")
    assert member.phone == "0912345678"
    assert importing.plan(known, importing.read(newer_book(tmp_path))).counts.changed_members == 1


def test_one_field_is_left_out_in_all_rows_at_once(start, known, tmp_path):
    page = review(start(newer_book(tmp_path)))
    page.review.taken.tick_everywhere("Điện thoại", False)
    assert not next(c for row in page._plan.taken for c in row.changes if c.title == "Điện thoại").is_taken
    page._is_chosen = False


def test_a_row_without_its_tick_is_not_taken(start, known, tmp_path):
    page = review(start(newer_book(tmp_path)))
    rows = page.review.taken.table.rows
    rows.tick([row.id for row in rows.rows() if row.taken.action is Action.NEW], on=False)
    assert "thêm mới" not in page._told.text()
    page.go_on()
    assert "Nguyễn Ví Dụ D" not in {row.full_name for row in members.list_members(known)}


def test_who_is_gone_stays_unless_ticked(start, known, tmp_path):
    page = review(start(newer_book(tmp_path)))
    page.review.gone.table.rows.tick([row.id for row in page.review.gone.table.rows.rows()])
    assert page._told.text().endswith("Đưa ra khỏi danh sách: 1.")
    page.go_on()
    assert "Nguyễn Ví Dụ C" not in {row.full_name for row in members.list_members(known)}


def doubtful_book(folder):
    """Questions of one sort about several people, and one of another."""
    rows = [
        member_row(f"Lê Ví Dụ {letter}", **{"Giới tính": sign}) for letter, sign in zip("ABCD", "?!#*", strict=True)
    ]
    rows.append(member_row("Trần Ví Dụ", **{"Tình trạng": "chưa biết"}))
    return write_book(folder / "hoi.xlsx", [cell_row("TH01", "Chi bộ thôn Mẫu 1")], rows)


def test_columns_that_are_not_taken_are_named_beside_the_button(start, tmp_path):
    page = review(start(long_book(tmp_path)))
    assert "Không nhập: Nghề nghiệp." in page._told.text()


def test_a_question_begins_with_a_capital(start, tmp_path):
    page = review(start(doubtful_book(tmp_path)))
    rows = page.review.questions.table.rows.shown()
    assert all(row.words()[0] in "“" or row.words()[0].isupper() for row in rows)
    assert page.review.questions.words.text()[0].isupper()


def test_questions_are_answered_by_one_key_each(start, tmp_path, qtbot):
    page = review(start(doubtful_book(tmp_path)))
    table = page.review.questions.table
    assert page.review.tabs.currentIndex() == 1
    first, second = table.rows.shown()[:2]
    assert table.current_id() == first.id
    assert "Lê Ví Dụ A" in page.review.questions.where.text()
    qtbot.keyClick(table, Qt.Key.Key_2)
    assert table.current_id() == second.id
    answered = next(one for one in page._plan.doubtful if one.key == first.id)
    assert answered.answer == answered.choices[1].key
    page._is_chosen = False


def test_one_answer_goes_for_all_questions_alike(start, tmp_path, empty, qtbot):
    page = review(start(doubtful_book(tmp_path)))
    questions = page.review.questions
    qtbot.keyClick(questions.table, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    by_sort = [one.answer for one in page._plan.doubtful if one.column == "Giới tính"]
    assert len(by_sort) == 4
    assert len(set(by_sort)) == 1
    assert questions.alike_button.text() == "Trả lời “Nữ” cho cả 4 câu giống nhau"
    assert [row.is_answered for row in questions.table.rows.rows()] == [True] * 4 + [False]
    assert "1 câu hỏi chưa trả lời" in page._told.text()
    page.go_on()
    assert len(members.list_members(empty)) == 5


def test_a_workbook_already_taken_has_nothing_to_take(open_page, empty):
    importing.apply(empty, importing.plan(empty, importing.read(SAMPLE_BOOK)))
    stack = open_page(MembersPage, empty)
    show_import(stack._shell, stack, "Đảng viên", SAMPLE_BOOK)
    page = review(stack.top())
    assert not page.button.isEnabled()
    assert "không có gì để nhập" in page.review.notice.label.text()


def test_leaving_with_choices_made_is_asked_about(start, tmp_path, empty):
    page = review(start(doubtful_book(tmp_path), STAY, "Bỏ"))
    stack = page.parentWidget().parentWidget()
    page.review.questions.answer(1, all_alike=False)
    assert not stack.pop()
    assert stack.pop()
    assert members.list_members(empty) == []


# Long lists ---------------------------------------------------------------------------------------------------------


def many_book(folder, count=40):
    """A list in which every fifth official day is only a month."""
    rows = [["TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức", "Số thẻ", "Chi bộ"]]
    for n in range(1, count + 1):
        official = "5/2001" if n % 5 == 0 else "3/2/2001"
        rows.append([n, f"Nguyễn Ví Dụ {n}", "1/2/1970", "3/2/2000", official, f"1000{n:04d}", "Chi bộ thôn Mẫu 1"])
    return write_sheets(folder / "dai.xlsx", {"Đảng viên": rows})


@pytest.fixture
def slow_page(open_page, empty, tmp_path, qtbot, monkeypatch):
    """A page that thinks every plan too long to make it in the window's thread."""
    monkeypatch.setattr(import_book, "_AT_ONCE", -1.0)
    stack = open_page(CellsPage, empty, tasks=Tasks())
    show_import(stack._shell, stack, "Chi bộ", many_book(tmp_path))
    page = stack.top()
    qtbot.waitUntil(lambda: page.button.isEnabled())
    page.steps.open_step(REVIEW)
    page.kept = stack
    yield page
    qtbot.waitUntil(lambda: not stack._shell.tasks.busy())


def test_answers_to_a_long_list_show_at_once_and_the_plan_follows(slow_page, qtbot):
    page = slow_page
    first, second, third, *_ = [question.key for question in page._plan.doubtful]
    page.review.questions.answer(1, False)
    page.review.questions.answer(1, False)
    rows = {row.id: row for row in page.review.questions.table.rows.rows()}
    assert rows[first].is_answered
    assert rows[second].answer() == "Để trống"
    assert page._is_behind
    assert page.button.isEnabled()
    qtbot.waitUntil(lambda: not page._is_behind)
    answers = {question.key: question.answer for question in page._plan.doubtful}
    assert (answers[first], answers[second]) == ("EMPTY", "EMPTY")
    assert page.review.questions.table.current_id() == third


def test_a_tick_in_a_long_list_keeps_its_row_and_counts_soon(slow_page, qtbot):
    page = slow_page
    page.review.tabs.setCurrentIndex(0)
    table = page.review.taken.table
    key = table.rows.shown()[7].id
    table.select(key)
    table.rows.tick([key], on=False)
    assert table.current_id() == key
    qtbot.waitUntil(lambda: not page._is_behind)
    assert page._plan.counts.new_members == 39
    assert (table.current_id(), table.rows.is_ticked(key)) == (key, False)


def test_taking_right_after_an_answer_takes_it_as_answered(slow_page, empty):
    page = slow_page
    page.review.questions.answer(1, True)
    page.go_on()
    dates = {row.full_name: row.official_on for row in members.list_members(empty)}
    assert len(dates) == 40
    assert dates["Nguyễn Ví Dụ 5"] is None


def test_writing_can_be_stopped_and_nothing_is_written(start, empty, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr("bontot_desktop.ui.stepping.QUIET", -1.0)
    monkeypatch.setattr(applying, "A_TURN", 5)
    page = start(many_book(tmp_path))
    page.steps.open_step(REVIEW)
    before = acts(empty)
    seen = []

    def stop(window, done):
        seen.append((done, window.label.text()))
        if done > 10:
            window.stop.click()

    told = Writing._say
    monkeypatch.setattr(Writing, "_say", lambda window, done: (told(window, done), stop(window, done)))
    page.go_on()
    assert seen[0] == (1, "Đang ghi vào sổ: 1/41 dòng. Dừng thì không dòng nào được ghi.")
    assert seen[-1][0] == 11
    assert cells.list_cells(empty) == []
    assert acts(empty) == before
    assert page.review.notice.label.text() == "Đã dừng; chưa có gì được ghi vào sổ."
    monkeypatch.setattr(Writing, "_say", told)
    page.go_on()
    assert len(members.list_members(empty)) == 40
