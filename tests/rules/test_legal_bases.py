"""A paper cites what held on its day, and what a clerk typed is warned of once it has ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.rules.legal_bases import BasisState, LegalBasis, cited, expired, in_force, lapsed, state
from bontot_desktop.services import legal_bases

BASES = legal_bases.shipped()
DAY = date(2026, 12, 18)


def printed(day: date, kind_id: str = "D13") -> str:
    return "\n".join(basis.text for basis in in_force(BASES, day, kind_id))


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
    text = printed(day)
    assert [name for name in there if name not in text] == []
    assert [name for name in gone if name in text] == []


@pytest.mark.parametrize(
    ("kind_id", "day", "there", "gone"),
    [
        ("F15", DAY, ("50-CT/TW", "42-HD/BTCTW", "208-QĐ/TW", "Quy chế"), ("366-QĐ/TW", "12-HD/BTCTW")),
        ("SO", DAY, ("50-CT/TW", "42-HD/BTCTW"), ("12-HD/BTCTW", "Điều lệ")),
        ("F15", date(2025, 9, 1), ("50-CT/TW", "12-HD/BTCTW", "294-QĐ/TW"), ("42-HD/BTCTW",)),
        ("D14", DAY, ("01-HD/TW, ngày 19/5/2026", "19780-CV/VPTW"), ("06-HD/TW", "50-CT/TW")),
        ("D18", DAY, ("366-QĐ/TW", "43-HD/BTCTW"), ("21-NQ/TW",)),
    ],
)
def test_each_kind_cites_its_own(kind_id, day, there, gone):
    text = printed(day, kind_id)
    assert [name for name in there if name not in text] == []
    assert [name for name in gone if name in text] == []


def test_no_day_since_2022_cites_two_texts_of_the_same_rules():
    for day in (date(2022, 7, 1), date(2025, 5, 26), date(2025, 8, 30), date(2025, 10, 31), date(2026, 4, 8)):
        assert printed(day).count("thi hành Điều lệ Đảng") == 1
        assert printed(day).count("xếp loại chất lượng") <= 1


def test_a_typed_line_that_cites_an_ended_paper_is_named_with_what_replaced_it():
    lines = ["Quy định số 124-QĐ/TW, ngày 04/10/2023 của Bộ Chính trị", "Kế hoạch số 05-KH/ĐU, ngày 10/01/2026"]
    (warning,) = expired(BASES, lines, DAY)
    assert warning.startswith("Căn cứ 124-QĐ/TW (2023) hết hiệu lực từ 30/08/2025")
    assert "366-QĐ/TW" in warning


def test_a_number_that_came_again_in_another_year_is_not_taken_for_the_old_one():
    lines = ["Hướng dẫn số 01-HD/TW, ngày 19/5/2026", "Quy định số 129-QĐ/TW năm 2016", "Kết luận số 18-KL/TW năm 2026"]
    assert expired(BASES, lines, DAY) == []


def test_a_paper_cited_in_other_words_since_has_not_ended():
    assert expired(BASES, ["Quy định số 366-QĐ/TW, ngày 30/8/2025"], DAY) == []


@pytest.mark.parametrize("kind_id", ["D2", "D3", "D13", "D14", "D16", "D18", "F14", "F15", "F20"])
def test_a_successor_in_the_list_is_printed_and_nothing_is_said(kind_id):
    assert lapsed(BASES, kind_id, DAY) == []


def test_of_a_row_of_successors_only_the_last_that_ended_is_warned_of():
    gone = [basis for basis in BASES if basis.key != "208-qd-tw-2026"]
    (warning,) = lapsed(gone, "D13", DAY)
    assert "20-QĐ/TW (2026) hết hiệu lực từ 26/07/2026, đã thay bằng Quy định số 208-QĐ/TW" in warning


def test_a_successor_that_has_not_begun_is_not_enough():
    late = [replace(basis, valid_from=date(2027, 1, 1)) if basis.key == "208-qd-tw-2026" else basis for basis in BASES]
    (warning,) = lapsed(late, "D13", DAY)
    assert "20-QĐ/TW (2026)" in warning


def test_a_basis_that_ended_without_a_successor_is_warned_of():
    own = LegalBasis("Căn cứ Kế hoạch số 9-KH/TU, ngày 01/3/2024", valid_to=date(2026, 3, 1), used_in=("D13",))
    (warning,) = lapsed((*BASES, own), "D13", DAY)
    assert warning == (
        "Căn cứ “Kế hoạch số 9-KH/TU, ngày 01/3/2024” hết hiệu lực từ 02/03/2026; "
        "hãy ghi căn cứ mới ở Hệ thống, mục Căn cứ pháp lý."
    )
    assert lapsed((*BASES, replace(own, used_in=("D14",))), "D13", DAY) == []


def test_a_basis_is_coming_holds_and_ends_with_its_days():
    first, last = date(2026, 7, 26), date(2026, 8, 1)
    days = (date(2026, 7, 25), first, last, date(2026, 8, 2))
    stands = (BasisState.COMING, BasisState.HOLDS, BasisState.HOLDS, BasisState.ENDED)
    assert tuple(state(first, last, day) for day in days) == stands


def test_a_line_is_named_without_its_first_words():
    assert cited(" Căn cứ Điều lệ Đảng; ") == "Điều lệ Đảng"
    assert cited("Kế hoạch số 5") == "Kế hoạch số 5"
