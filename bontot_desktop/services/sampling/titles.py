"""The invented year's other titles: three cells with “Đảng viên 5 tốt”, the committee with “Đảng bộ cơ sở 4 tốt”."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bontot_desktop import text
from bontot_desktop.rules import member_titles as rules
from bontot_desktop.rules.committee_title import CommitteePaper
from bontot_desktop.rules.member_titles import Typed
from bontot_desktop.rules.recognition import EntryState, TitleKind
from bontot_desktop.services import committee_title, issuing, member_titles, ratings, title_years
from bontot_desktop.services.member_titles import SheetDraft, TitleLine, TitleSheet
from bontot_desktop.services.office import Office
from bontot_desktop.services.sampling import texts
from bontot_desktop.services.sampling.clock import Clock
from bontot_desktop.services.sampling.people import YEAR

#: Members and the committee register; the cells vote, the committee's group scores, its meeting sits, papers go out.
_REGISTERED, _LATE, _VOTED = date(YEAR, 3, 5), date(YEAR, 3, 14), date(YEAR, 11, 18)
_SCORED, _SAT, _ISSUED = date(YEAR, 11, 20), date(YEAR, 12, 16), date(YEAR, 12, 22)
#: So many cells use the title, and of their members one in so many.
_CELLS, _ONE_IN = 3, 3
_BODY, _PRESENT = 27, 26
MEMBERS, COMMITTEE = "D13M", committee_title.PETITION


@dataclass(frozen=True, slots=True)
class Titles:
    """The campaigns of the two titles; their papers are issued when ``is_decided``."""

    members: int
    committee: int
    is_decided: bool


def run(office: Office, clock: Clock, *, seed: int) -> Titles:
    """Write both titles of the sample's year up to the office's today; each act is one line of the history."""
    clock.set(clock.until if clock.until != date.max else date(YEAR, 12, 31))
    dice = random.Random(f"{seed} titles")
    members = title_years.open_year(office, YEAR, TitleKind.MEMBER_5_GOOD).id
    for line in ratings.sheet(office, YEAR).lines[:_CELLS]:
        _write(office, clock, member_titles.sheet(office, members, line.cell_id), dice)
    committee = title_years.open_year(office, YEAR, TitleKind.COMMITTEE_4_GOOD).id
    _score(office, clock, committee)
    is_decided = clock.has_come(_ISSUED)
    if is_decided:
        draft = title_years.of_year(office, YEAR, TitleKind.MEMBER_5_GOOD)
        assert draft is not None
        title_years.save(office, replace(draft, review_on=_SAT))
        issuing.issue(office, MEMBERS, members, day=_ISSUED)
        issuing.issue(office, COMMITTEE, committee, day=_ISSUED)
    return Titles(members, committee, is_decided)


def _write(office: Office, clock: Clock, sheet: TitleSheet, dice: random.Random) -> None:
    """Write a cell's list: one member in three registered; who was voted on is proposed unless something stops it."""
    able = [line for line in sheet.lines if not line.lock and line.known.why is None][::_ONE_IN]
    has_voted = clock.has_come(_VOTED)
    lines = {}
    for place, line in enumerate(able):
        typed = Typed(_LATE if place == len(able) - 1 else _REGISTERED)
        lines[line.member_id] = _voted(sheet, line, typed, dice) if has_voted else typed
    draft = SheetDraft(_VOTED, sheet.vote_base, lines) if has_voted else SheetDraft(lines=lines)
    if lines:
        member_titles.save(office, sheet.campaign_id, sheet.cell_id, draft)


def _voted(sheet: TitleSheet, line: TitleLine, typed: Typed, dice: random.Random) -> Typed:
    codes = [code for code, _ in sheet.criteria]
    passed = frozenset(codes if dice.random() < 0.85 else codes[:-1])
    votes = sheet.vote_base - (dice.randint(0, 1) if sheet.vote_base > 3 else 0)
    typed = replace(typed, passed=passed, voted_on=_VOTED, votes_for=votes, vote_base=sheet.vote_base)
    if rules.may_be_proposed(typed, line.known, sheet.frame):
        return replace(typed, conclusion=EntryState.PROPOSED)
    why = rules.suggested_reason(typed, line.known, sheet.frame) or "chi bộ chưa đề nghị"
    return replace(typed, conclusion=EntryState.NOT_PROPOSED, reason=text.first_upper(why))


def _score(office: Office, clock: Clock, campaign_id: int) -> None:
    """Score the committee as far as its day has come: by its group, then as the meeting agreed, with the dossier."""
    words = texts.read("papers")
    draft = replace(committee_title.sheet(office, campaign_id).draft, registered_on=_REGISTERED)
    if clock.has_come(_SCORED):
        has_met = clock.has_come(_SAT)
        agreed = Decimal(1) if has_met else None
        proofs = dict(words["committee_proofs"])
        draft = replace(
            draft,
            self_scored_on=_SCORED,
            lines=tuple(
                line
                if line.item.is_group
                else replace(line, own=Decimal(1), agreed=agreed, evidence=proofs.get(line.item.code, ""))
                for line in draft.lines
            ),
        )
        if has_met:
            draft = replace(
                draft,
                review_on=_SAT,
                review_total=_BODY,
                review_present=_PRESENT,
                votes_for=_PRESENT,
                achievements=words["committee_achievements"],
                papers=tuple(
                    line
                    if line.item is CommitteePaper.RATINGS
                    else replace(line, is_there=True, on=None if line.item is CommitteePaper.PETITION else _SAT)
                    for line in draft.papers
                ),
            )
    committee_title.save(office, campaign_id, draft)
