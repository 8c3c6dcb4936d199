"""People who hold an office, are in charge of a cell, observe or are invited: finding them by name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.office import Body, Holding, Person
from bontot_desktop.db.queries import roster_picks
from bontot_desktop.errors import NotFound
from bontot_desktop.rules.cells import holds_on
from bontot_desktop.services.office import Office

#: Title given to a person first met as "đảng ủy viên phụ trách".
COMMITTEE_MEMBER_TITLE = "Đảng ủy viên"


@dataclass(frozen=True, slots=True)
class Pick:
    """One row of a picker: its id, its name, and the word that tells it from its namesakes."""

    id: int
    name: str
    second: str


def person_picks(office: Office) -> list[Pick]:
    """Return everyone known as a person, in the order of names; the second word is the title, else the unit."""
    with office.read() as session:
        rows = session.execute(
            select(Person.id, Person.full_name, Person.title, Person.organisation).order_by(
                Person.full_name_order, Person.id
            )
        )
        return [Pick(row.id, row.full_name, row.title or row.organisation) for row in rows]


def in_office_picks(office: Office) -> list[Pick]:
    """Return the people who hold an office today, once each, with their highest post."""
    today = office.today()
    with office.read() as session:
        rows = session.execute(
            select(Person.id, Person.full_name, Holding.post, Body.name, Holding.from_on, Holding.to_on)
            .join(Holding, Holding.person_id == Person.id)
            .join(Body, Body.id == Holding.body_id)
            .order_by(Holding.rank, Person.full_name_order, Holding.id)
        )
        found: dict[int, Pick] = {}
        for person_id, name, post, body, from_on, to_on in rows:
            if holds_on(from_on, to_on, today):
                found.setdefault(person_id, Pick(person_id, name, f"{post}, {body}"))
        return list(found.values())


def in_charge_picks(office: Office) -> list[Pick]:
    """Return who may be put in charge of a cell: those in office first, then everyone else known."""
    first = in_office_picks(office)
    seen = {pick.id for pick in first}
    return first + [pick for pick in person_picks(office) if pick.id not in seen]


def member_picks(office: Office, cell_id: int | None = None) -> list[Pick]:
    """Return the members on the rosters of today (of one cell, or all), each with the cell as second word."""
    with office.ask() as driver:
        return [Pick(*row) for row in roster_picks.on_rosters(driver, office.today(), cell_id)]


def known_person(session: Session, name: str) -> Person | None:
    """Find a person by full name (case aside)."""
    wanted = text.clean(name).casefold()
    same = session.scalars(select(Person).where(Person.full_name_folded == text.fold(name)).order_by(Person.id))
    return next((person for person in same if person.full_name.casefold() == wanted), None)


def person_named(session: Session, name: str, *, title: str = COMMITTEE_MEMBER_TITLE) -> Person:
    """Find a person by full name (case aside), else add one with a title; works inside another's transaction."""
    found = known_person(session, name)
    if found is None:
        found = Person(full_name=name, title=title)
        session.add(found)
        session.flush()
    return found


def person_by_id(session: Session, person_id: int) -> Person:
    """Return a person. Raises NotFound."""
    found = session.get(Person, person_id)
    if found is None:
        raise NotFound("Không còn người này trong danh sách cán bộ.")
    return found
