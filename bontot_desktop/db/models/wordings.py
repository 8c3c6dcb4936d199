"""What the office changed of its papers' words: versions of a kind's sentences, and the legal bases papers cite."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint

from bontot_desktop.db.base import Base, Block, Json, Line, Mapped, Pk, mapped_column


class WordingVersion(Base):
    """One version of the sentences of a kind of paper; the highest is in use, none means the shipped wording.

    A version is never changed or taken away: going back to an older one or to the shipped wording makes a new one.
    """

    __tablename__ = "wording_version"
    __table_args__ = (UniqueConstraint("kind", "version"), CheckConstraint("version >= 1", name="version"))
    id: Mapped[Pk]
    #: Kind by its id in the registry ("D13").
    kind: Mapped[Line]
    version: Mapped[int]
    #: Sentences that differ from the shipped wording, by key.
    texts: Mapped[Json]
    note: Mapped[Line]
    made_at: Mapped[datetime]
    made_by: Mapped[Line]


class LegalBasisRow(Base):
    """A paper of a higher level or of the office that papers cite as căn cứ, with the days between which it holds."""

    __tablename__ = "legal_basis"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="order"),
    )
    id: Mapped[Pk]
    #: Key of the shipped basis this row began as, by which it can be restored; "" for a basis of the office's own.
    key: Mapped[Line]
    position: Mapped[int]
    #: The printed line, without dash and final mark; may hold the gaps {{ commune }} and {{ term }}. "" is never cited.
    text: Mapped[Block]
    #: "208-QĐ/TW" and the year of its signing find it in lines that people typed.
    number: Mapped[Line]
    year: Mapped[int] = mapped_column(default=0)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    #: What took its place ("Quy định số 208-QĐ/TW, ngày 26/7/2026").
    replaced_by: Mapped[Line]
    #: Ids of the kinds of paper that cite it.
    used_in: Mapped[Json] = mapped_column(default=list)
