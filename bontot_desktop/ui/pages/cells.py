"""Chi bộ: the list of cells with filter and report groups, and on top of it the page of one cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from bontot_desktop import dates, text
from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import cell_list
from bontot_desktop.services.cell_list import CellRow
from bontot_desktop.ui import keys
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.cell_turns import opening
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.arrangement import Arrangement
from bontot_desktop.ui.tables.columns import Column, number_column, person_column, state_column, text_column
from bontot_desktop.ui.tables.filters import ColumnFilter
from bontot_desktop.ui.tables.tools import TableTools, View
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.menu_button import MenuButton
from bontot_desktop.ui.widgets.page import Page, StackedPage

if TYPE_CHECKING:
    from bontot_desktop.ui.pages.cell_page import CellPage

#: Chip of the cells with something amiss.
_AMISS = "\0amiss"
#: Chip of the cells that have ended.
_OVER = "\0over"
#: More chips than these leave no room for the filter on a narrow screen; the filter finds the other groups.
_MOST_CHIPS = 6


#: Ways of looking that offices ask for every year.
VIEWS = (
    View("Chưa có bí thư", Arrangement(filters={"Bí thư": ColumnFilter(values=frozenset({""}))})),
    View(
        "Dưới 3 đảng viên chính thức",
        Arrangement(filters={"Chính thức": ColumnFilter(high=2)}, order=(("Chính thức", False),)),
    ),
    View("Đông đảng viên nhất trước", Arrangement(order=(("Chính thức", True),))),
    View(
        "Lịch sinh hoạt hằng tháng",
        Arrangement(
            columns=("Mã", "Tên chi bộ", "Bí thư", "Phụ trách", "Sinh hoạt", "Địa điểm"), order=(("Sinh hoạt", False),)
        ),
    ),
)


class CellsPage(StackedPage):
    """The list, and on top of it one cell or an import."""

    reads_ahead: ClassVar[bool] = True

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._shell = shell
        super().__init__(partial(CellList, shell), parent)
        assert isinstance(self.first, CellList)
        self.list = self.first
        self._record: CellPage | None = None
        self.list.table.opened.connect(self.open_item)
        self.list.add_command("Nhập từ Excel…", self.open_import, icon="table", tip="Nhập danh bạ có sẵn")
        self.list.add_command("Thêm chi bộ", lambda: self.open_item(None), icon="plus", primary=True, key=keys.NEW)
        self.list.start_import = self.open_import
        self.list.turn_wanted.connect(self.open_turn)

    # What lies behind the list is loaded when it is opened.

    def add(self) -> None:
        """Show an empty form."""
        self.open_item(None)

    def begin(self, turn: str) -> None:
        """Begin a turn in the life of the cells that are chosen in the list."""
        if self.pop_all():
            chosen = set(self.list.table.selected_ids())
            self.open_turn(turn, [row for row in self.list.table.rows.shown() if row.id in chosen])

    def open_import(self) -> None:
        """Show the way from a workbook into the register."""
        from bontot_desktop.ui.pages.import_book import open_import

        open_import(self._shell, self, "Chi bộ")

    def open_item(self, item: Any) -> None:
        """Show one cell by its id; None shows an empty form, ("turn", which, cell id) a turn that was begun.

        ("amiss", None) shows the list narrowed to the cells with something amiss.
        """
        if isinstance(item, tuple) and item[0] == "amiss":
            if self.pop_all():
                self.list.show_amiss()
            return
        if isinstance(item, tuple):
            self._open_begun(*item[1:])
            return
        from bontot_desktop.ui.pages.cell_page import CellPage

        if self.pop_all():
            if item is None:
                page = CellPage(self._shell, None, self.place)
                page.turn_wanted.connect(self.open_turn)
            else:
                page = self._record_page()
                page.turn_to(item)
            self.push(page, "Chi bộ")
            self.top().take_focus()

    def steps_ahead(self) -> Iterator[Callable[[], object]]:
        """Make the page of a cell before the first one is opened."""
        yield self._record_page

    def _record_page(self) -> CellPage:
        """Return the page that shows one cell after the other."""
        from bontot_desktop.ui.pages.cell_page import CellPage

        if self._record is None:
            self._record = CellPage(self._shell, None, self.place)
            self._record.turn_wanted.connect(self.open_turn)
            self.keep(self._record)
        return self._record

    def open_turn(self, turn: str, chosen: list[CellRow]) -> None:
        """Show the window in which the chosen cells are merged, split, moved or dissolved."""
        if turn in opening.ALONE and len(chosen) != 1:
            self._shell.asking.tell("Hãy chọn một chi bộ trong bảng trước.")
            return
        page = opening.open_turn(self._shell, turn, chosen)
        page.finished.connect(self._turned)
        self.push(page, self.top().title())
        self.top().take_focus()

    def _open_begun(self, turn: str, cell_id: int | None) -> None:
        """Open the window in which something was typed before the last close, for the cell it was about."""
        rows = [row for row in cell_list.list_cells(self._shell.office) if row.id == cell_id]
        if self.pop_all() and (rows or turn not in opening.ALONE):
            self.open_turn(turn, rows)

    def _turned(self, cell_id: int) -> None:
        self.open_item(cell_id)


class CellList(Page):
    """The table of the cells of today, and on demand of those that have ended."""

    #: A turn in the life of the marked cells is to be written: its key and their rows.
    turn_wanted = Signal(str, list)
    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.CELLS, Kind.MEMBERS, Kind.PEOPLE})
    help_topic: ClassVar[str] = "chi-bo"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("Chi bộ", parent)
        self._shell = shell
        self._rows: list[CellRow] = []
        self.start_import: Any = None
        self.filter = FilterBar("Lọc theo tên, mã, người phụ trách", parent=self)
        self.content.addWidget(self.filter)
        self.box = TableOrEmpty(None, "users-three", self)
        self.table = TableView(columns(), "cells", self.box, many=True)
        self.box.set_table(self.table)
        self.table.set_menu(self._fill_menu)
        self.table.set_more(self._fill_more)
        self.tools = TableTools(shell, self.table, self.filter, views=VIEWS)
        self.content.addWidget(self.box, 1)
        self.filter.changed.connect(lambda *_: self._apply_filter())
        self.on_key(keys.FILTER, "Lọc chi bộ", self.filter.focus)
        self.turns = MenuButton(opening.MENU, self, kind="")
        for turn, words in opening.TURNS:
            self.turns.add(words, partial(self._want_from_button, turn))
        self.commands.addWidget(self.turns)

    def take_focus(self) -> None:
        """Put the cursor into the table; without one as any page does."""
        if self.box.is_empty():
            super().take_focus()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the cells as of today."""
        today = self._shell.today()
        everyone = cell_list.list_cells(self._shell.office, day=today, with_dissolved=True)
        over = [row for row in everyone if row.is_over(today)]
        self._rows = [row for row in everyone if not row.is_over(today)]
        full = sum(row.full_members for row in self._rows)
        probationary = sum(row.probationary_members for row in self._rows)
        self.set_summary(
            f"{len(self._rows)} chi bộ đang hoạt động, {full + probationary} đảng viên "
            f"({full} chính thức, {probationary} dự bị)"
            if self._rows
            else ""
        )
        counted = Counter(row.report_group for row in self._rows).most_common()[:_MOST_CHIPS]
        groups = sorted((group for group, _ in counted), key=text.sort_key)
        amiss = sum(bool(row.warnings) for row in self._rows)
        chips: list[tuple[str | None, str]] = [(None, "Tất cả"), *((group, group or "Chưa ghi") for group in groups)]
        if amiss:
            chips.append((_AMISS, f"Cần lưu ý ({amiss})"))
        if over:
            chips.append((_OVER, f"Đã kết thúc ({len(over)})"))
        self.filter.set_chips(chips)
        if self.filter.isHidden() == bool(everyone):
            self.filter.setVisible(bool(everyone))
        self.turns.setEnabled(bool(self._rows))
        self.table.set_rows(everyone)
        self._apply_filter()
        if everyone:
            self.box.show_table()
        else:
            self.box.show_empty(
                "Chưa có chi bộ nào. Nhập danh bạ Excel của văn phòng, hoặc thêm từng chi bộ.",
                "Nhập từ Excel…",
                lambda: self.start_import(),
            )

    def show_amiss(self) -> None:
        """Narrow the list to the cells with something amiss."""
        self.filter.press(_AMISS)
        self._apply_filter()
        self.take_focus()

    def _apply_filter(self) -> None:
        chip = self.filter.chip()
        today = self._shell.today()

        def keep(row: CellRow) -> bool:
            if row.is_over(today) or chip == _OVER:
                return row.is_over(today) and chip == _OVER
            return bool(row.warnings) if chip == _AMISS else chip is None or row.report_group == chip

        self.table.set_filter(self.filter.query(), keep)
        shown = len(self.table.rows.shown())
        self.filter.say_count(shown, shown if chip == _OVER else len(self._rows), "chi bộ")

    def _want(self, turn: str) -> None:
        self.turn_wanted.emit(turn, self._chosen())

    def _want_from_button(self, turn: str) -> None:
        # One row is always marked; of several cells only those count that somebody marked.
        chosen = self._chosen()
        self.turn_wanted.emit(turn, chosen if turn in opening.ALONE or len(chosen) > 1 else [])

    def _chosen(self) -> list[CellRow]:
        """Return the marked cells that are at work, in the order in which they stand."""
        marked = set(self.table.selected_ids())
        return [row for row in self.table.rows.shown() if row.id in marked and not row.is_over(self._shell.today())]

    def _fill_menu(self, menu: QMenu, row: CellRow) -> None:
        menu.addAction("Mở chi bộ", lambda: self.table.opened.emit(row.id))
        menu.addAction("Xem đảng viên của chi bộ", lambda: self._shell.go("members", ("cell", row.id)))

    def _fill_more(self, menu: QMenu) -> None:
        chosen = self._chosen()
        if not chosen:
            return
        menu.addSeparator()
        whose = f"{len(chosen)} chi bộ" if len(chosen) > 1 else "chi bộ này"
        menu.addAction(f"In sổ biên bản của {whose}", lambda: self._shell.go("books", tuple(row.id for row in chosen)))
        for turn, words in opening.TURNS:
            if len(chosen) == 1 or turn not in opening.ALONE:
                menu.addAction(words, partial(self._want, turn))


def columns() -> tuple[Column, ...]:
    """Return the columns of the list."""
    return (
        text_column("Mã", lambda row: row.code, most=10, quiet=True),
        text_column(
            "Tên chi bộ",
            lambda row: row.name,
            strong=True,
            most=38,
            stretch=True,
            tooltip=lambda row: row.name,
            sort=lambda row: row.name_order,
        ),
        text_column("Nhóm", lambda row: row.report_group, most=18),
        person_column("Bí thư", lambda row: row.secretary, most=24, tooltip=lambda row: row.secretary),
        text_column("Loại hình", lambda row: row.kind, most=26, searched=False, hidden=True),
        number_column("Đảng số", lambda row: row.members, hidden=True),
        number_column("Chính thức", lambda row: row.full_members),
        number_column("Dự bị", lambda row: row.probationary_members),
        person_column("Phụ trách", lambda row: row.in_charge, most=24, tooltip=lambda row: row.in_charge),
        text_column(
            "Sinh hoạt",
            _habit,
            most=18,
            usual=14,
            sort=lambda row: (row.fixed_day or 99, dates.clock(row.usual_time)),
            tooltip=lambda row: row.usual_place,
        ),
        text_column("Địa điểm", lambda row: row.usual_place, most=30, searched=False, hidden=True),
        state_column(
            "Lưu ý",
            lambda row: f"{len(row.warnings)} điều" if row.warnings else "",
            lambda row: Tone.WAIT if row.warnings else None,
            tooltip=lambda row: "\n".join(row.warnings),
            searched=False,
        ),
    )


def _habit(row: CellRow) -> str:
    """Tell day and time of the regular meeting ("ngày 3, 19:30"); of a cell that has ended, until when it met."""
    if row.dissolved_on is not None:
        return f"đến {dates.screen(row.dissolved_on - timedelta(days=1))}"
    day = f"ngày {row.fixed_day}" if row.fixed_day else ""
    return ", ".join(part for part in (day, dates.clock(row.usual_time)) if part)
