"""Fields side by side that share a line as far as each stays legible, and go on in another line where it would not."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QVBoxLayout, QWidget, QWidgetItem

from bontot_desktop.ui import look

#: As wide as a widget may be for Qt.
_NO_END = 16_777_215


@dataclass(slots=True)
class _Share:
    """A widget with the least room it is legible in (pixels, 0: what it asks for) and its part of what is left."""

    item: QLayoutItem
    least: int
    part: int

    def width(self) -> int:
        widget = self.item.widget()
        least = self.least or self.item.sizeHint().width()
        return min(max(least, self.item.minimumSize().width()), widget.maximumWidth() if widget else _NO_END)

    def most(self) -> int:
        widget = self.item.widget()
        return widget.maximumWidth() if widget is not None else _NO_END


class ShareLayout(QLayout):
    """Lines of fields; in each the room left over goes to those that have a part, as far as they may grow."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = look.SMALL, between: int = look.TINY) -> None:
        """Make the layout: ``gap`` stands between fields, ``between`` between lines."""
        super().__init__(parent)
        self._gap, self._between = gap, between
        self._shares: list[_Share] = []
        self.setContentsMargins(0, 0, 0, 0)

    def share(self, widget: QWidget, part: int = 0, characters: int = 0) -> None:
        """Add a widget that needs room for so many characters; ``part`` of what is left in its line is its own."""
        self.addChildWidget(widget)
        least = look.text_width(characters, widget) + look.WIDE if characters else 0
        self._shares.append(_Share(QWidgetItem(widget), least, part))
        self.invalidate()

    def fits_in_line(self, width: int) -> bool:
        """Say whether all stand in one line at a width."""
        return len(self._lines(width)) <= 1

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item that wants what it asks for."""
        self._shares.append(_Share(item, 0, 0))
        self.invalidate()

    def count(self) -> int:
        """Say how many there are."""
        return len(self._shares)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one, None past the last."""
        return self._shares[index].item if 0 <= index < len(self._shares) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Take one out."""
        self.invalidate()
        return self._shares.pop(index).item if 0 <= index < len(self._shares) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take what room there is across."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """A narrower place needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at a width."""
        lines = self._lines(width)
        return sum(map(_height, lines)) + self._between * max(len(lines) - 1, 0)

    def sizeHint(self) -> QSize:
        """All in one line."""
        shown = self._shown()
        width = sum(share.width() for share in shown) + self._gap * max(len(shown) - 1, 0)
        return QSize(width, _height(shown))

    def minimumSize(self) -> QSize:
        """One below the other."""
        shown = self._shown()
        return QSize(max((share.width() for share in shown), default=0), _height(shown))

    def setGeometry(self, rect: QRect) -> None:
        """Lay the lines into a place."""
        super().setGeometry(rect)
        y = rect.y()
        for line in self._lines(rect.width()):
            height, x = _height(line), rect.x()
            for share, width in zip(line, self._widths(line, rect.width()), strict=True):
                tall = min(share.item.sizeHint().height(), height)
                fills = bool(share.item.expandingDirections() & Qt.Orientation.Vertical)
                top = y if fills else y + (height - tall) // 2
                share.item.setGeometry(QRect(QPoint(x, top), QSize(width, height if fills else tall)))
                x += width + self._gap
            y += height + self._between

    def _shown(self) -> list[_Share]:
        return [share for share in self._shares if not share.item.isEmpty()]

    def _lines(self, width: int) -> list[list[_Share]]:
        lines: list[list[_Share]] = []
        taken = 0
        for share in self._shown():
            wanted = share.width()
            if not lines or taken + wanted > width:
                lines.append([])
                taken = 0
            lines[-1].append(share)
            taken += wanted + self._gap
        return lines

    def _widths(self, line: list[_Share], room: int) -> list[int]:
        """Share out a line: who has no part keeps what it needs, the others grow up to the most they may have."""
        widths = [min(share.width(), room) for share in line]
        left = room - sum(widths) - self._gap * (len(line) - 1)
        growing = [place for place, share in enumerate(line) if share.part]
        while left > 0 and growing:
            parts = sum(line[place].part for place in growing)
            given = {
                place: min(left * line[place].part // parts, line[place].most() - widths[place]) for place in growing
            }
            if not any(given.values()):
                break
            for place, more in given.items():
                widths[place] += more
            left -= sum(given.values())
            growing = [place for place in growing if widths[place] < line[place].most()]
        return widths


def _height(line: list[_Share]) -> int:
    return max((share.item.sizeHint().height() for share in line), default=0)


def labelled(word: str, field: QWidget, parent: QWidget) -> QWidget:
    """Return a field with its label above, to stand in a line of such."""
    holder = QWidget(parent)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.LABEL_TO_FIELD)
    label = QLabel(word, holder)
    look.mark(label, "label")
    label.setBuddy(field)
    column.addWidget(label)
    column.addWidget(field, 0, Qt.AlignmentFlag.AlignLeft)
    return holder
