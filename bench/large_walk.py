"""Walks through the window of a data file as a clerk would and prints how long each answer took, and the memory.

A program of its own: what it holds is what the window holds. It is given the file and, for one with a password, the
password. It says one line of JSON, seconds by step and the most memory in MB. A few small acts are done on the way, so
the history of the file grows by some lines.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from bontot_desktop.app import build_window
from bontot_desktop.places import Places
from bontot_desktop.rules.changes import Changes
from bontot_desktop.services import cell_forms, member_forms, papers, sampling, warming
from bontot_desktop.services.office import Office, open_office
from bontot_desktop.services.sampling.people import YEAR
from bontot_desktop.ui import look, vietnamese
from bontot_desktop.ui.asking import Asking
from bontot_desktop.ui.help.desk import HelpDesk
from bontot_desktop.ui.main_window import MainWindow
from bontot_desktop.ui.pages import registry
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import FilterBar, SearchField

#: Typed key by key into filters and the search box.
FILTER_WORDS = ("nguyen v", "Mẫu 12")
FIND_WORDS = ("nguyen vi du an", "mẫu 15", "000123", "tháng 3/2024", "in sổ")
#: The pages in the order of the rail; each is left for the next, and then come back to after a change.
PAGES = tuple(page.key for page in registry.PAGES)

#: Some of each kind of thing, to be opened one after the other; the first waits for what the others find ready.
_SOME = {
    "cells": "SELECT id FROM cell WHERE dissolved_on IS NULL ORDER BY id DESC LIMIT 3",
    "members": "SELECT id FROM member WHERE NOT is_withdrawn ORDER BY id DESC LIMIT 3",
    "meetings": "SELECT id FROM meeting WHERE state = 'APPROVED' ORDER BY id DESC LIMIT 3",
    "samples": "SELECT id FROM sample_event ORDER BY id DESC LIMIT 2",
    "papers": "SELECT id FROM paper WHERE kind = '' ORDER BY id DESC LIMIT 3",
}


class Walk:
    """Times the answers of one window."""

    def __init__(self, app: QApplication, window: MainWindow, office: Office) -> None:
        self._app, self._window, self._office = app, window, office
        self.seconds: dict[str, float] = {}

    def time(self, step: str, act: Callable[[], object]) -> None:
        """Do something and let the window paint; of a step done several times the slowest counts.

        Processor time: the file is in the machine's memory, and what else the machine does is not the window's.
        """
        start = time.process_time()
        act()
        self._settle()
        took = time.process_time() - start
        self.seconds[step] = max(took, self.seconds.get(step, 0.0))

    def _settle(self) -> None:
        for _ in range(2):
            self._app.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def all(self) -> None:
        """Go through the window."""
        for key in PAGES:
            self.time(f"page {key}", partial(self._window.go, key))
            self._type_into_filters(key)
        some = self._some_of_each()
        for key in PAGES:
            self._window.go(key)
            self._settle()
            self.time(f"again {key}", self._window.look_again)
            if key in _ACTS:
                changes = _ACTS[key](self._office, some[key][0])
                self.time(f"after an act {key}", partial(self._window.shell.changed.emit, changes))
        for key, things in some.items():
            for turn, thing in enumerate(things):
                self._window.go(key)
                self._window.back()
                self._settle()
                self.time(f"open {key}" if turn else f"open {key}, the first", partial(self._window.go, key, thing))
        self._find()

    def _type_into_filters(self, key: str) -> None:
        bars: list[FilterBar] = list(self._window.findChildren(FilterBar))
        for bar in bars:
            if not bar.isVisible():
                continue
            for words in FILTER_WORDS:
                for end in range(1, len(words) + 1):
                    self.time(f"filter {key}", partial(_type, bar.field, words[:end]))
                self.time(f"filter {key}", partial(_type, bar.field, ""))

    def _some_of_each(self) -> dict[str, list[int]]:
        with self._office.ask() as driver:
            return {key: [row[0] for row in driver.execute(question)] for key, question in _SOME.items()}

    def _find(self) -> None:
        box = self._window.search
        assert box is not None
        self._window.activateWindow()
        box.begin()
        self._settle()
        for words in FIND_WORDS:
            for end in range(1, len(words) + 1):
                self.time("Ctrl+K", partial(_type, box, words[:end]))
        if not box.hasFocus():
            raise AssertionError("the search box lost the cursor: nothing was offered")


def _change_a_cell(office: Office, cell_id: int) -> Changes:
    draft = cell_forms.cell_draft(office, cell_id)
    return cell_forms.save_cell(office, replace(draft, note=f"{draft.note}." if len(draft.note) < 9 else "")).changes


def _change_a_member(office: Office, member_id: int) -> Changes:
    draft = member_forms.member_draft(office, member_id)
    return member_forms.save_facts(office, replace(draft, phone="" if draft.phone else "0912 345 678")).changes


#: An act on a thing of a page, after which the page shows the new state.
_ACTS: dict[str, Callable[[Office, int], Changes]] = {
    "cells": _change_a_cell,
    "members": _change_a_member,
    "papers": papers.printed,
}


def _type(field: SearchField, words: str) -> None:
    field.setText(words)
    field.ask()


def _held() -> float:
    """Return the most memory the program held, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1_000_000


def main() -> int:
    """Open the file named, walk, and say what was measured."""
    app = look.application("bench")
    look.apply(app)
    translator = vietnamese.install(app)
    with tempfile.TemporaryDirectory() as home:
        clock = sampling.Clock.on(YEAR, 12, 31)
        password = sys.argv[2] if len(sys.argv) > 2 else None
        began = time.perf_counter()
        office = open_office(Path(sys.argv[1]), password=password, holder="bench", who="bench", clock=clock)
        opened = time.perf_counter() - began
        asking = Asking()
        shell = Shell(office, asking, now=clock)
        window = build_window(shell, Places(Path(home)), HelpDesk(app, asking))
        window.resize(1366, 740)
        window.show()
        app.processEvents()
        # What the idle window does by itself, before anybody has moved the mouse.
        for step in chain(warming.steps(), registry.steps(), window.steps_ahead()):
            step()
        gc.collect()
        gc.freeze()
        walk = Walk(app, window, office)
        walk.all()
        sys.stdout.write(json.dumps({"opened": opened, "seconds": walk.seconds, "memory": _held()}))
        window.close()
        office.close()
    del translator
    return 0


if __name__ == "__main__":
    sys.exit(main())
