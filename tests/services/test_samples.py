"""A sample meeting from its plan to the meeting: who observes, the roll, its states."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bontot_desktop.db.models.office import Person
from bontot_desktop.errors import NotFound, Problems, Refused
from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.sample_road import Step
from bontot_desktop.rules.samples import Aspect, GroupRole, ObserverCapacity, SampleState
from bontot_desktop.services import meetings, observers, samples, working_groups
from bontot_desktop.services.observers import ObserverDraft
from bontot_desktop.services.samples import PlanDraft
from bontot_desktop.services.working_groups import GroupDraft, GroupMemberDraft
from tests import sample_office as made
from tests.meeting_office import cell_id


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def sentences(caught) -> list[str]:
    return [problem.sentence for problem in caught.value.problems]


# The plan


def test_a_plan_stands_in_the_list_with_its_cell_and_state(office):
    made.planned(office)
    (row,) = samples.list_samples(office, year=2026)
    assert (row.cell_name, row.state, row.day) == ("Chi bộ thôn Mẫu 1", SampleState.PREPARING, made.DAY)
    assert samples.list_samples(office, states=[SampleState.CLOSED]) == []


def test_a_plan_without_a_day_stays_planned(office):
    event_id = made.planned(office, planned_on=None)
    assert samples.view(office, event_id).state is SampleState.PLANNED


def test_a_plan_needs_its_cell(office):
    with pytest.raises(Problems) as caught:
        samples.save_plan(office, PlanDraft(year=2026))
    assert sentences(caught) == ["Hãy chọn chi bộ."]


def test_a_working_group_has_one_leader_and_nobody_twice(office):
    group = GroupDraft(
        members=(GroupMemberDraft("Phạm Thị Thử", GroupRole.LEADER), GroupMemberDraft("phạm thị thử", GroupRole.LEADER))
    )
    assert {problem.field for problem in working_groups.problems(group)} == {"group.members.0.name", "group.members"}


def test_a_working_group_keeps_order_and_roles(office):
    event_id = made.planned(office)
    group = working_groups.load(office, samples.load_plan(office, event_id).group_id)
    more = replace(group, members=(GroupMemberDraft("Lý Văn Mới", GroupRole.CLERK), *group.members))
    samples.save_plan(office, samples.load_plan(office, event_id), more)
    again = working_groups.load(office, group.id)
    assert [(member.name, member.role) for member in again.members] == [
        ("Lý Văn Mới", GroupRole.CLERK),
        ("Phạm Thị Thử", GroupRole.LEADER),
    ]
    samples.save_plan(office, samples.load_plan(office, event_id), group)
    assert len(working_groups.load(office, group.id).members) == 1


def test_a_plan_nothing_was_recorded_for_can_be_dropped(office):
    event_id = made.planned(office)
    samples.discard(office, event_id)
    assert samples.list_samples(office) == []
    with pytest.raises(NotFound):
        samples.view(office, event_id)


def test_a_plan_with_observers_is_not_dropped(office):
    event_id = made.planned(office)
    made.invited(office, event_id, 1)
    with pytest.raises(Refused, match="hoãn"):
        samples.discard(office, event_id)


# Observers


def test_those_one_may_invite_come_once_each_in_their_first_capacity(office):
    event_id = made.planned(office)
    found = {(who.name, who.capacity) for who in observers.candidates(office, event_id)}
    assert found == {
        ("Phạm Thị Thử", ObserverCapacity.WORKING_GROUP),
        ("Trần Phụ Trách 1", ObserverCapacity.IN_CHARGE),
        ("Đặng Văn Ví Dụ", ObserverCapacity.COMMITTEE_MEMBER),
        ("Hoàng Thị Giả Định", ObserverCapacity.COMMITTEE_MEMBER),
        ("Vũ Văn Tưởng Tượng", ObserverCapacity.OTHER),
        ("Nguyễn Ví Dụ An", ObserverCapacity.CELL_SECRETARY),
        ("Bùi Thị Thí Dụ", ObserverCapacity.CELL_SECRETARY),
    }


def test_who_was_invited_is_not_offered_again(office):
    event_id = made.planned(office)
    first = len(observers.candidates(office, event_id))
    chosen = [who for who in observers.candidates(office, event_id) if who.member_id is not None]
    observers.save(office, event_id, tuple(chosen))
    assert len(observers.candidates(office, event_id)) == first - len(chosen)


def test_the_name_of_an_observer_stays_as_it_was_that_day(office):
    event_id = made.planned(office)
    made.invited(office, event_id, 1)
    with office.work("test", "Đổi tên") as session:
        session.query(Person).filter_by(full_name="Phạm Thị Thử").one().full_name = "Phạm Thị Khác"
    assert observers.load(office, event_id)[0].name == "Phạm Thị Thử"


def test_an_observer_not_in_any_register_becomes_a_person(office):
    event_id = made.planned(office)
    observers.save(office, event_id, (ObserverDraft("Khách Mời Ví Dụ", "Trưởng thôn", aspects=(Aspect.OTHER,)),))
    (row,) = observers.load(office, event_id)
    assert row.person_id is not None
    assert (row.post, row.aspects) == ("Trưởng thôn", (Aspect.OTHER,))


def test_nobody_is_invited_twice_or_without_a_name(office):
    event_id = made.planned(office)
    with pytest.raises(Problems) as caught:
        observers.save(office, event_id, (ObserverDraft("A B"), ObserverDraft("a b"), ObserverDraft(" ")))
    assert [problem.field for problem in caught.value.problems] == [
        "observers.0.name",
        "observers.1.name",
        "observers.2.name",
    ]


def test_an_observer_with_a_sheet_is_neither_dropped_nor_absent(office):
    event_id = made.planned(office)
    observer_id, *_ = made.invited(office, event_id)
    made.held(office, event_id)
    made.sheet_in(office, observer_id, made.POINTS[0])
    rows = observers.load(office, event_id)
    with pytest.raises(Refused, match="Phạm Thị Thử"):
        observers.save(office, event_id, rows[1:])
    with pytest.raises(Problems):
        observers.save(office, event_id, (replace(rows[0], attended=False), *rows[1:]))


# The meeting


def test_the_meeting_opens_with_everyone_present_and_the_observers_as_guests(office):
    event_id = made.planned(office)
    made.invited(office, event_id)
    saved = samples.start_meeting(office, event_id, MeetingType.REGULAR, made.DAY)
    draft = samples.load_meeting(office, event_id)
    assert (draft.id, draft.is_sample, len(draft.guests)) == (saved.id, True, 3)
    assert all(line.is_present for line in draft.roster if line.is_expected)
    assert saved.changes.touch(Kind.SAMPLES, Kind.MEETINGS)


def test_the_meeting_of_that_month_is_taken_when_the_cell_has_one(office):
    event_id = made.planned(office)
    known = meetings.save(office, meetings.start(office, cell_id(office), MeetingType.REGULAR, 2026, 6, made.DAY)).id
    assert samples.start_meeting(office, event_id, MeetingType.REGULAR, made.DAY).id == known
    assert samples.load_meeting(office, event_id).is_sample


def test_a_meeting_held_on_another_day_of_the_month_is_not_taken_unsaid(office):
    event_id = made.planned(office)
    draft = meetings.start(office, cell_id(office), MeetingType.REGULAR, 2026, 6, made.DAY)
    known = meetings.save(office, replace(draft, ends_at=time(21, 15))).id
    with pytest.raises(Problems) as caught:
        samples.start_meeting(office, event_id, MeetingType.REGULAR, made.DAY + timedelta(days=1))
    assert made.DAY.strftime("%d/%m/%Y") in sentences(caught)[0]
    assert samples.start_meeting(office, event_id, MeetingType.REGULAR, made.DAY).id == known


def test_one_meeting_is_not_two_samples(office):
    first, second = made.planned(office), made.planned(office)
    samples.start_meeting(office, first, MeetingType.REGULAR, made.DAY)
    with pytest.raises(Problems) as caught:
        samples.start_meeting(office, second, MeetingType.REGULAR, made.DAY)
    assert sentences(caught) == ["Chi bộ đã có buổi sinh hoạt điểm tháng 6/2026."]
    with pytest.raises(Refused):
        samples.start_meeting(office, first, MeetingType.REGULAR, made.DAY)


def test_a_meeting_of_another_kind_is_no_sample(office):
    with pytest.raises(Problems):
        samples.start_meeting(office, made.planned(office), MeetingType.CONGRESS, made.DAY)


def test_another_meeting_is_not_saved_under_this_event(office):
    event_id = made.planned(office)
    samples.start_meeting(office, event_id, MeetingType.REGULAR, made.DAY)
    other = meetings.start(office, cell_id(office, 2), MeetingType.REGULAR, 2026, 6, made.DAY)
    with pytest.raises(Refused):
        samples.save_meeting(office, event_id, other)


def test_a_meeting_that_was_not_opened_is_not_found(office):
    with pytest.raises(NotFound, match="Mở buổi sinh hoạt"):
        samples.load_meeting(office, made.planned(office))


def test_the_cell_cannot_change_once_the_meeting_is_open(office):
    event_id = made.planned(office)
    samples.start_meeting(office, event_id, MeetingType.REGULAR, made.DAY)
    plan = replace(samples.load_plan(office, event_id), cell_id=cell_id(office, 2))
    with pytest.raises(Problems) as caught:
        samples.save_plan(office, plan)
    assert caught.value.problems[0].field == "cell_id"


# States


def test_the_state_follows_what_is_recorded(office):
    event_id = made.planned(office)
    assert samples.view(office, event_id).state is SampleState.PREPARING
    observer_ids = made.invited(office, event_id)
    samples.start_meeting(office, event_id, MeetingType.REGULAR, made.DAY)
    assert samples.view(office, event_id).state is SampleState.READY
    samples.save_meeting(office, event_id, replace(samples.load_meeting(office, event_id), ends_at=time(21, 15)))
    assert samples.view(office, event_id).state is SampleState.HELD
    made.reviewed(office, event_id, observer_ids)
    assert samples.view(office, event_id).state is SampleState.REVIEWED


def test_all_reasons_against_a_move_are_said_at_once(office):
    event_id = made.planned(office)
    with pytest.raises(Problems) as caught:
        samples.move(office, event_id, SampleState.READY)
    assert sentences(caught) == ["Chưa mở buổi sinh hoạt.", "Chưa có chương trình.", "Chưa có ai được mời dự."]
    with pytest.raises(Problems, match="Từ “Đang chuẩn bị” không chuyển thẳng sang “Đã kết thúc” được"):
        samples.move(office, event_id, SampleState.CLOSED)


def test_a_postponed_meeting_is_taken_up_again(office):
    event_id = made.planned(office)
    samples.move(office, event_id, SampleState.POSTPONED, "mưa bão")
    assert samples.view(office, event_id).state is SampleState.POSTPONED
    assert "Hoãn: mưa bão" in samples.load_plan(office, event_id).note
    samples.move(office, event_id, SampleState.PLANNED)
    assert samples.view(office, event_id).state is SampleState.PLANNED


def test_the_steps_say_what_is_missing(office):
    event_id = made.planned(office)
    view = samples.view(office, event_id)
    assert view.next_step is Step.OBSERVERS
    assert view.steps[0].is_done
    assert view.steps[1].missing == ("Chưa có ai được mời dự.",)
