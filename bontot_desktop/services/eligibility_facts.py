"""What is known of the cells of a campaign as far as the rules of eligibility ask, gathered for all of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.db.queries import eligibility as question
from bontot_desktop.db.queries.eligibility import EntryLine, Stand
from bontot_desktop.db.work import driver_of
from bontot_desktop.rules import cell_life
from bontot_desktop.rules.cells import holds_on
from bontot_desktop.rules.criteria_shortfalls import shortfalls
from bontot_desktop.rules.dossiers import DossierItem
from bontot_desktop.rules.eligibility import CellFacts
from bontot_desktop.rules.faults import Fault
from bontot_desktop.rules.member_status import STANDINGS
from bontot_desktop.services import campaign_sets, member_tallies, rating_facts, road, year_levels


def gather(session: Session, campaign: Campaign, entry_ids: Collection[int] | None = None) -> dict[int, CellFacts]:
    """Return what is known of the cells of a campaign, or of those asked for, by entry."""
    driver = driver_of(session)
    year, until = campaign.year, campaign.cut_off_on
    lines = question.lines(driver, campaign.id, entry_ids)
    if not lines:
        return {}
    few = None if entry_ids is None else {line.cell_id for line in lines}
    scores = campaign_sets.scores_of(session, campaign, entry_ids)
    papers = question.papers_there(driver, campaign.id)
    asked = road.required_items(session)
    rated = question.ratings(driver, year)
    tallies = member_tallies.tallies_in(session, year)
    to_come = _months_to_come(campaign)
    # Meetings of a month that is not over are neither asked for nor counted.
    due = until if not to_come else min(until, date(year, 1, 1) if to_come == 12 else _last_day(year, 12 - to_come))
    met = question.met(driver, year, due, few)
    levels = year_levels.levels_in(session, year, until, few)
    owing = question.owing(driver, year, until, few)
    found_against = question.cases(driver, {line.cell_id for line in lines})
    faults = faults_by_cell(session, year)
    committee = rating_facts.committee_faults(session, year)
    found = {}
    for line in lines:
        counted = scores[line.id].counted
        own = None if met is None else met.get(line.cell_id)
        rating = rated.get(line.cell_id)
        level = levels.get(line.cell_id)
        found[line.id] = CellFacts(
            state=line.state,
            year=year,
            registered_on=line.registered_on,
            is_late=line.is_late,
            register_until=campaign.register_until,
            rating=rating.level if rating else None,
            faults=tuple(faults.get(line.cell_id, ())),
            committee_faults=committee.get(line.cell_id, ()),
            cases=tuple(found_against.get(line.cell_id, ())),
            members=tallies.get(line.cell_id),
            regular_held=None if met is None else own.regular if own else 0,
            months_before=_months_before(line, year),
            months_to_come=to_come,
            themed=None if met is None else own.themed if own else (),
            meeting_level=level.level if level else None,
            shortfalls=tuple(shortfalls(counted, scores[line.id].facts)),
            groups=len(counted.groups),
            total=counted.total,
            pass_total=counted.pass_total,
            submitted_on=line.submitted_on,
            dossier_until=campaign.dossier_until,
            is_late_dossier=line.is_late_dossier,
            missing_papers=_missing(papers.get(line.id, set()), asked),
            owing=owing.get(line.cell_id),
            faults_mended=rating.faults_mended if rating else None,
            months=cell_life.months_in_year(line.founded_on, year, until),
        )
    return found


def _missing(there: Collection[DossierItem], asked: Collection[DossierItem]) -> tuple[str, ...]:
    return tuple(item.label for item in DossierItem if item in asked and item not in there)


def _months_before(line: EntryLine, year: int) -> int:
    """Count the months of a year before a cell was founded: no meeting was owed in them (E09)."""
    founded = line.founded_on
    return founded.month - 1 if founded is not None and founded.year == year else 0


def _last_day(year: int, month: int) -> date:
    return date(year, month + 1, 1) - timedelta(days=1) if month < 12 else date(year, 12, 31)


def _months_to_come(campaign: Campaign) -> int:
    """Count the months of the year that are not over when the review sits, or is to sit (E09, E10)."""
    on = campaign.review_on or campaign.review_until or campaign.cut_off_on
    if on.year != campaign.year:
        return 0 if on.year > campaign.year else 12
    is_over = (on + timedelta(days=1)).month != on.month
    return 12 - on.month if is_over else 13 - on.month


# Discipline


def faults_by_cell(session: Session, year: int) -> dict[int, list[Fault]]:
    """Return the disciplinary decisions of a year by the cells they are asked about (E04, E04a).

    A decision is asked about in the cell where the member stood that day. Where the fault was in another cell of the
    office, it counts there (QĐ 366, Điều 11), and is asked about in the member's own as an exception.
    """
    known = rating_facts.faults_of(session, year)
    if not known:
        return {}
    driver = driver_of(session)
    stands = question.stands(driver, known)
    elsewhere = any(fault.unit for faults in known.values() for fault in faults)
    names = _cells_by_name(question.cell_names(driver)) if elsewhere else {}
    found: dict[int, list[Fault]] = defaultdict(list)
    for member_id, faults in known.items():
        for fault in faults:
            own = _stood_in(stands.get(member_id, ()), fault.decided_on)
            there = names.get(text.fold(fault.unit)) if fault.unit else None
            if there is not None:
                found[there].append(replace(fault, unit=""))
            if own is not None and own != there:
                found[own].append(fault)
    return found


def _cells_by_name(names: Sequence[tuple[int, str, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for cell_id, folded, short in names:
        found[folded] = cell_id
        if short:
            found.setdefault(text.fold(short), cell_id)
    return found


def _stood_in(stands: Sequence[Stand], day: date) -> int | None:
    """Return the cell a member belonged to on a day; who was expelled that day belonged to the last one."""
    own = [one for one in stands if one.status in STANDINGS and (one.from_on is None or one.from_on <= day)]
    holding = [one for one in own if holds_on(one.from_on, one.to_on, day)]
    chosen = holding or own
    return chosen[-1].cell_id if chosen else None
