"""Whether a cell may be recognised and if not why: every rule is judged and says a sentence with its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType

from bontot_desktop import dates
from bontot_desktop.rules import cases, faults, shares
from bontot_desktop.rules.cases import CaseFacts, Outcome
from bontot_desktop.rules.criteria_shortfalls import Lack, Shortfall
from bontot_desktop.rules.eligibility_rules import (
    RuleSetting,
    level_of,
    meeting_level_of,
    number_of,
    parameter_words,
    rule_of,
    settings,
)
from bontot_desktop.rules.faults import Fault
from bontot_desktop.rules.recognition import TOOK_PART, EntryState, QualityLevel, Reason, RuleResult, Severity
from bontot_desktop.rules.scoring import Rating, show
from bontot_desktop.rules.year_ratings import Tally

Figures = Mapping[str, str | int | None]
_QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class CellFacts:
    """What is known of a cell in a campaign; None and "" stand for what is not known."""

    state: EntryState
    year: int
    registered_on: date | None = None
    is_late: bool = False
    register_until: date | None = None
    rating: QualityLevel | None = None
    #: Disciplinary decisions of the year for faults that may be of this cell.
    faults: tuple[Fault, ...] = ()
    committee_faults: tuple[Fault, ...] = ()
    cases: tuple[CaseFacts, ...] = ()
    members: Tally | None = None
    #: Monthly meetings held; None when the office keeps no meetings of the year in the program.
    regular_held: int | None = None
    #: Months of the year before the cell was founded: nothing was owed in them.
    months_before: int = 0
    #: Months of the year not over yet when the review sits: their meetings cannot be asked for (ours; §4 is silent).
    months_to_come: int = 0
    #: The months in which a themed meeting was held, one for each.
    themed: tuple[int, ...] | None = None
    meeting_level: Rating | None = None
    shortfalls: tuple[Shortfall, ...] = ()
    #: Groups of the cell's set of criteria.
    groups: int = 4
    total: Decimal | None = None
    pass_total: Decimal | None = None
    submitted_on: date | None = None
    dossier_until: date | None = None
    is_late_dossier: bool = False
    #: Papers of the checklist that did not come.
    missing_papers: tuple[str, ...] = ()
    #: Times members owed their dues at meetings with a roster; None without such a meeting.
    owing: int | None = None
    faults_mended: bool | None = None
    months: int = 12


@dataclass(frozen=True, slots=True)
class SetAside:
    """That the committee lets a cell pass in spite of a rule: who, why, the line of the minutes, when."""

    by: str
    reason: str
    minutes: str
    on: date | None = None

    @property
    def told(self) -> str:
        """The decision as minutes print it: "Lý do… (mục II biên bản; Ban Thường vụ Đảng ủy)"."""
        return f"{self.reason.rstrip('. ')} ({'; '.join(part for part in (self.minutes, self.by) if part)})."


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """What a rule found on a cell: the sentence, the figures it rests on, and the reason of a refusal it points to."""

    code: str
    result: RuleResult
    sentence: str
    reason: Reason
    severity: Severity = Severity.HARD
    figures: Figures = field(default_factory=dict, hash=False)
    set_aside: SetAside | None = None

    @property
    def is_against(self) -> bool:
        """Whether it bars the proposal (T8): a hard rule that is not met, or cannot be judged and has to be."""
        if self.severity is not Severity.HARD:
            return False
        unknown = self.result is RuleResult.UNKNOWN and rule_of(self.code).must_know
        return unknown or self.result is RuleResult.FAILED

    @property
    def may_set_aside(self) -> bool:
        """Whether the committee may let the cell pass in spite of it."""
        return self.result is RuleResult.FAILED and rule_of(self.code).may_set_aside


@dataclass(frozen=True, slots=True)
class _Judged:
    """How a rule came out: met, not met, or None while its figures are missing."""

    met: bool | None
    sentence: str
    reason: Reason
    figures: Figures = field(default_factory=dict)


def judge(facts: CellFacts, own: Mapping[str, RuleSetting] | None = None) -> list[RuleFinding]:
    """Judge a cell by every rule that is on and applies to it, in the order of the codes.

    ``own`` are the settings of its campaign by code. Of a cell that did not take part only E01 is judged; one that
    ended in a reorganisation is not judged at all. E19 is about the whole list: see :func:`judge_share`.
    """
    held = settings() if own is None else own
    if facts.state is EntryState.CLOSED_REORG:
        return []
    found = []
    for code, rule in _RULES.items():
        setting = held[code]
        if not setting.is_on or (facts.state not in TOOK_PART and code != "E01"):
            continue
        judged = rule(facts, setting.parameter or Decimal(0))
        if judged is not None:
            found.append(_finding(judged, setting))
    return found


def judge_share(recognised: int, cells: int, setting: RuleSetting) -> RuleFinding | None:
    """Hold the number of cells to be recognised against the cap of the list (E19); None where there is none."""
    if not setting.is_on or setting.parameter is None or not cells:
        return None
    share = shares.percent(recognised, cells)
    most = int(setting.parameter * cells / 100)
    met = recognised <= most
    words = f"{recognised}/{cells} chi bộ được đề nghị công nhận ({_percent(share)})"
    allowed = f"nhiều nhất {most} chi bộ ({_percent(setting.parameter)})"
    sentence = f"{words}, {'trong' if met else 'quá'} mức cho phép {allowed}."
    figures = {"has": recognised, "cells": cells, "most": most}
    return _finding(_Judged(met, sentence, Reason.R11, figures), setting)


def _finding(judged: _Judged, setting: RuleSetting) -> RuleFinding:
    if judged.met is None:
        result = RuleResult.UNKNOWN
    elif judged.met:
        result = RuleResult.PASSED
    else:
        result = RuleResult.FAILED if setting.severity is Severity.HARD else RuleResult.WARNED
    own = setting.message.strip()
    said = f"{own} {judged.sentence}" if own and judged.met is False else judged.sentence
    return RuleFinding(setting.code, result, said, judged.reason, setting.severity, dict(judged.figures))


# The rules


def _registered(facts: CellFacts, _: Decimal) -> _Judged:
    if facts.state is EntryState.WITHDRAWN:
        return _Judged(False, "Chi bộ đã rút đăng ký thi đua.", Reason.R13)
    if facts.state not in TOOK_PART:
        return _Judged(False, "Chi bộ chưa đăng ký thi đua trong năm.", Reason.R01)
    on = f" ngày {dates.short(facts.registered_on)}" if facts.registered_on else ""
    return _Judged(True, f"Đã đăng ký thi đua{on}.", Reason.R01, {"on": _day(facts.registered_on)})


def _registered_in_time(facts: CellFacts, _: Decimal) -> _Judged:
    figures = {"on": _day(facts.registered_on), "until": _day(facts.register_until)}
    if not facts.is_late:
        return _Judged(True, "Đăng ký đúng hạn.", Reason.R99, figures)
    on = f" ngày {dates.short(facts.registered_on)}" if facts.registered_on else ""
    until = f" {dates.short(facts.register_until)}" if facts.register_until else ""
    return _Judged(False, f"Đăng ký{on}, sau hạn{until}.", Reason.R99, figures)


def _rated(facts: CellFacts, least: Decimal) -> _Judged:
    asked = level_of(least)
    if facts.rating is None:
        return _Judged(None, "Chi bộ chưa có kết quả xếp loại chất lượng của năm.", Reason.R05)
    figures = {"has": facts.rating.value, "needed": asked.value}
    if facts.rating.reaches(asked):
        return _Judged(True, f'Chi bộ xếp loại "{facts.rating.label}".', Reason.R05, figures)
    sentence = f'Chi bộ xếp loại "{facts.rating.label}", cần từ "{asked.label}".'
    return _Judged(False, sentence, Reason.R05, figures)


def _undisciplined(facts: CellFacts, _: Decimal) -> _Judged:
    plain = [one for one in facts.faults if not faults.exceptions(one, facts.year)]
    if not plain:
        return _Judged(True, "Không có đảng viên bị kỷ luật do vi phạm tại chi bộ trong năm.", Reason.R06, {"has": 0})
    said = " ".join(faults.told(one, facts.year, with_name=True) for one in plain)
    return _Judged(False, said, Reason.R06, {"has": len(plain)})


def _excepted(facts: CellFacts, _: Decimal) -> _Judged | None:
    asked = [one for one in facts.faults if faults.exceptions(one, facts.year)]
    if not asked:
        return None
    said = " ".join(faults.told(one, facts.year, with_name=True) for one in asked)
    return _Judged(False, said, Reason.R06, {"asked": len(asked)})


def _committee_undisciplined(facts: CellFacts, _: Decimal) -> _Judged:
    if not facts.committee_faults:
        return _Judged(True, "Không có cấp ủy viên của chi bộ bị kỷ luật.", Reason.R06, {"has": 0})
    named = "; ".join(
        f"đồng chí {one.member} bị {one.penalty.label} ngày {dates.short(one.decided_on)}"
        for one in facts.committee_faults
    )
    return _Judged(
        False, f"Cấp ủy viên bị kỷ luật: {named}; không xét loại trừ.", Reason.R06, {"has": len(facts.committee_faults)}
    )


def _nothing_concluded(facts: CellFacts, _: Decimal) -> _Judged:
    barring = [one for one in facts.cases if one.bars(facts.year)]
    if not barring:
        sentence = "Không có kết luận về mất đoàn kết, suy thoái, tham nhũng, tiêu cực trong năm."
        return _Judged(True, sentence, Reason.R14, {"has": 0})
    disunity = any(one.outcome is Outcome.DISUNITY for one in barring)
    named = "; ".join(cases.told_found(one) for one in barring)
    reason = Reason.R14 if disunity else Reason.R99
    return _Judged(False, f"Chi bộ bị kết luận {named}.", reason, {"has": len(barring)})


def _few_failed(facts: CellFacts, most: Decimal) -> _Judged:
    tally = facts.members
    if tally is None or not tally.rated:
        return _Judged(None, _UNRATED, Reason.R07)
    has, allowed = tally.not_completed, int(most)
    figures = {"has": has, "most": allowed, "waiting": tally.waiting}
    limit = f", cho phép nhiều nhất {allowed}" if allowed else ""
    if has > allowed:
        sentence = f"Có {has} đảng viên xếp loại “{QualityLevel.NOT_COMPLETED.label}”{limit}."
        return _Judged(False, sentence, Reason.R07, figures)
    if tally.waiting:
        return _Judged(None, _waiting(tally), Reason.R07, figures)
    if has:
        return _Judged(
            True, f"{has} đảng viên xếp loại “{QualityLevel.NOT_COMPLETED.label}”{limit}.", Reason.R07, figures
        )
    return _Judged(True, "Không có đảng viên nào không hoàn thành nhiệm vụ.", Reason.R07, figures)


def _good_share(facts: CellFacts, least: Decimal) -> _Judged:
    tally = facts.members
    if tally is None or not tally.rated:
        return _Judged(None, _UNRATED, Reason.R07)
    good, of = tally.good_or_better, tally.evaluated
    figures: Figures = {"has": good, "of": of, "needed": show(least), "waiting": tally.waiting}
    part = _percent(shares.percent(good, of))
    share = f"{good}/{of} đảng viên được xếp loại từ hoàn thành tốt nhiệm vụ trở lên ({part})"
    if good * 100 >= least * of:
        return _Judged(True, f"{share}.", Reason.R07, figures)
    if (good + tally.waiting) * 100 >= least * of:
        return _Judged(None, _waiting(tally), Reason.R07, figures)
    return _Judged(False, f"{share}, cần từ {_percent(least)}.", Reason.R07, figures)


def _met_regularly(facts: CellFacts, least: Decimal) -> _Judged:
    if facts.regular_held is None:
        return _Judged(None, _NO_MEETINGS, Reason.R08)
    needed = max(int(least) - facts.months_before - facts.months_to_come, 0)
    figures = {"has": facts.regular_held, "needed": needed}
    until = f" đến hết tháng {12 - facts.months_to_come}" if facts.months_to_come else ""
    if facts.regular_held >= needed:
        sentence = f"Sinh hoạt thường kỳ {facts.regular_held} kỳ, cần {needed} kỳ{until}."
        return _Judged(True, sentence, Reason.R08, figures)
    sentence = f"Chi bộ mới sinh hoạt thường kỳ {facts.regular_held} kỳ, cần {needed} kỳ{until}."
    return _Judged(False, sentence, Reason.R08, figures)


def _met_on_themes(facts: CellFacts, least: Decimal) -> _Judged:
    if facts.themed is None:
        return _Judged(None, _NO_MEETINGS, Reason.R08)
    # A quarter the cell lived through in part only is not asked for, nor one that is not over when the review sits.
    whole = range((facts.months_before + 2) // 3, (12 - facts.months_to_come) // 3)
    without = [quarter for quarter in whole if not any((month - 1) // 3 == quarter for month in facts.themed)]
    needed = min(int(least), int(least) * len(whole) // 4)
    figures = {"has": len(facts.themed), "needed": needed, "quarters": 4 - len(without)}
    words = f"inh hoạt chuyên đề {len(facts.themed)} kỳ"
    if len(facts.themed) >= needed and not (without and needed):
        return _Judged(True, f"S{words}, cần {needed} kỳ.", Reason.R08, figures)
    few = f", cần {needed} kỳ" if len(facts.themed) < needed else ""
    gaps = f"; quý {', '.join(_QUARTERS[one] for one in without)} chưa có" if without else ""
    return _Judged(False, f"Chi bộ s{words}{few}{gaps}.", Reason.R08, figures)


def _met_well(facts: CellFacts, least: Decimal) -> _Judged:
    asked = meeting_level_of(least)
    if facts.meeting_level is None:
        return _Judged(None, "Chưa xếp loại chất lượng sinh hoạt của năm.", Reason.R08)
    figures = {"has": facts.meeting_level.value, "needed": asked.value}
    words = f"Chất lượng sinh hoạt cả năm xếp “{facts.meeting_level.label}”"
    if number_of(facts.meeting_level) >= number_of(asked):
        return _Judged(True, f"{words}.", Reason.R08, figures)
    return _Judged(False, f"{words}, cần từ “{asked.label}”.", Reason.R08, figures)


def _groups_good(facts: CellFacts, _: Decimal) -> _Judged:
    unknown = _not_scored(facts)
    if unknown:
        return _Judged(None, unknown, Reason.R02)
    lacking = [one for one in facts.shortfalls if one.lack in (Lack.GROUP, Lack.VETO)]
    if not lacking:
        return _Judged(True, f"Cả {facts.groups} nhóm tiêu chí đạt mức quy định.", Reason.R04, {"groups": facts.groups})
    figures = {one.code: f"{show(one.has)}/{show(one.needed)}" for one in lacking if one.needed is not None}
    return _Judged(False, " ".join(one.sentence for one in lacking), Reason.R04, figures)


def _total_reached(facts: CellFacts, _: Decimal) -> _Judged | None:
    lacking = next((one for one in facts.shortfalls if one.lack is Lack.TOTAL), None)
    if lacking is not None:
        return _Judged(False, lacking.sentence, Reason.R03, {"has": show(lacking.has), "needed": show(lacking.needed)})
    if facts.pass_total is None or _not_scored(facts):
        return None
    figures = {"has": show(facts.total), "needed": show(facts.pass_total)}
    sentence = f"Tổng điểm thẩm định {figures['has']}, mức quy định {figures['needed']}."
    return _Judged(True, sentence, Reason.R03, figures)


def _dossier_whole(facts: CellFacts, _: Decimal) -> _Judged:
    figures = {"on": _day(facts.submitted_on), "missing": len(facts.missing_papers)}
    if facts.submitted_on is None:
        return _Judged(False, "Chưa nhận hồ sơ của chi bộ.", Reason.R02, figures)
    found = []
    if facts.missing_papers:
        found.append(f"hồ sơ còn thiếu {'; '.join(facts.missing_papers)}")
    if facts.is_late_dossier:
        until = f" {dates.short(facts.dossier_until)}" if facts.dossier_until else ""
        found.append(f"hồ sơ nộp ngày {dates.short(facts.submitted_on)}, sau hạn{until}")
    if not found:
        return _Judged(True, f"Hồ sơ đủ, nộp ngày {dates.short(facts.submitted_on)}.", Reason.R02, figures)
    said = "; ".join(found)
    return _Judged(False, f"{said[:1].upper()}{said[1:]}.", Reason.R02, figures)


def _nothing_under_way(facts: CellFacts, _: Decimal) -> _Judged:
    under_way = [one for one in facts.cases if one.is_open]
    figures = {"has": len(under_way)}
    if not under_way and facts.state is not EntryState.ON_HOLD:
        return _Judged(True, "Không có đơn thư, vụ việc đang xem xét.", Reason.R09, figures)
    held = "Hồ sơ đang tạm dừng xét." if facts.state is EntryState.ON_HOLD else ""
    named = "; ".join(cases.told_open(one) for one in under_way)
    said = f"Đang giải quyết {named}." if under_way else ""
    return _Judged(False, " ".join(part for part in (said, held) if part), Reason.R09, figures)


def _paid(facts: CellFacts, _: Decimal) -> _Judged:
    if facts.owing is None:
        return _Judged(None, "Chưa có danh sách điểm danh nào cho biết việc nộp đảng phí.", Reason.R99)
    if not facts.owing:
        return _Judged(True, "Các buổi họp đều ghi đảng viên nộp đủ đảng phí.", Reason.R99, {"has": 0})
    return _Judged(False, f"Có {facts.owing} lượt đảng viên chưa nộp đảng phí.", Reason.R99, {"has": facts.owing})


def _mended(facts: CellFacts, _: Decimal) -> _Judged:
    if facts.faults_mended is None:
        return _Judged(None, "Chưa ghi việc khắc phục hạn chế nêu ở kỳ kiểm điểm trước.", Reason.R99)
    if facts.faults_mended:
        return _Judged(True, "Đã khắc phục hết hạn chế nêu ở kỳ kiểm điểm trước.", Reason.R99)
    return _Judged(False, "Chưa khắc phục hết hạn chế nêu ở kỳ kiểm điểm trước.", Reason.R99)


def _lived_long_enough(facts: CellFacts, least: Decimal) -> _Judged:
    figures = {"has": facts.months, "needed": int(least)}
    if facts.months >= least:
        return _Judged(True, f"Chi bộ hoạt động {facts.months} tháng trong năm.", Reason.R12, figures)
    asked = parameter_words(rule_of("E18"), least)
    return _Judged(False, f"Chi bộ mới hoạt động {facts.months} tháng trong năm, cần từ {asked}.", Reason.R12, figures)


_RULES: Mapping[str, Callable[[CellFacts, Decimal], _Judged | None]] = MappingProxyType(
    {
        "E01": _registered,
        "E02": _registered_in_time,
        "E03": _rated,
        "E04": _undisciplined,
        "E04a": _excepted,
        "E05": _committee_undisciplined,
        "E06": _nothing_concluded,
        "E07": _few_failed,
        "E08": _good_share,
        "E09": _met_regularly,
        "E10": _met_on_themes,
        "E11": _met_well,
        "E12": _groups_good,
        "E13": _total_reached,
        "E14": _dossier_whole,
        "E15": _nothing_under_way,
        "E16": _paid,
        "E17": _mended,
        "E18": _lived_long_enough,
    }
)

_UNRATED = "Chưa có kết quả xếp loại đảng viên của chi bộ."
_NO_MEETINGS = "Chưa ghi buổi sinh hoạt nào của năm vào chương trình."


def _waiting(tally: Tally) -> str:
    return f"Còn {tally.waiting}/{tally.evaluated} đảng viên chưa xếp loại."


def _not_scored(facts: CellFacts) -> str:
    lacking = [one.sentence for one in facts.shortfalls if one.lack in (Lack.MISSING, Lack.EMPTY)]
    return " ".join(lacking)


def _percent(value: Decimal | None) -> str:
    return f"{value.normalize():f} %".replace(".", ",") if value is not None else "–"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


# The order of days


def date_problems(steps: Sequence[tuple[str, date | None]]) -> list[str]:
    """Name the steps whose dates run backwards; steps without a date are passed over."""
    dated = [(name, day) for name, day in steps if day is not None]
    return [
        f"{later} ({dates.screen(after)}) ở trước {earlier[:1].lower()}{earlier[1:]} ({dates.screen(before)})."
        for (earlier, before), (later, after) in pairwise(dated)
        if after < before
    ]
