"""Numbers of papers: by series within a term of the issuing body, never restarting on 1 January (HD 36 §1.3.1)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bontot_desktop.errors import Refused
from bontot_desktop.rules.words import Labelled


class PaperType(Labelled):
    """Types of paper (tên loại) by symbol; Quy định shares the symbol of Quyết định (document-format.md §4.1)."""

    RESOLUTION = "NQ", "Nghị quyết"
    DECISION = "QĐ", "Quyết định"
    CONCLUSION = "KL", "Kết luận"
    NOTICE = "TB", "Thông báo"
    REPORT = "BC", "Báo cáo"
    PLAN = "KH", "Kế hoạch"
    PROGRAMME = "CTr", "Chương trình"
    SUBMISSION = "TTr", "Tờ trình"
    LETTER = "CV", "Công văn"
    GUIDANCE = "HD", "Hướng dẫn"
    MINUTES = "BB", "Biên bản"


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


def check_free(number: int, used: Collection[int], series: Series) -> None:
    """Refuse a number that was used in the term or is not positive.

    Raises:
        Refused: with the sentence to show.
    """
    if number < 1:
        raise Refused("Số văn bản phải từ 01 trở lên.")
    if number in used:
        raise Refused(f"Số {printed(number, series)} đã được cấp trong nhiệm kỳ này; hãy chọn số khác.")


def printed(number: int | None, series: Series) -> str:
    """Write number and symbol: "05-QĐ/ĐU"; a draft keeps room of five spaces for the number."""
    figure = " " * 5 if number is None else f"{number:02d}"
    return f"{figure}-{series.symbol}"


def may_take_back(number: int, used: Collection[int]) -> bool:
    """Say whether a number may be taken back: only the newest of its run."""
    return bool(used) and number == max(used)
