"""Runs the measures named on the command line, all without a name, and prints a table, one line each."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from bench import book_pages, print_run, window_start, word_templates
from bench.ratio import HEAD, Ratio, line

MEASURES: dict[str, Callable[[], Ratio]] = {
    "window": window_start.measure,
    "book": book_pages.measure,
    "year-end": print_run.year_end,
    "blank-books": print_run.blank_books,
    "memory": print_run.memory,
    "word": word_templates.per_paper,
}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))
    names = parser.parse_args().names or list(MEASURES)
    if unknown := [name for name in names if name not in MEASURES]:
        parser.error(f"no such measure: {', '.join(unknown)} (there are: {', '.join(MEASURES)})")
    print(line(HEAD), flush=True)
    for name in names:
        print(line(MEASURES[name]().cells()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
