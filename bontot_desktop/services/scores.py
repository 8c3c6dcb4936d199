"""Scores of a meeting inside a session: the table it is scored by, storing points, all scores side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.samples import Observer
from bontot_desktop.db.models.scoring import Score, ScoreItemRow, ScoreLine
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules import outliers, scoring
from bontot_desktop.rules.outliers import Outlier, OutlierRule
from bontot_desktop.rules.samples import ObserverCapacity
from bontot_desktop.rules.scoring import Rating, ScoreKind
from bontot_desktop.services import sample_store, score_settings
from bontot_desktop.services.office import Office
from bontot_desktop.services.score_templates import (
    TemplateView,
    default_template,
    for_meeting,
    list_templates,
    template_of,
    used_at,
)

__all__ = [
    "ScorerLine",
    "Spread",
    "Summary",
    "TemplateView",
    "default_template",
    "for_meeting",
    "list_templates",
    "points_of",
    "points_problems",
    "score_of",
    "store",
    "store_total",
    "summarise",
    "summary",
    "summary_of",
    "template_of",
    "used_at",
]


@dataclass(frozen=True, slots=True)
class ScorerLine:
    """One observer's score: points by line of the first rank, total and rating."""

    observer_id: int
    name: str
    capacity: ObserverCapacity
    groups: tuple[Decimal, ...]
    total: Decimal
    rating: Rating


@dataclass(frozen=True, slots=True)
class Spread:
    """What several scores of one line give together; None while nobody scored. ``own`` is the cell's own."""

    code: str
    title: str
    maximum: Decimal
    mean: Decimal | None
    least: Decimal | None
    most: Decimal | None
    own: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """The observers' mean minus the cell's own score; None while either is missing."""
        if self.mean is None or self.own is None:
            return None
        return self.mean - self.own


@dataclass(frozen=True, slots=True)
class Summary:
    """All scores of a sample meeting side by side (bảng tổng hợp, F19a)."""

    template: TemplateView
    scorers: tuple[ScorerLine, ...]
    groups: tuple[Spread, ...]
    total: Spread
    #: Rating of the observers' mean, None while nobody scored.
    rating: Rating | None
    own_rating: Rating | None
    #: Scores that stand far from the others, and the cell's own where it does, each by its rule in a sentence.
    outliers: tuple[Outlier[int], ...] = ()
    own_is_far: str = ""


def points_of(score: Score) -> dict[str, Decimal]:
    """Return the points somebody gave, by item code; those of lines that did not apply are no choice."""
    return {line.item.code: line.points for line in score.lines if not line.is_left_out}


def points_problems(template: TemplateView, points: Mapping[str, Decimal]) -> list[Problem]:
    """Say what is wrong with points: out of range, off the step, or only part of the lines scored."""
    found = []
    for item in template.leaves:
        if item.code in points:
            fault = scoring.fault(points[item.code], item.maximum, template.step)
            if fault:
                found.append(Problem(f"points.{item.code}", fault))
        elif points:
            sentence = "Chưa chấm dòng này; chấm đủ các dòng, hoặc để trống cả bảng."
            found.append(Problem(f"points.{item.code}", sentence))
    return found


def store(
    session: Session,
    meeting_id: int,
    template: TemplateView,
    points: Mapping[str, Decimal],
    *,
    kind: ScoreKind,
    observer_id: int | None = None,
    suggested: Mapping[str, Decimal] | None = None,
    notes: Mapping[str, str] | None = None,
) -> Score | None:
    """Store one scorer's points inside another's transaction; no points at all takes the score away.

    ``template`` is the table as it counts in the meeting; ``suggested`` is what the program would have given.
    """
    score = score_of(session, meeting_id, kind, observer_id)
    if not points:
        if score is not None:
            session.delete(score)
            session.flush()
        return None
    total = template.total(points)
    if score is None:
        score = Score(meeting_id=meeting_id, template_id=template.id, kind=kind, observer_id=observer_id)
        score.total, score.rating = total, template.rating(total)
        session.add(score)
    if score.template_id != template.id:
        score.lines.clear()
        session.flush()
        score.template_id = template.id
    score.total, score.rating = total, template.rating(total)
    _store_lines(session, score, template, points, suggested or {}, notes or {})
    session.flush()
    return score


def _store_lines(
    session: Session,
    score: Score,
    template: TemplateView,
    points: Mapping[str, Decimal],
    suggested: Mapping[str, Decimal],
    notes: Mapping[str, str],
) -> None:
    rows = session.execute(select(ScoreItemRow.code, ScoreItemRow.id).where(ScoreItemRow.template_id == template.id))
    ids = {row.code: row.id for row in rows}
    known = {line.item_id: line for line in score.lines}
    for item in template.items:
        given = points.get(item.code) if item.fixed is None else item.fixed
        if item.is_group or given is None:
            continue
        line = known.get(ids[item.code])
        if line is None:
            line = ScoreLine(item_id=ids[item.code])
            score.lines.append(line)
        line.points, line.is_left_out = given, item.fixed is not None
        line.suggested, line.note = suggested.get(item.code), notes.get(item.code, "")


def score_of(session: Session, meeting_id: int, kind: ScoreKind, observer_id: int | None = None) -> Score | None:
    """Return a stored score: an observer's by the observer, any other by the meeting; None while there is none."""
    if observer_id is not None:
        return sample_store.observer_score(session, observer_id)
    return session.scalars(select(Score).where(Score.meeting_id == meeting_id, Score.kind == kind)).first()


def store_total(
    session: Session,
    meeting_id: int,
    total: Decimal | None,
    *,
    today: date,
    kind: ScoreKind = ScoreKind.SELF,
    scored_on: date | None = None,
    note: str = "",
) -> Score | None:
    """Store a score of which only the total is known, as of a cell that keeps its own book; the rating follows.

    No total takes such a score away. Raises Problems (field "total") for a total out of range or off the step, and
    Refused where the lines were scored: the total is their sum.
    """
    score = score_of(session, meeting_id, kind)
    if score is not None and score.lines:
        if total == score.total:
            return score
        raise Refused("Buổi này đã chấm từng tiêu chí; hãy sửa điểm ở bảng chấm của buổi.")
    if total is None:
        if score is not None:
            session.delete(score)
            session.flush()
        return None
    template = for_meeting(session, meeting_id, today)
    wrong = scoring.fault(total, template.maximum, template.step)
    if wrong:
        raise Problems([Problem("total", wrong)])
    if score is None:
        score = Score(meeting_id=meeting_id, template_id=template.id, kind=kind)
        score.total, score.rating = total, template.rating(total)
        session.add(score)
    score.total, score.rating = total, template.rating(total)
    score.scored_on, score.note = scored_on or score.scored_on, note or score.note
    session.flush()
    return score


def summary(office: Office, event_id: int) -> Summary | None:
    """Put all scores of a sample meeting side by side; None while its meeting was not opened. Raises NotFound."""
    with office.read() as session:
        event = sample_store.event(session, event_id)
        if event.meeting_id is None:
            return None
        return summary_of(session, event.meeting_id, list(event.observers), office.today())


def summary_of(session: Session, meeting_id: int, observers: list[Observer], today: date) -> Summary:
    """Put the scores of a meeting side by side inside another's session."""
    template = for_meeting(session, meeting_id, today)
    scored = [
        (observer, points_of(score))
        for observer in observers
        if (score := sample_store.observer_score(session, observer.id)) is not None
    ]
    own_row = sample_store.self_score(session, meeting_id)
    own_row = own_row if own_row is not None and own_row.lines else None
    return summarise(
        template,
        [(observer.id, observer.name_at_time, observer.capacity, points) for observer, points in scored],
        points_of(own_row) if own_row else None,
        score_settings.of(session).outliers,
    )


def summarise(
    template: TemplateView,
    scored: list[tuple[int, str, ObserverCapacity, Mapping[str, Decimal]]],
    own: Mapping[str, Decimal] | None,
    rule: OutlierRule | None = None,
) -> Summary:
    """Compute the totals: mean (half up to one decimal), least, most, and the difference from the cell's own score."""
    scorers = tuple(
        ScorerLine(
            observer_id=observer_id,
            name=name,
            capacity=capacity,
            groups=tuple(template.group_points(group, points) for group in template.groups),
            total=template.total(points),
            rating=template.rating(template.total(points)),
        )
        for observer_id, name, capacity, points in scored
    )
    groups = tuple(
        _spread(
            group.code,
            group.title,
            group.maximum,
            [scorer.groups[index] for scorer in scorers],
            None if own is None else template.group_points(group, own),
        )
        for index, group in enumerate(template.groups)
    )
    total = _spread(
        "",
        "Tổng",
        template.maximum,
        [scorer.total for scorer in scorers],
        None if own is None else template.total(own),
    )
    return Summary(
        template=template,
        scorers=scorers,
        groups=groups,
        total=total,
        rating=None if total.mean is None else template.rating(total.mean),
        own_rating=None if total.own is None else template.rating(total.own),
        outliers=outliers.outliers([(one.observer_id, one.name, one.total) for one in scorers], rule),
        own_is_far=outliers.own_sentence(total.own, total.mean, rule),
    )


def _spread(code: str, title: str, maximum: Decimal, values: list[Decimal], own: Decimal | None) -> Spread:
    return Spread(
        code=code,
        title=title,
        maximum=maximum,
        mean=scoring.mean(values),
        least=min(values, default=None),
        most=max(values, default=None),
        own=own,
    )
