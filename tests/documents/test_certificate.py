"""The certificate stands where its layout says, in both modes; offsets move it alone, long words are made to fit."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest

from bontot_desktop.documents import certificate, pdf, plain, recognition_decision
from bontot_desktop.documents.blocks import Document
from bontot_desktop.documents.certificate import LAYOUT, CertificateFacts
from bontot_desktop.documents.profile import CERTIFICATE_LINES, FormatSettings
from bontot_desktop.errors import Refused
from tests.documents.measure import MM, Sheet, read

HALF_MM = 0.5 * MM
FRAME = FormatSettings()
STOCK = FormatSettings(certificate_mode="stock")
FACTS = certificate.sample_facts()
#: What stands at which baseline, mm from the upper edge, and how large.
PLACES = (
    ("ĐẢNG CỘNG SẢN VIỆT NAM", LAYOUT.party),
    ("BAN THƯỜNG VỤ ĐẢNG ỦY XÃ VÍ DỤ", LAYOUT.issuer),
    ("tặng", LAYOUT.given),
    ("GIẤY KHEN", LAYOUT.name),
    ("Ví Dụ, ngày 18 tháng 12 năm 2026", LAYOUT.place_date),
    ("T/M BAN THƯỜNG VỤ", LAYOUT.authority),
    ("BÍ THƯ", LAYOUT.post),
    ("Trần Thị Thí Dụ", LAYOUT.signer),
    ("Quyết định số 06-QĐ/ĐU, ngày 18/12/2026", LAYOUT.decision),
    ("Vào sổ số: 07", LAYOUT.register),
)
LONG = replace(
    FACTS,
    cell="Chi bộ Trường Trung học phổ thông Nguyễn Thị Minh Mẫu xã Thí Dụ Thượng",
    organisation="Đảng bộ phường Bình Hưng Thí Dụ",
    issuer="Ban Thường vụ Đảng ủy phường Bình Hưng Thí Dụ",
    achievement='xuất sắc, đạt tiêu chuẩn "Hoàn thành xuất sắc nhiệm vụ" tiêu biểu 5 năm liền (2022 - 2026), dẫn đầu '
    'phong trào thi đua xây dựng nông thôn mới và "Chi bộ 4 tốt" của Đảng bộ',
)


def made(facts: CertificateFacts = FACTS, settings: FormatSettings = FRAME) -> Document:
    return certificate.KIND.build(facts, settings)


def sheet(facts: CertificateFacts = FACTS, settings: FormatSettings = FRAME) -> Sheet:
    (only,) = read(pdf.render(made(facts, settings)))
    return only


@pytest.mark.parametrize(("words", "place"), PLACES)
def test_every_line_stands_where_the_layout_says(words, place):
    line = next(line for line in sheet().lines if line.text == words)
    assert line.baseline == pytest.approx(place.baseline_mm * MM, abs=HALF_MM)
    assert line.size == pytest.approx(place.size_pt, abs=0.1)
    assert (line.bold, line.inked[0].italic) == (place.bold, place.italic)


def test_titles_stand_in_the_middle_and_the_foot_in_two_halves():
    shown = sheet()
    for words in ("ĐẢNG CỘNG SẢN", "GIẤY KHEN", "Chi bộ thôn Mẫu 1, Đảng bộ xã Ví Dụ", "Đã có thành tích"):
        assert shown.line(words).middle == pytest.approx(297 / 2 * MM, abs=HALF_MM)
    for words in ("T/M BAN THƯỜNG VỤ", "Trần Thị Thí Dụ", "ngày 18 tháng 12"):
        assert shown.line(words).middle == pytest.approx((297 - 24 - (297 - 48) / 4) * MM, abs=HALF_MM)
    assert shown.line("Quyết định số").x == pytest.approx(24 * MM, abs=HALF_MM)


def test_the_frame_is_drawn_ten_millimetres_from_the_edge_and_not_on_stock():
    def frames(document):
        data = pdf.render(document)
        page = pypdf.PdfReader(io.BytesIO(data)).pages[0]
        return page.get_contents().get_data().count(b" re ")

    assert frames(made()) == 3
    assert frames(made(settings=STOCK)) == 0


def test_on_stock_only_what_it_does_not_bear_is_printed_and_nothing_moves():
    whole, words = sheet(), sheet(settings=STOCK)
    there = {line.text for line in words.lines}
    assert not there & {"ĐẢNG CỘNG SẢN VIỆT NAM", "tặng", "GIẤY KHEN"}
    assert not words.strokes
    for line in words.lines:
        same = next(other for other in whole.lines if other.text == line.text)
        assert (line.x, line.baseline) == pytest.approx((same.x, same.baseline), abs=0.1)


def test_a_stock_that_bears_every_fixed_line_gets_the_cells_own_words_alone():
    bare = replace(STOCK, certificate_preprinted=tuple(CERTIFICATE_LINES))
    assert [line.text for line in sheet(settings=bare).lines if "thành tích" not in line.text][:1] == [
        "Chi bộ thôn Mẫu 1, Đảng bộ xã Ví Dụ"
    ]
    assert "BAN THƯỜNG VỤ" not in plain.render(made(settings=bare))


@pytest.mark.parametrize("offset", [(3.5, 0.0), (0.0, -4.0), (-6.0, 7.5)])
def test_an_offset_moves_every_word_on_stock_by_as_much(offset):
    placed = sheet(settings=STOCK).lines
    moved = sheet(settings=replace(STOCK, certificate_offset_mm=offset)).lines
    assert [line.text for line in placed] == [line.text for line in moved]
    for line, other in zip(placed, moved, strict=True):
        assert other.x - line.x == pytest.approx(offset[0] * MM, abs=HALF_MM)
        assert other.baseline - line.baseline == pytest.approx(offset[1] * MM, abs=HALF_MM)


def test_an_offset_touches_neither_the_framed_certificate_nor_any_other_paper():
    moved = FormatSettings(certificate_offset_mm=(9.0, 9.0))
    assert pdf.render(made(settings=moved)) == pdf.render(made())
    decision = recognition_decision.KIND
    facts = decision.sample_facts()
    assert pdf.render(decision.build(facts, replace(moved, certificate_mode="stock"))) == pdf.render(
        decision.build(facts, FRAME)
    )


def test_long_names_and_achievements_are_made_smaller_and_stay_between_title_and_foot():
    shown = sheet(LONG)
    name, foot = shown.line("GIẤY KHEN"), shown.line("ngày 18 tháng 12")
    between = [line for line in shown.lines if name.baseline < line.baseline < foot.baseline]
    assert len(between) in (4, 5)
    assert "Chi bộ 4 tốt" in " ".join(line.text for line in between)
    tops = [line.baseline - line.size for line in between]
    assert all(line.baseline < top for line, top in zip(between, tops[1:], strict=False))
    assert all(line.x >= 24 * MM and line.right <= (297 - 24) * MM for line in between)


def test_words_too_long_for_any_letters_are_refused_by_name():
    with pytest.raises(Refused, match="không đủ chỗ cho thành tích"):
        made(replace(FACTS, achievement="xuất sắc, " * 80))


def test_a_draft_leaves_room_for_number_date_and_register():
    draft = replace(FACTS, head=replace(FACTS.head, day=None), decision_number=None, decision_on=None, register_no="")
    text = plain.render(made(draft))
    assert "Quyết định số      -QĐ/ĐU, ngày      tháng      năm 2026" in text
    assert "Vào sổ số: ............" in text
    assert "Ví Dụ, ngày      tháng      năm 2026" in text
