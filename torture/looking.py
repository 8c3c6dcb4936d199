"""Looks at what a bad day left: does the office open, is all that was confirmed there, is nothing there by half."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from bontot_desktop import places
from bontot_desktop.db import check, container, engine
from bontot_desktop.db.copy_names import moment_in_name
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.errors import WrongPassword
from bontot_desktop.rules.papers import FileCondition
from bontot_desktop.services import papers
from bontot_desktop.services.office import Office
from torture import state
from torture.acts import opened_aside
from torture.ledger import Expected

_TWICE = """
    SELECT series, number, count(*) FROM paper WHERE number IS NOT NULL AND state = 'ISSUED'
    GROUP BY term_id, series, number, cell_id * (issuer = 'CELL') HAVING count(*) > 1"""
_NEW_PAPERS = "SELECT DISTINCT paper_id FROM paper_file WHERE paper_id > ?"


class Breach(Exception):
    """A promise of the program that was broken; the text says which and how."""


def demand(truth: bool, what: str) -> None:
    """Raise :class:`Breach` unless it holds."""
    if not truth:
        raise Breach(what)


def open_office(path: Path, passwords: Iterable[str], now: datetime, copies: Path | None = None) -> tuple[Office, str]:
    """Open with one of the passwords the file may have; return the office and the one that did."""
    for password in passwords:
        try:
            data = DataFile.open(path, password, now=now, holder="thử sức", copies=copies)
        except WrongPassword:
            continue
        return Office(data, places.papers_beside(path), "Văn thư", lambda: now), password
    raise Breach("no password that was confirmed or being set opens the file")


def look(office: Office, expected: Expected, *, thoroughly: bool) -> str:
    """Demand that the office says what was confirmed, or that and the whole act in flight; return its fingerprint."""
    data = office.data
    engine.demand_whole(data.driver, data.path.name, encrypted=True)
    found = state.fingerprint(data.driver)
    demand(
        found in expected.allowed,
        f"the file says {found}; confirmed {expected.confirmed}, promised {expected.promised}, "
        f"restoring {expected.restoring}, in flight: {expected.act or 'nothing'}",
    )
    twice = data.driver.execute(_TWICE).fetchall()
    demand(not twice, f"numbers given twice: {twice}")
    demand(container.side_file(data.path).exists(), "no locks beside the open file")
    if thoroughly:
        wrong = [answer for answer in check.check(data) if not answer.is_good]
        demand(not wrong, f"the check finds: {wrong}")
    _look_at_papers(office, expected)
    return state.fingerprint(data.driver)


def _look_at_papers(office: Office, expected: Expected) -> None:
    """Demand of every paper its whole files, or the word "chờ in" and that they can then be written."""
    with office.ask() as driver:
        found = [row[0] for row in driver.execute(_NEW_PAPERS, (expected.papers_from,)).fetchall()]
    for paper_id in found:
        rows = papers.look(office, paper_id)
        if any(row.condition is FileCondition.PENDING for row in rows):
            rows = papers.write_pending(office, paper_id)
        wrong = [(row.path.name, row.condition.name) for row in rows if row.condition is not FileCondition.WHOLE]
        demand(not wrong, f"paper {paper_id} has no whole files: {wrong}")


def look_at_copies(folder: Path, expected: Expected, passwords: Iterable[str], now: datetime) -> list[str]:
    """Demand that each copy under its own name is whole and says what it said when it was made; return those read."""
    for path in map(Path, expected.copies):
        demand(path.exists(), f"the confirmed copy {path.name} is gone")
    read = []
    for path in sorted(folder.glob(f"*{places.DATA_SUFFIX}")):
        if str(path) in expected.looked_at and moment_in_name(path) is not None:
            continue
        said = _contents(path, passwords, now)
        confirmed = expected.copies.get(str(path))
        demand(said == confirmed if confirmed else said in expected.ever, f"the copy {path.name} says {said}")
        read.append(str(path))
    return read


def look_at_kept_aside(path: Path, expected: Expected, passwords: Iterable[str], now: datetime) -> None:
    """Demand that every file a restore kept aside opens and says what the office once said; then clear them away."""
    for aside in sorted(path.parent.glob(f"{path.stem} - truoc khi khoi phuc *{places.DATA_SUFFIX}")):
        demand(_contents(aside, passwords, now) in expected.ever, f"{aside.name} says what the office never said")
        for one in (aside, container.side_file(aside), container.journal_file(aside)):
            one.unlink(missing_ok=True)


def _contents(path: Path, passwords: Iterable[str], now: datetime) -> str:
    for password in passwords:
        try:
            with opened_aside(path, password, now) as opened:
                engine.demand_whole(opened.driver, path.name, encrypted=True)
                return state.fingerprint(opened.driver)
        except WrongPassword:
            continue
    raise Breach(f"no password of any day opens {path.name}")
