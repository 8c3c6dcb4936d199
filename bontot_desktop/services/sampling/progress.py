"""How the making of an invented office is followed."""

from __future__ import annotations

from collections.abc import Callable

#: Called with steps done, steps in all and what is being made.
Progress = Callable[[int, int, str], None]
