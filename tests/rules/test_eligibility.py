"""Every rule of recognition.md §4 says of a cell what is so, in a sentence with its figures, and how it counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.rules import eligibility as rules
from bontot_desktop.rules.cases import CaseFacts, CaseKind, Outcome
from bontot_desktop.rules.criteria import Criterion, SetFacts
from bontot_desktop.rules.criteria_scoring import Given, score
from bontot_desktop.rules.criteria_shortfalls import shortfalls
from bontot_desktop.rules.eligibility import CellFacts, SetAside
from bontot_desktop.rules.eligibility_rules import (
    RULES,
    Parameter,
    RuleSetting,
    fault,
    parameter_words,
    rule_of,
    settings,
    usual,
)
from bontot_desktop.rules.faults import Fault
from bontot_desktop.rules.member_records import Penalty
from bontot_desktop.rules.recognition import EntryState, QualityLevel, Reason, RuleResult, Scoring, Severity
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.rules.year_ratings import Tally

PASSED, FAILED, WARNED, UNKNOWN = RuleResult.PASSED, RuleResult.FAILED, RuleResult.WARNED, RuleResult.UNKNOWN
DAY = date(2026, 12, 10)


def tally(*, excellent=4, good=16, completed=0, not_completed=0, waiting=0):
    total = excellent + good + completed + not_completed + waiting
    return Tally(total, 0, 0, 0, 0, excellent, good, completed, not_completed, waiting)


#: A cell that nothing speaks against.
GOOD = CellFacts(
    state=EntryState.VERIFIED,
    year=2026,
    registered_on=date(2026, 3, 5),
    register_until=date(2026, 3, 10),
    rating=QualityLevel.GOOD,
    members=tally(),
    regular_held=12,
    themed=(2, 5, 8, 11),
    meeting_level=Rating.GOOD,
    total=Decimal(90),
    pass_total=Decimal(80),
    submitted_on=date(2026, 12, 1),
    dossier_until=date(2026, 12, 5),
    owing=0,
    faults_mended=True,
)


def judged(code, setting=None, **changed):
    held = settings([setting] if setting else [])
    return next((one for one in rules.judge(replace(GOOD, **changed), held) if one.code == code), None)


def with_parameter(code, figure):
    return replace(usual(rule_of(code)), parameter=Decimal(figure))


def says(code, result, sentence, reason=None, setting=None, **changed):
    found = judged(code, setting, **changed)
    assert (found.result, found.sentence) == (result, sentence)
    if reason is not None:
        assert found.reason is reason
    return found


def disciplined(**about):
    return Fault("Nguyễn Văn Ví Dụ", Penalty.REPRIMAND, DAY, **about)


def test_a_good_cell_meets_every_rule_and_each_says_so():
    found = rules.judge(GOOD)
    assert [one.result for one in found] == [PASSED] * len(found)
    assert [one.code for one in found] == [rule.code for rule in RULES if rule.code not in ("E04a", "E19")]
    assert all(one.sentence.endswith(".") for one in found)


def test_e01_a_cell_that_did_not_register_is_told_only_that():
    (one,) = rules.judge(replace(GOOD, state=EntryState.NOT_REGISTERED, rating=None))
    assert (one.code, one.result, one.reason) == ("E01", FAILED, Reason.R01)
    assert one.sentence == "Chi bộ chưa đăng ký thi đua trong năm."
    says("E01", FAILED, "Chi bộ đã rút đăng ký thi đua.", Reason.R13, state=EntryState.WITHDRAWN)
    says("E01", PASSED, "Đã đăng ký thi đua ngày 05/3/2026.")
    assert rules.judge(replace(GOOD, state=EntryState.CLOSED_REORG)) == []


def test_e02_a_late_registration_is_only_a_warning():
    says("E02", WARNED, "Đăng ký ngày 15/3/2026, sau hạn 10/3/2026.", is_late=True, registered_on=date(2026, 3, 15))


def test_e03_the_rating_of_the_year_has_to_be_there_and_good_enough():
    says("E03", PASSED, 'Chi bộ xếp loại "Hoàn thành tốt nhiệm vụ".')
    sentence = 'Chi bộ xếp loại "Hoàn thành nhiệm vụ", cần từ "Hoàn thành tốt nhiệm vụ".'
    says("E03", FAILED, sentence, Reason.R05, rating=QualityLevel.COMPLETED)
    unknown = says("E03", UNKNOWN, "Chi bộ chưa có kết quả xếp loại chất lượng của năm.", Reason.R05, rating=None)
    assert unknown.is_against
    assert not unknown.may_set_aside


def test_e03_asks_the_level_of_the_campaign():
    sentence = 'Chi bộ xếp loại "Hoàn thành tốt nhiệm vụ", cần từ "Hoàn thành xuất sắc nhiệm vụ".'
    says("E03", FAILED, sentence, setting=with_parameter("E03", 4))


def test_e04_a_member_disciplined_for_a_fault_in_the_cell_bars_it():
    says(
        "E04",
        FAILED,
        "Đồng chí Nguyễn Văn Ví Dụ bị khiển trách ngày 10/12/2026.",
        Reason.R06,
        faults=(disciplined(),),
    )
    assert judged("E04a", faults=(disciplined(),)) is None


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"unit": "Chi bộ cũ"}, "vi phạm ở Chi bộ cũ, tính cho nơi ấy"),
        ({"counted_in_year": 2025}, "đã tính khi xếp loại năm 2025"),
        ({"is_self_reported": True, "is_remedied": True}, "tự phát hiện và đã khắc phục xong"),
    ],
)
def test_e04a_a_ground_for_an_exception_is_asked_about_and_not_taken_for_granted(about, why):
    found = judged("E04a", faults=(disciplined(**about),))
    assert found.result is FAILED
    assert found.may_set_aside
    assert why in found.sentence
    assert judged("E04", faults=(disciplined(**about),)).result is PASSED


def test_vector_15_a_fault_of_2024_in_the_old_commune_counts_there_and_the_exception_is_asked():
    fault_ = disciplined(fault_year=2024, unit="Đảng bộ xã Cũ")
    assert judged("E04", faults=(fault_,)).result is PASSED
    says(
        "E04a",
        FAILED,
        "Đồng chí Nguyễn Văn Ví Dụ bị khiển trách ngày 10/12/2026 về vi phạm năm 2024; vi phạm ở Đảng bộ xã Cũ, tính "
        "cho nơi ấy: hãy xem có thuộc trường hợp loại trừ không.",
        Reason.R06,
        faults=(fault_,),
    )


def test_e05_a_member_of_the_committee_disciplined_knows_no_exception():
    found = says(
        "E05",
        FAILED,
        "Cấp ủy viên bị kỷ luật: đồng chí Nguyễn Văn Ví Dụ bị khiển trách ngày 10/12/2026; không xét loại trừ.",
        Reason.R06,
        committee_faults=(disciplined(unit="Chi bộ cũ"),),
    )
    assert not found.may_set_aside


@pytest.mark.parametrize(
    ("outcome", "reason", "words"),
    [
        (Outcome.DISUNITY, Reason.R14, "mất đoàn kết nội bộ"),
        (Outcome.CORRUPTION, Reason.R99, "tham nhũng, lãng phí, tiêu cực"),
    ],
)
def test_e06_a_conclusion_of_the_competent_body_bars_the_year_it_was_made_in(outcome, reason, words):
    case = CaseFacts(CaseKind.CONCLUSION, date(2026, 9, 1), "Ủy ban Kiểm tra", "12-KL/UBKT", date(2026, 10, 1), outcome)
    sentence = f"Chi bộ bị kết luận {words}, theo kết luận số 12-KL/UBKT ngày 01/10/2026 của Ủy ban Kiểm tra."
    says("E06", FAILED, sentence, reason, cases=(case,))
    assert judged("E06", cases=(replace(case, outcome=Outcome.MINOR),)).result is PASSED
    assert judged("E06", cases=(replace(case, concluded_on=date(2025, 10, 1)),)).result is PASSED


def test_e07_more_members_below_the_lowest_level_than_allowed_bar_it():
    says("E07", PASSED, "Không có đảng viên nào không hoàn thành nhiệm vụ.")
    sentence = "Có 1 đảng viên xếp loại “Không hoàn thành nhiệm vụ”."
    says("E07", FAILED, sentence, Reason.R07, members=tally(not_completed=1))
    allowed = "1 đảng viên xếp loại “Không hoàn thành nhiệm vụ”, cho phép nhiều nhất 1."
    says("E07", PASSED, allowed, setting=with_parameter("E07", 1), members=tally(not_completed=1))
    says("E07", UNKNOWN, "Còn 2/22 đảng viên chưa xếp loại.", members=tally(waiting=2))
    unknown = says("E07", UNKNOWN, "Chưa có kết quả xếp loại đảng viên của chi bộ.", members=None)
    assert not unknown.is_against


def test_e08_the_share_of_members_rated_good_is_reached_inclusively():
    words = "đảng viên được xếp loại từ hoàn thành tốt nhiệm vụ trở lên"
    says("E08", PASSED, f"20/25 {words} (80 %).", members=tally(completed=5))
    says("E08", FAILED, f"20/26 {words} (76,92 %), cần từ 80 %.", Reason.R07, members=tally(completed=6))


def test_e08_waits_while_those_not_rated_yet_may_decide_it():
    says("E08", UNKNOWN, "Còn 1/26 đảng viên chưa xếp loại.", members=tally(completed=5, waiting=1))
    assert judged("E08", members=tally(completed=4, waiting=1)).result is PASSED
    assert judged("E08", members=tally(excellent=0, completed=9, waiting=1)).result is FAILED


def test_e09_regular_meetings_are_asked_less_the_months_before_the_cell_was_founded():
    says("E09", FAILED, "Chi bộ mới sinh hoạt thường kỳ 11 kỳ, cần 12 kỳ.", Reason.R08, regular_held=11)
    says("E09", PASSED, "Sinh hoạt thường kỳ 5 kỳ, cần 5 kỳ.", regular_held=5, months_before=7)
    told = "Sinh hoạt thường kỳ 11 kỳ, cần 11 kỳ đến hết tháng 11."
    says("E09", PASSED, told, regular_held=11, months_to_come=1)
    assert judged("E09", regular_held=10, months_to_come=1).result is FAILED
    unknown = judged("E09", regular_held=None)
    assert (unknown.result, unknown.is_against) == (UNKNOWN, False)


def test_e10_themed_meetings_are_four_and_one_each_quarter():
    says("E10", PASSED, "Sinh hoạt chuyên đề 4 kỳ, cần 4 kỳ.")
    few = "Chi bộ sinh hoạt chuyên đề 3 kỳ, cần 4 kỳ; quý IV chưa có."
    says("E10", WARNED, few, Reason.R08, themed=(1, 4, 7))
    gap = "Chi bộ sinh hoạt chuyên đề 4 kỳ; quý III, IV chưa có."
    says("E10", WARNED, gap, themed=(1, 2, 4, 5))
    assert judged("E10", themed=(8, 11), months_before=6).result is PASSED
    assert judged("E10", themed=None).result is UNKNOWN


def test_e11_the_level_of_the_year_s_meetings_is_at_least_kha():
    assert judged("E11", meeting_level=Rating.FAIR).result is PASSED
    sentence = "Chất lượng sinh hoạt cả năm xếp “Trung bình”, cần từ “Khá”."
    says("E11", WARNED, sentence, Reason.R08, meeting_level=Rating.AVERAGE)
    assert judged("E11", meeting_level=None).result is UNKNOWN


#: SET B (recognition.md §5.3) reduced to one criterion a group.
SET_B = SetFacts(
    Scoring.POINTS,
    tuple(
        criterion
        for number, title, maximum in (
            ("1", "Hoàn thành tốt nhiệm vụ chính trị", 35),
            ("2", "Chất lượng sinh hoạt tốt", 25),
            ("3", "Đoàn kết, kỷ luật tốt", 20),
            ("4", "Cán bộ, đảng viên tốt", 20),
        )
        for criterion in (
            Criterion(number, title, Decimal(maximum), is_group=True),
            Criterion(f"{number}.1", f"Tiêu chí {number}.1", Decimal(maximum)),
        )
    ),
    Decimal(100),
    Decimal(80),
    Decimal(70),
    Decimal("0.5"),
)


def lacking(*points):
    codes = ("1.1", "2.1", "3.1", "4.1")
    given = {code: Given(Decimal(str(one))) for code, one in zip(codes, points, strict=False)}
    return {"shortfalls": tuple(shortfalls(score(SET_B, given), SET_B))}


def test_vector_10_e12_eighty_six_points_do_not_help_a_group_below_its_minimum():
    found = says(
        "E12", FAILED, "Nhóm 2 (Chất lượng sinh hoạt tốt) được 14 điểm, cần từ 17,5.", Reason.R04,
        **lacking(33, 14, 20, 19),
    )  # fmt: skip
    assert found.figures == {"2": "14/17,5"}
    assert judged("E13", **lacking(33, 14, 20, 19)).result is PASSED


def test_e12_while_points_are_missing_nothing_is_said_of_the_groups_and_the_cell_waits():
    found = says("E12", UNKNOWN, "Còn 1 tiêu chí chưa có kết quả thẩm định: 4.1.", Reason.R02, **lacking(33, 20, 20))
    assert found.is_against
    assert judged("E13", **lacking(33, 20, 20)) is None


def test_e13_a_total_below_the_threshold_says_both_figures():
    says("E13", FAILED, "Tổng điểm thẩm định 79,5, mức quy định 80.", Reason.R03, **lacking("24.5", "17.5", "18.5", 19))


def test_e13_is_not_asked_of_a_set_without_points():
    assert judged("E13", pass_total=None) is None


def test_e14_a_dossier_that_is_late_or_not_whole_is_a_warning():
    sentence = "Hồ sơ còn thiếu Bản đăng ký; hồ sơ nộp ngày 08/12/2026, sau hạn 05/12/2026."
    says(
        "E14",
        WARNED,
        sentence,
        Reason.R02,
        submitted_on=date(2026, 12, 8),
        is_late_dossier=True,
        missing_papers=("Bản đăng ký",),
    )
    says("E14", WARNED, "Chưa nhận hồ sơ của chi bộ.", submitted_on=None)


def test_e15_what_is_under_way_bars_and_is_not_set_aside():
    case = CaseFacts(CaseKind.DENUNCIATION, date(2026, 11, 5), "Ủy ban Kiểm tra Đảng ủy")
    sentence = "Đang giải quyết tố cáo nhận ngày 05/11/2026 (Ủy ban Kiểm tra Đảng ủy)."
    found = says("E15", FAILED, sentence, Reason.R09, cases=(case,))
    assert not found.may_set_aside
    assert judged("E15", cases=(replace(case, concluded_on=DAY, outcome=Outcome.NONE),)).result is PASSED
    says("E15", FAILED, "Hồ sơ đang tạm dừng xét.", state=EntryState.ON_HOLD)


def test_e16_dues_not_paid_are_a_warning():
    says("E16", WARNED, "Có 2 lượt đảng viên chưa nộp đảng phí.", owing=2)
    assert judged("E16", owing=None).result is UNKNOWN


def test_e17_faults_of_the_last_review_not_mended_are_a_warning():
    says("E17", WARNED, "Chưa khắc phục hết hạn chế nêu ở kỳ kiểm điểm trước.", faults_mended=False)
    assert judged("E17", faults_mended=None).result is UNKNOWN


def test_e18_a_cell_made_in_the_year_waits_until_it_has_lived_long_enough():
    says("E18", FAILED, "Chi bộ mới hoạt động 3 tháng trong năm, cần từ 6 tháng.", Reason.R12, months=3)
    assert judged("E18", months=6).result is PASSED
    assert judged("E18", with_parameter("E18", 0), months=0).result is PASSED


@pytest.mark.parametrize(
    ("recognised", "result", "sentence"),
    [
        (8, PASSED, "8/10 chi bộ được đề nghị công nhận (80 %), trong mức cho phép nhiều nhất 8 chi bộ (80 %)."),
        (9, FAILED, "9/10 chi bộ được đề nghị công nhận (90 %), quá mức cho phép nhiều nhất 8 chi bộ (80 %)."),
    ],
)
def test_e19_the_list_is_held_against_its_cap(recognised, result, sentence):
    found = rules.judge_share(recognised, 10, with_parameter("E19", 80))
    assert (found.result, found.sentence, found.reason) == (result, sentence, Reason.R11)


def test_e19_without_a_cap_nothing_is_said():
    assert rules.judge_share(10, 10, usual(rule_of("E19"))) is None


# How a rule counts


def test_a_rule_that_is_off_is_not_judged():
    assert judged("E03", replace(usual(rule_of("E03")), is_on=False), rating=None) is None


def test_a_soft_rule_warns_and_a_hard_one_bars():
    hard, soft = judged("E09", regular_held=3), judged("E10", themed=())
    assert (hard.result, hard.is_against) == (FAILED, True)
    assert (soft.result, soft.is_against) == (WARNED, False)
    softened = RuleSetting("E09", True, Severity.SOFT, Decimal(12))
    assert judged("E09", softened, regular_held=3).result is WARNED


def test_the_office_s_own_words_come_before_the_figures():
    own = replace(usual(rule_of("E09")), message="Kế hoạch 05 yêu cầu họp đủ 12 kỳ.")
    sentence = "Kế hoạch 05 yêu cầu họp đủ 12 kỳ. Chi bộ mới sinh hoạt thường kỳ 3 kỳ, cần 12 kỳ."
    says("E09", FAILED, sentence, setting=own, regular_held=3)
    assert judged("E09", own).sentence == "Sinh hoạt thường kỳ 12 kỳ, cần 12 kỳ."


def test_a_decision_to_set_a_rule_aside_reads_as_the_minutes_print_it():
    aside = SetAside("Ban Thường vụ Đảng ủy", "Chi bộ họp bù tháng 01/2027.", "mục II biên bản")
    assert aside.told == "Chi bộ họp bù tháng 01/2027 (mục II biên bản; Ban Thường vụ Đảng ủy)."


@pytest.mark.parametrize(
    ("code", "figure", "sentence"),
    [
        ("E08", None, "Chưa ghi mức quy định."),
        ("E08", "101", "Mức quy định phải từ 0 đến 100."),
        ("E09", "11.5", "Mức quy định phải là số nguyên."),
        ("E03", "1", "Mức quy định phải từ 2 đến 4."),
        ("E08", "66.5", ""),
        ("E19", None, ""),
        ("E01", None, ""),
    ],
)
def test_a_parameter_that_cannot_be_is_refused(code, figure, sentence):
    setting = replace(usual(rule_of(code)), parameter=None if figure is None else Decimal(figure))
    assert fault(setting) == sentence


def test_a_parameter_is_shown_in_words():
    shown = {rule.code: parameter_words(rule, rule.parameter) for rule in RULES if rule.kind is not Parameter.NONE}
    assert shown == {
        "E03": "Hoàn thành tốt nhiệm vụ",
        "E07": "0 đảng viên",
        "E08": "80 %",
        "E09": "12 kỳ",
        "E10": "4 kỳ",
        "E11": "Khá",
        "E18": "6 tháng",
        "E19": "không hạn chế",
    }


def test_a_rule_of_a_later_version_is_left_out():
    assert "E99" not in settings([RuleSetting("E99", True, Severity.HARD)])
