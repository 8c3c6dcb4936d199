"""The tab Kiến nghị: what cells, members and residents asked for, where it stands, what waits too long."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from bontot_desktop.errors import BonTotError
from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.petitions import WAITING, PetitionState
from bontot_desktop.services import petition_papers, petitions
from bontot_desktop.services.petitions import PetitionRow
from bontot_desktop.ui.forms.list_paper import ListWindow, open_list
from bontot_desktop.ui.forms.petition import PetitionDialog, open_petition
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings.tab import Tab
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, date_column, state_column, text_column
from bontot_desktop.ui.tables.tools import TableTools
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField

UNSENT, AWAITED, LATE, UNTOLD, DONE = "unsent", "awaited", "late", "untold", "done"
_TONES = {
    PetitionState.RAISED: Tone.WAIT,
    PetitionState.SENT: Tone.INFO,
    PetitionState.ANSWERED: Tone.WAIT,
    PetitionState.TOLD: Tone.GOOD,
    PetitionState.DROPPED: Tone.QUIET,
}
CHIPS: tuple[tuple[str | None, str], ...] = (
    (None, "Tất cả"),
    (UNSENT, "Chưa chuyển"),
    (AWAITED, "Chờ trả lời"),
    (LATE, "Quá hạn"),
    (UNTOLD, "Chưa báo lại"),
    (DONE, "Đã xong"),
)


def stands(row: PetitionRow, chip: str | None) -> bool:
    """Say whether a petition belongs to a chip."""
    return {
        None: True,
        UNSENT: row.state is PetitionState.RAISED,
        AWAITED: row.state is PetitionState.SENT,
        LATE: row.is_late,
        UNTOLD: row.state is PetitionState.ANSWERED,
        DONE: not row.is_open,
    }[chip]


class PetitionsTab(Tab):
    """Petitions of the shown year, and those of other years that are not at their end."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.MEETINGS, Kind.CELLS})
    topic: ClassVar[str] = "kien-nghi"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._rows: list[PetitionRow] = []
        self._year = shell.today().year
        self._cell: int | None = None
        self.dialog: PetitionDialog | None = None
        self.window_: ListWindow | None = None
        self.bar = FilterBar("Nội dung, chi bộ, nơi giải quyết", CHIPS, self)
        self.cell = ChoiceField([], none="Mọi chi bộ", characters=18)
        self.cell.setAccessibleName("Chi bộ")
        self.every_year = CheckField("Mọi năm")
        self.bar.extras.addWidget(self.cell)
        self.bar.extras.addWidget(self.every_year)
        self.table = TableView(_columns(), "kien-nghi", self, many=True)
        self.tools = TableTools(shell, self.table, self.bar, clear=lambda: self.cell.set_value(None))
        self.place = TableOrEmpty(self.table, "chat-centered-text")
        self.body.addWidget(self.bar)
        self.body.addWidget(self.place, 1)
        self.bar.changed.connect(lambda *_: self._filter())
        self.cell.edited.connect(self._filter)
        self.every_year.edited.connect(self.read)
        self.table.opened.connect(self.open)
        self.table.set_menu(self._menu)
        self.table.selection_changed.connect(self._allow)
        self.list_button = self.add_button(
            "In danh sách…", self.print, icon="printer", tip="Danh sách các kiến nghị đang thấy (Ctrl+P)"
        )
        self.remind_button = self.add_button(
            "Ghi đã nhắc", self.remind, icon="clock", tip="Ghi hôm nay đã nhắc nơi giải quyết trả lời"
        )
        self.new_button = self.add_button("Kiến nghị mới", self.new, icon="plus", tip="Ghi một kiến nghị (Ctrl+N)")

    def show_month(self, year: int, month: int) -> None:
        """Read the petitions of a year."""
        self._year = year
        self.read()

    def read(self) -> None:
        """Read the list again."""
        rows = petitions.list_petitions(self.shell.office)
        if not self.every_year.value():
            rows = [row for row in rows if row.raised_on.year == self._year or row.is_open]
        self._rows = rows
        cells = {row.cell_id: (row.cell_order, row.cell) for row in rows}
        self.cell.set_choices([(one, cells[one][1]) for one in sorted(cells, key=lambda one: cells[one][0])])
        self.table.set_rows(rows)
        if rows:
            self.place.show_table()
        else:
            self.place.show_empty(
                f"Chưa có kiến nghị nào năm {self._year}. Kiến nghị ghi ở buổi sinh hoạt cũng hiện ở đây.",
                "Kiến nghị mới",
                self.new,
            )
        waiting, late = sum(row.state in WAITING for row in rows), sum(row.is_late for row in rows)
        parts = [f"{len(rows)} kiến nghị", f"{waiting} chưa có trả lời" if waiting else "không còn việc chờ trả lời"]
        self.said.emit(", ".join([*parts, *([f"{late} quá hạn"] if late else [])]) if rows else "")
        self._filter()

    def _filter(self) -> None:
        chip, cell = self.bar.chip(), self.cell.value()
        self.table.set_filter(self.bar.query(), lambda row: stands(row, chip) and (cell is None or row.cell_id == cell))
        shown = self.table.rows.shown()
        self.bar.say_count(len(shown), len(self._rows), "kiến nghị")
        self.list_button.setEnabled(bool(shown))
        self._allow()

    def _allow(self) -> None:
        chosen = self.table.selected_rows()
        self.remind_button.setEnabled(any(row.state is PetitionState.SENT for row in chosen))

    def _menu(self, menu: QMenu, row: PetitionRow) -> None:
        menu.addAction("Mở", lambda: self.open(row.id))
        if row.state is PetitionState.SENT:
            menu.addAction("Ghi đã nhắc hôm nay", lambda: self._remind([row.id]))
        meeting_id = row.meeting_id
        if meeting_id is not None:
            menu.addAction("Mở buổi sinh hoạt đã nêu", lambda: self.opened.emit(meeting_id))
        menu.addAction("Mở chi bộ", lambda: self.shell.go("cells", row.cell_id))

    # Acts ----------------------------------------------------------------------------------------------------------

    def open(self, petition_id: int | None) -> None:
        """Show the window of a petition, of a new one without an id."""
        try:
            self.dialog = open_petition(self.shell, petition_id)
        except BonTotError as reason:
            self.shell.asking.tell_error(reason)
            return
        self.dialog.stored.connect(self.table.select)

    def new(self) -> None:
        """Begin a petition."""
        self.open(None)

    def remind(self) -> None:
        """Note that the addressees of the marked petitions were reminded today."""
        self._remind([row.id for row in self.table.selected_rows() if row.state is PetitionState.SENT])

    def _remind(self, ids: list[int]) -> None:
        said = "Đã ghi nhắc trả lời hôm nay" if len(ids) == 1 else f"Đã ghi nhắc trả lời {len(ids)} kiến nghị"
        self.shell.act(lambda: petitions.remind(self.shell.office, ids), said)

    def print(self) -> None:
        """Show the list of what is seen now, for the printer, Word or PDF."""
        ids = [row.id for row in self.table.rows.shown()]
        paper = self.shell.act(lambda: petition_papers.list_of(self.shell.office, ids), undo=False)
        if paper is not None:
            self.window_ = open_list(self.shell, paper)

    def show_cell(self, cell_id: int) -> None:
        """Narrow the list to a cell."""
        self.cell.set_value(cell_id)
        self._filter()

    def go_to_cell(self, cell_id: int) -> None:
        """Narrow the list to a cell."""
        self.show_cell(cell_id)

    def begin(self) -> None:
        """Take the cursor."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def filter(self) -> None:
        """Put the cursor into the filter."""
        self.bar.focus()


def _columns() -> list[Column]:
    return [
        date_column("Ngày nêu", lambda row: row.raised_on),
        text_column(
            "Chi bộ", lambda row: row.cell, most=30, tooltip=lambda row: row.cell, sort=lambda row: row.cell_order
        ),
        text_column("Nội dung", lambda row: " ".join(row.text.split()), stretch=True, tooltip=lambda row: row.text),
        text_column("Nơi giải quyết", lambda row: row.addressed_to, most=26, tooltip=lambda row: row.addressed_to),
        date_column("Hẹn trả lời", lambda row: row.answer_due_on),
        date_column("Đã nhắc", lambda row: row.reminded_on),
        state_column("Tình trạng", _state, _tone),
        text_column("Người nêu", lambda row: row.raised_by or row.source.label, most=22, hidden=True),
        text_column("Trả lời", lambda row: " ".join(row.answer.split()), most=40, hidden=True),
    ]


def _state(row: Any) -> str:
    return "Quá hạn trả lời" if row.is_late else str(row.state.label)


def _tone(row: Any) -> Tone:
    return Tone.BAD if row.is_late else _TONES[row.state]
