"""The tab Các buổi: every meeting of a month or a year, of any kind, with where its minutes stand."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.meetings import HELD_STATES, MeetingState, MeetingType, percent
from bontot_desktop.rules.scoring import show
from bontot_desktop.services import meeting_list
from bontot_desktop.services.meeting_list import MeetingRow
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings.new_meeting import NewMeeting
from bontot_desktop.ui.pages.meetings.tab import Tab
from bontot_desktop.ui.pages.meetings.words import KINDS
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, date_column, number_column, state_column, text_column
from bontot_desktop.ui.tables.tools import TableTools
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField

OPEN, UNCHECKED, FINAL = "open", "draft", "final"
#: The chips of the list and the states behind each.
CHIPS: tuple[tuple[str | None, str, tuple[MeetingState, ...]], ...] = (
    (None, "Tất cả", ()),
    (OPEN, "Dự kiến", (MeetingState.PLANNED, MeetingState.NOTICED)),
    (UNCHECKED, "Chưa thông qua", (MeetingState.HELD, MeetingState.DRAFTED)),
    (FINAL, "Đã thông qua", (MeetingState.APPROVED, MeetingState.ARCHIVED)),
)
_TONES = {
    MeetingState.PLANNED: Tone.QUIET,
    MeetingState.NOTICED: Tone.INFO,
    MeetingState.HELD: Tone.WAIT,
    MeetingState.DRAFTED: Tone.WAIT,
    MeetingState.APPROVED: Tone.GOOD,
    MeetingState.ARCHIVED: Tone.GOOD,
    MeetingState.CANCELLED: Tone.QUIET,
}


class MeetingListTab(Tab):
    """The list, and the button that begins a meeting."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.MEETINGS, Kind.SCORES, Kind.CELLS})
    topic: ClassVar[str] = "buoi-sinh-hoat"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._rows: list[MeetingRow] = []
        self._year, self._month = shell.today().year, shell.today().month
        self.dialog: NewMeeting | None = None
        self.bar = FilterBar("Lọc theo chi bộ, chuyên đề", [(key, word) for key, word, _ in CHIPS], self)
        self.kind = ChoiceField([(kind, kind.label) for kind in MeetingType], none="Mọi loại", characters=20)
        self.kind.setAccessibleName("Loại sinh hoạt")
        self.whole_year = CheckField("Cả năm")
        self.bar.extras.addWidget(self.kind)
        self.bar.extras.addWidget(self.whole_year)
        self.table = TableView(_columns(), "buoi-sinh-hoat", self)
        self.tools = TableTools(shell, self.table, self.bar, clear=lambda: self.kind.set_value(None))
        self.place = TableOrEmpty(self.table, "calendar")
        self.body.addWidget(self.bar)
        self.body.addWidget(self.place, 1)
        self.bar.changed.connect(lambda *_: self._filter())
        self.kind.edited.connect(self._filter)
        self.whole_year.edited.connect(self.read)
        self.table.opened.connect(lambda meeting_id: self.opened.emit(meeting_id))
        self.table.set_menu(self._menu)
        self.new_button = self.add_button("Buổi mới", self.new, icon="plus", tip="Lập một buổi sinh hoạt (Ctrl+N)")

    def show_month(self, year: int, month: int) -> None:
        """Read the meetings of a month, or of its year."""
        self._year, self._month = year, month
        self.read()

    def read(self) -> None:
        """Read the list again."""
        month = None if self.whole_year.value() else self._month
        self._rows = meeting_list.rows(self.shell.office, self._year, month)
        self.table.set_rows(self._rows)
        when = f"năm {self._year}" if month is None else f"tháng {month}/{self._year}"
        if self._rows:
            self.place.show_table()
        else:
            self.place.show_empty(f"Chưa có buổi sinh hoạt nào {when}.", "Buổi mới", self.new)
        held = sum(row.state in HELD_STATES for row in self._rows)
        final = sum(row.state in CHIPS[3][2] for row in self._rows)
        self.said.emit(f"{held} buổi đã họp {when}, {final} biên bản đã thông qua" if self._rows else "")
        self._filter()

    def _filter(self) -> None:
        kind = self.kind.value()
        states = next(states for key, _, states in CHIPS if key == self.bar.chip())
        self.table.set_filter(
            self.bar.query(),
            lambda row: (not states or row.state in states) and (kind is None or row.type is kind),
        )
        self.bar.say_count(len(self.table.rows.shown()), len(self._rows), "buổi")

    def _menu(self, menu: QMenu, row: MeetingRow) -> None:
        menu.addAction("Mở", lambda: self.opened.emit(row.id))
        menu.addAction("Mở chi bộ", lambda: self.shell.go("cells", row.cell_id))

    def go_to_cell(self, cell_id: int) -> None:
        """Put the cursor on the first meeting of a cell."""
        row = next((row for row in self.table.rows.shown() if row.cell_id == cell_id), None)
        if row is not None:
            self.table.select(row.id)

    def begin(self) -> None:
        """Take the cursor."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def filter(self) -> None:
        """Put the cursor into the filter."""
        self.bar.focus()

    def new(self) -> None:
        """Begin a meeting, in the shown month."""
        today = self.shell.today()
        is_now = (today.year, today.month) == (self._year, self._month)
        self.dialog = NewMeeting(self.shell, held_on=today if is_now else date(self._year, self._month, 1))
        self.dialog.made.connect(lambda meeting_id: self.opened.emit(meeting_id))
        self.dialog.open()


def _columns() -> list[Column]:
    return [
        date_column("Ngày", lambda row: row.held_on),
        text_column(
            "Chi bộ",
            lambda row: row.cell_name,
            strong=True,
            stretch=True,
            tooltip=lambda row: row.cell_name,
            sort=lambda row: row.cell_order,
        ),
        text_column("Loại sinh hoạt", _kind, most=30, quiet=True, tooltip=_whole_kind),
        text_column(
            "Có mặt",
            lambda row: _of(row.present, row.expected),
            searched=False,
            right=True,
            sort=lambda row: row.rate or 0,
            tooltip=lambda row: percent(row.present or 0, row.expected or 0),
        ),
        number_column("Phát biểu", lambda row: row.speakers),
        number_column("Phút", lambda row: row.minutes),
        text_column(
            "Điểm",
            lambda row: "" if row.points is None else show(row.points),
            searched=False,
            right=True,
            sort=lambda row: row.points or 0,
            tooltip=lambda row: row.rating.label if row.rating else "",
        ),
        state_column("Biên bản", lambda row: row.state_label, _tone),
        text_column("Chuyên đề", lambda row: row.theme, most=40, hidden=True),
    ]


def _kind(row: MeetingRow) -> str:
    return f"{KINDS[row.type]} (điểm)" if row.is_sample else KINDS[row.type]


def _whole_kind(row: MeetingRow) -> str:
    return f"{row.type.label} (điểm)" if row.is_sample else row.type.label


def _of(part: int | None, whole: int | None) -> str:
    return "" if part is None else f"{part}/{whole}" if whole else str(part)


def _tone(row: Any) -> Tone:
    return Tone.INFO if row.state_label == meeting_list.CHECKED else _TONES[row.state]
