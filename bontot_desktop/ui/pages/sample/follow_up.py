"""The page Việc sau sinh hoạt điểm: what became of every remark, item by item and cell by cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from bontot_desktop import dates, text
from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.samples import ReplicationState
from bontot_desktop.services import follow_up
from bontot_desktop.services.follow_up import FollowTable, Square
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.pages.sample.before_after import BeforeAfter
from bontot_desktop.ui.pages.sample.follow_grid import FollowGrid
from bontot_desktop.ui.pages.sample.follow_up_item import ItemDialog
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.view import TableOrEmpty
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.page import Page

TITLE = "Việc sau sinh hoạt điểm"
OPEN, LATE, DONE = "open", "late", "done"
_DONE_WORD = "Đánh dấu đã áp dụng"


class FollowUpPage(Page):
    """Items against cells."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.SAMPLES, Kind.CELLS, Kind.MEETINGS, Kind.SCORES})
    help_topic: ClassVar[str] = "viec-sau-sinh-hoat-diem"

    def __init__(self, shell: Shell, parent: QWidget | None = None, *, cell_id: int | None = None) -> None:
        super().__init__(TITLE, parent)
        self._shell = shell
        self._table = FollowTable((), (), ())
        self._wanted_cell = cell_id
        self.filter = FilterBar(
            "Lọc theo việc", [(None, "Tất cả"), (OPEN, "Chưa xong"), (LATE, "Quá hạn"), (DONE, "Đã xong")], self
        )
        self.of_event: ChoiceField = ChoiceField([], none="Mọi buổi điểm", characters=18)
        self.of_cell: ChoiceField = ChoiceField([], none="Mọi chi bộ", characters=14)
        self.of_event.setAccessibleName("Buổi sinh hoạt điểm")
        self.of_cell.setAccessibleName("Chi bộ")
        self.filter.extras.addWidget(self.of_event)
        self.compare_button = QPushButton("Trước và sau", self)
        self.compare_button.setObjectName("compare")
        self.compare_button.setCheckable(True)
        self.compare_button.setToolTip("So tỷ lệ dự, phát biểu và điểm trước và sau buổi sinh hoạt điểm đã chọn")
        look.mark(self.compare_button, "chip")
        self.compare_button.toggled.connect(lambda _: self._compare())
        self.filter.extras.addWidget(self.of_cell)
        self.filter.extras.addWidget(self.compare_button)
        self.place = TableOrEmpty(None, "share-network", self)
        self.grid = FollowGrid(self.place)
        self.place.set_table(self.grid)
        self.before_after = BeforeAfter(shell, self)
        self.content.addWidget(self.filter)
        self.content.addWidget(self.place, 1)
        self.content.addWidget(self.before_after, 0, Qt.AlignmentFlag.AlignTop)
        self.export_button = self.add_command("Xuất Excel", self.export, icon="export")
        self.done_button = self.add_command(_DONE_WORD, self.mark_done, icon="check", primary=True)
        self.on_key(keys.FILTER, "Lọc việc", self.filter.focus)
        self.filter.changed.connect(lambda *_: self._show())
        self.of_event.edited.connect(self._event_chosen)
        self.of_cell.edited.connect(self._show)
        self.grid.opened.connect(self.open_square)
        self.grid.chosen_changed.connect(self._say_chosen)
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(self._open_menu)
        self.dialog: ItemDialog | None = None

    # Showing ---------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the table again."""
        self._table = follow_up.load(self._shell.office)
        self.of_event.set_choices([(event.id, event.words) for event in self._table.events])
        self.of_cell.set_choices([(cell.id, cell.name) for cell in self._table.cells])
        if self._wanted_cell is not None:
            self.of_cell.set_value(self._wanted_cell)
            self._wanted_cell = None
        has_any = bool(self._table.items)
        for widget in (self.filter, self.export_button, self.done_button):
            widget.setVisible(has_any)
        if has_any:
            self.place.show_table()
            every, waiting, late = self._table.count(self._shell.today())
            said = f"{every} việc ở {len(self._table.cells)} chi bộ, {waiting} chưa xong"
            self.set_summary(f"{said}, {late} quá hạn" if late else said)
        else:
            self.set_summary("")
            self.place.show_empty(
                "Chưa có việc nào. Hạn chế, góp ý được tiếp thu ở bước Rút kinh nghiệm và nhiệm vụ ở bước Kết luận "
                "của buổi sinh hoạt điểm sẽ hiện ở đây."
            )
        self._event_chosen()

    def _event_chosen(self) -> None:
        self._show()
        self._compare()

    def _compare(self) -> None:
        if self.compare_button.isChecked() and self.of_event.value() is None:
            self.compare_button.setChecked(False)
            self._shell.asking.tell("Hãy chọn một buổi sinh hoạt điểm ở ô “Mọi buổi điểm” rồi bấm Trước và sau.")
            self.of_event.setFocus()
            return
        self.before_after.show_event(self.of_event.value() if self.compare_button.isChecked() else None)
        self._share_room()

    def _share_room(self) -> None:
        """On a low screen the figures stand in place of the squares."""
        self.place.setVisible(self.before_after.isHidden() or not look.is_low(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again whether there is room for squares and figures."""
        super().resizeEvent(event)
        self._share_room()

    def _show(self) -> None:
        event, cell = self.of_event.value(), self.of_cell.value()
        query = text.fold(self.filter.query())
        chip = self.filter.chip()
        items, kept = [], set()
        for item in self._table.items:
            if (event is not None and item.event_id != event) or (query and query not in text.fold(item.content)):
                continue
            found = [
                square.id
                for square in item.squares.values()
                if (cell is None or square.cell_id == cell) and self._keeps(chip, square)
            ]
            if found:
                items.append(item)
                kept.update(found)
        there = {cell_id for item in items for cell_id in item.squares}
        cells = [one for one in self._table.cells if one.id in there and (cell is None or one.id == cell)]
        sources = {one.id: one.words for one in self._table.events}
        self.grid.show_squares(items, cells, sources, self._shell.today(), None if chip is None else frozenset(kept))
        self.filter.say_count(len(items), len(self._table.items), "việc")

    def _keeps(self, chip: Any, square: Square) -> bool:
        if chip == OPEN:
            return square.is_open
        if chip == LATE:
            return square.is_late(self._shell.today())
        return chip is None or not square.is_open

    def _say_chosen(self) -> None:
        waiting = [square for square in self.grid.chosen() if square.is_open]
        self.done_button.setEnabled(bool(waiting))
        self.done_button.setText(f"{_DONE_WORD} ({len(waiting)})" if len(waiting) > 1 else _DONE_WORD)

    def take_focus(self) -> None:
        """Put the cursor into the squares."""
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # Acts ------------------------------------------------------------------------------------------------------------

    def open_square(self, item_id: int) -> None:
        """Open one square."""
        self.dialog = ItemDialog(self._shell, item_id)
        self.dialog.open()

    def mark_done(self) -> None:
        """Record the chosen squares that are still open as applied today."""
        self.write(ReplicationState.DONE)

    def write(self, state: ReplicationState) -> None:
        """Record a state for the chosen squares; what is not applied is asked for its reason."""
        chosen = [square.id for square in self.grid.chosen() if square.state is not state]
        if state is ReplicationState.DONE:
            chosen = [square.id for square in self.grid.chosen() if square.is_open]
        if not chosen:
            return
        reason = ""
        if state is ReplicationState.DROPPED:
            asked = self._shell.asking.text(f"Không áp dụng {len(chosen)} việc?", "Lý do", verb="Ghi")
            if asked is None:
                return
            reason = asked
        self._shell.act(
            lambda: follow_up.set_state(self._shell.office, chosen, state, reason),
            f"Đã ghi {len(chosen)} việc: {state.label.lower()}",
        )

    def _open_menu(self, at: QPoint) -> None:
        chosen = self.grid.chosen()
        if not chosen:
            return
        menu = QMenu(self.grid)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(chosen) == 1:
            menu.addAction("Mở", lambda: self.open_square(chosen[0].id))
            menu.addSeparator()
        for state in ReplicationState:
            word = f"{state.label}…" if state is ReplicationState.DROPPED else state.label
            menu.addAction(word, lambda state=state: self.write(state))
        menu.popup(self.grid.viewport().mapToGlobal(at))

    def export(self) -> None:
        """Write what is seen into a workbook: a line an item, a column a cell."""
        from bontot_desktop.services import export as service
        from bontot_desktop.services import files

        start = Path.home() / service.file_name(TITLE, self._shell.today())
        target = self._shell.asking.save_file("Xuất Excel", "Bảng tính", ".xlsx", start=start)
        if target is None:
            return
        sheet = self.sheet()
        self._shell.act(
            lambda: files.write(target, service.workbook(sheet, self._shell.now())),
            f"Đã xuất {len(sheet.rows)} việc ra {target.name}",
            undo=False,
        )

    def sheet(self) -> Any:
        """Return what is seen as a sheet."""
        from bontot_desktop.services import export as service

        shown, today = self.grid.squares, self._shell.today()
        titles = ["Buổi sinh hoạt điểm", "Về nội dung", "Việc phải làm", *(cell.short for cell in shown.cells)]
        rows = []
        for item in shown.items:
            squares = (item.squares.get(cell.id) for cell in shown.cells)
            words = ("" if square is None else square.words(today) for square in squares)
            rows.append([shown.sources.get(item.event_id, ""), item.aspect, item.content, *words])
        notes = [f"Tình trạng đến ngày {dates.screen(today)}"]
        return service.Sheet(
            TITLE, [service.Column(title) for title in titles], rows, service.office_name(self._shell.office), notes
        )
