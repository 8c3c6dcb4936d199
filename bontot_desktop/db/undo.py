"""Takes one act of the history back, row by row, as a new act: the mechanics; what may be taken back is not known here.

The rows are written by table and column, not as objects: exactly what the history holds is put back, no list of
children comes along and no object's own rule changes it on the way. Companions are made anew.
"""

from __future__ import annotations

import enum
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Date, DateTime, Enum, Table, Time, and_, select
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bontot_desktop.db import history
from bontot_desktop.db.base import COMPANION, Base
from bontot_desktop.db.history import HistoryLine, RowChange, batched
from bontot_desktop.db.house import History, HistoryTouch
from bontot_desktop.db.ledger import plain_value
from bontot_desktop.db.models.kinds import Hundredths
from bontot_desktop.db.work import Work


class Obstacle(enum.Enum):
    """Why an act cannot be taken back now."""

    UNDONE = "it was taken back already"
    CHANGED = "a row was changed since"
    USED = "a row it made is referred to by others"
    CLASH = "what it would put back stands in the way of what is there now"
    FOREIGN = "the history was written by another version of the tables"


class Blocked(Exception):
    """An act cannot be taken back; ``by`` is the later act in the way, when there is one to name."""

    def __init__(self, obstacle: Obstacle, by: HistoryLine | None = None) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle
        self.by = by


def is_undone(session: Session, history_id: int) -> bool:
    """Say whether an act was taken back and that was not itself taken back."""
    takers = session.scalars(select(History.id).where(History.undoes_id == history_id)).all()
    return any(not is_undone(session, taker) for taker in takers)


def undone_of(session: Session, history_ids: Iterable[int]) -> set[int]:
    """Return those of many acts that were taken back and stand so; for a list, in one question for each step back."""
    ids = list(history_ids)
    takers: dict[int, int] = {}
    for some in batched(ids):
        found = session.execute(select(History.id, History.undoes_id).where(History.undoes_id.in_(some)))
        takers.update({taker: taken for taker, taken in found if taken is not None})
    if not takers:
        return set()
    gone = undone_of(session, takers)
    return {taken for taker, taken in takers.items() if taker not in gone}


def blocked(session: Session, history_id: int) -> Blocked | None:
    """Say what keeps an act from being taken back, None when nothing does. Raises LookupError for no such act."""
    try:
        planned(session, history_id)
    except Blocked as reason:
        return reason
    return None


def take_back(work: Work, plan: Plan) -> Iterator[int]:
    """Take an act back inside a work, whose history line then says which act it took back.

    Gives after each turn how many rows are written. Raises :class:`Blocked` for a clash; the caller's work then rolls
    back what was written.
    """
    history_id = plan.history_id
    try:
        yield from plan.carry_out(work.connection())
    except IntegrityError as clash:
        raise Blocked(Obstacle.CLASH) from clash
    for place, row in enumerate(plan.rows):
        work.note_row(row.table.name, row.key, row.op, row.before, row.after)
        if place % _TURN == 0:
            yield len(plan.rows)
    yield len(plan.rows)
    subject = work.execute(select(History.subject_table, History.subject_id).where(History.id == history_id)).one()
    if subject.subject_id is not None:
        work.act.subject_row = (subject.subject_table, subject.subject_id)
    work.act.undoes_id = history_id


# The plan ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Row:
    """One row as it is to be written: the change of the act, turned round."""

    table: Table
    key: tuple[Any, ...]
    op: str
    before: dict[str, Any]
    after: dict[str, Any]
    #: Every column as it stands now; empty for a row that is not there.
    now: dict[str, Any] = field(default_factory=dict)

    def where(self) -> Any:
        return and_(*(column == value for column, value in zip(_key_columns(self.table), self.key, strict=True)))

    def values(self) -> dict[str, Any]:
        return {name: typed(self.table.c[name], value) for name, value in self.after.items()}


#: So many rows are looked at in one turn.
_TURN = 4000
_TURNED = {"insert": "delete", "delete": "insert", "update": "update"}


def planned(session: Session, history_id: int) -> Plan:
    """Plan the taking back of an act; nothing is written. Raises :class:`Blocked`, LookupError for no such act."""
    turns = planned_in_turns(session, history_id)
    while True:
        try:
            next(turns)
        except StopIteration as end:
            plan: Plan = end.value
            return plan


def planned_in_turns(session: Session, history_id: int) -> Generator[None, None, Plan]:
    """Plan as :func:`planned` does, in turns of some thousand rows; an import has tens of thousands."""
    session.flush()
    if session.get(History, history_id) is None:
        raise LookupError(history_id)
    if is_undone(session, history_id):
        raise Blocked(Obstacle.UNDONE)
    changes = history.changes_of(session, history_id)
    yield
    rows = []
    for change in reversed(changes):
        rows.append(_turned(change))
        if len(rows) % _TURN == 0:
            yield
    yield from _read_now(session, rows)
    later = _later(session, rows, history_id)
    if later is not None:
        raise Blocked(Obstacle.CHANGED, later)
    for place, row in enumerate(rows):
        if not _is_as_left(row):
            raise Blocked(Obstacle.CHANGED)
        if place % _TURN == 0:
            yield
    plan = Plan(history_id, rows, changes)
    yield from _refuse_when_used(session, plan)
    return plan


def _turned(change: RowChange) -> _Row:
    table = Base.metadata.tables.get(change.table)
    if table is None or not (_names(table).issuperset(change.before) and _names(table).issuperset(change.after)):
        raise Blocked(Obstacle.FOREIGN)
    columns = _key_columns(table)
    parts = change.row_id if isinstance(change.row_id, list) else [change.row_id]
    key = tuple(typed(column, part) for column, part in zip(columns, parts, strict=True))
    return _Row(table, key, _TURNED[change.op], change.after, change.before)


@cache
def _names(table: Table) -> frozenset[str]:
    return frozenset(table.c.keys())


@cache
def _key_columns(table: Table) -> list[Column[Any]]:
    return list(table.primary_key.columns)


def _read_now(session: Session, rows: Sequence[_Row]) -> Iterator[None]:
    connection = session.connection()
    for table, some in _by_table(rows).items():
        columns = _key_columns(table)
        if len(columns) > 1:
            for row in some:
                found = connection.execute(select(table).where(row.where())).mappings().first()
                row.now = dict(found) if found is not None else {}
            continue
        known: dict[Any, dict[str, Any]] = {}
        for keys in batched([row.key[0] for row in some]):
            for found in connection.execute(select(table).where(columns[0].in_(keys))).mappings():
                known[found[columns[0].name]] = dict(found)
            yield
        for row in some:
            row.now = known.get(row.key[0], {})


def _is_as_left(row: _Row) -> bool:
    """Say whether the row still stands as the act left it."""
    if row.op == "insert":
        return not row.now
    return bool(row.now) and all(
        # What is plain already is compared as it is; an act may have thousands of rows.
        row.now[name] == value or plain_value(row.now[name]) == plain_value(typed(row.table.c[name], value))
        for name, value in row.before.items()
    )


def _later(session: Session, rows: Sequence[_Row], history_id: int) -> HistoryLine | None:
    """Return the newest act after this one that touched one of the rows and still stands."""
    found: set[int] = set()
    for table, some in _by_table(rows).items():
        ids = [row.key[0] for row in some if len(row.key) == 1 and isinstance(row.key[0], int)]
        for keys in batched(ids):
            touches = select(HistoryTouch.history_id).where(
                HistoryTouch.row_table == table.name,
                HistoryTouch.row_id.in_(keys),
                HistoryTouch.history_id > history_id,
            )
            found.update(session.scalars(touches))
    return _newest_standing(session, found)


def _newest_standing(session: Session, history_ids: set[int]) -> HistoryLine | None:
    for later in sorted(history_ids, reverse=True):
        line = history.line(session, later)
        if line is not None and line.undoes_id is None and not is_undone(session, later):
            return line
    return None


def _refuse_when_used(session: Session, plan: Plan) -> Iterator[None]:
    """Refuse to delete a row that others refer to, unless the plan deletes those too or points them elsewhere."""
    connection = session.connection()
    for table, some in _by_table(plan.of("delete")).items():
        for other in Base.metadata.tables.values():
            for column in other.c:
                if any(key.column.table is table for key in column.foreign_keys):
                    yield
                    for keys in batched([row.key[0] for row in some]):
                        question = select(*_key_columns(other)).where(column.in_(keys))
                        for found in connection.execute(question):
                            if not plan.lets_go(other, tuple(found), column.name):
                                raise Blocked(Obstacle.USED, _last_touch(session, other, tuple(found)))


def _last_touch(session: Session, table: Table, key: tuple[Any, ...]) -> HistoryLine | None:
    touches = select(HistoryTouch.history_id).where(HistoryTouch.row_table == table.name, HistoryTouch.row_id == key[0])
    return _newest_standing(session, set(session.scalars(touches)))


@dataclass(slots=True)
class Plan:
    """The rows to write, and the order in which SQLite lets them be written."""

    history_id: int
    rows: list[_Row]
    #: What the act changed, as the history tells it.
    changes: list[RowChange]
    #: Rows that go, and columns of rows that are set, for a quick answer in an act of thousands of rows.
    _going: set[tuple[str, tuple[Any, ...]]] = field(default_factory=set)
    _set: dict[tuple[str, tuple[Any, ...]], set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.rows:
            if row.op == "delete":
                self._going.add((row.table.name, row.key))
            elif row.op == "update":
                self._set[row.table.name, row.key] = set(row.after)

    def of(self, op: str) -> list[_Row]:
        """Return the rows of one kind."""
        return [row for row in self.rows if row.op == op]

    def lets_go(self, table: Table, key: tuple[Any, ...], column: str) -> bool:
        """Say whether a row that refers to a deleted one goes too, or is pointed elsewhere."""
        name = (table.name, key)
        return name in self._going or column in self._set.get(name, ())

    def carry_out(self, connection: Connection) -> Iterator[int]:
        """Write, giving how many rows are done.

        References first, so that what goes is let go; then what goes makes room for what comes back.
        What refers to a row that is only put back later is asked after at the end of the work.
        """
        connection.execute(sql("PRAGMA defer_foreign_keys = ON"))
        updates, deletes = self.of("update"), self.of("delete")
        for row in updates:
            self._update(connection, row, {name: value for name, value in row.values().items() if _refers(row, name)})
        for table, some in _by_table(deletes).items():
            own = {column.name: None for column in table.c if _refers_to_itself(column) and column.nullable}
            for row in some if own else ():
                self._update(connection, row, own)
        done = len(updates)
        for table, some in _children_first(_by_table(deletes)):
            if len(_key_columns(table)) == 1:
                for keys in batched([row.key[0] for row in some]):
                    connection.execute(table.delete().where(_key_columns(table)[0].in_(keys)))
                    done += len(keys)
                    yield done
            else:
                for row in some:
                    connection.execute(table.delete().where(row.where()))
        self._update_all(connection, updates)
        alike: dict[tuple[Table, tuple[str, ...]], list[dict[str, Any]]] = {}
        for row in self.of("insert"):
            values = {**row.values(), **_companions(row, row.values())}
            alike.setdefault((row.table, tuple(values)), []).append(values)
            if len(alike[row.table, tuple(values)]) % _TURN == 0:
                yield done
        for (table, _), lines in alike.items():
            for some_lines in batched(lines):
                connection.execute(table.insert(), some_lines)
                done += len(some_lines)
                yield done
        yield done
        if not self._references_stand(connection):
            raise Blocked(Obstacle.CLASH)

    def _update_all(self, connection: Connection, rows: Sequence[_Row]) -> None:
        """Update row after row; one that another still keeps from its value (a card given on) waits for that one."""
        waiting: list[_Row] = []
        for row in rows:
            values = {name: value for name, value in row.values().items() if not _refers(row, name)}
            try:
                self._update(connection, row, {**values, **_companions(row, {**row.now, **row.values()})})
            except IntegrityError:
                if len(rows) == 1:
                    raise
                waiting.append(row)
        if len(waiting) == len(rows) and rows:
            raise Blocked(Obstacle.CLASH)
        if waiting:
            self._update_all(connection, waiting)

    def _references_stand(self, connection: Connection) -> bool:
        """Say whether everything written refers to rows that are there."""
        wanted: dict[Column[Any], set[Any]] = {}
        for row in self.rows:
            for name, value in row.values().items() if row.op != "delete" else ():
                for key in row.table.c[name].foreign_keys:
                    if value is not None:
                        wanted.setdefault(key.column, set()).add(value)
        for column, values in wanted.items():
            found = {value for some in batched(sorted(values)) for value in _present(connection, column, some)}
            if found != values:
                return False
        return True

    @staticmethod
    def _update(connection: Connection, row: _Row, values: Mapping[str, Any]) -> None:
        if values:
            connection.execute(row.table.update().where(row.where()).values(**values))


def _present(connection: Connection, column: Column[Any], values: Sequence[Any]) -> Iterator[Any]:
    yield from connection.execute(select(column).where(column.in_(values))).scalars()


def _refers(row: _Row, column: str) -> bool:
    return bool(row.table.c[column].foreign_keys)


def _refers_to_itself(column: Column[Any]) -> bool:
    return any(key.column.table is column.table for key in column.foreign_keys)


def _children_first(tables: dict[Table, list[_Row]]) -> Iterator[tuple[Table, list[_Row]]]:
    for table in reversed(Base.metadata.sorted_tables):
        if table in tables:
            yield table, tables[table]


def _companions(row: _Row, values: Mapping[str, Any]) -> dict[str, Any]:
    made = {}
    for column in row.table.c:
        if COMPANION in column.info:
            sources, value_of = column.info[COMPANION]
            made[column.name] = value_of({source: values.get(source) for source in sources})
    return made


def _by_table(rows: Sequence[_Row]) -> dict[Table, list[_Row]]:
    found: dict[Table, list[_Row]] = {}
    for row in rows:
        found.setdefault(row.table, []).append(row)
    return found


def typed(column: Column[Any], value: Any) -> Any:
    """Turn a plain value of the history back into what its column holds; the other way of :func:`plain_value`."""
    kind = column.type
    if value is None:
        return None
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Time):
        return time.fromisoformat(value)
    if isinstance(kind, Hundredths):
        # Through the whole hundredths, so that "17.50" and "17.5" are the same.
        return kind.process_result_value(kind.process_bind_param(value, None), None)  # type: ignore[arg-type]
    return value
