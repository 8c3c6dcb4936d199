"""The feedback session after a sample meeting (rút kinh nghiệm): who said what, on which aspect, what was answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time

from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.samples import ObserverSheet, Opinion, SampleEvent
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.samples import (
    Aspect,
    ObserverCapacity,
    OpinionDecision,
    OpinionKind,
    is_to_do,
    part_of,
)
from bontot_desktop.services import paper_links, people, replication_list, sample_store
from bontot_desktop.services.conclusions import lines_of
from bontot_desktop.services.meeting_checks import hours_problems
from bontot_desktop.services.office import Office, Saved


@dataclass(frozen=True, slots=True)
class OpinionDraft:
    """An opinion as its row holds it; of an observer, or of another speaker by name (a member of the cell)."""

    text: str
    kind: OpinionKind = OpinionKind.STRENGTH
    aspect: Aspect = Aspect.OTHER
    observer_id: int | None = None
    speaker: str = ""
    capacity: ObserverCapacity = ObserverCapacity.OTHER
    answer: str = ""
    #: What the working group settled on this point.
    settled: str = ""
    decision: OpinionDecision = OpinionDecision.OPEN
    #: Whether the other cells are to do it too.
    for_others: bool = False
    #: Who of the sample cell does it, and until when.
    responsible: str = ""
    due_on: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class FeedbackDraft:
    """The feedback session as its form holds it.

    ``self_assessment`` is the cell's own view, ``reply`` its reply, ``settled`` what the working group cleared up for
    all cells.
    """

    event_id: int
    held_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    chair_id: int | None = None
    chair_name: str = ""
    minute_taker_id: int | None = None
    minute_taker_name: str = ""
    self_assessment: str = ""
    settled: str = ""
    reply: str = ""
    opinions: tuple[OpinionDraft, ...] = ()


def load(office: Office, event_id: int) -> FeedbackDraft:
    """Return the feedback session; a new one follows the meeting, at its place and right after it. Raises NotFound."""
    with office.read() as session:
        row = sample_store.event(session, event_id)
        chair, taker = row.feedback_chair, row.feedback_minute_taker
        is_new = row.feedback_on is None and not row.opinions and not row.self_assessment
        meeting = row.meeting if is_new else None
        return FeedbackDraft(
            event_id=row.id,
            held_on=meeting.held_on if meeting else row.feedback_on,
            starts_at=meeting.ends_at if meeting else row.feedback_starts_at,
            ends_at=row.feedback_ends_at,
            place=meeting.place if meeting else row.feedback_place,
            chair_id=row.feedback_chair_id,
            chair_name=chair.full_name if chair else "",
            minute_taker_id=row.feedback_minute_taker_id,
            minute_taker_name=taker.full_name if taker else "",
            self_assessment=row.self_assessment,
            settled=row.settled,
            reply=row.reply,
            opinions=tuple(_opinion(opinion) for opinion in row.opinions),
        )


def _opinion(row: Opinion) -> OpinionDraft:
    return OpinionDraft(
        text=row.text,
        kind=row.kind,
        aspect=row.aspect,
        observer_id=row.observer_id,
        speaker=row.speaker,
        capacity=row.capacity,
        answer=row.answer,
        settled=row.settled,
        decision=row.decision,
        for_others=row.for_others,
        responsible=row.responsible,
        due_on=row.due_on,
        id=row.id,
    )


def with_sheets(office: Office, draft: FeedbackDraft) -> FeedbackDraft:
    """Return a session with what the sheets of the observers say as opinions; what it has already comes once.

    Strengths, weaknesses and suggestions to the cell are taken line by line; the aspect is the one the observer was
    to watch, when it was one. Requests to the committee stay on the sheets
    (services.sample_petitions takes them up). Raises NotFound.
    """
    with office.read() as session:
        row = sample_store.event(session, draft.event_id)
        known = {(said.observer_id, _bare(said.text)) for said in draft.opinions}
        found = []
        for observer in row.observers:
            if observer.sheet is None:
                continue
            aspects = [Aspect(code) for code in observer.aspects]
            aspect = aspects[0] if len(aspects) == 1 else Aspect.OTHER
            for kind, words in _kinds_of(observer.sheet):
                for line in lines_of([words]):
                    key = (observer.id, _bare(line))
                    if key not in known:
                        known.add(key)
                        found.append(OpinionDraft(line, kind, aspect, observer.id, observer.name_at_time))
        capacities = {observer.id: observer.capacity for observer in row.observers}
    for said in found:
        if said.observer_id is not None:
            draft = _put_in(draft, replace(said, capacity=capacities[said.observer_id]))
    return draft


def _kinds_of(sheet: ObserverSheet) -> tuple[tuple[OpinionKind, str], ...]:
    return (
        (OpinionKind.STRENGTH, sheet.strengths),
        (OpinionKind.WEAKNESS, sheet.weaknesses),
        (OpinionKind.SUGGESTION, sheet.suggestions_cell),
    )


def _bare(words: str) -> str:
    return text.fold(words).strip(" .;,")


def _put_in(draft: FeedbackDraft, opinion: OpinionDraft) -> FeedbackDraft:
    """Put an opinion behind the last of its part of the session, so that the order of the session stays."""
    part = part_of(opinion.capacity)
    place = next(
        (index for index, said in enumerate(draft.opinions) if part_of(said.capacity) > part), len(draft.opinions)
    )
    return replace(draft, opinions=(*draft.opinions[:place], opinion, *draft.opinions[place:]))


def problems(draft: FeedbackDraft, *, meeting_on: date | None = None, meeting_end: time | None = None) -> list[Problem]:
    """Say what keeps a feedback session from being saved, by field ("opinions.3.text")."""
    found = []
    if draft.held_on is None and (draft.opinions or draft.starts_at or draft.chair_id):
        found.append(Problem("held_on", "Chưa ghi ngày rút kinh nghiệm."))
    if draft.held_on is not None and meeting_on is not None and draft.held_on < meeting_on:
        found.append(Problem("held_on", "Ngày rút kinh nghiệm không thể trước ngày sinh hoạt."))
    is_same_day = draft.held_on is not None and draft.held_on == meeting_on
    if is_same_day and draft.starts_at is not None and meeting_end is not None and draft.starts_at < meeting_end:
        sentence = f"Buổi sinh hoạt kết thúc lúc {dates.clock(meeting_end)}; rút kinh nghiệm bắt đầu sau đó."
        found.append(Problem("starts_at", sentence))
    if draft.starts_at is not None and draft.starts_at == draft.ends_at:
        found.append(Problem("ends_at", "Giờ kết thúc trùng giờ bắt đầu."))
    if draft.starts_at is not None and draft.ends_at is not None:
        found.extend(hours_problems(draft.starts_at, draft.ends_at))
    if draft.chair_id is not None and draft.chair_id == draft.minute_taker_id:
        found.append(Problem("minute_taker_id", "Chủ trì và thư ký phải là hai đồng chí khác nhau."))
    for index, opinion in enumerate(draft.opinions):
        if not text.clean_block(opinion.text):
            found.append(Problem(f"opinions.{index}.text", "Chưa ghi nội dung ý kiến."))
        if opinion.observer_id is None and not text.clean(opinion.speaker):
            found.append(Problem(f"opinions.{index}.speaker", "Chưa chọn người có ý kiến."))
        if opinion.due_on is not None and draft.held_on is not None and opinion.due_on < draft.held_on:
            found.append(Problem(f"opinions.{index}.due_on", "Thời hạn không thể trước ngày rút kinh nghiệm."))
    return found


def save(office: Office, draft: FeedbackDraft) -> Saved:
    """Store the feedback session with its opinions, in the order given, in one act. Raises Problems."""
    with office.work("samples.feedback", "Ghi buổi rút kinh nghiệm") as session:
        row = sample_store.event(session, draft.event_id)
        session.sentence = f"Ghi buổi rút kinh nghiệm sinh hoạt điểm của {row.cell.name}"
        session.about(row)
        store(session, row, draft)
        replication_list.follow_opinions(session, row, office.today())
        sample_store.advance(session, row, office.today())
        return Saved(row.id, Changes.of(Kind.SAMPLES))


def store(session: Session, row: SampleEvent, draft: FeedbackDraft) -> None:
    """Store a feedback session inside another's transaction. Raises Problems."""
    held = row.meeting
    # A meeting that went on past midnight ended on another day.
    is_one_day = held is not None and (held.starts_at is None or held.ends_at is None or held.starts_at < held.ends_at)
    end = held.ends_at if held is not None and is_one_day else None
    found = problems(draft, meeting_on=held.held_on if held else None, meeting_end=end)
    observers = {observer.id: observer for observer in row.observers}
    for index, opinion in enumerate(draft.opinions):
        if opinion.observer_id is not None and opinion.observer_id not in observers:
            sentence = "Người này không có trong danh sách người dự."
            found.append(Problem(f"opinions.{index}.speaker", sentence))
    if found:
        raise Problems(found)
    row.feedback_on = draft.held_on
    row.feedback_starts_at = draft.starts_at
    row.feedback_ends_at = draft.ends_at
    row.feedback_place = draft.place
    row.feedback_chair_id = _person_id(session, draft.chair_id)
    row.feedback_minute_taker_id = _person_id(session, draft.minute_taker_id)
    row.self_assessment = draft.self_assessment
    row.settled, row.reply = draft.settled, draft.reply
    known = {opinion.id: opinion for opinion in row.opinions}
    kept = {opinion.id for opinion in draft.opinions}
    for opinion_id, stored in known.items():
        if opinion_id not in kept:
            replication_list.let_go(session, row, opinion_id)
            paper_links.refuse_when_named(
                session,
                Paper.sample_event_id,
                row.id,
                stored.text,
                what=f"Ý kiến của đồng chí {stored.speaker}",
                instead="hãy giữ ý kiến và ghi rõ ở phần trả lời",
            )
            row.opinions.remove(stored)
    for position, given in enumerate(draft.opinions, start=1):
        said = known.get(given.id) if given.id is not None else None
        if said is None:
            said = Opinion()
            row.opinions.append(said)
        observer = observers.get(given.observer_id) if given.observer_id is not None else None
        said.position = position
        said.observer_id = given.observer_id
        said.speaker = observer.name_at_time if observer else given.speaker
        said.capacity = observer.capacity if observer else given.capacity
        said.aspect, said.kind = given.aspect, given.kind
        said.text, said.answer = given.text, given.answer
        said.settled, said.decision = given.settled, given.decision
        said.for_others = given.for_others and is_to_do(said.kind, said.decision)
        said.responsible, said.due_on = given.responsible, given.due_on
    session.flush()
    session.expire(row, ["feedback_chair", "feedback_minute_taker"])


def _person_id(session: Session, person_id: int | None) -> int | None:
    return None if person_id is None else people.person_by_id(session, person_id).id
