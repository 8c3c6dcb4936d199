"""Everything Vietnamese about a string: the door all text passes, folding for search, order, names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Seldom met in a text that is stored already, and slow to compile: they are at the first such text.
_ODD_SPACES = r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\v\f]"
_INVISIBLE = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
_CONTROLS = r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
_LINE_ENDS = r"\r\n|[\r\u0085\u2028\u2029]"
_ODD_HYPHENS = re.compile(r"[\u2010\u2011]")
_SPACES = re.compile(r" {2,}")
_WORDS = re.compile(r"[0-9a-z]+")
_RUNS = re.compile(r"\d+|\D")
_DIGITS = re.compile(r"\d")

#: The 29 letters of the Vietnamese alphabet, then the four that names borrow (f, j, w, z) in their Latin places.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: f"{index:02d}" for index, letter in enumerate(_ALPHABET, start=10)}
#: The school order of tones: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def clean(value: str) -> str:
    """Pass one line of text through the door: NFC, single plain spaces, trimmed, no control characters.

    Line breaks become spaces. Every text that is stored goes through here or through
    :func:`clean_block`; nothing visible is lost.
    """
    # Most texts are clean as they come; controls, odd spaces and what is not seen are not "printable".
    if (
        value.isprintable()
        and "  " not in value
        and unicodedata.is_normalized("NFC", value)
        and not _ODD_HYPHENS.search(value)
    ):
        return value.strip(" ")
    return _SPACES.sub(" ", clean_block(value).replace("\n", " ")).strip()


def clean_block(value: str) -> str:
    """Pass text of several lines through the door; line breaks stay, each line is cleaned as by :func:`clean`."""
    text = re.sub(_LINE_ENDS, "\n", value)
    text = _ODD_HYPHENS.sub("-", re.sub(_ODD_SPACES, " ", _unseen_out(text)))
    lines = (_SPACES.sub(" ", line).strip() for line in unicodedata.normalize("NFC", text).split("\n"))
    return "\n".join(lines).strip("\n")


def _unseen_out(value: str) -> str:
    return re.sub(_INVISIBLE, "", re.sub(_CONTROLS, "", value))


def fold(value: str) -> str:
    """Fold for search: no marks, đ as d, lower case, single spaces ("Hòa Bình" and "hoà bình" give "hoa binh")."""
    decomposed = unicodedata.normalize("NFD", clean(value).casefold().replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold_with_places(value: str) -> tuple[str, list[int]]:
    """Fold as :func:`fold` and say for each folded letter where it stood in ``value``, so that a find can be shown.

    Runs of spaces and line breaks become one space; signs that are not seen are left out.
    """
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(value):
        between = " " if letters and letters[-1] != " " else ""
        folded = between if sign.isspace() else _folded_sign(sign)
        letters.extend(folded)
        places.extend([place] * len(folded))
    return "".join(letters), places


@lru_cache(maxsize=4096)
def _folded_sign(sign: str) -> str:
    plain = _unseen_out(_ODD_HYPHENS.sub("-", sign))
    decomposed = unicodedata.normalize("NFD", plain.casefold().replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def has_marks(value: str) -> bool:
    """Say whether the text carries Vietnamese marks (a search typed with marks ranks exact marks first)."""
    return clean(value).casefold() != fold(value)


def matches(query: str, *fields: str) -> bool:
    """Say whether every word of the query occurs in the fields, with or without marks.

    A word typed with marks must match with those marks, a word without matches any.
    """
    words = clean(query).casefold().split()
    if not words:
        return True
    plain = " ".join(clean(field).casefold() for field in fields)
    folded = fold(plain)
    for word in words:
        haystack = plain if has_marks(word) else folded
        if same_tone_place(word) not in (same_tone_place(haystack) if haystack is plain else haystack):
            return False
    return True


def occurrences(query: str, value: str) -> list[tuple[int, int]]:
    """Return where a phrase stands in a text as pairs of place and length, with or without marks.

    Line breaks count as spaces. A word typed with marks must stand there with those marks.
    """
    wanted = fold(query)
    if not wanted:
        return []
    folded, places = fold_with_places(value)
    marked = [word for word in clean(query).casefold().split() if has_marks(word)]
    found = []
    at = folded.find(wanted)
    while at >= 0:
        first, last = places[at], places[at + len(wanted) - 1]
        # A mark that stands as a sign of its own belongs to the letter before it.
        while last + 1 < len(value) and unicodedata.combining(value[last + 1]):
            last += 1
        there = same_tone_place(clean(value[first : last + 1]).casefold())
        if all(same_tone_place(word) in there for word in marked):
            found.append((first, last + 1 - first))
        at = folded.find(wanted, at + len(wanted))
    return found


_TONE_PLACE = [
    (f"{vowels[0]}{toned}", f"{old}{vowels[1]}")
    for vowels, olds, news in (
        ("oa", "òỏõóọ", "àảãáạ"),
        ("oe", "òỏõóọ", "èẻẽéẹ"),
        ("uy", "ùủũúụ", "ỳỷỹýỵ"),
    )
    for old, toned in zip(olds, news, strict=True)
]


def same_tone_place(value: str) -> str:
    """Bring both spellings of the tone mark (hoà, hòa) to one, for comparing only; people's names are not rewritten."""
    for new, old in _TONE_PLACE:
        value = value.replace(new, old)
    return value


def sort_key(value: str) -> str:
    """Order by the Vietnamese alphabet (a ă â … d đ …), then by tone, then by case; digits count as numbers.

    The key is a plain string, so that a database column, a table and a paper sort alike.
    """
    return _sort_key(clean(value))


def _sort_key(cleaned: str) -> str:
    if _DIGITS.search(cleaned) is None:
        pairs = [_rank(letter) for letter in cleaned]
    else:
        pairs = []
        for run in _RUNS.findall(cleaned):
            if run.isdecimal():
                number = run.lstrip("0") or "0"
                pairs.append((f"0{len(number):02d}{number}", ""))
            else:
                pairs.append(_rank(run))
    letters = "".join([letter for letter, _ in pairs])
    return f"{letters}!{''.join([tone for _, tone in pairs]).rstrip('0')}"


@lru_cache(maxsize=4096)
def _rank(sign: str) -> tuple[str, str]:
    base, tone = _split_tone(sign.casefold())
    return _LETTER_RANK.get(base, "00" if base == " " else f"99{base}"), str(tone)


def _split_tone(letter: str) -> tuple[str, int]:
    decomposed = unicodedata.normalize("NFD", letter)
    tone = next((_TONES[char] for char in decomposed if char in _TONES), 0)
    base = "".join(char for char in decomposed if char not in _TONES)
    return unicodedata.normalize("NFC", base), tone


def person_sort_key(full_name: str) -> str:
    """Order people by given name, then middle names, then family name."""
    words = clean(full_name).split()
    if len(words) < 2:
        return sort_key(full_name)
    return "/".join((_sort_key(words[-1]), _sort_key(" ".join(words[1:-1])), _sort_key(words[0])))


def join_vi(parts: Iterable[str]) -> str:
    """Join words as a sentence does: "a", "a và b", "a, b và c"."""
    words = list(parts)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} và {words[-1]}"


def padded(number: int) -> str:
    """Write a count inside a sentence as papers do: "03", "12"; nobody is "0"."""
    return f"{number:02d}" if number else "0"


def first_upper(value: str) -> str:
    """Raise the first letter only ("chi bộ thôn A" → "Chi bộ thôn A")."""
    return value[:1].upper() + value[1:]


def ascii_name(value: str) -> str:
    """Turn a name into a file name without marks or spaces ("Sổ biên bản 2026" → "so-bien-ban-2026")."""
    return "-".join(_WORDS.findall(fold(value))) or "khong-ten"
