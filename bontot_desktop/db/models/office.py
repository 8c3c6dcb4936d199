"""The committee, its terms, its bodies and the people in office from–to."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import relationship

from bontot_desktop.db.base import Base, Line, Mapped, Pk, folded_of, mapped_column, ref, sorted_of
from bontot_desktop.rules.papers import Issuer


class Committee(Base):
    """The office's own committee (Đảng ủy xã); one row."""

    __tablename__ = "committee"
    id: Mapped[Pk]
    #: "Đảng ủy xã Ví Dụ"
    name: Mapped[Line]
    #: "Đảng bộ tỉnh Ví Dụ"
    superior: Mapped[Line]
    #: Place name of the date line ("Ví Dụ").
    place: Mapped[Line]
    #: Symbol of the committee and of its standing committee ("ĐU").
    symbol: Mapped[Line]
    has_seal: Mapped[bool] = mapped_column(default=True)
    #: The words after which the office breaks its printed name ("ĐẢNG ỦY PHƯỜNG"); "" lets the paper balance it.
    name_break_after: Mapped[Line]
    former_names: Mapped[list[CommitteeName]] = relationship(
        back_populates="committee", cascade="all, delete-orphan", order_by="CommitteeName.to_on"
    )


class CommitteeName(Base):
    """The names the committee's papers bore until a day: before a rename, and before districts ended on 01/7/2025."""

    __tablename__ = "committee_name"
    __table_args__ = (CheckConstraint("from_on IS NULL OR to_on >= from_on", name="order"),)
    id: Mapped[Pk]
    committee_id: Mapped[int] = ref("committee")
    name: Mapped[Line]
    #: "Đảng bộ huyện Ví Dụ"
    superior: Mapped[Line]
    place: Mapped[Line]
    name_break_after: Mapped[Line]
    from_on: Mapped[date | None]
    #: The last day on which papers bore it.
    to_on: Mapped[date]
    committee: Mapped[Committee] = relationship(back_populates="former_names")


class Term(Base):
    """A term (nhiệm kỳ) of the committee, or of a cell; numbers of papers run through it."""

    __tablename__ = "term"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="order"),)
    id: Mapped[Pk]
    cell_id: Mapped[int | None] = ref("cell")
    #: "2025 - 2030"
    label: Mapped[Line]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class Body(Base):
    """A body of the committee that issues papers or sits over them."""

    __tablename__ = "body"
    id: Mapped[Pk]
    kind: Mapped[Issuer] = mapped_column(unique=True)
    name: Mapped[Line]
    symbol: Mapped[Line]
    #: Members of the body, all of them: votes are counted on this number.
    member_count: Mapped[int | None]


class Person(Base):
    """A person who holds an office, observes or is invited; may be one of the register's members."""

    __tablename__ = "person"
    id: Mapped[Pk]
    full_name: Mapped[Line]
    full_name_folded: Mapped[Line] = folded_of("full_name")
    full_name_order: Mapped[Line] = sorted_of("full_name")
    #: Post and unit as printed beside the name ("Bí thư Chi bộ thôn Mẫu 1").
    title: Mapped[Line]
    organisation: Mapped[Line]
    phone: Mapped[Line]
    member_id: Mapped[int | None] = ref("member")
    holdings: Mapped[list[Holding]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="Holding.id"
    )


class Holding(Base):
    """An office held by a person in a body from–to (chức vụ)."""

    __tablename__ = "holding"
    __table_args__ = (CheckConstraint("to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name="order"),)
    id: Mapped[Pk]
    person_id: Mapped[int] = ref("person")
    body_id: Mapped[int] = ref("body")
    #: "Bí thư", "Phó Bí thư", "Ủy viên Ban Thường vụ", "Đảng ủy viên", "Chánh Văn phòng"
    post: Mapped[Line]
    #: Order in lists of the body, 1 first.
    rank: Mapped[int] = mapped_column(default=9)
    can_sign: Mapped[bool] = mapped_column(default=False)
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    person: Mapped[Person] = relationship(back_populates="holdings")
    body: Mapped[Body] = relationship()
