"""What a person can do with meetings: open, record, approve and correct them, and see them listed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.meetings import Addendum, Meeting
from bontot_desktop.db.models.samples import Replication, SampleEvent
from bontot_desktop.db.queries import meetings as queries
from bontot_desktop.db.work import Run
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.meetings import (
    FINAL_STATES,
    HELD_STATES,
    Attendance,
    MeetingState,
    MeetingType,
    actual_minutes,
)
from bontot_desktop.services import meeting_saving as saving
from bontot_desktop.services import meeting_store as store
from bontot_desktop.services.meeting_checks import (
    doubts,
    draft_problems,
    gaps,
    reasons_not_to_approve,
    thin_parts,
    warnings,
)
from bontot_desktop.services.meeting_drafts import (
    AddendumRow,
    AgendaDraft,
    CitedDraft,
    ContributionDraft,
    GuestDraft,
    MeetingDraft,
    MeetingSettings,
    ReplicationReviewDraft,
    RosterLineDraft,
    SentPaperDraft,
    TaskDraft,
    TaskReviewDraft,
    VoteDraft,
    approvers,
    approvers_sentence,
    base_sentence,
    figures,
    mark,
    minutes_long,
    speakers,
    speaking_rate,
    vote_base,
)
from bontot_desktop.services.office import Office, Saved

__all__ = [
    "AddendumRow",
    "AgendaDraft",
    "CitedDraft",
    "ContributionDraft",
    "GuestDraft",
    "MeetingDraft",
    "MeetingRow",
    "MeetingSettings",
    "ReplicationReviewDraft",
    "RosterLineDraft",
    "Run",
    "SentPaperDraft",
    "TaskDraft",
    "TaskReviewDraft",
    "VoteDraft",
    "add_addendum",
    "approve",
    "approvers",
    "approvers_sentence",
    "base_sentence",
    "cancel",
    "check",
    "doubts",
    "draft_problems",
    "figures",
    "gaps",
    "list_meetings",
    "load",
    "mark",
    "minutes_long",
    "reasons_not_to_approve",
    "reinstate",
    "retake_roster",
    "save",
    "set_attendance",
    "speakers",
    "speaking_rate",
    "start",
    "thin_parts",
    "title_of",
    "vote_base",
    "warnings",
]


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as a table shows it; ``rate`` is present over expected, None before anyone was expected."""

    id: int
    cell_id: int
    cell_name: str
    type: MeetingType
    state: MeetingState
    year: int
    month: int
    held_on: date | None
    starts_at: time | None
    minutes: int | None
    theme: str
    is_sample: bool
    expected: int
    present: int
    speakers: int
    contributions: int

    @property
    def rate(self) -> Fraction | None:
        """Attendance rate."""
        return Fraction(self.present, self.expected) if self.expected else None


def title_of(kind: MeetingType, year: int, month: int) -> str:
    """Name a meeting in a sentence: "sinh hoạt chi bộ thường kỳ tháng 3/2026"."""
    label = kind.label[:1].lower() + kind.label[1:]
    return f"{label} tháng {month}/{year}"


def _named(row: Meeting) -> str:
    return f"{title_of(row.type, row.year, row.month)} của {row.cell.name}"


def start(office: Office, cell_id: int, kind: MeetingType, year: int, month: int, on: date) -> MeetingDraft:
    """Open a meeting on paper: the roster of that day with everyone expected present, the usual agenda and chair, the
    tasks still open and what the cell has still to apply. Nothing is stored. Raises NotFound for an unknown cell.
    """
    with office.read() as session:
        return store.start(session, cell_id, kind, year, month, on, today=office.today())


def load(office: Office, meeting_id: int) -> MeetingDraft:
    """Return a stored meeting as a draft. Raises NotFound."""
    with office.read() as session:
        return store.load(session, meeting_id)


def save(office: Office, draft: MeetingDraft, run: Run | None = None) -> Saved:
    """Store the whole draft in one act; a save that changes nothing writes nothing.

    Silent saves of one ``run`` make one line of the history as long as nothing else is done between them.

    Raises Problems with the field of each fault, Refused when the minutes are approved.
    """
    verb = "Lập" if draft.id is None else "Sửa"
    sentence = f"{verb} biên bản {title_of(draft.type, draft.year, draft.month)} của {draft.cell_name}"
    with office.work("meetings.save", sentence, run) as session:
        was = store.meeting(session, draft.id).held_on if draft.id is not None else None
        row = saving.save(session, draft, office.today())
        session.about(row)
        also = _other_day(session, row, was)
        if also:
            session.sentence = f"{session.sentence}. {also}"
        return Saved(row.id, _followed(session, row, office.today()), also)


def _other_day(session: Session, row: Meeting, was: date | None) -> str:
    """Let the plan and the checklist of a sample meeting follow its day; say what moved."""
    if not row.is_sample or row.held_on == was:
        return ""
    from bontot_desktop.services import sample_days

    event = sample_days.of_meeting(session, row)
    return "" if event is None else sample_days.follow(session, event, was)


def _followed(session: Session, row: Meeting, today: date) -> Changes:
    """Let the sample meetings this one belongs to, or spoke of, stand where they now are."""
    from bontot_desktop.services import sample_store

    spoken = [review.replication_id for review in row.replication_reviews]
    if not spoken and not row.is_sample:
        return Changes.of(Kind.MEETINGS)
    of_work = select(Replication.event_id).where(Replication.id.in_(spoken))
    events = select(SampleEvent).where((SampleEvent.meeting_id == row.id) | SampleEvent.id.in_(of_work))
    for event in session.scalars(events).all():
        sample_store.advance(session, event, today)
    return Changes.of(Kind.MEETINGS, Kind.SAMPLES)


def set_attendance(
    office: Office,
    meeting_id: int,
    member_id: int,
    attendance: Attendance,
    *,
    reason: str = "",
    arrived_at: time | None = None,
    left_at: time | None = None,
) -> Changes:
    """Change one person's attendance at a stored meeting. Raises Problems or Refused as :func:`save` does."""
    draft = load(office, meeting_id)
    line = draft.line(member_id)
    if line is None:
        raise Refused("Đồng chí này không có trong danh sách của buổi sinh hoạt.")
    changed = mark(draft, member_id, attendance, reason=reason, arrived_at=arrived_at, left_at=left_at)
    sentence = f"Điểm danh {line.name}: {attendance.label}"
    with office.work("meetings.set_attendance", sentence) as session:
        session.about(saving.save(session, changed, office.today()))
    return Changes.of(Kind.MEETINGS)


def retake_roster(office: Office, draft: MeetingDraft, on: date) -> MeetingDraft:
    """Return the draft with the roster of another day, keeping what was marked; only before the meeting was held.

    Raises Refused for a stored meeting that took place: its roster is a snapshot.
    """
    if draft.id is not None and draft.state in HELD_STATES:
        raise Refused("Buổi sinh hoạt đã họp; danh sách đảng viên giữ nguyên như ngày họp.")
    with office.read() as session:
        fresh = store.roster_lines(session, draft.cell_id, on, draft.type)
    roster = tuple(_keep_marks(line, draft.line(line.member_id)) for line in fresh)
    return replace(draft, held_on=on, roster=roster)


def _keep_marks(line: RosterLineDraft, old: RosterLineDraft | None) -> RosterLineDraft:
    if old is None:
        return line
    if old.is_expected != line.is_expected:
        return replace(line, id=old.id)
    return replace(
        line,
        attendance=old.attendance,
        reason=old.reason,
        arrived_at=old.arrived_at,
        left_at=old.left_at,
        id=old.id,
    )


def approve(office: Office, meeting_id: int, approved_for: int) -> Changes:
    """Approve the minutes, agreed to by ``approved_for`` of those present who may vote; read-only from then on.

    Raises Refused with all reasons at once.
    """
    draft = load(office, meeting_id)
    reasons = reasons_not_to_approve(draft)
    if (early := _too_early(draft, office.now())) is not None:
        reasons.append(early)
    voters = approvers(draft)
    if not 0 < approved_for <= voters:
        reasons.append(f"Số đồng chí tán thành biên bản phải từ 1 đến {voters}: {approvers_sentence(draft)}.")
    elif approved_for * 2 <= voters:
        reasons.append("Biên bản cần được hơn một nửa số đồng chí có mặt được biểu quyết tán thành.")
    if reasons:
        raise Problems([Problem("approve", reason) for reason in reasons])
    sentence = f"Thông qua biên bản {title_of(draft.type, draft.year, draft.month)} của {draft.cell_name}"
    with office.work("meetings.approve", sentence) as session:
        # What the draft shows and was not stored yet (tasks that fell due meanwhile) belongs to the minutes.
        row = saving.save(session, draft, office.today())
        session.about(row)
        saving.approve(session, row, approved_for, office.now())
        return _followed(session, row, office.today())


#: Minutes are read and approved at the end of the meeting itself, so long before the end that was written down.
_READ_BEFORE_END = timedelta(minutes=60)


def _too_early(draft: MeetingDraft, now: datetime) -> str | None:
    """Say why minutes cannot be approved yet: the meeting is not over."""
    if draft.held_on is None or draft.ends_at is None:
        return None
    ends = datetime.combine(draft.held_on, draft.ends_at)
    if now.replace(tzinfo=None) >= ends - _READ_BEFORE_END:
        return None
    when = f"{dates.clock_words(draft.ends_at)} ngày {dates.screen(draft.held_on)}"
    return f"Buổi sinh hoạt ghi kết thúc lúc {when}, chưa tới giờ ấy; hãy xem lại giờ, hoặc thông qua sau khi họp xong."


def check(office: Office, meeting_id: int, by: str) -> Changes:
    """Note that the minutes were looked through whole, and by whom; whoever changes them later takes the note away.

    Raises Problems with all that is still missing, by field.
    """
    draft = load(office, meeting_id)
    missing = gaps(draft) if not draft.is_final else [Problem("", "Biên bản đã được thông qua.")]
    if not text.clean(by):
        missing.append(Problem("checked_by", "Chưa ghi người soát."))
    if missing:
        raise Problems(missing)
    sentence = f"Soát xong biên bản {title_of(draft.type, draft.year, draft.month)} của {draft.cell_name}"
    with office.work("meetings.check", sentence) as session:
        row = store.meeting(session, meeting_id)
        session.about(row)
        saving.check(session, row, by, office.now())
    return Changes.of(Kind.MEETINGS)


def add_addendum(office: Office, meeting_id: int, words: str, author: str, written_on: date | None = None) -> Changes:
    """Add a correction to approved minutes (biên bản bổ sung, đính chính), of today unless another day is given.

    Raises Problems: without words or author, of a day before the meeting or still to come; Refused before approval.
    """
    held_on, today = load(office, meeting_id).held_on, office.today()
    day = written_on or today
    problems = []
    if not text.clean_block(words):
        problems.append(Problem("text", "Chưa ghi nội dung bổ sung, đính chính."))
    if not text.clean(author):
        problems.append(Problem("author", "Chưa chọn người lập."))
    if held_on is not None and day < held_on:
        problems.append(Problem("written_on", f"Ngày lập ở trước ngày sinh hoạt {dates.screen(held_on)}."))
    elif day > today:
        problems.append(Problem("written_on", f"Ngày {dates.screen(day)} chưa tới; hãy xem lại."))
    if problems:
        raise Problems(problems)
    with office.work("meetings.add_addendum", "Bổ sung, đính chính biên bản") as session:
        row = store.meeting(session, meeting_id)
        session.sentence = f"Bổ sung, đính chính biên bản {_named(row)}"
        session.about(row)
        if row.state not in FINAL_STATES:
            raise Refused("Biên bản chưa thông qua thì sửa thẳng vào biên bản.")
        row.addenda.append(Addendum(text=words, author=author, written_on=day))
    return Changes.of(Kind.MEETINGS)


def cancel(office: Office, meeting_id: int) -> Changes:
    """Record that a meeting did not take place. Raises Refused once its minutes are approved."""
    with office.work("meetings.cancel", "Ghi là không họp") as session:
        row = store.meeting(session, meeting_id)
        session.sentence = f"Ghi là không họp: {_named(row)}"
        session.about(row)
        if row.state in FINAL_STATES:
            raise Refused("Biên bản đã thông qua, không ghi là không họp được.")
        row.state = MeetingState.CANCELLED
    return Changes.of(Kind.MEETINGS)


def reinstate(office: Office, meeting_id: int) -> Changes:
    """Take back that a meeting did not take place: it is planned again, or being written when its day has come.

    Raises Refused for one that is not so recorded, Problems when another stands in its month meanwhile.
    """
    with office.work("meetings.save", "Bỏ ghi là không họp") as session:
        row = store.meeting(session, meeting_id)
        session.sentence = f"Bỏ ghi là không họp: {_named(row)}"
        session.about(row)
        if row.state is not MeetingState.CANCELLED:
            raise Refused("Buổi này không ghi là không họp.")
        has_come = row.held_on is not None and row.held_on <= office.today()
        state = MeetingState.DRAFTED if has_come else MeetingState.PLANNED
        saving.save(session, replace(store.load(session, meeting_id), state=state), office.today())
    return Changes.of(Kind.MEETINGS)


def list_meetings(
    office: Office,
    year: int | None = None,
    *,
    month: int | None = None,
    cell_id: int | None = None,
    kinds: Collection[MeetingType] = (),
    states: Collection[MeetingState] = (),
) -> list[MeetingRow]:
    """Return meetings with their figures, oldest first."""
    with office.read() as session:
        chair_counts = store.settings(session).chair_counts_as_speaker
        lines = queries.lines(
            session, year=year, month=month, cell_id=cell_id, kinds=kinds, states=states, chair_counts=chair_counts
        )
    return [
        MeetingRow(
            id=line.id,
            cell_id=line.cell_id,
            cell_name=line.cell_name,
            type=line.type,
            state=line.state,
            year=line.year,
            month=line.month,
            held_on=line.held_on,
            starts_at=line.starts_at,
            minutes=None
            if line.starts_at is None or line.ends_at is None or line.state not in HELD_STATES
            else actual_minutes(line.starts_at, line.ends_at, line.breaks_min),
            theme=line.theme,
            is_sample=line.is_sample,
            **_counted(line),
        )
        for line in lines
    ]


def _counted(line: queries.MeetingLine) -> dict[str, int]:
    """Return the counts of a meeting that took place; of one to come, or not held, nobody was expected."""
    names = ("expected", "present", "speakers", "contributions")
    return {name: getattr(line, name) if line.state in HELD_STATES else 0 for name in names}
