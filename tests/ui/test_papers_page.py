"""The page Văn bản and the window Ban hành, driven as a person drives them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from bontot_desktop.db.models.office import Holding
from bontot_desktop.errors import NoRoom
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.services import issuing, papers
from bontot_desktop.ui import keys
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.pages.paper_panel import ANEW, CLEAN_COPY, EDITED_COPY
from bontot_desktop.ui.pages.papers import WAITING, PapersPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import paper_office
from tests.paper_office import DEPUTY, NOW, cell_id, register_kinds

DAY = date(2026, 3, 6)


@pytest.fixture
def office(tmp_path, monkeypatch):
    register_kinds(monkeypatch)
    office = paper_office.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


@pytest.fixture
def sent():
    return []


@pytest.fixture
def stack(qtbot, shell, sent):
    page = PapersPage(shell, printer=lambda pdf, window, title: sent.append((pdf, title)) or True)
    qtbot.addWidget(page)
    shell.changed.connect(page.changed)
    page.resize(1100, 640)
    page.refresh()
    page.show()
    return page


@pytest.fixture
def page(stack):
    return stack.list


def issue(office, page, cell: int = 1, day: date = DAY) -> int:
    paper_id = issuing.issue(office, "X1", cell_id(office, cell), day=day).paper_id
    page.refresh()
    return paper_id


def shown_numbers(page) -> list[str]:
    return [row.number_text for row in page.table.rows.shown()]


def test_an_empty_register_says_where_papers_come_from(page):
    assert page.table_or_empty.is_empty()
    assert not page.print_button.isEnabled()


def test_the_chosen_paper_is_shown_as_the_very_pdf_that_was_filed(office, page):
    first, second = issue(office, page, 1), issue(office, page, 2, date(2026, 4, 3))
    assert shown_numbers(page) == ["02-TB/ĐU", "01-TB/ĐU"]
    page.open_item(first)
    assert page.panel.preview.pdf() == papers.look(office, first)[1].path.read_bytes()
    assert page.panel.name.text() == "Thông báo thử 01-TB/ĐU"
    page.open_item(second)
    assert page.panel.preview.pdf() == papers.look(office, second)[1].path.read_bytes()


def test_the_register_is_filtered_by_words_year_and_type(qtbot, office, page):
    issue(office, page, 1)
    issue(office, page, 2, date(2027, 1, 4))
    qtbot.keyClicks(page.filter.field, "bieu duong 04/01")
    page.filter.field.ask()
    assert shown_numbers(page) == ["02-TB/ĐU"]
    page.open_item(page._rows[1].id)
    assert shown_numbers(page) == ["02-TB/ĐU", "01-TB/ĐU"]
    page.year.set_value(2026)
    page.year.edited.emit()
    assert shown_numbers(page) == ["01-TB/ĐU"]
    page.year.set_value(None)
    page.type.set_value("TB")
    page.type.edited.emit()
    assert shown_numbers(page) == ["02-TB/ĐU", "01-TB/ĐU"]


def test_invitations_are_named_as_their_own_type(office, page):
    row = replace(papers.row(office, issue(office, page)), type_symbol="GM", kind_name="Giấy mời dự sinh hoạt chi bộ")
    column = next(column for column in page.table.rows.columns if column.title == "Loại")
    assert column.show(row) == "Giấy mời"


def test_enter_opens_a_paper_over_the_whole_page_and_esc_leads_back(qtbot, office, stack, page, sent):
    paper_id = issue(office, page)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    large = stack.top()
    assert large.title() == "Thông báo thử 01-TB/ĐU"
    assert large.panel.preview.pdf() == papers.shown(office, paper_id)
    large.acts[keys.PRINT][1]()
    assert len(sent) == 1
    assert stack.back()
    assert stack.top() is page
    stack.open_large(paper_id)
    stack.open_item(paper_id)
    assert stack.top() is page


def test_printing_sends_the_pdf_that_is_seen_and_notes_it(qtbot, office, page, sent):
    paper_id = issue(office, page)
    qtbot.mouseClick(page.print_button, Qt.MouseButton.LeftButton)
    assert sent == [(page.panel.preview.pdf(), "Thông báo thử 01-TB/ĐU")]
    assert papers.row(office, paper_id).printed_at == NOW
    assert "đã in 21/11/2026" in page.panel.facts.text()


def test_a_printer_that_refuses_is_told_and_nothing_is_noted(qtbot, office, shell, page):
    paper_id = issue(office, page)

    def refuse(pdf, window, title):
        raise NoRoom("Máy in không nhận.")

    page.panel._printer = refuse
    qtbot.mouseClick(page.print_button, Qt.MouseButton.LeftButton)
    assert shell.asking.asked == ["Máy in không nhận."]
    assert papers.row(office, paper_id).printed_at is None


def test_files_that_wait_show_why_and_are_written_by_the_button(qtbot, office, page):
    office.papers.write_text("không phải thư mục", encoding="utf-8")
    issue(office, page)
    assert page.panel.state.label.text() == "Chờ in"
    assert "chờ in" in page.panel.notice.label.text()
    page.filter.press(WAITING)
    page._filter()
    assert shown_numbers(page) == ["01-TB/ĐU"]
    office.papers.unlink()
    qtbot.mouseClick(page.panel.write, Qt.MouseButton.LeftButton)
    assert page.panel.notice.isHidden()
    assert page.panel.state.label.text() == "Đã ban hành"


def test_a_hand_edited_word_file_is_made_anew_only_after_asking(qtbot, office, shell, page):
    paper_id = issue(office, page)
    word = papers.look(office, paper_id)[0].path
    edited = docx.Document(str(word))
    edited.add_paragraph("Sửa tay.")
    edited.save(str(word))
    page.refresh()
    assert page.panel.write.text() == ANEW
    shell.asking.answers = ["Quay lại", ANEW]
    qtbot.mouseClick(page.panel.write, Qt.MouseButton.LeftButton)
    assert papers.hand_edited(office, paper_id)
    assert "bản sửa tay được giữ bên cạnh" in shell.asking.asked[0]
    qtbot.mouseClick(page.panel.write, Qt.MouseButton.LeftButton)
    assert not papers.hand_edited(office, paper_id)
    aside = docx.Document(str(word.with_name(f"{word.stem}-sua-tay-1.docx")))
    assert aside.paragraphs[-1].text == "Sửa tay."


def test_saving_word_offers_the_edited_and_the_issued_copy(qtbot, tmp_path, office, shell, page):
    paper_id = issue(office, page)
    word = papers.look(office, paper_id)[0].path
    edited = docx.Document(str(word))
    edited.add_paragraph("Sửa tay.")
    edited.save(str(word))
    mine, clean = tmp_path / "sua.docx", tmp_path / "goc.docx"
    shell.asking.answers = [EDITED_COPY, mine, CLEAN_COPY, clean]
    for _ in range(2):
        page.commands_shown.word.trigger()
    texts = [[paragraph.text for paragraph in docx.Document(str(path)).paragraphs] for path in (mine, clean)]
    assert "Sửa tay." in texts[0]
    assert "Sửa tay." not in texts[1]


def test_a_number_is_taken_back_with_a_reason_and_the_paper_stays_in_the_register(qtbot, office, shell, page):
    paper_id = issue(office, page)
    shell.asking.answers = ["Nhầm chi bộ"]
    page.panel.take_back_action.trigger()
    assert papers.row(office, paper_id).state is PaperState.WITHDRAWN
    assert page.panel.state.label.text() == "Đã thu hồi"
    assert not page.panel.take_back_action.isVisible()
    assert not page.panel.withdraw_action.isVisible()


def test_a_paper_is_withdrawn_with_a_reason(qtbot, office, shell, page):
    paper_id = issue(office, page)
    shell.asking.answers = [None, "Sai nội dung"]
    for _ in range(2):
        page.panel.withdraw_action.trigger()
    assert papers.row(office, paper_id).withdrawn_reason == "Sai nội dung"


# ------------------------------------------------------------------ the window "Ban hành"


def test_a_draft_is_seen_issued_and_shown_among_the_papers(qtbot, office, shell, page):
    wanted = []
    shell.wanted.connect(lambda key, item: wanted.append((key, item)))
    dialog = open_issue(shell, "X1", cell_id(office, 1))
    qtbot.addWidget(dialog)
    assert dialog.sheet.number.value() == 1
    assert dialog.sheet.preview.page_count() == 1
    qtbot.mouseClick(dialog.issue_button, Qt.MouseButton.LeftButton)
    assert [row.number_text for row in papers.rows(office)] == ["01-TB/ĐU"]
    assert papers.rows(office)[0].dated_on == NOW.date()
    assert wanted == [("papers", papers.rows(office)[0].id)]
    assert shown_numbers(page) == ["01-TB/ĐU"]


def test_another_date_makes_the_draft_anew_with_its_signer_and_warnings(qtbot, office, shell):
    dialog = open_issue(shell, "X1", cell_id(office, 1))
    qtbot.addWidget(dialog)
    before = dialog.sheet.preview.pdf()
    paper_office.end_term(office, date(2026, 3, 31), "2026 - 2031")
    dialog.sheet.day.clear()
    qtbot.keyClicks(dialog.sheet.day, "1/12/26")
    qtbot.keyClick(dialog.sheet.day, Qt.Key.Key_Return)
    assert dialog.sheet.preview.pdf() != before
    assert dialog.sheet.warnings.count() == 1
    assert "2026 - 2031" in dialog.sheet.number_hint.text()
    dialog.reject()


def test_a_date_on_which_nobody_could_sign_stands_under_the_field(qtbot, office, shell):
    with office.work("test", "Thôi giữ chức") as work:
        for holding in work.query(Holding):
            holding.from_on = date(2026, 2, 1)
    dialog = open_issue(shell, "X1", cell_id(office, 1))
    qtbot.addWidget(dialog)
    dialog.sheet.day.set_value(date(2026, 1, 15))
    dialog.look_again()
    assert "Chưa khai báo người ký" in dialog.form._fields["day"][1].problem()
    dialog.reject()


def test_a_number_used_before_is_refused_and_the_window_stays(qtbot, office, shell, page):
    issue(office, page)
    dialog = open_issue(shell, "X1", cell_id(office, 2))
    qtbot.addWidget(dialog)
    dialog.sheet.number.set_value(1)
    qtbot.mouseClick(dialog.issue_button, Qt.MouseButton.LeftButton)
    assert "đã được cấp trong nhiệm kỳ này" in shell.asking.asked[-1]
    assert dialog.issued is None
    dialog.sheet.number.set_value(9)
    qtbot.mouseClick(dialog.issue_button, Qt.MouseButton.LeftButton)
    assert shown_numbers(page) == ["09-TB/ĐU", "01-TB/ĐU"]


def test_a_paper_that_cannot_be_made_yet_is_refused_in_a_sentence(shell):
    assert open_issue(shell, "X1", 4711) is None
    assert shell.asking.asked == ["Không còn chi bộ này trong sổ."]


def test_issuing_on_a_full_disk_tells_that_the_paper_waits(qtbot, office, shell, page):
    office.papers.write_text("không phải thư mục", encoding="utf-8")
    dialog = open_issue(shell, "X1", cell_id(office, 1))
    qtbot.addWidget(dialog)
    buttons = [button.text() for button in dialog.findChildren(QPushButton) if button.text() == "Quay lại"]
    assert buttons == ["Quay lại"]
    qtbot.mouseClick(dialog.issue_button, Qt.MouseButton.LeftButton)
    assert "còn chờ in" in shell.asking.asked[-1]
    assert papers.rows(office)[0].waits
    assert papers.rows(office)[0].signer != DEPUTY
