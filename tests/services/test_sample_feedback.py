"""What follows a sample meeting: opinions, the conclusion, what other cells are to apply."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import event

from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.samples import ObserverCapacity, OpinionKind, ReplicationState
from bontot_desktop.services import conclusions, feedback, issuing, observers, replication, samples
from bontot_desktop.services.feedback import OpinionDraft
from bontot_desktop.services.observers import ObserverDraft
from bontot_desktop.services.working_groups import GroupDraft, GroupMemberDraft
from tests import sample_office as made


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


# Feedback


def test_a_new_feedback_session_follows_the_meeting(office):
    event_id = made.planned(office)
    made.held(office, event_id)
    draft = feedback.load(office, event_id)
    assert (draft.held_on, draft.starts_at, draft.place) == (made.DAY, time(21, 15), "Nhà văn hóa thôn Mẫu 1")


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"starts_at": time(20, 0)}, "starts_at", "Buổi sinh hoạt kết thúc lúc 21:15; rút kinh nghiệm bắt đầu sau đó."),
        ({"starts_at": time(21, 30), "ends_at": time(21, 0)}, "ends_at", "dài hơn 6 giờ"),
    ],
)
def test_a_session_begins_after_the_meeting_and_does_not_end_before_it_began(office, change, field, words):
    event_id = made.planned(office)
    made.held(office, event_id)
    draft = replace(feedback.load(office, event_id), **change)
    with pytest.raises(Problems) as refused:
        feedback.save(office, draft)
    (problem,) = refused.value.problems
    assert problem.field == field
    assert words in problem.sentence
    feedback.save(office, replace(draft, starts_at=time(21, 30), ends_at=time(0, 10)))


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
