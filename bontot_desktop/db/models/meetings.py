"""Meetings of every type with the frozen roster, agenda, contributions, votes and tasks."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import relationship

from bontot_desktop.db.base import Base, Block, Line, Mapped, Pk, folded_of, mapped_column, ref
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.meetings import (
    Attendance,
    ContributionKind,
    GuestCapacity,
    MeetingFormat,
    MeetingState,
    MeetingType,
    TaskState,
    VoteMethod,
    VoteThreshold,
)
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.samples import ReplicationState

if TYPE_CHECKING:
    from bontot_desktop.db.models.months import MeetingBrief
    from bontot_desktop.db.models.samples import Replication

_CHILDREN = "all, delete-orphan"


class Meeting(Base):
    """A meeting of a cell (buổi sinh hoạt)."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("month BETWEEN 1 AND 12", name="month"),
        Index(
            "uq_meeting_monthly",
            "cell_id",
            "year",
            "month",
            unique=True,
            sqlite_where=sql("type IN ('REGULAR', 'COMBINED') AND state <> 'CANCELLED'"),
        ),
        Index("ix_meeting_year_month", "year", "month"),
    )
    id: Mapped[Pk]
    cell_id: Mapped[int] = ref("cell")
    type: Mapped[MeetingType]
    format: Mapped[MeetingFormat]
    state: Mapped[MeetingState]
    year: Mapped[int]
    month: Mapped[int]
    theme: Mapped[Line]
    theme_presenter: Mapped[Line]
    held_on: Mapped[date | None]
    starts_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    #: Minutes of breaks.
    breaks_min: Mapped[int] = mapped_column(default=0)
    place: Mapped[Line]
    chair_id: Mapped[int | None] = ref("member", index=False)
    chair_note: Mapped[Line]
    minute_taker_id: Mapped[int | None] = ref("member", index=False)
    scorer_id: Mapped[int | None] = ref("member", index=False)
    notice_sent_at: Mapped[datetime | None]
    uploaded_before_at: Mapped[datetime | None]
    uploaded_after_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]
    dues_paid_count: Mapped[int | None]
    #: Dues collected, in đồng.
    dues_amount: Mapped[int | None]
    is_sample: Mapped[bool] = mapped_column(default=False)
    prepares_id: Mapped[int | None] = ref("meeting")
    #: How the minutes were approved: people for, of those present.
    approved_for: Mapped[int | None]
    approved_at: Mapped[datetime | None]
    #: When the minutes were checked (soát), before they were approved; and by whom.
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[Line]
    #: Running number of the minutes in the cell's book of the year; given when they are approved, never again.
    book_no: Mapped[int | None]
    cell: Mapped[Cell] = relationship()
    roster: Mapped[list[RosterLine]] = relationship(
        back_populates="meeting", cascade=_CHILDREN, order_by="RosterLine.position"
    )
    guests: Mapped[list[Guest]] = relationship(back_populates="meeting", cascade=_CHILDREN, order_by="Guest.position")
    agenda: Mapped[list[AgendaItem]] = relationship(
        back_populates="meeting", cascade=_CHILDREN, order_by="AgendaItem.position"
    )
    documents: Mapped[list[CitedDocument]] = relationship(cascade=_CHILDREN, order_by="CitedDocument.position")
    sections: Mapped[list[MinutesSection]] = relationship(cascade=_CHILDREN, order_by="MinutesSection.id")
    contributions: Mapped[list[Contribution]] = relationship(
        back_populates="meeting", cascade=_CHILDREN, order_by="Contribution.position"
    )
    votes: Mapped[list[Vote]] = relationship(cascade=_CHILDREN, order_by="Vote.position")
    tasks: Mapped[list[Task]] = relationship(
        back_populates="meeting", cascade=_CHILDREN, order_by="Task.position", foreign_keys="Task.meeting_id"
    )
    task_reviews: Mapped[list[TaskReview]] = relationship(cascade=_CHILDREN, order_by="TaskReview.position")
    addenda: Mapped[list[Addendum]] = relationship(cascade=_CHILDREN, order_by="Addendum.id")
    replication_reviews: Mapped[list[ReplicationReview]] = relationship(
        cascade=_CHILDREN, order_by="ReplicationReview.position"
    )
    sent_papers: Mapped[list[SentPaper]] = relationship(cascade=_CHILDREN, order_by="SentPaper.position")
    brief: Mapped[MeetingBrief | None] = relationship(back_populates="meeting", cascade=_CHILDREN)


class RosterLine(Base):
    """One person on the roster as it was on the day; later transfers and promotions never change it."""

    __tablename__ = "roster_line"
    __table_args__ = (
        UniqueConstraint("meeting_id", "member_id"),
        # One line in eight: whoever was not expected or not there, or owes dues. From these and the number of lines
        # follow the figures of a meeting (db.queries.meeting_figures) and the watch list of a year.
        Index(
            "ix_roster_line_noted",
            "meeting_id",
            "member_id",
            "attendance",
            "status_at_time",
            "owes_dues",
            sqlite_where=sql(
                "attendance IN ('ABSENT_EXCUSED', 'ABSENT_UNEXCUSED', 'NOT_EXPECTED') "
                "OR status_at_time IN ('EXEMPT', 'SPECIAL_DUTY', 'SUSPENDED', 'TEMP_OUT') OR owes_dues"
            ),
        ),
    )
    id: Mapped[Pk]
    meeting_id: Mapped[int] = ref("meeting")
    member_id: Mapped[int] = ref("member")
    position: Mapped[int]
    name_at_time: Mapped[Line]
    status_at_time: Mapped[MemberStatus]
    is_full_at_time: Mapped[bool]
    post_at_time: Mapped[CellPost | None]
    attendance: Mapped[Attendance]
    reason: Mapped[Line]
    arrived_at: Mapped[time | None]
    left_at: Mapped[time | None]
    #: Said at the meeting not to have paid the dues of the month.
    owes_dues: Mapped[bool] = mapped_column(default=False)
    meeting: Mapped[Meeting] = relationship(back_populates="roster")


class Guest(Base):
    """A guest or higher-level delegate; never counted in attendance."""

    __tablename__ = "guest"
    id: Mapped[Pk]
    meeting_id: Mapped[int] = ref("meeting")
    position: Mapped[int]
    person_id: Mapped[int | None] = ref("person")
    name: Mapped[Line]
    post: Mapped[Line]
    organisation: Mapped[Line]
    capacity: Mapped[GuestCapacity]
    #: What the delegate said, for the minutes.
    speech: Mapped[Block]
    meeting: Mapped[Meeting] = relationship(back_populates="guests")


class AgendaItem(Base):
    """One item of the programme."""

    __tablename__ = "agenda_item"
    id: Mapped[Pk]
    meeting_id: Mapped[int] = ref("meeting")
    position: Mapped[int]
    title: Mapped[Line]
    presenter: Mapped[Line]
    planned_min: Mapped[int | None]
    actual_min: Mapped[int | None]
    content: Mapped[Block]
    meeting: Mapped[Meeting] = relationship(back_populates="agenda")


class CitedDocument(Base):
    """A document of a higher level that was passed on at the meeting."""

    __tablename__ = "cited_document"
    id: Mapped[Pk]
    meeting_id: Mapped[int] = ref("meeting")
    position: Mapped[int]
    number: Mapped[Line]
    dated_on: Mapped[date | None]
    issuer: Mapped[Line]
    title: Mapped[Line]
    treatment: Mapped[Line]


class MinutesSection(Base):
    """The text of one part of the minutes, by its key (rules.minutes.SECTIONS)."""

    __tablename__ = "minutes_section"
    __table_args__ = (UniqueConstraint("meeting_id", "key"),)
    id: Mapped[Pk]
    meeting_id: Mapped[int] = ref("meeting")
    key: Mapped[Line]
    content: Mapped[Block]


class Contribution(Base):
    """What a named person said, in speaking order; the only source of the speaking rate."""

    __tablename__ = "contribution"
    __table_args__ = (CheckConstraint("roster_line_id IS NULL OR guest_id IS NULL", name="one_speaker"),)
    id: Mapped[Pk]
    meeting_id: Mapped[int] = ref("meeting")
    position: Mapped[int]
    agenda_item_id: Mapped[int | None] = ref("agenda_item")
    roster_line_id: Mapped[int | None] = ref("roster_line")
    guest_id: Mapped[int | None] = ref("guest")
    kind: Mapped[ContributionKind]
    text: Mapped[Block]
    text_folded: Mapped[Block] = folded_of("text")
    meeting: Mapped[Meeting] = relationship(back_populates="contributions")
    roster_line: Mapped[RosterLine | None] = relationship()
    guest: Mapped[Guest | None] = relationship()


class Vote(Base):
    """A vote on one matter; the base is computed and may be set by hand with a reason."""

    __tablename__ = "vote"
    __table_args__ = (
        CheckConstraint("votes_for >= 0 AND votes_against >= 0 AND abstained >= 0", name="counts"),
        CheckConstraint("votes_for + votes_against + abstained <= base", name="within_base"),
    )
    id: Mapped[Pk]
    meeting_id: Mapped[int] = ref("meeting")
    position: Mapped[int]
    matter: Mapped[Line]
    method: Mapped[VoteMethod]
    threshold: Mapped[VoteThreshold]
    #: The least share of the base a threshold of its own asks for, as written ("3/4", "75 %"); "" with the others.
    threshold_share: Mapped[Line]
    base: Mapped[int]
    base_reason: Mapped[Line]
    votes_for: Mapped[int]
    votes_against: Mapped[int] = mapped_column(default=0)
    abstained: Mapped[int] = mapped_column(default=0)


class Task(Base):
    """A task given at a meeting, with its deadline and what became of it."""

    __tablename__ = "task"
    id: Mapped[Pk]
    meeting_id: Mapped[int] = ref("meeting")
    position: Mapped[int]
    text: Mapped[Block]
    assignee_id: Mapped[int | None] = ref("member")
    #: Who does it, as written in the minutes (a member's name or a body).
    assignee: Mapped[Line]
    due_on: Mapped[date | None] = mapped_column(index=True)
    note: Mapped[Line]
    state: Mapped[TaskState]
    result: Mapped[Block]
    closed_in_id: Mapped[int | None] = ref("meeting")
    #: The cell that answers for it since the one whose meeting gave it ended; None while that one goes on.
    carried_to_id: Mapped[int | None] = ref("cell")
    meeting: Mapped[Meeting] = relationship(back_populates="tasks", foreign_keys=[meeting_id])


class TaskReview(Base):
    """What a later meeting said of a task (block "kết quả nghị quyết tháng trước"), kept as it was said then.

    A task carried over is reviewed at several meetings; the minutes of each keep their own words.
    """

    __tablename__ = "task_review"
    __table_args__ = (UniqueConstraint("meeting_id", "task_id"),)
    id: Mapped[Pk]
    meeting_id: Mapped[int] = ref("meeting")
    task_id: Mapped[int] = ref("task")
    position: Mapped[int]
    #: Where the task stood when the meeting began ("Đang làm", "Quá hạn").
    state_at_start: Mapped[Line]
    state: Mapped[TaskState]
    result: Mapped[Block]
    task: Mapped[Task] = relationship()


class Addendum(Base):
    """A correction to approved minutes (biên bản bổ sung, đính chính), printed after them."""

    __tablename__ = "minutes_addendum"
    id: Mapped[Pk]
    meeting_id: Mapped[int] = ref("meeting")
    text: Mapped[Block]
    author: Mapped[Line]
    written_on: Mapped[date]


class ReplicationReview(Base):
    """What a meeting of a cell said of something it has to mend or apply after a sample meeting."""

    __tablename__ = "replication_review"
    __table_args__ = (UniqueConstraint("meeting_id", "replication_id"),)
    id: Mapped[Pk]
    meeting_id: Mapped[int] = ref("meeting")
    replication_id: Mapped[int] = ref("replication")
    position: Mapped[int]
    state: Mapped[ReplicationState]
    result: Mapped[Block]
    replication: Mapped[Replication] = relationship()


class SentPaper(Base):
    """A paper sent to the members ahead of a meeting, with the day it went out."""

    __tablename__ = "sent_paper"
    id: Mapped[Pk]
    meeting_id: Mapped[int] = ref("meeting")
    position: Mapped[int]
    title: Mapped[Line]
    sent_on: Mapped[date | None]
    #: How it went out ("Sổ tay đảng viên điện tử", "bản giấy", "nhóm Zalo").
    means: Mapped[Line]
    note: Mapped[Line]
