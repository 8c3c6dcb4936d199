"""What an import will write, row by row.

Cells and members that are not in the register yet have negative ids until the rows are written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services.importing.member_line import MemberLine
from bontot_desktop.services.member_forms import MemberDraft


class MemberStep(NamedTuple):
    """A member to add (``key`` negative; facts and statuses follow from the row) or to change (the changed form)."""

    key: int
    line: MemberLine
    cell_key: int
    status: MemberStatus
    changed: MemberDraft | None = None


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


@dataclass(frozen=True, slots=True)
class Leaving:
    """A member who is not in the newer list and goes off the register today."""

    member_id: int
