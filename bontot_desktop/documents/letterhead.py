"""What the heads and feet of papers share: number and symbol, place and date, signers as frozen facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates, text
from bontot_desktop.documents.blocks import Letterhead, Signer

#: Room for a number written by hand while a paper is a draft (document-format §4).
NUMBER_ROOM = " " * 5


@dataclass(frozen=True, slots=True)
class Head:
    """Facts of a paper's head. ``superior`` and ``issuer`` are printed lines (``\\n`` where the office breaks them).

    ``symbol`` is "QĐ/ĐU", empty for papers without number; ``number`` is None while the paper is a draft; ``day`` is
    None while it is undated, and ``year`` is then printed alone. ``place`` is the địa danh.
    """

    superior: str
    issuer: str
    place: str
    symbol: str = ""
    number: int | None = None
    day: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class SignerFacts:
    """Who signs, with the office held that day: "T/M BAN THƯỜNG VỤ", "BÍ THƯ", full name without titles."""

    authority: str
    post: str
    name: str


def committee_above(superior: str) -> str:
    """Name the committee of the organisation above: of a province or a city, before 01/7/2025 of a district."""
    folded = text.fold(superior)
    above = {"thanh pho": "Thành ủy", "thi xa": "Thị ủy", "huyen": "Huyện ủy", "quan": "Quận ủy"}
    return next((name for unit, name in above.items() if folded.startswith(f"dang bo {unit} ")), "Tỉnh ủy")


def number_text(number: int | None, symbol: str) -> str:
    """Write "Số 05-QĐ/ĐU", or leave five spaces for the number of a draft: "Số      -QĐ/ĐU" (document-format §4)."""
    return f"Số {bare_number(number, symbol)}"


def bare_number(number: int | None, symbol: str) -> str:
    """Write "05-QĐ/ĐU" as it stands inside a sentence; below 10 with a leading zero."""
    return f"{NUMBER_ROOM if number is None else f'{number:02d}'}-{symbol}"


def place_date(place: str, day: date | None, year: int | None = None) -> str:
    """Write "Phú Quý, ngày 06 tháng 3 năm 2026" (HD 05 §4.2.2)."""
    return f"{place}, {dates.full(day, year=year)}"


def dated(day: date | None, year: int | None = None) -> str:
    """Write a date inside a sentence: "ngày 06/3/2026", or room for it."""
    return dates.full(day, year=year) if day is None else f"ngày {dates.short(day)}"


def letterhead(head: Head, *, subject: str = "", with_date: bool = True) -> Letterhead:
    """Make the letterhead block of a head's facts."""
    return Letterhead(
        superior=head.superior,
        issuer=head.issuer,
        number_text=number_text(head.number, head.symbol) if head.symbol else None,
        place_date=place_date(head.place, head.day, head.year) if with_date else None,
        subject=subject,
    )


def signer(facts: SignerFacts) -> Signer:
    """Make the signature's block of a signer's facts."""
    return Signer(authority=facts.authority, post=facts.post, name=facts.name)
