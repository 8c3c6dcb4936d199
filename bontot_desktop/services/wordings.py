"""The words of the office's papers: which version of a kind's sentences is in use, and what it says."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.wordings import WordingVersion
from bontot_desktop.documents import wording


@dataclass(frozen=True, slots=True)
class InUse:
    """The sentences of a kind the office changed, by key, those of the kinds it prints too among them.

    ``version`` is the kind's own version, 0 while it is as shipped.
    """

    version: int
    texts: dict[str, str]


def in_use(session: Session, kind_id: str) -> InUse:
    """Return what the office says today in papers of a kind."""
    texts: dict[str, str] = {}
    for included in wording.shipped(kind_id).includes:
        texts |= in_use(session, included).texts
    row = newest(session, kind_id)
    if row is None:
        return InUse(0, texts)
    return InUse(row.version, texts | dict(row.texts))


def newest(session: Session, kind_id: str) -> WordingVersion | None:
    """Return the newest version of a kind's sentences, None while they are as shipped."""
    query = select(WordingVersion).where(WordingVersion.kind == kind_id).order_by(WordingVersion.version.desc())
    return session.scalars(query).first()
