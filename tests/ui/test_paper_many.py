"""Several papers of the register are chosen and go to the printer together."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bontot_desktop.services import issuing, papers
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pages.paper_many import ManyPapers
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import text_column
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.tasks import AtOnce
from tests import paper_office
from tests.paper_office import NOW, cell_id, register_kinds


@pytest.fixture
def office(tmp_path, monkeypatch):
    register_kinds(monkeypatch)
    office = paper_office.make_office(tmp_path)
    for number in (1, 2, 3):
        issuing.issue(office, "X1", cell_id(office, number), day=date(2026, 3, number))
    yield office
    office.close()


def test_chosen_papers_are_made_and_printed_in_the_order_of_the_table(qtbot, office):
    shell, sent = Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW), []
    table = TableView([text_column("Số", lambda row: row.number_text)], "thu")
    qtbot.addWidget(table)
    bar = ManyPapers(shell, table, printer=lambda *args: sent.append(args) or True)
    qtbot.addWidget(bar)
    rows = papers.rows(office)
    table.set_rows(rows)
    table.show()
    table.select(rows[0].id)
    assert bar.bar.label.text() == ""
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert bar.bar.label.text() == "Đã chọn 2 văn bản."
    bar.go.click()
    dialog = bar.dialog
    qtbot.addWidget(dialog)
    dialog.make()
    assert [path.name[3:9] for path in dialog.result_made.files] == ["TB-003", "TB-002"]
    dialog.print_all()
    assert sent[0][2] == "2 văn bản đã chọn"
    assert [row.printed_at is not None for row in papers.rows(office)] == [True, True, False]
    dialog.reject()
    table.select(rows[2].id)
    assert bar.bar.label.text() == ""
