"""The words of a table's heading are seen, not only known to its model."""

from __future__ import annotations

from dataclasses import dataclass

from pytestqt.qtbot import QtBot

from bontot_desktop.ui.tables.columns import text_column
from bontot_desktop.ui.tables.view import TableView


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str


def test_the_words_of_a_heading_are_painted(qtbot: QtBot) -> None:
    table = TableView([text_column("Tên chi bộ", lambda row: row.name, stretch=True)], "thu")
    qtbot.addWidget(table)
    table.set_rows([Row(1, "Chi bộ thôn Mẫu 1")])
    table.resize(400, 200)
    table.show()
    painted = table.horizontalHeader().grab().toImage()
    words = [(x, y) for x in range(10, 80) for y in range(4, painted.height() - 4)]
    assert sum(painted.pixelColor(x, y).lightness() < 140 for x, y in words) > 50
