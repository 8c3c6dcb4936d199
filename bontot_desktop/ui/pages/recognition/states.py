"""How far each step of a campaign is, for the list of steps at the left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bontot_desktop import dates
from bontot_desktop.rules.recognition import CampaignState, EntryState
from bontot_desktop.services.campaigns import DECIDED, CampaignRow
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.ui.widgets.steps import StepState

PLAN, REGISTRATION, MOVEMENT, SCORING, DOSSIER, RATING, REVIEW, RESULT, DECISION, AWARDS, CLOSING = (
    "plan",
    "registration",
    "movement",
    "scoring",
    "dossier",
    "rating",
    "review",
    "result",
    "decision",
    "awards",
    "closing",
)
_NOT_SUBMITTED = frozenset({EntryState.REGISTERED, EntryState.SELF_SCORED, EntryState.RETURNED})
BEFORE_VERIFIED = _NOT_SUBMITTED | {EntryState.SUBMITTED, EntryState.ON_HOLD}
_CONCLUDED = frozenset(
    {
        EntryState.PROPOSED,
        EntryState.NOT_PROPOSED,
        EntryState.SUBMITTED_UP,
        EntryState.RECOGNISED,
        EntryState.NOT_RECOGNISED,
        EntryState.REVOKED,
    }
)


def step_states(
    campaign: CampaignRow,
    rows: Sequence[EntryRow],
    today: date,
    *,
    certificates: int = 0,
    is_rewarded: bool = False,
    signed: int = 0,
) -> dict[str, StepState]:
    """Return the state of each step; a step is amber when it was begun and something is missing.

    ``certificates`` counts the cells to be rewarded, ``is_rewarded`` says that their decision stands;
    ``signed`` counts the cells that signed their commitment.
    """
    took_part = [row for row in rows if row.took_part]
    over = campaign.register_until is not None and today > campaign.register_until
    verified = sum(row.state not in BEFORE_VERIFIED for row in took_part)
    begun = any(row.self_total is not None for row in took_part)
    rated = sum(row.rating is not None for row in rows)
    voted = sum(row.votes_for is not None for row in took_part)
    concluded = sum(row.state in _CONCLUDED for row in took_part)
    decided = campaign.state in DECIDED
    handed_in = sum(row.state not in _NOT_SUBMITTED for row in took_part)
    return {
        PLAN: StepState(
            done=campaign.state is not CampaignState.DRAFT,
            note=campaign.state.label,
        ),
        DOSSIER: _counted(handed_in, len(took_part), "đã nộp", begun=handed_in > 0),
        CLOSING: StepState(done=campaign.state is CampaignState.CLOSED),
        REGISTRATION: StepState(
            done=bool(took_part) and (over or begun or len(took_part) == len(rows)),
            note=f"{len(took_part)}/{len(rows)} chi bộ",
        ),
        MOVEMENT: _counted(signed, len(rows), "ký cam kết", begun=signed > 0),
        SCORING: _counted(verified, len(took_part), "đã thẩm định", begun=begun),
        RATING: _counted(rated, len(rows), "đã xếp loại", begun=rated > 0),
        REVIEW: StepState(
            done=campaign.review_on is not None and bool(took_part) and voted == len(took_part),
            note=f"họp {dates.screen(campaign.review_on)}" if campaign.review_on else "",
            missing=len(took_part) - voted if campaign.review_on else 0,
        ),
        RESULT: _counted(concluded, len(took_part), "đã kết luận", begun=concluded > 0),
        DECISION: StepState(done=decided, note=f"{campaign.recognised} chi bộ được công nhận" if decided else ""),
        AWARDS: StepState(done=is_rewarded, note=f"{certificates} giấy khen" if certificates else ""),
    }


def _counted(done: int, of: int, words: str, *, begun: bool) -> StepState:
    whole = bool(of) and done == of
    return StepState(
        done=whole, note=f"{done}/{of} {words}" if begun else "", missing=of - done if begun and not whole else 0
    )
