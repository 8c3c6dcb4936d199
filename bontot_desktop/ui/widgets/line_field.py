"""The field of one line; apart from the other fields, as the window's first page needs no more."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from bontot_desktop import text
from bontot_desktop.ui import look


class LineField(QLineEdit):
    """One line of text; cleaned by ``text.clean`` on leaving."""

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        placeholder: str = "",
        optional: bool = False,
        characters: int = 0,
    ) -> None:
        """Make the field; ``optional`` gives None for empty, ``characters`` is the room when it shall not stretch."""
        super().__init__(parent)
        self._optional = optional
        self.setPlaceholderText(placeholder)
        if characters:
            self.setMaximumWidth(look.text_width(characters, self) + look.HUGE)
        self.textEdited.connect(lambda _: self.edited.emit())
        self.editingFinished.connect(self._leave)

    def value(self) -> Any:
        """Return the clean text, or None when empty and optional."""
        cleaned = text.clean(self.text())
        return None if self._optional and not cleaned else cleaned

    def set_value(self, value: Any) -> None:
        """Show the text; the cursor stands at its start so that long names show their beginning.

        A person who is typing here and saves in between goes on where the cursor stands.
        """
        words = "" if value is None else str(value)
        if self.hasFocus() and words == self.text():
            return
        self.setText(words)
        self.setCursorPosition(0)

    def fault(self) -> str:
        """Plain text is always fine."""
        return ""

    def tidied(self) -> str:
        """Return the text as it should stand after leaving."""
        return text.clean(self.text())

    def _leave(self) -> None:
        tidy = self.tidied()
        if tidy != self.text():
            # Through the cursor, so that the person's own undo still works.
            self.selectAll()
            self.insert(tidy)
        self.left.emit()
