"""The written matter of the invented office, from ``resources/sample``: what its minutes, opinions and papers say."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from bontot_desktop import places


@cache
def read(name: str) -> dict[str, Any]:
    """Read one file of sample texts ("minutes-village")."""
    return tomllib.loads((places.resources() / "sample" / f"{name}.toml").read_text(encoding="utf-8"))
