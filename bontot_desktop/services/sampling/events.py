"""A sample meeting of the invented office, from its plan to what other cells apply, through the acts a clerk does."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.office import Person
from bontot_desktop.db.models.samples import Replication, WorkingGroup
from bontot_desktop.rules.meetings import Attendance, GuestCapacity, MeetingType
from bontot_desktop.rules.samples import (
    CHECKLIST,
    Aspect,
    GroupRole,
    ObserverCapacity,
    OpinionDecision,
    OpinionKind,
    ReplicationState,
)
from bontot_desktop.services import (
    cell_work,
    conclusions,
    feedback,
    follow_up,
    issuing,
    meeting_scores,
    meetings,
    observers,
    official_scores,
    replication,
    sample_chores,
    sample_plans,
    samples,
    sheets,
)
from bontot_desktop.services.cell_changes import Decision
from bontot_desktop.services.feedback import OpinionDraft
from bontot_desktop.services.meeting_drafts import MeetingDraft
from bontot_desktop.services.observers import ObserverDraft
from bontot_desktop.services.office import Office
from bontot_desktop.services.samples import PlanDraft
from bontot_desktop.services.sampling import minutes, texts, year
from bontot_desktop.services.sampling.clock import Clock
from bontot_desktop.services.sampling.founding import Founded
from bontot_desktop.services.sampling.people import YEAR
from bontot_desktop.services.sheets import CheckDraft
from bontot_desktop.services.working_groups import GroupDraft, GroupMemberDraft

_CAPACITIES = {
    "G": ObserverCapacity.WORKING_GROUP,
    "C": ObserverCapacity.IN_CHARGE,
    "S": ObserverCapacity.CELL_SECRETARY,
}
_KINDS = {
    "+": OpinionKind.STRENGTH,
    "-": OpinionKind.WEAKNESS,
    ">": OpinionKind.SUGGESTION,
    "?": OpinionKind.QUESTION,
}
#: The words of the title by which each member of the working group is found among the people in office.
_GROUP = (
    ("Trưởng Ban Xây dựng Đảng", GroupRole.LEADER),
    ("Phó Chủ nhiệm Ủy ban Kiểm tra", GroupRole.DEPUTY),
    ("Phó Trưởng Ban Xây dựng Đảng", GroupRole.MEMBER),
    ("Phó Chánh Văn phòng", GroupRole.CLERK),
)
_GROUP_DECIDED_ON = date(YEAR, 3, 16)
#: How long before the meeting it is planned and observers are called, how long after it is concluded and reported.
_PLANNED, _INVITED, _CONCLUDED, _REPORTED = (timedelta(days=days) for days in (25, 7, 5, 9))
_CHAIR, _MINUTE_TAKER = "Phó Bí thư Thường trực", "Chánh Văn phòng"
#: What an observer gives less than the whole for, with the most they take off.
_LOSSES = {"3.1": "0.5", "3.2": "1", "4.1": "0.5", "4.2": "3", "4.3": "1", "5": "0.5", "6": "2", "7": "0.5"}

#: Until then the sample cell has done its part; the day of each is drawn.
_DONE_BY = timedelta(days=55)
#: Of what other cells have begun, so much is done each time somebody asks.
_DONE_AT_A_TIME = 0.5


@dataclass(frozen=True, slots=True)
class Event:
    """A sample meeting to be held: its cell, its month, and the texts it is told by."""

    founded: Founded
    month: int
    words: dict[str, Any]
    year: int = YEAR


@dataclass(frozen=True, slots=True)
class HeldEvent:
    """What stands in the file of a sample meeting."""

    event_id: int
    #: None while it is still ahead.
    meeting_id: int | None
    observers: int
    opinions: int


def told() -> list[dict[str, Any]]:
    """Return the texts of the two sample meetings."""
    found: list[dict[str, Any]] = texts.read("sample-meetings")["event"]
    return found


def hold(office: Office, clock: Clock, event: Event, *, seed: int, done_share: float = 0.75) -> HeldEvent:
    """Do everything a sample meeting takes, each act on its day: plan, invitations, meeting, sheets, feedback,
    conclusion, notice, list of what is to be applied. ``done_share`` of that list is done at the end of the year.

    Of a meeting that is ahead of the office's today there is the plan, whoever is invited by then, and the checklist.
    """
    dice = random.Random(f"{seed} event {event.words['cell']}")
    with office.read() as session:
        day = year.regular_day(session, event.founded.cell_id, event.year, event.month)
    event_id = _planned(office, clock, event, day)
    if not clock.has_come(day):
        return HeldEvent(event_id, None, _ahead(office, clock, event, event_id, day), 0)
    invited = _invited(office, clock, event, event_id, day)
    meeting_id = _met(office, clock, event, event_id, day, seed)
    lost = year.attendance_lost(meetings.load(office, meeting_id))
    _sheets_in(office, clock, event, invited, day, dice, lost)
    said = _reviewed(office, clock, event, event_id, invited, day)
    if clock.has_come(day + _CONCLUDED):
        _concluded(office, clock, event, event_id, day)
    if clock.has_come(day + _REPORTED):
        _prepared(office, clock, event_id, day)
        _applied(office, clock, event_id, day, dice, done_share)
        _rated(office, clock, event, meeting_id)
    return HeldEvent(event_id, meeting_id, len(invited), said)


def _planned(office: Office, clock: Clock, event: Event, day: date) -> int:
    clock.set(day - _PLANNED)
    _plan_year(office, event.year)
    with office.read() as session:
        known = session.scalars(select(WorkingGroup)).first()
        group = None if known else _group(session, event.words["group"])
        group_id = known.id if known else None
    draft = PlanDraft(
        cell_id=event.founded.cell_id,
        year=event.year,
        planned_on=day,
        planned_type=MeetingType(event.words["kind"]),
        purpose=event.words["purpose"],
        chosen_because=event.words["chosen_because"],
        group_id=group_id,
    )
    return samples.save_plan(office, draft, group).id


def _plan_year(office: Office, which: int) -> None:
    """Write the year's own words into its plan when the first of its sample meetings is planned."""
    if sample_plans.load(office, which).id is None:
        words = {part: told.format(year=which) for part, told in texts.read("sample-meetings")["plan"].items()}
        sample_plans.save(office, replace(sample_plans.load(office, which), **words))


def report_year(office: Office) -> None:
    """Write the report on the year's sample meetings when it is over."""
    words = texts.read("sample-meetings")["report"]
    sample_plans.save(office, replace(sample_plans.load(office, YEAR), **words))


def _ahead(office: Office, clock: Clock, event: Event, event_id: int, day: date) -> int:
    """List who will observe, tick off what is due by the office's today, and call the observers, each on its day.

    Returns how many are on the list.
    """
    listed = _chosen(office, event, event_id)
    observers.save(office, event_id, tuple(listed))
    is_called = False
    for row in sorted(sample_chores.rows(office, event_id), key=lambda row: row.due_on or date.max):
        if row.due_on is None or not clock.has_come(row.due_on):
            continue
        clock.set(max(row.due_on, clock.moment.date()))
        if not is_called and row.due_on >= day - _INVITED:
            is_called = True
            stored = observers.load(office, event_id)
            observers.save(office, event_id, tuple(replace(one, invited_on=office.today()) for one in stored))
        sample_chores.mark(office, [row.id], is_done=True)
    return len(listed)


def _prepared(office: Office, clock: Clock, event_id: int, day: date) -> None:
    """Tick the checklist off: the report to the higher level goes last."""
    clock.set(day + _REPORTED)
    sample_chores.mark(office, [row.id for row in sample_chores.rows(office, event_id)], is_done=True)


def _group(session: Session, decision_no: str) -> GroupDraft:
    people = [(_person(session, title), role) for title, role in _GROUP]
    members = tuple(GroupMemberDraft(row.full_name, role, row.id, row.title) for row, role in people)
    return GroupDraft(decision_no=decision_no, decision_on=_GROUP_DECIDED_ON, members=members)


def _person(session: Session, title: str) -> Person:
    """Find who bears a title; the head of a body and the deputy are told apart by how the title begins."""
    rows = session.scalars(select(Person).order_by(Person.id)).all()
    found = [row for row in rows if any(part.startswith(title) for part in row.title.split(", "))]
    return found[0]


def _invited(office: Office, clock: Clock, event: Event, event_id: int, day: date) -> list[ObserverDraft]:
    clock.set(day - _INVITED)
    chosen = [replace(one, invited_on=office.today()) for one in _chosen(office, event, event_id)]
    observers.save(office, event_id, tuple(chosen))
    return list(observers.load(office, event_id))


def _chosen(office: Office, event: Event, event_id: int) -> list[ObserverDraft]:
    wanted = dict(event.words["observers"])
    chosen = []
    # Secretaries of cells of the same kind learn most from it ("Chi bộ thôn …").
    kind = " ".join(event.founded.plan.name.split()[:3])
    candidates = observers.candidates(office, event_id)
    for candidate in sorted(candidates, key=lambda one: not one.organisation.startswith(kind)):
        letter = next((letter for letter, capacity in _CAPACITIES.items() if capacity is candidate.capacity), "")
        if wanted.get(letter, 0):
            wanted[letter] -= 1
            chosen.append(candidate)
    order = list(_CAPACITIES.values())
    return sorted(chosen, key=lambda one: order.index(one.capacity))


def _met(office: Office, clock: Clock, event: Event, event_id: int, day: date, seed: int) -> int:
    clock.set(day - timedelta(days=3))
    kind = MeetingType(event.words["kind"])
    meeting_id = samples.start_meeting(office, event_id, kind, day).id
    clock.set(day, time(22, 0))
    draft = samples.load_meeting(office, event_id)
    with office.read() as session:
        told_of = year.told_of(
            session, event.founded, event.founded.cell_id, day, seed, speakers=event.words["speakers"], name="sample"
        )
    draft = minutes.filled(_some_missing(draft), replace(told_of, visitor=None, by_chance=False))
    speech = "Ghi nhận sự chuẩn bị của chi bộ; nhận xét chi tiết sẽ nêu tại buổi rút kinh nghiệm ngay sau sinh hoạt."
    guests = tuple(
        replace(guest, speech=speech) if guest.capacity is GuestCapacity.IN_CHARGE else guest for guest in draft.guests
    )
    draft = replace(draft, guests=guests)
    samples.save_meeting(office, event_id, draft)
    meetings.approve(office, meeting_id, meetings.approvers(draft))
    own = meeting_scores.load(office, meeting_id)
    points = year.own_points(own.template, told_of.dice, draft)
    limits = "Rút gọn phần thông tin; ghi thời hạn cho từng nhiệm vụ."
    meeting_scores.save(office, replace(own, points=points, limits_to_fix=limits, scored_on=day, submitted_on=day))
    return meeting_id


def _some_missing(draft: MeetingDraft) -> MeetingDraft:
    """Mark one member ill and one late, as the observers will remark."""
    plain = [line for line in draft.roster if line.is_expected and line.post is None]
    if len(plain) > 4:
        start = draft.starts_at or time(19, 30)
        draft = meetings.mark(draft, plain[-1].member_id, Attendance.ABSENT_EXCUSED, reason="ốm đau, điều trị")
        draft = meetings.mark(draft, plain[-2].member_id, Attendance.LATE, arrived_at=_after(start, 15))
    return draft


def _sheets_in(
    office: Office,
    clock: Clock,
    event: Event,
    invited: list[ObserverDraft],
    day: date,
    dice: random.Random,
    attendance_lost: Decimal,
) -> None:
    clock.set(day + timedelta(days=1))
    # A small office has fewer secretaries to invite than there are sheets told.
    for observer, words in zip(invited, event.words["sheets"], strict=False):
        if observer.id is None:
            raise AssertionError(observer.name)
        draft = sheets.load(office, observer.id)
        strengths, weaknesses, to_cell, to_committee, at_home = words
        checks = {step: CheckDraft(was_done=True) for step, _ in CHECKLIST}
        if event.words["kind"] == MeetingType.REGULAR.value:
            checks["dues"] = CheckDraft(was_done=True, note="làm cuối buổi")
            if dice.random() < 0.4:
                checks["praise"] = CheckDraft(was_done=True, note="ít nhắc nhở")
        points = {}
        for item in draft.template.leaves:
            most = year.in_steps(_LOSSES.get(item.code, "0"), draft.template.step)
            points[item.code] = item.maximum - draft.template.step * dice.randint(0, most)
        points[year.ATTENDANCE] -= attendance_lost
        sheets.save(
            office,
            replace(
                draft,
                returned_on=day,
                checks=checks,
                points=points,
                strengths=strengths,
                weaknesses=weaknesses,
                suggestions_cell=to_cell,
                suggestions_committee=to_committee,
                applicable_at_home=at_home,
            ),
        )


def _reviewed(
    office: Office, clock: Clock, event: Event, event_id: int, invited: list[ObserverDraft], day: date
) -> int:
    clock.set(day, time(23, 0))
    with office.read() as session:
        chair, taker = _person(session, _CHAIR), _person(session, _MINUTE_TAKER)
    draft = feedback.load(office, event_id)
    said = _opinions(event, invited)
    start = draft.starts_at or time(21, 15)
    feedback.save(
        office,
        replace(
            draft,
            starts_at=_after(start, 10),
            ends_at=_after(start, 60),
            chair_id=chair.id,
            minute_taker_id=taker.id,
            self_assessment=event.words["self_assessment"],
            settled=event.words["settled"],
            reply=event.words["reply"],
            opinions=tuple(said),
        ),
    )
    return len(said)


def _after(clock: time, minutes_later: int) -> time:
    return (datetime.combine(date(YEAR, 1, 1), clock) + timedelta(minutes=minutes_later)).time()


def _opinions(event: Event, invited: list[ObserverDraft]) -> list[OpinionDraft]:
    """Give each opinion to the next observer of its capacity; where there is none of it, to the next of all."""
    turns: dict[str, int] = {}
    said = []
    for letter, sign, aspect, words, *more in event.words["opinions"]:
        able = [observer for observer in invited if observer.capacity is _CAPACITIES[letter]] or invited
        turn = turns[letter] = turns.get(letter, -1) + 1
        kind, told = _KINDS[sign], words.removeprefix("!")
        said.append(
            _decided(
                OpinionDraft(
                    told if told.endswith("?") else f"{told}.",
                    kind,
                    Aspect(aspect),
                    able[turn % len(able)].id,
                    answer=f"{more[0]}." if more and kind is OpinionKind.QUESTION else "",
                    settled=f"{more[0]}." if more and kind is not OpinionKind.QUESTION else "",
                ),
                is_declined=told != words,
                is_for_all=letter == "G",
            )
        )
    return said


def _decided(said: OpinionDraft, *, is_declined: bool, is_for_all: bool) -> OpinionDraft:
    """Accept what can be done something about; what the working group remarked is for all cells."""
    if said.kind not in (OpinionKind.WEAKNESS, OpinionKind.SUGGESTION):
        return said
    if is_declined:
        return replace(said, decision=OpinionDecision.DECLINED, answer="Đã có quy định lưu trữ riêng.")
    return replace(said, decision=OpinionDecision.ACCEPTED, for_others=is_for_all)


def _concluded(office: Office, clock: Clock, event: Event, event_id: int, day: date) -> None:
    clock.set(day + _CONCLUDED)
    draft = replace(conclusions.load(office, event_id), **event.words["conclusion"])
    draft = replace(
        draft,
        task_sample_cell_due_on=conclusions.month_after(day, 1, last=True),
        apply_from=conclusions.month_after(day, 1),
    )
    conclusions.save(office, draft)
    issuing.issue(office, "F18", event_id, day=day + timedelta(days=1))
    issuing.issue(office, "F20", event_id, day=day + _CONCLUDED)


def _applied(office: Office, clock: Clock, event_id: int, day: date, dice: random.Random, share: float) -> None:
    """Spread the tasks over the cells; some of them have done theirs when the year ends."""
    clock.set(day + timedelta(days=6))
    replication.spread(office, event_id)
    items = replication.load(office, event_id)
    clock.set(day + timedelta(days=60))
    for item in items:
        if item.is_sample_cell and clock.has_come(day + _DONE_BY):
            done_on = day + timedelta(days=dice.randint(30, 55))
            words = "Đã kiểm tra, thực hiện đúng quy trình."
            checked = replace(item, state=ReplicationState.DONE, done_on=done_on, remark=words)
            replication.save(office, event_id, replace(checked, checked_on=done_on if item.checked_by else None))
    waiting = [item.id for item in items if not item.is_sample_cell and item.id is not None]
    begun = [item_id for item_id in waiting if dice.random() < share]
    follow_up.set_state(office, begun, ReplicationState.DOING)
    for days in (35, 48, 60):
        if not clock.has_come(day + timedelta(days=days)):
            break
        clock.set(day + timedelta(days=days))
        done = [item_id for item_id in begun if dice.random() < _DONE_AT_A_TIME]
        begun = [item_id for item_id in begun if item_id not in done]
        follow_up.set_state(office, done, ReplicationState.DONE)


def _rated(office: Office, clock: Clock, event: Event, meeting_id: int) -> None:
    """Decide the official rating in the month after, as of every other meeting."""
    on = year.decision_day(event.year, event.month)
    if event.month <= year.DECIDED_TO and clock.has_come(on):
        clock.set(on)
        official_scores.decide_month(office, event.year, event.month, [official_scores.Decision(meeting_id)], on=on)


def pass_on(office: Office) -> None:
    """Let what cells had to do that ended since go on in those that follow them, as an act of merging does."""
    with office.work("sampling.records", "Chuyển việc của các chi bộ đã sáp nhập") as session:
        session.leave_no_history()
        today = office.today()
        working = select(Replication.cell_id).distinct()
        ended = select(Cell).where(Cell.id.in_(working), Cell.dissolved_on <= today)
        for cell in session.scalars(ended.order_by(Cell.id)).all():
            heirs = cell_work.standing_for(session, cell.id, today)
            heir = session.get(Cell, heirs[0]) if heirs else None
            if heir is not None and cell.dissolved_on is not None:
                cell_work.pass_on(session, [cell], heir, Decision(cell.dissolved_on, "", None))
                session.flush()
