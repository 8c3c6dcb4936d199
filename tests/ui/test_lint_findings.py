"""The check of a Word file from the page Văn bản, driven as a person drives it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

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
    shown = [line.finding for line in page.table.rows.shown()]
    assert {finding.part for finding in shown} == {"Số và ký hiệu", "Họ tên người ký"}
    assert any(finding.wanted == "Số 05-QĐ/ĐU" for finding in shown)
    path.write_bytes(Typed().docx())
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    assert page.table_or_empty.is_empty()
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
