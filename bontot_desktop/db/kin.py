"""Which tables hold the parts of a record: rows that live and die with it, such as the statuses of a member."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, Table, select
from sqlalchemy.orm import Session

from bontot_desktop.db.base import Base


@dataclass(frozen=True, slots=True)
class Part:
    """A table of parts: its column that names the whole, and the table of the whole."""

    table: Table
    column: Column[Any]
    whole: Table


@cache
def parts_of(table: str) -> tuple[Part, ...]:
    """Return the tables of the parts of a record, and of the parts of those, nearest first."""
    return tuple(_parts(Base.metadata.tables[table]))


def _parts(whole: Table) -> Iterator[Part]:
    found = []
    for mapper in Base.registry.mappers:
        if mapper.local_table is whole:
            for relation in mapper.relationships:
                if relation.cascade.delete_orphan:
                    (column,) = relation.remote_side
                    assert isinstance(column, Column)
                    found.append(Part(column.table, column, whole))
    yield from found
    for part in found:
        yield from _parts(part.table)


def rows_of(session: Session, table: str, row_id: int) -> dict[str, set[int]]:
    """Return the ids of a record and of its parts as they stand now, by table."""
    ids: dict[str, set[int]] = {table: {row_id}}
    for part in parts_of(table):
        wholes = ids.get(part.whole.name, set())
        question = select(part.table.c.id).where(part.column.in_(wholes))
        ids.setdefault(part.table.name, set()).update(session.scalars(question))
    return ids


def whole_of(session: Session, table: str, row_id: int, values: dict[str, Any], whole: str) -> int | None:
    """Return the id of the whole (of the table ``whole``) that a row is, or is a part of; None when it is neither.

    ``values`` are the row's columns as far as they are known; others are read.
    """
    if table == whole:
        return row_id
    for part in parts_of(whole):
        if part.table.name == table:
            above = values.get(part.column.name)
            if above is None:
                above = session.scalar(select(part.column).where(part.table.c.id == row_id))
            return None if above is None else whole_of(session, part.whole.name, above, {}, whole)
    return None
