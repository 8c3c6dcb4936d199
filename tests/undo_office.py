"""An office that takes back every act as soon as it is done, compares the whole file, and does the act again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bontot_desktop.db.work import Run, Work
from bontot_desktop.rules import undoing
from bontot_desktop.services import undo
from bontot_desktop.services.office import Office

#: The history itself, unfinished typing and where files lie are no part of what an act leaves behind.
_LEFT_OUT = ("history", "history_touch", "draft", "paper_file", "file_info", "step")


def dump(office: Office) -> dict[str, list[Any]]:
    """Return every row of every table that acts write, and what the search finds."""
    with office.ask() as driver:
        names = driver.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        tables = sorted(
            name for (name,) in names if name not in _LEFT_OUT and not name.startswith(("finding", "sqlite"))
        )
        found = {name: driver.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in tables}
        if ("finding",) in names:
            found["finding"] = driver.execute("SELECT rowid, words, kind FROM finding ORDER BY rowid").fetchall()
    return found


def differences(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> dict[str, tuple[list[Any], list[Any]]]:
    """Return what differs between two dumps, table by table."""
    return {
        table: (
            [row for row in one[table] if row not in other[table]],
            [row for row in other[table] if row not in one[table]],
        )
        for table in one
        if one[table] != other[table]
    }


class TakingBack(Office):
    """An opened office of which every act is proved: back as before, and again as after. ``proved`` are their keys."""

    proved: set[str]

    @contextmanager
    def work(self, act: str, sentence: str, run: Run | None = None) -> Iterator[Work]:
        """Do the act; when it may be taken back, take it back and do it again."""
        before = dump(self) if act in undoing.UNDOABLE else {}
        with super().work(act, sentence, run) as work:
            yield work
        line = work.act.history_id
        if line is None or act not in undoing.UNDOABLE:
            return
        after = dump(self)
        undo.take_back(self, line)
        assert not differences(before, dump(self)), act
        (newest,) = self._newest()
        undo.take_back(self, newest)
        assert not differences(after, dump(self)), act
        self.proved.add(act)

    def _newest(self) -> tuple[int]:
        with self.ask() as driver:
            found: tuple[int] = driver.execute("SELECT max(id) FROM history").fetchone()
        return found


def taking_back(office: Office) -> TakingBack:
    """Return the same office, proving its acts."""
    made = TakingBack(office.data, office.papers, office.who, office.now)
    made.proved = set()
    return made
