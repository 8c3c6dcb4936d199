"""The minutes of an invented meeting: who was there, what was said and decided, as its kind of cell would write it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bontot_desktop.rules.meetings import (
    ABSENCE_REASONS,
    Attendance,
    ContributionKind,
    GuestCapacity,
    MeetingType,
    TaskState,
)
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import meeting_drafts
from bontot_desktop.services.meeting_drafts import (
    CitedDraft,
    ContributionDraft,
    GuestDraft,
    MeetingDraft,
    RosterLineDraft,
    TaskDraft,
    TaskReviewDraft,
    VoteDraft,
    mark,
)
from bontot_desktop.services.sampling import texts

#: Months with a themed meeting, one a quarter.
THEMED_MONTHS = (3, 6, 9, 12)
_CARRIED_OVER = "Đang thực hiện, chưa đạt tiến độ"
_JUDGEMENTS = ("Chi bộ cơ bản hoàn thành các nhiệm vụ đề ra:", "Các nhiệm vụ tháng qua đạt kết quả cụ thể như sau:")
_ABSENT, _UNEXCUSED, _LATE = 0.05, 0.053, 0.07
_GOES_ON = 0.12
#: Share of the papers that go up in time.
_PROMPT = 0.88
#: Dues of a member, in đồng.
_DUES = 15_000


@dataclass(frozen=True, slots=True)
class Told:
    """What the minutes of one meeting are drawn from. ``texts`` names the file of its kind of cell."""

    texts: str
    month: int
    dice: random.Random
    #: In charge of the cell, if they came: name, title, unit.
    visitor: tuple[str, str, str] | None = None
    #: How many speak.
    speakers: int = 5
    #: Whether people stay away by chance; at a sample meeting only those marked before.
    by_chance: bool = True

    @property
    def own(self) -> dict[str, Any]:
        """The texts of this kind of cell."""
        return texts.read(f"minutes-{self.texts}")

    @property
    def common(self) -> dict[str, Any]:
        """The texts every cell shares."""
        return texts.read("minutes-common")

    @property
    def month_before(self) -> int:
        """The month looked back on."""
        return (self.month - 2) % 12 + 1

    def one_of(self, choice: Sequence[Any]) -> Any:
        """Take one at random."""
        return self.dice.choice(choice)

    def work(self, month: int) -> list[tuple[str, str]]:
        """Return what a cell of this kind plans for a month, each with what came of it."""
        planned = [(plan, done) for on, plan, done in self.own["work"] if on == month]
        extra = self.own["general"]
        # By month, so that next month's report finds the very thing that was planned.
        return [*planned, *(tuple(extra[(month + turn) % len(extra)]) for turn in range(3 - len(planned)))]


def filled(draft: MeetingDraft, told: Told) -> MeetingDraft:
    """Fill in a meeting just opened: times, attendance, people, texts, opinions, votes and tasks."""
    draft = _uploaded(_timed(draft, told))
    if told.by_chance:
        draft = _attended(draft, told)
    draft = _people(draft, told)
    sections: dict[str, str] = {}
    if draft.type is not MeetingType.THEMED:
        draft = replace(draft, task_reviews=tuple(_review(line, told) for line in draft.task_reviews))
        sections |= _regular_sections(draft, told)
        draft = replace(draft, tasks=_tasks(draft, told), documents=_documents(told, draft.year))
    else:
        draft = replace(draft, task_reviews=())
    if draft.type is not MeetingType.REGULAR:
        theme = _theme(told)
        sections |= _theme_sections(theme, draft, told)
        draft = replace(draft, theme=theme[0], theme_presenter=_presenter(draft))
    draft = replace(draft, sections={key: words for key, words in sections.items() if words})
    draft = replace(draft, contributions=_contributions(draft, told))
    return replace(draft, votes=(_vote(draft, told),))


# Time and people


def _timed(draft: MeetingDraft, told: Told) -> MeetingDraft:
    start = draft.starts_at or time(14, 0)
    least = 120 if draft.type is MeetingType.COMBINED else 90
    lasted = least + told.dice.randrange(0, 30, 5)
    end = (datetime.combine(date(2026, 1, 1), start) + timedelta(minutes=lasted)).time()
    return replace(draft, starts_at=start, ends_at=end)


def _uploaded(draft: MeetingDraft) -> MeetingDraft:
    """Let most cells upload their papers a day before and their minutes within two days, some of them late."""
    if draft.held_on is None or draft.starts_at is None:
        return draft
    # Dice of its own: what is told of the meeting stays as it was.
    dice = random.Random(f"{draft.cell_id} {draft.held_on} {draft.type.value} uploads")
    start = datetime.combine(draft.held_on, draft.starts_at)
    before = timedelta(hours=dice.choice((26, 30, 50) if dice.random() < _PROMPT else (3, 20)))
    after = timedelta(hours=dice.choice((15, 22, 40) if dice.random() < _PROMPT else (70, 100)))
    return replace(draft, uploaded_before_at=start - before, uploaded_after_at=start + after)


def _attended(draft: MeetingDraft, told: Told) -> MeetingDraft:
    """Mark some absent with a reason, hardly anyone without, a few late; whoever leads the meeting is there.

    What is marked already stays.
    """
    dice = told.dice
    leaders = {line.member_id for line in draft.roster if line.post is not None}
    most = max(0, len([line for line in draft.roster if line.is_expected]) // 8)
    for line in draft.roster:
        chance = dice.random()
        reason, minutes = dice.choice(ABSENCE_REASONS[:-1]), dice.randrange(10, 30, 5)
        is_marked = line.attendance is not Attendance.PRESENT
        if is_marked or line.member_id in leaders or chance > _LATE:
            continue
        if chance > _UNEXCUSED:
            came = _later(draft.starts_at or time(14), minutes)
            draft = mark(draft, line.member_id, Attendance.LATE, arrived_at=came)
        elif most:
            most -= 1
            kind = Attendance.ABSENT_EXCUSED if chance <= _ABSENT else Attendance.ABSENT_UNEXCUSED
            draft = mark(draft, line.member_id, kind, reason=reason if kind is Attendance.ABSENT_EXCUSED else "")
    return draft


def _later(start: time, minutes: int) -> time:
    return (datetime.combine(date(2026, 1, 1), start) + timedelta(minutes=minutes)).time()


def _voters(draft: MeetingDraft) -> list[RosterLineDraft]:
    """Full members who are there, chair aside: they take the minutes, score, speak and are given tasks."""
    own = (MemberStatus.FULL,)
    return [
        line for line in draft.roster if line.is_present and line.status in own and line.member_id != draft.chair_id
    ]


def _people(draft: MeetingDraft, told: Told) -> MeetingDraft:
    voters = _voters(draft)
    with_post = [line for line in voters if line.post is not None] + [line for line in voters if line.post is None]
    taker, scorer = with_post[0], with_post[1 % len(with_post)]
    paying = [line for line in draft.roster if line.status is not MemberStatus.EXEMPT]
    draft = replace(
        draft,
        minute_taker_id=taker.member_id,
        scorer_id=scorer.member_id,
        dues_paid_count=len(paying) if draft.type is not MeetingType.THEMED else None,
        dues_amount=len(paying) * _DUES if draft.type is not MeetingType.THEMED else None,
    )
    if told.visitor is None:
        return draft
    name, title, unit = told.visitor
    speech = told.one_of(told.common["in_charge"])
    return replace(draft, guests=(*draft.guests, GuestDraft(name, title, unit, GuestCapacity.IN_CHARGE, speech)))


# What is written


def _regular_sections(draft: MeetingDraft, told: Told) -> dict[str, str]:
    common, own = told.common, told.own
    voters = _voters(draft)
    one, two = told.dice.sample(voters, 2) if len(voters) > 1 else (voters[0], voters[0])
    words = {"one": one.name, "two": two.name, "month": told.month_before, "next": told.month}
    # A cell meets in the first days of a month: it looks back on the month before and plans the one begun.
    done = [_outcome(line) for line in draft.task_reviews] or [done for _, done in told.work(told.month_before)]
    plans = [plan for plan, _ in told.work(told.month)]
    judgement = told.one_of(_JUDGEMENTS)
    return {
        "current_affairs": common["affairs"][told.month - 1],
        "study": common["study"][told.month - 1],
        "ideology": told.one_of(own["ideology"]),
        "last_month": "\n".join([judgement, *(f"- {line}." for line in done)]),
        "remarks": told.one_of(common["praise"]).format(**words),
        "limits": told.one_of(common["limits"]).format(**words),
        "next_month": "\n".join(f"{number}. {line}." for number, line in enumerate(plans, start=1)),
        "other": told.one_of(common["other"]).format(**words),
        "conclusion": told.one_of(common["conclusion"]).format(**words),
        "petitions": told.one_of(own["petitions"]),
        "self_evaluation": told.one_of(common["self_evaluation"]),
    }


def _outcome(line: TaskReviewDraft) -> str:
    if line.state is TaskState.DONE:
        return line.result
    return f"{line.text}: đang thực hiện, tiếp tục trong tháng này"


def _theme(told: Told) -> list[str]:
    found: list[str] = told.own["themes"][(told.month - 1) // 3]
    return found


def _theme_sections(theme: list[str], draft: MeetingDraft, told: Told) -> dict[str, str]:
    _, purpose, content, questions, quality, conclusion = theme
    sections = {
        "theme_purpose": purpose,
        "theme_content": content,
        "theme_questions": questions,
        "theme_quality": quality,
        "theme_conclusion": conclusion,
    }
    if draft.type is MeetingType.THEMED:
        sections["self_evaluation"] = told.one_of(told.common["self_evaluation"])
    return sections


def _presenter(draft: MeetingDraft) -> str:
    return f"Đồng chí {_voters(draft)[-1].name}"


def _documents(told: Told, year: int) -> tuple[CitedDraft, ...]:
    return tuple(
        CitedDraft(number, on, issuer, title, treatment)
        for month, number, on, issuer, title, treatment in told.common["documents"]
        if month == told.month and on.year <= year
    )


def _contributions(draft: MeetingDraft, told: Told) -> tuple[ContributionDraft, ...]:
    voters = _voters(draft)
    speaking = told.dice.sample(voters, min(told.speakers, len(voters)))
    said = told.dice.sample(told.own["opinions"], min(len(speaking), len(told.own["opinions"])))
    agenda = next((i for i, item in enumerate(draft.agenda) if item.title.startswith("Thảo luận")), None)
    return tuple(
        ContributionDraft(words, member_id=line.member_id, agenda=agenda, kind=_kind(words))
        for line, words in zip(speaking, said, strict=False)
    )


def _kind(words: str) -> ContributionKind:
    if any(part in words for part in ("xin rút kinh nghiệm", "nhận thiếu sót", "đã kiểm điểm")):
        return ContributionKind.SELF_CRITICISM
    if words.startswith("Đề nghị"):
        return ContributionKind.PROPOSAL
    return ContributionKind.OPINION


def _vote(draft: MeetingDraft, told: Told) -> VoteDraft:
    counted = meeting_drafts.figures(draft)
    against = 1 if counted.present_full > 12 and told.dice.random() < 0.1 else 0
    matter = (
        f"Thông qua kết luận chuyên đề quý {(told.month + 2) // 3}/{draft.year}"
        if draft.type is MeetingType.THEMED
        else f"Thông qua kết luận, nghị quyết sinh hoạt tháng {told.month}/{draft.year}"
    )
    return VoteDraft(matter, votes_for=counted.present_full - against, abstained=against)


# Tasks


def _tasks(draft: MeetingDraft, told: Told) -> tuple[TaskDraft, ...]:
    """Give the month's work to named members: the first by the 25th, the others by the next meeting."""
    held = draft.held_on or date(draft.year, told.month, 1)
    next_meeting = (held.replace(day=1) + timedelta(days=32)).replace(day=held.day)
    doers = told.dice.sample(_voters(draft), min(3, len(_voters(draft))))
    return tuple(
        TaskDraft(
            plan,
            assignee=f"Đồng chí {doers[turn % len(doers)].name}",
            assignee_id=doers[turn % len(doers)].member_id,
            due_on=next_meeting if turn else held.replace(day=25),
        )
        for turn, (plan, _) in enumerate(told.work(told.month))
    )


def _review(line: TaskReviewDraft, told: Told) -> TaskReviewDraft:
    """Say what came of a task given earlier: most are done, some go on once more."""
    is_stale = line.due_on is not None and line.due_on.month not in (told.month, told.month_before)
    if not is_stale and told.dice.random() < _GOES_ON:
        return replace(line, state=TaskState.OPEN, result=_CARRIED_OVER)
    results = {plan: done for _, plan, done in told.own["work"]} | dict(told.own["general"])
    return replace(line, state=TaskState.DONE, result=results.get(line.text, "Đã hoàn thành"))
