"""Puts a row into every table that has none, so that an old file has something of everything to lose in an upgrade."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Integer, LargeBinary, Numeric, Table, Time, func, select
from sqlalchemy import Enum as Choice
from sqlalchemy.orm import Session

from bontot_desktop.db import models
from bontot_desktop.db.base import COMPANION, Base, BlockText, LineText
from bontot_desktop.services.office import Office

#: Importing them registers the tables.
TABLES = models
#: Words for a text of no other meaning; Vietnamese with marks, to be seen whole again.
WORDS = "Nội dung ví dụ, đủ dấu: ặ ẫ ữ ợ đ Đ"
_PLAIN: tuple[tuple[type[Any], Any], ...] = (
    (Boolean, False),
    (Integer, 1),
    (DateTime, datetime(2026, 11, 20, 8, 30)),
    (Date, date(2026, 11, 20)),
    (Time, time(8, 30)),
    (Numeric, Decimal(1)),
    (LargeBinary, b"\x00\x01"),
)
#: What a check of the table wants of a column.
_OWN: dict[tuple[str, str], Any] = {("review_sitting", "number"): 2, ("cell_target", "assigned"): Decimal(5)}


def fill_empty_tables(office: Office) -> list[str]:
    """Put one row into each mapped table that is empty and return their names, parents first."""
    filled = []
    for table in Base.metadata.sorted_tables:
        with office.read() as session:
            is_empty = session.scalar(select(func.count()).select_from(table)) == 0
        if is_empty:
            with office.work("thử", f"Thêm dòng mẫu vào bảng {table.name}") as work:
                work.add(_model(table)(**_values(work, table)))
            filled.append(table.name)
    return filled


def _model(table: Table) -> type[Base]:
    return next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is table)


def _values(session: Session, table: Table) -> dict[str, Any]:
    """Return a value for each column that needs one, by the names of the mapper."""
    mapper = _model(table).__mapper__
    return {
        mapper.get_property_by_column(column).key: _value(session, column)
        for column in table.columns
        if COMPANION not in column.info and not _is_own_key(column) and _is_needed(column)
    }


def _is_own_key(column: Column[Any]) -> bool:
    return column.primary_key and not column.foreign_keys and isinstance(column.type, Integer)


def _is_needed(column: Column[Any]) -> bool:
    is_text = isinstance(column.type, LineText | BlockText)
    return is_text or (not column.nullable and column.default is None)


def _value(session: Session, column: Column[Any]) -> Any:
    if (column.table.name, column.name) in _OWN:
        return _OWN[column.table.name, column.name]
    for key in column.foreign_keys:
        return session.scalar(select(func.min(key.column)))
    if isinstance(column.type, Choice) and column.type.enum_class is not None:
        chosen: Enum = next(iter(column.type.enum_class))
        return chosen
    return next((value for known, value in _PLAIN if isinstance(column.type, known)), WORDS)
