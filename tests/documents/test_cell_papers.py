"""The wording of the papers around a cell's meeting, and what a page of each must show (F1, F2, F8, F9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.documents import (
    cell_parts,
    invitation,
    meeting_score_sheet,
    minutes_sample,
    pdf,
    plain,
    programme,
    resolution,
    resolution_parts,
)
from bontot_desktop.documents.blocks import Items, Letterhead, Paragraph, Section, Table, TwoSignatures, plain_of
from bontot_desktop.documents.cell_parts import CellMeeting
from bontot_desktop.documents.minutes_facts import Ballot, Given
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.sample_parts import PersonFacts
from bontot_desktop.rules.meetings import MeetingFormat, MeetingType, VoteMethod, VoteThreshold
from tests.documents.measure import read

SETTINGS = FormatSettings()


def said(kind, facts, settings=SETTINGS):
    return plain.render(kind.build(facts, settings))


def pages(kind, facts, settings=SETTINGS):
    return read(pdf.render(kind.build(facts, settings)))


# The meeting in brief


def test_a_regular_meeting_is_named_by_its_month_and_a_themed_one_by_its_quarter():
    assert cell_parts.session(MeetingType.REGULAR, 2026, 3) == "sinh hoạt chi bộ tháng 3 năm 2026"
    assert CellMeeting("A", MeetingType.THEMED, 2026, 3).session == "sinh hoạt chi bộ chuyên đề quý I năm 2026"
    combined = CellMeeting("A", MeetingType.COMBINED, 2026, 3)
    assert "\n" in combined.session_on_lines
    assert "\n" not in combined.session


def test_months_in_a_sentence_are_padded_as_dates_are():
    meeting = CellMeeting("A", MeetingType.REGULAR, 2026, 3, date(2026, 3, 3))
    assert (meeting.reviewed, meeting.planned) == ("02/2026", "3/2026")


def test_steps_every_meeting_has_are_not_what_it_is_about():
    titles = (
        "Tuyên bố lý do, giới thiệu đại biểu",
        "Triển khai văn bản của cấp trên.",
        "Xét kết nạp đảng viên (nếu có)",
        "Thảo luận",
        "Kết thúc",
    )
    assert cell_parts.main_items(titles) == ["Triển khai văn bản của cấp trên", "Thảo luận"]
    assert cell_parts.lower_first("Thảo luận") == "thảo luận"
    assert cell_parts.lower_first("HĐND xã báo cáo") == "HĐND xã báo cáo"


# The programme


def test_the_programme_is_a_table_with_the_minutes_added_up():
    document = programme.KIND.build(programme.sample_facts(), SETTINGS)
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    headings = [column.heading for column in table.columns]
    assert headings == ["TT", "Nội dung", "Người thực hiện", "Thời gian dự kiến", "Ghi chú"]
    assert table.rows[0].cells == ("1", "Tuyên bố lý do, giới thiệu đại biểu", "Nguyễn Văn Ví Dụ", "3 phút", "")
    assert table.rows[-1].cells == ("Tổng thời gian dự kiến", None, None, "120 phút", "")
    text = plain.render(document)
    assert "- Thời gian: 19 giờ 30 phút, ngày 03/9/2026 (thứ Năm)." in text
    assert "toàn thể đảng viên chi bộ; mời đồng chí Lê Văn Minh Họa, Ủy viên Ban Thường vụ Đảng ủy xã." in text


def test_the_long_programme_has_five_parts_and_ends_with_the_last_item_of_the_agenda():
    text = said(programme.KIND, programme.sample_facts(), replace(SETTINGS, programme_form="long"))
    for heading in ("I. MỤC ĐÍCH", "II. THỜI GIAN", "III. THÀNH PHẦN", "IV. NỘI DUNG", "V. KẾT THÚC"):
        assert heading in text
    assert "1. Tuyên bố lý do, giới thiệu đại biểu (đồng chí Nguyễn Văn Ví Dụ, 3 phút)." in text
    assert "8. Đại biểu cấp trên phát biểu (10 phút)." in text
    assert "9. Thảo luận; tự phê bình và phê bình (đảng viên, 25 phút)." in text
    assert "14. Kết thúc" not in text
    assert "Chủ trì kết luận, tuyên bố kết thúc buổi sinh hoạt." in text


@pytest.mark.parametrize(
    ("presenter", "named"),
    [
        ("Nguyễn Văn Ví Dụ", "đồng chí Nguyễn Văn Ví Dụ"),
        ("Đồng chí Nguyễn Văn Ví Dụ", "đồng chí Nguyễn Văn Ví Dụ"),
        ("Đảng viên", "đảng viên"),
        ("Phó Bí thư chi bộ", "Phó Bí thư chi bộ"),
        ("", ""),
    ],
)
def test_who_speaks_is_named_as_a_sentence_does(presenter, named):
    assert cell_parts.in_sentence(presenter) == named


def test_many_guests_are_counted_and_few_are_named():
    sample = programme.sample_facts()
    text = said(programme.KIND, replace(sample, guests=sample.guests * 7))
    assert "toàn thể đảng viên chi bộ; mời 07 đại biểu." in text


@pytest.mark.parametrize("form", ["table", "long"])
def test_a_programme_to_write_by_hand_fits_on_a_page_with_room_for_everything(form):
    settings = replace(SETTINGS, programme_form=form)
    assert len(pages(programme.KIND, programme.sample_blank(), settings)) == 1
    text = said(programme.KIND, programme.sample_blank(), settings)
    assert "ngày      tháng      năm 2026" in text
    assert "...... giờ ...... phút" in text


def test_a_numbered_programme_shows_its_number_and_an_online_meeting_how_it_is_held():
    sample = programme.sample_facts()
    meeting = replace(sample.meeting, format=MeetingFormat.ONLINE)
    text = said(programme.KIND, replace(sample, head=replace(sample.head, symbol="CTr/CB", number=3), meeting=meeting))
    assert "Số 03-CTr/CB" in text
    assert "- Hình thức: trực tuyến." in text


# The invitations


def test_everyone_invited_has_a_page_under_the_one_number_and_none_shows_a_page_number():
    sheets = pages(invitation.KIND, invitation.sample_facts())
    assert len(sheets) == 3
    for sheet, name in zip(sheets, ("Lê Văn Minh Họa", "Trần Thị Mẫu", "Hoàng Thị Giả Định"), strict=True):
        texts = [line.text for line in sheet.lines]
        assert "Số 04-GM/CB" in texts
        assert any("Kính gửi" in text and name in text for text in texts) or any(name in text for text in texts)
        assert not [text for text in texts if text.strip().isdecimal()]


def test_the_points_of_an_invitation_follow_the_kind_of_meeting():
    sample = invitation.sample_facts()
    text = said(invitation.KIND, sample)
    assert "Kính gửi: đồng chí Trần Thị Mẫu, Phó Bí thư Chi bộ thôn Mẫu 1." in text
    assert (
        "1. Nội dung: đánh giá kết quả lãnh đạo thực hiện nhiệm vụ tháng 8/2026; thảo luận, quyết định nhiệm vụ tháng "
        '9/2026; sinh hoạt chuyên đề "Đảng viên gương mẫu trong chuyển đổi số" (đồng chí Nguyễn Ví Dụ Châu trình bày).'
    ) in text
    assert "2. Thời gian: 19 giờ 30 phút, ngày 03/9/2026 (thứ Năm)." in text
    assert "- Như kính gửi;" in text
    assert "- Đảng ủy xã Ví Dụ (để báo cáo);" in text
    assert "- Lưu Chi bộ." in text
    themed = replace(sample, meeting=replace(sample.meeting, kind=MeetingType.THEMED))
    assert '1. Nội dung: sinh hoạt chuyên đề "Đảng viên gương mẫu' in said(invitation.KIND, themed)
    other = replace(sample.meeting, kind=MeetingType.EXTRAORDINARY, theme="", presenter="")
    agenda = ("Khai mạc", "Xét kết nạp quần chúng ưu tú", "Biểu quyết")
    text = said(invitation.KIND, replace(sample, meeting=other, agenda=agenda))
    assert "1. Nội dung: xét kết nạp quần chúng ưu tú; biểu quyết." in text


def test_an_invitation_without_a_name_leaves_lines_for_name_and_unit():
    (sheet,) = pages(invitation.KIND, invitation.sample_blank())
    assert sheet.line("Kính gửi: đồng chí").text.endswith("....")
    assert sheet.line("Chức vụ, đơn vị:").text.endswith("....")
    # What is written by hand has the line to its end.
    edge = max(line.right for line in sheet.lines)
    for label in ("1. Nội dung:", "3. Địa điểm:"):
        assert sheet.line(label).right == pytest.approx(edge, abs=4)


def test_invitations_are_printed_on_one_side_even_where_the_office_prints_on_both():
    document = invitation.KIND.build(invitation.sample_facts(), replace(SETTINGS, two_sided=True))
    assert not document.settings.two_sided
    assert all(block.restart_at == 1 and not block.odd for block in document.blocks if isinstance(block, Section))


def test_sixty_invitations_are_sixty_pages_each_with_its_head():
    people = tuple(PersonFacts(f"Nguyễn Ví Dụ {number}", "đảng viên Chi bộ thôn Mẫu 1") for number in range(1, 61))
    document = invitation.KIND.build(replace(invitation.sample_facts(), invited=people), SETTINGS)
    assert sum(isinstance(block, Letterhead) for block in document.blocks) == 60
    assert len(read(pdf.render(document))) == 60


# The resolution


def test_the_opening_of_a_resolution_has_every_figure_of_the_meeting():
    text = said(resolution.KIND, resolution.sample_facts())
    assert (
        "Ngày 03/9/2026, tại Nhà văn hóa thôn Mẫu 1, Chi bộ thôn Mẫu 1 tổ chức sinh hoạt chi bộ tháng 9 năm 2026. Tổng "
        "số đảng viên của chi bộ: 22 đồng chí (chính thức 20, dự bị 02). Có mặt 19/22 đồng chí, tỷ lệ 86,4 % (chính "
        "thức 17, dự bị 02); vắng mặt 03 đồng chí; có lý do 03: các đồng chí Nguyễn Ví Dụ Dung (ốm đau, điều trị); "
        "Nguyễn Ví Dụ Khánh (đi công tác); Nguyễn Ví Dụ Minh (việc gia đình). Thời lượng: 105 phút. Chủ trì: đồng chí "
        "Nguyễn Ví Dụ An, Bí thư chi bộ; thư ký: đồng chí Nguyễn Ví Dụ Bình, Chi ủy viên. Tình hình nộp đảng phí: "
        "20/22 đồng chí đã nộp, số tiền 1.240.000 đồng. Nội dung sinh hoạt: triển khai văn bản của cấp trên, thông tin "
        "thời sự; báo cáo kết quả lãnh đạo tháng trước, phương hướng, nhiệm vụ tháng tới; thảo luận; tự phê bình và "
        "phê bình."
    ) in text


def test_a_resolution_has_the_four_parts_with_real_tables():
    document = resolution.KIND.build(resolution.sample_facts(), SETTINGS)
    text = plain.render(document)
    for heading in (
        "I. ĐÁNH GIÁ KẾT QUẢ LÃNH ĐẠO THÁNG 8 NĂM 2026",
        "1. Công tác chính trị, tư tưởng",
        "2. Lãnh đạo thực hiện nhiệm vụ chính trị",
        "3. Kết quả thực hiện nghị quyết tháng trước",
        "4. Biểu dương, nhắc nhở",
        "5. Hạn chế, nguyên nhân",
        "II. PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG 9 NĂM 2026",
        "III. PHÂN CÔNG NHIỆM VỤ VÀ TỔ CHỨC THỰC HIỆN",
        "IV. TỰ ĐÁNH GIÁ CHẤT LƯỢNG KỲ SINH HOẠT",
    ):
        assert heading in text
    last, given, score = (block for block in document.blocks if isinstance(block, Table))
    headings = [column.heading for column in last.columns]
    assert headings == ["TT", "Nhiệm vụ đề ra", "Tình trạng đầu kỳ", "Kết quả thực hiện"]
    assert last.rows[1].cells[2:] == ("Quá hạn", "Còn 05 hộ; tiếp tục thực hiện")
    assert given.rows[1].cells == (
        "2",
        "Tổ chức ngày Chủ nhật xanh. Cùng Đoàn xã",
        "Nguyễn Ví Dụ Giang",
        "20/9/2026",
        "Tháng 10/2026",
    )
    assert score.rows[-1].cells == ("Tổng điểm", None, "100", "90,5")
    assert "Tổng điểm: 90,5/100; tự xếp loại: Tốt." in text
    assert "thông qua: 17/20 đảng viên được quyền biểu quyết tán thành, tỷ lệ 85,0 %" in text


def test_those_against_are_said_and_the_vote_on_the_resolution_is_the_one_that_names_it():
    sample = resolution.sample_facts()
    other = Ballot("Đề nghị khen thưởng", VoteMethod.BALLOT, VoteThreshold.OVER_HALF, 20, 0, 0, 20)
    own = Ballot("Thông qua nghị quyết", VoteMethod.SHOW_OF_HANDS, VoteThreshold.OVER_HALF, 16, 1, 2, 20)
    facts = replace(sample, meeting=replace(sample.meeting, ballots=(own, other)))
    assert facts.ballot == own
    text = said(resolution.KIND, facts)
    assert "16/20 đảng viên được quyền biểu quyết tán thành, tỷ lệ 80,0 %; không tán thành 1; không có ý kiến 2" in text


def test_lettered_items_use_the_vietnamese_letters_and_drop_what_was_typed_before_them():
    blocks = list(resolution_parts.lettered("Kết quả như sau:\n- một\n+ hai\n3. ba\nd) bốn\nnăm\nsáu\nbảy\ntám"))
    lines = [plain_of(block.text) for block in blocks if isinstance(block, Paragraph)]
    letters = ["a) một.", "b) hai.", "c) ba.", "d) bốn.", "đ) năm.", "e) sáu.", "g) bảy.", "h) tám."]
    assert lines == ["Kết quả như sau:", *letters]
    assert [plain_of(block.text) for block in resolution_parts.lettered("Chỉ một ý")] == ["Chỉ một ý."]
    many = "\n".join(f"ý {number}" for number in range(30))
    assert not any(plain_of(block.text).startswith("a)") for block in resolution_parts.lettered(many))


def test_a_combined_meeting_adds_what_was_concluded_on_its_theme():
    sample = resolution.sample_facts()
    combined = minutes_sample.facts(MeetingType.COMBINED)
    text = said(resolution.KIND, replace(sample, meeting=combined))
    assert '6. Sinh hoạt chuyên đề "Đảng viên gương mẫu trong chuyển đổi số"' in text
    assert "Mỗi đảng viên hướng dẫn 03 hộ; báo cáo tại kỳ sinh hoạt tháng 10." in text


def test_a_draft_taken_to_the_meeting_leaves_room_for_figures_and_votes():
    text = said(resolution.KIND, resolution.sample_draft())
    assert "Có mặt ....../...... đồng chí, tỷ lệ ...... %; vắng mặt ...... đồng chí. Thời lượng: ...... phút." in text
    assert "thông qua: ....../...... đảng viên được quyền biểu quyết tán thành, tỷ lệ ...... %." in text
    assert "IV. TỰ ĐÁNH GIÁ" not in text


def test_the_discussion_goes_with_a_resolution_only_where_the_office_wants_it():
    facts = resolution.sample_facts()
    assert "PHỤ LỤC" not in said(resolution.KIND, facts)
    text = said(resolution.KIND, facts, replace(SETTINGS, resolution_appendix=True))
    assert "(Kèm theo Nghị quyết số 09-NQ/CB, ngày 05/9/2026 của Chi bộ thôn Mẫu 1)" in text
    assert "2. Đồng chí Nguyễn Ví Dụ Giang: Đề nghị chi ủy nêu rõ" in text
    assert "Có 04 lượt ý kiến; 4/19 đồng chí dự sinh hoạt phát biểu (tỷ lệ 21,1 %)." in text


def test_a_cell_of_an_office_does_not_write_to_the_fronts_of_a_village():
    facts = resolution.sample_facts()
    assert "- Ban Công tác Mặt trận, các đoàn thể (để phối hợp);" in said(resolution.KIND, facts)
    text = said(resolution.KIND, replace(facts, is_village=False, in_charge=""))
    assert "Mặt trận" not in text
    assert "phụ trách chi bộ" not in text


def test_a_task_without_a_due_day_is_reported_next_month():
    sample = resolution.sample_facts()
    facts = replace(sample, meeting=replace(sample.meeting, tasks=(Given("Làm đường", "Toàn thể đảng viên"),)))
    tables = [block for block in resolution.KIND.build(facts, SETTINGS).blocks if isinstance(block, Table)]
    assert tables[1].rows[0].cells == ("1", "Làm đường", "Toàn thể đảng viên", "", "Tháng 10/2026")
    none = replace(sample, meeting=replace(sample.meeting, tasks=()))
    assert "báo cáo kết quả tại kỳ sinh hoạt tháng sau." in said(resolution.KIND, none)


# The score sheet


def test_the_score_sheet_shows_own_and_higher_points_side_by_side():
    document = meeting_score_sheet.KIND.build(meeting_score_sheet.sample_facts(), SETTINGS)
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [column.heading.split(" (")[0] for column in table.columns] == [
        "TT",
        "Tiêu chí đánh giá",
        "Thang điểm",
        "Điểm tự chấm",
        "Điểm cấp trên",
        "Ghi chú",
    ]
    assert table.rows[-1].cells == ("TỔNG ĐIỂM", None, "100", "92,5", "91", "")
    text = plain.render(document)
    assert "Xếp loại: Tốt; cấp trên xếp loại: Tốt." in text
    assert "Tốt: từ 90 điểm; Khá: từ 70 đến dưới 90; Trung bình: từ 50 đến dưới 70; Kém: dưới 50." in text


def test_the_score_sheet_is_signed_by_the_cell_and_the_member_in_charge():
    facts = meeting_score_sheet.sample_facts()
    (signed,) = (b for b in meeting_score_sheet.KIND.build(facts, SETTINGS).blocks if isinstance(b, TwoSignatures))
    assert (signed.left.authority, signed.left.post) == ("T/M BAN CHI ỦY", "BÍ THƯ")
    assert (signed.right.authority, signed.right.name) == ("CẤP ỦY CẤP TRÊN\nPHỤ TRÁCH", "Lê Văn Minh Họa")
    alone = replace(facts, has_committee=False)
    (signed,) = (b for b in meeting_score_sheet.KIND.build(alone, SETTINGS).blocks if isinstance(b, TwoSignatures))
    assert signed.left.authority == "T/M CHI BỘ"


def test_a_blank_score_sheet_prints_the_answers_to_choose_from_and_room_to_write():
    facts = meeting_score_sheet.sample_blank()
    document = meeting_score_sheet.KIND.build(facts, SETTINGS)
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert table.rows[1].cells == ("", "    + Đủ thời lượng", "5", "", "", "")
    (sheet,) = read(pdf.render(document))
    assert sheet.line("Xếp loại:").text.endswith("....")


def test_several_limits_stand_on_lines_of_their_own():
    facts = replace(meeting_score_sheet.sample_facts(), limits_to_fix="Ít ý kiến\nBắt đầu muộn")
    blocks = meeting_score_sheet.KIND.build(facts, SETTINGS).blocks
    assert any(isinstance(block, Items) and block.lines == ("Ít ý kiến.", "Bắt đầu muộn.") for block in blocks)
