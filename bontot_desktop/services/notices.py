"""The notices of a campaign's result: which cells still wait for theirs, and all of them issued at once."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.rules.recognition import EntryState
from bontot_desktop.services import campaigns, issuing_many
from bontot_desktop.services.issuing_many import IssuedMany
from bontot_desktop.services.office import Office
from bontot_desktop.services.sources import recognition_papers
from bontot_desktop.services.sources.result_papers import CELL_NOTICE, GENERAL_NOTICE

_NOT_CONCLUDED = frozenset(
    {EntryState.VERIFIED, EntryState.ON_HOLD, EntryState.PROPOSED, EntryState.RECOGNISED, EntryState.SUBMITTED_UP}
)

__all__ = ["CELL_NOTICE", "GENERAL_NOTICE", "earliest", "issue_all", "may_tell", "waiting"]


def waiting(office: Office, campaign_id: int) -> list[int]:
    """Return the ids of the entries refused for good that have no notice yet, in the order of the list."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        told = set(
            session.scalars(
                select(Paper.entry_id).where(
                    Paper.kind == CELL_NOTICE, Paper.campaign_id == campaign_id, Paper.state == PaperState.ISSUED
                )
            )
        )
        wanted = {EntryState.NOT_RECOGNISED}
        if _is_all_refused(campaign):
            wanted.add(EntryState.NOT_PROPOSED)
        refused = [entry for entry in campaign.entries if entry.state in wanted]
        left = [entry for entry in refused if entry.id not in told]
        return [entry.id for entry in sorted(left, key=lambda entry: (entry.cell.name_order, entry.id))]


def may_tell(office: Office, campaign_id: int) -> bool:
    """Say whether the result can be told to all: it is decided, or nobody is left to be recognised."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        return campaign.state in campaigns.DECIDED or _is_all_refused(campaign)


def _is_all_refused(campaign: Campaign) -> bool:
    """Without anybody to recognise there is no decision that would make the refusals final."""
    states = {entry.state for entry in campaign.entries}
    return EntryState.NOT_PROPOSED in states and not states & _NOT_CONCLUDED


def earliest(office: Office, campaign_id: int) -> date:
    """Return the day the notices are offered for: today, or the day of what they tell of when that lies ahead."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        decision = recognition_papers.decision_of(session, campaign)
        known = [decision.dated_on if decision is not None else None, campaign.review_on]
        return max([office.today(), *(day for day in known if day is not None)])


def issue_all(office: Office, campaign_id: int, day: date) -> IssuedMany:
    """Issue the notice of every refused cell that has none, each with its own number. Raises Refused."""
    return issuing_many.issue_each(office, CELL_NOTICE, waiting(office, campaign_id), day)
