"""The guide as a small printed book: title, contents with page numbers, chapters with their pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from bontot_desktop.documents import figures, fonts, geometry, pdf
from bontot_desktop.documents.blocks import Run, Section
from bontot_desktop.documents.chunks import Chunk, Glyphs, Rule
from bontot_desktop.documents.flow import Cell, Flow, Grid, NewPage, Para, Primitive
from bontot_desktop.documents.flow import Row as GridRow
from bontot_desktop.documents.layout import Pages, lay_out
from bontot_desktop.documents.styles import Style, mm
from bontot_desktop.rules.guide import (
    Guide,
    Heading,
    Look,
    Note,
    Paragraph,
    Picture,
    Points,
    Rows,
    Topic,
    Words,
    plain,
)

_BODY = Style("HuongDan", "Hướng dẫn", 12.5, 17, align="left", before=6)
_TITLE = replace(_BODY, id="TenSach", size=30, pitch=38, bold=True, align="center", before=mm(70))
_UNDER = replace(_BODY, id="DuoiTen", size=15, pitch=21, align="center", before=10)
_CHAPTER = replace(_BODY, id="Chuong", size=19, pitch=25, bold=True, before=0, keep_next=True, level=0)
_TOPIC = replace(_BODY, id="Trang", size=15, pitch=20, bold=True, before=20, keep_next=True, level=1)
_HEADING = replace(_BODY, id="Muc", size=13, bold=True, before=10, keep_next=True)
_CAPTION = replace(_BODY, id="ChuThich", size=11, pitch=14.5, italic=True, align="center", before=4)
_CELL = replace(_BODY, id="O", size=12, pitch=16, before=0)
_CONTENTS = replace(_BODY, id="MucLuc", size=12, pitch=17, before=0)
_CONTENTS_CHAPTER = replace(_CONTENTS, id="MucLucChuong", bold=True, before=8, keep_next=True)

#: Top, bottom, left, right (mm); the page is read on one side, so both edges are alike.
_SECTION = Section(numbered=False, margins_mm=(18, 24, 23, 20))
_SHAPE = geometry.of("A4", _SECTION)
_WIDTH = _SHAPE.text_width
#: A picture 1,000 dots wide fills the column; none takes more than this part of the page.
_DOTS_PER_POINT = 1000 / _WIDTH
_MOST_HIGH = 0.42
#: … and no smaller than this share of that, where the page would else stay half empty.
_LEAST_SHARE = 0.55
_MARK = 18.0
_FOOT_ROOM = mm(7)
#: Page numbers settle after the second laying out; more would mean that a line swings with its number.
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class GuideFacts:
    """The guide, the bytes of its pictures by file name, and the version and day it tells of."""

    guide: Guide
    pictures: Mapping[str, bytes]
    version: str
    day: date | None = None


def render(facts: GuideFacts) -> bytes:
    """Return the printed guide as a PDF. Raises KeyError for a picture or topic that is not there."""
    numbers = {topic.id: 0 for topic in facts.guide.topics()}
    for _ in range(_ROUNDS):
        laid = lay_out(_flow(facts, numbers))
        found = _numbers(facts.guide, laid)
        if found == numbers:
            break
        numbers = found
    for page in laid.pages[1:]:
        page.placed.append((_SHAPE.text_height + _FOOT_ROOM, _foot(facts.guide.title, page.number)))
    return pdf.draw(laid)


def _numbers(guide: Guide, laid: Pages) -> dict[str, int]:
    by_title = {topic.title: topic.id for topic in guide.topics()}
    return {
        by_title[chunk.bookmark]: page.number
        for page in laid.pages
        for _, chunk in page.placed
        if chunk.level == _TOPIC.level and chunk.bookmark in by_title
    }


def _foot(title: str, number: int) -> Chunk:
    face = fonts.FACES[False, False]
    shown = str(number)
    return Chunk(
        16,
        inks=(
            Rule(0, 0, _WIDTH, 0, 0.4),
            Glyphs(0, 14, f"Bốn Tốt – {title}", face, 10.5),
            Glyphs(_WIDTH - fonts.width(shown, face, 10.5), 14, shown, face, 10.5),
        ),
    )


def _flow(facts: GuideFacts, numbers: Mapping[str, int]) -> Flow:
    guide = facts.guide
    title = f"Bốn Tốt – {guide.title}"
    items: list[Primitive] = [
        Para(_TITLE, (Run("Bốn Tốt"),), bookmark=title),
        Para(_UNDER, (Run(guide.title),)),
        Para(_UNDER, (Run(f"Phiên bản {facts.version}"),), italic=True),
        NewPage(),
        Para(_CHAPTER, (Run("Mục lục"),)),
        *_contents(guide, numbers),
    ]
    for chapter in guide.chapters:
        items += (NewPage(), Para(_CHAPTER, (Run(chapter.title),)))
        for topic in chapter.topics:
            items += _topic(topic, facts.pictures, numbers)
    return Flow(
        items=tuple(items),
        first=_SECTION,
        paper="A4",
        two_sided=False,
        offset=(0.0, 0.0),
        title=title,
        author="Bốn Tốt",
        day=facts.day,
    )


def _contents(guide: Guide, numbers: Mapping[str, int]) -> Iterator[Para]:
    face = fonts.FACES[False, False]
    for chapter in guide.chapters:
        yield Para(_CONTENTS_CHAPTER, (Run(chapter.title),))
        for topic in chapter.topics:
            number = str(numbers[topic.id])
            stop = _WIDTH - fonts.width(number, face, _CONTENTS.size)
            yield Para(_CONTENTS, (Run(f"{topic.title} \t{number}"),), tabs=(stop,), indent=_MARK)


def _topic(topic: Topic, pictures: Mapping[str, bytes], numbers: Mapping[str, int]) -> Iterator[Primitive]:
    yield Para(_TOPIC, (Run(topic.title),), bookmark=topic.title)
    said = partial(_runs, numbers=numbers)
    for block in topic.blocks:
        if isinstance(block, Paragraph):
            yield Para(_BODY, said(block.words))
        elif isinstance(block, Heading):
            yield Para(_HEADING, said(block.words))
        elif isinstance(block, Points):
            yield _points(block, numbers)
        elif isinstance(block, Note):
            yield Para(_BODY, pitch=6, size=2, before=2, keep_next=True)
            paras = tuple(Para(_BODY, said(words), before=3) for words in block.paragraphs)
            yield Grid((_WIDTH,), (GridRow((Cell(paras),)),), ruled=True, pad_side=8, pad_top=4)
        elif isinstance(block, Picture):
            picture = pictures[block.file]
            high = _SHAPE.text_height * _MOST_HIGH
            figure = figures.fitted(picture, dots_per_point=_DOTS_PER_POINT, most_wide=_WIDTH, most_high=high)
            yield replace(figure, before=10, keep_next=True, least=_LEAST_SHARE)
            yield Para(_CAPTION, (Run(block.caption),))
        else:
            yield Para(_BODY, pitch=6, size=2, before=2, keep_next=True)
            yield _table(block, numbers)


def _points(points: Points, numbers: Mapping[str, int]) -> Grid:
    rows = []
    for place, words in enumerate(points.items):
        mark = f"{points.first + place}." if points.first else "–"
        cells = (Cell((Para(_BODY, (Run(mark),)),)), Cell((Para(_BODY, _runs(words, numbers)),)))
        # The first point stays with the sentence that announces the list; the list itself may be parted.
        rows.append(GridRow(cells))
    return Grid((_MARK, _WIDTH - _MARK), tuple(rows))


def _table(block: Rows, numbers: Mapping[str, int]) -> Grid:
    longest = [max(len(plain(row[column])) for row in (block.head, *block.rows)) for column in range(len(block.head))]
    room = [max(14, min(length, 60)) for length in longest]
    widths = tuple(_WIDTH * share / sum(room) for share in room)
    rows = [GridRow(tuple(Cell((Para(_CELL, _runs(words, numbers), bold=True),)) for words in block.head), head=True)]
    rows += [GridRow(tuple(Cell((Para(_CELL, _runs(words, numbers)),)) for words in row)) for row in block.rows]
    return Grid(widths, tuple(rows), ruled=True, pad_side=5, pad_top=2)


def _runs(words: Words, numbers: Mapping[str, int]) -> tuple[Run, ...]:
    runs = []
    for piece in words:
        face = {
            Look.NAME: (True, None),
            Look.TYPED: (None, True),
            Look.STRESSED: (None, True),
            Look.PLAIN: (None, None),
        }
        runs.append(Run(piece.text, *face[piece.look]))
        if piece.topic:
            runs.append(Run(f" (trang {numbers[piece.topic]})"))
    return tuple(runs)
