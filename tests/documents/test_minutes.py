"""Minutes as a paper: what is in them, in which order, and what is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.documents import (
    blocks,
    committee_conclusion,
    facts,
    minutes,
    minutes_combined,
    minutes_committee,
    minutes_opening,
    minutes_parts,
    minutes_regular,
    minutes_sample,
    minutes_themed,
)
from bontot_desktop.documents.blocks import Document
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.minutes_facts import Correction, Given, MinutesFacts, Review
from bontot_desktop.documents.minutes_parts import beyond
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.errors import Refused
from bontot_desktop.rules.meetings import MeetingType, TaskState

SETTINGS = FormatSettings()
HEADING = blocks.Role.HEADING_1


def built_of(of: MinutesFacts, settings: FormatSettings = SETTINGS, texts: dict[str, str] | None = None) -> Document:
    return minutes.kind_of(of.kind).build(of, settings, texts)


def paragraphs(of: MinutesFacts, settings: FormatSettings = SETTINGS) -> list[str]:
    return [
        blocks.plain_of(block.text) for block in built_of(of, settings).blocks if isinstance(block, blocks.Paragraph)
    ]


def headings(of: MinutesFacts) -> list[str]:
    built = built_of(of).blocks
    roles = (blocks.Role.HEADING_1, blocks.Role.CHAPTER)
    return [blocks.plain_of(b.text) for b in built if isinstance(b, blocks.Paragraph) and b.role in roles]


def test_regular_minutes_have_their_eight_parts_in_order():
    assert headings(minutes_sample.facts()) == [
        "I. NỘI DUNG SINH HOẠT",
        "II. Ý KIẾN THẢO LUẬN",
        "III. Ý KIẾN CỦA ĐẠI BIỂU CẤP TRÊN",
        "IV. TIẾP THU, KẾT LUẬN CỦA CHỦ TRÌ",
        "V. PHÂN CÔNG NHIỆM VỤ",
        "VI. BIỂU QUYẾT",
        "VII. KIẾN NGHỊ VỚI CẤP TRÊN",
        "VIII. TỰ ĐÁNH GIÁ CHẤT LƯỢNG SINH HOẠT",
    ]


def test_parts_without_anything_are_left_out_and_the_rest_numbered_through():
    plain = replace(
        minutes_sample.facts(), guests=(), tasks=(), score=None, sections={"conclusion": "Nhất trí."}, reviews=()
    )
    assert headings(plain) == [
        "I. NỘI DUNG SINH HOẠT",
        "II. Ý KIẾN THẢO LUẬN",
        "III. TIẾP THU, KẾT LUẬN CỦA CHỦ TRÌ",
        "IV. BIỂU QUYẾT",
    ]


def test_a_meeting_with_nothing_typed_still_gives_minutes():
    empty = MinutesFacts(
        head=minutes_sample.facts().head,
        cell_name="Chi bộ thôn Mẫu 1",
        kind=MeetingType.REGULAR,
        year=2026,
        month=3,
        held_on=None,
        starts_at=None,
        ends_at=None,
        place="",
        roster=(),
        chair=None,
        minute_taker=None,
    )
    assert "Không có ý kiến phát biểu." in paragraphs(empty)
    unknown = [b for b in built_of(empty).blocks if isinstance(b, blocks.FieldLine) and b.fields[-1].value is None]
    assert [blocks.plain_of(b.fields[0].value) for b in unknown] == ["Địa điểm: ", "Chủ trì: ", "Thư ký: "]


def test_combined_minutes_have_two_parts_each_with_its_own_discussion():
    found = headings(minutes_sample.facts(MeetingType.COMBINED))
    assert found[0] == "PHẦN THỨ NHẤT\nSINH HOẠT THƯỜNG KỲ"
    second = found.index("PHẦN THỨ HAI\nSINH HOẠT CHUYÊN ĐỀ")
    assert "II. Ý KIẾN THẢO LUẬN" in found[:second]
    assert any(heading.endswith("Ý KIẾN THẢO LUẬN") for heading in found[second:])
    assert any(heading.endswith("KẾT LUẬN CHUYÊN ĐỀ") for heading in found[second:])


def test_themed_minutes_name_theme_and_presenter():
    built = built_of(minutes_sample.facts(MeetingType.THEMED)).blocks
    lines = [blocks.plain_of(b.fields[0].value) for b in built if isinstance(b, blocks.FieldLine)]
    assert 'Chuyên đề: "Đảng viên gương mẫu trong chuyển đổi số"' in lines
    assert "Người trình bày: đồng chí Nguyễn Ví Dụ Châu." in paragraphs(minutes_sample.facts(MeetingType.THEMED))


@pytest.mark.parametrize("labels", [("NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ"), ("THƯ KÝ", "CHỦ TRÌ")])
def test_two_people_sign_under_the_labels_of_the_office(labels):
    settings = FormatSettings(minutes_signer_labels=labels)
    signed = built_of(minutes_sample.facts(), settings).blocks[-1]
    assert isinstance(signed, blocks.TwoSignatures)
    assert (signed.left.authority, signed.right.authority) == labels
    assert (signed.left.name, signed.right.name) == ("Nguyễn Ví Dụ Bình", "Nguyễn Ví Dụ An")


def test_number_and_date_line_are_left_out_unless_the_office_wants_them():
    head = built_of(minutes_sample.facts()).blocks[0]
    assert (head.number_text, head.place_date) == (None, None)
    dated = built_of(minutes_sample.facts(), FormatSettings(minutes_date_line=True)).blocks[0]
    assert dated.place_date is not None


def test_a_correction_is_printed_behind_the_minutes_on_a_page_of_its_own():
    corrected = replace(
        minutes_sample.facts(),
        book_no=9,
        corrections=(Correction("Sửa số có mặt.", "Nguyễn Ví Dụ Bình", date(2026, 9, 5)),),
    )
    built = built_of(corrected).blocks
    index = next(i for i, b in enumerate(built) if isinstance(b, blocks.PageBreak))
    assert built[index + 1] == blocks.Title("BIÊN BẢN BỔ SUNG, ĐÍNH CHÍNH")
    named = built[index + 2].text
    assert named.startswith("Bổ sung, đính chính biên bản số 09 (sổ biên bản của chi bộ) sinh hoạt chi bộ thường kỳ")
    assert ", họp ngày 03 tháng 9 năm 2026. Lập ngày 05 tháng 9 năm 2026, người lập: đồng chí" in named
    signed = built[-1]
    assert (signed.left.name, signed.right.name) == ("Nguyễn Ví Dụ Bình", "Nguyễn Ví Dụ An")


@pytest.mark.parametrize("kind", [MeetingType.REGULAR, MeetingType.THEMED, MeetingType.COMBINED])
def test_the_facts_survive_freezing(kind):
    sample = minutes_sample.facts(kind)
    assert facts.from_json(MinutesFacts, facts.to_json(sample)) == sample


def test_what_the_table_of_tasks_says_is_not_said_in_words_too():
    told = Review("Rà soát hộ nghèo", "Đồng chí A", "Đang làm", TaskState.DONE, "Đã xong")
    typed = "Kết quả các việc:\n- Rà soát hộ nghèo: đã xong.\n- Rà soát hộ nghèo: còn hai hộ.\n- Thu nhập tăng."
    assert beyond(typed, [told]) == "Kết quả các việc:\n- Rà soát hộ nghèo: còn hai hộ.\n- Thu nhập tăng."
    assert beyond("Kết quả các việc:\n- Rà soát hộ nghèo: đã xong.", [told]) == ""
    assert beyond("Rà soát hộ nghèo: đã xong.", []) == "Rà soát hộ nghèo: đã xong."


def test_a_deadline_is_written_as_papers_write_dates():
    sample = minutes_sample.facts()
    given = (Given("Nạo vét kênh mương", "Đồng chí A", date(2026, 5, 3)), Given("Giữ vệ sinh thôn", "Đồng chí B"))
    (table,) = (
        block
        for block in built_of(replace(sample, tasks=given)).blocks
        if isinstance(block, blocks.Table) and block.columns[3].heading == "Thời hạn"
    )
    assert [row.cells[3] for row in table.rows] == ["03/5/2026", ""]


@pytest.mark.parametrize(
    ("kind", "key", "known"),
    [
        ("F5", "order_opening", minutes_opening.LINES),
        ("F5", "order_regular", minutes_regular.PARTS),
        ("F6", "order_themed", minutes_themed.PARTS),
        ("F7", "order_first", minutes_combined.FIRST),
        ("F7", "order_second", minutes_combined.SECOND),
        ("F7", "order_common", minutes_parts.ENDING),
        ("F3", "order_committee_opening", minutes_committee.LINES),
        ("F3", "order_committee", minutes_committee.PARTS),
        ("F4", "order_conclusion", committee_conclusion.PARTS),
    ],
)
def test_every_part_an_office_can_order_is_one_that_is_made(kind: str, key: str, known: Mapping[str, object]) -> None:
    assert set(KINDS[kind].words(SETTINGS).order(key)) <= set(known)


def test_the_office_puts_parts_in_its_own_order_and_leaves_some_out():
    texts = {"order_regular": "biểu quyết\nNội dung sinh hoạt", "order_opening": "Thư ký\nĐịa điểm"}
    built = built_of(minutes_sample.facts(), texts=texts).blocks
    found = [blocks.plain_of(b.text) for b in built if isinstance(b, blocks.Paragraph) and b.role is HEADING]
    assert found == ["I. BIỂU QUYẾT", "II. NỘI DUNG SINH HOẠT"]
    lines = [blocks.plain_of(b.fields[0].value) for b in built if isinstance(b, blocks.FieldLine)]
    assert [line.split(":")[0] for line in lines] == ["Thư ký", "Địa điểm"]


@pytest.mark.parametrize(
    ("written", "said"), [("Biểu quyết\nBầu cử", "dòng lạ “Bầu cử”"), ("Biểu quyết\nBIỂU QUYẾT", "hai lần")]
)
def test_a_part_that_is_unknown_or_named_twice_is_told_before_it_is_kept(written: str, said: str) -> None:
    problem = KINDS["F5"].wording.problem("order_regular", written)
    assert problem is not None
    assert said in problem
    with pytest.raises(Refused, match=said):
        built_of(minutes_sample.facts(), texts={"order_regular": written})


def test_parts_with_nothing_in_them_are_named_when_the_office_wants_that():
    plain = replace(minutes_sample.facts(), guests=(), tasks=(), said=(), ballots=(), score=None, sections={})
    texts = {"empty": "Không có.", "no_vote": ""}
    built = built_of(plain, texts=texts).blocks
    found = [blocks.plain_of(b.text) for b in built if isinstance(b, blocks.Paragraph)]
    assert found[found.index("V. PHÂN CÔNG NHIỆM VỤ") + 1] == "Không có."
    assert not any("BIỂU QUYẾT" in said for said in found)


def test_a_table_needs_a_name_for_each_of_its_columns():
    with pytest.raises(Refused, match="đủ 5 dòng"):
        built_of(minutes_sample.facts(), texts={"columns_tasks": "TT\nĐảng viên"})


def test_labels_and_headings_are_written_as_the_office_words_them():
    texts = {"label_chair": "Chủ tọa", "heading_conclusion": "KẾT LUẬN", "speech": "Đ/c {{ name }}:"}
    built = built_of(minutes_sample.facts(), texts=texts).blocks
    lines = [blocks.plain_of(b.fields[0].value) for b in built if isinstance(b, blocks.FieldLine)]
    found = [blocks.plain_of(b.text) for b in built if isinstance(b, blocks.Paragraph)]
    assert any(line.startswith("Chủ tọa: ") for line in lines)
    assert "IV. KẾT LUẬN" in found
    assert any(line.startswith("1. Đ/c Nguyễn Ví Dụ Châu:") for line in found)


def test_themed_minutes_conclude_with_who_does_what_until_when():
    assert headings(minutes_sample.facts(MeetingType.THEMED)) == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. TRÌNH BÀY CHUYÊN ĐỀ",
        "III. GỢI Ý THẢO LUẬN",
        "IV. Ý KIẾN THẢO LUẬN",
        "V. Ý KIẾN CỦA ĐẠI BIỂU CẤP TRÊN",
        "VI. ĐÁNH GIÁ CHẤT LƯỢNG CHUYÊN ĐỀ",
        "VII. KẾT LUẬN; PHÂN CÔNG, THỜI HẠN",
        "VIII. BIỂU QUYẾT",
        "IX. TỰ ĐÁNH GIÁ CHẤT LƯỢNG SINH HOẠT",
    ]


def test_combined_minutes_sum_up_each_half_and_the_whole():
    found = paragraphs(minutes_sample.facts(MeetingType.COMBINED))
    assert [line for line in found if "lượt ý kiến" in line] == [
        "Có 03 lượt ý kiến.",
        "Có 01 lượt ý kiến.",
        "Cả buổi sinh hoạt có 04 lượt ý kiến; 4/19 đồng chí phát biểu (tỷ lệ 21,1 %).",
    ]
    sample = minutes_sample.facts(MeetingType.COMBINED)
    first_only = replace(sample, said=tuple(said for said in sample.said if not said.in_theme), speakers=3)
    assert "Có 03 lượt ý kiến; 3/19 đồng chí dự sinh hoạt phát biểu (tỷ lệ 15,8 %)." in paragraphs(first_only)


def test_minutes_of_a_meeting_about_one_thing_have_no_heading_over_it():
    one = replace(
        minutes_sample.facts(),
        kind=MeetingType.EXTRAORDINARY,
        reviews=(),
        documents=(),
        sections={"other": "Xét kết nạp."},
    )
    found = paragraphs(one)
    assert found[:2] == ["I. NỘI DUNG SINH HOẠT", "Xét kết nạp."]


def test_a_committee_says_who_of_it_came_and_concludes_in_its_chairs_name():
    sample = minutes_sample.facts(MeetingType.COMMITTEE)
    assert "Thành phần: có mặt 4/5 chi ủy viên; vắng 01 đồng chí" in opening_of(sample)
    assert headings(sample)[2] == "III. KẾT LUẬN CỦA BÍ THƯ CHI BỘ"
    assert "đ) Hạn chế, nguyên nhân" in paragraphs(sample)
    alone = replace(sample, consults=True, roster=sample.roster[:2], approved_for=2)
    assert "Thành phần: có mặt 2/2 đồng chí (bí thư, phó bí thư chi bộ); không có đồng chí nào vắng" in opening_of(
        alone
    )
    assert built_of(alone).title == "Biên bản hội ý bí thư, phó bí thư chi bộ tháng 9 năm 2026"
    assert paragraphs(alone)[-1] == "Buổi hội ý kết thúc vào hồi 20 giờ 40 phút cùng ngày."


def test_the_head_of_committee_papers_can_name_the_committee_as_some_places_do():
    texts = {"issuer": "CHI ỦY {{ issuer }}", "superior": "ĐẢNG ỦY XÃ VÍ DỤ"}
    for kind in ("F3", "F4"):
        head = KINDS[kind].build(KINDS[kind].sample_facts(), SETTINGS, texts).blocks[0]
        assert isinstance(head, blocks.Letterhead)
        assert (head.superior, head.issuer) == ("ĐẢNG ỦY XÃ VÍ DỤ", "CHI ỦY CHI BỘ THÔN MẪU 1")


def test_a_committees_conclusion_is_signed_for_the_cell_unless_the_office_says_otherwise():
    kind = KINDS["F4"]
    for texts, authority in (({}, "T/M CHI BỘ"), ({"authority": "T/M CHI ỦY"}, "T/M CHI ỦY")):
        signed = kind.build(kind.sample_facts(), SETTINGS, texts).blocks[-1]
        assert isinstance(signed, blocks.Signature)
        assert (signed.signer.authority, signed.signer.post) == (authority, "BÍ THƯ")
        assert signed.recipients == blocks.Recipients(("Các đồng chí chi ủy viên (để thực hiện)", "Lưu Chi bộ"))


def opening_of(of: MinutesFacts) -> list[str]:
    return [blocks.plain_of(b.fields[0].value) for b in built_of(of).blocks if isinstance(b, blocks.FieldLine)]
