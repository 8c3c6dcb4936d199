"""Writes the rows of all placed pages into a new file; a row with a hole waits until its missing part is looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlcipher3 import dbapi2

from bontot_desktop.db import btree
from bontot_desktop.db.btree import LOST, Record
from bontot_desktop.db.pages import Pages
from bontot_desktop.db.salvaging.account import Account, Namer, known
from bontot_desktop.db.salvaging.placing import HIGHEST, LOWEST, Places
from bontot_desktop.db.salvaging.shapes import Shape

#: Told after every page: pages done, pages in all. It may raise to stop.
Progress = Callable[[int, int], None]
CLASH = "trùng với dòng khác đã có"


class Wounded:
    """A row of which a part is lost: its values with ``LOST``, and the text that is cut."""

    __slots__ = ("cut", "values")

    def __init__(self, values: list[Any], cut: str | None) -> None:
        self.values = values
        self.cut = cut


class Filling:
    """The new file while rows come in, inside the caller's transaction."""

    def __init__(
        self, driver: dbapi2.Connection, pages: Pages, places: Places, shapes: Mapping[str, Shape], account: Account
    ) -> None:
        self.driver = driver
        self.pages = pages
        self.places = places
        self.shapes = shapes
        self.account = account
        account.namer = Namer(driver)
        #: Rows with a hole by table and number.
        self.wounded: dict[str, dict[int, Wounded]] = {}
        #: Numbers of the rows that are there, of tables that were asked for.
        self._there: dict[str, set[int]] = {}

    def fill(self, progress: Progress) -> None:
        """Write the rows of every leaf."""
        carried = [(name, leaves) for name, leaves in self.places.leaves.items() if self.shapes[name].is_carried]
        total, done = sum(len(leaves) for _, leaves in carried), 0
        for name, leaves in carried:
            for number in leaves:
                self.leaf(self.shapes[name], number)
                done += 1
                progress(done, total)
        for group, names in self.places.doubtful:
            self._doubtful(group, names)

    def is_there(self, table: str, row_id: int) -> bool:
        """Say whether a row stands in the new file."""
        if table not in self._there:
            # An index of a whole table is held against it: one question for all, not one for each.
            self._there[table] = {row[0] for row in self.driver.execute(f"SELECT rowid FROM {table}")}
        return row_id in self._there[table] or row_id in self.wounded.get(table, ())

    def leaf(self, shape: Shape, number: int) -> None:
        """Write the rows of one leaf."""
        rows = []
        for record in self._readable(shape, number):
            values = shape.filled(record)
            assert values is not None
            cut = record.cut
            if not self.pages.is_sealed:
                wrong = shape.wrong(values)
                values = tuple(LOST if place in wrong else value for place, value in enumerate(values))
            if LOST in values:
                self.wounded.setdefault(shape.table, {})[record.row_id] = Wounded(
                    shape.numbered(values, record.row_id), cut
                )
            else:
                rows.append(shape.numbered(values, record.row_id))
        self.account.found += self._write_all(shape, rows)

    def write(self, shape: Shape, row: Sequence[Any]) -> bool:
        """Write one row; say whether the tables took it."""
        try:
            self.driver.execute(shape.statement, row)
        except (dbapi2.IntegrityError, dbapi2.InterfaceError, OverflowError):
            return False
        if shape.row_id_at is not None:
            self._there.get(shape.table, set()).add(row[shape.row_id_at])
        return True

    def drop(self, table: str, row_id: int) -> None:
        """Take a row out again."""
        self.driver.execute(f"DELETE FROM {table} WHERE rowid = ?", (row_id,))
        self._there.get(table, set()).discard(row_id)

    def _write_all(self, shape: Shape, rows: Sequence[Sequence[Any]]) -> int:
        if not rows:
            return 0
        self._there.pop(shape.table, None)
        self.driver.execute("SAVEPOINT leaf")
        try:
            self.driver.executemany(shape.statement, rows)
            self.driver.execute("RELEASE leaf")
            return len(rows)
        except (dbapi2.IntegrityError, dbapi2.InterfaceError, OverflowError):
            self.driver.execute("ROLLBACK TO leaf")
            self.driver.execute("RELEASE leaf")
        written = 0
        for row in rows:
            if self.write(shape, row):
                written += 1
                continue
            key = row[shape.row_id_at or 0]
            same = f'SELECT 1 FROM {shape.table} WHERE "{shape.columns[shape.row_id_at or 0]}" = ?'
            if self.driver.execute(same, (key,)).fetchone() is None:
                self.account.lose(shape.table, key, known(shape, row), CLASH)
        return written

    def _readable(self, shape: Shape, number: int) -> Iterator[Record]:
        """Yield the rows that are rows; between which numbers others stood becomes a gap."""
        low, has_hole = LOWEST, False
        for record in btree.rows(self.pages, number):
            if record is None or not self._is_row(shape, record):
                has_hole = True
                continue
            if has_hole:
                self.places.gaps.setdefault(shape.table, []).append((low, record.row_id - 1))
                has_hole = False
            low = record.row_id
            yield record
        if has_hole:
            self.places.gaps.setdefault(shape.table, []).append((low, HIGHEST))

    def _is_row(self, shape: Shape, record: Record) -> bool:
        values = shape.filled(record)
        if values is None:
            return False
        return self.pages.is_sealed or len(shape.wrong(values)) * 2 <= len(values)

    def _doubtful(self, group: Sequence[int], names: Sequence[str]) -> None:
        """Give a group that several tables could own to the one whose references lead to rows that are there."""
        scores = {name: self._references(group, name) for name in names}
        best = max(scores.values())
        chosen = [name for name, score in scores.items() if score == best]
        if len(chosen) == 1:
            for number in group:
                self.leaf(self.shapes[chosen[0]], number)
            self.places.leaves.setdefault(chosen[0], []).extend(group)
        else:
            self.places.unknown.append(list(group))

    def _references(self, group: Sequence[int], name: str) -> float:
        """Return the share of a group's references that lead somewhere, and of its rows the history names."""
        shape, right, tried = self.shapes[name], 0, 0
        model = shape.model
        if model is None:
            return 0.0
        for number in group[:3]:
            for record in btree.rows(self.pages, number):
                values = None if record is None else shape.filled(record)
                if record is None or values is None:
                    continue
                tried += 1
                touch = "SELECT 1 FROM history_touch WHERE row_table = ? AND row_id = ?"
                right += self.driver.execute(touch, (name, record.row_id)).fetchone() is not None
                for column, value in zip(shape.columns, values, strict=True):
                    for key in model.c[column].foreign_keys if column in model.c else ():
                        if isinstance(value, int):
                            tried += 1
                            right += self.is_there(key.column.table.name, value)
        return right / tried if tried else 0.0
