"""Runs the measures named on the command line, all without a name, and prints a table, one line each."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable

from bench import book_pages, figures, import_plan, large, print_run, tables, window_start, word_templates
from bench.ratio import HEAD, Ratio, line

#: Each gives one line of the table, or several.
MEASURES: dict[str, Callable[[], Ratio | Iterable[Ratio]]] = {
    "window": window_start.measure,
    "large-start": large.start,
    "large": large.answers,
    "large-memory": large.memory,
    "statistics": figures.measure,
    "large-locked": large.encrypted,
    "tables": tables.measure,
    "book": book_pages.measure,
    "year-end": print_run.year_end,
    "blank-books": print_run.blank_books,
    "memory": print_run.memory,
    "import": import_plan.measure,
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
        found = MEASURES[name]()
        for ratio in (found,) if isinstance(found, Ratio) else found:
            print(line(ratio.cells()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
