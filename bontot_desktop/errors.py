"""The errors a person may meet, in three families.

BonTotError
├── Refused            the person can mend it: a rule says no; what, where and what to do
│   ├── Problems       several fields at once, each with its sentence
│   ├── NotFound       something asked for by name is not there
│   └── WrongDay       a paper can't bear the day asked for; one that will do is told
└── MachineInTheWay    the machine is in the way: disk full, held, no right, damaged, wrong password
    ├── HeldByAnother  another program holds the data file
    ├── WrongPassword
    ├── Damaged        the file is not ours or not whole
    ├── NewerFile      made by a newer program
    └── NoRoom         disk full, no right to write, or a file open elsewhere
        └── NoRight    no right to write: the file can still be looked at

Anything else that rises is our bug and is never hidden. Every message is one clear sentence in Vietnamese.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple


class BonTotError(Exception):
    """Base of the errors whose text is meant for the person."""


class Refused(BonTotError):
    """A rule says no; the message says what, where and what to do."""


class NotFound(Refused):
    """What was asked for by code, id or name is not there."""


class Problem(NamedTuple):
    """One thing to mend: the field's name in the draft and the sentence to show under it."""

    field: str
    sentence: str


class Problems(Refused):
    """Several fields to mend; the form shows each sentence under its field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = tuple(problems)


class WrongDay(Refused):
    """A paper can't bear the day asked for; ``better`` is one that will do."""

    def __init__(self, sentence: str, better: date) -> None:
        super().__init__(sentence)
        self.better = better


class MachineInTheWay(BonTotError):
    """The machine, not the person, is in the way; the data are as they were."""


class HeldByAnother(MachineInTheWay):
    """The data file is held by another start of the program."""


def pause_words(seconds: int) -> str:
    """Say how long to wait before the next try."""
    return f"Xin đợi {seconds} giây rồi thử lại."


class WrongPassword(MachineInTheWay):
    """The password or recovery code does not open the file; ``wait`` seconds pass before another may be tried."""

    def __init__(self, sentence: str, wait: int = 0) -> None:
        super().__init__(f"{sentence} {pause_words(wait)}" if wait else sentence)
        #: The reason alone, for a window that counts the seconds down itself.
        self.sentence, self.wait = sentence, wait


class Damaged(MachineInTheWay):
    """The file is not one of ours or is not whole."""


class NewerFile(MachineInTheWay):
    """The file was made by a newer program than this one."""


class NoRoom(MachineInTheWay):
    """The disk is full, writing is not allowed, or another program holds the file to be written."""


class NoRight(NoRoom):
    """Writing is not allowed: a locked stick, a disc, a folder of somebody else's."""
