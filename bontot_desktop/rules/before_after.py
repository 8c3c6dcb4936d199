"""S15 (meetings.md §9): did it get better? The regular meetings before a sample meeting against those after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bontot_desktop import text
from bontot_desktop.rules import statistics
from bontot_desktop.rules.charts import Chart, Series
from bontot_desktop.rules.meetings import MONTHLY_TYPES
from bontot_desktop.rules.periods import Period, PeriodKind
from bontot_desktop.rules.statistic_facts import CellFact, Facts, MeetingFact, StatisticsRules
from bontot_desktop.rules.statistics import Form, Indicator, Value

#: What is compared: attendance, speaking, the mean score.
COMPARED: tuple[Indicator, ...] = tuple(statistics.BY_KEY[key] for key in ("S1", "S2", "S8.4"))
#: What the four sides are called: when, and whose.
TIMES = ("Trước", "Sau")
WHO = ("chi bộ điểm", "chi bộ khác")


@dataclass(frozen=True, slots=True)
class Side:
    """The meetings of one side: their ids and the figures, in the order of :data:`COMPARED`."""

    meetings: tuple[int, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Before and after, of the chosen cell and of all the others."""

    own_before: Side
    own_after: Side
    others_before: Side
    others_after: Side
    #: Meetings that each side should have (``StatisticsRules.around``): below, the difference says little.
    enough: int

    def pairs(self) -> tuple[tuple[str, Side, Side], ...]:
        """Return before and after of the chosen cell, then of the others, with who they are."""
        return (WHO[0], self.own_before, self.own_after), (WHO[1], self.others_before, self.others_after)

    @property
    def is_thin(self) -> bool:
        """Whether the chosen cell has fewer meetings on a side than tell anything."""
        return min(len(self.own_before.meetings), len(self.own_after.meetings)) < self.enough

    @property
    def caveat(self) -> str:
        """Say on how many meetings it rests, and what it does not prove."""
        before, after = len(self.own_before.meetings), len(self.own_after.meetings)
        others = f"các chi bộ khác {len(self.others_before.meetings)} và {len(self.others_after.meetings)} buổi"
        counted = f"Chi bộ điểm {before} buổi trước, {after} buổi sau; {others}."
        if not after:
            return f"{counted} Chưa có buổi thường kỳ nào sau sinh hoạt điểm nên chưa so sánh được."
        if self.is_thin:
            return f"{counted} Còn ít buổi, chưa đủ để kết luận."
        return f"{counted} Số buổi ít, chênh lệch có thể do nguyên nhân khác; chỉ nên dùng để tham khảo."


def compare(
    meetings: Sequence[MeetingFact], cell_id: int, day: date, rules: StatisticsRules | None = None
) -> Comparison:
    """Compare the regular meetings of each cell before and after a sample meeting held on a day; it counts on neither.

    Of every cell the nearest ``rules.around`` on each side are taken, without the sample meeting itself.
    """
    rules = rules or StatisticsRules()
    theirs: dict[int, list[MeetingFact]] = {}
    for held in sorted(meetings, key=lambda held: (held.held_on or date.min, held.id)):
        if held.type in MONTHLY_TYPES and held.held_on is not None:
            theirs.setdefault(held.cell_id, []).append(held)
    before: dict[int, list[MeetingFact]] = {}
    after: dict[int, list[MeetingFact]] = {}
    for cell, row in theirs.items():
        before[cell] = [held for held in row if held.held_on is not None and held.held_on < day][-rules.around :]
        after[cell] = [held for held in row if held.held_on is not None and held.held_on > day][: rules.around]
    own_before, own_after, others_before, others_after = (
        _side([held for cell, row in side.items() if (cell == cell_id) is own for held in row], day, rules)
        for own in (True, False)
        for side in (before, after)
    )
    return Comparison(own_before, own_after, others_before, others_after, rules.around)


def _side(meetings: Iterable[MeetingFact], day: date, rules: StatisticsRules) -> Side:
    taken = tuple(meetings)
    cells: tuple[CellFact, ...] = ()
    facts = Facts(Period.around(day, PeriodKind.YEAR), day, rules, cells, taken)
    return Side(tuple(held.id for held in taken), tuple(indicator.count(facts) for indicator in COMPARED))


def charts(found: Comparison) -> tuple[Chart, ...]:
    """Draw each figure by itself, before and after: the chosen cell, then the others."""
    who = tuple(text.first_upper(one) for one, _, _ in found.pairs())
    drawn = []
    for place, indicator in enumerate(COMPARED):
        pairs = [(before.values[place], after.values[place]) for _, before, after in found.pairs()]
        before, after = (
            Series(name, tuple(one.ratio for one in values), tuple(indicator.text(one) for one in values))
            for name, values in zip(TIMES, zip(*pairs, strict=True), strict=True)
        )
        drawn.append(Chart(indicator.title, who, (before, after), is_share=indicator.form is Form.SHARE))
    return tuple(drawn)


def chart(found: Comparison) -> Chart:
    """Draw the shares together in one chart, for a page on which there is room for one."""
    shares = [(_SHORT[one.key], drawn) for one, drawn in zip(COMPARED, charts(found), strict=True) if drawn.is_share]
    series = (
        Series(
            name,
            tuple(value for _, drawn in shares for value in drawn.series[side].values),
            tuple(said for _, drawn in shares for said in drawn.series[side].texts),
        )
        for side, name in enumerate(TIMES)
    )
    return Chart("", tuple(f"{short}, {who}" for short, _ in shares for who in WHO), tuple(series))


_SHORT = {"S1": "Dự", "S2": "Phát biểu"}
