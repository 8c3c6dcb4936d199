"""The roll call of any meeting: everyone present at first, exceptions marked by one key, counts in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QLabel, QLineEdit, QStyleOptionViewItem, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.meetings import ABSENCE_REASONS, Attendance, MeetingType, percent
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import meeting_drafts
from bontot_desktop.services.meeting_drafts import MeetingDraft, RosterLineDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.tables.grid import GridColumn, GridModel, GridRow
from bontot_desktop.ui.tables.grid_view import Editors, GridView

_Index = QModelIndex | QPersistentModelIndex
MARK, REASON, HOUR, DUES = "mark", "reason", "hour", "dues"
#: One key each; after P the reason is asked, after M and S the hour.
KEYS: dict[str, Attendance] = {
    "C": Attendance.PRESENT,
    "P": Attendance.ABSENT_EXCUSED,
    "K": Attendance.ABSENT_UNEXCUSED,
    "M": Attendance.LATE,
    "S": Attendance.LEFT_EARLY,
    "T": Attendance.ONLINE,
}
#: The key that says, or says no more, that a person has not paid the dues; and what stands there then.
OWES, OWED = "D", "chưa nộp"
#: Colours of the exceptions; the word stands beside them.
_TINTS = {
    Attendance.ABSENT_EXCUSED: "amber",
    Attendance.ABSENT_UNEXCUSED: "red",
    Attendance.LATE: "blue",
    Attendance.LEFT_EARLY: "blue",
}
_ASKS = {Attendance.ABSENT_EXCUSED: 1, Attendance.LATE: 2, Attendance.LEFT_EARLY: 2}
#: More rows than these scroll inside the table.
MOST_ROWS = 14
LEGEND = (
    "C có mặt · P vắng có lý do · K vắng không lý do · M đến muộn · S về sớm · T dự trực tuyến · "
    "D chưa nộp đảng phí · ↑ ↓ đổi người; "
    "gõ lý do hoặc giờ rồi Enter; gõ một số thì lấy lý do ấy và sang người sau: "
    + " · ".join(f"{number} {reason}" for number, reason in enumerate(ABSENCE_REASONS[:-1], start=1))
    + "."
)


def counts_sentence(roster: tuple[RosterLineDraft, ...]) -> str:
    """Say what will stand in the minutes: how many there are, were expected, came, were absent, and may vote."""
    draft = MeetingDraft(cell_id=0, cell_name="", type=MeetingType.REGULAR, year=2000, month=1, roster=roster)
    figures = meeting_drafts.figures(draft)
    rate = percent(figures.present_expected, figures.expected)
    parts = [
        f"Tổng số {figures.total} đảng viên",
        f"phải dự {figures.expected}",
        f"có mặt {figures.present_expected} ({rate})",
        f"vắng có lý do {figures.excused}",
        f"vắng không lý do {figures.unexcused}",
    ]
    if figures.exempt_present:
        parts.append(f"miễn sinh hoạt đến dự {figures.exempt_present}")
    return f"{'; '.join(parts)}. Được biểu quyết: {meeting_drafts.base_sentence(draft)}."


def names_reason(typed: str) -> bool:
    """Say whether a figure is the number of a usual reason."""
    return typed.isdecimal() and 1 <= int(typed) < len(ABSENCE_REASONS)


class RollCallModel(GridModel):
    """Exceptions stand out; who is simply present stays quiet; a figure in the reason means one of the usual ones."""

    def put_text(self, row: int, column: int, typed: str) -> None:
        """Take what was typed; "2" as a reason becomes the second of the usual reasons."""
        figure = typed.strip()
        if column == 1 and names_reason(figure):
            typed = ABSENCE_REASONS[int(figure) - 1]
        super().put_text(row, column, typed)

    def turn_dues(self, row: int) -> None:
        """Say that a person has not paid the dues, or take it back."""
        known = self.row_at(row)
        if known is not None:
            self._put(row, 3, not self.value(known.id, DUES))

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Show a cell."""
        if role in (Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.FontRole) and index.isValid():
            known = self.row_at(index.row())
            mark = self.value(known.id, MARK) if known is not None else None
            if index.column() == 0 and mark in _TINTS:
                return look.colour(_TINTS[mark]) if role == Qt.ItemDataRole.ForegroundRole else look.font(strong=True)
            if index.column() == 0 and role == Qt.ItemDataRole.ForegroundRole:
                return look.colour("second")
        return super().data(index, role)


class _Editors(Editors):
    """The number of a usual reason is taken as soon as it is typed: P and a figure, then the next person."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit) and index.column() == 1:
            editor.textEdited.connect(lambda typed: self._take_number(editor, typed))
        return editor

    def _take_number(self, editor: QLineEdit, typed: str) -> None:
        # A word never begins with a figure, whatever the way marks are typed; "12" is none of the numbers.
        if len(typed) == 1 and names_reason(typed):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)


class RollCallView(GridView):
    """The table; a letter marks a person and goes on to the next."""

    def __init__(self, model: RollCallModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self.setItemDelegate(_Editors(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark by letters while the cursor stands on the mark."""
        now = self.currentIndex()
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        on_mark = now.isValid() and now.column() == 0 and plain
        kind = KEYS.get(event.text().upper()) if on_mark else None
        if on_mark and event.text().upper() == OWES:
            assert isinstance(self.grid, RollCallModel)
            self.grid.turn_dues(now.row())
            return
        if kind is None:
            super().keyPressEvent(event)
            return
        known = self.grid.row_at(now.row())
        assert known is not None
        self.grid.put_text(now.row(), 0, kind.label)
        column = _ASKS.get(kind)
        if column is None:
            self._next(now)
        else:
            target = self.grid.index(now.row(), column)
            self.setCurrentIndex(target)
            self.edit(target)

    def _next(self, now: QModelIndex) -> None:
        place = min(now.row() + 1, self.grid.rowCount() - 1)
        self.setCurrentIndex(self.grid.index(place, 0))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go back to the marks, one person on, when a reason or an hour was typed."""
        column = self.currentIndex().column()
        super().closeEditor(editor, hint)
        now = self.currentIndex()
        if column > 0 and now.isValid() and hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self.setCurrentIndex(self.grid.index(now.row(), 0))


class RollCall(QWidget):
    """The roll call as a field of a form: its value is the roster as a tuple of :class:`RosterLineDraft`."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._roster: tuple[RosterLineDraft, ...] = ()
        self.model = RollCallModel(
            [
                GridColumn(MARK, "Điểm danh", choices=tuple((kind, kind.label) for kind in Attendance), width=22),
                GridColumn(REASON, "Lý do", width=24, stretch=True),
                GridColumn(HOUR, "Giờ đến, về", width=12, hint="Giờ đến muộn hoặc về sớm, ví dụ 19h45"),
                GridColumn(DUES, "Đảng phí", choices=((False, ""), (True, OWED)), width=10, hint="Phím D: chưa nộp"),
            ],
            self,
            label_title="Đảng viên",
        )
        self.view = RollCallView(self.model, "roll-call", self)
        self.counts = QLabel(self)
        self.counts.setWordWrap(True)
        look.mark(self.counts, "strong")
        legend = QLabel(LEGEND, self)
        legend.setWordWrap(True)
        look.mark(legend, "hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.SMALL)
        layout.addWidget(self.counts)
        # Above the table: below it, nobody sees the keys before the roll is called.
        layout.addWidget(legend)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.model.edited.connect(self._changed)

    def set_value(self, roster: Any) -> None:
        """Show a roster; the cursor stays on a person who is still there."""
        before = self._roster
        row, column = self.view.currentIndex().row(), self.view.currentIndex().column()
        self._roster = tuple(roster)
        rows = [GridRow(line.member_id, _label(line), hint=_hint(line)) for line in self._roster]
        values: dict[tuple[Any, Any], Any] = {}
        for line in self._roster:
            values[line.member_id, MARK] = line.attendance
            values[line.member_id, REASON] = line.reason
            values[line.member_id, HOUR] = dates.clock(line.arrived_at or line.left_at)
            values[line.member_id, DUES] = line.owes_dues
        self.model.show(rows, values)
        lines = min(max(len(rows), 3), MOST_ROWS)
        height = (
            self.view.verticalHeader().defaultSectionSize() * lines + self.view.horizontalHeader().sizeHint().height()
        )
        self.view.setFixedHeight(height + look.SMALL)
        if row < 0 or [line.member_id for line in before] != [line.member_id for line in self._roster]:
            row, column = 0, 0
        if rows:
            self.view.setCurrentIndex(self.model.index(row, column))
        self._say_counts()

    def value(self) -> tuple[RosterLineDraft, ...]:
        """Return the roster with what was marked; reasons and hours that do not go with the mark are left out."""
        return tuple(self._line(line) for line in self._roster)

    def _line(self, line: RosterLineDraft) -> RosterLineDraft:
        mark = self.model.value(line.member_id, MARK) or line.attendance
        reason = str(self.model.value(line.member_id, REASON) or "")
        hour = _hour(str(self.model.value(line.member_id, HOUR) or ""))
        return replace(
            line,
            attendance=mark,
            reason="" if mark in (Attendance.PRESENT, Attendance.ONLINE) else reason,
            arrived_at=hour if mark is Attendance.LATE else None,
            left_at=hour if mark is Attendance.LEFT_EARLY else None,
            owes_dues=bool(self.model.value(line.member_id, DUES)),
        )

    def fault(self) -> str:
        """Say whose hour cannot be read."""
        for line in self._roster:
            typed = str(self.model.value(line.member_id, HOUR) or "")
            try:
                dates.parse_clock(typed)
            except ValueError:
                return f"Không đọc được giờ “{typed}” của đồng chí {line.name}. Xin gõ như 19h45."
        return ""

    def mark(self, member_id: int, kind: Attendance, reason: str = "") -> None:
        """Mark a person as a key would."""
        place = next(at for at, line in enumerate(self._roster) if line.member_id == member_id)
        self.model.put_text(place, 0, kind.label)
        if reason:
            self.model.put_text(place, 1, reason)

    def _changed(self, *_: Any) -> None:
        self._say_counts()
        self.edited.emit()
        # The cell is still being left; the form looks once it is.
        QTimer.singleShot(0, self, self.left.emit)

    def _say_counts(self) -> None:
        self.counts.setText(counts_sentence(self.value()) if self._roster else "")


def _hour(typed: str) -> time | None:
    try:
        return dates.parse_clock(typed)
    except ValueError:
        return None


def _label(line: RosterLineDraft) -> str:
    words = [line.name]
    if line.post is not None and line.post is not CellPost.GROUP_LEADER:
        words.append(line.post.label)
    if line.status is not MemberStatus.FULL:
        words.append(line.status.label)
    return " · ".join(words)


def _hint(line: RosterLineDraft) -> str:
    return f"{line.name}, đảng viên {line.status.label}"
