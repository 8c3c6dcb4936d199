"""Numbers as people type and read them: decimal comma, dots between thousands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

_THOUSANDS = r"^-?\d{1,3}(\.\d{3})+(,\d+)?$"
_PLAIN = r"^-?\d+([.,]\d+)?$"


def parse(text: str) -> Decimal | None:
    """Read "7,5", "7.5", "1.250" or "1 250"; None for an empty text, ValueError for anything else.

    A dot before exactly three figures stands between thousands, as the office writes it.
    """
    from decimal import Decimal

    value = text.replace(" ", "")
    if not value:
        return None
    if re.match(_THOUSANDS, value):
        return Decimal(value.replace(".", "").replace(",", "."))
    if re.match(_PLAIN, value):
        return Decimal(value.replace(",", "."))
    raise ValueError(text)


def show(value: Decimal | float | None, decimals: int = 2) -> str:
    """Write a number with a decimal comma and no idle noughts ("7,5", "10"); an absent one as nothing."""
    if value is None:
        return ""
    rounded = str(value) if isinstance(value, int) else _rounded(value, decimals)
    whole, _, part = rounded.partition(".")
    part = part.rstrip("0")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", ".") if len(digits) > 4 else digits
    return f"{sign}{grouped}{',' if part else ''}{part}"


def _rounded(value: Decimal | float, decimals: int) -> str:
    from decimal import Decimal

    return f"{Decimal(str(value)):.{decimals}f}"
