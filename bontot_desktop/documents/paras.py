"""Paragraphs to chunks, one a line, with Word's rule of at least two lines on either side of a page's end."""

from __future__ import annotations

from functools import lru_cache

from bontot_desktop.documents.chunks import Chunk, Glyphs, Ink, Rule
from bontot_desktop.documents.flow import Para
from bontot_desktop.documents.lines import BASELINE, lines_of

#: Thickness of the line under the Party's title.
TITLE_RULE = 0.75


def chunks_of_para(para: Para, width: float) -> list[Chunk]:
    """Set a paragraph as chunks in a column of ``width`` points."""
    return list(_chunks(para, width))


@lru_cache(maxsize=4_000)
def _chunks(para: Para, width: float) -> tuple[Chunk, ...]:
    inked = inked_lines(para, width)
    last = len(inked) - 1
    chunks = []
    for index, inks in enumerate(inked):
        keep = para.stays_with_next if index == last else para.keep_lines or index == 0 or index == last - 1
        first = index == 0
        chunks.append(
            Chunk(
                para.line_pitch,
                before=para.room_before if first else 0.0,
                inks=inks,
                keep_next=keep,
                bookmark=_bookmark(para) if first else "",
                level=para.style.level or 0,
            )
        )
    return tuple(chunks)


def _bookmark(para: Para) -> str:
    if para.bookmark or para.style.level is None:
        return para.bookmark
    return para.text.replace("\n", " ")


@lru_cache(maxsize=4_000)
def inked_lines(para: Para, width: float) -> tuple[tuple[Ink, ...], ...]:
    """Return the ink of each line, baselines measured from that line's top."""
    base = para.line_pitch * BASELINE
    result: list[tuple[Ink, ...]] = []
    for pieces in lines_of(para, width):
        result.append(
            tuple(
                Glyphs(piece.x, base, piece.text, piece.face, piece.size, piece.spread, piece.width * piece.underline)
                for piece in pieces
            )
        )
    if para.rule_width:
        left = (width - para.rule_width) / 2
        result[0] = (*result[0], Rule(left, 0.4, left + para.rule_width, 0.4, TITLE_RULE))
    return tuple(result)
