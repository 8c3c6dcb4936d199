"""The small file a new office is made from: what is read from it and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bontot_desktop.errors import Refused
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import office_file


def test_an_office_is_read_from_a_small_file(tmp_path: Path) -> None:
    path = tmp_path / "van-phong.toml"
    path.write_text(
        'name = "Đảng ủy xã Ví Dụ"\nsuperior = "Đảng bộ tỉnh Ví Dụ"\nplace = "Ví Dụ"\nterm = [2025, 2030]\n'
        '[bodies]\nSTANDING_COMMITTEE = 9\n[numbers]\n"QĐ/ĐU" = 57\n'
        '[[officer]]\npost = "Bí thư"\nname = "Nguyễn Văn Ví Dụ"\nfrom = 2025-07-01\n',
        encoding="utf-8",
    )
    draft = office_file.read(path)
    assert (draft.term_from, draft.term_to, draft.number_starts) == (2025, 2030, (("QĐ/ĐU", 57),))
    assert draft.officers[0].from_on == date(2025, 7, 1)
    assert draft.body_sizes == ((Issuer.STANDING_COMMITTEE, 9),)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("name = ", "cuối tệp: không đọc được|dòng 1: không đọc được"),
        ('name = "x"\nplace = Ví Dụ', "dòng 2: không đọc được"),
        ('ten = "x"', "mục lạ: ten"),
        ("term = [2025]", "không hiểu được"),
        ("[bodies]\nLA = 3", "không hiểu được"),
        ("[bodies]\nSTANDING_COMMITTEE = true", "không hiểu được"),
        ("bodies = 3", "không hiểu được"),
        ('term = ["a", "b"]', "không hiểu được"),
        ('name = ["x"]', "không hiểu được"),
        ('officer = ["x"]', "không hiểu được"),
        ('[[officer]]\npost = "Bí thư"', "không hiểu được"),
        ('[[officer]]\npost = "Bí thư"\nname = "Lê Thử"\nfrom = "2025"', "không hiểu được"),
        ('[[officer]]\npost = "Bí thư"\nname = "Lê Thử"\ntu = 2025-07-01', "không hiểu được"),
        ('[numbers]\n"QĐ/ĐU" = "57"', "không hiểu được"),
    ],
)
def test_a_wrong_office_file_is_refused_in_one_sentence(tmp_path: Path, words: str, said: str) -> None:
    path = tmp_path / "sai.toml"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(Refused, match=said):
        office_file.read(path)


def test_what_is_no_text_file_is_told_without_a_word_of_english(tmp_path: Path) -> None:
    picture = tmp_path / "anh.toml"
    picture.write_bytes(b"\xff\xd8\xff")
    with pytest.raises(Refused, match="không phải tệp chữ UTF-8"):
        office_file.read(picture)
    with pytest.raises(Refused, match="không đọc được; hãy xem"):
        office_file.read(tmp_path)
