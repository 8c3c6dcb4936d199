"""The office's choices that statistics follow, read in plain SQL: the first page asks for figures too."""

from __future__ import annotations

from typing import Any

from sqlcipher3 import dbapi2

from bontot_desktop.db.queries import statistics as queries
from bontot_desktop.documents import facts as facts_codec
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.statistic_facts import StatisticsRules
from bontot_desktop.services.meeting_drafts import MEETING_SETTINGS, MeetingSettings
from bontot_desktop.services.office import Office

#: Key of the thresholds of statistics among the settings.
STATISTICS_SETTINGS = "statistics"


def meeting_choices(driver: dbapi2.Connection) -> dict[str, Any]:
    """Return the office's choices for meetings, as ``meeting_figures.figures`` takes them."""
    kept = queries.setting(driver, MEETING_SETTINGS)
    chosen = facts_codec.from_json(MeetingSettings, kept) if kept else MeetingSettings()
    return {
        "duration": chosen.duration,
        "chair_counts": chosen.chair_counts_as_speaker,
        "total_includes_temp_in": chosen.total_includes_temp_in,
    }


def rules_of(driver: dbapi2.Connection) -> StatisticsRules:
    """Return the thresholds; what was not chosen takes the domain's default."""
    kept = queries.setting(driver, STATISTICS_SETTINGS)
    return facts_codec.from_json(StatisticsRules, kept) if kept else StatisticsRules()


def load(office: Office) -> StatisticsRules:
    """Return the thresholds."""
    with office.ask() as driver:
        return rules_of(driver)


def problems(rules: StatisticsRules) -> list[Problem]:
    """Say what cannot be."""
    found = []
    for name in ("score_due_day", "record_by_day"):
        if not 1 <= getattr(rules, name) <= 31:
            found.append(Problem(name, "Ngày trong tháng là từ 1 đến 31."))
    least_one = ("absent_from", "themed_per_quarter", "around")
    found += [Problem(name, "Ít nhất là 1.") for name in least_one if getattr(rules, name) < 1]
    watch = rules.watch
    if not 1 <= watch.months_warn <= watch.months_alert:
        found.append(Problem("months_alert", "Mức phải xem xét không thấp hơn mức nhắc."))
    if not 1 <= watch.run_warn <= watch.run_alert:
        found.append(Problem("run_alert", "Mức phải xem xét không thấp hơn mức nhắc."))
    return found


def save(office: Office, rules: StatisticsRules) -> Changes:
    """Keep the thresholds. Raises Problems."""
    # Loaded with the first change, not with the first figure.
    from bontot_desktop.db.house import Setting

    found = problems(rules)
    if found:
        raise Problems(found)
    with office.work("statistics.settings", "Đổi các mốc thống kê") as work:
        row = work.get(Setting, STATISTICS_SETTINGS)
        value = facts_codec.to_json(rules)
        if row is None:
            work.add(Setting(key=STATISTICS_SETTINGS, value=value))
        else:
            row.value = value
    return Changes.of(Kind.SETTINGS)
