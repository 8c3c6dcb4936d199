"""The schedule of a month (F10), its list of ratings (F11) and the half-year table (F12), from a real office."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.months import CellFigure, MeetingPlan
from bontot_desktop.db.models.office import Person
from bontot_desktop.documents import facts, half_year_table, month_ratings, month_schedule
from bontot_desktop.errors import Refused
from bontot_desktop.rules.half_year import TypedFigure
from bontot_desktop.rules.meetings import Attendance, MeetingType
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.month_marks import MarkKind
from bontot_desktop.rules.periods import Period, whole_year
from bontot_desktop.services import (
    half_year,
    issuing,
    meetings,
    official_scores,
    scores,
    statistics,
    year_glance,
    year_levels,
)
from tests import meeting_office
from tests import sample_office as made

JUNE = Period.month_of(2026, 6).code


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def agreed(office, number: int, kind=MeetingType.REGULAR, day=date(2026, 6, 3), **more) -> None:
    with office.work("test", "Lịch") as session:
        cell = session.query(Cell).order_by(Cell.code).all()[number]
        session.add(
            MeetingPlan(
                cell_id=cell.id,
                year=2026,
                month=6,
                type=kind,
                planned_on=day,
                starts_at=time(19, 30),
                place="Nhà văn hóa",
                agreed_at=datetime(2026, 5, 28, 9),
                **more,
            )
        )


@pytest.mark.parametrize("module", [month_schedule, month_ratings, half_year_table])
def test_facts_freeze_and_thaw_to_the_same(module):
    given = module.sample_facts()
    assert facts.from_json(module.KIND.facts_type, facts.to_json(given)) == given


def test_a_schedule_lists_the_agreed_meetings_by_day_and_says_who_has_not_agreed(office):
    agreed(office, 1, day=date(2026, 6, 5))
    agreed(office, 0)
    preview = issuing.preview(office, "F10", JUNE, day=date(2026, 5, 28))
    words = words_of(preview.pdf)
    for sentence in (
        "lịch sinh hoạt tháng 6 năm 2026",
        "1 Chi bộ thôn Mẫu 1 22 19 giờ 30, thứ Tư ngày 03/6/2026",
        "2 Chi bộ thôn Mẫu 2",
        "19 giờ 30, thứ Sáu ngày 05/6/2026",
        "TỔNG SỐ",
        "T/M ĐẢNG ỦY BÍ THƯ",
        "Đặng Văn Ví Dụ",
    ):
        assert sentence in words, sentence
    assert issuing.warnings(office, "F10", JUNE, day=date(2026, 5, 28))[0] == (
        "1 chi bộ chưa thống nhất lịch sinh hoạt thường kỳ tháng 6 năm 2026: Chi bộ Trường Mẫu. "
        "Thông báo không ghi các chi bộ này."
    )


def test_the_notice_warns_of_whoever_is_to_attend_two_meetings_at_once(office):
    with office.read() as session:
        someone = session.query(Person.id).first()[0]
    for number in (0, 1):
        agreed(office, number, attendee_id=someone)
    said = issuing.warnings(office, "F10", JUNE, day=date(2026, 5, 28))
    assert any("được ghi dự cả Chi bộ thôn Mẫu 1 (19:30 ngày 03/06/2026)" in sentence for sentence in said)
    assert any(sentence.endswith("Chi bộ Trường Mẫu. Thông báo không ghi các chi bộ này.") for sentence in said)


def test_a_month_without_agreed_meetings_has_no_schedule(office):
    with pytest.raises(Refused, match="Chưa có lịch sinh hoạt tháng 6 năm 2026 nào đã thống nhất"):
        issuing.preview(office, "F10", JUNE, day=date(2026, 5, 28))


def test_ratings_show_the_own_score_until_it_is_decided_and_name_who_is_missing(office):
    meeting_id = made.held(office, made.planned(office))
    with office.work("test", "Điểm") as session:
        scores.store_total(session, meeting_id, Decimal("92.5"), note="thiếu tài liệu", today=date(2026, 6, 6))
    with pytest.raises(Refused, match="chưa chốt xếp loại tháng 6 năm 2026 của chi bộ nào"):
        issuing.preview(office, "F11", JUNE, day=date(2026, 7, 5))
    official_scores.decide_month(office, 2026, 6, [official_scores.Decision(meeting_id)])
    with office.work("test", "Một đồng chí được miễn") as session:
        line = session.get(Meeting, meeting_id).roster[-2]
        line.status_at_time, line.attendance = MemberStatus.EXEMPT, Attendance.NOT_EXPECTED
    words = words_of(issuing.preview(office, "F11", JUNE, day=date(2026, 7, 5)).pdf)
    for sentence in (
        "TT Tên đơn vị Số lượng đảng viên (có mặt/tổng)",
        "tháng 6 năm 2026",
        "1 Chi bộ thôn Mẫu 1 20/22 05/6/2026 92,5 x thiếu tài liệu",
        "2 Chi bộ thôn Mẫu 2 3 Chi bộ Trường Mẫu Tổng cộng 20/22 1 0 0 0",
        "đã xếp loại 01/03 chi bộ",
        "Chưa có kết quả: Chi bộ thôn Mẫu 2; Chi bộ Trường Mẫu.",
    ):
        assert sentence in words, sentence


def test_ratings_decided_in_part_name_the_others_as_scored_by_the_cells_themselves(office):
    meeting_id = made.held(office, made.planned(office))
    other = meetings.save(office, meeting_office.filled(office, 2, 6)).id
    with office.work("test", "Điểm") as session:
        for one in (meeting_id, other):
            scores.store_total(session, one, Decimal("92.5"), note="", today=date(2026, 6, 6))
    official_scores.decide_month(office, 2026, 6, [official_scores.Decision(meeting_id)])
    words = words_of(issuing.preview(office, "F11", JUNE, day=date(2026, 7, 5)).pdf)
    assert "92,5 Điểm tự chấm, chưa chốt" in words
    assert "1 0 0 0" in words
    assert "đã xếp loại 01/03 chi bộ. Chưa chốt xếp loại, mới có điểm tự chấm: Chi bộ thôn Mẫu 2." in words
    warned = issuing.warnings(office, "F11", JUNE, day=date(2026, 7, 5))
    assert "1 chi bộ mới có điểm tự chấm, Đảng ủy chưa chốt xếp loại tháng 6 năm 2026." in warned


def test_no_figure_counts_a_meeting_later_than_the_papers_day_or_today(office):
    meeting_id = made.held(office, made.planned(office))
    with office.work("test", "Điểm") as session:
        scores.store_total(session, meeting_id, Decimal("92.5"), today=date(2026, 6, 6))
    half = Period.half_of(2026, 1)
    words = words_of(issuing.preview(office, "F12", half.code, day=date(2026, 6, 4)).pdf)
    assert "1 Chi bộ thôn Mẫu 1 22 21" not in words
    with office.work("test", "Ngày mai") as session:
        session.get(Meeting, meeting_id).held_on = office.today() + timedelta(days=1)
    facts_of_year = statistics.read(office, whole_year(2026))
    assert [one.id for one in facts_of_year.meetings] == []
    assert half_year.came_in(office, half) == {}
    assert year_levels.levels(office, 2026) == {}
    assert {one.months[5].kind for one in year_glance.glance(office, 2026)} == {MarkKind.MISSING}
    assert "1 Chi bộ thôn Mẫu 1 22 21" not in words_of(issuing.preview(office, "F12", half.code, day=None).pdf)


def test_a_half_year_counts_what_is_recorded_and_shows_what_was_typed(office):
    made.held(office, made.planned(office))
    with office.work("test", "Số liệu") as session:
        cell = session.query(Cell).order_by(Cell.code).first()
        for half, value in ((1, "01 mô hình"), (2, "02 mô hình")):
            session.add(
                CellFigure(cell_id=cell.id, year=2026, half=half, key=TypedFigure.SKILFUL_MOBILISING.value, value=value)
            )
    agreed(office, 0, MeetingType.THEMED, theme="Chuyên đề ví dụ")
    half = words_of(issuing.preview(office, "F12", Period.half_of(2026, 1).code, day=date(2026, 7, 5)).pdf)
    assert "6 tháng đầu năm 2026" in half
    assert "1 Chi bộ thôn Mẫu 1 22 21 2 01 mô hình 1 0" in half
    year = words_of(issuing.preview(office, "F12", whole_year(2026).code, day=date(2026, 12, 31)).pdf)
    assert "01 mô hình; 02 mô hình" in year
