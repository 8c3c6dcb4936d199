"""Every paper of a campaign's year in one run: what was issued, in the order of the year, chosen by ticks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.rules.periods import whole_year
from bontot_desktop.services import campaigns, numbers
from bontot_desktop.services.batches import PaperItem
from bontot_desktop.services.office import Office

#: The kinds about a year's ratings, which name the year and not the campaign.
_OF_THE_YEAR = ("D18", "M03")


@dataclass(frozen=True, slots=True)
class YearPaper:
    """An issued paper of the year: its kind, its number as printed ("" for none), its day, what it is about."""

    id: int
    kind_id: str
    kind: str
    number: str
    dated_on: date | None
    about: str
    is_printed: bool


def papers(office: Office, campaign_id: int) -> list[YearPaper]:
    """Return the papers of a campaign that stand, by kind in the order of the year, then by day and number.

    Raises NotFound.
    """
    with office.read() as session:
        rows = _rows(session, campaign_id)
        order = {kind: place for place, kind in enumerate(KINDS)}
        rows.sort(key=lambda row: (order[row.kind], row.dated_on or date.max, row.number or 0, row.id))
        return [
            YearPaper(
                row.id,
                row.kind,
                KINDS[row.kind].name,
                numbers.text_of(row),
                row.dated_on,
                row.title,
                row.printed_at is not None,
            )
            for row in rows
        ]


def _rows(session: Session, campaign_id: int) -> list[Paper]:
    campaign = campaigns.find(session, campaign_id)
    of_the_year = (Paper.kind.in_(_OF_THE_YEAR)) & (Paper.period == whole_year(campaign.year).code)
    # The year's other titles, where the office uses them, have campaigns of their own.
    of_titles = Paper.campaign_id.in_(select(Campaign.id).where(Campaign.year == campaign.year))
    query = select(Paper).where(Paper.state == PaperState.ISSUED, or_(of_titles, of_the_year))
    return [row for row in session.scalars(query) if row.kind in KINDS]


def items(paper_ids: Sequence[int]) -> list[PaperItem]:
    """Return papers as a batch takes them, in their order."""
    return [PaperItem(paper_id) for paper_id in paper_ids]
