"""The page Sổ biên bản, driven as a person drives it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from bontot_desktop.rules.books import BookMode, BookPaper
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pages.book_preview import BookPreview
from bontot_desktop.ui.pages.books import UNPRINTED, BooksPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests.meeting_office import NOW, approved, cell_id, make_office


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


@pytest.fixture
def stack(qtbot, shell):
    page = BooksPage(shell, printer=lambda pdf, window, title, sides: True)
    qtbot.addWidget(page)
    shell.changed.connect(page.changed)
    page.resize(1140, 660)
    page.refresh()
    page.show()
    return page


@pytest.fixture
def page(stack):
    return stack.list


def set_year(page, year: int) -> None:
    page.choices.year.set_value(year)
    page.refresh()


def test_the_year_to_come_is_offered_in_november_and_nothing_can_be_printed_before_a_cell_is_chosen(page):
    assert page.choices.chosen_year() == 2027
    assert [row.name for row in page.table.rows.shown()] == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2"]
    assert not page.print_button.isEnabled()


def test_all_or_none_that_are_shown_can_be_ticked_at_once(qtbot, page):
    qtbot.mouseClick(page.all_button, Qt.MouseButton.LeftButton)
    assert len(page.table.rows.ticked()) == 2
    assert page.print_button.isEnabled()
    qtbot.mouseClick(page.none_button, Qt.MouseButton.LeftButton)
    assert page.table.rows.ticked() == []


def test_an_office_without_cells_says_where_to_begin(office, page):
    set_year(page, 2027)
    with office.work("test", "Giải thể") as session:
        from datetime import date

        from bontot_desktop.db.models.cells import Cell

        for cell in session.query(Cell):
            cell.dissolved_on = date(2026, 6, 30)
    page.refresh()
    assert page.table_or_empty.is_empty()


def test_a_filled_book_is_made_of_the_years_approved_minutes(qtbot, office, stack, page):
    approved(office, month=3)
    set_year(page, 2026)
    page.choices.mode.set_value(BookMode.FILLED)
    page.choices.mode.edited.emit()
    assert not page.choices.pages_regular.isVisible()
    qtbot.mouseClick(page.all_button, Qt.MouseButton.LeftButton)
    assert "1 chi bộ chưa có biên bản" in page._summary.text()
    qtbot.mouseClick(page.print_button, Qt.MouseButton.LeftButton)
    preview = stack.top()
    assert isinstance(preview, BookPreview)
    assert "Chi bộ thôn Mẫu 2 chưa có biên bản nào được thông qua" in preview.notice.label.text()
    assert preview.preview.page_count() > 8


def test_a_filled_book_of_a_cell_without_minutes_is_refused_in_words(qtbot, shell, stack, page):
    page.choices.mode.set_value(BookMode.FILLED)
    page.table.rows.tick([page._rows[0].id])
    page.print_books()
    assert "chưa có biên bản nào" in shell.asking.asked[-1]
    assert stack.top() is page


def test_too_few_pages_for_a_form_are_said_under_the_fields(page):
    page.table.rows.tick([page._rows[0].id])
    page.choices.pages_regular.setText("2")
    page.print_books()
    assert page.choices.fault_label.isVisible()
    assert "từ 5 đến 12" in page.choices.fault_label.text()


def test_books_can_be_filtered_by_what_is_not_printed_yet(qtbot, office, stack, page):
    page.table.rows.tick([cell_id(office, 2)])
    page.choices.paper.set_value(BookPaper.A4)
    page.print_books()
    stack.top().print_books()
    stack.pop()
    page.filter.press(UNPRINTED)
    page._filter()
    assert [row.name for row in page.table.rows.shown()] == ["Chi bộ thôn Mẫu 1"]


def _waiting(page) -> list[tuple[int, bool]]:
    page.refresh()
    return [(row.unprinted, row.last_printed is not None) for row in page._rows[:1]]


@pytest.mark.parametrize("mode", [BookMode.FILLED, BookMode.NEW])
def test_looking_at_a_book_does_not_print_it_and_a_printer_that_is_left_neither(
    tmp_path, office, shell, stack, page, mode
):
    approved(office, month=3)
    set_year(page, 2026)
    page.choices.mode.set_value(mode)
    page.choices.mode.edited.emit()
    page.table.rows.tick([cell_id(office, 1)])
    page.print_books()
    preview = stack.top()
    assert _waiting(page) == [(1, False)]
    preview._printer = lambda *_: False
    preview.print_books()
    assert _waiting(page) == [(1, False)]
    preview._printer = lambda *_: True
    preview.print_books()
    preview.print_books()
    assert _waiting(page) == [(0 if mode is BookMode.NEW else 1, True)]


def test_a_book_saved_as_a_file_is_printed(tmp_path, office, shell, stack, page):
    approved(office, month=3)
    set_year(page, 2026)
    page.choices.mode.set_value(BookMode.NEW)
    page.choices.mode.edited.emit()
    page.table.rows.tick([cell_id(office, 1)])
    page.print_books()
    shell.asking.save_file = lambda *_, **__: tmp_path / "phần mới.pdf"
    stack.top().save_pdf()
    assert _waiting(page) == [(0, True)]


def test_the_shown_pdf_and_word_files_can_be_saved_elsewhere(qtbot, tmp_path, shell, stack, page):
    page.table.rows.tick([page._rows[1].id])
    page.print_books()
    preview = stack.top()
    shell.asking.save_file = lambda *_, **__: tmp_path / "sổ.pdf"
    preview.save_pdf()
    assert (tmp_path / "sổ.pdf").read_bytes() == preview.preview.pdf()
    shell.asking.folder = lambda *_, **__: tmp_path / "word"
    preview.save_word()
    assert [path.suffix for path in (tmp_path / "word").iterdir()] == [".docx"]


def test_books_can_be_stopped_and_it_is_said_so(shell, stack, page, tmp_path):
    said: list[str] = []
    shell.announce = lambda sentence, **_: said.append(sentence)
    page.table.rows.tick([row.id for row in page._rows])
    page.print_books()
    preview = stack.top()
    assert isinstance(preview, BookPreview)
    shell.tasks.started.connect(lambda job: job.stop())
    shell.asking.folder = lambda *_, **__: tmp_path / "word"
    preview.save_word()
    stack.pop()
    page.print_books()
    assert stack.top() is page
    assert page.print_button.isEnabled()
    assert said[-2].startswith("Đã dừng; những tệp Word")
    assert said[-1].startswith("Đã dừng in sổ")
    assert not (tmp_path / "word").exists()
    assert shell.asking.asked == []
