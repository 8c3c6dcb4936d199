"""The keys of the program, in one list, so that menus, pages and help show the same ones."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

FIND = "Ctrl+K"
NEW = "Ctrl+N"
SAVE = "Ctrl+S"
PRINT = "Ctrl+P"
FILTER = "Ctrl+F"
UNDO = "Ctrl+Z"
AGAIN = "Ctrl+Y"
#: The other key for the same, as some programs have it.
AGAIN_TOO = "Ctrl+Shift+Z"
HELP = "F1"
LOOK_AGAIN = "F5"
BACK = "Esc"
FOLD_RAIL = "Ctrl+B"
#: The month, or half of a year, before and after the one shown; the next tab and the one before.
EARLIER, LATER = "Alt+Left", "Alt+Right"
NEXT_TAB, TAB_BEFORE = "Ctrl+Tab", "Ctrl+Shift+Tab"
#: The next part of a window and the one before: the way out of a table.
NEXT_PART, PART_BEFORE = "F6", "Shift+F6"
#: What the program computes goes into the column of a score sheet.
TAKE = "Ctrl+T"
QUIT = "Ctrl+Q"
LOCK = "Ctrl+L"


def page(number: int) -> str:
    """Return the key of the page at a place (1–11) in the rail: Alt+1 … Alt+9, Alt+0, Alt+-, as the keys lie."""
    return f"Alt+{'1234567890-'[number - 1]}" if 1 <= number <= 11 else ""


def shown(key: str) -> str:
    """Return a key as it is written in a tooltip."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
