"""A paper cites what held on its day, and what a clerk typed is warned of once it has ended."""

from __future__ import annotations

from datetime import date

import pytest

from bontot_desktop.rules.legal_bases import expired, in_force
from bontot_desktop.services import legal_bases

BASES = legal_bases.known()


def cited(day: date) -> str:
    return "\n".join(basis.text for basis in in_force(BASES, day))


@pytest.mark.parametrize(
    ("day", "there", "gone"),
    [
        (date(2023, 12, 15), ("24-QĐ/TW", "21-NQ/TW", "124-QĐ/TW"), ("208-QĐ/TW", "366-QĐ/TW")),
        (date(2025, 9, 15), ("294-QĐ/TW", "366-QĐ/TW"), ("43-HD/BTCTW", "124-QĐ/TW")),
        (date(2025, 12, 20), ("294-QĐ/TW", "366-QĐ/TW", "43-HD/BTCTW"), ("20-QĐ/TW,", "208-QĐ/TW")),
        (date(2026, 7, 25), ("20-QĐ/TW",), ("208-QĐ/TW", "294-QĐ/TW")),
        (date(2026, 7, 26), ("208-QĐ/TW",), ("số 20-QĐ/TW",)),
    ],
)
def test_each_day_has_the_bases_that_held_then(day, there, gone):
    text = cited(day)
    assert [name for name in there if name not in text] == []
    assert [name for name in gone if name in text] == []


def test_no_day_since_2022_cites_two_texts_of_the_same_rules():
    for day in (date(2022, 7, 1), date(2025, 5, 26), date(2025, 8, 30), date(2025, 10, 31), date(2026, 4, 8)):
        assert cited(day).count("thi hành Điều lệ Đảng") == 1
        assert cited(day).count("xếp loại chất lượng") <= 1


def test_a_typed_line_that_cites_an_ended_paper_is_named_with_what_replaced_it():
    lines = ["Quy định số 124-QĐ/TW, ngày 04/10/2023 của Bộ Chính trị", "Kế hoạch số 05-KH/ĐU, ngày 10/01/2026"]
    (warning,) = expired(BASES, lines, date(2026, 12, 18))
    assert warning.startswith("Căn cứ 124-QĐ/TW (2023) hết hiệu lực từ 29/08/2025")
    assert "366-QĐ/TW" in warning


def test_a_number_that_came_again_in_another_year_is_not_taken_for_the_old_one():
    lines = ["Hướng dẫn số 01-HD/TW, ngày 19/5/2026", "Quy định số 129-QĐ/TW năm 2016"]
    assert expired(BASES, lines, date(2026, 12, 18)) == []
