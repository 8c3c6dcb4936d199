"""The list of members, asked in plain SQL: ten thousand rows stand on screen in the time of a blink."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlcipher3 import dbapi2

from bontot_desktop.db.queries.cell_list import holds
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.members import MemberStatus, StatusPeriod
from bontot_desktop.rules.party_age import Break


def members(driver: dbapi2.Connection, *, with_withdrawn: bool) -> list[tuple[Any, ...]]:
    """Return the members as stored, in the order of people's names; the withdrawn only when asked for.

    Id, name, order of the name, gender, day and year of birth, days of admission and full membership, card, phone,
    withdrawn, why and since when. Days are as stored (YYYY-MM-DD): most of them are never looked at.
    """
    question = """
        SELECT id, full_name, full_name_order, gender, birth_on, birth_year, admitted_on, official_on, card_no, phone,
               is_withdrawn, left_for, left_on
        FROM member WHERE :with_withdrawn OR NOT is_withdrawn ORDER BY full_name_order, id"""
    return list(driver.execute(question, {"with_withdrawn": with_withdrawn}).fetchall())


def statuses_on(driver: dbapi2.Connection, day: date) -> list[tuple[int, int, str, str | None, str | None]]:
    """Return member, cell, status and both days, as stored, of every status that holds on a day."""
    question = f"SELECT member_id, cell_id, status, from_on, to_on FROM member_status AS held WHERE {holds('held')}"
    return list(driver.execute(question, {"day": day.isoformat()}).fetchall())


def past_statuses(
    driver: dbapi2.Connection, member_ids: Iterable[int]
) -> list[tuple[int, int, str, str | None, str | None]]:
    """Return every status of some members, as :func:`statuses_on` does: for those who stand nowhere on a day."""
    # Whole numbers of our own go into the question as they are: there may be more than SQLite takes as values.
    wanted = ", ".join(str(int(one)) for one in member_ids)
    question = f"""
        SELECT member_id, cell_id, status, from_on, to_on FROM member_status
        WHERE member_id IN ({wanted}) ORDER BY id"""
    return list(driver.execute(question).fetchall())


def cells(driver: dbapi2.Connection) -> dict[int, tuple[str, str, str]]:
    """Return name, code and order of every cell, ended ones too, by id."""
    found = driver.execute("SELECT id, name, code, name_order FROM cell")
    return {cell_id: (name, code, order) for cell_id, name, code, order in found}


def posts_on(driver: dbapi2.Connection, day: date) -> dict[tuple[int, int], list[CellPost]]:
    """Return the posts that hold on a day by member and cell, the highest first."""
    question = f"SELECT member_id, cell_id, post FROM post AS held WHERE {holds('held')}"
    held: dict[tuple[int, int], list[CellPost]] = {}
    for member_id, cell_id, post in driver.execute(question, {"day": day.isoformat()}):
        held.setdefault((member_id, cell_id), []).append(CellPost(post))
    order = list(CellPost)
    for posts in held.values():
        posts.sort(key=order.index)
    return held


def breaks(driver: dbapi2.Connection) -> dict[int, list[Break]]:
    """Return the times out of the Party that are taken off the years in it, by member; few members have any."""
    found: dict[int, list[Break]] = {}
    question = "SELECT member_id, from_on, to_on FROM member_break WHERE is_subtracted AND from_on IS NOT NULL"
    for member_id, from_on, to_on in driver.execute(question):
        one = Break(date.fromisoformat(from_on), date.fromisoformat(to_on) if to_on else None)
        found.setdefault(member_id, []).append(one)
    return found


def period(cell_id: int, status: str, from_on: str | None, to_on: str | None) -> StatusPeriod:
    """Return a status as the rules know it."""
    return StatusPeriod(
        MemberStatus(status),
        cell_id,
        date.fromisoformat(from_on) if from_on else None,
        date.fromisoformat(to_on) if to_on else None,
    )
