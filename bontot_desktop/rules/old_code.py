"""Text in the old Vietnamese codes (TCVN3 of .VnTime fonts, VNI): read as Unicode it is full of signs no word has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bontot_desktop.rules.old_letters import from_tcvn3, from_vni
from bontot_desktop.rules.words import Labelled

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


class OldCode(Labelled):
    """The code a text is typed in."""

    UNICODE = "UNICODE", "Unicode"
    TCVN3 = "TCVN3", "TCVN3 (ABC, phông .VnTime)"
    VNI = "VNI", "VNI (phông VNI-Times)"


def to_unicode(value: str, code: OldCode) -> str:
    """Turn a text of an old code into Unicode; one that is Unicode already (it has ạ, ế, đ…) is left as it is.

    Pass the text as it came: cleaning would take the soft hyphen away, which is ư in TCVN3.
    """
    if code is OldCode.UNICODE or value.isascii() or _BEYOND.search(value):
        return value
    return from_tcvn3(value) if code is OldCode.TCVN3 else from_vni(value)


def guess_code(texts: Iterable[str], otherwise: OldCode = OldCode.UNICODE) -> OldCode:
    """Say in which code texts are typed: the one in which most of their words are Vietnamese syllables.

    ``otherwise`` is the answer where the words do not tell.
    """
    words: set[str] = set()
    for value in texts:
        if value.isascii():
            continue
        if _BEYOND.search(value):
            # Whoever types ạ, ế, đ types Unicode; a stray line in another code is left for the person.
            return OldCode.UNICODE
        words.update(word for word in _OLD_WORDS.findall(value) if not word.isascii())
    if not words:
        return otherwise
    counted = {code: sum(_is_syllable(to_unicode(word, code)) for word in words) for code in OldCode}
    best = max(counted.values())
    if counted[otherwise] == best:
        return otherwise
    return next(code for code in OldCode if counted[code] == best)


#: Letters that the old codes cannot hold.
_BEYOND = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u0323\u1ea0-\u1ef9]"
)
_OLD_WORDS = re.compile(r"[A-Za-z\u00a1-\u00ff]+")
_GLIDES = (
    r"ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oai|oao|oay|oeo|oi|ôi|ơi|ua|uao|uây|ui|uôi|uơ|uya|uyu|ưa|ưi|ươi|ươu|ưu|iêu|yêu|uê"
)
_CLOSED = r"(?:a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|oa|oă|oe|oo|uâ|uê|uy|uyê|iê|yê|uô|ươ)(?:ng|nh|ch|c|m|n|p|t)"
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    rf"(?:{_GLIDES}|{_CLOSED}|oa|oe|uy|[aâeêioôơuưy])"
)
_STOPPED = re.compile(r"(?:ch|[cpt])$")
_LEVEL_TONES = re.compile("[\u0300\u0309\u0303]")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def _is_syllable(word: str) -> bool:
    """Say whether a word can be one Vietnamese syllable, with at most one tone that its ending allows."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(decomposed)
    plain = unicodedata.normalize("NFC", _TONES.sub("", decomposed))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(plain):
        return False
    if _STOPPED.search(plain):
        return bool(tones) and not _LEVEL_TONES.search(decomposed)
    return True
