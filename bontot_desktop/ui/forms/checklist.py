"""The two grids of an observer's sheet: the steps ticked có or không by one key, and the points, Enter going down."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop.rules import scoring
from bontot_desktop.rules.samples import CHECKLIST
from bontot_desktop.services.scores import TemplateView
from bontot_desktop.services.sheets import CheckDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.tables.grid import GridColumn, GridModel, GridRow
from bontot_desktop.ui.tables.grid_view import GridView

DONE, NOTE, POINTS = "done", "note", "points"
#: Value and word of the three states, in the order Space goes through them.
STATES: tuple[tuple[bool | None, str], ...] = ((True, "Có"), (False, "Không"), (None, "—"))
_WITH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
KEYS: dict[str, bool | None] = {"C": True, "X": True, "1": True, "K": False, "0": False, "-": None}
#: Answers every blank step with "có", gives every blank line all its points.
ALL = "T"


def _whole(view: GridView) -> None:
    """Give a grid the height of all its rows: the form scrolls, not the grid."""
    side, head = view.verticalHeader(), view.horizontalHeader()
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setFixedHeight(side.defaultSectionSize() * view.grid.rowCount() + head.sizeHint().height() + look.SMALL)


class _Hasty(GridView):
    """A grid with one key for all that is blank; Enter behind the last row leads on."""

    #: The key for all was pressed; the last row was answered.
    all_wanted = Signal()
    finished = Signal()
    #: Whether the editor that is closing stood in the last row.
    _was_last = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key for all, and Enter in the last row."""
        now = self.currentIndex()
        is_typing = self.state() == QAbstractItemView.State.EditingState
        plain = not event.modifiers() & (_WITH | Qt.KeyboardModifier.ShiftModifier)
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not is_typing and plain and now.column() == 0 and event.text().upper() == ALL:
            self.all_wanted.emit()
        elif not is_typing and plain and is_enter and now.row() == self.grid.rowCount() - 1:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Lead on after Enter in the last row."""
        super().closeEditor(editor, hint)
        is_last = self.currentIndex().row() == self.grid.rowCount() - 1
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache and is_last and self._was_last:
            self.finished.emit()

    def commitData(self, editor: QWidget) -> None:
        """Remember in which row the editor stood: Enter moves the cursor before the editor is told to go."""
        self._was_last = self.currentIndex().row() == self.grid.rowCount() - 1
        super().commitData(editor)


class ChecklistView(_Hasty):
    """Có, không or blank by one key, then on to the next step."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by letters while the cursor stands on the answer."""
        now = self.currentIndex()
        typed = event.text().upper()
        if now.isValid() and now.column() == 0 and typed in KEYS and not event.modifiers() & _WITH:
            word = dict(STATES)[KEYS[typed]]
            self.grid.put_text(now.row(), 0, word)
            self.setCurrentIndex(self.grid.index(min(now.row() + 1, self.grid.rowCount() - 1), 0))
        else:
            super().keyPressEvent(event)


class Checklist(QWidget):
    """The steps as a field of a form: its value is the answers by step, blank ones left out."""

    edited = Signal()
    left = Signal()
    #: Nothing is left to be answered here.
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model = GridModel(
            [
                GridColumn(DONE, "Có / Không", choices=STATES, width=10),
                GridColumn(NOTE, "Ghi chú", width=20, stretch=True),
            ],
            self,
            label_title="Các bước",
        )
        self.view = ChecklistView(self.model, "checklist", self, label_most=46)
        all_done = QPushButton("Đánh dấu “Có” tất cả", self)
        look.mark(all_done, "link")
        all_done.setObjectName("tick-all")
        all_done.clicked.connect(self.tick_all)
        legend = QLabel("C có · K không · T có tất cả · Space đổi · Enter xuống dòng.", self)
        # In two lines where the room is short: the list of observers beside the sheet needs it more.
        legend.setWordWrap(True)
        look.mark(legend, "hint")
        line = QHBoxLayout()
        line.addWidget(legend, 1)
        line.addWidget(all_done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.TINY)
        layout.addLayout(line)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.all_wanted.connect(self.tick_all)
        self.view.finished.connect(self.finished)
        self.model.edited.connect(self._changed)

    def set_value(self, value: Any) -> None:
        """Show the answers."""
        rows = [GridRow(step, title) for step, title in CHECKLIST]
        values: dict[tuple[Any, Any], Any] = {}
        for step, check in value.items():
            values[step, DONE] = check.was_done
            values[step, NOTE] = check.note
        self.model.show(rows, values)
        _whole(self.view)
        self.view.setCurrentIndex(self.model.index(0, 0))

    def value(self) -> dict[str, CheckDraft]:
        """Return the answers."""
        found = {}
        for step, _ in CHECKLIST:
            check = CheckDraft(self.model.value(step, DONE), str(self.model.value(step, NOTE) or ""))
            if check != CheckDraft():
                found[step] = check
        return found

    def fault(self) -> str:
        """Answers are always fine."""
        return ""

    def tick_all(self) -> None:
        """Answer "có" wherever nothing was answered."""
        for place, (step, _) in enumerate(CHECKLIST):
            if self.model.value(step, DONE) is None:
                self.model.put_text(place, 0, "Có")

    def _changed(self, *_: Any) -> None:
        self.edited.emit()
        QTimer.singleShot(0, self, self.left.emit)


class PointsModel(GridModel):
    """The line of a group shows the sum of its own lines, one that does not apply the points it has by itself."""

    template: TemplateView | None = None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Show a cell."""
        known = self.row_at(index.row()) if index.isValid() else None
        if role == Qt.ItemDataRole.DisplayRole and known is not None and known.locked and self.template is not None:
            group = next(item for item in self.template.items if item.code == known.id)
            if group.fixed is not None:
                return scoring.show(group.fixed) if group.fixed else "–"
            given = {code: Decimal(points) for (code, _), points in self.values().items()}
            own = [code for code in given if code.startswith(f"{group.code}.")]
            return scoring.show(self.template.group_points(group, given)) if own else ""
        return super().data(index, role)


class PointsGrid(QWidget):
    """The points as a field of a form: its value is the points by item code; the total is said below."""

    edited = Signal()
    left = Signal()
    #: The last line was scored.
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._template: TemplateView | None = None
        self.model = PointsModel([GridColumn(POINTS, "Điểm chấm", decimals=1, width=10)], self, label_title="Tiêu chí")
        self.view = _Hasty(self.model, "points", self, label_most=56)
        self.total = QLabel(self)
        look.mark(self.total, "strong")
        all_points = QPushButton("Trọn điểm các dòng trống", self)
        look.mark(all_points, "link")
        all_points.setObjectName("all-points")
        all_points.clicked.connect(self.fill)
        legend = QLabel("Gõ điểm, Enter xuống dòng · T trọn điểm các dòng trống.", self)
        legend.setWordWrap(True)
        look.mark(legend, "hint")
        line = QHBoxLayout()
        line.addWidget(legend, 1)
        line.addWidget(all_points)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.TINY)
        layout.addLayout(line)
        layout.addWidget(self.view)
        layout.addWidget(self.total)
        self.setFocusProxy(self.view)
        self.view.all_wanted.connect(self.fill)
        self.view.finished.connect(self.finished)
        self.model.edited.connect(self._changed)

    def show_template(self, template: TemplateView) -> None:
        """Say which lines there are."""
        self._template = self.model.template = template

    def set_value(self, value: Any) -> None:
        """Show points."""
        assert self._template is not None
        rows = [
            GridRow(
                item.code,
                f"{item.code}. {item.title} ({scoring.show(item.maximum)})",
                highest=item.maximum,
                locked=item.is_group or item.fixed is not None,
                strong=item.is_group or "." not in item.code,
            )
            for item in self._template.items
        ]
        self.model.show(rows, {(code, POINTS): points for code, points in value.items()})
        _whole(self.view)
        self._say_total()

    def fill(self) -> None:
        """Give every line without points all it can have."""
        assert self._template is not None
        given = self.value()
        for place, item in enumerate(self._template.items):
            if item in self._template.leaves and item.code not in given:
                self.model.put_text(place, 0, scoring.show(item.maximum))

    def value(self) -> dict[str, Decimal]:
        """Return the points given."""
        return {code: Decimal(points) for (code, _), points in self.model.values().items()}

    def fault(self) -> str:
        """Return what is wrong with the first cell that cannot be taken, or which line has no points yet."""
        faults = self.model.faults()
        if faults:
            return f"Dòng {faults[0][0]}: {faults[0][2]}"
        if self._template is None:
            return ""
        for item in self._template.leaves:
            points = self.value().get(item.code)
            wrong = scoring.fault(points, item.maximum, self._template.step) if points is not None else None
            if wrong:
                return f"Dòng {item.code}: {wrong}"
        return ""

    def _changed(self, *_: Any) -> None:
        self._say_total()
        # The sums of the groups follow.
        self.view.viewport().update()
        self.edited.emit()
        QTimer.singleShot(0, self, self.left.emit)

    def _say_total(self) -> None:
        assert self._template is not None
        points = self.value()
        if not points:
            self.total.setText("Chưa chấm điểm.")
            return
        missing = len(self._template.leaves) - len(points)
        total = self._template.total(points)
        words = f"Tổng {scoring.show(total)}/{scoring.show(self._template.maximum)}"
        rest = f"; còn {missing} dòng chưa chấm" if missing else f"; xếp loại {self._template.rating(total).label}"
        self.total.setText(f"{words}{rest}.")
