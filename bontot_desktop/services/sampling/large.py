"""The years of an office too large to be made act by act: meetings by the thousand, written straight to the tables."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from bontot_desktop.services.office import Office
from bontot_desktop.services.sampling import old_papers, past
from bontot_desktop.services.sampling.events import Event
from bontot_desktop.services.sampling.founding import Founded
from bontot_desktop.services.sampling.many_meetings import ManyMeetings
from bontot_desktop.services.sampling.names import Name
from bontot_desktop.services.sampling.people import YEAR
from bontot_desktop.services.sampling.progress import Progress
from bontot_desktop.services.sampling.year import Skipped

#: Kilobytes of pages SQLite holds while it writes; its usual few would be read and written again and again.
_HELD = 256_000


def hold_years(
    office: Office,
    founded: Sequence[Founded],
    planned_events: Sequence[Event],
    skipped: Collection[Skipped],
    years: int,
    *,
    seed: int,
    names: Iterator[Name],
    dice: random.Random,
    until: date,
    kept_elsewhere: Collection[int],
    progress: Progress,
) -> int:
    """Write who left before, the papers and every meeting of the years up to a day; returns how many meetings.

    Sample meetings are another's work, and of the last year what the cells ``kept_elsewhere`` tell of theirs.

    One work: the rows are those the acts of the small sample would leave; of their history there is one line a
    meeting, the approval of its minutes, without the rows it changed.
    """
    first_year = YEAR - years + 1
    elsewhere = [(event.founded.cell_id, event.month) for event in planned_events]
    elsewhere += [(cell_id, month) for cell_id in kept_elsewhere for month in range(1, 13)]
    with office.work("sampling.years", "Ghi các năm của văn phòng mẫu") as work:
        work.leave_no_history()
        work.connection().exec_driver_sql(f"PRAGMA cache_size = -{_HELD}")
        past.invent_former(work, names, dice, date(first_year, 1, 1))
        old_papers.register_years(work, dice, first_year, until)
        meetings = ManyMeetings(work, founded, seed, office.who, until)
        done = 1
        for which in range(first_year, YEAR + 1):
            is_last = which == YEAR
            for month in range(1, 13):
                progress(done, years * 12 + 3, f"sinh hoạt tháng {month}/{which}")
                done += 1
                meetings.hold_month(
                    which, month, skipped=skipped if is_last else (), elsewhere=elsewhere if is_last else ()
                )
        meetings.finish()
    return meetings.count
