"""Slows the guessing of a password: wrong tries are counted beside the data file, whoever tries and however often.

The count is no secret and can be deleted by whoever may delete the file; what makes guessing costly then is scrypt.
At the shared desk it is enough that windows, the lock and the command line all wait by the same count.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from bontot_desktop.errors import WrongPassword
from bontot_desktop.rules import tries
from bontot_desktop.rules.tries import Wrong

#: Counts of files in folders that can't be written (a locked stick), for as long as the program runs.
_unwritten: dict[Path, Wrong] = {}


def count_file(data_file: Path) -> Path:
    """Return where the wrong tries of a data file are counted: "van-phong.bontot-thu"; gone after a right one."""
    return data_file.with_name(f"{data_file.name}-thu")


@contextmanager
def slowed(data_file: Path, now: datetime) -> Iterator[None]:
    """Try a password or recovery code in the block.

    Raises WrongPassword without trying while the pause after the last wrong one lasts, and with the next pause
    (``wait``, seconds) after one more; a right one clears the count.
    """
    data_file = data_file.absolute()
    wrong = _counted(data_file, now)
    seconds = tries.wait(wrong, now)
    if seconds:
        raise WrongPassword(f"Đã gõ sai {wrong.times if wrong else 0} lần liền.", seconds)
    try:
        yield
    except WrongPassword as fault:
        wrong = tries.one_more(wrong, now)
        _keep(data_file, wrong)
        raise WrongPassword(fault.sentence, tries.pause(wrong.times)) from fault
    if wrong is not None:
        _forget(data_file)


def _counted(data_file: Path, now: datetime) -> Wrong | None:
    try:
        kept = json.loads(count_file(data_file).read_bytes())
        wrong = Wrong(max(0, int(kept["wrong"])), datetime.fromisoformat(kept["at"]).replace(tzinfo=None))
    except (OSError, ValueError, TypeError, KeyError, OverflowError):
        found = _unwritten.get(data_file)
        if found is None:
            return None
        wrong = found
    right = tries.by_this_clock(wrong, now)
    if right is not wrong:
        _keep(data_file, right)
    return right


def _keep(data_file: Path, wrong: Wrong) -> None:
    try:
        count_file(data_file).write_text(json.dumps({"wrong": wrong.times, "at": wrong.at.isoformat()}), "utf-8")
        _unwritten.pop(data_file, None)
    except OSError:
        _unwritten[data_file] = wrong


def _forget(data_file: Path) -> None:
    _unwritten.pop(data_file, None)
    with suppress(OSError):
        count_file(data_file).unlink(missing_ok=True)
