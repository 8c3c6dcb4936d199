"""The office's choices that statistics follow, read in plain SQL: the first page asks for figures too."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlcipher3 import dbapi2

from bontot_desktop.db.queries import statistics as queries
from bontot_desktop.documents import facts as facts_codec
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.meetings import VoteThreshold
from bontot_desktop.rules.scoring import ScoreDeadlines
from bontot_desktop.rules.statistic_facts import StatisticsRules
from bontot_desktop.rules.votes import SHARE_WRONG, share_of
from bontot_desktop.services import score_settings
from bontot_desktop.services.meeting_drafts import MEETING_SETTINGS, MeetingSettings
from bontot_desktop.services.office import Office
from bontot_desktop.services.score_settings import ScoreSettings

#: Key of the thresholds of statistics among the settings.
STATISTICS_SETTINGS = "statistics"


def meetings_of(driver: dbapi2.Connection) -> MeetingSettings:
    """Return the office's choices for meetings; what was not chosen takes the domain's default."""
    kept = queries.setting(driver, MEETING_SETTINGS)
    return facts_codec.from_json(MeetingSettings, kept) if kept else MeetingSettings()


def meeting_choices(driver: dbapi2.Connection) -> dict[str, Any]:
    """Return the office's choices for meetings, as ``meeting_figures.figures`` takes them."""
    chosen = meetings_of(driver)
    return {
        "duration": chosen.duration,
        "chair_counts": chosen.chair_counts_as_speaker,
        "total_includes_temp_in": chosen.total_includes_temp_in,
    }


def rules_of(driver: dbapi2.Connection) -> StatisticsRules:
    """Return the thresholds; what was not chosen takes the domain's default."""
    kept = queries.setting(driver, STATISTICS_SETTINGS)
    return facts_codec.from_json(StatisticsRules, kept) if kept else StatisticsRules()


def deadlines_of(driver: dbapi2.Connection) -> ScoreDeadlines:
    """Return until when scores are sent in and decided."""
    kept = queries.setting(driver, score_settings.SETTING)
    return (facts_codec.from_json(ScoreSettings, kept) if kept else ScoreSettings()).deadlines


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How the office reckons: its choices for meetings and the thresholds of statistics."""

    meetings: MeetingSettings = field(default_factory=MeetingSettings)
    statistics: StatisticsRules = field(default_factory=StatisticsRules)


def load(office: Office) -> Reckoning:
    """Return how the office reckons."""
    with office.ask() as driver:
        return Reckoning(meetings_of(driver), rules_of(driver))


def problems(reckoning: Reckoning) -> list[Problem]:
    """Say what cannot be; fields are named "duration.base", "watch.run_alert"…"""
    rules, duration = reckoning.statistics, reckoning.meetings.duration
    found = []
    if not 1 <= rules.record_by_day <= 31:
        found.append(Problem("record_by_day", "Ngày trong tháng là từ 1 đến 31."))
    least_one = ("absent_from", "themed_per_quarter", "around")
    found += [Problem(name, "Ít nhất là 1.") for name in least_one if getattr(rules, name) < 1]
    found += [
        Problem(f"duration.{name}", "Thời gian tính bằng phút, từ 1 đến 600.")
        for name in ("base", "combined", "large")
        if not 1 <= getattr(duration, name) <= 600
    ]
    meetings = reckoning.meetings
    if not 1 <= meetings.usual_minutes <= 600:
        found.append(Problem("usual_minutes", "Thời gian tính bằng phút, từ 1 đến 600."))
    if not 1 <= meetings.late_from <= 31:
        found.append(Problem("late_from", "Ngày trong tháng là từ 1 đến 31."))
    if not 0 <= meetings.committee_within <= 365:
        found.append(Problem("committee_within", "Số ngày từ 0 đến 365."))
    if meetings.vote_threshold is VoteThreshold.CUSTOM and share_of(meetings.vote_share) is None:
        found.append(Problem("vote_share", SHARE_WRONG))
    watch = rules.watch
    if not 1 <= watch.months_warn <= watch.months_alert:
        found.append(Problem("watch.months_alert", "Mức phải xem xét không thấp hơn mức nhắc, ít nhất là 1."))
    if not 1 <= watch.run_warn <= watch.run_alert:
        found.append(Problem("watch.run_alert", "Mức phải xem xét không thấp hơn mức nhắc, ít nhất là 1."))
    return found


def save(office: Office, reckoning: Reckoning) -> Changes:
    """Keep how the office reckons; minutes approved before keep their figures. Raises Problems."""
    # Loaded with the first change, not with the first figure.
    from bontot_desktop.db.base import as_json
    from bontot_desktop.db.house import Setting

    found = problems(reckoning)
    if found:
        raise Problems(found)
    with office.work("statistics.settings", "Sửa cách tính sinh hoạt, thống kê") as work:
        for key, chosen in ((MEETING_SETTINGS, reckoning.meetings), (STATISTICS_SETTINGS, reckoning.statistics)):
            value = facts_codec.to_json(chosen)
            row = work.get(Setting, key)
            if row is None:
                work.add(Setting(key=key, value=value))
            elif as_json(row.value) != as_json(value):
                row.value = value
    return Changes.of(Kind.SETTINGS, Kind.MEETINGS)
