"""Text in the old Vietnamese codes (TCVN3 of .VnTime fonts, VNI): read as Unicode it is full of signs no word has."""

from __future__ import annotations

import re

_LETTER = "A-Za-zÀ-ỹĐđ"
#: TCVN3 writes letters with signs that no word in Unicode holds behind a letter, and Đ with one before a letter.
_TCVN3 = re.compile(rf"[{_LETTER}][¡¢£¤¥¦§¨©ª«¬®¯°±´µ¶¸¹»¼½¾¿]+[{_LETTER}]|(?<![{_LETTER}])§[a-zà-ỹ¡-¿]")
#: VNI writes marks behind the letter, as signs or in pairs of vowels that no Vietnamese word has.
_VNI = re.compile(
    r"[a-zA-Z][äåïöøûüëñÄÅÏÖØÛÜËÑ]|ñ[a-zàáâ]|[aA][áàãâêéèú]|[eE][âáàã]|[oO][âùø]|[uU][ùûø]|ö[ôùøûïõ]|ô[ùøûïõ]"
)
_WORD = re.compile(rf"[{_LETTER}¡-ÿ]+")


def strange_word(words: str) -> str:
    """Return the first word that looks like the old codes, "" when there is none.

    A single VNI pair may stand in a foreign name ("Müller"), so two words must have one.
    """
    found: list[str] = _WORD.findall(words)
    certain = [word for word in found if _TCVN3.search(word)]
    likely = [word for word in found if _VNI.search(word)]
    if certain:
        return certain[0]
    return likely[0] if len(set(likely)) > 1 else ""
