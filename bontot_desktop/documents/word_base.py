"""The empty Word file papers start from: our own styles and settings, nothing of the library's template."""

from __future__ import annotations

import zipfile
from functools import lru_cache
from io import BytesIO
from xml.sax.saxutils import quoteattr

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


def _style(style: Style) -> str:
    size = round(style.size * 2)
    outline = "" if style.level is None else f'<w:outlineLvl w:val="{style.level}"/>'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}"><w:name w:val={quoteattr(style.name)}/>'
        f'<w:basedOn w:val="Normal"/><w:uiPriority w:val="1"/><w:qFormat/>'
        f"<w:pPr>{'<w:keepNext/>' if style.keep_next else ''}<w:widowControl/>"
        f'<w:spacing w:before="{twips(style.before)}" w:after="0" w:line="{twips(style.pitch)}" w:lineRule="exact"/>'
        f'<w:ind w:firstLine="{twips(style.indent)}"/><w:jc w:val="{ALIGN[style.align]}"/>{outline}</w:pPr>'
        f"<w:rPr>{_FONTS}{toggle('b', style.bold)}{toggle('bCs', style.bold)}"
        f"{toggle('i', style.italic)}{toggle('iCs', style.italic)}"
        f'<w:color w:val="000000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _styles(styles: tuple[Style, ...]) -> str:
    return (
        f'{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}<w:color w:val="000000"/>'
        '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:rPr>{_FONTS}<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f"{''.join(_style(style) for style in styles)}</w:styles>"
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
            f'<Override PartName="/word/settings.xml" ContentType="{_MAIN}.settings+xml"/></Types>'
        ),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relations(("styles", "styles.xml"), ("settings", "settings.xml")),
        "word/document.xml": f"{_HEAD}<w:document {_W}><w:body><w:sectPr/></w:body></w:document>",
        "word/styles.xml": _styles(styles),
        "word/settings.xml": _settings(two_sided),
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
