"""Why a cell is not recognised: reasons by code with their words, checked and written in one way everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bontot_desktop.db.models.recognition import CellEntry, EntryReason
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.recognition import Reason


@dataclass(frozen=True, slots=True)
class ReasonDraft:
    """A reason for not recognising a cell; ``text`` "" takes the reason's own words."""

    reason: Reason
    text: str = ""


def check(reasons: Sequence[ReasonDraft]) -> None:
    """Ask for at least one reason, and for words where the code says none (T8, T11). Raises Problems."""
    found = []
    if not reasons:
        found.append(Problem("reasons", "Hãy chọn ít nhất một lý do không công nhận."))
    if any(draft.reason is Reason.R99 and not draft.text.strip() for draft in reasons):
        found.append(Problem("reasons", "“Lý do khác” cần ghi rõ là lý do gì."))
    if found:
        raise Problems(found)


def write(session: Session, entry: CellEntry, reasons: Sequence[ReasonDraft]) -> None:
    """Put the reasons in place of those that stood, the first the main one."""
    entry.reasons.clear()
    session.flush()
    entry.reasons.extend(
        EntryReason(position=position, reason=draft.reason, text=draft.text)
        for position, draft in enumerate({draft.reason: draft for draft in reasons}.values(), start=1)
    )
