"""What makes our PDF files fit to be kept for good (PDF/A-2b): what they say of themselves, what their colours mean."""

from __future__ import annotations

import struct
from datetime import date
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFArray, PDFCatalog, PDFDictionary, PDFName, PDFStream, PDFString, PDFZCompress

#: Papers without a day of their own carry this one, so that the same facts give the same bytes.
NO_DAY = date(2000, 1, 1)
#: The program's name in the properties of its files.
PROGRAM = "Bốn Tốt"
#: The name of the colours meant, which readers know.
_COLOURS = "sRGB IEC61966-2.1"


class _Moment:
    """Midnight of a day, in the shape the PDF library asks for."""

    tzname = "UTC"
    dhh = dmm = 0

    def __init__(self, day: date) -> None:
        self.YMDhms = (day.year, day.month, day.day, 0, 0, 0)


def describe(canvas: Any, title: str, author: str, day: date | None) -> None:
    """Write title, author and day twice, as the standard asks (Info and XMP alike), and what the colours mean."""
    on = day or NO_DAY
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(title)
    canvas.setCreator(PROGRAM)
    canvas.setProducer(PROGRAM)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    document = canvas._doc
    document._timeStamp = _Moment(on)
    catalog = document.Catalog
    # The library's catalogue knows no colours; its list of entries is read from the object.
    catalog.__NoDefault__ = (*PDFCatalog.__NoDefault__, "OutputIntents")
    catalog.Metadata = _stream(_xmp(title, author, on), Type=PDFName("Metadata"), Subtype=PDFName("XML"))
    profile = _stream(srgb_profile(), N=3)
    profile.filters = [PDFZCompress]
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString(_COLOURS),
        "Info": PDFString(_COLOURS),
        "DestOutputProfile": document.Reference(profile, "OutputProfile"),
    }
    catalog.OutputIntents = PDFArray([PDFDictionary(intent)])


def _stream(content: bytes, **entries: Any) -> Any:
    return PDFStream(PDFDictionary(entries), content)


def _xmp(title: str, author: str, day: date) -> bytes:
    moment = f"{day.isoformat()}T00:00:00Z"
    words, body = escape(title), escape(author)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        'xmlns:pdf="http://ns.adobe.com/pdf/1.3/">\n'
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\n"
        "<dc:format>application/pdf</dc:format>\n"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{words}</rdf:li></rdf:Alt></dc:title>\n'
        f"<dc:creator><rdf:Seq><rdf:li>{body}</rdf:li></rdf:Seq></dc:creator>\n"
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{words}</rdf:li></rdf:Alt></dc:description>\n'
        "<dc:language><rdf:Bag><rdf:li>vi-VN</rdf:li></rdf:Bag></dc:language>\n"
        f"<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool><xmp:CreateDate>{moment}</xmp:CreateDate>\n"
        f"<xmp:ModifyDate>{moment}</xmp:ModifyDate><xmp:MetadataDate>{moment}</xmp:MetadataDate>\n"
        f"<pdf:Producer>{PROGRAM}</pdf:Producer><pdf:Keywords></pdf:Keywords><pdf:Trapped>False</pdf:Trapped>\n"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


def _fixed(*numbers: float) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def _words(text: str) -> bytes:
    said = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(said), 28) + said


@cache
def srgb_profile() -> bytes:
    """Return the ICC profile of sRGB (version 4), made from the published figures of IEC 61966-2-1."""
    white = (0.9642, 1.0, 0.8249)
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0)
    curve += _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    adapted = (1.047882, 0.022918, -0.050217, 0.029587, 0.990479, -0.017059, -0.009232, 0.015076, 0.751678)

    def place(*numbers: float) -> bytes:
        return b"XYZ " + bytes(4) + _fixed(*numbers)

    tags = {
        b"desc": _words(_COLOURS),
        b"cprt": _words("No copyright, use freely"),
        b"wtpt": place(*white),
        b"chad": b"sf32" + bytes(4) + _fixed(*adapted),
        b"rXYZ": place(0.436066, 0.222488, 0.013916),
        b"gXYZ": place(0.385147, 0.716873, 0.097076),
        b"bXYZ": place(0.143066, 0.060608, 0.714096),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    start = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    placed: dict[bytes, int] = {}
    for name, content in tags.items():
        if content not in placed:
            placed[content] = start + len(data)
            data += content + bytes(-len(content) % 4)
        table += name + struct.pack(">II", placed[content], len(content))
    head = struct.pack(">I4sI4s4s4s6H4s", start + len(data), bytes(4), 0x04200000, b"mntr", b"RGB ", b"XYZ ",
                       2000, 1, 1, 0, 0, 0, b"acsp")  # fmt: skip
    head += bytes(28) + _fixed(*white) + bytes(48)
    return head + table + data
