"""Measures how long minutes books take to make against a bare reportlab canvas drawing the same text and lines."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import bare
from bench.ratio import Ratio, compare
from bontot_desktop.documents import pdf
from bontot_desktop.documents.layout import Page, Pages
from bontot_desktop.documents.minutes_book import book
from bontot_desktop.rules.books import BookMode, BookPaper
from bontot_desktop.services import books, sampling
from bontot_desktop.services.books import BookBatch
from bontot_desktop.services.office import open_office
from bontot_desktop.services.sampling.people import YEAR

ROUNDS = 3
#: Blank books and filled ones, as an office prints them at the turn of the year.
BLANK, FILLED = 16, 4


def measure() -> Ratio:
    """Return the ratio for twenty books of the sample office; their facts are gathered beforehand."""
    with tempfile.TemporaryDirectory() as folder:
        batches = _batches(Path(folder) / "office.bontot")
    pages = [page for batch in batches for page in _pages(batch)]
    ratio = compare(
        f"minutes books ({BLANK + FILLED} books, {len(pages)} pages)",
        lambda: [pdf.draw(laid) for batch in batches for laid in _laid(batch)],
        lambda: bare.draw(pages),
        rounds=ROUNDS,
        aim=1.5,
    )
    return ratio


def _batches(path: Path) -> list[BookBatch]:
    report = sampling.make_sample(path, cells=BLANK, members=BLANK * 18)
    office = open_office(path, holder="bench", who="bench", clock=_clock())
    try:
        cells = books.cells_by_code(office, [], YEAR + 1)[: report.cells]
        return [
            books.collect(office, cells, YEAR + 1, BookMode.BLANK, BookPaper.A4_DUPLEX),
            books.collect(office, cells[:FILLED], YEAR, BookMode.FILLED, BookPaper.A4_DUPLEX),
        ]
    finally:
        office.close()


def _clock() -> sampling.Clock:
    return sampling.Clock.on(YEAR, 12, 31)


def _pages(batch: BookBatch) -> list[Page]:
    return [page for laid in _laid(batch) for page in laid.pages]


def _laid(batch: BookBatch) -> Iterator[Pages]:
    """Lay the books out one after another, as the service does."""
    made: book.Book | None = None
    for facts in batch.books:
        made = book.build(facts, batch.settings, made)
        yield made.laid
