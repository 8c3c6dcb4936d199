"""The list of cells as of a day, read without SQLAlchemy (``db.queries.cell_list``)."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, NamedTuple

from bontot_desktop import text
from bontot_desktop.db.queries import cell_list as question
from bontot_desktop.rules import cells as rules
from bontot_desktop.rules.cells import CellPost, ContentType
from bontot_desktop.rules.member_status import MemberStatus
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from sqlcipher3 import dbapi2


class CellRow(NamedTuple):
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

    def is_over(self, day: date) -> bool:
        """Whether the cell has ended by a day."""
        return self.dissolved_on is not None and self.dissolved_on <= day

    @property
    def members(self) -> int:
        """All whose official record lies in the cell (đảng số)."""
        return self.full_members + self.probationary_members


def list_cells(office: Office, *, day: date | None = None, with_dissolved: bool = False) -> list[CellRow]:
    """Return the cells as of a day (today): names, officers and counts of that day, in Vietnamese order of names."""
    with office.ask() as driver:
        return _rows(driver, day or office.today(), with_dissolved=with_dissolved)


def find_cell(office: Office, cell_id: int, *, day: date | None = None) -> CellRow | None:
    """Return the row of one cell, an ended one too, without reading the others; None when there is none."""
    with office.ask() as driver:
        return next(iter(_rows(driver, day or office.today(), with_dissolved=True, cell_id=cell_id)), None)


def rows_of(session: Session, day: date, *, with_dissolved: bool = False) -> list[CellRow]:
    """Return the rows of the list inside another's session."""
    from bontot_desktop.db.work import driver_of

    return _rows(driver_of(session), day, with_dissolved=with_dissolved)


def rows_in(driver: dbapi2.Connection, day: date, *, with_dissolved: bool = False) -> list[CellRow]:
    """Return the rows of the cells at work on a day, inside another's reading; those of other days when asked for."""
    return _rows(driver, day, with_dissolved=with_dissolved)


def _rows(driver: dbapi2.Connection, day: date, *, with_dissolved: bool, cell_id: int | None = None) -> list[CellRow]:
    names = question.names(driver, cell_id)
    counts = question.member_counts(driver, day, cell_id)
    officers: dict[int, list[question.ListedPost]] = {}
    for post in question.posts(driver, day, cell_id):
        officers.setdefault(post.cell_id, []).append(post)
    in_charge = question.in_charge(driver, day, cell_id)
    rows = [
        _row(cell, day, names.get(cell.id, []), counts, officers.get(cell.id, []), in_charge.get(cell.id, ""))
        for cell in question.cells(driver, day, with_dissolved=with_dissolved, cell_id=cell_id)
    ]
    return sorted(rows, key=lambda row: (row.name_order, row.id))


def _row(
    cell: question.ListedCell,
    day: date,
    names: list[rules.NamePeriod],
    counts: dict[tuple[int, MemberStatus], int],
    officers: list[question.ListedPost],
    in_charge: str,
) -> CellRow:
    name = rules.name_on(names, day) if names else cell.name
    full = counts.get((cell.id, MemberStatus.FULL), 0)
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
        probationary_members=counts.get((cell.id, MemberStatus.PROBATIONARY), 0),
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
                has_charge=bool(in_charge),
            )
        )
        if cell.dissolved_on is None or cell.dissolved_on > day
        else (),
        dissolved_on=cell.dissolved_on,
    )
