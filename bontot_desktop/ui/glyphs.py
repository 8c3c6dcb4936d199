"""The Phosphor icons that QtAwesome ships, drawn by Qt alone: importing QtAwesome costs more than the whole frame."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

_FONT, _CHARMAP = "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json"
#: Height of the letter in the height of the icon: a little more than QtAwesome's, whose icons look small beside text.
_SCALE = 0.98


def _folder() -> Path:
    """Return QtAwesome's folder of fonts without importing it."""
    spec = find_spec("qtawesome")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "fonts"


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_folder() / _FONT))
    return QFontDatabase.applicationFontFamilies(number)[0]


@cache
def _charmap() -> bytes:
    return (_folder() / _CHARMAP).read_bytes()


def _letter(name: str) -> str:
    """Find the letter of an icon in the text of the charmap: to read all its six thousand names takes far longer."""
    wanted = f'"{name}"'.encode()
    start = _charmap().find(wanted)
    if start < 0:
        raise KeyError(name)
    # A name is followed by its code: "users-three": "0xf5b8".
    code = _charmap()[start + len(wanted) : start + len(wanted) + 20].split(b'"')[1]
    return chr(int(code, 16))


class GlyphEngine(QIconEngine):
    """Draws one letter of the icon font in the colour of its state, sharp at any size."""

    def __init__(self, letter: str, tint: QColor, disabled: QColor) -> None:
        super().__init__()
        self._letter, self._tint, self._disabled = letter, tint, disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the letter in the middle of the rectangle."""
        painter.save()
        font = QFont(_family())
        font.setPixelSize(max(1, round(_SCALE * rect.height())))
        painter.setFont(font)
        painter.setPen(self._disabled if mode == QIcon.Mode.Disabled else self._tint)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._letter)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Draw on a transparent ground; Qt's own pixmap is not cleared."""
        result = QPixmap(size)
        if result.isNull():
            # A button that has no room yet asks for an icon of no size.
            return result
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return result


@cache
def icon(name: str, tint: str, disabled: str) -> QIcon:
    """Return an icon by its Phosphor name ("users-three") in two colours (#RRGGBB). Raises KeyError."""
    return QIcon(GlyphEngine(_letter(name), QColor(tint), QColor(disabled)))
