"""A chart as bars, lines and words in a rectangle: laid out once, drawn on paper and on the screen by its own pen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction


class Ink(Enum):
    """What a shape is drawn in; each pen has its own colours."""

    FIRST = "first"
    SECOND = "second"
    GRID = "grid"
    TEXT = "text"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one kind, one for each label, None where there is nothing; ``texts`` stand beside the bars."""

    name: str
    values: tuple[Fraction | None, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars for labels: lying ones for names, ``upright`` ones for months. Of one series or two.

    ``is_share`` says that the whole is 1; else the largest value is what the bars are measured by.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    is_share: bool = True
    upright: bool = False
    #: How tall an upright chart is, in sizes of its letters.
    lines: float = 13.0

    @property
    def most(self) -> Fraction:
        """The value of a bar of full length."""
        if self.is_share:
            return Fraction(1)
        known = [value for series in self.series for value in series.values if value is not None]
        return max([value for value in known if value > 0], default=Fraction(1))


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle; all places are from the top left corner, downwards."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink
    #: Which label and which series it is of.
    label: int = 0
    series: int = 0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A thin line."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: Ink = Ink.GRID


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text with its baseline at ``y``."""

    x: float
    y: float
    text: str
    size: float
    ink: Ink = Ink.TEXT
    bold: bool = False


Shape = Bar | Stroke | Words
#: Gives the width of a text at a size, bold or not.
Measure = Callable[[str, float, bool], float]

_INKS = (Ink.FIRST, Ink.SECOND)
#: In sizes of the letters: a line, a lying bar, the room between bars and between labels.
_LINE, _BAR, _NEAR, _APART = 1.5, 1.1, 0.25, 0.8
#: Of the width: the most that labels take.
_LABELS = 0.4


def height(chart: Chart, size: float) -> float:
    """Return how tall a chart is at a size of its letters."""
    head = _top(chart, size)
    if chart.upright:
        return head + chart.lines * size
    each = len(chart.series) * (_BAR + _NEAR) + _APART
    return head + len(chart.labels) * each * size


def _top(chart: Chart, size: float) -> float:
    """Return where the bars begin: below the title and the legend."""
    lines = bool(chart.title) + (len(chart.series) > 1)
    return (lines * _LINE + (0.5 if lines else 0.2)) * size


def shapes(chart: Chart, width: float, size: float, measure: Measure) -> list[Shape]:
    """Lay a chart out in a width, with letters of a size (both in the pen's own unit)."""
    top = _top(chart, size)
    draw = _columns if chart.upright else _rows
    return [*_heading(chart, size, measure), *draw(chart, width, top, size, measure)]


def _heading(chart: Chart, size: float, measure: Measure) -> Iterator[Shape]:
    y = size * 1.1
    if chart.title:
        yield Words(0, y, chart.title, size, bold=True)
        y += _LINE * size
    if len(chart.series) > 1:
        x = 0.0
        for place, series in enumerate(chart.series):
            yield Bar(x, y - size * 0.8, size * 0.8, size * 0.8, _INKS[place], -1, place)
            yield Words(x + size * 1.2, y, series.name, size, Ink.QUIET)
            x += measure(series.name, size, False) + size * 3


def _rows(chart: Chart, width: float, top: float, size: float, measure: Measure) -> Iterator[Shape]:
    room = min(max((measure(label, size, False) for label in chart.labels), default=0.0), width * _LABELS)
    behind = max((measure(text, size, False) for series in chart.series for text in series.texts), default=0.0)
    left = room + size
    longest = max(width - left - behind - size, size)
    y = top
    for place, label in enumerate(chart.labels):
        begin = y
        for number, series in enumerate(chart.series):
            value = series.values[place]
            long = 0.0 if value is None else float(min(value / chart.most, Fraction(1))) * longest
            if long:
                yield Bar(left, y, long, _BAR * size, _INKS[number], place, number)
            yield Words(left + long + size * 0.4, y + size * 0.93, series.texts[place], size)
            y += (_BAR + _NEAR) * size
        middle = (begin + y - _NEAR * size) / 2
        yield Words(0, middle + size * 0.36, elided(label, room, size, measure), size)
        y += _APART * size
    yield Stroke(left, top - size * 0.2, left, y - _APART * size + size * 0.1)


def _columns(chart: Chart, width: float, top: float, size: float, measure: Measure) -> Iterator[Shape]:
    foot = top + (chart.lines - 1.6) * size
    high = foot - top - 1.6 * size
    marks = ("0 %", "50 %", "100 %") if chart.is_share else ()
    left = max((measure(mark, size * 0.9, False) for mark in marks), default=0.0) + (size if marks else 0)
    for place, mark in enumerate(marks):
        y = foot - high * place / 2
        yield Stroke(left, y, width, y)
        yield Words(0, y + size * 0.3, mark, size * 0.9, Ink.QUIET)
    if not marks:
        yield Stroke(left, foot, width, foot)
    each = (width - left) / max(len(chart.labels), 1)
    thick = min(each * 0.7 / max(len(chart.series), 1), size * 2.2)
    for place, label in enumerate(chart.labels):
        begin = left + each * place + (each - thick * len(chart.series)) / 2
        for number, series in enumerate(chart.series):
            value = series.values[place]
            tall = 0.0 if value is None else float(min(value / chart.most, Fraction(1))) * high
            x = begin + thick * number
            if tall:
                yield Bar(x, foot - tall, thick * 0.92, tall, _INKS[number], place, number)
            text = series.texts[place]
            wide = measure(text, size * 0.85, False)
            if value is not None and wide <= (each if len(chart.series) == 1 else thick * 1.1):
                yield Words(x + (thick * 0.92 - wide) / 2, foot - tall - size * 0.3, text, size * 0.85)
        wide = measure(label, size, False)
        yield Words(left + each * (place + 0.5) - wide / 2, foot + size * 1.3, label, size, Ink.QUIET)


def elided(label: str, room: float, size: float, measure: Measure) -> str:
    """Shorten a label in its middle so that it fits."""
    if measure(label, size, False) <= room + 0.01:
        return label
    for kept in range(len(label) - 1, 2, -1):
        tail = kept // 2
        short = f"{label[: kept - tail].rstrip()}…{label[len(label) - tail :].lstrip()}"
        if measure(short, size, False) <= room:
            return short
    return "…"
