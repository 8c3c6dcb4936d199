"""The window in which a campaign names sets of criteria for kinds of cells, where they differ from its own."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from bontot_desktop.errors import BonTotError, Problems
from bontot_desktop.services import campaign_groups, campaigns
from bontot_desktop.services.campaign_groups import GroupRow
from bontot_desktop.ui import look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.form import FieldRow

_COLUMNS = 2


def open_sets(shell: Shell, campaign_id: int) -> GroupSetsDialog:
    """Show the sets of a campaign by kinds of cells."""
    dialog = GroupSetsDialog(shell, campaign_id)
    dialog.open()
    return dialog


class GroupSetsDialog(QDialog):
    """A choice for each kind of cells; a kind of which cells were scored keeps its set."""

    help_topic: ClassVar[str] = "bo-tieu-chi"

    def __init__(self, shell: Shell, campaign_id: int) -> None:
        super().__init__(shell.asking.parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Bộ tiêu chí theo loại hình chi bộ")
        self.setObjectName("group-sets")
        self._shell, self._campaign_id = shell, campaign_id
        said = QLabel("Để “Như cả đợt” thì loại hình ấy chấm theo bộ tiêu chí của đợt thi đua.", self)
        said.setWordWrap(True)
        look.mark(said, "second")
        self._choices = [
            (row.id, row.label)
            for row in campaigns.criteria_sets(shell.office, also=campaign_groups.set_ids(shell.office, campaign_id))
        ]
        self.fields: dict[str, ChoiceField] = {}
        self.lines: dict[str, FieldRow] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.WIDE)
        grid.setVerticalSpacing(look.GAP)
        for place, row in enumerate(campaign_groups.rows(shell.office, campaign_id)):
            grid.addWidget(self._line(row), place // _COLUMNS, place % _COLUMNS)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for word, slot, main in (("Quay lại", self.reject, False), ("Ghi", self.save, True)):
            button = QPushButton(word, self)
            button.setAutoDefault(False)
            button.setObjectName(f"group-sets:{word}")
            if main:
                look.mark(button, "primary")
            button.clicked.connect(lambda _=False, slot=slot: slot())
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.HUGE, look.WIDE, look.HUGE, look.WIDE)
        column.setSpacing(look.GAP)
        column.addWidget(said)
        column.addLayout(grid)
        column.addStretch(1)
        column.addLayout(buttons)
        self.resize(look.text_width(92, self), self.sizeHint().height())

    def _line(self, row: GroupRow) -> FieldRow:
        field = ChoiceField(self._choices, self, none="Như cả đợt")
        field.set_value(row.set_id)
        field.setEnabled(not row.scored)
        if row.scored:
            field.setToolTip(f"{row.scored} chi bộ nhóm này đã chấm điểm nên giữ bộ tiêu chí.")
        self.fields[row.group] = field
        self.lines[row.group] = FieldRow(f"{row.group or 'Chưa xếp nhóm'} ({row.cells} chi bộ)", field, parent=self)
        return self.lines[row.group]

    def save(self) -> None:
        """Name the sets and close; what stands in the way is said under its kind."""
        wanted = {group: field.value() for group, field in self.fields.items() if field.value() is not None}
        try:
            changes = campaign_groups.name_sets(self._shell.office, self._campaign_id, wanted)
        except Problems as refusal:
            for problem in refusal.problems:
                self.lines[problem.field].set_problem(problem.sentence)
        except BonTotError as reason:
            self._shell.asking.tell_error(reason)
        else:
            self._shell.tell_changed(changes)
            self._shell.announce("Đã ghi bộ tiêu chí theo loại hình", undo=True)
            self.accept()
