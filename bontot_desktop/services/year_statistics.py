"""A year's end as its statistics see it: frozen once the campaign is closed, gathered while it is under way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.awards import Award, OtherAward
from bontot_desktop.db.models.cells import Lineage
from bontot_desktop.db.models.criteria import CriteriaSet, CriterionRow
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.models.recognition import Campaign, CellEntry, EntryScore
from bontot_desktop.db.models.year_end import CellTarget
from bontot_desktop.db.queries import meeting_figures
from bontot_desktop.db.queries import statistics as statistic_queries
from bontot_desktop.db.work import driver_of
from bontot_desktop.documents import facts as facts_codec
from bontot_desktop.rules import statistics
from bontot_desktop.rules.awards import money
from bontot_desktop.rules.closed_year import ClosedYear
from bontot_desktop.rules.criteria import ItemRole
from bontot_desktop.rules.faults import Fault
from bontot_desktop.rules.meetings import COUNTED_TYPES
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.movement import BriefingKind
from bontot_desktop.rules.periods import whole_year
from bontot_desktop.rules.recognition import EntryState, Scoring, TitleKind
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.rules.statistic_facts import Facts
from bontot_desktop.rules.year_statistics import VERIFIED, AwardSum, Lost, MeetingSum, YearFigures, YearView, in_order
from bontot_desktop.services import (
    awards,
    campaign_closing,
    campaigns,
    rating_annulments,
    rating_facts,
    statistic_settings,
)
from bontot_desktop.services.movement import totals
from bontot_desktop.services.office import Office

#: Years of the comparison, the newest counted.
COMPARED = 5
#: Where a cell without a report group is counted.
OTHERS = "Khác"
_RATINGS = (Rating.GOOD, Rating.FAIR, Rating.AVERAGE, Rating.POOR)
#: Entries of cells that are still there at the year's end.
_THERE = frozenset(EntryState) - {EntryState.CLOSED_REORG}


def campaigns_of(office: Office) -> list[tuple[int, int]]:
    """Return the years that have a campaign of cells, the newest first, each with its campaign's id."""
    question = "SELECT year, id FROM campaign WHERE title = ? ORDER BY year DESC"
    with office.ask() as driver:
        return [(year, campaign) for year, campaign in driver.execute(question, (TitleKind.CELL_4_GOOD.value,))]


def view(office: Office, campaign_id: int) -> YearView:
    """Return a campaign's year: as it was closed, else as it stands now. Raises NotFound."""
    with office.read() as session:
        return view_of(session, campaigns.find(session, campaign_id), office.now())


def view_of(session: Session, campaign: Campaign, now: datetime) -> YearView:
    """Return a campaign's year inside another's session."""
    frozen = campaign_closing.facts_of(session, campaign)
    if frozen is not None:
        figures = facts_codec.from_json(YearFigures, dict(frozen.figures))
        return YearView(frozen, figures, campaign_closing.note_of(campaign))
    return YearView(campaign_closing.gather(session, campaign, now), figures_of(session, campaign, now.date()))


def years(office: Office, campaign_id: int, count: int = COMPARED) -> list[YearView]:
    """Return a campaign's year and those before it that have a campaign, the oldest first, at most ``count``."""
    with office.read() as session:
        return years_of(session, campaigns.find(session, campaign_id), office.now(), count)


def years_of(session: Session, campaign: Campaign, now: datetime, count: int = COMPARED) -> list[YearView]:
    """Return the same inside another's session."""
    query = select(Campaign).where(Campaign.title == campaign.title, Campaign.year <= campaign.year)
    rows = session.scalars(query.order_by(Campaign.year.desc()).limit(count)).all()
    return [view_of(session, row, now) for row in reversed(rows)]


def frozen(session: Session, campaign: Campaign, now: datetime) -> ClosedYear:
    """Gather a year as it is stored when it is closed, with everything its tables and its report count."""
    figures = facts_codec.to_json(figures_of(session, campaign, now.date()))
    return replace(campaign_closing.gather(session, campaign, now), figures=figures)


def figures_of(session: Session, campaign: Campaign, today: date) -> YearFigures:
    """Count what belongs to a year outside its campaign: admissions, discipline, meetings, rewards, the movement.

    Admissions, decisions and meetings are those of the calendar year until today.
    """
    year = campaign.year
    groups = {entry.cell_id: entry.group_at_time for entry in campaign.entries}
    heirs = _heirs(session, campaign)
    faults = rating_facts.faults_of(session, year)
    targets = session.scalars(select(CellTarget).where(CellTarget.year == year)).all()
    asked = [row.assigned for row in targets if row.is_admission]
    judged = [row for row in targets if not row.is_admission and row.reached is not None]
    return YearFigures(
        admitted=_admitted(session, year),
        admission_target=int(sum(asked, Decimal(0))) if asked else None,
        disciplined=len(faults),
        cells_disciplined=len(_cells_of(session, faults)),
        meetings=_meetings(session, campaign, today),
        criteria=_criteria(session, campaign),
        awards=_awards(session, campaign),
        targets_done=sum(_is_reached(row) for row in judged) if judged else None,
        targets_all=len(judged) if judged else None,
        kinds_now=tuple((cell, groups[heir]) for cell, heir in heirs),
        heirs=heirs,
        annulled=_annulled(session, campaign),
        **_movement(session, year, today),
    )


def _annulled(session: Session, campaign: Campaign) -> tuple[str, ...]:
    """Tell the cells of the year whose rating was annulled and that have none since."""
    names = {entry.cell_id: entry.name_at_time for entry in campaign.entries}
    found = rating_annulments.of_cells(session, campaign.year)
    return tuple(f"{names[cell]}: {one.told}" for cell, one in found.items() if cell in names)


def _admitted(session: Session, year: int) -> int:
    query = select(func.count()).where(Member.admitted_on >= date(year, 1, 1), Member.admitted_on <= date(year, 12, 31))
    return session.scalar(query) or 0


def _cells_of(session: Session, faults: Mapping[int, Sequence[Fault]]) -> set[int]:
    """Return the cells the disciplined stood in when it was decided; who left the Party by it, the cell he left."""
    query = (
        select(StatusRow.member_id, StatusRow.cell_id, StatusRow.from_on)
        .where(StatusRow.member_id.in_(list(faults)), StatusRow.status != MemberStatus.TEMP_IN)
        .order_by(StatusRow.from_on)
    )
    stood: dict[int, list[tuple[date | None, int]]] = defaultdict(list)
    for member, cell, first in session.execute(query):
        stood[member].append((first, cell))
    found = set()
    for member, decided in faults.items():
        for fault in decided:
            before = [cell for first, cell in stood[member] if first is None or first <= fault.decided_on]
            found.update(before[-1:])
    return found


def _is_reached(row: CellTarget) -> bool:
    assert row.reached is not None
    return row.reached <= row.assigned if row.is_lower_better else row.reached >= row.assigned


def _meetings(session: Session, campaign: Campaign, today: date) -> tuple[MeetingSum, ...]:
    """Count the meetings of a year by report group, by the very figures S1, S2, S4, S5 and S8 of the statistics."""
    driver, period = driver_of(session), whole_year(campaign.year)
    cells = statistic_queries.cells(driver, period.first_day, period.last_day)
    choices = statistic_settings.meeting_choices(driver)
    held = meeting_figures.figures(driver, period.first, period.last, kinds=COUNTED_TYPES, until=today, **choices)
    facts = Facts(period, today, statistic_settings.rules_of(driver), tuple(cells), tuple(held))
    entered = {entry.cell_id: entry.group_at_time for entry in campaign.entries}
    groups = {cell.id: entered.get(cell.id) or cell.report_group or OTHERS for cell in cells}
    order = in_order(groups.values())
    parts = facts.by_cells({cell: order.index(group) for cell, group in groups.items()})
    return tuple(_meeting_sum(group, parts[place]) for place, group in enumerate(order))


def _meeting_sum(group: str, facts: Facts) -> MeetingSum:
    came, spoke = statistics.attendance(facts), statistics.speaking(facts)
    regular, quarters = statistics.regular(facts), statistics.themed_quarters(facts)
    good, fair, average, poor = (int(statistics.rated(rating)(facts).part) for rating in _RATINGS)
    return MeetingSum(
        group=group,
        owed=regular.whole or 0,
        held=int(regular.part),
        present=int(came.part),
        expected=came.whole or 0,
        attended=spoke.whole or 0,
        speakers=int(spoke.part),
        themed=int(statistics.themed(facts).part),
        themed_owed=quarters.whole or 0,
        themed_met=int(quarters.part),
        ratings=(good, fair, average, poor),
        cell_ids=tuple(cell.id for cell in facts.cells),
    )


def _criteria(session: Session, campaign: Campaign) -> tuple[Lost, ...]:
    """Add up what the verified cells were given for each criterion that applied; without points, who passed it."""
    query = (
        select(
            CriterionRow.code,
            CriterionRow.title,
            CriterionRow.maximum,
            func.coalesce(EntryScore.final_points, EntryScore.verified_points),
            CriteriaSet.scoring,
        )
        .join(EntryScore, EntryScore.criterion_id == CriterionRow.id)
        .join(CriteriaSet, CriteriaSet.id == CriterionRow.set_id)
        .join(CellEntry, CellEntry.id == EntryScore.entry_id)
        .where(
            CellEntry.campaign_id == campaign.id,
            CellEntry.state.in_(VERIFIED),
            EntryScore.is_not_applicable.is_(False),
            CriterionRow.is_group.is_(False),
            CriterionRow.role == ItemRole.ITEM,
        )
        .order_by(CriterionRow.set_id, CriterionRow.position)
    )
    found: dict[tuple[str, str], list[Decimal]] = {}
    for code, title, maximum, points, scoring in session.execute(query):
        if points is not None:
            has_points = scoring is Scoring.POINTS
            one = found.setdefault((code, title), [Decimal(0), Decimal(0)])
            one[0] += maximum if has_points else 1
            one[1] += points if has_points else int(points == maximum)
    return tuple(Lost(code, title, maximum, counted) for (code, title), (maximum, counted) in found.items())


def _awards(session: Session, campaign: Campaign) -> tuple[AwardSum, ...]:
    found: dict[str, list[Award]] = {}
    for award in awards.awards_of(session, campaign.id, members=None):
        if award.taken_back_on is None:
            whom = "đảng viên" if award.member_id is not None else "chi bộ"
            found.setdefault(f"Giấy khen {whom}: {award.kind.label.lower()}", []).append(award)
    own = [
        AwardSum(
            name,
            len(given),
            sum((money(one.coefficient, one.base_pay) or Decimal(0) for one in given), Decimal(0)),
            tuple(dict.fromkeys(one.cell_id for one in given)),
        )
        for name, given in found.items()
    ]
    return (*own, *_given_by_others(session, campaign))


def _given_by_others(session: Session, campaign: Campaign) -> Iterator[AwardSum]:
    """Count what other bodies gave the cells of the campaign in its year (recognition.md §7), by form and giver."""
    here = [entry.cell_id for entry in campaign.entries]
    query = select(OtherAward).where(OtherAward.year == campaign.year, OtherAward.cell_id.in_(here))
    found: dict[str, list[int]] = {}
    for row in session.scalars(query.order_by(OtherAward.form, OtherAward.issuer, OtherAward.id)):
        found.setdefault(f"{row.form} của {row.issuer}" if row.issuer else row.form, []).append(row.cell_id)
    for name, cells in found.items():
        yield AwardSum(name, len(cells), cell_ids=tuple(dict.fromkeys(cells)), is_own=False)


def _movement(session: Session, year: int, today: date) -> dict[str, Any]:
    """Return what the movement of the year adds (R22): conferences, papers, commitments and what was found worth it."""
    counted = totals.totals_of(session, year, today)
    told = [one for one in (*counted.by_committee, *counted.by_cells) if one.kind is not BriefingKind.REVIEW]
    return {
        "papers": tuple((one.name, one.number) for one in counted.committee_papers),
        "cell_papers": tuple((one.name, one.number) for one in counted.cell_papers),
        "briefings": sum(one.briefings for one in told),
        "participants": sum(one.participants for one in told),
        "commitments_cells": counted.cells_signed,
        "commitments_members": counted.members_signed,
        "finds": tuple((one.kind.label, one.number) for one in counted.finds),
    }


def _heirs(session: Session, campaign: Campaign) -> tuple[tuple[int, int], ...]:
    """Say of cells of earlier years that are no more which cell of this year came of them."""
    groups = {entry.cell_id: entry.group_at_time for entry in campaign.entries if entry.state in _THERE}
    query = (
        select(CellEntry.cell_id)
        .join(Campaign, Campaign.id == CellEntry.campaign_id)
        .where(Campaign.title == campaign.title, Campaign.year < campaign.year)
        .distinct()
    )
    gone = sorted(cell for cell in session.scalars(query) if cell not in groups)
    if not gone:
        return ()
    turns: dict[int, list[int]] = defaultdict(list)
    for old, new in session.execute(select(Lineage.predecessor_id, Lineage.successor_id).order_by(Lineage.id)):
        if new is not None:
            turns[old].append(new)
    found = []
    for cell in gone:
        seen, ahead = {cell}, list(turns[cell])
        while ahead:
            one = ahead.pop(0)
            if one in groups:
                found.append((cell, one))
                break
            if one not in seen:
                seen.add(one)
                ahead += turns[one]
    return tuple(found)
