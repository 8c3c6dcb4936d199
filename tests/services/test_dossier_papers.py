"""The papers of a cell's dossier (D6, D6A, D7, D8, D8A), from a real office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.members import StatusRow
from bontot_desktop.db.models.movement import Find
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.documents import (
    dossier_slip,
    facts,
    plain,
    self_report,
    self_score_minutes,
    self_score_sheet,
    verification_minutes,
)
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.meetings import MeetingFormat, MeetingState, MeetingType
from bontot_desktop.rules.movement import FindKind
from bontot_desktop.services import dossiers, entry_texts, issuing, verifications
from tests import recognition_office as made

DAY = date(2026, 11, 18)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def words_of(office, kind: str, entry_id: int, day: date = DAY) -> str:
    pdf = issuing.preview(office, kind, entry_id, day=day).pdf
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    "module", [self_score_sheet, self_report, self_score_minutes, dossier_slip, verification_minutes]
)
def test_facts_freeze_and_thaw_to_the_same(module):
    given = module.sample_facts()
    assert facts.from_json(module.KIND.facts_type, facts.to_json(given)) == given


def test_a_cell_that_has_not_registered_has_no_dossier(office):
    campaign_id = made.open_campaign(office)
    for kind in ("D6", "D6A", "D7", "D8", "D8A"):
        with pytest.raises(Refused, match="chưa đăng ký thi đua năm 2026"):
            issuing.preview(office, kind, made.entry_ids(office, campaign_id)[0], day=DAY)


def test_the_sheet_is_blank_until_it_is_scored_and_then_adds_up(office):
    campaign_id = made.open_campaign(office)
    entry_id = made.entry_ids(office, campaign_id)[0]
    made.register(office, [entry_id])
    blank = words_of(office, "D6", entry_id)
    assert "Chi bộ tự nhận: Đạt" in blank
    assert "Tổng điểm 100" in blank
    made.score(office, entry_id, c1_2="10")
    words = words_of(office, "D6", entry_id)
    assert "Tổng điểm 100 100 98" in words
    assert 'Chi bộ tự nhận: Đạt "Chi bộ 4 tốt" năm 2026.' in words
    assert "Thiếu minh chứng." in words
    assert "ngày 05/11/2026 với 9/10 đảng viên chính thức tán thành" in words


def test_the_report_says_what_was_written_and_leaves_lines_for_the_rest(office):
    campaign_id = made.open_campaign(office)
    entry_id = made.entry_ids(office, campaign_id)[0]
    made.register(office, [entry_id])
    made.score(office, entry_id)
    entry_texts.save(office, entry_id, "D6A", {"limits": "Sinh hoạt tháng 7 chậm ngày"})
    words = words_of(office, "D6A", entry_id)
    assert "Sinh hoạt tháng 7 chậm ngày." in words
    assert 'Chi bộ tự chấm 100 điểm, tự nhận đạt "Chi bộ 4 tốt" năm 2026' in words


def test_a_cell_that_says_it_has_not_reached_the_title_does_not_ask_for_it():
    given = replace(self_report.sample_facts(), reached=False)
    words = " ".join(plain.render(self_report.KIND.build(given, FormatSettings())).split())
    assert "tự nhận chưa đạt" in words
    assert "xem xét." in words
    assert "xem xét, công nhận" not in words
    assert "(để xét công nhận)" not in words


def test_the_report_counts_members_and_meetings_of_its_own_day(office):
    campaign_id = made.open_campaign(office)
    entry_id = made.entry_ids(office, campaign_id)[0]
    made.register(office, [entry_id])
    with office.work("test", "Sinh hoạt, chuyển sinh hoạt") as work:
        cell_id = work.get(CellEntry, entry_id).cell_id
        for month in (9, 10, 11):
            work.add(
                Meeting(
                    cell_id=cell_id,
                    year=2026,
                    month=month,
                    type=MeetingType.REGULAR,
                    state=MeetingState.APPROVED,
                    format=MeetingFormat.IN_PERSON,
                    held_on=date(2026, month, 12),
                )
            )
        leaver = work.query(StatusRow).filter_by(cell_id=cell_id, to_on=None).first()
        leaver.to_on = date(2026, 11, 9)
    before = words_of(office, "D6A", entry_id, date(2026, 11, 4))
    after = words_of(office, "D6A", entry_id)
    assert " 2 kỳ" in before, before
    assert " 3 kỳ" in after, after
    assert "có 01 đảng viên" in before
    assert "có 01 đảng viên" not in after


def test_the_report_sets_rating_members_admissions_and_models_beside_what_was_registered(office):
    campaign_id = made.open_campaign(office)
    entry_id = made.entry_ids(office, campaign_id)[0]
    made.register(office, [entry_id])
    made.rate(office, campaign_id)
    made.rate_members(office, 10)
    with office.work("test", "Đăng ký, mô hình") as work:
        entry = work.get(CellEntry, entry_id)
        entry.target_good_percent, entry.target_admissions, entry.target_models = Decimal(90), 1, 2
        work.add(Find(cell_id=entry.cell_id, year=2026, month=5, kind=FindKind.MODEL, title="Tuyến đường tự quản"))
    words = words_of(office, "D6A", entry_id)
    assert "Xếp loại chất lượng chi bộ – Hoàn thành tốt nhiệm vụ" in words, words
    assert "90 % 100 %" in words
    assert "Kết nạp đảng viên 01 00" in words
    assert "Mô hình, việc làm tiêu biểu 02 01" in words


def test_the_minutes_count_the_vote_on_the_full_members(office):
    campaign_id = made.open_campaign(office)
    entry_id = made.entry_ids(office, campaign_id)[0]
    made.register(office, [entry_id])
    made.score(office, entry_id)
    words = words_of(office, "D7", entry_id)
    assert "tán thành 9/10 đảng viên chính thức (90,0 %); không tán thành 0; ý kiến khác 1." in words
    assert "1. Hoàn thành tốt nhiệm vụ chính trị: 35/35 điểm." in words


def test_a_receipt_waits_for_the_dossier(office):
    campaign_id = made.open_campaign(office)
    entry_id = made.entry_ids(office, campaign_id)[0]
    made.register(office, [entry_id])
    assert "Bảng tự chấm điểm" in words_of(office, "D8", entry_id)
    with pytest.raises(Refused, match="chưa nộp hồ sơ"):
        issuing.preview(office, "D8A", entry_id, day=DAY)
    made.score(office, entry_id)
    assert "Văn phòng Đảng ủy đã nhận hồ sơ của Chi bộ thôn Mẫu 1 ngày" in words_of(office, "D8A", entry_id)


def test_the_verification_tells_every_difference_and_proposes(office):
    campaign_id = made.open_campaign(office)
    with pytest.raises(Refused, match="Chưa thẩm định chi bộ nào"):
        issuing.preview(office, "D9", campaign_id, day=DAY)
    ids = made.entry_ids(office, campaign_id)[:2]
    made.register(office, ids)
    made.score(office, ids[0], c1_2="10")
    made.score(office, ids[1])
    words = words_of(office, "D9", campaign_id)
    assert "02/02 chi bộ đăng ký" in words
    assert "1 Chi bộ thôn Mẫu 1 100 98 -2 1.2: Thiếu minh chứng. Đủ điều kiện theo số liệu đã có" in words
    assert "Các chi bộ được thẩm định: Chi bộ chưa có kết quả xếp loại chất lượng của năm." in words
    assert "đủ điều kiện theo số liệu đã có 02 chi bộ" in words


def test_a_confirmation_without_words_is_told_by_whom_and_when(office):
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)[:1]
    made.register(office, ids)
    made.score(office, ids[0])
    words = words_of(office, "D9", campaign_id)
    assert "Chi bộ thôn Mẫu 1: Ủy ban Kiểm tra Đảng ủy đã xác nhận ngày" in words
    assert "Chưa có văn bản xác nhận" not in words


def test_a_dossier_is_not_received_before_the_cell_scored_itself_nor_confirmed_in_another_year(office):
    campaign_id = made.open_campaign(office)
    entry_id = made.entry_ids(office, campaign_id)[0]
    made.register(office, [entry_id])
    made.score(office, entry_id)
    with pytest.raises(Problems, match="ở trước buổi tự chấm"):
        dossiers.receive_whole(office, [entry_id], dossiers.Receipt(date(2020, 1, 1)))
    with pytest.raises(Problems, match="không thuộc năm xét 2026"):
        verifications.confirm(office, [entry_id], verifications.Confirmation(date(2019, 1, 1)))
