"""Which set of criteria a cell is scored by in a campaign, and what its points come to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from bontot_desktop.db.models.criteria import CriteriaSet, CriterionRow
from bontot_desktop.db.models.recognition import Campaign, CellEntry, EntryScore
from bontot_desktop.db.queries.entries import EntryLine
from bontot_desktop.rules.criteria import Answer, Criterion, CriterionKind, SetFacts, SetUse
from bontot_desktop.rules.criteria_scoring import Given, SetScore, bounded, is_plain_sum, most, score
from bontot_desktop.rules.recognition import Column, Scoring, SetStatus

_COLUMNS = {
    Column.SELF: "self_points",
    Column.IN_CHARGE: "in_charge_points",
    Column.VERIFIED: "verified_points",
    Column.FINAL: "final_points",
}
#: A set with all that belongs to it, in three questions.
WHOLE = (selectinload(CriteriaSet.items).selectinload(CriterionRow.options),)


def set_of(session: Session, entry: CellEntry) -> CriteriaSet:
    """Return the set a cell is scored by in its campaign.

    Once it has a score it keeps the version it was scored by; before, its kind of cells may have a set of its own in
    the campaign (recognition.md §5.1), else the campaign's holds.
    """
    if entry.scores:
        used = session.get(CriteriaSet, entry.scores[0].criterion.set_id)
        if used is not None:
            return used
    return chosen(entry.campaign, entry.group_at_time)


def chosen(campaign: Campaign, group: str) -> CriteriaSet:
    """Return the set a campaign names for a kind of cells ("Trường học"), its own where none is named."""
    own = next((row.criteria_set for row in campaign.sets if row.report_group == group), None)
    return campaign.criteria_set if own is None else own


def sets_of(session: Session, campaign: Campaign) -> dict[int, CriteriaSet]:
    """Return the set of every cell of a campaign, by entry: as :func:`set_of`, in few statements."""
    used = (
        select(EntryScore.entry_id, func.min(CriterionRow.set_id))
        .join(CriterionRow, CriterionRow.id == EntryScore.criterion_id)
        .join(CellEntry, CellEntry.id == EntryScore.entry_id)
        .where(CellEntry.campaign_id == campaign.id)
        .group_by(EntryScore.entry_id)
    )
    scored: dict[int, int] = {row[0]: row[1] for row in session.execute(used)}
    named = {row.report_group: row.set_id for row in campaign.sets}
    groups = select(CellEntry.id, CellEntry.group_at_time).where(CellEntry.campaign_id == campaign.id)
    ids = {
        entry_id: scored.get(entry_id, named.get(group, campaign.criteria_set_id))
        for entry_id, group in session.execute(groups)
    }
    wanted = {*ids.values(), campaign.criteria_set_id}
    whole = select(CriteriaSet).where(CriteriaSet.id.in_(wanted)).options(*WHOLE)
    found = {row.id: row for row in session.scalars(whole)}
    return {entry_id: found[set_id] for entry_id, set_id in ids.items()}


def facts_of(criteria: CriteriaSet) -> SetFacts:
    """Return a set as its rules need it; read once for many sheets."""
    return SetFacts(
        scoring=criteria.scoring,
        items=tuple(criterion_of(row) for row in criteria.items),
        maximum=criteria.max_total,
        pass_total=criteria.pass_total,
        group_min_percent=criteria.group_min_percent,
        step=criteria.step,
    )


def criterion_of(row: CriterionRow) -> Criterion:
    """Turn a stored line into plain values."""
    return Criterion(
        code=row.code,
        title=row.title,
        maximum=row.maximum,
        is_group=row.is_group,
        is_veto=row.is_veto,
        role=row.role,
        kind=CriterionKind(row.kind),
        metric=row.metric,
        second_metric=row.second_metric,
        evidence_required=row.evidence_required,
        na_allowed=row.na_allowed,
        na_policy=row.na_policy,
        hint=row.hint,
        options=tuple(
            Answer(one.label, one.points, one.lower_bound, one.upper_bound, one.second_lower) for one in row.options
        ),
    )


# What the points come to


@dataclass(frozen=True, slots=True)
class EntryScores:
    """What a cell's sheet comes to: as it scored itself, as it was verified, and as it counts.

    What counts is of each criterion what the committee gave, else what was verified.
    """

    criteria: CriteriaSet = field(repr=False)
    facts: SetFacts = field(repr=False)
    own: SetScore
    counted: SetScore


@dataclass(frozen=True, slots=True)
class Totals:
    """What a list shows of a cell's sheet; totals are None where nothing was given."""

    scoring: Scoring
    own: Decimal | None
    counted: Decimal | None
    maximum: Decimal


def totals_of(session: Session, campaign: Campaign, lines: Sequence[EntryLine]) -> dict[int, Totals]:
    """Return the totals of every cell of a campaign, by entry.

    Where the points need only be added, the sums of the list stand; the other sheets are added up line by line.
    """
    sets = sets_of(session, campaign)
    facts = {criteria.id: facts_of(criteria) for criteria in {one.id: one for one in sets.values()}.values()}
    found: dict[int, Totals] = {}
    others = []
    for line in lines:
        one = facts[sets[line.id].id]
        if is_plain_sum(one) and not line.has_left_out:
            totals = [None if points is None else bounded(one, points) for points in (line.self_sum, line.counted_sum)]
            found[line.id] = Totals(one.scoring, totals[0], totals[1], most(one))
        else:
            others.append(line.id)
    if others:
        for entry_id, scores in scores_of(session, campaign, others).items():
            counted = scores.counted
            found[entry_id] = Totals(scores.facts.scoring, scores.own.total, counted.total, counted.maximum)
    return found


def scores_of(session: Session, campaign: Campaign, entry_ids: Collection[int] | None = None) -> dict[int, EntryScores]:
    """Return what the sheet of every cell of a campaign comes to, by entry; cells without a score have theirs empty.

    ``entry_ids`` are the cells to look at, None for all.
    """
    sets = sets_of(session, campaign)
    if entry_ids is not None:
        sets = {entry_id: sets[entry_id] for entry_id in entry_ids}
    used = {one.id: one for one in sets.values()}
    facts = {set_id: facts_of(criteria) for set_id, criteria in used.items()}
    codes = {row.id: row.code for criteria in used.values() for row in criteria.items}
    lines = (
        select(
            EntryScore.entry_id,
            EntryScore.criterion_id,
            EntryScore.self_points,
            EntryScore.verified_points,
            EntryScore.final_points,
            EntryScore.is_not_applicable,
        )
        .join(CellEntry, CellEntry.id == EntryScore.entry_id)
        .where(CellEntry.campaign_id == campaign.id)
    )
    if entry_ids is not None:
        lines = lines.where(EntryScore.entry_id.in_(entry_ids))
    own: dict[int, dict[str, Given]] = {}
    counted: dict[int, dict[str, Given]] = {}
    for entry_id, criterion_id, by_cell, verified, final, is_out in session.execute(lines):
        code = codes[criterion_id]
        own.setdefault(entry_id, {})[code] = Given(by_cell, is_out)
        counted.setdefault(entry_id, {})[code] = Given(verified if final is None else final, is_out)
    return {
        entry_id: EntryScores(
            criteria,
            facts[criteria.id],
            score(facts[criteria.id], own.get(entry_id, {})),
            score(facts[criteria.id], counted.get(entry_id, {})),
        )
        for entry_id, criteria in sets.items()
    }


def score_of(
    session: Session, entry: CellEntry, column: Column | None = None, known: Mapping[int, SetFacts] | None = None
) -> SetScore:
    """Return what one column of a cell's sheet comes to; None for the points that count.

    ``known`` are facts by set, where many sheets are looked at.
    """
    criteria = set_of(session, entry)
    facts = known[criteria.id] if known and criteria.id in known else facts_of(criteria)
    return score(facts, given_of(entry.scores, column))


def given_of(scores: Iterable[EntryScore], column: Column | None = None) -> dict[str, Given]:
    """Return what was given to each criterion in a column, by code; None for the points that count."""
    return {row.criterion.code: Given(_points(row, column), row.is_not_applicable) for row in scores}


def _points(row: EntryScore, column: Column | None) -> Decimal | None:
    if column is not None:
        points: Decimal | None = getattr(row, _COLUMNS[column])
        return points
    return row.verified_points if row.final_points is None else row.final_points


# What a campaign may choose


def offered(session: Session, use: SetUse = SetUse.CELL_TITLE) -> list[CriteriaSet]:
    """Return the sets a campaign may name: the newest version of each that is not retired, adopted ones first."""
    query = select(CriteriaSet).where(CriteriaSet.used_for == use, CriteriaSet.status != SetStatus.RETIRED)
    newest: dict[str, CriteriaSet] = {}
    for row in session.scalars(query.order_by(CriteriaSet.id)):
        if row.code not in newest or newest[row.code].version < row.version:
            newest[row.code] = row
    order = (SetStatus.ADOPTED, SetStatus.PROPOSAL, SetStatus.DRAFT)
    return sorted(newest.values(), key=lambda row: order.index(row.status))


def newest_of(session: Session, set_id: int) -> int:
    """Return the newest version, not retired, of the set a campaign named before; itself where there is none."""
    row = session.get(CriteriaSet, set_id)
    if row is None:
        return set_id
    return next((one.id for one in offered(session, row.used_for) if one.code == row.code), set_id)
