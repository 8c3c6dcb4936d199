"""Measures a whole print run, the year's end and a hundred blank books, against a bare canvas; and its memory."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench import bare, sample
from bench.ratio import Ratio, compare
from bontot_desktop.documents import pdf
from bontot_desktop.documents.compose import compose
from bontot_desktop.documents.layout import Pages, lay_out
from bontot_desktop.documents.minutes_book import book
from bontot_desktop.rules.books import BookMode, BookOptions, BookPaper
from bontot_desktop.services import books
from bontot_desktop.services.books import BookBatch
from bontot_desktop.services.sampling.people import YEAR

ROUNDS = 3
#: Blank books of a print run, and the pages each has at least.
BOOKS, PAGES = 100, 120
#: After so many books the memory is looked at first.
FEW = 10
#: What counts as flat: the allocator keeps some room.
FLAT = 1.1
AIM = 1.5


def year_end() -> Ratio:
    """Return the ratio for all papers of the sample office's year end."""
    papers = sample.year_end()
    pages = [list(lay_out(compose(paper.document())).pages) for paper in papers]
    return compare(
        f"year end ({len(papers)} papers, {sum(map(len, pages))} pages)",
        lambda: [pdf.render(paper.document()) for paper in papers],
        # Each paper is a file of its own, the bare way too.
        lambda: [bare.draw(one) for one in pages],
        rounds=2 * ROUNDS,
        aim=AIM,
    )


def blank_books() -> Ratio:
    """Return the ratio for a hundred blank books."""
    batch = _batch()
    pages = [list(laid.pages) for laid in _laid(batch)]
    count = sum(len(one) for one in pages)
    if count < BOOKS * PAGES:
        raise AssertionError(f"{count} pages, {BOOKS * PAGES} are to be measured")
    return compare(
        f"blank books ({BOOKS} books, {count} pages)",
        lambda: sum(_drawn(batch)),
        lambda: sum(len(bare.draw(one)) for one in pages),
        rounds=ROUNDS,
        aim=AIM,
    )


def memory() -> Ratio:
    """Return what the process holds after a hundred books against what it holds after ten, MB."""
    batch = _batch()
    for _ in _drawn(batch, FEW):
        pass
    before = _resident()
    for _ in _drawn(batch):
        pass
    after = _resident()
    return Ratio(f"memory after {BOOKS} blank books, against {FEW}", after, before, FLAT, unit="MB")


def _batch() -> BookBatch:
    """Gather the facts of the books of all cells, again and again under other names until there are enough."""
    office = sample.office()
    cells = books.cells_by_code(office, [], YEAR + 1)
    options = BookOptions(pages_regular=6, extraordinary_forms=4)
    batch = books.collect(office, cells, YEAR + 1, BookMode.BLANK, BookPaper.A4_DUPLEX, options)
    turns = range(BOOKS // len(batch.books) + 1)
    named = [replace(one, cell_name=f"{one.cell_name} {turn}") for turn in turns for one in batch.books]
    return replace(batch, books=tuple(named[:BOOKS]))


def _laid(batch: BookBatch, count: int = BOOKS) -> Iterator[Pages]:
    """Lay the books out one after another, as the service does."""
    made: book.Book | None = None
    for facts in batch.books[:count]:
        made = book.build(facts, batch.settings, made)
        yield made.laid


def _drawn(batch: BookBatch, count: int = BOOKS) -> Iterator[int]:
    """Draw the books one after another, each let go before the next."""
    for laid in _laid(batch, count):
        yield len(pdf.draw(laid))


def _resident() -> float:
    """Return the memory the process holds now, MB."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
