"""The score sheet of a cell in a campaign: criteria by four columns, saved whole, with the states it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session, object_session

from bontot_desktop.db.models.criteria import CriteriaSet
from bontot_desktop.db.models.recognition import CellEntry, EntryScore
from bontot_desktop.db.queries import register
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules import scoring
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.eligibility import date_problems
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.recognition import Column, EntryState, Scoring
from bontot_desktop.rules.votes import vote_passes
from bontot_desktop.services import campaign_sets, campaigns, entries, road, year_levels
from bontot_desktop.services.office import Office

#: A difference between self-score and verified score from which a note is asked (recognition.md §3.4 T6).
EXPLAIN_FROM = Decimal(1)

#: The road of a dossier, from the form that came in to the last look at it.
ROAD = (EntryState.REGISTERED, EntryState.SELF_SCORED, EntryState.SUBMITTED, EntryState.VERIFIED)

_FIELDS = {
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

    def points(self, column: Column) -> Decimal | None:
        """Return the points of one column."""
        value: Decimal | None = getattr(self, _FIELDS[column])
        return value

    @property
    def counted(self) -> Decimal | None:
        """The points that count: the committee's where it gave some, else the verified ones."""
        return self.verified_points if self.final_points is None else self.final_points


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
    submitted_on: date | None = None
    verified_on: date | None = None
    #: Full members of the cell today: the base of its vote unless the form says another.
    full_members: int | None = None
    #: The level of the cell's meetings in the campaign's year and why, "" where none was rated.
    year_level: str = ""

    def total(self, column: Column) -> Decimal | None:
        """Return the total of one column, None where nothing was given."""
        given = [p for line in self.lines if not line.is_group and (p := line.points(column)) is not None]
        return sum(given, Decimal(0)) if given else None

    def counted_total(self) -> Decimal | None:
        """Return the total of the points that count, None where nothing was given."""
        given = [line.counted for line in self.lines if not line.is_group and line.counted is not None]
        return sum(given, Decimal(0)) if given else None

    def is_complete(self, column: Column) -> bool:
        """Whether every criterion has points in the column."""
        return all(line.is_group or line.points(column) is not None for line in self.lines)


def sheet(office: Office, entry_id: int) -> ScoreSheet:
    """Return the sheet of a cell. Raises NotFound."""
    with office.read() as session:
        entry = entries.find_entry(session, entry_id)
        held = register.statuses_on(session, office.today(), cell_id=entry.cell_id)
        full = sum(status.status is MemberStatus.FULL for status in held)
        cell_id, year = entry.cell_id, entry.campaign.year
        found = replace(sheet_of(entry), full_members=full or None)
    level = year_levels.level_of(office, cell_id, year)
    return replace(found, year_level=level.sentence if level.level is not None else "")


def blank_lines(criteria: CriteriaSet) -> tuple[SheetLine, ...]:
    """Return the lines of a set without points, to be read once for many sheets."""
    return tuple(
        SheetLine(row.id, row.code, row.title, row.maximum, row.is_group, row.is_veto, row.hint)
        for row in criteria.items
    )


def sheet_of(entry: CellEntry, blank: tuple[SheetLine, ...] | None = None) -> ScoreSheet:
    """Return the sheet of an entry inside another's session."""
    session = object_session(entry)
    criteria = entry.campaign.criteria_set if session is None else campaign_sets.set_of(session, entry)
    given = {score.criterion_id: score for score in entry.scores}
    lines = tuple(
        _filled(line, given[line.criterion_id]) if line.criterion_id in given else line
        for line in (blank_lines(criteria) if blank is None else blank)
    )
    return ScoreSheet(
        entry_id=entry.id,
        cell=entry.name_at_time,
        state=entry.state,
        scoring=criteria.scoring,
        step=criteria.step,
        lines=lines,
        registered_on=entry.registered_on,
        self_scored_on=entry.self_scored_on,
        self_votes_for=entry.self_votes_for,
        self_vote_base=entry.self_vote_base,
        submitted_on=entry.submitted_on,
        verified_on=entry.verified_on,
    )


def _filled(line: SheetLine, score: EntryScore) -> SheetLine:
    return SheetLine(
        line.criterion_id,
        line.code,
        line.title,
        line.maximum,
        line.is_group,
        line.is_veto,
        line.hint,
        score.self_points,
        score.in_charge_points,
        score.verified_points,
        score.final_points,
        score.note,
    )


def problems(sheet: ScoreSheet) -> list[Problem]:
    """Check a sheet: points in range and on the step, big differences explained; fields are "column:code"."""
    found = []
    for line in sheet.lines:
        if line.is_group:
            continue
        for column in Column:
            points = line.points(column)
            fault = scoring.fault(points, line.maximum, sheet.step) if points is not None else None
            if fault:
                found.append(Problem(f"{column.value}:{line.code}", f"Tiêu chí {line.code}: {fault}"))
        found.extend(_unexplained(sheet, line))
    base, votes = sheet.self_vote_base, sheet.self_votes_for
    if votes is not None and base is not None and votes > base:
        found.append(Problem("self_votes_for", f"Số tán thành {votes} nhiều hơn số đảng viên được biểu quyết {base}."))
    return found


def _unexplained(sheet: ScoreSheet, line: SheetLine) -> list[Problem]:
    if sheet.scoring is not Scoring.POINTS or line.note.strip():
        return []
    if line.self_points is None or line.verified_points is None:
        return []
    if abs(line.self_points - line.verified_points) < EXPLAIN_FROM:
        return []
    own, verified = scoring.show(line.self_points), scoring.show(line.verified_points)
    sentence = f"Tiêu chí {line.code}: thẩm định {verified}, tự chấm {own}; hãy ghi lý do chênh lệch."
    return [Problem(f"note:{line.code}", sentence)]


def save(office: Office, sheet: ScoreSheet) -> Changes:
    """Save a sheet whole and lead the entry on: self-scored, submitted, verified as far as the sheet reaches.

    Raises Problems; Refused when the cell has not registered or its result stands already.
    """
    found = problems(sheet)
    if found:
        raise Problems(found)
    with office.work("entry_scores.save", f"Ghi bảng chấm điểm của {sheet.cell}") as session:
        entry = entries.find_open(session, sheet.entry_id)
        if entry.state in (EntryState.NOT_REGISTERED, EntryState.WITHDRAWN):
            raise Refused(f"{entry.name_at_time} chưa đăng ký thi đua; hãy ghi đăng ký trước khi chấm điểm.")
        entries.refuse_when_concluded(entry, "bảng điểm")
        _write_lines(session, entry, sheet)
        entry.self_scored_on = sheet.self_scored_on
        entry.self_votes_for, entry.self_vote_base = sheet.self_votes_for, sheet.self_vote_base
        entry.verified_on = sheet.verified_on
        session.flush()
        lead_on(entry)
        campaigns.lead_on(entry.campaign)
    return Changes.of(Kind.CAMPAIGNS)


def _write_lines(session: Session, entry: CellEntry, sheet: ScoreSheet) -> None:
    given = {score.criterion_id: score for score in entry.scores}
    for line in sheet.lines:
        values: Mapping[str, Decimal | str | None] = {
            **{field: getattr(line, field) for field in _FIELDS.values()},
            "note": line.note,
        }
        if line.is_group or (line.criterion_id not in given and not any(values.values()) and _blank(line)):
            continue
        score = given.get(line.criterion_id)
        if score is None:
            score = EntryScore(criterion_id=line.criterion_id)
            entry.scores.append(score)
        for field, value in values.items():
            setattr(score, field, value)


def _blank(line: SheetLine) -> bool:
    return all(line.points(column) is None for column in Column)


def lead_on(entry: CellEntry) -> None:
    """Move an entry on as far as what was recorded allows (T3, T4, T6); it never goes back by itself."""
    reached = ROAD.index(standing_of(entry))
    while entry.state in ROAD and ROAD.index(entry.state) < reached:
        entries.move(entry, ROAD[ROAD.index(entry.state) + 1])


def standing_of(entry: CellEntry) -> EntryState:
    """Say how far what was recorded of a registered cell reaches, whatever its state is now."""
    done = sheet_of(entry)
    if not (done.is_complete(Column.SELF) and _adopted(entry)):
        return EntryState.REGISTERED
    if road.missing_for_submission(entry):
        return EntryState.SELF_SCORED
    if not done.is_complete(Column.VERIFIED) or entry.verified_on is None or road.missing_for_verification(entry):
        return EntryState.SUBMITTED
    return EntryState.VERIFIED


def _adopted(entry: CellEntry) -> bool:
    """Whether the cell adopted its own score at a meeting: more than half of its voting base (T3)."""
    if entry.self_scored_on is None or entry.self_votes_for is None or entry.self_vote_base is None:
        return False
    return vote_passes(entry.self_votes_for, entry.self_vote_base)


def what_is_missing(sheet: ScoreSheet) -> list[str]:
    """Say, all at once, what keeps a cell's sheet from being verified."""
    missing = []
    if sheet.state in (EntryState.NOT_REGISTERED, EntryState.WITHDRAWN):
        missing.append("Chi bộ chưa đăng ký.")
    if not sheet.is_complete(Column.SELF):
        missing.append("Cột tự chấm chưa đủ.")
    if sheet.self_scored_on is None:
        missing.append("Chưa có ngày chi bộ họp thông qua điểm tự chấm.")
    if sheet.self_votes_for is None or sheet.self_vote_base is None:
        missing.append("Chưa ghi kết quả biểu quyết của chi bộ.")
    elif not vote_passes(sheet.self_votes_for, sheet.self_vote_base):
        missing.append(f"Chi bộ mới có {sheet.self_votes_for}/{sheet.self_vote_base} tán thành, cần quá nửa.")
    if not sheet.is_complete(Column.VERIFIED):
        missing.append("Cột thẩm định chưa đủ.")
    if sheet.verified_on is None:
        missing.append("Chưa ghi ngày thẩm định.")
    return missing


def warnings(sheet: ScoreSheet) -> list[str]:
    """Say what of a sheet is odd but may stand: dates that run backwards (recognition.md §9.3)."""
    return date_problems(
        [
            ("Ngày đăng ký", sheet.registered_on),
            ("Ngày chi bộ họp tự chấm", sheet.self_scored_on),
            ("Ngày nhận hồ sơ", sheet.submitted_on),
            ("Ngày thẩm định", sheet.verified_on),
        ]
    )
