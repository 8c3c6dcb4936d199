"""What a member must have for “Đảng viên 5 tốt”, each refusal with its sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.rules import member_titles as rules
from bontot_desktop.rules.faults import Fault
from bontot_desktop.rules.member_records import Penalty
from bontot_desktop.rules.member_titles import Frame, Known, MemberRules, Typed
from bontot_desktop.rules.recognition import EntryState, QualityLevel, Severity
from bontot_desktop.rules.year_ratings import NotEvaluated

DAY = date(2026, 11, 10)
FRAME = Frame(2026, date(2026, 12, 1), date(2026, 12, 31), tuple("12345"), MemberRules(), date(2026, 3, 10))
GOOD = Typed(date(2026, 3, 5), frozenset("12345"), DAY, 10, 18, EntryState.PROPOSED)
RATED = Known(level=QualityLevel.GOOD)


def fault(**facts):
    return Fault("Nguyễn Văn Ví Dụ", Penalty.REPRIMAND, date(2026, 6, 12), **facts)


def sentences(typed=GOOD, known=RATED, frame=FRAME):
    return [sentence for _, sentence in rules.problems(typed, known, frame)]


def test_five_criteria_a_good_rating_no_discipline_and_more_than_half_make_a_proposal():
    assert sentences() == []
    assert rules.may_be_proposed(GOOD, RATED, FRAME)
    assert rules.doubts(GOOD, RATED, FRAME) == []


@pytest.mark.parametrize(
    ("typed", "known", "said"),
    [
        (replace(GOOD, registered_on=None), RATED, "Chưa đăng ký thì không xét được"),
        (replace(GOOD, passed=frozenset("125")), RATED, "Chưa đạt tiêu chí 3, 4; đạt đủ 5 tiêu chí"),
        (GOOD, Known(level=QualityLevel.COMPLETED), "dưới mức “Hoàn thành tốt nhiệm vụ” nên không đề nghị được"),
        (
            GOOD,
            Known(level=QualityLevel.GOOD, faults=(fault(),)),
            "Bị khiển trách ngày 12/6/2026. Bị kỷ luật trong năm",
        ),
        (replace(GOOD, votes_for=9), RATED, "Mới có 9/18 đảng viên chính thức tán thành, cần quá nửa"),
        (replace(GOOD, votes_for=None), RATED, "Chưa ghi biểu quyết của chi bộ"),
        (GOOD, Known(NotEvaluated.SUSPENDED), "bị đình chỉ sinh hoạt đảng"),
        (GOOD, Known(NotEvaluated.NEW), "mới kết nạp chưa đủ 6 tháng"),
        (GOOD, Known(level=QualityLevel.GOOD, is_gone=True), "không còn sinh hoạt ở chi bộ này"),
    ],
)
def test_whoever_lacks_something_is_not_proposed_and_the_sentence_says_what(typed, known, said):
    (sentence,) = sentences(typed, known)
    assert said in sentence


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (replace(GOOD, registered_on=date(2026, 12, 2)), "Ngày đăng ký ở sau hôm nay"),
        (replace(GOOD, registered_on=date(2021, 3, 5)), "không thuộc đợt thi đua năm 2026"),
        (replace(GOOD, voted_on=date(2026, 12, 5)), "Ngày chi bộ họp ở sau hôm nay"),
        (replace(GOOD, voted_on=date(2025, 12, 5)), "Ngày chi bộ họp ở trước năm 2026"),
        (replace(GOOD, voted_on=date(2026, 2, 1)), "Ngày đăng ký ở sau ngày chi bộ họp (01/02/2026)"),
        (replace(GOOD, voted_on=None), "hãy ghi ngày chi bộ họp"),
        (replace(GOOD, votes_for=19), "Số tán thành 19 nhiều hơn 18"),
    ],
)
def test_days_that_have_not_come_and_votes_that_cannot_be_are_refused(typed, said):
    assert said in sentences(typed)[0]


def test_not_proposing_asks_for_the_reason_and_suggests_the_one_it_knows():
    refused = replace(GOOD, passed=frozenset("1235"), conclusion=EntryState.NOT_PROPOSED)
    assert sentences(refused) == ["Không đề nghị thì hãy ghi lý do, ví dụ: chưa đạt tiêu chí 4."]
    assert sentences(replace(refused, reason="Chậm đảng phí")) == []
    assert rules.suggested_reason(GOOD, Known(level=QualityLevel.COMPLETED), FRAME) == "xếp loại “Hoàn thành nhiệm vụ”"
    assert rules.suggested_reason(replace(GOOD, votes_for=9), RATED, FRAME) == "chỉ có 9/18 tán thành"
    assert rules.suggested_reason(GOOD, RATED, FRAME) == ""


def test_the_office_may_ask_for_another_level_or_only_note_discipline():
    lax = replace(FRAME, rules=MemberRules(QualityLevel.COMPLETED, Severity.SOFT))
    known = Known(level=QualityLevel.COMPLETED, faults=(fault(),))
    assert sentences(GOOD, known, lax) == []
    assert rules.doubts(GOOD, known, lax) == ["Bị khiển trách ngày 12/6/2026."]
    assert sentences(GOOD, Known(level=QualityLevel.NOT_COMPLETED), replace(FRAME, rules=MemberRules(None, None))) == []


def test_a_fault_of_another_unit_is_told_and_does_not_stop():
    known = Known(level=QualityLevel.GOOD, faults=(fault(unit="Đảng bộ phường Khác"),))
    assert sentences(GOOD, known) == []
    assert "vi phạm ở Đảng bộ phường Khác" in rules.doubts(GOOD, known, FRAME)[0]


def test_late_registration_and_a_missing_rating_are_told():
    late = replace(GOOD, registered_on=date(2026, 3, 20))
    assert rules.doubts(late, Known(), FRAME) == ["Đăng ký sau hạn 10/03/2026.", "Chưa xếp loại năm 2026."]


def test_a_line_nothing_was_typed_in_asks_nothing():
    assert rules.problems(Typed(), Known(), FRAME) == []
    assert rules.doubts(Typed(), Known(), FRAME) == []


def test_members_are_counted_by_where_they_stand():
    states = [EntryState.REGISTERED, EntryState.PROPOSED, EntryState.RECOGNISED, EntryState.NOT_PROPOSED]
    counted = rules.count(20, states, [False, True, True, False])
    assert counted == rules.MemberCount(20, 4, 2, 2, 1, 1)
    assert counted + counted == rules.MemberCount(40, 8, 4, 4, 2, 2)
