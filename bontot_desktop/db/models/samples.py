"""Sample meetings: working group, observers, their sheets, the feedback session and what other cells apply."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import relationship

from bontot_desktop.db.base import Base, Block, Json, Line, Mapped, Pk, folded_of, mapped_column, ref
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.office import Person
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.samples import (
    Aspect,
    GroupRole,
    ObserverCapacity,
    OpinionDecision,
    OpinionKind,
    ReplicationState,
    SampleState,
)

_CHILDREN = "all, delete-orphan"


class WorkingGroup(Base):
    """A working group (Tổ công tác) set up by decision."""

    __tablename__ = "working_group"
    id: Mapped[Pk]
    name: Mapped[Line]
    decision_no: Mapped[Line]
    decision_on: Mapped[date | None]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    #: What the group does and until when (Điều 2 of the decision, F15 or D2).
    duties: Mapped[Block]
    #: The campaign whose dossiers it verifies (D2); None for a group of sample meetings.
    campaign_id: Mapped[int | None] = ref("campaign")
    members: Mapped[list[GroupMember]] = relationship(cascade=_CHILDREN, order_by="GroupMember.position")


class GroupMember(Base):
    """A person in a working group."""

    __tablename__ = "working_group_member"
    __table_args__ = (UniqueConstraint("group_id", "person_id"),)
    id: Mapped[Pk]
    group_id: Mapped[int] = ref("working_group")
    person_id: Mapped[int] = ref("person")
    position: Mapped[int]
    role: Mapped[GroupRole]
    #: The cells the person looks after ("Chi bộ thôn Mẫu 1, thôn Mẫu 2").
    cells: Mapped[Line]
    person: Mapped[Person] = relationship()


class SamplePlan(Base):
    """The year's plan of sample meetings (F14) and the report on them (F21); its meetings are the year's events."""

    __tablename__ = "sample_plan"
    id: Mapped[Pk]
    year: Mapped[int] = mapped_column(unique=True)
    purpose: Mapped[Block]
    participants: Mapped[Block]
    #: How a sample meeting is prepared, held and discussed (IV of F14).
    steps: Mapped[Block]
    #: Who does what (V of F14).
    organisation: Mapped[Block]
    # The report, F21
    preparation: Mapped[Block]
    strengths: Mapped[Block]
    weaknesses: Mapped[Block]
    lessons: Mapped[Block]
    proposals: Mapped[Block]


class SampleEvent(Base):
    """A sample meeting from plan to closed; the meeting itself is a :class:`Meeting` with ``is_sample``."""

    __tablename__ = "sample_event"
    id: Mapped[Pk]
    year: Mapped[int]
    cell_id: Mapped[int] = ref("cell")
    meeting_id: Mapped[int | None] = ref("meeting")
    working_group_id: Mapped[int | None] = ref("working_group")
    state: Mapped[SampleState]
    planned_on: Mapped[date | None]
    #: The kind of meeting that was planned; the meeting itself says what it was.
    planned_type: Mapped[MeetingType | None]
    purpose: Mapped[Block]
    chosen_because: Mapped[Block]
    note: Mapped[Block]
    # The feedback session (rút kinh nghiệm), F18
    feedback_on: Mapped[date | None]
    feedback_starts_at: Mapped[time | None]
    feedback_ends_at: Mapped[time | None]
    feedback_place: Mapped[Line]
    feedback_chair_id: Mapped[int | None] = ref("person", index=False)
    feedback_minute_taker_id: Mapped[int | None] = ref("person", index=False)
    #: The cell's own view, said first by its secretary.
    self_assessment: Mapped[Block]
    #: The reply of the cell to the opinions.
    reply: Mapped[Block]
    #: What the working group cleared up and settled for all.
    settled: Mapped[Block]
    # The conclusion, F20
    strengths: Mapped[Block]
    weaknesses: Mapped[Block]
    causes: Mapped[Block]
    #: The procedure agreed on for every cell.
    agreed_process: Mapped[Block]
    task_sample_cell: Mapped[Block]
    task_sample_cell_due_on: Mapped[date | None]
    task_other_cells: Mapped[Block]
    #: First month from which the other cells apply it, as the first day of that month.
    apply_from: Mapped[date | None]
    cell: Mapped[Cell] = relationship()
    meeting: Mapped[Meeting | None] = relationship()
    chores: Mapped[list[SampleChore]] = relationship(cascade=_CHILDREN, order_by="SampleChore.position")
    working_group: Mapped[WorkingGroup | None] = relationship()
    feedback_chair: Mapped[Person | None] = relationship(foreign_keys=[feedback_chair_id])
    feedback_minute_taker: Mapped[Person | None] = relationship(foreign_keys=[feedback_minute_taker_id])
    observers: Mapped[list[Observer]] = relationship(
        back_populates="event", cascade=_CHILDREN, order_by="Observer.position"
    )
    opinions: Mapped[list[Opinion]] = relationship(
        back_populates="event", cascade=_CHILDREN, order_by="Opinion.position"
    )
    replications: Mapped[list[Replication]] = relationship(
        back_populates="event", cascade=_CHILDREN, order_by="Replication.id"
    )


class SampleChore(Base):
    """A line of the checklist of a sample meeting, its date counted back from the day (meetings.md §7.2)."""

    __tablename__ = "sample_chore"
    id: Mapped[Pk]
    event_id: Mapped[int] = ref("sample_event")
    position: Mapped[int]
    title: Mapped[Line]
    #: Days before the meeting; below 0 behind it. None when ``due_on`` was typed.
    days_before: Mapped[int | None]
    due_on: Mapped[date | None]
    who: Mapped[Line]
    done_on: Mapped[date | None]
    note: Mapped[Line]


class Observer(Base):
    """A person invited to observe, with name and post as they were that day."""

    __tablename__ = "observer"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)
    id: Mapped[Pk]
    event_id: Mapped[int] = ref("sample_event")
    person_id: Mapped[int] = ref("person")
    position: Mapped[int]
    name_at_time: Mapped[Line]
    post_at_time: Mapped[Line]
    organisation_at_time: Mapped[Line]
    capacity: Mapped[ObserverCapacity]
    #: Codes of the aspects this observer was asked to watch.
    aspects: Mapped[Json] = mapped_column(default=list)
    invited_on: Mapped[date | None]
    attended: Mapped[bool] = mapped_column(default=True)
    event: Mapped[SampleEvent] = relationship(back_populates="observers")
    sheet: Mapped[ObserverSheet | None] = relationship(back_populates="observer", cascade=_CHILDREN)


class ObserverSheet(Base):
    """The sheet an observer handed in (phiếu dự, F17); its points are a score of kind OBSERVER."""

    __tablename__ = "observer_sheet"
    id: Mapped[Pk]
    observer_id: Mapped[int] = ref("observer", unique=True, index=False)
    returned_on: Mapped[date | None]
    strengths: Mapped[Block]
    weaknesses: Mapped[Block]
    suggestions_cell: Mapped[Block]
    suggestions_committee: Mapped[Block]
    applicable_at_home: Mapped[Block]
    observer: Mapped[Observer] = relationship(back_populates="sheet")
    checks: Mapped[list[SheetCheck]] = relationship(cascade=_CHILDREN, order_by="SheetCheck.id")


class SheetCheck(Base):
    """The answer to one step of the checklist (rules.samples.CHECKLIST); None when left blank."""

    __tablename__ = "sheet_check"
    __table_args__ = (UniqueConstraint("sheet_id", "step"),)
    id: Mapped[Pk]
    sheet_id: Mapped[int] = ref("observer_sheet")
    step: Mapped[Line]
    was_done: Mapped[bool | None]
    note: Mapped[Line]


class Opinion(Base):
    """An opinion said at the feedback session, by aspect and kind, with its answer."""

    __tablename__ = "feedback_opinion"
    id: Mapped[Pk]
    event_id: Mapped[int] = ref("sample_event")
    position: Mapped[int]
    observer_id: Mapped[int | None] = ref("observer")
    speaker: Mapped[Line]
    capacity: Mapped[ObserverCapacity]
    aspect: Mapped[Aspect]
    kind: Mapped[OpinionKind]
    text: Mapped[Block]
    text_folded: Mapped[Block] = folded_of("text")
    answer: Mapped[Block]
    #: What the working group settled on this point.
    settled: Mapped[Block]
    decision: Mapped[OpinionDecision] = mapped_column(default=OpinionDecision.OPEN)
    #: Whether the other cells are to apply it too, not the sample cell alone.
    for_others: Mapped[bool] = mapped_column(default=False)
    responsible: Mapped[Line]
    due_on: Mapped[date | None]
    event: Mapped[SampleEvent] = relationship(back_populates="opinions")


class Replication(Base):
    """Something a cell is to mend or apply after a sample meeting, until it is done."""

    __tablename__ = "replication"
    id: Mapped[Pk]
    event_id: Mapped[int] = ref("sample_event")
    cell_id: Mapped[int] = ref("cell")
    opinion_id: Mapped[int | None] = ref("feedback_opinion")
    content: Mapped[Block]
    #: Who in the cell does it.
    responsible: Mapped[Line]
    due_on: Mapped[date | None]
    state: Mapped[ReplicationState]
    checked_by: Mapped[Line]
    checked_on: Mapped[date | None]
    done_on: Mapped[date | None]
    remark: Mapped[Block]
    event: Mapped[SampleEvent] = relationship(back_populates="replications")
    cell: Mapped[Cell] = relationship()
