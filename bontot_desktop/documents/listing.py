"""Paragraphs of lists: what stands before them is theirs, so that Word counts and repeats it when a person types on."""

from __future__ import annotations

from dataclasses import replace

from bontot_desktop.documents.blocks import Run
from bontot_desktop.documents.flow import Marker, Para
from bontot_desktop.documents.styles import BodyStyles, Style

#: The place of the running number in a marker ("{n}. ").
NUMBER = "{n}"


def item(marker: str, runs: tuple[Run, ...], styles: BodyStyles, *, number: int = 1, series: int = 0) -> Para:
    """Make the first paragraph of a line of a list; a marker no list of Word's can have stays typed text.

    Letters are such: Word counts a, b, c, d, e where Vietnamese has đ.
    """
    style = _sign_style(marker, styles)
    if style is not None:
        return Para(style, runs, marker=Marker(marker))
    if marker.count(NUMBER) == 1 and "%" not in marker and marker.endswith(" ") and marker != NUMBER:
        form = marker.replace(NUMBER, "%1").removesuffix(" ")
        return Para(styles.item, runs, marker=Marker(marker.replace(NUMBER, str(number)), form, series))
    typed = marker.replace(NUMBER, str(number))
    return Para(styles.item, (Run(typed), *runs) if typed else runs)


def marked(para: Para, styles: BodyStyles) -> Para:
    """Take a sign typed before a paragraph of the body ("- ", "+ ") as the marker of a list."""
    if not para.runs or para.runs[0].entry or para.runs[0].bold or para.runs[0].italic or para.runs[0].underline:
        return para
    marker = para.runs[0].text[:2]
    style = _sign_style(marker, styles)
    if style is None or para.text.strip() == marker.strip():
        return para
    first = replace(para.runs[0], text=para.runs[0].text[2:])
    runs = (first, *para.runs[1:]) if first.text else para.runs[1:]
    return replace(para, style=style, runs=runs, marker=Marker(marker))


def _sign_style(marker: str, styles: BodyStyles) -> Style | None:
    return {styles.dash.marker: styles.dash, styles.plus.marker: styles.plus}.get(marker)
