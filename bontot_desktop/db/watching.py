"""Tells which things were written since one last asked, so that a long list reads only these again.

Temporary triggers note them, so whatever writes a row is heard: an act, taking it back, an import, a repair. They and
their notes live in the memory of the connection: nothing of them reaches the file, and what is rolled back is no longer
noted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlcipher3 import dbapi2


class Watched(NamedTuple):
    """A table to be watched: which thing a row of it belongs to, and by which column the thing is known there.

    With ``columns`` only a change of these counts, beside rows that come and go.
    """

    table: str
    thing: str
    column: str = "id"
    columns: tuple[str, ...] = ()


class Watch:
    """Notes the things written since :meth:`taken` was last asked; begins with nothing noted."""

    def __init__(self, driver: dbapi2.Connection, name: str, watched: Iterable[Watched]) -> None:
        self._driver = driver
        self._notes = f"watch_{name}"
        driver.execute(f"CREATE TEMP TABLE {self._notes} (thing TEXT NOT NULL, id INTEGER NOT NULL)")
        for one in watched:
            of = f" OF {', '.join((one.column, *one.columns))}" if one.columns else ""
            for event, rows in (("INSERT", ("new",)), (f"UPDATE{of}", ("old", "new")), ("DELETE", ("old",))):
                notes = " ".join(
                    f"INSERT INTO {self._notes} VALUES ('{one.thing}', {row}.{one.column});" for row in rows
                )
                name_of = f"{self._notes}_{one.table}_{event.split()[0].lower()}"
                driver.execute(f"CREATE TEMP TRIGGER {name_of} AFTER {event} ON main.{one.table} BEGIN {notes} END")

    def taken(self) -> set[tuple[str, int]] | None:
        """Return the things written since the last time, by kind and id; they are then no longer noted.

        None while a transaction is open: what it has written may yet be taken back, and the notes stay.
        """
        if self._driver.in_transaction:
            return None
        found = {(thing, row_id) for thing, row_id in self._driver.execute(f"SELECT thing, id FROM {self._notes}")}
        if found:
            self._driver.execute(f"DELETE FROM {self._notes}")
        return found
