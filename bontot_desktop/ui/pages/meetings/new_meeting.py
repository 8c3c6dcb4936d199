"""The window that begins a meeting of any kind: cell, kind, day and the month it is counted for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout

from bontot_desktop import dates
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.services import cell_list, meetings
from bontot_desktop.services.office import Saved
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.picker import Choice, Picker
from bontot_desktop.ui.widgets.typed import DateField

_THEMED = (MeetingType.THEMED, MeetingType.COMBINED)
#: The kinds begun here; a congress has its own rules and stands only in registers.
KINDS = tuple(kind for kind in MeetingType if kind is not MeetingType.CONGRESS)


#: Days from today beyond which the day of a new meeting is asked about.
FAR_AHEAD, FAR_BACK = 31, 366


@dataclass(frozen=True, slots=True)
class Beginning:
    """What beginning a meeting needs."""

    cell_id: int | None = None
    type: MeetingType = MeetingType.REGULAR
    held_on: date | None = None
    theme: str = ""


class NewMeeting(QDialog):
    """Begins a meeting; ``made`` tells its id."""

    help_topic: ClassVar[str] = "buoi-sinh-hoat"
    made = Signal(object)

    def __init__(self, shell: Shell, *, cell_id: int | None = None, held_on: date | None = None) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("new-meeting")
        self.setWindowTitle("Buổi sinh hoạt mới")
        self._shell = shell
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.WIDE, 0, 0)
        self.form = Form(self)
        layout.addWidget(self.form)
        group = self.form.group("Buổi sinh hoạt")
        cells = [Choice(row.id, row.name, row.code) for row in cell_list.list_cells(shell.office)]
        group.add("Chi bộ", Picker(cells), name="cell_id", wide=True)
        group.add("Loại sinh hoạt", ChoiceField([(kind, kind.label) for kind in KINDS], characters=38), name="type")
        group.add(
            "Ngày sinh hoạt",
            DateField(),
            name="held_on",
            hint="Danh sách đảng viên, chi ủy lấy theo ngày này; ngày chưa tới thì ghi là dự kiến.",
        )
        self.theme = group.add("Tên chuyên đề", LineField(), name="theme", wide=True)
        self.form.add_button("Quay lại", self.reject).setAutoDefault(False)
        self.form.add_save("Lập buổi sinh hoạt").setAutoDefault(False)
        self.form.saving.connect(self.store)
        self.form.field("type").edited.connect(self._show_theme)
        QShortcut(QKeySequence(keys.SAVE), self, self.form.save)
        self.form.show_draft(Beginning(cell_id=cell_id, held_on=held_on or shell.today()))
        self._show_theme()
        self.resize(look.COLUMN_MOST + 2 * look.PAGE_MARGIN, self.sizeHint().height())
        self.form.focus_first()

    def _show_theme(self) -> None:
        row = self.theme.parentWidget()
        assert row is not None
        row.setVisible(self.form.field("type").value() in _THEMED)

    def store(self) -> None:
        """Begin the meeting as its cell usually meets, and open its page."""
        wish: Beginning = self.form.draft()
        if wish.cell_id is None or wish.held_on is None:
            missing = "chi bộ" if wish.cell_id is None else "ngày sinh hoạt"
            self.form.say(f"Hãy chọn {missing}.")
            self.form.show_field("cell_id" if wish.cell_id is None else "held_on")
            return
        cell_id, on = wish.cell_id, wish.held_on
        if not self._means(on):
            self.form.show_field("held_on")
            return
        saved = self._shell.act(lambda: self._begin(cell_id, on, wish), "Đã lập buổi sinh hoạt", form=self.form)
        if saved is not None:
            self.accept()
            self.made.emit(saved.id)

    def _means(self, on: date) -> bool:
        """Ask about a day far from today: a year may be mistyped."""
        away = (on - self._shell.today()).days
        if -FAR_BACK <= away <= FAR_AHEAD:
            return True
        where = "còn hơn một tháng nữa" if away > 0 else "cách đây hơn một năm"
        question = f"Ngày {dates.screen(on)} {where}. Lập buổi sinh hoạt ngày này?"
        return self._shell.asking.confirm(question, "Lập buổi sinh hoạt", stay="Sửa ngày")

    def _begin(self, cell_id: int, on: date, wish: Beginning) -> Saved:
        office = self._shell.office
        draft = meetings.start(office, cell_id, wish.type, on.year, on.month, on)
        theme = wish.theme if wish.type in _THEMED else ""
        return meetings.save(office, replace(draft, theme=theme))
