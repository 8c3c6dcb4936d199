"""Values the words of ``bontot`` take: what could never be meant is refused before anything is opened."""

from __future__ import annotations

#: Years there can be papers of.
YEARS = range(1930, 2101)
#: The highest number a record can have.
HIGHEST_ID = 2**31 - 1


def year(typed: str) -> int:
    """Read a year (1930–2100). Raises ValueError otherwise, as argparse wants it."""
    value = int(typed)
    if value not in YEARS:
        raise ValueError(typed)
    return value


def record(typed: str) -> int:
    """Read the number of a record (1 and up). Raises ValueError otherwise."""
    value = int(typed)
    if not 1 <= value <= HIGHEST_ID:
        raise ValueError(typed)
    return value
