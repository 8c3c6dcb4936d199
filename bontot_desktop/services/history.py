"""The history as windows show it: who did what and when, what changed field by field, and one record's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bontot_desktop.db import history, kin, undo
from bontot_desktop.db.history import HistoryLine, RowChange
from bontot_desktop.services.history_words import FieldChange, Teller
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: So many acts of a record are shown; a record that was changed more often is not of this office.
RECORD_LINES = 500
#: So many changed fields of one act are told; the rest is counted.
FIELDS = 400


@dataclass(frozen=True, slots=True)
class Told:
    """What an act changed, as far as it is told, and how many changed rows are not."""

    fields: tuple[FieldChange, ...]
    rows_left_out: int = 0


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act in a list of the history; ``fields`` are what it changed of the record whose history is shown."""

    line: HistoryLine
    is_undone: bool
    fields: tuple[FieldChange, ...] = ()

    @property
    def id(self) -> int:
        """The act's id."""
        return self.line.id

    @property
    def sentence(self) -> str:
        """The act as a person would say it."""
        return self.line.sentence


def recent(office: Office, *, limit: int = 500) -> list[ActLine]:
    """Return the newest acts, the newest first."""
    with office.read() as session:
        lines = history.recent(session, limit=limit)
        undone = undo.undone_of(session, [line.id for line in lines])
    return [ActLine(line, line.id in undone) for line in lines]


def fields_of(office: Office, history_id: int) -> Told:
    """Tell what one act changed, field by field, in the words and forms of the screen."""
    with office.read() as session:
        changes = history.changes_of(session, history_id)
        told = _some(Teller(session, changes), changes)
    return told


def _some(teller: Teller, changes: Sequence[RowChange]) -> Told:
    fields: list[FieldChange] = []
    for done, change in enumerate(changes):
        if len(fields) >= FIELDS:
            return Told(tuple(fields), len(changes) - done)
        fields += teller.fields(change)
    return Told(tuple(fields))


def of_record(office: Office, table: str, row_id: int) -> list[ActLine]:
    """Return the acts that touched a record or one of its parts, the newest first, each with what it changed of it."""
    with office.read() as session:
        return list(_record(session, table, row_id))


def of_records(office: Office, records: Iterable[tuple[str, int]]) -> list[ActLine]:
    """Return the acts on several records (a sample event and its meeting) as one list, the newest first."""
    found: dict[int, ActLine] = {}
    for table, row_id in records:
        for line in of_record(office, table, row_id):
            known = found.get(line.id)
            found[line.id] = line if known is None else replace(known, fields=(*known.fields, *line.fields))
    return sorted(found.values(), key=lambda line: -line.id)


def _record(session: Session, table: str, row_id: int) -> Iterator[ActLine]:
    rows = kin.rows_of(session, table, row_id)
    lines: dict[int, HistoryLine] = {}
    changes: dict[int, list[RowChange]] = {}
    known = -1
    # Parts that are gone are found in the acts that deleted them; their own acts then belong to the record too.
    while known != sum(map(len, rows.values())):
        known = sum(map(len, rows.values()))
        for line in history.of_rows(session, rows, subject=(table, row_id), limit=RECORD_LINES):
            if line.id not in lines:
                lines[line.id] = line
                changes[line.id] = history.changes_of(session, line.id)
                _add_parts(rows, table, changes[line.id])
    for line in sorted(lines.values(), key=lambda line: -line.id):
        own = [change for change in changes[line.id] if change.row_id in rows.get(change.table, ())]
        teller = Teller(session, changes[line.id])
        fields = tuple(field for change in own for field in teller.fields(change))
        yield ActLine(line, undo.is_undone(session, line.id), fields)
        if line.undoes_id is None and any(
            (change.table, change.row_id, change.op) == (table, row_id, "insert") for change in own
        ):
            # What stands before bore this number once and was deleted; it is another record.
            return


def _add_parts(rows: dict[str, set[int]], table: str, changes: Iterable[RowChange]) -> None:
    by_table = defaultdict(list)
    for change in changes:
        if change.op != "update" and isinstance(change.row_id, int):
            by_table[change.table].append(change)
    for part in kin.parts_of(table):
        for change in by_table.get(part.table.name, ()):
            if (change.after or change.before).get(part.column.name) in rows.get(part.whole.name, ()):
                rows.setdefault(part.table.name, set()).add(change.row_id)


def fields_in(lines: Iterable[ActLine]) -> list[str]:
    """Return the fields that acts changed, each once, for the question "ai đã sửa?"."""
    return sorted({field.label for line in lines for field in line.fields})


__all__ = ["ActLine", "HistoryLine", "Told", "fields_in", "fields_of", "of_record", "of_records", "recent"]
