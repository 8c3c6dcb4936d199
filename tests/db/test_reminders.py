"""The codes written into the questions of the first page are those of the rules."""

from __future__ import annotations

from bontot_desktop.db.queries import preparing, reminders
from bontot_desktop.rules.meetings import (
    COUNTED_TYPES,
    FINAL_STATES,
    HELD_STATES,
    MONTHLY_TYPES,
    MeetingState,
    MeetingType,
)
from bontot_desktop.rules.petitions import WAITING, PetitionState
from bontot_desktop.rules.samples import ROAD, ReplicationState, SampleState
from bontot_desktop.rules.scoring import ScoreDeadlines
from bontot_desktop.rules.statistic_facts import StatisticsRules
from bontot_desktop.services import score_settings, statistic_settings
from bontot_desktop.services.meeting_drafts import MEETING_SETTINGS, MeetingSettings
from bontot_desktop.services.reminders import months
from bontot_desktop.services.sources.sample_papers import SOURCES


def codes(written: str) -> set[str]:
    return {part.strip().strip("'") for part in written.split(",")}


def test_the_codes_in_the_questions_are_those_of_the_rules():
    over = {SampleState.CLOSED, SampleState.POSTPONED, SampleState.CANCELLED}
    assert codes(reminders.HELD) == HELD_STATES
    assert codes(reminders.NOT_FINAL) == HELD_STATES - FINAL_STATES
    assert codes(reminders.TO_COME) == {MeetingState.PLANNED, MeetingState.NOTICED}
    assert codes(reminders.MONTHLY) == MONTHLY_TYPES
    assert codes(reminders.THEMED) == {MeetingType.THEMED, MeetingType.COMBINED}
    assert codes(reminders.COUNTED) == COUNTED_TYPES
    assert codes(reminders.RUNNING) == set(SampleState) - over
    assert codes(reminders.PREPARED) == set(ROAD[:3])
    assert codes(reminders.OPEN_ITEMS) == {ReplicationState.OPEN, ReplicationState.DOING}
    assert codes(reminders.WAITING) == WAITING | {PetitionState.ANSWERED}
    assert reminders.NOTICE in {source.kind for source in SOURCES}


def test_the_deadlines_of_scores_are_those_the_domain_proposes():
    assert ScoreDeadlines() == ScoreDeadlines(months.SUBMIT_DAY, months.DECIDE_DAY)
    assert score_settings.SETTING == months.SCORES


def test_a_committee_meeting_is_about_one_as_the_office_s_settings_say():
    assert MeetingSettings().committee_within == months.COMMITTEE_WITHIN
    assert MEETING_SETTINGS == months.MEETINGS
    assert preparing.COMMITTEE == MeetingType.COMMITTEE


def test_the_themed_meetings_of_a_quarter_and_the_day_of_the_month_are_those_of_the_statistics():
    assert StatisticsRules().themed_per_quarter == months.THEMED_PER_QUARTER
    assert StatisticsRules().record_by_day == months.RECORD_BY_DAY
    assert statistic_settings.STATISTICS_SETTINGS == months.STATISTICS
