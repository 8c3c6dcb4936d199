"""Whether a cell may be recognised and if not why: the rules of a campaign and the criteria of its set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from bontot_desktop import dates
from bontot_desktop.rules.recognition import TOOK_PART, EntryState, QualityLevel, Reason, Scoring

#: So many criteria are named in one sentence before it says "…".
NAMED = 6
#: Months a cell must have lived in a year to be considered, unless the campaign says otherwise (recognition.md §3.6).
MIN_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a criteria set; a group has no points of its own. PASS_FAIL lines have a maximum of 1."""

    code: str
    title: str
    maximum: Decimal
    is_group: bool = False
    is_veto: bool = False


@dataclass(frozen=True, slots=True)
class CriteriaRule:
    """When a set is passed: total points and share of each group's maximum, both inclusive; ignored for PASS_FAIL."""

    scoring: Scoring
    pass_total: Decimal | None
    group_min_percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason why a cell may not be recognised, with the figures it rests on."""

    reason: Reason
    sentence: str


def criteria_findings(
    criteria: Sequence[Criterion], rule: CriteriaRule, points: Mapping[str, Decimal]
) -> list[Finding]:
    """Hold the points that count against the set (E12, E13, veto items); a sentence with figures for each miss."""
    leaves = [c for c in criteria if not c.is_group]
    missing = [c.code for c in leaves if c.code not in points]
    if missing:
        return [Finding(Reason.R02, _not_verified(missing, len(leaves)))]
    if rule.scoring is Scoring.PASS_FAIL:
        failed = [c.code for c in leaves if points[c.code] < c.maximum]
        return [Finding(Reason.R04, f"Tiêu chí {', '.join(failed)} chưa đạt.")] if failed else []
    found = [
        Finding(Reason.R04, f"Tiêu chí {c.code} thuộc diện bắt buộc nhưng chỉ được {_figure(points[c.code])} điểm.")
        for c in leaves
        if c.is_veto and points[c.code] < c.maximum
    ]
    total = sum((points[c.code] for c in leaves), Decimal(0))
    if rule.pass_total is not None and total < rule.pass_total:
        sentence = f"Tổng điểm thẩm định {_figure(total)}, mức quy định {_figure(rule.pass_total)}."
        found.append(Finding(Reason.R03, sentence))
    if rule.group_min_percent is not None:
        for group in (c for c in criteria if c.is_group):
            own = sum((points[c.code] for c in leaves if c.code.startswith(f"{group.code}.")), Decimal(0))
            needed = group.maximum * rule.group_min_percent / 100
            if own < needed:
                sentence = f"Nhóm {group.code} ({group.title}) được {_figure(own)} điểm, cần từ {_figure(needed)}."
                found.append(Finding(Reason.R04, sentence))
    return found


def eligibility(
    *,
    state: EntryState,
    rating: QualityLevel | None,
    min_rating: QualityLevel,
    regular_held: int | None,
    min_regular: int,
    criteria: Sequence[Finding],
    months: int = 12,
    min_months: int = MIN_MONTHS,
) -> list[Finding]:
    """Say why a cell may not be recognised; empty when it may (recognition.md §4: E01, E03, E09, E12, E13, E15, E18).

    ``regular_held`` is None when the office keeps no meetings of the year in the program. ``months`` are those the
    cell has lived in the year.
    """
    found = []
    if state is EntryState.WITHDRAWN:
        found.append(Finding(Reason.R13, "Chi bộ đã rút đăng ký thi đua."))
    elif state not in TOOK_PART:
        found.append(Finding(Reason.R01, "Chi bộ chưa đăng ký thi đua trong năm."))
    if state is EntryState.ON_HOLD:
        found.append(Finding(Reason.R09, "Hồ sơ đang tạm dừng xét."))
    if rating is None:
        found.append(Finding(Reason.R05, "Chi bộ chưa có kết quả xếp loại chất lượng của năm."))
    elif not rating.reaches(min_rating):
        sentence = f'Chi bộ xếp loại "{rating.label}", cần từ "{min_rating.label}".'
        found.append(Finding(Reason.R05, sentence))
    if regular_held is not None and regular_held < min_regular:
        sentence = f"Chi bộ mới sinh hoạt thường kỳ {regular_held} kỳ, cần {min_regular} kỳ."
        found.append(Finding(Reason.R08, sentence))
    if months < min_months:
        found.append(Finding(Reason.R12, f"Chi bộ mới hoạt động {months} tháng trong năm, cần từ {min_months} tháng."))
    return [*found, *criteria]


def date_problems(steps: Sequence[tuple[str, date | None]]) -> list[str]:
    """Name the steps whose dates run backwards; steps without a date are passed over."""
    dated = [(name, day) for name, day in steps if day is not None]
    return [
        f"{later} ({dates.screen(after)}) ở trước {earlier[:1].lower()}{earlier[1:]} ({dates.screen(before)})."
        for (earlier, before), (later, after) in pairwise(dated)
        if after < before
    ]


def _not_verified(missing: Sequence[str], of: int) -> str:
    if len(missing) == of:
        return "Chưa có kết quả thẩm định."
    named = ", ".join(missing[:NAMED]) + ("…" if len(missing) > NAMED else "")
    return f"Còn {len(missing)} tiêu chí chưa có kết quả thẩm định: {named}."


def _figure(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
