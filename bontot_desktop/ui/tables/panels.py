"""What drops from a heading: sort, narrow at once by values, words or a range; and the choice of columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop.ui import look
from bontot_desktop.ui.tables.columns import Column
from bontot_desktop.ui.tables.filters import EMPTY, ColumnFilter
from bontot_desktop.ui.widgets.bars import SearchField
from bontot_desktop.ui.widgets.typed import DateField, NumberField

#: Longer lists of values are no list to tick; words are typed instead.
MOST_VALUES = 40
_ROWS = 9


class DropPanel(QFrame):
    """A small surface that drops below a point and goes away by Esc or a click elsewhere."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look.mark(self, "surface")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(look.GAP, look.GAP, look.GAP, look.GAP)
        self.column.setSpacing(look.SMALL)
        head = QLabel(title, self)
        look.mark(head, "strong")
        self.column.addWidget(head)

    def drop(self, at: QPoint) -> None:
        """Show below a point of the screen, inside it."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = min(at.x(), room.right() - self.width())
        top = min(at.y(), room.bottom() - self.height())
        self.move(max(left, room.left()), max(top, room.top()))
        self.show()
        inside: list[QWidget] = list(self.findChildren(QWidget))
        fields = [one for one in inside if isinstance(one, QListWidget | QLineEdit)]
        first = next((one for one in fields if one.isVisibleTo(self)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    def links(self, *words: tuple[str, str, Callable[[], Any]]) -> list[QPushButton]:
        """Add a row of links: icon, word and what they do; the panel goes away first."""
        row = QHBoxLayout()
        row.setSpacing(look.SMALL)
        made = []
        for icon, word, slot in words:
            button = QPushButton(word, self)
            look.mark(button, "link")
            if icon:
                look.dress(button, icon, "second")
            button.clicked.connect(lambda _=False, slot=slot: (self.close(), slot()))
            row.addWidget(button)
            made.append(button)
        row.addStretch(1)
        self.column.addLayout(row)
        return made


class HeadingPanel(DropPanel):
    """Everything one column can do."""

    narrowed = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        column: Column,
        now: ColumnFilter,
        counts: Sequence[tuple[str, int]] | None,
        *,
        sort: Callable[[bool, bool], Any],
        is_sorted: bool,
        hide: Callable[[], Any] | None,
        choose: Callable[[], Any],
    ) -> None:
        """``counts`` are the values with how many rows have each, None when there are too many to list."""
        super().__init__(parent, column.title)
        self.setObjectName("heading-panel")
        up, down = _order_words(column)
        self.links(("arrow-up", up, lambda: sort(False, False)), ("arrow-down", down, lambda: sort(True, False)))
        if is_sorted:
            self.links(("plus", "Xếp thêm theo cột này", lambda: sort(False, True)))
        self._values: QListWidget | None = None
        self._low: DateField | NumberField | None = None
        self._high: DateField | NumberField | None = None
        self._now = now
        self.words = SearchField("Có chữ", self)
        self.words.setObjectName("words")
        if column.value is not None:
            self.words.hide()
            self._add_range(column)
        else:
            self.column.addWidget(self.words)
            self.words.setText(now.words)
            self.words.ask()
            self.words.asked.connect(lambda _: self._tell())
        if counts is not None and (column.value is None or len(counts) <= _ROWS * 2):
            self._add_values(counts)
            # A list seen at a glance needs no words to find in it.
            self.words.setVisible(column.value is None and (len(counts) > _ROWS or bool(now.words)))
        self.links(("x", "Bỏ lọc cột này", lambda: self.narrowed.emit(ColumnFilter())))
        more = [("columns", "Chọn cột…", choose)]
        if hide is not None:
            more.insert(0, ("eye-slash", "Ẩn cột này", hide))
        self.links(*more)

    def _add_range(self, column: Column) -> None:
        is_date = isinstance(self._now.low or self._now.high, date) or _holds_dates(column)
        row = QHBoxLayout()
        fields: list[DateField | NumberField] = []
        for word, end in (("từ", self._now.low), ("đến", self._now.high)):
            field: DateField | NumberField = DateField(self) if is_date else NumberField(decimals=column.decimals)
            field.setObjectName(word)
            field.setAccessibleName(f"{column.title} {word}")
            field.set_value(end)
            field.edited.connect(self._tell)
            field.left.connect(self._tell)
            row.addWidget(QLabel(word, self))
            row.addWidget(field)
            fields.append(field)
        row.addStretch(1)
        self._low, self._high = fields
        self.column.addLayout(row)

    def _add_values(self, counts: Sequence[tuple[str, int]]) -> None:
        shown = QListWidget(self)
        shown.setObjectName("values")
        shown.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for value, count in counts:
            item = QListWidgetItem(f"{value or EMPTY}   ({count})", shown)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_in = self._now.values is None or value in self._now.values
            # Nothing is narrowed yet: ticking the first value means "only this".
            ticked = is_in and self._now.values is not None
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        high = look.row_height(shown) * min(_ROWS, max(len(counts), 1)) + look.SMALL
        shown.setFixedHeight(high)
        widest = max(
            (look.metrics(shown).horizontalAdvance(f"{value} ({count})") for value, count in counts), default=0
        )
        shown.setMinimumWidth(min(widest + look.VAST * 3, look.text_width(44, shown)))
        shown.itemChanged.connect(lambda _: self._tell())
        shown.itemActivated.connect(_turn)
        self._values = shown
        self.column.addWidget(shown)

    def _tell(self) -> None:
        values: frozenset[str] | None = None
        if self._values is not None:
            items = [self._values.item(place) for place in range(self._values.count())]
            ticked = [item for item in items if item.checkState() is Qt.CheckState.Checked]
            # No tick at all means that the values do not matter.
            values = frozenset(str(item.data(Qt.ItemDataRole.UserRole)) for item in ticked) or None
        low, high = (None if field is None or field.fault() else field.value() for field in (self._low, self._high))
        self.narrowed.emit(ColumnFilter(words=self.words.query(), values=values, low=low, high=high))


def _turn(item: QListWidgetItem) -> None:
    is_on = item.checkState() is Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)


def _holds_dates(column: Column) -> bool:
    return not column.right


def _order_words(column: Column) -> tuple[str, str]:
    if column.value is None:
        return "A đến Z", "Z đến A"
    return ("Nhỏ trước", "Lớn trước") if column.right else ("Cũ trước", "Mới trước")


class ColumnsPanel(DropPanel):
    """Tick the columns to see, drag them into order; every change shows at once."""

    #: The titles to show, from left to right.
    chosen = Signal(object)

    def __init__(self, parent: QWidget, titles: Sequence[str], shown: Sequence[str], usual: Callable[[], Any]) -> None:
        """``titles`` are all columns, those shown first in their order."""
        super().__init__(parent, "Các cột của bảng")
        self.setObjectName("columns-panel")
        hint = QLabel("Đánh dấu cột muốn xem, kéo lên xuống để đổi thứ tự.", self)
        look.mark(hint, "hint")
        self.column.addWidget(hint)
        self.list = QListWidget(self)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        for title in titles:
            item = QListWidgetItem(title, self.list)
            item.setFlags((item.flags() | Qt.ItemFlag.ItemIsUserCheckable) & ~Qt.ItemFlag.ItemIsDropEnabled)
            item.setCheckState(Qt.CheckState.Checked if title in shown else Qt.CheckState.Unchecked)
        self.list.setFixedHeight(look.row_height(self.list) * min(len(titles), 14) + look.SMALL)
        self.list.itemChanged.connect(lambda _: self._tell())
        self.list.model().rowsMoved.connect(lambda *_: self._tell())
        self.column.addWidget(self.list)
        self.links(("arrow-counter-clockwise", "Trở về như ban đầu", usual))

    def _tell(self) -> None:
        items = [self.list.item(place) for place in range(self.list.count())]
        titles = [item.text() for item in items if item.checkState() is Qt.CheckState.Checked]
        if titles:
            self.chosen.emit(titles)
        elif items:
            # A table without columns shows nothing: the first stays.
            items[0].setCheckState(Qt.CheckState.Checked)
