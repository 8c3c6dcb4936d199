"""The sample office's review sits: where and when, who was absent, who spoke, and how it was voted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from typing import Any

from bontot_desktop.services import review, review_meeting
from bontot_desktop.services.office import Office
from bontot_desktop.services.review import RatingVoteDraft, ReviewDraft, VoteDraft
from bontot_desktop.services.review_meeting import AbsenceDraft, OpinionDraft


def with_ballots(vote: VoteDraft, present: int) -> VoteDraft:
    """Count the ballots of a vote: one handed out to everybody present, all given back and valid."""
    return replace(vote, votes_abstained=0, ballots_out=present, ballots_in=present, ballots_invalid=0)


def with_ratings(draft: ReviewDraft, present: int) -> ReviewDraft:
    """Let everybody present be for every rating."""
    voted = tuple(RatingVoteDraft(row.cell_id, present, 0) for row in draft.ratings)
    return replace(draft, ratings=voted)


def sit(office: Office, campaign_id: int, present: int, words: Mapping[str, Any]) -> None:
    """Tell the sitting of a review that was voted; ``words`` hold the invented sentences."""
    draft = review_meeting.load(office, campaign_id)
    assert draft.held_on is not None
    seats = review_meeting.seats(office, draft.body, draft.held_on)
    # Nobody who spoke or led is absent: the last of the list are.
    absent = (draft.total or present) - present
    missing = seats[len(seats) - absent :] if 0 < absent < len(seats) - 1 else []
    speakers = [seat.name for seat in seats if seat not in missing]
    said = zip(speakers[1:], words["review_opinions"], strict=False)
    told = replace(
        draft,
        starts_at=time(14, 0),
        ends_at=time(16, 30),
        place=words["review_place"],
        guests="\n".join(words["review_guests"]),
        chair=speakers[0] if speakers else "",
        secretary=words["review_secretary"],
        presenter=words["review_presenter"],
        absences=tuple(AbsenceDraft(seat.name, words["review_absence"]) for seat in missing),
        opinions=tuple(OpinionDraft(name, sentence) for name, sentence in said),
    )
    review_meeting.save(office, told)


def voted(office: Office, draft: ReviewDraft, present: int) -> None:
    """Save the votes of a review with those on the ratings that are not decided yet."""
    review.save(office, with_ratings(draft, present))
