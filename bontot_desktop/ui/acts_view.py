"""A list of acts with what the chosen one changed, field by field, and the way to take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from bontot_desktop.services import history
from bontot_desktop.services.history import ActLine, Told
from bontot_desktop.services.history_words import FieldChange
from bontot_desktop.ui import look, undoing
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView

#: Room for where, which field, old and new, in characters.
_ROOM = (40, 26, 20, 20)


class _FieldRow:
    """A changed field with the place it has in the list."""

    def __init__(self, place: int, field: FieldChange) -> None:
        self.id = place
        self.field = field


class ActsView(QWidget):
    """Acts above, what the marked one changed below."""

    def __init__(self, shell: Shell, memory_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._own_only = False
        #: Called after an act was taken back, so that the owner reads its acts again.
        self.on_taken_back: Callable[[], None] = lambda: None
        self.acts = TableView(
            (
                text_column("Lúc", lambda row: f"{row.line.at:%d/%m/%Y %H:%M}"),
                text_column("Việc", lambda row: row.sentence, stretch=True),
                text_column("Người làm", lambda row: row.line.who),
                text_column("Trạng thái", lambda row: "Đã hoàn tác" if row.is_undone else "", quiet=True),
            ),
            f"{memory_name}-acts",
        )
        self.fields = TableView(
            (
                text_column("Ở đâu", lambda row: row.field.record, most=40, tooltip=lambda row: row.field.record),
                text_column("Mục", lambda row: row.field.label, most=30),
                text_column("Trước", lambda row: _one_line(row.field.old), most=36, tooltip=lambda row: row.field.old),
                text_column(
                    "Sau", lambda row: _one_line(row.field.new), stretch=True, tooltip=lambda row: row.field.new
                ),
            ),
            f"{memory_name}-fields",
        )
        # The columns are sized once, by what they first hold: room for the usual words, whatever act comes first.
        self.fields.set_rows([_FieldRow(0, FieldChange("", *("x" * room for room in _ROOM)))])
        self.place = TableOrEmpty(self.acts, "clock")
        self._said = QLabel(self)
        look.mark(self._said, "second")
        self._said.setWordWrap(True)
        self.button = QPushButton("Hoàn tác việc này…", self)
        self.button.setAutoDefault(False)
        look.dress(self.button, "arrow-counter-clockwise")
        self.button.clicked.connect(self.take_back)
        self._told = Told(())
        self._below = below = QWidget(self)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, look.SMALL, 0, 0)
        column.setSpacing(look.SMALL)
        head = QHBoxLayout()
        head.addWidget(self._said, 1)
        head.addWidget(self.button)
        column.addLayout(head)
        column.addWidget(self.fields, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.place)
        split.addWidget(below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)
        self.acts.current_changed.connect(lambda _: self._show_current())

    def show_acts(
        self, lines: Sequence[ActLine], *, own_only: bool = False, nothing: str = "Chưa có việc nào."
    ) -> None:
        """Show acts; with ``own_only`` only what they changed of the record whose history it is."""
        self._own_only = own_only
        marked = self.acts.current_id()
        self._below.setVisible(bool(lines))
        self.acts.set_rows(lines)
        if lines:
            self.place.show_table()
            if marked is None or not self.acts.select(marked):
                self.acts.select(lines[0].id)
        else:
            self.place.show_empty(nothing)
        self._show_current()

    def _show_current(self) -> None:
        row: ActLine | None = self.acts.current_row()
        self._told = Told(())
        if row is not None:
            own = self._own_only and row.fields
            self._told = Told(row.fields) if own else history.fields_of(self._shell.office, row.id)
        self.fields.set_rows([_FieldRow(place, field) for place, field in enumerate(self._told.fields)])
        self.button.setEnabled(row is not None)
        is_undo = row is not None and row.line.undoes_id is not None
        self.button.setText("Làm lại việc này…" if is_undo else "Hoàn tác việc này…")
        self._said.setText("" if row is None else self._summary(row))

    def _summary(self, row: ActLine) -> str:
        count = len(self._told.fields)
        more = f" và {self._told.rows_left_out} dòng nữa" if self._told.rows_left_out else ""
        return f"“{row.sentence}”: {count} mục thay đổi{more}." if count else f"“{row.sentence}”."

    def take_back(self) -> None:
        """Take the marked act back after a question."""
        row: ActLine | None = self.acts.current_row()
        if row is None:
            return
        told = history.fields_of(self._shell.office, row.id)
        if undoing.take_back_one(self._shell, row.line, told):
            self.on_taken_back()


def _one_line(words: str) -> str:
    return " ".join(words.split())
