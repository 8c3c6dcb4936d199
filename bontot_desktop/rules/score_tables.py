"""What a score table must satisfy before it is used (meetings.md §8.2): sums, answers, bands, ratings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bontot_desktop.errors import Problem
from bontot_desktop.rules.auto_scores import YES_OR_NO, Auto
from bontot_desktop.rules.scoring import (
    Condition,
    ItemKind,
    NotApplicable,
    Rating,
    RatingBand,
    ScoreItem,
    ScoreOption,
    members_of,
    show,
)


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A score table as far as its checks go."""

    items: tuple[ScoreItem, ...]
    bands: tuple[RatingBand, ...]
    maximum: Decimal
    step: Decimal


def problems(table: TableFacts) -> list[Problem]:
    """Return what keeps a table from being used; fields "items.<place>.<name>", "bands.<place>", "maximum", "step"."""
    if table.step <= 0:
        return [Problem("step", "Bước điểm phải lớn hơn 0, ví dụ: 0,5.")]
    if not table.items:
        return [Problem("items", "Bảng chưa có tiêu chí nào.")]
    found: list[Problem] = []
    seen: set[str] = set()
    for place, item in enumerate(table.items):
        for name, sentence in _item_faults(table, item):
            found.append(Problem(f"items.{place}.{name}", sentence))
        if item.code and item.code in seen:
            found.append(Problem(f"items.{place}.code", f"Mã {item.code} đã có ở dòng trên."))
        seen.add(item.code)
    found.extend(_sums(table))
    found.extend(_ratings(table))
    return found


def _item_faults(table: TableFacts, item: ScoreItem) -> list[tuple[str, str]]:
    found = []
    if not item.code.strip():
        found.append(("code", "Chưa có mã dòng, ví dụ: 3.1."))
    if not item.title.strip():
        found.append(("title", f"Dòng {item.code} chưa có tên tiêu chí."))
    if item.maximum <= 0:
        found.append(("maximum", f"Dòng {item.code}: điểm tối đa phải lớn hơn 0."))
    elif item.maximum % table.step:
        found.append(("maximum", f"Dòng {item.code}: điểm lẻ đến {show(table.step)}."))
    if item.is_group:
        if not members_of(table.items, item):
            found.append(("is_group", f"Nhóm {item.code} chưa có dòng con (ví dụ {item.code}.1)."))
        return found
    if "." in item.code and not any(one.is_group and item in members_of(table.items, one) for one in table.items):
        found.append(("code", f"Dòng {item.code} chưa có nhóm {item.code.rpartition('.')[0]}."))
    found.extend(_answer_faults(table, item))
    found.extend(_condition_faults(table, item))
    return found


def _answer_faults(table: TableFacts, item: ScoreItem) -> list[tuple[str, str]]:
    found = []
    for option in item.options:
        if not option.label.strip():
            found.append(("options", f"Dòng {item.code}: có mức chưa ghi tên."))
        if option.points < 0 or option.points > item.maximum:
            sentence = (
                f"Dòng {item.code}: mức “{option.label}” {show(option.points)} điểm, tối đa {show(item.maximum)}."
            )
            found.append(("options", sentence))
        elif option.points % table.step:
            found.append(("options", f"Dòng {item.code}: mức “{option.label}” lẻ đến {show(table.step)}."))
    if item.kind is ItemKind.OPTIONS and len(item.options) < 2:
        found.append(("options", f"Dòng {item.code} chấm theo mức thì cần ít nhất hai mức."))
    if item.kind is ItemKind.AUTO:
        if item.auto not in set(Auto):
            found.append(("auto", f"Dòng {item.code}: chọn điều chương trình tính."))
        elif Auto(item.auto) not in YES_OR_NO and not any(option.has_bounds for option in item.options):
            found.append(("options", f"Dòng {item.code} cần các mức có khoảng (từ, đến dưới)."))
    found.extend(("options", f"Dòng {item.code}: {sentence}") for sentence in _overlaps(item.options))
    return found


def _overlaps(options: Sequence[ScoreOption]) -> list[str]:
    found = []
    banded = [option for option in options if option.has_bounds]
    for option in banded:
        if option.lower is not None and option.upper is not None and option.lower >= option.upper:
            found.append(f"mức “{option.label}”: “từ” phải nhỏ hơn “đến dưới”.")
    for place, one in enumerate(banded):
        for other in banded[place + 1 :]:
            low = max(_low(one), _low(other))
            if low < min(_high(one), _high(other)):
                found.append(f"mức “{one.label}” và “{other.label}” chồng lên nhau.")
    return found


def _low(option: ScoreOption) -> Decimal:
    return Decimal("-Infinity") if option.lower is None else option.lower


def _high(option: ScoreOption) -> Decimal:
    return Decimal("Infinity") if option.upper is None else option.upper


def _condition_faults(table: TableFacts, item: ScoreItem) -> list[tuple[str, str]]:
    if item.condition is Condition.ALWAYS or item.not_applicable is not NotApplicable.MOVE:
        return []
    target = next((one for one in table.items if one.code == item.moves_to), None)
    if target is None or target.is_group or target.code == item.code:
        return [("moves_to", f"Dòng {item.code}: ghi mã một dòng khác nhận điểm, ví dụ: 4.2.")]
    if target.condition is not Condition.ALWAYS:
        return [("moves_to", f"Dòng {item.code}: dòng {target.code} cũng có lúc không áp dụng; chọn dòng khác.")]
    return []


def _sums(table: TableFacts) -> list[Problem]:
    found = []
    for place, item in enumerate(table.items):
        if not item.is_group:
            continue
        own = sum((one.maximum for one in members_of(table.items, item)), Decimal(0))
        if own and own != item.maximum:
            sentence = f"Nhóm {item.code} ghi {show(item.maximum)} điểm, các dòng của nhóm cộng lại {show(own)}."
            found.append(Problem(f"items.{place}.maximum", sentence))
    return found


def warnings(table: TableFacts) -> list[str]:
    """Say what is odd and does not block: groups that do not add up to the whole, bands with gaps between them."""
    found = []
    whole = sum((item.maximum for item in table.items if not item.is_group), Decimal(0))
    if whole != table.maximum:
        found.append(f"Các tiêu chí cộng lại {show(whole)} điểm, thang điểm ghi {show(table.maximum)}.")
    for item in table.items:
        banded = sorted((one for one in item.options if one.has_bounds), key=_low)
        for one, other in pairwise(banded):
            if _high(one) < _low(other):
                found.append(f"Dòng {item.code}: giữa “{one.label}” và “{other.label}” có khoảng không thuộc mức nào.")
    return found


def _ratings(table: TableFacts) -> list[Problem]:
    bands = sorted(table.bands, key=lambda band: list(Rating).index(band.rating))
    if not bands:
        return [Problem("bands", "Chưa có mức xếp loại nào.")]
    found = []
    for place, band in enumerate(bands):
        if band.minimum < 0 or band.minimum > table.maximum:
            found.append(Problem(f"bands.{band.rating}", f"{band.rating.label}: từ 0 đến {show(table.maximum)} điểm."))
        if place and band.minimum >= bands[place - 1].minimum:
            above = bands[place - 1].rating.label
            found.append(Problem(f"bands.{band.rating}", f"{band.rating.label} phải thấp hơn {above}."))
    if bands[-1].minimum != 0:
        found.append(
            Problem(f"bands.{bands[-1].rating}", "Mức thấp nhất phải từ 0 điểm, để điểm nào cũng có xếp loại.")
        )
    return found
