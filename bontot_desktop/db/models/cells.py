"""Cells with their lifecycle, dated names and parents, posts, and the committee member in charge."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import relationship

from bontot_desktop.db.base import Base, Block, Line, Mapped, Pk, folded_of, mapped_column, ordered_of, ref
from bontot_desktop.db.models.members import Member
from bontot_desktop.db.models.office import Person
from bontot_desktop.rules.cells import CellPost, ContentType, LineageKind

_ORDER = "to_on IS NULL OR from_on IS NULL OR to_on >= from_on"


class Cell(Base):
    """A party cell (chi bộ). ``name`` is today's; the names of other days stand in :class:`CellName`."""

    __tablename__ = "cell"
    __table_args__ = (
        CheckConstraint("fixed_day IS NULL OR fixed_day BETWEEN 1 AND 31", name="fixed_day"),
        CheckConstraint("dissolved_on IS NULL OR founded_on IS NULL OR dissolved_on >= founded_on", name="life"),
    )
    id: Mapped[Pk]
    code: Mapped[Line] = mapped_column(unique=True)
    name: Mapped[Line]
    name_folded: Mapped[Line] = folded_of("name", "code")
    name_order: Mapped[Line] = ordered_of("name")
    short_name: Mapped[Line]
    content_type: Mapped[ContentType]
    report_group: Mapped[Line]
    has_committee: Mapped[bool] = mapped_column(default=True)
    #: Day of the month of the regular meeting, 1–31.
    fixed_day: Mapped[int | None]
    usual_time: Mapped[time | None]
    usual_place: Mapped[Line]
    org_code: Mapped[Line]
    note: Mapped[Block]
    founded_on: Mapped[date | None]
    dissolved_on: Mapped[date | None]
    names: Mapped[list[CellName]] = relationship(
        back_populates="cell", cascade="all, delete-orphan", order_by="CellName.from_on"
    )
    posts: Mapped[list[Post]] = relationship(back_populates="cell", cascade="all, delete-orphan", order_by="Post.id")
    in_charge: Mapped[list[InCharge]] = relationship(
        back_populates="cell", cascade="all, delete-orphan", order_by="InCharge.id"
    )


class CellName(Base):
    """A name a cell bore from–to; papers of those days keep it."""

    __tablename__ = "cell_name"
    __table_args__ = (CheckConstraint(_ORDER, name="order"),)
    id: Mapped[Pk]
    cell_id: Mapped[int] = ref("cell")
    name: Mapped[Line]
    name_folded: Mapped[Line] = folded_of("name")
    short_name: Mapped[Line]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    decision_no: Mapped[Line]
    decision_on: Mapped[date | None]
    cell: Mapped[Cell] = relationship(back_populates="names")


class CellParent(Base):
    """The party organisation a cell stood under from–to, when it was not the commune's own."""

    __tablename__ = "cell_parent"
    __table_args__ = (CheckConstraint(_ORDER, name="order"),)
    id: Mapped[Pk]
    cell_id: Mapped[int] = ref("cell")
    #: "Đảng bộ Ủy ban nhân dân xã Ví Dụ"
    parent_name: Mapped[Line]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]


class Lineage(Base):
    """What became of a cell: renamed, merged, split, moved, dissolved; the successor is None when dissolved."""

    __tablename__ = "lineage"
    id: Mapped[Pk]
    predecessor_id: Mapped[int] = ref("cell")
    successor_id: Mapped[int | None] = ref("cell")
    kind: Mapped[LineageKind]
    on: Mapped[date]
    decision_no: Mapped[Line]
    decision_on: Mapped[date | None]
    note: Mapped[Block]


class Post(Base):
    """A post of a member in a cell from–to."""

    __tablename__ = "post"
    __table_args__ = (CheckConstraint(_ORDER, name="order"),)
    id: Mapped[Pk]
    cell_id: Mapped[int] = ref("cell")
    member_id: Mapped[int] = ref("member")
    post: Mapped[CellPost]
    duties: Mapped[Line]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    cell: Mapped[Cell] = relationship(back_populates="posts")
    member: Mapped[Member] = relationship()


class InCharge(Base):
    """The committee member in charge of a cell (đảng ủy viên phụ trách) from–to."""

    __tablename__ = "in_charge"
    __table_args__ = (CheckConstraint(_ORDER, name="order"),)
    id: Mapped[Pk]
    cell_id: Mapped[int] = ref("cell")
    person_id: Mapped[int] = ref("person")
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    decision_no: Mapped[Line]
    cell: Mapped[Cell] = relationship(back_populates="in_charge")
    person: Mapped[Person] = relationship()
