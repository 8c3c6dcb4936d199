"""A row of a list of members, read into plain facts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.members import Gender, MemberStatus

if TYPE_CHECKING:
    from bontot_desktop.services.importing.places import Place, Table


class MemberLine(NamedTuple):
    """What the list says of one member; what it does not say is empty. ``number`` is the row as Excel numbers it."""

    table: Table
    number: int
    full_name: str
    birth_on: date | None
    birth_year: int | None
    gender: Gender | None
    admitted_on: date | None
    official_on: date | None
    card_no: str
    phone: str
    note: str
    cell: str
    post: CellPost | None
    status: MemberStatus | None
    #: How much of the row is filled, and whether its number runs on: tells the true one of two with one card.
    weight: int

    @property
    def place(self) -> Place:
        """Where the row stands."""
        return self.table.place(self.number, self.full_name)

    @property
    def key(self) -> str:
        """The row's key."""
        return f"{self.table.sheet.name}!{self.number}"

    def facts(self) -> dict[str, Any]:
        """Return the facts that go into a member's form."""
        return dict(zip(FACTS, self[2:11], strict=True))


#: The facts of a member's form in the order of the line.
FACTS: tuple[str, ...] = MemberLine._fields[2:11]
