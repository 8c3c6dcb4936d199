"""The calendar of the office's year: the shipped list, the office's own, and what is no longer told once it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest

from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.db.queries import year_calendar as queries
from bontot_desktop.errors import Problems
from bontot_desktop.rules.movement import BriefingKind
from bontot_desktop.rules.recognition import CampaignState
from bontot_desktop.services import reminders, year_calendar
from bontot_desktop.services.movement import briefings
from bontot_desktop.services.office import Office
from bontot_desktop.services.year_calendar import YearCalendar
from tests import recognition_office as made


@pytest.fixture
def office(tmp_path) -> Iterator[Office]:
    opened = made.make_office(tmp_path)
    yield opened
    opened.close()


def _at(office: Office, day: date) -> None:
    office.now = lambda: datetime(day.year, day.month, day.day, 9)


def _told(office: Office) -> list[str]:
    found = reminders.later(office).reminders
    return [one.key.removeprefix("calendar/") for one in found if one.key.startswith("calendar/")]


def test_the_shipped_year_is_whole_and_every_key_that_may_be_known_stands_in_it():
    entries = year_calendar.shipped()
    assert len({one.key for one in entries}) == len(entries) == 18
    assert queries.known() <= {one.key for one in entries}
    assert all(one.basis for one in entries)


def test_the_launch_is_told_until_it_is_recorded(office):
    _at(office, date(2026, 3, 6))
    assert "launch/2026" in _told(office)
    launch = briefings.BriefingDraft(2026, BriefingKind.LAUNCH, held_on=date(2026, 3, 6), subject="Lễ phát động")
    briefings.save(office, launch)
    assert "launch/2026" not in _told(office)


def test_days_the_campaign_itself_keeps_are_told_by_the_campaign(office):
    _at(office, date(2026, 3, 8))
    assert {"registration/2026", "pilots/2026"} <= set(_told(office))
    campaign_id = made.open_campaign(office)
    with office.work("test", "Hạn") as work:
        work.get_one(Campaign, campaign_id).register_until = date(2026, 3, 10)
    assert "registration/2026" not in _told(office)


def test_the_year_before_is_reported_in_january_until_its_report_is_issued_or_said_to_be_done(office):
    _at(office, date(2027, 1, 5))
    assert "report/2027" in _told(office)
    year_calendar.mark_done(office, "calendar/report/2027", "Báo cáo")
    assert "report/2027" not in _told(office)
    assert year_calendar.done_count(office) == 1
    year_calendar.tell_again(office)
    assert "report/2027" in _told(office)


def test_every_question_of_what_is_done_can_be_asked(office):
    with office.ask() as driver:
        assert not any(queries.is_done(driver, key, 2026) for key in queries.known())
        assert not queries.is_done(driver, "budget", 2026)


def test_the_list_is_the_offices_own_once_it_is_changed_and_the_shipped_one_again(office):
    entries = year_calendar.load(office).entries
    own = year_calendar.CalendarEntry(title="Nộp báo cáo chuyên đề", first="3/12", last="5/12", before=2)
    year_calendar.save(office, YearCalendar((replace(entries[0], is_on=False), own, own)))
    first, *added = year_calendar.load(office).entries
    assert not first.is_on
    assert [(one.key, one.first) for one in added] == [("own-1", "03/12"), ("own-2", "03/12")]
    _at(office, date(2026, 12, 2))
    assert set(_told(office)) == {"own-1/2026", "own-2/2026"}
    year_calendar.reset(office)
    assert year_calendar.load(office).entries == entries
    assert not year_calendar.is_own(office)


def test_a_line_without_words_or_with_an_odd_day_is_refused(office):
    with pytest.raises(Problems) as raised:
        year_calendar.save(office, YearCalendar((year_calendar.CalendarEntry(first="40/1", last="1/2"),)))
    assert [one.field for one in raised.value.problems] == ["entries.0.title", "entries.0.first"]


def test_registration_that_is_closed_is_no_longer_asked_for(office):
    campaign_id = made.open_campaign(office)
    _at(office, date(2026, 11, 22))

    def keys() -> set[str]:
        found = reminders.soon(office, None).reminders
        return {one.key.rpartition("/")[2] for one in found if one.key.startswith("campaign/")}

    with office.work("test", "Hạn") as work:
        row = work.get_one(Campaign, campaign_id)
        row.register_until, row.self_score_until = date(2026, 3, 10), date(2026, 11, 30)
        row.state = CampaignState.REGISTRATION_OPEN
    assert "register" in keys()
    for state in (CampaignState.REGISTRATION_CLOSED, CampaignState.VERIFYING, CampaignState.DECIDED):
        with office.work("test", "Bước") as work:
            work.get_one(Campaign, campaign_id).state = state
        assert "register" not in keys(), state
