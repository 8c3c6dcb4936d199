"""What one list of ``bontot list`` is: its columns and where its lines come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bontot_desktop.services.office import Office


#: One line of a list: plain values by field name (the JSON); the table shows those its headings name.
Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: the headings of its columns by field name, and how its lines are found (year None means all).

    ``ended`` finds the lines with those that have ended too, ``ended_headings`` names the columns that come with them.
    """

    headings: Mapping[str, str]
    lines: Callable[[Office, int | None], Sequence[Line]]
    ended: Callable[[Office, int | None], Sequence[Line]] | None = None
    ended_headings: Mapping[str, str] = field(default_factory=dict)
