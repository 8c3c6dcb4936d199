"""The sample meeting the invented office is preparing: planned for the month after its today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bontot_desktop.rules.periods import Period
from bontot_desktop.services.office import Office
from bontot_desktop.services.sampling import events, texts
from bontot_desktop.services.sampling.clock import LAST, Clock
from bontot_desktop.services.sampling.events import Event
from bontot_desktop.services.sampling.founding import Founded

#: Its cell is of a kind the texts are told of.
_KIND = "village"


def month_after(today: date) -> Period:
    """Return the month that follows a day's."""
    later = 1 if today.month == 12 else today.month + 1
    return Period.month_of(today.year + (today.month == 12), later)


def events_of(founded: Sequence[Founded], planned: Sequence[Event], today: date) -> list[Event]:
    """Return the one that is ahead, of the first village that holds none; without any, of the one that held the first.

    In an office too small for that there is none.
    """
    busy = [event.founded.cell_id for event in planned]
    villages = [one for one in founded if one.plan.texts == _KIND]
    free = [one for one in villages if one.cell_id not in busy]
    chosen = free or [one for one in villages if len(villages) > 1]
    if not chosen:
        return []
    month = month_after(today)
    words = {**events.told()[0], **texts.read("sample-meetings")["coming"], "cell": chosen[0].plan.code}
    if not free:
        words["chosen_because"] = words["chosen_again"]
    return [Event(chosen[0], month.number, words, month.year)]


def prepare(office: Office, clock: Clock, ahead: Sequence[Event], *, seed: int) -> None:
    """Report on the year when it is over, and prepare what is ahead as far as the office's today."""
    clock.set(clock.until)
    if clock.until >= LAST and ahead:
        events.report_year(office)
    for event in ahead:
        events.hold(office, clock, event, seed=seed)
