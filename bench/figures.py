"""Measures the statistics of the ten-year office: a month, a quarter, a year and the first page's figures."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial

from bench import large_office
from bench.large import AT_ONCE
from bench.ratio import Ratio
from bontot_desktop.rules.periods import Period, PeriodKind, whole_year
from bontot_desktop.services import sampling, statistic_reports
from bontot_desktop.services import statistics as service
from bontot_desktop.services.office import Office, open_office
from bontot_desktop.services.sampling.people import YEAR
from bontot_desktop.services.statistics import By

ROUNDS = 7
#: A year is asked for seldom; so many times as long as a month's answer it may take.
OF_A_YEAR = 6.0


def measure() -> Iterator[Ratio]:
    """Yield reading and counting of each period, against what a person takes for at once."""
    office = open_office(large_office.path(), holder="bench", who="bench", clock=sampling.Clock.on(YEAR, 12, 31))
    # As in the window: what stays is not looked through with every page.
    gc.collect()
    gc.freeze()
    try:
        month, quarter = Period(PeriodKind.MONTH, YEAR, 11), Period(PeriodKind.QUARTER, YEAR, 3)
        for period, aim in ((month, 1.0), (quarter, 1.0), (whole_year(YEAR), OF_A_YEAR)):
            yield _line(f"figures S1–S14 of {period.short}", partial(_read, office, period), aim)
        facts = service.read(office, quarter)
        yield _line("a figure by cell", lambda: service.parted(facts, "S2", By.CELL), 1.0)
        yield _line("the year at a glance", lambda: service.year_figures(office, YEAR), OF_A_YEAR)
        asked = statistic_reports.Asked(whole_year(YEAR), office.today())
        yield _line("watch list of the year (R5)", lambda: statistic_reports.report(office, "R5", asked), OF_A_YEAR)
    finally:
        office.close()


def _read(office: Office, period: Period) -> None:
    service.lines(service.read(office, period))


def _line(name: str, act: Callable[[], object], aim: float) -> Ratio:
    act()
    return Ratio(f"ten-year office: {name}", statistics.median(_seconds(act) for _ in range(ROUNDS)), AT_ONCE, aim)


def _seconds(act: Callable[[], object]) -> float:
    """Processor time, as in the walk through the window."""
    start = time.process_time()
    act()
    return time.process_time() - start
