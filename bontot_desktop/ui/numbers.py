"""Numbers as people type and read them: decimal comma, dots between thousands."""

from __future__ import annotations

import re
from decimal import Decimal

_THOUSANDS = re.compile(r"^-?\d{1,3}(\.\d{3})+(,\d+)?$")
_PLAIN = re.compile(r"^-?\d+([.,]\d+)?$")


def parse(text: str) -> Decimal | None:
    """Read "7,5", "7.5", "1.250" or "1 250"; None for an empty text, ValueError for anything else.

    A dot before exactly three figures stands between thousands, as the office writes it.
    """
    value = text.replace(" ", "")
    if not value:
        return None
    if _THOUSANDS.match(value):
        return Decimal(value.replace(".", "").replace(",", "."))
    if _PLAIN.match(value):
        return Decimal(value.replace(",", "."))
    raise ValueError(text)


def show(value: Decimal | float | None, decimals: int = 2) -> str:
    """Write a number with a decimal comma and no idle noughts ("7,5", "10"); an absent one as nothing."""
    if value is None:
        return ""
    rounded = f"{Decimal(str(value)):.{decimals}f}"
    whole, _, part = rounded.partition(".")
    part = part.rstrip("0")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", ".") if len(digits) > 4 else digits
    return f"{sign}{grouped}{',' if part else ''}{part}"
