"""The office's data file: making, opening in the safe order, working on it, changing its password, closing."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from bontot_desktop import __version__
from bontot_desktop.db import container, disk, engine, foreign, journal
from bontot_desktop.db.container import Trailer
from bontot_desktop.db.copy_names import drop_second_names
from bontot_desktop.db.faults import MISSING, demand_folder, told, told_by_database
from bontot_desktop.db.holding import Holding, hold, note_file
from bontot_desktop.db.migrations.runner import Step, known_steps, step_of, take
from bontot_desktop.db.upgrade import bring_up_to_date
from bontot_desktop.errors import HeldByAnother, NoRoom, Refused, WrongPassword

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from bontot_desktop.db.history import LastAct
    from bontot_desktop.db.keys import Envelope
    from bontot_desktop.db.work import Desk, Run, Work

_log = logging.getLogger(__name__)

NEEDS_PASSWORD = "Tệp dữ liệu này có mật khẩu. Hãy nhập mật khẩu hoặc mã khôi phục."
NO_PASSWORD_HERE = "Tệp này không có mật khẩu (văn phòng mẫu), nên không có gì để đổi."
EXISTS = "Đã có tệp “{name}” ở đó. Hãy chọn tên khác hoặc mở tệp ấy."


class DataFile:
    """One opened data file, held alone until :meth:`close`. Use it in the thread that opened it."""

    def __init__(
        self, path: Path, driver: dbapi2.Connection, holding: Holding, key: bytes | None, envelope: Envelope | None
    ) -> None:
        self.path = path
        self.driver = driver
        #: Say that the last close was not clean (power cut, kill); the whole file was then checked at opening.
        self.was_left = False
        #: The copy made before an upgrade at this opening, if there was one.
        self.copy_before_upgrade: Path | None = None
        #: What services keep of the file from one question to the next, each under its own name.
        self.kept: dict[str, object] = {}
        self._holding = holding
        self._key = key
        self._envelope = envelope
        self._by_recovery = False
        self._open = True
        #: The private folder in which a file that can't be written is looked at; deleted at closing.
        self._room: Path | None = None

    # ------------------------------------------------------------------ making and opening

    @classmethod
    def create(
        cls, path: Path, password: str | None, *, now: datetime, holder: str = "Bốn Tốt"
    ) -> tuple[DataFile, str | None]:
        """Make a new data file with all tables and open it.

        Returns the file and its recovery code, to be shown once (None without a password). Raises :class:`Refused`
        when something stands at ``path`` or the password is too short, :class:`NoRoom`, :class:`HeldByAnother`.
        """
        path = path.absolute()
        if path.exists():
            raise Refused(EXISTS.format(name=path.name))
        demand_folder(path)
        code = envelope = key = None
        if password is not None:
            from bontot_desktop.db import keys

            keys.check_new_password(password)
            code, key = keys.new_recovery_code(), keys.new_key()
            envelope = keys.seal(key, password, code)
        beside = path.with_name(f"{path.stem} - dang tao{path.suffix}")
        with told(path):
            remove_with_company(beside)
            try:
                _make(beside, key, now)
                if envelope is not None:
                    container.add_trailer(beside, _trailer(envelope))
                disk.sync_file(beside)
                holding = hold(path, holder=holder, now=now)
                try:
                    # A side file from an earlier file of this name would only confuse.
                    disk.remove(container.side_file(path))
                    disk.patiently(lambda: beside.rename(path))
                    disk.sync_folder(path.parent)
                    return cls._enter(path, holding, key, envelope), code
                except BaseException:
                    holding.release()
                    raise
            finally:
                remove_with_company(beside)

    @classmethod
    def open(
        cls,
        path: Path,
        password: str | None = None,
        *,
        recovery_code: str | None = None,
        now: datetime,
        holder: str = "Bốn Tốt",
        copies: Path | None = None,
        steps: tuple[Step, ...] | None = None,
        program: str = __version__,
    ) -> DataFile:
        """Open a data file in the order of safety: hold, check after an unclean close, copy and upgrade if due.

        ``holder`` is what a second start is told ("cửa sổ Bốn Tốt"); ``copies`` the folder for the copy made before
        an upgrade (without one, no such copy: for a file that is itself a copy). A password given for a plain file is
        not needed and not looked at. Raises :class:`HeldByAnother`, :class:`WrongPassword`, :class:`Damaged`,
        :class:`NewerFile`, :class:`NoRoom`, :class:`Refused` (mistyped recovery code); the file is then as it was.
        """
        path = path.absolute()
        if path.is_dir():
            raise NoRoom(foreign.FOLDER.format(name=path.name))
        if not path.is_file():
            raise NoRoom(MISSING.format(name=f"tệp “{path.name}”"))
        with told(path):
            holding = hold(path, holder=holder, now=now)
            left = holding.was_left or container.side_file(path).exists() or container.journal_file(path).exists()
            try:
                drop_second_names(path)
                journal.demand_whole(path)
                key, envelope = _unlock(path, password, recovery_code)
                opened = cls._enter(path, holding, key, envelope)
            except BaseException:
                _let_go(holding, left=left)
                raise
            opened._by_recovery = envelope is not None and password is None
            opened.was_left = left
            try:
                if left:
                    _log.info("the data file was not closed cleanly: checking all of it")
                    engine.demand_whole(opened.driver, path.name, encrypted=key is not None)
                    # Any small write: SQLite then knows the journal it has rolled back, and deletes it at closing.
                    opened.driver.execute("PRAGMA user_version = 1")
                due = known_steps() if steps is None else steps
                opened.copy_before_upgrade = bring_up_to_date(opened, due, program=program, copies=copies, now=now)
                _log.info("data file open, at step %s", step_of(opened.driver))
            except BaseException:
                opened._leave(left=left)
                raise
            return opened

    @classmethod
    def open_to_read(
        cls,
        path: Path,
        password: str | None = None,
        *,
        recovery_code: str | None = None,
        now: datetime,
        holder: str = "Bốn Tốt",
    ) -> DataFile:
        """Open a file that can't be written (a locked stick, a disc) to look at: a private copy of it is opened.

        Opening needs to write (the locks stand behind the pages, an upgrade may be due, a journal has to be rolled
        back), so it is done on a copy in a folder of its own, as encrypted as the file, which goes at closing. What
        is written there is lost: the caller lets nobody work. Raises as :meth:`open`.
        """
        from bontot_desktop.db import rooms

        path = path.absolute()
        if path.is_dir():
            raise NoRoom(foreign.FOLDER.format(name=path.name))
        with told(path):
            room = rooms.make()
        try:
            with told(path):
                inside = room / path.name
                for kin in (container.side_file, container.journal_file, note_file):
                    if kin(path).exists():
                        shutil.copyfile(kin(path), kin(inside))
                shutil.copyfile(path, inside)
            opened = cls.open(inside, password, recovery_code=recovery_code, now=now, holder=holder)
        except BaseException:
            rooms.clear(room)
            raise
        opened.path, opened._room = path, room
        return opened

    @classmethod
    def _enter(cls, path: Path, holding: Holding, key: bytes | None, envelope: Envelope | None) -> DataFile:
        """Bring a held file to work: locks aside, database opened and locked."""
        with path.open("rb+"):
            pass  # SQLite opens a file it may not write for reading, without a word; this one speaks
        was_at_rest = envelope is not None and container.read_trailer(path) is not None
        if envelope is not None:
            container.open_pages(path, _trailer(envelope))
        try:
            with told(path):
                driver = engine.connect(path, key)
        except HeldByAnother:
            raise  # another program is inside: the pages are not ours to write behind
        except BaseException:
            if was_at_rest and envelope is not None:
                container.close_pages(path, _trailer(envelope))
            raise
        return cls(path, driver, holding, key, envelope)

    # ------------------------------------------------------------------ working

    @cached_property
    def engine(self) -> Engine:
        """SQLAlchemy's way to the file. Made, and SQLAlchemy loaded, when first asked for: opening needs none of it."""
        return engine.engine_on(self.driver)

    @cached_property
    def desk(self) -> Desk:
        """What hands out works and readings; made when first asked for."""
        from bontot_desktop.db.work import Desk

        return Desk(self.engine, self.path)

    @contextmanager
    def ask(self) -> Iterator[dbapi2.Connection]:
        """Give the driver for questions in plain SQL, which must not write; inside a work they see what it wrote."""
        if "desk" in self.__dict__:
            self.desk.write_out()
        with told_by_database(self.path):
            yield self.driver

    def work(
        self, act: str, sentence: str, *, who: str, now: datetime, run: Run | None = None
    ) -> AbstractContextManager[Work]:
        """Open the session of one act; see :meth:`bontot_desktop.db.work.Desk.work`."""
        return self.desk.work(act, sentence, who=who, now=now, run=run)

    def read(self) -> AbstractContextManager[Session]:
        """Open a session that only reads; see :meth:`bontot_desktop.db.work.Desk.read`."""
        return self.desk.read()

    @property
    def is_busy(self) -> bool:
        """Say whether a work or a reading is open: an act written in turns is, between them."""
        return "desk" in self.__dict__ and self.desk.busy

    def last_act(self) -> LastAct | None:
        """Return the newest act of the file."""
        from bontot_desktop.db import history

        with self.read() as session:
            return history.last_act(session)

    # ------------------------------------------------------------------ keys

    @property
    def is_encrypted(self) -> bool:
        """Say whether the file has a password."""
        return self._key is not None

    @property
    def key(self) -> bytes | None:
        """The data key, for opening a copy of this file; never shown, never stored."""
        return self._key

    @property
    def envelope(self) -> Envelope | None:
        """The locks of the file as they are now; None for a plain file."""
        return self._envelope

    def change_password(self, old: str | None, new: str) -> None:
        """Change the password; no page of the data is written anew.

        ``old`` may be None only when the file was opened by its recovery code. Copies made before keep the password
        of their day. Raises :class:`WrongPassword`, :class:`Refused` (too short, plain file), :class:`NoRoom`.
        """
        from bontot_desktop.db import keys

        key, envelope = self._locked()
        if old is not None:
            keys.unlock_by_password(envelope, old)
        elif not self._by_recovery:
            raise WrongPassword(keys.WRONG_PASSWORD)
        keys.check_new_password(new)
        self._relock(keys.with_password(envelope, key, new))

    def demand_secret(self, password: str, *, recovery_code: str = "") -> None:
        """Raise :class:`WrongPassword` unless the password, or the code given in its place, is the file's.

        Raises :class:`Refused` for a mistyped code and a plain file.
        """
        from bontot_desktop.db import keys

        _, envelope = self._locked()
        if recovery_code:
            keys.unlock_by_code(envelope, recovery_code)
        else:
            keys.unlock_by_password(envelope, password)

    def new_recovery_code(self) -> str:
        """Make a new recovery code, to be shown once; the old one no longer opens this file. Raises as above."""
        from bontot_desktop.db import keys

        key, envelope = self._locked()
        code = keys.new_recovery_code()
        self._relock(keys.with_recovery_code(envelope, key, code))
        return code

    def _locked(self) -> tuple[bytes, Envelope]:
        if self._key is None or self._envelope is None:
            raise Refused(NO_PASSWORD_HERE)
        return self._key, self._envelope

    def _relock(self, envelope: Envelope) -> None:
        with told(self.path):
            container.write_side(self.path, _trailer(envelope))
        self._envelope = envelope

    # ------------------------------------------------------------------ closing

    def close(self) -> None:
        """Close cleanly: the file is one file again and the note beside it is gone. A second call does nothing.

        Raises :class:`NoRoom` when the disk has no room for the locks behind the pages; all data are saved then, and
        the locks stay in the side file until a later close.
        """
        if self._open:
            self._leave(left=False)

    def _leave(self, *, left: bool) -> None:
        self._open = False
        self.kept.clear()
        if "engine" in self.__dict__:
            self.engine.dispose()
        self.driver.close()
        if self._room is not None:
            from bontot_desktop.db import rooms

            self._holding.release()
            rooms.clear(self._room)
            return
        at_rest = False
        try:
            if self._envelope is not None:
                with told(self.path):
                    container.close_pages(self.path, _trailer(self._envelope))
            at_rest = True
        finally:
            _let_go(self._holding, left=left or not at_rest)

    def __enter__(self) -> DataFile:
        """Use the file in a ``with`` block; it is closed at the end."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()


def _let_go(holding: Holding, *, left: bool) -> None:
    if left:
        holding.abandon()  # the next opening must still check the whole file
    else:
        holding.release()


def _trailer(envelope: Envelope) -> Trailer:
    from bontot_desktop.db import keys

    return Trailer(keys.to_plain(envelope), {})


def _unlock(path: Path, password: str | None, recovery_code: str | None) -> tuple[bytes | None, Envelope | None]:
    trailer = container.locks_of(path)
    if trailer is None:
        return None, None
    from bontot_desktop.db import keys

    envelope = keys.from_plain(trailer.locks)
    if password is not None:
        return keys.unlock_by_password(envelope, password), envelope
    if recovery_code is not None:
        return keys.unlock_by_code(envelope, recovery_code), envelope
    raise WrongPassword(NEEDS_PASSWORD)


def _make(path: Path, key: bytes | None, now: datetime) -> None:
    """Make the database of a new office: every step, then the row that says what the file is."""
    from sqlalchemy import insert

    from bontot_desktop.db.house import FORMAT, FileInfo

    engine.make_empty(path, key)
    driver = engine.connect(path, key)
    try:
        fresh = engine.engine_on(driver)
        steps = known_steps()
        for step in steps:
            take(fresh, step)
        info = {
            "id": 1,
            "format": FORMAT,
            "made_by": __version__,
            "upgraded_by": __version__,
            "oldest_program": steps[-1].oldest_program,
            "created_at": now,
        }
        with fresh.begin() as connection:
            connection.execute(insert(FileInfo), [info])
    finally:
        driver.close()


def remove_with_company(path: Path) -> None:
    """Delete a file of our own making together with what may stand beside it (locks, note, journal)."""
    for one in (path, container.side_file(path), container.journal_file(path), note_file(path)):
        disk.remove(one)
