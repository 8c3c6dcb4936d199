"""Keeps the account of a salvage: how many rows were found and made again, and what was lost, in the clerk's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

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
_SHOWN_FIRST = ("sentence", "title", "name", "full_name", "code", "number", "series", "text", "key", "words")


@dataclass(slots=True)
class Account:
    """What a salvage did, as it goes on."""

    found: int = 0
    rebuilt: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    #: Lines by what they tell, then by table.
    lines: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def tell(self, heading: str, table: str, line: str) -> None:
        """Add a line under a heading."""
        self.lines.setdefault(heading, {}).setdefault(table, []).append(line)

    def lose(self, table: str, row_id: object, values: Mapping[str, Any], why: str = "") -> None:
        """Enter a row as lost with what is still known of it."""
        self.lost[table] += 1
        self.tell("Bị mất", table, f"{name_of(table, row_id, values)}{f' – {why}' if why else ''}")

    def summary(self) -> list[str]:
        """Return the counts, one sentence a kind."""
        told = [f"{word(table)}: mất {number} dòng." for table, number in self.lost.most_common()]
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
    said = " – ".join(part for part in named[:4] if part)
    if not said:
        rest = [_shown(value) for name, value in values.items() if name != "id" and not name.endswith("_id")]
        said = "; ".join(part for part in rest[:6] if part)
    return f"{word(table)} số {row_id}{f' ({said})' if said else ''}"


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
