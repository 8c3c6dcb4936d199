"""The review of a campaign: when the body sat, and its votes on each rating, each title and each certificate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.awards import Award
from bontot_desktop.db.models.ratings import CellRating
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import OPEN_STATES, EntryState, VoteMethod
from bontot_desktop.rules.review import Ballot, Sitting, vote_problem
from bontot_desktop.rules.year_ratings import RatingStanding
from bontot_desktop.services import awards, campaigns, eligibility, entries, ratings, review_meeting, road, sittings
from bontot_desktop.services.office import Office
from bontot_desktop.services.review_meeting import SittingDraft
from bontot_desktop.services.sittings import FIRST, Held


@dataclass(frozen=True, slots=True)
class VoteDraft:
    """The vote on one cell's title: members for, against, with another opinion, and the ballots of a secret vote.

    Every number is None where nothing was written yet.
    """

    entry_id: int
    votes_for: int | None
    votes_against: int | None = None
    votes_abstained: int | None = None
    ballots_out: int | None = None
    ballots_in: int | None = None
    ballots_invalid: int | None = None

    @property
    def ballot(self) -> Ballot:
        """The numbers of the vote."""
        return Ballot(
            self.votes_for,
            self.votes_against,
            self.votes_abstained,
            self.ballots_out,
            self.ballots_in,
            self.ballots_invalid,
        )


@dataclass(frozen=True, slots=True)
class RatingVoteDraft:
    """The vote on one cell's rating of the year."""

    cell_id: int
    votes_for: int | None
    votes_against: int | None = None


@dataclass(frozen=True, slots=True)
class AwardVoteDraft:
    """The vote on one certificate."""

    award_id: int
    votes_for: int | None


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """A sitting of the review as its grid shows it; ``review_total`` counts all members of the body, absent ones too.

    A further ``sitting`` (from 2) votes on titles only.
    """

    campaign_id: int
    review_on: date | None
    review_total: int | None
    review_present: int | None
    votes: tuple[VoteDraft, ...] = ()
    ratings: tuple[RatingVoteDraft, ...] = ()
    awards: tuple[AwardVoteDraft, ...] = ()
    sitting: int = FIRST


@dataclass(frozen=True, slots=True)
class AwardLine:
    """A certificate to be voted on: whom it goes to and its kind."""

    id: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """What the body votes on and how: cells with a rating, those whose rating is locked and why, certificates, notes.

    ``own_cells`` names the member of the body who is secretary of a cell, by cell; ``unrated`` are the cells that took
    part but have no rating yet: theirs must come before the vote on the title (T8).
    """

    method: VoteMethod
    rated: frozenset[int]
    locks: Mapping[int, str]
    awards: tuple[AwardLine, ...]
    own_cells: Mapping[int, str]
    unrated: tuple[str, ...]
    #: Entries the sitting votes on or voted on, and those among them whose votes may still be written.
    listed: frozenset[int] = frozenset()
    open: frozenset[int] = frozenset()
    #: Cells taken up again, who wait for a further sitting.
    waiting: tuple[str, ...] = ()


def load(office: Office, campaign_id: int, sitting: int = FIRST) -> ReviewDraft:
    """Return a sitting of the review; a new one offers the number of members the body has. Raises NotFound."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        held = sittings.numbered(campaign, sitting)
        total = held.total or review_meeting.size_of(session, held.body, held.held_on or office.today())
        listed = _listed(campaign, sitting)
        votes = tuple(_vote_of(entry, sitting) for entry in campaign.entries if entry.id in listed)
        if sitting != FIRST:
            return ReviewDraft(campaign_id, held.held_on, total, held.present, votes, sitting=sitting)
        rated = tuple(
            RatingVoteDraft(row.cell_id, row.votes_for, row.votes_against) for row in _rated(session, campaign)
        )
        given = tuple(AwardVoteDraft(row.id, row.votes_for) for row in awards.awards_of(session, campaign_id))
        return ReviewDraft(campaign_id, held.held_on, total, held.present, votes, rated, given)


def _listed(campaign: Campaign, sitting: int) -> frozenset[int]:
    """Return the entries a sitting votes on: the first all, a further one those taken up at it."""
    if sitting == FIRST:
        return frozenset(entry.id for entry in campaign.entries)
    return frozenset(
        entry.id
        for entry in campaign.entries
        if sittings.earlier_at(entry, sitting) is not None
        or sittings.may_vote(entry, sitting)
        or (entry.sitting is not None and entry.sitting.number == sitting)
    )


def _vote_of(entry: CellEntry, sitting: int) -> VoteDraft:
    """Return the vote of a sitting on a cell: the one that stands, or the one kept when the cell was taken up again."""
    kept = sittings.earlier_at(entry, sitting)
    stands = (FIRST if entry.sitting is None else entry.sitting.number) == sitting
    row = kept if kept is not None else entry if stands else None
    if row is None:
        return VoteDraft(entry.id, None)
    return VoteDraft(
        entry.id,
        row.votes_for,
        row.votes_against,
        row.votes_abstained,
        row.ballots_out,
        row.ballots_in,
        row.ballots_invalid,
    )


def agenda(office: Office, campaign_id: int, sitting: int = FIRST) -> Agenda:
    """Return what a sitting votes on. Raises NotFound."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        held = sittings.numbered(campaign, sitting)
        first = sitting == FIRST
        lines = ratings.lines_in(session, campaign.year) if first else []
        rated = frozenset(row.cell_id for row in _rated(session, campaign))
        listed = _listed(campaign, sitting)
        unrated = [
            entry.name_at_time
            for entry in campaign.entries
            if entry.state is EntryState.VERIFIED and entry.cell_id not in rated and entry.id in listed
        ]
        return Agenda(
            method=held.method,
            rated=rated if first else frozenset(),
            locks={line.cell_id: line.lock for line in lines if line.lock},
            awards=tuple(
                AwardLine(row.id, row.name_at_time, row.kind.label) for row in awards.awards_of(session, campaign_id)
            )
            if first
            else (),
            own_cells=review_meeting.own_cells(session, campaign, held.held_on or office.today()),
            unrated=tuple(unrated),
            listed=listed,
            open=frozenset(entry.id for entry in campaign.entries if sittings.may_vote(entry, sitting)),
            waiting=tuple(entry.name_at_time for entry in sittings.waiting(campaign)),
        )


def _rated(session: Session, campaign: Campaign) -> list[CellRating]:
    cells = {entry.cell_id for entry in campaign.entries}
    query = select(CellRating).where(CellRating.year == campaign.year, CellRating.is_current).order_by(CellRating.id)
    return [row for row in session.scalars(query) if row.cell_id in cells]


def save(office: Office, draft: ReviewDraft) -> Changes:
    """Save the day, the members and all votes of a sitting in one act; a vote that the draft does not name stays.

    Raises Refused for the first sitting of a decided campaign and for what a conclusion stands on.
    Raises Problems; their fields are "review_on", "review_total", "review_present", "votes:<entry id>",
    "ratings:<cell id>" and "awards:<award id>".
    """
    with office.work("review.save", "Ghi phiếu họp xét của Ban Thường vụ") as session:
        campaign = campaigns.find(session, draft.campaign_id)
        held = sittings.numbered(campaign, draft.sitting)
        if held.is_first:
            campaigns.refuse_when_decided(campaign)
        else:
            campaigns.refuse_when_closed(campaign)
        rows = {entry.id: entry for entry in campaign.entries}
        sitting = Sitting(draft.review_total, draft.review_present, held.method)
        found = [
            *review_meeting.sitting_problems(draft.review_on, draft.review_total, draft.review_present, held.method),
            *_sitting_faults(session, held, draft, office.today()),
            *_day_faults(campaign, draft),
            *_further_faults(session, campaign, draft, office.today()),
            *_vote_problems(draft, rows.values(), sitting),
            *_rating_problems(draft, {row.cell_id: row.name_at_time for row in rows.values()}, sitting),
            *_award_problems(session, draft, sitting),
        ]
        if found:
            raise Problems(found)
        _write(campaign, draft, rows)
        if held.is_first:
            _write_ratings(session, campaign, draft)
            _write_awards(session, draft)
        voted = [entry for entry in rows.values() if entry.state in OPEN_STATES and entry.votes_for is not None]
        eligibility.check(session, voted)
        campaigns.lead_on(campaign)
        session.about(campaign)
    return Changes.of(Kind.CAMPAIGNS)


def _further_faults(session: Session, campaign: Campaign, draft: ReviewDraft, today: date) -> list[Problem]:
    """Say what a further sitting's day and members cannot be, at the fields of this draft."""
    if draft.sitting == FIRST:
        return []
    row = sittings.row_of(campaign, draft.sitting)
    moved = SittingDraft(
        campaign.id,
        draft.review_on,
        body=row.body,
        method=row.method,
        total=draft.review_total,
        present=draft.review_present,
        number=row.number,
    )
    # The members that hold a seat are told by the faults of every sitting.
    names = {"held_on": "review_on", "present": "review_present"}
    found = review_meeting.further_problems(session, campaign, moved, today)
    return [Problem(names[one.field], one.sentence) for one in found if one.field in names]


def _sitting_faults(session: Session, held: Held, draft: ReviewDraft, today: date) -> list[Problem]:
    """Say that votes stand before their meeting, or that the majority would be of fewer than hold a seat."""
    found = []
    on, total = draft.review_on, draft.review_total
    counts = [
        *(vote.votes_for for vote in draft.votes),
        *(vote.votes_for for vote in draft.ratings),
        *(vote.votes_for for vote in draft.awards),
    ]
    if held.is_first and on is not None and on > today and any(count is not None for count in counts):
        found.append(Problem("review_on", f"Ngày họp xét {dates.screen(on)} chưa tới nên chưa có phiếu; hãy xem lại."))
    if on is not None and total:
        seats = len(review_meeting.seats_of(session, held.body, on))
        if total < seats:
            body = held.body.label
            sentence = f"{body} ngày ấy có {seats} ủy viên; quá nửa tính trên tổng số, không phải {total}."
            found.append(Problem("review_total", sentence))
    return found


def _day_faults(campaign: Campaign, draft: ReviewDraft) -> list[Problem]:
    """Say that the meeting is far from its year, or before a cell it votes on had scored itself (recognition §9.3)."""
    on = draft.review_on
    far = road.far_from_year("Ngày họp xét", on, campaign.year, "review_on")
    if far or on is None:
        return far
    voted = {vote.entry_id for vote in draft.votes if vote.votes_for is not None}
    early = next(
        (row for row in campaign.entries if row.id in voted and row.self_scored_on and on < row.self_scored_on), None
    )
    if early is None or early.self_scored_on is None:
        return []
    scored = f"{early.name_at_time} họp tự chấm ngày {dates.screen(early.self_scored_on)}"
    return [Problem("review_on", f"Ngày họp xét {dates.screen(on)} ở trước buổi tự chấm: {scored}.")]


def _vote_problems(draft: ReviewDraft, rows: Iterable[CellEntry], sitting: Sitting) -> list[Problem]:
    names = {row.id: row.name_at_time for row in rows}
    return _told((f"votes:{vote.entry_id}", names.get(vote.entry_id, ""), vote.ballot, sitting) for vote in draft.votes)


def _rating_problems(draft: ReviewDraft, names: Mapping[int, str], sitting: Sitting) -> list[Problem]:
    return _told(
        (
            f"ratings:{vote.cell_id}",
            f"Xếp loại {names.get(vote.cell_id, '')}",
            Ballot(vote.votes_for, vote.votes_against),
            sitting,
        )
        for vote in draft.ratings
    )


def _award_problems(session: Session, draft: ReviewDraft, sitting: Sitting) -> list[Problem]:
    names = {row.id: row.name_at_time for row in awards.awards_of(session, draft.campaign_id)}
    return _told(
        (f"awards:{vote.award_id}", f"Khen thưởng {names.get(vote.award_id, '')}", Ballot(vote.votes_for), sitting)
        for vote in draft.awards
    )


def _told(votes: Iterable[tuple[str, str, Ballot, Sitting]]) -> list[Problem]:
    found = []
    for field, name, ballot, sitting in votes:
        wrong = vote_problem(ballot, sitting)
        if wrong:
            found.append(Problem(field, f"{name}: {wrong}"))
    return found


def _write(campaign: Campaign, draft: ReviewDraft, rows: dict[int, CellEntry]) -> None:
    held = sittings.numbered(campaign, draft.sitting)
    base_moved = held.total is not None and held.total != draft.review_total
    if held.is_first:
        campaign.review_on = draft.review_on
        campaign.review_total, campaign.review_present = draft.review_total, draft.review_present
    else:
        assert draft.review_on is not None
        row = sittings.row_of(campaign, draft.sitting)
        row.held_on, row.total, row.present = draft.review_on, draft.review_total, draft.review_present
    for entry in rows.values():
        if base_moved and entry.votes_for is not None and sittings.of_entry(entry).number == draft.sitting:
            entries.refuse_when_concluded(entry, "tổng số ủy viên")
    for vote in draft.votes:
        if vote.entry_id in rows:
            _write_vote(rows[vote.entry_id], vote, draft.sitting)


def _write_vote(entry: CellEntry, vote: VoteDraft, sitting: int) -> None:
    if _vote_of(entry, sitting).ballot.counts == vote.ballot.counts:
        return
    sittings.refuse_in_held(entry, sitting)
    entries.refuse_when_concluded(entry, "phiếu")
    if entry.state in OPEN_STATES:
        entry.votes_for, entry.votes_against, entry.votes_abstained = vote.ballot.counts[:3]
        entry.ballots_out, entry.ballots_in, entry.ballots_invalid = vote.ballot.counts[3:]
        is_further = sitting != FIRST and vote.votes_for is not None
        entry.sitting = sittings.row_of(entry.campaign, sitting) if is_further else None


def _write_ratings(session: Session, campaign: Campaign, draft: ReviewDraft) -> None:
    rows = {row.cell_id: row for row in _rated(session, campaign)}
    for vote in draft.ratings:
        row = rows.get(vote.cell_id)
        if row is None or (row.votes_for, row.votes_against) == (vote.votes_for, vote.votes_against):
            continue
        if row.standing is not RatingStanding.PROPOSED:
            decided = f"Kết quả xếp loại của {row.cell.name} đã có quyết định nên không sửa phiếu được nữa."
            raise Refused(decided)
        row.votes_for, row.votes_against = vote.votes_for, vote.votes_against


def _write_awards(session: Session, draft: ReviewDraft) -> None:
    given = {vote.award_id: vote.votes_for for vote in draft.awards}
    changed = [
        row
        for row in session.scalars(select(Award).where(Award.campaign_id == draft.campaign_id))
        if row.id in given and row.votes_for != given[row.id]
    ]
    if changed and awards.decision_of(session, draft.campaign_id) is not None:
        raise Refused("Đã ban hành quyết định tặng giấy khen nên không sửa phiếu khen thưởng được nữa.")
    for row in changed:
        row.votes_for = given[row.id]
