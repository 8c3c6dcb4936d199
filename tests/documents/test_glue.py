"""Lines break between words that read well apart, in the PDF and, through unbreakable signs, in Word."""

from __future__ import annotations

import pytest

from bontot_desktop.documents import fonts
from bontot_desktop.documents.blocks import runs_of
from bontot_desktop.documents.flow import Para
from bontot_desktop.documents.glue import held_spaces
from bontot_desktop.documents.heads import fitted
from bontot_desktop.documents.lines import held_signs, lines_of
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.styles import SUMMARY, body_styles
from bontot_desktop.documents.word_lists import Lists
from bontot_desktop.documents.word_parts import paragraph

BODY = body_styles(FormatSettings(), 19).body


@pytest.mark.parametrize(
    ("words", "pair"),
    [
        ("dự sinh hoạt (tỷ lệ 87,5 %) của chi bộ", "87,5 %"),
        ("tỷ lệ đảng viên dự sinh hoạt (≥ 90 % và đủ các kỳ)", "≥ 90"),
        ("chi ủy họp ngày 01/5 để chuẩn bị", "ngày 01/5"),
        ("các chi bộ có tên tại Điều 1 chịu trách nhiệm", "Điều 1"),
        ("theo Hướng dẫn số 42-HD/BTCTW của Ban Tổ chức Trung ương", "số 42"),
        ("Quy chế làm việc, nhiệm kỳ 2025 - 2030 của Đảng bộ", "kỳ 2025 - 2030"),
        ("sinh hoạt chuyên đề quý IV năm ấy", "quý IV"),
        ("mở đầu không quá 15 phút cho phần", "15 phút"),
        ("Đánh giá nhiệm vụ, phân công – ưu điểm của chi bộ", "công –"),
        ("đạt danh hiệu Chi bộ 4 tốt của năm trước", "bộ 4 tốt"),
        ("đồng chí Phó Bí thư Thường trực Đảng ủy xã", "Đảng ủy"),
        ("báo cáo Ban Thường vụ Tỉnh uỷ để chỉ đạo", "Tỉnh uỷ"),
        ("22 người; chính thức 20, dự bị 2.", "dự bị 2."),
        ("thông báo để Chi bộ khu phố Mẫu 2 biết, thực hiện", "Mẫu 2"),
        ("việc liên quan trực tiếp đến chi bộ.", "chi bộ."),
    ],
)
def test_what_belongs_together_stays_on_a_line(words: str, pair: str) -> None:
    start = words.index(pair)
    inside = {start + place for place, sign in enumerate(pair) if sign == " "}
    assert inside <= held_spaces(words)


@pytest.mark.parametrize("words", ["ngày 03 tháng 5 năm 2026 là ngày họp", "Trong tháng tới chi bộ làm việc ấy nhiều"])
def test_a_long_date_may_part_before_month_and_year(words: str) -> None:
    assert not held_spaces(words) & {words.find(" tháng"), words.find(" năm")}


def test_a_held_pair_goes_to_the_next_line_whole_and_word_is_told_so() -> None:
    words = "Chi bộ thôn Mẫu: 14/16 đảng viên dự sinh hoạt (tỷ lệ 87,5 %) trong kỳ"
    para = Para(BODY, runs_of(words))
    width = BODY.indent + fonts.width(words[: words.index(" %") + 1], fonts.FACES[False, False], 14) + 2
    lines = ["".join(piece.text for piece in line) for line in lines_of(para, width)]
    assert lines[0].endswith("lệ")
    assert lines[1].startswith("87,5 %)")
    assert held_signs(para, width) == {words.index(" %")}
    assert "87,5\u00a0%)" in paragraph(para, width, Lists(()))
    assert "\u00a0" not in paragraph(para, 2000, Lists(()))


def test_a_pair_wider_than_half_a_column_may_part() -> None:
    para = Para(BODY, runs_of("trước ngày 15/12/2026"), indent=0.0)
    lines = ["".join(piece.text for piece in line) for line in lines_of(para, 75)]
    assert lines == ["trước ngày", "15/12/2026"]


def test_the_heading_of_a_paper_does_not_part_the_year_or_the_number_of_a_cell_from_its_word() -> None:
    summary = "về hủy kết quả công nhận “Chi bộ 4 tốt” năm 2026 đối với Chi bộ khu phố Mẫu 2 thuộc Đảng bộ xã Ví Dụ"
    for width in range(150, 420, 15):
        lines = "".join(run.text for run in fitted(summary, SUMMARY, width)).replace("\u00a0", " ").split("\n")
        assert not any(line.endswith(("năm", "Mẫu")) for line in lines)
