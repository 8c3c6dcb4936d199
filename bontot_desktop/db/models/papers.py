"""Papers with their number series within a term, frozen facts, and files by fingerprint."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import relationship

from bontot_desktop.db.base import Base, Block, Json, Line, Mapped, Pk, folded_of, ref
from bontot_desktop.rules.papers import FileFormat, FileState, Issuer, PaperState


class NumberSeries(Base):
    """Where the numbers of one series start in a term; without a row they start at 1."""

    __tablename__ = "number_series"
    __table_args__ = (UniqueConstraint("term_id", "series"), CheckConstraint("start >= 1", name="start"))
    id: Mapped[Pk]
    term_id: Mapped[int] = ref("term")
    #: "QĐ/ĐU"
    series: Mapped[Line]
    start: Mapped[int]


class Paper(Base):
    """A paper (văn bản): a draft is made anew from the data, an issued one only from its frozen facts."""

    __tablename__ = "paper"
    __table_args__ = (
        Index(
            "uq_paper_number",
            "term_id",
            "series",
            "number",
            unique=True,
            sqlite_where=sql("number IS NOT NULL"),
        ),
        CheckConstraint("state = 'DRAFT' OR dated_on IS NOT NULL", name="issued_has_date"),
        CheckConstraint("number IS NULL OR term_id IS NOT NULL", name="number_in_term"),
    )
    id: Mapped[Pk]
    #: Kind by its id in the registry ("D13", "F20"); "" for a paper made outside the program and only registered here.
    kind: Mapped[Line]
    issuer: Mapped[Issuer]
    state: Mapped[PaperState]
    #: What the paper is about (trích yếu), for the register.
    title: Mapped[Line]
    title_folded: Mapped[Line] = folded_of("title", "series", "kind")
    term_id: Mapped[int | None] = ref("term")
    #: "QĐ/ĐU"; "" for papers that take no number.
    series: Mapped[Line]
    number: Mapped[int | None]
    dated_on: Mapped[date | None]
    signer: Mapped[Line]
    #: Nơi nhận as printed, one a line, for the register of outgoing papers.
    recipients: Mapped[Block]
    #: Copies made, None while nobody said; who keeps the file copy and what else the register says.
    copies: Mapped[int | None]
    kept_by: Mapped[Line]
    register_note: Mapped[Line]
    year: Mapped[int]
    cell_id: Mapped[int | None] = ref("cell")
    meeting_id: Mapped[int | None] = ref("meeting")
    sample_event_id: Mapped[int | None] = ref("sample_event")
    observer_id: Mapped[int | None] = ref("observer")
    campaign_id: Mapped[int | None] = ref("campaign")
    entry_id: Mapped[int | None] = ref("cell_entry")
    award_id: Mapped[int | None] = ref("award")
    sample_plan_id: Mapped[int | None] = ref("sample_plan")
    working_group_id: Mapped[int | None] = ref("working_group")
    #: Code of the month, quarter, half or year it is about (rules.periods.Period.code), None for none.
    period: Mapped[int | None]
    #: The paper this one stands on or goes with (a list with its decision).
    parent_id: Mapped[int | None] = ref("paper")
    #: Facts and format settings as they were at issue; {} while a draft.
    facts: Mapped[Json]
    issued_at: Mapped[datetime | None]
    issued_by: Mapped[Line]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[Line]
    printed_at: Mapped[datetime | None]
    scans: Mapped[list[PaperScan]] = relationship(
        back_populates="paper", cascade="all, delete-orphan", order_by="PaperScan.id"
    )
    files: Mapped[list[PaperFile]] = relationship(
        back_populates="paper", cascade="all, delete-orphan", order_by="PaperFile.format"
    )


class PaperFile(Base):
    """A file of an issued paper, known by its fingerprint."""

    __tablename__ = "paper_file"
    # Where a file lies on this machine is no act of the office: issuing and taking back are, and stand with the paper.
    __unrecorded__ = True
    __table_args__ = (UniqueConstraint("paper_id", "format"),)
    id: Mapped[Pk]
    paper_id: Mapped[int] = ref("paper")
    format: Mapped[FileFormat]
    state: Mapped[FileState]
    #: Path below the papers folder, with "/".
    path: Mapped[Line]
    #: SHA-256 of the file as written, in hexadecimal; "" while it waits.
    sha256: Mapped[Line]
    written_at: Mapped[datetime | None]
    #: Why it could not be written, in a sentence.
    fault: Mapped[Line]
    paper: Mapped[Paper] = relationship(back_populates="files")


class PaperScan(Base):
    """A signed paper as scanned or photographed, kept beside the paper's files and known by its fingerprint."""

    __tablename__ = "paper_scan"
    __table_args__ = (UniqueConstraint("paper_id", "path"),)
    id: Mapped[Pk]
    paper_id: Mapped[int] = ref("paper")
    #: Path below the papers folder, with "/".
    path: Mapped[Line]
    #: Name of the file as it was given.
    original_name: Mapped[Line]
    #: SHA-256 of the file, in hexadecimal.
    sha256: Mapped[Line]
    added_at: Mapped[datetime]
    added_by: Mapped[Line]
    paper: Mapped[Paper] = relationship(back_populates="scans")
