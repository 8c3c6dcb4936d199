"""What a question about the office is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bontot_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: ``find`` gives a line in the clerk's words for each thing that is not right.

    ``mend`` is an act of its own (or writes files only) and returns how many it put right; ``note`` tells what is no
    fault and yet worth knowing.
    """

    key: str
    sentence: str
    find: Callable[[Office], list[str]]
    mend: Callable[[Office], int] | None = None
    note: Callable[[Office], list[str]] | None = None
