"""``bontot list``: the office's lists as a table or as JSON."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bontot_desktop.cli.console import DONE, Console
from bontot_desktop.services.office import Office

#: One line of a list: plain values by field name (the JSON), in the order of the table's columns.
Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: the headings of its columns by field name, and how its lines are found (year None means all)."""

    headings: Mapping[str, str]
    lines: Callable[[Office, int | None], Sequence[Line]]


#: The lists by their name on the command line; each subject adds its own line.
LISTS: dict[str, Listing] = {}


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
