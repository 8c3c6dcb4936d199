"""The history as windows show it: who did what and when."""

from __future__ import annotations

from bontot_desktop.db import history
from bontot_desktop.db.history import HistoryLine
from bontot_desktop.services.office import Office


def recent(office: Office, *, limit: int = 500) -> list[HistoryLine]:
    """Return the newest acts, the newest first."""
    with office.read() as session:
        return history.recent(session, limit=limit)


def of_record(office: Office, table: str, row_id: int) -> list[HistoryLine]:
    """Return the acts that touched one record, the newest first."""
    with office.read() as session:
        return history.of_row(session, table, row_id)
