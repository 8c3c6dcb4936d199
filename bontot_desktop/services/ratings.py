"""The yearly rating of cells (QĐ 366), a result of its own that recognition asks for but never merges with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.ratings import CellRating, MemberRating
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.db.queries import register
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import cells as cell_rules
from bontot_desktop.rules import rating_suggestions
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.faults import Fault
from bontot_desktop.rules.rating_suggestions import Facts, Subject, Suggestion, YearRules
from bontot_desktop.rules.recognition import TOOK_PART, CampaignState, QualityLevel, TitleKind
from bontot_desktop.rules.year_ratings import RatingStanding
from bontot_desktop.services import rating_annulments, rating_facts, rating_rules, rating_votes
from bontot_desktop.services.office import Office

#: Until this month the ratings of the year before may still wait for their decision.
_LAST_MONTH_OF_THE_YEAR_BEFORE = 3
_DECIDED = (CampaignState.DECIDED, CampaignState.CLOSED)


@dataclass(frozen=True, slots=True)
class RatingDraft:
    """The rating of a cell for a year; ``reason`` is asked when the level is another than the suggested one.

    ``points`` are the verified ones; tasks are counts of the year's.
    """

    cell_id: int
    year: int
    level: QualityLevel
    points: Decimal | None = None
    is_exemplary: bool = False
    decided_on: date | None = None
    reason: str = ""
    self_points: Decimal | None = None
    self_level: QualityLevel | None = None
    tasks_total: int | None = None
    tasks_done: int | None = None
    tasks_over: int | None = None
    tasks_late: int | None = None
    faults_mended: bool | None = None
    listed_case: str = ""
    votes_for: int | None = None
    votes_against: int | None = None


#: What of a draft stands under the same name in the table.
_KEPT = tuple(field.name for field in fields(RatingDraft) if field.name not in ("cell_id", "year", "points", "reason"))


@dataclass(frozen=True, slots=True)
class RatingRow:
    """A cell's current rating of a year as lists show it."""

    cell_id: int
    cell_code: str
    cell: str
    year: int
    level: QualityLevel
    points: Decimal | None
    is_exemplary: bool


@dataclass(frozen=True, slots=True)
class CellLine:
    """A cell in the sheet of a year; ``lock`` says why its rating may not be typed over, "" while it may."""

    cell_id: int
    code: str
    cell: str
    group: str
    draft: RatingDraft | None
    standing: RatingStanding | None
    faults: tuple[Fault, ...]
    lock: str
    #: That a result of the year was annulled and there is none since, "" otherwise.
    annulled: str = ""
    #: The conditions of the levels in the year.
    rules: YearRules | None = None


@dataclass(frozen=True, slots=True)
class CellSheet:
    """The cells at work on the cut-off day with their ratings, in Vietnamese order of their names."""

    year: int
    cut_off: date
    lines: tuple[CellLine, ...]


def list_ratings(office: Office, year: int | None = None) -> list[RatingRow]:
    """Return the current ratings of a year (of all, the newest first) in Vietnamese order of the cells' names."""
    with office.read() as session:
        query = select(CellRating).join(Cell, Cell.id == CellRating.cell_id).where(CellRating.is_current)
        if year is not None:
            query = query.where(CellRating.year == year)
        rows = session.scalars(query.order_by(CellRating.year.desc(), Cell.name_order, Cell.id))
        return [
            RatingRow(
                row.cell_id, row.cell.code, row.cell.name, row.year, row.level, row.verified_points, row.is_exemplary
            )
            for row in rows
        ]


def years(office: Office, this_year: int) -> list[int]:
    """Return the years to choose from, the newest first: those with ratings or a campaign, and this year."""
    with office.read() as session:
        found = {this_year, *session.scalars(select(CellRating.year).distinct())}
        found |= set(session.scalars(select(MemberRating.year).distinct()))
        found |= set(session.scalars(select(Campaign.year).distinct()))
    return sorted(found, reverse=True)


def year_to_show(office: Office, today: date) -> int:
    """Return the year that is rated now: until the end of March the year before, unless it was decided."""
    if today.month > _LAST_MONTH_OF_THE_YEAR_BEFORE:
        return today.year
    before = today.year - 1
    with office.read() as session:
        states = set(session.scalars(select(CellRating.standing).where(CellRating.year == before)))
    return before if RatingStanding.PROPOSED in states else today.year


def levels_of_year(session: Session, year: int) -> dict[int, QualityLevel]:
    """Return the current level of each rated cell of a year, by cell."""
    query = select(CellRating.cell_id, CellRating.level).where(CellRating.year == year, CellRating.is_current)
    return {row.cell_id: row.level for row in session.execute(query)}


def of_year(office: Office, year: int) -> dict[int, RatingDraft]:
    """Return the current rating of each rated cell of a year, by cell, for its grid."""
    with office.read() as session:
        return {row.cell_id: _draft(row) for row in _current(session, year)}


def _current(session: Session, year: int) -> list[CellRating]:
    return list(session.scalars(select(CellRating).where(CellRating.year == year, CellRating.is_current)))


def _draft(row: CellRating) -> RatingDraft:
    kept = {name: getattr(row, name) for name in _KEPT}
    return RatingDraft(row.cell_id, row.year, points=row.verified_points, reason=row.reason, **kept)


def sheet(office: Office, year: int) -> CellSheet:
    """Return the cells of a year with their ratings."""
    with office.read() as session:
        return CellSheet(year, rating_facts.cut_off(session, year), tuple(lines_in(session, year)))


def lines_in(session: Session, year: int) -> list[CellLine]:
    """Return the cells of a year with their ratings, inside another's session."""
    day = rating_facts.cut_off(session, year)
    names = register.names_of_cells(session)
    current = {row.cell_id: row for row in _current(session, year)}
    groups = _groups(session, year)
    faults = rating_facts.committee_faults(session, year)
    locks = _locks(session, year)
    whole = rating_facts.closed(session, year)
    annulled = rating_annulments.of_cells(session, year)
    rules = rating_rules.of_year(session, year)
    lines = []
    for cell in register.cells(session, day=day):
        row = current.get(cell.id)
        known = names.get(cell.id)
        lines.append(
            CellLine(
                cell.id,
                cell.code,
                cell_rules.name_on(known, day) if known else cell.name,
                groups.get(cell.id, cell.report_group),
                _draft(row) if row else None,
                row.standing if row else None,
                faults.get(cell.id, ()),
                whole or locks.get(cell.id, ""),
                annulled[cell.id].told if cell.id in annulled else "",
                rules,
            )
        )
    return lines


def lines_as_reviewed(session: Session, year: int) -> list[CellLine]:
    """Return the cells of a year with the ratings the review voted on: those before any was given again (Mẫu 03)."""
    query = select(CellRating).where(CellRating.year == year).order_by(CellRating.version.desc())
    first = {row.cell_id: row for row in session.scalars(query)}
    return [
        replace(line, draft=_draft(first[line.cell_id])) if line.cell_id in first else line
        for line in lines_in(session, year)
    ]


def _groups(session: Session, year: int) -> dict[int, str]:
    """Return the group each cell was counted in when the year's campaign took it in."""
    query = select(CellEntry.cell_id, CellEntry.group_at_time).join(Campaign, Campaign.id == CellEntry.campaign_id)
    query = query.where(Campaign.year == year, Campaign.title == TitleKind.CELL_4_GOOD)
    return {row.cell_id: row.group_at_time for row in session.execute(query)}


def _locks(session: Session, year: int) -> dict[int, str]:
    """Say of each rated cell that may not be rated otherwise in the grid why not."""
    decided = select(CellRating.cell_id).where(
        CellRating.year == year, CellRating.is_current, CellRating.standing == RatingStanding.DECIDED
    )
    found = dict.fromkeys(
        session.scalars(decided), f"Kết quả xếp loại năm {year} đã có quyết định; kết quả sai thì ghi xếp loại lại."
    )
    stands_on = (
        select(CellRating.cell_id)
        .join(CellEntry, CellEntry.cell_id == CellRating.cell_id)
        .join(Campaign, Campaign.id == CellEntry.campaign_id)
        .where(
            CellRating.year == year,
            CellRating.is_current,
            Campaign.year == year,
            Campaign.title == TitleKind.CELL_4_GOOD,
            Campaign.state.in_(_DECIDED),
            CellEntry.state.in_(TOOK_PART),
        )
    )
    sentence = f"Kết quả xét danh hiệu năm {year} đã quyết định dựa trên xếp loại này nên không sửa được nữa."
    # A level the body voted down is no result: another one has to be proposed before it can be decided.
    open_again = rating_votes.cells_voted_down(session, year)
    return dict.fromkeys((cell for cell in session.scalars(stands_on) if cell not in open_again), sentence) | found


def suggestion(draft: RatingDraft, faults: Sequence[Fault] = (), rules: YearRules | None = None) -> Suggestion:
    """Suggest a level for a cell from what was written down; its own level is not looked at."""
    return rating_suggestions.suggest(facts_of(draft, faults), draft.year, Subject.CELL, rules)


def facts_of(draft: RatingDraft, faults: Sequence[Fault] = ()) -> Facts:
    """Return what a rating rests on."""
    return Facts(
        draft.points,
        draft.tasks_total,
        draft.tasks_done,
        draft.tasks_over,
        draft.tasks_late,
        draft.faults_mended,
        draft.listed_case,
        tuple(faults),
    )


def save_all(office: Office, drafts: Sequence[RatingDraft]) -> Changes:
    """Save the ratings of several cells in one act; what is written already as it is stays untouched.

    Raises Problems when points are out of range, the level is another than the suggested one without a reason, or
    the rating of a cell stands under a decision.
    """
    with office.read() as session:
        years = {draft.year for draft in drafts}
        faults = {year: rating_facts.committee_faults(session, year) for year in years}
        rules = {year: rating_rules.of_year(session, year) for year in years}
    found = [
        problem
        for draft in drafts
        for problem in problems(draft, faults[draft.year].get(draft.cell_id, ()), rules[draft.year])
    ]
    if found:
        raise Problems(found)
    with office.work("ratings.save", "Ghi xếp loại chất lượng chi bộ") as session:
        written = 0
        for year in faults:
            written += _save_year(session, year, [draft for draft in drafts if draft.year == year])
        session.sentence = f"Ghi xếp loại chất lượng {written} chi bộ"
    return Changes.of(Kind.CAMPAIGNS)


def _save_year(session: Session, year: int, drafts: Sequence[RatingDraft]) -> int:
    """Write what differs; returns how many."""
    current = {row.cell_id: row for row in _current(session, year)}
    locks, whole = _locks(session, year), rating_facts.closed(session, year)
    changed = [
        draft for draft in drafts if draft.cell_id not in current or _draft(current[draft.cell_id]) != _clean(draft)
    ]
    locked = [
        Problem(f"level:{draft.cell_id}", lock) for draft in changed if (lock := whole or locks.get(draft.cell_id))
    ]
    if locked:
        raise Problems(locked)
    for draft in changed:
        put_in(session, draft, current.get(draft.cell_id))
    return len(changed)


def put_in(session: Session, draft: RatingDraft, row: CellRating | None = None) -> CellRating:
    """Write a rating inside another's session, over the current one ``row`` when it is known, and return it."""
    if row is None:
        known = select(CellRating).where(CellRating.cell_id == draft.cell_id, CellRating.year == draft.year)
        versions = list(session.scalars(known.order_by(CellRating.version)))
        row = next((one for one in versions if one.is_current), None)
        if row is None:
            row = CellRating(cell_id=draft.cell_id, year=draft.year, version=len(versions) + 1, level=draft.level)
            session.add(row)
    _put(row, _clean(draft))
    return row


def _clean(draft: RatingDraft) -> RatingDraft:
    return replace(draft, reason=draft.reason.strip(), listed_case=draft.listed_case.strip())


def _put(row: CellRating, draft: RatingDraft) -> None:
    voted_otherwise = row.votes_for is not None and row.level is not draft.level
    for name in _KEPT:
        setattr(row, name, getattr(draft, name))
    if voted_otherwise:
        # The body voted on the level that was proposed then.
        row.votes_for = row.votes_against = None
    row.verified_points, row.reason = draft.points, draft.reason


def problems(draft: RatingDraft, faults: Sequence[Fault] = (), rules: YearRules | None = None) -> list[Problem]:
    """Check one rating; the fields are "points:<cell id>", "reason:<cell id>"… by the columns of its grid."""
    whose = draft.cell_id
    found = []
    if draft.is_exemplary and draft.level is not QualityLevel.EXCELLENT:
        sentence = f"“Tiêu biểu” chỉ chọn trong số chi bộ “{QualityLevel.EXCELLENT.label}”."
        found.append(Problem(f"exemplary:{whose}", sentence))
    for name, points in (("self_points", draft.self_points), ("points", draft.points)):
        if points is not None and not 0 <= points <= 100:
            found.append(Problem(f"{name}:{whose}", "Điểm xếp loại phải từ 0 đến 100."))
    tasks = rating_suggestions.task_problems(facts_of(draft))
    found += [Problem(f"{name}:{whose}", sentence) for name, sentence in tasks]
    if found:
        return found
    suggested = suggestion(draft, faults, rules)
    if rating_suggestions.level_needs_reason(draft.level, suggested) and not draft.reason.strip():
        told = " ".join(suggested.reasons)
        found.append(Problem(f"reason:{whose}", f"{told} Chọn mức khác thì hãy ghi lý do."))
    return found
