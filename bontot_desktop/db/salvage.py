"""Salvages a damaged data file: what stands on its whole pages comes into a new file, with a list of what was lost.

The damaged file is only read. Rows whose page is lost are made again from the history where it knows them whole; a row
others stand on comes back as a placeholder that says so. The new file keeps password and recovery code.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from bontot_desktop import __version__
from bontot_desktop.db import container, disk, engine, finding
from bontot_desktop.db.container import Trailer
from bontot_desktop.db.datafile import EXISTS, remove_with_company
from bontot_desktop.db.faults import MISSING, demand_folder, told
from bontot_desktop.db.migrations.runner import Step, known_steps, take, version_key
from bontot_desktop.db.pages import Pages
from bontot_desktop.db.salvaging import closing, clues, filling, locks, mending, numbers, placing, rebuilding, shapes
from bontot_desktop.db.salvaging.account import Account
from bontot_desktop.db.salvaging.locks import Opened
from bontot_desktop.errors import Damaged, NewerFile, NoRoom, Refused

_log = logging.getLogger(__name__)

ACT = "care.salvage"
SENTENCE = "Cứu dữ liệu từ tệp hỏng “{name}”"
NOTHING = "Không cứu được gì từ tệp “{name}”: không trang nào còn đọc được. Hãy khôi phục từ bản sao gần nhất."
SAME = "Tệp mới không thể đè lên tệp hỏng. Hãy chọn tên khác; tệp hỏng được giữ nguyên."
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
) -> Salvaged:
    """Bring what can be read of a damaged file into a new one at ``out``; the damaged file is not touched.

    ``locks_from`` is a copy of the same office, for a file whose locks are lost. Raises :class:`Refused` (something
    stands at ``out``, a mistyped code), :class:`WrongPassword`, :class:`Damaged` (no locks, or no page can be read),
    :class:`NewerFile`, :class:`NoRoom`.
    """
    path, out = path.absolute(), out.absolute()
    if not path.is_file():
        raise NoRoom(MISSING.format(name=f"tệp “{path.name}”"))
    if path == out:
        raise Refused(SAME)
    if out.exists():
        raise Refused(EXISTS.format(name=out.name))
    demand_folder(out)
    with told(path):
        opened = locks.opened(path, password, recovery_code, locks_from)
        with Pages(path, opened.key if opened else None, opened.salts if opened else ()) as pages:
            return _salvage(path, out, pages, opened, now, who, progress)


def _salvage(
    path: Path, out: Path, pages: Pages, opened: Opened | None, now: datetime, who: str, progress: Progress
) -> Salvaged:
    beside = out.with_name(f"{out.stem} - dang cuu{out.suffix}")
    key = opened.key if opened else None
    done = Account()
    with told(out):
        remove_with_company(beside)
        try:
            damaged = _carry_over(path, beside, pages, key, now, who, done, progress)
            if opened is not None:
                container.add_trailer(beside, Trailer(_locks(opened, done), {}))
            disk.sync_file(beside)
            list_path = out.with_name(f"{out.stem} - bi mat.txt")
            disk.write_whole(list_path, _written(path, out, done, pages, damaged, now))
            disk.patiently(lambda: beside.rename(out))
            disk.sync_folder(out.parent)
        finally:
            remove_with_company(beside)
    _log.info("salvage: %s of %s pages damaged, %s rows found, %s rebuilt, %s lost",
              damaged, pages.count, done.found, done.rebuilt.total(), done.lost.total())  # fmt: skip
    return Salvaged(
        out, list_path, done.found, done.rebuilt.total(), done.lost.total(), damaged, pages.count,
        tuple(done.all_lines()),
    )  # fmt: skip


def _carry_over(
    path: Path, beside: Path, pages: Pages, key: bytes | None, now: datetime, who: str, done: Account,
    progress: Progress,
) -> int:  # fmt: skip
    engine.make_empty(beside, key)
    driver = engine.connect(beside, key)
    try:
        fresh = engine.engine_on(driver)
        steps = known_steps()
        for step in steps:
            take(fresh, step)
        known = shapes.shapes_of(driver)
        places = placing.placed(pages, known)
        if not places.leaves and not places.doubtful:
            raise Damaged(NOTHING.format(name=path.name))
        _refuse_newer(pages, places, path.name, steps)
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute("PRAGMA synchronous = OFF")  # a file that does not count yet; it is synced at the end
        driver.execute("PRAGMA cache_size = -65536")
        driver.execute("BEGIN IMMEDIATE")
        _fill(driver, pages, places, known, done, path.name, now, who, progress)
        driver.execute("COMMIT")
        _finish(driver, path.name, encrypted=key is not None)
        return len(places.damaged)
    finally:
        driver.close()


def _fill(
    driver: dbapi2.Connection, pages: Pages, places: placing.Places, known: dict[str, shapes.Shape], done: Account,
    name: str, now: datetime, who: str, progress: Progress,
) -> None:  # fmt: skip
    fill = filling.Filling(driver, pages, places, known, done)
    fill.fill(progress)
    found = clues.gathered(fill)
    history = rebuilding.Told(fill)
    history.read()
    rebuilding.heal(fill, history, found)
    rebuilding.rebuild(fill, history)
    numbers.keep_lost_papers(fill, history, found, now)
    closing.keep_lines(fill, history, found, now)
    mending.mend(fill, history, found, now)
    rebuilding.touch_again(fill)
    closing.enter_lost(fill, history, found)
    closing.note(fill)
    numbers.raise_series(fill, history, found)
    _enter_file(driver, now)
    driver.execute(
        "INSERT INTO history (at, who, act, sentence, subject_table, changes) VALUES (?, ?, ?, ?, '', '[]')",
        (now.isoformat(" ", "microseconds"), who, ACT, SENTENCE.format(name=name)),
    )


def _refuse_newer(pages: Pages, places: placing.Places, name: str, steps: tuple[Step, ...]) -> None:
    from bontot_desktop.db import btree

    for number in places.leaves.get("alembic_version", ()):
        for record in btree.rows(pages, number):
            value = record.values[0] if record is not None and record.values else None
            if isinstance(value, str) and value.isdigit() and len(value) == 4 and value > steps[-1].number:
                raise NewerFile(f"Tệp “{name}” được làm bằng bản Bốn Tốt mới hơn. Hãy cài bản mới nhất rồi cứu lại.")


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


def _finish(driver: dbapi2.Connection, name: str, *, encrypted: bool) -> None:
    """Make anew what follows from the rows, and check the whole new file."""
    driver.execute("BEGIN IMMEDIATE")
    finding.fill_anew(driver)
    driver.execute("COMMIT")
    engine.demand_whole(driver, name, encrypted=encrypted)


def _written(path: Path, out: Path, done: Account, pages: Pages, damaged: int, now: datetime) -> bytes:
    """Write the list for people: Notepad knows UTF-8 by its mark and wants Windows' line ends."""
    head = [
        f"CỨU DỮ LIỆU TỪ TỆP HỎNG – {now:%H:%M} ngày {now:%d/%m/%Y}",
        f"Tệp hỏng (giữ nguyên): {path}",
        f"Tệp mới: {out}",
        f"Trang hỏng: {damaged} trong {pages.count}. Dòng lấy lại được: {done.found}; "
        f"dựng lại: {done.rebuilt.total()}; mất: {done.lost.total()}.",
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
