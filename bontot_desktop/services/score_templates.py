"""Score tables as forms and papers need them, and which of them a meeting is scored by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from bontot_desktop.db.models.scoring import Score, ScoreItemRow, ScoreTemplate
from bontot_desktop.db.queries import score_facts
from bontot_desktop.errors import NotFound
from bontot_desktop.rules import scoring
from bontot_desktop.rules.cells import ContentType, holds_on
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.scoring import (
    Condition,
    ItemKind,
    NotApplicable,
    Rating,
    RatingBand,
    ScoreItem,
    ScoreOption,
)
from bontot_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A score table as forms and papers need it.

    ``items`` of the table of one meeting are as they count there (``scoring.applied``).
    """

    id: int
    name: str
    source: str
    maximum: Decimal
    step: Decimal
    items: tuple[ScoreItem, ...]
    bands: tuple[RatingBand, ...]
    code: str = ""
    version: int = 1
    issuer: str = ""
    #: Kinds of meeting and of cell it is for; none for all.
    applies_to: tuple[MeetingType, ...] = ()
    content_types: tuple[ContentType, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    #: Put to use by the office; the others only wait.
    is_in_use: bool = False

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


def list_templates(office: Office) -> list[TemplateView]:
    """Return the score tables, those in use first."""
    with office.read() as session:
        return [view_of(row) for row in _rows(session)]


def _rows(session: Session) -> list[ScoreTemplate]:
    order = (ScoreTemplate.is_default.desc(), ScoreTemplate.code, ScoreTemplate.version.desc())
    return list(session.scalars(select(ScoreTemplate).options(*_WHOLE).order_by(*order)))


#: A table with all that belongs to it, in four questions.
_WHOLE = (
    selectinload(ScoreTemplate.items).selectinload(ScoreItemRow.options),
    selectinload(ScoreTemplate.bands),
)


def view_of(row: ScoreTemplate) -> TemplateView:
    """Turn a stored score table into plain values."""
    return TemplateView(
        id=row.id,
        name=row.name,
        source=row.source,
        maximum=row.max_total,
        step=row.step,
        items=tuple(_item(item) for item in row.items),
        bands=tuple(RatingBand(band.rating, band.minimum) for band in row.bands),
        code=row.code,
        version=row.version,
        issuer=row.issuer,
        applies_to=tuple(MeetingType(code) for code in row.applies_to or ()),
        content_types=tuple(ContentType(code) for code in row.content_types or ()),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        is_in_use=row.is_default,
    )


def _item(row: ScoreItemRow) -> ScoreItem:
    return ScoreItem(
        code=row.code,
        title=row.title,
        maximum=row.maximum,
        is_group=row.is_group,
        kind=ItemKind(row.kind),
        note=row.note,
        auto=row.auto,
        condition=Condition(row.condition),
        not_applicable=NotApplicable(row.not_applicable),
        moves_to=row.moves_to,
        options=tuple(ScoreOption(one.label, one.points, one.lower_bound, one.upper_bound) for one in row.options),
    )


def template_of(template_id: int, session: Session) -> TemplateView:
    """Return a score table as it is written. Raises NotFound."""
    row = session.get(ScoreTemplate, template_id, options=_WHOLE)
    if row is None:
        raise NotFound("Không còn bảng chấm điểm này.")
    return view_of(row)


def default_template(
    session: Session, day: date, kind: MeetingType | None = None, content_type: ContentType | None = None
) -> TemplateView:
    """Return the score table of a day for a kind of meeting and of cell, as it is written.

    Of the tables in use that are in force and fit, the one made for that kind of cell goes before one for all, then
    the one made for that kind of meeting, then the newest. Where none fits, the first in use stands in, else the first
    there is. Raises NotFound while there is no table at all.
    """
    return choose(all_views(session), day, kind, content_type)


def all_views(session: Session) -> list[TemplateView]:
    """Return all score tables, to choose of them for many meetings."""
    return [view_of(row) for row in _rows(session)]


def choose(
    views: Sequence[TemplateView], day: date, kind: MeetingType | None = None, content_type: ContentType | None = None
) -> TemplateView:
    """Choose of tables that were read as :func:`default_template` does. Raises NotFound of none."""
    if not views:
        raise NotFound("Chưa có bảng chấm điểm nào.")
    fitting = [view for view in views if view.is_in_use and fits(view, day, kind, content_type)]
    if fitting:
        return max(fitting, key=lambda view: (bool(view.content_types), bool(view.applies_to), view.version, -view.id))
    in_force = (view for view in views if holds_on(view.valid_from, view.valid_to, day))
    return next((view for view in views if view.is_in_use), None) or next(in_force, views[0])


def fits(
    view: TemplateView, day: date, kind: MeetingType | None = None, content_type: ContentType | None = None
) -> bool:
    """Say whether a table holds on a day and is for a kind of meeting and of cell; None asks nothing."""
    return (
        holds_on(view.valid_from, view.valid_to, day)
        and (kind is None or not view.applies_to or kind in view.applies_to)
        and (content_type is None or not view.content_types or content_type in view.content_types)
    )


def for_meeting(session: Session, meeting_id: int, today: date, template_id: int | None = None) -> TemplateView:
    """Return the table a meeting is scored by, its lines as they count there: the one used, else the one chosen.

    ``template_id`` takes another table instead. Raises NotFound.
    """
    place = score_facts.place_of(session, meeting_id)
    if place is None:
        raise NotFound("Không còn buổi sinh hoạt này trong sổ.")
    used = template_id if template_id is not None else used_id(session, meeting_id)
    if used is None:
        found = default_template(session, place.held_on or today, place.type, place.content_type)
    else:
        found = template_of(used, session)
    items = scoring.applied(found.items, is_themed=place.is_themed, has_committee=place.has_committee)
    return replace(found, items=items)


def used_id(session: Session, meeting_id: int) -> int | None:
    """Return the id of the table by which a meeting was scored (the same for all its scores), None if it was not."""
    return session.scalars(select(Score.template_id).where(Score.meeting_id == meeting_id).order_by(Score.id)).first()


def used_at(session: Session, meeting_id: int) -> TemplateView | None:
    """Return the table by which a meeting was scored, its lines as they count there; None while it was not."""
    used = used_id(session, meeting_id)
    # The day chooses a table only where none was used yet.
    return None if used is None else for_meeting(session, meeting_id, date.min, used)
