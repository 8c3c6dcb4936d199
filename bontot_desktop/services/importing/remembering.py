"""Remembering how a person mapped the columns of a list, by the signature of its headings."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.base import as_json
from bontot_desktop.db.house import Setting
from bontot_desktop.db.work import driver_of
from bontot_desktop.services.importing.finding import Remembered
from bontot_desktop.services.importing.guesses import Guess, SheetGuess
from bontot_desktop.services.importing.roles import Sure
from bontot_desktop.services.office import Office

#: Key of the setting; the value is a dict by signature.
SETTING = "import.columns"
#: So many headings are remembered, the newest ones.
_MOST = 60


def remembered(office: Office) -> Remembered:
    """Return the mappings of earlier imports by signature."""
    with office.read() as session:
        value = session.scalars(select(Setting.value).where(Setting.key == SETTING)).first()
    return value if isinstance(value, dict) else {}


def keep(session: Session, guess: Guess) -> None:
    """Keep what the person chose, inside the act of the import but without a word in its history.

    Which column is which stays true when the import is taken back, and must not keep an earlier one from being.
    """
    chosen = {sheet.signature: _mapping(sheet) for sheet in guess.sheets if _is_chosen(sheet)}
    if not chosen:
        return
    kept = session.scalars(select(Setting.value).where(Setting.key == SETTING)).first()
    kept = kept if isinstance(kept, dict) else {}
    kept = {**{key: value for key, value in kept.items() if key not in chosen}, **chosen}
    driver_of(session).execute(
        "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (SETTING, as_json(dict(list(kept.items())[-_MOST:]))),
    )


def _is_chosen(sheet: SheetGuess) -> bool:
    return sheet.kind is not None and any(column.sure is Sure.CHOSEN for column in sheet.columns)


def _mapping(sheet: SheetGuess) -> dict[str, object]:
    return {
        "roles": {str(column.index): column.role.value for column in sheet.columns},
        "cell_from": sheet.cell_from.value,
    }
