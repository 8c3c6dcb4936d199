"""Unfinished typing that survives a power cut: kept while a person types, offered again at the next start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.base import as_json
from bontot_desktop.db.house import Draft
from bontot_desktop.services import draft_values
from bontot_desktop.services.office import Office

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A kept draft. ``key`` names the form and its record ("sample/3/feedback"); ``payload`` is what was typed."""

    key: str
    title: str
    payload: Any
    saved_at: datetime


def keep(office: Office, key: str, title: str, payload: Any) -> None:
    """Keep what is typed so far in place of what was kept before; plain JSON values only. Nothing goes into history."""
    with office.work("drafts.keep", f"Giữ bản nháp {title}") as session:
        row = session.get(Draft, key)
        if row is None:
            session.add(Draft(key=key, title=title, payload=payload, saved_at=office.now()))
        elif as_json(row.payload) != as_json(payload):
            row.title, row.payload, row.saved_at = title, payload, office.now()


def find(office: Office, key: str) -> DraftRow | None:
    """Return the draft kept under a key, None if there is none."""
    with office.read() as session:
        row = session.get(Draft, key)
        return _row(row) if row else None


@dataclass(frozen=True, slots=True)
class KeptForm(Generic[F]):
    """A form's own draft, kept while it was typed."""

    draft: F
    saved_at: datetime


def keep_typed(office: Office, key: str, title: str, draft: Any) -> None:
    """Keep a form's frozen draft (a dataclass of plain values, dates, points, codes and lines)."""
    keep(office, key, title, draft_values.to_payload(draft))


def find_typed(office: Office, key: str, kind: type[F]) -> KeptForm[F] | None:
    """Return a form's draft kept under a key; None if there is none, or one that an older form left and none fits."""
    row = find(office, key)
    if row is None:
        return None
    draft = draft_values.from_payload(kind, row.payload)
    return None if draft is None else KeptForm(draft, row.saved_at)


def all_kept(office: Office) -> list[DraftRow]:
    """Return every kept draft, the newest first."""
    with office.read() as session:
        return [_row(row) for row in session.scalars(select(Draft).order_by(Draft.saved_at.desc()))]


def drop(office: Office, key: str) -> None:
    """Forget a draft; nothing happens when there is none."""
    with office.work("drafts.drop", "Bỏ bản nháp") as session:
        drop_in(session, key)


def drop_in(session: Session, key: str) -> None:
    """Forget a draft inside the act that saves its content."""
    row = session.get(Draft, key)
    if row is not None:
        session.delete(row)


def _row(row: Draft) -> DraftRow:
    return DraftRow(row.key, row.title, row.payload, row.saved_at)
