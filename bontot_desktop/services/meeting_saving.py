"""A meeting's draft into its tables: only what differs is written, and nothing once the minutes are approved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.base import Base
from bontot_desktop.db.models.meetings import (
    AgendaItem,
    CitedDocument,
    Contribution,
    Guest,
    Meeting,
    MinutesSection,
    ReplicationReview,
    RosterLine,
    SentPaper,
    Task,
    TaskReview,
    Vote,
)
from bontot_desktop.db.queries import meetings as queries
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.meetings import (
    FINAL_STATES,
    HELD_STATES,
    MONTHLY_TYPES,
    Attendance,
    MeetingState,
    MeetingType,
    TaskState,
    VoteThreshold,
)
from bontot_desktop.rules.minutes import sections_of
from bontot_desktop.services import meeting_days, replication_reports
from bontot_desktop.services.meeting_checks import draft_problems
from bontot_desktop.services.meeting_drafts import (
    ContributionDraft,
    MeetingDraft,
    RosterLineDraft,
    TaskDraft,
    VoteDraft,
    vote_base,
)
from bontot_desktop.services.meeting_store import PLAIN, load, meeting


class _Given(Protocol):
    @property
    def id(self) -> int | None: ...


D = TypeVar("D", bound=_Given)
R = TypeVar("R", bound=Base)


def save(session: Session, draft: MeetingDraft, today: date | None = None) -> Meeting:
    """Store a whole draft; its month and the earlier tasks follow a corrected day.

    Raises Problems for what cannot be saved, Refused when the minutes are final.
    """
    draft = meeting_days.follow(session, draft)
    problems = [*draft_problems(draft), *_clashes(session, draft), *meeting_days.problems(session, draft, today)]
    problems += _prepares_wrong(session, draft)
    problems += replication_reports.problems(draft.replication_reviews)
    if problems:
        raise Problems(problems)
    # Each list of a stored meeting is read when it is compared; writing what came before each time would take long.
    with session.no_autoflush:
        return _write(session, draft)


def _write(session: Session, draft: MeetingDraft) -> Meeting:
    row = Meeting(cell_id=draft.cell_id) if draft.id is None else meeting(session, draft.id)
    if draft.id is not None and row.state in FINAL_STATES:
        raise Refused("Biên bản đã được thông qua, không sửa được; hãy lập biên bản bổ sung, đính chính.")
    if draft.id is not None and row.state is draft.state is MeetingState.CANCELLED and load(session, row.id) != draft:
        raise Refused("Buổi này ghi là không họp nên không ghi gì thêm được; nếu có họp, hãy bỏ ghi không họp trước.")
    if draft.state in FINAL_STATES:
        raise Refused('Biên bản chỉ được thông qua bằng nút "Thông qua biên bản".')
    frozen = draft.id is not None and row.state in HELD_STATES
    if frozen and draft.state not in HELD_STATES:
        raise Refused(
            "Buổi sinh hoạt đã họp, không chuyển lại thành dự kiến được; nếu không họp, hãy ghi là không họp."
        )
    if draft.id is not None and row.checked_at is not None and load(session, draft.id) != draft:
        # What was checked is not what stands there any more.
        row.checked_at, row.checked_by = None, ""
    for name in PLAIN:
        setattr(row, name, getattr(draft, name))
    row.state = _state(draft)
    if draft.id is None:
        session.add(row)
    _let_go(session, row, draft)
    lines = _save_roster(row, draft, frozen=frozen)
    guests = _match(row.guests, draft.guests, Guest, _FILL_GUEST)
    items = _match(row.agenda, draft.agenda, AgendaItem, _FILL_ITEM)
    _match(row.documents, draft.documents, CitedDocument, _FILL_DOCUMENT)
    _match(row.sent_papers, draft.sent_papers, SentPaper, _FILL_SENT)
    _keep_reviewed(session, row, draft)
    _match(row.tasks, draft.tasks, lambda: Task(state=TaskState.OPEN), _fill_task)
    _match(row.votes, draft.votes, Vote, lambda vote, given: _fill_vote(vote, given, draft))
    _save_sections(row, draft)
    session.flush()

    def fill_contribution(said: Contribution, given: ContributionDraft) -> None:
        said.text, said.kind = given.text, given.kind
        said.roster_line_id = None if given.member_id is None else lines[given.member_id].id
        said.guest_id = None if given.guest is None else guests[given.guest].id
        said.agenda_item_id = None if given.agenda is None else items[given.agenda].id

    _match(row.contributions, draft.contributions, Contribution, fill_contribution)
    _match(row.task_reviews, draft.task_reviews, TaskReview, _FILL_REVIEW)
    said = [review for review in draft.replication_reviews if review.is_said]
    _match(row.replication_reviews, said, ReplicationReview, _FILL_APPLIED)
    session.flush()
    _close_tasks(session, row)
    replication_reports.report(session, row, {one.replication_id: one.was for one in draft.replication_reviews})
    return row


def _state(draft: MeetingDraft) -> MeetingState:
    """A meeting that is still to come is announced once the notice went out."""
    if draft.state in (MeetingState.PLANNED, MeetingState.NOTICED):
        return MeetingState.PLANNED if draft.notice_sent_at is None else MeetingState.NOTICED
    return draft.state


def _clashes(session: Session, draft: MeetingDraft) -> list[Problem]:
    if draft.type not in MONTHLY_TYPES or draft.state is MeetingState.CANCELLED:
        return []
    other = queries.other_monthly(session, draft.id, draft.cell_id, draft.year, draft.month)
    if other is None:
        return []
    on = f" (ngày {dates.screen(other.held_on)})" if other.held_on else ""
    own = draft.held_on is not None and (draft.held_on.year, draft.held_on.month) == (draft.year, draft.month)
    field = "held_on" if draft.id is not None and own else "month"
    return [Problem(field, f"Chi bộ đã có kỳ sinh hoạt thường kỳ tháng {draft.month}/{draft.year}{on}.")]


def _prepares_wrong(session: Session, draft: MeetingDraft) -> list[Problem]:
    """A committee meeting prepares a meeting of its own cell, which is not before it."""
    if draft.prepares_id is None:
        return []
    other = session.get(Meeting, draft.prepares_id)
    if (
        draft.type is not MeetingType.COMMITTEE
        or other is None
        or other.cell_id != draft.cell_id
        or other.type is MeetingType.COMMITTEE
    ):
        return [Problem("prepares_id", "Họp chi ủy chuẩn bị cho một buổi sinh hoạt của chính chi bộ.")]
    if draft.held_on is not None and other.held_on is not None and other.held_on < draft.held_on:
        return [Problem("prepares_id", f"Buổi ngày {dates.screen(other.held_on)} ở trước cuộc họp chi ủy này.")]
    return []


def _let_go(session: Session, row: Meeting, draft: MeetingDraft) -> None:
    """Drop opinions that are gone and loosen the others from guests and items that go, before those are deleted."""
    if draft.id is None:
        return
    kept = {said.id for said in draft.contributions}
    guests, items = {guest.id for guest in draft.guests}, {item.id for item in draft.agenda}
    for said in list(row.contributions):
        if said.id not in kept:
            row.contributions.remove(said)
        elif said.guest_id not in guests or said.agenda_item_id not in items:
            said.guest_id = said.guest_id if said.guest_id in guests else None
            said.agenda_item_id = said.agenda_item_id if said.agenda_item_id in items else None
    session.flush()


def _keep_reviewed(session: Session, row: Meeting, draft: MeetingDraft) -> None:
    """Refuse to drop a task of which another meeting's minutes already speak."""
    kept = {task.id for task in draft.tasks}
    for task in row.tasks:
        if task.id not in kept and queries.is_reviewed(session, task.id):
            raise Refused(f'Nhiệm vụ "{task.text}" đã được đánh giá ở kỳ sau nên không bỏ được.')


def _match(rows: list[R], drafts: Sequence[D], make: Callable[[], R], fill: Callable[[R, D], None]) -> list[R]:
    """Bring stored children to the drafts' order: known ids are changed, new ones added, missing ones dropped."""
    known: dict[int, Any] = {row.id: row for row in rows}  # type: ignore[attr-defined]
    kept: list[Any] = []
    for position, given in enumerate(drafts, start=1):
        row: Any = known.pop(given.id, None) if given.id is not None else None
        if row is None:
            row = make()
        fill(row, given)
        row.position = position
        kept.append(row)
    for row in known.values():
        rows.remove(row)
    rows.extend(row for row in kept if row not in rows)
    return kept


def _fill(*names: str) -> Callable[[Any, Any], None]:
    def fill(row: Any, given: Any) -> None:
        for name in names:
            setattr(row, name, getattr(given, name))

    return fill


_FILL_GUEST = _fill("name", "post", "organisation", "capacity", "speech", "person_id")
_FILL_ITEM = _fill("title", "presenter", "planned_min", "actual_min", "content")
_FILL_DOCUMENT = _fill("number", "dated_on", "issuer", "title", "treatment")
_FILL_REVIEW = _fill("task_id", "state_at_start", "state", "result")
_FILL_SENT = _fill("title", "sent_on", "means", "note")
_FILL_APPLIED = _fill("replication_id", "state", "result")


def _fill_task(task: Task, given: TaskDraft) -> None:
    task.text, task.assignee, task.assignee_id = given.text, given.assignee, given.assignee_id
    task.due_on, task.note = given.due_on, given.note


def _fill_vote(vote: Vote, given: VoteDraft, draft: MeetingDraft) -> None:
    vote.matter, vote.method, vote.threshold = given.matter, given.method, given.threshold
    vote.threshold_share = given.threshold_share if given.threshold is VoteThreshold.CUSTOM else ""
    vote.votes_for, vote.votes_against, vote.abstained = given.votes_for, given.votes_against, given.abstained
    vote.base = vote_base(draft, given)
    vote.base_reason = given.base_reason if given.base is not None else ""


def _save_roster(row: Meeting, draft: MeetingDraft, *, frozen: bool) -> dict[int, RosterLine]:
    """Write the roster: once the meeting was held only attendance changes, the snapshot stays (§4.4 rule 7)."""
    known = {line.member_id: line for line in row.roster}
    for position, given in enumerate(draft.roster, start=1):
        line = known.pop(given.member_id, None)
        if line is None:
            line = RosterLine(member_id=given.member_id, position=position)
            row.roster.append(line)
            _snapshot(line, given)
        elif not frozen:
            line.position = position
            _snapshot(line, given)
        line.attendance = given.attendance
        line.reason = given.reason if given.attendance is not Attendance.PRESENT else ""
        line.arrived_at, line.left_at = given.arrived_at, given.left_at
        line.owes_dues = given.owes_dues
    for line in known.values():
        if frozen:
            raise Refused(f"Không bỏ được đồng chí {line.name_at_time} khỏi danh sách của buổi đã họp.")
        row.roster.remove(line)
    return {line.member_id: line for line in row.roster}


def _snapshot(line: RosterLine, given: RosterLineDraft) -> None:
    line.name_at_time, line.status_at_time = given.name, given.status
    line.is_full_at_time, line.post_at_time = given.is_full, given.post


def _save_sections(row: Meeting, draft: MeetingDraft) -> None:
    allowed = [section.key for section in sections_of(draft.type)]
    unknown = set(draft.sections) - set(allowed)
    wanted = {key: draft.sections[key] for key in (*allowed, *sorted(unknown)) if draft.section(key).strip()}
    known = {section.key: section for section in row.sections}
    for key, content in wanted.items():
        if key in known:
            known[key].content = content
        else:
            row.sections.append(MinutesSection(key=key, content=content))
    for key, section in known.items():
        if key not in wanted:
            row.sections.remove(section)


def _close_tasks(session: Session, row: Meeting) -> None:
    """Let what this meeting said of earlier tasks reach the tasks, unless a later meeting has closed them."""
    for review in row.task_reviews:
        task = session.get(Task, review.task_id)
        if task is None or task.closed_in_id not in (None, row.id):
            continue
        closes = review.state in (TaskState.DONE, TaskState.CANCELLED)
        task.state = review.state
        task.result = review.result
        task.closed_in_id = row.id if closes else None


def check(session: Session, row: Meeting, by: str, at: datetime) -> None:
    """Note that the minutes were looked through and who did it."""
    row.checked_at, row.checked_by = at, by


def approve(session: Session, row: Meeting, approved_for: int, at: datetime) -> None:
    """Close the minutes for good and number them in the cell's book of the year; the reasons were asked before."""
    row.state = MeetingState.APPROVED
    row.approved_for = approved_for
    row.approved_at = at
    row.book_no = queries.last_book_no(session, row.cell_id, row.year) + 1
