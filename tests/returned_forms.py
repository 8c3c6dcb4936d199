"""What people and programs do to a form before it comes back: filling it as Word does, and all that goes wrong."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def w(name: str) -> str:
    """Name an element of Word's."""
    return f"{{{_W}}}{name}"


def changed(content: bytes, change: Callable[[etree._Element], None]) -> bytes:
    """Return a Word file with its body changed."""

    def edit(part: bytes) -> bytes:
        root = etree.fromstring(part)
        change(root)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return with_part(content, "word/document.xml", edit)


def with_part(content: bytes, name: str, edit: Callable[[bytes], bytes | None]) -> bytes:
    """Return a zip file with one part changed, or left out for None."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for known in source.namelist():
            part: bytes | None = source.read(known)
            if known == name:
                part = edit(source.read(known))
            if part is not None:
                target.writestr(known, part)
    return out.getvalue()


def controls(root: etree._Element) -> dict[str, etree._Element]:
    """Return the content controls of a body by their tags."""
    found = {}
    for control in root.iter(w("sdt")):
        tag = control.find(f"{w('sdtPr')}/{w('tag')}")
        if tag is not None:
            found[tag.get(w("val"))] = control
    return found


def tags(content: bytes) -> set[str]:
    """Return the names of the fields of a form."""
    with zipfile.ZipFile(BytesIO(content)) as source:
        return set(controls(etree.fromstring(source.read("word/document.xml"))))


def fill(content: bytes, given: Mapping[str, str]) -> bytes:
    """Fill fields as Word does: the invitation goes, the words come in runs that a spelling check has split."""

    def change(root: etree._Element) -> None:
        known = controls(root)
        for tag, words in given.items():
            control = known[tag]
            inviting = control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}")
            if inviting is not None:
                inviting.getparent().remove(inviting)
            holder = control.find(w("sdtContent"))
            for run in list(holder):
                holder.remove(run)
            for place, line in enumerate(words.split("\n")):
                run = etree.SubElement(holder, w("r"))
                if place:
                    etree.SubElement(run, w("br"))
                half = len(line) // 2
                _text(run, line[:half])
                etree.SubElement(holder, w("proofErr"))
                _text(etree.SubElement(holder, w("r")), line[half:])

    return changed(content, change)


def _text(run: etree._Element, words: str) -> None:
    text = etree.SubElement(run, w("t"))
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def flatten(content: bytes) -> bytes:
    """Take every content control away and leave its words, as some programs do when they save."""

    def change(root: etree._Element) -> None:
        for control in list(root.iter(w("sdt"))):
            parent = control.getparent()
            place = parent.index(control)
            for inner in list(control.find(w("sdtContent"))):
                parent.insert(place, inner)
                place += 1
            parent.remove(control)

    return changed(content, change)


def without(content: bytes, tag: str) -> bytes:
    """Delete one field with all that marks it."""

    def change(root: etree._Element) -> None:
        control = controls(root)[tag]
        control.getparent().remove(control)
        for mark in list(root.iter(w("bookmarkStart"))):
            if mark.get(w("name")) == tag:
                mark.getparent().remove(mark)

    return changed(content, change)


def reworded(content: bytes, old: str, new: str) -> bytes:
    """Change printed words outside the fields."""

    def change(root: etree._Element) -> None:
        for text in root.iter(w("t")):
            if text.text and old in text.text:
                text.text = text.text.replace(old, new)

    return changed(content, change)


def without_marks(content: bytes) -> bytes:
    """Drop the properties a form carries, as programs on a telephone do."""
    bare = with_part(content, "docProps/custom.xml", lambda part: None)
    return with_part(
        bare,
        "_rels/.rels",
        lambda part: part.replace(
            part[part.index(b'<Relationship Id="rIdForm"') : part.index(b"</Relationships>")], b""
        ),
    )
