"""The letters of the old Vietnamese codes: TCVN 5712 (TCVN3, "ABC", fonts .VnTime) and VNI (fonts VNI-Times).

A sheet or paper typed in such a font holds signs of Western Europe; only the font makes them Vietnamese.
"""

from __future__ import annotations

import itertools
import re
import unicodedata

#: TCVN 5712:1993, third table: the sign as it stands in the file, the letter it means.
_TCVN3_PAIRS = (
    "µà¸á¶ả·ã¹ạ¨ă»ằ¾ắ¼ẳ½ẵÆặ©âÇầÊấÈẩÉẫËậ®đÌèÐéÎẻÏẽÑẹªêÒềÕếÓểÔễÖệ×ìÝíØỉÜĩÞịßòãóáỏâõäọ«ôåồèốæổçỗéộ¬ơêờíớëởìỡîợïùóúñủòũôụ"
    "\u00adưõừøứöử÷ữùựúỳýýûỷüỹþỵ¡Ă¢Â§Đ£Ê¤Ô¥Ơ¦Ư"
)
TCVN3: dict[str, str] = dict(zip(_TCVN3_PAIRS[::2], _TCVN3_PAIRS[1::2], strict=True))

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
#: VNI writes a letter with marks as the letter and one sign behind it: which signs follow which letters.
_VNI_SIGNS: tuple[tuple[str, dict[str, str]], ...] = (
    ("aeouyôö", {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}),
    (
        "aeo",
        {
            "â": _CIRCUMFLEX,
            "á": _CIRCUMFLEX + _ACUTE,
            "à": _CIRCUMFLEX + _GRAVE,
            "å": _CIRCUMFLEX + _HOOK,
            "ã": _CIRCUMFLEX + _TILDE,
            "ä": _CIRCUMFLEX + _DOT,
        },
    ),
    (
        "a",
        {
            "ê": _BREVE,
            "é": _BREVE + _ACUTE,
            "è": _BREVE + _GRAVE,
            "ú": _BREVE + _HOOK,
            "ü": _BREVE + _TILDE,
            "ë": _BREVE + _DOT,
        },
    ),
)
#: Letters VNI writes with one sign of their own.
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for letters, signs in _VNI_SIGNS:
        for letter in letters:
            for sign, marks in signs.items():
                table[letter + sign] = unicodedata.normalize("NFC", _VNI_SINGLE.get(letter, letter) + marks)
    for written, meant in list(table.items()):
        # Capitals come with a capital sign ("AÙ") or, typed in haste, with a small one ("Aù").
        table[written.upper()] = meant.upper()
        table[written[0].upper() + written[1:]] = meant.upper()
    return table


VNI: dict[str, str] = _vni()
_VNI_RUN = re.compile("|".join(sorted((re.escape(written) for written in VNI), key=len, reverse=True)))
_TCVN3_TABLE = str.maketrans(TCVN3)


def from_tcvn3(value: str) -> str:
    """Turn TCVN3 into Unicode; capitals with tones, which only the fonts .VnTimeH have, follow the letters beside.

    In those fonts a small letter shows as a capital, so that "NGUYÔN V¡N" is meant as NGUYỄN VĂN.
    """
    changed = value.translate(_TCVN3_TABLE)
    inner = [sign for before, sign in itertools.pairwise(value) if before.isalpha() and "A" <= sign <= "Z"]
    has_small = any("a" <= sign <= "z" for sign in value)
    return changed.upper() if inner and not has_small else changed


def from_vni(value: str) -> str:
    """Turn VNI into Unicode."""
    return _VNI_RUN.sub(lambda match: VNI[match.group()], value)
