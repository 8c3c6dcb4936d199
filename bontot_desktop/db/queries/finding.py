"""What the index of words (``db/finding.py``) leads to, asked in plain SQL: each question answers while one types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlcipher3 import dbapi2

from bontot_desktop.db.finding import KINDS, TABLE, Source, table_of
from bontot_desktop.rules.members import STANDINGS


class Found(NamedTuple):
    """A thing found: its id, its name, what tells it apart, and its place among things found equally well."""

    id: int
    title: str
    second: str
    order: str


class FoundMeeting(NamedTuple):
    """A meeting of a cell."""

    id: int
    cell_id: int
    cell: str
    year: int
    month: int
    type: str
    state: str
    held_on: str | None
    sample_event_id: int | None


class FoundSample(NamedTuple):
    """A sample meeting from plan to closed."""

    id: int
    cell: str
    state: str
    planned_on: str | None


class FoundPaper(NamedTuple):
    """A paper with its number."""

    id: int
    title: str
    number: int | None
    series: str
    kind: str
    dated_on: str | None


def ids(driver: dbapi2.Connection, source: Source, words: str, limit: int) -> list[int]:
    """Return the ids of one kind whose line answers an FTS5 expression."""
    question = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ? LIMIT ?"
    found = driver.execute(question, (f"kind : {source.tag} AND words : ({words})", limit))
    return [row_id // KINDS for (row_id,) in found]


def ids_by_kind(driver: dbapi2.Connection, words: str, limit: int) -> dict[Source, list[int]]:
    """Return by kind the ids whose line answers an FTS5 expression, at most ``limit`` of each: all in one go."""
    found: list[list[int]] = [[] for _ in range(KINDS)]
    for (row_id,) in driver.execute(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ?", (f"words : ({words})",)):
        kept = found[row_id % KINDS]
        if len(kept) < limit:
            kept.append(row_id // KINDS)
    return {source: found[source] for source in Source}


def ids_with_parts(driver: dbapi2.Connection, source: Source, parts: Sequence[str], limit: int) -> list[int]:
    """Return the ids of one kind whose words hold every part, also in the middle of a word (the end of a number).

    The words are folded and so are the parts.
    """
    holds = " AND ".join("instr(words, ?)" for _ in parts)
    # From the rows of the kind to their lines, for most lines are of members; those are gone through as they stand.
    rows, kind = table_of(source), int(source)
    question = (
        f"SELECT rowid / {KINDS} FROM {TABLE} WHERE rowid % {KINDS} = {kind} AND {holds} LIMIT ?"
        if source is Source.MEMBER
        else f"SELECT {rows}.id FROM {rows} CROSS JOIN {TABLE} ON {TABLE}.rowid = {rows}.id * {KINDS} + {kind} "
        f"WHERE {holds} LIMIT ?"
    )
    return [row_id for (row_id,) in driver.execute(question, (*parts, limit))]


def cells(driver: dbapi2.Connection, cell_ids: Iterable[int]) -> list[Found]:
    """Return cells by id."""
    question = "SELECT id, name, code, name_order FROM cell WHERE id IN ({})"
    return [Found(*row) for row in _by_ids(driver, question, cell_ids)]


def old_names(driver: dbapi2.Connection, name_ids: Iterable[int]) -> list[Found]:
    """Return the cells that bore names of other days, with that name as the second word; not those that bear it now."""
    question = """
        SELECT cell.id, cell.name, 'tên cũ: ' || old.name, cell.name_order
        FROM cell_name AS old JOIN cell ON cell.id = old.cell_id WHERE old.id IN ({}) AND old.name <> cell.name"""
    return [Found(*row) for row in _by_ids(driver, question, name_ids)]


def members(driver: dbapi2.Connection, member_ids: Iterable[int]) -> list[Found]:
    """Return members by id with the cell they stand in now."""
    standings = ", ".join(f"'{status.value}'" for status in STANDINGS)
    question = f"""
        SELECT member.id, member.full_name, coalesce(max(cell.name), ''), member.full_name_order
        FROM member
        LEFT JOIN member_status AS held
            ON held.member_id = member.id AND held.to_on IS NULL AND held.status IN ({standings})
        LEFT JOIN cell ON cell.id = held.cell_id
        WHERE member.id IN ({{}}) GROUP BY member.id"""
    return [Found(*row) for row in _by_ids(driver, question, member_ids)]


def names_of_members(driver: dbapi2.Connection, member_ids: Iterable[int]) -> list[Found]:
    """Return members by id with their names alone: to choose among many before their cells are asked for."""
    question = "SELECT id, full_name, '', full_name_order FROM member WHERE id IN ({})"
    return [Found(*row) for row in _by_ids(driver, question, member_ids)]


def people(driver: dbapi2.Connection, person_ids: Iterable[int]) -> list[Found]:
    """Return the newest office of each person of the committee, by the person's id; the id returned is the office's."""
    question = """
        SELECT max(holding.id), person.full_name, holding.post, person.full_name_order
        FROM person JOIN holding ON holding.person_id = person.id WHERE person.id IN ({}) GROUP BY person.id"""
    return [Found(*row) for row in _by_ids(driver, question, person_ids)]


def papers(driver: dbapi2.Connection, paper_ids: Iterable[int]) -> list[FoundPaper]:
    """Return papers by id, the newest first."""
    question = "SELECT id, title, number, series, kind, dated_on FROM paper WHERE id IN ({})"
    found = [FoundPaper(*row) for row in _by_ids(driver, question, paper_ids)]
    return sorted(found, key=lambda paper: (paper.dated_on or "", paper.id), reverse=True)


def petitions(driver: dbapi2.Connection, petition_ids: Iterable[int]) -> list[Found]:
    """Return petitions by id, the newest first; the second word names the cell and the day."""
    question = """
        SELECT petition.id, petition.text, cell.name, petition.raised_on
        FROM petition JOIN cell ON cell.id = petition.cell_id
        WHERE petition.id IN ({}) ORDER BY petition.raised_on DESC"""
    return [
        Found(one, " ".join(words.split()), f"{cell}, {date.fromisoformat(day):%d/%m/%Y}", f"{place:06d}")
        for place, (one, words, cell, day) in enumerate(_by_ids(driver, question, petition_ids))
    ]


def models(driver: dbapi2.Connection, find_ids: Iterable[int]) -> list[Found]:
    """Return good deeds, models and outstanding ones by id, the newest first; the second word names cell and year."""
    question = """
        SELECT f.id, f.title, cell.name, f.month, f.year FROM find AS f JOIN cell ON cell.id = f.cell_id
        WHERE f.id IN ({}) ORDER BY f.year DESC, f.month DESC, f.id DESC"""
    return [
        Found(one, title, f"{cell}, {f'tháng {month}/' if month else 'năm '}{year}", f"{place:06d}")
        for place, (one, title, cell, month, year) in enumerate(_by_ids(driver, question, find_ids))
    ]


def samples(driver: dbapi2.Connection, cell_ids: Sequence[int], year: int | None, limit: int) -> list[FoundSample]:
    """Return the sample meetings of cells, the newest first."""
    question = f"""
        SELECT event.id, cell.name, event.state, event.planned_on
        FROM sample_event AS event JOIN cell ON cell.id = event.cell_id
        WHERE event.cell_id IN ({_marks(cell_ids)}) AND (? IS NULL OR event.year = ?)
        ORDER BY event.planned_on DESC LIMIT ?"""
    return [FoundSample(*row) for row in driver.execute(question, (*cell_ids, year, year, limit))]


def meetings(
    driver: dbapi2.Connection, cell_ids: Sequence[int], year: int | None, month: int, limit: int
) -> list[FoundMeeting]:
    """Return the meetings of cells in a month, of every year when none is given; the newest first."""
    question = f"""
        SELECT meeting.id, cell.id, cell.name, meeting.year, meeting.month, meeting.type, meeting.state,
               meeting.held_on, (SELECT max(id) FROM sample_event WHERE meeting_id = meeting.id)
        FROM meeting JOIN cell ON cell.id = meeting.cell_id
        WHERE meeting.cell_id IN ({_marks(cell_ids)}) AND meeting.month = ? AND (? IS NULL OR meeting.year = ?)
        ORDER BY meeting.year DESC, meeting.held_on DESC LIMIT ?"""
    return [FoundMeeting(*row) for row in driver.execute(question, (*cell_ids, month, year, year, limit))]


def _marks(values: Sequence[int]) -> str:
    return ", ".join("?" for _ in values)


def _by_ids(driver: dbapi2.Connection, question: str, wanted: Iterable[int]) -> dbapi2.Cursor:
    # Whole numbers of our own go into the question as they are: there may be more than SQLite takes as values.
    return driver.execute(question.format(", ".join(str(int(one)) for one in wanted)))
