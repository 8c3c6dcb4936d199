"""Measures the import of a workbook of ten thousand members: to the review, and until it stands in the register."""

from __future__ import annotations

import gc
import statistics
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import python_calamine as calamine
import xlsxwriter

from bench.ratio import Ratio, compare, seconds
from bontot_desktop.services import importing, sampling
from bontot_desktop.services.office import Office, open_office
from bontot_desktop.services.sampling.people import YEAR
from bontot_desktop.services.setup import OfficeDraft, new_office

ROUNDS = 7
MEMBERS, A_CELL = 10_000, 50
_WRITTEN = ("cell", "cell_name", "member", "member_status", "post", "history", "history_touch")
_HEADINGS = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Số thẻ đảng viên",
    "Chi bộ",
    "Chức vụ",
    "Tình trạng",
    "Điện thoại",
    "Ghi chú",
)
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi")
_MIDDLES = ("Văn", "Thị", "Đình", "Hữu", "Ngọc")
_GIVEN = ("An", "Bình", "Dũng", "Hà", "Lan", "Mai", "Nam", "Ví", "Dụ")


def measure() -> Iterator[Ratio]:
    """Give three ratios: planned against only read; written too, against reading and bare writing, and only reading.

    The first is the time to the review, before anything is written. The second is all a clerk waits for, against the
    least it can take: calamine's reading, and the very same rows put by one bare ``executemany`` a table into the same
    tables, with their indexes, the index of Ctrl+K and the history, in one transaction. The third sets all of it
    against reading alone; the file's own writing takes several times that, so no program that keeps an office's
    history can come within three.
    """
    with tempfile.TemporaryDirectory() as folder:
        book = _book(Path(folder) / "danh-sach.xlsx")
        office = _office(Path(folder))
        try:
            gc.collect()
            yield compare(
                f"import of {MEMBERS:,} members, read and planned",
                lambda: importing.plan(office, importing.read(book)),
                lambda: _read_bare(book),
                rounds=ROUNDS,
                aim=3,
            )
            importing.apply(office, importing.plan(office, importing.read(book)))
            rows = _rows(office)
        finally:
            office.close()
        times = [(_whole(Path(folder), book), _bare(Path(folder), book, rows)) for _ in range(ROUNDS + 1)][1:]
        ours, bare, alone = (statistics.median(column) for column in zip(*((o, *b) for o, b in times), strict=True))
        name = "all of it until it is written"
        yield Ratio(f"{name}, against reading and bare writing", ours, bare, 3)
        yield Ratio(f"{name}, against only reading", ours, alone, 3)


def _read_bare(book: Path) -> object:
    return calamine.load_workbook(book).get_sheet_by_index(0).to_python()


def _whole(folder: Path, book: Path) -> float:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        office = _office(Path(place))
        try:
            gc.collect()
            return seconds(lambda: importing.apply(office, importing.plan(office, importing.read(book))))
        finally:
            office.close()


def _bare(folder: Path, book: Path, rows: Mapping[str, tuple[str, list[Any]]]) -> tuple[float, float]:
    """Return what reading and bare writing take, and reading alone, in seconds."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        office = _office(Path(place))
        try:
            gc.collect()
            reading = seconds(lambda: _read_bare(book))
            return reading + seconds(lambda: _write_bare(office, rows)), reading
        finally:
            office.close()


def _write_bare(office: Office, rows: Mapping[str, tuple[str, list[Any]]]) -> None:
    with office.ask() as driver:
        driver.execute("BEGIN IMMEDIATE")
        for statement, values in rows.values():
            driver.executemany(statement, values)
        driver.execute("COMMIT")


def _rows(office: Office) -> dict[str, tuple[str, list[Any]]]:
    """Return the rows an import wrote, by table, each with the statement that writes them."""
    found = {}
    with office.ask() as driver:
        for table in _WRITTEN:
            newest = "WHERE id = (SELECT max(id) FROM history)" if table == "history" else ""
            asked = driver.execute(f"SELECT * FROM {table} {newest}")
            names = [f'"{column[0]}"' for column in asked.description]
            marks = ", ".join("?" * len(names))
            # What founding the office wrote stands there already.
            word = "INSERT OR REPLACE" if table.startswith("history") else "INSERT"
            found[table] = (f"{word} INTO {table} ({', '.join(names)}) VALUES ({marks})", asked.fetchall())
    return found


def _office(folder: Path) -> Office:
    draft = OfficeDraft("Đảng ủy xã Ví Dụ", "Đảng bộ tỉnh Mẫu", "Ví Dụ", 2025, 2030)
    clock = sampling.Clock.on(YEAR, 12, 31)
    made, _ = new_office(folder / "vi-du.bontot", draft, password=None, holder="bench", who="bench", clock=clock)
    made.close()
    return open_office(folder / "vi-du.bontot", holder="bench", who="bench", clock=clock)


def _book(path: Path) -> Path:
    """Write a list with dates as dates and as text, as offices keep it."""
    chance = Random(1)
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Đảng viên")
        sheet.write_row(0, 0, _HEADINGS)
        for row in range(1, MEMBERS + 1):
            born = date(1940, 1, 1) + timedelta(chance.randrange(20_000))
            admitted = born + timedelta(8_000)
            sheet.write_number(row, 0, row)
            sheet.write_string(row, 1, " ".join(map(chance.choice, (_FAMILIES, _MIDDLES, _GIVEN, _GIVEN))))
            sheet.write_datetime(row, 2, born, day)
            sheet.write_string(row, 3, chance.choice(("Nam", "Nữ")))
            sheet.write_datetime(row, 4, admitted, day)
            sheet.write_string(row, 5, f"{admitted + timedelta(365):%d/%m/%Y}")
            sheet.write_string(row, 6, str(10_000_000 + row))
            sheet.write_string(row, 7, f"Chi bộ thôn Mẫu {row // A_CELL + 1}")
            sheet.write_string(row, 8, "Bí thư" if row % A_CELL == 0 else "")
            sheet.write_string(row, 9, "chính thức")
            sheet.write_string(row, 10, f"09{row:08d}")
    return path
