"""Names of people who do not exist: each carries a word that says so, and no two in one office are the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from bontot_desktop.rules.members import Gender

_FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trịnh",
    "Mai", "Phan", "Võ",
)  # fmt: skip
#: One of these stands in every name.
INVENTED = ("Ví Dụ", "Mẫu", "Thử", "Giả Định", "Tỉ Dụ", "Minh Họa")
_MEN = (
    "An", "Bình", "Chiến", "Cường", "Dũng", "Đạt", "Đức", "Hải", "Hùng", "Khánh", "Khoa", "Lâm", "Long", "Mạnh", "Nam",
    "Phong", "Phúc", "Quang", "Quân", "Sơn", "Tài", "Thắng", "Thịnh", "Tiến", "Toàn", "Trung", "Tuấn", "Tùng", "Vinh",
)  # fmt: skip
_WOMEN = (
    "Anh", "Ánh", "Bích", "Chi", "Cúc", "Dung", "Giang", "Hà", "Hạnh", "Hiền", "Hoa", "Hồng", "Huệ", "Hương", "Lan",
    "Liên", "Mai", "Nga", "Ngọc", "Nhung", "Oanh", "Phương", "Thảo", "Thủy", "Trang", "Tuyết", "Vân", "Xuân", "Yến",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A full name with the gender it sounds like."""

    full: str
    gender: Gender


def invented(dice: random.Random) -> Iterator[Name]:
    """Give names, each once, without end: after some thousands a letter tells the later ones apart."""
    names = [
        Name(f"{family} {word} {given}", Gender.MALE) for family in _FAMILIES for word in INVENTED for given in _MEN
    ]
    names += [
        Name(f"{family} Thị {word} {given}", Gender.FEMALE)
        for family in _FAMILIES
        for word in INVENTED
        for given in _WOMEN
    ]
    dice.shuffle(names)
    yield from names
    round_number = 0
    while True:
        round_number += 1
        letters = _letters(round_number)
        for name in names:
            yield Name(f"{name.full} {letters}", name.gender)


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
