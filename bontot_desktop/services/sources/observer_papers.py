"""The papers that call observers to a sample meeting: invitations (F16), letter (F16A), sign-in sheet (F16B)."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.samples import Observer, SampleEvent
from bontot_desktop.documents import observer_invitation, observer_sign_in, observer_summons
from bontot_desktop.documents.observer_parts import CallFacts, InvitedFacts
from bontot_desktop.documents.observer_sign_in import SignInFacts
from bontot_desktop.documents.sample_parts import MeetingBrief, PersonFacts
from bontot_desktop.errors import Problem, Problems, Refused, WrongDay
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.samples import Aspect, SampleState
from bontot_desktop.services import heads, sample_store
from bontot_desktop.services.sources.base import Issue, Source, Subject
from bontot_desktop.services.sources.sample_papers import brief

ISSUER = Issuer.STANDING_COMMITTEE


def collect_call(session: Session, event_id: int, issue: Issue) -> CallFacts:
    """Gather an invitation or the letter. Raises Problems with what is missing, Refused for a day after the meeting."""
    row = sample_store.event(session, event_id)
    meeting = _planned(session, row, issue)
    _refuse_unready(row, meeting, issue)
    return CallFacts(
        head=heads.committee_head(
            session, ISSUER, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
        ),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=heads.committee(session, issue.as_of).name,
        meeting=meeting,
        people=tuple(
            InvitedFacts(_person(observer), tuple(Aspect(code).label for code in observer.aspects))
            for observer in row.observers
        ),
    )


def _refuse_unready(row: SampleEvent, meeting: MeetingBrief, issue: Issue) -> None:
    if row.state in (SampleState.POSTPONED, SampleState.CANCELLED):
        raise Refused(f"Buổi sinh hoạt này đang ở trạng thái “{row.state.label}” nên chưa mời dự được.")
    missing = [
        Problem(field, sentence)
        for is_met, field, sentence in (
            (meeting.held_on is not None, "planned_on", "Chưa có ngày sinh hoạt; hãy ghi ở bước Kế hoạch."),
            (bool(row.observers), "observers", "Chưa có ai được mời dự; hãy thêm ở bước Thành phần dự."),
        )
        if not is_met
    ]
    if missing:
        raise Problems(missing)
    if issue.day and meeting.held_on and issue.day > meeting.held_on:
        late, held = dates.screen(issue.day), dates.screen(meeting.held_on)
        sentence = f"Ngày văn bản {late} ở sau ngày sinh hoạt {held}; hãy chọn ngày đến {held}."
        raise WrongDay(sentence, meeting.held_on)


def _planned(session: Session, row: SampleEvent, issue: Issue) -> MeetingBrief:
    """Return the meeting as it was planned: hour and place not written down yet are the cell's usual ones."""
    known = brief(session, row, issue)
    return MeetingBrief(
        cell=known.cell,
        kind=known.kind,
        year=known.year,
        month=known.month,
        held_on=known.held_on,
        starts_at=known.starts_at or row.cell.usual_time,
        place=known.place or row.cell.usual_place,
    )


def _person(observer: Observer) -> PersonFacts:
    return PersonFacts(observer.name_at_time, observer.post_at_time, observer.organisation_at_time, observer.capacity)


def call_warnings(session: Session, event_id: int, issue: Issue) -> list[str]:
    """Say what invitations would leave blank, and which of several calls stands already."""
    row = sample_store.event(session, event_id)
    meeting = _planned(session, row, issue)
    found = []
    if meeting.starts_at is None:
        found.append("Chưa có giờ sinh hoạt; giấy mời để chỗ trống cho giờ.")
    if not meeting.place:
        found.append("Chưa có địa điểm sinh hoạt; giấy mời để chỗ trống cho địa điểm.")
    idle = sum(not observer.aspects for observer in row.observers)
    if idle:
        found.append(f"{idle} người chưa được phân công nội dung theo dõi.")
    return found


def note_invited(session: Session, event_id: int, paper: Paper) -> None:
    """Write down the day on which those who had not been invited yet were."""
    for observer in sample_store.event(session, event_id).observers:
        if observer.invited_on is None:
            observer.invited_on = paper.dated_on


def forget_invited(session: Session, event_id: int, paper: Paper) -> None:
    """Take the day of a call that was taken back off those it had invited."""
    for observer in sample_store.event(session, event_id).observers:
        if observer.invited_on == paper.dated_on:
            observer.invited_on = None


def collect_sign_in(session: Session, event_id: int, issue: Issue) -> SignInFacts:
    """Gather the sign-in sheet. Raises Problems when nobody is expected."""
    row = sample_store.event(session, event_id)
    if not row.observers:
        raise Problems([Problem("observers", "Chưa có ai được mời dự; hãy thêm ở bước Thành phần dự.")])
    head = heads.committee_head(session, ISSUER, day=issue.day, today=issue.today)
    meeting = _planned(session, row, issue)
    return SignInFacts(
        # The sheet bears no date in its head; that of the meeting dates the paper.
        head=replace(head, day=meeting.held_on or issue.day),
        committee=heads.committee(session, issue.as_of).name,
        meeting=meeting,
        people=tuple(_person(observer) for observer in row.observers),
    )


SOURCES = (
    Source(
        observer_invitation.KIND.id,
        Subject.SAMPLE,
        ISSUER,
        collect_call,
        observer_invitation.about,
        after_issue=note_invited,
        before_take_back=forget_invited,
        warnings=call_warnings,
    ),
    Source(
        observer_summons.KIND.id,
        Subject.SAMPLE,
        ISSUER,
        collect_call,
        observer_summons.about,
        after_issue=note_invited,
        before_take_back=forget_invited,
        warnings=call_warnings,
    ),
    Source(observer_sign_in.KIND.id, Subject.SAMPLE, ISSUER, collect_sign_in, observer_sign_in.about),
)
