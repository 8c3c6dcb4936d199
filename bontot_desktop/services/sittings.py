"""The sittings of a review in their order: the first, and further ones over cells it did not settle (T13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from bontot_desktop.db.models.recognition import Campaign, CellEntry, EarlierVote, ReviewSitting
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules.recognition import OPEN_STATES, CampaignState, QualityLevel, ReviewBody, VoteMethod
from bontot_desktop.rules.review import Sitting

FIRST = 1


@dataclass(frozen=True, slots=True)
class Held:
    """A sitting as it is written down; ``number`` is 1 for the first, ``id`` None for it."""

    id: int | None
    number: int
    held_on: date | None
    total: int | None
    present: int | None
    body: ReviewBody
    method: VoteMethod
    starts_at: time | None
    ends_at: time | None
    place: str
    chair: str
    secretary: str
    guests: str
    presenter: str
    conclusion: str
    #: Names with reasons, speakers with what they said.
    absences: tuple[tuple[str, str], ...]
    opinions: tuple[tuple[str, str], ...]

    @property
    def is_first(self) -> bool:
        """Whether it is the sitting the campaign began with."""
        return self.number == FIRST

    @property
    def voters(self) -> Sitting:
        """Who may vote at it."""
        return Sitting(self.total, self.present, self.method)


def first(campaign: Campaign) -> Held:
    """Return the sitting that stands in the campaign itself."""
    return Held(
        id=None,
        number=FIRST,
        held_on=campaign.review_on,
        total=campaign.review_total,
        present=campaign.review_present,
        body=campaign.review_body,
        method=campaign.review_method,
        starts_at=campaign.review_starts_at,
        ends_at=campaign.review_ends_at,
        place=campaign.review_place,
        chair=campaign.review_chair,
        secretary=campaign.review_secretary,
        guests=campaign.review_guests,
        presenter=campaign.review_presenter,
        conclusion=campaign.review_conclusion,
        absences=tuple((row.name, row.reason) for row in campaign.absences),
        opinions=tuple((row.speaker, row.text) for row in campaign.opinions),
    )


def further(row: ReviewSitting) -> Held:
    """Return a sitting after the first."""
    return Held(
        id=row.id,
        number=row.number,
        held_on=row.held_on,
        total=row.total,
        present=row.present,
        body=row.body,
        method=row.method,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        chair=row.chair,
        secretary=row.secretary,
        guests=row.guests,
        presenter=row.presenter,
        conclusion=row.conclusion,
        absences=tuple((name, reason) for name, reason in row.absences),
        opinions=tuple((speaker, said) for speaker, said in row.opinions),
    )


def every(campaign: Campaign) -> list[Held]:
    """Return the sittings in their order, the first always."""
    return [first(campaign), *(further(row) for row in campaign.sittings)]


def row_of(campaign: Campaign, number: int) -> ReviewSitting:
    """Return a further sitting by its number. Raises NotFound."""
    found = next((row for row in campaign.sittings if row.number == number), None)
    if found is None:
        raise NotFound(f"Không còn cuộc họp xét lần {number} trong đợt thi đua.")
    return found


def numbered(campaign: Campaign, number: int) -> Held:
    """Return a sitting by its number. Raises NotFound."""
    return first(campaign) if number == FIRST else further(row_of(campaign, number))


def of_entry(entry: CellEntry) -> Held:
    """Return the sitting at which the vote on a cell that stands was taken; the first while there is none."""
    return first(entry.campaign) if entry.sitting is None else further(entry.sitting)


def last_day(campaign: Campaign, chosen: Iterable[CellEntry]) -> date | None:
    """Return the day of the latest sitting that voted on any of some cells, the first's where none did."""
    days = [held.held_on for held in (of_entry(entry) for entry in chosen) if held.held_on is not None]
    return max(days, default=campaign.review_on)


def days_of(campaign: Campaign, chosen: Iterable[CellEntry]) -> list[date]:
    """Return the days of the sittings that voted on cells, in order."""
    return sorted({held.held_on for held in (of_entry(entry) for entry in chosen) if held.held_on is not None})


def may_vote(entry: CellEntry, number: int) -> bool:
    """Say whether a sitting may still vote on a cell.

    Each sitting votes on what no earlier one settled: a cell taken up again (T13) is voted on after the sitting that
    refused it, and the first sitting votes on nobody once its campaign is decided.
    """
    if entry.state not in OPEN_STATES:
        return False
    if number == FIRST:
        decided = entry.campaign.state in (CampaignState.DECIDED, CampaignState.CLOSED)
        return not decided and entry.sitting is None and not entry.earlier
    if entry.votes_for is not None:
        return entry.sitting is not None and entry.sitting.number == number
    return all(number > number_of(vote) for vote in entry.earlier)


def number_of(vote: EarlierVote) -> int:
    """Return the number of the sitting an earlier vote was taken at."""
    return FIRST if vote.sitting is None else vote.sitting.number


def earlier_at(entry: CellEntry, number: int) -> EarlierVote | None:
    """Return what a sitting said of a cell that was taken up again after it, None for nothing."""
    return next((vote for vote in entry.earlier if number_of(vote) == number), None)


def waiting(campaign: Campaign) -> list[CellEntry]:
    """Return the cells a new sitting would vote on: open, not voted on, and out of the first's reach."""
    new = max(row.number for row in campaign.sittings) + 1 if campaign.sittings else FIRST + 1
    return [
        entry
        for entry in campaign.entries
        if entry.votes_for is None and may_vote(entry, new) and not may_vote(entry, FIRST)
    ]


def refuse_in_held(entry: CellEntry, number: int) -> None:
    """Refuse a vote written into a sitting it does not belong to. Raises Refused."""
    if may_vote(entry, number):
        return
    if entry.state in OPEN_STATES:
        sentence = f"{entry.name_at_time} được xét lại sau cuộc họp này; hãy ghi phiếu ở cuộc họp bổ sung."
        raise Refused(sentence)


def keep_earlier(entry: CellEntry, *, points: str, level: QualityLevel | None, is_fit: bool) -> None:
    """Keep what the sitting said of a cell that is taken up again, and clear its vote."""
    entry.earlier.append(
        EarlierVote(
            sitting_id=entry.sitting_id,
            votes_for=entry.votes_for,
            votes_against=entry.votes_against,
            votes_abstained=entry.votes_abstained,
            ballots_out=entry.ballots_out,
            ballots_in=entry.ballots_in,
            ballots_invalid=entry.ballots_invalid,
            points=points,
            level=level,
            reasons="\n".join(row.text or row.reason.label for row in entry.reasons),
            is_fit=is_fit,
        )
    )
    entry.votes_for = entry.votes_against = entry.votes_abstained = None
    entry.ballots_out = entry.ballots_in = entry.ballots_invalid = None
    entry.sitting = None
