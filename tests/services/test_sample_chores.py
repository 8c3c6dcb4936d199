"""The checklist of a sample meeting: days counted back from its day, moved with it, typed ones left; the usual list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bontot_desktop.errors import NotFound, Problems, Refused
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.meetings import MeetingState, MeetingType
from bontot_desktop.services import (
    history,
    meetings,
    sample_choice,
    sample_chores,
    sample_days,
    sample_plans,
    samples,
    undo,
    working_groups,
)
from bontot_desktop.services.sample_chores import UsualChore, UsualList
from bontot_desktop.services.sample_days import Wanted
from bontot_desktop.services.working_groups import GroupDraft
from tests import sample_office as made
from tests.meeting_office import approved, cell_id


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def days(office, event: int) -> dict[str, date | None]:
    return {row.title: row.due_on for row in sample_chores.rows(office, event)}


def test_a_new_sample_meeting_has_the_usual_list_with_its_days_counted_back(office):
    event = made.planned(office)
    usual = sample_chores.usual(office).chores
    assert len(usual) >= 8
    assert days(office, event) == {one.title: made.DAY - timedelta(days=one.days_before) for one in usual}


def test_days_move_with_the_meeting_unless_they_were_typed_or_done(office):
    event = made.planned(office)
    first, second, third, *_ = sample_chores.rows(office, event)
    sample_chores.save(office, replace(sample_chores.load(office, first.id), due_on=date(2026, 5, 2)))
    sample_chores.mark(office, [second.id], is_done=True)
    plan = samples.load_plan(office, event)
    samples.save_plan(office, replace(plan, planned_on=made.DAY + timedelta(days=10)))
    after = {row.id: row.due_on for row in sample_chores.rows(office, event)}
    assert after[first.id] == date(2026, 5, 2)
    assert after[second.id] == second.due_on
    assert after[third.id] == third.due_on + timedelta(days=10)


def test_another_day_of_the_meeting_takes_plan_and_checklist_along_and_is_taken_back_as_one(office):
    event = made.planned(office)
    first, second, third, *others = sample_chores.rows(office, event)
    sample_chores.save(office, replace(sample_chores.load(office, first.id), due_on=date(2026, 5, 2)))
    sample_chores.mark(office, [second.id], is_done=True)
    meeting = samples.start_meeting(office, event, MeetingType.REGULAR, made.DAY).id
    day = made.DAY + timedelta(days=3)
    for save in (
        lambda draft: samples.save_meeting(office, event, draft),
        lambda draft: meetings.save(office, draft),
    ):
        saved = save(replace(meetings.load(office, meeting), held_on=day))
        said = f"Kế hoạch và hạn của {1 + len(others)} việc chuẩn bị đã theo ngày mới {day:%d/%m/%Y}"
        assert saved.also == said
        assert saved.said("Đã lưu") == f"Đã lưu. {said}"
        assert samples.load_plan(office, event).planned_on == day
        after = {row.id: row.due_on for row in sample_chores.rows(office, event)}
        assert (after[first.id], after[second.id]) == (date(2026, 5, 2), second.due_on)
        assert after[third.id] == third.due_on + timedelta(days=3)
        assert save(meetings.load(office, meeting)).also == ""
        undo.take_back(office, history.recent(office, limit=1)[0].id)
        assert samples.load_plan(office, event).planned_on == made.DAY
        assert meetings.load(office, meeting).held_on == made.DAY
        assert {row.id: row.due_on for row in sample_chores.rows(office, event)}[third.id] == third.due_on


def test_once_the_meeting_is_open_its_day_is_changed_there(office):
    event = made.planned(office)
    samples.start_meeting(office, event, MeetingType.REGULAR, made.DAY)
    plan = samples.load_plan(office, event)
    with pytest.raises(Problems, match="bước Điểm danh"):
        samples.save_plan(office, replace(plan, planned_on=made.DAY + timedelta(days=2)))
    samples.save_plan(office, replace(plan, purpose="Khác"))


def test_the_plan_says_what_already_stands_in_its_month(office):
    event = made.planned(office)

    def said(on=made.DAY, kind=None, event_id=event):
        found = sample_days.doubts(office, Wanted(event_id, cell_id(office), on, kind))
        return found[0].sentence if found else ""

    assert said() == ""
    assert said(event_id=None) == "Tháng 6/2026 chi bộ này đã có một buổi sinh hoạt điểm, ngày 05/06/2026."
    draft = meetings.start(office, cell_id(office), MeetingType.REGULAR, 2026, 6, made.DAY)
    known = meetings.save(office, replace(draft, state=MeetingState.PLANNED)).id
    assert "dự kiến ngày 05/06/2026" in said()
    assert sample_days.of_year(office, 2026).keys() == {event}
    held = replace(meetings.load(office, known), ends_at=time(21, 15), state=MeetingState.DRAFTED)
    meetings.save(office, held)
    assert "đúng ngày này" in said()
    assert "đã họp thường kỳ ngày 05/06/2026" in said(date(2026, 6, 20))
    assert said(date(2026, 6, 20), MeetingType.THEMED) == ""
    assert said(date(2026, 7, 3)) == ""
    samples.start_meeting(office, event, MeetingType.REGULAR, made.DAY)
    assert said() == ""
    assert sample_days.of_year(office, 2026) == {}


def test_a_meeting_that_was_only_planned_takes_the_day_of_the_sample_meeting(office):
    event = made.planned(office)
    draft = meetings.start(office, cell_id(office), MeetingType.REGULAR, 2026, 6, made.DAY + timedelta(days=9))
    known = meetings.save(office, replace(draft, state=MeetingState.PLANNED)).id
    assert samples.start_meeting(office, event, MeetingType.REGULAR, made.DAY).id == known
    assert samples.load_meeting(office, event).held_on == made.DAY


def test_a_meeting_without_a_day_has_chores_without_days(office):
    event = made.planned(office, planned_on=None)
    assert set(days(office, event).values()) == {None}
    samples.start_meeting(office, event, MeetingType.REGULAR, made.DAY)
    assert None not in days(office, event).values()


def test_a_chore_is_done_and_not_done_after_all(office):
    event = made.planned(office)
    row = sample_chores.rows(office, event)[0]
    assert row.is_late
    sample_chores.mark(office, [row.id], is_done=True)
    done = next(one for one in sample_chores.rows(office, event) if one.id == row.id)
    assert (done.done_on, done.is_late) == (office.today(), False)
    sample_chores.mark(office, [row.id], is_done=False)
    assert next(one for one in sample_chores.rows(office, event) if one.id == row.id).done_on is None


def test_a_line_is_added_and_taken_out(office):
    event = made.planned(office)
    draft = sample_chores.ChoreDraft(event_id=event, title="Mượn loa", due_on=date(2026, 6, 4))
    saved = sample_chores.save(office, draft)
    assert days(office, event)["Mượn loa"] == date(2026, 6, 4)
    sample_chores.remove(office, saved.id)
    assert "Mượn loa" not in days(office, event)
    with pytest.raises(NotFound):
        sample_chores.load(office, saved.id)
    with pytest.raises(Problems):
        sample_chores.save(office, replace(draft, title=" "))
    with pytest.raises(Problems):
        sample_chores.save(office, replace(draft, done_on=office.today() + timedelta(days=1)))


def test_the_office_has_its_own_list_for_new_meetings(office):
    old = made.planned(office)
    sample_chores.save_usual(office, UsualList((UsualChore("Họp Tổ công tác", "Tổ trưởng", 3),)))
    event = made.planned(office)
    assert days(office, event) == {"Họp Tổ công tác": made.DAY - timedelta(days=3)}
    assert len(days(office, old)) > 1
    with pytest.raises(Problems) as caught:
        sample_chores.save_usual(office, UsualList((UsualChore("", "", None),)))
    assert [one.field for one in caught.value.problems] == ["chores.0.title", "chores.0.days_before"]


def test_a_plan_says_the_kind_of_meeting_and_only_one_that_can_be(office):
    event = made.planned(office, planned_type=MeetingType.THEMED)
    assert samples.load_plan(office, event).planned_type is MeetingType.THEMED
    (row,) = samples.list_samples(office)
    assert row.planned_label == "Sinh hoạt chi bộ chuyên đề (dự kiến)"
    with pytest.raises(Problems):
        samples.save_plan(office, replace(samples.load_plan(office, event), planned_type=MeetingType.CONGRESS))


def test_a_working_group_keeps_its_duties_and_days(office):
    event = made.planned(office)
    group = working_groups.load(office, samples.load_plan(office, event).group_id)
    group = replace(group, duties="Dự, chỉ đạo.", from_on=date(2026, 5, 4), to_on=date(2026, 12, 31))
    samples.save_plan(office, samples.load_plan(office, event), group)
    stored = working_groups.load(office, group.id)
    assert (stored.duties, stored.from_on, stored.to_on) == (group.duties, group.from_on, group.to_on)
    wrong = working_groups.problems(GroupDraft(from_on=date(2026, 5, 4), to_on=date(2026, 5, 1)))
    assert [one.field for one in wrong] == ["group.to_on"]


def test_cells_to_choose_from_bear_the_figures_that_tell_why(office):
    approved(office)
    made.planned(office)
    rows = sample_choice.candidates(office, 2026)
    first = next(row for row in rows if row.id == cell_id(office))
    assert first.is_planned
    assert (round(first.attendance, 1), round(first.speaking, 1)) == (95.5, 9.5)
    assert first.reason == (
        "Đại diện loại hình thôn, tổ dân phố, 22 đảng viên; tỷ lệ dự sinh hoạt 95,5 %, tỷ lệ phát biểu 9,5 %; "
        "chưa từng làm điểm."
    )
    assert [row.kind for row in rows] == sorted((row.kind for row in rows), key=list(ContentType).index)
    assert next(row for row in sample_choice.candidates(office, 2027) if row.id == first.id).last_year == 2026


def test_a_cell_that_was_the_sample_this_year_is_not_said_to_be_new_to_it(office):
    event = made.planned(office)
    made.invited(office, event)
    made.held(office, event)
    row = next(row for row in sample_choice.candidates(office, 2026) if row.id == cell_id(office))
    assert row.reason.endswith("lần gần nhất làm điểm năm 2026.")


def test_a_plan_for_a_year_far_off_is_refused(office):
    draft = samples.load_plan(office, made.planned(office))
    with pytest.raises(Problems, match="hãy xem lại năm") as said:
        samples.save_plan(office, replace(draft, id=None, planned_on=date(2036, 6, 6)))
    assert [one.field for one in said.value.problems] == ["planned_on"]


def test_the_plan_of_the_year_before_is_copied(office):
    with pytest.raises(Refused):
        sample_plans.copied(office, 2026)
    sample_plans.save(office, replace(sample_plans.load(office, 2025), purpose="Như mọi năm.", strengths="Tốt."))
    copied = sample_plans.copied(office, 2026)
    assert (copied.purpose, copied.strengths, copied.id) == ("Như mọi năm.", "", None)


def test_the_standing_sentences_are_those_of_the_papers(office):
    standing = sample_plans.standing(office, 2026)
    assert set(standing) == {"purpose", "participants", "steps", "organisation", "preparation", "duties"}
    assert "xã Ví Dụ" in standing["purpose"]
    assert all("{{" not in words for words in standing.values())
