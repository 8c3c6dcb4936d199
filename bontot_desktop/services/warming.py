"""Loads ahead, a little at a time, what the window did without when it opened: the first click shall be quick too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module

#: In the order in which one needs the other, so that each brings little with it and none takes long.
_MODULES = (
    "sqlalchemy",
    "sqlalchemy.orm",
    "bontot_desktop.rules.meetings",
    "bontot_desktop.db.models",
    "bontot_desktop.db.work",
    "bontot_desktop.db.undo",
    "bontot_desktop.rules.undoing",
    "bontot_desktop.services.table_views",
    "bontot_desktop.services.cells",
    "bontot_desktop.services.search",
    "bontot_desktop.documents.blocks",
    "bontot_desktop.documents.wording",
    "bontot_desktop.documents.fonts",
    "bontot_desktop.documents.kinds",
    "bontot_desktop.services.samples",
    "bontot_desktop.documents.pdf",
    "bontot_desktop.documents.word",
    "bontot_desktop.services.issuing",
    "bontot_desktop.services.handouts",
    "bontot_desktop.db.copies",
    "concurrent.futures",
)


def steps() -> Iterator[Callable[[], object]]:
    """Give what there is to load, each to be called when there is nothing else to do."""
    for name in _MODULES:
        yield partial(import_module, name)
    yield _join_tables
    yield _sweep


def _join_tables() -> None:
    # What SQLAlchemy would do before its first question.
    from sqlalchemy.orm import configure_mappers

    configure_mappers()


def _sweep() -> None:
    """Remove what a program that was killed left of files opened to be looked at."""
    from bontot_desktop.db import rooms

    rooms.sweep()
