"""Blocks to primitives, once for Word, PDF and anything else; a block it does not know raises TypeError."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

from bontot_desktop.documents import (
    blocks,
    covers,
    feet,
    forms,
    geometry,
    heads,
    listing,
    styles,
    tables,
    wording,
)
from bontot_desktop.documents.blocks import Document, Role, Run, runs_of
from bontot_desktop.documents.flow import Dots, Figure, Flow, Grid, Marker, NewPage, NewSection, Para, Primitive
from bontot_desktop.documents.profile import FormatSettings, Profile
from bontot_desktop.documents.styles import BodyStyles, Style, body_styles, mm

#: A last paragraph up to this many signs (about eight lines) goes to the signature's page whole.
_SHORT = 700
#: A paragraph up to this many signs (two lines) below a table does not stand on a page without its last rows.
_CLOSING = 170


class Composer:
    """What a block needs to know of its paper while it becomes primitives."""

    def __init__(self, document: Document) -> None:
        self.settings: FormatSettings = document.settings
        self.profile: Profile = document.settings.profile_on(document.day)
        self.styles: BodyStyles = body_styles(document.settings, document.settings.pitch_on(document.day))
        self.paper = document.paper
        self.section = document.first
        self.items: list[Primitive] = []
        self.counted = 0

    @property
    def text_width(self) -> float:
        """The width of the text area of the current section, points."""
        return geometry.of(self.paper, self.section).text_width

    @property
    def at_page_top(self) -> bool:
        """Whether the next primitive is the first of its page by a break of ours."""
        return not self.items or isinstance(self.items[-1], NewPage | NewSection)

    @property
    def is_below_table(self) -> bool:
        """Whether what comes next stands right below a ruled table or its note."""
        above = self.items[-1] if self.items else None
        if isinstance(above, Para) and above.style is styles.NOTE and len(self.items) > 1:
            above = self.items[-2]
        return isinstance(above, Grid) and above.ruled

    def add(self, *items: Primitive) -> None:
        """Append primitives; the first on a page has no room above."""
        for item in items:
            if isinstance(item, Para) and self.at_page_top and item.style is not styles.COVER:
                item = replace(item, before=0.0)
            self.items.append(item)

    def hold_last(self) -> None:
        """Keep what was said last on the page of what comes now (a signature never stands alone)."""
        if not self.items:
            return
        last = self.items[-1]
        if isinstance(last, Para):
            short = len(last.text) <= _SHORT
            self.items[-1] = replace(last, keep_next=True, keep_lines=short)
        elif isinstance(last, Grid):
            # Two rows at least, where the table has more.
            count = 2 if sum(not row.head for row in last.rows) > 2 else 1
            rows = (*last.rows[:-count], *(replace(row, keep_next=True) for row in last.rows[-count:]))
            self.items[-1] = replace(last, rows=rows)
        elif isinstance(last, Dots):
            self.items[-1] = replace(last, keep_next=True)


def compose(document: Document) -> Flow:
    """Turn a document into primitives."""
    composer = Composer(document)
    for block in document.blocks:
        _add(block, composer)
    if composer.items and isinstance(composer.items[-1], Grid):
        # A Word file ends with a paragraph; below a signature at the foot of a page it would begin an empty one.
        composer.hold_last()
        composer.add(Para(styles.ROOM, pitch=1.0))
    settings = document.settings
    used = (*composer.styles.all(), *styles.HEAD_STYLES)
    return Flow(
        items=tuple(composer.items),
        first=document.first,
        paper=document.paper,
        two_sided=settings.two_sided,
        offset=(mm(document.offset_mm[0]), mm(document.offset_mm[1])),
        title=blocks.printable(document.title),
        author=blocks.printable(document.author),
        day=document.day,
        styles=used,
        form_code=document.form_code,
    )


@singledispatch
def _add(block: object, composer: Composer) -> None:
    raise TypeError(f"no way to set a {type(block).__name__}")


@_add.register
def _(block: blocks.Letterhead, composer: Composer) -> None:
    if block.urgency:
        marks = (*block.marks_left, composer.profile.urgency_marks[block.urgency - 1])
        block = replace(block, marks_left=marks)
    composer.add(heads.letterhead(block, composer.text_width, composer.settings))


@_add.register
def _(block: blocks.Title, composer: Composer) -> None:
    composer.add(*heads.title(block, composer.text_width, top_of_page=composer.at_page_top))


@_add.register
def _(block: blocks.Addressees, composer: Composer) -> None:
    composer.add(*heads.addressees(block, composer.text_width, composer.profile))


@_add.register
def _(block: blocks.Paragraph, composer: Composer) -> None:
    styled = _style_of(block.role, composer.styles)
    for lines in _paragraphs(runs_of(block.text)):
        if not lines:
            # A sentence the office left out leaves no empty line.
            continue
        para = Para(styled, lines, keep_next=block.keep_with_next, bookmark=block.bookmark)
        if not block.keep_with_next and len(para.text) <= _CLOSING and composer.is_below_table:
            composer.hold_last()
        composer.add(listing.marked(para, composer.styles) if block.role in (Role.BODY, Role.ITEM) else para)


def _style_of(role: Role, named: BodyStyles) -> Style:
    return {
        Role.BODY: named.body,
        Role.CHAPTER: named.chapter,
        Role.HEADING_1: named.heading_1,
        Role.HEADING_2: named.heading_2,
        Role.HEADING_3: named.heading_3,
        Role.ITEM: named.item,
        Role.CENTERED: named.centered,
        Role.NOTE: styles.NOTE,
        Role.PLAIN: named.plain,
    }[role]


def _paragraphs(runs: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    """Text typed on several lines becomes several paragraphs; a forced break would stretch a justified line."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        for index, part in enumerate([run.text] if run.entry else run.text.split("\n")):
            if index:
                lines.append([])
            if part:
                lines[-1].append(replace(run, text=part))
    return [tuple(line) for line in lines if line] or [()]


@_add.register
def _(block: blocks.Basis, composer: Composer) -> None:
    style = composer.styles.basis
    dash = Marker(style.marker) if style.marker else None
    for index, line in enumerate(block.lines, start=1):
        mark = "," if index == len(block.lines) else ";"
        composer.add(Para(style, (*_without_end(runs_of(line)), Run(mark)), marker=dash))


def _without_end(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Take the office's own final mark off a căn cứ line; the right one is put by its place."""
    if not runs:
        return runs
    return (*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip(" .;,")))


@_add.register
def _(block: blocks.Ruling, composer: Composer) -> None:
    style = composer.styles.ruling
    issuer = composer.settings.fixed(block.issuer)
    lines = wording.fill(composer.settings.ruling_line, issuer=issuer, verb=block.verb).split("\n")
    for index, line in enumerate(line for line in lines if line.strip()):
        room = styles.BETWEEN + 4 if index == 0 else None
        composer.add(Para(style, heads.fitted(line.strip(), style, composer.text_width), before=room))


@_add.register
def _(block: blocks.Article, composer: Composer) -> None:
    label = f"Điều {block.number}."
    style = composer.styles.article
    if block.heading:
        composer.add(Para(style, runs_of(f"{label} {block.heading}"), bold=True, keep_next=True))
        paragraphs = _paragraphs(runs_of(block.text))
    else:
        first, *paragraphs = _paragraphs(runs_of(block.text))
        composer.add(Para(style, (Run(label, bold=True), Run(" "), *first)))
    for runs in paragraphs:
        composer.add(Para(composer.styles.body, runs))


@_add.register
def _(block: blocks.Items, composer: Composer) -> None:
    composer.counted += listing.NUMBER in block.marker
    for number, line in enumerate(block.lines, start=1):
        first, *others = _paragraphs(runs_of(line))
        composer.add(listing.item(block.marker, first, composer.styles, number=number, series=composer.counted))
        composer.add(*(Para(composer.styles.item, runs) for runs in others))


@_add.register
def _(block: blocks.FieldLine, composer: Composer) -> None:
    composer.add(*forms.field_line(block, composer.text_width, composer.styles))


@_add.register
def _(block: blocks.DottedLines, composer: Composer) -> None:
    composer.add(*forms.dotted(block, composer.text_width, composer.styles))


@_add.register
def _(block: blocks.Table, composer: Composer) -> None:
    if not composer.at_page_top:
        composer.add(Para(styles.ROOM, pitch=styles.BETWEEN, keep_next=True))
    composer.add(tables.table(block, composer.text_width))


@_add.register
def _(block: blocks.Picture, composer: Composer) -> None:
    composer.add(
        Figure(
            block.content,
            mm(block.width_mm),
            mm(block.height_mm),
            before=2 * styles.BETWEEN,
            framed=False,
            told=blocks.printable(block.told),
        )
    )


@_add.register
def _(block: blocks.Signature, composer: Composer) -> None:
    _foot(composer, feet.signature(block, composer.text_width, composer.settings, composer.profile))


@_add.register
def _(block: blocks.TwoSignatures, composer: Composer) -> None:
    _foot(composer, feet.two_signatures(block, composer.text_width, composer.settings))


def _foot(composer: Composer, grid: Grid) -> None:
    composer.hold_last()
    composer.add(Para(styles.ROOM, pitch=2 * styles.BETWEEN, keep_next=True), grid)


@_add.register
def _(block: blocks.PageBreak, composer: Composer) -> None:
    composer.add(NewPage(odd=block.odd))


@_add.register
def _(block: blocks.Spacer, composer: Composer) -> None:
    composer.add(Para(styles.ROOM, pitch=max(mm(block.height_mm), 1.0)))


@_add.register
def _(block: blocks.SideBySide, composer: Composer) -> None:
    composer.add(covers.side_by_side(block, composer.text_width))


@_add.register
def _(block: blocks.CoverLine, composer: Composer) -> None:
    composer.add(*covers.cover_line(block, composer.text_width))


@_add.register
def _(block: blocks.Section, composer: Composer) -> None:
    composer.section = block
    composer.add(NewSection(block))
