"""The frozen facts of minutes: what is printed of one meeting, in words and figures of its day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

from bontot_desktop.documents.letterhead import Head
from bontot_desktop.rules import meetings as rules
from bontot_desktop.rules import monthly
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.meetings import (
    PRESENT_KINDS,
    Attendance,
    AttendanceFigures,
    ContributionKind,
    MeetingFormat,
    MeetingType,
    RosterFact,
    TaskState,
    VoteMethod,
    VoteThreshold,
)
from bontot_desktop.rules.members import MemberStatus


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person of the roster as on the day."""

    name: str
    status: MemberStatus
    is_full: bool
    attendance: Attendance
    reason: str = ""
    arrived_at: time | None = None
    left_at: time | None = None

    @property
    def is_present(self) -> bool:
        """Whether the person was there, be it late or on line."""
        return self.attendance in PRESENT_KINDS


@dataclass(frozen=True, slots=True)
class Role:
    """The chair, the minute-taker or the scorer; ``note`` such as "được phân công chủ trì"."""

    name: str
    post: CellPost | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Delegate:
    """A guest or delegate of a higher level, with what they said."""

    name: str
    post: str = ""
    organisation: str = ""
    speech: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document passed on at the meeting."""

    number: str
    dated_on: date | None
    issuer: str
    title: str
    treatment: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said; ``in_theme`` in the themed part of a combined meeting."""

    speaker: str
    text: str
    kind: ContributionKind = ContributionKind.OPINION
    is_guest: bool = False
    in_theme: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """What was said of a task given earlier."""

    text: str
    assignee: str
    state_at_start: str
    state: TaskState
    result: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A task given at the meeting."""

    text: str
    assignee: str
    due_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote with the base it is counted on and how that base comes about ("20 = 22 − 2 dự bị")."""

    matter: str
    method: VoteMethod
    threshold: VoteThreshold
    votes_for: int
    votes_against: int
    abstained: int
    base: int
    base_words: str = ""
    #: The share a threshold of its own asks for.
    threshold_share: str = ""


@dataclass(frozen=True, slots=True)
class GroupScore:
    """Points of one group of the score table, written as they are printed ("17,5")."""

    title: str
    points: str
    maximum: str


@dataclass(frozen=True, slots=True)
class SelfScore:
    """The cell's own score of the meeting."""

    groups: tuple[GroupScore, ...]
    total: str
    maximum: str
    rating: str
    limits_to_fix: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """An addendum to approved minutes."""

    text: str
    author: str
    written_on: date


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """All that minutes print. ``sections`` is by key of rules.minutes; ``approved_for`` None while not approved.

    ``consults`` marks a committee meeting of a cell without chi ủy: secretary and deputy consult (hội ý).
    """

    head: Head
    cell_name: str
    kind: MeetingType
    year: int
    month: int
    held_on: date | None
    starts_at: time | None
    ends_at: time | None
    place: str
    roster: tuple[Attendee, ...]
    chair: Role | None
    minute_taker: Role | None
    scorer: Role | None = None
    breaks_min: int = 0
    format: MeetingFormat = MeetingFormat.IN_PERSON
    theme: str = ""
    theme_presenter: str = ""
    guests: tuple[Delegate, ...] = ()
    dues_paid_count: int | None = None
    dues_amount: int | None = None
    #: Names of those said not to have paid, where the office has them printed.
    owing: tuple[str, ...] = ()
    documents: tuple[Cited, ...] = ()
    sections: dict[str, str] = field(default_factory=dict)
    reviews: tuple[Review, ...] = ()
    said: tuple[Said, ...] = ()
    speakers: int = 0
    tasks: tuple[Given, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    score: SelfScore | None = None
    approved_for: int | None = None
    #: Number of the minutes in the cell's book of the year, once they are approved.
    book_no: int | None = None
    corrections: tuple[Correction, ...] = ()
    total_includes_temp_in: bool = True
    consults: bool = False
    #: From this day of its month on the meeting plans the next month.
    late_from: int = monthly.LATE_FROM

    @property
    def figures(self) -> AttendanceFigures:
        """The figures of the roster (meetings.md §4.3)."""
        facts = (RosterFact(line.status, line.is_full, line.attendance) for line in self.roster)
        return rules.figures(facts, total_includes_temp_in=self.total_includes_temp_in)

    @property
    def approvers(self) -> int:
        """Those present who may vote: of whom the minutes say who approved them."""
        return rules.present_voters(RosterFact(line.status, line.is_full, line.attendance) for line in self.roster)
