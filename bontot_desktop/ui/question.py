"""The window of a question; loaded with the first one, not with the program's window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.ui import look
from bontot_desktop.ui.widgets.form import FieldRow


class Question(QDialog):
    """A question with its verbs."""

    def __init__(
        self,
        parent: QWidget | None,
        question: str,
        detail: str,
        verbs: Sequence[str],
        *,
        safe: str,
        main: str,
        icon: str,
        secret: bool = False,
    ) -> None:
        """Build the window; the words of a ``secret`` question cannot be copied."""
        flags = Qt.WindowType
        super().__init__(parent, flags.Dialog | flags.WindowTitleHint | flags.WindowCloseButtonHint)
        self.setWindowTitle("Bốn Tốt")
        self.setObjectName("question")
        look.wear_icon()
        self.answer = safe
        #: The page of the help for this question; without one it is that of the page below.
        self.help_topic = ""
        self._fields: list[tuple[Any, FieldRow, str]] = []
        self._buttons: dict[str, QPushButton] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.HUGE, look.HUGE, look.HUGE, look.WIDE)
        outer.setSpacing(look.HUGE)
        top = QHBoxLayout()
        top.setSpacing(look.WIDE)
        if icon:
            picture = QLabel(self)
            picture.setPixmap(look.icon(icon, "second").pixmap(look.icon_size(self, 2.0)))
            top.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        self._words = QVBoxLayout()
        self._words.setSpacing(look.SMALL)
        for sentence, kind in ((question, "strong"), (detail, "second")):
            if sentence:
                label = QLabel(sentence, self)
                label.setWordWrap(True)
                if not secret:
                    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                look.mark(label, kind)
                self._words.addWidget(label)
        top.addLayout(self._words, 1)
        outer.addLayout(top)
        row = QHBoxLayout()
        row.setSpacing(look.SMALL)
        row.addStretch(1)
        # As in every window: the verb that goes on stands at the right, where "Lưu" does, the way back left of it.
        for verb in reversed(verbs):
            button = QPushButton(verb, self)
            button.setObjectName(f"verb:{verb}")
            button.setAutoDefault(False)
            if verb == main:
                look.mark(button, "primary")
            button.clicked.connect(lambda _=False, verb=verb: self._press(verb))
            row.addWidget(button)
            self._buttons[verb] = button
            # A question with fields is answered by Enter in the field; one without, by the safe verb.
            if verb == safe:
                button.setDefault(True)
                button.setFocus()
        self._safe, self._main = safe, main
        outer.addLayout(row)
        self.setMinimumWidth(look.text_width(52, self))
        self.setMaximumWidth(look.text_width(90, self))

    def add_field(self, label: str, field: Any, *, required: str) -> None:
        row = FieldRow(label, field, parent=self)
        self._words.addWidget(row)
        self._fields.append((field, row, required))
        field.setFocus()
        for verb, button in self._buttons.items():
            button.setDefault(verb == self._main)

    def hold(self, seconds: int) -> None:
        """Keep the main verb from being pressed for so many seconds, counted down; what is typed stays."""
        if seconds > 0:
            from bontot_desktop.ui.widgets.pause import Pause

            pause = Pause(self._buttons[self._main], self)
            self._words.addWidget(pause)
            pause.begin(seconds)

    def _press(self, verb: str) -> None:
        if verb != self._safe:
            for field, row, required in self._fields:
                if required and not field.value():
                    row.set_problem(required)
                    field.setFocus()
                    return
        self.answer = verb
        self.accept()
