"""Every PDF is fit to be kept for good: what PDF/A-2b asks of a file of text and lines, looked for in its structure."""

from __future__ import annotations

import io
import re
import struct
from datetime import date
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageCms
from pypdf import PdfReader

from bontot_desktop.documents import archive, pdf
from bontot_desktop.documents.blocks import Document, Paragraph, bold, italic
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.profile import FormatSettings

SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}


@cache
def _of(kind: str) -> tuple[Document, bytes]:
    document = KINDS[kind].build(KINDS[kind].sample_facts(), FormatSettings())
    return document, pdf.render(document)


@pytest.fixture(params=sorted(KINDS), scope="module")
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _catalog(data: bytes) -> Any:
    return PdfReader(io.BytesIO(data)).root_object


def _said(data: bytes, path: str) -> str:
    packet = _catalog(data)["/Metadata"].get_object().get_data().decode()
    found = ElementTree.fromstring(packet).find(f".//{path}", SPACES)
    assert found is not None, path
    return "".join(found.itertext()).strip()


def test_it_says_that_it_is_pdf_a_2b_and_says_the_same_of_itself_twice(kind: str) -> None:
    document, data = _of(kind)
    info = PdfReader(io.BytesIO(data)).metadata
    assert info is not None
    assert (_said(data, "pdfaid:part"), _said(data, "pdfaid:conformance")) == ("2", "B")
    assert _said(data, "dc:title") == _said(data, "dc:description") == info.title == info.subject == document.title
    assert _said(data, "dc:creator") == info.author == document.author
    assert _said(data, "xmp:CreatorTool") == _said(data, "pdf:Producer") == info.creator == info.producer
    assert _said(data, "pdf:Keywords") == info.get("/Keywords")
    for name, entry in (("xmp:CreateDate", "/CreationDate"), ("xmp:ModifyDate", "/ModDate")):
        day, clock = _said(data, name).removesuffix("Z").split("T")
        assert info.get(entry) == f"D:{day.replace('-', '')}{clock.replace(':', '')}+00'00'"
    assert _said(data, "xmp:CreateDate").startswith((document.day or date(2000, 1, 1)).isoformat())
    packet = _catalog(data)["/Metadata"].get_object()
    assert (packet["/Type"], packet["/Subtype"], "/Filter" in packet) == ("/Metadata", "/XML", False)


def test_its_colours_mean_srgb(kind: str) -> None:
    catalog = _catalog(_of(kind)[1])
    intents: Any = catalog["/OutputIntents"]
    (intent,) = intents
    assert (intent["/Type"], intent["/S"]) == ("/OutputIntent", "/GTS_PDFA1")
    profile: Any = intent["/DestOutputProfile"].get_object()
    assert profile["/N"] == 3
    assert profile.get_data() == archive.srgb_profile()


def test_the_profile_turns_colours_as_every_other_srgb_does() -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(archive.srgb_profile()))
    image = Image.new("RGB", (4, 1))
    colours = [(0, 0, 0), (10, 200, 30), (128, 128, 128), (255, 0, 90)]
    for x, colour in enumerate(colours):
        image.putpixel((x, 0), colour)
    turned = ImageCms.applyTransform(
        image, ImageCms.buildTransform(ours, ImageCms.createProfile("sRGB"), "RGB", "RGB"), False
    )
    assert turned is not None
    for x, colour in enumerate(colours):
        seen = turned.getpixel((x, 0))
        assert isinstance(seen, tuple)
        assert all(abs(one - other) <= 1 for one, other in zip(seen, colour, strict=True))


def _fonts(data: bytes) -> dict[str, Any]:
    fonts: dict[str, Any] = {}
    for page in PdfReader(io.BytesIO(data)).pages:
        resources: Any = page["/Resources"]
        for name, font in resources["/Font"].items():
            fonts[name] = font.get_object()
    return fonts


def _tables(font: bytes) -> dict[bytes, bytes]:
    count = struct.unpack(">H", font[4:6])[0]
    rows = (struct.unpack(">4sIII", font[12 + 16 * at : 28 + 16 * at]) for at in range(count))
    return {name: font[offset : offset + length] for name, _, offset, length in rows}


def test_every_font_is_embedded_as_a_subset_with_its_widths_and_letters(kind: str) -> None:
    fonts = _fonts(_of(kind)[1])
    assert fonts
    for font in fonts.values():
        assert font["/Subtype"] == "/TrueType"
        assert re.fullmatch(r"/[A-Z]{6}\+.*", font["/BaseFont"])
        descriptor = font["/FontDescriptor"].get_object()
        assert descriptor["/FontName"] == font["/BaseFont"]
        tables = _tables(descriptor["/FontFile2"].get_object().get_data())
        # A symbolic font has no encoding but the one inside it.
        assert descriptor["/Flags"] & 4
        assert not descriptor["/Flags"] & 32
        assert "/Encoding" not in font
        assert struct.unpack(">H", tables[b"cmap"][2:4])[0] == 1
        assert {b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"} <= set(tables)
        assert len(font["/Widths"]) == font["/LastChar"] - font["/FirstChar"] + 1
        assert b"beginbf" in font["/ToUnicode"].get_object().get_data()


def test_every_sign_shown_is_in_its_font_and_no_font_is_named_that_is_not_there(kind: str) -> None:
    data = _of(kind)[1]
    fonts = _fonts(data)
    for page in PdfReader(io.BytesIO(data)).pages:
        content = page.get_contents()
        named = set() if content is None else set(re.findall(r"(/\S+) [\d.]+ Tf", content.get_data().decode("latin-1")))
        assert named <= set(fonts)
    for font in fonts.values():
        file = _tables(font["/FontDescriptor"].get_object()["/FontFile2"].get_object().get_data())
        scale = struct.unpack(">H", file[b"head"][18:20])[0]
        cmap = file[b"cmap"][struct.unpack(">I", file[b"cmap"][8:12])[0] :]
        form, first, count = struct.unpack(">H", cmap[:2])[0], *struct.unpack(">HH", cmap[6:10])
        assert (form, first) == (6, 0)
        metrics = struct.unpack(">H", file[b"hhea"][34:36])[0]
        for code, width in enumerate(font["/Widths"]):
            assert code < count
            glyph = struct.unpack(">H", cmap[10 + 2 * code : 12 + 2 * code])[0]
            at = min(glyph, metrics - 1)
            advance = struct.unpack(">H", file[b"hmtx"][4 * at : 4 * at + 2])[0]
            assert abs(advance * 1000 / scale - float(width)) < 1


def test_nothing_shines_through_nothing_runs_and_nothing_lies_outside(kind: str) -> None:
    data = _of(kind)[1]
    reader = PdfReader(io.BytesIO(data))
    catalog: Any = reader.root_object
    assert not {"/AA", "/OpenAction", "/AcroForm", "/EmbeddedFiles", "/JavaScript", "/OCProperties"} & set(catalog)
    assert not reader.is_encrypted
    for page in reader.pages:
        assert not {"/Group", "/Annots", "/AA", "/PresSteps"} & set(page)
        resources: Any = page["/Resources"]
        assert not {"/ExtGState", "/XObject", "/Pattern", "/Shading"} & set(resources)
    assert catalog["/Lang"] == "vi-VN"
    assert catalog["/ViewerPreferences"].get_object()["/DisplayDocTitle"]


def test_the_file_begins_and_ends_as_the_standard_asks(kind: str) -> None:
    data = _of(kind)[1]
    first, second, *_ = data.split(b"\n")
    assert re.fullmatch(rb"%PDF-1\.[0-7]", first)
    assert second.startswith(b"%")
    assert all(byte > 127 for byte in second[1:5])
    ids: Any = PdfReader(io.BytesIO(data)).trailer["/ID"]
    assert len(ids) == 2
    # Sixteen bytes may look like text of another code to the reader; it is the bytes that count.
    assert all(len(one.original_bytes) >= 16 for one in ids)
    assert data.rstrip(b"\r\n").endswith(b"%%EOF")
    # Every object begins and every stream is as long as it says.
    for start, length in (
        (m.end(), int(m.group(1))) for m in re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\r?\n", data)
    ):
        assert data[start + length : start + length + 12].lstrip(b"\r\n").startswith(b"endstream")


def test_signs_of_markup_in_the_title_are_told_as_they_are() -> None:
    document = Document((Paragraph(("Một ", bold("hai"), italic(" ba"))),), 'Về "A & B" <thử>', "Đảng ủy <Mẫu> & Ví Dụ")
    data = pdf.render(document)
    assert _said(data, "dc:title") == document.title
    assert _said(data, "dc:creator") == document.author
