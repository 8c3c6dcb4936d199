"""Refused cases taken up again, when a complaint against the result was found right (T13)."""

from __future__ import annotations

from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import EntryState, RuleResult, Scoring
from bontot_desktop.rules.scoring import show
from bontot_desktop.services import campaign_sets, campaigns, entries, ratings, sittings
from bontot_desktop.services.office import Office


def reopen(office: Office, entry_id: int, note: str) -> Changes:
    """Bring a cell that was not recognised back to its verified dossier, to be voted on at a further sitting (T13).

    The sitting that refused it keeps its vote and reasons; the notice that told them stays in the register.
    Raises Problems without a note, Refused for any other cell or once the year is closed.
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
        scores = campaign_sets.scores_of(session, entry.campaign, [entry.id])[entry.id]
        with_points = scores.facts.scoring is Scoring.POINTS and scores.counted.total is not None
        sittings.keep_earlier(
            entry,
            points=show(scores.counted.total) if with_points else "",
            level=ratings.levels_of_year(session, entry.campaign.year).get(entry.cell_id),
            is_fit=bool(entry.checks) and all(check.result is not RuleResult.FAILED for check in entry.checks),
        )
        entry.reasons.clear()
        campaigns.lead_on(entry.campaign)
        session.sentence = f"Xét lại {entry.name_at_time} theo khiếu nại"
    return Changes.of(Kind.CAMPAIGNS)
