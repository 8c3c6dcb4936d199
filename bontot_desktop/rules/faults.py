"""Whether a disciplinary decision of a year counts in that year's ratings (QĐ 366, Điều 11; recognition.md §9 rule 9).

A decision of this year may be about a fault of an earlier year, in another unit, or counted already: then it is shown
and asked about, and it is not taken as a fault of this year's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
from bontot_desktop.rules.member_records import Penalty


@dataclass(frozen=True, slots=True)
class Fault:
    """A disciplinary decision against a member; ``unit`` is where the fault was, "" when in the cell of today."""

    member: str
    penalty: Penalty
    decided_on: date
    fault_year: int | None = None
    unit: str = ""
    #: The year it counted in already, None when it did not.
    counted_in_year: int | None = None
    is_self_reported: bool = False
    is_remedied: bool = False


def exceptions(fault: Fault, year: int) -> list[str]:
    """Say what speaks for an exception, each a clause; nothing when the fault plainly counts in ``year``."""
    found = []
    if fault.unit:
        found.append(f"vi phạm ở {fault.unit}, tính cho nơi ấy")
    if fault.counted_in_year is not None and fault.counted_in_year < year:
        found.append(f"đã tính khi xếp loại năm {fault.counted_in_year}")
    if fault.is_self_reported and fault.is_remedied:
        found.append("tự phát hiện và đã khắc phục xong")
    return found


def told(fault: Fault, year: int, *, with_name: bool = False) -> str:
    """Say what was decided and what is to be weighed: "Bị khiển trách ngày 10/12/2026; vi phạm năm 2024…"."""
    whose = f"Đồng chí {fault.member} bị" if with_name else "Bị"
    said = f"{whose} {fault.penalty.label} ngày {dates.short(fault.decided_on)}"
    if fault.fault_year is not None and fault.fault_year != fault.decided_on.year:
        said += f" về vi phạm năm {fault.fault_year}"
    why = exceptions(fault, year)
    return f"{said}; {', '.join(why)}: hãy xem có thuộc trường hợp loại trừ không." if why else f"{said}."


def counting(faults: Iterable[Fault], year: int) -> list[Fault]:
    """Return the faults that count in a year: decided in it, with nothing that speaks for an exception."""
    return [fault for fault in faults if fault.decided_on.year == year and not exceptions(fault, year)]
