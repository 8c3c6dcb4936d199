"""The window of a cell's complaints, inspections and conclusions: what is under way holds its case, if one agrees."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout

from bontot_desktop.rules.cases import CaseKind, Outcome
from bontot_desktop.rules.changes import Changes
from bontot_desktop.services import cases
from bontot_desktop.services.cases import CaseDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.forms import road_acts
from bontot_desktop.ui.forms.eligibility_acts import TOPIC
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import date_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField, TextField, choices_of
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField


def open_cases(shell: Shell, cell_id: int, cell: str) -> CasesDialog:
    """Show the cases against a cell."""
    dialog = CasesDialog(shell, cell_id, cell)
    dialog.open()
    return dialog


def open_case(shell: Shell, draft: CaseDraft, cell: str) -> OneActDialog:
    """Show the form of a case; what it asks of the campaign is asked once it is saved."""

    def build(form: Form) -> None:
        group = form.group()
        group.add("Loại", ChoiceField(choices_of(list(CaseKind), _kind), characters=34), name="kind")
        group.add("Ngày nhận, ngày bắt đầu", DateField(), name="received_on")
        group.add("Cơ quan giải quyết", LineField(), name="body", wide=True)
        group.add("Nội dung tóm tắt", TextField(lines=2), name="text", wide=True)
        group.add("Số văn bản", LineField(placeholder="12-KL/UBKT", characters=20), name="paper_no")
        done = form.group("Kết luận", "Để trống khi đang giải quyết.")
        done.add("Ngày kết luận", DateField(), name="concluded_on")
        none = "— chưa kết luận —"
        done.add("Kết quả", ChoiceField(choices_of(list(Outcome), _outcome), none=none, characters=44), name="outcome")
        done.add("Nội dung kết luận", TextField(lines=2), name="conclusion", wide=True)

    dialog = open_act(
        shell,
        OneAct(
            name="case",
            title="Đơn thư, kiểm tra, kết luận",
            heading=cell,
            verb="Lưu",
            said=f"Đã lưu đơn thư, kết luận đối với {cell}.",
            draft=draft,
            build=build,
            do=lambda typed: cases.save(shell.office, typed),
            topic=TOPIC,
            rows=20,
            width=72,
        ),
    )
    dialog.accepted.connect(lambda: ask_of_campaign(shell, draft.cell_id))
    return dialog


def ask_of_campaign(shell: Shell, cell_id: int) -> OneActDialog | None:
    """Offer to hold the cell's case for what is under way, or to let it go on once everything is concluded."""
    waiting = cases.to_hold(shell.office, cell_id)
    if waiting is not None:
        question = f"Tạm dừng xét {waiting.cell} trong đợt thi đua năm {waiting.year}?"
        detail = "Có vụ việc đang giải quyết thì chưa đề nghị công nhận được; có kết luận sẽ xét tiếp."
        if shell.asking.confirm(question, "Tạm dừng xét…", detail=detail):
            return road_acts.hold(shell, waiting.entry_id, waiting.cell, waiting.hold)
        return None
    done = cases.to_release(shell.office, cell_id)
    if done is not None and shell.asking.confirm(f"Đã có kết luận: tiếp tục xét {done.cell}?", "Tiếp tục xét…"):
        return road_acts.release(shell, done.entry_id, done.cell, done.conclusion)
    return None


class CasesDialog(QDialog):
    """The cases against a cell, the newest first; Enter opens one."""

    help_topic: ClassVar[str] = TOPIC

    def __init__(self, shell: Shell, cell_id: int, cell: str) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("cases")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Đơn thư, kiểm tra, kết luận: {cell}")
        self._shell, self._cell_id, self._cell = shell, cell_id, cell
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.WIDE)
        outer.setSpacing(look.GAP)
        self.table = TableView(
            [
                date_column("Ngày nhận", lambda row: row.received_on),
                text_column("Loại", lambda row: row.kind.label, strong=True, most=30),
                text_column("Cơ quan giải quyết", lambda row: row.body, most=28),
                text_column("Nội dung", lambda row: row.text, stretch=True, quiet=True, tooltip=lambda row: row.text),
                state_column("Kết quả", lambda row: row.told, _tone),
            ],
            "don-thu-ket-luan",
            self,
        )
        self.table.opened.connect(lambda _: self.edit())
        self.table_or_empty = TableOrEmpty(self.table, "file-text")
        outer.addWidget(self.table_or_empty, 1)
        line = QHBoxLayout()
        line.setSpacing(look.SMALL)
        self.remove_button = self._button("Bỏ", self.remove)
        self.edit_button = self._button("Sửa…", self.edit)
        self.add_button = self._button("Thêm…", self.add)
        line.addStretch(1)
        for button in (self.remove_button, self.edit_button, self.add_button):
            line.addWidget(button)
        outer.addLayout(line)
        self.resize(look.text_width(148, self), look.row_height(self) * 13)
        # A bound method: it is let go with the window.
        shell.changed.connect(self.changed)
        self.refresh()

    def _button(self, word: str, slot) -> QPushButton:
        button = QPushButton(word, self)
        button.setObjectName(f"cases:{word}")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: slot())
        return button

    def changed(self, _: Changes) -> None:
        """Look again after every act."""
        self.refresh()

    def refresh(self) -> None:
        """Read the cases again."""
        rows = cases.rows(self._shell.office, self._cell_id)
        self.table.set_rows(rows)
        if rows:
            self.table_or_empty.show_table()
            if self.table.current_id() is None:
                self.table.select(rows[0].id)
        else:
            self.table_or_empty.show_empty("Chưa ghi đơn thư, cuộc kiểm tra hay kết luận nào đối với chi bộ.")
        for button in (self.remove_button, self.edit_button):
            button.setEnabled(bool(rows))

    def add(self) -> OneActDialog:
        """Begin a case."""
        return open_case(self._shell, CaseDraft(self._cell_id, received_on=self._shell.today()), self._cell)

    def edit(self) -> OneActDialog | None:
        """Open the chosen case."""
        row = self.table.current_row()
        return open_case(self._shell, row, self._cell) if isinstance(row, CaseDraft) else None

    def remove(self) -> None:
        """Remove the chosen case, recorded by mistake."""
        row = self.table.current_row()
        if isinstance(row, CaseDraft) and row.id is not None:
            case_id = row.id
            self._shell.act(lambda: cases.remove(self._shell.office, case_id), f"Đã bỏ {row.kind.label.lower()}.")


def _kind(kind: CaseKind) -> str:
    return kind.label


def _outcome(outcome: Outcome) -> str:
    return outcome.label


def _tone(row: CaseDraft) -> Tone:
    if row.concluded_on is None:
        return Tone.WAIT
    return Tone.BAD if row.facts.bars(row.concluded_on.year) else Tone.QUIET
