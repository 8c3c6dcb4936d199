"""Text boxes, drawn lines and pictures of a Word file, and the half of the page each of them stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bontot_desktop.documents.lint.opening import Element
from bontot_desktop.documents.lint.properties import Properties, number

#: Left margin and width of the text of an A4 sheet in points: near enough to tell left from right.
_LEFT, _WIDTH = 85.0, 468.0
MIDDLE = _WIDTH / 2
_FLAT = 6.0
_EMU = 12700
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "": 0.75}
_LENGTH = re.compile(r"^(-?\d*\.?\d+)(pt|in|cm|mm|px|)$")
_PICTURES = ("x:pic", "x:imagedata", "x:chart", "x:OLEObject", "object")
_ALIGNED = {"left": 0, "inside": 0, "right": 1, "outside": 1}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a shape stands: its middle in points from the left of the text or, ``in_column``, of its cell.

    ``height`` is None where the file does not say.

    ``side`` is 0 or 1 where the file says "left" or "right" itself; ``below`` that it hangs under its paragraph.
    """

    middle: float | None = None
    in_column: bool = False
    width: float = 0.0
    side: int | None = None
    below: bool = False
    height: float | None = None

    def half(self, column: int | None = None, column_width: float = 0.0) -> int | None:
        """Return the half of the page, 0 left, 1 right; None for what is wide or cannot be told.

        ``column`` is that of the table the anchor stands in.
        """
        if self.width > 0.62 * _WIDTH:
            return None
        if self.side is not None:
            return self.side
        if column is not None and self.in_column:
            if self.middle is None or not column_width:
                return None if column_width else column
            return max(0, column + (self.middle > column_width) - (self.middle < 0))
        return None if self.middle is None else int(self.middle > MIDDLE)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a drawing holds: text boxes with words, or a bare line or shape (``drawn``); neither for a picture."""

    boxes: tuple[Element, ...]
    drawn: bool
    place: Place


def shape(drawing: Element) -> Shape:
    """Read a drawing; of two ways to draw the same thing the newer."""
    if drawing.tag == "x:AlternateContent":
        ways = [way for way in drawing if way.tag in ("x:Choice", "x:Fallback")]
        best = next((way for way in ways if _worded(way)), ways[0] if ways else drawing)
        return shape(best)
    boxes = _worded(drawing)
    picture = drawing.tag == "object" or any(next(drawing.iter(tag), None) is not None for tag in _PICTURES)
    place = _place(drawing)
    # What is higher than a stroke is a stamp's frame or an ornament, and no line under anything.
    flat = place.height is None or place.height <= _FLAT
    return Shape(boxes, not boxes and not picture and flat, place)


def _worded(drawing: Element) -> tuple[Element, ...]:
    boxes = (box for box in drawing.iter("txbxContent"))
    return tuple(box for box in boxes if any((one.text or "").strip() for one in box.iter("t")))


def _place(drawing: Element) -> Place:
    anchor = next(drawing.iter("x:anchor"), None)
    if anchor is not None:
        return _anchored(anchor)
    for one in drawing.iter():
        if one.tag in ("x:shape", "x:line", "x:rect", "x:group", "x:roundrect") and one.get("style"):
            return _vml(one)
    return Place(in_column=True)


def _anchored(anchor: Element) -> Place:
    extent = anchor.find("x:extent")
    sizes = [None if extent is None else _emu(extent.get(name)) for name in ("cx", "cy")]
    horizontal, vertical = anchor.find("x:positionH"), anchor.find("x:positionV")
    offset, align, relative = _said(horizontal)
    down, _, _ = _said(vertical)
    return replace(_placed(sizes[0] or 0.0, offset, align, relative, (down or 0.0) > 8), height=sizes[1])


def _said(position: Element | None) -> tuple[float | None, str, str]:
    if position is None:
        return None, "", ""
    offset, align = position.find("x:posOffset"), position.find("x:align")
    read = None if offset is None else _emu(offset.text)
    return read, "" if align is None else (align.text or "").strip(), position.get("relativeFrom", "")


def _emu(text: str | None) -> float | None:
    try:
        return int(text or "") / _EMU
    except ValueError:
        return None


def _vml(drawn: Element) -> Place:
    style = dict(part.split(":", 1) for part in drawn.get("style", "").replace(" ", "").split(";") if ":" in part)
    width, height = _points(style.get("width", "")) or 0.0, _points(style.get("height", ""))
    offset = _points(style.get("margin-left", style.get("left", "")))
    ends = [_points(drawn.get(end, "").partition(",")[0]) for end in ("from", "to")]
    if ends[0] is not None and ends[1] is not None:
        width, offset, height = abs(ends[1] - ends[0]), min(ends[0], ends[1]), 0.0
    down = _points(style.get("margin-top", style.get("top", ""))) or 0.0
    relative = style.get("mso-position-horizontal-relative", "text")
    place = _placed(width, offset, style.get("mso-position-horizontal", ""), relative, down > 8)
    return replace(place, height=height)


def _points(text: str) -> float | None:
    found = _LENGTH.match(text.strip())
    return None if found is None else min(float(found[1]), 10_000.0) * _UNITS[found[2]]


def _placed(width: float, offset: float | None, align: str, relative: str, below: bool) -> Place:
    in_column = relative in ("column", "character", "text", "char")
    side = None if in_column else _ALIGNED.get(align)
    middle = None if offset is None else offset + width / 2
    if middle is not None and relative == "page":
        middle -= _LEFT
    return Place(middle, in_column, width, side, below)


def frame(properties: Properties) -> Place | None:
    """Return where a paragraph set in a frame stands; None for one that is in none."""
    said = properties.get("frame")
    if said is None:
        return None
    offset = number(said["x"])
    width = (number(said["w"]) or 0.0) / 20
    relative = {"page": "page", "margin": "margin"}.get(said["hAnchor"], "text")
    place = _placed(width, None if offset is None else offset / 20, said["xAlign"], relative, False)
    return Place(place.middle, False, width, _ALIGNED.get(said["xAlign"]), False)
