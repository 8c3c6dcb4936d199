"""The faces papers are set in: our own files, checked to write every Vietnamese letter, and their widths."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from bontot_desktop.errors import Damaged
from bontot_desktop.places import resources

#: Names of the four faces inside reportlab, by (bold, italic).
FACES = {
    (False, False): "BonTot-Serif",
    (True, False): "BonTot-Serif-Bold",
    (False, True): "BonTot-Serif-Italic",
    (True, True): "BonTot-Serif-BoldItalic",
}
#: The name written into Word files (document-format §1).
WORD_FONT = "Times New Roman"

_OURS = {
    (False, False): "LiberationSerif-Regular.ttf",
    (True, False): "LiberationSerif-Bold.ttf",
    (False, True): "LiberationSerif-Italic.ttf",
    (True, True): "LiberationSerif-BoldItalic.ttf",
}
_WINDOWS = {
    (False, False): "times.ttf",
    (True, False): "timesbd.ttf",
    (False, True): "timesi.ttf",
    (True, True): "timesbi.ttf",
}
_BASES = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
#: Stands on the page for a sign the font cannot write.
MISSING_SIGN = "\u25a1"


def vietnamese_letters() -> str:
    """Return every letter of Vietnamese, composed, both cases, with the punctuation papers use."""
    letters = {
        unicodedata.normalize("NFC", base + tone)
        for base in _BASES
        for tone in (_TONES if base in "aăâeêioôơuưy" else ("",))
    }
    both = letters | {letter.upper() for letter in letters}
    return "".join(sorted(both)) + '0123456789 .,;:!?-–…/()[]"“”‘’%+*&<>_×'


def missing_letters(codepoints: Iterable[int]) -> str:
    """Return the letters of Vietnamese that a font with these code points cannot write."""
    have = set(codepoints)
    return "".join(letter for letter in vietnamese_letters() if ord(letter) not in have)


def _font(folder: Path, names: dict[tuple[bool, bool], str]) -> dict[tuple[bool, bool], TTFont] | None:
    """Load the four files of a folder; None when one is not there, not readable or lacks Vietnamese letters."""
    loaded: dict[tuple[bool, bool], TTFont] = {}
    for face, name in names.items():
        path = folder / name
        if not path.is_file():
            return None
        try:
            font = TTFont(FACES[face], str(path))
        except (TTFError, OSError):
            return None
        if missing_letters(font.face.charToGlyph):
            return None
        loaded[face] = font
    return loaded


@cache
def register() -> dict[str, dict[int, float]]:
    """Give the faces to reportlab once; return the widths of their signs (1/1000 em) by face name.

    On Windows the system's Times New Roman is used when it is whole; everywhere else, and else, our own files. Raises
    Damaged when our own files are not there or not whole.
    """
    windows = os.environ.get("WINDIR")
    fonts = _font(Path(windows) / "Fonts", _WINDOWS) if windows else None
    fonts = fonts or _font(resources() / "fonts", _OURS)
    if fonts is None:
        raise Damaged("Phông chữ kèm chương trình bị thiếu hoặc hỏng. Hãy cài đặt lại chương trình.")
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    return {name: fonts[face].face.charWidths for face, name in FACES.items()}


@lru_cache(maxsize=60_000)
def width(text: str, face: str, size: float) -> float:
    """Return the width of a text in points; signs the face lacks count as the sign that stands for them."""
    widths = register()[face]
    missing = widths[ord(MISSING_SIGN)]
    return sum(widths.get(ord(char), missing) for char in text) * size / 1000


@lru_cache(maxsize=60_000)
def writable(text: str, face: str) -> str:
    """Replace the signs the face lacks by an empty square, so that nothing disappears from the page."""
    widths = register()[face]
    return "".join(char if ord(char) in widths or char in "\n\t" else MISSING_SIGN for char in text)


def unwritable(text: str) -> str:
    """Return the signs of a text that the paper's face lacks, each once, in their order."""
    widths = register()[FACES[False, False]]
    return "".join(dict.fromkeys(char for char in text if ord(char) not in widths and char not in "\n\t"))
