"""Finds words in a PDF that is looked at, page after page in the window's rhythm, and the bar that asks for them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from bontot_desktop import text
from bontot_desktop.ui import look
from bontot_desktop.ui.pdf import Pdf
from bontot_desktop.ui.preview_tiles import Budget
from bontot_desktop.ui.widgets.bars import SearchField

#: Milliseconds of finding in one turn.
IN_TURN = 20


class Finder(QObject):
    """The finds of one query in one PDF; begins at the page in sight and goes round."""

    #: More was found, or another find is the one that stands out.
    changed = Signal()
    #: A find (its page and rectangle in points) shall be brought into sight.
    reached = Signal(int, QRectF)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pdf: Pdf | None = None
        self.query = ""
        self.spots: dict[int, list[list[QRectF]]] = {}
        self.now: tuple[int, int] | None = None
        self._waiting: list[int] = []
        self._jump = False
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._look)

    def set_pdf(self, pdf: Pdf | None) -> None:
        """Take another PDF; what was looked for is looked for in it."""
        self._pdf = pdf
        self.look_for(self.query, 0, jump=False)

    def look_for(self, query: str, page: int, *, jump: bool = True) -> None:
        """Look for words from a page on; with ``jump`` the first find is brought into sight."""
        self._turn.stop()
        self.query, self.spots, self.now = query, {}, None
        self._jump = jump
        count = 0 if self._pdf is None else len(self._pdf)
        self._waiting = [*range(page, count), *range(min(page, count))] if text.fold(query) else []
        self._look()

    def is_done(self) -> bool:
        """Say whether every page was looked at."""
        return not self._waiting

    def count(self) -> int:
        """Return how many finds there are so far."""
        return sum(map(len, self.spots.values()))

    def place(self) -> int:
        """Return which find stands out, from 1; 0 when none does."""
        if self.now is None:
            return 0
        return sum(len(finds) for page, finds in self.spots.items() if page < self.now[0]) + self.now[1] + 1

    def step(self, *, forward: bool) -> None:
        """Go to the next find or the one before, round the ends."""
        order = [(page, which) for page in sorted(self.spots) for which in range(len(self.spots[page]))]
        if not order:
            return
        at = -1 if self.now is None else order.index(self.now)
        self._reach(order[(at + (1 if forward else -1)) % len(order)])

    def _reach(self, now: tuple[int, int]) -> None:
        self.now = now
        self.changed.emit()
        rects = self.spots[now[0]][now[1]]
        if rects:
            self.reached.emit(now[0], rects[0])

    def _look(self) -> None:
        budget = Budget(IN_TURN)
        while self._pdf is not None and self._waiting and budget.left():
            page = self._waiting.pop(0)
            finds = text.occurrences(self.query, self._pdf.text(page))
            if finds:
                self.spots[page] = self._pdf.spots(page, finds)
        if self._waiting:
            self._turn.start()
        if self.now is None and self.spots and self._jump:
            # The first page with a find in the order of looking: the one in sight or the next after it.
            self._reach((next(iter(self.spots)), 0))
        else:
            self.changed.emit()


class FindField(SearchField):
    """The words to find; Enter and F3 go on, with Shift back, Esc closes the bar."""

    stepped = Signal(bool)
    closed = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep Esc and F3 for the bar."""
        own = (Qt.Key.Key_Escape, Qt.Key.Key_F3)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in own:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on or close; everything else is typing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            before = self.query()
            self.ask()
            if before == self.query():
                self.stepped.emit(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QFrame):
    """The line above the pages: words, how many finds, next, before, close."""

    def __init__(self, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.mark(self, "findbar")
        self.setObjectName("find-bar")
        self._finder = finder
        row = QHBoxLayout(self)
        row.setContentsMargins(look.WIDE, look.SMALL, look.SMALL, look.SMALL)
        row.setSpacing(look.TINY)
        self.field = FindField("Tìm trong văn bản", self)
        self.field.setMinimumWidth(look.text_width(18, self))
        self.field.setMaximumWidth(look.text_width(40, self))
        row.addWidget(self.field, 1)
        self.count = QLabel(self)
        look.mark(self.count, "second")
        row.addSpacing(look.TINY)
        row.addWidget(self.count)
        row.addStretch(0)
        self.before = icon_button(self, "caret-up", "Chỗ trước (Shift+F3)")
        self.after = icon_button(self, "caret-down", "Chỗ sau (F3)")
        self.close_button = icon_button(self, "x", "Đóng (Esc)")
        for button in (self.before, self.after, self.close_button):
            row.addWidget(button)
        self.before.clicked.connect(lambda: finder.step(forward=False))
        self.after.clicked.connect(lambda: finder.step(forward=True))
        self.field.stepped.connect(lambda forward: finder.step(forward=forward))
        finder.changed.connect(self._say)
        self._say()

    def begin(self) -> None:
        """Open and put the cursor into the field."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _say(self) -> None:
        finder = self._finder
        count, words = finder.count(), ""
        if finder.query and not count:
            words = "Không thấy" if finder.is_done() else "Đang tìm…"
        elif count:
            more = "" if finder.is_done() else "…"
            words = f"{finder.place()} trong {count}{more}" if finder.place() else f"{count} chỗ{more}"
        self.count.setText(words)
        for button in (self.before, self.after):
            button.setEnabled(count > 0)


def icon_button(parent: QWidget, icon: str, words: str) -> QToolButton:
    """Make a small button with an icon; its words are its tooltip and its name for screen readers."""
    button = QToolButton(parent)
    look.dress(button, icon, "second")
    button.setIconSize(look.icon_size(parent, 1.05))
    button.setToolTip(words)
    button.setAccessibleName(words.partition(" (")[0])
    return button
