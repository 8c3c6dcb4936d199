"""Reads a form that came back: what stands in its fields by their names, and which of its printed words were changed.

A field is a content control, known by its tag; where a program forgot the control, the bookmark around it tells where
it was. The file is opened without trust (``lint.opening``): bounded, nothing run.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bontot_desktop import text
from bontot_desktop.documents import form_marks
from bontot_desktop.documents.form_entries import INVITING, TAG
from bontot_desktop.documents.lint import opening
from bontot_desktop.documents.lint.opening import Element
from bontot_desktop.errors import Refused

#: A form of a hundred members has some five hundred fields; a field holds a few pages at most.
MOST_FIELDS = 4_000
MOST_SIGNS = 60_000
#: An invitation so short may begin an answer.
_SHORT = 5
#: Parts of a paragraph that say nothing a person reads, or said it before it was changed.
_SILENT = frozenset({"pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr", "del", "moveFrom", "instrText", "delText"})


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it came back: its code, what was written by field ("" for nothing), its lines that were changed.

    ``fields`` holds only the fields that are still in the file. ``changed`` are lines that were not printed so;
    ``lost`` counts printed lines that are gone, both None when the file does not say what was printed.
    """

    code: str
    fields: Mapping[str, str] = field(default_factory=dict)
    changed: tuple[str, ...] | None = ()
    lost: int | None = 0
    #: All its printed words as they stand now.
    lines: tuple[str, ...] = ()


def read(content: bytes, name: str) -> Filled:
    """Read a form. Raises Refused with a sentence for what is no Word file or is far too large."""
    if content[:1024].lstrip().startswith(b"%PDF"):
        raise Refused(f"Tệp {name} là tệp PDF; hãy xin lại chính tệp Word (.docx) đã gửi đi để điền.")
    package = opening.unpack(content, name)
    walk = _Walk()
    walk.go(package.body)
    lines = walk.printed()
    marks = form_marks.marks_in(package.notes)
    code = form_marks.code_in(package.notes, lines)
    if not marks:
        return Filled(code, walk.values(), None, None, tuple(lines))
    seen = {mark: line for line in lines if (mark := form_marks.mark(line))}
    changed = tuple(line for mark, line in seen.items() if mark not in marks)
    return Filled(code, walk.values(), changed, len(marks - seen.keys()), tuple(lines))


def printed_lines(content: bytes) -> list[str]:
    """Return the lines of a form's printed words: what stands outside its fields, a paragraph each."""
    walk = _Walk()
    walk.go(opening.unpack(content, "").body)
    return walk.printed()


class _Walk:
    """Goes through a body once and parts what stands in fields from what stands around them."""

    def __init__(self) -> None:
        self._controls: dict[str, list[str]] = {}
        self._ranges: dict[str, list[str]] = {}
        self._open: dict[str, str] = {}
        self._inside: list[str] = []
        self._lines: list[list[str]] = [[]]

    def values(self) -> dict[str, str]:
        """Return what was written in each field, invitations left out."""
        found = {**self._ranges, **self._controls}
        return {tag: _said("".join(pieces)[:MOST_SIGNS]) for tag, pieces in found.items()}

    def printed(self) -> list[str]:
        """Return what stands outside the fields, line by line."""
        return [line for line in (text.clean("".join(pieces)) for pieces in self._lines) if line]

    def go(self, element: Element) -> None:
        """Go through an element and all below it."""
        for child in element:
            tag = child.tag
            if tag in _SILENT:
                continue
            if tag == "p":
                self._paragraph(child)
            elif tag == "sdt":
                self._control(child)
            elif tag == "bookmarkStart":
                self._begin(child)
            elif tag == "bookmarkEnd":
                self._open.pop(child.get("id", ""), None)
            elif tag == "t":
                self._say(child.text or "")
            elif tag in ("br", "cr"):
                self._say("\n")
            elif tag in ("tab", "ptab"):
                self._say(" ")
            elif tag in ("noBreakHyphen", "softHyphen"):
                self._say("-" if tag == "noBreakHyphen" else "")
            elif tag != "x:Fallback":
                self.go(child)

    def _paragraph(self, element: Element) -> None:
        self._lines.append([])
        self.go(element)
        for pieces in self._running():
            pieces.append("\n")
        self._lines.append([])

    def _control(self, element: Element) -> None:
        properties = element.find("sdtPr")
        content = element.find("sdtContent")
        if content is None:
            return
        named = None if properties is None else properties.find("tag")
        tag = "" if named is None else named.get("val", "")
        if not tag.startswith(TAG):
            self.go(content)
            return
        _bounded(self._controls, tag)
        if properties is not None and properties.find("showingPlcHdr") is not None:
            # What stands there only invites to write.
            self._controls[tag] = []
            return
        self._controls.setdefault(tag, [])
        self._inside.append(tag)
        self.go(content)
        self._inside.pop()

    def _begin(self, element: Element) -> None:
        name = element.get("name", "")
        if name.startswith(TAG):
            _bounded(self._ranges, name)
            self._ranges.setdefault(name, [])
            self._open[element.get("id", "")] = name

    def _running(self) -> Iterator[list[str]]:
        for tag in self._inside:
            yield self._controls[tag]
        for tag in self._open.values():
            yield self._ranges[tag]

    def _say(self, words: str) -> None:
        if not words:
            return
        in_field = False
        for pieces in self._running():
            pieces.append(words)
            in_field = True
        if not in_field:
            self._lines[-1].append(words.replace("\n", " "))


def _bounded(known: Mapping[str, object], tag: str) -> None:
    if tag not in known and len(known) >= MOST_FIELDS:
        raise Refused("Tệp có quá nhiều ô ghi so với một phiếu; hãy xin lại tệp đã gửi đi.")


def _said(written: str) -> str:
    """Return what was written, cleaned; an invitation left standing is no answer."""
    said = text.clean_block(unicodedata.normalize("NFC", written))
    for invitation in INVITING:
        if said == invitation:
            return ""
        if said.startswith(invitation) and len(invitation) > _SHORT:
            return said.removeprefix(invitation).strip()
    return said
