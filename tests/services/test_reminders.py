"""Everything that waits in one list, in the real file: each source finds its own, and what is done goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.members import Member
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.db.models.samples import SampleChore, SampleEvent
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.recognition import CampaignState, EntryState
from bontot_desktop.rules.reminders import Reminder, ReminderRules, Urgency
from bontot_desktop.services import (
    campaigns,
    cell_awards,
    meeting_scores,
    meetings,
    petitions,
    reminder_settings,
    reminders,
    samples,
    statistic_settings,
    undo,
)
from bontot_desktop.services.petitions import PetitionDraft
from tests import sample_office as made
from tests.meeting_office import NOW, approved, cell_id, filled, started


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def at(office, *day: int) -> None:
    office.now = lambda: datetime(*day, 9, 0)


def found(office, start: str, *, later: bool = False) -> list[Reminder]:
    waiting = reminders.later(office) if later else reminders.soon(office, NOW)
    return [one for one in waiting.reminders if one.key.startswith(start)]


def only(office, start: str, *, later: bool = False) -> Reminder:
    (one,) = found(office, start, later=later)
    return one


def own_points(office, meeting_id: int) -> None:
    sheet = meeting_scores.load(office, meeting_id)
    meeting_scores.save(office, replace(sheet, points=made.points(made.OWN)))


def test_a_chore_of_a_sample_meeting_waits_till_it_is_done(office):
    event = made.planned(office)
    at(office, 2026, 6, 1)
    with office.work("test", "Việc") as work:
        row = work.get(SampleEvent, event)
        row.chores.clear()
        row.chores.append(SampleChore(position=1, title="Duyệt dự thảo nghị quyết", due_on=date(2026, 5, 30), who="Tổ"))
    chore = only(office, "chore/")
    assert (chore.page, chore.item, chore.day) == ("samples", event, date(2026, 5, 30))
    assert chore.urgency(office.today()) is Urgency.LATE
    with office.work("test", "Xong") as work:
        work.get(SampleEvent, event).chores[0].done_on = date(2026, 6, 1)
    assert found(office, "chore/") == []


def test_a_sample_meeting_names_the_next_step_of_the_road(office):
    event = made.planned(office)
    at(office, 2026, 5, 25)
    assert only(office, f"sample/{event}").sentence.endswith("chưa mời ai dự")
    at(office, 2026, 6, 6)
    assert only(office, f"sample/{event}").sentence.endswith("chưa ghi buổi sinh hoạt")
    made.held(office, event)
    assert only(office, f"sample/{event}").sentence.endswith("chưa ghi ai đến dự")


def test_a_sample_meeting_held_with_observers_waits_for_its_feedback(office):
    event = made.planned(office)
    made.invited(office, event)
    made.held(office, event)
    at(office, 2026, 6, 6)
    assert only(office, f"sample/{event}").key.endswith("/feedback")


def test_a_sample_meeting_of_long_ahead_does_not_wait_yet(office):
    made.planned(office)
    at(office, 2026, 3, 1)
    assert found(office, "sample/") == []


def test_cells_without_their_regular_meeting_are_named_by_month_after_their_own_day(office):
    at(office, 2026, 3, 4)
    approved(office, 1, 2)
    names = {one.key: one.sentence for one in found(office, "month/")}
    assert list(names) == ["month/2026-02"]
    assert "Chi bộ thôn Mẫu 2" in names["month/2026-02"]
    assert "Chi bộ thôn Mẫu 1" not in names["month/2026-02"]
    at(office, 2026, 3, 5)
    march = next(one for one in found(office, "month/") if one.key.endswith("03"))
    # The school has no day of its own: it has time till the day of the settings.
    assert "Trường" not in march.sentence
    assert march.item == ("month", 2026, 3)


def test_a_cell_without_a_day_of_its_own_is_asked_from_the_one_day_the_office_named(office):
    from bontot_desktop.services import statistic_settings

    chosen = statistic_settings.load(office)
    at(office, 2026, 3, 24)
    assert "Trường" not in only_of_march(office)
    at(office, 2026, 3, 25)
    assert "Trường" in only_of_march(office)
    statistic_settings.save(office, replace(chosen, statistics=replace(chosen.statistics, record_by_day=28)))
    assert "Trường" not in only_of_march(office)


def only_of_march(office) -> str:
    return next(one.sentence for one in found(office, "month/2026-03"))


def test_scores_and_decisions_of_the_month_before_wait_with_their_days(office):
    meeting = approved(office, 1, 3)
    at(office, 2026, 4, 2)
    score = only(office, "scores/")
    assert (score.sentence, score.day) == ("Tháng 3/2026: Chi bộ thôn Mẫu 1 chưa có điểm tự chấm", date(2026, 4, 5))
    assert found(office, "ratings/") == []
    own_points(office, meeting)
    at(office, 2026, 4, 12)
    assert only(office, "ratings/").sentence == "Tháng 3/2026: Chi bộ thôn Mẫu 1 chờ chốt xếp loại"


def test_what_is_left_of_the_older_months_of_the_year_stands_in_one_line_each(office):
    first = meetings.save(office, filled(office, 1, 3)).id
    meetings.save(office, filled(office, 2, 5))
    own_points(office, first)
    at(office, 2026, 7, 12)
    told = {one.key: one for one in found(office, "older/")}
    assert set(told) == {f"older/{key}/2026" for key in ("month", "minutes", "scores", "ratings")}
    # March, April and May of three cells, of which two have met once.
    missing = told["older/month/2026"]
    assert missing.sentence.startswith("Năm 2026, còn từ các tháng trước: 7 buổi thường kỳ chưa có (Chi bộ")
    assert missing.item == ("month", 2026, 3)
    minutes = told["older/minutes/2026"]
    assert minutes.sentence.endswith("2 biên bản chưa thông qua (Chi bộ thôn Mẫu 1, Chi bộ thôn Mẫu 2)")
    assert (minutes.item, minutes.day) == (("month", 2026, 3), date(2026, 3, 5))
    scores = told["older/scores/2026"]
    assert scores.sentence.endswith("1 buổi chưa có điểm tự chấm (Chi bộ thôn Mẫu 2)")
    ratings = told["older/ratings/2026"]
    assert ratings.sentence.endswith("1 buổi chờ chốt xếp loại (Chi bộ thôn Mẫu 1)")
    assert (ratings.item, ratings.day) == (("ratings", 2026, 3), date(2026, 4, 10))
    assert all(one.urgency(office.today()) is Urgency.LATE for one in told.values())


def test_an_office_that_begins_in_the_middle_of_a_year_misses_nothing_of_the_months_before(office):
    at(office, 2026, 7, 12)
    assert found(office, "older/") == []


def test_in_january_the_older_months_are_those_of_the_year_that_is_over(office):
    approved(office, 1, 3)
    at(office, 2027, 1, 12)
    assert {one.key for one in found(office, "older/")} == {"older/month/2026", "older/scores/2026"}


def test_a_quarter_without_a_themed_meeting_is_told_two_weeks_before_its_end(office):
    at(office, 2026, 3, 16)
    assert found(office, "themed/") == []
    at(office, 2026, 3, 17)
    assert only(office, "themed/").day == date(2026, 3, 31)


def test_the_office_says_how_many_themed_meetings_a_quarter_has_at_least(office):
    approved(office, 1, 2, MeetingType.THEMED)
    at(office, 2026, 3, 17)
    assert "Chi bộ thôn Mẫu 1" not in only(office, "themed/").sentence
    chosen = statistic_settings.load(office)
    statistic_settings.save(office, replace(chosen, statistics=replace(chosen.statistics, themed_per_quarter=2)))
    told = only(office, "themed/").sentence
    assert "Chi bộ thôn Mẫu 1" in told
    assert told.endswith("chưa sinh hoạt chuyên đề đủ 2 buổi")
    approved(office, 1, 3, MeetingType.COMBINED)
    assert "Chi bộ thôn Mẫu 1" not in only(office, "themed/").sentence


def test_minutes_wait_till_they_are_approved(office):
    draft = filled(office, 1, 3)
    at(office, 2026, 3, 5)
    saved = meetings.save(office, draft)
    assert only(office, "minutes/").item == saved.id
    meetings.approve(office, saved.id, meetings.approvers(draft))
    assert found(office, "minutes/") == []


def test_a_petition_waits_by_its_state(office):
    at(office, 2026, 4, 1)
    draft = PetitionDraft(cell_id=cell_id(office), raised_on=date(2026, 3, 20), text="Sửa đường thôn")
    saved = petitions.save(office, draft)
    assert "chưa chuyển đi" in only(office, "petition/").sentence
    sent = replace(petitions.load(office, saved.id), addressed_to="UBND xã", sent_on=date(2026, 4, 1))
    petitions.save(office, replace(sent, answer_due_on=date(2026, 4, 20)))
    assert found(office, "petition/") == []
    at(office, 2026, 4, 25)
    late = only(office, "petition/")
    assert (late.todo, late.day) == ("Nhắc UBND xã", date(2026, 4, 20))
    petitions.save(office, replace(petitions.load(office, saved.id), reminded_on=date(2026, 4, 25)))
    assert only(office, "petition/").day == date(2026, 5, 2)


def test_a_probation_is_told_before_and_after_its_end(office):
    at(office, 2026, 11, 21)
    with office.work("test", "Dự bị") as work:
        member = work.get(
            Member, next(row.id for row in work.query(Member) if row.statuses[0].status == "PROBATIONARY")
        )
        member.admitted_on, member.official_on = date(2025, 12, 10), None
        for other in work.query(Member):
            if other.statuses[0].status == "PROBATIONARY" and other.id != member.id:
                other.admitted_on, other.official_on = date(2026, 8, 1), None
        wanted = member.id
    one = only(office, "probation/", later=True)
    assert (one.item, one.day) == (wanted, date(2026, 12, 10))


def test_the_campaign_waits_with_what_is_missing(office):
    at(office, 2026, 3, 1)
    from bontot_desktop.services import campaigns

    campaigns.save(office, campaigns.new_draft(office, 2026))
    with office.work("test", "Hạn") as work:
        row = work.query(Campaign).one()
        row.register_until, row.review_on = date(2026, 3, 10), None
    assert [one.key.rpartition("/")[2] for one in found(office, "campaign/")] in ([], ["register"])


def test_a_copy_dated_by_a_clock_that_ran_ahead_does_not_silence_the_reminder_for_years(office):
    ahead = office.now() + timedelta(days=400)
    told = {one.key: one.sentence for one in reminders.soon(office, ahead, ahead).reminders}
    assert told["copies/usb"].endswith("sau hôm nay, vì đồng hồ máy từng chạy sai")


def test_copies_are_told_by_their_age(office):
    assert [one.key for one in reminders.soon(office, None).reminders if one.page == "system"] == [
        "copies/copy",
        "copies/usb",
    ]
    assert [one for one in reminders.soon(office, NOW, NOW).reminders if one.page == "system"] == []
    office.now = lambda: NOW + timedelta(days=15)
    told = {one.key: one.sentence for one in reminders.soon(office, NOW, NOW).reminders if one.page == "system"}
    assert told == {"copies/copy": "Bản sao trên máy này: 15 ngày trước", "copies/usb": "Bản sao USB: 15 ngày trước"}


def test_cells_with_something_amiss_are_told_once_the_window_stands(office):
    with office.work("test", "Thiếu bí thư") as work:
        for cell in work.query(Cell):
            cell.has_committee = True
    one = only(office, "cell", later=True)
    assert one.page == "cells"


def test_what_is_put_aside_comes_back_and_can_be_taken_back(office):
    key = "copies/usb"
    sentence = only(office, key).sentence
    with pytest.raises(Refused):
        reminder_settings.put_aside(office, key, sentence, office.today())
    reminder_settings.put_aside(office, key, sentence, date(2026, 12, 1))
    waiting = reminders.soon(office, NOW)
    assert (found(office, key), waiting.aside) == ([], 1)
    undo.take_back(office, undo_last(office))
    assert only(office, key)
    reminder_settings.put_aside(office, key, sentence, date(2026, 12, 1))
    office.now = lambda: datetime(2026, 12, 1, 8, 0)
    assert only(office, key)


def undo_last(office) -> int:
    last = office.data.last_act()
    assert last is not None
    return last.id


def test_numbers_of_days_are_kept_and_refused_beyond_a_year(office):
    reminder_settings.save(office, replace(ReminderRules(), usb_after=30))
    assert reminder_settings.load(office).usb_after == 30
    with pytest.raises(Problems) as caught:
        reminder_settings.save(office, replace(ReminderRules(), copy_after=900))
    assert [problem.field for problem in caught.value.problems] == ["copy_after"]


def test_the_line_of_the_year_bears_sample_meetings(office):
    event = made.planned(office)
    (mark,) = [mark for mark in reminders.marks(office, 2026) if mark.page == "samples"]
    assert (mark.item, mark.day) == (event, made.DAY)
    samples.discard(office, event)
    assert reminders.marks(office, 2026) == []


def test_a_meeting_that_comes_without_a_committee_meeting_is_told_some_days_ahead(office):
    at(office, 2026, 3, 29)
    meetings.save(office, started(office, month=4))
    assert found(office, "committee/") == []
    at(office, 2026, 3, 31)
    (told,) = found(office, "committee/")
    assert told.sentence == "Chi bộ thôn Mẫu 1 họp ngày 03/04/2026, chưa ghi họp chi ủy chuẩn bị"
    assert (told.page, told.day) == ("meetings", date(2026, 4, 2))
    # One that is only planned is enough.
    preparing = started(office, month=4, kind=MeetingType.COMMITTEE)
    meetings.save(office, replace(preparing, held_on=date(2026, 4, 1)))
    assert found(office, "committee/") == []


def test_a_cell_with_four_years_in_a_row_is_told_before_the_fifth_and_with_five_until_the_year_is_closed(office):
    at(office, 2026, 3, 1)
    whose = cell_id(office)
    for year in range(2022, 2026):
        draft = cell_awards.PastDraft(whose, year, f"{year - 2000}-QĐ/HU", date(year, 12, 20))
        cell_awards.save_past(office, draft)
    one = only(office, "four-years/2026/", later=True)
    assert "đã 4 năm liên tục “Chi bộ 4 tốt”; năm 2026 đạt nữa là đủ 5 năm" in one.sentence
    assert found(office, "five-years", later=True) == []
    saved = campaigns.save(office, campaigns.new_draft(office, 2026))
    with office.work("test", "Công nhận") as work:
        entry = next(row for row in work.get_one(Campaign, saved.id).entries if row.cell_id == whose)
        entry.state = EntryState.RECOGNISED
        entry.campaign.state = CampaignState.DECIDED
    one = only(office, "five-years/2026/", later=True)
    assert "đủ 5 năm liên tục “Chi bộ 4 tốt” (đến năm 2026)" in one.sentence
    assert (one.page, one.item) == ("recognition", saved.id)
    assert found(office, "four-years", later=True) == []
    with office.work("test", "Kết thúc") as work:
        work.get_one(Campaign, saved.id).state = CampaignState.CLOSED
    assert found(office, "five-years", later=True) == []
