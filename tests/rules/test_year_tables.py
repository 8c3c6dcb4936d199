"""The eight tables of a year's report (recognition.md §11.3)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bontot_desktop.rules import year_tables
from bontot_desktop.rules.closed_year import ClosedReason
from bontot_desktop.rules.recognition import EntryState, QualityLevel, Reason
from bontot_desktop.rules.year_ratings import Tally
from bontot_desktop.rules.year_statistics import AwardSum, MeetingSum, YearFigures, YearView
from tests.rules.test_year_statistics import cell, year

MEMBERS = Tally(30, 3, 1, 2, 0, 4, 18, 2, 0, 0)


def views() -> list[YearView]:
    before = year(cell(1, EntryState.RECOGNISED, rating=QualityLevel.GOOD), cell(2, EntryState.NOT_RECOGNISED))
    now = year(
        cell(
            1,
            EntryState.RECOGNISED,
            rating=QualityLevel.EXCELLENT,
            rating_points=Decimal("92.5"),
            counted_total=Decimal(90),
            members=MEMBERS,
            streak=2,
            is_exemplary=True,
        ),
        replace(cell(2, EntryState.RECOGNISED, rating=QualityLevel.GOOD, members=MEMBERS), group="Trường học"),
        cell(
            3,
            EntryState.NOT_RECOGNISED,
            rating=QualityLevel.COMPLETED,
            reasons=(ClosedReason(Reason.R05, "Xếp loại thấp."),),
        ),
    )
    figures = YearFigures(
        admitted=3,
        meetings=(MeetingSum("Nông thôn", 24, 23, 500, 520, 520, 210, 9, 8, (20, 3, 0, 0), themed_met=8),),
        awards=(AwardSum("Giấy khen chi bộ", 2, Decimal(2_808_000)),),
    )
    return [YearView(replace(before, year=2025), YearFigures(admitted=1)), YearView(now, figures)]


def by_key() -> dict[str, year_tables.YearTable]:
    return {table.key: table for table in year_tables.tables(views())}


def test_there_are_eight_tables_whose_rows_fit_their_headings():
    found = by_key()
    assert list(found) == ["B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8"]
    for table in found.values():
        assert table.rows, table.key
        assert {len(row.values) for row in table.rows} == {len(table.heads)}, table.key


def test_table_1_counts_by_kind_of_cells_and_adds_up():
    rows = by_key()["B1"].rows
    assert [row.values[0] for row in rows] == ["Nông thôn", "Trường học", "Cộng"]
    assert rows[-1].values == ("Cộng", "3", "3", "100,00", "3", "2", "2", "66,67", "66,67", "1")
    assert rows[-1].is_total
    assert rows[0].cell_ids == (1, 3)


def test_table_3_makes_the_shares_of_a_row_add_to_a_hundred_and_adds_the_columns():
    rows = by_key()["B3"].rows
    assert rows[0].values[2:] == ("30", "3", "1", "2", "24", "4", "16,67", "18", "75,00", "2", "0", "91,67")
    assert rows[-1].values[1:7] == ("Cộng", "60", "6", "2", "4", "48")


def test_table_4_and_5_name_who_was_recognised_and_why_the_others_were_not():
    found = by_key()
    assert [row.values[1] for row in found["B4"].rows] == ["Chi bộ Mẫu 1", "Chi bộ Mẫu 2"]
    assert found["B4"].rows[0].values[6] == "2"
    assert found["B5"].rows[0].values[3:] == ("R05", "Xếp loại thấp.")
    assert found["B5"].note.startswith("Tổng hợp: R05")


def test_table_6_sets_years_side_by_side_with_the_number_of_cells_first():
    rows = {row.values[0]: row.values for row in by_key()["B6"].rows}
    assert rows["Tổng số chi bộ"] == ("Tổng số chi bộ", "2", "3", "tăng 1")
    name = "Tỷ lệ công nhận so với tổng số (%)"
    assert rows[name] == (name, "50,00", "66,67", "tăng 16,67 điểm %")
    assert rows["Kết nạp đảng viên"][1:] == ("1", "3", "tăng 2")


def test_table_6_leaves_recognition_empty_while_nothing_is_decided_and_says_so():
    before, _ = views()
    running = YearView(year(cell(1, EntryState.PROPOSED), cell(2, EntryState.REGISTERED)))
    found = next(table for table in year_tables.tables([before, running]) if table.key == "B6")
    rows = {row.values[0]: row.values[1:] for row in found.rows}
    assert rows["Chi bộ được công nhận"] == ("1", "–", "")
    assert rows["Tỷ lệ công nhận so với tổng số (%)"] == ("50,00", "–", "")
    assert "Năm 2026 chưa có quyết định công nhận." in found.note
    assert "chưa có quyết định" not in by_key()["B6"].note


def test_table_7_counts_the_quarters_with_a_themed_meeting_never_more_than_owed():
    assert by_key()["B7"].rows[0].values[3] == "8/8"


def test_table_8_adds_the_money():
    assert by_key()["B8"].rows[-1].values == ("", "Cộng", "2", "2.808.000")
