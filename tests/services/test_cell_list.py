"""The list of cells is asked in plain SQL: it says what the tables and the rules say, also in the middle of a work."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.cells import Cell, CellName, InCharge, Post
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.models.office import Person
from bontot_desktop.rules.cells import CellPost, ContentType, NamePeriod, holds_on, name_on
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import cell_list
from tests.register_office import make_office

FIRST, LAST = date(2025, 3, 1), date(2025, 9, 30)
#: What a period may look like: closed, open at one end or both, and what comes after it.
PERIODS = [(FIRST, LAST), (None, LAST), (FIRST, None), (None, None), (LAST + timedelta(1), None)]
DAYS = [edge + timedelta(step) for edge in (FIRST, LAST) for step in (-1, 0, 1)]


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def fill(session: Session) -> None:
    """Add a cell for every kind of period, with officers, members and a person in charge for that period."""
    for number, (from_on, to_on) in enumerate(PERIODS, 1):
        cell = Cell(code=f"TH{number:02}", name=f"Chi bộ thôn Mẫu {number}", content_type=ContentType.VILLAGE_QUARTER)
        cell.founded_on, cell.dissolved_on = from_on, to_on
        cell.names = [
            CellName(name=f"Chi bộ xóm Cũ {number}", to_on=FIRST - timedelta(1)),
            CellName(name=cell.name, from_on=FIRST),
        ]
        for given, status, post in (
            ("Ví", MemberStatus.FULL, CellPost.SECRETARY),
            ("Dụ", MemberStatus.PROBATIONARY, CellPost.DEPUTY),
        ):
            member = Member(full_name=f"Nguyễn Văn {given} {number}")
            session.add_all([cell, member])
            session.flush()
            cell.posts.append(Post(member=member, post=post, from_on=from_on, to_on=to_on))
            member.statuses.append(StatusRow(cell_id=cell.id, status=status, from_on=from_on, to_on=to_on))
        cell.in_charge = [InCharge(person=Person(full_name=f"Trần Thị Mẫu {number}"), from_on=from_on, to_on=to_on)]


def told_by_tables(session: Session, day: date) -> dict[str, tuple[object, ...]]:
    """Say of each cell at work what its tables say through the rules."""
    told: dict[str, tuple[object, ...]] = {}
    for cell in session.scalars(select(Cell)):
        if (cell.founded_on and cell.founded_on > day) or (cell.dissolved_on and cell.dissolved_on <= day):
            continue
        standing = [
            row.status
            for row in session.scalars(select(StatusRow).where(StatusRow.cell_id == cell.id))
            if holds_on(row.from_on, row.to_on, day)
        ]
        held = [post for post in cell.posts if holds_on(post.from_on, post.to_on, day)]
        told[cell.code] = (
            name_on([NamePeriod(one.name, one.from_on, one.to_on) for one in cell.names], day),
            standing.count(MemberStatus.FULL),
            standing.count(MemberStatus.PROBATIONARY),
            next((post.member.full_name for post in held if post.post is CellPost.SECRETARY), ""),
            next((one.person.full_name for one in cell.in_charge if holds_on(one.from_on, one.to_on, day)), ""),
        )
    return told


def told_by_the_list(rows: list[cell_list.CellRow]) -> dict[str, tuple[object, ...]]:
    return {
        row.code: (row.name, row.full_members, row.probationary_members, row.secretary, row.in_charge) for row in rows
    }


def test_the_list_says_what_tables_and_rules_say_on_the_days_around_every_edge(office):
    with office.work("test.fill", "Lập chi bộ thử") as work:
        fill(work)
    for day in DAYS:
        with office.read() as session:
            wanted = told_by_tables(session, day)
        assert told_by_the_list(cell_list.list_cells(office, day=day)) == wanted, day
    assert len(wanted) < len(PERIODS)


def test_in_the_middle_of_a_work_both_ways_to_the_list_see_what_was_not_yet_written(office):
    with office.work("test.fill", "Lập chi bộ thử") as work:
        fill(work)
        work.scalars(select(Cell)).first().usual_place = "Nhà văn hóa thôn"
        listed = cell_list.list_cells(office, day=FIRST)
        assert cell_list.rows_of(work, FIRST) == listed
        assert "Nhà văn hóa thôn" in [row.usual_place for row in listed]
        work.scalars(select(Cell)).first().usual_place = "Hội trường xã"
        assert "Hội trường xã" in [row.usual_place for row in cell_list.rows_of(work, FIRST)]


def test_one_cell_asked_for_alone_says_what_it_says_in_the_list(office):
    with office.work("test.fill", "Lập chi bộ thử") as work:
        fill(work)
    for day in DAYS:
        rows = cell_list.list_cells(office, day=day, with_dissolved=True)
        assert [cell_list.find_cell(office, row.id, day=day) for row in rows] == rows
    assert cell_list.find_cell(office, 999) is None
