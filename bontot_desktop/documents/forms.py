"""Lines to write on, in primitives: labels with dots after them and whole dotted lines (document-format §8.4)."""

from __future__ import annotations

from functools import lru_cache

from bontot_desktop.documents import fonts, listing
from bontot_desktop.documents.blocks import DottedLines, Field, FieldLine, Run, plain_of, runs_of
from bontot_desktop.documents.flow import Dots, Marker, Para, Primitive
from bontot_desktop.documents.styles import INDENT, BodyStyles, Style

#: The least room for one blank, so that a figure or a short name can be written: 16 mm.
_LEAST_BLANK = 45.0
#: The least room for the blanks of a line: some dots.
_LEAST_DOTS = 12.0
#: Markers that are signs of a list, not numbers.
_SIGNS = ("- ", "+ ")


@lru_cache(maxsize=2_000)
def field_line(block: FieldLine, text_width: float, styles: BodyStyles) -> tuple[Primitive, ...]:
    """Set labels with their values; where a value is missing, dots up to the next label or the right edge."""
    if all(field.value is not None for field in block.fields):
        if not block.marker:
            return (Para(styles.body, _flowing(block)),)
        return (listing.item(block.marker, _flowing(block), styles),)
    style = styles.field
    lines = _split(block, text_width, style)
    last = len(lines) - 1
    paras: list[Primitive] = []
    for index, line in enumerate(lines):
        paras.extend(_line(line, block, text_width, style, first=index == 0, last=index == last))
    if block.more_lines:
        paras.append(Dots(block.more_lines))
    return tuple(paras)


def dotted(block: DottedLines, text_width: float, styles: BodyStyles) -> list[Primitive]:
    """Set the dotted lines; a lead text shares the first, unless it is too long and goes above."""
    if not plain_of(block.lead):
        return [Dots(block.count, block.fill)]
    style = styles.field
    lead = runs_of(block.lead)
    room = text_width - INDENT - _width(lead, style)
    if room < _LEAST_BLANK:
        return [Para(styles.body, lead, keep_next=True), Dots(block.count, block.fill)]
    first = Para(style, (*lead, Run(" \t")), tabs=(text_width,))
    rest = max(block.count - 1, 0)
    return [first, Dots(rest, block.fill)] if rest or block.fill else [first]


def _flowing(block: FieldLine) -> tuple[Run, ...]:
    runs: list[Run] = []
    for index, field in enumerate(block.fields):
        if index:
            runs.append(Run(block.separator))
        runs.extend((*_label(field), *runs_of(field.value or "")))
    return (*runs, Run(block.end)) if block.end else tuple(runs)


def _label(field: Field) -> tuple[Run, ...]:
    """Return the label with a space after it."""
    runs = runs_of(field.label)
    return (*runs, Run(" ")) if runs else ()


def _width(runs: tuple[Run, ...], style: Style) -> float:
    return sum(
        fonts.width(
            run.text,
            fonts.FACES[
                style.bold if run.bold is None else run.bold, style.italic if run.italic is None else run.italic
            ],
            style.size,
        )
        for run in runs
    )


def _piece(field: Field) -> tuple[Run, ...]:
    return (*_label(field), *(runs_of(field.value) if field.value is not None else ()))


def _needs(field: Field, style: Style) -> float:
    return _width(_piece(field), style) + (0.0 if field.value is not None else _LEAST_BLANK * min(field.share, 3.0))


def _split(block: FieldLine, text_width: float, style: Style) -> list[list[Field]]:
    """Part the fields into lines, each blank with room enough to write."""
    lines: list[list[Field]] = [[]]
    used = INDENT + fonts.width(block.marker, fonts.FACES[False, False], style.size)
    for field in block.fields:
        need = _needs(field, style) + fonts.width(block.separator, fonts.FACES[False, False], style.size)
        if lines[-1] and used + need > text_width:
            lines.append([])
            used = INDENT
        lines[-1].append(field)
        used += need
    return lines


def _line(
    fields: list[Field], block: FieldLine, text_width: float, style: Style, *, first: bool, last: bool
) -> list[Primitive]:
    separator, end = block.separator, block.end
    fixed = INDENT + (_width((Run(block.marker),), style) if first else 0.0)
    fixed += sum(_width(_piece(field), style) for field in fields)
    fixed += _width((Run(separator),), style) * (len(fields) - 1)
    fixed += _width((Run(end if last else separator.rstrip()),), style)
    shares = sum(field.share for field in fields if field.value is None)
    room = max(text_width - fixed - 1.0, 1.0)
    # Words too long for one line flow, and what is to be written gets a line of its own.
    flows = shares > 0 and (fixed + _LEAST_DOTS > text_width or any("\n" in plain_of(_piece(one)) for one in fields))
    runs: list[Run] = []
    at = INDENT + (_width((Run(block.marker),), style) if first else 0.0)
    tabs = []
    for index, field in enumerate(fields):
        if index:
            runs.append(Run(separator))
            at += _width((Run(separator),), style)
        runs.extend(_piece(field))
        at += _width(_piece(field), style)
        if field.value is None:
            at += room * field.share / shares
            tabs.append(at)
            runs.append(Run(" " if flows else "\t"))
    closing = end if last else separator.rstrip()
    if closing:
        runs.append(Run(closing))
    marker = block.marker if first else ""
    stops = () if flows else tuple(tabs)
    if marker in _SIGNS:
        para = Para(style, tuple(runs), tabs=stops, marker=Marker(marker))
    else:
        para = Para(style, (Run(marker), *runs) if marker else tuple(runs), tabs=stops)
    return [para, Dots(1)] if flows else [para]
