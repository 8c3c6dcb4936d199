"""Vietnamese strings: the door, folding, order, names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bontot_desktop import text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Nguyễn   Văn\tVí Dụ ", "Nguyễn Văn Ví Dụ"),
        (unicodedata.normalize("NFD", "Đảng ủy"), "Đảng ủy"),
        ("a\u00a0b\u200bc\ufeff", "a bc"),
        ("dòng một\r\ndòng hai", "dòng một dòng hai"),
        ("A & B <C> \x07", "A & B <C>"),
        ("non\u2011breaking", "non-breaking"),
    ],
)
def test_one_line_comes_through_the_door_clean_and_whole(typed: str, kept: str) -> None:
    assert text.clean(typed) == kept


def test_lines_stay_lines_in_a_block() -> None:
    assert text.clean_block(" một \r\n\r\n hai  ba \n") == "một\n\nhai ba"


@given(st.text())
def test_what_is_clean_stays_as_it_is(typed: str) -> None:
    once = text.clean(typed)
    assert text.clean(once) == once
    assert text.clean_block(text.clean_block(typed)) == text.clean_block(typed)


@pytest.mark.parametrize(("word", "folded"), [("Đặng Thị Hòa", "dang thi hoa"), ("hoà BÌNH", "hoa binh"), ("ĐĐ", "dd")])
def test_search_knows_no_marks(word: str, folded: str) -> None:
    assert text.fold(word) == folded


@pytest.mark.parametrize(
    ("query", "field", "found"),
    [
        ("dang", "Đặng Văn Mẫu", True),
        ("Đặng", "Đặng Văn Mẫu", True),
        ("Đăng", "Đặng Văn Mẫu", False),
        ("hoà", "xã Hòa Bình", True),
        ("mau dang", "Đặng Văn Mẫu", True),
        ("mau le", "Đặng Văn Mẫu", False),
        ("", "gì cũng được", True),
    ],
)
def test_words_typed_with_marks_must_match_with_them(query: str, field: str, found: bool) -> None:
    assert text.matches(query, field) is found


@pytest.mark.parametrize(
    "in_order",
    [
        ["An", "Ăn", "Ân"],
        ["D", "Đ", "E", "Ê"],
        ["Ha", "Hà", "Hả", "Hã", "Há", "Hạ"],
        ["Thôn 2", "Thôn 10", "Thôn 100"],
        ["o", "ô", "ơ", "u", "ư"],
        ["Lan", "Lan Anh", "Lành"],
    ],
)
def test_order_is_that_of_the_vietnamese_alphabet(in_order: list[str]) -> None:
    backwards = list(reversed(in_order))
    assert sorted(backwards, key=text.sort_key) == in_order


def test_people_are_ordered_by_given_name_then_middle_then_family() -> None:
    names = ["Trần Văn An", "Lê Thị Bình", "Bùi Thị An", "Nguyễn Ăn"]
    assert sorted(names, key=text.person_sort_key) == ["Bùi Thị An", "Trần Văn An", "Nguyễn Ăn", "Lê Thị Bình"]


@pytest.mark.parametrize(
    ("parts", "sentence"), [([], ""), (["a"], "a"), (["a", "b"], "a và b"), (["a", "b", "c"], "a, b và c")]
)
def test_lists_are_joined_as_in_speech(parts: list[str], sentence: str) -> None:
    assert text.join_vi(parts) == sentence


@pytest.mark.parametrize(
    ("name", "file"), [("Sổ biên bản 2026", "so-bien-ban-2026"), ("Đ/c *?", "d-c"), ("", "khong-ten")]
)
def test_file_names_have_no_marks(name: str, file: str) -> None:
    assert text.ascii_name(name) == file


@given(st.text(alphabet="aàảĐđ ơờ\u0300\u00a0\n.-\u2010ế", max_size=30))
def test_folding_with_places_gives_what_folding_gives_and_knows_where_it_stood(value):
    folded, places = text.fold_with_places(value)
    assert folded.split() == text.fold(value).split()
    assert len(folded) == len(places)
    assert places == sorted(places)
    assert all(letter in text.fold(value[place]) or letter == " " for letter, place in zip(folded, places, strict=True))


def test_a_find_without_marks_is_shown_with_them():
    value = "Chi bộ thôn\r\nHòa  Bình"
    folded, places = text.fold_with_places(value)
    at = folded.index("hoa binh")
    assert value[places[at] : places[at + len("hoa binh") - 1] + 1] == "Hòa  Bình"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hoa binh", ["Hòa\r\nBình", "hoà bình", "hoa binh"]),
        ("hòa bình", ["Hòa\r\nBình", "hoà bình"]),
        ("hoà BÌNH", ["Hòa\r\nBình", "hoà bình"]),
        ("đảng", ["Đảng"]),
        ("dang", ["Đảng", "dang"]),
        ("", []),
        ("không có", []),
    ],
)
def test_a_phrase_is_found_in_running_text_over_line_breaks_with_and_without_marks(query, found):
    value = "Đảng ủy xã Hòa\r\nBình, hoà bình, hoa binh, dang."
    assert [value[at : at + length] for at, length in text.occurrences(query, value)] == found


def test_marks_that_stand_alone_belong_to_what_is_found():
    value = unicodedata.normalize("NFD", "chi bộ Hòa Bình")
    assert [value[at : at + length] for at, length in text.occurrences("hòa bình", value)] == [value[-10:]]
