"""The turns in a cell's life: which day will do, and what becomes of each status of a member."""

from __future__ import annotations

from datetime import date

import pytest

from bontot_desktop.rules import cell_life as rules
from bontot_desktop.rules.cell_life import Ending, Step
from bontot_desktop.rules.members import MemberStatus, StatusPeriod

ON = date(2026, 10, 1)
TODAY = date(2026, 11, 21)
EVE = date(2026, 9, 30)
A, B, C = 1, 2, 3


def period(status, cell=A, from_on=date(2010, 1, 1), to_on=None):
    return StatusPeriod(status, cell, from_on, to_on)


def steps(*periods, leaving=(A, B), joining=(A, B)):
    return rules.steps(periods, leaving, joining, ON)


@pytest.mark.parametrize("status", [status for status in MemberStatus if status is not MemberStatus.TEMP_IN])
def test_every_status_ends_the_day_before_and_goes_on(status):
    assert steps(period(status)) == [Step(0, EVE, goes_on=True)]


def test_a_status_of_unknown_beginning_is_carried_over_too():
    assert steps(period(MemberStatus.FULL, from_on=None)) == [Step(0, EVE, goes_on=True)]


def test_what_ended_before_stays_as_it_was():
    assert steps(period(MemberStatus.PROBATIONARY, to_on=EVE)) == []


def test_what_begins_later_begins_in_the_new_cell():
    later = period(MemberStatus.FULL, from_on=date(2026, 11, 1))
    now = period(MemberStatus.PROBATIONARY, to_on=date(2026, 10, 31))
    assert steps(now, later) == [Step(0, EVE, goes_on=True), Step(1, None, goes_on=True)]


def test_what_stands_in_another_cell_is_not_touched():
    assert steps(period(MemberStatus.FULL, C)) == []


def test_a_temporary_stay_between_cells_that_become_one_ends_at_both_ends():
    found = steps(period(MemberStatus.FULL), period(MemberStatus.TEMP_OUT), period(MemberStatus.TEMP_IN, B))
    assert found == [Step(0, EVE, goes_on=True), Step(1, EVE, goes_on=False), Step(2, EVE, goes_on=False)]


def test_a_temporary_stay_ends_too_when_it_is_in_the_cell_that_takes_the_other_in():
    found = steps(period(MemberStatus.FULL), period(MemberStatus.TEMP_IN, B), leaving=(A,))
    assert found == [Step(0, EVE, goes_on=True), Step(1, EVE, goes_on=False)]


def test_a_temporary_stay_elsewhere_goes_on():
    found = steps(period(MemberStatus.FULL), period(MemberStatus.TEMP_OUT), period(MemberStatus.TEMP_IN, C))
    assert [step.goes_on for step in found] == [True, True]


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        (Ending("Chi bộ A", dissolved_on=date(2026, 7, 1)), "đã kết thúc hoạt động từ ngày 01/07/2026"),
        (Ending("Chi bộ A", founded_on=ON), "mới thành lập ngày 01/10/2026"),
        (Ending("Chi bộ A", last_meeting_on=ON), "sớm nhất là 02/10/2026"),
        (Ending("Chi bộ A", last_paper_on=date(2026, 10, 4)), "đã có văn bản ngày 04/10/2026"),
        (Ending("Chi bộ A", named_from=ON), "mang tên này từ 01/10/2026"),
        (Ending("Chi bộ A", later=(("Bí thư Lê Thử", ON),)), "Bí thư Lê Thử từ 01/10/2026"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_the_reason(ending, words):
    (problem,) = rules.day_problems(ON, TODAY, [Ending("Chi bộ B"), ending], "sáp nhập")
    assert problem.field == "on"
    assert words in problem.sentence


def test_a_day_is_wanted_and_not_in_the_future():
    (missing,) = rules.day_problems(None, TODAY, [], "chia tách")
    assert missing.sentence == "Chưa có ngày chia tách có hiệu lực."
    (future,) = rules.day_problems(date(2026, 12, 1), TODAY, [], "chia tách")
    assert "ở sau hôm nay" in future.sentence


def test_a_day_after_all_that_happened_will_do():
    ending = Ending("Chi bộ A", date(2020, 1, 1), last_meeting_on=EVE, last_paper_on=EVE, named_from=date(2025, 7, 1))
    assert rules.day_problems(ON, TODAY, [ending], "sáp nhập") == []


def test_what_moves_is_said_in_one_sentence():
    assert rules.members_move(rules.counted(34, 2), ["Chi bộ A", "Chi bộ B"], "Chi bộ C", ON) == (
        "36 đảng viên (34 chính thức, 2 dự bị) của 2 chi bộ (Chi bộ A và Chi bộ B) chuyển sang Chi bộ C "
        "từ ngày 01/10/2026."
    )
    assert rules.counted(3, 0, 1) == "3 đảng viên (3 chính thức, 0 dự bị) và 1 đồng chí sinh hoạt tạm thời"


def test_a_decision_without_number_or_after_its_effect_is_warned_of():
    assert rules.decision_warnings("", None, ON) == ["Chưa ghi số quyết định."]
    assert rules.decision_warnings("52-QĐ/ĐU", date(2026, 10, 2), ON)
    assert rules.decision_warnings("52-QĐ/ĐU", EVE, ON) == []
    assert rules.decision_words("52-QĐ/ĐU", EVE) == "Quyết định số 52-QĐ/ĐU ngày 30/09/2026"
    assert rules.decision_words("", None) == ""


def test_a_cell_made_anew_registers_within_thirty_days_of_the_decision():
    assert rules.register_again_until(EVE, ON) == date(2026, 10, 30)
    assert rules.register_again_until(None, ON) == date(2026, 10, 31)
