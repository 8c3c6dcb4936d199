"""Papers put together in bare Word XML the ways offices do it: tabs for tables, text boxes, frames, heading styles."""

from __future__ import annotations

import io
import zipfile

from tests.documents.lint.test_resolving import REL, W

NAMES = (
    f'{W} xmlns:r="{REL}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
#: What Word's own Normal.dotm says, with the office's Times New Roman 14 in Normal and coloured headings.
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:sz w:val="22"/>
</w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr>
  <w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>
  <w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/></w:pPr>
  <w:rPr><w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/><w:b/><w:color w:val="2F5496"/>
  <w:sz w:val="32"/></w:rPr></w:style>
"""
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
    '<a:majorFont><a:latin typeface="Calibri Light"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/>'
    "</a:minorFont></a:fontScheme></a:themeElements></a:theme>"
)
A4 = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:bottom="1134" w:left="1701" w:right="850" '
    'w:header="567" w:footer="567"/>'
)
SECTION = f'<w:sectPr><w:headerReference w:type="default" r:id="h1"/>{A4}<w:titlePg/></w:sectPr>'
NUMBER = (
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE'
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r>'
    '<w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def r(text: str, look: str = "", size: float = 14) -> str:
    """A run; ``look`` holds b, i, u; tabs and line breaks stand in the text."""
    on = "".join(f'<w:{one} w:val="single"/>' if one == "u" else f"<w:{one}/>" for one in look)
    inner = text.replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>")
    inner = f"<w:t>{inner}</w:t>".replace("<w:t>", '<w:t xml:space="preserve">')
    return f'<w:r><w:rPr>{on}<w:sz w:val="{int(size * 2)}"/></w:rPr>{inner}</w:r>'


def p(*runs: str, align: str = "left", more: str = "") -> str:
    """A paragraph of runs."""
    return f'<w:p><w:pPr>{more}<w:jc w:val="{align}"/></w:pPr>{"".join(runs)}</w:p>'


def c(text: str, look: str = "", size: float = 14) -> str:
    """A centred paragraph."""
    return p(r(text, look, size), align="center")


def body(text: str, look: str = "", size: float = 14, pitch: int = 380, align: str = "both") -> str:
    """A paragraph of the text, set as the guides say."""
    spaced = f'<w:spacing w:before="120" w:line="{pitch}" w:lineRule="exact"/><w:ind w:firstLine="567"/>'
    return p(r(text, look, size), align=align, more=spaced)


def rule(left: float, width: float = 150) -> str:
    """A line drawn over a paragraph, ``left`` points from the text's edge."""
    ends = f'from="{left}pt,2pt" to="{left + width}pt,2pt"'
    return f'<w:r><w:pict><v:line style="position:absolute;z-index:1" {ends} strokeweight=".75pt"/></w:pict></w:r>'


def box(content: str, left: float, width: float = 200, down: float = 0) -> str:
    """A text box as Word 2010 and later write it, with the older way beside it."""
    offset = f"<wp:posOffset>{int(left * 12700)}</wp:posOffset>"
    below = f"<wp:posOffset>{int(down * 12700)}</wp:posOffset>"
    place = f"margin-left:{left}pt;margin-top:{down}pt;width:{width}pt;height:80pt"
    held = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        f'<wp:positionH relativeFrom="column">{offset}</wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph">{below}</wp:positionV>'
        f'<wp:extent cx="{int(width * 12700)}" cy="1016000"/><a:graphic><a:graphicData><wps:wsp><wps:txbx>{held}'
        "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:shape style="position:absolute;{place}"><v:textbox>{held}</v:textbox></v:shape></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )


def framed(content: str, x: int) -> str:
    """A paragraph in a frame, ``x`` twentieths of a point from the text's edge."""
    frame = (
        f'<w:framePr w:w="3600" w:hSpace="180" w:wrap="around" w:vAnchor="text" w:hAnchor="text" w:x="{x}" w:y="1"/>'
    )
    return content.replace("<w:pPr>", f"<w:pPr>{frame}", 1)


def docx(*paragraphs: str, section: str = SECTION, header: str = NUMBER, **parts: str) -> bytes:
    """Return the file."""
    kinds = {"s1": ("styles", "styles.xml"), "t1": ("theme", "theme.xml"), "h1": ("header", "header1.xml")}
    kinds |= {"h2": ("header", "header2.xml"), "f1": ("footer", "footer1.xml"), "g1": ("settings", "settings.xml")}
    relations = "".join(
        f'<Relationship Id="{key}" Type="{REL}/{kind}" Target="{file}"/>' for key, (kind, file) in kinds.items()
    )
    files = {
        "_rels/.rels": '<Relationships xmlns="x"><Relationship Id="r1" '
        f'Type="{REL}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="x">{relations}</Relationships>',
        "word/document.xml": f"<w:document {NAMES}><w:body>{''.join(paragraphs)}{section}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {W}>{STYLES}</w:styles>",
        "word/theme.xml": THEME,
        "word/header1.xml": f"<w:hdr {NAMES}>{header}</w:hdr>",
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


TITLE = (
    c("QUYẾT ĐỊNH", "b", 16),
    c("về công nhận “Chi bộ 4 tốt” năm 2026", "b"),
    c("-----"),
)
TEXT = (
    body("- Căn cứ Điều lệ Đảng;"),
    body("- Theo đề nghị của Ban Xây dựng Đảng tại Tờ trình số 03-TTr/BXDĐ, ngày 02/6/2026,"),
    body("BAN THƯỜNG VỤ ĐẢNG ỦY XÃ VÍ DỤ QUYẾT ĐỊNH", "b", align="center"),
    body("Quyết định này có hiệu lực từ ngày ký."),
)
LEFT_HEAD = (c("ĐẢNG BỘ TỈNH VÍ DỤ"), c("ĐẢNG ỦY XÃ VÍ DỤ", "b"), c("*"), c("Số 05-QĐ/ĐU"))
DATE = "Ví Dụ, ngày 06 tháng 6 năm 2026"
RIGHT_HEAD = (p(r("ĐẢNG CỘNG SẢN VIỆT NAM", "b", 15), rule(10, 190), align="center"), c(DATE, "i"))
SIGNED = (c("T/M BAN THƯỜNG VỤ", "b"), c("BÍ THƯ"), *[c("") for _ in range(4)], c("Nguyễn Văn Ví Dụ", "b"))
SENT = (
    p(r("Nơi nhận:", "u")),
    p(r("- Như trên;", size=12)),
    p(r("- Lưu Văn phòng Đảng ủy.", size=12)),
)


def bare_table(*cells: tuple[str, ...]) -> str:
    """A row of cells without lines."""
    row = "".join(f"<w:tc>{''.join(cell)}</w:tc>" for cell in cells)
    return f"<w:tbl><w:tblPr/><w:tr>{row}</w:tr></w:tbl>"


HEAD, FOOT = bare_table(LEFT_HEAD, RIGHT_HEAD), bare_table(SENT, SIGNED)
