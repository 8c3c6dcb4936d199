"""Who is rated, what points and conditions suggest, and which faults count: vectors 6, 9, 15, 16 of recognition §14."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.rules import faults, rating_caps
from bontot_desktop.rules.faults import Fault
from bontot_desktop.rules.member_records import Penalty
from bontot_desktop.rules.members import MemberStatus, Situation
from bontot_desktop.rules.rating_caps import CapSettings
from bontot_desktop.rules.rating_suggestions import (
    Facts,
    Subject,
    level_needs_reason,
    rules_of,
    suggest,
    task_problems,
)
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.rules.shares import is_rounded, percent, shares
from bontot_desktop.rules.year_ratings import (
    NOBODY,
    NotEvaluated,
    above,
    belongs,
    not_evaluated,
    tally,
    told,
)

CUT_OFF = date(2026, 12, 31)
X, T, H, K = QualityLevel
FULL = Situation(is_full=True, status=MemberStatus.FULL)
PROBATIONARY = Situation(is_full=False, status=MemberStatus.PROBATIONARY)


def points(value: float | str, **more) -> Facts:
    return Facts(points=Decimal(str(value)), **more)


def done(value: float | str, total: int, finished: int, over: int = 0, late: int = 0, **more) -> Facts:
    return points(
        value, tasks_total=total, tasks_done=finished, tasks_over=over, tasks_late=late, faults_mended=True, **more
    )


# Who is evaluated


def test_vector_6_thirty_members_of_whom_twenty_four_are_evaluated():
    lines = [(NotEvaluated.EXEMPT, None)] * 3 + [(NotEvaluated.SUSPENDED, None)] + [(NotEvaluated.NEW, None)] * 2
    lines += [(None, X)] * 4 + [(None, T)] * 18 + [(None, H)] * 2
    counted = tally(lines)
    assert (counted.total, counted.evaluated, counted.rated, counted.waiting) == (30, 24, 24, 0)
    assert shares(counted.levels()) == [Decimal("16.67"), Decimal("75.00"), Decimal("8.33"), Decimal("0.00")]
    assert percent(counted.excellent, counted.good) == Decimal("22.22")
    (cap,) = rating_caps.caps([("", level) for _, level in lines if level], CapSettings())
    assert cap.is_over
    assert told(counted) == (
        "30 đảng viên: 3 miễn, 1 đình chỉ, 2 chưa đủ 6 tháng; 24 được đánh giá: HTXSNV 4, HTTNV 18, HTNV 2, KHTNV 0."
    )


@pytest.mark.parametrize(
    ("admitted", "why"),
    [
        (date(2026, 7, 10), NotEvaluated.NEW),
        (date(2026, 6, 25), None),
        (date(2026, 6, 30), None),
        (date(2026, 7, 1), NotEvaluated.NEW),
        (None, None),
    ],
)
def test_vector_16_six_months_run_from_the_admission_to_the_cut_off(admitted, why):
    assert not_evaluated(PROBATIONARY, admitted, CUT_OFF) is why


def test_the_months_before_a_rating_are_the_choice_of_the_office():
    assert not_evaluated(PROBATIONARY, date(2026, 6, 25), CUT_OFF, months=12) is NotEvaluated.NEW


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (MemberStatus.EXEMPT, NotEvaluated.EXEMPT),
        (MemberStatus.SUSPENDED, NotEvaluated.SUSPENDED),
        (MemberStatus.TEMP_OUT, None),
        (MemberStatus.SPECIAL_DUTY, None),
    ],
)
def test_who_is_exempt_or_suspended_is_not_evaluated_and_who_is_away_is_in_the_official_cell(status, why):
    assert not_evaluated(Situation(is_full=True, status=status), None, CUT_OFF) is why


def test_who_only_meets_here_for_a_time_belongs_to_another_cell():
    assert not belongs(Situation(is_full=True, status=MemberStatus.TEMP_IN))
    assert not belongs(None)
    assert belongs(FULL)


def test_a_level_of_somebody_not_evaluated_does_not_count_and_cells_add_up():
    counted = tally([(NotEvaluated.OTHER, X), (None, None)])
    assert (counted.evaluated, counted.rated, counted.waiting, counted.other) == (1, 0, 1, 1)
    assert (counted + NOBODY) == counted
    assert told(counted).endswith("còn 1 chưa xếp loại.")


# What is suggested


def test_vector_9_ninety_two_points_with_a_quarter_exceeded_suggest_good():
    found = suggest(done(92, 20, 20, over=5), 2026, Subject.CELL)
    assert found.level is T
    assert found.reasons == ("Vượt mức 25 % nhiệm vụ: vượt mức < 30 %.",)


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        (points(90), X),
        (points("89.9"), T),
        (points(70), T),
        (points("69.9"), H),
        (points(50), H),
        (points("49.9"), K),
        (done(95, 10, 10, over=3), X),
        (done(95, 10, 10, over=2), T),
        (done(95, 10, 10, over=3, late=1), H),
        (done(95, 10, 9, over=3), H),
        (done(95, 10, 7, over=3), H),
        (Facts(), None),
        (Facts(listed_case="Kết luận mất đoàn kết"), K),
        (points(95, faults_mended=False), T),
        (points(95, listed_case="Kết luận suy thoái"), K),
    ],
)
def test_the_worse_of_points_and_conditions_is_suggested(facts, level):
    assert suggest(facts, 2026, Subject.CELL).level is level


@pytest.mark.parametrize(
    ("subject", "finished", "level"),
    [
        (Subject.CELL, 69, K),
        (Subject.CELL, 70, H),
        (Subject.MEMBER, 69, H),
        (Subject.MEMBER, 50, H),
        (Subject.MEMBER, 49, K),
    ],
)
def test_too_few_tasks_done_fail_a_cell_sooner_than_a_member(subject, finished, level):
    assert suggest(done(80, 100, finished), 2026, subject).level is level


def test_what_the_rules_leave_open_is_asked_and_not_decided():
    found = suggest(done(80, 10, 9), 2026, Subject.CELL)
    assert "không nêu mức" in " ".join(found.questions)
    late = suggest(done(80, 10, 10, late=3), 2026, Subject.CELL)
    assert "Chậm quá 20 %" in " ".join(late.questions)


def test_the_best_level_names_the_conditions_nothing_was_written_for():
    assert "Chưa ghi số nhiệm vụ" in " ".join(suggest(points(92), 2026, Subject.MEMBER).questions)
    assert not suggest(done(92, 10, 10, over=3), 2026, Subject.MEMBER).questions


@pytest.mark.parametrize(("year", "over", "level"), [(2024, 4, T), (2024, 5, X), (2025, 3, X)])
def test_an_old_year_is_rated_by_its_own_rules(year, over, level):
    assert suggest(done(95, 10, 10, over=over), year, Subject.CELL).level is level
    assert rules_of(year).source == ("Quy định 124-QĐ/TW" if year < 2025 else "Quy định 366-QĐ/TW")


def test_under_the_older_rules_half_of_the_tasks_keep_a_cell_from_the_lowest_level():
    assert suggest(done(80, 10, 5), 2024, Subject.CELL).level is H
    assert suggest(done(80, 10, 4), 2024, Subject.CELL).level is K


def test_another_level_than_suggested_needs_a_text():
    found = suggest(points(80), 2026, Subject.CELL)
    assert level_needs_reason(X, found)
    assert not level_needs_reason(T, found)
    assert not level_needs_reason(X, suggest(Facts(), 2026, Subject.CELL))


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        (Facts(tasks_done=3), ["tasks_done"]),
        (Facts(tasks_total=3, tasks_done=4), ["tasks_done"]),
        (Facts(tasks_total=5, tasks_done=3, tasks_over=4), ["tasks_over"]),
        (Facts(tasks_total=5, tasks_done=5, tasks_over=2, tasks_late=6), ["tasks_late"]),
        (Facts(tasks_total=5, tasks_done=5, tasks_over=2, tasks_late=1), []),
    ],
)
def test_counts_of_tasks_that_cannot_be_are_named(facts, fields):
    assert [field for field, _ in task_problems(facts)] == fields


@pytest.mark.parametrize(("party", "state", "expected"), [(X, T, True), (T, T, False), (H, T, False), (T, None, False)])
def test_a_level_above_that_of_the_official_is_noticed(party, state, expected):
    assert above(party, state) is expected


# Faults


def test_vector_15_a_fault_of_an_earlier_year_in_the_old_commune_is_flagged_and_does_not_count():
    old = Fault("Nguyễn Văn Ví Dụ", Penalty.REPRIMAND, date(2026, 12, 3), 2024, "Đảng bộ xã Mẫu cũ")
    assert faults.counting([old], 2026) == []
    found = suggest(points(80, faults=(old,)), 2026, Subject.MEMBER)
    assert found.level is T
    assert found.questions == (
        "Bị khiển trách ngày 03/12/2026 về vi phạm năm 2024; vi phạm ở Đảng bộ xã Mẫu cũ, tính cho nơi ấy: "
        "hãy xem có thuộc trường hợp loại trừ không.",
    )


@pytest.mark.parametrize(
    "fault",
    [
        Fault("A", Penalty.WARNING, date(2026, 5, 1), fault_year=2025, counted_in_year=2025),
        Fault("A", Penalty.WARNING, date(2026, 5, 1), is_self_reported=True, is_remedied=True),
    ],
)
def test_a_fault_counted_before_or_mended_by_oneself_is_asked_about(fault):
    assert faults.exceptions(fault, 2026)
    assert faults.counting([fault], 2026) == []


def test_a_fault_of_this_year_makes_a_member_the_lowest_and_keeps_a_cell_from_the_best():
    fault = Fault("Nguyễn Văn Ví Dụ", Penalty.WARNING, date(2026, 5, 1))
    assert suggest(points(95, faults=(fault,)), 2026, Subject.MEMBER).level is K
    cell = suggest(points(95, faults=(fault,)), 2026, Subject.CELL)
    assert cell.level is T
    assert "Đồng chí Nguyễn Văn Ví Dụ bị cảnh cáo ngày 01/5/2026." in cell.reasons[0]
    assert "liên quan chức trách" in cell.questions[0]


def test_a_fault_of_an_earlier_year_not_counted_before_counts_now():
    fault = Fault("A", Penalty.WARNING, date(2026, 5, 1), fault_year=2025)
    assert faults.counting([fault], 2026) == [fault]


# Percentages


def test_percentages_of_a_table_add_to_a_hundred_by_the_largest_remainder():
    assert shares([1, 1, 1]) == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
    assert sum(shares([2, 3, 2])) == 100
    assert is_rounded([1, 1, 1])
    assert not is_rounded([4, 18, 2, 0])
    assert shares([0, 0]) == [0, 0]
    assert percent(1, 0) is None
