"""Step 0001 of a broken row of steps."""

from __future__ import annotations

oldest_program = "0.1.0"


def upgrade() -> None:
    """Change nothing."""
