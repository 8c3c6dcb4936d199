"""The invented commune: its cells as they stood in autumn 2026, after villages and schools were merged and the
intermediate party organisations ended (meetings.md §1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time

from bontot_desktop.rules.cells import ContentType

COMMUNE = "xã Ví Dụ"
PROVINCE = "tỉnh Mẫu"
#: The first day of the merged villages, of the merged schools, and of the cells directly under the committee.
VILLAGES_MERGED = date(2026, 7, 1)
SCHOOLS_MERGED = date(2026, 8, 1)
MOVED_UP = date(2026, 10, 1)
_OFFICES = "Đảng bộ các cơ quan đảng xã Ví Dụ"
_PEOPLES_COMMITTEE = "Đảng bộ Ủy ban nhân dân xã Ví Dụ"
_POLICE = "Đảng bộ Công an tỉnh Mẫu"
_MILITARY = "Đảng bộ Quân sự tỉnh Mẫu"


@dataclass(frozen=True, slots=True)
class Plan:
    """A cell to be invented. ``texts`` names the file its minutes draw from, ``weight`` its share of the members.

    ``merged_from`` names the two units it came from, the first being its own until ``merged_on``; ``parent`` is the
    organisation it stood under until :data:`MOVED_UP`.
    """

    code: str
    unit: str
    content_type: ContentType
    group: str
    texts: str
    weight: int
    merged_from: tuple[str, str] | None = None
    merged_on: date | None = None
    parent: str = ""

    @property
    def name(self) -> str:
        """The cell's name today."""
        return f"Chi bộ {self.unit}"

    @property
    def usual_time(self) -> time:
        """Villages meet in the evening, so that people at work can come."""
        return time(19, 30) if self.texts == "village" else time(14, 0) if self.texts == "school" else time(7, 30)


def village(number: int, unit: str, weight: int, merged_from: tuple[str, str] | None = None) -> Plan:
    """Plan the cell of a village."""
    return Plan(
        f"TH{number:02d}",
        unit,
        ContentType.VILLAGE_QUARTER,
        "Nông thôn",
        "village",
        weight,
        merged_from,
        VILLAGES_MERGED if merged_from else None,
    )


def quarter(number: int, unit: str, weight: int) -> Plan:
    """Plan the cell of a quarter (tổ dân phố)."""
    return replace(village(number, unit, weight), group="Tổ dân phố")


def school(number: int, unit: str, weight: int) -> Plan:
    """Plan the cell of a school, merged of two."""
    return Plan(
        f"TR{number:02d}",
        unit,
        ContentType.PUBLIC_SERVICE,
        "Trường học",
        "school",
        weight,
        (f"{unit} số 1", f"{unit} số 2"),
        SCHOOLS_MERGED,
    )


def _office(number: int, unit: str, weight: int, parent: str, group: str = "Cơ quan") -> Plan:
    kind = ContentType.ADMIN_OFFICE if group == "Cơ quan" else ContentType.PUBLIC_SERVICE
    return Plan(f"CQ{number:02d}", unit, kind, group, "office", weight, parent=parent)


def _forces(number: int, unit: str, weight: int, parent: str, group: str) -> Plan:
    return Plan(f"VT{number:02d}", unit, ContentType.ARMED_FORCES, group, "forces", weight, parent=parent)


#: 23 cells; the first of them are a fair choice of kinds when fewer are wanted.
_PLANS = (
    _office(1, "Văn phòng Đảng ủy", 14, _OFFICES),
    village(1, "thôn Mẫu 1", 28),
    school(1, "Trường Tiểu học Ví Dụ", 22),
    village(2, "thôn Mẫu 2", 26),
    _forces(1, "Công an xã Ví Dụ", 22, _POLICE, "Công an"),
    village(3, "thôn Mẫu Đông", 30, ("thôn Mẫu 4", "thôn Mẫu 5")),
    _office(2, "Ban Xây dựng Đảng", 9, _OFFICES),
    village(4, "thôn Mẫu Tây", 27, ("thôn Mẫu 6", "thôn Mẫu 7")),
    school(2, "Trường Trung học cơ sở Ví Dụ", 20),
    _office(3, "Ủy ban Kiểm tra Đảng ủy", 8, _OFFICES),
    village(5, "thôn Mẫu Nam", 25, ("thôn Mẫu 8", "thôn Mẫu 9")),
    _forces(2, "Quân sự xã Ví Dụ", 20, _MILITARY, "Quân sự"),
    _office(4, "Mặt trận Tổ quốc và các đoàn thể", 16, _OFFICES),
    village(6, "thôn Mẫu Bắc", 24, ("thôn Mẫu 10", "thôn Mẫu 11")),
    school(3, "Trường Mầm non Ví Dụ", 18),
    _office(5, "Văn phòng HĐND và UBND", 15, _PEOPLES_COMMITTEE),
    village(7, "thôn Mẫu 3", 22),
    _office(6, "Phòng Kinh tế", 13, _PEOPLES_COMMITTEE),
    village(8, "thôn Mẫu Trung", 24, ("thôn Mẫu 12", "thôn Mẫu 13")),
    _office(7, "Phòng Văn hóa - Xã hội", 14, _PEOPLES_COMMITTEE),
    _office(8, "Trung tâm Phục vụ hành chính công", 11, _PEOPLES_COMMITTEE),
    _office(9, "Trạm Y tế xã Ví Dụ", 10, _PEOPLES_COMMITTEE, "Y tế, sự nghiệp khác"),
    _office(10, "Trung tâm Dịch vụ tổng hợp", 12, _PEOPLES_COMMITTEE, "Y tế, sự nghiệp khác"),
)


def plans(cells: int) -> tuple[Plan, ...]:
    """Return the plans of so many cells: the commune's own, then villages without end."""
    more = (village(number, f"thôn Mẫu {number + 5}", 18) for number in range(9, 9 + max(0, cells - len(_PLANS))))
    return (*_PLANS[:cells], *more)


def sizes(chosen: tuple[Plan, ...], members: int) -> list[int]:
    """Share the members out by weight; the numbers add up, and no cell has fewer than three."""
    whole = sum(plan.weight for plan in chosen)
    shares = [max(3, members * plan.weight // whole) for plan in chosen]
    turn = 0
    while sum(shares) != members:
        step = 1 if sum(shares) < members else -1
        if step > 0 or shares[turn % len(shares)] > 3:
            shares[turn % len(shares)] += step
        turn += 1
    return shares
