"""Scores of a meeting: the table in force, the cell's own score, and the observers' totals beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.samples import Observer
from bontot_desktop.db.models.scoring import Score, ScoreItemRow, ScoreLine, ScoreTemplate
from bontot_desktop.errors import NotFound, Problem, Problems
from bontot_desktop.rules import scoring
from bontot_desktop.rules.cells import holds_on
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.samples import ObserverCapacity
from bontot_desktop.rules.scoring import Rating, RatingBand, ScoreItem, ScoreKind
from bontot_desktop.services import meeting_store, sample_store
from bontot_desktop.services.office import Office, Saved


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A score table as forms and papers need it."""

    id: int
    name: str
    source: str
    maximum: Decimal
    step: Decimal
    items: tuple[ScoreItem, ...]
    bands: tuple[RatingBand, ...]

    @property
    def leaves(self) -> list[ScoreItem]:
        """The lines that take points."""
        return scoring.leaves(self.items)

    @property
    def groups(self) -> list[ScoreItem]:
        """The lines of the first rank ("1", "3"), each with its own maximum."""
        return [item for item in self.items if "." not in item.code]

    def group_points(self, group: ScoreItem, points: Mapping[str, Decimal]) -> Decimal:
        """Add the points of a line of the first rank."""
        if group.is_group:
            return scoring.group_total(self.items, group, points)
        return points.get(group.code, Decimal(0))

    def total(self, points: Mapping[str, Decimal]) -> Decimal:
        """Add all points given."""
        return scoring.total(self.items, points)

    def rating(self, total: Decimal) -> Rating:
        """Return the rating of a total."""
        return scoring.rating(total, self.bands)


@dataclass(frozen=True, slots=True)
class SelfScoreDraft:
    """The cell's own score of its meeting, by item code."""

    meeting_id: int
    template: TemplateView
    points: Mapping[str, Decimal] = field(default_factory=dict)
    limits_to_fix: str = ""
    is_stored: bool = False


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


def list_templates(office: Office) -> list[TemplateView]:
    """Return the score tables, the office's default first."""
    with office.read() as session:
        rows = session.scalars(
            select(ScoreTemplate).order_by(ScoreTemplate.is_default.desc(), ScoreTemplate.code, ScoreTemplate.version)
        )
        return [view_of(row) for row in rows]


def view_of(row: ScoreTemplate) -> TemplateView:
    """Turn a stored score table into plain values."""
    return TemplateView(
        id=row.id,
        name=row.name,
        source=row.source,
        maximum=row.max_total,
        step=row.step,
        items=tuple(ScoreItem(item.code, item.title, item.maximum, item.is_group) for item in row.items),
        bands=tuple(RatingBand(band.rating, band.minimum) for band in row.bands),
    )


def template_of(template_id: int, session: Session) -> TemplateView:
    """Return a score table. Raises NotFound."""
    row = session.get(ScoreTemplate, template_id)
    if row is None:
        raise NotFound("Không còn bảng chấm điểm này.")
    return view_of(row)


def default_template(session: Session, day: date) -> TemplateView:
    """Return the office's score table of a day: the default in force, else any in force, else the default.

    Raises NotFound while there is no table at all.
    """
    rows = list(session.scalars(select(ScoreTemplate).order_by(ScoreTemplate.is_default.desc(), ScoreTemplate.id)))
    if not rows:
        raise NotFound("Chưa có bảng chấm điểm nào.")
    return view_of(next((row for row in rows if holds_on(row.valid_from, row.valid_to, day)), rows[0]))


def used_at(session: Session, meeting_id: int) -> TemplateView | None:
    """Return the table by which a meeting was scored (the same for all its scores), None while it was not."""
    found = session.scalars(select(Score.template_id).where(Score.meeting_id == meeting_id).order_by(Score.id)).first()
    return None if found is None else template_of(found, session)


def points_of(score: Score) -> dict[str, Decimal]:
    """Return the points of a score by item code."""
    return {line.item.code: line.points for line in score.lines}


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


def load_self(office: Office, meeting_id: int) -> SelfScoreDraft:
    """Return the cell's own score of a meeting, an empty one while there is none. Raises NotFound."""
    with office.read() as session:
        meeting = meeting_store.meeting(session, meeting_id)
        score = sample_store.self_score(session, meeting_id)
        if score is not None:
            template = template_of(score.template_id, session)
            return SelfScoreDraft(meeting_id, template, points_of(score), score.limits_to_fix, True)
        day = meeting.held_on or office.today()
        return SelfScoreDraft(meeting_id, used_at(session, meeting_id) or default_template(session, day))


def save_self(office: Office, draft: SelfScoreDraft) -> Saved:
    """Store the cell's own score; one without points takes the stored one away. Raises Problems."""
    found = points_problems(draft.template, draft.points)
    if not draft.points and draft.limits_to_fix.strip() and not draft.is_stored:
        found.append(Problem("limits_to_fix", "Chưa chấm điểm nào; hạn chế được ghi cùng với điểm tự chấm."))
    if found:
        raise Problems(found)
    with office.work("scores.self", "Ghi điểm tự chấm của chi bộ") as session:
        meeting = meeting_store.meeting(session, draft.meeting_id)
        session.sentence = f"Ghi điểm tự chấm của {meeting.cell.name}"
        session.about(meeting)
        score = store(session, meeting.id, draft.template, draft.points, kind=ScoreKind.SELF)
        if score is not None:
            score.limits_to_fix = draft.limits_to_fix
        return Saved(meeting.id, Changes.of(Kind.SCORES, Kind.SAMPLES))


def store(
    session: Session,
    meeting_id: int,
    template: TemplateView,
    points: Mapping[str, Decimal],
    *,
    kind: ScoreKind,
    observer_id: int | None = None,
) -> Score | None:
    """Store one scorer's points inside another's transaction; no points at all takes the score away."""
    score = (
        sample_store.observer_score(session, observer_id)
        if observer_id is not None
        else session.scalars(select(Score).where(Score.meeting_id == meeting_id, Score.kind == kind)).first()
    )
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
    score.total, score.rating = total, template.rating(total)
    items = {item.code: item.id for item in _items(session, template.id)}
    known = {line.item_id: line for line in score.lines}
    for code, given in points.items():
        line = known.get(items[code])
        if line is None:
            score.lines.append(ScoreLine(item_id=items[code], points=given))
        else:
            line.points = given
    session.flush()
    return score


def _items(session: Session, template_id: int) -> list[ScoreItemRow]:
    row = session.get(ScoreTemplate, template_id)
    return list(row.items) if row else []


def summary(office: Office, event_id: int) -> Summary | None:
    """Put all scores of a sample meeting side by side; None while its meeting was not opened. Raises NotFound."""
    with office.read() as session:
        event = sample_store.event(session, event_id)
        if event.meeting_id is None:
            return None
        return summary_of(session, event.meeting_id, list(event.observers), office.today())


def summary_of(session: Session, meeting_id: int, observers: list[Observer], today: date) -> Summary:
    """Put the scores of a meeting side by side inside another's session."""
    template = used_at(session, meeting_id) or default_template(session, today)
    scored = [
        (observer, points_of(score))
        for observer in observers
        if (score := sample_store.observer_score(session, observer.id)) is not None
    ]
    own_row = sample_store.self_score(session, meeting_id)
    return summarise(
        template,
        [(observer.id, observer.name_at_time, observer.capacity, points) for observer, points in scored],
        points_of(own_row) if own_row else None,
    )


def summarise(
    template: TemplateView,
    scored: list[tuple[int, str, ObserverCapacity, Mapping[str, Decimal]]],
    own: Mapping[str, Decimal] | None,
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
