"""The tables of the first version."""

from __future__ import annotations

from bontot_desktop.db.migrations import script

oldest_program = "0.1.0"


def upgrade() -> None:
    """Take the step."""
    script.run("step_0001_spine.sql")
