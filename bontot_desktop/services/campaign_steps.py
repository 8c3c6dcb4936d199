"""The phases of a campaign: planned until when, reached when, late with which reason (recognition.md §3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign, CampaignStep
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.eligibility import date_problems
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.rules.recognition import CampaignState
from bontot_desktop.services import campaigns, road
from bontot_desktop.services.office import Office

#: The paper that recognises, where the office does it itself.
DECISION = "D13"
#: Until when each phase was to be reached, by the campaign's own dates.
_PLANNED = {
    CampaignState.LAUNCHED: "launch_on",
    CampaignState.REGISTRATION_CLOSED: "register_until",
    CampaignState.SELF_SCORING: "self_score_until",
    CampaignState.VERIFYING: "verify_until",
    CampaignState.REVIEWING: "review_until",
    CampaignState.DECIDED: "decide_until",
    CampaignState.CLOSED: "report_until",
}
#: Phases the office writes down itself; the others are told by decisions and closing.
BY_HAND = (
    CampaignState.LAUNCHED,
    CampaignState.REGISTRATION_OPEN,
    CampaignState.REGISTRATION_CLOSED,
    CampaignState.SELF_SCORING,
    CampaignState.VERIFYING,
    CampaignState.REVIEWING,
)


@dataclass(frozen=True, slots=True)
class StepRow:
    """A phase: ``planned`` the last day for it, ``reached`` the day it was done; both None where not known."""

    id: int
    state: CampaignState
    planned: date | None
    reached: date | None
    is_late: bool
    reason: str
    #: The office writes its day down itself.
    by_hand: bool


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A phase that was reached on a day, with the reason when it was late."""

    state: CampaignState
    on: date | None = None
    reason: str = ""


def timeline(office: Office, campaign_id: int) -> list[StepRow]:
    """Return the phases from the launch to the end in their order. Raises NotFound."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        kept = {step.state: step for step in campaign.steps}
        told = _told(session, campaign)
        rows = []
        for place, state in enumerate(list(CampaignState)[1:], start=1):
            planned = _planned(campaign, state)
            step = kept.get(state)
            reached = step.on if step else told.get(state)
            late = reached is not None and planned is not None and reached > planned
            reason = step.reason if step else ""
            rows.append(StepRow(place, state, planned, reached, late, reason, state in BY_HAND))
        return rows


def _planned(campaign: Campaign, state: CampaignState) -> date | None:
    name = _PLANNED.get(state)
    planned: date | None = getattr(campaign, name) if name else None
    return planned


def _told(session: Session, campaign: Campaign) -> dict[CampaignState, date]:
    """Return the days that phases were reached as the cells' records tell them: the last cell ends a phase."""
    decided = select(Paper.dated_on).where(
        Paper.kind == DECISION, Paper.campaign_id == campaign.id, Paper.state == PaperState.ISSUED
    )
    took = [entry for entry in campaign.entries if entry.registered_on is not None]
    found = {
        CampaignState.REGISTRATION_OPEN: _first(entry.registered_on for entry in took),
        CampaignState.SELF_SCORING: _last(entry.self_scored_on for entry in took),
        CampaignState.VERIFYING: _last(entry.verified_on for entry in took),
        CampaignState.REVIEWING: campaign.review_on,
        CampaignState.DECIDED: session.scalars(decided.order_by(Paper.dated_on)).first(),
        CampaignState.CLOSED: campaign.closed_on,
    }
    return {state: day for state, day in found.items() if day is not None}


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _last(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)


def record(office: Office, campaign_id: int, draft: StepDraft) -> Changes:
    """Write down that a phase was reached; after its deadline the reason is asked and the flag stays.

    Raises Problems for the day or a missing reason; Refused for a phase a paper tells, or once the year is closed.
    """
    if draft.on is None:
        raise Problems([Problem("on", "Chưa có ngày thực hiện.")])
    if draft.on > office.today():
        raise Problems([Problem("on", "Ngày thực hiện ở sau hôm nay; hãy xem lại.")])
    with office.work("campaigns.step", f"Ghi bước “{draft.state.label}”") as session:
        campaign = campaigns.find(session, campaign_id)
        campaigns.refuse_when_closed(campaign)
        planned = _planned(campaign, draft.state)
        found = road.far_from_year("Ngày thực hiện", draft.on, campaign.year, "on")
        found = found or road.lateness(f"“{draft.state.label}”", draft.on, planned, draft.reason, "reason")
        if found:
            raise Problems(found)
        reach(session, campaign, draft.state, draft.on, draft.reason)
        campaigns.lead_on(campaign)
        session.about(campaign)
        session.sentence = f"Ghi bước “{draft.state.label}” ngày {dates.screen(draft.on)}"
    return Changes.of(Kind.CAMPAIGNS)


def reach(session: Session, campaign: Campaign, state: CampaignState, on: date, reason: str = "") -> None:
    """Note inside another's act that a phase was reached; a late one is flagged, its reason may follow."""
    step = next((known for known in campaign.steps if known.state is state), None)
    planned = _planned(campaign, state)
    late = planned is not None and on > planned
    if step is None:
        step = CampaignStep(state=state, on=on)
        campaign.steps.append(step)
    step.on, step.is_late, step.reason = on, late, reason if late else ""


def forget(campaign: Campaign, state: CampaignState) -> None:
    """Take a phase back, with the paper that had told it."""
    campaign.steps[:] = [step for step in campaign.steps if step.state is not state]


def warnings(office: Office, campaign_id: int) -> list[str]:
    """Say which phases ran backwards, and which were late without a reason (recognition.md §9.3)."""
    rows = timeline(office, campaign_id)
    found = date_problems([(f"“{row.state.label}”", row.reached) for row in rows])
    silent = [row for row in rows if row.is_late and not row.reason]
    return found + [f"“{row.state.label}” chậm so với kế hoạch, chưa ghi lý do." for row in silent]
