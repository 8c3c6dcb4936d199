"""Years in a row of cells: title, rating, exemplary – through renames, moves, mergers and splits (recognition §7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bontot_desktop.db.queries import streaks as queries
from bontot_desktop.db.queries.reminders import setting
from bontot_desktop.documents import facts as facts_codec
from bontot_desktop.rules import streaks as rules
from bontot_desktop.rules.cells import LineageKind
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import TitleKind
from bontot_desktop.rules.streaks import Counter, StreakSettings, Turn
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from sqlcipher3 import dbapi2

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
    from bontot_desktop.db.work import driver_of

    session.flush()
    return _years_in(driver_of(session), counter, cell_ids, title, settings_of(session))


def _years_in(
    driver: dbapi2.Connection,
    counter: Counter,
    cell_ids: Iterable[int],
    title: TitleKind,
    settings: StreakSettings,
) -> dict[int, frozenset[int]]:
    if counter is Counter.TITLE:
        own = queries.titled(driver, title.value)
    else:
        own = queries.excellent(driver, exemplary=counter is Counter.EXEMPLARY)
    turns = [
        Turn(row.old, row.new, LineageKind(row.kind), row.year, keeps_name=row.keeps_name)
        for row in queries.turns(driver)
    ]
    return {cell: rules.years_of(cell, own, turns, settings) for cell in cell_ids}


def counts(session: Session, counter: Counter, year: int, cell_ids: Iterable[int]) -> dict[int, int]:
    """Return how many years in a row up to and with a year cells have had it."""
    return {cell: rules.streak(years, year) for cell, years in years_of(session, counter, cell_ids).items()}


def used_years(session: Session, cell_ids: Collection[int], *, before: int) -> dict[int, frozenset[int]]:
    """Return the years that awards for five years of years ``before`` one used up, by cell: given here or elsewhere."""
    from bontot_desktop.db.work import driver_of

    session.flush()
    return _used_in(driver_of(session), cell_ids, before)


def _used_in(driver: dbapi2.Connection, cell_ids: Collection[int], before: int) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for cell_id, year in queries.given(driver, before):
        found[cell_id].update(range(year - rules.LONG + 1, year + 1))
    for cell_id, first, last in queries.given_elsewhere(driver, before):
        if last - first + 1 >= rules.LONG:
            found[cell_id].update(range(first, last + 1))
    return {cell: frozenset(found.get(cell, ())) for cell in cell_ids}


def hints(office: Office, year: int) -> list[Hint]:
    """Name the cells that reach five years in a row in a year, and those a year short; years used up do not count."""
    with office.ask() as driver:
        return hints_in(driver, year)


def hints_in(driver: dbapi2.Connection, year: int) -> list[Hint]:
    """Return the same read from the file itself, for the first page."""
    kept = setting(driver, SETTING)
    settings = facts_codec.from_json(StreakSettings, kept) if kept is not None else StreakSettings()
    cells = queries.living(driver)
    ids = [cell for cell, _ in cells]
    used = _used_in(driver, ids, year)
    found = []
    for counter in Counter:
        years = _years_in(driver, counter, ids, TitleKind.CELL_4_GOOD, settings)
        for cell, name in cells:
            free = years[cell] if counter is Counter.TITLE else rules.unused(years[cell], used[cell], settings)
            count = rules.streak(free, year)
            sentence = rules.told(count, counter)
            if sentence:
                found.append(Hint(cell, name, counter, count, f"{name}: {sentence}"))
    return found
