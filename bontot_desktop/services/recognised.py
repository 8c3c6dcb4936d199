"""The list of cells to be recognised: what the decision prints of each, as the register knows it on a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.rules import recognition as rules
from bontot_desktop.rules.cells import REPORT_GROUPS
from bontot_desktop.rules.recognition import EntryState, QualityLevel, Scoring
from bontot_desktop.rules.streaks import Counter
from bontot_desktop.services import campaign_sets, campaigns, cells, entries, ratings, streaks
from bontot_desktop.services.campaign_sets import EntryScores
from bontot_desktop.services.cells import CellRow
from bontot_desktop.services.office import Office

#: States of the cells a decision lists.
LISTED = (EntryState.PROPOSED, EntryState.RECOGNISED)
#: What stands under "Ghi chú" for a pilot cell.
PILOT_NOTE = "Chi bộ điểm"


@dataclass(frozen=True, slots=True)
class RecognisedRow:
    """One line of the list; ``points`` is None where the set has no points."""

    id: int
    cell_id: int
    cell: str
    cell_order: str
    group: str
    secretary: str
    members: int
    points: Decimal | None
    rating: QualityLevel | None
    #: Years in a row with the title, this one counted.
    streak: int
    note: str
    #: The cell ended on or before the day.
    is_dissolved: bool


def list_recognised(office: Office, campaign_id: int) -> list[RecognisedRow]:
    """Return the cells proposed, put before the committee above or recognised, as of today, in the order of the paper.

    Raises NotFound.
    """
    with office.read() as session:
        shown = (*LISTED, EntryState.SUBMITTED_UP)
        return rows_of(session, campaigns.find(session, campaign_id), office.today(), shown)


def rows_of(
    session: Session, campaign: Campaign, day: date, states: Collection[EntryState] = LISTED
) -> list[RecognisedRow]:
    """Return the rows inside another's session: by report group, then by the Vietnamese order of names."""
    chosen = [entry for entry in entries.loaded(session, campaign) if entry.state in states]
    if not chosen:
        return []
    known = {row.id: row for row in cells.rows_of(session, day, with_dissolved=True)}
    levels = ratings.levels_of_year(session, campaign.year)
    years = streaks.years_of(session, Counter.TITLE, [entry.cell_id for entry in chosen], campaign.title)
    scores = campaign_sets.scores_of(session, campaign, [entry.id for entry in chosen])
    rows = [
        _row(
            entry,
            _points(scores[entry.id]),
            known[entry.cell_id],
            day,
            levels.get(entry.cell_id),
            rules.streak({*years.get(entry.cell_id, ()), campaign.year}, campaign.year),
        )
        for entry in chosen
    ]
    order = {group: place for place, group in enumerate(REPORT_GROUPS)}
    return sorted(rows, key=lambda row: (order.get(row.group, len(order)), row.group, row.cell_order, row.id))


def _points(scores: EntryScores) -> Decimal | None:
    return scores.counted.total if scores.facts.scoring is Scoring.POINTS else None


def _row(
    entry: CellEntry, points: Decimal | None, cell: CellRow, day: date, rating: QualityLevel | None, streak: int
) -> RecognisedRow:
    return RecognisedRow(
        id=entry.id,
        cell_id=entry.cell_id,
        cell=cell.name,
        cell_order=cell.name_order,
        group=entry.group_at_time,
        secretary=cell.secretary,
        members=cell.members,
        points=points,
        rating=rating,
        streak=streak,
        note=PILOT_NOTE if entry.is_pilot else "",
        is_dissolved=cell.dissolved_on is not None and cell.dissolved_on <= day,
    )
