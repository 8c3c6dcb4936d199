"""F6 goes on to the next part of a window: the way out of a table, where Tab and Enter go from cell to cell."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget

from bontot_desktop.ui import look
from bontot_desktop.ui.editing import take_open_cell


def step_part(step: int) -> bool:
    """Move the cursor out of the table it is in, or from a field into the next table; False when there is no other.

    ``step`` 1 goes on, -1 back. The cell that is being typed into is taken first.
    """
    take_open_cell()
    now = QApplication.focusWidget()
    if now is None:
        return False
    view = _view_of(now)
    for widget in _others(now, step):
        if _stops(widget) and _view_of(widget) is not view:
            widget.setFocus(Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason)
            _bring_into_sight(widget)
            return True
    return False


class PartKeys(QObject):
    """Watches the one widget that has the focus, as the main window's menu does not reach the windows over it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if new is not None:
            new.installEventFilter(self)

    def eventFilter(self, widget: QObject, event: QEvent) -> bool:
        """Go to the next part on F6, to the one before on Shift+F6."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        shift = Qt.KeyboardModifier.ShiftModifier
        if event.key() != Qt.Key.Key_F6 or event.modifiers() & ~shift:
            return False
        step_part(-1 if event.modifiers() & shift else 1)
        return True


def _others(now: QWidget, step: int) -> Iterator[QWidget]:
    """Give the other widgets of the window in the order of the Tab key."""
    widget = now
    while True:
        following = widget.nextInFocusChain() if step > 0 else widget.previousInFocusChain()
        if following is None or following is now:
            return
        widget = following
        yield widget


def _stops(widget: QWidget) -> bool:
    may = widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
    return may and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _view_of(widget: QWidget) -> QAbstractItemView | None:
    above: QWidget | None = widget
    while above is not None and not isinstance(above, QAbstractItemView):
        above = None if above.isWindow() else above.parentWidget()
    return above


def _bring_into_sight(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, look.HUGE, look.GAP)
        above = above.parentWidget()
