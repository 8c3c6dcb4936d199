"""Where the guide is asked for: F1 on a page and in every window, the menu, printing and saving."""

from __future__ import annotations

from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from bontot_desktop import text
from bontot_desktop.errors import BonTotError, NoRoom
from bontot_desktop.ui import keys
from bontot_desktop.ui.asking import Asking
from bontot_desktop.ui.shell import waiting
from bontot_desktop.ui.widgets.page import Page


def topic_of(widget: QWidget | None) -> str:
    """Return the topic of the innermost thing around a widget that has one; "" when none has."""
    while widget is not None:
        topic = widget.topic() if isinstance(widget, Page) else getattr(widget, "help_topic", "")
        if topic:
            return str(topic)
        widget = widget.parentWidget()
    return ""


class HelpDesk(QObject):
    """Opens the one window of the guide. The guide itself is read when it is first wanted."""

    def __init__(self, app: QApplication, asking: Asking) -> None:
        super().__init__(app)
        self._app, self._asking = app, asking
        self._window: QWidget | None = None
        app.focusChanged.connect(self._moved)

    def show(self, topic: str = "") -> None:
        """Show a topic in the window, which comes forward; without an id the first one, or what was read last."""
        from bontot_desktop.services import guide
        from bontot_desktop.ui.help.window import HelpWindow

        # A window that asks lets no other take keys but its own: while it asks, the guide belongs to it.
        owner = self._app.activeModalWidget() or self._asking.parent
        window = self._window
        if not isinstance(window, HelpWindow) or not shiboken6.isValid(window) or window.parentWidget() is not owner:
            if window is not None and shiboken6.isValid(window):
                window.close()
            window = self._window = HelpWindow(guide.guide(), owner, printing=self.print_guide, saving=self.save_guide)
        if topic or not window.shown():
            window.show_topic(topic)
        window.show()
        window.raise_()
        window.activateWindow()

    def close(self) -> None:
        """Close the window of the guide, if it is open."""
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.close()

    def print_guide(self, parent: QWidget | None = None) -> None:
        """Make the printed guide and ask how to print it."""
        from bontot_desktop.services import guide
        from bontot_desktop.ui.printing import print_pdf

        over = parent or self._asking.parent
        try:
            with waiting():
                pdf = guide.pdf()
            print_pdf(pdf, over, title=guide.guide().title)
        except BonTotError as reason:
            self._asking.tell_error(reason)

    def save_guide(self, parent: QWidget | None = None) -> None:
        """Make the printed guide and save it where the person says."""
        from bontot_desktop.services import guide

        start = Path.home() / f"{text.ascii_name(f'Bốn Tốt - {guide.guide().title}')}.pdf"
        path = self._asking.save_file("Lưu hướng dẫn", "Tệp PDF", ".pdf", start=start)
        if path is None:
            return
        try:
            with waiting():
                path.write_bytes(guide.pdf())
        except OSError:
            self._asking.tell_error(NoRoom(f"Không ghi được tệp {path.name}; hãy chọn nơi khác."))

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Give each window that asks its F1, once; the main window has its own in the menu."""
        window = None if new is None else new.window()
        if isinstance(window, QDialog) and window.objectName() != "help" and not window.property("has_help"):
            window.setProperty("has_help", True)
            QShortcut(QKeySequence(keys.HELP), window, lambda: self._asked(window))

    def _asked(self, window: QDialog) -> None:
        inner = self._app.focusWidget()
        self.show(topic_of(inner if inner is not None and inner.window() is window else window))
