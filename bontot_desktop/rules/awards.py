"""Rewards of cells: money exact to the đồng, the running number of the register, who may get which kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bontot_desktop.rules.recognition import AwardKind, EntryState, QualityLevel

#: "07", "07/2026", "7-GK": a number and what the office writes after it.
_NUMBER = re.compile(r"(\d+)(.*)")
_FIGURES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu", "tỷ")
#: The longest achievement a certificate has room for, signs.
LONGEST_ACHIEVEMENT = 240


@dataclass(frozen=True, slots=True)
class BasePay:
    """The base pay (lương cơ sở) from a day on, đồng a month."""

    from_on: date
    amount: int
    source: str = ""


def base_pay_on(known: Iterable[BasePay], day: date) -> BasePay | None:
    """Return the base pay that holds on a day, None before the first one known."""
    holding = [pay for pay in known if pay.from_on <= day]
    return max(holding, key=lambda pay: pay.from_on) if holding else None


def money(coefficient: Decimal | None, base_pay: int | None) -> Decimal | None:
    """Return the money of a reward, never rounded (recognition.md §7); None while no money goes with it."""
    return None if coefficient is None or base_pay is None else coefficient * base_pay


def dong(amount: Decimal | int) -> str:
    """Write an amount as papers do: "1.404.000"."""
    return f"{int(amount):,}".replace(",", ".")


def in_words(amount: Decimal | int) -> str:
    """Write an amount below a thousand thousand million in words: "bảy triệu không trăm hai mươi nghìn"."""
    left, groups = int(amount), []
    while left:
        left, part = divmod(left, 1000)
        groups.append(part)
    said = [
        f"{_read(part, whole=place < len(groups) - 1)} {_SCALES[place]}".strip()
        for place, part in reversed(list(enumerate(groups)))
        if part
    ]
    return " ".join(said) or "không"


def _read(part: int, *, whole: bool) -> str:
    """Read three figures; ``whole`` reads the hundreds and tens that are nought too."""
    hundreds, rest = divmod(part, 100)
    tens, ones = divmod(rest, 10)
    said = [f"{_FIGURES[hundreds]} trăm"] if hundreds or whole else []
    if tens > 1:
        said.append(f"{_FIGURES[tens]} mươi")
    elif tens == 1:
        said.append("mười")
    elif ones and said:
        said.append("lẻ")
    if ones == 1 and tens > 1:
        said.append("mốt")
    elif ones == 5 and tens:
        said.append("lăm")
    elif ones:
        said.append(_FIGURES[ones])
    return " ".join(said)


def next_numbers(used: Collection[str], count: int, year: int) -> list[str]:
    """Propose the next numbers of the register, written as the newest was ("07" → "08", "07/2026" → "08/2026").

    ``used`` are those given so far, the newest last. What stands after the number names the year where it named one
    before; a new year then begins at 1.
    """
    tail = ""
    for written in reversed(list(used)):
        found = _NUMBER.fullmatch(written.strip())
        if found:
            tail = re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", str(year), found[2])
            break
    taken = [int(found[1]) for written in used if (found := _NUMBER.fullmatch(written.strip())) and found[2] == tail]
    first = max(taken, default=0) + 1
    return [f"{number:02d}{tail}" for number in range(first, first + count)]


def why_not_member(rating: QualityLevel | None) -> str:
    """Say why a member may not get a reward of the year, "" when he may (recognition.md §7)."""
    return "" if rating is QualityLevel.EXCELLENT else "chưa được xếp loại “Hoàn thành xuất sắc nhiệm vụ” của năm"


def why_not(kind: AwardKind, state: EntryState | None, rating: QualityLevel | None, *, is_exemplary: bool) -> str:
    """Say why a cell may not get a kind of reward, "" when it may (recognition.md §2.2, §9.11).

    The title's reward is for cells recognised (or proposed, while the decision waits); the others are for cells that
    were rated excellent and chosen as exemplary.
    """
    if kind is AwardKind.TITLE:
        if state in (EntryState.RECOGNISED, EntryState.PROPOSED):
            return ""
        return "chưa được công nhận danh hiệu của năm"
    if rating is QualityLevel.EXCELLENT and is_exemplary:
        return ""
    return "chưa được xếp loại “Hoàn thành xuất sắc nhiệm vụ” tiêu biểu của năm"
