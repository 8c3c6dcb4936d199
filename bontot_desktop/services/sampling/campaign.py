"""The invented year's campaign of "Chi bộ 4 tốt": registered, scored, verified, reviewed, rated and decided."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, auto
from typing import Any

from bontot_desktop.rules import meetings as meeting_rules
from bontot_desktop.rules.meetings import RosterFact
from bontot_desktop.rules.rating_caps import best_split
from bontot_desktop.rules.recognition import CampaignState, EntryState, QualityLevel
from bontot_desktop.services import (
    campaigns,
    dossiers,
    entries,
    entry_scores,
    issuing,
    meeting_store,
    rating_facts,
    rating_settings,
    ratings,
    recognition,
    registrations,
    review,
)
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.services.entry_scores import ScoreSheet
from bontot_desktop.services.office import Office
from bontot_desktop.services.ratings import RatingDraft
from bontot_desktop.services.registrations import Aims, Pledge, Registration
from bontot_desktop.services.sampling import ratings as member_sheets
from bontot_desktop.services.sampling import scores, sitting, texts
from bontot_desktop.services.sampling.campaign_road import AHEAD, Road, confirm, phase_of
from bontot_desktop.services.sampling.clock import Clock
from bontot_desktop.services.sampling.people import YEAR

CRITERIA = "DE_XUAT_100"
_LAUNCHED = date(YEAR, 2, 20)
_LATE = date(YEAR, 3, 14)
_SCORED = date(YEAR, 11, 24)
_SUBMITTED = date(YEAR, 12, 1)
_VERIFIED = date(YEAR, 12, 9)
_REVIEWED = date(YEAR, 12, 16)
DECIDED = date(YEAR, 12, 22)
#: When a year is closed, in January of the next.
_CLOSED = (1, 20)
#: When the office began to keep the campaign in the program.
_TYPED = date(YEAR, 10, 5)
_PRESENT = 8


class Outcome(Enum):
    """What becomes of a cell in the campaign."""

    NOT_REGISTERED = auto()
    RECOGNISED = auto()
    #: Rated below the level asked for.
    LOW_RATING = auto()
    #: One monthly meeting short of twelve.
    MISSED_MEETING = auto()
    #: Too few verified points.
    LOW_POINTS = auto()


REFUSED = (Outcome.LOW_RATING, Outcome.MISSED_MEETING, Outcome.LOW_POINTS)


@dataclass(frozen=True, slots=True)
class _Year:
    """What a campaign is led with."""

    office: Office
    clock: Clock
    year: int
    planned: dict[int, Outcome]
    words: dict[str, Any]
    dice: random.Random

    def on(self, day: date) -> date:
        """Return the campaign's own day for one of the sample's year."""
        return day.replace(year=self.year)


@dataclass(frozen=True, slots=True)
class Run:
    """What stands in the file of the campaign; counts are of cells."""

    campaign_id: int
    registered: int
    recognised: int
    refused: int


def outcomes(cells: Sequence[int], may_register: Sequence[bool]) -> dict[int, Outcome]:
    """Say what is to become of each cell: 18 of 23 register, three of them fail, and in that measure of other numbers.

    The rules may refuse one more, where the register holds a disciplinary decision against its committee.
    ``may_register`` is False for cells that stood elsewhere in the spring.
    """
    count = round(len(cells) * 18 / 23)
    able = [cell for cell, may in zip(cells, may_register, strict=True) if may]
    registered = [*able, *(cell for cell in cells if cell not in able)][:count]
    refused = registered[count - min(3, count // 4) :]
    found = dict.fromkeys(cells, Outcome.NOT_REGISTERED) | dict.fromkeys(registered, Outcome.RECOGNISED)
    return found | dict(zip(reversed(refused), REFUSED, strict=False))


def before(planned: dict[int, Outcome], others: Collection[int]) -> dict[int, Outcome]:
    """Say what became of the cells the year before; ``others`` are those that ended since, and took no part.

    The office keeps no meetings of that year: who missed one now had too few points then.
    """
    instead = {Outcome.MISSED_MEETING: Outcome.LOW_POINTS}
    return {cell: instead.get(outcome, outcome) for cell, outcome in planned.items()} | dict.fromkeys(
        others, Outcome.NOT_REGISTERED
    )


def run(
    office: Office,
    clock: Clock,
    planned: dict[int, Outcome],
    *,
    seed: int,
    pilots: Collection[int] = (),
    year: int = YEAR,
    reached: Callable[[CampaignState, int], None] | None = None,
) -> Run:
    """Lead the campaign from registration as far as the office's today, at its end to the decision with its list.

    Each act is done on its day; ``pilots`` are cells. ``reached`` is told when the campaign is launched, reviewed, and
    concluded on but not decided yet.
    """
    of = _Year(office, clock, year, planned, texts.read("campaign"), random.Random(f"{seed} campaign"))
    campaign_id = _open(of)
    _register(of, campaign_id, pilots)
    road = Road(office, clock, campaign_id, of.words, of.on)
    road.launch()
    if reached is not None:
        reached(CampaignState.LAUNCHED, campaign_id)
    ahead: list[EntryRow] = []
    if year == YEAR:
        road.withdraw([cell for cell, outcome in planned.items() if outcome is Outcome.NOT_REGISTERED])
        ahead = _first_of(of, campaign_id)
        road.begin(ahead, lambda row: _filled(of, row))
    registered = sum(outcome is not Outcome.NOT_REGISTERED for outcome in planned.values())
    member_sheets.hand_in(office, clock, year, seed=seed)
    if clock.has_come(of.on(_VERIFIED)):
        road.go_on(ahead)
        _score(of, campaign_id)
    if clock.has_come(of.on(_REVIEWED)):
        _rate(of)
        _review(of, campaign_id)
    if not clock.has_come(of.on(DECIDED)):
        clock.set(clock.until)
        return Run(campaign_id, registered, 0, 0)
    if reached is not None:
        reached(CampaignState.REVIEWING, campaign_id)
    refused = _conclude(of, campaign_id)
    if reached is not None:
        reached(CampaignState.DECIDED, campaign_id)
    clock.set(of.on(DECIDED))
    for kind in ("D13", "D12"):
        issuing.issue(office, kind, campaign_id, day=of.on(DECIDED))
    member_sheets.decide(office, year, of.on(DECIDED))
    if year < YEAR:
        road.close(date(year + 1, *_CLOSED))
    return Run(campaign_id, registered, registered - refused, refused)


def _open(of: _Year) -> int:
    of.clock.set(of.on(_TYPED))
    draft = campaigns.new_draft(of.office, of.year)
    chosen = next(row for row in campaigns.criteria_sets(of.office) if row.code == CRITERIA)
    draft = replace(
        draft,
        criteria_set_id=chosen.id,
        phase_id=phase_of(of.office, of.year),
        launch_on=of.on(_LAUNCHED),
        verify_until=of.on(_VERIFIED) + timedelta(days=3),
        review_until=of.on(_REVIEWED) + timedelta(days=2),
    )
    if of.year == YEAR:
        # The plan it is based on is the year's own.
        draft = replace(draft, plan_basis=of.words["plan_basis"])
    return campaigns.save(of.office, draft).id


def _register(of: _Year, campaign_id: int, pilots: Collection[int]) -> None:
    listed = entries.list_entries(of.office, campaign_id)
    rows = [row for row in listed if of.planned[row.cell_id] is not Outcome.NOT_REGISTERED]
    for place, row in enumerate(rows):
        is_late = place == len(rows) - 1 and len(rows) > 3
        registered_on = of.on(_LATE) if is_late else of.on(_LAUNCHED) + timedelta(days=of.dice.randint(4, 17))
        form = Registration(
            registered_on=registered_on,
            targets=of.dice.choice(of.words["targets"]),
            late_reason="Chi bộ chờ kiện toàn bí thư." if is_late else "",
            is_pilot=row.cell_id in pilots,
            pilot_reason=of.words["pilot_reason"] if row.cell_id in pilots else "",
            aims=_aims(of, row, registered_on),
        )
        registrations.register(of.office, [row.id], form)


def _aims(of: _Year, row: EntryRow, registered_on: date) -> Aims:
    """Return what a cell registered to reach, as its form of the spring says it."""
    day = registered_on - timedelta(days=2)
    base = _vote_base(of.office, row.cell_id, day)
    pledges = tuple(Pledge(*line) for line in of.words["pledges"])
    return Aims(
        target_level=QualityLevel.GOOD,
        target_good_percent=Decimal(of.dice.choice((85, 90, 95))),
        target_admissions=of.dice.randint(0, 2),
        target_themed=4,
        target_models=1,
        register_meeting_on=day,
        register_votes_for=base,
        register_vote_base=base,
        pledges=pledges,
    )


# Scores


def _first_of(of: _Year, campaign_id: int) -> list[EntryRow]:
    """Return the cells that do not wait for the last week of November with their scores."""
    listed = entries.list_entries(of.office, campaign_id)
    return [row for row in listed if of.planned[row.cell_id] is Outcome.RECOGNISED][:AHEAD]


def _filled(of: _Year, row: EntryRow) -> ScoreSheet:
    """Return the whole sheet of a cell, its own points and the verified ones, without days."""
    sheet = entry_scores.sheet(of.office, row.id)
    is_weak = of.planned[row.cell_id] is Outcome.LOW_POINTS
    sheet = scores.filled(sheet, of.words, of.dice, is_weak=is_weak)
    base = _vote_base(of.office, row.cell_id, of.on(_SCORED))
    return replace(sheet, self_vote_base=base, self_votes_for=base - (of.dice.randint(0, 1) if base > 8 else 0))


def _score(of: _Year, campaign_id: int) -> None:
    office, dice = of.office, of.dice
    of.clock.set(of.on(_VERIFIED))
    scored = []
    for row in entries.list_entries(office, campaign_id):
        if row.state is not EntryState.REGISTERED:
            continue
        scored_on = of.on(_SCORED) + timedelta(days=dice.randint(0, 4))
        sheet = scores.adopted(_filled(of, row), scored_on)
        entry_scores.save(office, replace(sheet, verified_on=of.on(_VERIFIED)))
        received_on = of.on(_SUBMITTED) + timedelta(days=dice.randint(0, 3))
        dossiers.receive_whole(office, [row.id], dossiers.Receipt(received_on, of.words["received_by"]))
        scored.append(row.id)
    confirm(office, scored, of.on(_VERIFIED), of.words)


def _vote_base(office: Office, cell_id: int, day: date) -> int:
    with office.read() as session:
        lines = meeting_store.roster_lines(session, cell_id, day)
    return meeting_rules.figures(RosterFact(line.status, line.is_full, line.attendance) for line in lines).vote_base


# The committee


def _rate(of: _Year) -> None:
    """Rate every cell; of each group as many as the cap allows are rated excellent."""
    planned, dice = of.planned, of.dice
    of.clock.set(of.on(_REVIEWED))
    well = [cell for cell, outcome in planned.items() if outcome is Outcome.RECOGNISED]
    with of.office.read() as session:
        faults = rating_facts.committee_faults(session, of.year)
    # Discipline in the committee rules the highest level out.
    groups: dict[str, list[int]] = {}
    for line in ratings.sheet(of.office, of.year).lines:
        groups.setdefault(line.group, []).append(line.cell_id)
    cap = rating_settings.load(of.office)
    excellent = []
    for cells in groups.values():
        good = sum(planned[cell] is not Outcome.LOW_RATING for cell in cells)
        may = [cell for cell in cells if cell in well and cell not in faults]
        excellent += may[: best_split(good, len(cells), cap)]
    drafts = []
    for cell_id, outcome in planned.items():
        level, points = QualityLevel.GOOD, dice.randint(76, 89)
        if cell_id in excellent:
            level, points = QualityLevel.EXCELLENT, dice.randint(91, 96)
        elif outcome is Outcome.LOW_RATING:
            level, points = QualityLevel.COMPLETED, dice.randint(61, 68)
        drafts.append(
            RatingDraft(
                cell_id,
                of.year,
                level,
                Decimal(points),
                is_exemplary=cell_id in excellent[:1],
                decided_on=of.on(_REVIEWED),
                reason=of.words["low_rating_reason"] if outcome is Outcome.LOW_RATING else "",
            )
        )
    ratings.save_all(of.office, drafts)


def _review(of: _Year, campaign_id: int) -> None:
    """Let eight of the nine vote: all of them for a cell nothing speaks against, few for the others."""
    office = of.office
    of.clock.set(of.on(_REVIEWED))
    draft = review.load(office, campaign_id)
    found = {row.id: recognition.verdict(office, row.id) for row in entries.list_entries(office, campaign_id)}
    votes = []
    for vote in draft.votes:
        verdict = found[vote.entry_id]
        if verdict.verified_total is None:
            votes.append(vote)
            continue
        votes_for = _PRESENT if verdict.may_be_recognised else 2
        voted = replace(vote, votes_for=votes_for, votes_against=_PRESENT - votes_for)
        votes.append(sitting.with_ballots(voted, _PRESENT))
    sitting.voted(
        office,
        replace(draft, review_on=of.on(_REVIEWED), review_present=_PRESENT, votes=tuple(votes)),
        _PRESENT,
    )
    sitting.sit(office, campaign_id, _PRESENT, of.words)


def _conclude(of: _Year, campaign_id: int) -> int:
    """Propose whoever may be, refuse the others that registered with the reasons the rules give; returns how many."""
    office = of.office
    of.clock.set(of.on(_REVIEWED) + timedelta(days=1))
    recognition.propose_ready(office, campaign_id)
    refused = 0
    for row in entries.list_entries(office, campaign_id):
        if row.verified_total is None:
            continue
        verdict = recognition.verdict(office, row.id)
        if recognition.reasons_not_to_propose(verdict):
            recognition.refuse(office, row.id, recognition.suggested_reasons(verdict))
            refused += 1
    return refused
