"""Makes the small data files of today's version that every later one must open, upgrade and read.

Run from the project's folder when a version is frozen: ``python -m tests.db.make_old_file``. It writes
``tests/data/old/VERSION``; the folder is then committed and never changed again. The office has a row in every table.
Encrypted pages cannot be packed, so the office is plain and packed, and what locks a file is kept in a file of a few
pages beside it.
"""

from __future__ import annotations

import json
import lzma
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bontot_desktop import __version__
from bontot_desktop.db import container, engine, keys
from bontot_desktop.db.container import Trailer
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.migrations.runner import step_of
from bontot_desktop.errors import Refused
from bontot_desktop.services import drafts
from bontot_desktop.services.office import open_office
from bontot_desktop.services.sampling import make_sample
from tests.db.fill import WORDS, fill_empty_tables

OLD = Path(__file__).parent.parent / "data" / "old"
OFFICE, LOCKS, TOLD = "office.xz", "locks.bontot", "told.json"
#: The largest a version's files may be together, bytes.
MOST = 300_000
PASSWORD = "mật khẩu của tệp cũ"
_CELLS, _MEMBERS = 3, 24
_NOW = datetime(2026, 11, 20, 9, 0)
_LAST_DAY = date(2026, 11, 20)


def make(folder: Path) -> None:
    """Write the files of today's version into a folder that is not there yet. Raises Refused when it is."""
    if folder.exists():
        raise Refused(f"Đã có {folder}; tệp của một bản đã phát hành không làm lại.")
    with tempfile.TemporaryDirectory(prefix="bontot-") as name:
        path = Path(name) / "van-phong.bontot"
        make_sample(path, cells=_CELLS, members=_MEMBERS, in_bulk=False, today=_LAST_DAY)
        office = open_office(path, holder="làm tệp cũ", who="Nguyễn Văn Ví Dụ", clock=lambda: _NOW)
        fill_empty_tables(office)
        drafts.keep(office, "member/1", "Bản nháp ví dụ", {"note": WORDS})
        told = _told(office.data)
        office.close()
        locks, code = _locks(Path(name) / LOCKS)
        folder.mkdir(parents=True)
        (folder / OFFICE).write_bytes(lzma.compress(path.read_bytes(), preset=9 | lzma.PRESET_EXTREME))
    (folder / LOCKS).write_bytes(locks)
    told |= {"password": PASSWORD, "recovery_code": code, "words": WORDS}
    (folder / TOLD).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _told(opened: DataFile) -> dict[str, Any]:
    """Say what stands in the office: its version, its step, how many rows each table has, and some of the words."""
    driver = opened.driver
    names = [name for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {
        "version": __version__,
        "step": step_of(driver),
        "committee": engine.scalar(driver, "SELECT name FROM committee"),
        "cells": [name for (name,) in driver.execute("SELECT name FROM cell ORDER BY id")],
        "members": [name for (name,) in driver.execute("SELECT full_name FROM member ORDER BY id")],
        "papers": [title for (title,) in driver.execute("SELECT title FROM paper ORDER BY id")],
        "acts": engine.scalar(driver, "SELECT count(*) FROM history"),
        "rows": {
            name: engine.scalar(driver, f'SELECT count(*) FROM "{name}"')
            for name in names
            if not name.startswith(("sqlite_", "finding", "alembic"))
        },
    }


def _locks(path: Path) -> tuple[bytes, str]:
    """Make a file of a few encrypted pages with a line of words in it, at rest behind its locks."""
    key, code = keys.new_key(), keys.new_recovery_code()
    engine.make_empty(path, key)
    driver = engine.connect(path, key)
    driver.execute("CREATE TABLE words (words TEXT NOT NULL)")
    driver.execute("INSERT INTO words VALUES (?)", (WORDS,))
    driver.close()
    container.add_trailer(path, Trailer(keys.to_plain(keys.seal(key, PASSWORD, code)), {}))
    return path.read_bytes(), code


if __name__ == "__main__":
    make(OLD / __version__)
    sys.stdout.write(f"{OLD / __version__}\n")
