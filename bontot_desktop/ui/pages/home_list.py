"""The list of the first page: what waits, in three groups; a click or Enter opens the place where it is done.

It is painted by itself: a few hundred widgets would make the window's start slower, and so would Qt's own style
classes, which is why no state of the style's options is asked here (``tests/ground/test_light_start.py``).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bontot_desktop.rules.reminders import Reminder, Urgency, when
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_HEADING = Qt.ItemFlag.ItemNeverHasChildren
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_RIGHT_TOP = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_TONES = {Urgency.LATE: Tone.BAD, Urgency.SOON: Tone.WAIT, Urgency.AHEAD: Tone.QUIET}
_ICONS = {
    "samples": "presentation-chart",
    "meetings": "calendar",
    "members": "user",
    "cells": "users-three",
    "recognition": "medal",
    "papers": "printer",
    "statistics": "chart-bar",
    "system": "hard-drives",
}
ASIDE = "Nhắc lại ngày…"
#: Room for "quá 120 ngày" and the day, in characters.
_DAYS = 15


class ReminderModel(QAbstractListModel):
    """Reminders with the heading of each group before the first of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[str | Reminder] = []
        self._today = date.min

    def show(self, reminders: Iterable[Reminder], today: date) -> None:
        """Show other reminders, sorted by group."""
        self.beginResetModel()
        self._today = today
        self._rows = []
        group = None
        reminders = list(reminders)
        for one in reminders:
            urgency = one.urgency(today)
            if urgency is not group:
                group = urgency
                count = sum(other.urgency(today) is urgency for other in reminders)
                self._rows.append(f"{urgency.label} ({count})")
            self._rows.append(one)
        self.endResetModel()

    def row(self, place: int) -> str | Reminder | None:
        """Return what stands at a place: a heading's words or a reminder."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def today(self) -> date:
        """Return the day the list is of."""
        return self._today

    def place_of(self, key: str) -> int:
        """Return where a reminder stands, -1 when it does not."""
        return next((n for n, row in enumerate(self._rows) if isinstance(row, Reminder) and row.key == key), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Count headings and reminders."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        return _ROW if isinstance(self.row(index.row()), Reminder) else _HEADING

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Give the words, for whoever reads the screen aloud."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None or role not in (_Role.DisplayRole, _Role.AccessibleDescriptionRole):
            return None
        if role == _Role.DisplayRole:
            return row if isinstance(row, str) else row.sentence
        return None if isinstance(row, str) else f"{row.todo}. {when(row.day, self._today)}"


class _Paint(QStyledItemDelegate):
    """Paints a heading, or a reminder in two lines with its icon, its day and the way to put it aside."""

    def __init__(self, view: ReminderList) -> None:
        super().__init__(view)
        self._view = view
        self._strong, self._plain = look.font(strong=True), look.font()
        self._line = QFontMetrics(self._strong).height()
        self._days = look.text_width(_DAYS)
        self._icon = look.icon_size()

    def _words(self, width: int) -> int:
        """Return the room of the words in a row of a width."""
        return max(width - 2 * look.GAP - self._icon.width() - look.GAP - self._days - look.GAP, look.VAST)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Give a row the height of its sentence."""
        row = self._view.rows.row(index.row())
        width = self._view.room()
        if not isinstance(row, Reminder):
            return QSize(width, self._line + look.GAP + look.TINY)
        room = QRect(0, 0, self._words(width), 10_000)
        words = QFontMetrics(self._plain).boundingRect(room, int(_WRAPPED), row.sentence).height()
        return QSize(width, max(words, self._line) + self._line + 2 * look.SMALL)

    def link(self, row: QRect) -> QRect:
        """Return where "Nhắc lại ngày…" stands in a row."""
        left = row.right() - look.GAP - self._days
        return QRect(left, row.top() + look.SMALL + self._line, self._days, self._line + look.TINY)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a line of the list."""
        row = self._view.rows.row(index.row())
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if isinstance(row, str):
            painter.setFont(self._strong)
            painter.setPen(look.colour("second"))
            painter.drawText(rect.adjusted(look.GAP, look.SMALL, -look.GAP, 0), int(_LEFT), row)
        elif row is not None:
            self._paint_row(painter, rect, row, index.row())
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRect, row: Reminder, place: int) -> None:
        today = self._view.rows.today()
        is_chosen = self._view.is_marked(place)
        if is_chosen or self._view.hovered == place:
            painter.setPen(Qt.PenStyle.NoPen)
            # Not fillRect: its way from a colour goes over the classes of gradients.
            painter.setBrush(look.colour("selection" if is_chosen else "hover"))
            painter.drawRect(rect)
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.left() + look.GAP, rect.bottom(), rect.right() - look.GAP, rect.bottom())
        tone = _TONES[row.urgency(today)]
        top = rect.top() + look.SMALL
        at = QRect(QPoint(rect.left() + look.GAP, top), self._icon)
        look.icon(_ICONS.get(row.page, "info"), tone.value).paint(painter, at)
        left = at.right() + look.GAP
        width = self._words(self._view.room())
        height = rect.height() - 2 * look.SMALL - self._line
        painter.setFont(self._plain)
        painter.setPen(look.colour("text"))
        painter.drawText(QRect(left, top, width, height), int(_WRAPPED), row.sentence)
        painter.setPen(look.colour("second"))
        fits = painter.fontMetrics().elidedText(row.todo, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, top + height, width, self._line), int(_LEFT), fits)
        days = QRect(rect.right() - look.GAP - self._days, top, self._days, self._line)
        if row.day is not None:
            painter.setPen(look.tone_colour(tone) if tone is Tone.BAD else look.colour("second"))
            painter.drawText(days, int(_RIGHT_TOP), when(row.day, today))
        if is_chosen or self._view.hovered == place:
            painter.setPen(look.colour("blue"))
            painter.drawText(self.link(rect), int(_RIGHT_TOP), ASIDE)


class ReminderList(QListView):
    """The list; ``opened`` and ``aside_wanted`` name a reminder, the second with the place for a menu."""

    opened = Signal(object)
    aside_wanted = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reminders")
        self.setAccessibleName("Việc cần làm")
        self.rows = ReminderModel(self)
        self.hovered = -1
        self._paint = _Paint(self)
        self.setItemDelegate(self._paint)
        self.setModel(self.rows)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.clicked.connect(lambda index: self._open(index.row()))

    def room(self) -> int:
        """Return the width of a row."""
        return self.width() - 2 * self.frameWidth() - self.verticalScrollBar().sizeHint().width()

    def show_reminders(self, reminders: Iterable[Reminder], today: date) -> None:
        """Show other reminders; the marked one stays marked."""
        before = self.current()
        self.hovered = -1
        self.rows.show(reminders, today)
        if before is not None:
            self.mark(before.key)

    def current(self) -> Reminder | None:
        """Return the marked reminder."""
        row = self.rows.row(self.currentIndex().row())
        return row if isinstance(row, Reminder) else None

    def is_marked(self, place: int) -> bool:
        """Say whether the keys act on a row."""
        return self.hasFocus() and self.currentIndex().row() == place

    def mark(self, key: str) -> None:
        """Put the cursor on a reminder; on the first for a key that is not there."""
        place = self.rows.place_of(key)
        if place < 0 and self.rows.rowCount() > 1:
            place = 1
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place, 0))

    def take_cursor(self) -> None:
        """Take the keys, on the first reminder when none is marked."""
        if self.current() is None:
            self.mark("")
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def want_aside(self) -> None:
        """Ask to put the marked reminder aside."""
        row = self.current()
        if row is not None:
            at = self._paint.link(self.visualRect(self.currentIndex())).bottomLeft()
            self.aside_wanted.emit(row, self.viewport().mapToGlobal(at))

    # Keys and mouse ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter, put aside by Delete."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Delete:
            self.want_aside()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put aside by a click on the words for it; elsewhere a click opens."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        row = self.rows.row(index.row()) if index.isValid() else None
        is_left = event.button() is Qt.MouseButton.LeftButton
        if is_left and isinstance(row, Reminder) and self._paint.link(self.visualRect(index)).contains(at):
            self.setCurrentIndex(index)
            self.want_aside()
        elif is_left:
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the ways to put aside."""
        row = self.rows.row(self.indexAt(event.pos()).row())
        if isinstance(row, Reminder):
            self.aside_wanted.emit(row, event.globalPos())

    def leaveEvent(self, event: QEvent) -> None:
        """Forget where the mouse was."""
        super().leaveEvent(event)
        self._hover(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the sentences anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _hover(self, place: int) -> None:
        before, self.hovered = self.hovered, place
        for one in (before, place):
            if one >= 0:
                self.update(self.rows.index(one, 0))

    def _open(self, place: int) -> None:
        row = self.rows.row(place)
        if isinstance(row, Reminder):
            self.opened.emit(row)
