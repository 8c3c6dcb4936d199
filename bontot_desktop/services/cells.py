"""The register of cells as lists and pickers show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.queries import register
from bontot_desktop.errors import NotFound
from bontot_desktop.rules import cells as rules
from bontot_desktop.rules.cells import CellPost, ContentType
from bontot_desktop.rules.members import STANDINGS, MemberStatus
from bontot_desktop.services.office import Office
from bontot_desktop.services.people import Pick


@dataclass(frozen=True, slots=True)
class CellRow:
    """One line of the list of cells, as of a day."""

    id: int
    code: str
    name: str
    name_order: str
    content_type: ContentType
    report_group: str
    secretary: str
    full_members: int
    probationary_members: int
    in_charge: str
    fixed_day: int | None
    usual_time: time | None
    usual_place: str
    warnings: tuple[str, ...]
    dissolved_on: date | None

    @property
    def kind(self) -> str:
        """The kind in words."""
        return self.content_type.label

    @property
    def members(self) -> int:
        """All whose official record lies in the cell (đảng số)."""
        return self.full_members + self.probationary_members


def list_cells(office: Office, *, day: date | None = None, with_dissolved: bool = False) -> list[CellRow]:
    """Return the cells as of a day (today): names, officers and counts of that day, in Vietnamese order of names."""
    day = day or office.today()
    with office.read() as session:
        return rows_of(session, day, with_dissolved=with_dissolved)


def rows_of(session: Session, day: date, *, with_dissolved: bool = False) -> list[CellRow]:
    """Return the rows of the list inside another's session."""
    names = register.names_of_cells(session)
    counts = Counter((held.cell_id, held.status) for held in _standings(session, day))
    officers: dict[int, list[register.HeldPost]] = {}
    for post in register.posts_on(session, day):
        officers.setdefault(post.cell_id, []).append(post)
    in_charge = {charge.cell_id: charge.full_name for charge in register.in_charge_on(session, day)}
    rows = [
        _row(cell, day, names.get(cell.id, []), counts, officers.get(cell.id, []), in_charge.get(cell.id, ""))
        for cell in register.cells(session, day=day, with_dissolved=with_dissolved)
    ]
    return sorted(rows, key=lambda row: (row.name_order, row.id))


def _standings(session: Session, day: date) -> list[register.HeldStatus]:
    return [held for held in register.statuses_on(session, day) if held.status in STANDINGS]


def _row(
    cell: register.CellFacts,
    day: date,
    names: list[rules.NamePeriod],
    counts: Counter[tuple[int, MemberStatus]],
    officers: list[register.HeldPost],
    in_charge: str,
) -> CellRow:
    name = rules.name_on(names, day) if names else cell.name
    full = counts[cell.id, MemberStatus.FULL]
    secretaries = [held.full_name for held in officers if held.post is CellPost.SECRETARY]
    committee = {held.member_id for held in officers if held.post is not CellPost.GROUP_LEADER}
    return CellRow(
        id=cell.id,
        code=cell.code,
        name=name,
        name_order=cell.name_order if name == cell.name else text.sort_key(name),
        content_type=cell.content_type,
        report_group=cell.report_group,
        secretary=secretaries[0] if secretaries else "",
        full_members=full,
        probationary_members=counts[cell.id, MemberStatus.PROBATIONARY],
        in_charge=in_charge,
        fixed_day=cell.fixed_day,
        usual_time=cell.usual_time,
        usual_place=cell.usual_place,
        warnings=tuple(
            rules.warnings(
                full_members=full,
                has_secretary=bool(secretaries),
                committee_size=len(committee),
                has_committee=cell.has_committee,
            )
        ),
        dissolved_on=cell.dissolved_on,
    )


def cell_picks(office: Office, *, also: Iterable[int] = ()) -> list[Pick]:
    """Return the cells of today for a picker, each with its code; ``also`` names dissolved ones still to be shown."""
    today, wanted = office.today(), set(also)
    with office.read() as session:
        living = {cell.id for cell in register.cells(session, day=today)}
        every = register.cells(session, day=today, with_dissolved=bool(wanted - living))
        return [Pick(cell.id, cell.name, cell.code) for cell in every if cell.id in living | wanted]


def report_groups(office: Office) -> list[str]:
    """Return the report groups offered in the form: the shipped ones and those the office wrote itself."""
    with office.read() as session:
        own = session.scalars(select(Cell.report_group).distinct())
        return list(dict.fromkeys([*rules.REPORT_GROUPS, *sorted((g for g in own if g), key=text.sort_key)]))


def find_by_code(session: Session, code: str) -> Cell:
    """Return the cell with a code, as typed on the command line (case aside). Raises NotFound."""
    wanted = text.clean(code)
    for cell in session.scalars(select(Cell)):
        if cell.code.casefold() == wanted.casefold():
            return cell
    raise NotFound(f"Không có chi bộ mang mã {wanted}; hãy xem mã bằng lệnh: bontot list cells.")
