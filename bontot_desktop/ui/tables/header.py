"""The heading of a table: a click sorts, Shift and a click sorts further, the small arrow opens what else there is."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from bontot_desktop.ui import look


class Heading(QHeaderView):
    """Paints its own marks: where the table is sorted and in which turn, and which columns are narrowed."""

    #: A column, and whether it is added to those sorted by already.
    sort_wanted = Signal(int, bool)
    #: The menu of a column, below this point of the screen.
    menu_wanted = Signal(int, QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self._order: dict[int, tuple[int, bool]] = {}
        self._narrowed: frozenset[int] = frozenset()
        self._under = -1
        self._adds = False
        self.sectionClicked.connect(lambda section: self.sort_wanted.emit(section, self._adds))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)

    def say(self, order: Sequence[tuple[int, bool]], narrowed: Collection[int]) -> None:
        """Show other marks."""
        self._order = {place: (turn, back) for turn, (place, back) in enumerate(order, start=1)}
        self._narrowed = frozenset(narrowed)
        self.viewport().update()

    def mark_room(self) -> int:
        """Return the room that a heading keeps free for its marks, in pixels."""
        return look.icon_size(self, 0.9).width() + look.TINY

    # Painting ------------------------------------------------------------------------------------------------------

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the heading, then its words in the room that the marks leave."""
        if not rect.isValid():
            return
        is_under = section == self._under and self.isEnabled()
        painter.save()
        # As the style sheet has it for headings; to ask the style for it loads all that styles can draw.
        if is_under:
            painter.fillRect(rect, look.colour("hover"))
        painter.setPen(look.colour("strong_line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.adjusted(look.GAP, 0, -look.TINY, 0)
        side = look.icon_size(self, 0.9)
        if section in self._narrowed or is_under:
            name, tint = ("funnel-fill", "accent") if section in self._narrowed else ("caret-down", "second")
            room = self._mark(painter, room, name, tint)
        if section in self._order:
            turn, back = self._order[section]
            if len(self._order) > 1:
                room = self._figure(painter, room, str(turn))
            room = self._mark(painter, room, "arrow-down" if back else "arrow-up", "text")
        elif not is_under and section not in self._narrowed:
            room.setRight(rect.right() - min(side.width() // 2, look.SMALL))
        model = self.model()
        words = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        aligned = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        strong = self.font()
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(look.colour("text" if is_under or section in self._order else "second"))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, aligned or int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    def _mark(self, painter: QPainter, room: QRect, name: str, tint: str) -> QRect:
        side = look.icon_size(self, 0.9).width()
        place = QRect(room.right() - side, room.center().y() - side // 2 + 1, side, side)
        look.icon(name, tint).paint(painter, place)
        return room.adjusted(0, 0, -side - look.TINY, 0)

    def _figure(self, painter: QPainter, room: QRect, figure: str) -> QRect:
        font = look.font(0.8)
        painter.setFont(font)
        painter.setPen(look.colour("second"))
        wide = painter.fontMetrics().horizontalAdvance(figure)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), figure)
        return room.adjusted(0, 0, -wide - 1, 0)

    # Mouse ---------------------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the arrow of the heading under the mouse."""
        super().mouseMoveEvent(event)
        self._go_under(self.logicalIndexAt(event.position().toPoint()))

    def leaveEvent(self, event: object) -> None:
        """No heading is under the mouse any more."""
        super().leaveEvent(event)  # type: ignore[arg-type]
        self._go_under(-1)

    def _go_under(self, section: int) -> None:
        if section != self._under:
            self._under = section
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the menu by the arrow; anywhere else the heading is clicked or dragged."""
        at = event.position().toPoint()
        section = self.logicalIndexAt(at)
        self._adds = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.button() is Qt.MouseButton.LeftButton and section >= 0 and self._on_arrow(section, at):
            self._open(section)
            return
        super().mousePressEvent(event)

    def _on_arrow(self, section: int, at: QPoint) -> bool:
        # The last few pixels are for dragging the width.
        right = self.sectionViewportPosition(section) + self.sectionSize(section)
        return right - self.mark_room() - look.TINY <= at.x() <= right - look.TINY

    def _ask_menu(self, at: QPoint) -> None:
        section = self.logicalIndexAt(at)
        if section >= 0:
            self._open(section)

    def _open(self, section: int) -> None:
        below = QPoint(self.sectionViewportPosition(section), self.height())
        self.menu_wanted.emit(section, self.viewport().mapToGlobal(below))
