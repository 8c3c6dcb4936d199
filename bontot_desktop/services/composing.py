"""What a paper of a kind may be about, newest first: the choices of the window in which papers are begun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.awards import Award
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.db.models.samples import Observer, SampleEvent, SamplePlan, WorkingGroup
from bontot_desktop.rules.meetings import SAMPLE_TYPES, MeetingState
from bontot_desktop.rules.periods import Period
from bontot_desktop.services import issuing
from bontot_desktop.services.office import Office
from bontot_desktop.services.sources import Source, Subject


@dataclass(frozen=True, slots=True)
class SubjectChoice:
    """Something a paper may be about: its id, its name, and what tells it from its namesakes."""

    id: int
    name: str
    second: str = ""


def years(office: Office, kind_id: str) -> tuple[int, ...]:
    """Return the years that hold something a kind may be about, newest first; empty when years don't part it."""
    source = issuing.known(kind_id)[1]
    with office.read() as session:
        query = _YEARS.get(source.subject)
        if query is not None and source.subject is Subject.CAMPAIGN:
            query = query.where(Campaign.title == source.title)
        return tuple(sorted(session.scalars(query), reverse=True)) if query is not None else ()


def choices(office: Office, kind_id: str, year: int | None) -> tuple[SubjectChoice, ...]:
    """Return what a paper of a kind may be about in a year, newest first."""
    source = issuing.known(kind_id)[1]
    with office.read() as session:
        return tuple(_CHOICES[source.subject](session, source, year))


def is_of_sample_meetings(kind_id: str) -> bool:
    """Say whether a kind may be about a meeting that a sample meeting can be; a committee's own meeting cannot."""
    types = issuing.known(kind_id)[1].meeting_types
    return not types or any(kind in SAMPLE_TYPES for kind in types)


def _meetings(session: Session, source: Source, year: int | None) -> list[SubjectChoice]:
    query = select(Meeting.id, Meeting.type, Meeting.year, Meeting.month, Meeting.held_on, Cell.name).join(Meeting.cell)
    query = query.where(Meeting.state != MeetingState.CANCELLED)
    if year is not None:
        query = query.where(Meeting.year == year)
    if source.meeting_types:
        query = query.where(Meeting.type.in_(source.meeting_types))
    query = query.order_by(Meeting.year.desc(), Meeting.month.desc(), Cell.name_order, Meeting.id.desc())
    return [
        SubjectChoice(
            found, f"{cell}, {kind.label.lower()} tháng {month} năm {of}", dates.screen(held_on) if held_on else ""
        )
        for found, kind, of, month, held_on, cell in session.execute(query)
    ]


def _events(session: Session, source: Source, year: int | None) -> list[SubjectChoice]:
    query = select(SampleEvent).join(SampleEvent.cell)
    if year is not None:
        query = query.where(SampleEvent.year == year)
    rows = session.scalars(query.order_by(SampleEvent.year.desc(), SampleEvent.id.desc()))
    return [SubjectChoice(row.id, _event_name(row), row.state.label) for row in rows]


def _event_name(row: SampleEvent) -> str:
    day = (row.meeting.held_on if row.meeting else None) or row.planned_on
    return f"{row.cell.name}, {dates.screen(day) if day else f'năm {row.year}'}"


def _observers(session: Session, source: Source, year: int | None) -> list[SubjectChoice]:
    query = select(Observer).join(Observer.event)
    if year is not None:
        query = query.where(SampleEvent.year == year)
    rows = session.scalars(query.order_by(SampleEvent.id.desc(), Observer.position))
    return [SubjectChoice(row.id, row.name_at_time, _event_name(row.event)) for row in rows]


def _campaigns(session: Session, source: Source, year: int | None) -> list[SubjectChoice]:
    query = select(Campaign).where(Campaign.title == source.title)
    if year is not None:
        query = query.where(Campaign.year == year)
    rows = session.scalars(query.order_by(Campaign.year.desc()))
    return [SubjectChoice(row.id, f"{row.title.label} năm {row.year}", row.state.label) for row in rows]


def _entries(session: Session, source: Source, year: int | None) -> list[SubjectChoice]:
    query = select(CellEntry).join(CellEntry.campaign)
    if year is not None:
        query = query.where(Campaign.year == year)
    rows = sorted(session.scalars(query), key=lambda row: (-row.campaign.year, text.sort_key(row.name_at_time)))
    return [SubjectChoice(row.id, row.name_at_time, f"{row.state.label}, năm {row.campaign.year}") for row in rows]


def _awards(session: Session, source: Source, year: int | None) -> list[SubjectChoice]:
    query = select(Award).join(Award.campaign)
    if year is not None:
        query = query.where(Campaign.year == year)
    rows = sorted(session.scalars(query), key=lambda row: (-row.campaign.year, text.sort_key(row.name_at_time)))
    return [SubjectChoice(row.id, row.name_at_time, f"{row.kind.label}, năm {row.campaign.year}") for row in rows]


def _cells(session: Session, source: Source, year: int | None) -> list[SubjectChoice]:
    rows = session.scalars(select(Cell).order_by(Cell.dissolved_on.is_not(None), Cell.name_order))
    return [SubjectChoice(row.id, row.name, _cell_word(row)) for row in rows]


def _cell_word(cell: Cell) -> str:
    """Tell a cell from its namesakes: papers of its days may still be wanted of one that has ended."""
    return cell.code if cell.dissolved_on is None else f"{cell.code}, kết thúc {dates.screen(cell.dissolved_on)}"


def _periods(session: Session, source: Source, year: int | None) -> list[SubjectChoice]:
    years = [year] if year is not None else list(session.scalars(_YEARS[Subject.PERIOD]))
    codes = [period.code for of in years for period in source.periods(of)]
    return [SubjectChoice(code, text.first_upper(Period.of_code(code).words)) for code in codes]


def _plans(session: Session, source: Source, year: int | None) -> list[SubjectChoice]:
    query = select(SamplePlan) if year is None else select(SamplePlan).where(SamplePlan.year == year)
    rows = session.scalars(query.order_by(SamplePlan.year.desc()))
    return [SubjectChoice(row.id, f"Kế hoạch sinh hoạt chi bộ điểm năm {row.year}") for row in rows]


def _groups(session: Session, source: Source, year: int | None) -> list[SubjectChoice]:
    rows = session.scalars(select(WorkingGroup).order_by(WorkingGroup.id.desc()))
    return [SubjectChoice(row.id, row.name, row.decision_no) for row in rows]


_CHOICES: dict[Subject, Callable[[Session, Source, int | None], list[SubjectChoice]]] = {
    Subject.MEETING: _meetings,
    Subject.SAMPLE: _events,
    Subject.OBSERVER: _observers,
    Subject.CAMPAIGN: _campaigns,
    Subject.ENTRY: _entries,
    Subject.AWARD: _awards,
    Subject.CELL: _cells,
    Subject.PERIOD: _periods,
    Subject.SAMPLE_PLAN: _plans,
    Subject.WORKING_GROUP: _groups,
}
_YEARS = {
    Subject.MEETING: select(Meeting.year).distinct(),
    Subject.SAMPLE: select(SampleEvent.year).distinct(),
    Subject.OBSERVER: select(SampleEvent.year).distinct(),
    Subject.CAMPAIGN: select(Campaign.year).distinct(),
    Subject.ENTRY: select(Campaign.year).distinct(),
    Subject.AWARD: select(Campaign.year).distinct(),
    Subject.PERIOD: select(Meeting.year).distinct().order_by(Meeting.year.desc()),
    Subject.SAMPLE_PLAN: select(SamplePlan.year).distinct(),
}
