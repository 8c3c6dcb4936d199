"""The papers of registration out of a real data file: blank and filled forms, the list, the pledge."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.errors import Refused
from bontot_desktop.services import handouts, issuing, registrations
from bontot_desktop.services.registrations import Aims, Pledge, Registration
from tests import recognition_office as made

DAY = date(2026, 3, 5)
LATE = date(2026, 3, 20)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def test_the_form_of_a_registered_cell_bears_its_day_signer_and_targets(office):
    campaign_id = made.open_campaign(office)
    first, *_ = made.entry_ids(office, campaign_id)
    with office.work("test", "Kế hoạch") as session:
        session.get_one(
            Campaign, campaign_id
        ).plan_basis = "Nghị quyết số 01-NQ/ĐU\nCăn cứ Kế hoạch số 05-KH/ĐU, ngày 20/02/2026 của Ban Thường vụ;"
    form = Registration(DAY, signer="Trần Thị Khác", targets="Kết nạp 02 đảng viên\n04 chuyên đề")
    registrations.register(office, [first], form)
    assert issuing.natural_day(office, "D5", first) == DAY
    shown = issuing.preview(office, "D5", first)
    words = words_of(shown.pdf)
    for sentence in (
        "Thực hiện Kế hoạch số 05-KH/ĐU, ngày 20/02/2026 của Ban Thường vụ; căn cứ",
        "ngày 05 tháng 3 năm 2026",
        "- Kết nạp 02 đảng viên.",
        "Trần Thị Khác",
        "Nhận ngày 05/3/2026 (đúng hạn).",
    ):
        assert sentence in words, sentence
    assert shown.symbol == ""
    assert shown.signer == "Trần Thị Khác"


def test_the_form_says_the_vote_the_aims_and_the_work_of_each_group(office):
    campaign_id = made.open_campaign(office)
    first, *_ = made.entry_ids(office, campaign_id)
    aims = Aims(
        target_good_percent=Decimal("92.5"),
        target_admissions=2,
        register_votes_for=3,
        register_vote_base=4,
        register_meeting_on=date(2026, 3, 3),
        pledges=(Pledge("2", "Đủ 12 kỳ sinh hoạt", "Hằng tháng", "Chi ủy"),),
    )
    registrations.register(office, [first], Registration(DAY, targets="Tuyến đường tự quản", aims=aims))
    words = words_of(issuing.preview(office, "D5", first).pdf)
    assert "ngày 03/3/2026 (3/4 đảng viên chính thức tán thành)" in words
    assert "- Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên: 92,5 %." in words
    assert "- Kết nạp đảng viên: 02 đảng viên." in words
    assert "- Tuyến đường tự quản." in words
    assert "2. Chất lượng sinh hoạt tốt Đủ 12 kỳ sinh hoạt Hằng tháng Chi ủy" in words


def test_a_form_of_march_is_drafted_by_the_guide_of_march_as_it_will_be_issued(office):
    campaign_id = made.open_campaign(office)
    first, *_ = made.entry_ids(office, campaign_id)
    registrations.register(office, [first], Registration(DAY, signer="Trần Thị Khác", targets="04 chuyên đề"))
    of_its_day = issuing.draft_files(office, "D5", first, day=DAY)
    assert list(issuing.draft_files(office, "D5", first).values()) == list(of_its_day.values())


def test_a_cell_that_has_not_registered_gets_a_blank_form_that_is_not_filed(office):
    campaign_id = made.open_campaign(office)
    first, *_ = made.entry_ids(office, campaign_id)
    words = words_of(issuing.preview(office, "D5", first).pdf)
    assert "(đúng hạn / chậm hạn)" in words
    assert "Mô hình, cách làm:" in words
    with pytest.raises(Refused, match="chỉ in mẫu trắng"):
        issuing.issue(office, "D5", first, day=DAY)
    assert issuing.standing(office, "D5", first) is None


def test_a_registered_form_is_filed_without_a_number(office):
    campaign_id = made.open_campaign(office)
    first, *_ = made.entry_ids(office, campaign_id)
    made.register(office, [first])
    issued = issuing.issue(office, "D5", first, day=DAY)
    assert issued.number_text == ""
    assert issuing.standing(office, "D5", first) == issued.paper_id


def test_forms_of_several_cells_are_one_print_each_on_its_own_sheet(office):
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids[:1])
    texts = [page.extract_text() for page in PdfReader(BytesIO(handouts.registration_forms(office, ids))).pages]
    begins = [number for number, text in enumerate(texts) if "BẢN ĐĂNG KÝ" in text]
    assert len(begins) == len(ids)
    assert all(number % 2 == 0 for number in begins)
    with pytest.raises(Refused, match="chọn ít nhất một chi bộ"):
        handouts.registration_forms(office, [])


def test_the_list_names_who_registered_late_and_who_has_not(office):
    campaign_id = made.open_campaign(office)
    first, second, third, last = made.entry_ids(office, campaign_id)
    made.register(office, [first])
    registrations.register(office, [second], Registration(LATE, late_reason="họp muộn"))
    made.register(office, [third])
    registrations.mark_pilots(office, [first], True)
    registrations.withdraw(office, third, "Công văn xin rút")
    words = words_of(issuing.preview(office, "D5A", campaign_id, day=LATE).pdf)
    assert "Danh sách này có 02 (hai) chi bộ đăng ký; trong đó có 01 chi bộ làm điểm; 01 chi bộ đăng ký chậm" in words
    assert "Chậm hạn: họp muộn" in words
    with office.read() as session:
        waiting = session.get_one(CellEntry, last).name_at_time
    assert f"Chưa đăng ký: 01 (một) chi bộ ({waiting})." in words


def test_a_list_of_nobody_is_refused(office):
    with pytest.raises(Refused, match="Chưa có chi bộ nào đăng ký"):
        issuing.preview(office, "D5A", made.open_campaign(office))


def test_every_cell_signs_the_pledge_but_those_that_withdrew(office):
    campaign_id = made.open_campaign(office)
    first, second, *others = made.entry_ids(office, campaign_id)
    made.register(office, [first, second])
    registrations.withdraw(office, second, "Công văn xin rút")
    shown = issuing.preview(office, "D5B", campaign_id, day=DAY)
    assert f"{1 + len(others):02d} (" in words_of(shown.pdf)
    assert "Hôm nay, ngày 05/3/2026" in words_of(shown.pdf)
