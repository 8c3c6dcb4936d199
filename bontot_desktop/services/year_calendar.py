"""The calendar of the office's year: the shipped list (recognition.md §12) or the office's own, and what was done."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from bontot_desktop import places, text
from bontot_desktop.db.queries import reminders as queries
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.year_calendar import CalendarEntry, Every, faults, written
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

    from bontot_desktop.db.work import Work

#: Keys among the settings: the office's own list, and what was done with the day it was said.
SETTING, DONE = "year_calendar", "year_calendar/done"
#: What the keys of the calendar's reminders begin with.
REMINDER = "calendar/"
CHANGED = Changes.of(Kind.SETTINGS)
#: What was done is forgotten after so many years.
_FORGET = 2


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """The list as its form holds it."""

    entries: tuple[CalendarEntry, ...] = ()


@cache
def shipped() -> tuple[CalendarEntry, ...]:
    """Return the list the program comes with."""
    read = tomllib.loads((places.resources() / "seed" / "year_calendar.toml").read_text(encoding="utf-8"))
    return tuple(_entry(one) for one in read["entry"])


def _entry(kept: dict[str, Any]) -> CalendarEntry:
    return CalendarEntry(
        key=kept["key"],
        title=kept["title"],
        todo=kept.get("todo", ""),
        first=kept["from"],
        last=kept["to"],
        before=kept["before"],
        every=Every(kept.get("every", Every.YEAR.value)),
        is_on=kept.get("is_on", True),
        about=kept.get("about", 0),
        page=kept.get("page", "recognition"),
        basis=kept.get("basis", ""),
    )


def _kept(entry: CalendarEntry) -> dict[str, Any]:
    return {
        "key": entry.key,
        "title": entry.title,
        "todo": entry.todo,
        "from": entry.first,
        "to": entry.last,
        "before": entry.before,
        "every": entry.every.value,
        "is_on": entry.is_on,
        "about": entry.about,
        "page": entry.page,
        "basis": entry.basis,
    }


def entries_in(driver: dbapi2.Connection) -> tuple[CalendarEntry, ...]:
    """Return the office's own list, else the shipped one."""
    kept = queries.setting(driver, SETTING)
    return shipped() if kept is None else tuple(_entry(one) for one in kept)


def load(office: Office) -> YearCalendar:
    """Return the list as its form shows it."""
    with office.ask() as driver:
        return YearCalendar(entries_in(driver))


def save(office: Office, calendar: YearCalendar) -> Changes:
    """Keep the list; days are written as "08/03", an own line gets a key of its own. Raises Problems."""
    found = [
        Problem(f"entries.{index}.{name}", sentence)
        for index, entry in enumerate(calendar.entries)
        for name, sentence in faults(entry)
    ]
    if found:
        raise Problems(found)
    listed = _with_keys(calendar.entries)
    with office.work("year_calendar.save", "Sửa lịch năm") as work:
        _put(work, SETTING, [_kept(entry) for entry in listed])
    return CHANGED


def _with_keys(entries: tuple[CalendarEntry, ...]) -> list[CalendarEntry]:
    taken = {entry.key for entry in entries}
    listed, number = [], 0
    for entry in entries:
        key = entry.key
        while not key:
            number += 1
            key = "" if f"own-{number}" in taken else f"own-{number}"
        taken.add(key)
        first, last = written(entry.first, entry.every), written(entry.last, entry.every)
        listed.append(replace(entry, key=key, title=text.clean(entry.title), first=first, last=last))
    return listed


def reset(office: Office) -> Changes:
    """Go back to the shipped list."""
    with office.work("year_calendar.reset", "Dùng lại lịch năm mặc định") as work:
        from bontot_desktop.db.house import Setting

        row = work.get(Setting, SETTING)
        if row is not None:
            work.delete(row)
    return CHANGED


def is_own(office: Office) -> bool:
    """Say whether the office has a list of its own."""
    with office.ask() as driver:
        return queries.setting(driver, SETTING) is not None


# What was done


def done_in(driver: dbapi2.Connection) -> dict[str, date]:
    """Return what was said to be done, by mark ("launch/2026"), with the day it was said."""
    kept = queries.setting(driver, DONE) or {}
    return {mark: date.fromisoformat(day) for mark, day in kept.items()}


def mark_done(office: Office, reminder_key: str, sentence: str) -> Changes:
    """Put a thing of the calendar aside for this time, as it was done; what was done long ago is forgotten."""
    mark, today = reminder_key.removeprefix(REMINDER), office.today()
    with office.ask() as driver:
        done = done_in(driver)
    kept = {one: day.isoformat() for one, day in done.items() if day.year > today.year - _FORGET}
    with office.work("year_calendar.done", f"Đã làm: {sentence}") as work:
        _put(work, DONE, kept | {mark: today.isoformat()})
    return CHANGED


def done_count(office: Office) -> int:
    """Count what was said to be done this year."""
    with office.ask() as driver:
        return sum(day.year == office.today().year for day in done_in(driver).values())


def tell_again(office: Office) -> Changes:
    """Tell again of what was said to be done this year."""
    year = office.today().year
    with office.ask() as driver:
        kept = {one: day.isoformat() for one, day in done_in(driver).items() if day.year != year}
    with office.work("year_calendar.again", "Nhắc lại các việc của lịch năm đã đánh dấu đã làm") as work:
        _put(work, DONE, kept)
    return CHANGED


def _put(work: Work, key: str, value: Any) -> None:
    from bontot_desktop.db.base import as_json
    from bontot_desktop.db.house import Setting

    row = work.get(Setting, key)
    if row is None:
        work.add(Setting(key=key, value=value))
    elif as_json(row.value) != as_json(value):
        row.value = value
