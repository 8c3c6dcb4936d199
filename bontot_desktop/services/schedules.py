"""The schedule of the cells' meetings: what each registers for a month, what the office agreed, the year's themes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.months import MeetingPlan
from bontot_desktop.db.queries import month_view
from bontot_desktop.db.queries.month_view import Charge, MonthCell, Plan
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules import schedules as rules
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.meetings import MONTHLY_TYPES, MeetingType
from bontot_desktop.rules.periods import Period
from bontot_desktop.rules.schedules import PlannedMeeting
from bontot_desktop.services import meetings, statistic_settings
from bontot_desktop.services.office import Office, Saved

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

CHANGED = Changes.of(Kind.MEETINGS)
#: What a plan of a month holds and a form may change.
_TYPED = (
    "planned_on", "starts_at", "place", "theme", "presenter", "draft_due_on", "attendee_id", "exception_reason", "note",
)  # fmt: skip


def month(office: Office, year: int, number: int) -> list[PlannedMeeting]:
    """Return a month's schedule: what is stored, and for each other cell its usual regular meeting, not stored yet.

    In the order of the cells' names; the usual meeting is on the cell's fixed day, hour and place, attended by the
    committee member in charge (meetings.md §3 "Fixed day").
    """
    with office.ask() as driver:
        return month_in(driver, year, number)


def month_in(driver: dbapi2.Connection, year: int, number: int) -> list[PlannedMeeting]:
    """Return a month's schedule inside another's reading."""
    period = Period.month_of(year, number)
    cells = month_view.cells(driver, period.first_day, period.last_day)
    plans = month_view.plans(driver, year, number)
    charges = month_view.charges(driver, period.first_day, period.last_day)
    lasts = statistic_settings.meetings_of(driver).usual_minutes
    stored: dict[int, list[Plan]] = {}
    for plan in plans:
        stored.setdefault(plan.cell_id, []).append(plan)
    in_charge: dict[int, list[Charge]] = {}
    for charge in charges:
        in_charge.setdefault(charge.cell_id, []).append(charge)
    return [
        replace(planned, lasts=lasts)
        for cell in cells
        for planned in _of_cell(cell, period, stored.get(cell.id, []), in_charge.get(cell.id, []))
    ]


def _stored(session: Session, year: int, number: int) -> dict[int, list[MeetingPlan]]:
    found: dict[int, list[MeetingPlan]] = {}
    for plan in session.scalars(select(MeetingPlan).where(MeetingPlan.year == year, MeetingPlan.month == number)):
        found.setdefault(plan.cell_id, []).append(plan)
    return found


def _of_cell(cell: MonthCell, period: Period, plans: list[Plan], charges: list[Charge]) -> list[PlannedMeeting]:
    found = [_registered(cell, plan) for plan in plans]
    if not any(one.type in MONTHLY_TYPES for one in found):
        found.insert(0, _usual(cell, period, charges))
    return sorted(found, key=lambda one: (one.type not in MONTHLY_TYPES, str(one.planned_on)))


def _registered(cell: MonthCell, plan: Plan) -> PlannedMeeting:
    return PlannedMeeting(
        cell=cell.name,
        fixed_day=cell.fixed_day,
        founded_on=cell.founded_on,
        dissolved_on=cell.dissolved_on,
        **plan._asdict(),
    )


def _planned(cell: Cell, plan: MeetingPlan) -> PlannedMeeting:
    return PlannedMeeting(
        cell_id=cell.id,
        cell=cell.name,
        type=plan.type,
        **{name: getattr(plan, name) for name in _TYPED},
        attendee=plan.attendee.full_name if plan.attendee else "",
        is_agreed=plan.agreed_at is not None,
        id=plan.id,
        fixed_day=cell.fixed_day,
        founded_on=cell.founded_on,
        dissolved_on=cell.dissolved_on,
    )


def _usual(cell: MonthCell, period: Period, charges: list[Charge]) -> PlannedMeeting:
    day = None
    if cell.fixed_day is not None:
        day = date(period.year, period.number, min(cell.fixed_day, period.last_day.day))
        if (cell.founded_on and day < cell.founded_on) or (cell.dissolved_on and day >= cell.dissolved_on):
            day = None
    in_charge = next((one for one in charges if one.holds_on(day or period.first_day)), None)
    return PlannedMeeting(
        cell_id=cell.id,
        cell=cell.name,
        type=MeetingType.REGULAR,
        planned_on=day,
        starts_at=cell.usual_time,
        place=cell.usual_place,
        attendee_id=in_charge.person_id if in_charge else None,
        attendee=in_charge.full_name if in_charge else "",
        fixed_day=cell.fixed_day,
        founded_on=cell.founded_on,
        dissolved_on=cell.dissolved_on,
    )


def save_month(office: Office, year: int, number: int, meetings: Sequence[PlannedMeeting]) -> Changes:
    """Store the schedule of a month as given, in one act; meetings left out that were stored go.

    Raises Problems (fields "meetings.<place>.<name>") with everything that cannot stand.
    """
    found = rules.problems(meetings, year, number)
    if found:
        raise Problems(found)
    with office.work("schedules.save", f"Ghi lịch sinh hoạt tháng {number}/{year}") as session:
        known = {plan.id: plan for plans in _stored(session, year, number).values() for plan in plans}
        kept = {meeting.id for meeting in meetings}
        for plan in known.values():
            if plan.id not in kept:
                session.delete(plan)
        session.flush()
        for meeting in meetings:
            stored = known.get(meeting.id or 0)
            plan = stored or MeetingPlan(cell_id=meeting.cell_id, year=year, month=number)
            plan.type = meeting.type
            if stored is None:
                session.add(plan)
            for name in _TYPED:
                setattr(plan, name, getattr(meeting, name))
            if not meeting.is_agreed:
                plan.agreed_at = None
            elif plan.agreed_at is None:
                plan.agreed_at = office.now()
    return CHANGED


def of_year(office: Office, year: int, cell_id: int) -> list[PlannedMeeting]:
    """Return what a cell has planned for a year, by month: the themes and days of part 8 of its book."""
    with office.read() as session:
        cell = session.get(Cell, cell_id)
        if cell is None:
            return []
        plans = session.scalars(
            select(MeetingPlan)
            .where(MeetingPlan.year == year, MeetingPlan.cell_id == cell_id)
            .order_by(MeetingPlan.month, MeetingPlan.type)
        )
        return [_planned(cell, plan) for plan in plans]


def themes(office: Office, year: int) -> list[tuple[int, PlannedMeeting]]:
    """Return the themed meetings planned for a year with their months, by cell, then month (meetings.md §3.2)."""
    kinds = (MeetingType.THEMED, MeetingType.COMBINED)
    with office.read() as session:
        plans = session.scalars(
            select(MeetingPlan)
            .join(Cell)
            .where(MeetingPlan.year == year, MeetingPlan.type.in_(kinds))
            .order_by(Cell.name_order, MeetingPlan.month)
        )
        return [(plan.month, _planned(plan.cell, plan)) for plan in plans]


def plan_theme(
    office: Office,
    year: int,
    number: int,
    cell_ids: Collection[int],
    theme: str,
    *,
    presenter: str = "",
    draft_due_on: date | None = None,
) -> Changes:
    """Plan a themed meeting of a month for several cells at once; one a cell has already gets the new theme.

    Raises Problems without a theme, or with a draft due behind the month.
    """
    if not text.clean(theme):
        raise Problems([Problem("theme", "Chưa ghi tên chuyên đề.")])
    if not cell_ids:
        raise Problems([Problem("cells", "Chưa chọn chi bộ nào.")])
    if draft_due_on is not None and draft_due_on > dates.month_end(year, number):
        sentence = f"Hạn dự thảo {dates.screen(draft_due_on)} ở sau tháng {number}/{year}."
        raise Problems([Problem("draft_due_on", sentence)])
    with office.work("schedules.theme", f"Ghi chuyên đề tháng {number}/{year}: {text.clean(theme)}") as session:
        stored = _stored(session, year, number)
        for cell_id in cell_ids:
            plan = next((one for one in stored.get(cell_id, []) if one.type is MeetingType.THEMED), None)
            if plan is None:
                plan = MeetingPlan(cell_id=cell_id, year=year, month=number, type=MeetingType.THEMED)
                session.add(plan)
            plan.theme, plan.presenter, plan.draft_due_on = theme, presenter, draft_due_on
    return CHANGED


def open_meeting(office: Office, planned: PlannedMeeting, year: int, number: int) -> Saved:
    """Make the meeting that was registered, with its day, hour, place and theme, to be prepared and written up.

    Raises Refused while it has no day, Problems where the cell has its meeting of the month already.
    """
    if planned.planned_on is None:
        raise Refused(f"{planned.cell} chưa có ngày họp tháng {number}/{year}; hãy ghi ngày rồi mở buổi sinh hoạt.")
    draft = meetings.start(office, planned.cell_id, planned.type, year, number, planned.planned_on)
    draft = replace(
        draft,
        starts_at=planned.starts_at or draft.starts_at,
        place=planned.place or draft.place,
        theme=planned.theme,
        theme_presenter=planned.presenter,
    )
    return meetings.save(office, draft)
