"""A meeting as forms hold it, and everything that follows from a draft alone: figures, faults, warnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from fractions import Fraction

from bontot_desktop import dates
from bontot_desktop.errors import Problem
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


@dataclass(frozen=True, slots=True)
class MeetingSettings:
    """The office's choices for meetings (meetings.md §3, §4.3, §9 S2)."""

    duration: DurationRules = field(default_factory=DurationRules)
    total_includes_temp_in: bool = True
    chair_counts_as_speaker: bool = False


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
class OpenReplication:
    """Feedback or conclusions of a sample meeting this cell has still to apply; shown, not changed here."""

    id: int
    content: str
    due_on: date | None
    source: str


@dataclass(frozen=True, slots=True)
class AddendumRow:
    """A correction written after the minutes were approved."""

    text: str
    author: str
    written_on: date


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
    is_sample: bool = False
    approved_for: int | None = None
    roster: tuple[RosterLineDraft, ...] = ()
    guests: tuple[GuestDraft, ...] = ()
    agenda: tuple[AgendaDraft, ...] = ()
    documents: tuple[CitedDraft, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    contributions: tuple[ContributionDraft, ...] = ()
    votes: tuple[VoteDraft, ...] = ()
    tasks: tuple[TaskDraft, ...] = ()
    task_reviews: tuple[TaskReviewDraft, ...] = ()
    open_replications: tuple[OpenReplication, ...] = ()
    addenda: tuple[AddendumRow, ...] = ()
    settings: MeetingSettings = field(default_factory=MeetingSettings)

    @property
    def is_final(self) -> bool:
        """Whether the minutes are approved and can only be added to."""
        return self.state in rules.FINAL_STATES

    def line(self, member_id: int | None) -> RosterLineDraft | None:
        """Return the roster line of a member, None if there is none."""
        return next((line for line in self.roster if line.member_id == member_id), None)

    def section(self, key: str) -> str:
        """Return the text of a part of the minutes, nothing if it was not typed."""
        return self.sections.get(key, "")


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


def base_sentence(draft: MeetingDraft) -> str:
    """Explain the vote base in figures: "20 = 22 − 2 dự bị"; only the base when nobody is taken off."""
    counted = figures(draft)
    own = [line for line in draft.roster if line.status is not MemberStatus.TEMP_IN]
    full = [line for line in own if line.is_full]
    taken = (
        (len(own) - len(full), "dự bị"),
        (sum(line.status is MemberStatus.TEMP_OUT for line in full), "sinh hoạt tạm thời nơi khác"),
        (sum(line.status is MemberStatus.EXEMPT and not line.is_present for line in full), "miễn sinh hoạt không dự"),
        (sum(line.status is MemberStatus.SUSPENDED for line in full), "bị đình chỉ sinh hoạt"),
    )
    terms = "".join(f" − {count} {words}" for count, words in taken if count)
    return f"{counted.vote_base} = {len(own)}{terms}" if terms else f"{counted.vote_base}"


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


def vote_base(draft: MeetingDraft, vote: VoteDraft) -> int:
    """Return the base a vote is counted on: the one set by hand, else the computed one."""
    return figures(draft).vote_base if vote.base is None else vote.base


def draft_problems(draft: MeetingDraft) -> list[Problem]:
    """Say what cannot be saved, by field ("votes.0.votes_for", "roster.17.reason" with the member's id)."""
    found = []
    if not 1 <= draft.month <= 12:
        found.append(Problem("month", "Tháng phải từ 1 đến 12."))
    if draft.held_on is None and draft.state in rules.HELD_STATES:
        found.append(Problem("held_on", "Chưa ghi ngày sinh hoạt."))
    if draft.breaks_min < 0:
        found.append(Problem("breaks_min", "Thời gian nghỉ không được âm."))
    if draft.starts_at is not None and draft.starts_at == draft.ends_at:
        found.append(Problem("ends_at", "Giờ kết thúc trùng giờ bắt đầu."))
    if draft.chair_id is not None and draft.chair_id == draft.minute_taker_id:
        found.append(Problem("minute_taker_id", "Chủ trì và thư ký phải là hai đồng chí khác nhau."))
    for name, member_id in (("chair_id", draft.chair_id), ("minute_taker_id", draft.minute_taker_id)):
        if member_id is not None and draft.line(member_id) is None:
            found.append(Problem(name, "Đồng chí này không có trong danh sách của chi bộ ngày họp."))
    return [*found, *_roster_problems(draft), *_list_problems(draft), *_vote_problems(draft)]


def _roster_problems(draft: MeetingDraft) -> Iterator[Problem]:
    for line in draft.roster:
        where = f"roster.{line.member_id}"
        if line.is_expected and line.attendance is Attendance.NOT_EXPECTED:
            yield Problem(f"{where}.attendance", f"Đồng chí {line.name} thuộc diện phải dự; hãy ghi có mặt hoặc vắng.")
        if not line.is_expected and line.attendance in (Attendance.ABSENT_EXCUSED, Attendance.ABSENT_UNEXCUSED):
            yield Problem(f"{where}.attendance", f"Đồng chí {line.name} không thuộc diện phải dự nên không ghi vắng.")


def _list_problems(draft: MeetingDraft) -> Iterator[Problem]:
    for index, guest in enumerate(draft.guests):
        if not guest.name.strip():
            yield Problem(f"guests.{index}.name", "Chưa ghi họ tên đại biểu.")
    for index, item in enumerate(draft.agenda):
        if not item.title.strip():
            yield Problem(f"agenda.{index}.title", "Chưa ghi nội dung của mục này trong chương trình.")
    for index, said in enumerate(draft.contributions):
        if not said.text.strip():
            yield Problem(f"contributions.{index}.text", "Chưa ghi nội dung ý kiến.")
        if (said.member_id is None) == (said.guest is None):
            yield Problem(f"contributions.{index}.speaker", "Chưa chọn người phát biểu.")
        elif said.member_id is not None and draft.line(said.member_id) is None:
            yield Problem(f"contributions.{index}.speaker", "Người phát biểu không có trong danh sách dự họp.")
        elif said.guest is not None and not 0 <= said.guest < len(draft.guests):
            yield Problem(f"contributions.{index}.speaker", "Đại biểu phát biểu không có trong danh sách khách mời.")
    for index, task in enumerate(draft.tasks):
        if not task.text.strip():
            yield Problem(f"tasks.{index}.text", "Chưa ghi nhiệm vụ.")


def _vote_problems(draft: MeetingDraft) -> Iterator[Problem]:
    computed = figures(draft).vote_base
    for index, vote in enumerate(draft.votes):
        where = f"votes.{index}"
        if not vote.matter.strip():
            yield Problem(f"{where}.matter", "Chưa ghi nội dung biểu quyết.")
        if min(vote.votes_for, vote.votes_against, vote.abstained) < 0:
            yield Problem(f"{where}.votes_for", "Số phiếu không được âm.")
        if vote.base is not None and vote.base != computed and not vote.base_reason.strip():
            sentence = f"Số được biểu quyết tính ra là {base_sentence(draft)}; ghi số khác thì phải ghi lý do."
            yield Problem(f"{where}.base_reason", sentence)
        cast, base = vote.votes_for + vote.votes_against + vote.abstained, vote_base(draft, vote)
        if cast > base:
            sentence = (
                f"Có {cast} phiếu nhưng chỉ {base} đảng viên được biểu quyết ({base_sentence(draft)}); "
                "đảng viên dự bị và sinh hoạt tạm thời đến không biểu quyết."
            )
            yield Problem(f"{where}.votes_for", sentence)


def warnings(draft: MeetingDraft) -> list[str]:
    """Say what looks wrong but blocks nothing (meetings.md §4.4)."""
    found = []
    lasted = minutes_long(draft)
    if lasted is not None:
        needed = rules.required_minutes(draft.type, figures(draft).total, draft.settings.duration)
        if lasted <= 0:
            found.append("Thời gian nghỉ dài hơn cả buổi sinh hoạt; hãy xem lại giờ.")
        elif lasted < needed and draft.type in rules.SAMPLE_TYPES:
            found.append(f"Buổi sinh hoạt kéo dài {lasted} phút, quy định ít nhất {needed} phút.")
        if lasted > 8 * 60:
            found.append("Giờ kết thúc trước giờ bắt đầu quá nhiều; hãy xem lại giờ.")
    if draft.held_on is not None and (draft.held_on.year, draft.held_on.month) != (draft.year, draft.month):
        found.append(
            f"Kỳ sinh hoạt tháng {draft.month}/{draft.year} nhưng họp ngày {dates.screen(draft.held_on)}; hãy xem lại."
        )
    if draft.held_on is not None:
        early = [task for task in draft.tasks if task.due_on is not None and task.due_on < draft.held_on]
        found.extend(f'Nhiệm vụ "{_cut(task.text)}" có thời hạn trước ngày họp.' for task in early)
    chair = draft.line(draft.chair_id)
    if chair is not None and chair.post not in (CellPost.SECRETARY, CellPost.DEPUTY) and not draft.chair_note:
        found.append('Chủ trì không phải bí thư, phó bí thư; hãy ghi "được phân công chủ trì".')
    for member_id in sorted(speakers(draft)):
        line = draft.line(member_id)
        if line is not None and not line.is_present:
            found.append(f"Đồng chí {line.name} ghi vắng nhưng có ý kiến phát biểu.")
    return found


def reasons_not_to_approve(draft: MeetingDraft) -> list[str]:
    """Say, all at once, why the minutes cannot be approved yet; empty when they can."""
    if draft.is_final:
        return ["Biên bản đã được thông qua."]
    if draft.state is MeetingState.CANCELLED:
        return ["Buổi này ghi là không họp."]
    found = [problem.sentence for problem in draft_problems(draft)]
    if draft.held_on is None and draft.state not in rules.HELD_STATES:
        found.append("Chưa ghi ngày sinh hoạt.")
    if not draft.roster:
        found.append("Chi bộ không có đảng viên nào trong danh sách ngày họp.")
    if draft.starts_at is None or draft.ends_at is None:
        found.append("Chưa ghi đủ giờ bắt đầu và giờ kết thúc.")
    if not draft.place.strip():
        found.append("Chưa ghi địa điểm.")
    found.extend(_people_missing(draft))
    for line in draft.roster:
        if line.attendance is Attendance.ABSENT_EXCUSED and not line.reason.strip():
            found.append(f"Đồng chí {line.name} vắng có lý do nhưng chưa ghi lý do.")
    if draft.type in (MeetingType.THEMED, MeetingType.COMBINED) and not draft.theme.strip():
        found.append("Chưa ghi tên chuyên đề.")
    if not any(draft.section(key).strip() for key in (minutes.CONCLUSION.key, minutes.THEME_CONCLUSION.key)):
        found.append("Chưa ghi kết luận của chủ trì.")
    return found


def _people_missing(draft: MeetingDraft) -> Iterator[str]:
    for member_id, words in ((draft.chair_id, "chủ trì"), (draft.minute_taker_id, "thư ký")):
        line = draft.line(member_id)
        if member_id is None:
            yield f"Chưa chọn {words}."
        elif line is not None and not line.is_present:
            yield f"Đồng chí {line.name} là {words} nhưng đang ghi là vắng."


def _cut(words: str, room: int = 40) -> str:
    first = words.strip().split("\n")[0]
    return first if len(first) <= room else f"{first[:room].rstrip()}…"
