"""The empty Word file papers start from: our own styles and settings, nothing of the library's template."""

from __future__ import annotations

import zipfile
from functools import lru_cache
from io import BytesIO
from xml.sax.saxutils import quoteattr

from bontot_desktop.documents import word_lists
from bontot_desktop.documents.fonts import WORD_FONT
from bontot_desktop.documents.styles import Style

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
#: Names of alignment in Word's files.
ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}
#: Word from 2013 on narrows spaces to squeeze another word into a justified line. In the layout of 2010 it breaks lines
#: as the PDF does, so that both files have the same lines and pages.
COMPATIBILITY = 14
_FONTS = f'<w:rFonts w:ascii="{WORD_FONT}" w:hAnsi="{WORD_FONT}" w:eastAsia="{WORD_FONT}" w:cs="{WORD_FONT}"/>'


def twips(points: float) -> int:
    """Return twentieths of a point."""
    return round(points * 20)


def toggle(name: str, on: bool) -> str:
    """Write a Word switch such as bold."""
    return f"<w:{name}/>" if on else f'<w:{name} w:val="0"/>'


def _style(style: Style, place: int, lists: dict[str, int]) -> str:
    """Write a style; ``place`` is where it stands among those a person picks from, ``lists`` the numbers of lists."""
    base = style.based
    shown = f'<w:uiPriority w:val="{place}"/><w:qFormat/>' if style.listed else '<w:uiPriority w:val="99"/>'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}"><w:name w:val={quoteattr(style.name)}/>'
        f'<w:basedOn w:val="{base.id if base else "Normal"}"/><w:next w:val="{style.following or style.id}"/>{shown}'
        f"<w:pPr>{_paragraph_of(style, base, lists)}</w:pPr><w:rPr>{_face_of(style, base)}</w:rPr></w:style>"
    )


def _paragraph_of(style: Style, base: Style | None, lists: dict[str, int]) -> str:
    """Write what a style says of its paragraphs beyond the style it is based on."""
    parts = []
    if style.keep_next != (base.keep_next if base else False):
        parts.append(toggle("keepNext", style.keep_next))
    if base is None:
        parts.append("<w:widowControl/>")
    if style.marker:
        parts.append(f'<w:numPr><w:numId w:val="{lists[style.id]}"/></w:numPr>')
    if base is None or (style.before, style.pitch) != (base.before, base.pitch):
        parts.append(
            f'<w:spacing w:before="{twips(style.before)}" w:after="0" w:line="{twips(style.pitch)}"'
            ' w:lineRule="exact"/>'
        )
    if base is None or style.indent != base.indent or style.marker:
        parts.append(f'<w:ind w:left="0" w:firstLine="{twips(style.indent)}"/>')
    if base is None or style.align != base.align:
        parts.append(f'<w:jc w:val="{ALIGN[style.align]}"/>')
    if style.level is not None:
        parts.append(f'<w:outlineLvl w:val="{style.level}"/>')
    return "".join(parts)


def _face_of(style: Style, base: Style | None) -> str:
    parts = [_FONTS]
    if base is None or style.bold != base.bold:
        parts.append(toggle("b", style.bold) + toggle("bCs", style.bold))
    if base is None or style.italic != base.italic:
        parts.append(toggle("i", style.italic) + toggle("iCs", style.italic))
    if base is None:
        parts.append('<w:color w:val="000000"/>')
    if base is None or style.size != base.size:
        size = round(style.size * 2)
        parts.append(f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>')
    return "".join(parts)


def _styles(styles: tuple[Style, ...]) -> str:
    lists = word_lists.numbers_of(styles)
    return (
        f'{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}<w:color w:val="000000"/>'
        '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
        # Of Word's own styles only those in use are offered beside ours.
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" '
        'w:defQFormat="0" w:count="376"/>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:uiPriority w:val="99"/>'
        f'<w:rPr>{_FONTS}<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f"{''.join(_style(style, place, lists) for place, style in enumerate(styles, start=1))}</w:styles>"
    )


def _settings(two_sided: bool) -> str:
    return (
        f"{_HEAD}<w:settings {_W}>{'<w:mirrorMargins/>' if two_sided else ''}"
        '<w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat><w:doNotExpandShiftReturn/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="{COMPATIBILITY}"/></w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/>'
        '<w:listSeparator w:val=";"/></w:settings>'
    )


@lru_cache(maxsize=8)
def base(styles: tuple[Style, ...], two_sided: bool) -> bytes:
    """Return an empty Word file that carries the styles."""
    parts = {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/>'
            f'<Override PartName="/word/settings.xml" ContentType="{_MAIN}.settings+xml"/>'
            f'<Override PartName="/word/numbering.xml" ContentType="{_MAIN}.numbering+xml"/></Types>'
        ),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"), ("settings", "settings.xml"), ("numbering", "numbering.xml")
        ),
        "word/document.xml": f"{_HEAD}<w:document {_W}><w:body><w:sectPr/></w:body></w:document>",
        "word/styles.xml": _styles(styles),
        "word/settings.xml": _settings(two_sided),
        "word/numbering.xml": f"{_HEAD}<w:numbering {_W}/>",
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def _relations(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{index}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
