"""Writes the text of a new step from the difference between the steps so far and the tables in ``db/models``.

For those who change a table::

    python -m bontot_desktop.db.migrations.render 0002 word "Why the step exists, one sentence."

The text goes to ``versions/step_0002_word.py``; read it before you keep it (data to carry over is for a person to
write). Until a version is published, step 0001 may be rendered anew by naming it.
"""

from __future__ import annotations

import sys
import tempfile
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Enum, Table, TypeDecorator
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from bontot_desktop import __version__
from bontot_desktop.db import house, models
from bontot_desktop.db.base import Base
from bontot_desktop.db.engine import connect, engine_on, make_empty
from bontot_desktop.db.migrations import versions
from bontot_desktop.db.migrations.runner import Step, known_steps, take

_HEAD = '''"""{why}"""

from __future__ import annotations

{imports}
oldest_program = "{oldest}"


def upgrade() -> None:
    """Take the step."""
'''


#: Named so that importing them is seen to matter: they register the tables.
TABLES = (house, models)


def first_step() -> str:
    """Return the body of step 0001: every table and index in words, in the order of their references."""
    lines = []
    for table in Base.metadata.sorted_tables:
        lines += [_execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))]
        lines += [
            _execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        ]
    return "\n".join(lines)


def _execute(sql: str) -> str:
    words = " ".join(sql.split())
    if len(words) < 100:
        return f'    op.execute("{words}")'
    first, *items, last = [row.strip() for row in sql.strip().splitlines() if row.strip()]
    inside = "\n".join(f"        {row}" for row in [first, *_filled(items), last])
    return f'    op.execute(\n        """\n{inside}\n        """\n    )'


def _filled(items: Sequence[str]) -> list[str]:
    """Put several columns on a row, never breaking one unless it is longer than a row."""
    rows: list[str] = []
    for item in items:
        if rows and len(rows[-1]) + len(item) < 104:
            rows[-1] += f" {item}"
        else:
            rows += textwrap.wrap(item, 104, subsequent_indent="    ", initial_indent="    ", break_on_hyphens=False)
    return rows


def next_step(steps: Sequence[Step]) -> str:
    """Return the body of a step that brings the tables of ``steps`` to those of ``db/models``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "schema"
        make_empty(path, None)
        driver = connect(path, None)
        engine = engine_on(driver)
        for step in steps:
            take(engine, step)
        with engine.connect() as connection:
            options = {"render_item": _render_item, "render_as_batch": True, "compare_type": False}
            context = MigrationContext.configure(connection, opts=options)
            script = produce_migrations(context, Base.metadata)
            assert script.upgrade_ops is not None
            body = render_python_code(script.upgrade_ops, render_as_batch=True, render_item=_render_item)
        driver.close()
    return "\n".join(f"    {row}" if row else row for row in body.splitlines())


def _render_item(kind: str, item: Any, context: AutogenContext) -> str | Literal[False]:
    """Write our own column types as the plain ones they are stored as: a step must not change when the code does."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{type(item.impl_instance).__name__}()"
    if kind == "type" and isinstance(item, Enum):
        values = ", ".join(repr(value) for value in item.enums)
        return f"sa.Enum({values}, name={item.name!r}, native_enum=False, create_constraint=True, length={item.length})"
    return False


def write(number: str, word: str, why: str) -> Path:
    """Write the module of a step and return its path."""
    before = [step for step in known_steps() if step.number < number]
    body = next_step(before) if before else first_step()
    imports = "import sqlalchemy as sa\nfrom alembic import op\n" if before else "from alembic import op\n"
    head = _HEAD.format(why=why, imports=imports, oldest=__version__)
    path = Path(versions.__path__[0]) / f"step_{number}_{word}.py"
    path.write_text(f"{head}{body}\n", encoding="utf-8")
    return path


def table_words(table: Table) -> str:
    """Return a table's CREATE statement as SQLite is told it, for comparing schemas."""
    return str(CreateTable(table).compile(dialect=sqlite.dialect()))


if __name__ == "__main__":
    write(*sys.argv[1:4])
