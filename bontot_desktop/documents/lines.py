"""Paragraphs to lines, broken greedily at spaces as Word does; numbers such as 05-QĐ/ĐU stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from bontot_desktop.documents import fonts
from bontot_desktop.documents.blocks import Run
from bontot_desktop.documents.flow import Marker, Para
from bontot_desktop.documents.glue import held_spaces

#: Word reckons widths in whole twentieths of a point, a hair wider than ours: a line must fit with this to spare.
_SPARE = 0.03
_HAIR = 0.15
_TOKEN = re.compile(r"\n| +|[^ \n]+")
#: Word sets the baseline of a line of exact pitch at four fifths of it.
BASELINE = 0.8


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one face at ``x`` from the left edge of the column; ``spread`` is added to each of its spaces."""

    x: float
    text: str
    face: str
    size: float
    width: float
    spread: float = 0.0
    underline: bool = False


@dataclass(frozen=True, slots=True)
class _Bit:
    text: str
    face: str
    underline: bool
    width: float


@dataclass(slots=True)
class _Atom:
    """What is never broken: bits of a word, then the bits of the spaces after it."""

    bits: list[_Bit]
    width: float
    spaces: list[_Bit]
    space_width: float
    ends_line: bool = False

    @property
    def length(self) -> int:
        """How many signs of the paragraph it takes."""
        return sum(len(bit.text) for bit in (*self.bits, *self.spaces)) + self.ends_line


@dataclass(slots=True)
class _Line:
    """A line's atoms, its indent, whether a justified paragraph stretches it, how many atoms its first words hold."""

    atoms: list[_Atom]
    indent: float
    stretch: bool
    first: int = 1

    @property
    def length(self) -> int:
        """How many signs of the paragraph it takes."""
        return sum(atom.length for atom in self.atoms)


@lru_cache(maxsize=8_000)
def lines_of(para: Para, width: float) -> tuple[tuple[Piece, ...], ...]:
    """Break a paragraph into lines of pieces for a column ``width`` points wide; an empty one has one empty line."""
    if para.tabs:
        return (_tabbed(para),)
    first, *others = (_set(line, para, width) for line in _broken(para, width))
    if para.marker is not None:
        first = (_marker(para, para.marker, first[0].x if first else para.first_indent + _marker_width(para)), *first)
    return (first, *others)


def _marker(para: Para, marker: Marker, right: float) -> Piece:
    """Set a list's marker before the first word; its space is never stretched."""
    ((text, face, _),) = _faces(replace(para, runs=(Run(marker.text),)))
    wide = fonts.width(text, face, para.font_size)
    return Piece(right - wide, text, face, para.font_size, wide)


def _marker_width(para: Para) -> float:
    return 0.0 if para.marker is None else _marker(para, para.marker, 0.0).width


def held_signs(para: Para, width: float) -> frozenset[int]:
    """Return which hyphens and spaces Word must be kept from breaking at, as places in the paragraph's text.

    We never part "21-NQ/TW" or "87,5 %"; Word would, so the hyphens and spaces of what we carried over to a new line
    are made unbreakable in its file.
    """
    text = "".join(run.text for run in para.runs)
    if para.tabs or ("-" not in text and " " not in text):
        return frozenset()
    held: set[int] = set()
    at = 0
    for line in _broken(para, width):
        if at:
            words = line.atoms[: line.first]
            end = at + sum(atom.length for atom in words) - sum(len(bit.text) for bit in words[-1].spaces) - 1
            held.update(place for place in range(at + 1, end) if text[place] in "- ")
        at += line.length
    return frozenset(held)


def _broken(para: Para, width: float) -> list[_Line]:
    result: list[_Line] = []
    line: list[_Atom] = []
    used = 0.0
    first = 1
    indent = para.first_indent + _marker_width(para)
    for words in _held_together(_atoms(para), width):
        for part in _fitting(words, used, width - indent, para.font_size):
            wide = sum(word.width + word.space_width for word in part[:-1]) + part[-1].width
            if line and used + wide > width - indent - _SPARE:
                result.append(_Line(line, indent, stretch=True, first=first))
                line, used, indent = [], 0.0, 0.0
            if not line:
                first = len(part)
            line.extend(part)
            used += wide + part[-1].space_width
            if part[-1].ends_line:
                result.append(_Line(line, indent, stretch=False, first=first))
                line, used, indent = [], 0.0, 0.0
    if line or not result:
        result.append(_Line(line, indent, stretch=False, first=first))
    return result


def _fitting(words: list[_Atom], used: float, room: float, size: float) -> list[list[_Atom]]:
    """Cut a single word that is longer than a line; let words go that miss the line by a hair.

    Unbreakable spaces are rounded by themselves in Word files: what misses by less might fit there and not here.
    """
    if len(words) == 1:
        return [[part] for part in _cut(words[0], room, size)] if words[0].width > room else [words]
    wide = sum(word.width + word.space_width for word in words[:-1]) + words[-1].width
    return [[word] for word in words] if 0 < used + wide - room + _SPARE < _HAIR else [words]


def _held_together(atoms: list[_Atom], width: float) -> Iterator[list[_Atom]]:
    """Part atoms into what stays on one line, as far as that takes no more than half of it."""
    held = held_spaces("".join(bit.text for atom in atoms for bit in (*atom.bits, *atom.spaces)))
    words: list[_Atom] = []
    wide = 0.0
    at = 0
    for atom in atoms:
        if words and wide + atom.width > width / 2:
            yield words
            words, wide = [], 0.0
        words.append(atom)
        wide += atom.width + atom.space_width
        at += sum(len(bit.text) for bit in (*atom.bits, *atom.spaces))
        if atom.ends_line or at - 1 not in held:
            yield words
            words, wide = [], 0.0
    if words:
        yield words


def _faces(para: Para) -> Iterator[tuple[str, str, bool]]:
    bold = para.style.bold if para.bold is None else para.bold
    italic = para.style.italic if para.italic is None else para.italic
    for run in para.runs:
        face = fonts.FACES[bold if run.bold is None else run.bold, italic if run.italic is None else run.italic]
        yield fonts.writable(run.text, face), face, run.underline


def _tokens(text: str) -> Iterator[str]:
    """Cut text into words, runs of spaces and single line ends."""
    return (match.group() for match in _TOKEN.finditer(text))


def _atoms(para: Para) -> list[_Atom]:
    atoms: list[_Atom] = []
    fresh = True
    for text, face, underline in _faces(para):
        for token in _tokens(text):
            if token == "\n":
                if not atoms:
                    atoms.append(_Atom([], 0.0, [], 0.0))
                atoms[-1].ends_line = True
                fresh = True
                continue
            bit = _Bit(token, face, underline, fonts.width(token, face, para.font_size))
            if token[0] == " ":
                if not atoms or atoms[-1].ends_line:
                    atoms.append(_Atom([], 0.0, [], 0.0))
                atoms[-1].spaces.append(bit)
                atoms[-1].space_width += bit.width
                fresh = True
            elif fresh:
                atoms.append(_Atom([bit], bit.width, [], 0.0))
                fresh = False
            else:
                atoms[-1].bits.append(bit)
                atoms[-1].width += bit.width
    return atoms


def _cut(atom: _Atom, width: float, size: float) -> Iterator[_Atom]:
    """Cut a word longer than a line between its letters, as Word does."""
    bits: list[_Bit] = []
    used = 0.0
    for bit in atom.bits:
        for char in bit.text:
            one = fonts.width(char, bit.face, size)
            if bits and used + one > width:
                yield _Atom(bits, used, [], 0.0)
                bits, used = [], 0.0
            bits.append(_Bit(char, bit.face, bit.underline, one))
            used += one
    yield _Atom(bits, used, atom.spaces, atom.space_width, atom.ends_line)


def _set(line: _Line, para: Para, width: float) -> tuple[Piece, ...]:
    """Place the bits of one line; the spaces at its end hang out of it."""
    indent = line.indent
    bits: list[_Bit] = []
    for index, atom in enumerate(line.atoms):
        bits.extend(atom.bits)
        if index < len(line.atoms) - 1:
            bits.extend(atom.spaces)
    used = sum(bit.width for bit in bits)
    room = width - indent - used
    spread = 0.0
    x = indent
    if para.alignment == "justify" and line.stretch:
        spaces = sum(bit.text.count(" ") for bit in bits)
        spread = room / spaces if spaces else 0.0
    elif para.alignment == "center":
        x += room / 2
    elif para.alignment == "right":
        x += room
    return tuple(_joined(bits, x, spread, para.font_size))


def _joined(bits: list[_Bit], x: float, spread: float, size: float) -> Iterator[Piece]:
    start = 0
    while start < len(bits):
        end = start
        face, underline = bits[start].face, bits[start].underline
        while end < len(bits) and bits[end].face == face and bits[end].underline == underline:
            end += 1
        text = "".join(bit.text for bit in bits[start:end])
        wide = sum(bit.width for bit in bits[start:end]) + spread * text.count(" ")
        yield Piece(x, text, face, size, wide, spread, underline)
        x += wide
        start = end


def _tabbed(para: Para) -> tuple[Piece, ...]:
    """Set a single line whose tabs run with dots to their stops."""
    pieces: list[Piece] = []
    x = para.first_indent + _marker_width(para)
    if para.marker is not None:
        pieces.append(_marker(para, para.marker, x))
    stops = iter(para.tabs)
    for text, face, underline in _faces(para):
        for index, part in enumerate(text.split("\t")):
            if index:
                stop = next(stops)
                dots = dots_over(stop - x, face, para.font_size)
                if dots:
                    wide = fonts.width(dots, face, para.font_size)
                    pieces.append(Piece(stop - wide, dots, face, para.font_size, wide))
                x = max(x, stop)
            if part:
                wide = fonts.width(part, face, para.font_size)
                pieces.append(Piece(x, part, face, para.font_size, wide, underline=underline))
                x += wide
    return tuple(pieces)


def dots_over(room: float, face: str, size: float) -> str:
    """Return as many dots as fit into a room, as Word's tab leader does."""
    return "." * max(int((room + 0.01) / fonts.width(".", face, size)), 0)
