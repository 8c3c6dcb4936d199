from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event

from bontot_desktop.db.models.office import Person
from bontot_desktop.errors import NotFound, Problems, Refused
from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.sample_road import Step
from bontot_desktop.rules.samples import Aspect, GroupRole, ObserverCapacity, OpinionKind, ReplicationState, SampleState
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.services import (
    conclusions,
    feedback,
    issuing,
    meeting_scores,
    meetings,
    observers,
    replication,
    samples,
    scores,
    sheets,
    working_groups,
)
from bontot_desktop.services.feedback import OpinionDraft
from bontot_desktop.services.observers import ObserverDraft
from bontot_desktop.services.samples import PlanDraft
from bontot_desktop.services.sheets import CheckDraft
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


# Sheets and scores


def test_a_sheet_is_stored_with_its_points_and_read_back(office):
    event_id = made.planned(office)
    observer_id, *_ = made.invited(office, event_id)
    made.held(office, event_id)
    made.sheet_in(office, observer_id, made.POINTS[0], weaknesses="Gửi tài liệu muộn")
    draft = sheets.load(office, observer_id)
    assert (draft.weaknesses, draft.points["2"], draft.checks["opening"]) == (
        "Gửi tài liệu muộn",
        Decimal("4.5"),
        CheckDraft(True),
    )
    row = sheets.rows(office, event_id)[0]
    assert (row.total, row.rating, row.returned_on) == (Decimal("91.5"), Rating.GOOD, made.DAY)


def test_a_sheet_saved_unchanged_writes_nothing(office):
    event_id = made.planned(office)
    observer_id, *_ = made.invited(office, event_id)
    made.held(office, event_id)
    made.sheet_in(office, observer_id, made.POINTS[0])
    before = office.data.last_act()
    sheets.save(office, sheets.load(office, observer_id))
    assert office.data.last_act() == before


def test_an_empty_sheet_is_not_handed_in(office):
    event_id = made.planned(office)
    observer_id, *_ = made.invited(office, event_id)
    with pytest.raises(Problems) as caught:
        sheets.save(office, sheets.load(office, observer_id))
    assert caught.value.problems[0].field == "sheet"


def test_points_are_within_their_line_on_the_step_and_complete(office):
    event_id = made.planned(office)
    observer_id, *_ = made.invited(office, event_id)
    made.held(office, event_id)
    draft = sheets.load(office, observer_id)
    found = {
        problem.field: problem.sentence
        for problem in sheets.problems(replace(draft, points=made.points({"1": "6", "2": "4.2"})))
    }
    assert found["points.1"] == "Điểm phải từ 0 đến 5."
    assert found["points.2"] == "Điểm lẻ đến 0,5."
    assert found["points.7"].startswith("Chưa chấm dòng này")


def test_a_sheet_may_be_handed_in_without_points(office):
    event_id = made.planned(office)
    observer_id, *_ = made.invited(office, event_id)
    sheets.save(office, replace(sheets.load(office, observer_id), strengths="Tốt"))
    assert sheets.rows(office, event_id)[0].total is None


def test_points_wait_for_the_meeting(office):
    event_id = made.planned(office)
    observer_id, *_ = made.invited(office, event_id)
    with pytest.raises(Refused, match="Chưa mở buổi sinh hoạt"):
        sheets.save(office, replace(sheets.load(office, observer_id), points=made.points(made.POINTS[0])))


def test_a_sheet_of_the_wrong_person_is_taken_back(office):
    event_id = made.planned(office)
    observer_id, *_ = made.invited(office, event_id)
    made.held(office, event_id)
    made.sheet_in(office, observer_id, made.POINTS[0])
    sheets.discard(office, observer_id)
    assert not sheets.rows(office, event_id)[0].has_sheet
    assert scores.summary(office, event_id).scorers == ()


def test_totals_are_as_computed_by_hand(office):
    event_id = made.concluded(office)
    summary = scores.summary(office, event_id)
    assert [scorer.total for scorer in summary.scorers] == [Decimal("91.5"), Decimal("88"), Decimal("95")]
    assert [scorer.rating for scorer in summary.scorers] == [Rating.GOOD, Rating.FAIR, Rating.GOOD]
    total = summary.total
    assert (total.mean, total.least, total.most, total.own) == (
        Decimal("91.5"),
        Decimal("88"),
        Decimal("95"),
        Decimal("93"),
    )
    assert total.difference == Decimal("-1.5")
    by_code = {spread.code: spread for spread in summary.groups}
    # Line 2: 4.5, 5, 5 give 14.5 / 3 = 4.83…; group 3: 8, 8, 10 give 8.67; group 4: 36, 33, 37 give 35.33.
    assert by_code["2"].mean == Decimal("4.8")
    assert (by_code["3"].mean, by_code["3"].least, by_code["3"].most, by_code["3"].own) == (
        Decimal("8.7"),
        Decimal("8"),
        Decimal("10"),
        Decimal("9"),
    )
    assert by_code["4"].mean == Decimal("35.3")
    assert by_code["4"].difference == Decimal("-1.7")
    assert (summary.rating, summary.own_rating) == (Rating.GOOD, Rating.GOOD)


def test_without_sheets_there_is_no_mean(office):
    event_id = made.planned(office)
    assert scores.summary(office, event_id) is None
    made.held(office, event_id)
    summary = scores.summary(office, event_id)
    assert (summary.total.mean, summary.rating, summary.total.difference) == (None, None, None)


def test_the_default_table_is_that_of_hd_42(office):
    first, *_ = scores.list_templates(office)
    assert first.maximum == Decimal("100")
    assert [group.code for group in first.groups] == ["1", "2", "3", "4", "5", "6", "7"]


def test_own_points_taken_away_leave_no_score(office):
    event_id = made.planned(office)
    meeting_id = made.held(office, event_id)
    draft = meeting_scores.load(office, meeting_id)
    meeting_scores.save(office, replace(draft, points=made.points(made.OWN), limits_to_fix="Gửi tài liệu sớm hơn"))
    assert meeting_scores.load(office, meeting_id).limits_to_fix == "Gửi tài liệu sớm hơn"
    meeting_scores.save(office, replace(meeting_scores.load(office, meeting_id), points={}))
    assert not meeting_scores.load(office, meeting_id).is_stored


# Feedback


def test_a_new_feedback_session_follows_the_meeting(office):
    event_id = made.planned(office)
    made.held(office, event_id)
    draft = feedback.load(office, event_id)
    assert (draft.held_on, draft.starts_at, draft.place) == (made.DAY, time(21, 15), "Nhà văn hóa thôn Mẫu 1")


def test_opinions_keep_their_order_and_the_capacity_of_their_speaker(office):
    event_id = made.concluded(office)
    draft = feedback.load(office, event_id)
    assert [opinion.speaker for opinion in draft.opinions][:2] == ["Phạm Thị Thử", "Trần Phụ Trách 1"]
    feedback.save(office, replace(draft, opinions=draft.opinions[::-1]))
    again = feedback.load(office, event_id)
    assert [opinion.id for opinion in again.opinions] == [opinion.id for opinion in draft.opinions[::-1]]
    assert again.opinions[-1].capacity is ObserverCapacity.WORKING_GROUP


def test_a_speaker_who_is_no_observer_is_kept_by_name(office):
    event_id = made.planned(office)
    made.held(office, event_id)
    draft = replace(
        feedback.load(office, event_id), opinions=(OpinionDraft("Hay", speaker="Nguyễn Ví Dụ Ân", id=None),)
    )
    feedback.save(office, draft)
    assert feedback.load(office, event_id).opinions[0].speaker == "Nguyễn Ví Dụ Ân"


def test_a_feedback_session_says_what_is_wrong_beside_each_field(office):
    event_id = made.planned(office)
    made.held(office, event_id)
    draft = replace(
        feedback.load(office, event_id),
        held_on=date(2026, 6, 4),
        ends_at=time(21, 15),
        chair_id=1,
        minute_taker_id=1,
        opinions=(OpinionDraft(" "), OpinionDraft("Hay", observer_id=999)),
    )
    with pytest.raises(Problems) as caught:
        feedback.save(office, draft)
    assert {problem.field for problem in caught.value.problems} == {
        "held_on",
        "ends_at",
        "minute_taker_id",
        "opinions.0.text",
        "opinions.0.speaker",
        "opinions.1.speaker",
    }


# The conclusion


def test_a_conclusion_is_offered_by_aspect_then_from_the_sheets(office):
    event_id = made.concluded(office)
    draft = conclusions.load(office, event_id)
    assert draft.strengths == "Chuẩn bị: báo cáo tháng ngắn gọn; số liệu từng tổ rõ ràng.\nChuẩn bị chu đáo."
    assert draft.weaknesses == "Đánh giá nhiệm vụ, phân công: phân công chưa ghi thời hạn."
    assert draft.agreed_process == "Điều hành của chủ trì: bí thư gợi mở thêm cho đảng viên trẻ."
    assert (draft.apply_from, draft.task_sample_cell_due_on) == (date(2026, 7, 1), date(2026, 7, 31))


def test_what_the_clerk_wrote_is_not_overwritten_by_the_offer(office):
    event_id = made.concluded(office)
    conclusions.save(office, replace(conclusions.load(office, event_id), strengths="Của văn thư", causes=""))
    assert conclusions.offer(office, event_id).strengths == "Của văn thư"


def test_dates_of_the_conclusion_do_not_lie_before_the_meeting(office):
    event_id = made.concluded(office)
    draft = conclusions.load(office, event_id)
    with pytest.raises(Problems) as caught:
        conclusions.save(office, replace(draft, apply_from=date(2026, 5, 1), task_sample_cell_due_on=date(2026, 6, 1)))
    assert {problem.field for problem in caught.value.problems} == {"apply_from", "task_sample_cell_due_on"}


# Replication


def test_tasks_are_spread_to_the_sample_cell_and_every_other_cell_once(office):
    event_id = made.concluded(office)
    assert replication.spread(office, event_id).id == 3
    assert replication.spread(office, event_id).id == 3
    items = replication.load(office, event_id)
    assert [item.cell_name for item in items] == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2", "Chi bộ Trường Mẫu"]
    assert [item.is_sample_cell for item in items] == [True, False, False]
    assert items[0].due_on == date(2026, 7, 31)
    assert items[1].checked_by == "Trần Phụ Trách 2"


def test_items_not_begun_follow_the_conclusion_and_begun_ones_stay(office):
    event_id = made.concluded(office)
    replication.spread(office, event_id)
    _, second, *_ = replication.load(office, event_id)
    replication.save(office, event_id, replace(second, state=ReplicationState.DOING))
    conclusions.save(office, replace(conclusions.load(office, event_id), task_other_cells="Việc khác"))
    replication.spread(office, event_id)
    contents = [(item.cell_name, item.content) for item in replication.load(office, event_id)]
    assert ("Chi bộ thôn Mẫu 2", second.content) in contents
    assert ("Chi bộ thôn Mẫu 2", "Việc khác") in contents
    assert ("Chi bộ Trường Mẫu", conclusions.USUAL_TASK_OTHERS) not in contents


def test_nothing_is_spread_without_a_task(office):
    with pytest.raises(Refused, match="bước Kết luận"):
        replication.spread(office, made.planned(office))


def test_an_item_done_without_a_day_was_done_today(office):
    event_id = made.concluded(office)
    replication.spread(office, event_id)
    first, *_ = replication.load(office, event_id)
    replication.save(office, event_id, replace(first, state=ReplicationState.DONE, checked_by="Trần Phụ Trách 1"))
    again = replication.load(office, event_id)[0]
    assert (again.done_on, again.state) == (office.today(), ReplicationState.DONE)


def test_an_item_dropped_says_why_and_is_not_done_in_the_future(office):
    event_id = made.concluded(office)
    replication.spread(office, event_id)
    first, *_ = replication.load(office, event_id)
    with pytest.raises(Problems) as caught:
        replication.save(
            office, event_id, replace(first, state=ReplicationState.DROPPED, done_on=date(2027, 1, 1), content="")
        )
    assert {problem.field for problem in caught.value.problems} == {"content", "done_on", "remark"}


def test_opinions_stay_linked_until_they_are_dropped(office):
    event_id = made.concluded(office)
    draft = feedback.load(office, event_id)
    kinds = [opinion.kind for opinion in draft.opinions]
    assert kinds.count(OpinionKind.STRENGTH) == 2
    feedback.save(office, replace(draft, opinions=draft.opinions[1:]))
    assert len(feedback.load(office, event_id).opinions) == 4


def test_what_is_to_be_applied_is_read_in_as_few_questions_whatever_the_number_of_cells(office):
    asked = []
    event.listen(office.data.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    event_id = made.concluded(office)
    replication.spread(office, event_id)
    asked.clear()
    items = replication.load(office, event_id)
    assert len({item.cell_id for item in items}) > 1
    assert [item.is_sample_cell for item in items] == sorted((item.is_sample_cell for item in items), reverse=True)
    assert len([words for words in asked if words.startswith("SELECT")]) == 3


def test_one_person_chosen_and_typed_again_is_told_and_not_stored_twice(office):
    event_id = made.planned(office)
    made.invited(office, event_id)
    listed = observers.load(office, event_id)
    again = ObserverDraft(name=listed[0].name.upper())
    with pytest.raises(Problems, match="có tên hai lần"):
        observers.save(office, event_id, (*listed, again))
    assert observers.load(office, event_id) == listed
    members = (GroupMemberDraft(listed[0].name, person_id=listed[0].person_id), GroupMemberDraft(listed[0].name))
    with pytest.raises(Problems, match="hai lần trong Tổ"):
        samples.save_plan(office, samples.load_plan(office, event_id), GroupDraft(members=members))


# What stands on a paper


def test_an_opinion_in_issued_minutes_is_not_taken_away(office):
    event_id = made.concluded(office)
    issuing.issue(office, "F18", event_id, day=date(2026, 11, 20))
    draft = feedback.load(office, event_id)
    with pytest.raises(Refused, match=r"Ý kiến của đồng chí .* đã ghi trong Biên bản"):
        feedback.save(office, replace(draft, opinions=draft.opinions[1:]))
    assert feedback.load(office, event_id).opinions == draft.opinions
