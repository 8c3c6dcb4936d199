"""``bontot list``: the office's lists as a table or as JSON."""

from __future__ import annotations

import argparse
from typing import Any

from bontot_desktop.cli import meeting_lists, recognition_lists, register_lists
from bontot_desktop.cli.console import DONE, Console
from bontot_desktop.cli.listing import Line, Listing

#: The lists by their name on the command line; each subject adds its own line.
LISTS: dict[str, Listing] = {
    "cells": register_lists.CELLS,
    "members": register_lists.MEMBERS,
    "meetings": meeting_lists.MEETINGS,
    "registrations": recognition_lists.REGISTRATIONS,
    "ratings": recognition_lists.RATINGS,
}


def add(words: Any) -> None:
    """Add the words of ``list``."""
    command = words.add_parser("list", help="in một danh sách")
    command.add_argument("name", choices=sorted(LISTS), metavar="|".join(sorted(LISTS)))
    command.add_argument("--year", type=int, metavar="Y", help="năm")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the list."""
    listing = LISTS[args.name]
    lines = listing.lines(console.office(), args.year)
    if console.wants_json:
        console.answer({args.name: [dict(line) for line in lines]})
    else:
        rows = [["" if line[key] is None else str(line[key]) for key in listing.headings] for line in lines]
        console.table(list(listing.headings.values()), rows)
    return DONE


__all__ = ["LISTS", "Line", "Listing", "add", "run"]
