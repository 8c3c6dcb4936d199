"""The office everything is done to: a small invented one with years of meetings and papers, encrypted too."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from sqlcipher3 import dbapi2

from bontot_desktop import places
from bontot_desktop.db import container, datafile, engine, keys
from bontot_desktop.db.container import Trailer
from bontot_desktop.errors import BonTotError
from bontot_desktop.services import issuing, sampling
from bontot_desktop.services.office import Office, open_office
from bontot_desktop.services.sources import SOURCES, Subject

CELLS, MEMBERS, PASSWORD = 2, 8, "Mật khẩu thử 2026"
BEGINNING = datetime(2026, 11, 21, 14, 0)
NAME = f"van-phong{places.DATA_SUFFIX}"
#: How costly the password's lock is made, so that opening takes its time for the file and not for the lock.
CHEAP = 2**10
_SUBJECTS, _BOOKS, _BOOK_ROWS = 12, 4, 25
_HEADINGS = (
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Chi bộ",
    "Tình trạng",
    "Ghi chú",
)


@dataclass(frozen=True, slots=True)
class Base:
    """The office at rest in a folder of its own, workbooks to import, and which papers may be issued of it."""

    path: Path
    books: tuple[Path, ...]
    issuable: tuple[tuple[str, int], ...]

    def copy_to(self, folder: Path) -> Path:
        """Put the office with its papers into an empty folder; return where its data file stands."""
        folder.mkdir(parents=True)
        path = folder / NAME
        shutil.copyfile(self.path, path)
        shutil.copytree(places.papers_beside(self.path), places.papers_beside(path))
        return path


def make(folder: Path, *, seed: int = 1) -> Base:
    """Make it; takes a quarter of a minute."""
    plain = folder / "mau" / NAME
    sampling.make_sample(plain, cells=CELLS, members=MEMBERS, seed=seed, today=BEGINNING.date())
    issuable = _issuable(plain)
    locked = folder / NAME
    lock(plain, locked)
    shutil.move(places.papers_beside(plain), places.papers_beside(locked))
    with open_base(locked) as data:
        code = data.driver.execute("SELECT code FROM cell ORDER BY id LIMIT 1").fetchone()[0]
    return Base(locked, tuple(_book(folder / f"danh-ba-{one}.xlsx", str(code), one) for one in range(_BOOKS)), issuable)


def open_base(path: Path) -> datafile.DataFile:
    """Open the office with the password it was made with."""
    return datafile.DataFile.open(path, PASSWORD, now=BEGINNING)


def lock(source: Path, target: Path) -> None:
    """Write a plain office anew with the password of the bench."""
    empty = target.with_name(f"rong-{target.name}")
    made, _ = datafile.DataFile.create(empty, PASSWORD, now=BEGINNING)
    key, locks = made.key, made.envelope
    made.close()
    assert key is not None
    assert locks is not None
    plain = dbapi2.connect(str(source), isolation_level=None)
    plain.execute(f"ATTACH DATABASE ? AS locked KEY \"x'{key.hex()}'\"", (str(target),))
    plain.execute("SELECT sqlcipher_export('locked')").fetchall()
    for setting in ("application_id", "user_version"):
        plain.execute(f"PRAGMA locked.{setting} = {engine.scalar(plain, f'PRAGMA {setting}')}")
    plain.execute("DETACH locked")
    plain.close()
    container.add_trailer(target, Trailer(keys.to_plain(locks), {}))
    datafile.remove_with_company(empty)


def _issuable(path: Path) -> tuple[tuple[str, int], ...]:
    """Ask every kind of paper for the first subjects whether it may be drafted of them."""
    office = open_office(path, holder="thử sức", who="Văn thư", clock=lambda: BEGINNING)
    found = []
    try:
        for kind, source in SOURCES.items():
            # A stretch of months is named by its number, not by a row.
            for subject in range(1, _SUBJECTS + 1) if source.subject is not Subject.PERIOD else ():
                if _may_be_drafted(office, kind, subject):
                    found.append((kind, subject))
                    break
    finally:
        office.close()
    return tuple(found)


def _may_be_drafted(office: Office, kind: str, subject: int) -> bool:
    try:
        issuing.warnings(office, kind, subject, day=BEGINNING.date())
    except BonTotError:
        return False
    return True


def _book(path: Path, cell: str, version: int) -> Path:
    """Write a list of invented members of one cell; each version knows some more, and notes something else of all."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Đảng viên")
        for column, heading in enumerate(_HEADINGS):
            sheet.write_string(0, column, heading)
        for row in range(1, _BOOK_ROWS + 5 * version):
            words = {0: f"Nguyễn Thị Nhập {_in_letters(row)}", 2: "Nữ", 5: cell, 6: "chính thức", 7: f"bản {version}"}
            days = {1: date(1960 + row % 40, 3, 4), 3: date(2001, 2, 3), 4: date(2002, 2, 3)}
            for column, text in words.items():
                sheet.write_string(row, column, text)
            for column, on in days.items():
                sheet.write_datetime(row, column, datetime(on.year, on.month, on.day), day)
    return path


def _in_letters(number: int) -> str:
    return "".join(chr(ord("A") + int(digit)) for digit in f"{number:02d}").title()
