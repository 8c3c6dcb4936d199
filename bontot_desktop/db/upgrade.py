"""Brings an opened file to the newest step: a checked copy first, every step, then a check of the whole file."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bontot_desktop.db import engine
from bontot_desktop.db.migrations.runner import Step, steps_due, take
from bontot_desktop.errors import Damaged, MachineInTheWay

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bontot_desktop.db.datafile import DataFile

_log = logging.getLogger(__name__)

NOT_RIGHT = (
    "Nâng cấp tệp “{name}” dừng lại vì kết quả chưa đúng; dữ liệu vẫn như trước. Hãy cài lại bản Bốn Tốt đang dùng lần "
    "trước và báo người làm chương trình."
)


def bring_up_to_date(
    datafile: DataFile, steps: Sequence[Step], *, program: str, copies: Path | None, now: datetime
) -> Path | None:
    """Take the steps that are due; return the copy made before them, if any.

    The copy is named by the step it goes to, so a second attempt finds it and keeps it as long as no act was done in
    between; it is never thinned. All steps and the check of what came of them are one: one that fails rises and leaves
    the data as they were. Raises :class:`NewerFile`, :class:`Damaged`.
    """
    due = steps_due(datafile.driver, steps, program=program, name=datafile.path.name)
    if not due:
        return None
    copy = _copy_before(datafile, copies, due[-1].number, now) if copies is not None else None

    def finish(connection: Connection) -> None:
        if connection.exec_driver_sql("SELECT 1 FROM file_info").first() is None:
            raise Damaged(engine.NOT_OURS.format(name=datafile.path.name))
        connection.exec_driver_sql("UPDATE file_info SET upgraded_by = ?", (program,))
        amiss = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
        if amiss:
            raise Damaged(NOT_RIGHT.format(name=datafile.path.name))

    take(datafile.engine, *due, finish=finish)
    engine.demand_whole(datafile.driver, datafile.path.name, encrypted=datafile.is_encrypted)
    _log.info("data file upgraded to step %s", due[-1].number)
    return copy


def _copy_before(datafile: DataFile, copies: Path, step: str, now: datetime) -> Path:
    """Return a whole copy of the file as it is now, made or found; that of another office of the name stays."""
    from bontot_desktop.db import copies as copying

    stem, turn = f"{datafile.path.stem} - truoc nang cap {step}", 1
    copy = copies / f"{stem}{datafile.path.suffix}"
    while True:
        try:
            found = copying.look_at(copy)
            is_ours = found.office == copying.office_of(datafile)
            if is_ours and copying.is_whole(found) and not copying.changed_since(datafile, found):
                return copy
        except (MachineInTheWay, OSError):
            is_ours = True
            _log.info("no whole copy before this upgrade yet; making one")
        if is_ours:
            copying.make_copy(datafile, copy, now)
            return copy
        turn += 1
        copy = copies / f"{stem} ({turn}){datafile.path.suffix}"
