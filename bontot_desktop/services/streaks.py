"""Years in a row of cells: title, rating, exemplary – through renames, moves, mergers and splits (recognition §7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bontot_desktop.documents import facts as facts_codec
from bontot_desktop.rules import streaks as rules
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import AwardKind, EntryState, QualityLevel, TitleKind
from bontot_desktop.rules.streaks import Counter, StreakSettings, Turn
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Key of the office's choices among the settings.
SETTING = "streaks"


@dataclass(frozen=True, slots=True)
class Hint:
    """A cell near or at five years in a row."""

    cell_id: int
    cell: str
    counter: Counter
    count: int
    sentence: str


def settings_of(session: Session) -> StreakSettings:
    """Return the choices that hold, inside another's session."""
    from bontot_desktop.db.house import Setting

    row = session.get(Setting, SETTING)
    return facts_codec.from_json(StreakSettings, row.value) if row else StreakSettings()


def load(office: Office) -> StreakSettings:
    """Return the choices that hold."""
    with office.read() as session:
        return settings_of(session)


def save(office: Office, settings: StreakSettings) -> Changes:
    """Keep the choices."""
    from bontot_desktop.db.base import as_json
    from bontot_desktop.db.house import Setting

    with office.work("settings.streaks", "Sửa cách tính số năm liên tục") as session:
        value = facts_codec.to_json(settings)
        row = session.get(Setting, SETTING)
        if row is None:
            session.add(Setting(key=SETTING, value=value))
        elif as_json(row.value) != as_json(value):
            row.value = value
    return Changes.of(Kind.SETTINGS, Kind.CAMPAIGNS)


def years_of(
    session: Session, counter: Counter, cell_ids: Iterable[int], title: TitleKind = TitleKind.CELL_4_GOOD
) -> dict[int, frozenset[int]]:
    """Return the years that count for cells, by cell, with those they have of the cells they came from."""
    own, turns, settings = _own(session, counter, title), _turns(session), settings_of(session)
    return {cell: rules.years_of(cell, own, turns, settings) for cell in cell_ids}


def counts(session: Session, counter: Counter, year: int, cell_ids: Iterable[int]) -> dict[int, int]:
    """Return how many years in a row up to and with a year cells have had it."""
    return {cell: rules.streak(years, year) for cell, years in years_of(session, counter, cell_ids).items()}


def _own(session: Session, counter: Counter, title: TitleKind) -> dict[int, set[int]]:
    from sqlalchemy import select

    from bontot_desktop.db.models.awards import PastResult
    from bontot_desktop.db.models.ratings import CellRating
    from bontot_desktop.db.models.recognition import Campaign, CellEntry

    found: dict[int, set[int]] = defaultdict(set)
    if counter is Counter.TITLE:
        past = select(PastResult.cell_id, PastResult.year).where(PastResult.title == title)
        here = (
            select(CellEntry.cell_id, Campaign.year)
            .join(Campaign, Campaign.id == CellEntry.campaign_id)
            .where(Campaign.title == title, CellEntry.state == EntryState.RECOGNISED)
        )
        rows = [*session.execute(past), *session.execute(here)]
    else:
        rated = select(CellRating.cell_id, CellRating.year).where(
            CellRating.is_current, CellRating.level == QualityLevel.EXCELLENT
        )
        if counter is Counter.EXEMPLARY:
            rated = rated.where(CellRating.is_exemplary)
        rows = [*session.execute(rated)]
    for cell_id, year in rows:
        found[cell_id].add(year)
    return found


def _turns(session: Session) -> list[Turn]:
    from sqlalchemy import select

    from bontot_desktop.db.models.cells import Cell, Lineage

    names = {row.id: row.name for row in session.execute(select(Cell.id, Cell.name))}
    rows = session.execute(select(Lineage.predecessor_id, Lineage.successor_id, Lineage.kind, Lineage.on))
    return [
        Turn(old, new, kind, on.year, keeps_name=names.get(old) == names.get(new))
        for old, new, kind, on in rows
        if new is not None
    ]


def used_years(session: Session, cell_ids: Collection[int], *, before: int) -> dict[int, frozenset[int]]:
    """Return the years that awards for five years of years ``before`` one used up, by cell: given here or elsewhere."""
    from sqlalchemy import select

    from bontot_desktop.db.models.awards import Award, OtherAward
    from bontot_desktop.db.models.recognition import Campaign

    given = (
        select(Award.cell_id, Campaign.year)
        .join(Campaign, Campaign.id == Award.campaign_id)
        .where(Award.kind == AwardKind.FIVE_YEARS, Award.member_id.is_(None), Award.taken_back_on.is_(None))
        .where(Campaign.year < before)
    )
    found: dict[int, set[int]] = defaultdict(set)
    for cell_id, year in session.execute(given):
        found[cell_id].update(range(year - rules.LONG + 1, year + 1))
    others = select(OtherAward.cell_id, OtherAward.from_year, OtherAward.to_year)
    for cell_id, first, last in session.execute(others.where(OtherAward.from_year.is_not(None))):
        if first is not None and last is not None and last < before and last - first + 1 >= rules.LONG:
            found[cell_id].update(range(first, last + 1))
    return {cell: frozenset(found.get(cell, ())) for cell in cell_ids}


def hints(office: Office, year: int) -> list[Hint]:
    """Name the cells that reach five years in a row in a year, and those a year short; years used up do not count."""
    from sqlalchemy import select

    from bontot_desktop.db.models.cells import Cell

    with office.read() as session:
        cells = session.scalars(select(Cell).where(Cell.dissolved_on.is_(None)).order_by(Cell.name_order)).all()
        ids = [cell.id for cell in cells]
        used, settings = used_years(session, ids, before=year), settings_of(session)
        found = []
        for counter in Counter:
            years = years_of(session, counter, ids)
            for cell in cells:
                free = years[cell.id]
                if counter is not Counter.TITLE:
                    free = rules.unused(free, used[cell.id], settings)
                count = rules.streak(free, year)
                sentence = rules.told(count, counter)
                if sentence:
                    found.append(Hint(cell.id, cell.name, counter, count, f"{cell.name}: {sentence}"))
        return found
