"""Computes what criteria ask of the register and the meetings (recognition.md §5.8), for many cells at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.cells import Cell, CellName
from bontot_desktop.db.models.members import StatusRow
from bontot_desktop.db.models.year_end import CellTarget
from bontot_desktop.db.queries import half_view, meeting_figures
from bontot_desktop.db.work import driver_of
from bontot_desktop.rules import faults as fault_rules
from bontot_desktop.rules import metric_values as rules
from bontot_desktop.rules.cells import holds_on
from bontot_desktop.rules.criteria import SetFacts
from bontot_desktop.rules.criteria_metrics import Metric
from bontot_desktop.rules.meetings import COUNTED_TYPES, MONTHLY_TYPES, MeetingType
from bontot_desktop.rules.members import STANDINGS
from bontot_desktop.rules.metric_values import AutoAnswer, MetricValue, TargetFact
from bontot_desktop.services import member_tallies, rating_facts, statistic_settings, year_levels
from bontot_desktop.services.office import Office

_THEMED = frozenset({MeetingType.THEMED, MeetingType.COMBINED})
_OF_MEETINGS = frozenset({Metric.REGULAR_HELD, Metric.QUARTERS_THEMED, Metric.ATTENDANCE, Metric.SPEAKING})

#: What is computed of a cell, by what it is.
Values = dict[Metric, MetricValue]


def wanted_by(facts: SetFacts) -> frozenset[Metric]:
    """Return what a set of criteria asks to be computed."""
    known = {metric.value: metric for metric in Metric}
    keys = {key for item in facts.leaves for key in (item.metric, item.second_metric)}
    return frozenset(known[key] for key in keys if key in known)


def answers(facts: SetFacts, values: Values) -> dict[str, AutoAnswer]:
    """Return what the computed values say of each criterion of a set, by code."""
    found = {item.code: rules.answered(item, values) for item in facts.leaves if item.metric}
    return {code: answer for code, answer in found.items() if answer is not None}


def compute(
    office: Office, year: int, cell_ids: Collection[int], wanted: Collection[Metric] = tuple(Metric)
) -> dict[int, Values]:
    """Compute what is wanted of cells for a year, by cell; a meeting of a day to come does not count yet."""
    asked = frozenset(wanted)
    found: dict[int, Values] = {cell_id: {} for cell_id in cell_ids}
    if not asked or not found:
        return found
    if Metric.YEAR_LEVEL in asked:
        for cell_id, level in year_levels.levels(office, year, cell_ids).items():
            found[cell_id][Metric.YEAR_LEVEL] = rules.year_level(level.level, level.sentence)
    with office.read() as session:
        _Year(session, year, office.today(), asked).fill(found)
    return found


def compute_in(
    session: Session, year: int, today: date, cell_ids: Collection[int], wanted: Collection[Metric]
) -> dict[int, Values]:
    """Compute inside another's session what needs no other office file: everything but the year's level."""
    found: dict[int, Values] = {cell_id: {} for cell_id in cell_ids}
    _Year(session, year, today, frozenset(wanted) - {Metric.YEAR_LEVEL}).fill(found)
    return found


@dataclass(slots=True)
class _Year:
    """A year's figures inside a session."""

    session: Session
    year: int
    today: date
    asked: frozenset[Metric]

    def fill(self, found: dict[int, Values]) -> None:
        """Compute what is asked of each cell."""
        if self.asked & _OF_MEETINGS:
            self._meetings(found)
        if self.asked & {Metric.TARGETS_DONE, Metric.TARGETS_OVER, Metric.ADMITTED, Metric.ADMITTED_OVER}:
            self._targets(found)
        if Metric.DISCIPLINED in self.asked:
            against = disciplined_in(self.session, self.year)
            for cell_id, values in found.items():
                values[Metric.DISCIPLINED] = rules.disciplined(against.get(cell_id, []))
        if Metric.MEMBERS_GOOD in self.asked:
            tallies = member_tallies.tallies_in(self.session, self.year)
            for cell_id, values in found.items():
                values[Metric.MEMBERS_GOOD] = rules.members_good(tallies.get(cell_id))

    def _meetings(self, found: dict[int, Values]) -> None:
        driver = driver_of(self.session)
        meetings = defaultdict(list)
        for row in meeting_figures.figures(
            driver,
            (self.year, 1),
            (self.year, 12),
            cells=found,
            kinds=COUNTED_TYPES,
            until=self.today,
            **statistic_settings.meeting_choices(driver),
        ):
            meetings[row.cell_id].append(row)
        query = select(Cell.id, Cell.founded_on, Cell.dissolved_on).where(Cell.id.in_(found))
        lives = {cell_id: (founded, dissolved) for cell_id, founded, dissolved in self.session.execute(query)}
        for cell_id, values in found.items():
            own = meetings[cell_id]
            held = {row.month for row in own if row.type in MONTHLY_TYPES}
            due = self._months_due(*lives.get(cell_id, (None, None)))
            values[Metric.REGULAR_HELD] = rules.regular(held, due, is_running=self.today.year <= self.year)
            themed = {row.month for row in own if row.type in _THEMED}
            values[Metric.QUARTERS_THEMED] = rules.themed(themed, has_meetings=bool(own))
            came = [(row.present, row.expected) for row in own if row.present is not None and row.expected]
            spoke = [(row.speakers, row.attended) for row in own if row.speakers is not None and row.attended]
            values[Metric.ATTENDANCE] = rules.rate(came, "tỷ lệ đảng viên dự sinh hoạt")
            values[Metric.SPEAKING] = rules.rate(spoke, "tỷ lệ đảng viên phát biểu")

    def _months_due(self, founded: date | None, dissolved: date | None) -> list[int]:
        """Return the months that are over, in which a cell existed throughout (as S4 of the statistics)."""
        found = []
        for month in range(1, 13):
            first = date(self.year, month, 1)
            last = (date(self.year + 1, 1, 1) if month == 12 else date(self.year, month + 1, 1)) - timedelta(days=1)
            lasts = (founded is None or founded <= first) and (dissolved is None or dissolved > last)
            if lasts and last < self.today:
                found.append(month)
        return found

    def _targets(self, found: dict[int, Values]) -> None:
        query = select(CellTarget).where(CellTarget.year == self.year, CellTarget.cell_id.in_(found))
        given: dict[int, list[CellTarget]] = defaultdict(list)
        for row in self.session.scalars(query.order_by(CellTarget.position)):
            given[row.cell_id].append(row)
        admitted = admitted_in(self.session, self.year)
        for cell_id, values in found.items():
            own = given[cell_id]
            facts = [
                TargetFact(row.indicator, row.assigned, row.reached, row.is_lower_better)
                for row in own
                if not row.is_admission
            ]
            values |= rules.targets(facts, self.year)
            target = next((row.assigned for row in own if row.is_admission), None)
            values |= rules.admissions(admitted.get(cell_id, 0), target)


def admitted_in(session: Session, year: int) -> dict[int, int]:
    """Count those admitted in a year, by the cell that admitted them."""
    return half_view.admitted(driver_of(session), date(year, 1, 1), date(year, 12, 31))


def disciplined_in(session: Session, year: int) -> dict[int, list[str]]:
    """Return the members with a disciplinary decision that counts in a year, by the cell the fault was in.

    A fault in another cell of the office counts for that cell (QĐ 366, Điều 11); one elsewhere for none here.
    """
    known = rating_facts.faults_of(session, year)
    if not known:
        return {}
    names: dict[str, int] = {}
    for cell_id, folded, short in session.execute(select(CellName.cell_id, CellName.name_folded, CellName.short_name)):
        names[folded] = cell_id
        if short:
            names[text.fold(short)] = cell_id
    stays = session.execute(
        select(StatusRow.member_id, StatusRow.cell_id, StatusRow.from_on, StatusRow.to_on).where(
            StatusRow.member_id.in_(known), StatusRow.status.in_(STANDINGS)
        )
    ).all()
    found: dict[int, list[str]] = defaultdict(list)
    for member_id, faults in known.items():
        for fault in faults:
            where = names.get(text.fold(fault.unit)) if fault.unit else None
            own = replace(fault, unit="") if where is not None else fault
            if where is None:
                where = next(
                    (c for m, c, first, last in stays if m == member_id and holds_on(first, last, fault.decided_on)),
                    None,
                )
            if where is None or not fault_rules.counting([own], year):
                continue
            if fault.member not in found[where]:
                found[where].append(fault.member)
    return dict(found)
