"""What of a window has no room: words that are cut, columns out of sight, a window larger than the screen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableView,
    QWidget,
)

#: The least that a heading keeps free beside its words, in pixels.
_BESIDE_HEADING = 12
#: Tables with a column for each cell of the commune: two hundred of them are scrolled through.
_ACROSS = {"follow-up"}


def what_is_cut(window: QWidget, room: QSize) -> list[str]:
    """Return a line for each label, button, form and table of a shown window that does not fit where it stands."""
    found = []
    if window.width() > room.width() or window.height() > room.height():
        found.append(f"the window takes {_size(window.size())} of {_size(room)}")
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.window() is window:
            fault = _fault(widget)
            if fault:
                found.append(f"{_name(widget)}: {fault}")
    return found


def _fault(widget: QWidget) -> str:
    size = widget.size()
    if isinstance(widget, QLabel):
        if not widget.text() or not widget.pixmap().isNull():
            return ""
        wanted = widget.sizeHint()
        if widget.wordWrap():
            wanted = QSize(widget.minimumSizeHint().width(), widget.heightForWidth(size.width()))
        return _short(size, wanted) or _outside(widget)
    if isinstance(widget, QPushButton | QCheckBox | QRadioButton):
        return _short(size, widget.sizeHint()) or _outside(widget)
    if widget.objectName() in _ACROSS:
        return _outside(widget)
    if isinstance(widget, QScrollArea | QTableView) and widget.horizontalScrollBar().maximum() > 0:
        return f"{widget.horizontalScrollBar().maximum()} pixels are out of sight at the side"
    if isinstance(widget, QTableView):
        return _headings(widget) or _outside(widget)
    return _outside(widget) if isinstance(widget, QAbstractItemView) else ""


def _headings(table: QTableView) -> str:
    """Name the headings that have no room for their words."""
    head, model = table.horizontalHeader(), table.model()
    if not head.isVisible() or model is None:
        return ""
    strong = QFont(head.font())
    strong.setWeight(QFont.Weight.DemiBold)
    measures = QFontMetrics(strong)
    cut = []
    for place in range(head.count()):
        words = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        wide = max(measures.horizontalAdvance(line) for line in words.split("\n"))
        if not head.isSectionHidden(place) and wide > head.sectionSize(place) - _BESIDE_HEADING:
            cut.append(words.replace("\n", " "))
    return f"headings are cut: {', '.join(cut)}" if cut else ""


def _short(size: QSize, wanted: QSize) -> str:
    fits = wanted.width() <= size.width() and wanted.height() <= size.height()
    return "" if fits else f"has {_size(size)}, wants {_size(wanted)}"


def _outside(widget: QWidget) -> str:
    """Say that a widget reaches over the edge of what holds it; what scrolls up and down may be longer than seen."""
    above, place = widget.parentWidget(), widget.geometry()
    while above is not None:
        if isinstance(above.parentWidget(), QScrollArea):
            place.setTop(0)
            place.setBottom(0)
        if not above.rect().adjusted(-1, -1, 1, 1).contains(place):
            return f"reaches over the edge of {_name(above)}"
        if above.isWindow():
            return ""
        place.translate(above.pos())
        above = above.parentWidget()
    return ""


def _name(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QLabel | QPushButton | QCheckBox | QRadioButton) else ""
    chain = [widget]
    while (above := chain[-1].parentWidget()) is not None and len(chain) < 4:
        chain.append(above)
    where = " in ".join(one.objectName() or type(one).__name__ for one in chain)
    return f"{where} “{words[:60]}”" if words else where


def _size(size: QSize) -> str:
    return f"{size.width()}×{size.height()}"
