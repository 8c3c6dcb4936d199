"""Reads the guide: index.toml names chapters and topics, each topic is one small Markdown file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bontot_desktop.places import resources
from bontot_desktop.rules.guide import (
    Block,
    Chapter,
    Guide,
    Heading,
    Look,
    Note,
    Paragraph,
    Picture,
    Piece,
    Points,
    Rows,
    Topic,
    Words,
)

_LOOKS = {"strong_open": Look.NAME, "em_open": Look.STRESSED}
_ENDS = {"strong_close", "em_close"}


def folder() -> Path:
    """Return the folder of the guide's files."""
    return resources() / "help"


def picture(file: str) -> Path:
    """Return where a picture of the guide stands."""
    return folder() / "pictures" / file


@cache
def guide() -> Guide:
    """Return the whole guide, read once. Raises ValueError for Markdown the guide has no use for."""
    index = tomllib.loads((folder() / "index.toml").read_text(encoding="utf-8"))
    return Guide(
        index["title"],
        tuple(
            Chapter(chapter["title"], tuple(_topic(name) for name in chapter["topics"])) for chapter in index["chapter"]
        ),
    )


def _topic(name: str) -> Topic:
    return read(name, (folder() / f"{name}.md").read_text(encoding="utf-8"))


def read(name: str, source: str) -> Topic:
    """Read one topic from its Markdown. Raises ValueError for anything but the few things a topic is made of."""
    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    if len(tokens) < 3 or tokens[0].type != "heading_open" or tokens[0].tag != "h1":
        raise ValueError(f"{name}.md does not begin with its title")
    reader = _Reader(name, tokens[3:])
    title = "".join(piece.text for piece in _words(name, tokens[1]))
    return Topic(name, title, tuple(reader.blocks()))


@dataclass(slots=True)
class _Reader:
    """Goes through the tokens of one topic."""

    name: str
    tokens: list[Token]
    at: int = 0

    def blocks(self) -> Iterator[Block]:
        while self.at < len(self.tokens):
            yield self._block()

    def _next(self, *wanted: str) -> Token:
        token = self.tokens[self.at]
        if wanted and token.type not in wanted:
            line = token.map[0] + 1 if token.map else "?"
            raise ValueError(f"{self.name}.md, line {line}: no use for {token.type} here")
        self.at += 1
        return token

    def _is(self, kind: str) -> bool:
        return self.tokens[self.at].type == kind

    def _block(self) -> Block:
        token = self._next(
            "paragraph_open", "heading_open", "ordered_list_open", "bullet_list_open", "blockquote_open", "table_open"
        )
        if token.type == "paragraph_open":
            return self._paragraph()
        if token.type == "heading_open":
            words = self._inline()
            self._next("heading_close")
            return Heading(words)
        if token.type == "blockquote_open":
            return Note(self._paragraphs("blockquote_close"))
        if token.type == "table_open":
            return self._table()
        return self._points(token)

    def _paragraph(self) -> Block:
        token = self._next("inline")
        self._next("paragraph_close")
        children = token.children or []
        if len(children) == 1 and children[0].type == "image":
            source = str(children[0].attrs["src"])
            return Picture(source.removeprefix("pictures/"), children[0].content)
        return Paragraph(_words(self.name, token))

    def _inline(self) -> Words:
        return _words(self.name, self._next("inline"))

    def _paragraphs(self, end: str) -> tuple[Words, ...]:
        found = []
        while not self._is(end):
            self._next("paragraph_open")
            found.append(self._inline())
            self._next("paragraph_close")
        self._next(end)
        return tuple(found)

    def _points(self, token: Token) -> Points:
        kind = token.type.removesuffix("_open")
        first = int(token.attrs.get("start", 1)) if kind == "ordered_list" else 0
        items = []
        while not self._is(f"{kind}_close"):
            self._next("list_item_open")
            words = self._paragraphs("list_item_close")
            if len(words) != 1:
                raise ValueError(f"{self.name}.md: a point of a list is one paragraph")
            items.append(words[0])
        self._next(f"{kind}_close")
        return Points(tuple(items), first)

    def _table(self) -> Rows:
        rows: list[tuple[Words, ...]] = []
        row: list[Words] = []
        while not self._is("table_close"):
            token = self._next()
            if token.type == "tr_open":
                row = []
            elif token.type in ("th_open", "td_open"):
                row.append(self._inline())
            elif token.type == "tr_close":
                rows.append(tuple(row))
        self._next("table_close")
        return Rows(rows[0], tuple(rows[1:]))


def _words(name: str, inline: Token) -> Words:
    pieces: list[Piece] = []
    looks = [Look.PLAIN]
    topic = ""
    for token in inline.children or []:
        if token.type == "text":
            if token.content:
                pieces.append(Piece(token.content, looks[-1], topic))
        elif token.type == "code_inline":
            pieces.append(Piece(token.content, Look.TYPED, topic))
        elif token.type == "softbreak":
            pieces.append(Piece(" ", looks[-1], topic))
        elif token.type in _LOOKS:
            looks.append(_LOOKS[token.type])
        elif token.type in _ENDS:
            looks.pop()
        elif token.type == "link_open":
            topic = str(token.attrs["href"]).removesuffix(".md")
        elif token.type == "link_close":
            topic = ""
        else:
            raise ValueError(f"{name}.md: no use for {token.type} in a line")
    return tuple(_joined(pieces))


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Join what a line's end in the file parted."""
    for (look, topic), same in groupby(pieces, lambda piece: (piece.look, piece.topic)):
        yield Piece("".join(piece.text for piece in same), look, topic)
