"""Every formula of the statistics, by its id (meetings.md §9), against figures counted by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

import pytest

from bontot_desktop.rules import before_after, statistics
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.meetings import MeetingType, TaskState
from bontot_desktop.rules.periods import Period, PeriodKind, whole_year
from bontot_desktop.rules.petitions import PetitionState
from bontot_desktop.rules.samples import Aspect, SampleState
from bontot_desktop.rules.scoring import Rating, ScoreDeadlines
from bontot_desktop.rules.statistic_facts import (
    AbsentFact,
    CellFact,
    ChargeFact,
    EventFact,
    Facts,
    PetitionFact,
    StatisticsRules,
    TaskFact,
)

REGULAR, THEMED, COMBINED = MeetingType.REGULAR, MeetingType.THEMED, MeetingType.COMBINED
YEAR = whole_year(2026)
FIRST_QUARTER = Period(PeriodKind.QUARTER, 2026, 1)
END = date(2026, 12, 31)


@dataclass(frozen=True)
class Held:
    id: int
    month: int
    cell_id: int = 1
    type: MeetingType = REGULAR
    year: int = 2026
    held_on: date | None = None
    starts_at: time | None = time(19, 30)
    ends_at: time | None = time(21, 0)
    is_sample: bool = False
    is_brief: bool = False
    uploaded_before_at: datetime | None = None
    uploaded_after_at: datetime | None = None
    expected: int | None = 20
    present: int | None = 18
    attended: int | None = 19
    unexcused: int | None = 0
    speakers: int | None = 6
    contributions: int | None = 7
    minutes: int | None = 90
    required: int = 90
    submitted_on: date | None = None
    points: Decimal | None = None
    rating: Rating | None = None


def held(number: int, month: int = 1, **more) -> Held:
    day = date(more.get("year", 2026), month, more.pop("day", 3))
    return Held(number, month, **({"held_on": day} | more))


def cell(number: int = 1, founded: date | None = None, dissolved: date | None = None, group: str = "Nông thôn"):
    kind = ContentType.VILLAGE_QUARTER
    return CellFact(number, f"Chi bộ thôn Mẫu {number}", str(number), group, kind, founded, dissolved)


ONE = (cell(),)


def facts(*meetings: Held, period: Period = YEAR, as_of: date = END, cells=ONE, **more) -> Facts:
    return Facts(period, as_of, StatisticsRules(), tuple(cells), tuple(meetings), **more)


def figure(key: str, counted: Facts) -> tuple[str, str]:
    indicator = statistics.BY_KEY[key]
    value = indicator.count(counted)
    return indicator.text(value), indicator.counted(value)


def task(number: int, due: date, state: TaskState, closed: tuple[int, int] | None = None) -> TaskFact:
    return TaskFact(number, 1, due, state, (due.year, due.month), date(due.year, due.month, 3), closed)


def petition(number: int, state: PetitionState, answered_on: date | None = None) -> PetitionFact:
    return PetitionFact(number, 1, date(2026, 3, 1), state, answered_on)


def at(day: int, hour: int, minute: int = 0, month: int = 1) -> datetime:
    return datetime(2026, month, day, hour, minute)


SMALL = held(1, expected=5, present=5, attended=5, speakers=5)
LARGE = held(2, cell_id=2, expected=55, present=40, attended=41, speakers=10, contributions=12)
UNTOLD = held(3, cell_id=2, expected=None, present=None, attended=None, speakers=None, contributions=None)
TWO = (cell(1), cell(2))
SAMPLES = (
    EventFact(1, 1, SampleState.CLOSED, 11, 10, 9, 8, (Decimal(90), Decimal("91.5")), (Aspect.DISCUSSION,) * 3),
    EventFact(2, 1, SampleState.HELD, 12, 6, 6, 4, (Decimal(84),), (Aspect.BOOKS, Aspect.DISCUSSION)),
    EventFact(3, 1, SampleState.PREPARING, None, 7, 7),
    EventFact(4, 1, SampleState.CANCELLED),
)

CASES = [
    pytest.param("S1", facts(SMALL, LARGE, cells=TWO), "75,0 %", "45 / 60", id="S1 pools the cells"),
    pytest.param("S1", facts(SMALL, UNTOLD), "100 %", "5 / 5", id="S1 leaves out what nobody told"),
    pytest.param("S1", facts(), "–", "", id="S1 of nothing"),
    pytest.param("S2", facts(SMALL, LARGE, cells=TWO), "32,6 %", "15 / 46", id="S2 over those who were there"),
    pytest.param("S3", facts(SMALL, LARGE, UNTOLD), "19", "", id="S3 adds the speeches"),
    pytest.param("S4", facts(*(held(n, n) for n in range(1, 12))), "91,7 %", "11 / 12", id="S4 over twelve months"),
    pytest.param(
        "S4", facts(held(1, 1), held(2, 2, type=COMBINED), held(3, 2, type=THEMED), period=FIRST_QUARTER), "66,7 %",
        "2 / 3", id="S4 takes combined meetings, not themed ones",
    ),
    pytest.param(
        "S4", facts(held(1, 10), held(2, 11), as_of=date(2026, 11, 22), cells=[cell(1, founded=date(2026, 9, 30))]),
        "100 %", "2 / 2", id="S4 of a cell founded at the end of September, in November",
    ),
    pytest.param(
        "S4", facts(held(1, 9), cells=[cell(1, date(2026, 8, 1), date(2026, 9, 30))]), "50,0 %", "1 / 2",
        id="S4 counts the month a cell ended in when it met",
    ),
    pytest.param(
        "S4", facts(period=Period(PeriodKind.MONTH, 2026, 11), as_of=date(2026, 11, 22)), "–", "",
        id="S4 asks for no meeting of a month that goes on",
    ),
    pytest.param("S5", facts(held(1), held(2, type=THEMED), held(3, type=COMBINED)), "2", "", id="S5 number"),
    pytest.param(
        "S5.1", facts(held(1, 2, type=THEMED), held(2, 3, type=THEMED), held(3, 8, type=COMBINED)), "50,0 %", "2 / 4",
        id="S5 two in one quarter are one",
    ),
    pytest.param("S5.1", facts(held(1, 2, type=THEMED), period=Period(PeriodKind.MONTH, 2026, 2)), "–", "",
                 id="S5 a month has no quarter"),
    pytest.param(
        "S5.1", facts(as_of=date(2026, 5, 10)), "0,0 %", "0 / 1", id="S5 asks for the quarters that are over",
    ),
    pytest.param(
        "S5.2",
        facts(
            held(1, 2, type=THEMED), held(2, 2, type=THEMED, cell_id=2), held(3, 5, type=THEMED, cell_id=2),
            cells=TWO, period=Period(PeriodKind.HALF, 2026, 1),
        ),
        "50,0 %", "1 / 2", id="S5 cells with one in each quarter",
    ),
    pytest.param("S6", facts(held(1, minutes=95), held(2, minutes=100), held(3, minutes=None)), "97,5", "2",
                 id="S6 mean minutes"),
    pytest.param("S6.1", facts(held(1, minutes=90), held(2, minutes=89), held(3, minutes=115, required=120)),
                 "33,3 %", "1 / 3", id="S6 long enough"),
    pytest.param("S7", facts(held(1, unexcused=2), held(2), held(3, unexcused=1)), "3", "", id="S7 absences"),
    pytest.param(
        "S7.1", facts(absent=(AbsentFact(5, 1, (1, 2, 3)), AbsentFact(6, 1, (1, 2)))), "1", "",
        id="S7 members who missed three",
    ),
    pytest.param(
        "S8", facts(held(1, rating=Rating.GOOD), held(2, rating=Rating.FAIR), held(3)), "50,0 %", "1 / 2",
        id="S8 good ones of the rated",
    ),
    pytest.param("S8.3", facts(held(1, rating=Rating.POOR)), "100 %", "1 / 1", id="S8 poor ones"),
    pytest.param("S8.4", facts(held(1, points=Decimal("91.5")), held(2, points=Decimal(88)), held(3)), "89,8", "2",
                 id="S8 mean score, half rounded up"),
    pytest.param(
        "S9",
        facts(
            held(1, 1, submitted_on=date(2026, 2, 5)), held(2, 2, submitted_on=date(2026, 3, 6)), held(3, 3),
            period=FIRST_QUARTER,
        ),
        "33,3 %", "1 / 3", id="S9 on the due day is in time",
    ),
    pytest.param("S9", facts(as_of=date(2026, 2, 4), period=FIRST_QUARTER), "–", "", id="S9 before any due day"),
    pytest.param(
        "S10",
        facts(
            tasks=(
                task(1, date(2026, 3, 25), TaskState.DONE, (2026, 4)),
                task(2, date(2026, 3, 25), TaskState.DONE, (2026, 5)),
                task(3, date(2026, 3, 25), TaskState.OPEN),
                task(4, date(2026, 3, 25), TaskState.CANCELLED),
            )
        ),
        "33,3 %", "1 / 3", id="S10 reported at the first meeting after its day",
    ),
    pytest.param(
        "S10.1", facts(tasks=(task(1, date(2026, 3, 25), TaskState.LATE), task(2, date(2026, 12, 31), TaskState.OPEN))),
        "1", "", id="S10 overdue",
    ),
    pytest.param(
        "S11.1",
        facts(
            petitions=(
                petition(1, PetitionState.ANSWERED, date(2026, 4, 1)), petition(2, PetitionState.TOLD),
                petition(3, PetitionState.SENT), petition(4, PetitionState.DROPPED),
            )
        ),
        "2", "", id="S11 answered",
    ),
    pytest.param(
        "S11.2",
        facts(
            petitions=(petition(1, PetitionState.ANSWERED, date(2026, 5, 1)), petition(2, PetitionState.RAISED)),
            as_of=date(2026, 4, 1),
        ),
        "2", "", id="S11 what is answered later was pending",
    ),
    pytest.param("S11", facts(petitions=(petition(1, PetitionState.RAISED),)), "1", "", id="S11 raised"),
    pytest.param(
        "S12",
        facts(
            held(1, uploaded_before_at=at(2, 19, 30)), held(2, uploaded_before_at=at(2, 19, 31)), held(3),
            held(4, starts_at=None, uploaded_before_at=at(1, 23)),
        ),
        "50,0 %", "2 / 4", id="S12 a day before, to the minute",
    ),
    pytest.param(
        "S12", facts(held(1), held(2, is_brief=True), held(3, is_brief=True, uploaded_before_at=at(1, 19))), "50,0 %",
        "1 / 2", id="S12 leaves out what a cell that keeps its own book did not tell",
    ),
    pytest.param(
        "S12.1", facts(held(1), held(2, is_brief=True), held(3, is_brief=True, uploaded_after_at=at(4, 19))), "50,0 %",
        "1 / 2", id="S12 leaves out what nobody told of the minutes",
    ),
    pytest.param(
        "S12.1",
        facts(
            held(1, uploaded_after_at=at(5, 21)), held(2, uploaded_after_at=at(5, 21, 1)),
            held(3, starts_at=time(23), ends_at=time(0, 30), uploaded_after_at=at(6, 0, 30)), held(4, 12, day=30),
        ),
        "66,7 %", "2 / 3", id="S12 within two days, over midnight, not before they are over",
    ),
    pytest.param(
        "S13", facts(charges=(ChargeFact(1, 1, 7, "A", True), ChargeFact(2, 1, 7, "A", False))), "50,0 %", "1 / 2",
        id="S13 meetings attended",
    ),
    pytest.param("S14", facts(events=SAMPLES), "66,7 %", "2 / 3", id="S14 held of planned"),
    pytest.param("S14.1", facts(events=SAMPLES), "93,8 %", "15 / 16", id="S14 observers who came"),
    pytest.param("S14.2", facts(events=SAMPLES), "80,0 %", "12 / 15", id="S14 sheets"),
    pytest.param("S14.3", facts(events=SAMPLES), "88,5", "3", id="S14 mean score"),
    pytest.param("S14.4", facts(events=SAMPLES), "Thảo luận, tự phê bình và phê bình (4); Biên bản, sổ sách, Sổ tay "
                 "điện tử (1)", "", id="S14 aspects criticised most"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "counted_from", "text", "counted"), CASES)
def test_a_figure_is_what_the_domain_says(key, counted_from, text, counted):
    assert figure(key, counted_from) == (text, counted)


def test_every_figure_of_the_domain_is_there_and_tested():
    assert {indicator.number for indicator in statistics.INDICATORS} == set(range(1, 16))
    assert {f"S{indicator.number}" for indicator in statistics.INDICATORS} == {
        *(str(case.values[0]).split(".")[0] for case in CASES),
        "S15",
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(-1, 2), "-0,5"), (Fraction(-3, 2), "-1,5"), (Fraction(-2), "-2,0"), (Fraction(-1, 100), "0,0"),
        (Fraction(1, 2), "0,5"), (Fraction(-24691, 20), "-1.234,5"), (None, "–"),
    ],
)  # fmt: skip
def test_a_number_is_written_with_its_sign_before_its_amount(value, text):
    assert statistics.decimal(value) == text


def test_s15_counts_the_sample_meetings_that_can_be_compared():
    assert figure("S15", facts(events=SAMPLES)) == ("2", "")


def test_a_figure_names_what_stands_behind_it():
    counted = facts(SMALL, LARGE, UNTOLD, cells=TWO)
    assert statistics.attendance(counted).ids == (1, 2)
    assert statistics.regular(counted).ids == (1, 3)
    assert statistics.rated(Rating.GOOD)(facts(held(1, rating=Rating.FAIR))).ids == ()


def test_s13_is_counted_for_each_committee_member():
    charges = (ChargeFact(1, 1, 7, "A", True), ChargeFact(2, 2, 8, "B", False), ChargeFact(3, 1, 7, "A", False))
    found = statistics.by_person(facts(charges=charges))
    assert (found[7].ratio, found[8].ratio) == (Fraction(1, 2), Fraction(0))
    assert found[7].ids == (1, 3)


def test_figures_are_narrowed_to_cells_and_months():
    counted = facts(held(1, 1), held(2, 2, expected=10, present=5), held(3, 1, cell_id=2, present=20), cells=TWO)
    assert figure("S1", counted.of_cells([1]))[1] == "23 / 30"
    assert figure("S1", counted.of_cells([]))[0] == "–"
    assert figure("S1", counted.by_months()[1])[1] == "5 / 10"
    assert [len(month.meetings) for month in counted.by_months()[:3]] == [2, 1, 0]
    assert {mark: len(part.meetings) for mark, part in counted.by_cells({1: 8, 2: 9}).items()} == {8: 2, 9: 1}


def test_without_a_due_day_no_score_is_late_and_none_in_time():
    counted = facts(held(1, 1, submitted_on=date(2026, 2, 5)), deadlines=ScoreDeadlines(submit_day=0))
    assert figure("S9", counted) == ("–", "")


# S15


def around(cell_id: int, months, **more) -> list[Held]:
    return [held(cell_id * 100 + month, month, cell_id=cell_id, **more) for month in months]


def test_s15_compares_three_regular_meetings_before_and_after_without_the_sample_meeting():
    own = [*around(1, range(1, 5), present=10), held(105, 5, present=20), *around(1, range(6, 10), present=18)]
    others = around(2, range(1, 10), present=14)
    themed = [held(999, 4, day=20, type=THEMED, present=0)]
    found = before_after.compare([*others, *own, *themed], 1, date(2026, 5, 3))
    assert found.own_before.meetings == (102, 103, 104)
    assert found.own_after.meetings == (106, 107, 108)
    assert found.others_before.meetings == (202, 203, 204)
    texts = [
        before_after.COMPARED[0].text(side.values[0])
        for side in (found.own_before, found.own_after, found.others_before, found.others_after)
    ]
    assert texts == ["50,0 %", "90,0 %", "70,0 %", "70,0 %"]
    assert not found.is_thin
    assert found.caveat.startswith("Chi bộ điểm 3 buổi trước, 3 buổi sau; các chi bộ khác 3 và 3 buổi.")


def test_s15_is_drawn_figure_by_figure_and_its_shares_together():
    own = [*around(1, range(2, 5), present=10, points=Decimal(80)), *around(1, range(6, 9), present=18)]
    found = before_after.compare([*own, *around(2, range(1, 10), present=14)], 1, date(2026, 5, 3))
    charts = before_after.charts(found)
    assert [(one.labels, one.is_share) for one in charts] == [
        (("Chi bộ điểm", "Chi bộ khác"), True),
        (("Chi bộ điểm", "Chi bộ khác"), True),
        (("Chi bộ điểm", "Chi bộ khác"), False),
    ]
    together = before_after.chart(found)
    assert together.labels == ("Dự, chi bộ điểm", "Dự, chi bộ khác", "Phát biểu, chi bộ điểm", "Phát biểu, chi bộ khác")
    for side, series in enumerate(together.series):
        assert series.name == ("Trước", "Sau")[side]
        assert series.texts == charts[0].series[side].texts + charts[1].series[side].texts
    assert together.series[0].texts[0] != together.series[1].texts[0]


def test_s15_says_when_there_are_too_few_meetings_to_tell():
    found = before_after.compare(around(1, (3, 4)), 1, date(2026, 4, 20))
    assert found.is_thin
    assert found.caveat.endswith("chưa so sánh được.")
    assert before_after.COMPARED[0].text(found.own_after.values[0]) == "–"
    found = before_after.compare(around(1, (3, 4, 5)), 1, date(2026, 4, 20))
    assert found.caveat.endswith("chưa đủ để kết luận.")


def test_s15_takes_as_many_meetings_as_the_office_says():
    rules = replace(StatisticsRules(), around=1)
    found = before_after.compare(around(1, range(1, 10)), 1, date(2026, 5, 3), rules)
    assert (found.own_before.meetings, found.own_after.meetings) == ((104,), (106,))
    assert not found.is_thin
    assert found.caveat.endswith("chỉ nên dùng để tham khảo.")
    rules = replace(StatisticsRules(), around=4)
    assert before_after.compare(around(1, range(2, 10)), 1, date(2026, 5, 3), rules).is_thin
