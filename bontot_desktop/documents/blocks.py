"""The few kinds of block a paper is made of; a kind of paper turns its facts into these and knows nothing of points.

Text in a block is a plain string, a :class:`Run`, or a tuple of both; there are no markup strings, so ``&``, ``<`` and
``>`` print as typed. Measures and fonts of each block: document-format §1, §2 and §8, applied in ``compose``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from bontot_desktop.documents.profile import FormatSettings

_UNPRINTABLE = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff\ufffe\uffff]"
)
_ODD_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def printable(value: str) -> str:
    """Make text fit for a page: NFC, one kind of space, no control characters; runs of spaces and ``\\n`` stay.

    Stored text is already clean; this door is for room left to write in ("ngày      tháng") and for facts that came
    another way.
    """
    text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = text.replace("\u2010", "-").replace("\u2011", "-").replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", _ODD_SPACES.sub(" ", _UNPRINTABLE.sub("", text)))


@dataclass(frozen=True, slots=True)
class Entry:
    """A field somebody fills in Word: its name in the file, what it is called, what it takes.

    ``tag`` is a name of up to 40 letters, figures and "_", unique in the paper. ``is_empty`` says that the run's text
    only invites to write. ``choices`` are what a list offers.
    """

    tag: str
    title: str
    kind: Literal["text", "lines", "choice", "date"] = "text"
    choices: tuple[str, ...] = ()
    is_empty: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one face; ``None`` keeps what the block's style says.

    ``entry`` makes it a field to fill in Word; on paper it is plain text.
    """

    text: str
    bold: bool | None = None
    italic: bool | None = None
    underline: bool = False
    entry: Entry | None = None


Text = str | Run | tuple["str | Run", ...]


def bold(text: str) -> Run:
    """A bold piece of text."""
    return Run(text, bold=True)


def italic(text: str) -> Run:
    """An italic piece of text."""
    return Run(text, italic=True)


def underlined(text: str) -> Run:
    """An underlined piece of text."""
    return Run(text, underline=True)


@lru_cache(maxsize=8_000)
def runs_of(text: Text) -> tuple[Run, ...]:
    """Bring any text of a block to clean runs, empty ones left out."""
    pieces = text if isinstance(text, tuple) else (text,)
    runs = (piece if isinstance(piece, Run) else Run(piece) for piece in pieces)
    cleaned = (Run(printable(run.text), run.bold, run.italic, run.underline, run.entry) for run in runs)
    return tuple(run for run in cleaned if run.text)


def plain_of(text: Text) -> str:
    """Return the bare characters of a block's text."""
    return "".join(run.text for run in runs_of(text))


class Role(StrEnum):
    """What a paragraph is in the paper; the style follows from it."""

    BODY = "body"
    CHAPTER = "chapter"  # "Phần I", "QUY ĐỊNH CHUNG", "NỘI DUNG": centred, bold (ids 6.1–6.4)
    HEADING_1 = "heading-1"  # "I- TÌNH HÌNH": bold
    HEADING_2 = "heading-2"  # "1. ...": bold
    HEADING_3 = "heading-3"  # "a) ...": bold italic
    ITEM = "item"  # khoản, điểm, "- ..." lines
    CENTERED = "centered"
    NOTE = "note"  # small italic remark, 12 pt
    PLAIN = "plain"  # no first-line indent, left aligned


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Ids 1–5b and 10–11: the two columns at the top of page 1.

    ``superior`` and ``issuer`` may hold ``\\n`` where the office wants the line broken; ``number_text`` is the whole
    line ("Số 05-QĐ/ĐU", five spaces for the number while it is a draft) or None for papers without one;
    ``place_date`` is the whole line or None. ``subject`` is the trích yếu of a công văn. ``urgency`` is 1 to 3, printed
    in the words of the profile, 0 for none. ``marks_left`` (draft mark) and ``marks_right`` (circulation) stand under
    the columns.
    """

    superior: str
    issuer: str
    number_text: str | None = None
    place_date: str | None = None
    subject: str = ""
    urgency: int = 0
    marks_left: tuple[Text, ...] = ()
    marks_right: tuple[Text, ...] = ()
    with_party_title: bool = True


@dataclass(frozen=True, slots=True)
class Title:
    """Ids 5a: the kind's name in capitals, the summary broken into balanced lines, five hyphens.

    A ``\\n`` in ``summary`` is a break the office wants. ``bracket`` is the "(Kèm theo …)" line of an attached list.
    """

    name: str
    summary: str = ""
    bracket: str = ""
    dashes: bool = True
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class Addressees:
    """Id 9a of a công văn ("Kính gửi") or, with ``petition``, of a tờ trình (by profile "Kính trình")."""

    names: tuple[str, ...]
    petition: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text in the role it plays; ``keep_with_next`` holds it beside what follows; ``bookmark`` enters the outline."""

    text: Text
    role: Role = Role.BODY
    keep_with_next: bool = False
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """Căn cứ lines without dash and final mark: the dash, ``;`` and the last ``,`` are put by the format settings."""

    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """The centred bold line "BAN THƯỜNG VỤ … QUYẾT ĐỊNH", worded and broken by the format settings."""

    issuer: str
    verb: str = "QUYẾT ĐỊNH"


@dataclass(frozen=True, slots=True)
class Article:
    """An article: only "Điều 1." bold; with a heading, label and heading are a bold line of their own."""

    number: int
    text: Text
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """Lines with a marker before each ("- "); ``marker`` may hold ``{n}`` for a running number ("{n}. ")."""

    lines: tuple[Text, ...]
    marker: str = "- "


@dataclass(frozen=True, slots=True)
class Field:
    """A label with its value, or with dots to write on (``value=None``); ``share`` parts the room between blanks."""

    label: Text
    value: Text | None = None
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One line of a form: labels with values or dots up to the right edge, then ``more_lines`` dotted lines.

    With every value given it flows like a body paragraph, joined by ``separator``.
    """

    fields: tuple[Field, ...]
    marker: str = "- "
    separator: str = "; "
    end: str = ""
    more_lines: int = 0


@dataclass(frozen=True, slots=True)
class DottedLines:
    """Dotted lines to write on, 8.5 mm apart: ``count`` of them, or up to the end of the page.

    ``fill="page"`` goes to the foot of the page, ``"sheet"`` further to the foot of the next even page (the back of the
    sheet). ``lead`` is printed at the start of the first line.
    """

    count: int = 0
    fill: Literal["", "page", "sheet"] = ""
    lead: Text = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: heading, width in mm (0 shares what is left), alignment of its cells."""

    heading: str
    width_mm: float = 0.0
    align: Literal["left", "center", "right", "justify"] = "left"


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a heading of several rows: ``span`` columns wide, ``rows`` rows high."""

    text: str
    span: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: plain, a group heading (one bold cell over all columns: give one cell), or a total (bold).

    In a total row a cell may be ``None``: the cell before it reaches over it.
    """

    cells: tuple[Text | None, ...]
    kind: Literal["plain", "group", "total"] = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; its heading repeats on every page and a row is never split unless it is taller than a page.

    ``head`` replaces the plain heading made of the columns' own headings. ``row_height_mm`` is the least height of a
    row (8 for rows written by hand). ``size_pt`` is 12 or 13. ``balanced`` gives columns without a width the room
    their text needs for low rows, instead of equal shares. ``tight`` brings the rules closer to the text, for a
    paper that has to stay on one page.
    """

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    head: tuple[tuple[HeadCell, ...], ...] = ()
    size_pt: float = 12.0
    row_height_mm: float = 0.0
    show_column_numbers: bool = False
    balanced: bool = False
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG) in the middle of the column; ``told`` says in words what is seen on it."""

    content: bytes
    width_mm: float
    height_mm: float
    told: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Ids 7a–7c. ``authority`` ("T/M BAN THƯỜNG VỤ", "CHỦ TRÌ") and ``name`` bold, ``post`` regular; ``\\n`` breaks.

    Without an authority the post itself is bold ("CHÁNH VĂN PHÒNG"). ``note`` is a small italic line under them.
    """

    authority: str = ""
    post: str = ""
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Recipients:
    """Nơi nhận: lines without dash and final mark; separators follow the profile, the last ends with a full stop."""

    lines: tuple[str, ...]
    label: str = "Nơi nhận:"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signer in the right column, Nơi nhận in the left, never alone on a page; ``place_date`` stands above."""

    signer: Signer
    recipients: Recipients | None = None
    place_date: str = ""


@dataclass(frozen=True, slots=True)
class TwoSignatures:
    """Two signers side by side (minutes: who wrote it on the left, who chaired on the right, §8.3)."""

    left: Signer
    right: Signer
    place_date: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page, with ``odd`` a right-hand one (an empty page is put between where needed)."""

    odd: bool = False


@dataclass(frozen=True, slots=True)
class Spacer:
    """Empty room of a height in mm."""

    height_mm: float


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A line of a cover or a certificate in its own size, in the middle; ``before_mm`` is the room above it.

    ``rule`` draws a line of the words' length under them; ``bookmark`` enters the outline.
    """

    text: Text
    size_pt: float = 14.0
    bold: bool = False
    italic: bool = False
    before_mm: float = 2.0
    align: Literal["left", "center"] = "center"
    rule: bool = False
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Lines of a certificate in two columns of equal width, never parted by a page's end."""

    left: tuple[CoverLine, ...]
    right: tuple[CoverLine, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """From here on (new page) another page setup: landscape, numbering shown or not, restarted at ``restart_at``.

    ``number_first`` shows the number on the section's first page too (books, §8.4). ``frame`` draws a frame on its
    first page (covers). ``odd`` starts on a right-hand page, an empty numbered page before it where needed.
    ``margins_mm`` (top, bottom, left, right) take the place of the guide's for what is no văn bản (a certificate),
    ``border`` draws a certificate's frame near the paper's edge.
    """

    landscape: bool = False
    numbered: bool = True
    number_first: bool = True
    restart_at: int | None = None
    frame: bool = False
    odd: bool = False
    margins_mm: tuple[float, float, float, float] | None = None
    border: bool = False


Block = (
    Letterhead
    | Title
    | Addressees
    | Paragraph
    | Basis
    | Ruling
    | Article
    | Items
    | FieldLine
    | DottedLines
    | Table
    | Picture
    | Signature
    | TwoSignatures
    | PageBreak
    | Spacer
    | CoverLine
    | SideBySide
    | Section
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper. ``day`` chooses the profile; ``first`` is the setup of the first section.

    A plain paper hides the number of page 1 and shows 2 on the second (document-format §1), which ``first`` does by
    default. ``offset_mm`` moves everything (right, down), for words that must meet pre-printed stock.
    """

    blocks: tuple[Block, ...]
    title: str
    author: str
    day: date | None = None
    settings: FormatSettings = field(default_factory=FormatSettings)
    first: Section = field(default_factory=lambda: Section(number_first=False))
    paper: Literal["A4", "A5"] = "A4"
    offset_mm: tuple[float, float] = (0.0, 0.0)
    #: Code of a form that goes out to be filled in Word and comes back; "" for a paper.
    form_code: str = ""
