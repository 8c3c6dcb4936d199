"""How the members of every cell stand in a year: counted, listed, and held against the cap (recognition §6.2, §6.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bontot_desktop.rules import rating_caps, year_ratings
from bontot_desktop.rules.members import situation_on
from bontot_desktop.rules.rating_caps import CapGrouping, CapSettings, GroupCap
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.rules.year_ratings import NOBODY, NotEvaluated, RatingStanding, ReviewForm, Tally
from bontot_desktop.services import rating_settings
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bontot_desktop.db.queries.member_ratings import Rated, Stay


#: The group of members of whom no form was written down.
NO_FORM = "Mẫu bản kiểm điểm chưa ghi"


@dataclass(frozen=True, slots=True)
class CellTally:
    """A cell with how its members stand; ``id`` is the cell's."""

    id: int
    code: str
    cell: str
    group: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class ListedMember:
    """A member as the lists of a decision show: with a level, or with why there is none."""

    member_id: int
    full_name: str
    born: int | None
    cell_id: int
    cell: str
    group: str
    post: str
    level: QualityLevel | None
    why: NotEvaluated | None
    note: str
    points: Decimal | None
    decided_on: date | None


def standing(
    stay: Stay, known: Rated | None, day: date, months: int
) -> tuple[NotEvaluated | None, QualityLevel | None]:
    """Return why a member is not evaluated, else the level. What was decided stands as it was decided."""
    if known is not None and known.standing is RatingStanding.DECIDED:
        return known.not_evaluated, known.level
    situation = situation_on(stay.periods, stay.cell_id, day)
    why = year_ratings.not_evaluated(situation, stay.admitted_on, day, months) if situation else None
    if why is None and known is not None and known.not_evaluated is NotEvaluated.OTHER:
        why = NotEvaluated.OTHER
    return why, known.level if known is not None and why is None else None


def tallies_in(session: Session, year: int) -> dict[int, Tally]:
    """Return how the members of each cell stand; cells at work without members are left out."""
    from bontot_desktop.db.queries import member_ratings as question
    from bontot_desktop.db.work import driver_of
    from bontot_desktop.services import rating_facts

    day = rating_facts.cut_off(session, year)
    counted = question.counts(driver_of(session), year, day, rating_settings.of(session).months)
    return {cell_id: _tally(counts) for cell_id, counts in counted.items()}


def _tally(counts: Mapping[str, int]) -> Tally:
    return Tally(
        total=sum(counts.values()),
        exempt=counts.get(NotEvaluated.EXEMPT, 0),
        suspended=counts.get(NotEvaluated.SUSPENDED, 0),
        new=counts.get(NotEvaluated.NEW, 0),
        other=counts.get(NotEvaluated.OTHER, 0),
        excellent=counts.get(QualityLevel.EXCELLENT, 0),
        good=counts.get(QualityLevel.GOOD, 0),
        completed=counts.get(QualityLevel.COMPLETED, 0),
        not_completed=counts.get(QualityLevel.NOT_COMPLETED, 0),
        waiting=counts.get("", 0),
    )


def tallies(office: Office, year: int) -> list[CellTally]:
    """Return every cell at work on the cut-off day, in Vietnamese order of the names."""
    from bontot_desktop.services import ratings

    found = ratings.sheet(office, year)
    with office.read() as session:
        counted = tallies_in(session, year)
    return [
        CellTally(line.cell_id, line.code, line.cell, line.group, counted.get(line.cell_id, NOBODY))
        for line in found.lines
    ]


def caps(office: Office, year: int, counted: list[CellTally], settings: CapSettings) -> list[GroupCap]:
    """Hold the members of a year against the cap as the office groups them; ``counted`` are the year's tallies."""
    if settings.members is not CapGrouping.POSITION:
        return caps_of(counted, settings)
    from bontot_desktop.db.queries import member_ratings as question

    with office.ask() as driver:
        forms = question.levels_by_form(driver, year)
    found = []
    for form, levels in forms.items():
        known = dict(levels)
        name = ReviewForm(form).label if form else NO_FORM
        best, good = known.get(QualityLevel.EXCELLENT, 0), known.get(QualityLevel.GOOD, 0)
        found.append(rating_caps.cap_of(name, best, good, sum(known.values()), settings))
    return found


def caps_of(counted: list[CellTally], settings: CapSettings) -> list[GroupCap]:
    """Hold members against the cap, by cell, group of cells or all together as the office has chosen."""
    groups: dict[str, Tally] = defaultdict(lambda: NOBODY)
    for line in counted:
        if settings.members is CapGrouping.CELL:
            name = line.cell
        else:
            name = line.group if settings.members is CapGrouping.REPORT_GROUP else ""
        groups[name] += line.tally
    return [
        rating_caps.cap_of(name, tally.excellent, tally.good, tally.rated, settings) for name, tally in groups.items()
    ]


def listed(session: Session, year: int) -> list[ListedMember]:
    """Return everyone of every cell at work, by cells and people in Vietnamese order (lists of D18, both kinds)."""
    from sqlalchemy import select

    from bontot_desktop.db.models.ratings import MemberRating
    from bontot_desktop.db.queries import member_ratings as question
    from bontot_desktop.db.queries import roster
    from bontot_desktop.db.work import driver_of
    from bontot_desktop.services import rating_facts, ratings

    day = rating_facts.cut_off(session, year)
    months = rating_settings.of(session).months
    lines = ratings.lines_in(session, year)
    driver = driver_of(session)
    known = question.rated(driver, year)
    stays = {(stay.cell_id, stay.member_id): stay for stay in question.stays(driver, day)}
    rows = {
        row.member_id: row
        for row in session.scalars(select(MemberRating).where(MemberRating.year == year, MemberRating.is_current))
    }
    rosters = roster.rosters_on(session, [line.cell_id for line in lines], day)
    found = []
    for line in lines:
        for one in rosters[line.cell_id]:
            if not year_ratings.belongs(one.situation):
                continue
            why, level = standing(stays[line.cell_id, one.member_id], known.get(one.member_id), day, months)
            row = rows.get(one.member_id)
            found.append(
                ListedMember(
                    one.member_id,
                    one.full_name,
                    one.birth_on.year if one.birth_on else one.birth_year,
                    line.cell_id,
                    line.cell,
                    line.group,
                    one.post.label if one.post else "",
                    level,
                    why,
                    row.not_evaluated_note if row and why else "",
                    row.cell_points if row else None,
                    row.decided_on if row else None,
                )
            )
    return found
