"""A cell's score sheet in a campaign as it is read: criteria by four columns, what is computed, how it was adopted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from bontot_desktop.db.models.criteria import CriteriaSet
from bontot_desktop.db.models.recognition import CellEntry, EntryScore
from bontot_desktop.db.queries import meeting_figures, register
from bontot_desktop.db.work import driver_of
from bontot_desktop.rules.criteria import Criterion, ItemRole, SetFacts
from bontot_desktop.rules.criteria_scoring import Given, SetScore, score
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.metric_values import AutoAnswer
from bontot_desktop.rules.recognition import OPEN_STATES, Column, EntryState, Scoring
from bontot_desktop.services import campaign_sets, criteria_metrics, entries, sheet_settings, year_levels
from bontot_desktop.services.office import Office
from bontot_desktop.services.sheet_settings import SheetSettings

FIELDS = {
    Column.SELF: "self_points",
    Column.IN_CHARGE: "in_charge_points",
    Column.VERIFIED: "verified_points",
    Column.FINAL: "final_points",
}


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One criterion with its four columns; a group has no points of its own."""

    criterion_id: int
    code: str
    title: str
    maximum: Decimal
    is_group: bool
    is_veto: bool
    hint: str
    self_points: Decimal | None = None
    in_charge_points: Decimal | None = None
    verified_points: Decimal | None = None
    final_points: Decimal | None = None
    note: str = ""
    #: What proves the points, as written; files are counted apart.
    evidence: str = ""
    files: int = 0
    #: It does not apply to the cell, so nobody gives it points.
    is_left_out: bool = False
    #: The criterion as its set has it: answers, what is computed, whether it may be left out.
    item: Criterion = field(default=Criterion("", "", Decimal(0)), repr=False)
    #: What the program computes for it; None for what it computes nothing for.
    auto: AutoAnswer | None = None

    def points(self, column: Column) -> Decimal | None:
        """Return the points of one column."""
        value: Decimal | None = getattr(self, FIELDS[column])
        return value

    @property
    def counted(self) -> Decimal | None:
        """The points that count: the committee's where it gave some, else the verified ones."""
        return self.verified_points if self.final_points is None else self.final_points

    @property
    def wants_points(self) -> bool:
        """Whether it must have points: groups, bonuses, penalties and what does not apply need none."""
        return not self.is_group and not self.is_left_out and self.item.role is ItemRole.ITEM

    @property
    def lacks_evidence(self) -> bool:
        """Whether the set asks for a proof of its points and there is none (T3)."""
        return self.wants_points and self.item.evidence_required and not self.evidence.strip() and not self.files

    @property
    def is_by_hand(self) -> bool:
        """Whether the points that count are others than the program computes ("sửa tay")."""
        computed = self.auto.points if self.auto is not None and not self.is_left_out else None
        return computed is not None and self.counted is not None and self.counted != computed


@dataclass(frozen=True, slots=True)
class CellMeeting:
    """A meeting of the cell that was held, to be chosen as the one that adopted the score.

    ``present`` are its full members who were there, ``base`` those who have a vote; None of a meeting without a roster.
    """

    id: int
    held_on: date
    title: str
    present: int | None = None
    base: int | None = None


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """A cell's sheet: the lines, how they are scored, and when and how the cell adopted its own score."""

    entry_id: int
    cell: str
    state: EntryState
    scoring: Scoring
    step: Decimal
    lines: tuple[SheetLine, ...]
    #: The day of the cell's registration, for the order of the dates.
    registered_on: date | None = None
    self_scored_on: date | None = None
    self_votes_for: int | None = None
    self_vote_base: int | None = None
    #: Voters who were at the meeting.
    self_present: int | None = None
    submitted_on: date | None = None
    verified_on: date | None = None
    #: Full members of the cell today: the base of its vote unless the form says another.
    full_members: int | None = None
    #: The level of the cell's meetings in the campaign's year and why, "" where none was rated.
    year_level: str = ""
    facts: SetFacts = field(default=SetFacts(Scoring.POINTS, ()), repr=False)
    settings: SheetSettings = field(default_factory=SheetSettings)
    #: The meetings the cell held in the year, the oldest first.
    meetings: tuple[CellMeeting, ...] = ()
    #: Something of it was written before.
    is_stored: bool = False

    def given(self, column: Column | None) -> dict[str, Given]:
        """Return what stands in a column, by code; None for the points that count."""
        return {
            line.code: Given(line.counted if column is None else line.points(column), line.is_left_out)
            for line in self.lines
            if not line.is_group
        }

    def score(self, column: Column | None) -> SetScore:
        """Return what a column comes to; None for the points that count."""
        return score(self.facts, self.given(column))

    def total(self, column: Column) -> Decimal | None:
        """Return the total of one column, None where nothing was given."""
        return self.score(column).total

    def is_complete(self, column: Column) -> bool:
        """Whether every criterion that applies has points in the column."""
        return all(not line.wants_points or line.points(column) is not None for line in self.lines)

    @property
    def meeting(self) -> CellMeeting | None:
        """The meeting held on the day the cell adopted its score, None where none is in the book."""
        return next((one for one in self.meetings if one.held_on == self.self_scored_on), None)


@dataclass(frozen=True, slots=True)
class Blank:
    """A set's sheet without points, read once for many sheets."""

    lines: tuple[SheetLine, ...]
    facts: SetFacts


def blank_lines(criteria: CriteriaSet) -> Blank:
    """Return the sheet of a set without points."""
    facts = campaign_sets.facts_of(criteria)
    lines = tuple(
        SheetLine(row.id, row.code, row.title, row.maximum, row.is_group, row.is_veto, row.hint, item=item)
        for row, item in zip(criteria.items, facts.items, strict=True)
    )
    return Blank(lines, facts)


def sheet(office: Office, entry_id: int) -> ScoreSheet:
    """Return the sheet of a cell with all that stands beside it. Raises NotFound."""
    with office.read() as session:
        entry = entries.find_entry(session, entry_id)
        held = register.statuses_on(session, office.today(), cell_id=entry.cell_id)
        full = sum(status.status is MemberStatus.FULL for status in held)
        cell_id, year, is_open = entry.cell_id, entry.campaign.year, is_computed_anew(entry)
        # With all its answers at once, not line by line.
        criteria = campaign_sets.set_of(session, entry)
        session.scalars(select(CriteriaSet).where(CriteriaSet.id == criteria.id).options(*campaign_sets.WHOLE)).all()
        found = sheet_of(entry, blank_lines(criteria))
        found = replace(
            found,
            full_members=full or None,
            meetings=meetings_of(session, cell_id, year),
            lines=_with_files(entry, found.lines),
        )
    level = year_levels.level_of(office, cell_id, year)
    found = replace(found, year_level=level.sentence if level.level is not None else "")
    return with_answers(found, computed(office, cell_id, year, found.facts)) if is_open else found


def is_computed_anew(entry: CellEntry) -> bool:
    """Whether figures are still computed for an entry; afterwards what was stored stands (recognition.md §5.8)."""
    return entry.state in OPEN_STATES and entries.may_work_on(entry.state, entry.campaign.state)


def computed(office: Office, cell_id: int, year: int, facts: SetFacts) -> dict[str, AutoAnswer]:
    """Compute what a set asks for one cell, by the codes of its criteria."""
    wanted = criteria_metrics.wanted_by(facts)
    if not wanted:
        return {}
    return criteria_metrics.answers(facts, criteria_metrics.compute(office, year, [cell_id], wanted)[cell_id])


def with_answers(found: ScoreSheet, answers: dict[str, AutoAnswer]) -> ScoreSheet:
    """Put what was computed into the lines of a sheet."""
    lines = tuple(replace(line, auto=answers[line.code]) if line.code in answers else line for line in found.lines)
    return replace(found, lines=lines)


def meetings_of(session: Session, cell_id: int, year: int) -> tuple[CellMeeting, ...]:
    """Return the meetings a cell held in a year."""
    rows = meeting_figures.figures(driver_of(session), (year, 1), (year, 12), cells=[cell_id], parts=True)
    return tuple(
        CellMeeting(
            row.id,
            row.held_on,
            row.type.label,
            row.present_full,
            row.vote_base,
        )
        for row in rows
        if row.held_on is not None
    )


def sheet_of(entry: CellEntry, blank: Blank | None = None) -> ScoreSheet:
    """Return the sheet of an entry inside another's session, with what was computed when it was saved."""
    session = object_session(entry)
    if blank is None:
        blank = blank_lines(entry.campaign.criteria_set if session is None else campaign_sets.set_of(session, entry))
    given = {score.criterion_id: score for score in entry.scores}
    lines = tuple(
        _filled(line, given[line.criterion_id]) if line.criterion_id in given else line for line in blank.lines
    )
    if any(line.lacks_evidence for line in lines):
        lines = _with_files(entry, lines)
    return ScoreSheet(
        entry_id=entry.id,
        cell=entry.name_at_time,
        state=entry.state,
        scoring=blank.facts.scoring,
        step=blank.facts.step,
        lines=lines,
        registered_on=entry.registered_on,
        self_scored_on=entry.self_scored_on,
        self_votes_for=entry.self_votes_for,
        self_vote_base=entry.self_vote_base,
        self_present=entry.self_present,
        submitted_on=entry.submitted_on,
        verified_on=entry.verified_on,
        facts=blank.facts,
        is_stored=bool(entry.scores),
        settings=SheetSettings() if session is None else sheet_settings.of(session),
    )


def _with_files(entry: CellEntry, lines: Iterable[SheetLine]) -> tuple[SheetLine, ...]:
    counted: dict[int, int] = {}
    for file in entry.evidence:
        if file.criterion_id is not None:
            counted[file.criterion_id] = counted.get(file.criterion_id, 0) + 1
    return tuple(replace(line, files=counted.get(line.criterion_id, 0)) if counted else line for line in lines)


def _filled(line: SheetLine, row: EntryScore) -> SheetLine:
    return replace(
        line,
        self_points=row.self_points,
        in_charge_points=row.in_charge_points,
        verified_points=row.verified_points,
        final_points=row.final_points,
        note=row.note,
        evidence=row.evidence,
        is_left_out=row.is_not_applicable,
        auto=AutoAnswer(row.auto_points, row.auto_value) if row.auto_value else None,
    )
