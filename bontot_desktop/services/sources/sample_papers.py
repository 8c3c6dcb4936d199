"""The papers of a sample meeting: the observers' sheets (F17), the feedback minutes (F18), the notice (F20)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.office import Person
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.samples import Observer, SampleEvent
from bontot_desktop.db.queries import roster
from bontot_desktop.documents import conclusion_notice, feedback_minutes, observer_sheet
from bontot_desktop.documents.conclusion_notice import NoticeFacts
from bontot_desktop.documents.feedback_minutes import FeedbackFacts
from bontot_desktop.documents.observer_sheet import CheckFact, ScoreFact, SheetFacts
from bontot_desktop.documents.sample_parts import MeetingBrief, OpinionFacts, PersonFacts, TaskFact
from bontot_desktop.errors import Problem, Problems, Refused, WrongDay
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.sample_road import reasons_not_to_notice
from bontot_desktop.rules.samples import CHECKLIST, ROAD, Aspect, ReplicationState, SampleState, is_to_do
from bontot_desktop.rules.scoring import show
from bontot_desktop.services import heads, meeting_drafts, meeting_store, replication_list, sample_store, scores, sheets
from bontot_desktop.services.sources.base import Issue, Source, Subject

ISSUER = Issuer.STANDING_COMMITTEE


# The sheet


def collect_sheet(session: Session, observer_id: int, issue: Issue) -> SheetFacts:
    """Gather an observer's sheet: as handed in, or blank with what is known pre-printed."""
    observer = sample_store.observer(session, observer_id)
    draft = sheets.draft_of(session, observer, issue.as_of)
    template = draft.template
    returned = draft.is_stored
    points = draft.points
    total = template.total(points) if points else None
    return SheetFacts(
        head=heads.committee_head(session, ISSUER, day=issue.day, today=issue.today),
        meeting=brief(session, observer.event, issue),
        observer=_observer(observer),
        aspects=tuple(Aspect(code).label for code in observer.aspects),
        checks=tuple(
            CheckFact(title, draft.checks[step].was_done, draft.checks[step].note)
            if step in draft.checks
            else CheckFact(title)
            for step, title in CHECKLIST
        ),
        scores=tuple(
            ScoreFact(
                item.code,
                item.title,
                show(item.maximum),
                _points(template, item.code, draft) if points else "",
                item.is_group,
            )
            for item in template.items
        ),
        score_source=template.source,
        max_total=show(template.maximum),
        is_blank=not returned,
        total=show(total),
        rating="" if total is None else template.rating(total).label,
        strengths=draft.strengths,
        weaknesses=draft.weaknesses,
        suggestions_cell=draft.suggestions_cell,
        suggestions_committee=draft.suggestions_committee,
        applicable_at_home=draft.applicable_at_home,
        returned_on=draft.returned_on if returned else None,
    )


def nameless_sheet(session: Session, row: SampleEvent, issue: Issue) -> SheetFacts:
    """Gather a blank sheet for whoever comes uninvited: nothing of a person is pre-printed."""
    template = sheets.template_for(session, row, issue.as_of)
    return SheetFacts(
        head=heads.committee_head(session, ISSUER, day=issue.day, today=issue.today),
        meeting=brief(session, row, issue),
        observer=PersonFacts(""),
        aspects=(),
        checks=tuple(CheckFact(title) for _, title in CHECKLIST),
        scores=tuple(
            ScoreFact(item.code, item.title, show(item.maximum), "", item.is_group) for item in template.items
        ),
        score_source=template.source,
        max_total=show(template.maximum),
        is_blank=True,
    )


def _points(template: scores.TemplateView, code: str, draft: sheets.SheetDraft) -> str:
    item = next(item for item in template.items if item.code == code)
    return show(template.group_points(item, draft.points) if item.is_group else draft.points.get(code))


def about_sheet(facts: SheetFacts) -> str:
    """Name a sheet in the register."""
    return f"Phiếu nhận xét của {facts.observer.name}, buổi {facts.meeting.period} của {facts.meeting.cell}"


# The feedback minutes


def collect_feedback(session: Session, event_id: int, issue: Issue) -> FeedbackFacts:
    """Gather the feedback session. Raises Problems with everything that is missing."""
    row = sample_store.event(session, event_id)
    chair, taker = row.feedback_chair, row.feedback_minute_taker
    missing = [
        sentence
        for is_met, sentence in (
            (row.feedback_on is not None, "Chưa ghi ngày rút kinh nghiệm."),
            (chair is not None, "Chưa chọn người chủ trì rút kinh nghiệm."),
            (taker is not None, "Chưa chọn thư ký buổi rút kinh nghiệm."),
            (bool(row.opinions), "Chưa ghi ý kiến nào."),
        )
        if not is_met
    ]
    if missing or chair is None or taker is None:
        raise Problems([Problem("feedback", sentence) for sentence in missing])
    return FeedbackFacts(
        head=heads.committee_head(
            session, ISSUER, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
        ),
        meeting=brief(session, row, issue),
        held_on=row.feedback_on,
        starts_at=row.feedback_starts_at,
        ends_at=row.feedback_ends_at,
        place=row.feedback_place,
        chair=_person(row, chair),
        minute_taker=_person(row, taker),
        people=_people(row),
        self_assessment=row.self_assessment,
        opinions=opinions_of(row),
        reply=row.reply,
        score=score_words(session, row, issue, with_range=True),
        strengths=row.strengths,
        weaknesses=row.weaknesses,
        causes=row.causes,
        agreed_process=row.agreed_process,
        settled=row.settled,
        accepted=accepted_of(row),
    )


def about_feedback(facts: FeedbackFacts) -> str:
    """Name the feedback minutes in the register."""
    return text.first_upper(feedback_minutes.summary(facts.meeting))


# The notice


def collect_notice(session: Session, event_id: int, issue: Issue) -> NoticeFacts:
    """Gather the conclusion. Raises Problems with everything that is missing."""
    row = sample_store.event(session, event_id)
    if issue.day and row.feedback_on and issue.day < row.feedback_on:
        early, session_day = dates.screen(issue.day), dates.screen(row.feedback_on)
        sentence = f"Ngày thông báo {early} ở trước ngày rút kinh nghiệm {session_day}; hãy chọn ngày từ {session_day}."
        raise WrongDay(sentence, row.feedback_on)
    reasons = reasons_not_to_notice(sample_store.road(session, row, issue.as_of))
    if reasons:
        raise Problems([Problem("conclusion", reason) for reason in reasons])
    committee = heads.committee(session, issue.as_of)
    in_charge = roster.in_charge_on(session, row.cell_id, issue.as_of)
    return NoticeFacts(
        head=heads.committee_head(
            session, ISSUER, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
        ),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        meeting=brief(session, row, issue),
        feedback_on=row.feedback_on,
        chair=_person(row, row.feedback_chair) if row.feedback_chair else None,
        people=_people(row),
        score=score_words(session, row, issue),
        strengths=row.strengths,
        weaknesses=row.weaknesses,
        causes=row.causes,
        agreed_process=row.agreed_process,
        task_sample_cell=row.task_sample_cell,
        task_sample_cell_due_on=row.task_sample_cell_due_on,
        task_other_cells=row.task_other_cells,
        apply_from=row.apply_from,
        in_charge=text.join_vi(f"đồng chí {person.full_name}" for person in in_charge),
        accepted=accepted_of(row),
    )


def about_notice(facts: NoticeFacts) -> str:
    """Name the notice in the register."""
    return conclusion_notice.about(facts)


def notice_issued(session: Session, event_id: int, paper: Paper) -> None:
    """Move the sample meeting to concluded, inside the issuing transaction."""
    row = sample_store.event(session, event_id)
    if row.state in ROAD and ROAD.index(row.state) < ROAD.index(SampleState.CONCLUDED):
        row.state = SampleState.CONCLUDED


def notice_may_be_taken_back(session: Session, event_id: int, paper: Paper) -> None:
    """Refuse while cells already apply the notice; else let the sample meeting go back to reviewed."""
    row = sample_store.event(session, event_id)
    begun = [item for item in row.replications if item.state is not ReplicationState.OPEN]
    if begun:
        raise Refused(f"Đã có {len(begun)} việc nhân rộng theo thông báo này được ghi kết quả nên không thu hồi được.")
    if row.state in ROAD and ROAD.index(row.state) >= ROAD.index(SampleState.CONCLUDED):
        row.state = SampleState.REVIEWED


# Shared


def brief(session: Session, row: SampleEvent, issue: Issue) -> MeetingBrief:
    """Gather the meeting in brief; its counts are known once it was held."""
    meeting = row.meeting
    day = (meeting.held_on if meeting else None) or row.planned_on
    cell = heads.cell_name(session, row.cell_id, day or issue.as_of)
    if meeting is None:
        when = day or issue.as_of
        return MeetingBrief(cell, MeetingType.REGULAR, when.year, when.month, row.planned_on)
    was_held = meeting.ends_at is not None and meeting.held_on is not None and meeting.held_on <= issue.as_of
    base = MeetingBrief(
        cell=cell,
        kind=meeting.type,
        year=meeting.year,
        month=meeting.month,
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        chair=_chair(meeting),
    )
    if not was_held:
        return base
    draft = meeting_store.load(session, meeting.id)
    figures = meeting_drafts.figures(draft)
    return MeetingBrief(
        cell=base.cell,
        kind=base.kind,
        year=base.year,
        month=base.month,
        held_on=base.held_on,
        starts_at=base.starts_at,
        ends_at=base.ends_at,
        place=base.place,
        chair=base.chair,
        total=figures.total,
        expected=figures.expected,
        present=figures.present_expected,
        speakers=len(meeting_drafts.speakers(draft)),
        contributions=len(draft.contributions),
    )


def _chair(meeting: Meeting) -> str:
    return next((line.name_at_time for line in meeting.roster if line.member_id == meeting.chair_id), "")


def score_words(session: Session, row: SampleEvent, issue: Issue, *, with_range: bool = False) -> str:
    """Sum up the sheets in a sentence; nothing while nobody scored."""
    if row.meeting_id is None:
        return ""
    summary = scores.summary_of(session, row.meeting_id, list(row.observers), issue.as_of)
    total = summary.total
    if total.mean is None or summary.rating is None:
        return ""
    spread = f" (thấp nhất {show(total.least)}; cao nhất {show(total.most)})" if with_range else ""
    own = f"; chi bộ tự chấm {show(total.own)} điểm" if total.own is not None else ""
    return (
        f"Có {len(summary.scorers):02d} phiếu chấm điểm, bình quân {show(total.mean)}/{show(total.maximum)} điểm"
        f"{spread}, xếp loại {summary.rating.label}{own}."
    )


def _people(row: SampleEvent) -> tuple[PersonFacts, ...]:
    return tuple(_observer(observer) for observer in row.observers if observer.attended)


def _observer(observer: Observer) -> PersonFacts:
    return PersonFacts(observer.name_at_time, observer.post_at_time, observer.organisation_at_time, observer.capacity)


def _person(row: SampleEvent, person: Person) -> PersonFacts:
    """Name a person by the post of that day: whoever observed keeps what was written down then."""
    for observer in row.observers:
        if observer.person_id == person.id:
            return PersonFacts(observer.name_at_time, observer.post_at_time, observer.organisation_at_time)
    return PersonFacts(person.full_name, person.title, person.organisation)


def opinions_of(row: SampleEvent) -> tuple[OpinionFacts, ...]:
    """Return the opinions of the feedback session in their order, each with who said it."""
    observers = {observer.id: observer for observer in row.observers}
    return tuple(
        OpinionFacts(
            speaker=_observer(observers[said.observer_id])
            if said.observer_id in observers
            else PersonFacts(said.speaker, capacity=said.capacity),
            aspect=said.aspect,
            kind=said.kind,
            text=said.text,
            answer=said.answer,
            settled=said.settled,
        )
        for said in row.opinions
    )


def accepted_of(row: SampleEvent) -> tuple[TaskFact, ...]:
    """Return what is to be done after the opinions that were accepted, in their order."""
    return tuple(
        TaskFact(replication_list.content_of(said), said.for_others, said.responsible, said.due_on)
        for said in row.opinions
        if is_to_do(said.kind, said.decision)
    )


SOURCES = (
    Source(
        kind=observer_sheet.KIND.id,
        subject=Subject.OBSERVER,
        issuer=ISSUER,
        collect=collect_sheet,
        about=about_sheet,
    ),
    Source(
        kind=feedback_minutes.KIND.id,
        subject=Subject.SAMPLE,
        issuer=ISSUER,
        collect=collect_feedback,
        about=about_feedback,
    ),
    Source(
        kind=conclusion_notice.KIND.id,
        subject=Subject.SAMPLE,
        issuer=ISSUER,
        collect=collect_notice,
        about=about_notice,
        after_issue=notice_issued,
        before_take_back=notice_may_be_taken_back,
    ),
)
