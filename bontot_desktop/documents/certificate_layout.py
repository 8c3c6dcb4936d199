"""Where each line of a certificate stands on its landscape sheet, in millimetres, and how a long one is made to fit.

No guide gives a certificate's measures (recognition.md §10 D15 leaves them open): these are ours, kept as data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bontot_desktop.documents import balance, fonts
from bontot_desktop.documents.blocks import CoverLine, printable
from bontot_desktop.documents.covers import hold_room, pitch_of
from bontot_desktop.documents.lines import BASELINE
from bontot_desktop.documents.styles import mm
from bontot_desktop.errors import Refused

#: Words a line break of a certificate does not part.
_TOGETHER = ("Chi bộ 4 tốt", "Chi bộ bốn tốt", "Chi bộ", "Đảng bộ", "Đảng ủy", "Đảng uỷ", "4 tốt")
_HELD = "\u00a0"
#: What the line drawn under a title takes of the column's height, points.
_RULE_ROOM = 6.0
_MM = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """How a line is written; words too long for ``most_lines`` are set smaller, down to ``least_pt``."""

    size_pt: float
    bold: bool = False
    italic: bool = False
    most_lines: int = 1
    least_pt: float = 10.0

    @property
    def face(self) -> str:
        """The face of its letters."""
        return fonts.FACES[self.bold, self.italic]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Letters):
    """A line with its baseline from the paper's upper edge."""

    baseline_mm: float


@dataclass(frozen=True, slots=True)
class CertificateLayout:
    """The places of a certificate's lines on A4 landscape; ``margins_mm`` are top, bottom, left, right.

    Cell and achievement stand ``gap_mm`` apart in the middle of the room between ``middle_mm``. The foot stands in two
    columns of equal width: decision and register at the left, date and signer at the right.
    """

    margins_mm: tuple[float, float, float, float] = (16.0, 12.0, 24.0, 24.0)
    party: Place = Place(baseline_mm=32.0, size_pt=18, bold=True)
    issuer: Place = Place(baseline_mm=46.0, size_pt=20, bold=True, least_pt=13)
    given: Place = Place(baseline_mm=59.0, size_pt=20, italic=True)
    name: Place = Place(baseline_mm=83.0, size_pt=60, bold=True)
    middle_mm: tuple[float, float] = (88.0, 135.0)
    gap_mm: float = 4.0
    recipient: Letters = Letters(size_pt=27, bold=True, most_lines=2, least_pt=15)
    achievement: Letters = Letters(size_pt=21, italic=True, most_lines=3, least_pt=13)
    place_date: Place = Place(baseline_mm=142.0, size_pt=16, italic=True)
    authority: Place = Place(baseline_mm=150.0, size_pt=16, bold=True)
    post: Place = Place(baseline_mm=157.0, size_pt=16)
    signer: Place = Place(baseline_mm=188.0, size_pt=17, bold=True)
    decision: Place = Place(baseline_mm=181.5, size_pt=14)
    register: Place = Place(baseline_mm=188.0, size_pt=14)

    @property
    def text_width(self) -> float:
        """Width between the margins, points."""
        return mm(297) - mm(self.margins_mm[2]) - mm(self.margins_mm[3])


@dataclass(frozen=True, slots=True)
class _Set:
    """Words broken into lines of a size."""

    text: str
    size: float

    @property
    def pitch(self) -> float:
        return pitch_of(self.size)

    @property
    def height(self) -> float:
        return (self.text.count("\n") + 1) * self.pitch


@dataclass(slots=True)
class Column:
    """Lines set under each other, each at its own place; ``top_mm`` is where the column begins on the paper."""

    top_mm: float
    width: float
    lines: list[CoverLine] = field(default_factory=list)
    _bottom: float = field(init=False)

    def __post_init__(self) -> None:
        """Begin at the column's top."""
        self._bottom = self.top_mm * _MM

    @property
    def bottom_mm(self) -> float:
        """How far down the column reaches on the paper."""
        return self._bottom / _MM

    def put(self, text: str, place: Place, what: str, *, left: bool = False, rule: bool = False) -> None:
        """Set a line at its place; nothing for an empty text.

        Raises Refused, naming ``what`` it is ("tên chi bộ"), when it is too long even in the smallest letters.
        """
        if text.strip():
            fitting = next(_fittings(text, place, self.width), None)
            if fitting is None:
                raise _too_long(text, what)
            self._add(fitting, place, place.baseline_mm * _MM - BASELINE * fitting.pitch, left=left, rule=rule)

    def put_between(
        self, texts: Sequence[tuple[str, Letters, str]], room_mm: tuple[float, float], gap_mm: float, mark: str
    ) -> None:
        """Set texts under each other in the middle of a room, as large as they fit there.

        The first bears ``mark`` as its bookmark. Raises Refused as :meth:`put`.
        """
        top, bottom = (edge * _MM for edge in room_mm)
        gaps = gap_mm * _MM * (len(texts) - 1)
        offers = [list(_fittings(text, letters, self.width)) for text, letters, _ in texts]
        for offer, (text, _, what) in zip(offers, texts, strict=True):
            if not offer:
                raise _too_long(text, what)
        for step in range(max(map(len, offers))):
            chosen = [offer[min(step, len(offer) - 1)] for offer in offers]
            room = bottom - top - gaps - sum(one.height for one in chosen)
            if room >= 0:
                break
        else:
            raise _too_long(texts[-1][0], texts[-1][2])
        at = top + room / 2
        for index, (fitting, (_, letters, _)) in enumerate(zip(chosen, texts, strict=True)):
            self._add(fitting, letters, at, mark="" if index else mark)
            at += fitting.height + gap_mm * _MM

    def _add(
        self, fitting: _Set, letters: Letters, top: float, *, left: bool = False, rule: bool = False, mark: str = ""
    ) -> None:
        before = max(top - self._bottom, 0.0)
        self.lines.append(
            CoverLine(
                fitting.text,
                size_pt=fitting.size,
                bold=letters.bold,
                italic=letters.italic,
                before_mm=before / _MM,
                align="left" if left else "center",
                rule=rule,
                bookmark=mark,
            )
        )
        self._bottom += before + fitting.height + (_RULE_ROOM if rule else 0.0)


def _fittings(text: str, letters: Letters, width: float) -> Iterator[_Set]:
    """Give the ways a text fits into a column, the largest letters first."""
    held = hold_room(printable(text))
    for words in _TOGETHER:
        held = held.replace(words, words.replace(" ", _HELD))
    size = letters.size_pt
    while size >= min(letters.least_pt, letters.size_pt):
        broken = balance.balanced(held, letters.face, size, width - 2)
        lines = broken.split("\n")
        if len(lines) <= letters.most_lines and all(fonts.width(x, letters.face, size) <= width - 2 for x in lines):
            yield _Set(broken, size)
        size -= 1


def _too_long(text: str, what: str) -> Refused:
    return Refused(f"Giấy khen không đủ chỗ cho {what} “{text[:60].strip()}…”; hãy viết gọn lại.")
