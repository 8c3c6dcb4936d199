"""One act = one session = one transaction = one line of history; and reading, which never writes."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Row, event, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlcipher3 import dbapi2

from bontot_desktop.db import (
    faults,
    models,  # noqa: F401 — whoever gets a session knows every table: checks and undoing go through all of them
)
from bontot_desktop.db.base import COMPANION, Base
from bontot_desktop.db.house import History, HistoryTouch
from bontot_desktop.db.ledger import Ledger, plain_value

_log = logging.getLogger(__name__)

#: Execution option by which a mass write (an invented office, a repair) says that it leaves no history of rows.
UNRECORDED = "unrecorded"
_TOUCH = f"INSERT INTO {HistoryTouch.__tablename__} (history_id, row_table, row_id) VALUES (?, ?, ?)"

#: How long acts of one run make one line; a clerk who types the whole day takes no more than this back at once.
RUN_LASTS = timedelta(hours=3)


@dataclass(slots=True)
class Run:
    """Acts that the program does by itself one after the other, as silent saves: together one line of history.

    An act goes on with the line of the one before while that is the newest line, of the same person, key and subject,
    and the run began no longer than :data:`RUN_LASTS` ago; else it begins a new line.
    """

    history_id: int | None = None
    since: datetime | None = None


@dataclass(slots=True)
class Act:
    """What the history line of a work will say; the sentence and the subject may be set until the work ends."""

    act: str
    sentence: str
    who: str
    at: datetime
    subject: Base | None = None
    #: The subject by table and id, where there is no object of it: an act taken back may have deleted it.
    subject_row: tuple[str, int] | None = None
    undoes_id: int | None = None
    #: The run this act belongs to, None for an act of its own.
    run: Run | None = None
    #: Set at the end: the id of the history line, None when nothing changed.
    history_id: int | None = None


class Work(Session):
    """The session of one act."""

    def __init__(self, engine: Engine, act: Act) -> None:
        super().__init__(engine, autoflush=True, expire_on_commit=False)
        self.act = act
        self._ledger = Ledger()
        self._is_recorded = True

    @property
    def sentence(self) -> str:
        """The act as a person would say it; goes into the history and "Hoàn tác: …"."""
        return self.act.sentence

    @sentence.setter
    def sentence(self, value: str) -> None:
        self.act.sentence = value

    def about(self, subject: Base) -> None:
        """Name the record whose page shows this act (its id is read when the work ends)."""
        self.act.subject = subject

    def leave_no_history(self) -> None:
        """Let this work pass without a line of history: for a whole invented office, never for an act of a person."""
        self._is_recorded = False

    def note_row(self, table: str, row_id: Any, op: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Enter a row that was written without an object, as taking an act back does, with its plain values."""
        self._ledger.note(table, row_id if isinstance(row_id, tuple) else (row_id,), op, before, after)

    def note_new_rows(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        """Enter rows that were written new without objects, with all their plain values; see ``db.bulk``."""
        if self._is_recorded:
            self._ledger.note_new(table, rows)

    def gather(self, flush: UOWTransaction) -> None:
        """Add the rows of one flush to the ledger; called while the session still knows what they were before."""
        if not self._is_recorded:
            return
        for target in self.new:
            self._note(target, "insert", {}, _values(target))
        for target in self.dirty:
            before, after = _changed(target)
            if after:
                self._note(target, "update", before, after)
        # A child taken out of its parent's list is deleted by the flush, unknown to the session's own list.
        orphans = (state.obj() for state, (is_deleted, _) in flush.states.items() if is_deleted)
        for target in dict.fromkeys((*self.deleted, *(orphan for orphan in orphans if orphan is not None))):
            self._note(target, "delete", _values(target, before=True), {})

    def _note(self, target: object, op: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        if not getattr(target, "__unrecorded__", False):
            state = inspect(target)
            assert state is not None
            row_id = tuple(state.mapper.primary_key_from_instance(target))
            self._ledger.note(state.mapper.local_table.name, row_id, op, before, after)

    def finish(self) -> None:
        """Write the history line, if any recorded row changed, and commit."""
        self.flush()
        entries = self._ledger.entries()
        goes_on: int | None = None
        if entries:
            goes_on = self._write_history(entries)
        self.commit()
        run = self.act.run
        if run is not None and self.act.history_id is not None:
            run.since = run.since if goes_on is not None else self.act.at
            run.history_id = self.act.history_id
        if self.act.history_id is not None:
            # Never the sentence: it names people.
            _log.info("act %s: history line %s, %s rows", self.act.act, self.act.history_id, len(entries))

    def _write_history(self, entries: list[dict[str, Any]]) -> int | None:
        """Write the line; return the id of the one before when this one takes its place."""
        act = self.act
        subject_table, subject_id = act.subject_row or ("", None)
        if act.subject is not None:
            subject_table, subject_id = act.subject.__tablename__, getattr(act.subject, "id", None)
        before = self._line_to_go_on(subject_table, subject_id)
        both = Ledger.of(before.changes, entries).entries() if before is not None else []
        if both:
            entries = both
        else:
            # What leaves nothing changed together stays two lines: a line never vanishes without a newer one.
            before = None
        line = History(
            at=act.at,
            who=act.who,
            act=act.act,
            sentence=act.sentence,
            subject_table=subject_table,
            subject_id=subject_id,
            changes=entries,
            undoes_id=act.undoes_id,
        )
        self.add(line)
        self.flush()
        rows = {(entry["table"], entry["id"]) for entry in entries if isinstance(entry["id"], int)}
        # With the driver itself: a long list of members touches thirty thousand rows.
        touches = [(line.id, table, row_id) for table, row_id in sorted(rows)]
        driver = driver_of(self)
        driver.executemany(_TOUCH, touches)
        act.history_id = line.id
        if before is None:
            return None
        # The number is a new one: a copy, or an import prepared before, sees that something was done since.
        before_id: int = before.id
        driver.execute(f"DELETE FROM {HistoryTouch.__tablename__} WHERE history_id = ?", (before_id,))
        driver.execute(f"DELETE FROM {History.__tablename__} WHERE id = ?", (before_id,))
        return before_id

    def _line_to_go_on(self, subject_table: str, subject_id: int | None) -> Row[Any] | None:
        """Return the line of this act's run, None when there is none or anything else was done since."""
        act, run = self.act, self.act.run
        if run is None or run.history_id is None or run.since is None or subject_id is None:
            return None
        if not timedelta() <= act.at - run.since <= RUN_LASTS:
            return None
        newest = self.execute(select(History.__table__).order_by(History.id.desc()).limit(1)).first()
        same = (run.history_id, act.who, act.act, subject_table, subject_id, None)
        if newest is None or same != (
            newest.id,
            newest.who,
            newest.act,
            newest.subject_table,
            newest.subject_id,
            newest.undoes_id,
        ):
            return None
        return newest


def _values(target: object, *, before: bool = False) -> dict[str, Any]:
    """Return the columns of a row as plain values, companions left out."""
    state = inspect(target)
    assert state is not None
    values = {}
    for attribute in state.mapper.column_attrs:
        if COMPANION in attribute.columns[0].info:
            continue
        value = state.dict.get(attribute.key)
        if before:
            history = state.attrs[attribute.key].history
            value = history.deleted[0] if history.deleted else value
        values[attribute.columns[0].name] = plain_value(value)
    return values


def _changed(target: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the changed columns of a row, before and after."""
    state = inspect(target)
    assert state is not None
    before, after = {}, {}
    for attribute in state.mapper.column_attrs:
        if COMPANION in attribute.columns[0].info:
            continue
        history = state.attrs[attribute.key].history
        if history.has_changes():
            name = attribute.columns[0].name
            before[name] = plain_value(history.deleted[0]) if history.deleted else None
            after[name] = plain_value(history.added[0]) if history.added else None
    return before, after


@event.listens_for(Work, "after_flush")
def _gather(session: Session, flush: UOWTransaction) -> None:
    if isinstance(session, Work):
        session.gather(flush)


@event.listens_for(Work, "do_orm_execute")
def _only_objects_change(state: ORMExecuteState) -> None:
    """Refuse mass UPDATE, INSERT and DELETE inside a work: their rows would be missing from the history."""
    changes = state.is_insert or state.is_update or state.is_delete
    if changes and not state.execution_options.get(UNRECORDED):
        raise RuntimeError("a mass write inside a work leaves no history; change objects, or say unrecorded=True")


class Reading(Session):
    """A session that only reads."""


@event.listens_for(Reading, "before_flush")
def _refuse_flush(session: Session, flush: UOWTransaction, instances: Any) -> None:
    raise RuntimeError("a reading must not write; use a work")


@event.listens_for(Reading, "do_orm_execute")
def _only_select(state: ORMExecuteState) -> None:
    if not state.is_select:
        raise RuntimeError("a reading must not write; use a work")


def driver_of(session: Session) -> dbapi2.Connection:
    """Return the connection under a session for questions in plain SQL, after writing what the session still held."""
    session.flush()
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, dbapi2.Connection)
    return driver


class Desk:
    """Hands out works and readings on one engine, never two works at once."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path
        self._work: Work | None = None
        self._reading: Session | None = None

    @property
    def busy(self) -> bool:
        """Say whether a work or a reading is open."""
        return self._work is not None or self._reading is not None

    def write_out(self) -> None:
        """Write what an open work still holds, so that a question in plain SQL sees it."""
        if self._work is not None:
            self._work.flush()

    @contextmanager
    def work(self, act: str, sentence: str, *, who: str, now: datetime, run: Run | None = None) -> Iterator[Work]:
        """Run one act: everything in the block is saved together with its history line, or nothing is.

        A work that changed nothing writes nothing; one of a ``run`` goes on with its line.
        Raises :class:`bontot_desktop.errors.MachineInTheWay` when the
        disk refuses; errors of the block rise after everything is taken back.
        """
        if self.busy:
            raise RuntimeError("a work cannot start inside another work or a reading")
        with faults.told_by_database(self._path), Work(self._engine, Act(act, sentence, who, now, run=run)) as work:
            self._work = work
            try:
                yield work
                work.finish()
            finally:
                self._work = None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that cannot write; inside a work or another reading it is that one's own session."""
        outer = self._work or self._reading
        if outer is not None:
            yield outer
            return
        with faults.told_by_database(self._path), Reading(self._engine, autoflush=False) as session:
            self._reading = session
            try:
                yield session
            finally:
                self._reading = None
