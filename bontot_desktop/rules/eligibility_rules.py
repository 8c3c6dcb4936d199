"""The rules of eligibility as data: what each asks, how it counts unless a campaign says otherwise, and its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from bontot_desktop.rules.recognition import QualityLevel, Severity
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.rules.words import Labelled


class Parameter(Labelled):
    """What the parameter of a rule is; levels are stored as 4 for the best down to 1."""

    NONE = "NONE", ""
    LEVEL = "LEVEL", "mức xếp loại"
    MEETING_LEVEL = "MEETING_LEVEL", "mức"
    MEMBERS = "MEMBERS", "đảng viên"
    MEETINGS = "MEETINGS", "kỳ"
    MONTHS = "MONTHS", "tháng"
    PERCENT = "PERCENT", "%"


#: Numbers a parameter may be, both ends counted.
LIMITS: Mapping[Parameter, tuple[int, int]] = MappingProxyType(
    {
        Parameter.LEVEL: (2, 4),
        Parameter.MEETING_LEVEL: (2, 4),
        Parameter.MEMBERS: (0, 99),
        Parameter.MEETINGS: (0, 24),
        Parameter.MONTHS: (0, 12),
        Parameter.PERCENT: (0, 100),
    }
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule (recognition.md §4) as it holds where nothing else was said."""

    code: str
    title: str
    severity: Severity
    source: str
    kind: Parameter = Parameter.NONE
    parameter: Decimal | None = None
    #: The parameter may be left empty, and then nothing is asked.
    is_optional: bool = False
    #: Where its figures are missing it counts as not met.
    must_know: bool = False
    #: The committee may let a cell pass in spite of it, with a reason and the line of the minutes.
    may_set_aside: bool = True


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """How a rule holds in a campaign; ``message`` "" for the usual words."""

    code: str
    is_on: bool
    severity: Severity
    parameter: Decimal | None = None
    message: str = ""


_HARD, _SOFT = Severity.HARD, Severity.SOFT
_RATED = "Quy định số 366-QĐ/TW, Điều 11, 12"
_OURS = "Đề xuất của chương trình"

RULES: tuple[Rule, ...] = (
    Rule("E01", "Đã đăng ký thi đua", _HARD, "Căn cứ đăng ký của các chi bộ trực thuộc", may_set_aside=False),
    Rule("E02", "Đăng ký đúng hạn", _SOFT, _OURS),
    Rule(
        "E03",
        "Xếp loại chất lượng của năm từ mức",
        _HARD,
        "Công nhận cùng với kết quả xếp loại",
        Parameter.LEVEL,
        Decimal(3),
        must_know=True,
    ),
    Rule("E04", "Không có đảng viên bị kỷ luật do vi phạm tại chi bộ", _HARD, "Tiêu chí 1.3 của bộ tiêu chí A"),
    Rule("E04a", "Trường hợp loại trừ khi xét kỷ luật đã được kết luận", _HARD, _RATED),
    Rule("E05", "Không có cấp ủy viên của chi bộ bị kỷ luật", _HARD, _RATED, may_set_aside=False),
    Rule("E06", "Không có kết luận mất đoàn kết, suy thoái, tham nhũng, tiêu cực", _HARD, _RATED),
    Rule(
        "E07",
        "Đảng viên không hoàn thành nhiệm vụ nhiều nhất",
        _HARD,
        _OURS,
        Parameter.MEMBERS,
        Decimal(0),
    ),
    Rule(
        "E08",
        "Tỷ lệ đảng viên từ hoàn thành tốt nhiệm vụ ít nhất",
        _HARD,
        "Chỉ tiêu các tỉnh thường đặt: 80, 90, 100 %",
        Parameter.PERCENT,
        Decimal(80),
    ),
    Rule(
        "E09",
        "Số kỳ sinh hoạt thường kỳ ít nhất",
        _HARD,
        "Điều lệ Đảng: chi bộ sinh hoạt mỗi tháng một lần",
        Parameter.MEETINGS,
        Decimal(12),
    ),
    Rule(
        "E10",
        "Số kỳ sinh hoạt chuyên đề ít nhất, mỗi quý một kỳ",
        _SOFT,
        "Chỉ thị số 50-CT/TW: ít nhất mỗi quý một lần",
        Parameter.MEETINGS,
        Decimal(4),
    ),
    Rule("E11", "Chất lượng sinh hoạt cả năm từ mức", _SOFT, _OURS, Parameter.MEETING_LEVEL, Decimal(3)),
    Rule("E12", "Cả bốn nhóm tiêu chí đạt mức quy định", _HARD, "Ý nghĩa của “4 tốt”", must_know=True),
    Rule("E13", "Tổng điểm thẩm định đạt mức của bộ tiêu chí", _HARD, "Bộ tiêu chí của đợt thi đua"),
    Rule("E14", "Hồ sơ đủ, nộp đúng hạn", _SOFT, _OURS),
    Rule("E15", "Không có đơn thư, vụ việc đang xem xét", _HARD, _RATED, may_set_aside=False),
    Rule("E16", "Đảng viên nộp đủ đảng phí", _SOFT, _OURS),
    Rule("E17", "Khắc phục hết hạn chế nêu ở kỳ kiểm điểm trước", _SOFT, "Điều kiện của mức hoàn thành xuất sắc"),
    Rule(
        "E18",
        "Số tháng hoạt động trong năm ít nhất",
        _HARD,
        _OURS,
        Parameter.MONTHS,
        Decimal(6),
    ),
    Rule(
        "E19",
        "Tỷ lệ chi bộ được công nhận nhiều nhất",
        _HARD,
        "Theo văn bản của địa phương, nếu có",
        Parameter.PERCENT,
        None,
        is_optional=True,
        may_set_aside=False,
    ),
)

_BY_CODE = {rule.code: rule for rule in RULES}


def rule_of(code: str) -> Rule:
    """Return a rule by its code. Raises KeyError."""
    return _BY_CODE[code]


def usual(rule: Rule) -> RuleSetting:
    """Return how a rule holds where a campaign says nothing."""
    return RuleSetting(rule.code, True, rule.severity, rule.parameter)


def settings(own: Iterable[RuleSetting] = ()) -> dict[str, RuleSetting]:
    """Return how every rule holds, by code: as a campaign has it, else as usual. Codes nobody knows are left out."""
    found = {rule.code: usual(rule) for rule in RULES}
    found.update((one.code, one) for one in own if one.code in found)
    return found


def fault(setting: RuleSetting) -> str:
    """Say why a parameter cannot be, "" when it can."""
    rule = rule_of(setting.code)
    if rule.kind is Parameter.NONE:
        return ""
    if setting.parameter is None:
        return "" if rule.is_optional else "Chưa ghi mức quy định."
    lowest, highest = LIMITS[rule.kind]
    if not lowest <= setting.parameter <= highest:
        return f"Mức quy định phải từ {lowest} đến {highest}."
    if rule.kind is not Parameter.PERCENT and setting.parameter != setting.parameter.to_integral_value():
        return "Mức quy định phải là số nguyên."
    return ""


def cleaned(setting: RuleSetting) -> RuleSetting:
    """Return a setting without a parameter its rule does not have."""
    return replace(setting, parameter=None) if rule_of(setting.code).kind is Parameter.NONE else setting


# Levels as numbers


def level_of(number: Decimal) -> QualityLevel:
    """Return the rating level a parameter means: 4 is the best."""
    return list(QualityLevel)[4 - int(number)]


def number_of(level: QualityLevel | Rating) -> int:
    """Return a level as a number, 4 for the best down to 1."""
    return 4 - list(type(level)).index(level)


def meeting_level_of(number: Decimal) -> Rating:
    """Return the level of meetings a parameter means: 4 is "Tốt"."""
    return list(Rating)[4 - int(number)]


def parameter_words(rule: Rule, parameter: Decimal | None) -> str:
    """Write a parameter as lists show it: "Hoàn thành tốt nhiệm vụ", "12 kỳ", "80 %"."""
    if rule.kind is Parameter.NONE:
        return ""
    if parameter is None:
        return "không hạn chế"
    if rule.kind is Parameter.LEVEL:
        return level_of(parameter).label
    if rule.kind is Parameter.MEETING_LEVEL:
        return meeting_level_of(parameter).label
    return f"{f'{parameter.normalize():f}'.replace('.', ',')} {rule.kind.label}"
