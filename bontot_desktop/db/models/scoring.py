"""Score templates as data, and the scores of meetings."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import relationship

from bontot_desktop.db.base import Base, Block, Json, Line, Mapped, Pk, mapped_column, ref
from bontot_desktop.db.models.kinds import Points, PointsOrNone
from bontot_desktop.rules.scoring import Rating, ScoreKind


class ScoreTemplate(Base):
    """A score table (thang điểm); one used by a saved score is never edited, a new version is made."""

    __tablename__ = "score_template"
    __table_args__ = (UniqueConstraint("code", "version"),)
    id: Mapped[Pk]
    code: Mapped[Line]
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[Line]
    issuer: Mapped[Line]
    #: "Hướng dẫn số 42-HD/BTCTW, ngày 28/10/2025"
    source: Mapped[Line]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    max_total: Mapped[Points]
    step: Mapped[Points]
    is_default: Mapped[bool] = mapped_column(default=False)
    #: Codes of the kinds of meeting it scores; none for all.
    applies_to: Mapped[Json] = mapped_column(default=list)
    #: Codes of the kinds of cell it is for; none for all.
    content_types: Mapped[Json] = mapped_column(default=list)
    items: Mapped[list[ScoreItemRow]] = relationship(cascade="all, delete-orphan", order_by="ScoreItemRow.position")
    bands: Mapped[list[RatingBandRow]] = relationship(cascade="all, delete-orphan", order_by="RatingBandRow.position")


class ScoreItemRow(Base):
    """A group or an item of a template; a group's points are the sum of its items."""

    __tablename__ = "score_item"
    __table_args__ = (UniqueConstraint("template_id", "code"),)
    id: Mapped[Pk]
    template_id: Mapped[int] = ref("score_template")
    position: Mapped[int]
    code: Mapped[Line]
    title: Mapped[Line]
    maximum: Mapped[Points]
    is_group: Mapped[bool] = mapped_column(default=False)
    #: FREE, YES_NO, OPTIONS or AUTO; how the points are given.
    kind: Mapped[Line] = mapped_column(default="FREE")
    note: Mapped[Line]
    #: Key of what is computed for it (rules.auto_scores), "" when nothing is.
    auto: Mapped[Line]
    #: When it applies: "" always, THEMED in months with a themed meeting, COMMITTEE in cells with a chi ủy.
    condition: Mapped[Line]
    #: What happens to its points when it does not apply: ZERO, FULL or MOVE to ``moves_to``.
    not_applicable: Mapped[Line] = mapped_column(default="ZERO")
    #: Code of the item that takes its points ("4.2").
    moves_to: Mapped[Line]
    options: Mapped[list[ScoreOptionRow]] = relationship(
        cascade="all, delete-orphan", order_by="ScoreOptionRow.position"
    )


class ScoreOptionRow(Base):
    """One of the fixed answers of an item with its points; bands are half-open [lower, upper)."""

    __tablename__ = "score_option"
    id: Mapped[Pk]
    item_id: Mapped[int] = ref("score_item")
    position: Mapped[int]
    label: Mapped[Line]
    points: Mapped[Points]
    lower_bound: Mapped[PointsOrNone]
    upper_bound: Mapped[PointsOrNone]


class RatingBandRow(Base):
    """A rating is reached from its minimum on."""

    __tablename__ = "rating_band"
    id: Mapped[Pk]
    template_id: Mapped[int] = ref("score_template")
    position: Mapped[int]
    rating: Mapped[Rating]
    minimum: Mapped[Points]


class Score(Base):
    """A score of a meeting by one scorer."""

    __tablename__ = "score"
    __table_args__ = (
        Index("uq_score_one", "meeting_id", "kind", unique=True, sqlite_where=sql("kind <> 'OBSERVER'")),
        Index("uq_score_observer", "observer_id", unique=True, sqlite_where=sql("observer_id IS NOT NULL")),
    )
    id: Mapped[Pk]
    meeting_id: Mapped[int] = ref("meeting")
    template_id: Mapped[int] = ref("score_template")
    kind: Mapped[ScoreKind]
    observer_id: Mapped[int | None] = ref("observer", index=False)
    total: Mapped[Points]
    rating: Mapped[Rating]
    limits_to_fix: Mapped[Block]
    #: Why the official score differs from the cell's own.
    reason: Mapped[Line]
    #: Why points were taken off (column 10 of F11).
    note: Mapped[Line]
    scored_on: Mapped[date | None]
    #: When the cell sent its score in (S9).
    submitted_on: Mapped[date | None]
    #: When the committee decided the official rating.
    decided_on: Mapped[date | None]
    lines: Mapped[list[ScoreLine]] = relationship(cascade="all, delete-orphan", order_by="ScoreLine.id")


class ScoreLine(Base):
    """Points of one item."""

    __tablename__ = "score_line"
    __table_args__ = (UniqueConstraint("score_id", "item_id"),)
    id: Mapped[Pk]
    score_id: Mapped[int] = ref("score")
    item_id: Mapped[int] = ref("score_item")
    points: Mapped[Points]
    #: What the program computed, None where it computes nothing; differs from ``points`` when mended by hand.
    suggested: Mapped[PointsOrNone]
    #: The item did not apply to this meeting.
    is_left_out: Mapped[bool] = mapped_column(default=False)
    note: Mapped[Line]
    item: Mapped[ScoreItemRow] = relationship()
