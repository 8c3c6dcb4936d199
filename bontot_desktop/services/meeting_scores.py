"""The scores of one meeting as a form holds them: the cell's own, its committee member's, the official one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.scoring import Score
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules import auto_scores, scoring
from bontot_desktop.rules.auto_scores import MeetingScoreFacts, Suggestion
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.meetings import SAMPLE_TYPES
from bontot_desktop.rules.scoring import Rating, ScoreKind, ScoreState, show
from bontot_desktop.services import meeting_store, score_facts, score_templates, scores
from bontot_desktop.services.office import Office, Saved
from bontot_desktop.services.score_templates import TemplateView

CHANGED = Changes.of(Kind.SCORES, Kind.SAMPLES, Kind.MEETINGS)
#: What storing a score of each kind is called in the history.
_WORDS = MappingProxyType(
    {
        ScoreKind.SELF: "Ghi điểm tự chấm của",
        ScoreKind.IN_CHARGE: "Ghi điểm của đảng ủy viên phụ trách,",
        ScoreKind.OFFICIAL: "Ghi điểm chính thức của",
    }
)


@dataclass(frozen=True)
class MeetingScoreDraft:
    """One score of a meeting. ``points`` and ``notes`` go by item code; no points at all means not scored.

    ``own`` are the points the cell gave itself, beside those of the higher level; ``locked`` says why the score can
    only be looked at, "" while it may be changed.
    """

    meeting_id: int
    kind: ScoreKind
    template: TemplateView
    facts: MeetingScoreFacts
    held_on: date | None = None
    points: Mapping[str, Decimal] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, Decimal] = field(default_factory=dict)
    own_total: Decimal | None = None
    limits_to_fix: str = ""
    reason: str = ""
    note: str = ""
    scored_on: date | None = None
    submitted_on: date | None = None
    decided_on: date | None = None
    is_stored: bool = False
    locked: str = ""

    @cached_property
    def suggestions(self) -> dict[str, Suggestion]:
        """What the record of the meeting suggests, by item code; lines that are never computed are left out."""
        found = ((item.code, auto_scores.suggest(item, self.facts)) for item in self.template.items)
        return {code: suggestion for code, suggestion in found if suggestion is not None}

    @property
    def total(self) -> Decimal:
        """All points given."""
        return self.template.total(self.points)


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A stored score of a meeting; ``by_hand`` counts the lines mended by hand."""

    kind: ScoreKind
    total: Decimal
    rating: Rating
    state: ScoreState
    scored_on: date | None
    submitted_on: date | None
    decided_on: date | None
    reason: str
    by_hand: int


def of_meeting(office: Office, meeting_id: int) -> tuple[ScoreRow, ...]:
    """Return the scores of a meeting but for the observers': the cell's own, its member in charge's, the official."""
    with office.read() as session:
        meeting = meeting_store.meeting(session, meeting_id)
        is_voted = any(scoring.is_about_score(vote.matter) for vote in meeting.votes)
        found = {score.kind: score for score in _scores(session, meeting_id)}
        is_decided = ScoreKind.OFFICIAL in found
        return tuple(
            ScoreRow(
                kind=kind,
                total=found[kind].total,
                rating=found[kind].rating,
                state=scoring.state_of(
                    scored_on=found[kind].scored_on,
                    is_voted=is_voted,
                    submitted_on=found[kind].submitted_on,
                    is_decided=is_decided,
                ),
                scored_on=found[kind].scored_on,
                submitted_on=found[kind].submitted_on,
                decided_on=found[kind].decided_on,
                reason=found[kind].reason,
                by_hand=sum(line.suggested not in (None, line.points) for line in found[kind].lines),
            )
            for kind in _WORDS
            if kind in found
        )


def _scores(session: Session, meeting_id: int) -> list[Score]:
    return list(session.scalars(select(Score).where(Score.meeting_id == meeting_id, Score.kind.in_(_WORDS))))


def load(
    office: Office, meeting_id: int, kind: ScoreKind = ScoreKind.SELF, template_id: int | None = None
) -> MeetingScoreDraft:
    """Return a score of a meeting, an empty one while there is none; ``template_id`` scores it anew by another table.

    Raises NotFound.
    """
    facts = score_facts.facts_of(office, meeting_id)
    with office.read() as session:
        meeting = meeting_store.meeting(session, meeting_id)
        template = score_templates.for_meeting(session, meeting_id, office.today(), template_id)
        score = scores.score_of(session, meeting_id, kind)
        own = score if kind is ScoreKind.SELF else scores.score_of(session, meeting_id, ScoreKind.SELF)
        official = scores.score_of(session, meeting_id, ScoreKind.OFFICIAL)
        blank = score is None or score.template_id != template.id
        return MeetingScoreDraft(
            meeting_id=meeting_id,
            kind=kind,
            template=template,
            facts=facts,
            held_on=meeting.held_on,
            points={} if score is None or blank else scores.points_of(score),
            notes={} if score is None or blank else {line.item.code: line.note for line in score.lines if line.note},
            own={} if own is None or own is score else scores.points_of(own),
            own_total=None if own is None or own is score else own.total,
            limits_to_fix=score.limits_to_fix if score else "",
            reason=score.reason if score else "",
            note=score.note if score else "",
            scored_on=score.scored_on if score else None,
            submitted_on=score.submitted_on if score else None,
            decided_on=score.decided_on if score else None,
            is_stored=score is not None,
            locked=_locked(meeting, kind, official),
        )


def other_tables(office: Office, draft: MeetingScoreDraft) -> list[TemplateView]:
    """Return the tables a meeting may be scored by: the one it is, and while nobody else scored, any that fits."""
    with office.read() as session:
        meeting = meeting_store.meeting(session, draft.meeting_id)
        others = select(Score.id).where(Score.meeting_id == meeting.id, Score.kind != draft.kind)
        if session.scalars(others).first() is not None or draft.locked:
            return [draft.template]
        kind, cell = meeting.type, meeting.cell.content_type
    day = draft.held_on or office.today()
    fitting = [
        view
        for view in score_templates.list_templates(office)
        if view.id != draft.template.id and score_templates.fits(view, day, kind, cell)
    ]
    return [draft.template, *fitting]


def _locked(meeting: Meeting, kind: ScoreKind, official: Score | None) -> str:
    if meeting.type not in SAMPLE_TYPES:
        return f"{meeting.type.label} không chấm điểm."
    if kind is ScoreKind.OFFICIAL or official is None:
        return ""
    on = f" ngày {dates.screen(official.decided_on)}" if official.decided_on else ""
    return f"Xếp loại của buổi này đã chốt{on}; muốn sửa điểm, hãy bỏ chốt ở trang Sinh hoạt, mục Xếp loại tháng."


def problems(draft: MeetingScoreDraft) -> list[Problem]:
    """Say what keeps a score from being saved, each under its field."""
    found = scores.points_problems(draft.template, draft.points)
    if not draft.points and draft.limits_to_fix.strip() and not draft.is_stored:
        found.append(Problem("limits_to_fix", "Chưa chấm điểm nào; hạn chế được ghi cùng với điểm tự chấm."))
    differs = draft.own_total is not None and draft.points and draft.total != draft.own_total
    if draft.kind is ScoreKind.OFFICIAL and differs and not draft.reason.strip():
        own = show(draft.own_total)
        found.append(Problem("reason", f"Chi bộ tự chấm {own} điểm; hãy ghi lý do điểm chính thức khác."))
    for name, words in (("scored_on", "Ngày chấm"), ("submitted_on", "Ngày nộp"), ("decided_on", "Ngày chốt")):
        day = getattr(draft, name)
        if day is not None and draft.held_on is not None and day < draft.held_on:
            found.append(Problem(name, f"{words} không thể trước ngày sinh hoạt {dates.screen(draft.held_on)}."))
    return found


def save(office: Office, draft: MeetingScoreDraft) -> Saved:
    """Store a score; one without points takes the stored one away. Raises Problems, or Refused when it is decided."""
    words = _WORDS[draft.kind]
    higher = "scores.official" if draft.kind is ScoreKind.OFFICIAL else "scores.in_charge"
    act = "scores.self" if draft.kind is ScoreKind.SELF else higher
    with office.work(act, words) as session:
        meeting = store(session, draft, office.today())
        session.sentence = f"{words} {meeting.cell.name}"
        session.about(meeting)
        return Saved(meeting.id, CHANGED)


def store(session: Session, draft: MeetingScoreDraft, today: date) -> Meeting:
    """Store a score inside another's transaction. Raises as :func:`save`."""
    found = problems(draft)
    if found:
        raise Problems(found)
    meeting = meeting_store.meeting(session, draft.meeting_id)
    locked = _locked(meeting, draft.kind, scores.score_of(session, meeting.id, ScoreKind.OFFICIAL))
    if locked:
        raise Refused(locked)
    suggested = {code: one.points for code, one in draft.suggestions.items() if one.points is not None}
    score = scores.store(
        session, meeting.id, draft.template, draft.points, kind=draft.kind, suggested=suggested, notes=draft.notes
    )
    if score is not None:
        score.limits_to_fix, score.note = draft.limits_to_fix, draft.note
        score.scored_on, score.submitted_on = draft.scored_on, draft.submitted_on
        if draft.kind is ScoreKind.OFFICIAL:
            score.reason, score.decided_on = draft.reason, draft.decided_on or today
    return meeting


def submit(office: Office, meeting_ids: Collection[int], on: date) -> Changes:
    """Note that cells sent their scores in (S9). Raises Problems (field "meetings.<id>") where nothing is scored."""
    with office.work("scores.submit", "Nhận điểm tự chấm") as session:
        found = []
        for meeting_id in meeting_ids:
            meeting = meeting_store.meeting(session, meeting_id)
            score = scores.score_of(session, meeting_id, ScoreKind.SELF)
            if score is None:
                found.append(Problem(f"meetings.{meeting_id}", f"{meeting.cell.name} chưa tự chấm điểm."))
            elif meeting.held_on is not None and on < meeting.held_on:
                held = dates.screen(meeting.held_on)
                found.append(Problem(f"meetings.{meeting_id}", f"{meeting.cell.name} sinh hoạt ngày {held}."))
            else:
                score.submitted_on = on
                session.about(meeting)
        if found:
            raise Problems(found)
        session.sentence = f"Nhận điểm tự chấm của {len(meeting_ids)} chi bộ"
    return CHANGED
