from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.rules.sample_road import Road, Step, next_step, reached, reasons_not_to_move, steps
from bontot_desktop.rules.samples import ROAD, SampleState

DAY = date(2026, 6, 5)
BARE = Road(SampleState.PLANNED, date(2026, 6, 20))
FULL = Road(
    state=SampleState.PLANNED,
    today=date(2026, 6, 20),
    planned_on=DAY,
    has_purpose=True,
    observers=3,
    observers_attended=2,
    has_meeting=True,
    held_on=DAY,
    has_times=True,
    has_chair=True,
    has_minute_taker=True,
    roster=22,
    agenda=9,
    contributions=4,
    has_meeting_conclusion=True,
    has_self_score=True,
    sheets=2,
    feedback_on=DAY,
    has_feedback_chair=True,
    has_feedback_minute_taker=True,
    opinions=5,
    has_strengths=True,
    has_weaknesses=True,
    has_process=True,
    has_task_sample_cell=True,
    has_task_other_cells=True,
    notice_on=date(2026, 6, 10),
    replications=3,
)


def test_a_complete_record_reaches_replication_but_never_closes_by_itself():
    assert reached(FULL) is SampleState.REPLICATING
    assert all(status.is_done for status in steps(FULL))
    assert next_step(FULL) is Step.REPLICATION


def test_a_bare_plan_stays_planned_and_begins_with_its_plan():
    assert reached(BARE) is SampleState.PLANNED
    assert next_step(BARE) is Step.PLAN
    assert [status.is_begun for status in steps(BARE)] == [True] + [False] * 7


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"planned_on": None}, SampleState.PLANNED),
        ({"observers": 0}, SampleState.PREPARING),
        ({"has_meeting": False}, SampleState.PREPARING),
        ({"held_on": date(2026, 6, 21)}, SampleState.READY),
        ({"has_times": False}, SampleState.READY),
        ({"opinions": 0}, SampleState.HELD),
        ({"notice_on": None}, SampleState.REVIEWED),
        ({"has_weaknesses": False}, SampleState.REVIEWED),
        ({"replications": 0}, SampleState.CONCLUDED),
    ],
)
def test_a_record_reaches_as_far_as_it_goes(changes, state):
    assert reached(replace(FULL, **changes)) is state


def test_a_record_never_falls_back_by_itself():
    assert reached(replace(BARE, state=SampleState.HELD)) is SampleState.HELD
    assert reached(replace(FULL, state=SampleState.POSTPONED)) is SampleState.POSTPONED


@pytest.mark.parametrize("to", ROAD[1:])
def test_every_state_of_the_road_can_be_reached_with_a_complete_record(to):
    before = ROAD[ROAD.index(to) - 1]
    assert reasons_not_to_move(replace(FULL, state=before), to) == ()


@pytest.mark.parametrize("to", ROAD[1:-1])
def test_no_state_of_the_road_is_reached_with_nothing_recorded(to):
    before = ROAD[ROAD.index(to) - 1]
    assert reasons_not_to_move(replace(BARE, state=before), to)


def test_all_that_the_notice_lacks_is_said_at_once():
    reasons = reasons_not_to_move(replace(BARE, state=SampleState.REVIEWED), SampleState.CONCLUDED)
    assert len(reasons) == 8


def test_open_items_keep_a_meeting_from_being_closed():
    road = replace(FULL, state=SampleState.REPLICATING, replications_open=2)
    assert reasons_not_to_move(road, SampleState.CLOSED) == ("Còn 2 việc nhân rộng chưa xong.",)


def test_an_issued_notice_holds_the_state():
    road = replace(FULL, state=SampleState.CONCLUDED)
    assert "thu hồi" in reasons_not_to_move(road, SampleState.REVIEWED)[0]


def test_a_step_counts_what_it_lacks():
    road = replace(FULL, has_chair=False, absent_without_reason=2, sheets=0, unanswered_questions=1)
    missing = {status.step: status.missing for status in steps(road)}
    assert missing[Step.ROLL_CALL] == (
        "Chưa chọn chủ trì.",
        "2 đồng chí vắng có lý do nhưng chưa ghi lý do.",
    )
    assert missing[Step.SHEETS] == ("Còn 2 phiếu chưa nhập.",)
    assert missing[Step.FEEDBACK] == ("1 câu hỏi chưa có trả lời.",)
