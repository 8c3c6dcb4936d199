"""The windows a picture is taken of: the program on the invented office, set up and cleared between pictures."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from bontot_desktop.app import build_window
from bontot_desktop.places import Places
from bontot_desktop.services.office import Office
from bontot_desktop.ui import look
from bontot_desktop.ui.asking import Asking
from bontot_desktop.ui.help.desk import HelpDesk
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce

#: The day the pictures are taken: the invented year is over, its papers are issued.
NOW = datetime(2026, 12, 23, 8, 30)
#: Dots of a picture for each logical pixel: sharp on a screen at 150 %.
SCALE = 1.5
SIZE = (1180, 720)
#: A page so wide is still read in the column of the guide.
NARROW = 860


class Clock:
    """Stands still at the day of the pictures, or some time before it."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment

    def back(self, by: timedelta) -> None:
        """Stand so long before the day of the pictures."""
        self.moment = NOW - by


class Stage:
    """One window on one office; each picture begins with a fresh one."""

    def __init__(self, app: QApplication, office: Office, home: Path, clock: Clock) -> None:
        self.app, self.office, self.home, self.clock = app, office, home, clock
        self.desk = HelpDesk(app, Asking())
        self._shell: Shell | None = None
        self._window: Any = None
        self._others: list[QWidget] = []

    def window(self, page: str = "", item: object = None, size: tuple[int, int] = SIZE) -> Any:
        """Return the main window, at a page and one of its things."""
        if self._window is None:
            self._shell = Shell(self.office, Asking(), AtOnce(), now=self.clock)
            self._window = build_window(self._shell, Places(self.home), self.desk)
        window = self._window
        window.resize(*size)
        window.show()
        if page:
            window.go(page, item)
        self.settle()
        return window

    def page(self, key: str, item: object = None, size: tuple[int, int] = (NARROW, 600)) -> Any:
        """Return a page of the rail, itself so large."""
        window = self.window(key)
        around = window.size() - window.page().size()
        return self.window(key, item, (size[0] + around.width(), size[1] + around.height())).page()

    @property
    def shell(self) -> Shell:
        """What the pages of the window were given."""
        self.window()
        assert self._shell is not None
        return self._shell

    def keep(self, widget: QWidget, size: tuple[int, int] | None = None) -> QWidget:
        """Show a window of its own until the picture is taken."""
        self._others.append(widget)
        if size:
            widget.resize(*size)
        widget.show()
        self.settle()
        return widget

    def settle(self) -> None:
        """Let layouts and timers of length nothing run out."""
        for _ in range(6):
            self.app.processEvents()

    def grab(self, widget: QWidget, part: QRect | None = None, scale: float = SCALE) -> QImage:
        """Return a picture of a window or of a part of it, without a blinking cursor."""
        self.settle()
        focus = self.app.focusWidget()
        if focus is not None:
            focus.clearFocus()
            self.settle()
        whole = part or widget.rect()
        image = QImage(round(whole.width() * scale), round(whole.height() * scale), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        image.fill(look.colour("page"))
        flags = QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren
        widget.render(image, QPoint(0, 0), whole, flags)
        return image

    def bring_into_sight(self, page: QWidget, kind: str) -> None:
        """Scroll to the first widget of a class inside a page."""
        for area in page.findChildren(QScrollArea):
            found = next((one for one in area.findChildren(QWidget) if type(one).__name__ == kind), None)
            if found is not None and area.isVisible():
                top = found.mapTo(area.widget(), QPoint(0, 0)).y()
                area.verticalScrollBar().setValue(top - 110)
        self.settle()

    def frame(self, *widgets: QWidget, within: QWidget, margin: int = 12) -> QRect:
        """Return the part of a window around some of its widgets."""
        part = QRect()
        for widget in widgets:
            part = part.united(QRect(widget.mapTo(within, QPoint(0, 0)), widget.size()))
        return part.adjusted(-margin, -margin, margin, margin).intersected(within.rect())

    def clear(self) -> None:
        """Take everything away for the next picture."""
        for widget in (*self._others, self._window):
            if widget is not None:
                widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, True)
                widget.hide()
                widget.deleteLater()
        self._others.clear()
        self._window = self._shell = None
        self.settle()

    def close(self) -> None:
        """End."""
        self.clear()
