"""Opens a Word file without trust: a bounded archive of XML, no document types, no entities, nothing run."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree

from bontot_desktop import archives
from bontot_desktop.errors import Refused

Element = ElementTree.Element

#: A paper of a thousand pages unpacks to less; a part is read no further than this.
MOST_BYTES = 48 * 1024 * 1024
MOST_FILE_BYTES = 64 * 1024 * 1024
MOST_ELEMENTS = 600_000
MOST_PARAGRAPHS = 100_000
#: Word nests a table in a table a few times; this holds a dozen.
DEEPEST = 150

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Names of the streams inside an OLE file that tell what it is.
_LOCKED, _OLD_WORD = (name.encode("utf-16-le") for name in ("EncryptedPackage", "WordDocument"))
_LARGE = "quá lớn so với một văn bản; hãy tách thành nhiều tệp rồi kiểm tra từng tệp"
_OTHERS = {
    "spreadsheet": "là bảng tính, không phải văn bản Word (.docx)",
    "slides": "là tệp trình chiếu, không phải văn bản Word (.docx)",
    "odt": "ở dạng .odt; hãy mở bằng Word hoặc LibreOffice rồi lưu thành .docx",
}
_SAVE_AS = "hãy mở bằng Word rồi lưu thành .docx"
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    KeyError,
    ElementTree.ParseError,
    LookupError,
)


class _Strange(ValueError):
    """The XML is none that Word writes: a document type, or nested too deep."""


class _OtherKind(Exception):
    """A whole file of another program; its words say which."""


class _TooLarge(Exception):
    """The archive unpacks to more than a paper."""


def _plain(name: str) -> str:
    """Name elements and attributes of Word's own bare, of relations "r:…", of all others "x:…"."""
    space, brace, local = name.rpartition("}")
    if not brace or space[1:] in _WORD:
        return local
    return f"r:{local}" if space[1:] in _RELATION else f"x:{local}"


class _Builder(ElementTree.TreeBuilder):
    """Builds the tree under plain names and stops where it grows beyond all reason."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = self._paragraphs = 0

    def start(self, tag: str, attrs: Mapping[str, str], /) -> Element:
        self._depth += 1
        self._count += 1
        plain = _plain(tag)
        self._paragraphs += plain == "p"
        if self._depth > DEEPEST:
            raise _Strange
        if self._count > MOST_ELEMENTS or self._paragraphs > MOST_PARAGRAPHS:
            raise _TooLarge
        return super().start(plain, {_plain(name): value for name, value in attrs.items()})

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(_plain(tag))

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Refuse document types, where entities are declared; Word writes none."""
        raise _Strange


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file that say how it looks; missing ones are empty elements.

    ``headers`` are headers and footers by relation id. ``pages`` is what Word last counted, None when unknown.
    """

    body: Element
    styles: Element
    theme: Element
    settings: Element
    numbering: Element
    headers: Mapping[str, Element] = field(default_factory=dict)
    pages: int | None = None
    #: What programs noted in the file under names of their own.
    notes: Mapping[str, str] = field(default_factory=dict)


def unpack(content: bytes, name: str) -> Package:
    """Take a .docx apart; ``name`` is said in the sentence of the Refused raised for what is no whole Word file."""
    other = _other_kind(content)
    if other:
        raise Refused(f"Tệp {name} {other}.")
    if len(content) > MOST_FILE_BYTES or archives.has_too_many_parts(content):
        raise Refused(f"Tệp {name} {_LARGE}.")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _package(_Archive(archive))
    except _OtherKind as other_kind:
        raise Refused(f"Tệp {name} {other_kind}.") from None
    except _TooLarge:
        raise Refused(f"Tệp {name} {_LARGE}.") from None
    except (*_DAMAGED, MemoryError) as fault:
        raise Refused(
            f"Tệp {name} không đọc được: không phải tệp Word (.docx) hoặc đã hỏng; "
            "hãy mở bằng Word, lưu lại rồi thử lại."
        ) from fault


def _other_kind(content: bytes) -> str:
    """Say what a file is that is no .docx at all; nothing for what may be one."""
    if not content:
        return "trống, không có nội dung nào"
    if content.startswith(_OLE):
        if _LOCKED in content:
            return "đang đặt mật khẩu; hãy mở bằng Word, bỏ mật khẩu, lưu lại rồi kiểm tra"
        known = "ở dạng .doc cũ" if _OLD_WORD in content else "đang đặt mật khẩu hoặc ở dạng .doc cũ"
        return f"{known}; {_SAVE_AS}"
    if content[:1024].lstrip().startswith(b"%PDF"):
        return "là tệp PDF; chỉ kiểm tra được tệp Word (.docx) đã làm ra nó"
    if content.startswith(b"{\\rtf"):
        return f"ở dạng .rtf; {_SAVE_AS}"
    return ""


class _Archive:
    """Reads parts of one archive, all of them together within one bound."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())
        self._left = MOST_BYTES

    def refuse_other_kinds(self) -> None:
        """Raise :class:`_OtherKind` for archives of another program."""
        for kind, known in (("spreadsheet", "xl/"), ("slides", "ppt/"), ("odt", "content.xml")):
            if any(name.startswith(known) for name in self._names):
                raise _OtherKind(_OTHERS[kind])

    def tree(self, name: str) -> Element | None:
        """Parse a part; None when it is not there."""
        if name not in self._names:
            return None
        with self._archive.open(name) as part:
            content = part.read(self._left + 1)
        self._left -= len(content)
        if self._left < 0:
            raise _TooLarge
        parser = ElementTree.XMLParser(target=_Builder())
        parser.feed(content)
        root: Element = parser.close()
        return root

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part by id: the last word of their type, and the part they lead to."""
        folder, file = posixpath.split(name)
        root = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for one in root if root is not None else ():
            if one.get("TargetMode") != "External":
                target = one.get("Target", "")
                path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], path)
        return found


def _package(archive: _Archive) -> Package:
    main = next((path for kind, path in archive.relations("").values() if kind == "officeDocument"), "")
    document = archive.tree(main)
    body = document.find("body") if document is not None and document.tag == "document" else None
    if body is None:
        archive.refuse_other_kinds()
        raise _Strange
    relations = archive.relations(main)

    def part(kind: str) -> Element:
        path = next((path for known, path in relations.values() if known == kind), "")
        root = archive.tree(path)
        return Element("missing") if root is None else root

    headers = {}
    for relation, (kind, path) in relations.items():
        if kind in ("header", "footer"):
            root = archive.tree(path)
            if root is not None:
                headers[relation] = root
    return Package(
        body=body,
        styles=part("styles"),
        theme=part("theme"),
        settings=part("settings"),
        numbering=part("numbering"),
        headers=headers,
        pages=_counted(archive),
        notes=_noted(archive),
    )


def _counted(archive: _Archive) -> int | None:
    root = archive.tree("docProps/app.xml")
    found = None if root is None else root.find("x:Pages")
    text = "" if found is None else found.text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _noted(archive: _Archive) -> dict[str, str]:
    root = archive.tree("docProps/custom.xml")
    found = {}
    for one in root if root is not None else ():
        value = next((child.text or "" for child in one if child.tag == "x:lpwstr"), None)
        if value is not None:
            found[one.get("name", "")] = value
    return found
