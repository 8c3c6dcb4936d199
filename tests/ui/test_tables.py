"""Tables keep what one looks at, sort as the office does, and are driven by the keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from bontot_desktop.ui import memory
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.tables.columns import (
    Column,
    date_column,
    number_column,
    person_column,
    state_column,
    text_column,
)
from bontot_desktop.ui.tables.grid import GridColumn, GridModel, GridRow
from bontot_desktop.ui.tables.grid_view import GridView, cells_of
from bontot_desktop.ui.tables.rows import RowsModel
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar

LONG = "Chi bộ Trường Trung học phổ thông Nguyễn Thị Minh Khai xã Hòa Bình Thượng"


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    person: str
    members: int | None
    met: date | None


ROWS = [
    Row(1, "Chi bộ thôn Mẫu 10", "Nguyễn Văn Ví Dụ", 12, date(2026, 3, 6)),
    Row(2, "Chi bộ thôn Mẫu 2", "Trần Thị Ăn", None, None),
    Row(3, "Chi bộ Đầm Mẫu", "Lê Văn An", 30, date(2025, 12, 1)),
    Row(4, LONG, "Đặng Thị Ân", 7, date(2026, 1, 15)),
]


def _columns() -> list[Column]:
    return [
        text_column("Tên chi bộ", lambda row: row.name, strong=True),
        person_column("Bí thư", lambda row: row.person),
        number_column("Đảng viên", lambda row: row.members),
        date_column("Họp gần nhất", lambda row: row.met),
        state_column(
            "Tình trạng",
            lambda row: "Đã họp" if row.met else "Chưa họp",
            lambda row: Tone.GOOD if row.met else Tone.WAIT,
        ),
    ]


@pytest.fixture
def table(qtbot: QtBot) -> TableView:
    view = TableView(_columns(), "chi-bo", tickable=True)
    qtbot.addWidget(view)
    view.set_rows(ROWS)
    view.resize(900, 400)
    view.show()
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view


def _ids(view: TableView) -> list[int]:
    return [row.id for row in view.rows.shown()]


def test_the_models_keep_qts_contract(qtbot: QtBot) -> None:
    rows = RowsModel(_columns(), tickable=True)
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Warning)
    rows.set_rows(ROWS)
    rows.sort(1)
    rows.set_filter("mau")
    rows.tick([1])
    rows.set_rows([])
    grid = GridModel([GridColumn("a", "Điểm", decimals=1)])
    other = QAbstractItemModelTester(grid, QAbstractItemModelTester.FailureReportingMode.Warning)
    grid.show([GridRow(1, "Một")], {})
    grid.put_text(0, 0, "7,5")
    assert tester.model() is rows
    assert other.model() is grid


def test_rows_sort_as_the_office_does(table: TableView) -> None:
    table.sort_by(0)
    assert _ids(table) == [3, 2, 1, 4]
    table.sort_by(1)
    assert [row.person for row in table.rows.shown()] == ["Lê Văn An", "Trần Thị Ăn", "Đặng Thị Ân", "Nguyễn Văn Ví Dụ"]
    table.sort_by(2, Qt.SortOrder.DescendingOrder)
    assert _ids(table) == [3, 1, 4, 2]
    table.sort_by(3)
    assert _ids(table) == [2, 3, 4, 1]


def test_the_selection_stays_with_its_row(table: TableView) -> None:
    table.select(4)
    table.sort_by(0)
    assert table.current_id() == 4
    table.set_rows(ROWS[1:])
    assert table.selected_ids() == [4]
    table.set_rows(ROWS[:2])
    assert table.selected_ids() == []


def test_a_row_shown_by_the_program_is_marked_alone_while_ctrl_is_still_down(table: TableView) -> None:
    table.setSelectionMode(TableView.SelectionMode.ExtendedSelection)
    table.select(1)
    shortcut = QShortcut(QKeySequence("Ctrl+S"), table)
    shortcut.activated.connect(lambda: table.select(3))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert (table.current_id(), table.selected_ids()) == (3, [3])


def test_filtering_finds_with_and_without_marks_and_keeps_a_rule(table: TableView) -> None:
    table.set_filter("dam")
    assert _ids(table) == [3]
    table.set_filter("Mẫu", lambda row: row.met is not None)
    assert _ids(table) == [1, 3]
    table.set_filter("")
    assert len(_ids(table)) == 4


def test_enter_opens_and_space_ticks(table: TableView, qtbot: QtBot) -> None:
    table.select(2)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [2]
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert table.rows.ticked() == [2]
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert table.rows.ticked() == []


def test_letters_jump_to_a_row_without_marks(table: TableView) -> None:
    table.select(1)
    QTest.keyClicks(table, "chi bo d")
    assert table.current_id() == 3
    table._jump_rest.stop()


def test_copied_rows_go_into_a_spreadsheet(table: TableView) -> None:
    table.select(3)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    cells = ["Chi bộ Đầm Mẫu", "Lê Văn An", "30", "01/12/2025", "Đã họp"]
    assert QApplication.clipboard().text().split("\t") == cells
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    head, line = QApplication.clipboard().text().split("\n")
    assert head.split("\t")[0] == "Tên chi bộ"
    assert line.split("\t") == cells


def test_widths_are_remembered_for_the_next_time(table: TableView, qtbot: QtBot) -> None:
    table.horizontalHeader().resizeSection(1, 333)
    table._remember()
    assert memory.numbers("cot/chi-bo")[1] == 333
    again = TableView(_columns(), "chi-bo", tickable=True)
    qtbot.addWidget(again)
    again.set_rows(ROWS)
    assert again.columnWidth(1) == 333


def test_a_narrow_table_leaves_out_what_matters_least_until_the_person_asks_for_it(
    table: TableView, qtbot: QtBot
) -> None:
    titles = [column.title for column in table.shown_columns()]
    assert not table.crowded_columns()
    table.resize(300, 400)
    assert table.crowded_columns()
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    assert not table.isColumnHidden(0)
    assert [column.title for column in table.shown_columns()] == titles
    menu = QMenu(table)
    table.add_room_words(menu)
    menu.actions()[-1].trigger()
    assert not table.crowded_columns()
    assert TableView(_columns(), "chi-bo", table).scrolls_across()


def test_a_cell_shows_its_state_as_a_word_with_a_dot(table: TableView) -> None:
    index = table.rows.index(1, 4)
    assert index.data() == "Chưa họp"
    assert index.data(Qt.ItemDataRole.DecorationRole) is not None


def test_an_empty_place_says_how_to_start(qtbot: QtBot) -> None:
    started: list[bool] = []
    place = TableOrEmpty(TableView(_columns(), "chi-bo"))
    qtbot.addWidget(place)
    place.show_empty("Chưa có chi bộ nào.", "Thêm chi bộ", lambda: started.append(True))
    assert place.is_empty()
    place.empty.button.click()
    assert started == [True]
    place.show_table()
    assert not place.is_empty()


def test_rows_that_last_are_found_and_sorted_as_if_all_were_read_anew(qtbot: QtBot) -> None:
    lasting, fresh = RowsModel(_columns()), RowsModel(_columns())
    lasting.set_rows(ROWS)
    lasting.set_order([(1, False), (0, True)])
    lasting.set_filter("mau")
    renamed = Row(2, "Chi bộ thôn Ví Dụ 3", "Bùi Thị Mẫu", 1, None)
    for rows in ([ROWS[2], renamed, ROWS[0]], [*ROWS, Row(9, "Chi bộ Mẫu", "Vũ Văn Ă", 2, None)], ROWS[:1], [], ROWS):
        lasting.set_rows(rows, lasting=True)
        fresh.set_rows(rows)
        fresh.set_order([(1, False), (0, True)])
        for query in ("mau", "Mẫu", "ví dụ 3", "an", "bui mau", ""):
            lasting.set_filter(query)
            fresh.set_filter(query)
            assert lasting.shown() == fresh.shown()


def test_rows_that_are_filtered_next_are_shown_once_with_the_new_filter(table: TableView, qtbot: QtBot) -> None:
    table.set_filter("Mẫu")
    with qtbot.waitSignal(table.shown_changed):
        table.set_rows(ROWS[2:], then_filtered=True)
        table.set_filter("", lambda row: row.met is not None)
    assert _ids(table) == [3, 4]


def test_ten_thousand_rows_are_sorted_and_filtered_at_the_speed_of_typing(qtbot: QtBot) -> None:
    model = RowsModel(_columns())
    model.set_rows(Row(n, f"Chi bộ thôn Mẫu {n % 200}", f"Nguyễn Văn Ví Dụ {n}", n % 60, None) for n in range(10_000))
    model.set_filter("ví dụ 77")
    began = perf_counter()
    model.set_filter("ví dụ 777")
    assert perf_counter() - began < 0.5
    assert len(model.shown()) == 19


def _grid() -> GridModel:
    model = GridModel(
        [
            GridColumn("self", "Tự chấm", decimals=2),
            GridColumn("team", "Đoàn chấm", decimals=2),
            GridColumn(
                "gap",
                "Chênh",
                decimals=2,
                computed=lambda row: None if None in (row["self"], row["team"]) else row["team"] - row["self"],
            ),
            GridColumn("how", "Kết quả", choices=(("yes", "Đạt"), ("no", "Không đạt"))),
        ]
    )
    model.show([GridRow(n, f"Tiêu chí {n}", highest=10) for n in (1, 2)] + [GridRow(3, "Cộng", locked=True)], {})
    return model


def test_points_are_typed_down_a_column(qtbot: QtBot) -> None:
    model = _grid()
    view = GridView(model, "luoi")
    qtbot.addWidget(view)
    view.show()
    view.activateWindow()
    view.edit_first()
    qtbot.waitUntil(view.hasFocus)
    for points in ("7,5", "8"):
        QTest.keyClicks(view, points[0])
        editor = QApplication.focusWidget()
        assert editor is not None
        QTest.keyClicks(editor, points[1:])
        QTest.keyClick(editor, Qt.Key.Key_Return)
        # Qt lets the editor finish with the key before it takes the value.
        qtbot.waitUntil(view.hasFocus)
    assert model.values() == {(1, "self"): Decimal("7.5"), (2, "self"): Decimal(8)}


def test_a_number_that_cannot_be_taken_stays_and_is_marked(qtbot: QtBot) -> None:
    model = _grid()
    model.put_text(0, 1, "12,5")
    assert model.index(0, 1).data() == "12,5"
    assert model.value(1, "team") is None
    assert model.faults() == [(1, "team", "Số này phải từ 0 đến 10.")]
    model.put_text(0, 1, "9,5")
    assert model.faults() == []
    assert model.value(1, "team") == Decimal("9.5")


def test_a_computed_column_follows_and_is_not_typed_into(qtbot: QtBot) -> None:
    model = _grid()
    model.put_text(0, 0, "7")
    model.put_text(0, 1, "8,25")
    assert model.index(0, 2).data() == "1,25"
    assert not model.may_edit(0, 2)
    assert not model.may_edit(2, 0)


def test_cells_are_pasted_from_a_spreadsheet(qtbot: QtBot) -> None:
    model = _grid()
    view = GridView(model, "luoi")
    qtbot.addWidget(view)
    view.setCurrentIndex(model.index(0, 0))
    QApplication.clipboard().setText("7,5\t8\n9\t9,25\n1\t1\n")
    view.paste()
    assert model.value(2, "team") == Decimal("9.25")
    assert model.value(3, "self") is None


def test_a_single_copied_cell_fills_all_that_is_selected(qtbot: QtBot) -> None:
    model = _grid()
    view = GridView(model, "luoi")
    qtbot.addWidget(view)
    view.selectAll()
    QApplication.clipboard().setText("7,5\r\n")
    view.paste()
    assert {key[0] for key, value in model.values().items() if value == Decimal("7.5")} == {1, 2}


def test_a_cell_with_a_line_break_is_pasted_as_one(qtbot: QtBot) -> None:
    assert cells_of('"hai\ndòng"\t8\r\n\t9\r\n') == [["hai\ndòng", "8"], ["", "9"]]
    assert cells_of("") == []
    assert cells_of("a\n\nb") == [["a"], [""], ["b"]]


def test_space_goes_through_the_choices(qtbot: QtBot) -> None:
    model = _grid()
    view = GridView(model, "luoi")
    qtbot.addWidget(view)
    view.setCurrentIndex(model.index(0, 3))
    for expected in ("yes", "no", "yes"):
        QTest.keyClick(view, Qt.Key.Key_Space)
        assert model.value(1, "how") == expected
    assert model.index(0, 3).data() == "Đạt"


def test_a_table_reached_by_keys_shows_the_row_they_act_on(table: TableView) -> None:
    table.clearFocus()
    table.clearSelection()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert table.selected_ids() == _ids(table)[:1]
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert len(table.rows.ticked()) == 1


def test_a_table_in_which_nothing_fits_says_so(table: TableView) -> None:
    table.set_filter("không có dòng này")
    said = table.findChild(QLabel, "no-row-fits")
    assert said is not None
    assert said.isVisible()
    table.set_filter("Mẫu 2")
    assert not said.isVisible()


def test_the_arrow_down_leads_from_the_filter_into_the_table(table: TableView, qtbot: QtBot) -> None:
    bar = FilterBar("Lọc theo tên")
    qtbot.addWidget(bar)
    bar.field.went_down.connect(table.go_in)
    QTest.keyClick(bar.field, Qt.Key.Key_Down)
    assert table.hasFocus()
    assert table.current_row() is not None
