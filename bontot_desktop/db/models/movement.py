"""The movement around the title: briefings, commitments, papers reported by cells, models worth copying."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import relationship

from bontot_desktop.db.base import Base, Block, Line, Mapped, Pk, folded_of, mapped_column, ref
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.members import Member
from bontot_desktop.rules.movement import BriefingForm, BriefingKind, FindKind


class Briefing(Base):
    """A launch, briefing or training with its form and how many took part; of the committee, or of one cell."""

    __tablename__ = "briefing"
    __table_args__ = (CheckConstraint("sessions >= 1", name="sessions"),)
    id: Mapped[Pk]
    year: Mapped[int]
    kind: Mapped[BriefingKind]
    form: Mapped[BriefingForm]
    held_on: Mapped[date]
    #: None when the committee held it.
    cell_id: Mapped[int | None] = ref("cell")
    place: Mapped[Line]
    subject: Mapped[Block]
    speaker: Mapped[Line]
    sessions: Mapped[int] = mapped_column(default=1)
    #: Participant-times (lượt người).
    participants: Mapped[int | None]
    #: How many were called.
    called: Mapped[int | None]
    note: Mapped[Line]
    cell: Mapped[Cell | None] = relationship()


class Commitment(Base):
    """A commitment (cam kết, giao ước) signed by a cell, or by a member of it, for a year."""

    __tablename__ = "commitment"
    __table_args__ = (
        Index("uq_commitment_cell", "year", "cell_id", unique=True, sqlite_where=sql("member_id IS NULL")),
        Index("uq_commitment_member", "year", "member_id", unique=True, sqlite_where=sql("member_id IS NOT NULL")),
    )
    id: Mapped[Pk]
    year: Mapped[int]
    cell_id: Mapped[int] = ref("cell")
    member_id: Mapped[int | None] = ref("member", index=False)
    signed_on: Mapped[date]
    text: Mapped[Block]
    cell: Mapped[Cell] = relationship()
    member: Mapped[Member | None] = relationship()


class ReportedPapers(Base):
    """How many papers of a kind a cell reports for a year (kế hoạch, nghị quyết chuyên đề, công văn…)."""

    __tablename__ = "reported_papers"
    __table_args__ = (UniqueConstraint("cell_id", "year", "kind"), CheckConstraint("number >= 0", name="number"))
    id: Mapped[Pk]
    cell_id: Mapped[int] = ref("cell", index=False)
    year: Mapped[int]
    #: Code of the kind of paper ("KH", "NQ", "HD", "CV", "BC").
    kind: Mapped[Line]
    number: Mapped[int]


class Find(Base):
    """A good deed, model, practice or outstanding cell or member, by cell and month."""

    __tablename__ = "find"
    __table_args__ = (CheckConstraint("month IS NULL OR month BETWEEN 1 AND 12", name="month"),)
    id: Mapped[Pk]
    cell_id: Mapped[int] = ref("cell")
    member_id: Mapped[int | None] = ref("member")
    year: Mapped[int]
    #: None for one of the whole year.
    month: Mapped[int | None]
    kind: Mapped[FindKind]
    title: Mapped[Line]
    title_folded: Mapped[Line] = folded_of("title")
    text: Mapped[Block]
    result: Mapped[Block]
    #: Who praised it or made it known, with the paper.
    recognised_by: Mapped[Line]
    is_worth_copying: Mapped[bool] = mapped_column(default=False)
    #: Where it was copied to.
    copied_by: Mapped[Block]
    cell: Mapped[Cell] = relationship()
    member: Mapped[Member | None] = relationship()
