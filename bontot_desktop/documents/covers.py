"""Lines of covers and certificates in primitives: each in its own size, in the middle or in two columns."""

from __future__ import annotations

import re

from bontot_desktop.documents import balance, fonts, styles
from bontot_desktop.documents.blocks import CoverLine, SideBySide, plain_of, runs_of
from bontot_desktop.documents.flow import Cell, Grid, Para, Row
from bontot_desktop.documents.styles import mm

#: The exact pitch of a line of a cover, in sizes of its letters.
LEADING = 1.3


def pitch_of(size_pt: float) -> float:
    """Return the line pitch of a cover line, points."""
    return round(size_pt * LEADING, 1)


def hold_room(text: str) -> str:
    """Keep room left to write in ("ngày      tháng") whole while a text is broken into lines."""
    return re.sub(" {2,}", lambda found: "\u00a0" * len(found.group()), text)


def cover_line(block: CoverLine, width: float) -> tuple[Para, ...]:
    """Set a line, broken into balanced lines where it is too wide for the column, and the line drawn under it."""
    face = fonts.FACES[block.bold, block.italic]
    text = balance.balanced(hold_room(plain_of(block.text)), face, block.size_pt, width - 2)
    para = Para(
        styles.COVER,
        runs_of(text),
        before=mm(block.before_mm),
        pitch=pitch_of(block.size_pt),
        size=block.size_pt,
        align=None if block.align == "center" else block.align,
        bold=block.bold or None,
        italic=block.italic or None,
        bookmark=block.bookmark,
    )
    if not block.rule:
        return (para,)
    longest = max(fonts.width(line, face, block.size_pt) for line in text.split("\n"))
    return (para, Para(styles.PARTY_RULE, rule_width=longest))


def side_by_side(block: SideBySide, text_width: float) -> Grid:
    """Set two columns as one row that is never split."""
    half = text_width / 2
    cells = tuple(
        Cell(tuple(para for line in lines for para in cover_line(line, half)) or (Para(styles.ROOM, pitch=1.0),))
        for lines in (block.left, block.right)
    )
    return Grid((half, half), (Row(cells),))
