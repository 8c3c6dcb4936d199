"""Writes very many new rows of one table inside an act, with the same account in the history as objects give.

An object costs half a millisecond on its way into the file; ten thousand members with their statuses would keep a
person waiting for ten seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Boolean, Column, Date, Enum, Integer, inspect
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from bontot_desktop import text
from bontot_desktop.db.base import COMPANION, Base, BlockText, LineText, companions
from bontot_desktop.db.work import Work, driver_of

_Plain = Callable[[Any], Any]


def add_rows(work: Work, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Write new rows, given by their columns without ``id``, and return their ids.

    What a row does not name has the column's default; texts are cleaned and companions made as for objects. Raises
    TypeError for a table with columns of other kinds than text, number, yes or no, day and choice, and the driver's
    IntegrityError.
    """
    if not rows:
        return []
    shape = _shape(model)
    driver = driver_of(work)
    first = driver.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {shape.table}").fetchone()[0]
    written = [shape.plain(first + place, row) for place, row in enumerate(rows)]
    driver.executemany(shape.statement, map(shape.values, written))
    work.note_new_rows(shape.table, written)
    return list(range(first, first + len(rows)))


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the rows of a table are written."""

    table: str
    statement: str
    #: Every column of our own with what it holds when nothing is said, in the order of the statement.
    empty: Mapping[str, Any]
    turn: Mapping[str, _Plain]
    companions: tuple[_Plain, ...]

    def plain(self, row_id: int, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row in plain values, as the file and the history keep it."""
        plain = {**self.empty, "id": row_id}
        turn = self.turn
        for name, value in row.items():
            if value is not None and value != "":
                plain[name] = turn[name](value)
        return plain

    def values(self, plain: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return what is written of a row."""
        return (*plain.values(), *[make(plain) for make in self.companions])


@lru_cache
def _shape(model: type[Base]) -> _Shape:
    mapper = inspect(model)
    made = companions(mapper)
    columns = [cast("Column[Any]", attribute.columns[0]) for attribute in mapper.column_attrs]
    own = [column for column in columns if COMPANION not in column.info]
    names = [*(column.name for column in own), *made]
    table = str(mapper.tables[0].name)
    quoted = ", ".join(f'"{name}"' for name in names)
    return _Shape(
        table,
        f"INSERT INTO {table} ({quoted}) VALUES ({', '.join('?' * len(names))})",
        {column.name: _empty(column) for column in own},
        {column.name: _turn(column) for column in own},
        tuple(value_of for _, value_of in made.values()),
    )


def _empty(column: Column[Any]) -> Any:
    default = column.default
    return default.arg if isinstance(default, ScalarElementColumnDefault) else None


def _turn(column: Column[Any]) -> _Plain:
    """Return what makes the plain value of one thing a column holds."""
    kind = column.type
    if isinstance(kind, LineText):
        return text.clean
    if isinstance(kind, BlockText):
        return text.clean_block
    if isinstance(kind, Enum):
        return _value
    if isinstance(kind, Date):
        return date.isoformat
    if isinstance(kind, Integer | Boolean):
        return _same
    raise TypeError(f"{column} holds {kind}, which is not written in bulk")


def _value(choice: Any) -> str:
    return str(choice.value)


def _same(value: Any) -> Any:
    return value
