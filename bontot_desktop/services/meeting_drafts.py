"""A meeting as forms hold it, with the figures that follow from a draft alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from fractions import Fraction

from bontot_desktop.rules import meetings as rules
from bontot_desktop.rules import minutes
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.meetings import (
    PRESENT_KINDS,
    Attendance,
    AttendanceFigures,
    ContributionKind,
    DurationRules,
    GuestCapacity,
    MeetingFormat,
    MeetingState,
    MeetingType,
    RosterFact,
    TaskState,
    VoteMethod,
    VoteThreshold,
)
from bontot_desktop.rules.members import NOT_EXPECTED, MemberStatus
from bontot_desktop.rules.monthly import LATE_FROM
from bontot_desktop.rules.samples import ReplicationState
from bontot_desktop.rules.schedules import USUAL_MINUTES
from bontot_desktop.rules.votes import least_for, needed_words

#: Key of the office's choices for meetings among the settings.
MEETING_SETTINGS = "meetings"


@dataclass(frozen=True, slots=True)
class MeetingSettings:
    """The office's choices for meetings (meetings.md §3, §4.3, §9 S2); what the domain leaves open has our default."""

    duration: DurationRules = field(default_factory=DurationRules)
    total_includes_temp_in: bool = True
    chair_counts_as_speaker: bool = False
    #: Minutes a meeting is taken to last while nobody knows: two that overlap nobody can attend both.
    usual_minutes: int = USUAL_MINUTES
    #: Held from this day of its month on, a meeting plans the next month.
    late_from: int = LATE_FROM
    #: A committee meeting held up to so many days before a meeting is about it; 0: only one said to prepare it is.
    committee_within: int = 45
    #: Whether minutes name those said not to have paid their dues.
    names_owing: bool = True
    #: What a vote takes unless it says otherwise; the share counts with a threshold of its own.
    vote_threshold: VoteThreshold = VoteThreshold.OVER_HALF
    vote_share: str = ""


@dataclass(frozen=True, slots=True)
class RosterLineDraft:
    """One person of the roster: the snapshot and how they attended; ``id`` is None until saved."""

    member_id: int
    name: str
    status: MemberStatus
    is_full: bool
    post: CellPost | None = None
    attendance: Attendance = Attendance.PRESENT
    reason: str = ""
    arrived_at: time | None = None
    left_at: time | None = None
    #: Said at the meeting not to have paid the dues of the month.
    owes_dues: bool = False
    id: int | None = None

    @property
    def is_expected(self) -> bool:
        """Whether the person was expected at the meeting."""
        return self.status not in NOT_EXPECTED

    @property
    def is_present(self) -> bool:
        """Whether the person was there, be it late or on line."""
        return self.attendance in PRESENT_KINDS


@dataclass(frozen=True, slots=True)
class GuestDraft:
    """A guest or higher-level delegate, with what they said."""

    name: str
    post: str = ""
    organisation: str = ""
    capacity: GuestCapacity = GuestCapacity.OTHER
    speech: str = ""
    person_id: int | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class AgendaDraft:
    """An item of the programme."""

    title: str
    presenter: str = ""
    planned_min: int | None = None
    actual_min: int | None = None
    content: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class CitedDraft:
    """A document of a higher level that was passed on."""

    number: str = ""
    dated_on: date | None = None
    issuer: str = ""
    title: str = ""
    treatment: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ContributionDraft:
    """What a person said: a member of the roster, or a guest by index of ``guests``; ``agenda`` is an index too."""

    text: str
    member_id: int | None = None
    guest: int | None = None
    agenda: int | None = None
    kind: ContributionKind = ContributionKind.OPINION
    id: int | None = None


@dataclass(frozen=True, slots=True)
class VoteDraft:
    """A vote; ``base`` None takes the computed base, another needs ``base_reason``."""

    matter: str
    votes_for: int = 0
    votes_against: int = 0
    abstained: int = 0
    method: VoteMethod = VoteMethod.SHOW_OF_HANDS
    threshold: VoteThreshold = VoteThreshold.OVER_HALF
    #: The share a threshold of its own asks for ("3/4", "75 %").
    threshold_share: str = ""
    base: int | None = None
    base_reason: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task given at this meeting; ``state`` and ``result`` are what later meetings said and are only shown."""

    text: str
    assignee: str = ""
    assignee_id: int | None = None
    due_on: date | None = None
    note: str = ""
    state: TaskState = TaskState.OPEN
    result: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class TaskReviewDraft:
    """What this meeting says of a task given earlier; ``state`` DONE or CANCELLED closes it, OPEN carries it over."""

    task_id: int
    text: str
    assignee: str
    due_on: date | None
    state_at_start: str
    state: TaskState = TaskState.OPEN
    result: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ReplicationReviewDraft:
    """What this meeting says of something the cell is to mend or apply after a sample meeting.

    ``was`` is where it stood before; it is stored once the meeting says something of it.
    """

    replication_id: int
    content: str
    due_on: date | None
    source: str
    was: ReplicationState = ReplicationState.OPEN
    state: ReplicationState = ReplicationState.OPEN
    result: str = ""
    id: int | None = None

    @property
    def is_said(self) -> bool:
        """Whether the meeting said something of it."""
        return self.id is not None or self.state is not self.was or bool(self.result.strip())


@dataclass(frozen=True, slots=True)
class SentPaperDraft:
    """A paper sent to the members ahead of the meeting; ``means`` is how ("Sổ tay đảng viên điện tử")."""

    title: str
    sent_on: date | None = None
    means: str = ""
    note: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class AddendumRow:
    """A correction written after the minutes were approved."""

    text: str
    author: str
    written_on: date


@dataclass(frozen=True, slots=True)
class Preparing:
    """How a meeting was prepared: the day of the committee meeting about it, None while none is known.

    Of a committee meeting ``offered`` are the meetings it may be about: id, day, type.
    """

    committee_on: date | None = None
    offered: tuple[tuple[int, date | None, MeetingType], ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """A whole meeting. ``id`` is None until saved; from APPROVED on it can only be looked at."""

    cell_id: int
    cell_name: str
    type: MeetingType
    year: int
    month: int
    id: int | None = None
    state: MeetingState = MeetingState.DRAFTED
    format: MeetingFormat = MeetingFormat.IN_PERSON
    theme: str = ""
    theme_presenter: str = ""
    held_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    breaks_min: int = 0
    place: str = ""
    chair_id: int | None = None
    chair_note: str = ""
    minute_taker_id: int | None = None
    scorer_id: int | None = None
    dues_paid_count: int | None = None
    dues_amount: int | None = None
    notice_sent_at: datetime | None = None
    uploaded_before_at: datetime | None = None
    uploaded_after_at: datetime | None = None
    is_sample: bool = False
    #: Of a committee meeting: the meeting it prepares, where that is said.
    prepares_id: int | None = None
    approved_for: int | None = None
    checked_at: datetime | None = None
    checked_by: str = ""
    #: Number of the minutes in the cell's book of the year, once they are approved.
    book_no: int | None = None
    roster: tuple[RosterLineDraft, ...] = ()
    guests: tuple[GuestDraft, ...] = ()
    agenda: tuple[AgendaDraft, ...] = ()
    documents: tuple[CitedDraft, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    contributions: tuple[ContributionDraft, ...] = ()
    votes: tuple[VoteDraft, ...] = ()
    tasks: tuple[TaskDraft, ...] = ()
    task_reviews: tuple[TaskReviewDraft, ...] = ()
    replication_reviews: tuple[ReplicationReviewDraft, ...] = ()
    sent_papers: tuple[SentPaperDraft, ...] = ()
    addenda: tuple[AddendumRow, ...] = ()
    settings: MeetingSettings = field(default_factory=MeetingSettings)
    #: Where the office asks for it, of a stored meeting; told by other meetings and stored with none.
    preparing: Preparing | None = field(default=None, compare=False)

    @property
    def is_final(self) -> bool:
        """Whether the minutes are approved and can only be added to."""
        return self.state in rules.FINAL_STATES

    @property
    def is_locked(self) -> bool:
        """Whether nothing can be typed: the minutes are approved, or the meeting is said not to have been held."""
        return self.is_final or self.state is MeetingState.CANCELLED

    @property
    def is_checked(self) -> bool:
        """Whether somebody has checked the minutes since they were last changed."""
        return self.checked_at is not None

    def line(self, member_id: int | None) -> RosterLineDraft | None:
        """Return the roster line of a member, None if there is none."""
        return next((line for line in self.roster if line.member_id == member_id), None)

    def section(self, key: str) -> str:
        """Return the text of a part of the minutes, nothing if it was not typed."""
        return self.sections.get(key, "")


def owing(draft: MeetingDraft) -> tuple[RosterLineDraft, ...]:
    """Return who was said at the meeting not to have paid the dues."""
    return tuple(line for line in draft.roster if line.owes_dues)


def mark(
    draft: MeetingDraft,
    member_id: int,
    attendance: Attendance,
    *,
    reason: str = "",
    arrived_at: time | None = None,
    left_at: time | None = None,
) -> MeetingDraft:
    """Return the draft with one person's attendance changed."""
    roster = tuple(
        replace(line, attendance=attendance, reason=reason, arrived_at=arrived_at, left_at=left_at)
        if line.member_id == member_id
        else line
        for line in draft.roster
    )
    return replace(draft, roster=roster)


def figures(draft: MeetingDraft) -> AttendanceFigures:
    """Compute the figures printed in the minutes (meetings.md §4.3)."""
    facts = [RosterFact(line.status, line.is_full, line.attendance) for line in draft.roster]
    return rules.figures(facts, total_includes_temp_in=draft.settings.total_includes_temp_in)


def approvers(draft: MeetingDraft) -> int:
    """Return how many may approve the minutes as read back: those present who have a vote."""
    return rules.present_voters(RosterFact(line.status, line.is_full, line.attendance) for line in draft.roster)


def approvers_sentence(draft: MeetingDraft) -> str:
    """Explain them: "20 đồng chí có mặt được biểu quyết (22 có mặt, 2 dự bị hoặc sinh hoạt tạm thời đến)"."""
    count, present = approvers(draft), figures(draft).present
    apart = f" ({present} có mặt, {present - count} không biểu quyết)" if present != count else ""
    return f"{count} đồng chí có mặt được biểu quyết{apart}"


def base_sentence(draft: MeetingDraft) -> str:
    """Explain the vote base in figures: "20 = 22 − 2 dự bị"; only the base when nobody is taken off."""
    counted = figures(draft)
    own = [line for line in draft.roster if line.status is not MemberStatus.TEMP_IN]
    full = [line for line in own if line.is_full]
    # It begins with the total as the minutes give it.
    staying = len(draft.roster) - len(own) if draft.settings.total_includes_temp_in else 0
    taken = (
        (staying, "sinh hoạt tạm thời đến"),
        (len(own) - len(full), "dự bị"),
        (sum(line.status is MemberStatus.TEMP_OUT for line in full), "sinh hoạt tạm thời nơi khác"),
        (sum(line.status is MemberStatus.EXEMPT and not line.is_present for line in full), "miễn sinh hoạt không dự"),
        (sum(line.status is MemberStatus.SUSPENDED for line in full), "bị đình chỉ sinh hoạt"),
    )
    terms = "".join(f" − {count} {words}" for count, words in taken if count)
    return f"{counted.vote_base} = {len(own) + staying}{terms}" if terms else f"{counted.vote_base}"


def speakers(draft: MeetingDraft) -> frozenset[int]:
    """Return the members who spoke, each once; the chair's conducting does not count unless the office says so."""
    said = (contribution.member_id for contribution in draft.contributions)
    return minutes.speakers(said, chair_id=draft.chair_id, chair_counts=draft.settings.chair_counts_as_speaker)


def speaking_rate(draft: MeetingDraft) -> Fraction | None:
    """Return speakers over members present, None when nobody was there."""
    present = figures(draft).present
    return Fraction(len(speakers(draft)), present) if present else None


def minutes_long(draft: MeetingDraft) -> int | None:
    """Return how many minutes the meeting lasted, None while begin or end is missing."""
    if draft.starts_at is None or draft.ends_at is None:
        return None
    return rules.actual_minutes(draft.starts_at, draft.ends_at, draft.breaks_min)


def new_vote(settings: MeetingSettings, matter: str = "") -> VoteDraft:
    """Return a vote that is still to be typed, with the threshold the office uses."""
    return VoteDraft(matter, threshold=settings.vote_threshold, threshold_share=settings.vote_share)


def vote_sentence(draft: MeetingDraft, vote: VoteDraft) -> str:
    """Explain the outcome: "14/20 (70,0 %): chưa đủ, cần từ 3/4 trở lên (ít nhất 15 tán thành). 20 = 22 − 2 dự bị"."""
    base = vote_base(draft, vote)
    least = least_for(base, vote.threshold, vote.threshold_share)
    needed = needed_words(vote.threshold, vote.threshold_share)
    cast = f"{vote.votes_for}/{base} ({rules.percent(vote.votes_for, base)})"
    if least is None:
        outcome = "chưa biết" if base else "chưa có ai được biểu quyết"
    elif vote.votes_for >= least:
        outcome = "thông qua" if vote.threshold is VoteThreshold.OVER_HALF else f"thông qua, đạt mức {needed}"
    else:
        outcome = f"chưa đủ, cần {needed} (ít nhất {least} tán thành)"
    return f"{cast}: {outcome}. {base_sentence(draft)}"


def vote_base(draft: MeetingDraft, vote: VoteDraft) -> int:
    """Return the base a vote is counted on: the one set by hand, else the computed one."""
    return figures(draft).vote_base if vote.base is None else vote.base
