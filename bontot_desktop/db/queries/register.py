"""What lists, pickers and the import ask of the register: cells, members and who held what on a day.

Every question answers with plain tuples, one statement each: ten thousand members are read without making one object
of the register.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bontot_desktop.db.models.cells import Cell, CellName, InCharge, Post
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.models.office import Person
from bontot_desktop.rules.cells import CellPost, ContentType, NamePeriod
from bontot_desktop.rules.members import Gender, MemberStatus, StatusPeriod

#: SQLite takes so many values in one question at least; for more members all are read.


class CellFacts(NamedTuple):
    """A cell as it stands in its own row."""

    id: int
    code: str
    name: str
    name_order: str
    content_type: ContentType
    report_group: str
    has_committee: bool
    fixed_day: int | None
    usual_time: time | None
    usual_place: str
    founded_on: date | None
    dissolved_on: date | None


class MemberFacts(NamedTuple):
    """A member as they stand in their own row."""

    id: int
    full_name: str
    full_name_order: str
    gender: Gender | None
    birth_on: date | None
    birth_year: int | None
    admitted_on: date | None
    official_on: date | None
    card_no: str
    phone: str
    is_withdrawn: bool


class HeldStatus(NamedTuple):
    """A status that holds on the day asked for."""

    member_id: int
    cell_id: int
    status: MemberStatus
    from_on: date | None
    to_on: date | None

    @property
    def period(self) -> StatusPeriod:
        """The status as the rules know it."""
        return StatusPeriod(self.status, self.cell_id, self.from_on, self.to_on)


class HeldPost(NamedTuple):
    """A post in a cell that is held on the day asked for."""

    cell_id: int
    member_id: int
    full_name: str
    post: CellPost
    from_on: date | None


class HeldCharge(NamedTuple):
    """The committee member in charge of a cell on the day asked for."""

    cell_id: int
    person_id: int
    full_name: str
    from_on: date | None


def holding(
    from_on: InstrumentedAttribute[date | None], to_on: InstrumentedAttribute[date | None], day: date
) -> ColumnElement[bool]:
    """Say in SQL what :func:`bontot_desktop.rules.cells.holds_on` says: both ends count, an absent end is open."""
    return and_(or_(from_on.is_(None), from_on <= day), or_(to_on.is_(None), to_on >= day))


def cells(session: Session, *, day: date, with_dissolved: bool = False) -> list[CellFacts]:
    """Return the cells at work on the day in Vietnamese order; those of other days too only when asked for."""
    question = select(
        Cell.id,
        Cell.code,
        Cell.name,
        Cell.name_order,
        Cell.content_type,
        Cell.report_group,
        Cell.has_committee,
        Cell.fixed_day,
        Cell.usual_time,
        Cell.usual_place,
        Cell.founded_on,
        Cell.dissolved_on,
    ).order_by(Cell.name_order, Cell.id)
    if not with_dissolved:
        question = question.where(
            or_(Cell.dissolved_on.is_(None), Cell.dissolved_on > day),
            or_(Cell.founded_on.is_(None), Cell.founded_on <= day),
        )
    return [CellFacts._make(row) for row in session.execute(question)]


def names_of_cells(session: Session) -> dict[int, list[NamePeriod]]:
    """Return every name each cell bore, by cell id."""
    names: dict[int, list[NamePeriod]] = {}
    for cell_id, name, from_on, to_on in session.execute(
        select(CellName.cell_id, CellName.name, CellName.from_on, CellName.to_on)
    ):
        names.setdefault(cell_id, []).append(NamePeriod(name, from_on, to_on))
    return names


def members(session: Session, *, with_withdrawn: bool = False, ids: Iterable[int] | None = None) -> list[MemberFacts]:
    """Return the members in the order of people's names; the withdrawn only when asked for."""
    question = select(
        Member.id,
        Member.full_name,
        Member.full_name_order,
        Member.gender,
        Member.birth_on,
        Member.birth_year,
        Member.admitted_on,
        Member.official_on,
        Member.card_no,
        Member.phone,
        Member.is_withdrawn,
    ).order_by(Member.full_name_order, Member.id)
    if not with_withdrawn:
        question = question.where(Member.is_withdrawn.is_(False))
    if ids is not None:
        question = question.where(Member.id.in_(list(ids)))
    return [MemberFacts._make(row) for row in session.execute(question)]


def statuses_on(session: Session, day: date, *, cell_id: int | None = None) -> list[HeldStatus]:
    """Return the statuses that hold on a day, of every member (who was withdrawn has none any more)."""
    question = select(StatusRow.member_id, StatusRow.cell_id, StatusRow.status, StatusRow.from_on, StatusRow.to_on)
    question = question.where(holding(StatusRow.from_on, StatusRow.to_on, day))
    if cell_id is not None:
        question = question.where(StatusRow.cell_id == cell_id)
    return [HeldStatus._make(row) for row in session.execute(question)]


def posts_on(session: Session, day: date, *, cell_id: int | None = None) -> list[HeldPost]:
    """Return who holds which post in which cell on a day, by rank of the posts."""
    question = (
        select(Post.cell_id, Post.member_id, Member.full_name, Post.post, Post.from_on)
        .join(Member, Member.id == Post.member_id)
        .where(holding(Post.from_on, Post.to_on, day))
        .order_by(Member.full_name_order)
    )
    if cell_id is not None:
        question = question.where(Post.cell_id == cell_id)
    order = list(CellPost)
    return sorted((HeldPost._make(row) for row in session.execute(question)), key=lambda held: order.index(held.post))


def in_charge_on(session: Session, day: date, *, cell_id: int | None = None) -> list[HeldCharge]:
    """Return which committee member is in charge of which cell on a day."""
    question = (
        select(InCharge.cell_id, InCharge.person_id, Person.full_name, InCharge.from_on)
        .join(Person, Person.id == InCharge.person_id)
        .where(holding(InCharge.from_on, InCharge.to_on, day))
        .order_by(InCharge.id)
    )
    if cell_id is not None:
        question = question.where(InCharge.cell_id == cell_id)
    return [HeldCharge._make(row) for row in session.execute(question)]


def holder_of_card(session: Session, card_no: str, *, but: int | None = None) -> Member | None:
    """Return the member who has a card number, withdrawn or not; ``but`` names one who does not count."""
    if not card_no:
        return None
    question = select(Member).where(Member.card_no == card_no)
    return session.scalars(question if but is None else question.where(Member.id != but)).first()
