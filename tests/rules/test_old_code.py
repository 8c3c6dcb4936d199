"""Old Vietnamese codes are told from words in Unicode."""

from __future__ import annotations

import pytest

from bontot_desktop.rules.old_code import strange_word


@pytest.mark.parametrize(
    "words",
    [
        "Céng hßa x· héi chñ nghÜa ViÖt Nam",
        "Chi bé th«n MÉu",
        "ñoàng chí Nguyeãn Vaên Ví Duï, Bí thö chi boä",
        "Chi boä thoân Maãu",
        "§ång chÝ NguyÔn V¨n A",
    ],
)
def test_text_of_the_old_codes_is_noticed(words: str) -> None:
    assert strange_word(words)


@pytest.mark.parametrize(
    "words",
    [
        "Chi bộ thôn Mẫu 1, xã Ví Dụ; hoà, toà, khoẻ, thuỷ, quý, ngoắt ngoéo",
        "đồng chí Müller, chuyên gia",
        "25°C, 30 m², 1/2 ½, «trích dẫn», 5×3, điểm · phẩy",
        'Công nhận 12 (mười hai) chi bộ đạt "Chi bộ 4 tốt" & <b> % {x}',
        "",
    ],
)
def test_words_in_unicode_are_left_alone(words: str) -> None:
    assert strange_word(words) == ""
