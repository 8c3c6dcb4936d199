"""The figures of the year's end (recognition.md §11, test vectors 6 and 14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from bontot_desktop.rules import year_statistics as figures
from bontot_desktop.rules.closed_year import ClosedCell, ClosedGroup, ClosedReason, ClosedYear
from bontot_desktop.rules.recognition import Authority, EntryState, QualityLevel, Reason, Scoring, TitleKind
from bontot_desktop.rules.year_ratings import Tally

GOOD = QualityLevel.GOOD


def cell(number: int, state: EntryState, **more) -> ClosedCell:
    return ClosedCell(
        number, number, f"CB{number}", f"Chi bộ Mẫu {number}", f"{number:03d}", "Nông thôn", "", state, **more
    )


def year(*cells: ClosedCell) -> ClosedYear:
    return ClosedYear(
        year=2026,
        title=TitleKind.CELL_4_GOOD,
        title_spelling="",
        authority=Authority.SELF,
        criteria="Thang điểm 100",
        scoring=Scoring.POINTS,
        cut_off_on=date(2026, 12, 31),
        launch_on=None,
        review_on=None,
        review_total=None,
        review_present=None,
        decision_no="",
        decided_on=None,
        closed_on=date(2027, 1, 20),
        taken_at=datetime(2027, 1, 20, 9, 0),
        cells=cells,
    )


def shares_of(counted: figures.Base) -> dict[str, figures.Share]:
    return {share.id: share for share in figures.shares(counted)}


def test_vector_14_percentages_differ_by_their_printed_values_and_counts_by_themselves():
    now = figures.Share("R3", "Công nhận", 20, 23)
    before = figures.Share("R3", "Công nhận", 18, 21)
    assert (figures.written(before.value), figures.written(now.value)) == ("85,71", "86,96")
    assert figures.change("Công nhận", now, before).words == "tăng 1,25 điểm %"
    assert figures.change_of_count("Công nhận", 20, 18).words == "tăng 2"
    assert figures.change_of_count("Công nhận", 20, None).words == ""


def test_vector_6_members_are_counted_by_their_columns():
    members = Tally(30, 3, 1, 2, 0, 4, 18, 2, 0, 0)
    counted = figures.base([cell(1, EntryState.RECOGNISED, members=members)])
    found = shares_of(counted)
    assert counted.members.evaluated == 24
    assert [figures.written(found[f"R8{part}"].value) for part in "abcd"] == ["16,67", "75,00", "8,33", "0,00"]
    assert figures.written(found["R10"].value) == "22,22"
    assert figures.written(found["R9"].value) == "80,00"


def test_the_shares_of_a_campaign_rest_on_their_own_denominators():
    cells = [
        cell(1, EntryState.RECOGNISED, is_pilot=True, rating=QualityLevel.EXCELLENT),
        cell(2, EntryState.RECOGNISED, rating=GOOD),
        cell(3, EntryState.NOT_RECOGNISED, rating=QualityLevel.COMPLETED),
        cell(4, EntryState.REGISTERED, is_pilot=True),
        cell(5, EntryState.NOT_REGISTERED, rating=GOOD),
    ]
    found = shares_of(figures.base(cells))
    expected = {"R1": (4, 5), "R2": (2, 4), "R3": (2, 5), "R4": (2, 3), "R5": (1, 2), "R6e": (3, 4), "R7": (1, 2)}
    assert {name: (found[name].part, found[name].of) for name in expected} == expected


def test_a_share_of_nothing_is_a_dash():
    assert shares_of(figures.base([]))["R1"].words == "–"


def test_cells_that_ended_before_the_cut_off_day_do_not_count():
    view = figures.YearView(year(cell(1, EntryState.RECOGNISED), cell(2, EntryState.CLOSED_REORG)))
    assert [one.cell_id for one in view.cells] == [1]
    assert view.groups() == ["Nông thôn"]


def test_points_are_spread_and_far_differences_counted():
    cells = [
        cell(1, EntryState.RECOGNISED, own_total=Decimal(95), counted_total=Decimal(90)),
        cell(2, EntryState.RECOGNISED, own_total=Decimal(88), counted_total=Decimal(86)),
        cell(3, EntryState.NOT_RECOGNISED, own_total=Decimal(80), counted_total=Decimal(70)),
    ]
    found = figures.totals(cells)
    assert (found.mean, found.most, found.least, found.middle) == (Decimal("82.00"), 90, 70, Decimal("86.00"))
    assert figures.gap(cells) == (Decimal("5.67"), 2)
    assert figures.gap([]) == (None, 0)
    assert figures.totals([]).count == 0


def test_the_group_that_loses_most_points_comes_first():
    def groups(first: str, second: str) -> tuple[ClosedGroup, ...]:
        return (
            ClosedGroup("1", "Nhiệm vụ chính trị", Decimal(35), None, Decimal(first)),
            ClosedGroup("2", "Chất lượng sinh hoạt", Decimal(25), None, Decimal(second)),
        )

    closed = year(
        cell(1, EntryState.RECOGNISED, groups=groups("35", "20")),
        cell(2, EntryState.RECOGNISED, groups=groups("30", "20")),
    )
    found = figures.losses(closed)
    assert [(one.code, figures.written(one.share)) for one in found] == [("2", "20,00"), ("1", "7,14")]
    assert figures.losses(replace(closed, scoring=Scoring.PASS_FAIL)) == []


def test_the_title_is_kept_won_and_lost_by_cell():
    before = [cell(1, EntryState.RECOGNISED), cell(2, EntryState.RECOGNISED), cell(3, EntryState.NOT_RECOGNISED)]
    now = [cell(1, EntryState.RECOGNISED), cell(2, EntryState.NOT_RECOGNISED), cell(3, EntryState.RECOGNISED)]
    found = figures.kept(now, before)
    assert (found.kept, found.new, found.lost) == (("Chi bộ Mẫu 1",), ("Chi bộ Mẫu 3",), ("Chi bộ Mẫu 2",))
    assert found.share.words == "1/2 (50,00 %)"


def test_a_merged_cell_keeps_the_title_in_what_came_of_it_and_one_that_ended_is_not_counted():
    before = [cell(number, EntryState.RECOGNISED) for number in (1, 2, 3, 4)]
    now = [cell(5, EntryState.RECOGNISED), cell(4, EntryState.NOT_RECOGNISED)]
    found = figures.kept(now, before, ((1, 5), (2, 5)))
    assert (found.kept, found.new) == (("Chi bộ Mẫu 1", "Chi bộ Mẫu 2"), ())
    assert (found.lost, found.ended) == (("Chi bộ Mẫu 4",), ("Chi bộ Mẫu 3",))
    assert found.share.words == "2/3 (66,67 %)"


def test_years_in_a_row_above_five_are_counted_together():
    cells = [cell(number, EntryState.RECOGNISED, streak=years) for number, years in enumerate((1, 1, 3, 5, 9), start=1)]
    assert figures.streaks(cells) == (2, 0, 1, 0, 2)


def test_what_came_late_lowers_the_share_on_time():
    cells = [
        cell(1, EntryState.RECOGNISED, registered_on=date(2026, 3, 5), submitted_on=date(2026, 12, 1)),
        cell(2, EntryState.RECOGNISED, registered_on=date(2026, 3, 20), is_late=True, submitted_on=date(2026, 12, 9)),
    ]
    registered, came = figures.on_time(cells)
    assert (registered.words, came.words) == ("1/2 (50,00 %)", "2/2 (100,00 %)")


@pytest.mark.parametrize("state", [EntryState.NOT_PROPOSED, EntryState.NOT_RECOGNISED])
def test_reasons_are_counted_by_code_the_most_frequent_first(state):
    cells = [
        cell(1, state, reasons=(ClosedReason(Reason.R03, ""), ClosedReason(Reason.R05, ""))),
        cell(2, state, reasons=(ClosedReason(Reason.R05, ""),)),
        cell(3, EntryState.RECOGNISED, reasons=(ClosedReason(Reason.R01, ""),)),
    ]
    assert figures.reasons(cells) == [(Reason.R05, 2), (Reason.R03, 1)]
