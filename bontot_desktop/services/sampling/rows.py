"""Rows of an invented office written in bulk: the same values the models would store, without an object for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.base import Base, companions
from bontot_desktop.db.work import driver_of

_Stored = Callable[[Any], Any]
_ValueOf = Callable[[dict[str, Any]], str]


class Rows:
    """Rows of one table, gathered under ids of their own and written together.

    Texts pass the same door as those of objects and companions are made from them; what is not named takes the
    column's default. Nothing of it is in the history.
    """

    def __init__(self, session: Session, model: type[Base], *names: str) -> None:
        mapper = model.__mapper__
        table = mapper.local_table
        assert isinstance(table, Table)
        kept = companions(mapper)
        named = [*_columns(mapper, names), *_columns(mapper, tuple(kept))]
        rest = [column for column in table.columns if column.name not in named and not column.primary_key]
        self._stored = [_stored(mapper.attrs[name].columns[0]) for name in names]
        self._companions = [_companion(names, sources, value_of) for sources, value_of in kept.values()]
        self._constants = tuple(_stored(column)(_default(column)) for column in rest)
        columns = ["id", *named, *(column.name for column in rest)]
        marks = ", ".join("?" * len(columns))
        self._statement = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"
        last = driver_of(session).execute(f"SELECT coalesce(max(id), 0) FROM {table.name}").fetchone()[0]
        self._next = int(last) + 1
        self._waiting: list[tuple[Any, ...]] = []

    def reserve(self) -> int:
        """Take an id for a row whose values are known later."""
        self._next += 1
        return self._next - 1

    def add(self, *values: Any) -> int:
        """Gather a row, its values in the order named; returns its id."""
        return self.put(self.reserve(), *values)

    def put(self, row_id: int, *values: Any) -> int:
        """Gather a row under an id taken before."""
        plain = [stored(value) for stored, value in zip(self._stored, values, strict=True)]
        plain += [made_of(values) for made_of in self._companions]
        self._waiting.append((row_id, *plain, *self._constants))
        return row_id

    def write(self, session: Session) -> None:
        """Write what was gathered."""
        if self._waiting:
            driver_of(session).executemany(self._statement, self._waiting)
            self._waiting = []


def _columns(mapper: Any, names: Sequence[str]) -> list[str]:
    return [mapper.attrs[name].columns[0].name for name in names]


def _default(column: Column[Any]) -> Any:
    default = column.default
    if default is None:
        return None
    if default.is_callable:
        return default.arg(None)  # type: ignore[attr-defined]
    return default.arg  # type: ignore[attr-defined]


def _stored(column: Column[Any]) -> _Stored:
    """Return what turns a value into what the file holds; few values come often, so each is turned once."""
    turn = column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    if turn is None:
        return _as_it_is
    known: dict[Any, Any] = {None: turn(None)}

    def stored(value: Any) -> Any:
        try:
            return known[value]
        except KeyError:
            found = known[value] = turn(value)
            return found
        except TypeError:
            # A list or dict, kept as JSON.
            return turn(value)

    return stored


def _companion(names: Sequence[str], sources: Sequence[str], value_of: _ValueOf) -> Callable[[Sequence[Any]], str]:
    """Return what makes a companion from the values of a row; sources that are not among them are empty."""
    places = [(source, names.index(source)) for source in sources if source in names]
    known: dict[tuple[Any, ...], str] = {}

    def made_of(values: Sequence[Any]) -> str:
        key = tuple([values[place] for _, place in places])
        if key not in known:
            known[key] = text.clean(value_of({source: values[place] for source, place in places}))
        return known[key]

    return made_of


def _as_it_is(value: Any) -> Any:
    return value


_DIALECT = sqlite.dialect()
