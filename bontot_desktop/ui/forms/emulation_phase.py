"""The window of the movement's phases: years of campaigns that belong together."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout

from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import emulation_phases
from bontot_desktop.services.emulation_phases import PhaseDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.fields import LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import NumberField


def open_phases(shell: Shell) -> PhasesDialog:
    """Show the phases."""
    dialog = PhasesDialog(shell)
    dialog.open()
    return dialog


def open_phase(shell: Shell, draft: PhaseDraft) -> OneActDialog:
    """Show the form of a phase."""

    def build(form: Form) -> None:
        group = form.group()
        group.add("Từ năm", NumberField(lowest=1990, highest=2100), name="from_year")
        group.add("Đến năm", NumberField(lowest=1990, highest=2100), name="to_year")
        group.add("Tên giai đoạn", LineField(), name="name", hint="Để trống: “giai đoạn 2026 - 2030”.", wide=True)
        group.add("Kế hoạch của cả giai đoạn", LineField(placeholder="Kế hoạch số …-KH/TU"), name="plan_doc", wide=True)

    return open_act(
        shell,
        OneAct(
            name="emulation-phase",
            title="Giai đoạn thi đua",
            heading=draft.name or "Giai đoạn mới",
            verb="Lưu",
            said="Đã lưu giai đoạn thi đua.",
            draft=draft,
            build=build,
            do=lambda typed: emulation_phases.save(shell.office, typed),
            rows=13,
        ),
    )


class PhasesDialog(QDialog):
    """The phases with their years; Enter opens one."""

    help_topic: ClassVar[str] = "chi-bo-4-tot"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("emulation-phases")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Giai đoạn thi đua")
        self._shell = shell
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.WIDE)
        outer.setSpacing(look.GAP)
        self.table = TableView(
            [
                text_column("Giai đoạn", lambda row: row.name, strong=True, stretch=True),
                text_column("Từ năm", lambda row: str(row.from_year), most=8),
                text_column("Đến năm", lambda row: str(row.to_year), most=8),
                text_column("Kế hoạch", lambda row: row.plan_doc, quiet=True, most=24),
            ],
            "giai-doan-thi-dua",
            self,
        )
        self.table.opened.connect(lambda _: self.edit())
        self.table_or_empty = TableOrEmpty(self.table, "calendar")
        outer.addWidget(self.table_or_empty, 1)
        line = QHBoxLayout()
        line.setSpacing(look.SMALL)
        self.remove_button = self._button("Bỏ", self.remove)
        self.edit_button = self._button("Sửa…", self.edit)
        self.add_button = self._button("Thêm giai đoạn…", self.add)
        line.addStretch(1)
        for button in (self.remove_button, self.edit_button, self.add_button):
            line.addWidget(button)
        outer.addLayout(line)
        self.resize(look.text_width(78, self), look.row_height(self) * 12)
        # A bound method: it is let go with the window.
        shell.changed.connect(self.changed)
        self.refresh()

    def _button(self, word: str, slot) -> QPushButton:
        button = QPushButton(word, self)
        button.setObjectName(f"phases:{word}")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: slot())
        return button

    def changed(self, changes: Changes) -> None:
        """Look again when campaigns are not as they were."""
        if changes.touch(Kind.CAMPAIGNS):
            self.refresh()

    def refresh(self) -> None:
        """Read the phases again."""
        rows = emulation_phases.list_phases(self._shell.office)
        self.table.set_rows(rows)
        if rows:
            self.table_or_empty.show_table()
            if self.table.current_id() is None:
                self.table.select(rows[0].id)
        else:
            self.table_or_empty.show_empty("Chưa có giai đoạn nào; các đợt thi đua hằng năm vẫn mở được.")
        for button in (self.remove_button, self.edit_button):
            button.setEnabled(bool(rows))

    def add(self) -> OneActDialog:
        """Begin a phase with this year."""
        year = self._shell.today().year
        return open_phase(self._shell, PhaseDraft("", year, year + 4))

    def edit(self) -> OneActDialog | None:
        """Open the chosen phase."""
        row = self.table.current_row()
        return open_phase(self._shell, row) if isinstance(row, PhaseDraft) else None

    def remove(self) -> None:
        """Remove the chosen phase."""
        row = self.table.current_row()
        if isinstance(row, PhaseDraft) and row.id is not None:
            phase_id = row.id
            self._shell.act(lambda: emulation_phases.remove(self._shell.office, phase_id), f"Đã bỏ {row.name}.")
