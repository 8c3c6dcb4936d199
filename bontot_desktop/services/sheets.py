"""The sheets observers hand in (phiếu nhận xét, F17): what they ticked, wrote and scored, typed in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.samples import Observer, ObserverSheet, SampleEvent, SheetCheck
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.samples import CHECKLIST, ObserverCapacity
from bontot_desktop.rules.scoring import Rating, ScoreKind
from bontot_desktop.services import paper_links, sample_store, scores
from bontot_desktop.services.office import Office, Saved
from bontot_desktop.services.scores import TemplateView

CHANGED = Changes.of(Kind.SAMPLES, Kind.SCORES)
_TEXTS = ("strengths", "weaknesses", "suggestions_cell", "suggestions_committee", "applicable_at_home")


@dataclass(frozen=True, slots=True)
class CheckDraft:
    """The answer to one step of the checklist; ``was_done`` None while it is blank."""

    was_done: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """A sheet as its form holds it. ``checks`` by step, ``points`` by item code; no points at all means not scored."""

    observer_id: int
    name: str
    post: str
    organisation: str
    capacity: ObserverCapacity
    template: TemplateView
    returned_on: date | None = None
    checks: Mapping[str, CheckDraft] = field(default_factory=dict)
    points: Mapping[str, Decimal] = field(default_factory=dict)
    strengths: str = ""
    weaknesses: str = ""
    suggestions_cell: str = ""
    suggestions_committee: str = ""
    applicable_at_home: str = ""
    is_stored: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """An observer with the state of the sheet; ``total`` and ``rating`` None while not scored."""

    observer_id: int
    name: str
    post: str
    organisation: str
    capacity: ObserverCapacity
    attended: bool
    returned_on: date | None
    has_sheet: bool
    total: Decimal | None
    rating: Rating | None


def rows(office: Office, event_id: int) -> list[SheetRow]:
    """Return who was invited with the state of each sheet, in the order of the list. Raises NotFound."""
    with office.read() as session:
        return [_row(session, observer) for observer in sample_store.event(session, event_id).observers]


def _row(session: Session, observer: Observer) -> SheetRow:
    score = sample_store.observer_score(session, observer.id)
    return SheetRow(
        observer_id=observer.id,
        name=observer.name_at_time,
        post=observer.post_at_time,
        organisation=observer.organisation_at_time,
        capacity=observer.capacity,
        attended=observer.attended,
        returned_on=observer.sheet.returned_on if observer.sheet else None,
        has_sheet=observer.sheet is not None,
        total=score.total if score else None,
        rating=score.rating if score else None,
    )


def load(office: Office, observer_id: int) -> SheetDraft:
    """Return the sheet of an observer, an empty one while none was handed in. Raises NotFound."""
    with office.read() as session:
        return draft_of(session, sample_store.observer(session, observer_id), office.today())


def draft_of(session: Session, observer: Observer, today: date) -> SheetDraft:
    """Return the sheet of an observer inside another's session."""
    sheet = observer.sheet
    score = sample_store.observer_score(session, observer.id)
    template = template_for(session, observer.event, today)
    texts = {name: getattr(sheet, name) for name in _TEXTS} if sheet else {}
    return SheetDraft(
        observer_id=observer.id,
        name=observer.name_at_time,
        post=observer.post_at_time,
        organisation=observer.organisation_at_time,
        capacity=observer.capacity,
        template=template,
        returned_on=sheet.returned_on if sheet else _day(observer.event, today),
        checks={check.step: CheckDraft(check.was_done, check.note) for check in sheet.checks} if sheet else {},
        points=scores.points_of(score) if score else {},
        **texts,
        is_stored=sheet is not None,
    )


def _day(event: SampleEvent, today: date) -> date:
    held = event.meeting.held_on if event.meeting else None
    return held if held is not None and held <= today else today


def template_for(session: Session, event: SampleEvent, today: date) -> TemplateView:
    """Return the score table of a sample meeting: the one its scores were given by, else the office's of that day."""
    if event.meeting_id is not None:
        return scores.for_meeting(session, event.meeting_id, today)
    return scores.default_template(session, _day(event, today))


def problems(draft: SheetDraft) -> list[Problem]:
    """Say what keeps a sheet from being saved: an empty one, points out of range, or a half-scored table."""
    found = scores.points_problems(draft.template, draft.points)
    said = any(getattr(draft, name).strip() for name in _TEXTS)
    ticked = any(check.was_done is not None or check.note for check in draft.checks.values())
    if not (said or ticked or draft.points):
        found.append(Problem("sheet", "Phiếu còn trống; hãy đánh dấu, chấm điểm hoặc ghi nhận xét."))
    return found


def save(office: Office, draft: SheetDraft) -> Saved:
    """Store a sheet with its points in one act; whoever handed one in attended. Raises Problems or Refused."""
    found = problems(draft)
    if found:
        raise Problems(found)
    with office.work("samples.sheet", f"Nhập phiếu nhận xét của {draft.name}") as session:
        observer = sample_store.observer(session, draft.observer_id)
        session.about(observer.event)
        store(session, observer, draft)
        sample_store.advance(session, observer.event, office.today())
        return Saved(observer.id, CHANGED)


def too_early(returned: date, held: date) -> str:
    """Say that a sheet cannot be of a day before its meeting."""
    return f"Ngày nhận xét {dates.screen(returned)} ở trước ngày sinh hoạt {dates.screen(held)}; hãy xem lại ngày, năm."


def store(session: Session, observer: Observer, draft: SheetDraft) -> None:
    """Store a sheet inside another's transaction. Raises Problems for one handed in before the meeting."""
    if draft.points and observer.event.meeting_id is None:
        raise Refused("Chưa mở buổi sinh hoạt nên chưa ghi điểm được; hãy mở ở bước Điểm danh.")
    held = observer.event.meeting.held_on if observer.event.meeting else None
    if held is not None and draft.returned_on is not None and draft.returned_on < held:
        raise Problems([Problem("returned_on", too_early(draft.returned_on, held))])
    sheet = observer.sheet
    if sheet is None:
        sheet = observer.sheet = ObserverSheet()
    observer.attended = True
    sheet.returned_on = draft.returned_on
    for name in _TEXTS:
        setattr(sheet, name, getattr(draft, name))
    known = {check.step: check for check in sheet.checks}
    for step, _ in CHECKLIST:
        given = draft.checks.get(step, CheckDraft())
        check = known.get(step)
        if check is None:
            sheet.checks.append(SheetCheck(step=step, was_done=given.was_done, note=given.note))
        else:
            check.was_done, check.note = given.was_done, given.note
    session.flush()
    if observer.event.meeting_id is not None:
        scores.store(
            session,
            observer.event.meeting_id,
            draft.template,
            draft.points,
            kind=ScoreKind.OBSERVER,
            observer_id=observer.id,
        )


def discard(office: Office, observer_id: int) -> Changes:
    """Take a sheet back that was typed for the wrong person, with its points. Raises Refused while its paper stands."""
    with office.work("samples.discard_sheet", "Bỏ phiếu nhận xét") as session:
        observer = sample_store.observer(session, observer_id)
        session.sentence = f"Bỏ phiếu nhận xét của {observer.name_at_time}"
        session.about(observer.event)
        paper_links.let_go(session, Paper.observer_id, observer_id)
        score = sample_store.observer_score(session, observer_id)
        if score is not None:
            session.delete(score)
        observer.sheet = None
    return CHANGED
