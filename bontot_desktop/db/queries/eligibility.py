"""What the rules of eligibility ask of the cells of a campaign, in plain SQL: two hundred cells are judged at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlcipher3 import dbapi2

from bontot_desktop.rules.cases import CaseFacts, CaseKind, Outcome
from bontot_desktop.rules.dossiers import DossierItem
from bontot_desktop.rules.meetings import HELD_STATES, MONTHLY_TYPES, MeetingType
from bontot_desktop.rules.member_status import MemberStatus
from bontot_desktop.rules.recognition import EntryState, QualityLevel

_HELD = f"m.state IN ({', '.join(repr(state.value) for state in sorted(HELD_STATES))})"
_MONTHLY = f"m.type IN ({', '.join(repr(kind.value) for kind in sorted(MONTHLY_TYPES))})"
_THEMED = f"m.type IN ('{MeetingType.THEMED}', '{MeetingType.COMBINED}')"
_UNTIL = "m.year = :year AND (m.held_on IS NULL OR m.held_on <= :until)"


class EntryLine(NamedTuple):
    """A cell of a campaign as far as its own row tells."""

    id: int
    cell_id: int
    state: EntryState
    registered_on: date | None
    is_late: bool
    submitted_on: date | None
    is_late_dossier: bool
    founded_on: date | None
    report_group: str


class Rated(NamedTuple):
    """The yearly rating of a cell."""

    level: QualityLevel
    faults_mended: bool | None


class Met(NamedTuple):
    """The meetings of a cell in a year: monthly ones, and the month of each themed one."""

    regular: int
    themed: tuple[int, ...]


class Stand(NamedTuple):
    """Where a member stood and as what, with first and last day."""

    cell_id: int
    status: MemberStatus
    from_on: date | None
    to_on: date | None


def lines(driver: dbapi2.Connection, campaign_id: int, entry_ids: Collection[int] | None = None) -> list[EntryLine]:
    """Return the cells of a campaign, or those asked for."""
    chosen = "" if entry_ids is None else f"AND e.id IN ({_ids(entry_ids)})"
    question = f"""
        SELECT e.id, e.cell_id, e.state, e.registered_on, e.is_late, e.submitted_on, e.is_late_dossier, c.founded_on,
               e.group_at_time
        FROM cell_entry AS e JOIN cell AS c ON c.id = e.cell_id
        WHERE e.campaign_id = ? {chosen} ORDER BY e.id"""
    return [
        EntryLine(
            entry_id, cell_id, EntryState(state), _date(registered), bool(late), _date(submitted), bool(late_dossier),
            _date(founded), group,
        )
        for entry_id, cell_id, state, registered, late, submitted, late_dossier, founded, group in driver.execute(
            question, (campaign_id,)
        )
    ]  # fmt: skip


def papers_there(driver: dbapi2.Connection, campaign_id: int) -> dict[int, set[DossierItem]]:
    """Return the papers of the dossiers that came, by entry."""
    question = """
        SELECT l.entry_id, l.item FROM dossier_line AS l JOIN cell_entry AS e ON e.id = l.entry_id
        WHERE e.campaign_id = ? AND l.is_there"""
    found: dict[int, set[DossierItem]] = defaultdict(set)
    for entry_id, item in driver.execute(question, (campaign_id,)):
        found[entry_id].add(DossierItem(item))
    return found


def ratings(driver: dbapi2.Connection, year: int) -> dict[int, Rated]:
    """Return the current rating of each rated cell of a year, by cell."""
    question = "SELECT cell_id, level, faults_mended FROM cell_rating WHERE year = ? AND is_current"
    return {
        cell_id: Rated(QualityLevel(level), None if mended is None else bool(mended))
        for cell_id, level, mended in driver.execute(question, (year,))
    }


def cases(driver: dbapi2.Connection, cells: Collection[int]) -> dict[int, list[CaseFacts]]:
    """Return the cases against cells, the oldest first, by cell."""
    question = f"""
        SELECT cell_id, kind, received_on, body, paper_no, concluded_on, outcome FROM cell_case
        WHERE cell_id IN ({_ids(cells)}) ORDER BY received_on, id"""
    found: dict[int, list[CaseFacts]] = defaultdict(list)
    for cell_id, kind, received, body, number, concluded, outcome in driver.execute(question):
        found[cell_id].append(
            CaseFacts(
                CaseKind(kind),
                date.fromisoformat(received),
                body,
                number,
                _date(concluded),
                Outcome(outcome) if outcome else None,
            )
        )
    return found


def met(
    driver: dbapi2.Connection, year: int, until: date, cells: Collection[int] | None = None
) -> dict[int, Met] | None:
    """Count the meetings of a year held up to a day, by cell; None when the office records none of that year here.

    Sample meetings alone do not count as records: an office may keep only those.
    """
    given = {"year": year, "until": until.isoformat()}
    kept = f"SELECT 1 FROM meeting AS m WHERE {_UNTIL} AND {_HELD} AND {_MONTHLY} AND NOT m.is_sample LIMIT 1"
    if driver.execute(kept, given).fetchone() is None:
        return None
    question = f"""
        SELECT m.cell_id, {_MONTHLY}, {_THEMED}, coalesce(CAST(strftime('%m', m.held_on) AS INTEGER), m.month)
        FROM meeting AS m WHERE {_UNTIL} AND {_HELD} AND ({_MONTHLY} OR {_THEMED}) {_of(cells)}"""
    regular: dict[int, int] = defaultdict(int)
    themed: dict[int, list[int]] = defaultdict(list)
    for cell_id, is_monthly, is_themed, month in driver.execute(question, given):
        regular[cell_id] += is_monthly
        if is_themed:
            themed[cell_id].append(month)
    return {cell_id: Met(count, tuple(sorted(themed[cell_id]))) for cell_id, count in regular.items()}


def owing(driver: dbapi2.Connection, year: int, until: date, cells: Collection[int] | None = None) -> dict[int, int]:
    """Count how often members owed their dues at the meetings of a year, by cell; cells without a roster are absent."""
    given = {"year": year, "until": until.isoformat()}
    with_roster = f"""
        SELECT DISTINCT m.cell_id FROM meeting AS m
        WHERE {_UNTIL} AND {_HELD} {_of(cells)}
              AND EXISTS (SELECT 1 FROM roster_line AS r WHERE r.meeting_id = m.id)"""
    found = dict.fromkeys((cell_id for (cell_id,) in driver.execute(with_roster, given)), 0)
    # The condition of the index over the lines that count for less.
    owed = f"""
        SELECT m.cell_id, count(*) FROM roster_line AS r JOIN meeting AS m ON m.id = r.meeting_id
        WHERE r.owes_dues AND {_UNTIL} AND {_HELD} {_of(cells)} GROUP BY m.cell_id"""
    found.update(driver.execute(owed, given).fetchall())
    return found


def stands(driver: dbapi2.Connection, members: Collection[int]) -> dict[int, list[Stand]]:
    """Return where members stood and when, the oldest first, by member."""
    question = f"""
        SELECT member_id, cell_id, status, from_on, to_on FROM member_status
        WHERE member_id IN ({_ids(members)}) ORDER BY coalesce(from_on, ''), id"""
    found: dict[int, list[Stand]] = defaultdict(list)
    for member_id, cell_id, status, from_on, to_on in driver.execute(question):
        found[member_id].append(Stand(cell_id, MemberStatus(status), _date(from_on), _date(to_on)))
    return found


def cell_names(driver: dbapi2.Connection) -> list[tuple[int, str, str]]:
    """Return every name a cell bears or bore: cell, name as folded for searching, short name."""
    rows: list[tuple[int, str, str]] = driver.execute(
        "SELECT cell_id, name_folded, short_name FROM cell_name"
    ).fetchall()
    return rows


def _of(cells: Collection[int] | None) -> str:
    """Say in SQL that a meeting is of the cells asked for."""
    return "" if cells is None else f"AND m.cell_id IN ({_ids(cells)})"


def _ids(ids: Collection[int]) -> str:
    return ", ".join(str(int(one)) for one in ids) or "NULL"


def _date(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
