"""The formatting that counts in the end, as Word finds it: defaults, table, paragraph and character styles, the run."""

from __future__ import annotations

from dataclasses import dataclass

from bontot_desktop.documents.lint.opening import Element, Package
from bontot_desktop.documents.lint.paper import Face
from bontot_desktop.documents.lint.properties import (
    OFF,
    TOGGLES,
    Properties,
    is_line,
    paragraph_properties,
    run_properties,
)

#: What Word takes where a file says nothing.
_FONT, _HALF_POINTS = "Times New Roman", 20.0
#: The parts of a table with formatting of their own, the later the stronger (ECMA-376 §17.7.6).
_CONDITIONS = (
    "wholeTable", "band1Vert", "band2Vert", "band1Horz", "band2Horz", "firstRow", "lastRow", "firstCol", "lastCol",
    "neCell", "nwCell", "seCell", "swCell",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellFormat:
    """What the style of a table says of the runs and the paragraphs of one cell."""

    run: Properties
    paragraph: Properties


NO_CELL = CellFormat({}, {})


@dataclass(frozen=True, slots=True)
class _Style:
    kind: str
    based_on: str
    run: Properties
    paragraph: Properties
    parts: dict[str, CellFormat]
    ruled: bool | None


class Styles:
    """The styles and the theme of one file."""

    def __init__(self, package: Package) -> None:
        root = package.styles
        self._styles: dict[str, _Style] = {}
        self.default_paragraph = self.default_table = ""
        for style in root.iter("style"):
            name = style.get("styleId", "")
            based = style.find("basedOn")
            borders = style.find("tblPr/tblBorders")
            self._styles[name] = _Style(
                style.get("type", ""),
                "" if based is None else based.get("val", ""),
                run_properties(style.find("rPr")),
                paragraph_properties(style.find("pPr")),
                {one.get("type", ""): _format(one) for one in style.iter("tblStylePr")},
                None if borders is None else any(is_line(edge) for edge in borders),
            )
            if style.get("default", "0").lower() not in OFF:
                if style.get("type") == "paragraph":
                    self.default_paragraph = name
                elif style.get("type") == "table":
                    self.default_table = name
        self._run = run_properties(root.find("docDefaults/rPrDefault/rPr"))
        self._paragraph = paragraph_properties(root.find("docDefaults/pPrDefault/pPr"))
        self._theme = _theme_fonts(package.theme)
        self._merged: dict[tuple[str, bool], Properties] = {}
        self._cells: dict[tuple[str, frozenset[str]], CellFormat] = {}

    def _chain(self, name: str) -> list[_Style]:
        """Return a style after those it is based on; a circle of styles ends where it began."""
        chain: list[_Style] = []
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            chain.insert(0, self._styles[name])
            name = self._styles[name].based_on
        return chain

    def _of(self, name: str, *, run: bool) -> Properties:
        """Merge a style with those it is based on."""
        known = self._merged.get((name, run))
        if known is None:
            known = {}
            for style in self._chain(name):
                known |= style.run if run else style.paragraph
            self._merged[name, run] = known
        return known

    def _paragraph_style(self, name: str) -> str:
        """Return the paragraph style meant; Word takes its own where the name is none or that of another kind."""
        known = self._styles.get(name)
        return name if known is not None and known.kind in ("paragraph", "") else self.default_paragraph

    def cell(self, name: str, parts: frozenset[str]) -> CellFormat:
        """Return what a table style says of a cell that belongs to these parts of its table ("firstRow"…)."""
        known = self._cells.get((name, parts))
        if known is not None:
            return known
        run, paragraph = dict(self._of(name, run=True)), dict(self._of(name, run=False))
        chain = self._chain(name)
        for part in _CONDITIONS:
            for style in chain if part in parts else ():
                if part in style.parts:
                    run |= style.parts[part].run
                    paragraph |= style.parts[part].paragraph
        found = self._cells[name, parts] = CellFormat(run, paragraph)
        return found

    def ruled(self, name: str) -> bool:
        """Whether a table of this style shows lines."""
        said = [style.ruled for style in self._chain(name) if style.ruled is not None]
        return said[-1] if said else "grid" in name.casefold()

    def paragraph(self, direct: Properties, cell: CellFormat) -> Properties:
        """Return the whole properties of a paragraph; indents of a list level come in by ``numbering``."""
        style = self._of(self._paragraph_style(direct.get("style", "")), run=False)
        return self._paragraph | cell.paragraph | style | direct

    def style_indents(self, name: str) -> Properties:
        """Return the indents a paragraph style sets; they go before those of a list that comes with the style."""
        style = self._of(self._paragraph_style(name), run=False)
        return {side: style[side] for side in ("left", "first") if side in style}

    def size(self, direct: Properties, paragraph_style: str, cell: CellFormat) -> float:
        """Return the size of a paragraph's mark in points."""
        face, _, _ = self.face("a", direct, paragraph_style, cell)
        return face.size

    def face(self, text: str, direct: Properties, paragraph_style: str, cell: CellFormat) -> tuple[Face, bool, bool]:
        """Return the face of a run, whether it is set in capitals and whether it is hidden."""
        named = self._styles.get(direct.get("style", ""))
        levels = [
            cell.run,
            self._of(self._paragraph_style(paragraph_style), run=True),
            self._of(direct["style"], run=True) if named is not None and named.kind in ("character", "") else {},
        ]
        all_of: Properties = dict(self._run)
        for level in (*levels, direct):
            all_of |= level
        switches: dict[str, bool] = {}
        for name in TOGGLES:
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


def _format(element: Element) -> CellFormat:
    return CellFormat(run_properties(element.find("rPr")), paragraph_properties(element.find("pPr")))


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
