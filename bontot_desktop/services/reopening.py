"""Refused cases taken up again, when a complaint against the result was found right (T13)."""

from __future__ import annotations

from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import EntryState
from bontot_desktop.services import campaigns, entries
from bontot_desktop.services.office import Office


def reopen(office: Office, entry_id: int, note: str) -> Changes:
    """Bring a cell that was not recognised back to its verified dossier, to be voted on again (T13).

    The reasons of the refusal go; the notice that told them stays in the register. Raises Problems without a note,
    Refused for any other cell or once the year is closed.
    """
    if not note.strip():
        raise Problems([Problem("note", "Hãy ghi khiếu nại được chấp nhận và văn bản giải quyết.")])
    with office.work("reopening.reopen", "Xét lại theo khiếu nại") as session:
        entry = entries.find_entry(session, entry_id)
        campaigns.refuse_when_closed(entry.campaign)
        if entry.state is not EntryState.NOT_RECOGNISED:
            entries.refuse_move(entry, EntryState.VERIFIED)
        entries.move(entry, EntryState.VERIFIED)
        entry.reopened_note = note
        entry.reasons.clear()
        entry.votes_for = entry.votes_against = entry.votes_abstained = None
        entry.ballots_out = entry.ballots_in = entry.ballots_invalid = None
        campaigns.lead_on(entry.campaign)
        session.sentence = f"Xét lại {entry.name_at_time} theo khiếu nại"
    return Changes.of(Kind.CAMPAIGNS)
