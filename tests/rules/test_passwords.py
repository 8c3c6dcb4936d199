"""The advice names what is guessed first, in words; nothing but a short password is forbidden."""

from __future__ import annotations

import unicodedata

import pytest

from bontot_desktop.rules import passwords
from bontot_desktop.rules.passwords import Strength

KNOWN = ("Đảng ủy xã Ví Dụ", "Đảng bộ tỉnh Làm Mẫu", "Ví Dụ")


@pytest.mark.parametrize(
    ("typed", "strength"),
    [
        ("", Strength.SHORT),
        ("bảy chữ", Strength.SHORT),
        ("        ", Strength.SHORT),
        ("02091975", Strength.WEAK),
        ("02/09/1975", Strength.WEAK),
        ("0912 345 678", Strength.WEAK),
        ("aaaaaaaaaa", Strength.WEAK),
        ("mật khẩu", Strength.WEAK),
        ("MATKHAU123", Strength.WEAK),
        ("Matkhau@2026", Strength.WEAK),
        ("maatj khaaur", Strength.WEAK),
        ("qwertyuiop", Strength.WEAK),
        ("12345678abc", Strength.WEAK),
        ("password1", Strength.WEAK),
        ("dangcongsanvietnam", Strength.WEAK),
        ("Đảng ủy xã Ví Dụ", Strength.WEAK),
        ("vidu2026", Strength.WEAK),
        ("Ví Dụ 12345", Strength.WEAK),
        ("trâu xanh", Strength.FAIR),
        ("con trâu lá lúa cầu ao", Strength.GOOD),
        ("9 quả mướp hương bắc giàn", Strength.GOOD),
    ],
)
def test_a_password_is_judged_in_a_word(typed: str, strength: Strength) -> None:
    judged = passwords.advice(typed, KNOWN)
    assert judged.strength is strength, judged
    assert str(judged).startswith(f"{strength.value}: ")
    assert str(judged).endswith(".")


def test_the_advice_is_the_same_however_a_typing_program_composes_the_letters() -> None:
    for typed in ("Đảng ủy xã Ví Dụ", "con trâu lá lúa cầu ao"):
        assert passwords.advice(unicodedata.normalize("NFD", typed), KNOWN) == passwords.advice(typed, KNOWN)


def test_without_known_names_nothing_is_asked_of_the_office() -> None:
    assert passwords.advice("con trâu lá lúa cầu ao").strength is Strength.GOOD
