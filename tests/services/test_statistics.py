"""Statistics of an office: read, narrowed, parted, traced back to the meetings, and made into the reports R3–R8."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import docx
import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import Meeting, RosterLine
from bontot_desktop.db.models.months import MeetingBrief, Petition
from bontot_desktop.errors import NotFound, Problems, Refused
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.meetings import Attendance, MeetingState, MeetingType
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.rules.periods import Period, PeriodKind, whole_year
from bontot_desktop.rules.petitions import PetitionSource, PetitionState
from bontot_desktop.rules.report_groups import MainGroup
from bontot_desktop.rules.statistics import Behind
from bontot_desktop.services import (
    meetings,
    reminder_settings,
    statistic_behind,
    statistic_papers,
    statistic_reports,
    statistic_settings,
    statistics,
)
from bontot_desktop.services.statistic_reports import REPORTS, Asked
from bontot_desktop.services.statistic_reports.missing import missing
from bontot_desktop.services.statistics import By, Chosen
from tests import sample_office
from tests.meeting_office import approved, cell_id, make_office, started

QUARTER = Period(PeriodKind.QUARTER, 2026, 1)
YEAR = whole_year(2026)
TODAY = date(2026, 11, 21)
#: What the five meetings with minutes say of papers sent ahead, minutes filed, the member in charge.
TOLD_OF_FIVE = {"S12": "0 / 5", "S12.1": "0 / 5", "S13": "3 / 5"}


@pytest.fixture
def office(tmp_path):
    """Hold a quarter: the first cell all three months, the second, a school, in March and on a theme."""
    office = make_office(tmp_path)
    with office.work("test", "Chi bộ trường học") as work:
        school = work.get(Cell, cell_id(office, 2))
        school.content_type, school.report_group = ContentType.PUBLIC_SERVICE, "Trường học"
    for month in (1, 2, 3):
        approved(office, month=month)
    approved(office, 2, 3)
    approved(office, 2, 2, MeetingType.THEMED)
    yield office
    office.close()


def texts(lines) -> dict[str, tuple[str, str]]:
    return {line.title: (line.text, line.counted) for line in lines}


def by_key(facts) -> dict[str, tuple[str, str]]:
    return {line.key: (line.text, line.counted) for line in statistics.lines(facts)}


def test_the_figures_of_a_quarter_are_counted_from_its_meetings(office):
    found = by_key(statistics.read(office, QUARTER))
    assert found["S1"] == ("93,4 %", "71 / 76")
    assert found["S2"] == ("14,1 %", "10 / 71")
    assert found["S3"] == ("15", "")
    assert found["S4"] == ("66,7 %", "4 / 6")
    assert found["S5"] == ("1", "")
    assert found["S5.1"] == ("50,0 %", "1 / 2")
    assert found["S6.1"] == ("100 %", "5 / 5")
    assert found["S8"] == ("–", "")
    assert found["S13"] == ("60,0 %", "3 / 5")


def test_a_figure_is_parted_by_group_cell_month_and_kind(office):
    facts = statistics.read(office, QUARTER)
    assert texts(statistics.parted(facts, "S1", By.GROUP)) == {
        "Cơ quan": ("–", ""),
        "Đơn vị sự nghiệp": ("80,0 %", "8 / 10"),
        "Lực lượng vũ trang": ("–", ""),
        "Nông thôn": ("95,5 %", "63 / 66"),
        "Tổng cộng": ("93,4 %", "71 / 76"),
    }
    cells = statistics.parted(facts, "S4", By.CELL)
    assert texts(cells) == {
        "Chi bộ thôn Mẫu 1": ("100 %", "3 / 3"),
        "Chi bộ thôn Mẫu 2": ("33,3 %", "1 / 3"),
        "Tổng cộng": ("66,7 %", "4 / 6"),
    }
    assert [line.cell_id for line in cells] == [cell_id(office, 1), cell_id(office, 2), None]
    months = statistics.parted(facts, "S3", By.MONTH)
    assert [(line.title, line.text) for line in months[:-1]] == [
        ("Tháng 1/2026", "3"),
        ("Tháng 2/2026", "6"),
        ("Tháng 3/2026", "6"),
    ]
    assert [line.title for line in statistics.parted(facts, "S1", By.REPORT_GROUP)] == [
        "Nông thôn", "Trường học", "Tổng cộng",
    ]  # fmt: skip
    assert [line.title for line in statistics.parted(facts, "S1", By.TYPE)][:2] == [
        "Thôn, tổ dân phố", "Đơn vị sự nghiệp",
    ]  # fmt: skip


def test_the_member_in_charge_is_named_with_the_meetings_attended(office):
    lines = statistics.parted(statistics.read(office, QUARTER), "S13", By.PERSON)
    assert texts(lines) == {
        "Trần Phụ Trách 1": ("100 %", "3 / 3"),
        "Trần Phụ Trách 2": ("0,0 %", "0 / 2"),
        "Tổng cộng": ("60,0 %", "3 / 5"),
    }
    assert statistics.ways("S13")[0] is By.PERSON


@pytest.mark.parametrize(
    ("chosen", "meetings_counted"),
    [
        (Chosen(groups=frozenset({MainGroup.RURAL})), 3),
        (Chosen(report_groups=frozenset({"Trường học"})), 2),
        (Chosen(types=frozenset({ContentType.ARMED_FORCES})), 0),
    ],
)
def test_figures_are_narrowed_to_the_chosen_cells(office, chosen, meetings_counted):
    assert len(statistics.read(office, QUARTER, chosen=chosen).meetings) == meetings_counted


def test_what_comes_after_the_day_is_not_counted_yet(office):
    facts = statistics.read(office, QUARTER, as_of=date(2026, 2, 20))
    assert len(facts.meetings) == 3
    assert by_key(facts)["S4"] == ("66,7 %", "2 / 3")


def test_a_cell_that_keeps_its_own_book_counts_by_what_it_sent_in(office):
    saved = meetings.save(office, replace(started(office, 2, 1), state=MeetingState.HELD))
    with office.work("test", "Số liệu") as work:
        work.add(MeetingBrief(meeting_id=saved.id, total=6, expected=5, present=2, speakers=1, unexcused=3))
    facts = statistics.read(office, QUARTER)
    assert {key: by_key(facts)[key][1] for key in ("S12", "S12.1", "S13")} == TOLD_OF_FIVE
    lines = statistics.parted(facts, "S1", By.MONTH)
    assert lines[0].counted == "23 / 27"
    row = next(row for row in statistic_behind.things(office, Behind.MEETINGS, lines[0].ids).rows if row.id == saved.id)
    assert row.shown[3:5] == ("2/5", "40,0 %")


def test_everything_behind_a_figure_is_listed(office):
    with office.work("test", "Kiến nghị") as work:
        work.add(
            Petition(
                cell_id=cell_id(office), source=PetitionSource.RESIDENT, raised_on=date(2026, 3, 3), text="Sửa đường",
                state=PetitionState.SENT, addressed_to="Ủy ban nhân dân xã",
            )
        )  # fmt: skip
    facts = statistics.read(office, QUARTER)
    for line in statistics.lines(facts):
        listed = statistic_behind.things(office, line.indicator.behind, line.ids)
        assert {row.id for row in listed.rows} == set(line.ids)
        assert all(len(row.shown) == len(listed.titles) == len(row.sorted_by) for row in listed.rows)
    petitions = statistic_behind.things(office, Behind.PETITIONS, [one.id for one in facts.petitions])
    assert petitions.rows[0].shown == (
        "Sửa đường", "Chi bộ thôn Mẫu 1", "03/03/2026", "Ủy ban nhân dân xã", "Đã chuyển", "",
    )  # fmt: skip
    members = statistic_behind.things(office, Behind.MEMBERS, [facts.meetings[0].id])
    assert members.titles == ("Họ và tên", "Chi bộ")


def away(office, months, attendance) -> None:
    """Let the fifth member of the first cell miss the meetings of months."""
    with office.work("test", "Vắng") as work:
        for held in work.query(Meeting).filter(Meeting.cell_id == cell_id(office), Meeting.month.in_(months)):
            line = work.query(RosterLine).filter_by(meeting_id=held.id, position=5).one()
            line.attendance, line.reason = attendance, "ốm đau"


def report(office, key, period=YEAR, **more):
    return statistic_reports.report(office, key, Asked(period, TODAY, **more))


def rows(body, table: int = 0) -> list[tuple[str, ...]]:
    return [row.cells for row in body.tables[table].rows]


def test_r3_sets_the_four_groups_as_committees_compare_them(office):
    body = report(office, "R3", QUARTER)
    assert [table.title for table in body.tables] == ["Theo loại hình chi bộ", "Theo nhóm báo cáo của Đảng ủy"]
    assert [table.columns[0].title for table in body.tables] == ["Loại hình chi bộ", "Nhóm báo cáo"]
    assert [row[0] for row in rows(body)] == [
        "Cơ quan", "Đơn vị sự nghiệp", "Lực lượng vũ trang", "Nông thôn", "Tổng cộng",
    ]  # fmt: skip
    assert rows(body)[-1] == ("Tổng cộng", "02", "05", "76", "71", "93,4 %", "10", "14,1 %")
    assert [row[0] for row in rows(body, 1)] == ["Nông thôn", "Trường học", "Tổng cộng"]
    assert body.charts[0].series[1].texts[0] == "–"


def test_r4_says_in_which_quarter_a_cell_lacks_a_themed_meeting(office):
    body = report(office, "R4")
    assert rows(body)[0] == ("1", "Chi bộ thôn Mẫu 1", "0", "0", "0", "–", "0", "Thiếu quý I, II, III")
    assert rows(body)[1] == ("2", "Chi bộ thôn Mẫu 2", "1", "0", "0", "–", "1", "Thiếu quý II, III")
    assert rows(body)[2] == ("", "Số chi bộ đạt/phải có", "1/2", "0/2", "0/2", "–", "1", "")


def test_r5_names_who_stayed_away_without_a_reason(office):
    away(office, (1, 2, 3), Attendance.ABSENT_UNEXCUSED)
    (number, name, *found), other = rows(report(office, "R5"))
    assert (number, *found) == (
        "1", "Chi bộ thôn Mẫu 1", "Vắng sinh hoạt không lý do", "3 tháng", "T1, T2, T3", "Phải xem xét",
    )  # fmt: skip
    assert name != other[1]
    away(office, (2,), Attendance.PRESENT)
    assert {(row[1], row[4], row[6]) for row in rows(report(office, "R5"))} == {
        (name, "2 tháng", "Nhắc nhở"),
        (other[1], "3 lần", "Nhắc nhở"),
    }


def test_r5_counts_excused_absences_in_a_row(office):
    (row,) = rows(report(office, "R5"))
    assert row[3:] == ("Vắng có lý do nhiều lần liên tiếp", "3 lần", "T1, T2, T3", "Nhắc nhở")


def test_r7_lists_what_is_lacking_of_each_month(office):
    body = report(office, "R7", QUARTER)
    assert [(row[1], row[2], row[3], row[5]) for row in rows(body)] == [
        ("Chi bộ thôn Mẫu 1", "1/2026", "", "Chưa chấm"),
        ("Chi bộ thôn Mẫu 2", "1/2026", "Chưa ghi", ""),
        ("Chi bộ thôn Mẫu 1", "2/2026", "", "Chưa chấm"),
        ("Chi bộ thôn Mẫu 2", "2/2026", "Chưa ghi", ""),
        ("Chi bộ thôn Mẫu 1", "3/2026", "", "Chưa chấm"),
        ("Chi bộ thôn Mẫu 2", "3/2026", "", "Chưa chấm"),
    ]
    assert [row[7] for row in rows(body)] == ["", "", "", "", "Quý I chưa có", ""]
    assert body.notes == ("2 chi bộ còn thiếu số liệu.",)
    planned = replace(started(office, 1, 11), state=MeetingState.PLANNED)
    meetings.save(office, planned)
    november = Period(PeriodKind.MONTH, 2026, 11)
    assert report(office, "R7", november).tables[0].rows == ()


def test_r7_names_a_missing_themed_meeting_as_long_before_the_quarter_ends_as_the_first_page_does(office):
    march = Period(PeriodKind.MONTH, 2026, 3)
    with office.ask() as driver:
        asked = Asked(march, date(2026, 3, 12))
        assert not any(row[7] for row in rows(missing(driver, asked)))
    reminder_settings.save(office, replace(reminder_settings.load(office), themed_before=30))
    with office.ask() as driver:
        assert any(row[7] == "Quý I chưa có" for row in rows(missing(driver, asked)))


def test_r8_is_the_card_of_one_cell(office):
    body = report(office, "R8", cell_id=cell_id(office, 2))
    assert [row[:4] for row in rows(body)] == [
        ("T2", "Chuyên đề", "03/02/2026", "4/5"),
        ("T3", "Thường kỳ", "03/3/2026", "4/5"),
    ]
    assert "Phụ trách: Trần Phụ Trách 2" in body.lead
    with pytest.raises(Refused, match="Hãy chọn chi bộ"):
        report(office, "R8")
    with pytest.raises(NotFound):
        report(office, "R8", cell_id=999)


def test_a_report_there_is_not_is_refused_by_name(office):
    with pytest.raises(NotFound, match="R3, R4"):
        report(office, "R99")


def test_r6_sets_the_sample_meeting_beside_what_came_before_and_after(tmp_path):
    office = sample_office.make_office(tmp_path)
    event_id = sample_office.concluded(office)
    with office.ask() as driver:
        (year,) = driver.execute("SELECT year FROM sample_event WHERE id = ?", (event_id,)).fetchone()
    body = statistic_reports.report(office, "R6", Asked(whole_year(year), office.today()))
    assert len(body.tables[0].rows) == 1
    assert body.tables[0].rows[0].cells[5:7] == ("3/3", "3")
    assert body.tables[1].title.startswith("Trước và sau sinh hoạt điểm")
    assert "chưa so sánh được" in body.notes[0]
    assert statistics.compare(office, event_id).is_thin
    assert statistics.compare(office, 999) is None
    (one,) = statistics.compared(office, statistics.read(office, whole_year(year)))
    assert one.chart.labels == (
        "Dự, chi bộ điểm", "Dự, chi bộ khác", "Phát biểu, chi bộ điểm", "Phát biểu, chi bộ khác",
    )  # fmt: skip
    assert len(one.lines) == 12
    office.close()


@pytest.mark.parametrize("key", list(REPORTS))
def test_every_report_is_the_same_in_word_and_pdf_and_a_workbook(office, key):
    body = report(office, key, cell_id=cell_id(office))
    document = statistic_papers.document(office, body, TODAY)
    with pypdfium2.PdfDocument(statistic_papers.render(document, FileFormat.PDF)) as pdf:
        printed = " ".join(
            " ".join(page.get_textpage().get_text_range() for page in [pdf[number]]) for number in range(len(pdf))
        ).split()
    word = docx.Document(BytesIO(statistic_papers.render(document, FileFormat.DOCX)))
    assert "BIỂU" in printed
    assert len(word.inline_shapes) == len(body.charts)
    for table in body.tables:
        for row in table.rows[:3]:
            assert all(word in printed for cell in row.cells for word in cell.split())
    book = CalamineWorkbook.from_filelike(BytesIO(statistic_papers.workbook(office, body, datetime(2026, 11, 21))))
    assert len(book.sheet_names) == len(body.tables)


def test_figures_stand_in_a_workbook_as_numbers(office):
    body = report(office, "R3", QUARTER)
    content = statistic_papers.workbook(office, body, datetime(2026, 11, 21))
    (found,) = [
        line
        for line in CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
        if line[0] == "Tổng cộng"
    ]
    assert found[1:] == [2, 5, 76, 71, 93.4, 10, 14.1]


def test_the_list_and_a_single_figure_are_printed_too(office):
    facts = statistics.read(office, QUARTER)
    body = statistic_papers.overview(facts, statistics.lines(facts))
    assert rows(body)[0] == ("S1", "Tỷ lệ đảng viên dự sinh hoạt", "93,4 %", "71 / 76", "lượt có mặt / lượt phải dự")
    lines = statistics.parted(facts, "S1", By.MONTH)
    body = statistic_papers.of_figure(facts, "S1", By.MONTH, lines)
    assert body.charts[0].labels == ("T1", "T2", "T3")
    assert statistic_papers.render(statistic_papers.document(office, body), FileFormat.PDF)
    assert statistic_papers.papers_there() == {"R1": "F11", "R2": "F12"}


def test_the_year_at_a_glance_has_every_month(office):
    found = statistics.year_figures(office, 2026)
    assert found.held == (1, 2, 2, *[0] * 9)
    assert found.attendance[11] is None
    assert [line.key for line in found.lines] == list(statistics.GLANCE)
    assert statistics.first_year(office) == 2026


def test_the_months_of_regular_meetings_are_parts_of_the_figure_beside_them(office):
    found = statistics.year_figures(office, 2026, as_of=date(2026, 3, 31))
    by_month = statistics.parted(statistics.read(office, whole_year(2026), as_of=date(2026, 3, 31)), "S4", By.MONTH)
    assert list(found.regular) == [line.ratio for line in by_month[:-1]]
    assert found.regular[3:] == (None,) * 9
    # Themed meetings are counted among those held, and have no part in this figure.
    assert any(share is not None and share < 1 for share in found.regular)


def test_how_the_office_reckons_is_kept_and_checked(office):
    chosen = statistic_settings.load(office)
    counting = replace(chosen.meetings, chair_counts_as_speaker=True)
    later = replace(chosen.statistics, record_by_day=10, absent_from=2)
    statistic_settings.save(office, replace(chosen, meetings=counting, statistics=later))
    assert statistic_settings.load(office).statistics.record_by_day == 10
    away(office, (1, 2), Attendance.ABSENT_EXCUSED)
    assert by_key(statistics.read(office, QUARTER))["S7.1"] >= ("1", "")
    wrong = replace(later, record_by_day=40, watch=replace(later.watch, months_warn=5), around=0)
    with pytest.raises(Problems) as refusal:
        statistic_settings.save(office, replace(chosen, statistics=wrong))
    assert [problem.field for problem in refusal.value.problems] == ["record_by_day", "around", "watch.months_alert"]
