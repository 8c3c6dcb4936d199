"""The sets of criteria a campaign names for kinds of cells, where they are scored by another than its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from bontot_desktop.db.models.recognition import CampaignSet, CellEntry, EntryScore
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import campaigns
from bontot_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A kind of cells in a campaign; ``set_id`` is None where the campaign's own set holds."""

    group: str
    cells: int
    scored: int
    set_id: int | None


def rows(office: Office, campaign_id: int) -> list[GroupRow]:
    """Return the kinds of cells of a campaign by their number, each with the set named for it. Raises NotFound."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        named = {row.report_group: row.set_id for row in campaign.sets}
        entries = session.execute(
            select(CellEntry.id, CellEntry.group_at_time).where(CellEntry.campaign_id == campaign_id)
        ).all()
        scored = set(
            session.scalars(
                select(EntryScore.entry_id)
                .join(CellEntry, CellEntry.id == EntryScore.entry_id)
                .where(CellEntry.campaign_id == campaign_id)
            )
        )
    found: dict[str, list[int]] = {group: [] for group in named}
    for entry_id, group in entries:
        found.setdefault(group, []).append(entry_id)
    made = [GroupRow(group, len(ids), len(scored.intersection(ids)), named.get(group)) for group, ids in found.items()]
    return sorted(made, key=lambda row: (-row.cells, row.group))


def set_ids(office: Office, campaign_id: int) -> list[int]:
    """Return the sets a campaign names now, for all cells and for kinds of them. Raises NotFound."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        return [campaign.criteria_set_id, *(row.set_id for row in campaign.sets)]


def named(office: Office, campaign_id: int) -> dict[str, int]:
    """Return the set named for each kind of cells that has its own. Raises NotFound."""
    return {row.group: row.set_id for row in rows(office, campaign_id) if row.set_id is not None}


def name_sets(office: Office, campaign_id: int, wanted: Mapping[str, int]) -> Changes:
    """Name sets for kinds of cells; a kind that is absent is scored by the campaign's own set (recognition.md §5.1).

    Raises Problems (field the kind of cells) where one of its cells was scored already; Refused once decided.
    """
    before = {row.group: row for row in rows(office, campaign_id)}
    found = []
    for group in {*before, *wanted}:
        row = before.get(group)
        if row is not None and row.scored and row.set_id != wanted.get(group):
            sentence = f"{row.scored} chi bộ nhóm {group} đã chấm điểm nên không đổi bộ tiêu chí của nhóm được."
            found.append(Problem(group, sentence))
    if found:
        raise Problems(found)
    with office.work("campaigns.sets", "Chọn bộ tiêu chí theo loại hình chi bộ") as session:
        campaign = campaigns.find(session, campaign_id)
        campaigns.refuse_when_decided(campaign)
        there = {row.report_group: row for row in campaign.sets}
        for group, own in there.items():
            if group not in wanted:
                campaign.sets.remove(own)
        for group, set_id in wanted.items():
            if group in there:
                there[group].set_id = set_id
            else:
                campaign.sets.append(CampaignSet(report_group=group, set_id=set_id))
        session.sentence = f"Chọn bộ tiêu chí theo loại hình chi bộ, đợt thi đua năm {campaign.year}"
        session.about(campaign)
    return Changes.of(Kind.CAMPAIGNS)
