"""The last step of the import: what would be taken, what is asked, what is gone; then "Nhập"."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from bontot_desktop.services import importing, members, undo
from bontot_desktop.services.importing import Action, Role
from bontot_desktop.ui.asking import STAY
from bontot_desktop.ui.pages.import_book import ImportPage
from bontot_desktop.ui.pages.members import MembersPage
from tests.register_office import SAMPLE_BOOK, cell_row, member_row, write_book
from tests.ui.pages.importing.books import HEADINGS, long_book, press, show_import, untidy_book


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
    assert page.footer_label.text() == "Chi bộ: 2 thêm mới. Đảng viên: 6 thêm mới."
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
    assert "thêm mới" not in page.footer_label.text()
    page.go_on()
    assert "Nguyễn Ví Dụ D" not in {row.full_name for row in members.list_members(known)}


def test_who_is_gone_stays_unless_ticked(start, known, tmp_path):
    page = review(start(newer_book(tmp_path)))
    page.review.gone.table.rows.tick([row.id for row in page.review.gone.table.rows.rows()])
    assert page.footer_label.text().endswith("Đưa ra khỏi danh sách: 1.")
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
    assert "Không nhập: Nghề nghiệp." in page.footer_label.text()


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
    assert "1 câu hỏi chưa trả lời" in page.footer_label.text()
    page.go_on()
    assert len(members.list_members(empty)) == 5


def test_a_workbook_already_taken_has_nothing_to_take(open_page, empty):
    importing.apply(empty, importing.plan(empty, importing.read(SAMPLE_BOOK)))
    stack = open_page(MembersPage, empty)
    show_import(stack, SAMPLE_BOOK, "Đảng viên")
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
