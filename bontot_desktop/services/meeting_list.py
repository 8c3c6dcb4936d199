"""The meetings of a month or a year as lists show them, read in plain SQL: figures, where the minutes stand, scores."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from bontot_desktop.db.queries import meeting_figures
from bontot_desktop.db.queries import meeting_list as question
from bontot_desktop.rules.meetings import MeetingState, MeetingType
from bontot_desktop.services import statistic_settings
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from bontot_desktop.db.queries.meeting_figures import MeetingFigures
    from bontot_desktop.db.queries.meeting_list import Named
    from bontot_desktop.rules.scoring import Rating

#: What is said of minutes that were checked and not approved yet; the other states have their own word.
CHECKED = "Biên bản đã soát"
#: What is said of a meeting of which the office was told only figures.
TOLD = "Có số liệu"


class MeetingRow(NamedTuple):
    """A meeting in a list; counts are of people, ``minutes`` how long it took, None what nobody said."""

    id: int
    cell_id: int
    cell_name: str
    cell_order: str
    type: MeetingType
    state: MeetingState
    state_label: str
    year: int
    month: int
    held_on: date | None
    starts_at: time | None
    theme: str
    is_sample: bool
    is_brief: bool
    expected: int | None
    present: int | None
    speakers: int | None
    minutes: int | None
    points: Decimal | None
    rating: Rating | None

    @property
    def rate(self) -> Fraction | None:
        """Attendance rate."""
        return Fraction(self.present, self.expected) if self.expected and self.present is not None else None


def rows(
    office: Office,
    year: int,
    month: int | None = None,
    *,
    cell_id: int | None = None,
    kinds: Collection[MeetingType] = (),
) -> list[MeetingRow]:
    """Return the meetings of a year, or of one of its months, in any state, the newest day first."""
    first, last = ((year, 1), (year, 12)) if month is None else ((year, month), (year, month))
    with office.ask() as driver:
        found = meeting_figures.figures(
            driver,
            first,
            last,
            cells=None if cell_id is None else (cell_id,),
            states=(),
            kinds=kinds,
            **statistic_settings.meeting_choices(driver),
        )
        named = question.named(driver, first, last)
    return [_row(figures, named[figures.id]) for figures in reversed(found)]


def years(office: Office) -> list[int]:
    """Return the years that have meetings, the newest first."""
    with office.ask() as driver:
        return question.years(driver)


def of_cell(office: Office, cell_id: int, most: int = 6) -> list[MeetingRow]:
    """Return the newest meetings of one cell, any kind, the newest first."""
    with office.ask() as driver:
        ids = question.newest(driver, cell_id, most)
        found = meeting_figures.figures_of(driver, ids, **statistic_settings.meeting_choices(driver)) if ids else []
        named = question.named_of(driver, ids)
    return [_row(figures, named[figures.id]) for figures in reversed(found)]


def _row(figures: MeetingFigures, named: Named) -> MeetingRow:
    is_open = figures.state in (MeetingState.HELD, MeetingState.DRAFTED)
    label = figures.state.label
    if is_open and figures.is_brief:
        label = TOLD
    elif is_open and named.is_checked:
        label = CHECKED
    is_to_come = figures.state in (MeetingState.PLANNED, MeetingState.NOTICED, MeetingState.CANCELLED)
    return MeetingRow(
        id=figures.id,
        cell_id=figures.cell_id,
        cell_name=named.cell,
        cell_order=named.order,
        type=figures.type,
        state=figures.state,
        state_label=label,
        year=figures.year,
        month=figures.month,
        held_on=figures.held_on,
        starts_at=figures.starts_at,
        theme=figures.theme,
        is_sample=figures.is_sample,
        is_brief=figures.is_brief,
        expected=None if is_to_come else figures.expected,
        present=None if is_to_come else figures.present,
        speakers=None if is_to_come else figures.speakers,
        minutes=None if is_to_come else figures.minutes,
        points=figures.points,
        rating=figures.rating,
    )
