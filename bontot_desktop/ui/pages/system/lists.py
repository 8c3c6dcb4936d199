"""What the parts of Hệ thống with a table and a form beside it share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from bontot_desktop.ui import keys, look
from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.page import Page


class ListPart(Page):
    """A table above, the form of the chosen row below."""

    title_text = ""
    summary_text = ""
    add_word = "Thêm"
    empty_text = ""
    icon = "list-bullets"
    table_name = ""
    #: The form holds lists or grids that want the room of two columns.
    with_lists = False

    def __init__(self, shell: Shell) -> None:
        super().__init__(self.title_text, margins=False)
        self.shell = shell
        self.set_summary(self.summary_text)
        self.put_commands()
        self.add_command(self.add_word, self.start_new, icon="plus", primary=True, key=keys.NEW)
        self.table = TableView(self.columns(), self.table_name)
        self.table.current_changed.connect(self._row_chosen)
        self.form = Form(lists=self.with_lists)
        self.fill(self.form)
        self.form.add_save()
        self.form.saving.connect(self.save)
        self._place = TableOrEmpty(self.table, self.icon)
        above = QWidget(self)
        inset = QVBoxLayout(above)
        inset.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, look.SMALL)
        inset.addWidget(self._place)
        # On a low screen the form scrolls; of the table some rows stay in sight.
        above.setMinimumHeight(look.row_height(self) * 5)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(above)
        split.addWidget(self.below())
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        self.split = split
        self.content.addWidget(split, 1)
        self.on_key(keys.SAVE, "Lưu", self.form.save)
        self._open: Any = None

    def open_item(self, item: Any) -> None:
        """Show one line by its id."""
        self.table.select(item)

    def put_commands(self) -> None:
        """Add commands that stand left of the one that adds a row."""

    def columns(self) -> Sequence[Column]:
        """Return the columns of the table."""
        raise TypeError("a list has columns")

    def fill(self, form: Form) -> None:
        """Put the fields in."""

    def below(self) -> QWidget:
        """Return what stands below the table: the form, or the form with something of the chosen row beside it."""
        return self.form

    def rows(self) -> Sequence[Any]:
        """Return the drafts with ``.id``, in their order."""
        return []

    def blank(self) -> Any:
        """Return a new draft."""

    def store(self, draft: Any) -> Any:
        """Save a draft through a service; returns a Saved."""

    def refresh(self) -> None:
        """Show the rows again and the first of them, unless something is being typed."""
        self._rows = {row.id: row for row in self.rows()}
        self.table.set_rows(list(self._rows.values()))
        if self._rows:
            self._place.show_table()
        else:
            self._place.show_empty(self.empty_text, self.add_word, self.start_new)
        if not self.form.is_edited():
            chosen = self._rows.get(self.table.current_id()) or next(iter(self._rows.values()), None)
            self._show(chosen or self.blank())

    def start_new(self) -> None:
        """Begin a new row."""
        if self.leaving():
            self._show(self.blank())
            self.form.focus_first()

    def save(self) -> bool:
        """Save the form; False when something is to be mended first."""
        draft = self.form.draft()
        saved = self.shell.act(lambda: self.store(draft), "Đã lưu", form=self.form)
        if saved is None:
            return False
        self.table.select(saved.id)
        self._show(self._rows[saved.id])
        return True

    def _row_chosen(self, row_id: Any) -> None:
        if row_id not in self._rows or row_id == self._open_id():
            return
        is_asked = self.form.is_edited()
        if self.leaving():
            self._show(self._rows[row_id])
        if is_asked:
            self._mark_open()
            # A click marks its row only after it made it current.
            QTimer.singleShot(0, self, self._mark_open)

    def _open_id(self) -> Any:
        return None if self._open is None else self._open.id

    def _mark_open(self) -> None:
        """Mark the row whose fields are shown, none while a new one is typed."""
        if not self.table.select(self._open_id()):
            self.table.selectionModel().clear()

    def _show(self, draft: Any) -> None:
        self._open = draft
        self.form.show_draft(draft)

    def leaving(self) -> bool:
        """Ask about unsaved typing."""
        if not self.form.is_edited():
            return True
        answer = self.shell.asking.unsaved()
        if answer == SAVE:
            return self.form.check() and self.save()
        if answer == DROP:
            self._show(self._open)
            return True
        return False
