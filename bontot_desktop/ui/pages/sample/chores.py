"""The checklist of a sample meeting in the step Kế hoạch: Space says done, Enter opens a line, dates follow the day."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.rules.reminders import when
from bontot_desktop.services import sample_chores
from bontot_desktop.services.sample_chores import ChoreDraft, ChoreRow
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.forms.leaving import may_close
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import date_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.fields import LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField

#: Rows in sight without scrolling.
_ROWS = 9


class ChoreList(QWidget):
    """The checklist; a tick is stored at once."""

    def __init__(self, shell: Shell, event_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self._event_id = shell, event_id
        self._is_showing = False
        self.dialog: ChoreDialog | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.SMALL)
        self.table = TableView(
            [
                text_column("Việc", lambda row: row.title, stretch=True, tooltip=lambda row: row.note or row.title),
                text_column("Ai làm", lambda row: row.who, most=26, tooltip=lambda row: row.who),
                date_column("Hạn", lambda row: row.due_on),
                state_column("Tình trạng", self._state, _tone),
            ],
            "viec-chuan-bi",
            self,
            tickable=True,
        )
        self.table.setAccessibleName("Việc chuẩn bị")
        self.table.ticked_changed.connect(self._tick)
        self.table.opened.connect(self.open)
        self.table.set_menu(self._menu)
        layout.addWidget(self.table)
        line = QHBoxLayout()
        self.add_button = QPushButton("Thêm việc", self)
        self.add_button.setObjectName("add:Thêm việc")
        look.mark(self.add_button, "plain")
        look.dress(self.add_button, "plus", "second")
        self.add_button.clicked.connect(lambda: self.open(None))
        line.addWidget(self.add_button)
        line.addStretch(1)
        self.said = QLabel(self)
        look.mark(self.said, "second")
        line.addWidget(self.said)
        layout.addLayout(line)

    def read(self) -> None:
        """Read the checklist again."""
        rows = sample_chores.rows(self._shell.office, self._event_id)
        self._is_showing = True
        self.table.set_rows(rows)
        self.table.rows.tick([row.id for row in rows], on=False)
        self.table.rows.tick([row.id for row in rows if row.done_on is not None])
        self._is_showing = False
        self.table.setFixedHeight(look.row_height(self) * (min(len(rows), _ROWS) + 1) + look.WIDE)
        late = sum(row.is_late for row in rows)
        done = sum(row.done_on is not None for row in rows)
        self.said.setText(f"Xong {done}/{len(rows)} việc{f', {late} việc quá hạn' if late else ''}" if rows else "")

    def _tick(self) -> None:
        if self._is_showing:
            return
        ticked = set(self.table.rows.ticked())
        rows: list[ChoreRow] = self.table.rows.rows()
        done = [row.id for row in rows if row.id in ticked and row.done_on is None]
        undone = [row.id for row in rows if row.id not in ticked and row.done_on is not None]
        for ids, is_done in ((done, True), (undone, False)):
            if ids:
                said = "Đã đánh dấu xong" if is_done else "Đã bỏ dấu xong"
                self._shell.act(partial(sample_chores.mark, self._shell.office, ids, is_done=is_done), said)
        self.read()

    def open(self, chore_id: int | None) -> None:
        """Show the window of a line, of a new one without an id."""
        office = self._shell.office
        draft = ChoreDraft(event_id=self._event_id) if chore_id is None else sample_chores.load(office, chore_id)
        self.dialog = ChoreDialog(self._shell, draft)
        self.dialog.stored.connect(self.read)
        self.dialog.open()

    def _menu(self, menu: QMenu, row: ChoreRow) -> None:
        menu.addAction("Sửa việc này…", lambda: self.open(row.id))
        menu.addAction("Bỏ việc này", lambda: self.remove(row))

    def remove(self, row: ChoreRow) -> None:
        """Take a line out."""
        self._shell.act(lambda: sample_chores.remove(self._shell.office, row.id), f"Đã bỏ việc “{row.title}”")
        self.read()

    def _state(self, row: ChoreRow) -> str:
        if row.done_on is not None:
            return f"xong {row.done_on:%d/%m/%Y}"
        return when(row.due_on, self._shell.today())


def _tone(row: Any) -> Tone:
    if row.done_on is not None:
        return Tone.GOOD
    return Tone.BAD if row.is_late else Tone.QUIET


class ChoreDialog(QDialog):
    """One line of the checklist."""

    help_topic: ClassVar[str] = "ke-hoach-diem"
    stored = Signal()

    def __init__(self, shell: Shell, draft: ChoreDraft) -> None:
        super().__init__(shell.asking.parent)
        self._shell = shell
        self.setObjectName("chore")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Việc chuẩn bị")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.WIDE, 0, 0)
        self.form = Form(self)
        layout.addWidget(self.form)
        group = self.form.group("Việc chuẩn bị", "Hạn tính theo ngày họp; ghi ngày khác thì giữ ngày ghi.")
        group.add("Việc", LineField(), name="title", wide=True)
        beside(
            self.form,
            group,
            ("Ai làm", LineField(), "who", 1),
            ("Hạn", DateField(), "due_on", 0),
            ("Xong ngày", DateField(), "done_on", 0),
        )
        group.add("Ghi chú", LineField(), name="note", wide=True)
        self.form.add_button("Quay lại", self.reject).setAutoDefault(False)
        self.form.add_save("Lưu việc").setAutoDefault(False)
        self.form.saving.connect(self.store)
        QShortcut(QKeySequence(keys.SAVE), self, self.form.save)
        self.form.show_draft(draft)
        self.resize(look.COLUMN_MOST + 2 * look.PAGE_MARGIN, self.sizeHint().height())
        self.form.focus_first()

    def store(self) -> None:
        """Save the line."""
        draft = self.form.draft()
        if self._shell.act(
            lambda: sample_chores.save(self._shell.office, draft), "Đã ghi việc chuẩn bị", form=self.form
        ):
            self.accept()
            self.stored.emit()

    def reject(self) -> None:
        """Go back; what was typed is asked about, and dropped only if the person says so."""
        if may_close(self._shell, self, self.form):
            super().reject()
