"""The movement around the title: briefings, commitments, papers reported by cells, models worth copying."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from bontot_desktop.rules.words import Labelled


class BriefingKind(Labelled):
    """What people were called together for."""

    LAUNCH = "LAUNCH", "Lễ phát động, ký giao ước"
    BRIEFING = "BRIEFING", "Hội nghị quán triệt, triển khai"
    TRAINING = "TRAINING", "Tập huấn, hướng dẫn"
    REVIEW = "REVIEW", "Hội nghị sơ kết, tổng kết"


class BriefingForm(Labelled):
    """How a briefing was held."""

    IN_PERSON = "IN_PERSON", "Trực tiếp"
    ONLINE = "ONLINE", "Trực tuyến"
    BOTH = "BOTH", "Trực tiếp kết hợp trực tuyến"


class FindKind(Labelled):
    """What a cell did that is worth telling (mô hình, cách làm hay, việc tốt, điển hình)."""

    GOOD_DEED = "GOOD_DEED", "Làm theo Bác, mỗi tháng một việc tốt"
    MODEL = "MODEL", "Mô hình"
    PRACTICE = "PRACTICE", "Cách làm hay"
    OUTSTANDING_CELL = "OUTSTANDING_CELL", "Chi bộ điển hình"
    OUTSTANDING_MEMBER = "OUTSTANDING_MEMBER", "Đảng viên điển hình"


#: Kinds of good deeds, models and practices: what a cell did; the others name who did it.
DEEDS = frozenset({FindKind.GOOD_DEED, FindKind.MODEL, FindKind.PRACTICE})
#: Those counted as "mô hình, cách làm hay".
MODELS = frozenset({FindKind.MODEL, FindKind.PRACTICE})
OUTSTANDING = frozenset({FindKind.OUTSTANDING_CELL, FindKind.OUTSTANDING_MEMBER})
#: What is counted of a kind whose own words name a movement, not a thing; by label, as a closed year keeps them.
_COUNTED: Mapping[str, str] = MappingProxyType({FindKind.GOOD_DEED.label: "Việc tốt làm theo Bác"})


def counted_as(label: str) -> str:
    """Return the words that can stand after a number: "36 việc tốt làm theo Bác", "02 mô hình"."""
    return _COUNTED.get(label, label)


#: Kinds of papers a cell reports, by the symbol of the kind, in the order of the grid (seed of Quang Bình: kế hoạch,
#: hướng dẫn, công văn; HD 05 for the symbols).
CELL_PAPERS: Mapping[str, str] = MappingProxyType(
    {
        "NQ": "Nghị quyết chuyên đề",
        "CTr": "Chương trình",
        "KH": "Kế hoạch",
        "HD": "Hướng dẫn",
        "BC": "Báo cáo",
        "CV": "Công văn",
    }
)
#: Kinds the committee issues about the movement, by the symbol of their number.
COMMITTEE_PAPERS: Mapping[str, str] = MappingProxyType(
    {
        "NQ": "Nghị quyết",
        "CT": "Chỉ thị",
        "KL": "Kết luận",
        "CTr": "Chương trình",
        "KH": "Kế hoạch",
        "HD": "Hướng dẫn",
        "QĐ": "Quyết định",
        "TB": "Thông báo",
        "TTr": "Tờ trình",
        "BC": "Báo cáo",
        "CV": "Công văn",
    }
)


@dataclass(frozen=True, slots=True)
class SessionCount:
    """Briefings of a kind: conferences, sessions of them, participant-times, and how many sessions in which form."""

    kind: BriefingKind
    briefings: int
    sessions: int
    participants: int
    in_person: int
    online: int
    both: int


@dataclass(frozen=True, slots=True)
class PaperCount:
    """How many papers of a kind there are; ``name`` is the kind in words."""

    symbol: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class FindCount:
    """How many finds of a kind, of how many cells, and how many of them are worth copying."""

    kind: FindKind
    number: int
    cells: int
    worth_copying: int


@dataclass(frozen=True, slots=True)
class ToldFind:
    """A model, practice or example as the year's report names it; ``member`` is "" but for an outstanding member."""

    kind: FindKind
    cell: str
    member: str
    title: str
    result: str
    recognised_by: str
    is_worth_copying: bool
    copied_by: str


@dataclass(frozen=True, slots=True)
class MovementTotals:
    """The movement of a year in figures, for the report (D17 part I and II.6) and its table (R22).

    ``cells`` are those at work and ``members`` those whose record lies in them on the day counted, ``as_of``;
    ``members_signed`` counts among them. Lists leave out what there is none of.
    """

    year: int
    as_of: date
    cells: int
    members: int
    cells_signed: int
    members_signed: int
    #: Cells that have not signed, by name.
    unsigned: tuple[str, ...]
    #: What the committee held, and what the cells held themselves.
    by_committee: tuple[SessionCount, ...]
    by_cells: tuple[SessionCount, ...]
    #: How many cells held something of their own.
    cells_briefed: int
    committee_papers: tuple[PaperCount, ...]
    cell_papers: tuple[PaperCount, ...]
    #: How many cells reported papers.
    cells_reporting: int
    finds: tuple[FindCount, ...]
    #: Cells with a good deed in each month, January first.
    deeds_by_month: tuple[int, ...]
    #: Models, practices and outstanding ones, those worth copying first.
    told: tuple[ToldFind, ...]

    @property
    def sessions(self) -> int:
        """All sessions, of the committee and of the cells."""
        return sum(one.sessions for one in (*self.by_committee, *self.by_cells))

    @property
    def participants(self) -> int:
        """All participant-times (lượt người)."""
        return sum(one.participants for one in (*self.by_committee, *self.by_cells))

    @property
    def models(self) -> int:
        """Models and practices together."""
        return sum(one.number for one in self.finds if one.kind in MODELS)


def belongs_to(day: date, year: int) -> bool:
    """Say whether a day may be one of a year's movement: from the last quarter before it to its report in January."""
    return date(year - 1, 10, 1) <= day <= date(year + 1, 1, 31)
