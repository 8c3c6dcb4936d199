"""Keeps the account of a salvage: how many rows were found and made again, and what was lost, in the clerk's words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlcipher3 import dbapi2

from bontot_desktop import dates
from bontot_desktop.db.btree import LOST
from bontot_desktop.db.salvaging.shapes import Shape
from bontot_desktop.rules import record_words

#: So much of a text is shown.
_LONGEST = 120
#: So many lines of one kind are listed; the rest is a figure.
MOST_LINES = 500
_UNNAMED = {
    "history": "Dòng nhật ký",
    "history_touch": "Mục tra cứu nhật ký",
    "draft": "Bản nháp",
    "file_info": "Thông tin tệp",
    "paper_file": "Tệp của văn bản",
}
#: By which question a record is named, by the column that refers to it.
_WHOLES = {
    "meeting_id": "SELECT 'buổi sinh hoạt tháng ' || meeting.month || '/' || meeting.year || ', ' || cell.name "
    "FROM meeting JOIN cell ON cell.id = meeting.cell_id WHERE meeting.id = ?",
    "roster_line_id": "SELECT name_at_time FROM roster_line WHERE id = ?",
    "member_id": "SELECT full_name FROM member WHERE id = ?",
    "person_id": "SELECT full_name FROM person WHERE id = ?",
    "cell_id": "SELECT name FROM cell WHERE id = ?",
    "entry_id": "SELECT name_at_time FROM cell_entry WHERE id = ?",
    "paper_id": "SELECT title FROM paper WHERE id = ?",
    "event_id": "SELECT cell.name FROM sample_event JOIN cell ON cell.id = sample_event.cell_id "
    "WHERE sample_event.id = ?",
    "criterion_id": "SELECT code || ' ' || title FROM criterion WHERE id = ?",
}
#: A choice as it is stored ("ABSENT_EXCUSED"): no word for a person.
_CODE = re.compile("[A-Z_]{4,}")
#: Ends of names of columns that say nothing to a person.
_NOT_SHOWN = ("id", "_folded", "_order", "position")
_SHOWN_FIRST = ("sentence", "title", "name", "full_name", "code", "number", "series", "text", "key", "words")


@dataclass(slots=True)
class Account:
    """What a salvage did, as it goes on."""

    found: int = 0
    rebuilt: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    #: Rows of which only the place was kept, for what hangs on them: their content is lost.
    hollow: Counter[str] = field(default_factory=Counter)
    #: Set once the new file is there.
    namer: Namer | None = None
    #: Lines by what they tell, then by table.
    lines: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    #: Rows may be lost that nothing names.
    is_unsure: bool = False

    def tell(self, heading: str, table: str, line: str) -> None:
        """Add a line under a heading."""
        self.lines.setdefault(heading, {}).setdefault(table, []).append(line)

    def lose(self, table: str, row_id: object, values: Mapping[str, Any], why: str = "") -> None:
        """Enter a row as lost with what is still known of it."""
        self.lost[table] += 1
        whole = self.namer.whole_of(values) if self.namer is not None and self.lost[table] <= MOST_LINES else ""
        parts = [part for part in (whole, why) if part]
        self.tell("Bị mất", table, " – ".join([name_of(table, row_id, values), *parts]))

    def hollow_out(self, table: str, row_id: object, values: Mapping[str, Any]) -> None:
        """Enter a row of which only the place was kept, by what is still known of it and of what it belongs to."""
        self.hollow[table] += 1
        whole = self.namer.whole_of(values) if self.namer is not None and self.hollow[table] <= MOST_LINES else ""
        # What the program writes by itself is nothing the clerk could type again.
        heading = "Chỉ còn chỗ" if table == "history" else "Chỉ còn chỗ, cần nhập lại"
        self.tell(heading, table, " – ".join(part for part in (name_of(table, row_id, values), whole) if part))

    @property
    def gone(self) -> int:
        """How many rows are lost, wholly or but for their place."""
        return self.lost.total() + self.hollow.total()

    def summary(self) -> list[str]:
        """Return the counts, one sentence a kind."""
        told = [f"{word(table)}: mất {number} dòng." for table, number in self.lost.most_common()]
        told += [f"{word(table)}: mất nội dung {number} dòng, giữ chỗ." for table, number in self.hollow.most_common()]
        told += [f"{word(table)}: dựng lại {number} dòng." for table, number in self.rebuilt.most_common()]
        return told

    def all_lines(self) -> list[str]:
        """Return everything as it is listed: notes, counts, then each thing by name."""
        told = [*self.notes, *self.summary()]
        for heading, tables in self.lines.items():
            for lines in tables.values():
                told += [f"{heading}: {line}" for line in lines[:MOST_LINES]]
                if len(lines) > MOST_LINES:
                    told.append(f"{heading}: … và {len(lines) - MOST_LINES} mục nữa cùng loại.")
        return told


def word(table: str) -> str:
    """Return what a row of a table is called."""
    return _UNNAMED.get(table) or record_words.of_table(table).word


def name_of(table: str, row_id: object, values: Mapping[str, Any]) -> str:
    """Name a row by what is known of it: "Đảng viên số 12 (Nguyễn Văn Ví Dụ)"."""
    wanted = (*record_words.of_table(table).named_by, *_SHOWN_FIRST)
    named = [_shown(values.get(name)) for name in dict.fromkeys(wanted) if not name.endswith("_id")]
    said = " – ".join([part for part in named if part and not _CODE.fullmatch(part)][:3])
    if not said:
        rest = [_shown(value) for name, value in values.items() if not name.endswith(_NOT_SHOWN)]
        said = "; ".join([part for part in rest if part and not _CODE.fullmatch(part)][:4])
    bare = said.removeprefix("(").removesuffix(")") if said.startswith("(") else said
    return f"{word(table)} số {row_id}{f' ({bare})' if bare else ''}"


class Namer:
    """Says of which record a part is: a lost contribution by its meeting and speaker, as far as they are there."""

    def __init__(self, driver: dbapi2.Connection) -> None:
        self._driver = driver

    def whole_of(self, values: Mapping[str, Any]) -> str:
        """Name the records a row refers to: "buổi sinh hoạt tháng 3/2026, Chi bộ thôn Mẫu 1; Nguyễn Văn Ví Dụ"."""
        said = [self._one(question, values.get(column)) for column, question in _WHOLES.items()]
        return "; ".join(dict.fromkeys(part for part in said if part))

    def _one(self, question: str, row_id: Any) -> str:
        if not isinstance(row_id, int):
            return ""
        row = self._driver.execute(question, (row_id,)).fetchone()
        return " ".join(str(row[0] or "").split()) if row is not None else ""


def known(shape: Shape, values: Sequence[Any]) -> dict[str, Any]:
    """Return the values of a row that are not lost, by column."""
    return {name: value for name, value in zip(shape.columns, values, strict=True) if value is not LOST}


def _shown(value: Any) -> str:
    if value is None or value is LOST or isinstance(value, bytes | bool | dict | list):
        return ""
    said = " ".join(str(value).split())
    if len(said) == 10 and said[4:5] == said[7:8] == "-":
        try:
            return dates.screen(date.fromisoformat(said))
        except ValueError:
            return said
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
