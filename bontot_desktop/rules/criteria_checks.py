"""What a set of criteria must satisfy before it is used (recognition.md §5.1): sums, answers, bands, vetoes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from bontot_desktop.errors import Problem
from bontot_desktop.rules.criteria import (
    MAXIMA,
    Answer,
    Criterion,
    CriterionKind,
    ItemRole,
    SetFacts,
    first_rank,
    members_of,
)
from bontot_desktop.rules.criteria_metrics import Metric
from bontot_desktop.rules.recognition import Scoring
from bontot_desktop.rules.scoring import show

_NOTHING = Decimal(0)


def problems(facts: SetFacts) -> list[Problem]:
    """Return what keeps a set from being used; fields "items.<place>.<name>", "maximum", "pass_total"…"""
    if facts.step <= 0:
        return [Problem("step", "Bước điểm phải lớn hơn 0, ví dụ: 0,5.")]
    if not facts.items:
        return [Problem("items", "Bộ chưa có tiêu chí nào.")]
    found: list[Problem] = []
    seen: set[str] = set()
    for place, item in enumerate(facts.items):
        found.extend(Problem(f"items.{place}.{name}", sentence) for name, sentence in _faults(facts, item))
        if item.code and item.code in seen:
            found.append(Problem(f"items.{place}.code", f"Mã {item.code} đã có ở dòng trên."))
        seen.add(item.code)
    if not facts.parts:
        found.append(Problem("items", "Bộ chưa có tiêu chí nào để chấm."))
    if facts.scoring is Scoring.POINTS:
        found.extend(_sums(facts))
        found.extend(_whole(facts))
    percent = facts.group_min_percent
    if percent is not None and not 0 <= percent <= 100:
        found.append(Problem("group_min_percent", "Tỷ lệ của nhóm từ 0 đến 100 %."))
    return found


def _faults(facts: SetFacts, item: Criterion) -> Iterator[tuple[str, str]]:
    """Give what is wrong with one line: the field of the line and the sentence."""
    if not item.code.strip():
        yield "code", "Chưa có mã dòng, ví dụ: 1.1."
    if not item.title.strip():
        yield "title", f"Dòng {item.code} chưa có nội dung tiêu chí."
    if item.is_group and not members_of(facts.items, item):
        yield "code", f"Nhóm {item.code} chưa có dòng con (ví dụ {item.code}.1)."
    head = item.code.rpartition(".")[0]
    if head and head not in {one.code for one in facts.items if one.is_group}:
        yield "code", f"Dòng {item.code} chưa có nhóm {head}."
    if facts.scoring is Scoring.POINTS:
        if item.maximum <= 0:
            yield "maximum", f"Dòng {item.code}: điểm tối đa phải lớn hơn 0."
        elif item.maximum % facts.step:
            yield "maximum", f"Dòng {item.code}: điểm lẻ đến {show(facts.step)}."
    elif item.role is not ItemRole.ITEM:
        yield "way", f"Dòng {item.code}: chỉ bộ cho điểm mới có điểm thưởng, điểm trừ."
    if not item.is_group:
        yield from (("way", f"Dòng {item.code}: {sentence}") for sentence in _way_faults(facts, item))


def _way_faults(facts: SetFacts, item: Criterion) -> Iterator[str]:
    if item.is_veto and item.role is not ItemRole.ITEM:
        yield "điểm thưởng, điểm trừ không đặt được thành điều kiện bắt buộc."
    maximum = MAXIMA.get(facts.scoring, item.maximum)
    for option in item.options:
        if not option.label.strip():
            yield "có mức chưa ghi tên."
        if option.points < 0 or option.points > maximum:
            yield f"mức “{option.label}” {show(option.points)} điểm, tối đa {show(maximum)}."
        elif option.points % (1 if facts.scoring in MAXIMA else facts.step):
            yield f"mức “{option.label}” lẻ đến {show(facts.step)}."
        if option.second_lower is not None and not item.second_metric:
            yield f"mức “{option.label}” có điều kiện thứ hai nhưng chưa chọn số liệu thứ hai."
    if item.kind is CriterionKind.OPTIONS and len(item.options) < 2:
        yield "chấm theo mức thì cần ít nhất hai mức."
    if item.kind is CriterionKind.AUTO:
        if item.metric not in set(Metric):
            yield "chọn số liệu chương trình tính."
        if not any(option.has_bounds for option in item.options):
            yield "cần các mức có khoảng (từ, đến dưới)."
    yield from _overlaps(item.options)


def _overlaps(options: Sequence[Answer]) -> Iterator[str]:
    banded = [option for option in options if option.has_bounds]
    for one in banded:
        if _low(one) >= _high(one):
            yield f"mức “{one.label}”: “từ” phải nhỏ hơn “đến dưới”."
    for one, other in combinations(banded, 2):
        # The first that holds counts, so a stricter one may stand before a laxer one of the same range.
        is_stricter = one.second_lower is not None and (
            other.second_lower is None or other.second_lower < one.second_lower
        )
        if not is_stricter and max(_low(one), _low(other)) < min(_high(one), _high(other)):
            yield f"mức “{one.label}” và “{other.label}” chồng lên nhau."


def _low(option: Answer) -> Decimal:
    return Decimal("-Infinity") if option.lower is None else option.lower


def _high(option: Answer) -> Decimal:
    return Decimal("Infinity") if option.upper is None else option.upper


def _sums(facts: SetFacts) -> Iterator[Problem]:
    for place, item in enumerate(facts.items):
        # Of bonuses and penalties the group holds the cap, which may be less than its lines together.
        if not item.is_group or item.role is not ItemRole.ITEM:
            continue
        own = sum((one.maximum for one in members_of(facts.items, item) if one.role is ItemRole.ITEM), _NOTHING)
        if own and own != item.maximum:
            sentence = f"Nhóm {item.code} ghi {show(item.maximum)} điểm, các dòng của nhóm cộng lại {show(own)}."
            yield Problem(f"items.{place}.maximum", sentence)


def _whole(facts: SetFacts) -> Iterator[Problem]:
    if facts.maximum is None or facts.maximum <= 0:
        yield Problem("maximum", "Tổng điểm tối đa phải lớn hơn 0, thường là 100.")
        return
    whole = sum((part.maximum for part in facts.parts), _NOTHING)
    if whole != facts.maximum:
        names = "nhóm" if first_rank(facts.items) else "tiêu chí"
        sentence = f"Các {names} cộng lại {show(whole)} điểm, tổng điểm ghi {show(facts.maximum)}."
        yield Problem("maximum", sentence)
    if facts.pass_total is not None and not 0 <= facts.pass_total <= facts.maximum:
        yield Problem("pass_total", f"Mức đạt từ 0 đến {show(facts.maximum)} điểm.")


def warnings(facts: SetFacts) -> list[str]:
    """Say what is odd about a set and does not keep it from being used: values that fall into no band."""
    found = []
    for item in facts.leaves:
        banded = sorted((one for one in item.options if one.has_bounds and one.second_lower is None), key=_low)
        if item.kind is not CriterionKind.AUTO or not banded:
            continue
        if _low(banded[0]) > 0:
            found.append(f"Dòng {item.code}: số liệu dưới mức “{banded[0].label}” không thuộc mức nào.")
        for one, other in pairwise(banded):
            if _high(one) < _low(other):
                found.append(f"Dòng {item.code}: giữa “{one.label}” và “{other.label}” có khoảng không thuộc mức nào.")
    return found
