"""What a paper's own blocks say for the register of outgoing papers: whom it goes to and where its copy is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bontot_desktop.documents.blocks import Addressees, Document, Recipients, Signature, printable

#: "Lưu Văn phòng Đảng ủy" in the list of recipients names who keeps the copy (document-format §7).
_KEEPS = re.compile(r"^lưu:?\s+", re.IGNORECASE)
#: "Như trên" stands for the addressees of a công văn or tờ trình.
_AS_ABOVE = "như trên"


@dataclass(frozen=True, slots=True)
class Sent:
    """Whom a paper goes to, one a line without dash and final mark, and who keeps the file copy."""

    recipients: tuple[str, ...]
    kept_by: str


def sent(document: Document) -> Sent:
    """Read the recipients off a paper; addressees take the place of "Như trên"."""
    addressees: list[str] = []
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Addressees):
            addressees += block.names
        elif isinstance(block, Signature) and isinstance(block.recipients, Recipients):
            lines += block.recipients.lines
    plain = [printable(line).strip(" -.,;\n") for line in lines]
    kept = [_KEEPS.sub("", line) for line in plain if _KEEPS.match(line)]
    named = [line for line in plain if not _KEEPS.match(line) and line.casefold() != _AS_ABOVE]
    given = [printable(name).strip(" -.,;\n") for name in addressees]
    return Sent(tuple(dict.fromkeys(name for name in (*given, *named) if name)), kept[0] if kept else "")
