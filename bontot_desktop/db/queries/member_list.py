"""The list of members, asked in plain SQL: ten thousand rows stand on screen in the time of a blink."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlcipher3 import dbapi2

from bontot_desktop.db.queries.cell_list import holds
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.members import MemberStatus, StatusPeriod
from bontot_desktop.rules.party_age import Break


def members(driver: dbapi2.Connection, ids: Collection[int] | None = None) -> list[tuple[Any, ...]]:
    """Return the members as stored, or some of them by id; in no order.

    Id, name, order of the name, gender, day and year of birth, days of admission and full membership, card, phone,
    withdrawn, why and since when. Days are as stored (YYYY-MM-DD): most of them are never looked at.
    """
    question = f"""
        SELECT id, full_name, full_name_order, gender, birth_on, birth_year, admitted_on, official_on, card_no, phone,
               is_withdrawn, left_for, left_on
        FROM member WHERE {_among("id", ids)}"""
    return list(driver.execute(question).fetchall())


def statuses_on(
    driver: dbapi2.Connection, day: date, ids: Collection[int] | None = None
) -> list[tuple[int, int, str, str | None, str | None]]:
    """Return member, cell, status and both days, as stored, of every status of (some) members that holds on a day."""
    question = f"""
        SELECT member_id, cell_id, status, from_on, to_on FROM member_status AS held
        WHERE {_among("member_id", ids)} AND {holds("held")}"""
    return list(driver.execute(question, {"day": day.isoformat()}).fetchall())


def past_statuses(
    driver: dbapi2.Connection, member_ids: Iterable[int]
) -> list[tuple[int, int, str, str | None, str | None]]:
    """Return every status of some members, as :func:`statuses_on` does: for those who stand nowhere on a day."""
    question = f"""
        SELECT member_id, cell_id, status, from_on, to_on FROM member_status
        WHERE {_among("member_id", member_ids)} ORDER BY id"""
    return list(driver.execute(question).fetchall())


def cells(driver: dbapi2.Connection) -> dict[int, tuple[str, str, str]]:
    """Return name, code and order of every cell, ended ones too, by id."""
    found = driver.execute("SELECT id, name, code, name_order FROM cell")
    return {cell_id: (name, code, order) for cell_id, name, code, order in found}


def posts_on(
    driver: dbapi2.Connection, day: date, ids: Collection[int] | None = None
) -> dict[tuple[int, int], list[CellPost]]:
    """Return the posts of (some) members that hold on a day by member and cell, the highest first."""
    question = f"SELECT member_id, cell_id, post FROM post AS held WHERE {_among('member_id', ids)} AND {holds('held')}"
    held: dict[tuple[int, int], list[CellPost]] = {}
    for member_id, cell_id, post in driver.execute(question, {"day": day.isoformat()}):
        held.setdefault((member_id, cell_id), []).append(CellPost(post))
    order = list(CellPost)
    for posts in held.values():
        posts.sort(key=order.index)
    return held


def breaks(driver: dbapi2.Connection, ids: Collection[int] | None = None) -> dict[int, list[Break]]:
    """Return the times out of the Party that are taken off the years in it, by (some) members; few have any."""
    found: dict[int, list[Break]] = {}
    question = f"""
        SELECT member_id, from_on, to_on FROM member_break
        WHERE {_among("member_id", ids)} AND is_subtracted AND from_on IS NOT NULL"""
    for member_id, from_on, to_on in driver.execute(question):
        one = Break(date.fromisoformat(from_on), date.fromisoformat(to_on) if to_on else None)
        found.setdefault(member_id, []).append(one)
    return found


def _among(column: str, ids: Iterable[int] | None) -> str:
    """Say in SQL that a column holds one of some ids; of all of them for None."""
    # Whole numbers of our own go into the question as they are: there may be more than SQLite takes as values.
    return "1" if ids is None else f"{column} IN ({', '.join(str(int(one)) for one in ids)})"


def period(cell_id: int, status: str, from_on: str | None, to_on: str | None) -> StatusPeriod:
    """Return a status as the rules know it."""
    return StatusPeriod(
        MemberStatus(status),
        cell_id,
        date.fromisoformat(from_on) if from_on else None,
        date.fromisoformat(to_on) if to_on else None,
    )
