"""Fields somebody fills in Word, as Word's own content controls, and the form around them that stays as it was printed.

Each field is marked twice: by the control's tag, and by a bookmark of the same name, which is still there when a
program keeps the words of a control but forgets what it was.
"""

from __future__ import annotations

import zlib
from xml.sax.saxutils import quoteattr

from bontot_desktop.documents.blocks import Entry

#: Style of the words that invite to write; Word takes it off when somebody writes.
_INVITING = "MoiGhi"
INVITES = f'<w:rStyle w:val="{_INVITING}"/>'
STYLE = (
    f'<w:style w:type="character" w:customStyle="1" w:styleId="{_INVITING}"><w:name w:val="Mời ghi"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:rPr><w:color w:val="767676"/></w:rPr>'
    "</w:style>"
)
#: How titles and tags may be long in Word.
_LONGEST = 64


def number_of(tag: str) -> int:
    """Return the number by which Word tells a field from the others, the same for the same tag."""
    return zlib.crc32(tag.encode()) & 0x7FFFFFFF


def field(entry: Entry, run: str) -> str:
    """Write a field around the run that shows its text."""
    number = number_of(entry.tag)
    shown = "<w:showingPlcHdr/>" if entry.is_empty else ""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{entry.tag}"/>'
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(entry.title[:_LONGEST])}/><w:tag w:val={quoteattr(entry.tag)}/>"
        f'<w:id w:val="{number}"/><w:lock w:val="sdtLocked"/>{shown}{_kind(entry)}</w:sdtPr>'
        f'<w:sdtContent>{run}</w:sdtContent></w:sdt><w:bookmarkEnd w:id="{number}"/>'
    )


def _kind(entry: Entry) -> str:
    if entry.kind == "lines":
        return '<w:text w:multiLine="1"/>'
    if entry.kind == "choice":
        items = "".join(
            f"<w:listItem w:displayText={quoteattr(one)} w:value={quoteattr(one)}/>" for one in entry.choices
        )
        return f"<w:dropDownList>{items}</w:dropDownList>"
    if entry.kind == "date":
        return (
            '<w:date><w:dateFormat w:val="dd/MM/yyyy"/><w:lid w:val="vi-VN"/><w:storeMappedDataAs w:val="date"/>'
            '<w:calendar w:val="gregorian"/></w:date>'
        )
    return "<w:text/>"


def kept_whole(body: str) -> str:
    """Group a body so that in Word only its fields take typing; what else stands in the form stays."""
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{number_of(body)}"/><w:lock w:val="contentLocked"/><w:group/></w:sdtPr>'
        f"<w:sdtContent>{body}</w:sdtContent></w:sdt>"
    )
