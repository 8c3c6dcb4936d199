"""What a form carries unseen when it goes out: its code, and a mark of each line of its printed words.

Both stand among the file's own properties, in pieces of a length every program keeps.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape

_CODE = "BonTotForm"
_LINES = "BonTotLines"
_MARK = 6
#: Marks in one property: Word cuts what is longer than 255 signs.
_PER_PIECE = 40
_PART = "docProps/custom.xml"
_PART_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
#: The code as it is printed at the foot of a form, for when the properties are gone.
PRINTED = "Mã phiếu: "
_PRINTED = re.compile(r"Mã\s*phiếu:\s*(BT\d[0-9A-Za-z.]+)")


def mark(line: str) -> str:
    """Return the mark of a line, the same however a program writes its spaces and hyphens; "" for an empty one."""
    plain = unicodedata.normalize("NFKC", line).replace("\u2011", "-").replace("\u2010", "-").replace("\u00ad", "")
    bare = "".join(plain.split())
    return hashlib.sha256(bare.encode()).hexdigest()[:_MARK] if bare else ""


def marked(content: bytes, code: str) -> bytes:
    """Return the Word file of a form with its code and the marks of its printed lines."""
    from bontot_desktop.documents import form_reader

    marks = list(dict.fromkeys(filter(None, map(mark, form_reader.printed_lines(content)))))
    values = {_CODE: code}
    for start in range(0, len(marks), _PER_PIECE):
        values[f"{_LINES}{start // _PER_PIECE + 1}"] = "".join(marks[start : start + _PER_PIECE])
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "[Content_Types].xml":
                given = f'<Override PartName="/{_PART}" ContentType="{_PART_TYPE}"/></Types>'
                part = part.replace(b"</Types>", given.encode())
            elif name == "_rels/.rels":
                given = f'<Relationship Id="rIdForm" Type="{_RELATION}" Target="{_PART}"/></Relationships>'
                part = part.replace(b"</Relationships>", given.encode())
            target.writestr(name, part)
        target.writestr(_PART, _part(values))
    return out.getvalue()


def _part(values: Mapping[str, str]) -> str:
    lines = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(values.items(), start=2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}">{lines}</Properties>'
    )


def code_in(notes: Mapping[str, str], lines: Iterable[str]) -> str:
    """Return the code of a form: the one among the file's properties, else the one printed; "" when there is none."""
    kept = notes.get(_CODE, "").strip()
    if kept:
        return kept
    for line in lines:
        found = _PRINTED.search(unicodedata.normalize("NFC", line))
        if found:
            return found[1].rstrip(".")
    return ""


def marks_in(notes: Mapping[str, str]) -> frozenset[str]:
    """Return the marks of the printed lines a form went out with; none when they are gone."""
    pieces = "".join(value for name, value in notes.items() if name.startswith(_LINES))
    return frozenset(pieces[at : at + _MARK] for at in range(0, len(pieces) - _MARK + 1, _MARK))
