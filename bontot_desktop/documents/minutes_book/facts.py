"""The frozen facts a minutes book is made of, gathered before any page is laid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.minutes_facts import Correction, MinutesFacts
from bontot_desktop.rules.books import BookMode, BookOptions, BookPaper


@dataclass(frozen=True, slots=True)
class CommitteeLine:
    """A member of the cell's committee (chi ủy)."""

    name: str
    birth_year: str
    post: str
    duties: str
    phone: str


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member as the book's list prints them; dates already written."""

    name: str
    birth: str
    admitted: str
    official: str
    card_no: str
    phone: str
    duties: str
    note: str


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """A row of the attendance sheet: a sign for each of the 12 months, then for each of the 4 quarters.

    ``came`` of ``due`` counts meetings, so that a combined one, which has a sign in two columns, counts once.
    """

    name: str
    signs: tuple[str, ...] = ("",) * 16
    came: int = 0
    due: int = 0


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A row of the task table."""

    text: str
    assignee: str
    due: str
    result: str
    closed: str


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A row of the score table; all written as printed."""

    period: str
    day: str = ""
    minutes: str = ""
    present: str = ""
    present_share: str = ""
    speakers: str = ""
    speakers_share: str = ""
    points: str = ""
    rating: str = ""


@dataclass(frozen=True, slots=True)
class AddedPage:
    """A correction written after its minutes were printed on these pages of the book: it has a page of its own."""

    correction: Correction
    first_page: int
    last_page: int


@dataclass(frozen=True, slots=True)
class BookFacts:
    """One cell's book of one year. ``superior`` and ``committee_org`` are printed lines of the cover."""

    mode: BookMode
    paper: BookPaper
    options: BookOptions
    year: int
    volume: int
    #: "ĐẢNG BỘ TỈNH MẪU"
    superior: str
    #: "Đảng ủy xã Ví Dụ"
    committee_name: str
    head: Head
    cell_code: str
    cell_name: str
    secretary: str
    minute_taker: str
    #: Day of the month on which the cell meets, None when it has none.
    fixed_day: int | None
    in_charge: tuple[str, ...] = ()
    #: What the meetings rest on, each as it is named: "Chỉ thị số 50-CT/TW, ngày …".
    bases: tuple[str, ...] = ()
    committee: tuple[CommitteeLine, ...] = ()
    members: tuple[MemberLine, ...] = ()
    attendance: tuple[AttendanceLine, ...] = ()
    #: For each of the 16 columns of the attendance sheet, as printed.
    attendance_present: tuple[str, ...] = ()
    attendance_expected: tuple[str, ...] = ()
    attendance_shares: tuple[str, ...] = ()
    meetings: tuple[MinutesFacts, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    scores: tuple[ScoreLine, ...] = ()
    #: Of a part printed later: the page each meeting begins on, 0 behind the one before; and which came in late.
    starts: tuple[int, ...] = ()
    late: frozenset[int] = frozenset()
    #: The back of the last sheet printed before, which stays empty; None where there is none.
    empty_back: int | None = None
    #: Of a part printed later: the meetings of which only a correction is printed, by their place.
    added: Mapping[int, AddedPage] = field(default_factory=dict)
    opened_on: date | None = None
    closed_on: date | None = None
