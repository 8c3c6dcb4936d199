"""The rows that will be taken: new, changed, as they were; a change is seen field by field and may be left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QVBoxLayout, QWidget

from bontot_desktop.services.importing import Action, Change, ImportPlan, Taken
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.tables.columns import Column, person_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.bars import FilterBar

_TONES = {Action.NEW: Tone.GOOD, Action.CHANGED: Tone.INFO, Action.SAME: Tone.QUIET}
_WORDS = {Action.NEW: "Thêm mới", Action.CHANGED: "Cập nhật", Action.SAME: "Không đổi"}
#: Room for so many changes of a row below the table.
_CHANGES_HIGH = 5


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A row taken, for the table."""

    id: str
    taken: Taken


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One field of an update."""

    id: str
    change: Change


class TakenList(QWidget):
    """The table with its chips, and the changes of the current row below it."""

    #: Ticks were set or taken away: pairs of key and tick.
    ticked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: ImportPlan | None = None
        self._quiet = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.SMALL)
        self.filter = FilterBar("Lọc theo tên, trang")
        self.table = TableView(_columns(), "import-taken", tickable=True)
        self.panel = QFrame(self)
        look.mark(self.panel, "surface")
        below = QVBoxLayout(self.panel)
        below.setContentsMargins(look.GAP, look.SMALL, look.GAP, look.GAP)
        below.setSpacing(look.SMALL)
        self._title = QLabel(self.panel)
        look.mark(self._title, "strong")
        self.changes = TableView(_change_columns(), "import-changes", tickable=True)
        self.changes.set_menu(self._fill_menu)
        below.addWidget(self._title)
        below.addWidget(self.changes)
        outer.addWidget(self.filter)
        outer.addWidget(self.table, 1)
        outer.addWidget(self.panel)
        self.panel.hide()
        self.filter.changed.connect(lambda *_: self._apply_filter())
        self.table.ticked_changed.connect(self._rows_ticked)
        self.table.current_changed.connect(lambda _: self._show_changes())
        self.changes.ticked_changed.connect(self._changes_ticked)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what would be taken."""
        self._plan = plan
        self._quiet = True
        # What an update leaves as it is comes last: what it does is what the person has to look at.
        taken = sorted(plan.taken, key=lambda row: row.action is Action.SAME)
        rows = [TakenRow(row.key, row) for row in taken]
        self.table.set_rows(rows)
        self.table.rows.tick([row.id for row in rows if not row.taken.is_taken], on=False)
        self.table.rows.tick([row.id for row in rows if row.taken.is_taken])
        self._quiet = False
        counted = Counter(row.action for row in plan.taken)
        self.filter.set_chips(
            [
                (None, f"Tất cả ({len(rows)})"),
                *((action, f"{_WORDS[action]} ({counted[action]})") for action in Action if counted[action]),
            ]
        )
        self._apply_filter()
        self._show_changes()

    def _apply_filter(self) -> None:
        action = self.filter.chip()
        self.table.set_filter(self.filter.query(), None if action is None else lambda row: row.taken.action is action)
        self.filter.say_count(len(self.table.rows.shown()), len(self.table.rows.rows()), "dòng")

    def _show_changes(self) -> None:
        row = self.table.current_row()
        changes = row.taken.changes if row is not None and row.taken.action is Action.CHANGED else ()
        self.panel.setVisible(bool(changes))
        if row is None or not changes:
            return
        self._title.setText(f"{row.taken.name}: bỏ dấu ở mục muốn giữ như trong sổ")
        high = min(len(changes), _CHANGES_HIGH) + 1
        self.changes.setFixedHeight(high * (look.row_height(self) + 1) + look.TINY)
        self._quiet = True
        self.changes.set_rows(ChangeRow(change.key, change) for change in changes)
        self.changes.rows.tick([change.key for change in changes if not change.is_taken], on=False)
        self.changes.rows.tick([change.key for change in changes if change.is_taken])
        self._quiet = False

    def _rows_ticked(self) -> None:
        if not self._quiet and self._plan is not None:
            on = set(self.table.rows.ticked())
            self._tell((row.key, row.key in on) for row in self._plan.taken if row.is_taken != (row.key in on))

    def _changes_ticked(self) -> None:
        row = self.table.current_row()
        if not self._quiet and row is not None:
            on = set(self.changes.rows.ticked())
            self._tell((one.key, one.key in on) for one in row.taken.changes if one.is_taken != (one.key in on))

    def _tell(self, pairs: Iterable[tuple[str, bool]]) -> None:
        told = list(pairs)
        if told:
            self.ticked.emit(told)

    def _fill_menu(self, menu: QMenu, row: ChangeRow) -> None:
        title = row.change.title
        menu.addAction(f"Bỏ “{title}” ở mọi dòng", lambda: self.tick_everywhere(title, False))
        menu.addAction(f"Lấy “{title}” ở mọi dòng", lambda: self.tick_everywhere(title, True))

    def tick_everywhere(self, title: str, on: bool) -> None:
        """Tick one field in all rows, or take all its ticks away."""
        if self._plan is not None:
            changes = (change for row in self._plan.taken for change in row.changes if change.title == title)
            self._tell((change.key, on) for change in changes if change.is_taken != on)


def _told(row: Any) -> str:
    return "; ".join(map(str, (*row.taken.changes, *row.taken.notes)))


def _columns() -> tuple[Column, ...]:
    return (
        person_column("Tên", lambda row: row.taken.name, strong=True, most=36),
        text_column("Danh sách", lambda row: row.taken.kind.label, quiet=True),
        state_column("Kết quả", lambda row: row.taken.action.label, lambda row: _TONES[row.taken.action]),
        text_column("Nội dung", _told, tooltip=_told, stretch=True, most=50),
        text_column("Trang", lambda row: row.taken.sheet, quiet=True, most=20),
        text_column("Dòng", lambda row: str(row.taken.row), right=True, quiet=True, sort=lambda row: row.taken.row),
    )


def _change_columns() -> tuple[Column, ...]:
    return (
        text_column("Mục", lambda row: row.change.title, strong=True, most=26),
        text_column("Trong sổ", lambda row: row.change.old, quiet=True, most=40),
        text_column("Trong tệp", lambda row: row.change.new, stretch=True, most=40),
    )
