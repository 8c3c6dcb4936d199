"""The office's choices for score sheets: which differences need a reason, whether a quorum is asked (T3, T6)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bontot_desktop.documents import facts as facts_codec
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Key of the choices among the settings.
SETTING = "entry_scores"
#: The steepest difference that may stay without a reason.
MOST = Decimal(20)


@dataclass(frozen=True, slots=True)
class SheetSettings:
    """``explain_from`` is the difference between verified and own points from which a reason is asked (T6).

    ``asks_quorum``: fewer than two thirds of the voters at the cell's meeting keep its score from counting as adopted
    (T3); otherwise that is only said, as no source fixes it.
    """

    explain_from: Decimal = Decimal(1)
    asks_quorum: bool = False


def of(session: Session) -> SheetSettings:
    """Return the choices that hold, inside another's session."""
    from bontot_desktop.db.house import Setting

    row = session.get(Setting, SETTING)
    return facts_codec.from_json(SheetSettings, row.value) if row else SheetSettings()


def load(office: Office) -> SheetSettings:
    """Return the choices that hold."""
    with office.read() as session:
        return of(session)


def save(office: Office, settings: SheetSettings) -> Changes:
    """Keep the choices. Raises Problems for a difference that cannot be."""
    from bontot_desktop.db.base import as_json
    from bontot_desktop.db.house import Setting

    if not 0 < settings.explain_from <= MOST:
        raise Problems([Problem("explain_from", f"Mức chênh lệch phải lớn hơn 0 và không quá {MOST} điểm.")])
    with office.work("entry_scores.settings", "Sửa quy ước chấm điểm “Chi bộ 4 tốt”") as session:
        value = facts_codec.to_json(settings)
        row = session.get(Setting, SETTING)
        if row is None:
            session.add(Setting(key=SETTING, value=value))
        elif as_json(row.value) != as_json(value):
            row.value = value
    return Changes.of(Kind.SETTINGS, Kind.CAMPAIGNS)
