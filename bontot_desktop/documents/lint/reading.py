"""Reads the body of a Word file into paragraphs as the eye sees them, each with its page and its place in a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bontot_desktop.documents.lint.numbering import Numbering
from bontot_desktop.documents.lint.opening import Element, Package
from bontot_desktop.documents.lint.paper import Line, LineRule, Span, Spot
from bontot_desktop.documents.lint.report import Where
from bontot_desktop.documents.lint.resolve import Properties, Styles, number, paragraph_properties, run_properties

_WRAPPERS = {"ins", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "moveTo", "customXml", "dir", "bdo"}
_NO_LINE = {"nil", "none", ""}


@dataclass(frozen=True, slots=True)
class _Table:
    style: str
    spot: Spot


class Reader:
    """Reads paragraphs in order; ``sections`` fills with every ``w:sectPr`` and the page it begins on."""

    def __init__(self, package: Package) -> None:
        self.styles = Styles(package)
        self._numbering = Numbering(package.numbering)
        self._exact = next(package.body.iter("lastRenderedPageBreak"), None) is not None
        self.page = 1
        self._breaks = False
        self._page_begun = False
        self._tables = 0
        self.sections: list[tuple[Element, Where]] = []
        self._section_starts = Where(1, True)
        self._body = package.body

    def read(self) -> list[Line]:
        """Return all paragraphs."""
        lines = list(self._blocks(self._body, None))
        last = self._body.find("sectPr")
        self.sections.append((Element("sectPr") if last is None else last, self._section_starts))
        return lines

    def header(self, root: Element) -> list[Line]:
        """Return the paragraphs of a header or footer."""
        page, self._breaks = self.page, False
        found = list(self._blocks(root, None))
        self.page = page
        return found

    def here(self) -> Where:
        """Return the page that is being read."""
        return Where(self.page, self._exact)

    def _blocks(self, parent: Element, table: _Table | None) -> Iterator[Line]:
        for child in parent:
            if child.tag == "p":
                yield self._paragraph(child, table)
                self._end_section(child)
            elif child.tag == "tbl":
                yield from self._table(child)
            elif child.tag in _WRAPPERS:
                yield from self._blocks(child, table)

    def _end_section(self, paragraph: Element) -> None:
        section = paragraph.find("pPr/sectPr")
        if section is None:
            return
        self.sections.append((section, self._section_starts))
        if not self._exact:
            kind = section.find("type")
            if kind is None or kind.get("val") != "continuous":
                self.page += 1
                self._breaks = True
            self._section_starts = self.here()
        else:
            # Word's own mark of the next page stands in the paragraph that follows.
            self._section_starts = Where(self.page + 1, True)

    def _table(self, element: Element) -> Iterator[Line]:
        self._tables += 1
        mine = self._tables
        named = element.find("tblPr/tblStyle")
        style = self.styles.default_table if named is None else named.get("val", "")
        ruled = _ruled(element, style)
        for at, row in enumerate(_inside(element, "tr")):
            cells = list(_inside(row, "tc"))
            for column, cell in enumerate(cells):
                spot = Spot(mine, at, column, len(cells), ruled)
                yield from self._blocks(cell, _Table(style, spot))

    def _paragraph(self, element: Element, table: _Table | None) -> Line:
        direct = paragraph_properties(element.find("pPr"))
        style = table.style if table else ""
        whole = self.styles.paragraph(direct, style)
        if whole.get("numId", "0") != "0":
            whole = whole | self._numbering.indents(whole)
            whole |= {name: direct[name] for name in ("left", "first") if name in direct}
        broken, self._breaks = self._breaks, False
        if whole.get("new-page") and not self._exact and self._page_begun:
            self.page += 1
        state = _Runs(self, direct.get("style", ""), style)
        state.take(element)
        self._page_begun = True
        rule, pitch = _pitch(whole)
        return Line(
            spans=tuple(state.spans),
            align=str(whole.get("align", "left")),
            before=whole.get("before", 0.0) / 20,
            after=whole.get("after", 0.0) / 20,
            pitch=pitch,
            rule=rule,
            first=whole.get("first", 0.0) / 20,
            left=whole.get("left", 0.0) / 20,
            where=state.where or self.here(),
            spot=table.spot if table else None,
            drawn=state.drawn,
            boxed=state.boxed,
            bordered=bool(whole.get("bordered")),
            new_page=bool(whole.get("new-page")) or broken or state.broke_first,
            label=self._numbering.label(whole),
            style=str(direct.get("style", "")),
            contextual=bool(whole.get("contextual")),
        )

    def turn(self, *, by_word: bool) -> None:
        """Begin a page at a break in a run; where Word noted its own breaks only those count."""
        if by_word or not self._exact:
            self.page += 1
        if not by_word:
            self._breaks = True


class _Runs:
    """Collects the spans of one paragraph."""

    def __init__(self, reader: Reader, style: str, table: str) -> None:
        self._reader = reader
        self._style = style
        self._table = table
        self.spans: list[Span] = []
        self.where: Where | None = None
        self.drawn = False
        self.boxed = False
        self.broke_first = False
        self._codes: list[bool] = []

    def take(self, parent: Element) -> None:
        for child in parent:
            if child.tag == "r":
                self._run(child)
            elif child.tag in _WRAPPERS:
                if child.tag == "fldSimple" and _is_page(child.get("instr", "")):
                    self._add("#", {})
                else:
                    self.take(child)

    def _run(self, run: Element) -> None:
        direct = run_properties(run.find("rPr"))
        for child in run:
            if child.tag == "t":
                if not any(self._codes):
                    self._add(child.text or "", direct)
            elif child.tag == "tab":
                self._add("\t", direct)
            elif child.tag == "noBreakHyphen":
                self._add("-", direct)
            elif child.tag in ("br", "cr"):
                self._break(child, direct)
            elif child.tag == "lastRenderedPageBreak":
                self._reader.turn(by_word=True)
                self.broke_first = self.broke_first or not self.spans
            elif child.tag == "fldChar":
                self._field(child)
            elif child.tag == "instrText":
                if _is_page(child.text or ""):
                    self._add("#", direct)
                    if self._codes:
                        self._codes[-1] = True
            elif child.tag in ("drawing", "pict", "object", "x:AlternateContent"):
                words = [one for box in child.iter("txbxContent") for one in box.iter("t") if (one.text or "").strip()]
                self.drawn = self.drawn or not words
                self.boxed = self.boxed or bool(words)

    def _field(self, sign: Element) -> None:
        kind = sign.get("fldCharType")
        if kind == "begin":
            self._codes.append(False)
        elif kind == "end" and self._codes:
            self._codes.pop()

    def _break(self, sign: Element, direct: Properties) -> None:
        if sign.get("type") == "page":
            self._reader.turn(by_word=False)
        elif sign.get("type") != "column":
            self._add("\n", direct)

    def _add(self, text: str, direct: Properties) -> None:
        if not text:
            return
        face, capitals, hidden = self._reader.styles.face(text, direct, self._style, self._table)
        if hidden:
            return
        if self.where is None and text.strip():
            self.where = self._reader.here()
        text = text.upper() if capitals else text
        if self.spans and self.spans[-1].face == face:
            self.spans[-1] = replace(self.spans[-1], text=self.spans[-1].text + text)
        else:
            self.spans.append(Span(text, face))


def _is_page(code: str) -> bool:
    """Whether a field shows the number of its page; its place is kept by "#"."""
    words = code.split()
    return bool(words) and words[0].upper() == "PAGE"


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Give rows or cells, those in content controls too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _ruled(table: Element, style: str) -> bool:
    borders = table.find("tblPr/tblBorders")
    if borders is not None:
        return any(edge.get("val", "") not in _NO_LINE for edge in borders)
    cells = [edge for cell in table.iter("tcBorders") for edge in cell]
    if cells:
        return sum(edge.get("val", "") not in _NO_LINE for edge in cells) > 2
    return "grid" in style.casefold()


def _pitch(properties: Properties) -> tuple[LineRule, float]:
    line, rule = properties.get("line"), properties.get("lineRule", "auto")
    if line is None or line <= 0:
        return "auto", 1.0
    if rule in ("exact", "atLeast"):
        return rule, line / 20
    return "auto", line / 240


def millimetres(value: str | None, otherwise: float = 0.0) -> float:
    """Read twentieths of a point as millimetres."""
    read = number(value)
    return otherwise if read is None else read / 1440 * 25.4
