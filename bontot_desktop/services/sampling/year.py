"""A year of meetings of every invented cell: monthly and themed, approved, each reviewing the tasks of the last."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.scoring import Score
from bontot_desktop.db.queries import roster
from bontot_desktop.db.work import Work
from bontot_desktop.rules import scoring
from bontot_desktop.rules.meetings import MeetingState, MeetingType
from bontot_desktop.rules.scoring import ScoreKind
from bontot_desktop.services import (
    meeting_checks,
    meeting_drafts,
    meeting_saving,
    meeting_store,
    official_scores,
    scores,
)
from bontot_desktop.services.meeting_drafts import MeetingDraft
from bontot_desktop.services.office import Office
from bontot_desktop.services.official_scores import Decision
from bontot_desktop.services.sampling import minutes
from bontot_desktop.services.sampling.clock import Clock
from bontot_desktop.services.sampling.founding import Founded
from bontot_desktop.services.sampling.minutes import THEMED_MONTHS, Told
from bontot_desktop.services.scores import TemplateView

#: Cells this small hold the themed part together with the regular meeting.
_SMALL = 10
#: Days between the regular meeting of a month and a themed one.
_THEMED_LATER = timedelta(days=14)
#: Up to this month the committee has decided the ratings; those after it wait.
DECIDED_TO = 10
#: Points the committee takes off, of how many cells, and why.
_TAKEN_OFF, _TAKEN_OFF_SHARE, _LATE_PAPERS = Decimal(3), 0.05, "nộp biên bản muộn"
#: A cell sends its score in so long after its meeting.
_SENT_IN = timedelta(days=2)
#: The item of the score table that is about attendance.
ATTENDANCE = "2"
#: The most points a cell loses elsewhere, by item.
_LOSSES = {"3.2": "1", "4.2": "3", "4.3": "1.5", "6": "3"}


@dataclass(frozen=True, slots=True)
class Skipped:
    """A monthly meeting that did not take place; its cell falls short of twelve."""

    cell_id: int
    month: int


def hold_month(
    office: Office,
    clock: Clock,
    cells: Collection[Founded],
    year: int,
    month: int,
    *,
    seed: int,
    skipped: Collection[Skipped] = (),
    elsewhere: Collection[tuple[int, int]] = (),
) -> int:
    """Hold the meetings of a month up to the office's today in one act without history.

    ``elsewhere`` are (cell, month) not held here: sample meetings, cells that keep their own book. Returns how many
    meetings there were.
    """
    clock.set(date(year, month, 28))
    count = 0
    with office.work("sampling.month", f"Ghi các buổi sinh hoạt tháng {month}/{year}") as session:
        session.leave_no_history()
        template = scores.default_template(session, date(year, month, 1))
        for founded in cells:
            for cell_id in (founded.cell_id, founded.before_id):
                if cell_id is None or (cell_id, month) in elsewhere:
                    continue
                if any(one.cell_id == cell_id and one.month == month for one in skipped):
                    count += _skip(session, founded, cell_id, year, month)
                    continue
                count += _hold(session, founded, cell_id, year, month, seed, template, clock)
        if month <= DECIDED_TO and clock.has_come(decision_day(year, month)):
            _decide(session, year, month, seed)
    return count


def _decide(session: Work, year: int, month: int, seed: int) -> None:
    """Decide the month's official ratings in the month after; one cell in twenty or so loses points for its papers."""
    own = (
        select(Meeting.id, Score.total).join(Score, Score.meeting_id == Meeting.id).where(Score.kind == ScoreKind.SELF)
    )
    rows = session.execute(own.where(Meeting.year == year, Meeting.month == month, Meeting.is_sample.is_(False))).all()
    decisions = [
        Decision(row.id, row.total - _TAKEN_OFF, _LATE_PAPERS, f"trừ {scoring.show(_TAKEN_OFF)} điểm: {_LATE_PAPERS}")
        if random.Random(f"{seed} {row.id} official").random() < _TAKEN_OFF_SHARE
        else Decision(row.id)
        for row in rows
    ]
    official_scores.decide_in(session, year, month, decisions, decision_day(year, month))


def decision_day(year: int, month: int) -> date:
    """Return the day the committee decides the official ratings of a month."""
    return date(year, month + 1, 8)


def regular_day(session: Session, cell_id: int, year: int, month: int) -> date:
    """Return the cell's fixed day in a month."""
    cell = session.get(Cell, cell_id)
    return date(year, month, (cell.fixed_day if cell and cell.fixed_day else 3))


def told_of(
    session: Session,
    founded: Founded,
    cell_id: int,
    on: date,
    seed: int,
    *,
    speakers: int | None = None,
    name: str = "",
) -> Told:
    """Return what the minutes of a cell's meeting on a day are drawn from; the same for the same seed."""
    cell = session.get(Cell, cell_id)
    dice = random.Random(f"{seed} {cell.code if cell else cell_id} {on} {name}")
    charged = roster.in_charge_on(session, cell_id, on)
    comes = bool(charged) and dice.random() < 0.3
    visitor = (charged[0].full_name, charged[0].title, charged[0].organisation) if comes else None
    return Told(founded.plan.texts, on.month, dice, visitor, speakers or dice.randint(3, 6))


def _is_alive(session: Session, cell_id: int, on: date) -> bool:
    cell = session.get(Cell, cell_id)
    return cell is not None and (cell.dissolved_on is None or on < cell.dissolved_on)


def _skip(session: Session, founded: Founded, cell_id: int, year: int, month: int) -> int:
    day = regular_day(session, cell_id, year, month)
    draft = meeting_store.start(session, cell_id, MeetingType.REGULAR, year, month, day, today=day)
    row = meeting_saving.save(session, replace(draft, state=MeetingState.PLANNED))
    row.state = MeetingState.CANCELLED
    return 0


def _hold(
    session: Session,
    founded: Founded,
    cell_id: int,
    year: int,
    month: int,
    seed: int,
    template: TemplateView,
    clock: Clock,
) -> int:
    day = regular_day(session, cell_id, year, month)
    if not clock.has_come(day) or not _is_alive(session, cell_id, day):
        return 0
    is_themed = month in THEMED_MONTHS
    is_combined = is_themed and founded.plan.weight < _SMALL
    kind = MeetingType.COMBINED if is_combined else MeetingType.REGULAR
    _record(session, founded, cell_id, kind, day, year, month, seed, template, clock)
    if not is_themed or is_combined or not clock.has_come(day + _THEMED_LATER):
        return 1
    _record(session, founded, cell_id, MeetingType.THEMED, day + _THEMED_LATER, year, month, seed, template, clock)
    return 2


def _record(
    session: Session,
    founded: Founded,
    cell_id: int,
    kind: MeetingType,
    day: date,
    year: int,
    month: int,
    seed: int,
    template: TemplateView,
    clock: Clock,
) -> None:
    told = told_of(session, founded, cell_id, day, seed, name=kind.value)
    draft = meeting_store.start(session, cell_id, kind, year, month, day, today=day)
    draft = minutes.filled(draft, told)
    if draft.uploaded_after_at is not None and not clock.has_come(draft.uploaded_after_at.date()):
        draft = replace(draft, uploaded_after_at=None)
    meeting_id = approved(session, draft, clock)
    if kind is not MeetingType.THEMED:
        points = own_points(template, told.dice, draft)
        score = scores.store(session, meeting_id, template, points, kind=ScoreKind.SELF)
        if score is not None:
            score.scored_on, score.submitted_on = day, day + _SENT_IN if clock.has_come(day + _SENT_IN) else None


def approved(session: Session, draft: MeetingDraft, clock: Clock) -> int:
    """Store a meeting and approve its minutes by all who were there; returns its id."""
    reasons = meeting_checks.reasons_not_to_approve(draft)
    if reasons:
        raise AssertionError([draft.cell_name, draft.month, *reasons])
    row = meeting_saving.save(session, draft)
    meeting_saving.approve(session, row, meeting_drafts.approvers(draft), clock())
    session.flush()
    return row.id


def own_points(template: TemplateView, dice: random.Random, draft: MeetingDraft) -> dict[str, Decimal]:
    """Score a meeting: most items in full, some points lost where cells lose them."""
    points = {}
    for item in template.leaves:
        lost = Decimal(0)
        if item.code in _LOSSES:
            lost = template.step * dice.randint(0, in_steps(_LOSSES[item.code], template.step))
        if item.code == ATTENDANCE:
            lost = attendance_lost(draft)
        points[item.code] = item.maximum - lost
    return points


def attendance_lost(draft: MeetingDraft) -> Decimal:
    """Return the points a meeting loses because fewer than nine in ten came, or someone stayed away without reason."""
    counted = meeting_drafts.figures(draft)
    came_enough = counted.present_expected * 10 >= counted.expected * 9
    return Decimal(0) if came_enough and not counted.unexcused else Decimal("1.5")


def in_steps(points: str, step: Decimal) -> int:
    """Say how many steps of a score table so many points are."""
    return int(Decimal(points) / step)
