"""Drafts of forms as plain JSON values and back, for unfinished typing that is kept by ``services.drafts``."""

from __future__ import annotations

from typing import Any, TypeVar

from bontot_desktop.documents import facts

D = TypeVar("D")


def to_payload(draft: Any) -> Any:
    """Turn a draft into JSON values, as frozen facts are."""
    return facts.to_json(draft)


def from_payload(kind: type[D], payload: Any) -> D | None:
    """Read a kept draft back; None when it was kept by a program whose form was another one."""
    try:
        return facts.from_json(kind, payload)
    except (TypeError, ValueError, KeyError, AttributeError, ArithmeticError):
        return None
