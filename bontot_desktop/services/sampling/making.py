"""Makes the sample office: founded, years of meetings, two sample meetings, and a campaign with its decision.

The same seed gives the same office: every draw comes from it, and the clock is the sample's own.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from bontot_desktop import places
from bontot_desktop.errors import NoRoom, Problem, Problems, Refused
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.services import files
from bontot_desktop.services.office import Office
from bontot_desktop.services.sampling import (
    campaign,
    coming,
    events,
    founding,
    large,
    movement,
    names,
    next_month,
    own_books,
    petitions,
    records,
    shape,
    story,
    titles,
    year,
)
from bontot_desktop.services.sampling.campaign import Outcome
from bontot_desktop.services.sampling.clock import LAST, Clock, nearest
from bontot_desktop.services.sampling.events import Event
from bontot_desktop.services.sampling.founding import Founded
from bontot_desktop.services.sampling.people import YEAR
from bontot_desktop.services.sampling.progress import Progress
from bontot_desktop.services.sampling.year import Skipped

CELLS, MEMBERS = 23, 430
#: Cells times years up to which the office is made by the acts a clerk does.
BY_ACTS = 100
_MOST_CELLS, _MOST_YEARS, _LEAST_MEMBERS = 200, 20, 3
_MISSED_MONTH = 2


@dataclass(frozen=True, slots=True)
class SampleReport:
    """What the sample office holds; counts of cells, people, meetings, opinions."""

    path: Path
    cells: int
    members: int
    meetings: int
    sample_meetings: int
    observers: int
    opinions: int
    #: The year of the last campaign that has ended, and what came of it.
    year: int
    registered: int
    recognised: int
    refused: int
    #: Lines of rosters: who was there, of every meeting.
    marks: int
    #: Length of the file, bytes.
    size: int


def make_sample(
    path: Path,
    *,
    cells: int = CELLS,
    members: int = MEMBERS,
    years: int = 1,
    seed: int = 1,
    progress: Progress | None = None,
    in_bulk: bool | None = None,
    is_story: bool = False,
    today: date = LAST,
) -> SampleReport:
    """Make a plain data file (no password) of an invented office; the last of its ``years`` is 2026.

    ``today`` is the day the office is told up to, the nearest the sample knows (``clock.nearest``): nothing is held,
    answered or decided after it. ``is_story`` makes the sixteen cells of ``story`` instead, each of which holds a
    sample meeting in its year.

    A large office is written in bulk, without the history of its acts; ``in_bulk`` says so or not of any size. The
    file appears under its name only when it is whole. Raises Problems for numbers that can't be, Refused when the
    file is there already, NoRoom when it can't be written.
    """
    chosen = story.plans() if is_story else None
    cells = len(chosen) if chosen is not None else cells
    _check(cells, members, years)
    if path.exists():
        raise Refused(f"Đã có tệp {path.name} ở thư mục này; hãy chọn thư mục khác hoặc dời tệp cũ đi.")
    unfinished = path.with_name(f".dang-lap-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        is_large = cells * years > BY_ACTS if in_bulk is None else in_bulk
        clock = Clock(datetime.combine(nearest(today), time(9)), nearest(today))
        report = _made(unfinished, path, cells, members, years, seed, progress or _silent, is_large, chosen, clock)
        unfinished.replace(path)
    except OSError as fault:
        raise NoRoom(files.sentence(fault, path)) from fault
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return report


def _silent(done: int, of: int, what: str) -> None:
    """Tell nobody."""


def _check(cells: int, members: int, years: int) -> None:
    found = []
    if not 1 <= cells <= _MOST_CELLS:
        found.append(Problem("cells", f"Số chi bộ từ 1 đến {_MOST_CELLS}."))
    elif members < cells * _LEAST_MEMBERS:
        found.append(Problem("members", f"Cần ít nhất {cells * _LEAST_MEMBERS} đảng viên cho {cells} chi bộ."))
    if not 1 <= years <= _MOST_YEARS:
        found.append(Problem("years", f"Số năm từ 1 đến {_MOST_YEARS}."))
    if found:
        raise Problems(found)


def _made(
    unfinished: Path,
    path: Path,
    cells: int,
    members: int,
    years: int,
    seed: int,
    progress: Progress,
    is_large: bool,
    plans: tuple[shape.Plan, ...] | None,
    clock: Clock,
) -> SampleReport:
    dice = random.Random(seed)
    pool = names.invented(dice)
    steps = years * 12 + 3
    progress(0, steps, "danh sách chi bộ, đảng viên")
    office = founding.found_office(unfinished, pool, clock)
    try:
        office.papers = places.papers_beside(path)
        chosen = plans or shape.plans(cells)
        # While the year's own campaign is running, the one before it shows how a campaign ends.
        is_running = not clock.has_come(campaign.DECIDED)
        first_year = YEAR - max(years - 1, int(is_running))
        founded = founding.found_cells(office, chosen, members, pool, dice, first_year=first_year)
        records.keep_before(office, seed=seed)
        ended: campaign.Run | None = None
        planned = campaign.outcomes(
            [one.cell_id for one in founded],
            [one.plan.content_type is not ContentType.ARMED_FORCES for one in founded],
        )
        if is_running:
            earlier = campaign.before(planned, [one.before_id for one in founded if one.before_id is not None])
            ended = campaign.run(office, clock, earlier, seed=seed, year=YEAR - 1)
        planned_events = events_of(founded) if plans is None else story.events_of(founded, seed=seed)
        own_book = own_books.of(founded)
        ahead = coming.events_of(founded, planned_events, clock.until)
        if is_large:
            count = large.hold_years(
                office, founded, planned_events, skipped_in(planned), years, seed=seed, names=pool, dice=dice,
                progress=progress, until=clock.until, kept_elsewhere=[one.cell_id for one in own_book],
            )  # fmt: skip
            for month in _months(clock):
                records.in_month(office, clock, month, seed=seed)
                count += own_books.tell(office, clock, own_book, month, seed=seed)
            clock.set(clock.until)
            held = [events.hold(office, clock, event, seed=seed) for event in planned_events]
            count += sum(event.meeting_id is not None for event in held)
        else:
            held, count = hold_years(
                office, clock, founded, planned, planned_events, years, seed, progress, own_book=own_book
            )
        coming.prepare(office, clock, ahead, seed=seed)
        events.pass_on(office)
        progress(steps - 1, steps, "thi đua “Chi bộ 4 tốt”")
        petitions.raise_all(office, clock, founded)
        pilots = [event.founded.cell_id for event in planned_events]
        result = campaign.run(office, clock, planned, seed=seed, pilots=pilots)
        result = ended or result
        movement.run(office, clock, seed=seed)
        titles.run(office, clock, seed=seed)
        next_month.agree(office, clock)
        with office.ask() as driver:
            marks = int(driver.execute("SELECT count(*) FROM roster_line").fetchone()[0])
        progress(steps, steps, "xong")
    finally:
        office.close()
    return SampleReport(
        path=path,
        cells=cells,
        members=members,
        meetings=count,
        sample_meetings=sum(event.meeting_id is not None for event in held),
        observers=sum(event.observers for event in held),
        opinions=sum(event.opinions for event in held),
        year=YEAR if ended is None else YEAR - 1,
        registered=result.registered,
        recognised=result.recognised,
        refused=result.refused,
        marks=marks,
        size=unfinished.stat().st_size,
    )


def events_of(founded: Sequence[Founded]) -> list[Event]:
    """Return the sample meetings for the cells there are."""
    by_code = {one.plan.code: one for one in founded}
    return [Event(by_code[words["cell"]], words["month"], words) for words in events.told() if words["cell"] in by_code]


def skipped_in(planned: dict[int, Outcome]) -> list[Skipped]:
    """Return the monthly meetings of the last year that did not take place."""
    return [
        Skipped(cell_id, _MISSED_MONTH) for cell_id, outcome in planned.items() if outcome is Outcome.MISSED_MEETING
    ]


def hold_years(
    office: Office,
    clock: Clock,
    founded: Sequence[Founded],
    planned: dict[int, Outcome],
    planned_events: Sequence[Event],
    years: int,
    seed: int,
    progress: Progress,
    *,
    own_book: Sequence[Founded] = (),
) -> tuple[list[events.HeldEvent], int]:
    """Hold every month of the years, sample meetings of 2026 in their months; returns those and the number of all.

    Of 2026 the cells of ``own_book`` tell figures only.
    """
    skipped = skipped_in(planned)
    held, count, done = [], 0, 1
    for which in range(YEAR - years + 1, YEAR + 1):
        is_last = which == YEAR
        elsewhere = [(event.founded.cell_id, event.month) for event in planned_events] if is_last else []
        apart = {one.cell_id for one in own_book} if is_last else set()
        for month in range(1, 13):
            progress(done, years * 12 + 3, f"sinh hoạt tháng {month}/{which}")
            if is_last and month in _months(clock):
                count += own_books.tell(office, clock, own_book, month, seed=seed)
            count += year.hold_month(
                office,
                clock,
                [one for one in founded if one.cell_id not in apart],
                which,
                month,
                seed=seed,
                skipped=skipped if is_last else (),
                elsewhere=elsewhere,
            )
            if is_last and month in _months(clock):
                records.in_month(office, clock, month, seed=seed)
            for event in planned_events if is_last else ():
                if event.month == month:
                    held.append(events.hold(office, clock, event, seed=seed))
                    count += held[-1].meeting_id is not None
            done += 1
    clock.set(min(clock.until, LAST))
    return held, count


def _months(clock: Clock) -> range:
    """Return the months of the last year that have begun."""
    return range(1, (clock.until.month if clock.until.year == YEAR else 12) + 1)
