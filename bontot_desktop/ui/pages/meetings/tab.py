"""What every tab of Sinh hoạt is made of: its line of filters, its own things, a footer that saves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import time
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Kind
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.shell import Shell


class Tab(QWidget):
    """One tab. Subclasses fill ``self.body`` and override :meth:`show_month`; those that save call :meth:`add_save`."""

    #: A meeting is to be opened, by its id.
    opened = Signal(int)
    #: Another tab is wanted: its key, year, month, and the cell to stand on (an id or None).
    wanted = Signal(str, int, int, object)
    #: What the tab shows, for the line under the title.
    said = Signal(str)
    #: The kinds of things it shows.
    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.MEETINGS, Kind.SCORES, Kind.CELLS, Kind.SETTINGS})
    #: The topic of the help that F1 opens.
    topic: ClassVar[str] = "sinh-hoat"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inside = QVBoxLayout()
        inside.setContentsMargins(look.PAGE_MARGIN, look.GAP, look.PAGE_MARGIN, look.GAP)
        inside.setSpacing(look.GAP)
        self.body = inside
        outer.addLayout(inside, 1)
        self._footer = QFrame(self)
        look.mark(self._footer, "footer")
        self.foot = QHBoxLayout(self._footer)
        self.foot.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, look.SMALL)
        self.foot.setSpacing(look.SMALL)
        self._state = QLabel(self._footer)
        self._state.setWordWrap(True)
        look.mark(self._state, "second")
        self.foot.addWidget(self._state, 1)
        self._footer.hide()
        outer.addWidget(self._footer)

    # Building ------------------------------------------------------------------------------------------------------

    def add_button(self, word: str, slot: Callable[[], Any], *, icon: str = "", tip: str = "") -> QPushButton:
        """Put a button into the footer, left of the one that saves."""
        button = QPushButton(word, self._footer)
        button.setObjectName(f"tab-command:{word}")
        button.setToolTip(tip)
        if icon:
            look.dress(button, icon, "text")
        button.clicked.connect(lambda: slot())
        self._stand(button)
        self._footer.show()
        return button

    def add_save(self, word: str = "Lưu", slot: Callable[[], Any] | None = None) -> QPushButton:
        """Put the save button at the lower right; ``slot`` does more than what Ctrl+S saves."""
        button = QPushButton(word, self._footer)
        button.setObjectName("save")
        look.mark(button, "primary")
        button.setToolTip(word if slot else f"{word} ({keys.shown(keys.SAVE)})")
        act = slot or self.save
        button.clicked.connect(lambda: act())
        self._stand(button)
        self._footer.show()
        return button

    def _stand(self, button: QPushButton) -> None:
        """Put a button at the lower edge: a sentence of two lines beside it must not move it away under the mouse."""
        self.foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)

    # What the page asks of a tab -----------------------------------------------------------------------------------

    def show_month(self, year: int, month: int) -> None:
        """Read a month and show it; what is being typed for the same month stays."""

    def go_to_cell(self, cell_id: int) -> None:
        """Put the cursor on a cell."""

    def begin(self) -> None:
        """Take the cursor."""
        self.setFocus()

    def filter(self) -> None:
        """Put the cursor into the filter."""

    def print(self) -> None:
        """Do what Ctrl+P means here."""

    def new(self) -> None:
        """Do what Ctrl+N means here: begin a meeting, unless the tab says otherwise."""
        self.shell.go("meetings", "new")

    def is_edited(self) -> bool:
        """Say whether something typed here is not saved."""
        return False

    def save(self) -> bool:
        """Save what was typed; False when it could not be."""
        return True

    def drop(self) -> None:
        """Forget what was typed."""

    # What a form is asked ------------------------------------------------------------------------------------------

    def show_problems(self, problems: Problems | Iterable[Problem]) -> None:
        """Show what to mend beside the save button and put the cursor on the first of it."""
        listed = list(problems.problems if isinstance(problems, Problems) else problems)
        if listed:
            self.go_to(listed[0].field)
        self.say(" ".join(dict.fromkeys(problem.sentence for problem in listed)), "fault")

    def go_to(self, field: str) -> None:
        """Put the cursor where a problem lies."""

    def said_saved(self, at: time) -> None:
        """Say "Đã lưu 14:05" beside the button."""
        self.say(f"Đã lưu {dates.clock(at)}")

    def say(self, sentence: str, kind: str = "second") -> None:
        """Say something beside the save button."""
        look.mark(self._state, kind)
        self._state.setText(sentence)
