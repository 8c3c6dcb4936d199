"""What statistics are counted from: meetings, cells, tasks, petitions of a period, to be narrowed to some cells."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from bontot_desktop import dates
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.meetings import MeetingType, TaskState
from bontot_desktop.rules.periods import Month, Period
from bontot_desktop.rules.petitions import PetitionState
from bontot_desktop.rules.report_groups import MainGroup, main_group
from bontot_desktop.rules.samples import Aspect, SampleState
from bontot_desktop.rules.scoring import Rating, ScoreDeadlines
from bontot_desktop.rules.watch_list import WatchRules


@dataclass(frozen=True, slots=True)
class StatisticsRules:
    """The office's thresholds (meetings.md §3, §4.5, §9); what the domain leaves open has a default of ours."""

    watch: WatchRules = field(default_factory=WatchRules)
    #: Day N of §4.5: by it the regular meeting of the month is recorded; from it on R7 and the first page ask for it.
    record_by_day: int = 25
    #: Meetings missed in the period from which a member is named (S7).
    absent_from: int = 3
    #: Papers go up so many hours before the meeting, the minutes so many days after (S12).
    upload_before_hours: int = 24
    upload_after_days: int = 2
    #: Themed meetings a cell holds in a quarter at least (S5).
    themed_per_quarter: int = 1
    #: Regular meetings before and after a sample meeting that are compared (S15).
    around: int = 3


class MeetingFact(Protocol):
    """One meeting with its figures (``db.queries.meeting_figures.MeetingFigures``)."""

    @property
    def id(self) -> int: ...
    @property
    def cell_id(self) -> int: ...
    @property
    def type(self) -> MeetingType: ...
    @property
    def year(self) -> int: ...
    @property
    def month(self) -> int: ...
    @property
    def held_on(self) -> date | None: ...
    @property
    def starts_at(self) -> time | None: ...
    @property
    def ends_at(self) -> time | None: ...
    @property
    def is_sample(self) -> bool: ...
    @property
    def is_brief(self) -> bool: ...
    @property
    def uploaded_before_at(self) -> datetime | None: ...
    @property
    def uploaded_after_at(self) -> datetime | None: ...
    @property
    def expected(self) -> int | None: ...
    @property
    def present(self) -> int | None: ...
    @property
    def attended(self) -> int | None: ...
    @property
    def unexcused(self) -> int | None: ...
    @property
    def speakers(self) -> int | None: ...
    @property
    def contributions(self) -> int | None: ...
    @property
    def minutes(self) -> int | None: ...
    @property
    def required(self) -> int: ...
    @property
    def submitted_on(self) -> date | None: ...
    @property
    def points(self) -> Decimal | None: ...
    @property
    def rating(self) -> Rating | None: ...


class CellFact(NamedTuple):
    """A cell under the name it bore at the end of the period."""

    id: int
    name: str
    order: str
    report_group: str
    content_type: ContentType
    founded_on: date | None = None
    dissolved_on: date | None = None

    @property
    def group(self) -> MainGroup:
        """The group it is reported in."""
        return main_group(self.report_group, self.content_type)

    def lasts_through(self, first: date, last: date) -> bool:
        """Whether it existed on every day from the first to the last."""
        return (self.founded_on is None or self.founded_on <= first) and (
            self.dissolved_on is None or self.dissolved_on > last
        )


class TaskFact(NamedTuple):
    """A task whose due day lies in the period; ``given`` and ``closed`` are the months of meetings."""

    id: int
    cell_id: int
    due_on: date
    state: TaskState
    given: Month
    given_on: date | None
    closed: Month | None = None


class PetitionFact(NamedTuple):
    """A petition raised in the period."""

    id: int
    cell_id: int
    raised_on: date
    state: PetitionState
    answered_on: date | None = None


class ChargeFact(NamedTuple):
    """A meeting of a cell that a committee member was in charge of that day, and whether they came."""

    meeting_id: int
    cell_id: int
    person_id: int
    person: str
    attended: bool


class AbsentFact(NamedTuple):
    """A member who missed meetings of the period, with or without a reason."""

    member_id: int
    cell_id: int
    meetings: tuple[int, ...]


class EventFact(NamedTuple):
    """A sample meeting planned for, or held in, the period."""

    id: int
    cell_id: int
    state: SampleState
    meeting_id: int | None = None
    invited: int = 0
    attended: int = 0
    sheets: int = 0
    #: Totals of the observers' scores.
    points: tuple[Decimal, ...] = ()
    #: The aspects of the weaknesses named at the feedback session, one for each.
    weak: tuple[Aspect, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that figures of a period are counted from; what lies after ``as_of`` has not come yet."""

    period: Period
    as_of: date
    rules: StatisticsRules
    cells: tuple[CellFact, ...]
    #: Meetings that were held, of the kinds that count (``rules.meetings.COUNTED_TYPES``).
    meetings: tuple[MeetingFact, ...] = ()
    tasks: tuple[TaskFact, ...] = ()
    petitions: tuple[PetitionFact, ...] = ()
    charges: tuple[ChargeFact, ...] = ()
    absent: tuple[AbsentFact, ...] = ()
    events: tuple[EventFact, ...] = ()
    #: Until when a cell sends its score in (S9).
    deadlines: ScoreDeadlines = field(default_factory=ScoreDeadlines)

    def by_months(self) -> list[Facts]:
        """Part the facts by the months of the period; only what meetings, tasks and petitions tell follows."""
        months = self.period.parts()
        parts: dict[Month, tuple[list[Any], list[Any], list[Any], list[Any]]] = {
            month.first: ([], [], [], []) for month in months
        }
        of_meeting: dict[int, Month] = {}
        for held in self.meetings:
            month = of_meeting[held.id] = held.year, held.month
            parts[month][0].append(held)
        for task in self.tasks:
            parts[task.due_on.year, task.due_on.month][1].append(task)
        for petition in self.petitions:
            parts[petition.raised_on.year, petition.raised_on.month][2].append(petition)
        for charge in self.charges:
            parts[of_meeting[charge.meeting_id]][3].append(charge)
        return [
            replace(
                self,
                period=month,
                meetings=tuple(parts[month.first][0]),
                tasks=tuple(parts[month.first][1]),
                petitions=tuple(parts[month.first][2]),
                charges=tuple(parts[month.first][3]),
                absent=(),
                events=(),
            )
            for month in months
        ]

    def by_cells(self, groups: Mapping[int, int]) -> dict[int, Facts]:
        """Part the facts by a mark of each cell (``groups`` by cell id); a mark no cell has is not there."""
        parts: dict[int, dict[str, list[Any]]] = {
            mark: {name: [] for name in _BY_CELL} for mark in dict.fromkeys(groups.values())
        }
        for name in _BY_CELL:
            for fact in getattr(self, name):
                mark = groups.get(fact.id if name == "cells" else fact.cell_id)
                if mark is not None:
                    parts[mark][name].append(fact)
        return {
            mark: replace(self, **dict[str, Any]((name, tuple(facts)) for name, facts in part.items()))
            for mark, part in parts.items()
        }

    def of_cells(self, cells: Collection[int]) -> Facts:
        """Narrow to some cells."""
        # No cell has the id 0: without cells nothing is left.
        return self.by_cells(dict.fromkeys(cells, 0) or {0: 0})[0]

    def months_due(self, cell: CellFact) -> frozenset[Month]:
        """Return the months of the period that are over and in which the cell existed throughout."""
        over = _months_over(self.period, self.as_of)
        return frozenset(month for month, first, last in over if cell.lasts_through(first, last))


@lru_cache(maxsize=64)
def _months_over(period: Period, as_of: date) -> tuple[tuple[Month, date, date], ...]:
    """Return the months that are over by a day, with their first and last days; asked for each cell."""
    months = [(month, date(*month, 1), dates.month_end(*month)) for month in period.months()]
    return tuple(month for month in months if month[2] <= as_of)


_BY_CELL = ("cells", "meetings", "tasks", "petitions", "charges", "absent", "events")


def begins_at(held: MeetingFact) -> datetime:
    """Return when a meeting began, midnight of its day where no hour is known."""
    return datetime.combine(held.held_on or date.max, held.starts_at or time())


def ends_at(held: MeetingFact) -> datetime:
    """Return when a meeting ended, after midnight where it began later than it ended; else the end of its day."""
    day = held.held_on or date.min
    if held.starts_at is None or held.ends_at is None:
        return datetime.combine(day, time(23, 59))
    lasted = dates.minutes_between(held.starts_at, held.ends_at)
    return datetime.combine(day, held.starts_at) + timedelta(minutes=lasted)
