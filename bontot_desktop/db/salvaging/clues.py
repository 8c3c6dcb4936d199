"""What is still known of rows whose page is lost: from the indexes, which repeat some columns, and the search index."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bontot_desktop.db import btree, finding
from bontot_desktop.db.salvaging.filling import Filling

#: Under this name stand the folded words of the search index.
WORDS = "words"
#: Under this name, which indexes name the row: a partial one tells something of it by that alone.
INDEXES = "indexes"
Clues = dict[str, dict[int, dict[str, Any]]]


def gathered(filling: Filling) -> Clues:
    """Return the known columns of every row that is not there although an index names it, and of wounded rows."""
    clues: Clues = {}
    for table, shape in filling.shapes.items():
        holed = filling.places.gaps.get(table) or filling.wounded.get(table)
        if shape.is_carried and shape.row_id_at is not None and holed:
            for index, row_id, values in _from_indexes(filling, table):
                known = clues.setdefault(table, {}).setdefault(row_id, {})
                known.update(values)
                known.setdefault(INDEXES, []).append(index)
    for table, row_id, words in _from_finding(filling):
        if row_id in clues.get(table, ()) or _is_wanted(filling, table, row_id):
            clues.setdefault(table, {}).setdefault(row_id, {})[WORDS] = words
    return clues


def _is_wanted(filling: Filling, table: str, row_id: int) -> bool:
    if row_id in filling.wounded.get(table, ()):
        return True
    return filling.places.is_lost(table, row_id) and not filling.is_there(table, row_id)


def _from_indexes(filling: Filling, table: str) -> Iterator[tuple[str, int, dict[str, Any]]]:
    shape = filling.shapes[table]
    places = {name: place for place, name in enumerate(shape.columns)}
    for line in filling.driver.execute(f"PRAGMA index_list({table})").fetchall():
        index = line[1]
        columns = [row[2] for row in filling.driver.execute(f"PRAGMA index_info({index})")]
        if None in columns:
            continue
        for number in filling.places.index_pages.get(index, ()):
            for record in btree.entries(filling.pages, number):
                if record is None or len(record.values) != len(columns) + 1 or not record.is_whole:
                    continue
                *values, row_id = record.values
                if not isinstance(row_id, int) or not _is_wanted(filling, table, row_id):
                    continue
                found = dict(zip(columns, values, strict=True))
                if all(shape.fits[places[name]](value) for name, value in found.items() if name in places):
                    yield index, row_id, found


def _from_finding(filling: Filling) -> Iterator[tuple[str, int, str]]:
    for number in filling.places.leaves.get(f"{finding.TABLE}_content", ()):
        for record in btree.rows(filling.pages, number):
            if record is None or len(record.values) < 2 or record.row_id < 0:
                continue
            row_id, source = divmod(record.row_id, finding.KINDS)
            words = record.values[1]
            if source in list(finding.Source) and isinstance(words, str):
                yield finding.table_of(finding.Source(source)), row_id, words
