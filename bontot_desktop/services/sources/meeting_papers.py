"""Facts for papers about a meeting: minutes in the form of its type (F3, F5–F7), a committee's conclusion (F4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.scoring import Score, ScoreTemplate
from bontot_desktop.documents import committee_conclusion, minutes
from bontot_desktop.documents import minutes_facts as paper
from bontot_desktop.documents.committee_conclusion import ConclusionFacts
from bontot_desktop.documents.kind import Kind
from bontot_desktop.errors import Refused
from bontot_desktop.rules import scoring
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.meetings import FINAL_STATES, MeetingType, TaskState
from bontot_desktop.rules.minutes import CONCLUSION, is_theme_item
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.samples import ReplicationState
from bontot_desktop.rules.scoring import ScoreItem, ScoreKind
from bontot_desktop.services import heads, meeting_store
from bontot_desktop.services.meeting_drafts import (
    MeetingDraft,
    ReplicationReviewDraft,
    base_sentence,
    owing,
    speakers,
    vote_base,
)
from bontot_desktop.services.sources.base import Issue, Source, Subject


def minutes_kind(meeting: MeetingType) -> str:
    """Return the id of the minutes a type of meeting has: F3, F5, F6 or F7."""
    return minutes.kind_of(meeting).id


def _collects(kind: Kind) -> Callable[[Session, int, Issue], paper.MinutesFacts]:
    """Return what gathers the facts of one kind of minutes; a meeting of another form is refused."""

    def collect(session: Session, meeting_id: int, issue: Issue) -> paper.MinutesFacts:
        draft = meeting_store.load(session, meeting_id)
        right = minutes.kind_of(draft.type)
        if right is not kind:
            raise Refused(
                f"Buổi này là “{draft.type.label}” nên biên bản của buổi là {right.id} ({right.name}), "
                f"không phải {kind.id}."
            )
        return of_draft(session, draft, number=issue.number, symbol=issue.symbol, today=issue.today)

    return collect


def of_draft(
    session: Session, draft: MeetingDraft, *, today: date, number: int | None = None, symbol: str = ""
) -> paper.MinutesFacts:
    """Gather the facts of a meeting from its draft, stored or not."""
    head = heads.cell_head(session, draft.cell_id, day=draft.held_on, today=today, number=number, symbol=symbol)
    return paper.MinutesFacts(
        head=head,
        cell_name=draft.cell_name,
        kind=draft.type,
        year=draft.year,
        month=draft.month,
        held_on=draft.held_on,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        breaks_min=draft.breaks_min,
        place=draft.place,
        format=draft.format,
        theme=draft.theme,
        theme_presenter=draft.theme_presenter,
        roster=tuple(
            paper.Attendee(
                line.name, line.status, line.is_full, line.attendance, line.reason, line.arrived_at, line.left_at
            )
            for line in draft.roster
        ),
        chair=_role(draft, draft.chair_id, draft.chair_note),
        minute_taker=_role(draft, draft.minute_taker_id),
        scorer=_role(draft, draft.scorer_id),
        guests=tuple(paper.Delegate(g.name, g.post, g.organisation, g.speech) for g in draft.guests),
        dues_paid_count=draft.dues_paid_count,
        dues_amount=draft.dues_amount,
        owing=tuple(line.name for line in owing(draft)) if draft.settings.names_owing else (),
        documents=tuple(
            paper.Cited(cited.number, cited.dated_on, cited.issuer, cited.title, cited.treatment)
            for cited in draft.documents
        ),
        sections=dict(draft.sections),
        reviews=tuple(
            paper.Review(review.text, review.assignee, review.state_at_start, review.state, review.result)
            for review in draft.task_reviews
        )
        + tuple(_applied(draft, review) for review in draft.replication_reviews if review.is_said),
        said=_said(draft),
        speakers=len(speakers(draft)),
        tasks=tuple(paper.Given(task.text, task.assignee, task.due_on, task.note) for task in draft.tasks),
        ballots=_ballots(draft),
        score=None if draft.id is None else _self_score(session, draft.id),
        approved_for=draft.approved_for,
        book_no=draft.book_no,
        corrections=tuple(paper.Correction(row.text, row.author, row.written_on) for row in draft.addenda),
        total_includes_temp_in=draft.settings.total_includes_temp_in,
        late_from=draft.settings.late_from,
        consults=draft.type is MeetingType.COMMITTEE
        and all(line.post is not CellPost.COMMITTEE_MEMBER for line in draft.roster),
    )


def _conclusion(session: Session, meeting_id: int, issue: Issue) -> ConclusionFacts:
    """Gather what a committee meeting concluded.

    Raises Refused for another type of meeting, a meeting not held by the paper's day, no conclusion typed, no signer.
    """
    draft = meeting_store.load(session, meeting_id)
    if draft.type is not MeetingType.COMMITTEE:
        raise Refused(f"Kết luận họp chi ủy chỉ lập từ cuộc họp chi ủy; buổi này là “{draft.type.label}”.")
    if draft.held_on is None:
        raise Refused("Cuộc họp chi ủy chưa ghi ngày họp; hãy ghi ở biên bản trước.")
    if issue.day is not None and issue.day < draft.held_on:
        raise Refused(f"Kết luận không thể đề ngày trước ngày họp chi ủy ({dates.screen(draft.held_on)}).")
    if not draft.section(CONCLUSION.key).strip():
        raise Refused(f"Chưa ghi kết luận của cuộc họp chi ủy; hãy ghi ở biên bản, mục “{CONCLUSION.title}”.")
    day = issue.day or draft.held_on
    head = heads.cell_head(session, draft.cell_id, day=issue.day, today=day, number=issue.number, symbol=issue.symbol)
    facts = replace(of_draft(session, draft, today=issue.today), head=head)
    return ConclusionFacts(facts, heads.signer(session, Issuer.CELL, day, cell_id=draft.cell_id))


def _role(draft: MeetingDraft, member_id: int | None, note: str = "") -> paper.Role | None:
    line = draft.line(member_id)
    return None if line is None else paper.Role(line.name, line.post, note)


def _said(draft: MeetingDraft) -> tuple[paper.Said, ...]:
    found = []
    for one in draft.contributions:
        line = draft.line(one.member_id)
        guest = None if one.guest is None else draft.guests[one.guest]
        themed = one.agenda is not None and is_theme_item(draft.agenda[one.agenda].title)
        name = line.name if line else guest.name if guest else ""
        found.append(paper.Said(name, one.text, one.kind, is_guest=line is None, in_theme=themed))
    return tuple(found)


_AS_TASKS = {ReplicationState.DONE: TaskState.DONE, ReplicationState.DROPPED: TaskState.CANCELLED}


def _applied(draft: MeetingDraft, review: ReplicationReviewDraft) -> paper.Review:
    """Tell of work after a sample meeting in the table of the tasks looked back on."""
    is_late = review.due_on is not None and draft.held_on is not None and review.due_on < draft.held_on
    return paper.Review(
        text=f"{review.content} ({review.source})",
        assignee="Chi bộ",
        state_at_start=(TaskState.LATE if is_late else TaskState.OPEN).label,
        state=_AS_TASKS.get(review.state, TaskState.OPEN),
        result=review.result,
    )


def _ballots(draft: MeetingDraft) -> tuple[paper.Ballot, ...]:
    computed = base_sentence(draft)
    return tuple(
        paper.Ballot(
            matter=vote.matter.rstrip(" .:;"),
            method=vote.method,
            threshold=vote.threshold,
            threshold_share=vote.threshold_share,
            votes_for=vote.votes_for,
            votes_against=vote.votes_against,
            abstained=vote.abstained,
            base=vote_base(draft, vote),
            base_words=computed if vote.base is None else f"{vote.base} ({vote.base_reason})",
        )
        for vote in draft.votes
    )


def _self_score(session: Session, meeting_id: int) -> paper.SelfScore | None:
    score = session.scalars(select(Score).where(Score.meeting_id == meeting_id, Score.kind == ScoreKind.SELF)).first()
    if score is None:
        return None
    template = session.get_one(ScoreTemplate, score.template_id)
    items = [ScoreItem(row.code, row.title, row.maximum, row.is_group) for row in template.items]
    points = {line.item.code: line.points for line in score.lines}
    # Of a cell that only told its total there are no groups to print.
    shown = [item for item in items if "." not in item.code] if points else []
    return paper.SelfScore(
        groups=tuple(
            paper.GroupScore(item.title, scoring.show(_points(items, item, points)), scoring.show(item.maximum))
            for item in shown
        ),
        total=scoring.show(score.total),
        maximum=scoring.show(template.max_total),
        rating=score.rating.label,
        limits_to_fix=score.limits_to_fix,
    )


def _points(items: list[ScoreItem], item: ScoreItem, points: dict[str, Decimal]) -> Decimal | None:
    return scoring.group_total(items, item, points) if item.is_group else points.get(item.code)


def _about(facts: paper.MinutesFacts) -> str:
    return f"{text.first_upper(minutes.one_line_summary(facts))}, {facts.cell_name}"


def _only_approved(session: Session, meeting_id: int, issued: Paper) -> None:
    row = session.get(Meeting, meeting_id)
    if row is None or row.state not in FINAL_STATES:
        raise Refused("Biên bản chưa được chi bộ thông qua nên chưa ban hành được; hãy thông qua biên bản trước.")


SOURCES = (
    *(
        Source(
            kind=kind.id,
            subject=Subject.MEETING,
            issuer=Issuer.CELL,
            collect=_collects(kind),
            about=_about,
            after_issue=_only_approved,
            meeting_types=tuple(meeting for meeting in MeetingType if minutes.kind_of(meeting) is kind),
        )
        for kind in minutes.KINDS
    ),
    Source(
        kind=committee_conclusion.KIND.id,
        subject=Subject.MEETING,
        issuer=Issuer.CELL,
        collect=_conclusion,
        about=lambda facts: _about(facts.minutes),
        meeting_types=(MeetingType.COMMITTEE,),
    ),
)
