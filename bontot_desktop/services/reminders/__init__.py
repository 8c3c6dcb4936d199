"""Everything that waits for the office in one list: each source is a small function with its own number of days.

What :func:`soon` gives is read in plain SQL and shown with the window; what takes longer comes with :func:`later`,
when the window stands. A new source is a function ``(Asked) -> Iterator[Reminder]`` in the module of its subject, and
a line in ``SOON`` here, or in ``LATER`` of ``services.reminders.longer``; its numbers of days are fields of
``rules.reminders.ReminderRules``.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime

from bontot_desktop.db.queries import reminders as queries
from bontot_desktop.rules.reminders import Reminder, YearMark, shown
from bontot_desktop.services import reminder_settings
from bontot_desktop.services.office import Office
from bontot_desktop.services.reminders import campaigns, months, petitions, samples, upkeep
from bontot_desktop.services.reminders.asked import Asked, Source

#: The sources read with the window, in plain SQL and without heavy modules.
SOON: tuple[Source, ...] = (
    samples.chores,
    samples.sample_steps,
    samples.open_items,
    months.missing_meetings,
    months.scores,
    months.themed,
    months.minutes,
    months.papers_ahead,
    months.committees,
    petitions.petitions,
    campaigns.campaigns,
    campaigns.fallen,
    upkeep.unprinted,
    upkeep.copies,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The list of today; ``aside`` counts what is put aside till another day."""

    reminders: list[Reminder]
    aside: int


def soon(office: Office, copied_at: datetime | None, elsewhere_at: datetime | None = None) -> Waiting:
    """Return what is read at once.

    ``copied_at`` is when the program's own last copy was made, ``elsewhere_at`` the one in the second place.
    """
    return _read(office, SOON, copied_at, elsewhere_at)


def later(office: Office) -> Waiting:
    """Return what takes longer to find: members to look after, badges, what is amiss with cells."""
    turns = later_in_turns(office)
    while True:
        try:
            next(turns)
        except StopIteration as end:
            found: Waiting = end.value
            return found


def later_in_turns(office: Office) -> Generator[None, None, Waiting]:
    """Find the same source after source, so that the window may answer between two of them."""
    from bontot_desktop.services.reminders.longer import LATER

    parts = []
    for source in LATER:
        parts.append(_read(office, (source,)))
        yield
    return Waiting([one for part in parts for one in part.reminders], sum(part.aside for part in parts))


def marks(office: Office, year: int) -> list[YearMark]:
    """Return the days that stand on the line of a year."""
    with office.ask() as driver:
        return queries.marks(driver, year)


def _read(
    office: Office,
    sources: tuple[Source, ...],
    copied_at: datetime | None = None,
    elsewhere_at: datetime | None = None,
) -> Waiting:
    today = office.today()
    with office.ask() as driver:
        asked = Asked(driver, today, reminder_settings.rules_of(driver), copied_at, elsewhere_at)
        found = [one for source in sources for one in source(asked)]
        aside = reminder_settings.aside_of(driver)
    kept = shown(found, today, aside)
    return Waiting(kept, len(found) - len(kept))
