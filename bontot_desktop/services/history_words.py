"""What changed, in the words and forms of the screen: labels of fields, dates, points, yes and no, names for ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.base import Base
from bontot_desktop.db.history import RowChange
from bontot_desktop.db.undo import typed
from bontot_desktop.rules import minutes, record_words, samples
from bontot_desktop.rules.auto_scores import Auto
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.samples import Aspect
from bontot_desktop.rules.scoring import Condition, ItemKind, NotApplicable
from bontot_desktop.rules.words import Labelled
from bontot_desktop.services import naming, setting_changes

_SECTIONS = {section.key: section.title for section in (*minutes.COMMITTEE, *minutes.SECTIONS)}
_STEPS = dict(samples.CHECKLIST)
#: What stands for a record that is there no more and that the act itself does not name.
GONE = "(đã bỏ)"
_BEFORE, _AFTER = "(như trước)", "(đã đổi)"
_OPS = {"insert": "thêm", "delete": "bỏ"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One changed field: the record it is of ("Chức vụ trong chi bộ: Nguyễn Văn Ví Dụ"), its label, old and new."""

    #: "thêm" for a field of a new record, "bỏ" of one that was deleted, "" of one that stayed.
    op: str
    record: str
    label: str
    old: str
    new: str


class Teller:
    """Tells the changed rows of one act; names are looked up once."""

    def __init__(self, session: Session, changes: Iterable[RowChange] = ()) -> None:
        self._session = session
        self._names: dict[tuple[str, Any], str] = {}
        #: Rows the act made or deleted name themselves, wherever they are now.
        self._own = {
            (change.table, change.row_id): {**change.before, **change.after}
            for change in changes
            if change.op != "update" and isinstance(change.row_id, int)
        }

    def fields(self, change: RowChange) -> Iterator[FieldChange]:
        """Tell one changed row: the fields that were filled in of a new or deleted one, the changed ones else."""
        table = Base.metadata.tables.get(change.table)
        if table is None:
            return
        record = self._record(table, change)
        if change.table == "setting":
            told = list(setting_changes.told(str(change.row_id), change.before.get("value"), change.after.get("value")))
            yield from (FieldChange("", record, *one) for one in told)
            if told:
                return
        names = [name for name in (change.after or change.before) if self._is_told(table, name, change.op)]
        for name in names:
            old = self._shown(table, name, change.before.get(name))
            new = self._shown(table, name, change.after.get(name))
            if isinstance(change.before.get(name), dict) or isinstance(change.after.get(name), dict):
                # A table of values kept as one: that it was changed is told, its keys are the program's own.
                old, new = _BEFORE if old else "", _AFTER if new else ""
            if old != new:
                label = record_words.of_column(change.table, name)
                yield FieldChange(_OPS.get(change.op, ""), record, label, old, new)

    def _is_told(self, table: Table, name: str, op: str) -> bool:
        column = table.c.get(name)
        if column is None or column.primary_key or name in record_words.HIDDEN:
            return False
        # A new part stands under its whole: to which it belongs is said there.
        return op == "update" or name not in record_words.of_table(table.name).named_by or not column.foreign_keys

    def _record(self, table: Table, change: RowChange) -> str:
        words = record_words.of_table(table.name)
        if isinstance(change.row_id, int):
            name = self._name(table, change.row_id, {**change.before, **change.after})
        else:
            name = setting_changes.name_of(str(change.row_id))
        return f"{words.word}: {name}" if name else words.word

    def _name(self, table: Table, row_id: int, values: dict[str, Any] | None = None) -> str:
        """Name a record by the columns that tell it from its neighbours; what the act does not say is read."""
        key = (table.name, row_id)
        if key not in self._names:
            # Against a record that names itself by one that names itself by it.
            self._names[key] = ""
            wanted = record_words.of_table(table.name).named_by
            known = values or self._own.get(key, {})
            if not set(wanted) <= set(known):
                row = self._session.execute(select(table).where(table.c.id == row_id)).mappings().first()
                known = {**(row or {}), **known}
            if not known and wanted:
                self._names[key] = GONE
            else:
                said = (self._shown(table, name, known.get(name)) for name in wanted)
                self._names[key] = _short(" – ".join(part for part in said if part))
        return self._names[key]

    def _shown(self, table: Table, name: str, value: Any) -> str:
        """Show one value as the screen does; a plain value of the history and one just read are shown alike."""
        if value is None or value == "":
            return ""
        column = table.c[name]
        for key in column.foreign_keys:
            return self._name(key.column.table, value) or GONE
        return _plain(table.name, name, typed(column, value) if isinstance(value, str) else value)


#: Columns that keep a code of the rules as plain text.
_CODES: dict[tuple[str, str], type[Labelled]] = {
    ("score_item", "kind"): ItemKind,
    ("score_item", "auto"): Auto,
    ("score_item", "condition"): Condition,
    ("score_item", "not_applicable"): NotApplicable,
}


def _plain(table: str, name: str, value: Any) -> str:
    match value:
        case bool():
            return "Có" if value else "Không"
        case Enum():
            return str(getattr(value, "label", value.value))
        case datetime():
            return f"{dates.clock(value.time())} {dates.screen(value.date())}"
        case date():
            return dates.screen(value)
        case time():
            return dates.clock(value)
        case Decimal():
            return f"{value.normalize():f}".replace(".", ",")
        case list() | tuple():
            return _list(name, value)
        case dict():
            return f"{len(value)} mục"
    return _key_words(table, name, str(value))


def _key_words(table: str, name: str, value: str) -> str:
    """Put words for the keys the program keeps: parts of the minutes, steps of the checklist, kinds of papers."""
    if (table, name) == ("minutes_section", "key"):
        return _SECTIONS.get(value, value)
    if (table, name) == ("sheet_check", "step"):
        return _STEPS.get(value, value)
    if (table, name) in (("paper", "kind"), ("wording_version", "kind")):
        return naming.kind_name(value, "")
    if table == "setting":
        return setting_changes.name_of(value) or value
    codes = _CODES.get((table, name))
    return next((code.label for code in codes if code.value == value), value) if codes else value


def _list(name: str, values: Sequence[Any]) -> str:
    if name == "aspects":
        return ", ".join(Aspect(value).label for value in values)
    if name in ("applies_to", "content_types"):
        codes = MeetingType if name == "applies_to" else ContentType
        return ", ".join(codes(value).label for value in values)
    if name == "used_in":
        return ", ".join(naming.kind_name(str(value), "") for value in values)
    return ", ".join(str(value) for value in values)


def _short(words: str) -> str:
    return words if len(words) <= 90 else f"{words[:88].rstrip()}…"
