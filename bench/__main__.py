"""Runs the measures named on the command line, all without a name, and prints one line each."""

from __future__ import annotations

import argparse
import sys

from bench import book_pages, window_start

MEASURES = {"window": window_start.measure, "book": book_pages.measure}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))
    names = parser.parse_args().names or list(MEASURES)
    if unknown := [name for name in names if name not in MEASURES]:
        parser.error(f"no such measure: {', '.join(unknown)} (there are: {', '.join(MEASURES)})")
    for name in names:
        print(MEASURES[name](), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
