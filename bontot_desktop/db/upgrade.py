"""Brings an opened file to the newest step: a checked copy first, every step, then a check of the whole file."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bontot_desktop.db import engine
from bontot_desktop.db.migrations.runner import Step, steps_due, take
from bontot_desktop.errors import Damaged

if TYPE_CHECKING:
    from bontot_desktop.db.datafile import DataFile

_log = logging.getLogger(__name__)


def bring_up_to_date(
    datafile: DataFile, steps: Sequence[Step], *, program: str, copies: Path | None, now: datetime
) -> Path | None:
    """Take the steps that are due; return the copy made before them, if any.

    The copy is named by the step it goes to, so a second attempt finds it and keeps it as long as no act was done in
    between. A step that fails rises and leaves the data as they were. Raises :class:`NewerFile`, :class:`Damaged`.
    """
    due = steps_due(datafile.driver, steps, program=program, name=datafile.path.name)
    if not due:
        return None
    copy = None
    if copies is not None:
        copy = copies / f"{datafile.path.stem} - truoc nang cap {due[-1].number}{datafile.path.suffix}"
        _copy_unless_good(datafile, copy, now)
    for step in due:
        take(datafile.engine, step)
    if engine.scalar(datafile.driver, "SELECT 1 FROM file_info") is None:
        raise Damaged(engine.NOT_OURS.format(name=datafile.path.name))
    datafile.driver.execute("UPDATE file_info SET upgraded_by = ?", (program,))
    engine.demand_whole(datafile.driver, datafile.path.name, encrypted=datafile.is_encrypted)
    _log.info("data file upgraded to step %s", due[-1].number)
    return copy


def _copy_unless_good(datafile: DataFile, copy: Path, now: datetime) -> None:
    from bontot_desktop.db import copies as copying

    if copy.is_file():
        try:
            if not copying.changed_since(datafile, copying.look_at(copy)):
                return
        except Damaged:
            _log.info("the earlier copy before this upgrade is not whole; making it anew")
    copying.make_copy(datafile, copy, now)
