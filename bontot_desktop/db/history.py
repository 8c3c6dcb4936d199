"""Reading the history: what was done, by whom, when, and to which record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.house import History, HistoryTouch

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act as the history page shows it."""

    id: int
    at: datetime
    who: str
    act: str
    sentence: str
    #: The act this one took back, or None.
    undoes_id: int | None = None


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row an act changed: table, "insert" | "update" | "delete", its key, the changed columns before and after."""

    table: str
    op: str
    row_id: Any
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LastAct:
    """The newest act of a file; two files with the same one hold the same acts."""

    id: int
    at: datetime


_LINE = (History.id, History.at, History.who, History.act, History.sentence, History.undoes_id)


def line(session: Session, history_id: int) -> HistoryLine | None:
    """Return one act, None when there is no such line."""
    row = session.execute(select(*_LINE).where(History.id == history_id)).first()
    return None if row is None else HistoryLine(*row)


def recent(session: Session, *, limit: int = 200, before_id: int | None = None, after_id: int = 0) -> list[HistoryLine]:
    """Return the newest acts after one, newest first; ``before_id`` continues an earlier page."""
    query = select(*_LINE).where(History.id > after_id).order_by(History.id.desc()).limit(limit)
    if before_id is not None:
        query = query.where(History.id < before_id)
    return [HistoryLine(*row) for row in session.execute(query)]


def of_rows(
    session: Session, rows: Mapping[str, Collection[int]], *, subject: tuple[str, int], limit: int = 200
) -> list[HistoryLine]:
    """Return the acts that touched one of the rows (ids by table) or named ``subject`` as theirs, newest first."""
    ids = set(
        session.scalars(select(History.id).where(History.subject_table == subject[0], History.subject_id == subject[1]))
    )
    for table, row_ids in rows.items():
        for some in batched(row_ids):
            touches = select(HistoryTouch.history_id).where(
                HistoryTouch.row_table == table, HistoryTouch.row_id.in_(some)
            )
            ids.update(session.scalars(touches))
    newest = sorted(ids, reverse=True)[:limit]
    found = [row for some in batched(newest) for row in session.execute(select(*_LINE).where(History.id.in_(some)))]
    return sorted((HistoryLine(*row) for row in found), key=lambda line: -line.id)


def batched(values: Iterable[T]) -> Iterator[list[T]]:
    """Cut values into lists short enough for one question; SQLite takes 32,766 values in one."""
    rest = iter(values)
    while some := list(islice(rest, 900)):
        yield some


def changes_of(session: Session, history_id: int) -> list[RowChange]:
    """Return what one act changed, row by row, in the order it was written."""
    changes = session.execute(select(History.changes).where(History.id == history_id)).scalar_one_or_none()
    return [RowChange(row["table"], row["op"], row["id"], row["before"], row["after"]) for row in changes or []]


def last_act(session: Session) -> LastAct | None:
    """Return the newest act, None in a file where nothing was done yet."""
    row = session.execute(select(History.id, History.at).order_by(History.id.desc()).limit(1)).first()
    return None if row is None else LastAct(row[0], row[1])
