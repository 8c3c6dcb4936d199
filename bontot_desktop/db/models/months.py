"""What the office keeps of a cell's months beside the meetings: plans, figures sent in, petitions, book pages."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import relationship

from bontot_desktop.db.base import Base, Block, Line, Mapped, Pk, folded_of, mapped_column, ref
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.office import Person
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.petitions import PetitionSource, PetitionState


class MeetingPlan(Base):
    """A meeting a cell has planned or registered for a month (kế hoạch, lịch sinh hoạt; F10 and part 8 of the book)."""

    __tablename__ = "meeting_plan"
    __table_args__ = (
        UniqueConstraint("cell_id", "year", "month", "type"),
        CheckConstraint("month BETWEEN 1 AND 12", name="month"),
    )
    id: Mapped[Pk]
    cell_id: Mapped[int] = ref("cell", index=False)
    year: Mapped[int]
    month: Mapped[int]
    type: Mapped[MeetingType]
    planned_on: Mapped[date | None]
    starts_at: Mapped[time | None]
    place: Mapped[Line]
    theme: Mapped[Line]
    presenter: Mapped[Line]
    #: Day by which the draft of a themed meeting is due.
    draft_due_on: Mapped[date | None]
    #: The committee member who attends (Đảng ủy viên dự).
    attendee_id: Mapped[int | None] = ref("person")
    #: Why it is on another day than the cell's fixed one ("Tết Nguyên đán").
    exception_reason: Mapped[Line]
    #: When the office agreed ("đã thống nhất"), after which F10 lists it.
    agreed_at: Mapped[datetime | None]
    note: Mapped[Line]
    cell: Mapped[Cell] = relationship()
    attendee: Mapped[Person | None] = relationship()


class MeetingBrief(Base):
    """The figures of a meeting whose full minutes stand in the cell's own book; all of them counts, or minutes."""

    __tablename__ = "meeting_brief"
    id: Mapped[Pk]
    meeting_id: Mapped[int] = ref("meeting", unique=True, index=False)
    #: Members of the cell.
    total: Mapped[int | None]
    expected: Mapped[int | None]
    present: Mapped[int | None]
    unexcused: Mapped[int | None]
    speakers: Mapped[int | None]
    contributions: Mapped[int | None]
    #: How long it took, in minutes.
    minutes: Mapped[int | None]
    meeting: Mapped[Meeting] = relationship(back_populates="brief")


class Petition(Base):
    """A petition (kiến nghị) of a cell, a member or residents, from the meeting that raised it to the answer."""

    __tablename__ = "petition"
    id: Mapped[Pk]
    cell_id: Mapped[int] = ref("cell")
    meeting_id: Mapped[int | None] = ref("meeting")
    source: Mapped[PetitionSource]
    #: Who raised it, when it was not the cell ("Nguyễn Văn Ví Dụ").
    raised_by: Mapped[Line]
    raised_on: Mapped[date]
    text: Mapped[Block]
    text_folded: Mapped[Block] = folded_of("text")
    #: The words on a sheet or at a feedback session it was taken from, so that it is taken once; "" for others.
    original: Mapped[Block]
    addressed_to: Mapped[Line]
    state: Mapped[PetitionState]
    sent_on: Mapped[date | None]
    #: Day by which an answer is awaited; reminders count from it.
    answer_due_on: Mapped[date | None]
    #: Last day on which the addressee was reminded.
    reminded_on: Mapped[date | None]
    answer: Mapped[Block]
    answered_on: Mapped[date | None]
    #: Day on which the cell was told the answer.
    told_on: Mapped[date | None]
    note: Mapped[Line]
    cell: Mapped[Cell] = relationship()
    meeting: Mapped[Meeting | None] = relationship()


class CellFigure(Base):
    """A figure of a cell for half a year that nothing else holds, as typed into the table F12."""

    __tablename__ = "cell_figure"
    __table_args__ = (UniqueConstraint("cell_id", "year", "half", "key"),)
    id: Mapped[Pk]
    cell_id: Mapped[int] = ref("cell", index=False)
    year: Mapped[int]
    #: 1 or 2.
    half: Mapped[int]
    key: Mapped[Line]
    value: Mapped[Line]


class BookIssue(Base):
    """A minutes book handed out to a cell (F22), and taken back or compared at the end of the year."""

    __tablename__ = "book_issue"
    __table_args__ = (UniqueConstraint("cell_id", "year", "volume"),)
    id: Mapped[Pk]
    cell_id: Mapped[int] = ref("cell", index=False)
    year: Mapped[int]
    volume: Mapped[int] = mapped_column(default=1)
    pages: Mapped[int | None]
    printed_on: Mapped[date | None]
    issued_on: Mapped[date | None]
    received_by: Mapped[Line]
    returned_on: Mapped[date | None]
    note: Mapped[Line]
    cell: Mapped[Cell] = relationship()


class BookPages(Base):
    """The pages of a filled book that a meeting's minutes were printed on; a later print begins behind the last.

    A correction written after its minutes were printed (``addendum_id``) stands on pages of its own.
    """

    __tablename__ = "book_pages"
    __table_args__ = (
        Index("uq_book_pages_minutes", "meeting_id", unique=True, sqlite_where=sql("addendum_id IS NULL")),
    )
    id: Mapped[Pk]
    meeting_id: Mapped[int] = ref("meeting", index=False)
    addendum_id: Mapped[int | None] = ref("minutes_addendum", unique=True, index=False)
    cell_id: Mapped[int] = ref("cell", index=False)
    year: Mapped[int]
    volume: Mapped[int] = mapped_column(default=1)
    first_page: Mapped[int]
    last_page: Mapped[int]
    printed_on: Mapped[date]
    #: Printed behind a later month, because its minutes came in late.
    is_late: Mapped[bool] = mapped_column(default=False)
    #: So many corrections of the minutes, the first ones, were printed with them.
    addenda: Mapped[int] = mapped_column(default=0)
    meeting: Mapped[Meeting] = relationship()
