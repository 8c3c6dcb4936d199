"""Sample meetings (sinh hoạt chi bộ điểm): the list, the plan, the meeting itself and the state of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.samples import Observer, SampleEvent
from bontot_desktop.db.queries import samples as queries
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.meetings import (
    HELD_STATES,
    MONTHLY_TYPES,
    SAMPLE_TYPES,
    GuestCapacity,
    MeetingState,
    MeetingType,
)
from bontot_desktop.rules.sample_road import Road, Step, StepStatus, next_step, reasons_not_to_move, steps
from bontot_desktop.rules.samples import ObserverCapacity, SampleState
from bontot_desktop.services import (
    heads,
    meeting_days,
    meeting_saving,
    meeting_store,
    meetings,
    paper_links,
    sample_chores,
    sample_days,
    sample_store,
    working_groups,
)
from bontot_desktop.services.meeting_drafts import GuestDraft, MeetingDraft
from bontot_desktop.services.office import Office, Saved
from bontot_desktop.services.working_groups import GroupDraft

CHANGED = Changes.of(Kind.SAMPLES, Kind.MEETINGS)

_GUEST_CAPACITY = {
    ObserverCapacity.WORKING_GROUP: GuestCapacity.WORKING_GROUP,
    ObserverCapacity.IN_CHARGE: GuestCapacity.IN_CHARGE,
    ObserverCapacity.COMMITTEE_MEMBER: GuestCapacity.HIGHER,
}


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A sample meeting as the list shows it; counts are of people, sheets, opinions and items still open."""

    id: int
    year: int
    cell_id: int
    cell_name: str
    cell_order: str
    state: SampleState
    planned_on: date | None
    held_on: date | None
    feedback_on: date | None
    type: MeetingType | None
    observers: int
    sheets: int
    opinions: int
    open_items: int
    planned_type: MeetingType | None = None

    @property
    def planned_label(self) -> str:
        """The kind that is planned in words, nothing while that is open."""
        return f"{self.planned_type.label} (dự kiến)" if self.planned_type else ""

    @property
    def day(self) -> date | None:
        """The day it was held, else the day it is planned for."""
        return self.held_on or self.planned_on

    @property
    def type_label(self) -> str:
        """The kind of meeting in words, nothing before its meeting was opened."""
        return self.type.label if self.type else ""


#: A sample meeting is planned at most so many years ahead.
YEARS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """The plan of a sample meeting; ``id`` None for a new one. ``year`` is the year it is counted in."""

    id: int | None = None
    cell_id: int | None = None
    cell_name: str = ""
    year: int = 0
    planned_on: date | None = None
    #: The kind that is planned; the meeting, once opened, says what it is.
    planned_type: MeetingType | None = None
    purpose: str = ""
    chosen_because: str = ""
    note: str = ""
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class SampleEventView:
    """A sample meeting as its page shows it: where it stands and what each step still lacks."""

    id: int
    year: int
    cell_id: int
    cell_name: str
    state: SampleState
    meeting_id: int | None
    meeting_type: MeetingType | None
    day: date | None
    road: Road
    steps: tuple[StepStatus, ...]
    next_step: Step
    #: "05-TB/ĐU", "" while no notice was issued.
    notice_number: str

    @property
    def title(self) -> str:
        """What the page is headed with."""
        return f"Sinh hoạt điểm: {self.cell_name}"


def list_samples(
    office: Office, *, year: int | None = None, cell_id: int | None = None, states: Collection[SampleState] = ()
) -> list[SampleRow]:
    """Return sample meetings, the newest day first."""
    with office.read() as session:
        return [
            SampleRow(
                id=line.id,
                year=line.year,
                cell_id=line.cell_id,
                cell_name=line.cell_name,
                cell_order=line.cell_order,
                state=line.state,
                planned_on=line.planned_on,
                held_on=line.held_on,
                feedback_on=line.feedback_on,
                type=line.meeting_type,
                observers=line.observers,
                sheets=line.sheets,
                opinions=line.opinions,
                open_items=line.open_items,
                planned_type=line.planned_type,
            )
            for line in queries.lines(session, year=year, cell_id=cell_id, states=states)
        ]


def view(office: Office, event_id: int) -> SampleEventView:
    """Return a sample meeting with its steps. Raises NotFound."""
    with office.read() as session:
        row = sample_store.event(session, event_id)
        road = sample_store.road(session, row, office.today())
        day = (row.meeting.held_on if row.meeting else None) or row.planned_on
        notice = queries.notice(session, row.id)
        return SampleEventView(
            id=row.id,
            year=row.year,
            cell_id=row.cell_id,
            cell_name=heads.cell_name(session, row.cell_id, day or office.today()),
            state=row.state,
            meeting_id=row.meeting_id,
            meeting_type=row.meeting.type if row.meeting else None,
            day=day,
            road=road,
            steps=steps(road),
            next_step=next_step(road),
            notice_number=f"{notice.number:02d}-{notice.series}" if notice and notice.number else "",
        )


# The plan


def new_plan(office: Office) -> PlanDraft:
    """Return an empty plan for this year."""
    return PlanDraft(year=office.today().year)


def load_plan(office: Office, event_id: int) -> PlanDraft:
    """Return the plan of a sample meeting. Raises NotFound."""
    with office.read() as session:
        row = sample_store.event(session, event_id)
        return PlanDraft(
            id=row.id,
            cell_id=row.cell_id,
            cell_name=row.cell.name,
            year=row.year,
            planned_on=row.planned_on,
            planned_type=row.planned_type,
            purpose=row.purpose,
            chosen_because=row.chosen_because,
            note=row.note,
            group_id=row.working_group_id,
        )


def plan_problems(draft: PlanDraft, today: date) -> list[Problem]:
    """Say what keeps a plan from being saved; a day years away is a slip of the hand."""
    found = []
    if draft.cell_id is None:
        found.append(Problem("cell_id", "Hãy chọn chi bộ."))
    if draft.planned_type is not None and draft.planned_type not in SAMPLE_TYPES:
        found.append(Problem("planned_type", "Sinh hoạt điểm là sinh hoạt thường kỳ, chuyên đề hoặc kết hợp."))
    if draft.planned_on is None and not 2000 <= draft.year <= 2100:
        found.append(Problem("planned_on", "Hãy ghi ngày dự kiến."))
    if draft.planned_on is not None and draft.planned_on.year > today.year + YEARS_AHEAD:
        sentence = f"Ngày dự kiến {dates.screen(draft.planned_on)} còn hơn {YEARS_AHEAD} năm nữa; hãy xem lại năm."
        found.append(Problem("planned_on", sentence))
    return found


def save_plan(office: Office, draft: PlanDraft, group: GroupDraft | None = None) -> Saved:
    """Store a plan and, if given, its working group in one act. Raises Problems, NotFound or Refused."""
    problems = [*plan_problems(draft, office.today()), *(working_groups.problems(group) if group else [])]
    if problems:
        raise Problems(problems)
    verb = "Lập" if draft.id is None else "Sửa"
    with office.work("samples.plan", f"{verb} kế hoạch sinh hoạt điểm") as session:
        row = plan(session, draft, office.today())
        if group is not None:
            row.working_group_id = working_groups.store(session, group).id
        session.flush()
        session.sentence = f"{verb} kế hoạch sinh hoạt điểm của {row.cell.name}"
        session.about(row)
        sample_store.advance(session, row, office.today())
        return Saved(row.id, Changes.of(Kind.SAMPLES))


def plan(session: Session, draft: PlanDraft, today: date) -> SampleEvent:
    """Store a plan inside another's transaction."""
    cell = session.get(Cell, draft.cell_id) if draft.cell_id else None
    if cell is None:
        raise NotFound("Không còn chi bộ này trong sổ.")
    if draft.id is None:
        row = SampleEvent(state=SampleState.PLANNED, cell_id=cell.id)
        session.add(row)
    else:
        row = sample_store.event(session, draft.id)
        if row.cell_id != cell.id:
            if row.meeting_id is not None:
                raise Problems([Problem("cell_id", "Đã mở buổi sinh hoạt nên không đổi chi bộ được.")])
            row.cell_id = cell.id
        held_on = row.meeting.held_on if row.meeting else None
        if held_on is not None and draft.planned_on not in (row.planned_on, held_on):
            sentence = f"Đã mở buổi sinh hoạt ngày {dates.screen(held_on)}; hãy đổi ngày ở bước Điểm danh."
            raise Problems([Problem("planned_on", f"{sentence} Kế hoạch và việc chuẩn bị sẽ theo.")])
    row.year = draft.planned_on.year if draft.planned_on else draft.year
    row.planned_on = draft.planned_on
    row.planned_type = draft.planned_type
    row.purpose = draft.purpose
    row.chosen_because = draft.chosen_because
    row.note = draft.note
    row.working_group_id = draft.group_id
    session.flush()
    session.refresh(row, ["cell"])
    if draft.id is None:
        sample_chores.plant(session, row)
    else:
        sample_chores.follow(row)
    return row


def discard(office: Office, event_id: int) -> Changes:
    """Take a plan nothing was recorded for out of the list. Raises Refused when something stands on it."""
    with office.work("samples.discard", "Bỏ kế hoạch sinh hoạt điểm") as session:
        row = sample_store.event(session, event_id)
        if row.meeting_id is not None or row.observers or row.opinions:
            raise Refused("Buổi này đã có người dự hoặc đã mở buổi sinh hoạt; hãy ghi là hoãn hoặc thôi không tổ chức.")
        paper_links.let_go(session, Paper.sample_event_id, row.id)
        session.sentence = f"Bỏ kế hoạch sinh hoạt điểm của {row.cell.name}"
        session.delete(row)
    return Changes.of(Kind.SAMPLES)


# The meeting


def start_meeting(office: Office, event_id: int, kind: MeetingType, on: date) -> Saved:
    """Open the meeting of a sample event, or take the one the cell already has for that month.

    Its roster is the cell's of that day with everyone present; the observers stand among the guests. Returns the
    meeting's id. Raises Refused when the event has its meeting, Problems for a kind or day that cannot be.
    """
    if kind not in SAMPLE_TYPES:
        raise Problems([Problem("type", "Sinh hoạt điểm là sinh hoạt thường kỳ, chuyên đề hoặc kết hợp.")])
    with office.work("samples.start_meeting", "Mở buổi sinh hoạt điểm") as session:
        row = sample_store.event(session, event_id)
        session.sentence = f"Mở buổi sinh hoạt điểm của {row.cell.name}, ngày {dates.screen(on)}"
        session.about(row)
        before = row.planned_on
        meeting = open_meeting(session, row, kind, on, office.today())
        also = f"Kế hoạch đã theo ngày mới {dates.screen(on)}" if before not in (None, on) else ""
        sample_store.advance(session, row, office.today())
        return Saved(meeting.id, CHANGED, also)


def open_meeting(session: Session, row: SampleEvent, kind: MeetingType, on: date, today: date) -> Meeting:
    """Open the meeting inside another's transaction."""
    if row.meeting_id is not None:
        raise Refused("Buổi sinh hoạt của kế hoạch này đã được mở.")
    if on > today + timedelta(days=meeting_days.MOST_AHEAD):
        sentence = f"Ngày {dates.screen(on)} còn hơn một tháng nữa, chưa mở buổi được; hãy xem lại ngày, năm."
        raise Problems([Problem("held_on", sentence)])
    known = _meeting_of_month(session, row.cell_id, kind, on)
    if known is not None:
        if known.is_sample:
            raise Problems([Problem("held_on", f"Chi bộ đã có buổi sinh hoạt điểm tháng {on.month}/{on.year}.")])
        if known.state in HELD_STATES and known.held_on is not None and known.held_on != on:
            sentence = (
                f"Tháng {on.month}/{on.year} chi bộ đã họp ngày {dates.screen(known.held_on)}. Hãy ghi ngày đó nếu là "
                "buổi sinh hoạt điểm, không thì chọn tháng khác."
            )
            raise Problems([Problem("held_on", sentence)])
        known.is_sample = True
        if known.state not in HELD_STATES and known.held_on != on:
            # Only planned so far: it takes place on the day of the sample meeting.
            known.held_on = on
        meeting = known
    else:
        draft = meeting_store.start(session, row.cell_id, kind, on.year, on.month, on, today=today)
        guests = tuple(_guest(observer) for observer in row.observers)
        meeting = meeting_saving.save(session, replace(draft, is_sample=True, guests=guests), today)
    session.flush()
    row.meeting_id = meeting.id
    session.flush()
    session.refresh(row, ["meeting"])
    sample_days.follow(session, row, None)
    return meeting


def _meeting_of_month(session: Session, cell_id: int, kind: MeetingType, on: date) -> Meeting | None:
    question = select(Meeting).where(
        Meeting.cell_id == cell_id,
        Meeting.year == on.year,
        Meeting.month == on.month,
        Meeting.state != MeetingState.CANCELLED,
    )
    if kind in MONTHLY_TYPES:
        question = question.where(Meeting.type.in_(MONTHLY_TYPES))
    else:
        question = question.where(Meeting.type == kind, Meeting.held_on == on)
    return session.scalars(question).first()


def _guest(observer: Observer) -> GuestDraft:
    return GuestDraft(
        name=observer.name_at_time,
        post=observer.post_at_time,
        organisation=observer.organisation_at_time,
        capacity=_GUEST_CAPACITY.get(observer.capacity, GuestCapacity.OTHER),
        person_id=observer.person_id,
    )


def load_meeting(office: Office, event_id: int) -> MeetingDraft:
    """Return the meeting of a sample event; while it was not held its roster is that of its day anew.

    Raises NotFound while no meeting was opened.
    """
    with office.read() as session:
        row = sample_store.event(session, event_id)
        if row.meeting_id is None:
            raise NotFound("Chưa mở buổi sinh hoạt; hãy chọn loại và ngày rồi bấm “Mở buổi sinh hoạt”.")
        draft = meeting_store.load(session, row.meeting_id)
        if draft.state in HELD_STATES or draft.held_on is None:
            return draft
        return meetings.retake_roster(office, draft, draft.held_on)


def save_meeting(office: Office, event_id: int, draft: MeetingDraft) -> Saved:
    """Store the meeting of a sample event and let the event follow, in one act. Raises Problems or Refused."""
    if draft.state in (MeetingState.PLANNED, MeetingState.NOTICED) and _has_come(draft, office.today()):
        draft = replace(draft, state=MeetingState.DRAFTED)
    with office.work("samples.save_meeting", f"Ghi buổi sinh hoạt điểm của {draft.cell_name}") as session:
        row = sample_store.event(session, event_id)
        if row.meeting_id != draft.id:
            raise Refused("Biên bản này không phải của buổi sinh hoạt điểm đang mở.")
        session.about(row)
        was = row.meeting.held_on if row.meeting else None
        meeting = meeting_saving.save(session, replace(draft, is_sample=True), office.today())
        also = sample_days.follow(session, row, was)
        if also:
            session.sentence = f"{session.sentence}. {also}"
        sample_store.advance(session, row, office.today())
        return Saved(meeting.id, CHANGED, also)


def _has_come(draft: MeetingDraft, today: date) -> bool:
    return draft.held_on is not None and draft.held_on <= today


# States


def move(office: Office, event_id: int, to: SampleState, note: str = "") -> Changes:
    """Move a sample meeting to a state, with a remark kept in its note. Raises Problems with every reason against."""
    with office.work("samples.move", f"Chuyển buổi sinh hoạt điểm sang “{to.label}”") as session:
        row = sample_store.event(session, event_id)
        session.about(row)
        session.sentence = f"Buổi sinh hoạt điểm của {row.cell.name}: {to.label}"
        reasons = reasons_not_to_move(sample_store.road(session, row, office.today()), to)
        if reasons:
            raise Problems([Problem("state", reason) for reason in reasons])
        row.state = to
        if text.clean(note):
            row.note = f"{row.note}\n{to.label}: {text.clean(note)}".strip()
    return Changes.of(Kind.SAMPLES)
