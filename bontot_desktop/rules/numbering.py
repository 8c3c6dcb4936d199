"""Numbers of papers: by series within a term of the issuing body, never restarting on 1 January (HD 36 §1.3.1)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from bontot_desktop.errors import Refused
from bontot_desktop.rules.words import Labelled


class PaperType(Labelled):
    """Types of paper (tên loại) by symbol; Quy định shares the symbol of Quyết định (document-format.md §4.1)."""

    RESOLUTION = "NQ", "Nghị quyết"
    DECISION = "QĐ", "Quyết định"
    DIRECTIVE = "CT", "Chỉ thị"
    CONCLUSION = "KL", "Kết luận"
    REGULATION = "QC", "Quy chế"
    CIRCULAR = "TT", "Thông tri"
    GUIDANCE = "HD", "Hướng dẫn"
    NOTICE = "TB", "Thông báo"
    REPORT = "BC", "Báo cáo"
    PLAN = "KH", "Kế hoạch"
    PROGRAMME = "CTr", "Chương trình"
    PROJECT = "ĐA", "Đề án"
    SCHEME = "PA", "Phương án"
    SUBMISSION = "TTr", "Tờ trình"
    LETTER = "CV", "Công văn"
    MINUTES = "BB", "Biên bản"
    COPY = "BS", "Bản sao"


#: The name of the type that shares its symbol with Quyết định (document-format.md §4.1, note 1).
RULES = "Quy định"
#: Types a paper typed outside the program may have, with their symbols; the last three by the first-letter rule (§4.1).
TYPES: tuple[tuple[str, str], ...] = (
    *((kind.label, kind.value) for kind in PaperType),
    (RULES, PaperType.DECISION.value),
    ("Giấy mời", "GM"),
    ("Giấy giới thiệu", "GGT"),
    ("Quy hoạch", "QH"),
)
_SYMBOL = re.compile(r"[^\W\d_]+\d*/[^\W\d_][\w-]*")


@dataclass(frozen=True, slots=True)
class Series:
    """One run of numbers: type symbol and body symbol ("QĐ", "ĐU")."""

    type_symbol: str
    body_symbol: str

    @property
    def symbol(self) -> str:
        """The symbol as printed behind the number: "QĐ/ĐU"."""
        return f"{self.type_symbol}/{self.body_symbol}"


def next_number(used: Collection[int], start: int = 1) -> int:
    """Return the number after the highest used in the term, or the start the office set."""
    return max([*used, start - 1]) + 1


def check_free(number: int, used: Collection[int], series: Series, holder: str = "") -> None:
    """Refuse a number that was used in the term or is not positive; ``holder`` names the paper that has it.

    Raises:
        Refused: with the sentence to show.
    """
    if number < 1:
        raise Refused("Số văn bản phải từ 01 trở lên.")
    if number in used:
        to = f" cho {holder}" if holder else ""
        raise Refused(f"Số {printed(number, series)} đã được cấp trong nhiệm kỳ này{to}; hãy chọn số khác.")


def printed(number: int | None, series: Series) -> str:
    """Write number and symbol: "05-QĐ/ĐU"; a draft keeps room of five spaces for the number."""
    figure = " " * 5 if number is None else f"{number:02d}"
    return f"{figure}-{series.symbol}"


def may_take_back(number: int, used: Collection[int]) -> bool:
    """Say whether a number may be taken back: only the newest of its run."""
    return bool(used) and number == max(used)


def gaps(used: Collection[int], start: int = 1) -> tuple[int, ...]:
    """Return the numbers below the highest used that no paper has, from the start the office set."""
    given = set(used)
    return tuple(number for number in range(min([start, *given]), max(given, default=0)) if number not in given)


def spans(numbers: Collection[int]) -> str:
    """Write numbers shortly: "03, 07–09"."""
    return ", ".join(span for _, span in stretches(numbers))


def stretches(numbers: Collection[int]) -> tuple[tuple[int, str], ...]:
    """Return each stretch of numbers side by side: its first number, and how it is written ("07–09")."""
    side_by_side = groupby(enumerate(sorted(numbers)), lambda placed: placed[1] - placed[0])
    runs = [[number for _, number in run] for _, run in side_by_side]
    return tuple((run[0], f"{run[0]:02d}" if len(run) == 1 else f"{run[0]:02d}–{run[-1]:02d}") for run in runs)


def series_from(symbol: str) -> Series:
    """Read a symbol as printed, "QĐ/ĐU". Raises Refused when it is none."""
    if not _SYMBOL.fullmatch(symbol):
        raise Refused("Ký hiệu viết theo mẫu loại/cơ quan, không có dấu cách, ví dụ: KH/ĐU.")
    kind, _, body = symbol.partition("/")
    return Series(kind, body)
