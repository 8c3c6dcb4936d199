"""``bontot list``: the office's lists as a table or as JSON."""

from __future__ import annotations

import argparse
from datetime import date
from decimal import Decimal
from typing import Any

from bontot_desktop import dates
from bontot_desktop.cli import meeting_lists, paper_lists, recognition_lists, register_lists, values
from bontot_desktop.cli.console import DONE, Console
from bontot_desktop.cli.listing import Listing

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
    command.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the list."""
    listing = LISTS[args.name]
    lines = listing.lines(console.office(), args.year)
    if console.wants_json:
        console.answer({args.name: [dict(line) for line in lines]})
    else:
        rows = [[_shown(line[key]) for key in listing.headings] for line in lines]
        console.table(list(listing.headings.values()), rows)
    return DONE


def _shown(value: Any) -> str:
    """Write a value as a table on screen does."""
    if isinstance(value, bool):
        return "có" if value else ""
    if isinstance(value, date):
        return dates.screen(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    return "" if value is None else str(value)
