"""What a data file says, as one fingerprint of all its rows: two files with the same one lost nothing of each other."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlcipher3 import dbapi2

#: Who upgraded the file last, and tables SQLite keeps of its own.
_LEFT_OUT = "name <> 'file_info' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name NOT LIKE 'finding~_%' ESCAPE '~'"
_TABLES = f"SELECT name FROM sqlite_master WHERE type = 'table' AND {_LEFT_OUT} ORDER BY name"


def fingerprint(driver: dbapi2.Connection) -> str:
    """Return the fingerprint of every row of every table, inside a transaction or outside. Raises dbapi2 errors."""
    taken = hashlib.blake2b(digest_size=12)
    for (table,) in driver.execute(_TABLES).fetchall():
        taken.update(str(table).encode())
        for row in driver.execute(f'SELECT * FROM "{table}"'):
            taken.update(repr(row).encode())
    return taken.hexdigest()


def rows_by_table(driver: dbapi2.Connection) -> dict[str, set[Any]]:
    """Return every row of every table, for counting what was found again."""
    found = {}
    for (table,) in driver.execute(_TABLES).fetchall():
        found[str(table)] = {repr(row) for row in driver.execute(f'SELECT * FROM "{table}"')}
    return found
