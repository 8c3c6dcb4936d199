"""Opening SQLite our way: one connection, held alone, transactions begun by us, nothing readable left on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from bontot_desktop.errors import Damaged

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

#: "BonT" in a plain file's header; `file` and such tools can tell it from any SQLite file.
APPLICATION_ID = 0x426F6E54
NOT_OURS = "Tệp “{name}” không phải tệp dữ liệu của Bốn Tốt. Hãy chọn tệp khác."


def connect(path: Path, key: bytes | None, *, alone: bool = True) -> dbapi2.Connection:
    """Open an existing SQLite file with its data key (None for a plain file) and prepare the connection.

    With ``alone`` the file is locked until the connection closes. Raises ``dbapi2`` errors (a wrong key, damage,
    no right, held elsewhere); translate them with :func:`bontot_desktop.db.faults.told`. Raises :class:`Damaged` for
    a database that is not ours.
    """
    connection = dbapi2.connect(_address(path), uri=True, isolation_level=None, timeout=0)
    try:
        _unlock(connection, key)
        # Before anything could write: somebody else's database is not ours to fill with tables.
        if scalar(connection, "PRAGMA application_id") != APPLICATION_ID:
            raise Damaged(NOT_OURS.format(name=path.name))
        _prepare(connection, alone=alone)
    except BaseException:
        connection.close()
        raise
    return connection


def _address(path: Path) -> str:
    # mode=rw: a missing file is an error, never a new empty one.
    return f"{path.absolute().as_uri()}?mode=rw"


def make_empty(path: Path, key: bytes | None) -> None:
    """Make an empty database file where nothing stands yet. Raises ``dbapi2`` errors, FileExistsError."""
    path.touch(exist_ok=False)
    connection = dbapi2.connect(_address(path), uri=True, isolation_level=None)
    try:
        _unlock(connection, key)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
    finally:
        connection.close()


def _unlock(connection: dbapi2.Connection, key: bytes | None) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # it writes to stderr by itself; we tell errors our way
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")


def _prepare(connection: dbapi2.Connection, *, alone: bool) -> None:
    connection.execute("PRAGMA temp_store = MEMORY")  # no sorted names in a temporary file
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    if alone:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE")
        # EXTRA also syncs the folder after the journal goes: a power cut right after "saved" loses nothing.
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA secure_delete = ON")
        # Exclusive locking locks at the first write only; this takes the lock at once.
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def engine_on(connection: dbapi2.Connection) -> Engine:
    """Return an engine whose only connection is the given one; each transaction starts with an explicit BEGIN."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    # What was being written never stands in a complaint: complaints go into logs and reports.
    engine = create_engine(
        "sqlite://", module=dbapi2, creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def scalar(connection: dbapi2.Connection, sql: str, *values: Any) -> Any:
    """Return the first value of a statement's first row, or None."""
    row = connection.execute(sql, values).fetchone()
    return None if row is None else row[0]


def whole_file_problems(connection: dbapi2.Connection, *, encrypted: bool) -> list[str]:
    """Ask SQLite and SQLCipher whether every page and every reference is right; a list of technical lines.

    Raises ``dbapi2`` errors when the damage keeps them from answering.
    """
    lines = []
    if encrypted:
        lines += [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    lines += [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        lines.append(f"{table} {row_id} → {parent}")
    return lines


def demand_whole(connection: dbapi2.Connection, name: str, *, encrypted: bool) -> None:
    """Raise :class:`Damaged` unless the whole file is right."""
    try:
        problems = whole_file_problems(connection, encrypted=encrypted)
    except dbapi2.DatabaseError as fault:
        raise Damaged(_damaged(name)) from fault
    if problems:
        raise Damaged(_damaged(name))


def _damaged(name: str) -> str:
    return f"Tệp “{name}” có phần bị hỏng. Hãy khôi phục từ bản sao gần nhất; đừng xóa tệp này."
