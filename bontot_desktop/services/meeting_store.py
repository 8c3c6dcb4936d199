"""Meetings out of their tables into drafts, and new drafts from the register, inside an open session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

from sqlalchemy.orm import Session

from bontot_desktop.db.base import Base
from bontot_desktop.db.house import Setting
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import (
    Meeting,
    ReplicationReview,
    RosterLine,
    TaskReview,
    Vote,
)
from bontot_desktop.db.models.samples import Replication
from bontot_desktop.db.queries import meetings as queries
from bontot_desktop.db.queries import roster as roster_queries
from bontot_desktop.documents import facts as facts_codec
from bontot_desktop.errors import NotFound
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.meetings import (
    FINAL_STATES,
    MONTHLY_TYPES,
    Attendance,
    MeetingState,
    MeetingType,
    TaskState,
)
from bontot_desktop.services import heads
from bontot_desktop.services.meeting_drafts import (
    MEETING_SETTINGS,
    AddendumRow,
    AgendaDraft,
    CitedDraft,
    ContributionDraft,
    GuestDraft,
    MeetingDraft,
    MeetingSettings,
    Preparing,
    ReplicationReviewDraft,
    RosterLineDraft,
    SentPaperDraft,
    TaskDraft,
    TaskReviewDraft,
    VoteDraft,
)
from bontot_desktop.services.seeding import read_seed

#: What draft and table name alike.
PLAIN = (
    "type", "year", "month", "format", "theme", "theme_presenter", "held_on", "starts_at", "ends_at", "breaks_min",
    "place", "chair_id", "chair_note", "minute_taker_id", "scorer_id", "dues_paid_count", "dues_amount",
    "is_sample", "prepares_id", "notice_sent_at", "uploaded_before_at", "uploaded_after_at",
)  # fmt: skip

_PLACES = {"ALL": "Đảng viên", "GUEST": "Đại biểu cấp trên", "MINUTE_TAKER": "Thư ký"}


class _Stored(Protocol):
    id: int | None


D = TypeVar("D", bound=_Stored)
R = TypeVar("R", bound=Base)


def settings(session: Session) -> MeetingSettings:
    """Return the office's choices for meetings; what is not set takes the default."""
    row = session.get(Setting, MEETING_SETTINGS)
    return facts_codec.from_json(MeetingSettings, row.value) if row else MeetingSettings()


def meeting(session: Session, meeting_id: int) -> Meeting:
    """Return a meeting. Raises NotFound."""
    row = session.get(Meeting, meeting_id)
    if row is None:
        raise NotFound("Không còn buổi sinh hoạt này trong sổ.")
    return row


def start(
    session: Session, cell_id: int, kind: MeetingType, year: int, month: int, on: date, *, today: date
) -> MeetingDraft:
    """Open a meeting that is not stored yet: everyone expected is present, agenda and chair as usual (§3.1, §4.1).

    A committee meeting (họp chi ủy) is of those who hold a post in the cell that day and has no set programme.
    """
    cell = session.get(Cell, cell_id)
    if cell is None:
        raise NotFound("Không còn chi bộ này trong sổ.")
    roster = roster_lines(session, cell_id, on, kind)
    chair = _usual_chair(roster)
    return MeetingDraft(
        cell_id=cell_id,
        cell_name=heads.cell_name(session, cell_id, on),
        type=kind,
        year=year,
        month=month,
        state=MeetingState.PLANNED if on > today else MeetingState.DRAFTED,
        held_on=on,
        starts_at=cell.usual_time,
        place=cell.usual_place,
        chair_id=chair.member_id if chair else None,
        roster=roster,
        agenda=default_agenda(kind, roster),
        task_reviews=reviews_due(session, cell_id, kind, on, None, ()),
        replication_reviews=_replications_due(session, cell_id, kind, on, ()),
        settings=settings(session),
    )


#: Who makes up the committee of a cell; where there are only secretary and deputy, these consult (hội ý).
COMMITTEE_POSTS = frozenset({CellPost.SECRETARY, CellPost.DEPUTY, CellPost.COMMITTEE_MEMBER})


def roster_lines(
    session: Session, cell_id: int, day: date, kind: MeetingType = MeetingType.REGULAR
) -> tuple[RosterLineDraft, ...]:
    """Take who makes up a meeting on a day: everyone expected is present, the others are not expected.

    That is the whole roster of the cell, of a committee meeting those of the committee (meetings.md §5 F3).
    """
    return tuple(
        RosterLineDraft(
            member_id=line.member_id,
            name=line.full_name,
            status=line.situation.status,
            is_full=line.situation.is_full,
            post=line.post,
            attendance=Attendance.PRESENT if line.situation.is_expected else Attendance.NOT_EXPECTED,
        )
        for line in roster_queries.roster_on(session, cell_id, day)
        if kind is not MeetingType.COMMITTEE or line.post in COMMITTEE_POSTS
    )


def default_agenda(kind: MeetingType, roster: Sequence[RosterLineDraft]) -> tuple[AgendaDraft, ...]:
    """Return the programme offered for a kind of meeting (meetings.md §3.1), presenters named where they are known."""
    if kind is MeetingType.COMMITTEE:
        return ()
    chair, deputy = _usual_chair(roster), _holder(roster, CellPost.DEPUTY)
    who = dict(_PLACES)
    who["CHAIR"] = chair.name if chair else "Chủ trì"
    who["DEPUTY"] = deputy.name if deputy else who["CHAIR"]
    who["PRESENTER"] = "Người trình bày chuyên đề"
    return tuple(
        AgendaDraft(
            title=item["title"],
            presenter=who.get(item["who"], item["who"]),
            planned_min=item.get("minutes") or None,
        )
        for item in read_seed("agenda")["item"]
        if kind.value in item.get("types", (kind.value,))
    )


def _holder(roster: Sequence[RosterLineDraft], post: CellPost) -> RosterLineDraft | None:
    return next((line for line in roster if line.post is post and line.is_expected), None)


def _usual_chair(roster: Sequence[RosterLineDraft]) -> RosterLineDraft | None:
    return _holder(roster, CellPost.SECRETARY) or _holder(roster, CellPost.DEPUTY)


def load(session: Session, meeting_id: int) -> MeetingDraft:
    """Return a stored meeting as a draft. Raises NotFound."""
    row = meeting(session, meeting_id)
    chosen = settings(session)
    day = row.held_on or date(row.year, row.month, 1)
    members = {line.id: line.member_id for line in row.roster}
    guests = {guest.id: index for index, guest in enumerate(row.guests)}
    agenda = {item.id: index for index, item in enumerate(row.agenda)}
    reviews = tuple(_review_draft(review) for review in row.task_reviews)
    if row.state not in FINAL_STATES:
        reviews += reviews_due(session, row.cell_id, row.type, day, row.id, reviews)
    applied = tuple(_replication_draft(review) for review in row.replication_reviews)
    if row.state not in FINAL_STATES:
        applied += _replications_due(session, row.cell_id, row.type, day, applied)
    return MeetingDraft(
        id=row.id,
        cell_id=row.cell_id,
        cell_name=heads.cell_name(session, row.cell_id, day),
        **{name: getattr(row, name) for name in PLAIN},
        state=row.state,
        approved_for=row.approved_for,
        checked_at=row.checked_at,
        checked_by=row.checked_by,
        book_no=row.book_no,
        roster=tuple(_roster_draft(line) for line in row.roster),
        guests=tuple(
            GuestDraft(g.name, g.post, g.organisation, g.capacity, g.speech, g.person_id, g.id) for g in row.guests
        ),
        agenda=tuple(
            AgendaDraft(a.title, a.presenter, a.planned_min, a.actual_min, a.content, a.id) for a in row.agenda
        ),
        documents=tuple(CitedDraft(c.number, c.dated_on, c.issuer, c.title, c.treatment, c.id) for c in row.documents),
        sections={section.key: section.content for section in row.sections},
        contributions=tuple(
            ContributionDraft(
                text=said.text,
                member_id=members.get(said.roster_line_id or 0),
                guest=guests.get(said.guest_id or 0),
                agenda=agenda.get(said.agenda_item_id or 0),
                kind=said.kind,
                id=said.id,
            )
            for said in row.contributions
        ),
        votes=tuple(_vote_draft(vote) for vote in row.votes),
        tasks=tuple(
            TaskDraft(t.text, t.assignee, t.assignee_id, t.due_on, t.note, t.state, t.result, t.id) for t in row.tasks
        ),
        task_reviews=reviews,
        replication_reviews=applied,
        sent_papers=tuple(SentPaperDraft(p.title, p.sent_on, p.means, p.note, p.id) for p in row.sent_papers),
        addenda=tuple(AddendumRow(a.text, a.author, a.written_on) for a in row.addenda),
        settings=chosen,
        preparing=_preparing(session, row, chosen.committee_within),
    )


def _preparing(session: Session, row: Meeting, within: int) -> Preparing | None:
    """Tell how a meeting was prepared (§4.5); None where nobody asks, as of a cell without a committee."""
    if row.type is MeetingType.COMMITTEE:
        offered = queries.to_prepare(session, row, within)
        return Preparing(offered=tuple((one.id, one.held_on, one.type) for one in offered))
    if row.type not in MONTHLY_TYPES or not within or not row.cell.has_committee:
        return None
    return Preparing(queries.prepared_on(session, row.id, within))


def _roster_draft(line: RosterLine) -> RosterLineDraft:
    return RosterLineDraft(
        member_id=line.member_id,
        name=line.name_at_time,
        status=line.status_at_time,
        is_full=line.is_full_at_time,
        post=line.post_at_time,
        attendance=line.attendance,
        reason=line.reason,
        arrived_at=line.arrived_at,
        left_at=line.left_at,
        owes_dues=line.owes_dues,
        id=line.id,
    )


def _vote_draft(vote: Vote) -> VoteDraft:
    return VoteDraft(
        matter=vote.matter,
        votes_for=vote.votes_for,
        votes_against=vote.votes_against,
        abstained=vote.abstained,
        method=vote.method,
        threshold=vote.threshold,
        threshold_share=vote.threshold_share,
        base=vote.base if vote.base_reason else None,
        base_reason=vote.base_reason,
        id=vote.id,
    )


def _review_draft(review: TaskReview) -> TaskReviewDraft:
    task = review.task
    return TaskReviewDraft(
        review.task_id,
        task.text,
        task.assignee,
        task.due_on,
        review.state_at_start,
        review.state,
        review.result,
        review.id,
    )


def reviews_due(
    session: Session,
    cell_id: int,
    kind: MeetingType,
    day: date,
    meeting_id: int | None,
    known: Sequence[TaskReviewDraft],
) -> tuple[TaskReviewDraft, ...]:
    """Return the tasks open before a day of which nothing is ``known`` yet."""
    if kind is MeetingType.COMMITTEE:
        # The cell itself says what became of its tasks; its committee only prepares that.
        return ()
    taken = {review.task_id for review in known}
    return tuple(
        TaskReviewDraft(
            task_id=task.id,
            text=task.text,
            assignee=task.assignee,
            due_on=task.due_on,
            state_at_start=(TaskState.LATE if task.due_on and task.due_on < day else TaskState.OPEN).label,
        )
        for task in queries.open_tasks(session, cell_id, day, meeting_id)
        if task.id not in taken
    )


def _replication_draft(review: ReplicationReview) -> ReplicationReviewDraft:
    item = review.replication
    return ReplicationReviewDraft(
        replication_id=item.id,
        content=item.content,
        due_on=item.due_on,
        source=_source(item),
        was=item.state,
        state=review.state,
        result=review.result,
        id=review.id,
    )


def _replications_due(
    session: Session, cell_id: int, kind: MeetingType, on: date, known: Sequence[ReplicationReviewDraft]
) -> tuple[ReplicationReviewDraft, ...]:
    """Return what the cell has still to mend or apply after sample meetings before a day.

    Its committee only prepares that, as with tasks.
    """
    if kind is MeetingType.COMMITTEE:
        return ()
    taken = {review.replication_id for review in known}
    return tuple(
        ReplicationReviewDraft(item.id, item.content, item.due_on, _source(item), item.state, item.state)
        for item in queries.open_replications(session, cell_id, on)
        if item.id not in taken
    )


def _source(item: Replication) -> str:
    return f"Sinh hoạt điểm {item.event.cell.name}, năm {item.event.year}"
