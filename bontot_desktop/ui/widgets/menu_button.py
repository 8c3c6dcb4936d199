"""A button that opens a short menu, for what is wanted less often than the commands of a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from bontot_desktop.ui import look


class MenuButton(QPushButton):
    """A word with a small arrow; ``kind`` is a button kind of the look ("link") or "" for a plain button."""

    def __init__(
        self, word: str, parent: QWidget | None = None, *, kind: str = "link", icon: str = "caret-down"
    ) -> None:
        super().__init__(word, parent)
        self.setObjectName(f"menu:{word}")
        if kind:
            look.mark(self, kind)
        look.dress(self, "caret-down")
        # The arrow stands behind the word.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIconSize(look.icon_size(self, 0.8))
        self._menu = QMenu(self)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)

    def add(self, word: str, slot: Callable[[], Any], *, icon: str = "", tip: str = "") -> QAction:
        """Add a line of the menu."""
        action = self._menu.addAction(word)
        if icon:
            look.dress(action, icon)
        if tip:
            action.setToolTip(tip)
        action.triggered.connect(lambda _=False: slot())
        return action

    def add_line(self) -> None:
        """Part what comes from what stands there."""
        self._menu.addSeparator()
