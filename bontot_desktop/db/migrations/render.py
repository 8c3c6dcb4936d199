"""Writes a new step from the difference between the steps so far and the tables in ``db/models``.

For those who change a table::

    python -m bontot_desktop.db.migrations.render 0002 word "Why the step exists, one sentence."

writes ``versions/step_0002_word.py``; read it before you keep it (data to carry over is for a person to write). Step
0001 has its statements in ``step_0001_word.sql``; until a version is published it may be rendered anew by naming it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Enum, TypeDecorator
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from bontot_desktop import __version__
from bontot_desktop.db import finding, house, models
from bontot_desktop.db.base import Base
from bontot_desktop.db.engine import connect, engine_on, make_empty
from bontot_desktop.db.migrations import versions
from bontot_desktop.db.migrations.runner import Step, known_steps, take
from bontot_desktop.db.migrations.script import DIVIDER

#: Importing them registers the tables.
TABLES = (house, models)

_FIRST = '''"""{why}"""

from __future__ import annotations

from bontot_desktop.db.migrations import script

oldest_program = "{oldest}"


def upgrade() -> None:
    """Take the step."""
    script.run("{name}.sql")
'''

_NEXT = '''"""{why}"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

oldest_program = "{oldest}"


def upgrade() -> None:
    """Take the step."""
{body}
'''


def all_tables() -> list[str]:
    """Return the statements that make every table and index of the models, parents before children, then the index of
    words (``db/finding.py``), which is no table of the mapper.
    """
    dialect = sqlite.dialect()
    statements = []
    for table in Base.metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            statements.append(str(CreateIndex(index).compile(dialect=dialect)))
    statements += finding.statements()
    return ["\n".join(row.rstrip().replace("\t", "    ") for row in one.strip().splitlines()) for one in statements]


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """Say whether a table is one of the mapper's: the index of words and what SQLite keeps beside it are not."""
    return kind != "table" or not (name or "").startswith(finding.TABLE)


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
            context = MigrationContext.configure(connection, opts={"compare_type": False, "include_name": is_ours})
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
    """Write the module of a step (and the SQL of the first) and return its path."""
    name = f"step_{number}_{word}"
    path = Path(versions.__path__[0]) / f"{name}.py"
    before = [step for step in known_steps() if step.number < number] if number != "0001" else []
    if before:
        path.write_text(_NEXT.format(why=why, oldest=__version__, body=next_step(before)), encoding="utf-8")
    else:
        path.with_suffix(".sql").write_text(DIVIDER.join([*all_tables(), ""]), encoding="utf-8")
        path.write_text(_FIRST.format(why=why, oldest=__version__, name=name), encoding="utf-8")
    return path


if __name__ == "__main__":
    write(*sys.argv[1:4])
