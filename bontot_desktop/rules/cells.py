"""A cell (chi bộ): its kinds, the posts in it, the names it bore and what is amiss with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bontot_desktop.rules.words import Labelled

#: Điều 24 of the Party Statutes.
MIN_FULL_MEMBERS = 3


class ContentType(Labelled):
    """Kinds of cell by what their meetings are about (HD 42 §4)."""

    VILLAGE_QUARTER = "VILLAGE_QUARTER", "Thôn, tổ dân phố"
    ADMIN_OFFICE = "ADMIN_OFFICE", "Cơ quan hành chính"
    PUBLIC_SERVICE = "PUBLIC_SERVICE", "Đơn vị sự nghiệp"
    STATE_ENTERPRISE = "STATE_ENTERPRISE", "Doanh nghiệp nhà nước"
    PRIVATE_FDI = "PRIVATE_FDI", "Doanh nghiệp tư nhân, FDI"
    STUDENT = "STUDENT", "Học sinh, sinh viên"
    ARMED_FORCES = "ARMED_FORCES", "Lực lượng vũ trang"


#: Report groups offered to a new office (meetings.md §9); the office may write its own.
REPORT_GROUPS: tuple[str, ...] = (
    "Nông thôn",
    "Tổ dân phố",
    "Cơ quan",
    "Trường học",
    "Y tế, sự nghiệp khác",
    "Công an",
    "Quân sự",
    "Doanh nghiệp",
    "Khác",
)

#: The words offices use for the kind of a cell in their own lists, folded, with what they mean here.
KIND_WORDS: dict[str, tuple[ContentType, str]] = {
    "nong thon": (ContentType.VILLAGE_QUARTER, "Nông thôn"),
    "thon": (ContentType.VILLAGE_QUARTER, "Nông thôn"),
    "to dan pho": (ContentType.VILLAGE_QUARTER, "Tổ dân phố"),
    "khu pho": (ContentType.VILLAGE_QUARTER, "Tổ dân phố"),
    "co quan": (ContentType.ADMIN_OFFICE, "Cơ quan"),
    "truong hoc": (ContentType.PUBLIC_SERVICE, "Trường học"),
    "don vi su nghiep": (ContentType.PUBLIC_SERVICE, "Y tế, sự nghiệp khác"),
    "su nghiep": (ContentType.PUBLIC_SERVICE, "Y tế, sự nghiệp khác"),
    "y te": (ContentType.PUBLIC_SERVICE, "Y tế, sự nghiệp khác"),
    "luc luong vu trang": (ContentType.ARMED_FORCES, "Quân sự"),
    "cong an": (ContentType.ARMED_FORCES, "Công an"),
    "quan su": (ContentType.ARMED_FORCES, "Quân sự"),
    "doanh nghiep": (ContentType.PRIVATE_FDI, "Doanh nghiệp"),
}


class CellPost(Labelled):
    """Posts inside a cell."""

    SECRETARY = "SECRETARY", "Bí thư"
    DEPUTY = "DEPUTY", "Phó Bí thư"
    COMMITTEE_MEMBER = "COMMITTEE_MEMBER", "Chi ủy viên"
    GROUP_LEADER = "GROUP_LEADER", "Tổ trưởng tổ đảng"


class LineageKind(Labelled):
    """What can happen to a cell in its life (recognition.md §3.6)."""

    RENAME = "RENAME", "Đổi tên"
    MERGE = "MERGE", "Sáp nhập"
    SPLIT = "SPLIT", "Chia, tách"
    TRANSFER = "TRANSFER", "Chuyển về trực thuộc"
    DISSOLVE = "DISSOLVE", "Giải thể"


@dataclass(frozen=True, slots=True)
class NamePeriod:
    """One name a cell bore; ``to_on`` is its last day, None while it still bears it."""

    name: str
    from_on: date | None
    to_on: date | None


def holds_on(from_on: date | None, to_on: date | None, day: date) -> bool:
    """Say whether a dated thing (a name, a post, a status) holds on a day; both ends count."""
    return (from_on is None or from_on <= day) and (to_on is None or day <= to_on)


def name_on(names: Sequence[NamePeriod], day: date) -> str:
    """Return the name a cell bore on a day: old papers keep the old name.

    Before the first name the first counts, after the last the last. Raises ValueError without names.
    """
    if not names:
        raise ValueError("a cell has at least one name")
    ordered = sorted(names, key=lambda period: period.from_on or date.min)
    held = [period for period in ordered if period.from_on is None or period.from_on <= day]
    return (held[-1] if held else ordered[0]).name


#: The posts every cell fills first.
FIRST_POSTS = (CellPost.SECRETARY, CellPost.DEPUTY)


def posts_to_fill(*, has_committee: bool) -> tuple[CellPost, ...]:
    """Return the posts a new cell asks for first; a committee (chi ủy) has three people at least."""
    return (*FIRST_POSTS, CellPost.COMMITTEE_MEMBER) if has_committee else FIRST_POSTS


def warnings(
    *, full_members: int, has_secretary: bool, committee_size: int, has_committee: bool, has_charge: bool = True
) -> list[str]:
    """Say what is amiss with a cell, each as a sentence; none of it blocks."""
    found = []
    if full_members < MIN_FULL_MEMBERS:
        found.append(f"Chi bộ chỉ có {full_members} đảng viên chính thức, Điều lệ cần ít nhất {MIN_FULL_MEMBERS}.")
    if not has_secretary:
        found.append("Chi bộ chưa có bí thư.")
    if has_committee and committee_size < MIN_FULL_MEMBERS:
        found.append(f"Chi ủy mới có {committee_size} đồng chí, cần ít nhất {MIN_FULL_MEMBERS}.")
    if not has_charge:
        found.append("Chưa có đảng ủy viên phụ trách chi bộ.")
    return found


def joined_posts(posts: Iterable[CellPost]) -> str:
    """Name the highest post of a person in the cell, nothing if none."""
    order = list(CellPost)
    ranked = sorted(posts, key=order.index)
    return ranked[0].label if ranked else ""
