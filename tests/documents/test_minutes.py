"""Minutes as a paper: what is in them, in which order, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.documents import blocks, facts, minutes, minutes_sample
from bontot_desktop.documents.blocks import Document
from bontot_desktop.documents.minutes_facts import Correction, Given, MinutesFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.rules.meetings import MeetingType

SETTINGS = FormatSettings()


def built_of(of: MinutesFacts, settings: FormatSettings = SETTINGS, texts: dict[str, str] | None = None) -> Document:
    return minutes.kind_of(of.kind).build(of, settings, texts)


def paragraphs(of: MinutesFacts, settings: FormatSettings = SETTINGS) -> list[str]:
    return [
        blocks.plain_of(block.text)
        for block in built_of(of, settings).blocks
        if isinstance(block, blocks.Paragraph)
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
    assert "Chuyên đề: “Đảng viên gương mẫu trong chuyển đổi số”" in lines
    assert "Người trình bày: Đồng chí Nguyễn Ví Dụ Châu." in paragraphs(minutes_sample.facts(MeetingType.THEMED))


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
        minutes_sample.facts(), corrections=(Correction("Sửa số có mặt.", "Nguyễn Ví Dụ Bình", date(2026, 9, 5)),)
    )
    built = built_of(corrected).blocks
    index = next(i for i, b in enumerate(built) if isinstance(b, blocks.PageBreak))
    assert built[index + 1] == blocks.Title("BIÊN BẢN BỔ SUNG, ĐÍNH CHÍNH")


@pytest.mark.parametrize("kind", [MeetingType.REGULAR, MeetingType.THEMED, MeetingType.COMBINED])
def test_the_facts_survive_freezing(kind):
    sample = minutes_sample.facts(kind)
    assert facts.from_json(MinutesFacts, facts.to_json(sample)) == sample


def test_a_deadline_is_written_as_papers_write_dates():
    sample = minutes_sample.facts()
    given = (Given("Nạo vét kênh mương", "Đồng chí A", date(2026, 5, 3)), Given("Giữ vệ sinh thôn", "Đồng chí B"))
    (table,) = (
        block
        for block in built_of(replace(sample, tasks=given)).blocks
        if isinstance(block, blocks.Table) and block.columns[3].heading == "Thời hạn"
    )
    assert [row.cells[3] for row in table.rows] == ["03/5/2026", ""]
