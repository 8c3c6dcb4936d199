"""The invented members' ratings: each cell hands its sheet in on its day, and the year's decision lets all stand."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal

from bontot_desktop.db.models.ratings import MemberRating
from bontot_desktop.rules.periods import whole_year
from bontot_desktop.rules.rating_caps import best_split
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.services import issuing, member_ratings, rating_settings, ratings
from bontot_desktop.services.member_ratings import MemberDraft, MemberLine
from bontot_desktop.services.office import Office
from bontot_desktop.services.sampling.clock import Clock
from bontot_desktop.services.sampling.rows import Rows

#: The first cells hand their sheets in on this day of the year, the last so many days later.
FIRST, SPREAD = (11, 16), 14
#: Members up to which the sheets are saved by the acts a clerk does.
_BY_ACTS = 1000
_X, _T, _H, _K = QualityLevel
_POINTS = {_X: (91, 97), _T: (72, 89), _H: (55, 68), _K: (30, 48)}


def hand_in(office: Office, clock: Clock, year: int, *, seed: int) -> int:
    """Rate the members of every cell whose day has come; returns how many sheets were handed in."""
    cells = [line.cell_id for line in ratings.sheet(office, year).lines]
    first = date(year, *FIRST)
    days = {cell_id: first + timedelta(days=place * SPREAD // len(cells)) for place, cell_id in enumerate(cells)}
    cap = rating_settings.load(office)
    sheets = []
    for cell_id, day in days.items():
        if clock.has_come(day):
            dice = random.Random(f"{seed} ratings {year} {cell_id}")
            lines = member_ratings.sheet(office, cell_id, year).lines
            rated = [line for line in lines if line.why is None]
            most = best_split(len(rated) - len(rated) // 10, len(rated), cap)
            sheets.append((cell_id, day, _drafts(rated, most, year, dice), lines))
    if sum(len(lines) for *_, lines in sheets) > _BY_ACTS:
        _write(office, year, [(cell_id, drafts, lines) for cell_id, _, drafts, lines in sheets])
        return len(sheets)
    for cell_id, day, drafts, _ in sheets:
        clock.set(day)
        member_ratings.save(office, cell_id, year, drafts)
    return len(sheets)


def _drafts(lines: Sequence[MemberLine], most: int, year: int, dice: random.Random) -> list[MemberDraft]:
    """Rate the members of a cell: so many of them the best, one in ten a level lower than good."""
    disciplined = {line.member_id for line in lines if line.faults}
    free = [line.member_id for line in lines if line.member_id not in disciplined]
    dice.shuffle(free)
    best, lower = set(free[:most]), set(free[most : most + len(lines) // 10])
    found = []
    for line in lines:
        level = _X if line.member_id in best else _H if line.member_id in lower else _T
        given = dice.randint(6, 9)
        draft = replace(
            line.draft,
            self_points=Decimal(_of(level, dice)),
            cell_points=Decimal(_of(level, dice)),
            tasks_total=given,
            tasks_done=given,
            tasks_over=dice.randint(3, 4) if level is _X else dice.randint(0, 2),
            tasks_late=1 if level is _H else 0,
            faults_mended=True,
        )
        suggested = member_ratings.suggestion(draft, year, line.faults, line.rules).level or level
        found.append(replace(draft, cell_level=suggested, level=suggested))
    return found


def _of(level: QualityLevel, dice: random.Random) -> int:
    return dice.randint(*_POINTS[level])


def _write(
    office: Office, year: int, sheets: Sequence[tuple[int, Sequence[MemberDraft], Sequence[MemberLine]]]
) -> None:
    """Write the sheets of a large office in bulk, those not evaluated with their reason as saving a sheet does."""
    names = [field.name for field in fields(MemberDraft) if field.name != "member_id"]
    with office.work("sampling.ratings", "Ghi xếp loại đảng viên của văn phòng mẫu") as work:
        work.leave_no_history()
        rows = Rows(work, MemberRating, "member_id", "cell_id", "year", *names)
        for cell_id, drafts, lines in sheets:
            for draft in (*drafts, *(line.draft for line in lines if line.why is not None)):
                rows.add(draft.member_id, cell_id, year, *(getattr(draft, name) for name in names))
        rows.write(work)


def decide(office: Office, year: int, day: date) -> None:
    """Issue the year's decision on ratings: from then on they stand."""
    issuing.issue(office, "D18", whole_year(year).code, day=day)
