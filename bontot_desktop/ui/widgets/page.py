"""What every page is made of: title, one line that says what it shows, a few commands, and its content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop.errors import NotFound
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.ui import keys, look


class Page(QWidget):
    """One page. Subclasses fill ``self.content``, say in ``wants`` what they show and override :meth:`refresh`."""

    #: The kinds of things this page shows: it is refreshed only when one of them changed.
    wants: ClassVar[frozenset[Kind]] = frozenset(Kind)
    #: The page of the help that F1 opens.
    help_topic: ClassVar[str] = ""
    #: Whether the window reads the page's data in an idle moment, before anybody has opened the page.
    reads_ahead: ClassVar[bool] = False

    #: What the common keys do here was changed.
    acts_changed = Signal()

    def __init__(self, title: str = "", parent: QWidget | None = None, *, margins: bool = True) -> None:
        """Make the page; without ``margins`` the content reaches the edges (a form, a preview)."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        #: What the common keys (``keys.NEW``, ``keys.PRINT``…) do on this page, with the words for the menu.
        self.acts: dict[str, tuple[str, Callable[[], Any]]] = {}
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(0, look.WIDE, 0, 0)
        outer.setSpacing(look.GAP)
        head = QHBoxLayout()
        head.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        head.setSpacing(look.SMALL)
        self._words = words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        words.setSpacing(0)
        self._back = QPushButton(self)
        look.mark(self._back, "back")
        look.dress(self._back, "caret-left", "second")
        self._back.hide()
        self._back.clicked.connect(lambda: self.back())
        words.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._title = QLabel(title, self)
        look.mark(self._title, "title")
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._title.setMinimumWidth(0)
        self._summary = QLabel(self)
        look.mark(self._summary, "summary")
        self._summary.hide()
        for label in (self._title, self._summary):
            label.setWordWrap(True)
        words.addWidget(self._title)
        head.addLayout(words, 1)
        self.commands = QHBoxLayout()
        self.commands.setSpacing(look.SMALL)
        right = QVBoxLayout()
        right.addLayout(self.commands)
        right.addStretch(1)
        head.addLayout(right)
        # The line under the title has the whole width: beside the commands it would break into three in a small window.
        below = QVBoxLayout()
        below.setSpacing(look.TINY)
        below.addLayout(head)
        told = QHBoxLayout()
        told.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        told.addWidget(self._summary)
        self._told = told
        below.addLayout(told)
        outer.addLayout(below)
        self.content = QVBoxLayout()
        side = look.PAGE_MARGIN if margins else 0
        self.content.setContentsMargins(side, 0, side, look.WIDE if margins else 0)
        self.content.setSpacing(look.GAP)
        outer.addLayout(self.content, 1)
        self._back_slot: Callable[[], Any] | None = None

    # Building ------------------------------------------------------------------------------------------------------

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)

    def title(self) -> str:
        """Return the title."""
        return self._title.text()

    def set_summary(self, sentence: str) -> None:
        """Say in one line what this page shows ("23 chi bộ đang hoạt động")."""
        self._summary.setText(sentence)
        self._summary.setVisible(bool(sentence))
        self._fold_head()

    def set_back(self, word: str, slot: Callable[[], Any]) -> None:
        """Show the way back above the title; Esc takes it too."""
        self._back.setText(word)
        self._back.show()
        self._back_slot = slot

    def add_command(
        self,
        word: str,
        slot: Callable[[], Any],
        *,
        icon: str = "",
        primary: bool = False,
        key: str = "",
        tip: str = "",
    ) -> QPushButton:
        """Add a command at the top right: at most three, the most used one ``primary``.

        ``key`` is one of the common keys (``keys.NEW``, ``keys.PRINT``…); the menu shows and presses it.
        """
        button = QPushButton(word, self)
        button.setObjectName(f"command:{word}")
        if primary:
            look.mark(button, "primary")
        if icon:
            look.dress(button, icon, "on_accent" if primary else "text")
            button.setIconSize(look.icon_size(button, aside=3))
        hint = tip or word
        button.setToolTip(f"{hint} ({keys.shown(key)})" if key else tip)
        button.clicked.connect(lambda: slot())
        self.commands.addWidget(button)
        if key:
            self.on_key(key, word, lambda: button.click())
        return button

    def on_key(self, key: str, word: str, slot: Callable[[], Any]) -> None:
        """Say what one of the common keys does on this page."""
        self.acts[key] = (word, slot)
        self.acts_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand closer on a low screen."""
        super().resizeEvent(event)
        self._fold_head()

    def _fold_head(self) -> None:
        """On a low screen the way back, the title and the line under it stand in one line: the content has the room."""
        if self._title.isHidden():
            return
        is_low = look.is_low(self)
        ways = QBoxLayout.Direction
        self._words.setDirection(ways.LeftToRight if is_low else ways.TopToBottom)
        self._words.setSpacing(look.GAP if is_low else 0)
        self._outer.setContentsMargins(0, look.SMALL if is_low else look.WIDE, 0, 0)
        self._outer.setSpacing(look.SMALL if is_low else look.GAP)
        words = sum(look.metrics(label).horizontalAdvance(label.text()) for label in (self._title, self._summary))
        back = 0 if self._back.isHidden() else self._back.sizeHint().width() + look.GAP
        taken = words + back + self.commands.sizeHint().width() + 2 * look.PAGE_MARGIN + look.VAST
        is_one = is_low and taken <= self.width()
        # Words that may go on in another line ask for less room than they need in one.
        self._title.setWordWrap(not is_one)
        self._words.setStretchFactor(self._title, 1 if is_low and not is_one else 0)
        place, other = (self._words, self._told) if is_one else (self._told, self._words)
        if place.indexOf(self._summary) < 0:
            other.removeWidget(self._summary)
            place.addWidget(self._summary, 1)

    # What the frame asks of a page ---------------------------------------------------------------------------------

    def topic(self) -> str:
        """Return the topic of the help that fits what is shown now."""
        return self.help_topic

    def refresh(self) -> None:
        """Look at the data again; called when first shown, on F5 and after changes of what the page wants."""

    def changed(self, changes: Changes) -> None:
        """Refresh if the page shows something that changed."""
        if changes.touch(*self.wants):
            self.refresh()

    def open_item(self, item: Any) -> None:
        """Show one thing of this page (a cell, a meeting) by its id."""

    def take_focus(self) -> None:
        """Take the cursor when the page is shown: its first table, else the page itself so that Tab begins here."""
        found: list[QAbstractItemView] = list(self.findChildren(QAbstractItemView))
        tables = [table for table in found if table.isVisibleTo(self)]
        if tables:
            tables[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_first(self) -> None:
        """Go back to what the page shows first; a page that is one only stays as it is."""

    def leaving(self) -> bool:
        """Say whether the page may be left; asks about unsaved typing."""
        return True

    def back(self) -> bool:
        """Take one step back; False when there is none."""
        if self._back_slot is None:
            return False
        self._back_slot()
        return True

    def current(self) -> Page:
        """Return the page that is seen now."""
        return self

    def steps_ahead(self) -> Iterator[Callable[[], object]]:
        """Give what else can be made ready while the window is idle, after the page was made and read."""
        return iter(())


class StackedPage(Page):
    """A page with pages on top of it: a list, and the page of one of its things. Has no head of its own."""

    def __init__(self, first: Page | Callable[[QWidget], Page], parent: QWidget | None = None) -> None:
        """Make the page; ``first`` is the page at the bottom, or makes it inside its place, which is quicker."""
        super().__init__("", parent, margins=False)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._title.hide()
        self._pages = QStackedWidget(self)
        self.content.addWidget(self._pages)
        self.first = first if isinstance(first, Page) else first(self._pages)
        self._pages.addWidget(self.first)
        self.first.acts_changed.connect(self.acts_changed)
        self._lasting: list[Page] = []

    @property
    def place(self) -> QWidget:
        """The widget the pages stand in: one that is made inside it is shown sooner than one that is moved there."""
        return self._pages

    def keep(self, page: Page) -> None:
        """Keep a page when it is taken away: it will show another thing, which is quicker than making a new one."""
        self._lasting.append(page)
        # Until it is pushed: what stands in the stack unhidden would be shown together with it.
        page.hide()

    def stands(self, page: Page) -> bool:
        """Say whether a page is in the stack now."""
        return self._pages.indexOf(page) >= 0

    def push(self, page: Page, word: str) -> None:
        """Show a page on top; ``word`` names the way back ("Chi bộ")."""
        page.set_back(word, self.pop)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.acts_changed.connect(self.acts_changed)
        page.refresh()
        self.acts_changed.emit()

    def pop(self) -> bool:
        """Take the page on top away, if it lets itself be left."""
        top = self.top()
        if top is self.first or not top.leaving():
            return False
        self._take_away(top)
        return True

    def to_first(self) -> None:
        """Go back to the first page, asking about what is typed."""
        self.pop_all()

    def pop_all(self) -> bool:
        """Go back to the first page; False when one on top would not be left."""
        while self.top() is not self.first:
            if not self.pop():
                return False
        return True

    def top(self) -> Page:
        """Return the page on top."""
        page = self._pages.currentWidget()
        assert isinstance(page, Page)
        return page

    def refresh(self) -> None:
        """Let the page on top look again; the others do when they come to the top after a change."""
        self._each(lambda page: page.refresh())

    def changed(self, changes: Changes) -> None:
        """Pass the news to all pages of the stack; the page of a thing that is there no more goes."""
        self._each(lambda page: page.changed(changes))

    def _each(self, look_again: Callable[[Page], Any]) -> None:
        pages = [page for page in map(self._pages.widget, range(self._pages.count())) if isinstance(page, Page)]
        for place, page in enumerate(pages):
            try:
                look_again(page)
            except NotFound:
                if page is self.first:
                    raise
                for gone in pages[place:]:
                    self._take_away(gone)
                return

    def _take_away(self, page: Page) -> None:
        self._pages.removeWidget(page)
        page.acts_changed.disconnect(self.acts_changed)
        if page not in self._lasting:
            page.deleteLater()
        self._pages.setCurrentIndex(self._pages.count() - 1)
        if self.isVisible():
            # Else the cursor would fall to whatever stands next in the window: the search box.
            self.top().take_focus()
        self.acts_changed.emit()

    def leaving(self) -> bool:
        """Ask the page on top."""
        return self.top().leaving()

    def back(self) -> bool:
        """Take one step back in the stack."""
        return self.top().back() if self.top() is not self.first else False

    def current(self) -> Page:
        """Return the page on top."""
        return self.top().current()
