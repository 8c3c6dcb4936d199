"""Profiles by date, settings, numbers and dates in heads, recipients' marks, wording with gaps, frozen facts."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, time
from enum import StrEnum
from typing import Any

import pytest

from bontot_desktop.documents import facts, letterhead, plain, recognition_decision, wording
from bontot_desktop.documents.blocks import (
    Addressees,
    Block,
    Document,
    Recipients,
    Ruling,
    Signature,
    Signer,
    Title,
    printable,
    runs_of,
)
from bontot_desktop.documents.feet import recipient_lines
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.profile import HD05_2026, HD36_2018, FormatSettings, profile_for


def _plain(*blocks: Block, day: date = date(2026, 9, 6), settings: FormatSettings | None = None) -> str:
    return plain.render(Document(blocks, "Mẫu", "Mẫu", day, settings or FormatSettings()))


def test_the_profile_follows_the_date_of_the_paper() -> None:
    assert profile_for(date(2026, 5, 26)) is HD36_2018
    assert profile_for(date(2026, 5, 27)) is HD05_2026
    assert profile_for(None) is HD05_2026
    assert FormatSettings(profile="HD36_2018").profile_on(date(2027, 1, 1)) is HD36_2018


def test_recipients_end_as_the_profile_says() -> None:
    block = Recipients(("- Như Điều 3;", "Các chi bộ trực thuộc,", "Lưu Văn phòng Đảng ủy."))
    assert recipient_lines(block, HD05_2026) == [
        "- Như Điều 3;",
        "- Các chi bộ trực thuộc;",
        "- Lưu Văn phòng Đảng ủy.",
    ]
    assert recipient_lines(block, HD36_2018) == [
        "- Như Điều 3,",
        "- Các chi bộ trực thuộc,",
        "- Lưu Văn phòng Đảng ủy.",
    ]
    assert recipient_lines(Recipients(()), HD05_2026) == []


def test_a_petition_is_addressed_by_profile_and_a_letter_always_kinh_gui() -> None:
    petition = Addressees(("Ban Thường vụ Tỉnh ủy",), petition=True)
    assert _plain(petition) == "Kính trình: Ban Thường vụ Tỉnh ủy."
    assert _plain(petition, day=date(2026, 5, 1)) == "Kính gửi: Ban Thường vụ Tỉnh ủy."
    several = _plain(Addressees(("Các chi bộ trực thuộc", "Ban Xây dựng Đảng")))
    assert several.split("\n") == ["Kính gửi:", "- Các chi bộ trực thuộc;", "- Ban Xây dựng Đảng."]


@pytest.mark.parametrize(
    ("number", "text"), [(None, "Số      -QĐ/ĐU"), (5, "Số 05-QĐ/ĐU"), (9, "Số 09-QĐ/ĐU"), (56, "Số 56-QĐ/ĐU")]
)
def test_numbers_below_ten_are_padded_and_drafts_leave_five_spaces(number: int | None, text: str) -> None:
    assert letterhead.number_text(number, "QĐ/ĐU") == text


def test_place_and_date_pad_days_below_ten_and_the_first_two_months() -> None:
    assert letterhead.place_date("Phú Quý", date(2026, 2, 3)) == "Phú Quý, ngày 03 tháng 02 năm 2026"
    assert letterhead.place_date("Phú Quý", date(2026, 3, 6)) == "Phú Quý, ngày 06 tháng 3 năm 2026"
    assert letterhead.dated(date(2026, 5, 27)) == "ngày 27/5/2026"


def test_tone_style_touches_fixed_phrases_only() -> None:
    new = FormatSettings(tone_style="uỷ")
    assert new.fixed("ĐẢNG ỦY, Ủy ban, uỷ viên, Phú Quý") == "ĐẢNG UỶ, Uỷ ban, uỷ viên, Phú Quý"
    assert new.fixed("Khóa sổ, CHỦ TỌA, ĐẢNG ỦY XÃ THỦY HÒA") == "Khoá sổ, CHỦ TOẠ, ĐẢNG UỶ XÃ THỦY HÒA"
    assert FormatSettings().fixed("ĐẢNG ỦY") == "ĐẢNG ỦY"


def test_the_ruling_stands_on_one_line_or_two_with_or_without_colon() -> None:
    ruling = Ruling("BAN THƯỜNG VỤ ĐẢNG ỦY XÃ VÍ DỤ")
    assert _plain(ruling).split("\n") == ["BAN THƯỜNG VỤ ĐẢNG ỦY XÃ VÍ DỤ", "QUYẾT ĐỊNH"]
    one = FormatSettings(ruling_line="{{ issuer }} {{ verb }}:")
    assert _plain(Ruling("BAN THƯỜNG VỤ"), settings=one) == "BAN THƯỜNG VỤ QUYẾT ĐỊNH:"
    own = FormatSettings(ruling_line="{{ issuer }}\n\nRA QUYẾT ĐỊNH:")
    assert _plain(Ruling("BAN THƯỜNG VỤ"), settings=own).split("\n") == ["BAN THƯỜNG VỤ", "RA QUYẾT ĐỊNH:"]


def test_the_line_pitch_is_held_within_the_guide() -> None:
    assert FormatSettings(line_spacing_pt=12).pitch_on(date(2026, 9, 1)) == 18
    assert FormatSettings(line_spacing_pt=30).pitch_on(date(2026, 9, 1)) == 22
    assert FormatSettings().pitch_on(date(2026, 9, 1)) == 19


def test_a_head_of_office_signs_by_the_post_alone() -> None:
    text = _plain(Title("THÔNG BÁO"), Signature(Signer(post="CHÁNH VĂN PHÒNG", name="Lê Thị Mẫu")))
    assert text.split("\n")[-2:] == ["CHÁNH VĂN PHÒNG", "Lê Thị Mẫu"]


def test_text_for_the_page_keeps_room_and_loses_only_what_cannot_be_seen() -> None:
    assert printable("a\u00a0b\x07  c\td") == "a b  c d"
    assert printable("Nguye\u0302\u0303n") == "Nguyễn"
    assert runs_of(("", "x")) == runs_of("x")


def test_counts_are_written_in_figures_and_words() -> None:
    assert wording.counted(12) == "12 (mười hai)"
    assert wording.counted(5) == "05 (năm)"
    assert wording.decimal(91.5) == "91,5"
    assert wording.decimal(90) == "90"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_facts_of_every_kind_come_back_from_json_and_make_the_same_paper(kind: str) -> None:
    registered = KINDS[kind]
    sample = registered.sample_facts()
    back = facts.from_json(registered.facts_type, json.loads(json.dumps(facts.to_json(sample))))
    assert back == sample
    settings = FormatSettings()
    assert plain.render(registered.build(back, settings)) == plain.render(registered.build(sample, settings))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_papers_say_nothing_the_guide_forbids(kind: str) -> None:
    text = plain.render(KINDS[kind].build(KINDS[kind].sample_facts(), FormatSettings()))
    for wrong in ("CỘNG HÒA XÃ HỘI", "Độc lập - Tự do", "Lưu: VT", "./.", "Số:", "TM.", "KT.", "TL."):
        assert wrong not in text


class _Colour(StrEnum):
    RED = "red"


@dataclasses.dataclass(frozen=True, slots=True)
class _Old:
    day: date
    at: time | None
    colours: tuple[_Colour, ...]
    pair: tuple[int, str]
    by_name: dict[str, float]
    added_since: str = "mặc định"


def test_frozen_facts_take_defaults_for_what_is_new_and_leave_what_is_gone() -> None:
    value: dict[str, Any] = {
        "day": "2026-09-06",
        "at": None,
        "colours": ["red"],
        "pair": [1, "a"],
        "by_name": {"x": 1},
        "gone": True,
    }
    assert facts.from_json(_Old, value) == _Old(date(2026, 9, 6), None, (_Colour.RED,), (1, "a"), {"x": 1.0})
    with pytest.raises((TypeError, ValueError)):
        facts.from_json(_Old, {**value, "day": "hôm qua"})
    with pytest.raises(TypeError):
        facts.to_json(object())
    with pytest.raises(TypeError):
        facts.from_json(_Old, {**value, "added_since": None})


def test_a_decision_on_one_cell_speaks_of_one() -> None:
    sample = recognition_decision.sample_facts()
    one = plain.render(
        recognition_decision.KIND.build(dataclasses.replace(sample, cells=sample.cells[:1]), FormatSettings())
    )
    assert "Công nhận 01 (một) chi bộ" in one
    assert "Điều 2. Chi bộ được công nhận tiếp tục phát huy" in one
    assert "các cơ quan liên quan và chi bộ có tên tại Điều 1" in one
    several = plain.render(recognition_decision.KIND.build(sample, FormatSettings()))
    assert "Điều 2. Các chi bộ được công nhận tiếp tục phát huy" in several
    assert "các cơ quan liên quan và các chi bộ có tên tại Điều 1" in several
