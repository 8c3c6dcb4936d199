"""Parts paragraphs in which a clerk typed several components, set apart by tabs or by breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bontot_desktop.documents.lint import words
from bontot_desktop.documents.lint.paper import Line, Span


def pieces_of(lines: Sequence[Line]) -> list[Line]:
    """Part paragraphs where breaks or tabs keep two components apart; other paragraphs stay whole."""
    found: list[Line] = []
    for line in lines:
        if line.spot is not None:
            side = None if line.spot.columns < 2 else min(line.spot.column, 1)
            found.extend(_at_breaks(replace(line, side=side) if line.label else line.piece(list(line.spans), side)))
        else:
            found.extend(piece for part in _at_tabs(line) for piece in _at_breaks(part))
    return found


def _split(line: Line, sign: str) -> list[list[Span]]:
    parts: list[list[Span]] = [[]]
    for span in line.spans:
        for index, piece in enumerate(span.text.split(sign)):
            if index:
                parts.append([])
            if piece:
                parts[-1].append(Span(piece, span.face))
    return parts


def _at_tabs(line: Line) -> list[Line]:
    """Two components on one line are set apart by tabs: a head or a foot without a table."""
    filled = [part for part in _split(line, "\t") if any(span.text.strip() for span in part)]
    if "\t" not in line.raw.strip("\t ") or len(filled) != 2 or len(line.text) > 110:
        if line.raw.startswith("\t") and line.raw.count("\t") > 2 and line.upper:
            return [line.piece(list(line.spans), 1)]
        return [line]
    left, right = ("".join(span.text for span in part).strip() for part in filled)
    if not (_is_sign(left) or _is_sign(right)):
        return [line]
    return [line.piece(filled[0], 0), line.piece(filled[1], 1)]


def _is_sign(piece: str) -> bool:
    return (
        piece.isupper()
        or any(sign.match(piece) for sign in (words.NUMBER_LIKE, words.RECIPIENTS, words.STAR, words.DASHES))
        or bool(words.DATE.search(piece))
    )


def _at_breaks(line: Line) -> list[Line]:
    if "\n" not in line.raw:
        return [line]
    parts = [part for part in _split(line, "\n") if any(span.text.strip() for span in part)]
    pieces = [line.piece(part) for part in parts]
    signs = [piece for piece in pieces if words.STAR.match(piece.text) or words.NUMBER_LIKE.match(piece.text)]
    bold = {piece.all("bold") for piece in pieces}
    party = any(words.PARTY in piece.text for piece in pieces) and len(pieces) > 1
    listed = sum(piece.text.startswith("- ") for piece in pieces) > 1
    foot_label = any(words.RECIPIENTS.match(piece.text) for piece in pieces)
    return pieces if signs or len(bold) > 1 or party or listed or foot_label else [line]
