"""The way of the Tab key through what stands in layouts: as one reads, wherever a widget was made or put in later."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def stops(widget: QWidget) -> list[QWidget]:
    """Return what the Tab key can stop at in a widget, in the order of its layouts.

    A widget with ``tab_way()`` names its stops itself: what is nearly always typed comes before what seldom changes.
    """
    way = getattr(widget, "tab_way", None)
    if way is not None:
        return list(way())
    found = [widget] if widget.focusPolicy() & Qt.FocusPolicy.TabFocus else []
    layout = widget.layout()
    # A field made of parts (a date with its calendar) keeps the order it gave them.
    if layout is not None and not found:
        found.extend(_in_layout(layout))
    return found


def order(widgets: list[QWidget]) -> None:
    """Let the Tab key go through widgets of one window in this order."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def _in_layout(layout: QLayout) -> list[QWidget]:
    found: list[QWidget] = []
    for place in range(layout.count()):
        item = layout.itemAt(place)
        assert item is not None
        inner: QLayout | None = item.layout()
        widget: QWidget | None = item.widget()
        if inner is not None:
            found.extend(_in_layout(inner))
        elif widget is not None:
            found.extend(stops(widget))
    return found
