"""What the rows of every table look like: which values a column holds, and how a row read by hand becomes one again."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Enum, Integer, Table, Time
from sqlcipher3 import dbapi2

from bontot_desktop.db import finding, models  # noqa: F401 — every table is known
from bontot_desktop.db.base import Base, BlockText, JsonText, LineText
from bontot_desktop.db.btree import LOST, Record
from bontot_desktop.db.models.kinds import Hundredths

_Fits = Callable[[Any], bool]
#: Tables that are made anew, not carried over: the search index, what SQLite keeps, the step.
MADE_ANEW = (finding.TABLE, "sqlite_", "alembic_version")


@dataclass(frozen=True)
class Shape:
    """The columns of a table in their order in the file."""

    table: str
    columns: tuple[str, ...]
    #: What a column may hold, by place.
    fits: tuple[_Fits, ...]
    #: Place of the column that is the row's own number, None for a table with a key of words.
    row_id_at: int | None
    is_carried: bool
    #: SQLite keeps such a table as an index (WITHOUT ROWID): two of the search index, which is made anew.
    has_no_row_ids: bool
    #: What stands in a column that a row written before the column was added does not have; ``LOST`` where nothing can.
    defaults: tuple[Any, ...]

    @cached_property
    def model(self) -> Table | None:
        """The table as the program knows it today."""
        return Base.metadata.tables.get(self.table)

    def fitting(self, record: Record) -> bool:
        """Say whether a row could be one of this table; what is lost of it is not asked."""
        values = self.filled(record)
        return values is not None and not self.wrong(values)

    def filled(self, record: Record) -> tuple[Any, ...] | None:
        """Return the values of a row with those of columns added later; None when it is no row of this table."""
        missing = len(self.columns) - len(record.values)
        added = self.defaults[len(record.values) :]
        if missing < 0 or LOST in added:
            return None
        return record.values + added

    def wrong(self, values: Sequence[Any]) -> list[int]:
        """Return the places whose value cannot stand there; what is lost is not asked."""
        return [
            place
            for place, value in enumerate(values)
            if (value is not None if place == self.row_id_at else value is not LOST and not self.fits[place](value))
        ]

    def numbered(self, values: Sequence[Any], row_id: int) -> list[Any]:
        """Return the values of a row with its number in its place."""
        row = list(values)
        if self.row_id_at is not None:
            row[self.row_id_at] = row_id
        return row

    @cached_property
    def statement(self) -> str:
        """The statement that writes a row of all columns."""
        names = ", ".join(f'"{name}"' for name in self.columns)
        return f"INSERT INTO {self.table} ({names}) VALUES ({', '.join('?' * len(self.columns))})"


def shapes_of(driver: dbapi2.Connection) -> dict[str, Shape]:
    """Return the shapes of all tables of a fresh file."""
    names = [row[0] for row in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {name: _shape(driver, name) for name in names if not name.startswith("sqlite_") and name != finding.TABLE}


def _shape(driver: dbapi2.Connection, table: str) -> Shape:
    model = Base.metadata.tables.get(table)
    columns, fits, defaults = [], [], []
    row_id_at = None
    info = driver.execute(f"PRAGMA table_info({table})").fetchall()
    keys = [row for row in info if row[5]]
    for place, (_, name, kind, needed, default, key) in enumerate(info):
        columns.append(name)
        if default is not None:
            defaults.append(driver.execute(f"SELECT {default}").fetchone()[0])
        else:
            defaults.append(LOST if needed or key else None)
        if key and len(keys) == 1 and kind.upper() == "INTEGER":
            row_id_at = place
        column = model.c.get(name) if model is not None else None
        fits.append(_fit(kind, column, may_be_empty=not needed))
    statement = driver.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    without = "WITHOUT ROWID" in statement.upper()
    carried = not table.startswith(MADE_ANEW)
    return Shape(table, tuple(columns), tuple(fits), row_id_at, carried, without, tuple(defaults))


def _fit(kind: str, column: Column[Any] | None, *, may_be_empty: bool) -> _Fits:
    inner = _of_declared(kind) if column is None else _of_column(column)
    return (lambda value: value is None or inner(value)) if may_be_empty else inner


def _of_declared(kind: str) -> _Fits:
    if kind.upper().startswith("INT"):
        return lambda value: isinstance(value, int)
    if kind.upper().startswith(("VARCHAR", "TEXT")):
        return lambda value: isinstance(value, str)
    if kind.upper() == "BLOB":
        return lambda value: isinstance(value, bytes | int)
    return lambda value: True


def _of_column(column: Column[Any]) -> _Fits:
    kind = column.type
    if isinstance(kind, Enum):
        choices = frozenset(kind.enums)
        return lambda value: value in choices
    if isinstance(kind, JsonText):
        return _is_json
    if isinstance(kind, LineText | BlockText):
        return lambda value: isinstance(value, str) and "\0" not in value
    if isinstance(kind, Boolean):
        return lambda value: value == 0 or value == 1
    if isinstance(kind, Integer | Hundredths):
        return lambda value: isinstance(value, int)
    for family, read in ((DateTime, datetime.fromisoformat), (Date, date.fromisoformat), (Time, time.fromisoformat)):
        if isinstance(kind, family):
            return _read_by(read)
    return lambda value: True


def _read_by(read: Callable[[str], object]) -> _Fits:
    def fits(value: Any) -> bool:
        if isinstance(value, str):
            with suppress(ValueError):
                read(value)
                return True
        return False

    return fits


def _is_json(value: Any) -> bool:
    if isinstance(value, str):
        with suppress(ValueError, RecursionError):
            json.loads(value)
            return True
    return False
