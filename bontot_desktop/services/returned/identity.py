"""Whose form it is stands printed in it: a form in which these words were changed is not the one that was sent."""

from __future__ import annotations

import re

from bontot_desktop import text
from bontot_desktop.documents.form_reader import Filled

_SHEET = "F17"
#: How the lines of an observer's sheet begin that name the cell with the meeting, and the observer.
_CELL, _OBSERVER = "1. ", "3. nguoi nhan xet"
_PERIOD = re.compile(r"^(chat luong )?sinh hoat (chi bo|thuong ky).* thang \d+ nam \d+$|^hop chi uy .*thang \d+")


def altered(kind: str, filled: Filled) -> str:
    """Name the printed line of a form that says whose it is and was changed, or is gone; "" when none was."""
    if filled.changed is None:
        return ""
    for line in filled.changed:
        if _names(kind, line):
            return f"Dòng in sẵn đã bị sửa: “{line}”."
    if kind == _SHEET and filled.lost:
        folded = [text.fold(line) for line in filled.lines]
        for start, what in ((_CELL, "chi bộ"), (_OBSERVER, "người nhận xét")):
            if not any(line.startswith(start) for line in folded):
                return f"Dòng in sẵn ghi {what} đã bị xóa."
    return ""


def _names(kind: str, line: str) -> bool:
    folded = text.fold(line)
    if kind == _SHEET:
        return folded.startswith((_CELL, _OBSERVER))
    return (line.isupper() and folded.startswith("chi bo ")) or _PERIOD.match(folded) is not None
