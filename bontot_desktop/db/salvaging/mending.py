"""Puts references right after a salvage: a lost parent comes back as a placeholder, or its children let go of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, Enum, Integer, String
from sqlcipher3 import dbapi2

from bontot_desktop.db.btree import LOST
from bontot_desktop.db.models.kinds import Hundredths
from bontot_desktop.db.salvaging.account import name_of
from bontot_desktop.db.salvaging.clues import INDEXES, WORDS, Clues
from bontot_desktop.db.salvaging.filling import Filling
from bontot_desktop.db.salvaging.rebuilding import Told, empty, row_of, with_companions

#: References lead from part to whole to whole; so many times around is more than there are steps.
_ROUNDS = 20
#: What stands in a placeholder where a choice must be made, by table; a table that is not here has no placeholder.
_CHOICES: dict[str, dict[str, Any]] = {
    "body": {"kind": LOST},
    "campaign": {"title": "CHI_BO_4_TOT", "state": "LAUNCHED", "authority": "SELF"},
    "cell": {"content_type": "VILLAGE_QUARTER"},
    "history": {},
    "cell_entry": {"state": "REGISTERED"},
    "committee": {},
    "criteria_set": {"used_for": "CELL_TITLE", "scoring": "PASS_FAIL", "status": "RETIRED"},
    "criterion": {"role": "ITEM", "na_policy": "ZERO"},
    "meeting": {"type": "EXTRAORDINARY", "format": "IN_PERSON", "state": "HELD"},
    "member": {},
    "member_rating": {"standing": "PROPOSED"},
    "observer": {"capacity": "OTHER"},
    "observer_sheet": {},
    "paper": {"issuer": "EXECUTIVE_COMMITTEE", "state": "ISSUED"},
    "person": {},
    "sample_event": {"state": "HELD"},
    "score_item": {},
    "score_template": {},
    "task": {"state": "OPEN"},
    "term": {},
    "verification": {},
    "working_group": {},
}
#: Parents that come back even for children that could do without: a number stands in its term.
_KEPT = {"term"}
#: By which question a placeholder learns what no index tells any more, from the rows that hang on it.
_INFERRED = {
    ("meeting", "cell_id"): "SELECT member_status.cell_id FROM roster_line "
    "JOIN member_status ON member_status.member_id = roster_line.member_id WHERE roster_line.meeting_id = ? "
    "GROUP BY member_status.cell_id ORDER BY count(*) DESC LIMIT 1",
    ("campaign", "criteria_set_id"): "SELECT id FROM criteria_set WHERE used_for = 'CELL_TITLE' AND ? > 0 "
    "ORDER BY id DESC LIMIT 1",
    ("campaign", "year"): "SELECT substr(max(registered_on), 1, 4) + 0 FROM cell_entry WHERE campaign_id = ? "
    "AND registered_on IS NOT NULL HAVING count(*) > 0",
    ("term", "starts_on"): "SELECT min(dated_on) FROM paper WHERE term_id = ? HAVING min(dated_on) IS NOT NULL",
    ("paper", "dated_on"): "SELECT substr(min(written_at), 1, 10) FROM paper_file WHERE paper_id = ? "
    "HAVING min(written_at) IS NOT NULL",
}
#: Where the name of a placeholder stands.
_NAMES = {
    "campaign": "title_spelling",
    "cell_entry": "name_at_time",
    "criterion": "title",
    "history": "sentence",
    "meeting": "theme",
    "member": "full_name",
    "observer": "name_at_time",
    "paper": "title",
    "person": "full_name",
    "sample_event": "note",
    "score_item": "title",
    "task": "text",
    "term": "label",
}
#: Who else wrote the name down: table, its column that refers, its column with the name.
_WITNESSES = {
    "member": (("roster_line", "member_id", "name_at_time"),),
    "cell": (("cell_name", "cell_id", "name"), ("cell_entry", "cell_id", "name_at_time")),
    "person": (("observer", "person_id", "name_at_time"),),
}
_CODES = {"cell": "code", "criteria_set": "code", "criterion": "code", "score_item": "code", "score_template": "code"}


@dataclass(frozen=True, slots=True)
class _Child:
    table: str
    row_id: int
    column: str
    may_be_empty: bool


def mend(filling: Filling, told: Told, clues: Clues, now: datetime) -> None:
    """Put every reference right; afterwards the database's own question finds none that leads nowhere."""
    for _ in range(_ROUNDS):
        orphans = _orphans(filling.driver)
        if not orphans:
            return
        for (parent, row_id), children in orphans.items():
            needed = parent in _KEPT or any(not child.may_be_empty for child in children)
            if needed and put_back(filling, told, clues, now, parent, row_id):
                continue
            for child in children:
                _let_go(filling, child, parent, row_id)
    # What does not come to rest that way goes, with all that hangs on it: each time around there are fewer rows.
    while orphans := _orphans(filling.driver):
        for children in orphans.values():
            for child in children:
                _drop(filling, child)


def _orphans(driver: dbapi2.Connection) -> dict[tuple[str, int], list[_Child]]:
    found: dict[tuple[str, int], list[_Child]] = {}
    keys: dict[str, dict[int, tuple[str, bool]]] = {}
    for table, row_id, parent, which in driver.execute("PRAGMA foreign_key_check").fetchall():
        if table not in keys:
            needed = {row[1]: bool(row[3]) for row in driver.execute(f"PRAGMA table_info({table})")}
            lines = driver.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            keys[table] = {line[0]: (line[3], not needed[line[3]]) for line in lines}
        column, may_be_empty = keys[table][which]
        wanted = driver.execute(f'SELECT "{column}" FROM {table} WHERE rowid = ?', (row_id,)).fetchone()[0]
        found.setdefault((parent, wanted), []).append(_Child(table, row_id, column, may_be_empty))
    return found


def put_back(filling: Filling, told: Told, clues: Clues, now: datetime, table: str, row_id: int) -> bool:
    """Write a placeholder for a lost row from what is still known of it; say whether there is one now."""
    shape, model = filling.shapes[table], filling.shapes[table].model
    if table not in _CHOICES or model is None or not isinstance(row_id, int):
        return False
    hints = clues.get(table, {}).get(row_id, {})
    state = told.states.get((table, row_id), {})
    known = row_of(shape, {**hints, **state}, row_id)
    assert known is not None
    name_at = _NAMES.get(table, "name")
    said = _name(filling.driver, table, row_id, hints)
    row = []
    for column, value in zip(shape.columns, known, strict=True):
        if column == name_at and (value is LOST or value == ""):
            value = f"(bị mất – số {row_id}{f': {said}' if said else ''})"
        elif column == _CODES.get(table) and value is LOST:
            value = f"MAT-{row_id}"
        elif value is LOST:
            value = _filler(filling, table, model.c[column], hints, now, row_id)
        row.append(value)
    if LOST in row or not filling.write(shape, with_companions(shape, row)):
        return False
    filling.account.hollow_out(table, row_id, dict(zip(shape.columns, row, strict=True)))
    return True


def _filler(
    filling: Filling, table: str, column: Column[Any], hints: Mapping[str, Any], now: datetime, row_id: int
) -> Any:
    name, kind = column.name, column.type
    inferred = _INFERRED.get((table, name))
    found = filling.driver.execute(inferred, (row_id,)).fetchone() if inferred is not None else None
    if found is not None:
        return found[0]
    if table == "meeting" and name == "state" and "month" not in hints:
        return "CANCELLED"  # of an unknown month: looked at, counted nowhere
    if table == "meeting" and name == "type" and "uq_meeting_monthly" in hints.get(INDEXES, ()):
        return "REGULAR"
    if table == "paper" and name == "dated_on":
        return now.date().isoformat()
    if name in _CHOICES[table]:
        return _CHOICES[table][name]
    value = empty(filling.shapes[table], name)
    if value is not LOST:
        return value
    if isinstance(kind, Enum) or column.foreign_keys:
        return LOST
    if name == "year":
        return now.year
    if isinstance(kind, Date):
        return date(hints["year"] if isinstance(hints.get("year"), int) else now.year, 1, 1).isoformat()
    if isinstance(kind, Integer | Hundredths):
        return 1 if name == "month" else 0
    return "" if isinstance(kind, String) else LOST


def _name(driver: dbapi2.Connection, table: str, row_id: int, hints: Mapping[str, Any]) -> str:
    for other, column, name in _WITNESSES.get(table, ()):
        row = driver.execute(
            f"SELECT {name} FROM {other} WHERE {column} = ? AND {name} <> '' ORDER BY id DESC LIMIT 1", (row_id,)
        ).fetchone()
        if row is not None:
            return str(row[0])
    if table == "paper" and hints.get("number") is not None:
        return f"{hints['number']}-{hints.get('series', '')}"
    return str(hints.get(WORDS) or "").strip()


def _let_go(filling: Filling, child: _Child, parent: str, row_id: int) -> None:
    if not child.may_be_empty:
        _drop(filling, child)
        return
    try:
        filling.driver.execute(f'UPDATE {child.table} SET "{child.column}" = NULL WHERE rowid = ?', (child.row_id,))
    except dbapi2.IntegrityError:
        _drop(filling, child)
        return
    label = name_of(child.table, child.row_id, _values(filling, child))
    filling.account.tell("Bỏ trống chỗ trỏ tới mục đã mất", child.table, f"{label} → {name_of(parent, row_id, {})}")


def _drop(filling: Filling, child: _Child) -> None:
    values = _values(filling, child)
    if values:
        filling.account.lose(child.table, child.row_id, values, "mục chứa nó đã mất")
        filling.account.found -= 1
        filling.drop(child.table, child.row_id)


def _values(filling: Filling, child: _Child) -> dict[str, Any]:
    found = filling.driver.execute(f"SELECT * FROM {child.table} WHERE rowid = ?", (child.row_id,)).fetchone()
    return dict(zip(filling.shapes[child.table].columns, found, strict=True)) if found is not None else {}
