"""The window that makes many papers, driven as a person drives it."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.rules.printing import Sides
from bontot_desktop.services import batches, issuing, papers
from bontot_desktop.services.batches import DraftItem, PaperItem
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.forms.batch import FOLDER, open_batch
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce, Tasks
from tests import paper_office
from tests.paper_office import NOW, cell_id, register_kinds

NAME = "Thông báo biểu dương năm 2026"


@pytest.fixture
def office(tmp_path, monkeypatch):
    register_kinds(monkeypatch)
    office = paper_office.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def sent():
    return []


@pytest.fixture
def begin(qtbot, office, sent):
    """Open the window for some items; everything of a test hangs on the shell, which is kept here."""
    kept = []

    def begin(items, *, tasks=None, answers=(), sides=Sides.ONE):
        shell = Shell(office, asking=AnswerWith(*answers), tasks=tasks or AtOnce(), now=lambda: NOW)
        dialog = open_batch(shell, NAME, items, sides=sides, printer=lambda *args: sent.append(args) or True)
        kept.append(shell)
        if dialog is not None:
            qtbot.addWidget(dialog)
        return dialog, shell

    return begin


def drafts(office, count: int = 3) -> list[DraftItem]:
    return [DraftItem("X1", cell_id(office, number)) for number in range(1, count + 1)]


def test_papers_are_made_then_opened_and_printed(qtbot, office, begin, sent):
    dialog, _ = begin(drafts(office), sides=Sides.LONG)
    opened = []
    dialog._open = opened.append
    assert dialog.folder.text() == str(office.papers / FOLDER)
    assert dialog.make_button.text() == "Làm 3 văn bản"
    assert not dialog.print_button.isVisible()
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    result = dialog.result_made
    assert dialog.notice.label.text() == f"Đã làm 3 văn bản, lưu trong thư mục {result.folder}."
    assert not dialog.make_button.isVisible()
    qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    assert opened == [result.folder]
    qtbot.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    assert sent == [(result.joined.read_bytes(), dialog, NAME, Sides.LONG, result.starts)]
    qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_printing_papers_of_the_register_is_noted(qtbot, office, begin):
    paper = issuing.issue(office, "X1", cell_id(office, 1), day=date(2026, 3, 6)).paper_id
    dialog, _ = begin([PaperItem(paper)])
    dialog.make()
    dialog.print_all()
    assert papers.row(office, paper).printed_at == office.now()


def test_folder_and_format_are_chosen(qtbot, office, begin, tmp_path):
    dialog, _ = begin(drafts(office, 2), answers=(tmp_path / "nơi khác",))
    qtbot.mouseClick(dialog.choose, Qt.MouseButton.LeftButton)
    assert dialog.folder.text() == str(tmp_path / "nơi khác")
    dialog.formats.setFocus()
    QTest.keyClick(dialog.formats, Qt.Key.Key_Down)
    assert dialog.formats.value() == (FileFormat.DOCX,)
    assert not dialog.joined.isEnabled()
    dialog.make()
    assert [path.suffix for path in sorted((tmp_path / "nơi khác").rglob("*.*"))] == [".docx", ".docx"]
    assert not dialog.print_button.isVisible()
    assert dialog.open_button.isVisible()


def test_what_cannot_be_made_is_said_before_and_alone_it_opens_nothing(office, begin):
    dialog, _ = begin([*drafts(office, 1), PaperItem(999)])
    assert dialog.notice.label.text() == "Không làm được: Không còn văn bản này trong sổ."
    none, shell = begin([PaperItem(999)])
    assert none is None
    assert shell.asking.asked == ["Không còn văn bản này trong sổ."]


def test_it_says_how_far_it_is_and_stopped_it_leaves_nothing(qtbot, office, begin, monkeypatch):
    gate, seen = threading.Event(), []
    content = batches._content

    def slow(sheet, form):
        gate.wait()
        return content(sheet, form)

    monkeypatch.setattr(batches, "_content", slow)
    dialog, shell = begin(drafts(office), tasks=Tasks())
    shell.tasks.progressed.connect(lambda _: seen.append((dialog.words.text(), dialog.bar.maximum())))
    dialog.make()
    qtbot.waitUntil(lambda: ("Đang làm văn bản 1/3", 4) in seen)
    assert dialog.stop_button.isVisible()
    assert not dialog.close_button.isVisible()
    with qtbot.waitSignal(shell.tasks.ended):
        # Esc while it works stops it, and stays to say so.
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.words.text() == "Đang dừng…"
        gate.set()
    assert dialog.isVisible()
    assert dialog.notice.label.text() == "Đã dừng; chưa lưu văn bản nào."
    assert list((office.papers / FOLDER).iterdir()) == []
    assert dialog.make_button.isVisible()
    dialog.reject()


def test_a_folder_that_may_not_be_written_is_said_in_the_window(office, begin, tmp_path):
    (tmp_path / "tep").write_bytes(b"")
    dialog, _ = begin(drafts(office, 1), answers=(tmp_path / "tep",))
    dialog.choose_folder()
    dialog.make()
    assert "Hãy kiểm tra rồi ghi lại." in dialog.notice.label.text()
    assert dialog.make_button.isVisible()
