"""The step Nhân rộng: what each cell is to mend or apply, until it is done and somebody has checked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.rules.sample_road import Step
from bontot_desktop.rules.samples import ReplicationState
from bontot_desktop.services import drafts, replication
from bontot_desktop.services.replication import ReplicationDraft
from bontot_desktop.services.samples import SampleEventView
from bontot_desktop.ui import look
from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.forms.kept import KeptDraft
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.sample.before_after import BeforeAfter
from bontot_desktop.ui.pages.sample.follow_up_item import fill_item
from bontot_desktop.ui.pages.sample.step import StepPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import date_column, person_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar, NoticeBar
from bontot_desktop.ui.widgets.form import Form

OPEN, DONE, LATE = "open", "done", "late"
_TONES = {
    ReplicationState.OPEN: Tone.WAIT,
    ReplicationState.DOING: Tone.INFO,
    ReplicationState.DONE: Tone.GOOD,
    ReplicationState.DROPPED: Tone.QUIET,
}
_STILL = (ReplicationState.OPEN, ReplicationState.DOING)


class ReplicationStep(StepPage):
    """The list above, the chosen item below."""

    step: ClassVar[Step] = Step.REPLICATION

    def __init__(self, shell: Shell, event_id: int, parent: QWidget | None = None) -> None:
        super().__init__(shell, event_id, parent)
        self._rows: dict[Any, ReplicationDraft] = {}
        self._open_id: Any = None
        self.filter = FilterBar(
            "Lọc theo chi bộ, việc", [(None, "Tất cả"), (OPEN, "Chưa xong"), (LATE, "Quá hạn"), (DONE, "Đã xong")], self
        )
        # Made where they will stand: the style sheet goes anew through all that moves.
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        upper, lower = QWidget(split), QWidget(split)
        self.place = TableOrEmpty(None, "share-network", upper)
        self.table = TableView(
            [
                text_column("Chi bộ", lambda row: row.cell_name, strong=True, most=24),
                text_column("Việc phải làm", lambda row: row.content, stretch=True, tooltip=lambda row: row.content),
                date_column("Hạn", lambda row: row.due_on),
                state_column("Tình trạng", self._word, self._tone),
                person_column("Người thực hiện", lambda row: row.responsible, most=16, quiet=True, hidden=True),
                person_column("Người kiểm tra", lambda row: row.checked_by, most=16, quiet=True),
                date_column("Ngày xong", lambda row: row.done_on),
            ],
            "nhan-rong",
            self.place,
            tickable=True,
        )
        self.place.set_table(self.table)
        self.form = Form(lower, lists=True)
        fill_item(self.form)
        self.form.add_save("Lưu việc này")
        self.kept = KeptDraft(
            shell, self.form, ReplicationDraft, lambda: f"{self._keys()}/{self._open_id}", self._title
        )
        self.before_after = BeforeAfter(shell, upper)
        column = QVBoxLayout(upper)
        column.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        column.setSpacing(look.SMALL)
        column.addWidget(self.filter)
        column.addWidget(self.before_after, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.place, 1)
        self.spread_button = QPushButton("Lập lại danh sách", self)
        self.spread_button.setToolTip("Việc chưa làm theo đúng kết luận; việc đã bắt đầu giữ nguyên")
        self.spread_button.clicked.connect(self.spread)
        self.done_button = QPushButton("Đã áp dụng", self)
        self.done_button.setObjectName("mark-done")
        self.done_button.setToolTip("Ghi đã áp dụng cho các dòng đánh dấu")
        self.done_button.clicked.connect(self.mark_done)
        self.compare_button = QPushButton("Trước và sau", self)
        self.compare_button.setObjectName("compare")
        self.compare_button.setCheckable(True)
        look.mark(self.compare_button, "chip")
        self.compare_button.setToolTip("So tỷ lệ dự, phát biểu và điểm trước và sau sinh hoạt điểm")
        self.compare_button.toggled.connect(self._compare)
        self.filter.extras.addWidget(self.compare_button)
        self.filter.extras.addWidget(self.done_button)
        self.filter.extras.addWidget(self.spread_button)
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(look.SMALL)
        offer = QVBoxLayout()
        offer.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        offer.addWidget(self.kept.bar)
        below.addLayout(offer)
        below.addWidget(self.form, 1)
        split.addWidget(upper)
        split.addWidget(lower)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        line = look.row_height(self)
        split.setSizes([line * 10, line * 9])
        self.waiting = NoticeBar("", Tone.WAIT, self)
        self.waiting.add_button("Đưa vào danh sách", self.spread)
        above = QVBoxLayout()
        above.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        above.addWidget(self.waiting)
        self.box.addLayout(above)
        self.box.addWidget(split, 1)
        self.filter.changed.connect(lambda *_: self._filter())
        self.table.current_changed.connect(self._chosen)
        self.table.ticked_changed.connect(self._say_ticked)
        self.form.saving.connect(self._save)

    def turn_to(self, event_id: int) -> bool:
        """Show the list of another sample meeting, all of it, from its first item on."""
        self.event_id, self._open_id = event_id, None
        self.form.to_top()
        self.form.forget()
        self.form.say("")
        self.compare_button.setChecked(False)
        self.filter.field.clear()
        self.filter.press(None)
        self.table.rows.tick(self.table.rows.ticked(), False)
        self.kept.bar.say("")
        return True

    def refresh(self, view: SampleEventView) -> None:
        """Read the list again; what is being typed stays."""
        super().refresh(view)
        rows = replication.load(self.shell.office, self.event_id)
        self._rows = {row.id: row for row in rows}
        self.table.set_rows(rows)
        for widget in (self.form, self.filter):
            widget.setVisible(bool(rows))
        if not rows:
            self.compare_button.setChecked(False)
        if rows:
            self.place.show_table()
        else:
            self.place.show_empty(
                "Chưa có việc nào. Danh sách lấy từ ý kiến được tiếp thu và phần Tổ chức thực hiện của kết luận.",
                "Lập danh sách",
                self.spread,
            )
        waiting = replication.waiting(self.shell.office, self.event_id) if rows else 0
        self.waiting.say(f"Còn {waiting} nhiệm vụ nêu trong kết luận chưa có trong danh sách." if waiting else "")
        self._compare()
        self._filter()
        if rows and not self.form.is_edited():
            wanted = self._open_id if self._open_id in self._rows else self._first()
            self.table.select(wanted)
            self._open(wanted)
        self._say_ticked()

    def _compare(self) -> None:
        """Show the figures before and after in place of the list, while the button is down."""
        is_wanted = self.compare_button.isChecked()
        self.before_after.show_event(self.event_id if is_wanted else None)
        self.place.setVisible(not is_wanted or not self.before_after.isVisibleTo(self))
        if is_wanted and not self.before_after.isVisibleTo(self):
            self.waiting.say("Buổi sinh hoạt điểm chưa tổ chức nên chưa so sánh được.")

    def _first(self) -> Any:
        """Return the item to begin with: one with typing that was not saved, else the first."""
        kept = (int(known) for known in drafts.records_under(self.shell.office, self._keys()) if known.isdecimal())
        return next((item for item in kept if item in self._rows), next(iter(self._rows)))

    def _keys(self) -> str:
        return f"sample/{self.event_id}/{self.step.value.lower()}"

    def _key(self) -> str:
        return f"{self._keys()}/{self._open_id}"

    def _title(self) -> str:
        row = self._rows.get(self._open_id)
        return f"Việc nhân rộng của {row.cell_name}" if row is not None else "Việc nhân rộng"

    def _word(self, row: ReplicationDraft) -> str:
        if self._is_late(row):
            return f"{row.state.label}, quá hạn"
        return row.state.label

    def _tone(self, row: ReplicationDraft) -> Tone:
        return Tone.BAD if self._is_late(row) else _TONES[row.state]

    def _is_late(self, row: ReplicationDraft) -> bool:
        return row.state in _STILL and row.due_on is not None and row.due_on < self.shell.today()

    def _filter(self) -> None:
        chip = self.filter.chip()
        keep = {
            None: lambda row: True,
            OPEN: lambda row: row.state in _STILL,
            LATE: self._is_late,
            DONE: lambda row: row.state not in _STILL,
        }[chip]
        self.table.set_filter(self.filter.query(), keep)
        self.filter.say_count(len(self.table.rows.shown()), len(self._rows), "việc")

    def _chosen(self, item_id: Any) -> None:
        if item_id is None or item_id == self._open_id or item_id not in self._rows:
            return
        if self._leave_open():
            self._open(item_id)
        else:
            # The table is still moving its cursor; it goes back once it stands.
            QTimer.singleShot(0, self, lambda: self.table.select(self._open_id))

    def _leave_open(self) -> bool:
        if not self.form.is_edited():
            return True
        answer = self.shell.asking.unsaved("Việc đang sửa")
        if answer == SAVE:
            return self.save()
        if answer == DROP:
            self.forget()
            return True
        return False

    def _open(self, item_id: Any) -> None:
        self._open_id = item_id
        self.form.show_draft(self._rows[item_id])
        self.kept.offer()

    def _say_ticked(self) -> None:
        count = len(self.table.rows.ticked())
        self.done_button.setEnabled(bool(count))
        self.done_button.setText(f"Đã áp dụng ({count})" if count else "Đã áp dụng")

    # Acts ------------------------------------------------------------------------------------------------------------

    def spread(self) -> None:
        """Make the list from the conclusion."""
        self.shell.act(
            lambda: replication.spread(self.shell.office, self.event_id),
            lambda saved: f"Đã lập danh sách nhân rộng: {saved.id} việc",
        )

    def mark_done(self) -> None:
        """Record the ticked items as applied today."""
        chosen = [self._rows[item_id] for item_id in self.table.rows.ticked() if item_id in self._rows]
        waiting = [row for row in chosen if row.state in _STILL]
        if waiting:
            self.shell.act(
                lambda: replication.mark_done(self.shell.office, self.event_id, [row.id for row in waiting]),
                f"Đã ghi áp dụng {len(waiting)} việc, ngày {dates.screen(self.shell.today())}",
            )
        self.table.rows.tick([row.id for row in chosen], False)

    def save(self) -> bool:
        """Save the chosen item; False when something is to be mended first."""
        return self.form.check() and self._save()

    def _save(self) -> bool:
        draft = replace(self.form.draft())
        done = self.shell.act(lambda: self._store(draft), f"Đã ghi việc của {draft.cell_name}", form=self.form)
        return done is not None

    def _store(self, draft: ReplicationDraft) -> Any:
        saved = replication.save(self.shell.office, self.event_id, draft)
        self.kept.drop()
        self.form.said_saved(self.shell.now().time())
        return saved

    def is_edited(self) -> bool:
        """Say whether the chosen item has unsaved typing."""
        return self.form.is_edited()

    def forget(self) -> None:
        """Show the stored item again."""
        if self._open_id in self._rows:
            self.form.show_draft(self._rows[self._open_id])
            self.kept.drop()
