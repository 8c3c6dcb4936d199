"""Makes lost rows again from the history, which holds every row that was added or changed, before and after."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import InvalidOperation
from functools import cache
from typing import Any

from sqlalchemy import Column, inspect
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Mapper

from bontot_desktop.db.base import COMPANION, Base, companions
from bontot_desktop.db.btree import LOST
from bontot_desktop.db.salvaging.account import known, name_of
from bontot_desktop.db.salvaging.clues import Clues
from bontot_desktop.db.salvaging.filling import CLASH, Filling
from bontot_desktop.db.salvaging.shapes import Shape
from bontot_desktop.db.undo import typed

_DIALECT = sqlite.dialect()
#: What follows a text whose end is lost.
CUT_MARK = " … (phần sau bị mất)"


_TOUCH = "INSERT INTO history_touch (history_id, row_table, row_id) VALUES (?, ?, ?)"


def touch_again(filling: Filling) -> None:
    """Write the lost lines of the index of the history again: they follow from its changes."""
    gaps = filling.places.gaps.get("history_touch")
    if not gaps:
        return
    driver = filling.driver
    for line, text in driver.execute("SELECT id, changes FROM history").fetchall():
        there = set(driver.execute("SELECT row_table, row_id FROM history_touch WHERE history_id = ?", (line,)))
        touched = {(table, key) for table, _, key, _ in _changes(text) if isinstance(key, int)}
        missing = [(line, table, key) for table, key in sorted(touched - there)]
        driver.executemany(_TOUCH, missing)
        filling.account.rebuilt["history_touch"] += len(missing)


class Told:
    """What the history says of the rows that are not there: the last state of each, and highest numbers of papers."""

    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        #: Last state by table and key; whole when the history saw the row made.
        self.states: dict[tuple[str, int | str], dict[str, Any]] = {}
        self.whole: set[tuple[str, int | str]] = set()
        self._wanted: dict[tuple[str, int | str], bool] = {}
        #: Term and series → the highest number a paper ever had.
        self.highest: dict[tuple[int, str], int] = {}
        self._series: dict[int, dict[str, Any]] = {}

    def read(self) -> None:
        """Replay every line, the oldest first."""
        for (text,) in self._filling.driver.execute("SELECT changes FROM history ORDER BY id"):
            for table, op, key, after in _changes(text):
                if table == "paper" and isinstance(key, int):
                    self._note_number(key, after)
                if self._is_wanted(table, key):
                    self._replay(table, op, key, after)

    def _replay(self, table: str, op: str, key: int | str, after: dict[str, Any]) -> None:
        name = (table, key)
        if op == "delete":
            self.states.pop(name, None)
            self.whole.discard(name)
        elif op == "insert":
            self.states[name] = dict(after)
            self.whole.add(name)
        else:
            self.states.setdefault(name, {}).update(after)

    def _is_wanted(self, table: str, key: int | str) -> bool:
        name = (table, key)
        if name not in self._wanted:
            self._wanted[name] = self._ask(table, key)
        return self._wanted[name]

    def _ask(self, table: str, key: int | str) -> bool:
        filling, shape = self._filling, self._filling.shapes.get(table)
        if shape is None or not shape.is_carried:
            return False
        if isinstance(key, int):
            if not -(1 << 63) <= key < 1 << 63:
                return False
            if key in filling.wounded.get(table, ()):
                return True
            return filling.places.is_lost(table, key) and not filling.is_there(table, key)
        if shape.row_id_at is not None or not filling.places.gaps.get(table):
            return False
        found = filling.driver.execute(f'SELECT 1 FROM {table} WHERE "{shape.columns[0]}" = ?', (key,)).fetchone()
        return found is None

    def _note_number(self, key: int, after: dict[str, Any]) -> None:
        paper = self._series.setdefault(key, {})
        paper.update({name: after[name] for name in ("term_id", "series", "number") if name in after})
        term, series, number = paper.get("term_id"), paper.get("series"), paper.get("number")
        if isinstance(term, int) and isinstance(series, str) and isinstance(number, int):
            self.highest[term, series] = max(number, self.highest.get((term, series), 0))


def rebuild(filling: Filling, told: Told) -> None:
    """Write the lost rows the history knows whole."""
    for (table, key), state in told.states.items():
        shape = filling.shapes[table]
        if (table, key) not in told.whole or (isinstance(key, int) and key in filling.wounded.get(table, ())):
            continue
        row = row_of(shape, state, key if isinstance(key, int) else None)
        if row is None or LOST in row:
            continue
        if filling.write(shape, row):
            filling.account.rebuilt[table] += 1
            filling.account.tell("Dựng lại từ nhật ký", table, name_of(table, key, known(shape, row)))
        else:
            filling.account.lose(table, key, known(shape, row), CLASH)


def heal(filling: Filling, told: Told, clues: Clues) -> None:
    """Write the rows that lost a part: the part from the history or an index, else empty where it may be."""
    for table, rows in filling.wounded.items():
        shape = filling.shapes[table]
        for row_id, wounded in rows.items():
            state = {**clues.get(table, {}).get(row_id, {}), **told.states.get((table, row_id), {})}
            again = row_of(shape, state, row_id)
            row, missing, is_cut = [], [], False
            for place, value in enumerate(wounded.values):
                name = shape.columns[place]
                if value is LOST and again is not None:
                    value = again[place]
                if value is LOST:
                    missing.append(name)
                    value = empty(shape, name)
                    if wounded.cut and isinstance(value, str) and not is_cut and value == "":
                        value = wounded.cut.rstrip() + CUT_MARK
                    is_cut = True
                row.append(value)
            label = name_of(table, row_id, known(shape, wounded.values))
            if LOST in row or not filling.write(shape, with_companions(shape, row)):
                filling.account.lose(table, row_id, known(shape, wounded.values))
            elif missing:
                filling.account.rebuilt[table] += 1
                filling.account.tell("Chỉ còn một phần", table, label)
            else:
                filling.account.rebuilt[table] += 1
                filling.account.tell("Dựng lại từ nhật ký", table, label)


def empty(shape: Shape, column: str) -> Any:
    """Return what stands in a column of which nothing is known; ``LOST`` when nothing may."""
    model = shape.model
    found = model.c.get(column) if model is not None else None
    if found is None:
        place = shape.columns.index(column)
        return None if shape.fits[place](None) else "" if shape.fits[place]("") else LOST
    if found.nullable:
        return None
    if COMPANION in found.info:
        return ""
    default = found.default
    if default is not None:
        value = getattr(default, "arg", None)
        return stored(found, value({}) if callable(value) else value)
    return LOST


def stored(column: Column[Any], value: Any) -> Any:
    """Return a value as the driver writes it."""
    process = column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return process(value) if process is not None else value


def row_of(shape: Shape, state: Mapping[str, Any], row_id: int | None) -> list[Any] | None:
    """Return a row by its plain values; ``LOST`` where nothing is known. None for a table the program does not know."""
    model = shape.model
    if model is None:
        return None
    row: list[Any] = []
    for place, name in enumerate(shape.columns):
        value: Any = LOST
        column = model.c.get(name)
        if place == shape.row_id_at:
            value = row_id
        elif column is not None and name in state and COMPANION not in column.info:
            with suppress(ValueError, TypeError, KeyError, InvalidOperation, AttributeError):
                value = stored(column, typed(column, state[name]))
                value = value if shape.fits[place](value) else LOST
        elif column is not None and COMPANION in column.info:
            value = ""
        row.append(value)
    return with_companions(shape, row)


def with_companions(shape: Shape, row: list[Any]) -> list[Any]:
    """Return a row with its search and sort columns made anew; as it is while a part of it is lost."""
    mapper = mappers().get(shape.table)
    if mapper is None or LOST in row:
        return row
    values = dict(zip(shape.columns, row, strict=True))
    for name, (_, value_of) in companions(mapper).items():
        if name in values:
            row[shape.columns.index(name)] = value_of(values)
    return row


@cache
def mappers() -> dict[str, Mapper[Any]]:
    """Return the mappers by table."""
    return {str(inspect(mapper.class_).local_table.name): mapper for mapper in Base.registry.mappers}


def _changes(text: Any) -> Iterator[tuple[str, str, int | str, dict[str, Any]]]:
    try:
        found = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return
    for change in found if isinstance(found, list) else ():
        if not isinstance(change, dict):
            continue
        table, op, key, after = (change.get(name) for name in ("table", "op", "id", "after"))
        if isinstance(table, str) and isinstance(op, str) and isinstance(key, int | str) and isinstance(after, dict):
            yield table, op, key, after
