"""What the program computes for criteria (recognition.md §5.8): each figure with the sentence of what it rests on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bontot_desktop import text
from bontot_desktop.rules.criteria import Criterion
from bontot_desktop.rules.criteria_metrics import Metric, answer_for
from bontot_desktop.rules.scoring import Rating, show
from bontot_desktop.rules.shares import percent
from bontot_desktop.rules.year_ratings import Tally

_HUNDREDTHS = Decimal("0.01")
_QUARTERS = ("I", "II", "III", "IV")
#: 4 Tốt down to 1 Kém (criteria_metrics.Metric.YEAR_LEVEL).
_LEVELS = {rating: Decimal(4 - place) for place, rating in enumerate(Rating)}


@dataclass(frozen=True, slots=True)
class MetricValue:
    """A figure, None while it cannot be told, and the sentence of where it comes from or what is missing."""

    value: Decimal | None
    sentence: str


@dataclass(frozen=True, slots=True)
class TargetFact:
    """A target given to a cell: how much, what was reached (None while nobody said), and which way is better."""

    indicator: str
    assigned: Decimal
    reached: Decimal | None
    is_lower_better: bool = False

    @property
    def is_done(self) -> bool:
        """Whether it was reached."""
        if self.reached is None:
            return False
        return self.reached <= self.assigned if self.is_lower_better else self.reached >= self.assigned

    @property
    def is_over(self) -> bool:
        """Whether it was exceeded."""
        return self.is_done and self.reached != self.assigned


def targets(facts: Sequence[TargetFact], year: int) -> dict[Metric, MetricValue]:
    """Count the targets reached and exceeded, of all given to the cell; the target of admissions is not among them."""
    keys = (Metric.TARGETS_DONE, Metric.TARGETS_OVER)
    if not facts:
        return dict.fromkeys(keys, MetricValue(None, f"Chưa ghi chỉ tiêu giao cho chi bộ năm {year}."))
    waiting = [fact for fact in facts if fact.reached is None]
    if waiting:
        sentence = f"Còn {len(waiting)}/{len(facts)} chỉ tiêu chưa ghi kết quả: {_named(waiting)}."
        return dict.fromkeys(keys, MetricValue(None, sentence))
    done, over = sum(fact.is_done for fact in facts), sum(fact.is_over for fact in facts)
    failed = [fact for fact in facts if not fact.is_done]
    rest = f"; chưa đạt: {_named(failed)}" if failed else ""
    sentence = f"Đạt {done}/{len(facts)} chỉ tiêu, vượt {over}{rest}."
    return {
        Metric.TARGETS_DONE: MetricValue(percent(done, len(facts)), sentence),
        Metric.TARGETS_OVER: MetricValue(percent(over, len(facts)), sentence),
    }


def _named(facts: Sequence[TargetFact], most: int = 3) -> str:
    return "; ".join(fact.indicator for fact in facts[:most]) + ("…" if len(facts) > most else "")


def admissions(admitted: int, target: Decimal | None) -> dict[Metric, MetricValue]:
    """Hold the members admitted in the year against the target; without one the criterion does not apply."""
    if not target:
        few = f"Không giao chỉ tiêu kết nạp (trong năm kết nạp {admitted})." if admitted else "Không giao chỉ tiêu."
        return dict.fromkeys((Metric.ADMITTED, Metric.ADMITTED_OVER), MetricValue(None, few))
    sentence = f"Kết nạp {admitted}/{show(target)} đảng viên theo chỉ tiêu."
    share = (Decimal(admitted * 100) / target).quantize(_HUNDREDTHS, ROUND_HALF_UP)
    over = max(Decimal(admitted) - target, Decimal(0))
    return {Metric.ADMITTED: MetricValue(share, sentence), Metric.ADMITTED_OVER: MetricValue(over, sentence)}


def regular(held: Collection[int], due: Collection[int], *, is_running: bool) -> MetricValue:
    """Count monthly meetings as of twelve months: held × 12 ÷ owed.

    ``due`` are the months that are over in which the cell existed throughout; a month in which it met counts too.
    """
    owed = set(due) | set(held)
    if not held:
        return MetricValue(None, "Chưa ghi buổi sinh hoạt thường kỳ nào của năm.")
    missing = sorted(owed - set(held))
    less = f": thiếu tháng {', '.join(map(str, missing))}" if missing else ""
    so_far = f" (tính đến tháng {max(owed)})" if is_running and len(owed) < 12 else ""
    few = ", quy về 12 tháng" if len(owed) < 12 and not is_running else ""
    value = (Decimal(len(set(held)) * 12) / len(owed)).quantize(_HUNDREDTHS, ROUND_HALF_UP)
    return MetricValue(value, f"{len(set(held))}/{len(owed)} kỳ đã họp{so_far}{few}{less}.")


def themed(months: Collection[int], *, has_meetings: bool) -> MetricValue:
    """Count the quarters in which a themed meeting was held."""
    if not has_meetings:
        return MetricValue(None, "Chưa ghi buổi sinh hoạt nào của năm.")
    quarters = {(month - 1) // 3 for month in months}
    missing = [name for place, name in enumerate(_QUARTERS) if place not in quarters]
    less = f": thiếu quý {', '.join(missing)}" if missing else ""
    return MetricValue(Decimal(len(quarters)), f"Sinh hoạt chuyên đề ở {len(quarters)}/4 quý{less}.")


def rate(pairs: Sequence[tuple[int, int]], words: str) -> MetricValue:
    """Pool a rate over meetings (present of expected, speakers of present), as statistics do (meetings.md §9)."""
    part, whole = sum(one for one, _ in pairs), sum(of for _, of in pairs)
    value = percent(part, whole)
    if value is None:
        return MetricValue(None, f"Chưa có số liệu {words}.")
    return MetricValue(value, f"{text.first_upper(words)} {show(value)} %: {part}/{whole} lượt của {len(pairs)} buổi.")


def year_level(level: Rating | None, sentence: str) -> MetricValue:
    """Give the level of the year's meetings its number."""
    if level is None:
        return MetricValue(None, "Chưa có buổi sinh hoạt nào được chấm, xếp loại.")
    return MetricValue(_LEVELS[level], f"Sinh hoạt cả năm xếp loại {sentence}")


def disciplined(names: Sequence[str]) -> MetricValue:
    """Count members with a disciplinary decision of the year for a fault in the cell."""
    if not names:
        return MetricValue(Decimal(0), "Không có đảng viên bị kỷ luật trong năm.")
    return MetricValue(Decimal(len(names)), f"{len(names)} đảng viên bị kỷ luật: {text.join_vi(names)}.")


def members_good(tally: Tally | None) -> MetricValue:
    """Return the share of members rated HTTNV or better, of all evaluated; not while some wait for their rating."""
    if tally is None or not tally.evaluated:
        return MetricValue(None, "Chi bộ chưa có đảng viên được đánh giá.")
    if tally.waiting:
        return MetricValue(None, f"Mới xếp loại {tally.rated}/{tally.evaluated} đảng viên.")
    sentence = f"{tally.good_or_better}/{tally.evaluated} đảng viên được đánh giá hoàn thành tốt nhiệm vụ trở lên."
    return MetricValue(percent(tally.good_or_better, tally.evaluated), sentence)


# What a value gives


@dataclass(frozen=True, slots=True)
class AutoAnswer:
    """What the program says of a criterion: the points it gives, None when it cannot, and why."""

    points: Decimal | None
    sentence: str


def answered(item: Criterion, values: dict[Metric, MetricValue]) -> AutoAnswer | None:
    """Return what the computed values say of a criterion; None for one that nothing is computed for."""
    found = values.get(Metric(item.metric)) if item.metric in _KEYS else None
    if found is None:
        return None
    second = values.get(Metric(item.second_metric)) if item.second_metric in _KEYS else None
    if found.value is None:
        return AutoAnswer(None, found.sentence)
    answer = answer_for(item, found.value, second.value if second is not None else None)
    return AutoAnswer(answer.points if answer is not None else None, found.sentence)


_KEYS = frozenset(metric.value for metric in Metric)
