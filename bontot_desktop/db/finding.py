"""The index behind Ctrl+K: an FTS5 table of folded words, kept right by triggers whatever writes the rows.

Triggers and not the session: undo, import, restore, a repair and a mass write all pass them. They copy the companions
(``*_folded``), so nothing in the file needs a function of ours. One table serves every kind of thing; the row id says
which: ``id * KINDS + kind``.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

#: Name of the table; SQLite keeps its own tables beside it under names that begin with it.
TABLE = "finding"
#: Room for kinds in a row id.
KINDS = 8


class Source(IntEnum):
    """What a line of the index stands for."""

    CELL = 0
    CELL_NAME = 1
    MEMBER = 2
    PAPER = 3
    PERSON = 4
    PETITION = 5
    FIND = 6

    @property
    def tag(self) -> str:
        """The word by which the index itself tells the kinds apart."""
        return f"k{int(self)}"


def _digits(column: str) -> str:
    """Return the column as written and once more in one piece, so that 0912 345 678 is found however it is typed."""
    return f"{{0}}.{column} || ' ' || replace(replace(replace({{0}}.{column}, ' ', ''), '.', ''), '-', '')"


#: Table, the columns read and the words they give, by kind.
_WORDS: dict[Source, tuple[str, tuple[str, ...], str]] = {
    Source.CELL: ("cell", ("name_folded",), "{0}.name_folded"),
    Source.CELL_NAME: ("cell_name", ("name_folded",), "{0}.name_folded"),
    Source.MEMBER: (
        "member",
        ("full_name_folded", "card_no", "phone"),
        f"{{0}}.full_name_folded || ' ' || {_digits('card_no')} || ' ' || {_digits('phone')}",
    ),
    Source.PAPER: (
        "paper",
        ("title_folded", "number", "year"),
        "coalesce({0}.number, '') || ' ' || {0}.title_folded || ' ' || {0}.year",
    ),
    Source.PERSON: (
        "person",
        ("full_name_folded", "phone"),
        f"{{0}}.full_name_folded || ' ' || {_digits('phone')}",
    ),
    Source.PETITION: ("petition", ("text_folded",), "{0}.text_folded"),
    Source.FIND: ("find", ("title_folded",), "{0}.title_folded"),
}


def table_of(source: Source) -> str:
    """Return the table whose rows a kind of line stands for."""
    return _WORDS[source][0]


def statements() -> list[str]:
    """Return what makes the table and its triggers; part of the first step (``migrations/render.py``)."""
    made = [f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, kind, tokenize='unicode61 remove_diacritics 0')"]
    for source, (table, columns, words) in _WORDS.items():
        made += [
            f"CREATE TRIGGER {TABLE}_{table}_insert AFTER INSERT ON {table} BEGIN "
            f"{_put(source, words.format('new'), 'new')}; END",
            f"CREATE TRIGGER {TABLE}_{table}_update AFTER UPDATE OF id, {', '.join(columns)} ON {table} BEGIN "
            f"{_drop(source)}; {_put(source, words.format('new'), 'new')}; END",
            f"CREATE TRIGGER {TABLE}_{table}_delete AFTER DELETE ON {table} BEGIN {_drop(source)}; END",
        ]
    return made


def _put(source: Source, words: str, row: str) -> str:
    number = f"{row}.id * {KINDS} + {int(source)}"
    return f"INSERT INTO {TABLE} (rowid, words, kind) VALUES ({number}, {words}, '{source.tag}')"


def _drop(source: Source) -> str:
    return f"DELETE FROM {TABLE} WHERE rowid = old.id * {KINDS} + {int(source)}"


def wrong_lines(driver: dbapi2.Connection) -> int:
    """Count the lines that are missing from the index, too many in it, or other than their row."""
    wanted = f"SELECT * FROM ({' UNION ALL '.join(_select(source) for source in Source)})"
    here = f"SELECT rowid, words, kind FROM {TABLE}"
    question = f"""
        SELECT (SELECT count(*) FROM ({wanted} EXCEPT {here})) + (SELECT count(*) FROM ({here} EXCEPT {wanted}))"""
    return int(driver.execute(question).fetchone()[0])


def fill_anew(driver: dbapi2.Connection) -> None:
    """Write the whole index again from the rows; inside the caller's transaction.

    A step that rebuilds one of the tables ends with this and with :func:`statements`' triggers of that table, which
    SQLite drops together with the old table.
    """
    driver.execute(f"DELETE FROM {TABLE}")
    for source in Source:
        driver.execute(f"INSERT INTO {TABLE} (rowid, words, kind) {_select(source)}")


def _select(source: Source) -> str:
    table, _, words = _WORDS[source]
    return f"SELECT {table}.id * {KINDS} + {int(source)}, {words.format(table)}, '{source.tag}' FROM {table}"
