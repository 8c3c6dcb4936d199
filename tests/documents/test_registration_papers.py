"""Registration form with its receipt, list of those registered, pledge: what each says and what it leaves blank."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from bontot_desktop.documents import campaign_pledge, pdf, plain, registration_form, registration_list
from bontot_desktop.documents.campaign_pledge import PledgingCell
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.registration_list import RegisteredCell

SETTINGS = FormatSettings()
LONG = "Chi bộ Trường Trung học phổ thông Nguyễn Thị Mẫu xã Thí Dụ Thượng"


def said(kind: Kind, facts: object) -> str:
    return plain.render(kind.build(facts, SETTINGS))


def pages(kind: Kind, facts: object) -> list[str]:
    data = pdf.render(kind.build(facts, SETTINGS))
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


def test_a_form_as_registered_says_vote_members_and_targets():
    words = said(registration_form.KIND, registration_form.sample_facts())
    for sentence in (
        "BẢN ĐĂNG KÝ",
        "Kính gửi: Ban Thường vụ Đảng ủy xã Ví Dụ.",
        "căn cứ kết quả biểu quyết tại kỳ sinh hoạt ngày 03/3/2026 (17/17 đảng viên chính thức tán thành)",
        "tổng số đảng viên 22 đồng chí (chính thức 20, dự bị 02; được miễn công tác và sinh hoạt đảng 03); cấp ủy 03",
        "1. Hoàn thành tốt nhiệm vụ chính trị",
        "4. Cán bộ, đảng viên tốt",
        "- Kết nạp 01 đảng viên.",
        "T/M CHI BỘ",
        "- Lưu Chi bộ.",
        "Nhận ngày 05/3/2026 (đúng hạn).",
    ):
        assert sentence in words, sentence


def test_a_blank_form_leaves_dots_for_what_the_cell_decides():
    words = said(registration_form.KIND, registration_form.sample_blank())
    for sentence in (
        "Kế hoạch số .........-KH/ĐU, ngày ......",
        "tại kỳ sinh hoạt ngày ...... tháng ...... năm 2026 (....../...... đảng viên chính thức tán thành)",
        "tổng số đảng viên 22 đồng chí",
        "- Xếp loại chất lượng chi bộ: ……",
        "- Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên: …… %",
        "năm 2026 (đúng hạn / chậm hạn).",
    ):
        assert sentence in words, sentence
    unknown = said(registration_form.KIND, replace(registration_form.sample_blank(), members=None))
    assert "tổng số đảng viên ...... đồng chí (chính thức ......, dự bị ......;" in unknown


def test_a_late_form_says_so_on_its_receipt_below_the_line():
    facts = replace(registration_form.sample_facts(), is_late=True, received_by="Vũ Thị Tưởng Tượng")
    words = said(registration_form.KIND, facts)
    above, line, receipt = words.partition("_ _ _")
    assert line
    assert "(chậm hạn)" in receipt
    assert "Người nhận (ký, ghi rõ họ tên): Vũ Thị Tưởng Tượng" in receipt
    assert "T/M CHI BỘ" in above


@pytest.mark.parametrize("facts", [registration_form.sample_facts(), registration_form.sample_blank()])
def test_a_form_is_one_sheet_with_the_table_whole_on_its_front(facts):
    front, back = pages(registration_form.KIND, facts)
    assert "4. Cán bộ, đảng viên tốt" in front
    assert back.startswith("2 3. Chỉ tiêu")
    assert "PHẦN TIẾP NHẬN CỦA VĂN PHÒNG ĐẢNG ỦY" in back


def test_the_list_tells_pilots_the_late_with_their_reason_and_who_is_missing():
    words = said(registration_list.KIND, registration_list.sample_facts())
    assert "TT | Chi bộ | Ngày đăng ký | Số đảng viên | Chỉ tiêu chính | Chi bộ điểm | Ghi chú" in words
    assert "1 | Chi bộ thôn Mẫu 1 | 03/3/2026 | 13 | Hoàn thành tốt nhiệm vụ; kết nạp 01 đảng viên | x |" in words
    assert "| Chậm hạn: sinh hoạt muộn" in words
    assert "trong đó có 01 chi bộ làm điểm; 01 chi bộ đăng ký chậm so với hạn 10/3/2026." in words
    assert "Chưa đăng ký: 01 (một) chi bộ (Chi bộ Trạm Y tế Mẫu)." in words
    assert "Chi bộ thôn (04 chi bộ)" in words


def test_a_list_where_everyone_came_in_time_says_nothing_of_the_late():
    sample = registration_list.sample_facts()
    cells = tuple(replace(cell, is_late=False, is_pilot=False, group="") for cell in sample.cells)
    words = said(registration_list.KIND, replace(sample, cells=cells, absent=()))
    assert "Danh sách này có 06 (sáu) chi bộ đăng ký.\n" in words
    assert "Chậm" not in words
    assert "Chưa đăng ký" not in words


def test_every_cell_has_a_line_to_sign_and_the_committee_signs_below():
    words = said(campaign_pledge.KIND, campaign_pledge.sample_facts())
    assert "BẢN GIAO ƯỚC THI ĐUA" in words
    assert "12 (mười hai) chi bộ thuộc Đảng bộ xã Ví Dụ" in words
    assert "2. Chất lượng sinh hoạt tốt: sinh hoạt thường kỳ" in words
    assert "12 | Chi bộ Công an xã Ví Dụ | Lê Văn Minh Họa |" in words
    assert words.endswith("T/M BAN THƯỜNG VỤ\nBÍ THƯ\nĐặng Văn Ví Dụ")


@pytest.mark.parametrize("count", [1, 60])
def test_one_or_sixty_cells_with_long_names_are_listed_whole(count):
    cells = tuple(
        RegisteredCell(f"{LONG} {n}", date(2026, 3, 5), 30, "Hoàn thành xuất sắc nhiệm vụ\nKết nạp 02 đảng viên")
        for n in range(1, count + 1)
    )
    listed = " ".join(pages(registration_list.KIND, replace(registration_list.sample_facts(), cells=cells)))
    assert f"Danh sách này có {count:02d}" in listed
    pledging = tuple(PledgingCell(cell.name, "Nguyễn Phúc Hoàng Minh Thí Dụ") for cell in cells)
    signed = pages(campaign_pledge.KIND, replace(campaign_pledge.sample_facts(), cells=pledging))
    # Names are read with the breaks of their cells; the numbers of the rows tell that none is lost.
    assert f" {count} Chi bộ Trường" in " ".join(signed)
    assert "T/M BAN THƯỜNG VỤ" in signed[-1]


def test_a_form_that_says_its_work_needs_no_room_to_write():
    front, _ = pages(registration_form.KIND, registration_form.sample_with_work())
    assert "2. Chất lượng sinh hoạt tốt Đủ 12 kỳ sinh hoạt, 04 chuyên đề Hằng tháng Chi ủy" in front
    assert "3. Chỉ tiêu" in front
