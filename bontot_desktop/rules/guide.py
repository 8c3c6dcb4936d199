"""What the guide for the office is made of: chapters, topics and the few kinds of block a topic has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """How a piece of text stands out."""

    PLAIN = "plain"
    #: A word of the screen, as it stands there: a button, a menu, a field.
    NAME = "name"
    #: What is typed, or a folder, a file, a key.
    TYPED = "typed"
    STRESSED = "stressed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one look; ``topic`` is the id of the topic it leads to."""

    text: str
    look: Look = Look.PLAIN
    topic: str = ""


Words = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    words: Words


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a topic."""

    words: Words


@dataclass(frozen=True, slots=True)
class Points:
    """A list: steps counted from ``first``, or plain points when it is 0."""

    items: tuple[Words, ...]
    first: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """What must not be missed, set apart."""

    paragraphs: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its file's name, with its caption."""

    file: str
    caption: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A small table: a heading and rows of the same length."""

    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


Block = Paragraph | Heading | Points | Note | Picture | Rows


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the guide; F1 opens it by its id."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Topics that belong together."""

    title: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole guide in the order it is printed."""

    title: str
    chapters: tuple[Chapter, ...]

    def topics(self) -> Iterator[Topic]:
        """Yield every topic in order."""
        for chapter in self.chapters:
            yield from chapter.topics

    def find(self, topic: str) -> Topic | None:
        """Return a topic by its id."""
        return next((one for one in self.topics() if one.id == topic), None)


def plain(words: Words) -> str:
    """Return the bare characters."""
    return "".join(piece.text for piece in words)


def words_of(block: Block) -> Iterator[Words]:
    """Yield every run of words of a block, a picture's caption included."""
    if isinstance(block, Paragraph | Heading):
        yield block.words
    elif isinstance(block, Points):
        yield from block.items
    elif isinstance(block, Note):
        yield from block.paragraphs
    elif isinstance(block, Picture):
        yield (Piece(block.caption),)
    else:
        for row in (block.head, *block.rows):
            yield from row


def text_of(topic: Topic) -> str:
    """Return all a topic says, its title first, a line for each piece."""
    return "\n".join((topic.title, *(plain(words) for block in topic.blocks for words in words_of(block))))
