"""Types Vietnamese as UniKey and its like do: false Backspaces, then the letters with their marks.

In Telex, "Tiếng" is typed T i e e n g s. The second e makes UniKey send one Backspace and "ê"; the s makes it send
three Backspaces and "ếng". A field that changes text, selection or focus between two of these keys ends with wrong
letters.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

_TONES = "\u0300\u0301\u0303\u0309\u0323"


class Stroke(NamedTuple):
    """What one key of the person becomes: so many Backspaces, then this text letter by letter."""

    backspaces: int
    text: str


def strokes(text: str) -> list[Stroke]:
    """Return what UniKey in Telex sends while ``text`` is typed: shapes after their letter, the tone last."""
    sent = []
    for part in _words(unicodedata.normalize("NFC", text)):
        shown = ""
        for after in _stages(part):
            common = _common_start(shown, after)
            sent.append(Stroke(len(shown) - common, after[common:]))
            shown = after
    return sent


def type_like_unikey(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """Give ``widget`` the keys UniKey would send for ``text``; keys go where a keyboard's would (focus, open popup)."""
    widget.window().activateWindow()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: _has_focus(widget))
    for backspaces, letters in strokes(text):
        for _ in range(backspaces):
            QTest.keyClick(_receiver(widget), Qt.Key.Key_Backspace)
        for letter in letters:
            _send_letter(_receiver(widget), letter)


def _send_letter(receiver: QWidget, letter: str) -> None:
    """Press and release a key that has a letter but no key code, as Windows hands over what UniKey sends.

    QTest's own function cannot: it breaks letters outside Latin-1.
    """
    code = Qt.Key.Key_Space if letter == " " else Qt.Key.Key_unknown
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(receiver, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, letter))


def _words(text: str) -> list[str]:
    words = [""]
    for char in text:
        if char.isalpha():
            words[-1] += char
        else:
            words += [char, ""]
    return [word for word in words if word]


def _stages(word: str) -> list[str]:
    """Return what the field shows after each key of ``word``."""
    stages = []
    shown = ""
    for char in word:
        toneless = _without(char, _TONES)
        bare = "d" if toneless == "đ" else "D" if toneless == "Đ" else _without(toneless, "")
        if bare != toneless:
            stages.append(shown + bare)
        shown += toneless
        stages.append(shown)
    if shown != word:
        stages.append(word)
    return stages


def _without(char: str, marks: str) -> str:
    """Return the letter without the given combining marks; without any when none are given."""
    kept = [
        part
        for part in unicodedata.normalize("NFD", char)
        if not (part in marks or (not marks and unicodedata.combining(part)))
    ]
    return unicodedata.normalize("NFC", "".join(kept))


def _common_start(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


def _has_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused) or focused is widget.focusProxy())


def _receiver(widget: QWidget) -> QWidget:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup.focusWidget() or popup
    return QApplication.focusWidget() or widget
