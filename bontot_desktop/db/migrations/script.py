"""Runs the SQL file beside a step: a schema is easier to read, and to freeze, in its own language."""

from __future__ import annotations

from bontot_desktop.db.migrations import versions

#: Between two statements of a file.
DIVIDER = ";\n"


def run(name: str) -> None:
    """Run every statement of ``versions/name`` in the step's own transaction."""
    # Loaded only when there is a step to take: a window that opens a file of today needs none of it.
    from importlib.resources import files

    from alembic import op

    connection = op.get_bind()
    for statement in (files(versions) / name).read_text(encoding="utf-8").split(DIVIDER):
        if statement.strip():
            connection.exec_driver_sql(statement)
