"""Every choice of document-format §10 shows on a real paper, in the Word file as in the PDF, and nothing else moves."""

from __future__ import annotations

import io
import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from bontot_desktop.documents import pdf, plain, word
from bontot_desktop.documents.blocks import Addressees, Document, Letterhead, Recipients, Signature, Signer
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.profile import FormatSettings
from tests.documents.measure import MM, Sheet, read

LAST_OF_36, FIRST_OF_05 = date(2026, 5, 26), date(2026, 5, 27)


def _made(kind: str, **settings: Any) -> Document:
    return KINDS[kind].build(KINDS[kind].sample_facts(), FormatSettings(**settings))


@cache
def _both(kind: str, chosen: tuple[tuple[str, Any], ...] = ()) -> tuple[list[Sheet], Any]:
    document = _made(kind, **dict(chosen))
    return read(pdf.render(document)), docx.Document(io.BytesIO(word.render(document)))


def _in_pdf(sheets: list[Sheet]) -> str:
    return _plain(" ".join(line.text for sheet in sheets for line in sheet.lines))


def _in_word(file: Any) -> str:
    texts = []
    for paragraph in file.element.iter(qn("w:p")):
        parts = {qn("w:t"): None, qn("w:noBreakHyphen"): "-", qn("w:br"): " "}
        nodes = [node for node in paragraph.iter() if node.tag in parts]
        texts.append("".join(parts[node.tag] or node.text or "" for node in nodes))
    return _plain(" ".join(texts))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u2011", "-"))


def _said(kind: str, **settings: Any) -> tuple[str, str]:
    sheets, file = _both(kind, tuple(settings.items()))
    return _in_pdf(sheets), _in_word(file)


@pytest.mark.parametrize(
    ("kind", "settings", "there", "gone"),
    [
        ("D13", {"tone_style": "uỷ"}, "BAN THƯỜNG VỤ ĐẢNG UỶ XÃ VÍ DỤ", "ĐẢNG ỦY"),
        ("F5", {"tone_style": "uỷ", "minutes_signer_labels": ("THƯ KÝ", "CHỦ TỌA")}, "CHỦ TOẠ", "CHỦ TỌA"),
        ("F18", {"tone_style": "uỷ"}, "Đảng uỷ viên phụ trách", "Đảng ủy viên phụ trách ("),
        ("D13", {"title_spelling": "Chi bộ bốn tốt"}, "Chi bộ bốn tốt", "Chi bộ 4 tốt"),
        ("F16A", {"cong_van_prefix": "V/v"}, "V/v triệu tập", "về việc triệu tập"),
        ("F16A", {"cong_van_prefix": ""}, "CV/ĐU triệu tập", "về việc triệu tập"),
        ("D13", {"ruling_line": "{{ issuer }} {{ verb }}:"}, "XÃ VÍ DỤ QUYẾT ĐỊNH:", "XÃ VÍ DỤ QUYẾT ĐỊNH Điều"),
        ("D13", {"keep_copy_office": "Lưu Văn phòng, BXDĐ"}, "Lưu Văn phòng, BXDĐ.", "Lưu Văn phòng Đảng ủy"),
        ("F8", {"keep_copy_cell": "Lưu hồ sơ chi bộ"}, "Lưu hồ sơ chi bộ.", "Lưu Chi bộ"),
        ("F5", {"minutes_signer_labels": ("THƯ KÝ", "CHỦ TRÌ")}, "CHỦ TRÌ Nguyễn", "CHỦ TRÌ HỘI NGHỊ"),
        ("F5", {"minutes_signer_labels": ("THƯ KÝ", "CHỦ TỌA")}, "KẾT LUẬN CỦA CHỦ TỌA", "CHỦ TRÌ"),
        ("F18", {"minutes_signer_labels": ("THƯ KÝ", "CHỦ TỌA")}, "Chủ tọa:", "NGƯỜI GHI BIÊN BẢN"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else str(value)[:12],
)
def test_words_chosen_are_printed_in_both_formats(kind: str, settings: dict[str, Any], there: str, gone: str) -> None:
    for before, after in zip(_said(kind), _said(kind, **settings), strict=True):
        assert there in after
        assert there not in before
        assert gone not in after


def test_the_list_is_signed_again_where_the_office_has_it_so() -> None:
    for before, after in zip(_said("D13"), _said("D13", list_signed_again=True), strict=True):
        assert (before.count("T/M BAN THƯỜNG VỤ"), after.count("T/M BAN THƯỜNG VỤ")) == (1, 2)


def test_minutes_bear_place_and_date_only_where_the_office_has_it_so() -> None:
    for before, after in zip(_said("F18"), _said("F18", minutes_date_line=True), strict=True):
        assert "Ví Dụ, ngày 05 tháng 6 năm 2026" not in before
        assert "Ví Dụ, ngày 05 tháng 6 năm 2026" in after


def test_bases_stand_upright_with_dashes_or_in_italics_without() -> None:
    sheets, file = _both("D13", (("basis_style", "italic"),))
    line = sheets[0].line("Căn cứ Điều lệ Đảng")
    assert line.italic
    assert line.text.startswith("Căn cứ")
    upright = _both("D13")[0][0].line("Căn cứ Điều lệ Đảng")
    assert not upright.italic
    assert upright.text.startswith("- Căn cứ")
    style = next(one for one in file.styles if one.style_id == "CanCu")
    assert style.font.italic


@pytest.mark.parametrize("pitch", [18.0, 20.5, 22.0])
def test_body_lines_stand_as_far_apart_as_chosen(pitch: float) -> None:
    sheets, file = _both("D13", (("line_spacing_pt", pitch),))
    first = sheets[0].line("Nghị quyết số 21-NQ/TW")
    below = min(line.baseline for line in sheets[0].lines if line.baseline > first.baseline + 1)
    assert below - first.baseline == pytest.approx(pitch, abs=0.1)
    style = next(one for one in file.styles if one.style_id == "NoiDung")
    assert style.paragraph_format.line_spacing.pt == pitch


@pytest.mark.parametrize("size", [14.0, 15.0])
def test_the_body_is_set_in_the_size_chosen(size: float) -> None:
    sheets, file = _both("D13", (("body_size_pt", size),))
    assert sheets[0].line("Nghị quyết số 21-NQ/TW").size == pytest.approx(size, abs=0.1)
    style = next(one for one in file.styles if one.style_id == "NoiDung")
    assert style.font.size.pt == size


def test_the_room_for_a_signature_is_a_line_more_when_chosen() -> None:
    rooms = []
    for lines in (4, 5):
        sheets, file = _both("D13", (("blank_lines_before_name", lines),))
        page = next(sheet for sheet in sheets if any(line.text == "BÍ THƯ" for line in sheet.lines))
        rooms.append(page.line("Trần Thị Thí Dụ").baseline - page.line("BÍ THƯ").baseline)
        signed = next(cell for table in file.tables for cell in table._cells if "BÍ THƯ" in cell.text)
        texts = [paragraph.text.strip() for paragraph in signed.paragraphs]
        assert texts[texts.index("BÍ THƯ") + 1 :].count("") == lines
    assert 14 <= rooms[1] - rooms[0] <= 20


def test_two_sided_paper_has_its_binding_edge_at_the_right_on_the_back() -> None:
    for two_sided, left in ((False, 30), (True, 15)):
        sheets, file = _both("D13", (("two_sided", two_sided),))
        assert min(line.x for line in sheets[1].lines) == pytest.approx(left * MM, abs=MM)
        assert (file.settings.element.find(qn("w:mirrorMargins")) is not None) is two_sided


def test_names_and_typed_words_are_not_spelt_anew() -> None:
    facts = KINDS["D13"].sample_facts()
    cell = replace(facts.cells[0], name="Chi bộ thôn Thủy Hòa", secretary="Lê Thị Thúy Hòa", note="Ủy viên gõ tay")
    document = KINDS["D13"].build(replace(facts, cells=(cell,)), FormatSettings(tone_style="uỷ"))
    said = plain.render(document)
    for kept in ("Chi bộ thôn Thủy Hòa", "Lê Thị Thúy Hòa", "Ủy viên gõ tay"):
        assert kept in said


# The two guides ------------------------------------------------------------------------------------------------------


def _on(day: date, facts: Any) -> Any:
    """Give the head of a paper's facts a day."""
    if isinstance(facts, Head):
        return replace(facts, day=day)
    if not is_dataclass(facts) or isinstance(facts, type):
        return facts
    parts = {one.name: getattr(facts, one.name) for one in fields(facts)}
    new = {name: _on(day, value) for name, value in parts.items() if is_dataclass(value)}
    return replace(facts, **{name: value for name, value in new.items() if value != parts[name]})


def _same_day(text: str) -> str:
    return re.sub(r"\b2[67](/5/2026| tháng 5 năm 2026)", r"2x\1", text)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_day_the_guide_changed_a_paper_changes_in_what_the_guides_differ_in(kind: str) -> None:
    """§11: Nơi nhận's separators, the label of a petition; sizes and margins are the same in both."""
    old, new = (
        replace(KINDS[kind].build(_on(day, KINDS[kind].sample_facts()), FormatSettings()), day=day)
        for day in (LAST_OF_36, FIRST_OF_05)
    )
    said_old, said_new = (_same_day(plain.render(document)).splitlines() for document in (old, new))
    assert len(said_old) == len(said_new)
    separators = 0
    for before, after in zip(said_old, said_new, strict=True):
        if before == after:
            continue
        assert after.startswith(("- ", "Kính trình"))
        assert before.replace("Kính gửi", "Kính trình").removesuffix(",") == after.removesuffix(";")
        separators += 1
    lists = [block.recipients for block in old.blocks if isinstance(block, Signature) and block.recipients]
    petitions = [block for block in old.blocks if isinstance(block, Addressees) and block.petition]
    assert separators == sum(len(one.lines) - 1 for one in lists) + len(petitions)


def _paper(day: date, **settings: Any) -> Document:
    head = Letterhead("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Số 02-TTr/ĐU", "Ví Dụ, ngày 26", urgency=3)
    blocks = (
        head,
        Addressees(("Ban Thường vụ Tỉnh ủy",), petition=True),
        Signature(Signer("T/M BAN THƯỜNG VỤ"), Recipients(("Như trên", "Lưu Văn phòng Đảng ủy"))),
    )
    return Document(blocks, title="Tờ trình", author="Đảng ủy", day=day, settings=FormatSettings(**settings))


@pytest.mark.parametrize(
    ("day", "settings", "printed"),
    [
        (LAST_OF_36, {}, ("Kính gửi: Ban Thường vụ Tỉnh ủy.", "- Như trên,", "HỎA TỐC HẸN GIỜ")),
        (FIRST_OF_05, {}, ("Kính trình: Ban Thường vụ Tỉnh ủy.", "- Như trên;", "HỎA TỐC")),
        (LAST_OF_36, {"profile": "HD05_2026"}, ("Kính trình: Ban Thường vụ Tỉnh ủy.", "- Như trên;", "HỎA TỐC")),
        (FIRST_OF_05, {"profile": "HD36_2018"}, ("Kính gửi: Ban Thường vụ Tỉnh ủy.", "- Như trên,", "HỎA TỐC HẸN GIỜ")),
    ],
    ids=["36-by-day", "05-by-day", "05-always", "36-always"],
)
def test_a_petition_speaks_by_the_guide_of_its_day_or_the_one_the_office_set(
    day: date, settings: dict[str, Any], printed: tuple[str, ...]
) -> None:
    lines = plain.render(_paper(day, **settings)).splitlines()
    assert [line for line in printed if line not in lines] == []
    data = pdf.render(_paper(day, **settings))
    shown = [line.text for sheet in read(data) for line in sheet.lines]
    assert printed[2] in shown


def test_urgency_goes_in_the_three_steps_of_each_guide() -> None:
    steps = {}
    for day in (LAST_OF_36, FIRST_OF_05):
        head = Letterhead("A", "B")
        made = [Document((replace(head, urgency=step),), title="", author="", day=day) for step in (1, 2, 3)]
        steps[day] = [plain.render(document).splitlines()[3] for document in made]
    assert steps == {
        LAST_OF_36: ["KHẨN", "THƯỢNG KHẨN", "HỎA TỐC HẸN GIỜ"],
        FIRST_OF_05: ["KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"],
    }


def test_the_older_guide_lets_lines_stand_wider() -> None:
    wide = FormatSettings(line_spacing_pt=24)
    assert (wide.pitch_on(LAST_OF_36), wide.pitch_on(FIRST_OF_05)) == (24, 22)
