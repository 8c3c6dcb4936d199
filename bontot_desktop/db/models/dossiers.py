"""What belongs to a cell's entry: pledges, dossier, verification, evidence, defects and what the rules found."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import relationship

from bontot_desktop.db.base import Base, Block, Json, Line, Mapped, Pk, mapped_column, ref
from bontot_desktop.rules.dossiers import DossierItem
from bontot_desktop.rules.recognition import Reason, RuleResult, Severity

_CHILDREN = "all, delete-orphan"


class EntryPledge(Base):
    """A line of what a cell registered: content, concrete work, time, who (D5 part 2)."""

    __tablename__ = "entry_pledge"
    id: Mapped[Pk]
    entry_id: Mapped[int] = ref("cell_entry")
    position: Mapped[int]
    #: Code of the group of criteria it belongs to ("1").
    group_code: Mapped[Line]
    text: Mapped[Block]
    due: Mapped[Line]
    responsible: Mapped[Line]


class EntryText(Base):
    """What was written for one part of a cell's papers: its report on itself, its minutes, its achievements."""

    __tablename__ = "entry_text"
    __table_args__ = (UniqueConstraint("entry_id", "key"),)
    id: Mapped[Pk]
    entry_id: Mapped[int] = ref("cell_entry", index=False)
    #: Paper and part ("D6.situation", "D20.achievements").
    key: Mapped[Line]
    text: Mapped[Block]


class RuleCheck(Base):
    """What a rule of eligibility found on a cell, with the figures used, as of a moment (recognition §4)."""

    __tablename__ = "rule_check"
    __table_args__ = (UniqueConstraint("entry_id", "code"),)
    id: Mapped[Pk]
    entry_id: Mapped[int] = ref("cell_entry", index=False)
    code: Mapped[Line]
    #: How the rule counted then, and the reason of a refusal it points to.
    severity: Mapped[Severity]
    reason: Mapped[Reason]
    result: Mapped[RuleResult]
    sentence: Mapped[Block]
    figures: Mapped[Json]
    checked_at: Mapped[datetime]
    #: Who set the rule aside for this cell, why, the line of the minutes and the day; "" when nobody did.
    override_by: Mapped[Line]
    override_reason: Mapped[Block]
    override_minutes: Mapped[Line]
    override_on: Mapped[date | None]


class Defect(Base):
    """Something missing or wrong in a dossier that was given back, with its deadline (T5)."""

    __tablename__ = "defect"
    id: Mapped[Pk]
    entry_id: Mapped[int] = ref("cell_entry")
    text: Mapped[Block]
    returned_on: Mapped[date]
    due_on: Mapped[date]
    fixed_on: Mapped[date | None]


class DossierLine(Base):
    """A paper of the dossier: there or not, its day and who received it (recognition §13)."""

    __tablename__ = "dossier_line"
    __table_args__ = (UniqueConstraint("entry_id", "item"),)
    id: Mapped[Pk]
    entry_id: Mapped[int] = ref("cell_entry", index=False)
    item: Mapped[DossierItem]
    is_there: Mapped[bool] = mapped_column(default=False)
    on: Mapped[date | None]
    received_by: Mapped[Line]
    note: Mapped[Line]


class Verification(Base):
    """Who verified a dossier and when, and what the Inspection Commission confirmed (T6)."""

    __tablename__ = "verification"
    id: Mapped[Pk]
    entry_id: Mapped[int] = ref("cell_entry", unique=True, index=False)
    by: Mapped[Line]
    from_on: Mapped[date | None]
    remark: Mapped[Block]
    confirmed_by: Mapped[Line]
    confirmed_on: Mapped[date | None]
    confirmation: Mapped[Block]
    opinions: Mapped[list[VerificationOpinion]] = relationship(
        cascade=_CHILDREN, order_by="VerificationOpinion.position"
    )


class VerificationOpinion(Base):
    """What another body said of a cell (Mặt trận, Ủy ban nhân dân, đoàn thể)."""

    __tablename__ = "verification_opinion"
    id: Mapped[Pk]
    verification_id: Mapped[int] = ref("verification")
    position: Mapped[int]
    body: Mapped[Line]
    text: Mapped[Block]
    on: Mapped[date | None]


class EvidenceFile(Base):
    """A file that proves what a cell says of itself, copied in and known by its fingerprint."""

    __tablename__ = "evidence_file"
    __table_args__ = (UniqueConstraint("entry_id", "path"),)
    id: Mapped[Pk]
    entry_id: Mapped[int] = ref("cell_entry", index=False)
    criterion_id: Mapped[int | None] = ref("criterion")
    name: Mapped[Line]
    dated_on: Mapped[date | None]
    #: Where the original lies ("Hộp 3, trang 12").
    place: Mapped[Line]
    #: Path below the papers folder, with "/".
    path: Mapped[Line]
    #: SHA-256 of the file, in hexadecimal.
    sha256: Mapped[Line]
    added_at: Mapped[datetime]
    added_by: Mapped[Line]
