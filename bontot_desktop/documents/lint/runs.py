"""Reads the runs of one paragraph: text with its face, fields, breaks, and what is drawn at it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bontot_desktop.documents.lint import boxes, tcvn3
from bontot_desktop.documents.lint.boxes import Shape
from bontot_desktop.documents.lint.opening import Element
from bontot_desktop.documents.lint.paper import Span
from bontot_desktop.documents.lint.properties import Properties, run_properties
from bontot_desktop.documents.lint.report import Where
from bontot_desktop.documents.lint.resolve import CellFormat
from bontot_desktop.documents.lint.tables import WRAPPERS

if TYPE_CHECKING:
    from bontot_desktop.documents.lint.reading import Reader


class Runs:
    """Collects the spans of one paragraph."""

    def __init__(self, reader: Reader, style: str, cell: CellFormat) -> None:
        self._reader = reader
        self._style = style
        self._cell = cell
        self.spans: list[Span] = []
        self.where: Where | None = None
        self.shapes: list[Shape] = []
        self.centred_tab = False
        self.broke_first = False
        self._codes: list[bool] = []
        self._broken = False

    def take(self, parent: Element) -> None:
        """Read all runs below an element."""
        for child in parent:
            if child.tag == "r":
                self._run(child)
            elif child.tag in WRAPPERS:
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
            elif child.tag == "ptab":
                self.centred_tab = child.get("alignment") == "center" and not self.spans
                self._add(" ", direct)
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
                self.shapes.append(boxes.shape(child))

    def _field(self, sign: Element) -> None:
        kind = sign.get("fldCharType")
        if kind == "begin":
            self._codes.append(False)
        elif kind == "end" and self._codes:
            self._codes.pop()

    def _break(self, sign: Element, direct: Properties) -> None:
        if sign.get("type") == "page":
            self._reader.turn(by_word=False)
            self._broken = True
        elif sign.get("type") != "column":
            self._add("\n", direct)

    def _set_page(self) -> None:
        """Note where the text begins; text behind a page break of its own paragraph takes that break."""
        if self._broken:
            self._broken = self._reader.breaks = False
            self.broke_first = self.broke_first or self.where is None
        self.where = self.where or self._reader.here()

    def _add(self, text: str, direct: Properties) -> None:
        if not text:
            return
        face, capitals, hidden = self._reader.styles.face(text, direct, self._style, self._cell)
        if hidden:
            return
        if text.strip():
            self._set_page()
        # Text turned to Unicode may keep the old font's name: it holds letters TCVN3 has not, and is read as it is.
        if tcvn3.is_old(face.font) and all(ord(char) < 0x100 for char in text):
            text = tcvn3.decoded(text, face.font)
        text = text.upper() if capitals else text
        if self.spans and self.spans[-1].face == face:
            self.spans[-1] = replace(self.spans[-1], text=self.spans[-1].text + text)
        else:
            self.spans.append(Span(text, face))


def _is_page(code: str) -> bool:
    """Whether a field shows the number of its page; its place is kept by "#"."""
    words = code.split()
    return bool(words) and words[0].upper() == "PAGE"
