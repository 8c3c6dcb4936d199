"""The check of a Word file from the page Văn bản, driven as a person drives it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.forms.lint_findings import LintPage
from bontot_desktop.ui.pages.papers import PapersPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import paper_office
from tests.documents.lint.typed import Typed
from tests.paper_office import NOW


@pytest.fixture
def shell(qapp, tmp_path):
    office = paper_office.make_office(tmp_path)
    yield Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)
    office.close()


@pytest.fixture
def stack(qtbot, shell):
    page = PapersPage(shell)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.refresh()
    page.show()
    return page


def press(qtbot, stack) -> None:
    qtbot.mouseClick(stack.list.check_button, Qt.MouseButton.LeftButton)


def test_findings_are_listed_and_the_file_is_checked_again_after_mending(qtbot, tmp_path, shell, stack):
    path = tmp_path / "quyet-dinh.docx"
    path.write_bytes(Typed(number="Số: 05-QĐ/ĐU", blank_lines=2).docx())
    shell.asking.answers = [path]
    press(qtbot, stack)
    page = stack.top()
    assert isinstance(page, LintPage)
    assert page.title() == "Kiểm tra thể thức: quyet-dinh.docx"
    assert "05-HD/VPTW" in page._summary.text()
    assert "Thấy 1 chỗ sai, 1 chỗ nên xem lại." in page._summary.text()
    shown = page.words.toPlainText()
    assert shown.index("Số và ký hiệu") < shown.index("Họ tên người ký")
    assert "Nên là: Số 05-QĐ/ĐU" in shown
    path.write_bytes(Typed().docx())
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    assert page.is_clean()
    assert page.place.currentWidget() is page.nothing
    assert not page.copy_button.isEnabled()
    assert stack.back()
    assert stack.top() is stack.list


def test_choosing_no_file_shows_nothing(qtbot, shell, stack):
    shell.asking.answers = [None]
    press(qtbot, stack)
    assert stack.top() is stack.list


def test_a_file_that_is_no_word_file_is_told_in_a_sentence(qtbot, tmp_path, shell, stack):
    path = tmp_path / "anh.docx"
    path.write_bytes(b"khong phai tep Word")
    shell.asking.answers = [path]
    press(qtbot, stack)
    assert stack.top() is stack.list
    assert len(shell.asking.asked) == 2
    assert "anh.docx không đọc được" in shell.asking.asked[1]


@pytest.fixture
def page(qtbot, tmp_path, shell, stack):
    path = tmp_path / "quyet-dinh.docx"
    path.write_bytes(Typed(number="Số: 05-QĐ/ĐU", summary="Về <b>việc</b> & mẫu").docx())
    shell.asking.answers = [path]
    press(qtbot, stack)
    return stack.top()


def test_findings_are_grouped_by_component_or_by_page_at_a_click(qtbot, page):
    assert "Trang 1" in page.words.toPlainText()
    assert page.words.toPlainText().startswith("Số và ký hiệu")
    qtbot.mouseClick(page.chips.button(1), Qt.MouseButton.LeftButton)
    assert page.words.toPlainText().startswith("Trang 1")
    assert "“Về <b>việc</b> & mẫu”" in page.words.toPlainText()


def test_the_whole_list_is_copied_as_text(qtbot, page):
    qtbot.mouseClick(page.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Kiểm tra thể thức tệp quyet-dinh.docx")
    assert "Nên là: Số 05-QĐ/ĐU" in copied


@pytest.mark.parametrize(("suffix", "begins"), [(".pdf", b"%PDF"), (".txt", b"\xef\xbb\xbfKi")])
def test_the_list_is_kept_as_a_sheet_or_as_text(tmp_path, shell, page, suffix, begins):
    shell.asking.answers = [tmp_path / f"ds{suffix}"]
    page.save(suffix)
    assert (tmp_path / f"ds{suffix}").read_bytes().startswith(begins)
    shell.asking.answers = [None]
    page.save(suffix)
