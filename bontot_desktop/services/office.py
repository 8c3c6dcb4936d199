"""The opened office: its data file, its folder of papers, who works and the clock; every service starts from it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bontot_desktop import places
from bontot_desktop.db import disk
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.errors import NoRight, Refused
from bontot_desktop.rules.changes import Changes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from sqlcipher3 import dbapi2

    from bontot_desktop.db.work import Run, Work


ONLY_TO_READ = (
    "Tệp “{name}” chỉ đọc được (USB khóa ghi, đĩa, hoặc thư mục không có quyền ghi): xem và in được, không sửa được. "
    "Muốn làm việc, hãy đóng chương trình, chép tệp vào máy này rồi mở bản chép."
)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Saved:
    """What an act gives back: the id of the thing it was about and the kinds of things it changed."""

    id: int
    changes: Changes
    #: What else followed by itself, as a sentence for the status line; "" for nothing.
    also: str = ""

    def said(self, sentence: str) -> str:
        """Return what is said of the act with what followed."""
        return f"{sentence}. {self.also}" if self.also else sentence


@dataclass(slots=True)
class Office:
    """An office at work. ``papers`` is the folder of the files of issued papers; ``who`` stands in the history."""

    data: DataFile
    papers: Path
    who: str
    now: Clock
    #: Why nothing may be written, as a sentence: the file can only be read, or who works may only look. "" lets write.
    read_only_because: str = ""
    #: The part of it that lies with the file, whoever sits here.
    file_because: str = ""
    #: Whoever sits here may only look; the file itself may be written.
    is_viewed: bool = False
    #: Who of the list of people sits here, None for nobody of it.
    operator_id: int | None = None

    def today(self) -> date:
        """Return the day of the clock."""
        return self.now().date()

    @property
    def may_be_copied(self) -> bool:
        """Say whether copies are made: always, unless the file itself can only be looked at."""
        return not self.read_only_because or (self.is_viewed and not self.file_because)

    def read(self) -> AbstractContextManager[Session]:
        """Look without writing."""
        return self.data.read()

    def ask(self) -> AbstractContextManager[dbapi2.Connection]:
        """Look with questions in plain SQL: what the window shows before SQLAlchemy is loaded."""
        return self.data.ask()

    def work(self, act: str, sentence: str, run: Run | None = None) -> AbstractContextManager[Work]:
        """Do one act: one transaction, one history line; rolled back whole when anything rises inside.

        Acts of one ``run`` share a line while nothing else is done; see :class:`bontot_desktop.db.work.Run`. Raises
        Refused before anything while the office may only be looked at.
        """
        if self.read_only_because:
            raise Refused(self.read_only_because)
        return self.data.work(act=act, sentence=sentence, who=self.who, now=self.now(), run=run)

    def has_people(self) -> bool:
        """Say whether the list of people who work with the program holds anybody."""
        with self.ask() as driver:
            return driver.execute("SELECT 1 FROM operator LIMIT 1").fetchone() is not None

    def has_drafts(self) -> bool:
        """Say whether anything that was typed is kept unsaved."""
        with self.ask() as driver:
            return driver.execute("SELECT 1 FROM draft LIMIT 1").fetchone() is not None

    def close(self) -> None:
        """Close the data file cleanly."""
        self.data.close()


def open_office(
    path: Path,
    *,
    password: str | None = None,
    recovery_code: str | None = None,
    holder: str,
    who: str,
    clock: Clock,
    copies: Path | None = None,
) -> Office:
    """Open a data file for work; ``copies`` is the folder of the copy made before an upgrade.

    A file that can't be written where it lies is opened to be looked at, and says so (``read_only_because``). Raises
    HeldByAnother, WrongPassword, Damaged, NewerFile or NoRoom, each with its sentence; the file stays as it was.
    Wrong passwords and codes are slowed.
    """
    if password is None and recovery_code is None:
        return _open(path, None, None, holder, who, clock, copies)
    from bontot_desktop.services import tries

    with tries.slowed(path, clock()):
        return _open(path, password, recovery_code, holder, who, clock, copies)


def _open(
    path: Path,
    password: str | None,
    recovery_code: str | None,
    holder: str,
    who: str,
    clock: Clock,
    copies: Path | None,
) -> Office:
    because = ""
    try:
        data = DataFile.open(
            path, password=password, recovery_code=recovery_code, holder=holder, now=clock(), copies=copies
        )
    except NoRight:
        if disk.can_write(path):
            raise  # it is something else that may not be written: the folder of copies
        data = DataFile.open_to_read(path, password=password, recovery_code=recovery_code, holder=holder, now=clock())
        because = ONLY_TO_READ.format(name=path.name)
    return Office(data, places.papers_beside(path), who, clock, because, because)
