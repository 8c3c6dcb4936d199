"""Advice on a new password while it is typed; the field itself is left alone, as every typing program wants."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QLabel, QWidget

from bontot_desktop.rules import passwords
from bontot_desktop.ui import look
from bontot_desktop.ui.widgets.fields import SecretField

HINT = "Một câu dễ nhớ với mình, ít người đoán ra, tốt hơn một từ ngắn nhiều ký hiệu."


class PasswordAdvice(QLabel):
    """One line below a password field: the strength as a word, then what would make it better."""

    def __init__(
        self, field: SecretField, known: Callable[[], Iterable[str]] = tuple, parent: QWidget | None = None
    ) -> None:
        """Watch a field; ``known`` gives the names anybody here knows, asked when something is typed."""
        super().__init__(HINT, parent)
        self.setObjectName("password-advice")
        self.setWordWrap(True)
        look.mark(self, "hint")
        self._field, self._known = field, known
        field.textChanged.connect(self.say)

    def say(self) -> None:
        """Judge what stands in the field."""
        typed = self._field.value()
        self.setText(str(passwords.advice(typed, self._known())) if typed else HINT)
