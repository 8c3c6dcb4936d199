"""Takes a data file from its step to the newest, each step and its record in one transaction.

A step is a module ``step_NNNN_word.py``: its docstring's first line says why it exists, ``oldest_program`` is the
oldest program that may open the file afterwards, ``upgrade()`` changes the schema through ``alembic.op``. The step
reached stands in Alembic's own table ``alembic_version``, the oldest program in ``file_info``.
"""

from __future__ import annotations

import importlib
import logging
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from sqlcipher3 import dbapi2

from bontot_desktop.db.engine import NOT_OURS, scalar
from bontot_desktop.db.migrations import versions
from bontot_desktop.errors import Damaged, NewerFile

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_log = logging.getLogger(__name__)
_STEP_NAME = re.compile(r"^step_(\d{4})_\w+$")
#: The step of a file in which nothing stands yet.
NOTHING = "0000"


class Step(NamedTuple):
    """One step: its number ("0001"), why it exists, the oldest program that may open the file after it, and the act."""

    number: str
    why: str
    oldest_program: str
    upgrade: Callable[[], None]


def known_steps(package: ModuleType = versions) -> tuple[Step, ...]:
    """Return the steps of a package in order; numbers run from 0001 without a gap."""
    steps = []
    # Each step is a file, a source or what was made of it; pkgutil would ask the same and is slow to load.
    names = {path.name.partition(".")[0] for folder in package.__path__ for path in Path(folder).iterdir()}
    for name in sorted(names):
        match = _STEP_NAME.match(name)
        if match is not None:
            module = importlib.import_module(f"{package.__name__}.{name}")
            why = (module.__doc__ or "").strip().partition("\n")[0]
            steps.append(Step(match.group(1), why, module.oldest_program, module.upgrade))
    expected = [f"{number:04d}" for number in range(1, len(steps) + 1)]
    if [step.number for step in steps] != expected:
        raise RuntimeError("steps must be numbered from 0001 without a gap")
    return tuple(steps)


def version_key(version: str) -> tuple[int, ...]:
    """Compare versions as numbers: "0.10.0" is later than "0.9.2"."""
    return tuple(int(part) for part in re.findall(r"\d+", version))


def step_of(driver: dbapi2.Connection) -> str:
    """Return the step a file is at; ``NOTHING`` for an empty file, or one whose step is not recorded."""
    if not scalar(driver, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"):
        return NOTHING
    return str(scalar(driver, "SELECT version_num FROM alembic_version") or NOTHING)


def steps_due(driver: dbapi2.Connection, steps: Sequence[Step], *, program: str, name: str) -> tuple[Step, ...]:
    """Return the steps a file still needs; none when it is up to date.

    A file from a newer program is no trouble when that program left it readable for us (``oldest_program``). Raises
    :class:`NewerFile` with the version to install, :class:`Damaged` when the file is not one of ours.
    """
    reached = step_of(driver)
    if reached == NOTHING:
        if scalar(driver, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"):
            raise Damaged(NOT_OURS.format(name=name))
        return tuple(steps)
    oldest = scalar(driver, "SELECT oldest_program FROM file_info")
    if oldest is None:
        raise Damaged(NOT_OURS.format(name=name))
    if version_key(oldest) > version_key(program):
        raise NewerFile(
            f"Tệp “{name}” được làm bằng bản Bốn Tốt mới hơn. Hãy cài bản {oldest} trở lên rồi mở lại; "
            f"bản đang dùng là {program}."
        )
    return tuple(step for step in steps if step.number > reached)


def take(engine: Engine, *steps: Step, finish: Callable[[Connection], None] | None = None) -> None:
    """Take steps: their changes, their numbers and the oldest program, all together or not at all.

    ``finish`` is done last in the same transaction: what it refuses leaves the file as it was too. References are not
    enforced while tables are rebuilt (SQLite would delete the children of a rebuilt parent in
    silence) but are all checked before the step counts. Whatever fails rises, with the file as it was.
    """
    # Loaded only when there is a step to take, for the start of the window.
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    with engine.connect() as connection:
        _enforce(connection, "OFF")
        try:
            with connection.begin():
                context = MigrationContext.configure(connection, opts={"transactional_ddl": True})
                for step in steps:
                    _log.info("data step %s: %s", step.number, step.why)
                    with Operations.context(context):
                        step.upgrade()
                    _demand_references(connection)
                    _record(connection, step)
                if finish is not None:
                    finish(connection)
        finally:
            _enforce(connection, "ON")


def _enforce(connection: Connection, word: str) -> None:
    # Outside any transaction (inside one SQLite ignores it), so past SQLAlchemy, which would begin one.
    driver = connection.connection.driver_connection
    assert isinstance(driver, dbapi2.Connection)
    if driver.in_transaction:
        raise RuntimeError("references can only be switched outside a transaction")
    driver.execute(f"PRAGMA foreign_keys = {word}")


def _demand_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = sorted({str(row[0]) for row in broken})
        raise Damaged(
            f"Nâng cấp dữ liệu dừng lại vì {len(broken)} dòng trỏ tới chỗ không còn ({', '.join(tables)}). "
            "Dữ liệu vẫn như trước khi nâng cấp."
        )


def _record(connection: Connection, step: Step) -> None:
    from sqlalchemy import text

    connection.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)"))
    connection.execute(text("DELETE FROM alembic_version"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:number)"), {"number": step.number})
    row = connection.execute(text("SELECT oldest_program FROM file_info")).first()
    if row is not None and version_key(step.oldest_program) > version_key(row[0]):
        connection.execute(text("UPDATE file_info SET oldest_program = :oldest"), {"oldest": step.oldest_program})
