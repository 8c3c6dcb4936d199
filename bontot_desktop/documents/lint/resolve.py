"""The formatting that counts in the end, as Word finds it: defaults, table, paragraph and character styles, the run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bontot_desktop.documents.lint.opening import Element, Package
from bontot_desktop.documents.lint.paper import Face

Properties = dict[str, Any]

_OFF = {"0", "false", "off", "none"}
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_TOGGLES = ("b", "i", "caps", "smallCaps", "vanish")
#: What Word takes where a file says nothing.
_FONT, _HALF_POINTS = "Times New Roman", 20.0
_BLACK = {"auto", "000000", "black"}
_BLACK_THEMES = {"text1", "dark1", "windowText"}


def number(value: str | None) -> float | None:
    """Read a measure of Word's; None for what is no number."""
    try:
        read = float((value or "").removesuffix("pt"))
    except ValueError:
        return None
    return read if abs(read) < 1e6 else None


def is_on(element: Element) -> bool:
    """Read a switch such as bold."""
    return element.get("val", "1").lower() not in _OFF


def run_properties(element: Element | None) -> Properties:
    """Read what a ``w:rPr`` says, and only that."""
    found: Properties = {}
    for one in element if element is not None else ():
        if one.tag in _TOGGLES:
            found[one.tag] = is_on(one)
        elif one.tag == "rFonts":
            for slot in _SLOTS:
                theme = one.get(f"{slot}Theme") or one.get(f"{slot}theme")
                if theme:
                    found[f"font-{slot}"] = ("theme", theme)
                elif one.get(slot):
                    found[f"font-{slot}"] = ("name", one.get(slot))
            if one.get("hint"):
                found["hint"] = one.get("hint")
        elif one.tag in ("sz", "szCs"):
            size = number(one.get("val"))
            if size:
                found[one.tag] = size
        elif one.tag == "u":
            found["u"] = one.get("val", "single").lower() not in _OFF
        elif one.tag == "color":
            theme = one.get("themeColor")
            found["black"] = theme in _BLACK_THEMES if theme else one.get("val", "auto").lower() in _BLACK
        elif one.tag in ("cs", "rtl"):
            found["complex"] = is_on(one)
        elif one.tag == "rStyle":
            found["style"] = one.get("val", "")
    return found


def paragraph_properties(element: Element | None) -> Properties:
    """Read what a ``w:pPr`` says: alignment, spacing and indents attribute by attribute, numbering, page break."""
    found: Properties = {}
    for one in element if element is not None else ():
        if one.tag == "jc":
            found["align"] = {"both": "justify", "distribute": "justify", "start": "left", "end": "right"}.get(
                one.get("val", "left"), one.get("val", "left")
            )
        elif one.tag == "spacing":
            for side in ("before", "after"):
                if one.get(f"{side}Autospacing", "0").lower() not in _OFF:
                    found[side] = 14 * 20.0
                elif (value := number(one.get(side))) is not None:
                    found[side] = value
            if (value := number(one.get("line"))) is not None:
                found["line"] = value
                found["lineRule"] = one.get("lineRule", "auto")
        elif one.tag == "ind":
            _indents(one, found)
        elif one.tag == "contextualSpacing":
            found["contextual"] = is_on(one)
        elif one.tag == "pageBreakBefore":
            found["new-page"] = is_on(one)
        elif one.tag == "pStyle":
            found["style"] = one.get("val", "")
        elif one.tag == "numPr":
            for name in ("numId", "ilvl"):
                inner = one.find(name)
                if inner is not None:
                    found[name] = inner.get("val", "")
        elif one.tag == "pBdr":
            edges = [one.find(edge) for edge in ("top", "bottom")]
            shown = [edge.get("val", "none") for edge in edges if edge is not None]
            found["bordered"] = any(value not in _OFF | {"nil"} for value in shown)
    return found


def _indents(element: Element, found: Properties) -> None:
    for name, other in (("left", "start"), ("right", "end")):
        value = number(element.get(name) or element.get(other))
        if value is not None:
            found[name] = value
    first, hanging = number(element.get("firstLine")), number(element.get("hanging"))
    if hanging is not None:
        found["first"] = -hanging
    elif first is not None:
        found["first"] = first


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str
    run: Properties
    paragraph: Properties


class Styles:
    """The styles and the theme of one file."""

    def __init__(self, package: Package) -> None:
        root = package.styles
        self._styles: dict[str, _Style] = {}
        self.default_paragraph = self.default_table = ""
        for style in root.iter("style"):
            name = style.get("styleId", "")
            based = style.find("basedOn")
            self._styles[name] = _Style(
                "" if based is None else based.get("val", ""),
                run_properties(style.find("rPr")),
                paragraph_properties(style.find("pPr")),
            )
            if style.get("default", "0").lower() not in _OFF:
                if style.get("type") == "paragraph":
                    self.default_paragraph = name
                elif style.get("type") == "table":
                    self.default_table = name
        self._run = run_properties(root.find("docDefaults/rPrDefault/rPr"))
        self._paragraph = paragraph_properties(root.find("docDefaults/pPrDefault/pPr"))
        self._theme = _theme_fonts(package.theme)
        self._merged: dict[tuple[str, bool], Properties] = {}

    def _of(self, name: str, *, run: bool) -> Properties:
        """Merge a style with those it is based on; a circle of styles ends where it began."""
        known = self._merged.get((name, run))
        if known is not None:
            return known
        chain: list[Properties] = []
        seen: set[str] = set()
        at = name
        while at in self._styles and at not in seen:
            seen.add(at)
            style = self._styles[at]
            chain.append(style.run if run else style.paragraph)
            at = style.based_on
        merged: Properties = {}
        for properties in reversed(chain):
            merged |= properties
        self._merged[name, run] = merged
        return merged

    def paragraph(self, direct: Properties, table: str) -> Properties:
        """Return the whole properties of a paragraph; indents of a list level come in by ``numbering``."""
        style = self._of(direct.get("style") or self.default_paragraph, run=False)
        under = self._of(table, run=False) if table else {}
        return self._paragraph | under | style | direct

    def face(self, text: str, direct: Properties, paragraph_style: str, table: str) -> tuple[Face, bool, bool]:
        """Return the face of a run, whether it is set in capitals and whether it is hidden."""
        levels = [
            self._of(table, run=True) if table else {},
            self._of(paragraph_style or self.default_paragraph, run=True),
            self._of(direct["style"], run=True) if direct.get("style") else {},
        ]
        all_of: Properties = dict(self._run)
        for level in (*levels, direct):
            all_of |= level
        switches: dict[str, bool] = {}
        for name in _TOGGLES:
            if name in direct:
                switches[name] = direct[name]
            else:
                # A switch of a style turns the switch of the style below it round (ECMA-376 §17.7.3).
                turns = sum(bool(level.get(name)) for level in levels)
                switches[name] = bool(self._run.get(name)) or turns % 2 == 1
        complex_ = bool(all_of.get("complex"))
        half = all_of.get("szCs" if complex_ else "sz", _HALF_POINTS)
        face = Face(
            font=self._font(text, all_of, complex_),
            size=half / 2,
            bold=switches["b"],
            italic=switches["i"],
            underline=bool(all_of.get("u")),
            black=bool(all_of.get("black", True)),
        )
        return face, switches["caps"] or switches["smallCaps"], switches["vanish"]

    def _font(self, text: str, properties: Properties, complex_: bool) -> str:
        """Name the font of the text; of two the one that is not Times New Roman, or the first."""
        slots = {"cs"} if complex_ else {_slot(char, properties.get("hint", "")) for char in text if not char.isspace()}
        names = []
        for slot in sorted(slots):
            kind, value = properties.get(f"font-{slot}", ("name", _FONT))
            names.append(self._theme.get(value, _FONT) if kind == "theme" else value)
        strange = [name for name in names if name.casefold() != _FONT.casefold()]
        return strange[0] if strange else _FONT


def _slot(char: str, hint: str) -> str:
    """Say which of the four fonts of a run a sign is set in."""
    code = ord(char)
    if code < 0x80:
        return "ascii"
    if 0x2E80 <= code <= 0xD7FF or 0xF900 <= code <= 0xFAFF or 0xFE30 <= code <= 0xFE6F or 0xFF00 <= code <= 0xFFEF:
        return "eastAsia"
    if hint == "eastAsia" and 0x2000 <= code <= 0x27BF:
        return "eastAsia"
    return "hAnsi"


def _theme_fonts(theme: Element) -> dict[str, str]:
    """Return the theme's fonts by the names styles call them ("minorHAnsi", "majorBidi"…)."""
    found: dict[str, str] = {}
    for which, prefix in (("x:majorFont", "major"), ("x:minorFont", "minor")):
        font = next(theme.iter(which), None)
        if font is None:
            continue
        for child, endings in (("x:latin", ("Ascii", "HAnsi")), ("x:ea", ("EastAsia",)), ("x:cs", ("Bidi",))):
            one = font.find(child)
            name = "" if one is None else one.get("typeface", "")
            for ending in endings:
                found[prefix + ending] = name or _FONT
    return found
