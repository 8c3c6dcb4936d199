"""The month of all cells: schedule and quick figures in the real file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.services import meetings, months, schedules
from tests import sample_office as made
from tests.meeting_office import approved, cell_id


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def typed(office, month=6, **figures):
    entry = months.load(office, 2026, month)[0].entry
    return replace(
        entry,
        held_on=date(2026, month, 3),
        minutes=95,
        total=22,
        expected=22,
        present=20,
        unexcused=0,
        speakers=8,
        contributions=10,
        points=Decimal("92.5"),
        **figures,
    )


def test_a_month_has_every_cell_with_its_members(office):
    rows = months.load(office, 2026, 6)
    assert [(row.entry.cell, row.roster, row.state) for row in rows] == [
        ("Chi bộ thôn Mẫu 1", 22, None),
        ("Chi bộ thôn Mẫu 2", 5, None),
        ("Chi bộ Trường Mẫu", 1, None),
    ]


def test_figures_of_a_cell_with_its_own_book_are_kept_and_rated(office):
    months.save(office, 2026, 6, [typed(office, note="thiếu tài liệu")])
    row = months.load(office, 2026, 6)[0]
    assert (row.entry.present, row.entry.speakers, row.entry.minutes) == (20, 8, 95)
    assert (row.entry.points, row.rating, row.is_official, row.is_full) == (Decimal("92.5"), Rating.GOOD, False, False)
    assert row.entry.note == "thiếu tài liệu"
    assert [line.is_sample for line in meetings.list_meetings(office, 2026, month=6)] == [False]


def test_a_themed_part_makes_it_a_combined_meeting_and_an_emptied_line_takes_it_out(office):
    months.save(office, 2026, 6, [typed(office, is_themed=True, theme="Chuyển đổi số")])
    row = months.load(office, 2026, 6)[0]
    assert (row.entry.is_themed, row.entry.theme) == (True, "Chuyển đổi số")
    empty = months.MonthEntry(row.entry.cell_id, row.entry.cell)
    months.save(office, 2026, 6, [empty])
    assert months.load(office, 2026, 6)[0].state is None
    assert meetings.list_meetings(office, 2026, month=6) == []


def test_full_minutes_show_their_figures_and_are_not_typed_over(office):
    approved(office, 1, 6)
    row = months.load(office, 2026, 6)[0]
    assert row.is_full
    assert row.entry.expected == 22
    with pytest.raises(Refused, match="đã có biên bản tháng 6/2026"):
        months.save(office, 2026, 6, [typed(office)])


def test_a_meeting_only_planned_is_told_as_planned_not_as_minutes(office):
    draft = meetings.start(office, cell_id(office), MeetingType.REGULAR, 2026, 12, date(2026, 12, 3))
    meetings.save(office, draft)
    office.now = lambda: datetime(2026, 12, 5, 9, 0)
    with pytest.raises(Refused, match="đã lên lịch buổi tháng 12/2026"):
        months.save(office, 2026, 12, [typed(office, 12)])


def test_one_line_that_cannot_be_keeps_the_whole_month_from_being_stored(office):
    rows = months.load(office, 2026, 6)
    second = replace(rows[1].entry, held_on=date(2026, 6, 4), present=9, expected=5)
    with pytest.raises(Problems, match="số có mặt nhiều hơn số phải dự"):
        months.save(office, 2026, 6, [typed(office), second])
    assert [row.state for row in months.load(office, 2026, 6)] == [None, None, None]


def test_points_off_the_table_are_said_beside_the_cell(office):
    with pytest.raises(Problems) as refused:
        months.save(office, 2026, 6, [replace(typed(office), points=Decimal(101))])
    assert [problem.field for problem in refused.value.problems] == [f"entries.{cell_id(office)}.points"]


def test_a_meeting_before_the_cell_existed_is_refused(office):
    with office.work("test", "Ngày lập") as session:
        session.query(Cell).order_by(Cell.code).first().founded_on = date(2026, 6, 20)
    with pytest.raises(Problems, match="chưa thành lập ngày 03/06/2026"):
        months.save(office, 2026, 6, [typed(office)])


def test_a_schedule_offers_the_usual_meeting_until_another_is_stored(office):
    with office.work("test", "Ngày cố định") as session:
        cell = session.query(Cell).order_by(Cell.code).first()
        cell.fixed_day, cell.usual_time, cell.usual_place = 31, time(19, 30), "Nhà văn hóa"
    offered = schedules.month(office, 2026, 6)
    first = offered[0]
    assert (first.cell, first.planned_on, first.id) == ("Chi bộ thôn Mẫu 1", date(2026, 6, 30), None)
    assert offered[0].attendee == "Trần Phụ Trách 1"
    themed = replace(offered[1], type=MeetingType.THEMED, theme="Chuyển đổi số", planned_on=date(2026, 6, 9))
    schedules.save_month(office, 2026, 6, [replace(offered[0], is_agreed=True), themed])
    stored = schedules.month(office, 2026, 6)
    assert [(one.cell, one.type, one.is_agreed) for one in stored] == [
        ("Chi bộ thôn Mẫu 1", MeetingType.REGULAR, True),
        ("Chi bộ thôn Mẫu 2", MeetingType.REGULAR, False),
        ("Chi bộ thôn Mẫu 2", MeetingType.THEMED, False),
        ("Chi bộ Trường Mẫu", MeetingType.REGULAR, False),
    ]
    assert [one.theme for one in schedules.of_year(office, 2026, stored[2].cell_id)] == ["Chuyển đổi số"]


def test_a_theme_is_planned_for_several_cells_at_once(office):
    ids = [one.cell_id for one in schedules.month(office, 2026, 9)]
    schedules.plan_theme(office, 2026, 9, ids[:2], "Học tập và làm theo Bác", draft_due_on=date(2026, 8, 25))
    schedules.plan_theme(office, 2026, 9, ids[1:], "Chuyển đổi số")
    assert [(month, one.theme) for month, one in schedules.themes(office, 2026)] == [
        (9, "Học tập và làm theo Bác"),
        (9, "Chuyển đổi số"),
        (9, "Chuyển đổi số"),
    ]
    with pytest.raises(Problems, match="Chưa ghi tên chuyên đề"):
        schedules.plan_theme(office, 2026, 9, ids, " ")
