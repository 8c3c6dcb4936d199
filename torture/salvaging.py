"""How much of a damaged office is found again when its rows are salvaged into a new file."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bontot_desktop.db.salvage import salvage
from bontot_desktop.errors import Damaged
from torture import state
from torture.base import BEGINNING, PASSWORD, open_base
from torture.looking import Breach


@dataclass(slots=True)
class Salvage:
    """What was found again, in rows of the whole office: by table, and of all."""

    files: int = 0
    beyond: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    #: The files of which least was found, and what had been done to them.
    worst: list[tuple[float, str]] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """The part of all rows found again, 0 to 1."""
        return sum(self.found.values()) / max(1, sum(self.rows.values()))

    def lines(self) -> Iterator[str]:
        """Tell it."""
        if not self.files:
            return
        yield (
            f"  salvage: {self.files} damaged files, {self.beyond} beyond reading, "
            f"{self.rate:.1%} of all rows found again"
        )
        poor = sorted((self.found[table] / count, table) for table, count in self.rows.items() if count)[:6]
        yield f"  least of: {', '.join(f'{table} {part:.1%}' for part, table in poor)}"
        yield f"  worst files: {', '.join(f'{what} {part:.1%}' for part, what in self.worst)}"


def salvaged(path: Path, copy: Path, folder: Path, rows: dict[str, set[Any]], into: Salvage, what: str) -> None:
    """Salvage a damaged file, with the locks of a copy, and count. A file nothing can be read of is told, and counted.

    Raises Breach when the damaged file is touched or the list of what was lost says nothing of a loss.
    """

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    out = folder / "cuu-duoc.bontot"
    into.files += 1
    counts: Counter[str] = Counter({table: len(of) for table, of in rows.items()})
    into.rows += counts
    before = path.read_bytes()
    try:
        told = salvage(path, out, password=PASSWORD, now=BEGINNING, locks_from=copy)
    except Damaged:
        into.beyond += 1
        return
    finally:
        if path.read_bytes() != before:
            raise Breach(f"{what}: the salvage touched the damaged file")
    with open_base(out) as opened:
        got = state.rows_by_table(opened.driver)
    found = Counter({table: len(of & got.get(table, set())) for table, of in rows.items()})
    into.found += found
    if sum(found.values()) < sum(counts.values()) and not (told.rows_lost or told.rows_rebuilt or told.lost):
        raise Breach(f"{what}: rows are missing in the salvaged file, and its list says nothing")
    into.worst = sorted([*into.worst, (sum(found.values()) / sum(counts.values()), what)])[:5]
