"""PDF pages put together: two of A5 on a sheet of A4 to be folded, and several files joined into one."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
)

from bontot_desktop.documents.styles import mm

_SHEET = (mm(297), mm(210))
_HALF = _SHEET[0] / 2


def booklet(pdf: bytes) -> bytes:
    """Put the pages of an A4 book two by two on A4 sheets: printed on both sides and folded, they read on.

    The pages become A5. Raises ValueError when their count is no multiple of four.
    """
    pages = PdfReader(BytesIO(pdf)).pages
    count = len(pages)
    if count % 4:
        raise ValueError(f"{count} pages do not fill whole sheets")
    writer = PdfWriter()
    for sheet in range(count // 4):
        outer, inner = 2 * sheet, count - 1 - 2 * sheet
        # Front: the later page left, the earlier right; the back the other way round.
        for left, right in ((inner, outer), (outer + 1, inner - 1)):
            _side(writer, pages[left], pages[right])
    return _bytes(writer)


def _side(writer: PdfWriter, left: PageObject, right: PageObject) -> None:
    """Lay two pages on one side of a sheet, each drawn whole as a form, so that nothing of it is read or changed."""
    side = writer.add_blank_page(*_SHEET)
    forms = DictionaryObject()
    drawing = []
    for name, page, at in (("/Left", left, 0.0), ("/Right", right, _HALF)):
        forms[NameObject(name)] = _form(writer, page)
        matrix = " ".join(f"{number:.5f}" for number in _place(page, at).ctm)
        drawing.append(f"q {matrix} cm {name} Do Q")
    side[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): forms})
    content = DecodedStreamObject()
    content.set_data("\n".join(drawing).encode("ascii"))
    side[NameObject("/Contents")] = writer._add_object(content)


def _form(writer: PdfWriter, page: PageObject) -> IndirectObject:
    content = DecodedStreamObject()
    stream = page.get_contents()
    content.set_data(b"" if stream is None else stream.get_data())
    form = content.flate_encode()
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(FloatObject(edge) for edge in page.mediabox)
    form[NameObject("/Resources")] = page["/Resources"].clone(writer)
    return writer._add_object(form)


def _place(page: PageObject, left: float) -> Transformation:
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    if width > height:
        # A page across is turned, its head to the left, so that it is read with the book turned.
        scale = min(_HALF / height, _SHEET[1] / width)
        return Transformation().rotate(90).translate(height, 0).scale(scale).translate(left, 0)
    return Transformation().scale(min(_HALF / width, _SHEET[1] / height)).translate(left, 0)


def joined(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Join PDF files, given with their titles, into one: in its outline each has its own below its title."""
    writer = PdfWriter()
    for title, content in files:
        writer.append(BytesIO(content), outline_item=title)
    return _bytes(writer)


def _bytes(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
