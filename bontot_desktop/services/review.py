"""The standing committee's review of a campaign: when it sat, who was there, and its vote on each cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import OPEN_STATES
from bontot_desktop.services import campaigns, entries
from bontot_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class VoteDraft:
    """The vote on one cell: members for and against; both None where nothing was written yet."""

    entry_id: int
    votes_for: int | None
    votes_against: int | None = None


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """The review as its form shows it; ``review_total`` counts all members of the body, absent ones too."""

    campaign_id: int
    review_on: date | None
    review_total: int | None
    review_present: int | None
    votes: tuple[VoteDraft, ...] = ()


def load(office: Office, campaign_id: int) -> ReviewDraft:
    """Return the review; a new one offers the number of members the standing committee has. Raises NotFound."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        day = campaign.review_on or office.today()
        total = campaign.review_total or campaigns.committee_size(session, day)
        votes = tuple(VoteDraft(entry.id, entry.votes_for, entry.votes_against) for entry in campaign.entries)
        return ReviewDraft(campaign_id, campaign.review_on, total, campaign.review_present, votes)


def save(office: Office, draft: ReviewDraft) -> Changes:
    """Save the review and its votes in one act.

    Raises Problems; their fields are "review_on", "review_total", "review_present" and "votes:<entry id>".
    """
    with office.work("review.save", "Ghi phiếu họp xét của Ban Thường vụ") as session:
        campaign = campaigns.find(session, draft.campaign_id)
        campaigns.refuse_when_decided(campaign)
        rows = {entry.id: entry for entry in campaign.entries}
        found = [*_sitting_problems(draft), *_vote_problems(draft, rows.values())]
        if found:
            raise Problems(found)
        _write(campaign, draft, rows)
        campaigns.lead_on(campaign)
        session.about(campaign)
    return Changes.of(Kind.CAMPAIGNS)


def _sitting_problems(draft: ReviewDraft) -> list[Problem]:
    total, present = draft.review_total, draft.review_present
    found = []
    if draft.review_on is None:
        found.append(Problem("review_on", "Chưa có ngày Ban Thường vụ họp xét."))
    if not total:
        found.append(Problem("review_total", "Chưa có tổng số ủy viên Ban Thường vụ."))
    if total and present is not None:
        if present > total:
            found.append(Problem("review_present", f"Số có mặt {present} nhiều hơn tổng số ủy viên {total}."))
        elif present * 2 <= total:
            sentence = f"Mới có {present}/{total} ủy viên dự, cuộc họp cần quá nửa số ủy viên."
            found.append(Problem("review_present", sentence))
    return found


def _vote_problems(draft: ReviewDraft, rows: Iterable[CellEntry]) -> list[Problem]:
    names = {row.id: row.name_at_time for row in rows}
    limit = draft.review_total if draft.review_present is None else draft.review_present
    found = []
    for vote in draft.votes:
        cast = (vote.votes_for or 0) + (vote.votes_against or 0)
        if min(vote.votes_for or 0, vote.votes_against or 0) < 0:
            sentence = f"{names.get(vote.entry_id, '')}: số phiếu không được âm."
            found.append(Problem(f"votes:{vote.entry_id}", sentence))
        elif limit is not None and cast > limit:
            sentence = f"{names.get(vote.entry_id, '')}: tổng số phiếu {cast} nhiều hơn số ủy viên có mặt {limit}."
            found.append(Problem(f"votes:{vote.entry_id}", sentence))
        elif vote.votes_for is None and vote.votes_against is not None:
            sentence = f"{names.get(vote.entry_id, '')}: hãy ghi cả số tán thành."
            found.append(Problem(f"votes:{vote.entry_id}", sentence))
    return found


def _write(campaign: Campaign, draft: ReviewDraft, rows: dict[int, CellEntry]) -> None:
    base_moved = campaign.review_total is not None and campaign.review_total != draft.review_total
    campaign.review_on = draft.review_on
    campaign.review_total, campaign.review_present = draft.review_total, draft.review_present
    for entry in rows.values():
        if base_moved and entry.votes_for is not None:
            entries.refuse_when_concluded(entry, "tổng số ủy viên")
    for vote in draft.votes:
        if vote.entry_id in rows:
            _write_vote(rows[vote.entry_id], vote)


def _write_vote(entry: CellEntry, vote: VoteDraft) -> None:
    if (entry.votes_for, entry.votes_against) == (vote.votes_for, vote.votes_against):
        return
    entries.refuse_when_concluded(entry, "phiếu")
    if entry.state in OPEN_STATES:
        entry.votes_for, entry.votes_against = vote.votes_for, vote.votes_against
