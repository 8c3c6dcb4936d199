"""Who stood on a cell's roster on a day, with situation and post: what a meeting's snapshot and a book's lists need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.cells import Cell, InCharge, Post
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.models.office import Person
from bontot_desktop.db.queries.register import holding
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.members import Situation, StatusPeriod, situation_on
from bontot_desktop.rules.standing import ON_ROSTER

_POST_RANK = {post: rank for rank, post in enumerate(CellPost)}


@dataclass(frozen=True, slots=True)
class RosterMember:
    """A member on a cell's roster on a day; ``post`` is the highest held there, ``duties`` what goes with it."""

    member_id: int
    full_name: str
    situation: Situation
    post: CellPost | None
    duties: str
    birth_on: date | None
    birth_year: int | None
    admitted_on: date | None
    official_on: date | None
    card_no: str
    phone: str


@dataclass(frozen=True, slots=True)
class Responsible:
    """The committee member in charge of a cell on a day."""

    person_id: int
    full_name: str
    title: str
    organisation: str
    phone: str


#: SQLite takes so many values in one question at least; for more members all are read.
_FEW = 500

#: The statuses that hold on a day, by member and cell.
_Stays = dict[int, dict[int, list[StatusPeriod]]]


def rosters_on(session: Session, cell_ids: Collection[int], day: date) -> dict[int, list[RosterMember]]:
    """Return the rosters of several cells on a day, each in the order of people's names."""
    stays = _stays_on(session, cell_ids, day)
    posts = _posts_on(session, cell_ids, day)
    rosters: dict[int, list[RosterMember]] = {cell_id: [] for cell_id in cell_ids}
    members = select(Member).where(_still_there(day)).order_by(Member.full_name_order, Member.id)
    if len(stays) <= _FEW:
        members = members.where(Member.id.in_(stays))
    for member in session.scalars(members):
        for cell_id, periods in stays.get(member.id, {}).items():
            situation = situation_on(periods, cell_id, day)
            if situation is not None:
                post, duties = posts.get((cell_id, member.id), (None, ""))
                rosters[cell_id].append(_line(member, situation, post, duties))
    return rosters


def _still_there(day: date) -> ColumnElement[bool]:
    # Who left afterwards stood on the roster of that day: minutes are often entered weeks later.
    return or_(Member.is_withdrawn.is_(False), Member.left_on > day)


def _stays_on(session: Session, cell_ids: Collection[int], day: date) -> _Stays:
    stays: _Stays = defaultdict(lambda: defaultdict(list))
    statuses = select(StatusRow.member_id, StatusRow.cell_id, StatusRow.status, StatusRow.from_on, StatusRow.to_on)
    held = statuses.where(StatusRow.cell_id.in_(cell_ids), holding(StatusRow.from_on, StatusRow.to_on, day))
    for member_id, cell_id, status, from_on, to_on in session.execute(held):
        stays[member_id][cell_id].append(StatusPeriod(status, cell_id, from_on, to_on))
    return stays


def counts_on(session: Session, cell_ids: Collection[int], day: date) -> dict[int, int]:
    """Return how many members stand on the roster of each cell on a day, without reading who they are."""
    question = (
        select(StatusRow.cell_id, func.count(StatusRow.member_id.distinct()))
        .join(Member, Member.id == StatusRow.member_id)
        .where(
            holding(StatusRow.from_on, StatusRow.to_on, day),
            StatusRow.status.in_(ON_ROSTER),
            _still_there(day),
        )
        .group_by(StatusRow.cell_id)
    )
    found = {row[0]: row[1] for row in session.execute(question)}
    return {cell_id: found.get(cell_id, 0) for cell_id in cell_ids}


def roster_on(session: Session, cell_id: int, day: date) -> list[RosterMember]:
    """Return one cell's roster on a day, in the order of people's names."""
    return rosters_on(session, [cell_id], day)[cell_id]


def in_charge_on(session: Session, cell_id: int, day: date) -> list[Responsible]:
    """Return the committee members in charge of a cell on a day."""
    question = (
        select(Person.id, Person.full_name, Person.title, Person.organisation, Person.phone)
        .join(InCharge, InCharge.person_id == Person.id)
        .where(InCharge.cell_id == cell_id, holding(InCharge.from_on, InCharge.to_on, day))
        .order_by(InCharge.id)
    )
    rows: Sequence[Any] = session.execute(question).all()
    return [Responsible(*row) for row in rows]


def cells_alive(session: Session, first: date, last: date) -> list[Cell]:
    """Return the cells that existed at some time between two days, in Vietnamese order of their names."""
    question = select(Cell).where(
        (Cell.founded_on.is_(None)) | (Cell.founded_on <= last),
        (Cell.dissolved_on.is_(None)) | (Cell.dissolved_on > first),
    )
    return list(session.scalars(question.order_by(Cell.name_order, Cell.id)))


def _posts_on(
    session: Session, cell_ids: Collection[int], day: date
) -> dict[tuple[int, int], tuple[CellPost | None, str]]:
    question = select(Post.cell_id, Post.member_id, Post.post, Post.duties)
    held = question.where(Post.cell_id.in_(cell_ids), holding(Post.from_on, Post.to_on, day))
    found: dict[tuple[int, int], tuple[CellPost | None, str]] = {}
    for cell_id, member_id, post, duties in session.execute(held):
        known = found.get((cell_id, member_id))
        if known is None or known[0] is None or _POST_RANK[post] < _POST_RANK[known[0]]:
            found[cell_id, member_id] = (post, duties)
    return found


def _line(member: Member, situation: Situation, post: CellPost | None, duties: str) -> RosterMember:
    return RosterMember(
        member_id=member.id,
        full_name=member.full_name,
        situation=situation,
        post=post,
        duties=duties,
        birth_on=member.birth_on,
        birth_year=member.birth_year,
        admitted_on=member.admitted_on,
        official_on=member.official_on,
        card_no=member.card_no,
        phone=member.phone,
    )
