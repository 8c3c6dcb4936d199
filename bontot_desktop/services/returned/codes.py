"""By what a form is known when it comes back: whose office, which kind, about what, by which score table, made of what.

The code is kept in the file and printed at its foot: ``BT1.F17.12.3.9f2c1a.77aa88bb``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.house import History
from bontot_desktop.documents import facts as codec

#: The first part of a code: how the fields of this version of the forms are named.
VERSION = "BT1"


@dataclass(frozen=True, slots=True)
class FormCode:
    """A code taken apart; ``template_id`` is 0 without points, ``made_of`` a mark of what the form went out with."""

    kind: str
    subject_id: int
    template_id: int
    made_of: str
    office: str

    def __str__(self) -> str:
        return f"{VERSION}.{self.kind}.{self.subject_id}.{self.template_id}.{self.made_of}.{self.office}"


def parse(code: str) -> FormCode | None:
    """Take a code apart; None for what is no code of ours, or of a form of another version."""
    parts = code.strip().split(".")
    if len(parts) != 6 or parts[0] != VERSION or not (_is_number(parts[2]) and _is_number(parts[3])):
        return None
    return FormCode(parts[1], int(parts[2]), int(parts[3]), parts[4], parts[5])


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) < 12


def office_mark(session: Session) -> str:
    """Return what tells this office's data from another's: its first act, which every copy of the file keeps."""
    first = session.execute(select(History.at, History.sentence).order_by(History.id).limit(1)).first()
    return _mark(("", "") if first is None else (first[0].isoformat(), first[1]), 8)


def made_of(draft: Any) -> str:
    """Return a mark of what is stored, to tell later whether it was changed after the form went out."""
    return _mark(codec.to_json(draft), 6)


def _mark(value: Any, length: int) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:length]
