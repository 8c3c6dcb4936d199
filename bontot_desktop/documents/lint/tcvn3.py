"""Reads text set in the old ABC fonts (.VnTime, code TCVN3), so that a paper typed in them can still be judged."""

from __future__ import annotations

from bontot_desktop.rules.old_letters import TCVN3


def is_old(font: str) -> bool:
    """Whether a font writes TCVN3."""
    return font.casefold().startswith(".vn")


def decoded(text: str, font: str) -> str:
    """Return the text in Unicode; fonts whose names end with H show small letters as capitals."""
    plain = "".join(TCVN3.get(char, char) for char in text)
    return plain.upper() if font.casefold().endswith("h") else plain
