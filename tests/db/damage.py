"""Damages data files page by page, and says what a salvage of them brought, against the file as it was."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from bontot_desktop.db import btree, container, engine, keys
from bontot_desktop.db.container import PAGE, Trailer
from bontot_desktop.db.pages import INDEX_LEAF, TABLE_INSIDE, TABLE_LEAF, Pages
from tests.db.office import PASSWORD

#: What is made anew, not carried over.
_MADE_ANEW = ("finding", "sqlite_")


@dataclass(frozen=True, slots=True)
class Bench:
    """An office with rows, the key to it, and everything that stands in it by table and first column."""

    path: Path
    password: str | None
    code: str | None
    key: bytes | None
    rows: dict[str, dict[Any, tuple[Any, ...]]]
    #: Root page of every table and index.
    roots: dict[str, int]


def encrypted(plain: Path, path: Path) -> tuple[bytes, str]:
    """Write a plain office as an encrypted one; return its data key and recovery code."""
    key, code = keys.new_key(), keys.new_recovery_code()
    driver = engine.connect(plain, None, alone=False)
    driver.execute(f"ATTACH DATABASE '{path}' AS sealed KEY \"x'{key.hex()}'\"")
    driver.execute("SELECT sqlcipher_export('sealed')")
    driver.execute(f"PRAGMA sealed.application_id = {engine.APPLICATION_ID}")
    driver.execute("PRAGMA sealed.user_version = 1")
    driver.execute("DETACH DATABASE sealed")
    driver.close()
    container.add_trailer(path, Trailer(keys.to_plain(keys.seal(key, PASSWORD, code)), {}))
    return key, code


def bench(path: Path, *, password: str | None = None, code: str | None = None, key: bytes | None = None) -> Bench:
    """Read all of an office."""
    driver = engine.connect(path, key, alone=False)
    roots = dict(driver.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0"))
    driver.close()
    return Bench(path, password, code, key, rows_of(path, key), roots)


def rows_of(path: Path, key: bytes | None) -> dict[str, dict[Any, tuple[Any, ...]]]:
    """Return every row by table and first column."""
    driver = engine.connect(path, key, alone=False)
    try:
        names = [row[0] for row in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: {row[0]: row for row in driver.execute(f"SELECT * FROM {name}")}
            for name in names
            if not name.startswith(_MADE_ANEW)
        }
    finally:
        driver.close()


def with_pages_lost(source: Path, target: Path, *numbers: int, seed: int = 1) -> Path:
    """Copy a file with some of its pages filled with chance."""
    content = bytearray(source.read_bytes())
    chance = random.Random(seed)
    for number in numbers:
        content[(number - 1) * PAGE : number * PAGE] = chance.randbytes(PAGE)
    target.write_bytes(content)
    return target


def leaf_of(bench: Bench, table: str, place: int = 0) -> int:
    """Return a leaf of a table with rows on it."""
    with Pages(bench.path, bench.key) as pages:
        found = [number for number in _below(pages, bench.roots[table]) if pages.tree_type(number) == TABLE_LEAF]
    return found[place]


def inside_of(bench: Bench, table: str) -> int:
    """Return the topmost inside page of a table that has one."""
    with Pages(bench.path, bench.key) as pages:
        assert pages.tree_type(bench.roots[table]) == TABLE_INSIDE
    return bench.roots[table]


def index_leaf_of(bench: Bench, index: str) -> int:
    """Return a leaf of an index."""
    with Pages(bench.path, bench.key) as pages:
        return next(number for number in _below(pages, bench.roots[index]) if pages.tree_type(number) == INDEX_LEAF)


def overflow_page(bench: Bench) -> int:
    """Return a page on which the middle of a long value stands."""
    with Pages(bench.path, bench.key) as pages:
        linked = {number for top in bench.roots.values() for number in _below(pages, top)}
        return next(
            number
            for number in range(2, pages.count + 1)
            if number not in linked and 0 < int.from_bytes((pages.page(number) or b"")[:4], "big") <= pages.count
        )


def rows_on(bench: Bench, *numbers: int) -> int:
    """Count the rows of tables on some pages."""
    with Pages(bench.path, bench.key) as pages:
        return sum(1 for number in numbers for _ in btree.rows(pages, number))


def _below(pages: Pages, top: int) -> list[int]:
    found, stack = [], [top]
    while stack:
        number = stack.pop()
        found.append(number)
        stack += [below for below, _ in btree.children(pages, number)]
    return found


def missing(bench: Bench, out: Path, driver_key: bytes | None) -> dict[str, list[Any]]:
    """Return the rows that are not in a salvaged file, by table."""
    there = rows_of(out, driver_key)
    gone = {table: [key for key in rows if key not in there[table]] for table, rows in bench.rows.items()}
    return {table: keys for table, keys in gone.items() if keys}


def differing(bench: Bench, out: Path, driver_key: bytes | None) -> dict[str, list[Any]]:
    """Return the rows that stand in a salvaged file otherwise than before, by table."""
    there = rows_of(out, driver_key)
    changed = {
        table: [key for key, row in rows.items() if key in there[table] and there[table][key] != row]
        for table, rows in bench.rows.items()
    }
    return {table: keys for table, keys in changed.items() if keys}


def question(path: Path, key: bytes | None, sql: str) -> list[tuple[Any, ...]]:
    """Ask a file something in plain SQL."""
    driver: dbapi2.Connection = engine.connect(path, key, alone=False)
    try:
        return list(driver.execute(sql).fetchall())
    finally:
        driver.close()
