"""``bontot list``: the office's lists as a table or as JSON."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from bontot_desktop import dates
from bontot_desktop.cli import meeting_lists, paper_lists, recognition_lists, register_lists, values
from bontot_desktop.cli.console import DONE, Console
from bontot_desktop.cli.listing import Line, Listing
from bontot_desktop.errors import Refused
from bontot_desktop.services import export, files
from bontot_desktop.services.office import Office

#: The lists by their name on the command line; each subject adds its own line.
LISTS: dict[str, Listing] = {
    "cells": register_lists.CELLS,
    "members": register_lists.MEMBERS,
    "meetings": meeting_lists.MEETINGS,
    "papers": paper_lists.PAPERS,
    "registrations": recognition_lists.REGISTRATIONS,
    "ratings": recognition_lists.RATINGS,
}


def add(words: Any) -> None:
    """Add the words of ``list``."""
    command = words.add_parser("list", help="in một danh sách")
    command.add_argument("name", choices=sorted(LISTS), metavar="|".join(sorted(LISTS)))
    command.add_argument("--year", type=values.year, metavar="Y", help="năm")
    command.add_argument("--dissolved", action="store_true", help="cả chi bộ đã kết thúc (list cells)")
    command.add_argument("--xlsx", metavar="FILE", help="ghi danh sách ra bảng tính này thay cho in lên màn hình")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the list. Raises Refused for what has ended in a list that has no such thing."""
    listing = LISTS[args.name]
    headings = dict(listing.headings)
    if args.dissolved:
        if listing.ended is None:
            raise Refused("--dissolved chỉ dùng với: bontot list cells.")
        headings |= listing.ended_headings
        lines = listing.ended(console.office(), args.year)
    else:
        lines = listing.lines(console.office(), args.year)
    if args.xlsx:
        target = _write(console.office(), Path(args.xlsx), headings, lines)
        console.say(str(target))
        console.answer({"file": str(target), "rows": len(lines)})
    elif console.wants_json:
        console.answer({args.name: [dict(line) for line in lines]})
    else:
        rows = [[_shown(line[key]) for key in headings] for line in lines]
        console.table(list(headings.values()), rows)
    return DONE


def _write(office: Office, target: Path, headings: Mapping[str, str], lines: Sequence[Line]) -> Path:
    """Write the list into a workbook and return its path. Raises Refused for another ending, NoRoom from the disk."""
    if target.suffix.lower() != ".xlsx":
        raise Refused(f"“{target.name}” không phải bảng tính .xlsx; hãy đặt tên tệp có đuôi .xlsx.")
    rows = [[line[key] for key in headings] for line in lines]
    columns = [
        export.Column(title, decimals=2 if any(isinstance(row[place], Decimal) for row in rows) else 0)
        for place, title in enumerate(headings.values())
    ]
    sheet = export.Sheet(target.stem, columns, rows, office=export.office_name(office))
    files.write(target, export.workbook(sheet, office.now()))
    return target


def _shown(value: Any) -> str:
    """Write a value as a table on screen does."""
    if isinstance(value, bool):
        return "có" if value else ""
    if isinstance(value, date):
        return dates.screen(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    return "" if value is None else str(value)
