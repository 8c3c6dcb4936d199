"""A topic of the guide as the rich text of its window, in the colours in force."""

from __future__ import annotations

from html import escape

from bontot_desktop.rules.guide import (
    Block,
    Heading,
    Look,
    Note,
    Paragraph,
    Picture,
    Points,
    Rows,
    Topic,
    Words,
)
from bontot_desktop.ui import look

#: Address of a picture in the text; its width in logical pixels stands behind the file's name.
PICTURE = "hinh:"
#: Marks above and below Vietnamese letters need the room.
_LINES = "line-height:118%"


def page(topic: Topic, width: int) -> str:
    """Return a topic for a column so many logical pixels wide."""
    title = (
        f"<h1 style='font-size:{look.font(look.TITLE_SIZE).pointSizeF():.1f}pt; margin:0'>{escape(topic.title)}</h1>"
    )
    return f"<body>{title}{''.join(_block(block, width) for block in topic.blocks)}</body>"


def _block(block: Block, width: int) -> str:
    if isinstance(block, Paragraph):
        return _paragraph(block.words)
    if isinstance(block, Heading):
        size = look.font(look.SECTION_SIZE).pointSizeF()
        style = f"font-size:{size:.1f}pt; font-weight:600; margin-top:{look.WIDE}px; margin-bottom:0"
        return f"<p style='{style}'>{_words(block.words)}</p>"
    if isinstance(block, Points):
        return _points(block)
    if isinstance(block, Note):
        return _note(block, width)
    if isinstance(block, Picture):
        return _picture(block, width)
    return _rows(block)


def _paragraph(words: Words, above: int = look.SMALL) -> str:
    return f"<p style='margin-top:{above}px; margin-bottom:0; {_LINES}'>{_words(words)}</p>"


def _points(points: Points) -> str:
    # A table, not a list: the mark hangs outside and the words of every line stand under each other.
    rows = []
    for place, words in enumerate(points.items):
        mark = f"{points.first + place}." if points.first else "–"
        mark = f"<p style='margin:0; {_LINES}'>{mark}</p>"
        rows.append(f"<tr><td style='padding-right:{look.SMALL}px'>{mark}</td><td>{_paragraph(words, 0)}</td></tr>")
    return f"<table cellspacing='0' cellpadding='2' style='margin-top:{look.TINY}px'>{''.join(rows)}</table>"


def _note(note: Note, width: int) -> str:
    colours = look.colours()
    inside = "".join(_paragraph(words, look.TINY) for words in note.paragraphs)
    return (
        f"<table width='{width}' cellspacing='0' cellpadding='0' style='margin-top:{look.GAP}px'><tr>"
        f"<td width='3' style='background-color:{colours.amber}'></td>"
        f"<td style='background-color:{colours.page}; padding:{look.TINY}px {look.GAP}px {look.SMALL}px'>{inside}</td>"
        "</tr></table>"
    )


def _picture(picture: Picture, width: int) -> str:
    colours = look.colours()
    size = look.font(look.HINT_SIZE).pointSizeF()
    caption = f"<span style='font-size:{size:.1f}pt; color:{colours.second}'>{escape(picture.caption)}</span>"
    return (
        f"<p style='margin-top:{look.WIDE}px; margin-bottom:0'><img src='{PICTURE}{picture.file}?{width}'></p>"
        f"<p style='margin-top:{look.TINY}px; margin-bottom:{look.SMALL}px'>{caption}</p>"
    )


def _rows(block: Rows) -> str:
    line = look.colours().line
    rows = []
    for row, tag in ((block.head, "th"), *((row, "td") for row in block.rows)):
        cells = (f"<{tag} align='left' style='border-bottom:1px solid {line}'>{_words(words)}</{tag}>" for words in row)
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f"<table cellspacing='0' cellpadding='5' style='margin-top:{look.GAP}px; border-collapse:collapse'>"
        f"{''.join(rows)}</table>"
    )


def _words(words: Words) -> str:
    colours = look.colours()
    said = []
    for piece in words:
        shown = escape(piece.text)
        if piece.look is Look.NAME:
            shown = f"<b>{shown}</b>"
        elif piece.look is Look.TYPED:
            shown = f"<span style='background-color:{colours.pressed}'>&nbsp;{shown}&nbsp;</span>"
        elif piece.look is Look.STRESSED:
            shown = f"<i>{shown}</i>"
        if piece.topic:
            shown = f"<a href='{piece.topic}' style='color:{colours.blue}; text-decoration:none'>{shown}</a>"
        said.append(shown)
    return "".join(said)
