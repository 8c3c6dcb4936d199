"""How hard a password is to guess, in words, while it is typed: advice that forbids nothing but what is too short."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from bontot_desktop import text

#: The shortest password a data file takes, in characters.
SHORTEST = 8
#: Signs that are no guessable word or run: with fewer a password is weak, with fewer than the second it is fair.
_FEW, _ENOUGH = 4, 10
#: What people of an office type first, folded and without spaces.
_COMMON = (
    "dangcongsanvietnam", "maatjkhaaur", "vanphongdanguy", "khongcomatkhau", "dangcongsan", "khongbiet", "hochiminh",
    "anhyeuem", "matkhau", "password", "vanphong", "dangvien", "vietnam", "iloveyou", "xinchao", "macdinh", "quantri",
    "welcome", "letmein", "chibotot", "yeuem", "danguy", "dangbo", "bithu", "bontot", "chibo", "admin", "hanoi",
    "saigon", "dang", "user", "pass", "abc",
)  # fmt: skip
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "qazwsxedcrfvtgb")
_LINES = tuple(way for row in _ROWS for way in (row, row[::-1]))
#: So many neighbours on the keyboard are a run.
_RUN = 4
_FIGURES = re.compile(r"[\d/.,_-]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAST_KNOWN = 3


class Strength(Enum):
    """How hard a password is to guess, and the word for it."""

    SHORT = "Ngắn quá"
    WEAK = "Yếu"
    FAIR = "Tạm được"
    GOOD = "Tốt"


class Advice(NamedTuple):
    """The strength and what would make it better."""

    strength: Strength
    sentence: str

    def __str__(self) -> str:
        """Return both as one line; the word comes first, a colour never stands alone."""
        return f"{self.strength.value}: {self.sentence}"


def advice(password: str, known: Iterable[str] = ()) -> Advice:
    """Judge a password; ``known`` are names anybody knows here (the committee, its place)."""
    missing = SHORTEST - len(password.strip())
    if missing > 0:
        return Advice(Strength.SHORT, f"còn thiếu {missing} ký tự; cần ít nhất {SHORTEST}.")
    folded = _flat(password)
    if _FIGURES.fullmatch(folded):
        return Advice(Strength.WEAK, "toàn chữ số, như ngày sinh hay số điện thoại, dò ra rất nhanh; hãy thêm vài từ.")
    if len(set(folded)) < _FEW + 1:
        return Advice(Strength.WEAK, "chỉ lặp lại vài ký tự; hãy dùng một câu dễ nhớ với mình.")
    names = sorted({_flat(part) for name in known for part in _parts(name)}, key=len, reverse=True)
    bare = _without(folded, [name for name in names if len(name) >= _LEAST_KNOWN])
    if bare != folded and len(_without(bare, _COMMON)) < _FEW + 2:
        return Advice(Strength.WEAK, "gần như chỉ có tên cơ quan, địa danh, ai cũng đoán được; hãy thêm vài từ khác.")
    rest = _YEAR.sub("", _without(_without_runs(bare), _COMMON))
    if len(rest) < _FEW:
        return Advice(Strength.WEAK, "từ hay dãy phím nhiều người dùng, dò ra ngay; hãy dùng một câu dễ nhớ với mình.")
    if len(set(rest)) < _ENOUGH - 2 or len(rest) < _ENOUGH:
        return Advice(Strength.FAIR, "thêm một hai từ không liên quan nữa thì khó dò hơn nhiều.")
    return Advice(Strength.GOOD, "dài và khó đoán. Đừng ghi mật khẩu ở chỗ người khác thấy.")


def _flat(words: str) -> str:
    return "".join(sign for sign in text.fold(words) if not sign.isspace())


def _parts(name: str) -> list[str]:
    """Return a name whole, and its last two and one words: "Đảng ủy xã Ví Dụ" is known as "Ví Dụ" too."""
    words = text.clean(name).split()
    return [name, " ".join(words[-2:])]


def _without_runs(folded: str) -> str:
    """Leave out signs that are neighbours on the keyboard or in the alphabet, forwards or backwards."""
    kept, start = "", 0
    while start < len(folded):
        end = start + 1
        while end < len(folded) and any(folded[start : end + 1] in line for line in _LINES):
            end += 1
        kept += folded[start:end] if end - start < _RUN else ""
        start = end
    return kept


def _without(folded: str, words: Iterable[str]) -> str:
    for word in words:
        folded = folded.replace(word, "")
    return folded
