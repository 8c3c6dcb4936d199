"""Salvages a damaged data file: what stands on its whole pages comes into a new file, with a list of what was lost.

The damaged file is only read. Rows whose page is lost are made again from the history where it knows them whole; a row
others stand on comes back as a placeholder that says so. The new file keeps password and recovery code.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from bontot_desktop import __version__
from bontot_desktop.db import btree, container, disk, engine, finding, foreign
from bontot_desktop.db.container import Trailer
from bontot_desktop.db.datafile import EXISTS, remove_with_company
from bontot_desktop.db.faults import HELD, MISSING, demand_folder, told
from bontot_desktop.db.holding import is_held, note_file
from bontot_desktop.db.migrations.runner import Step, known_steps, take, version_key
from bontot_desktop.db.pages import Pages
from bontot_desktop.db.salvaging import closing, clues, locks, mending, numbers, placing, rebuilding
from bontot_desktop.db.salvaging.account import Account
from bontot_desktop.db.salvaging.filling import Filling
from bontot_desktop.db.salvaging.locks import Opened
from bontot_desktop.db.salvaging.shapes import shapes_of
from bontot_desktop.errors import Damaged, HeldByAnother, NewerFile, NoRoom, Refused

_log = logging.getLogger(__name__)

ACT = "care.salvage"
SENTENCE = "Cứu dữ liệu từ tệp hỏng “{name}”"
NOTHING = "Không cứu được gì từ tệp “{name}”: không trang nào còn đọc được. Hãy khôi phục từ bản sao gần nhất."
SAME = "Tệp mới không thể đè lên tệp hỏng. Hãy chọn tên khác; tệp hỏng được giữ nguyên."
NEWER = "Tệp “{name}” được làm bằng bản Bốn Tốt mới hơn. Hãy cài bản mới nhất rồi cứu lại."
#: Told now and then: what is done, what there is in all. It may raise to stop; nothing then stands at the new place.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What a salvage brought: rows taken over as they were, rows made again, rows lost; what was lost in words."""

    path: Path
    #: The list of what was lost, beside the new file.
    list_path: Path
    rows_found: int
    rows_rebuilt: int
    rows_lost: int
    damaged_pages: int
    pages: int
    lost: tuple[str, ...]
    #: Rows may be lost that nothing names any more.
    is_unsure: bool = False


def salvage(
    path: Path,
    out: Path,
    *,
    password: str | None = None,
    recovery_code: str | None = None,
    now: datetime,
    locks_from: Path | None = None,
    who: str = "Bốn Tốt",
    progress: Progress = lambda done, total: None,
    steps: tuple[Step, ...] | None = None,
) -> Salvaged:
    """Bring what can be read of a damaged file into a new one at ``out``; the damaged file is not touched.

    ``locks_from`` is a copy of the same office, for a file whose locks are lost. Raises :class:`Refused` (something
    stands at ``out``, a mistyped code), :class:`WrongPassword`, :class:`Damaged` (no locks, or no page can be read),
    :class:`NewerFile`, :class:`NoRoom`, :class:`HeldByAnother` (the file is open somewhere).
    """
    path, out = path.absolute(), out.absolute()
    if not path.is_file():
        raise NoRoom(MISSING.format(name=f"tệp “{path.name}”"))
    if path == out:
        raise Refused(SAME)
    if out.exists():
        raise Refused(EXISTS.format(name=out.name))
    demand_folder(out)
    _refuse_while_open(path)
    with told(path):
        if locks_from is None and not locks.looks_ours(path):
            raise Damaged(foreign.what_is(path) or container.NOT_OURS.format(name=path.name))
        opened = locks.opened(path, password, recovery_code, locks_from)
        with Pages(path, opened.key if opened else None, opened.salts if opened else ()) as pages:
            due = known_steps() if steps is None else steps
            return _Salvage(path, out, pages, opened, now, who, progress, due).run()


def _refuse_while_open(path: Path) -> None:
    """Raise :class:`HeldByAnother` while somebody works in the file: its pages are then half of one act."""
    note = note_file(path)
    with suppress(OSError):
        if note.is_file() and is_held(note):
            raise HeldByAnother(HELD.format(name=f"Tệp “{path.name}”"))


@dataclass(frozen=True, slots=True)
class _Salvage:
    """One salvage under way."""

    path: Path
    out: Path
    pages: Pages
    opened: Opened | None
    now: datetime
    who: str
    progress: Progress
    steps: tuple[Step, ...]
    account: Account = field(default_factory=Account)

    @property
    def key(self) -> bytes | None:
        return self.opened.key if self.opened else None

    def run(self) -> Salvaged:
        beside = self.out.with_name(f"{self.out.stem} - dang cuu{self.out.suffix}")
        list_path = self.out.with_name(f"{self.out.stem} - bi mat.txt")
        done = self.account
        with told(self.out):
            remove_with_company(beside)
            try:
                damaged = self.carry_over(beside)
                if self.opened is not None:
                    container.add_trailer(beside, Trailer(_locks(self.opened, done), {}))
                disk.sync_file(beside)
                disk.write_whole(list_path, _written(self, damaged))
                disk.patiently(lambda: beside.rename(self.out))
                disk.sync_folder(self.out.parent)
            finally:
                remove_with_company(beside)
        rows = (done.found, done.rebuilt.total(), done.gone)
        _log.info("salvage: %s of %s pages damaged; rows found, rebuilt, lost: %s", damaged, self.pages.count, rows)
        return Salvaged(self.out, list_path, *rows, damaged, self.pages.count, tuple(done.all_lines()), done.is_unsure)

    def carry_over(self, beside: Path) -> int:
        """Make the new file, the newest step at its end; return how many pages of the old one are damaged."""
        places = self.fill(beside, self.steps)
        if isinstance(places, str):  # it stopped at an earlier step: its rows have the shapes of that day
            earlier = tuple(step for step in self.steps if step.number <= str(places))
            remove_with_company(beside)
            places = self.fill(beside, earlier)
        assert isinstance(places, placing.Places)
        return len(places.damaged)

    def fill(self, beside: Path, steps: tuple[Step, ...]) -> placing.Places | str:
        """Fill a new file made by some steps, then take the others; or return the earlier step the rows are of."""
        engine.make_empty(beside, self.key)
        driver = engine.connect(beside, self.key)
        try:
            fresh = engine.engine_on(driver)
            for step in steps:
                take(fresh, step)
            shapes = shapes_of(driver)
            places = placing.placed(self.pages, shapes)
            if not places.leaves and not places.doubtful:
                raise Damaged(NOTHING.format(name=self.path.name))
            reached = _step_of(self.pages, places)
            if reached > self.steps[-1].number:
                raise NewerFile(NEWER.format(name=self.path.name))
            if reached and reached < steps[-1].number:
                return reached
            driver.execute("PRAGMA foreign_keys = OFF")
            driver.execute("PRAGMA synchronous = OFF")  # a file that does not count yet; it is synced at the end
            driver.execute("PRAGMA cache_size = -65536")
            driver.execute("BEGIN IMMEDIATE")
            self.take_rows(Filling(driver, self.pages, places, shapes, self.account))
            driver.execute("COMMIT")
            for step in self.steps[len(steps) :]:
                take(fresh, step)
            driver.execute("BEGIN IMMEDIATE")
            finding.fill_anew(driver)
            driver.execute("COMMIT")
            engine.demand_whole(driver, self.path.name, encrypted=self.key is not None)
            return places
        finally:
            driver.close()

    def take_rows(self, filling: Filling) -> None:
        filling.fill(self.progress)
        found = clues.gathered(filling)
        history = rebuilding.Told(filling)
        history.read()
        rebuilding.heal(filling, history, found)
        rebuilding.rebuild(filling, history)
        numbers.keep_lost_papers(filling, history, found, self.now)
        closing.keep_lines(filling, history, found, self.now)
        mending.mend(filling, history, found, self.now)
        rebuilding.touch_again(filling)
        closing.enter_lost(filling, history, found)
        closing.note(filling)
        numbers.raise_series(filling, history, found)
        _enter_file(filling.driver, self.now)
        filling.driver.execute(
            "INSERT INTO history (at, who, act, sentence, subject_table, changes) VALUES (?, ?, ?, ?, '', '[]')",
            (self.now.isoformat(" ", "microseconds"), self.who, ACT, SENTENCE.format(name=self.path.name)),
        )


def _step_of(pages: Pages, places: placing.Places) -> str:
    """Return the step the damaged file had reached, "" when that is lost."""
    for number in places.leaves.get("alembic_version", ()):
        for record in btree.rows(pages, number):
            value = record.values[0] if record is not None and record.values else None
            if isinstance(value, str) and value.isdigit() and len(value) == 4:
                return value
    return ""


def _enter_file(driver: dbapi2.Connection, now: datetime) -> None:
    """See that the row that says what the file is stands, and says what we can read."""
    from bontot_desktop.db.house import FORMAT

    row = driver.execute("SELECT oldest_program FROM file_info WHERE id = 1 AND format = ?", (FORMAT,)).fetchone()
    if row is not None and version_key(str(row[0])) <= version_key(__version__):
        return
    driver.execute("DELETE FROM file_info")
    driver.execute(
        "INSERT INTO file_info (id, format, made_by, oldest_program, upgraded_by, created_at) "
        "VALUES (1, ?, ?, ?, ?, ?)",
        (FORMAT, __version__, known_steps()[-1].oldest_program, __version__, now.isoformat(" ", "microseconds")),
    )


def _written(job: _Salvage, damaged: int) -> bytes:
    """Write the list for people: Notepad knows UTF-8 by its mark and wants Windows' line ends."""
    done, now = job.account, job.now
    head = [
        f"CỨU DỮ LIỆU TỪ TỆP HỎNG – {now:%H:%M} ngày {now:%d/%m/%Y}",
        f"Tệp hỏng (giữ nguyên): {job.path}",
        f"Tệp mới: {job.out}",
        f"Trang hỏng: {damaged} trong {job.pages.count}. Dòng lấy lại được: {done.found}; "
        f"dựng lại: {done.rebuilt.total()}; mất: {done.gone}.",
        "Danh sách này có tên người: hãy giữ như giữ tệp dữ liệu, xong việc thì xóa.",
        "",
    ]
    lines = done.all_lines() or ["Không mất gì."]
    return "\r\n".join([*head, *lines, ""]).encode("utf-8-sig")


def _locks(opened: Opened, done: Account) -> dict[str, object]:
    from bontot_desktop.db import keys

    if opened.lost_lock == "recovery":
        done.notes.append("Khóa theo mã khôi phục bị mất: hãy tạo mã khôi phục mới trong Hệ thống, mục Mật khẩu.")
    elif opened.lost_lock == "password":
        done.notes.append("Khóa theo mật khẩu bị mất: mở tệp mới bằng mã khôi phục rồi đặt mật khẩu mới.")
    return keys.to_plain(opened.envelope)
