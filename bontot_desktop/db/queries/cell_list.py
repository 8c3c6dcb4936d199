"""The list of cells, asked in plain SQL: it is shown as soon as asked for, and does not wait for SQLAlchemy."""

from __future__ import annotations

from datetime import date, time
from typing import NamedTuple

from sqlcipher3 import dbapi2

from bontot_desktop.rules.cells import CellPost, ContentType, NamePeriod
from bontot_desktop.rules.member_status import STANDINGS, MemberStatus

#: What ``bontot_desktop.rules.cells.holds_on`` says: both ends count, an absent end is open.
_HOLDS = "({0}.from_on IS NULL OR {0}.from_on <= :day) AND ({0}.to_on IS NULL OR {0}.to_on >= :day)"


def holds(alias: str) -> str:
    """Say in SQL that a dated row holds on ``:day``."""
    return _HOLDS.format(alias)


class ListedCell(NamedTuple):
    """A cell as it stands in its own row."""

    id: int
    code: str
    name: str
    name_order: str
    content_type: ContentType
    report_group: str
    has_committee: bool
    fixed_day: int | None
    usual_time: time | None
    usual_place: str
    dissolved_on: date | None


class ListedPost(NamedTuple):
    """Who holds a post in a cell."""

    cell_id: int
    member_id: int
    full_name: str
    post: CellPost


def _of(column: str, cell_id: int | None) -> str:
    """Say in SQL that a column holds the id of one cell; of any cell for None."""
    return "1" if cell_id is None else f"{column} = {int(cell_id)}"


def cells(
    driver: dbapi2.Connection, day: date, *, with_dissolved: bool, cell_id: int | None = None
) -> list[ListedCell]:
    """Return the cells at work on the day, or one of them; those of other days too only when asked for."""
    question = f"""
        SELECT id, code, name, name_order, content_type, report_group, has_committee, fixed_day, usual_time,
               usual_place, dissolved_on
        FROM cell WHERE {_of("id", cell_id)} AND (:with_dissolved
           OR ((dissolved_on IS NULL OR dissolved_on > :day) AND (founded_on IS NULL OR founded_on <= :day)))"""
    found = driver.execute(question, {"day": day.isoformat(), "with_dissolved": with_dissolved})
    return [
        ListedCell(
            id=cell_id,
            code=code,
            name=name,
            name_order=order,
            content_type=ContentType(kind),
            report_group=group,
            has_committee=bool(committee),
            fixed_day=fixed,
            usual_time=time.fromisoformat(at) if at else None,
            usual_place=place,
            dissolved_on=_date(dissolved),
        )
        for cell_id, code, name, order, kind, group, committee, fixed, at, place, dissolved in found
    ]


def names(driver: dbapi2.Connection, cell_id: int | None = None) -> dict[int, list[NamePeriod]]:
    """Return every name each cell, or one of them, bore, by cell id."""
    borne: dict[int, list[NamePeriod]] = {}
    question = f"SELECT cell_id, name, from_on, to_on FROM cell_name WHERE {_of('cell_id', cell_id)}"
    for bearer, name, from_on, to_on in driver.execute(question):
        borne.setdefault(bearer, []).append(NamePeriod(name, _date(from_on), _date(to_on)))
    return borne


def member_counts(
    driver: dbapi2.Connection, day: date, cell_id: int | None = None
) -> dict[tuple[int, MemberStatus], int]:
    """Return how many members stand how in which cell, or in one cell, on a day."""
    question = f"""
        SELECT cell_id, status, count(*) FROM member_status AS held
        WHERE {_of("held.cell_id", cell_id)} AND {_HOLDS.format("held")} GROUP BY cell_id, status"""
    found = driver.execute(question, {"day": day.isoformat()})
    counts = {(cell, MemberStatus(status)): count for cell, status, count in found}
    return {key: count for key, count in counts.items() if key[1] in STANDINGS}


def posts(driver: dbapi2.Connection, day: date, cell_id: int | None = None) -> list[ListedPost]:
    """Return who holds which post in which (or one) cell on a day, by rank of the posts and then of people's names."""
    question = f"""
        SELECT held.cell_id, held.member_id, member.full_name, held.post
        FROM post AS held JOIN member ON member.id = held.member_id
        WHERE {_of("held.cell_id", cell_id)} AND {_HOLDS.format("held")} ORDER BY member.full_name_order"""
    found = driver.execute(question, {"day": day.isoformat()})
    held = [ListedPost(cell, member_id, name, CellPost(post)) for cell, member_id, name, post in found]
    order = list(CellPost)
    return sorted(held, key=lambda one: order.index(one.post))


def in_charge(driver: dbapi2.Connection, day: date, cell_id: int | None = None) -> dict[int, str]:
    """Return the name of the committee member in charge of each cell, or of one, on a day, by cell id."""
    question = f"""
        SELECT held.cell_id, person.full_name
        FROM in_charge AS held JOIN person ON person.id = held.person_id
        WHERE {_of("held.cell_id", cell_id)} AND {_HOLDS.format("held")} ORDER BY held.id"""
    return dict(driver.execute(question, {"day": day.isoformat()}).fetchall())


def _date(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
