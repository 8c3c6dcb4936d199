"""Statistics of a period: read once, then counted, parted by group, cell or month, and traced back to what they count.

Reading is plain SQL and quick enough to be done with each click; everything else is counted over the frozen facts.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bontot_desktop import text
from bontot_desktop.db.queries import meeting_figures
from bontot_desktop.db.queries import statistics as queries
from bontot_desktop.rules import before_after
from bontot_desktop.rules import statistics as rules
from bontot_desktop.rules.before_after import Comparison
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.charts import Chart
from bontot_desktop.rules.meetings import COUNTED_TYPES, MONTHLY_TYPES
from bontot_desktop.rules.periods import Month, Period, PeriodKind, whole_year
from bontot_desktop.rules.report_groups import FOUR, MainGroup
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.rules.statistic_facts import CellFact, Facts, MeetingFact
from bontot_desktop.rules.statistics import BY_KEY, INDICATORS, Behind, Form, Indicator, Value
from bontot_desktop.rules.words import Labelled
from bontot_desktop.services.office import Office
from bontot_desktop.services.statistic_settings import deadlines_of, meeting_choices, rules_of

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which cells are counted; an empty set narrows nothing."""

    groups: frozenset[MainGroup] = frozenset()
    report_groups: frozenset[str] = frozenset()
    types: frozenset[ContentType] = frozenset()
    cells: frozenset[int] = frozenset()

    def takes(self, cell: CellFact) -> bool:
        """Whether a cell is counted."""
        return (
            (not self.groups or cell.group in self.groups)
            and (not self.report_groups or cell.report_group in self.report_groups)
            and (not self.types or cell.content_type in self.types)
            and (not self.cells or cell.id in self.cells)
        )

    @property
    def is_everything(self) -> bool:
        """Whether nothing is narrowed."""
        return not (self.groups or self.report_groups or self.types or self.cells)


EVERYTHING = Chosen()


@dataclass(frozen=True, slots=True)
class Line:
    """A figure as a table shows it: of the whole, or of one part of it (a group, a cell, a month, a person).

    ``ratio`` is the share, the mean or the count behind ``text``; ``ids`` are what it was counted from.
    """

    id: Hashable
    indicator: Indicator
    title: str
    text: str
    counted: str
    ratio: Fraction | None
    ids: tuple[int, ...]
    #: The cell the line is of, None for anything else.
    cell_id: int | None = None
    #: Cells in the part.
    cells: int = 0
    is_total: bool = False

    @property
    def key(self) -> str:
        """The figure's id in the domain ("S1")."""
        return self.indicator.key


class By(Labelled):
    """How a figure is parted."""

    GROUP = "GROUP", "Theo nhóm chi bộ"
    REPORT_GROUP = "REPORT_GROUP", "Theo nhóm báo cáo"
    TYPE = "TYPE", "Theo loại hình"
    CELL = "CELL", "Theo chi bộ"
    MONTH = "MONTH", "Theo tháng"
    PERSON = "PERSON", "Theo đồng chí phụ trách"
    ASPECT = "ASPECT", "Theo nội dung nhận xét"


#: Figures of which a month alone tells nothing.
_NOT_BY_MONTH = frozenset({"S5.1", "S5.2", "S7.1", "S14", "S14.1", "S14.2", "S14.3", "S14.4", "S15"})


def read(office: Office, period: Period, *, chosen: Chosen = EVERYTHING, as_of: date | None = None) -> Facts:
    """Read what the figures of a period are counted from, as of a day (today)."""
    with office.ask() as driver:
        return read_in(driver, period, as_of or office.today(), chosen)


def read_in(driver: dbapi2.Connection, period: Period, as_of: date, chosen: Chosen = EVERYTHING) -> Facts:
    """Read the facts of a period inside another's reading."""
    thresholds = rules_of(driver)
    cells = [cell for cell in queries.cells(driver, period.first_day, period.last_day) if chosen.takes(cell)]
    wanted = None if chosen.is_everything else [cell.id for cell in cells]
    first, last = period.first, period.last
    held = meeting_figures.figures(driver, first, last, cells=wanted, kinds=COUNTED_TYPES, until=as_of,
                                   **meeting_choices(driver))  # fmt: skip
    days = (period.first_day, min(period.last_day, as_of))
    came = {one.id for one in held}
    return Facts(
        period=period,
        as_of=as_of,
        rules=thresholds,
        cells=tuple(rules.cells_in_order(cells)),
        meetings=tuple(held),
        tasks=tuple(queries.tasks(driver, *days, wanted)),
        petitions=tuple(queries.petitions(driver, *days, wanted)),
        charges=tuple(one for one in queries.charges(driver, first, last, wanted) if one.meeting_id in came),
        absent=tuple(queries.absent(driver, first, last, thresholds.absent_from, wanted)),
        events=tuple(queries.events(driver, period.first_day, period.last_day, wanted)),
        deadlines=deadlines_of(driver),
    )


def read_cells(office: Office, period: Period) -> list[CellFact]:
    """Return the cells of a period, in Vietnamese order."""
    with office.ask() as driver:
        return rules.cells_in_order(queries.cells(driver, period.first_day, period.last_day))


def lines(facts: Facts) -> list[Line]:
    """Count every figure over all the facts."""
    return [_line(indicator, facts, indicator.key, indicator.title) for indicator in INDICATORS]


def ways(key: str) -> tuple[By, ...]:
    """Return how a figure can be parted, the most telling first."""
    ways = [By.GROUP, By.CELL, By.MONTH, By.REPORT_GROUP, By.TYPE]
    if key in _NOT_BY_MONTH:
        ways.remove(By.MONTH)
    if key == "S13":
        ways.insert(0, By.PERSON)
    if key == "S14.4":
        ways.insert(0, By.ASPECT)
    return tuple(ways)


def parted(facts: Facts, key: str, by: By) -> list[Line]:
    """Count a figure for each part of the facts; a total of all stands last."""
    indicator = BY_KEY[key]
    total = _line(indicator, facts, "total", "Tổng cộng", is_total=True)
    return [*_parts(facts, indicator, by), total]


def _parts(facts: Facts, indicator: Indicator, by: By) -> Iterable[Line]:
    if by is By.MONTH:
        return [
            _line(indicator, month, month.period.first, _capital(month.period.label)) for month in facts.by_months()
        ]
    if by is By.PERSON:
        return _persons(facts, indicator)
    if by is By.ASPECT:
        return [
            _written(indicator, Value(Fraction(number), None), aspect, aspect.label)
            for aspect, number in rules.weakest(facts.events)
        ]
    if by is By.CELL:
        names = {cell.id: cell.name for cell in facts.cells}
        parts = facts.by_cells({cell.id: cell.id for cell in facts.cells})
        return [_line(indicator, parts[cell], cell, names[cell], cell_id=cell) for cell in names]
    if by is By.GROUP:
        return [_line(indicator, part, group, group.label) for group, part in main_groups(facts)]
    if by is By.TYPE:
        return _marked(facts, indicator, list(ContentType), lambda cell: cell.content_type, lambda kind: kind.label)
    groups = sorted({cell.report_group for cell in facts.cells}, key=text.sort_key)
    return _marked(facts, indicator, groups, lambda cell: cell.report_group, lambda name: name or "Chưa ghi nhóm")


def main_groups(facts: Facts) -> list[tuple[MainGroup, Facts]]:
    """Part the facts by the four groups of the speaking-rate table; what is in none of them only where there is any."""
    order = list(MainGroup)
    parts = facts.by_cells({cell.id: order.index(cell.group) for cell in facts.cells})
    nothing = facts.of_cells(())
    return [(group, parts.get(place, nothing)) for place, group in enumerate(order) if group in FOUR or place in parts]


def _marked(
    facts: Facts,
    indicator: Indicator,
    marks: list[str] | list[ContentType],
    mark: Callable[[CellFact], str],
    word: Callable[..., str],
) -> Iterable[Line]:
    places: Mapping[str, int] = {one: place for place, one in enumerate(marks)}
    parts = facts.by_cells({cell.id: places[mark(cell)] for cell in facts.cells})
    for one, place in places.items():
        if place in parts:
            yield _line(indicator, parts[place], one, word(one))


def _persons(facts: Facts, indicator: Indicator) -> Iterable[Line]:
    names = {charge.person_id: charge.person for charge in facts.charges}
    counted = rules.by_person(facts)
    for person in sorted(counted, key=lambda one: text.person_sort_key(names[one])):
        yield _written(indicator, counted[person], person, names[person])


def _line(
    indicator: Indicator,
    facts: Facts,
    mark: Hashable,
    title: str,
    *,
    cell_id: int | None = None,
    is_total: bool = False,
) -> Line:
    return _written(
        indicator, indicator.count(facts), mark, title, cell_id=cell_id, cells=len(facts.cells), is_total=is_total
    )


def _written(
    indicator: Indicator,
    value: Value,
    mark: Hashable,
    title: str,
    *,
    cell_id: int | None = None,
    cells: int = 0,
    is_total: bool = False,
) -> Line:
    return Line(
        id=mark,
        indicator=indicator,
        title=title,
        text=indicator.text(value),
        counted=indicator.counted(value),
        ratio=value.ratio,
        ids=value.ids,
        cell_id=cell_id,
        cells=cells,
        is_total=is_total,
    )


def _capital(words: str) -> str:
    return text.first_upper(words)


# S15


def compare(office: Office, event_id: int) -> Comparison | None:
    """Compare the meetings before and after a sample meeting (S15); None while it was not held.

    Regular meetings of all cells from half a year before to half a year after are read; none later than today.
    """
    with office.ask() as driver:
        return compare_in(driver, event_id, office.today())


@dataclass(frozen=True, slots=True)
class Compared:
    """A sample meeting with what came before and after it."""

    event_id: int
    cell_id: int
    cell: str
    comparison: Comparison

    @property
    def lines(self) -> list[Line]:
        """The figures of each side as lines of a table, before above after."""
        found = []
        for place, indicator in enumerate(before_after.COMPARED):
            for who, *sides in self.comparison.pairs():
                for when, side in zip(("trước", "sau"), sides, strict=True):
                    title = f"{indicator.title}, {who}, {when}"
                    own = self.cell_id if who == before_after.WHO[0] else None
                    mark = (self.event_id, indicator.key, who, when)
                    found.append(_written(indicator, side.values[place], mark, title, cell_id=own))
        return found

    @property
    def chart(self) -> Chart:
        """The shares before and after."""
        return before_after.chart(self.comparison)


def compared(office: Office, facts: Facts) -> list[Compared]:
    """Compare every sample meeting of the facts that was held (S15); read only when it is asked for."""
    names = {cell.id: cell.name for cell in facts.cells}
    found = []
    with office.ask() as driver:
        for event in facts.events:
            comparison = compare_in(driver, event.id, facts.as_of)
            if comparison is not None:
                found.append(Compared(event.id, event.cell_id, names.get(event.cell_id, ""), comparison))
    return found


def compare_in(driver: dbapi2.Connection, event_id: int, today: date) -> Comparison | None:
    """Compare inside another's reading."""
    thresholds = rules_of(driver)
    found = queries.event_day(driver, event_id)
    if found is None or found.held_on > today:
        return None
    held = meeting_figures.figures(
        driver,
        _months_from(found.held_on, -_reach(thresholds.around)),
        _months_from(found.held_on, _reach(thresholds.around)),
        kinds=MONTHLY_TYPES,
        **meeting_choices(driver),
    )
    known = [one for one in held if one.held_on is not None and one.held_on <= today]
    return before_after.compare(known, found.cell_id, found.held_on, thresholds)


def _reach(around: int) -> int:
    """Cells that skipped a month or two are compared on as many meetings as the others."""
    return around + 3


def _months_from(day: date, months: int) -> Month:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, month + 1


# What the first page shows


@dataclass(frozen=True, slots=True)
class YearFigures:
    """The year at a glance: a few figures, and by month (1–12) attendance, speaking, regular meetings and all held.

    Months to come, and months without a meeting, have None; ``regular`` is S4 of each month alone.
    """

    year: int
    lines: tuple[Line, ...]
    attendance: tuple[Fraction | None, ...]
    speaking: tuple[Fraction | None, ...]
    regular: tuple[Fraction | None, ...]
    held: tuple[int, ...]
    ratings: Mapping[Rating, int]


#: The figures of the first page.
GLANCE = ("S1", "S2", "S4", "S5", "S6.1", "S8", "S8.4", "S10")


def year_figures(office: Office, year: int, as_of: date | None = None) -> YearFigures:
    """Return the year at a glance; what it is counted from is read once."""
    turns = year_figures_in_turns(office, year, as_of)
    while True:
        try:
            next(turns)
        except StopIteration as found:
            figures: YearFigures = found.value
            return figures


def year_figures_in_turns(office: Office, year: int, as_of: date | None = None) -> Generator[None, None, YearFigures]:
    """Find the same month after month and figure after figure, so that the window may answer between two of them."""
    period, as_of = whole_year(year), as_of or office.today()
    held: list[MeetingFact] = []
    for month in period.parts():
        with office.ask() as driver:
            choices = meeting_choices(driver)
            held += meeting_figures.figures(
                driver, month.first, month.last, kinds=COUNTED_TYPES, until=as_of, **choices
            )
        yield
    with office.ask() as driver:
        facts = Facts(
            period=period,
            as_of=as_of,
            rules=rules_of(driver),
            cells=tuple(queries.cells(driver, period.first_day, period.last_day)),
            meetings=tuple(held),
            tasks=tuple(queries.tasks(driver, period.first_day, min(period.last_day, as_of))),
        )
    yield
    lines = []
    for key in GLANCE:
        lines.append(_line(BY_KEY[key], facts, key, BY_KEY[key].title))
        yield
    months = facts.by_months()
    return YearFigures(
        year=year,
        lines=tuple(lines),
        attendance=tuple(rules.attendance(month).ratio for month in months),
        speaking=tuple(rules.speaking(month).ratio for month in months),
        regular=tuple(rules.regular(month).ratio for month in months),
        held=tuple(len(month.meetings) for month in months),
        ratings={rating: int(rules.rated(rating)(facts).part) for rating in Rating},
    )


def first_year(office: Office) -> int:
    """Return the year of the oldest meeting, this year without one: periods are offered from it on."""
    with office.ask() as driver:
        row = driver.execute("SELECT min(year) FROM meeting").fetchone()
    return row[0] or office.today().year


__all__ = [
    "BY_KEY",
    "EVERYTHING",
    "GLANCE",
    "INDICATORS",
    "Behind",
    "By",
    "Chosen",
    "Compared",
    "Form",
    "Line",
    "Period",
    "PeriodKind",
    "YearFigures",
    "compare",
    "compare_in",
    "compared",
    "first_year",
    "lines",
    "main_groups",
    "parted",
    "read",
    "read_cells",
    "read_in",
    "ways",
    "year_figures",
    "year_figures_in_turns",
]
