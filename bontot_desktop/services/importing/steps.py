"""What an import will write, row by row.

Cells and members that are not in the register yet have negative ids until the rows are written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bontot_desktop.rules.cells import CellPost
from bontot_desktop.services.member_forms import MemberDraft


@dataclass(frozen=True, slots=True)
class MemberStep:
    """A member to add (``key`` negative, the draft without id) or to change."""

    key: int
    draft: MemberDraft


@dataclass(frozen=True, slots=True)
class PostStep:
    """A post a member of the list holds."""

    cell_key: int
    member_key: int
    post: CellPost
    from_on: date | None


@dataclass(frozen=True, slots=True)
class PostEnd:
    """A stored post that another member of the list now holds; it ended the day before."""

    post_id: int
    to_on: date


@dataclass(frozen=True, slots=True)
class Charge:
    """The committee member a list names as in charge of a cell; None leaves the start unknown."""

    cell_key: int
    person: str
    from_on: date | None
