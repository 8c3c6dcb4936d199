"""A list kept as plain text with separators: which code it is written in and what parts its columns."""

from __future__ import annotations

import codecs
import csv
import itertools
from collections.abc import Iterator

from bontot_desktop.errors import Refused
from bontot_desktop.rules.old_code import OldCode, guess_code
from bontot_desktop.services.importing.zip_guard import too_far

_SEPARATORS = ",;\t|"
#: Lines looked at for telling the separator.
_LOOKED_AT = 50
#: Signs of one field; a longer one is no list.
_LONGEST_FIELD = 100_000
#: Empty lines after which the list is over.
_MOST_EMPTY = 100_000
#: A text has next to no control characters; anything else is some other kind of file.
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13})


def rows_of(content: bytes, name: str, most_rows: int, most_cells: int) -> list[list[str]]:
    """Split a text file into rows of texts, all as long as the longest. Raises Refused for what is no list."""
    written = _decoded(content, name)
    separator = _separator(written)
    try:
        csv.field_size_limit(_LONGEST_FIELD)
        return _rows(csv.reader(written.splitlines(keepends=True), delimiter=separator), name, most_rows, most_cells)
    except csv.Error:
        raise Refused(f"Tệp {name} không đọc được thành bảng; hãy mở bằng Excel, lưu lại rồi nhập lại.") from None


def _rows(lines: Iterator[list[str]], name: str, most_rows: int, most_cells: int) -> list[list[str]]:
    rows: list[list[str]] = []
    width = filled = 0
    for row in lines:
        rows.append(row)
        width = max(width, len(row))
        if any(row):
            filled = len(rows)
        if filled > most_rows or filled * width > most_cells:
            raise too_far(name)
        if len(rows) - filled > _MOST_EMPTY:
            break
    del rows[filled:]
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _decoded(content: bytes, name: str) -> str:
    for mark, code in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(code, errors="replace").replace("\x00", "")
    sample = content[:4000]
    if sample.count(0) > len(sample) // 4:
        little = sample[1::2].count(0) > sample[::2].count(0)
        return content.decode("utf-16-le" if little else "utf-16-be", errors="replace").replace("\x00", "")
    if sample.translate(None, _CONTROLS) != sample:
        raise Refused(
            f"Tệp {name} không phải bảng tính (xlsx, xls, ods, csv), có thể là ảnh hay tài liệu khác đã đổi tên; "
            "hãy chọn tệp danh sách, hoặc mở bằng Excel, lưu thành xlsx rồi nhập lại."
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _in_eight_bits(content)


def _in_eight_bits(content: bytes) -> str:
    """Read a text with one byte a sign: Windows' own Vietnamese (1258), else an old code, whose signs are Latin."""
    latin = content.decode("latin-1")
    code = guess_code(latin.split())
    windows = content.decode("cp1258", errors="replace")
    if code is OldCode.UNICODE or _is_windows_vietnamese(content):
        return windows
    return latin


def _is_windows_vietnamese(content: bytes) -> bool:
    """Say whether tones stand as signs of their own behind vowels, as only code page 1258 writes them."""
    words = content.decode("cp1258", errors="replace").split()
    toned = [word for word in words if any("\u0300" <= sign <= "\u0323" for sign in word)]
    if not toned:
        return False
    # In the old codes these bytes are letters, and whole words of them come out of 1258 as nonsense.
    vowels = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    good = sum(
        all(before in vowels for before, sign in itertools.pairwise(word) if "\u0300" <= sign <= "\u0323")
        and not any(
            "\u0300" <= before <= "\u0323" and "\u0300" <= sign <= "\u0323" for before, sign in itertools.pairwise(word)
        )
        for word in toned
    )
    others = [word for word in words if any(sign in "¡¢£¤¥¦§¨©ª«¬®¯°±µ¶·¸¹»¼½¾" for sign in word)]
    return good * 10 >= len(toned) * 9 and len(others) * 10 < len(toned)


def _separator(written: str) -> str:
    """Return the sign that parts most lines into the same number of columns."""
    lines = [line for line in written.splitlines()[:_LOOKED_AT] if line.strip()]
    if not lines:
        return ","

    def evenness(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        usual = max(set(counts), key=lambda count: (counts.count(count) if count else 0, count))
        return (counts.count(usual) if usual else 0, usual)

    return max(_SEPARATORS, key=evenness)
