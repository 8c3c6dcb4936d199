"""What stands on a set of criteria, and how campaigns under way go on with a newer version of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.committee_title import CommitteeScore
from bontot_desktop.db.models.criteria import CriteriaSet, CriterionRow
from bontot_desktop.db.models.dossiers import EvidenceFile
from bontot_desktop.db.models.ratings import CellRating, MemberRating
from bontot_desktop.db.models.recognition import Campaign, CampaignSet, CellEntry, EntryScore
from bontot_desktop.db.models.year_end import MemberTitle
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import CampaignState
from bontot_desktop.services.office import Office

CHANGED = Changes.of(Kind.SETTINGS, Kind.CAMPAIGNS)
#: A campaign of these states keeps its sets as they were.
DECIDED = (CampaignState.DECIDED, CampaignState.CLOSED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An undecided campaign that names an older version of a set, and how many of its cells nobody scored by it."""

    campaign_id: int
    year: int
    unscored: int
    scored: int


def counts(session: Session) -> dict[int, int]:
    """Count what stands on each set: sheets of cells, ratings of cells and members, members of its campaigns."""
    found: dict[int, int] = {}
    sheet = select(CriterionRow.set_id, EntryScore.entry_id).join(
        EntryScore, EntryScore.criterion_id == CriterionRow.id
    )
    proof = select(CriterionRow.set_id, EvidenceFile.entry_id).join(
        EvidenceFile, EvidenceFile.criterion_id == CriterionRow.id
    )
    sheets = {(row[0], row[1]) for question in (sheet, proof) for row in session.execute(question.distinct())}
    for set_id, _ in sheets:
        found[set_id] = found.get(set_id, 0) + 1
    ratings = (select(table.set_id, func.count()).group_by(table.set_id) for table in (CellRating, MemberRating))
    titles = (
        select(Campaign.criteria_set_id, func.count())
        .join(MemberTitle, MemberTitle.campaign_id == Campaign.id)
        .group_by(Campaign.criteria_set_id)
    )
    committee = (
        select(CriterionRow.set_id, func.count(CommitteeScore.title_id.distinct()))
        .join(CommitteeScore, CommitteeScore.criterion_id == CriterionRow.id)
        .group_by(CriterionRow.set_id)
    )
    for question in (*ratings, titles, committee):
        for row in session.execute(question):
            if row[0] is not None:
                found[row[0]] = found.get(row[0], 0) + row[1]
    return found


def years(session: Session) -> dict[int, set[int]]:
    """Return the years of the campaigns that name each set, for all cells or for one kind."""
    own = select(Campaign.criteria_set_id, Campaign.year)
    by_group = select(CampaignSet.set_id, Campaign.year).join(Campaign, Campaign.id == CampaignSet.campaign_id)
    found: dict[int, set[int]] = {}
    for question in (own, by_group):
        for set_id, year in session.execute(question):
            found.setdefault(set_id, set()).add(year)
    return found


def waiting(session: Session, new: CriteriaSet) -> tuple[Waiting, ...]:
    """Return the undecided campaigns that name an older version of a set and have cells nobody scored by it."""
    older = set(_older(session, new))
    if not older:
        return ()
    undecided = select(Campaign).where(Campaign.state.not_in(DECIDED)).order_by(Campaign.year.desc())
    found = []
    for campaign in session.scalars(undecided):
        groups = {row.report_group: row.set_id for row in campaign.sets}
        if older.isdisjoint({campaign.criteria_set_id, *groups.values()}):
            continue
        cells = session.execute(
            select(CellEntry.id, CellEntry.group_at_time).where(CellEntry.campaign_id == campaign.id)
        ).all()
        on_it = {row[0] for row in cells if groups.get(row[1], campaign.criteria_set_id) in older}
        scored = set(session.scalars(select(EntryScore.entry_id).where(EntryScore.entry_id.in_(on_it)).distinct()))
        if on_it - scored:
            found.append(Waiting(campaign.id, campaign.year, len(on_it - scored), len(scored)))
    return tuple(found)


def _older(session: Session, new: CriteriaSet) -> list[int]:
    same = select(CriteriaSet.id).where(CriteriaSet.code == new.code, CriteriaSet.version < new.version)
    return list(session.scalars(same))


def switch(office: Office, new_id: int, campaign_ids: Sequence[int]) -> Changes:
    """Let undecided campaigns go on with a newer version: cells nobody scored take it, the others keep theirs.

    Raises Refused for a decided campaign, or one that names no older version of the set; NotFound.
    """
    with office.work("criteria_sets.switch", "Chuyển sang bản mới của bộ tiêu chí") as session:
        new = session.get(CriteriaSet, new_id)
        if new is None:
            raise NotFound("Không còn bộ tiêu chí này.")
        older = set(_older(session, new))
        years = []
        for campaign_id in campaign_ids:
            campaign = session.get(Campaign, campaign_id)
            if campaign is None:
                raise NotFound("Không còn đợt thi đua này.")
            if campaign.state in DECIDED:
                raise Refused(f"Đợt thi đua năm {campaign.year} đã có quyết định nên giữ bộ tiêu chí của nó.")
            own = [row for row in campaign.sets if row.set_id in older]
            if campaign.criteria_set_id not in older and not own:
                raise Refused(f"Đợt thi đua năm {campaign.year} không dùng bộ tiêu chí này.")
            if campaign.criteria_set_id in older:
                campaign.criteria_set_id = new.id
            for row in own:
                row.set_id = new.id
            years.append(str(campaign.year))
        named = ", ".join(years)
        session.sentence = f"Chuyển đợt thi đua năm {named} sang bản {new.version} của bộ tiêu chí {new.name}"
    return CHANGED
