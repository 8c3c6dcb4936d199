"""What the office chose about its reminders: from when each is shown, and what was put aside."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from bontot_desktop import dates
from bontot_desktop.db.queries import reminders as queries
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.reminders import ReminderRules, problems_of
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

    from bontot_desktop.db.work import Work

#: Keys among the settings: the numbers of days, and the days things come back.
RULES, ASIDE = "reminders", "reminders/aside"


def rules_of(driver: dbapi2.Connection) -> ReminderRules:
    """Return from when things are shown; what was not chosen takes the domain's default."""
    kept = queries.setting(driver, RULES) or {}
    return ReminderRules(**{name: kept[name] for name in ReminderRules.__slots__ if name in kept})


def load(office: Office) -> ReminderRules:
    """Return from when things are shown."""
    with office.ask() as driver:
        return rules_of(driver)


def save(office: Office, rules: ReminderRules) -> Changes:
    """Keep from when things are shown. Raises Problems."""
    wrong = problems_of(rules)
    if wrong:
        raise Problems([Problem(name, "Số ngày từ 0 đến 365.") for name in wrong])
    with office.work("reminders.settings", "Sửa các mốc nhắc việc") as work:
        _keep(work, RULES, asdict(rules))
    return Changes.of(Kind.SETTINGS)


def aside_of(driver: dbapi2.Connection) -> dict[str, date]:
    """Return what was put aside, and the day each comes back."""
    kept = queries.setting(driver, ASIDE) or {}
    return {key: date.fromisoformat(day) for key, day in kept.items()}


def put_aside(office: Office, key: str, sentence: str, until: date) -> Changes:
    """Put a reminder aside till a day. Raises Refused for a day that is over; what came back is forgotten."""
    today = office.today()
    if until <= today:
        raise Refused(f"Ngày nhắc lại phải sau hôm nay ({dates.screen(today)}).")
    with office.work("reminders.aside", f"Nhắc lại ngày {dates.screen(until)}: {sentence}") as work:
        _keep(work, ASIDE, _still_aside(work, today) | {key: until.isoformat()})
    return Changes.of(Kind.SETTINGS)


def bring_back(office: Office) -> Changes:
    """Show again everything that was put aside."""
    with office.work("reminders.aside", "Hiện lại các việc đã hẹn ngày nhắc") as work:
        _keep(work, ASIDE, {})
    return Changes.of(Kind.SETTINGS)


def _still_aside(work: Work, today: date) -> dict[str, str]:
    from bontot_desktop.db.house import Setting

    row = work.get(Setting, ASIDE)
    kept: dict[str, str] = dict(row.value) if row is not None else {}
    return {key: day for key, day in kept.items() if date.fromisoformat(day) > today}


def _keep(work: Work, key: str, value: dict[str, Any]) -> None:
    from bontot_desktop.db.base import as_json
    from bontot_desktop.db.house import Setting

    row = work.get(Setting, key)
    if row is None:
        work.add(Setting(key=key, value=value))
    elif as_json(row.value) != as_json(value):
        row.value = value
