"""Gathers what an act changed, row by row, so that several saves of one act make one account of before and after."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from bontot_desktop.db.base import as_json


def plain_value(value: Any) -> Any:
    """Turn a column's value into one JSON can keep: dates in ISO form, enums by value, files by fingerprint.

    A file's bytes are too big for the history; only their SHA-256 and length are kept, so such a change is told but
    cannot be taken back.
    """
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return {"sha256": hashlib.sha256(value).hexdigest(), "bytes": len(value)}
    return value


def _row_key(table: str, row_id: tuple[Any, ...]) -> tuple[str, str]:
    return table, as_json([plain_value(part) for part in row_id])


class Ledger:
    """The changed rows of one act in the order they were first touched."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], dict[str, Any]] = {}

    @classmethod
    def of(cls, *acts: Sequence[dict[str, Any]]) -> Ledger:
        """Make one account of the entries of several acts that followed each other."""
        ledger = cls()
        for row in (row for entries in acts for row in entries):
            row_id = tuple(row["id"]) if isinstance(row["id"], list) else (row["id"],)
            ledger.note(row["table"], row_id, row["op"], row["before"], row["after"])
        return ledger

    def note(self, table: str, row_id: tuple[Any, ...], op: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Add one written row to what is known of it: a row made and deleted in one act was never there."""
        key = _row_key(table, row_id)
        known = self._rows.get(key)
        if known is None:
            plain_id = [plain_value(part) for part in row_id]
            shown = plain_id[0] if len(plain_id) == 1 else plain_id
            self._rows[key] = {"table": table, "op": op, "id": shown, "before": before, "after": after}
            return
        if known["op"] == "insert" and op == "delete":
            del self._rows[key]
            return
        if known["op"] == "delete":  # deleted and made anew under the same id
            known["op"], known["after"] = "update", after
        elif op == "delete":
            known["op"], known["before"], known["after"] = "delete", {**before, **known["before"]}, {}
        else:
            known["before"] = {**before, **known["before"]} if known["op"] == "update" else {}
            known["after"] = {**known["after"], **after}

    def note_new(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        """Add rows that nothing is known of yet, each with a number of its own under ``id``."""
        for row in rows:
            number = row["id"]
            self._rows[table, f"[{number}]"] = {
                "table": table,
                "op": "insert",
                "id": number,
                "before": {},
                "after": row,
            }

    def entries(self) -> list[dict[str, Any]]:
        """Return the changed rows; a column changed and changed back is no change."""
        kept = []
        for row in self._rows.values():
            if row["op"] == "update":
                names = [name for name in row["after"] if row["before"].get(name) != row["after"][name]]
                if not names:
                    continue
                row = {
                    **row,
                    "before": {name: row["before"].get(name) for name in names},
                    "after": {name: row["after"][name] for name in names},
                }
            kept.append(row)
        return kept
