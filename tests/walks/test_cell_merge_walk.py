"""Autumn 2026 in one commune: cells move up, two of them merge, and papers of the days before stay true."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from bontot_desktop.db.models.office import Term
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services import cells, filing, issuing, meetings, papers
from bontot_desktop.ui import look, vietnamese
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.main_window import MainWindow, PageEntry
from bontot_desktop.ui.pages.cells import CellsPage
from bontot_desktop.ui.shell import Shell
from tests.meeting_office import NOW, approved, cell_id, make_office
from tests.pdf_words import words
from tests.unikey import type_like_unikey

UNDER = "Đảng bộ các cơ quan đảng xã Ví Dụ"


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    with office.work("test", "Nhiệm kỳ chi bộ") as work:
        for number in (1, 2):
            work.add(Term(cell_id=cell_id(office, number), label="2025 - 2027", starts_on=date(2025, 4, 15)))
    yield office
    office.close()


@pytest.fixture
def window(qtbot, qapp, office):
    look.apply(qapp, dark=False)
    vietnamese.install(qapp)
    shell = Shell(office, asking=AnswerWith(), now=lambda: NOW)
    window = MainWindow(shell, [PageEntry("cells", "Chi bộ", "users-three", CellsPage)])
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.go("cells")
    yield window
    window.close()


def paper_words(office, paper_id):
    return words(filing.rendered(office, paper_id, (FileFormat.PDF,))[FileFormat.PDF])


def write(qtbot, form, **fields):
    for name, typed in fields.items():
        field = form.field(name)
        field.setFocus()
        type_like_unikey(qtbot, field, typed)
        field.clearFocus()


def start(stack, ids, words):
    """Mark cells in the list and take a line of its menu, as one does with Ctrl and the mouse."""
    table = stack.list.table
    table.clearSelection()
    flags = table.selectionModel().SelectionFlag
    for one in ids:
        table.selectionModel().select(table.rows.index(table.rows.place_of(one), 0), flags.Select | flags.Rows)
    next(action for action in stack.list.turns.menu().actions() if action.text() == words).trigger()
    return stack.top()


def test_two_cells_move_up_and_merge_and_their_old_papers_keep_names_and_parent(qtbot, office, window):
    first, second = cell_id(office, 1), cell_id(office, 2)
    stack = window.page()

    # The intermediate organisation ended on 30/6: both cells come directly under the commune.
    move = start(stack, (first, second), "Chuyển trực thuộc…")
    write(qtbot, move.form, on="1/7/26", decision_no="52-QĐ/ĐU", decision_on="25/6/26", from_parent=UNDER)
    qtbot.mouseClick(move.save_button, Qt.MouseButton.LeftButton)
    assert stack.pop()

    # Minutes of March: those of the first cell are issued before the merger.
    held = approved(office, 1, 3), approved(office, 2, 3)
    issued = issuing.issue(office, "F5", held[0], day=date(2026, 3, 3))
    before = papers.reprint(office, issued.paper_id)

    # Both become one from 01/10 by one form.
    merge = start(stack, (first, second), "Sáp nhập…")
    write(qtbot, merge.form, on="1/10/26", decision_no="66-QĐ/ĐU", decision_on="25/9/26", name="Chi bộ thôn Mẫu Đông")
    merge.posts.field(0, "member_id").set_value(merge._people[0].id)
    merge.look_ahead()
    assert merge.outlook.sentences()[0] == (
        "27 đảng viên (25 chính thức, 2 dự bị) của 2 chi bộ (Chi bộ thôn Mẫu 1 và Chi bộ thôn Mẫu 2) "
        "chuyển sang Chi bộ thôn Mẫu Đông từ ngày 01/10/2026."
    )
    qtbot.mouseClick(merge.save_button, Qt.MouseButton.LeftButton)
    (heir,) = cells.list_cells(office)
    assert (heir.name, heir.members) == ("Chi bộ thôn Mẫu Đông", 27)
    assert stack.top().title() == "Chi bộ thôn Mẫu Đông"

    # What was issued comes again byte for byte, and made anew it still says what it said.
    assert papers.reprint(office, issued.paper_id) == before
    assert "CHI BỘ THÔN MẪU 1" in paper_words(office, issued.paper_id)

    # A paper dated before the merger, issued after it, bears the old name and the old parent.
    late = issuing.issue(office, "F5", held[1], day=date(2026, 3, 3))
    said = paper_words(office, late.paper_id)
    assert UNDER.upper() in said
    assert "CHI BỘ THÔN MẪU 2" in said
    assert "MẪU ĐÔNG" not in said

    # The merged cell meets with all its members, under its own name, directly under the commune.
    draft = meetings.start(office, heir.id, MeetingType.REGULAR, 2026, 10, date(2026, 10, 3))
    assert len(draft.roster) == 27
    saved = meetings.save(office, draft)
    preview = words(issuing.preview(office, "F5", saved.id).pdf)
    assert "CHI BỘ THÔN MẪU ĐÔNG" in preview
    assert "ĐẢNG BỘ XÃ VÍ DỤ" in preview
