"""What a paper is called: by its kind, or by the type the clerk named for a paper made outside the program."""

from __future__ import annotations

from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents.kinds import HANDED_OUT, KINDS


def is_outside(kind_id: str) -> bool:
    """Say whether a paper was made outside the program and only registered here."""
    return not kind_id


def kind_name(kind_id: str, typed: str) -> str:
    """Return the name of a paper's kind: "Quyết định công nhận", of one made outside its ``typed`` type, "Kế hoạch"."""
    if is_outside(kind_id):
        return typed or "Văn bản"
    kind = KINDS.get(kind_id) or HANDED_OUT.get(kind_id)
    return kind.name if kind else kind_id


def in_full(name: str, day: date | None, title: str) -> str:
    """Name a paper for a refusal: "Kế hoạch ngày 06/03/2026 “về tổ chức …”"."""
    return f"{name} ngày {dates.screen(day)} “{title}”"
