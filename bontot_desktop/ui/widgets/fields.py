"""Fields of plain text and of choices: nothing in them changes between two keys, all tidying is done on leaving.

Every field has ``value()``, ``set_value()``, ``fault()`` (a sentence, empty when fine) and two signals:
``edited`` (the person changed something) and ``left`` (the person went on; the text is tidy now).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QMenu, QPlainTextEdit, QSizePolicy, QWidget

from bontot_desktop import text
from bontot_desktop.ui import look
from bontot_desktop.ui.widgets.line_field import LineField as LineField


class Field(Protocol):
    """What a form asks of a field."""

    edited: Any
    left: Any

    def value(self) -> Any:
        """Return the value as the draft wants it."""

    def set_value(self, value: Any) -> None:
        """Show a value without telling that the person changed it."""

    def fault(self) -> str:
        """Return why the typed text cannot be taken, empty when it can."""


class SecretField(QLineEdit):
    """A password: nothing is cleaned, as every sign counts; it can be pasted in, never copied out."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhHiddenText
        )
        self._eye = self.addAction(look.icon("eye", "second"), QLineEdit.ActionPosition.TrailingPosition)
        look.dress(self._eye, "eye", "second")
        self._eye.setToolTip("Hiện hoặc che mật khẩu")
        self._eye.triggered.connect(self._turn)
        self.textEdited.connect(lambda _: self.edited.emit())
        self.editingFinished.connect(self.left.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take every key but those that would leave the password on the clipboard, even while it is shown."""
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to paste, nothing else."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Dán", self.paste)
        menu.popup(event.globalPos())

    def _turn(self) -> None:
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        look.dress(self._eye, "eye-slash" if hidden else "eye", "second")

    def value(self) -> str:
        """Return what was typed, untouched."""
        return self.text()

    def set_value(self, value: Any) -> None:
        """Show a value as dots."""
        self.setText("" if value is None else str(value))

    def fault(self) -> str:
        """Nothing can be wrong by itself."""
        return ""


class TextField(QPlainTextEdit):
    """Text of several lines; grows with it between two heights, cleaned by ``text.clean_block`` on leaving."""

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        lines: int = 3,
        most: int = 12,
        placeholder: str = "",
        optional: bool = False,
    ) -> None:
        super().__init__(parent)
        self._least, self._most, self._optional = lines, max(most, lines), optional
        self._showing = False
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(3)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())
        self.textChanged.connect(self._typed)
        self._grow()

    def _typed(self) -> None:
        if not self._showing:
            self.edited.emit()

    def _height(self, lines: int) -> int:
        return self.fontMetrics().lineSpacing() * lines + 6 + 2 * look.TINY + 2

    def _grow(self) -> None:
        # The layout of a plain text document counts its height in lines, wrapped ones too.
        wanted = int(self.document().size().height())
        height = self._height(max(self._least, min(self._most, wanted)))
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if wanted > self._most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again when lines break elsewhere; a single paragraph does not tell of it by itself."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the font changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    def sizeHint(self) -> QSize:
        """Ask for the height of the least lines."""
        return QSize(look.text_width(40, self), self._height(self._least))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tidy the text, unless only a menu or another program came in between."""
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            return
        tidy = text.clean_block(self.toPlainText())
        if tidy != self.toPlainText():
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(tidy)
        self.left.emit()

    def value(self) -> Any:
        """Return the clean text, or None when empty and optional."""
        cleaned = text.clean_block(self.toPlainText())
        return None if self._optional and not cleaned else cleaned

    def set_value(self, value: Any) -> None:
        """Show the text; the one that stands there already keeps its cursor."""
        if self.toPlainText() == ("" if value is None else str(value)):
            return
        self._showing = True
        try:
            self.setPlainText("" if value is None else str(value))
        finally:
            self._showing = False

    def fault(self) -> str:
        """Plain text is always fine."""
        return ""


class ChoiceField(QComboBox):
    """One of a few values, never typed into."""

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        choices: Iterable[tuple[Any, str]] = (),
        parent: QWidget | None = None,
        *,
        none: str = "",
        characters: int = 0,
    ) -> None:
        """Make the field; ``none`` is the word for "not chosen" (value None) when that is allowed."""
        super().__init__(parent)
        self._none = none
        self._values: list[Any] = []
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(characters or 12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if characters:
            self.setMaximumWidth(look.text_width(characters, self) + 2 * look.VAST)
        self.set_choices(choices)
        self.activated.connect(lambda _: self.edited.emit())

    def set_choices(self, choices: Iterable[tuple[Any, str]]) -> None:
        """Offer other values; the one in force stays if it is still among them."""
        pairs = [*([(None, self._none)] if self._none else []), *choices]
        if pairs == [(value, self.itemText(place)) for place, value in enumerate(self._values)]:
            # The same ones: hundreds of names are not laid out anew because something else was saved.
            return
        kept = self.value() if self._values else None
        self.blockSignals(True)
        self.clear()
        self._values = [value for value, _ in pairs]
        self.addItems([label for _, label in pairs])
        self.setMaxVisibleItems(16)
        self.blockSignals(False)
        self.set_value(kept)

    def value(self) -> Any:
        """Return the chosen value."""
        return self._values[self.currentIndex()] if 0 <= self.currentIndex() < len(self._values) else None

    def set_value(self, value: Any) -> None:
        """Choose a value; one that is not offered leaves the field on the first."""
        place = next((index for index, known in enumerate(self._values) if known == value), 0)
        self.setCurrentIndex(place if self._values else -1)

    def fault(self) -> str:
        """A choice is always fine."""
        return ""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a wheel over a form must not change what it says."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by arrows and letters, and tell that the person did it."""
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.edited.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the form that the person went on."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class CheckField(QCheckBox):
    """Yes or no, with its sentence beside the box."""

    edited = Signal()
    left = Signal()

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(sentence, parent)
        self.clicked.connect(lambda _: self._say())

    def _say(self) -> None:
        self.edited.emit()
        self.left.emit()

    def value(self) -> bool:
        """Return the answer."""
        return self.isChecked()

    def set_value(self, value: Any) -> None:
        """Show the answer."""
        self.setChecked(bool(value))

    def fault(self) -> str:
        """An answer is always fine."""
        return ""


def choices_of(kinds: Sequence[Any], words: Any) -> list[tuple[Any, str]]:
    """Pair the values of an enum with their words, given as a mapping or a function."""
    say = words if callable(words) else words.__getitem__
    return [(kind, say(kind)) for kind in kinds]
