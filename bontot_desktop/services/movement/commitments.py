"""Commitments of cells and of their members: who signed on which day, and who has not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bontot_desktop import dates
from bontot_desktop.db.queries import movement as queries
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.changes import Changes
from bontot_desktop.services.movement.years import CHANGED, as_of, cells_of, day_problems, refuse_when_closed
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from sqlcipher3 import dbapi2

    from bontot_desktop.db.models.movement import Commitment


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A cell with its commitment of a year; its id is the cell's. ``last_on`` is the last day a member signed."""

    id: int
    cell: str
    cell_order: str
    signed_on: date | None
    members: int
    signed: int
    last_on: date | None

    @property
    def missing(self) -> int:
        """How many members have not signed."""
        return self.members - self.signed

    @property
    def is_whole(self) -> bool:
        """Whether the cell and every member of it signed."""
        return self.signed_on is not None and not self.missing


@dataclass(frozen=True, slots=True)
class MemberSignature:
    """A member of a cell and the day of signing, None while missing; the id is the member's."""

    id: int
    name: str
    name_order: str
    is_probationary: bool
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class SigningDraft:
    """A signing: its day, what was committed to, and whether every member signed that day too."""

    signed_on: date | None = None
    with_members: bool = True
    text: str = ""


def list_cells_signed(office: Office, year: int) -> list[CommitmentRow]:
    """Return the cells of a year with their commitments, in Vietnamese order of names."""
    with office.ask() as driver:
        return rows_in(driver, year, office.today())


def rows_in(driver: dbapi2.Connection, year: int, today: date) -> list[CommitmentRow]:
    """Return the same inside another's reading."""
    stored = queries.signed(driver, year)
    belonging = queries.belonging(driver, as_of(driver, year, today))
    own = {one.cell_id: one.signed_on for one in stored if one.member_id is None}
    by_member = {one.member_id: one.signed_on for one in stored if one.member_id is not None}
    people: dict[int, list[int]] = defaultdict(list)
    for one in belonging:
        people[one.cell_id].append(one.member_id)
    rows = []
    for cell in cells_of(driver, year, today):
        signed = [by_member[one] for one in people[cell.id] if one in by_member]
        last = max(signed, default=None)
        rows.append(
            CommitmentRow(
                cell.id, cell.name, cell.name_order, own.get(cell.id), len(people[cell.id]), len(signed), last
            )
        )
    return rows


def cells_signed(office: Office, year: int) -> int:
    """Count the cells that signed."""
    with office.ask() as driver:
        return sum(one.member_id is None for one in queries.signed(driver, year))


def members_signed(office: Office, year: int, cell_id: int) -> list[MemberSignature]:
    """Return the members of a cell with the day each signed, in the order of people's names."""
    with office.ask() as driver:
        return members_in(driver, year, cell_id, office.today())


def members_in(driver: dbapi2.Connection, year: int, cell_id: int, today: date) -> list[MemberSignature]:
    """Return the same inside another's reading."""
    signed = {one.member_id: one.signed_on for one in queries.signed(driver, year) if one.member_id is not None}
    people = queries.people_of(driver, cell_id, as_of(driver, year, today))
    return [MemberSignature(one.id, one.name, one.order, one.status != "FULL", signed.get(one.id)) for one in people]


def signing(office: Office, year: int, cell_ids: Sequence[int]) -> SigningDraft:
    """Return the signing of one cell as it is stored; an empty one for several, or for a cell that has not signed."""
    if len(cell_ids) != 1:
        return SigningDraft()
    with office.read() as session:
        row = _kept(session, year).get((cell_ids[0], None))
        return SigningDraft() if row is None else SigningDraft(row.signed_on, text=row.text)


def sign(office: Office, year: int, cell_ids: Sequence[int], draft: SigningDraft) -> Changes:
    """Write that cells signed on a day, with their members when the draft says so, in one act.

    Members who signed before keep their day. Raises Problems, Refused once the year is closed.
    """
    found = day_problems("signed_on", draft.signed_on, year, office.today(), "ngày ký")
    if not cell_ids:
        raise Refused("Hãy chọn ít nhất một chi bộ.")
    if found or draft.signed_on is None:
        raise Problems(found)
    rows = {row.id: row.cell for row in list_cells_signed(office, year)}
    names = [rows[one] for one in cell_ids if one in rows]
    who = names[0] if len(names) == 1 else f"{len(names)} chi bộ"
    with office.work("movement.sign", f"{who} ký cam kết ngày {dates.screen(draft.signed_on)}") as work:
        refuse_when_closed(work, year)
        kept = _kept(work, year)
        for cell_id in cell_ids:
            row = kept.get((cell_id, None))
            if row is None:
                row = _new(year, cell_id, None, draft.signed_on)
                work.add(row)
            row.signed_on = draft.signed_on
            # Several at once keep what each wrote itself.
            row.text = draft.text if draft.text or len(cell_ids) == 1 else row.text
        if draft.with_members:
            _sign_all(work, office, year, cell_ids, draft.signed_on, kept)
    return CHANGED


def _sign_all(
    session: Session,
    office: Office,
    year: int,
    cell_ids: Sequence[int],
    on: date,
    kept: Mapping[tuple[int, int | None], Commitment],
) -> None:
    from bontot_desktop.db.work import driver_of

    wanted, done = set(cell_ids), {member for _, member in kept if member is not None}
    driver = driver_of(session)
    for one in queries.belonging(driver, as_of(driver, year, office.today())):
        if one.cell_id in wanted and one.member_id not in done:
            session.add(_new(year, one.cell_id, one.member_id, on))


def save_members(office: Office, year: int, cell_id: int, signed: Mapping[int, date | None]) -> Changes:
    """Write the day each member of a cell signed; None takes a signature back. Those not named stay.

    Raises Problems (fields "signed_on:<member id>"), Refused once the year is closed.
    """
    today = office.today()
    found = [
        problem
        for member_id, day in signed.items()
        if day is not None
        for problem in day_problems(f"signed_on:{member_id}", day, year, today, "ngày ký")
    ]
    if found:
        raise Problems(found)
    with office.work("movement.sign_members", "Ghi đảng viên ký cam kết") as work:
        from bontot_desktop.db.models.cells import Cell

        refuse_when_closed(work, year)
        # Whoever moved to another cell since keeps the commitment of the year.
        kept = {member: row for (_, member), row in _kept(work, year).items() if member is not None}
        for member_id, day in signed.items():
            row = kept.get(member_id)
            if day is None:
                if row is not None:
                    work.delete(row)
            elif row is None:
                work.add(_new(year, cell_id, member_id, day))
            elif row.signed_on != day:
                row.signed_on = day
        cell = work.get(Cell, cell_id)
        work.sentence = f"Ghi đảng viên ký cam kết: {cell.name if cell else ''}"
    return CHANGED


def take_back(office: Office, year: int, cell_ids: Sequence[int]) -> Changes:
    """Strike out the commitments of cells recorded by mistake, with those of their members. Raises Refused."""
    with office.work("movement.sign_removed", "Xóa cam kết ghi nhầm") as work:
        refuse_when_closed(work, year)
        wanted = set(cell_ids)
        struck = [row for (cell_id, _), row in _kept(work, year).items() if cell_id in wanted]
        if not struck:
            raise Refused("Chi bộ đã chọn chưa ký cam kết.")
        names = sorted({row.cell.name for row in struck})
        work.sentence = f"Xóa cam kết ghi nhầm của {names[0] if len(names) == 1 else f'{len(names)} chi bộ'}"
        for row in struck:
            work.delete(row)
    return CHANGED


def _kept(session: Session, year: int) -> dict[tuple[int, int | None], Commitment]:
    from sqlalchemy import select

    from bontot_desktop.db.models.movement import Commitment

    rows = session.scalars(select(Commitment).where(Commitment.year == year))
    return {(row.cell_id, row.member_id): row for row in rows}


def _new(year: int, cell_id: int, member_id: int | None, on: date) -> Commitment:
    from bontot_desktop.db.models.movement import Commitment

    return Commitment(year=year, cell_id=cell_id, member_id=member_id, signed_on=on, text="")


def told(rows: Sequence[CommitmentRow]) -> str:
    """Say how many cells and members signed: "21/23 chi bộ, 431/460 đảng viên đã ký cam kết"."""
    if not rows:
        return ""
    cells = sum(row.signed_on is not None for row in rows)
    members, signed = sum(row.members for row in rows), sum(row.signed for row in rows)
    return f"{cells}/{len(rows)} chi bộ, {signed}/{members} đảng viên đã ký cam kết"
