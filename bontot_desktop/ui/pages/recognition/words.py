"""How the steps of a campaign show states, points and shares."""

from __future__ import annotations

from decimal import Decimal

from bontot_desktop.rules import scoring
from bontot_desktop.rules.recognition import EntryState, Scoring
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.ui.look import Tone

_TONES = {
    EntryState.NOT_REGISTERED: Tone.QUIET,
    EntryState.WITHDRAWN: Tone.QUIET,
    EntryState.CLOSED_REORG: Tone.QUIET,
    EntryState.REGISTERED: Tone.INFO,
    EntryState.SELF_SCORED: Tone.INFO,
    EntryState.SUBMITTED: Tone.INFO,
    EntryState.RETURNED: Tone.WAIT,
    EntryState.ON_HOLD: Tone.WAIT,
    EntryState.VERIFIED: Tone.GOOD,
    EntryState.PROPOSED: Tone.HONOUR,
    EntryState.SUBMITTED_UP: Tone.HONOUR,
    EntryState.RECOGNISED: Tone.HONOUR,
    EntryState.NOT_PROPOSED: Tone.BAD,
    EntryState.NOT_RECOGNISED: Tone.BAD,
    EntryState.REVOKED: Tone.BAD,
}


def tone(state: EntryState) -> Tone:
    """Return the colour of a state's dot; gold is for recognition."""
    return _TONES[state]


def points(value: Decimal | None, maximum: Decimal, kind: Scoring) -> str:
    """Write a total: "86,5" by points, "17/18 đạt" by passing, "17/18 tốt" by levels."""
    if value is None:
        return ""
    if kind is Scoring.POINTS:
        return scoring.show(value)
    word = "tốt" if kind is Scoring.LEVEL4 else "đạt"
    return f"{scoring.show(value)}/{scoring.show(maximum)} {word}"


def total(row: EntryRow) -> str:
    """Write the total of a cell that counts."""
    return points(row.verified_total, row.max_total, row.scoring)


def share(part: int, of: int) -> str:
    """Write a percentage with a decimal comma and no idle noughts; nothing of nothing."""
    if not of:
        return ""
    return f"{scoring.show(Decimal(part * 100) / of)} %"
