"""How what is typed of a meeting meets what is stored: merged with another's saving, taken back, past midnight."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import time
from typing import Protocol

from bontot_desktop import dates
from bontot_desktop.rules.meetings import is_past_midnight_too_long
from bontot_desktop.services.meeting_drafts import MeetingDraft
from bontot_desktop.ui.asking import Asking

#: Not typed by anybody: these stay as they are stored when kept typing is taken back.
_KEPT_APART = frozenset({"id", "cell_id", "cell_name", "state", "addenda", "settings", "checked_at", "checked_by",
                         "book_no", "approved_for", "is_sample", "type", "preparing"})  # fmt: skip


def taken_back(stored: MeetingDraft, kept: MeetingDraft) -> MeetingDraft:
    """Return kept typing over what is stored now: only what is typed differs from it."""
    names = [field.name for field in fields(kept) if field.name not in _KEPT_APART]
    return replace(stored, **{name: getattr(kept, name) for name in names})


def merged(draft: MeetingDraft, stored: MeetingDraft, now: MeetingDraft) -> MeetingDraft:
    """Return what was typed over ``stored`` put over what is stored ``now``: another may have saved meanwhile."""
    if now == stored:
        return draft
    typed = {
        field.name: getattr(draft, field.name)
        for field in fields(draft)
        if getattr(draft, field.name) != getattr(stored, field.name)
    }
    if typed.keys() & {"guests", "agenda", "contributions"}:
        # Who spoke is said by the place in the lists of guests and items: they go together.
        typed.update({name: getattr(draft, name) for name in ("guests", "agenda", "contributions")})
    return replace(now, **typed)


class Timed(Protocol):
    """What has a start and an end by the clock: a meeting, a feedback session."""

    @property
    def starts_at(self) -> time | None: ...

    @property
    def ends_at(self) -> time | None: ...


class Midnight:
    """Asks once about an end before the start; the answer holds for these hours."""

    def __init__(self) -> None:
        self._known: object = None

    def forget(self) -> None:
        """Know of no answer: another meeting is shown."""
        self._known = None

    def asks(self, draft: Timed, stored: Timed | None) -> bool:
        """Say whether the hours of a draft are to be asked about."""
        hours = (draft.starts_at, draft.ends_at)
        if draft.starts_at is None or draft.ends_at is None or draft.ends_at >= draft.starts_at:
            return False
        if is_past_midnight_too_long(draft.starts_at, draft.ends_at):
            # It is refused when it is saved; there is nothing to ask.
            return False
        return hours != self._known and (stored is None or hours != (stored.starts_at, stored.ends_at))

    def is_past(self, asking: Asking, draft: Timed, what: str = "buổi sinh hoạt") -> bool:
        """Ask whether the meeting went on past midnight."""
        question = (
            f"Bắt đầu {dates.clock(draft.starts_at)}, kết thúc {dates.clock(draft.ends_at)}: "
            f"{what} kéo dài qua nửa đêm?"
        )
        if not asking.confirm(question, "Qua nửa đêm", stay="Sửa giờ"):
            return False
        self._known = (draft.starts_at, draft.ends_at)
        return True
