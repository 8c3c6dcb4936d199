"""Unfinished typing that survives a power cut: kept while a person types, offered again at the next start."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A kept draft. ``key`` names the form and its record ("sample/3/feedback"); ``payload`` is what was typed."""

    key: str
    title: str
    payload: Any
    saved_at: datetime


def keep(office: Office, key: str, title: str, payload: Any) -> None:
    """Keep what is typed so far in place of what was kept before; plain JSON values only. Nothing goes into history.

    Nor is anything kept while the office may only be looked at.
    """
    if office.read_only_because:
        return
    from bontot_desktop.db.base import as_json
    from bontot_desktop.db.house import Draft

    with office.work("drafts.keep", f"Giữ bản nháp {title}") as session:
        row = session.get(Draft, key)
        if row is None:
            session.add(Draft(key=key, title=title, payload=payload, saved_at=office.now()))
        elif as_json(row.payload) != as_json(payload):
            row.title, row.payload, row.saved_at = title, payload, office.now()


def find(office: Office, key: str) -> DraftRow | None:
    """Return the draft kept under a key, None if there is none."""
    return next((row for row in all_kept(office) if row.key == key), None)


@dataclass(frozen=True, slots=True)
class KeptForm(Generic[F]):
    """A form's own draft, kept while it was typed."""

    draft: F
    saved_at: datetime


def keep_typed(office: Office, key: str, title: str, draft: Any) -> None:
    """Keep a form's frozen draft (a dataclass of plain values, dates, points, codes and lines)."""
    from bontot_desktop.services import draft_values

    keep(office, key, title, draft_values.to_payload(draft))


def find_typed(office: Office, key: str, kind: type[F]) -> KeptForm[F] | None:
    """Return a form's draft kept under a key; None if there is none, or one that an older form left and none fits."""
    from bontot_desktop.services import draft_values

    row = find(office, key)
    if row is None:
        return None
    draft = draft_values.from_payload(kind, row.payload)
    return None if draft is None else KeptForm(draft, row.saved_at)


def all_kept(office: Office) -> list[DraftRow]:
    """Return every kept draft, the newest first; in plain SQL, as the window asks for them when it opens."""
    with office.ask() as driver:
        found = driver.execute("SELECT key, title, payload, saved_at FROM draft ORDER BY saved_at DESC").fetchall()
    return [DraftRow(key, title, json.loads(typed), datetime.fromisoformat(at)) for key, title, typed, at in found]


def records_under(office: Office, start: str) -> list[str]:
    """Return the last parts of the keys that begin with ``start`` and a slash, the newest draft first."""
    return [row.key.rpartition("/")[2] for row in all_kept(office) if row.key.rpartition("/")[0] == start]


def drop(office: Office, key: str) -> None:
    """Forget a draft; nothing happens when there is none, or while the office may only be looked at."""
    if office.read_only_because:
        return
    with office.work("drafts.drop", "Bỏ bản nháp") as session:
        drop_in(session, key)


def drop_in(session: Session, key: str) -> None:
    """Forget a draft inside the act that saves its content."""
    from bontot_desktop.db.house import Draft

    row = session.get(Draft, key)
    if row is not None:
        session.delete(row)
