"""Rosters of many cells at once, and their sizes without reading who is on them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.queries import roster
from bontot_desktop.rules.members import MemberStatus
from tests.meeting_office import cell_id, make_office

DAY = date(2026, 3, 3)


@pytest.fixture
def office(tmp_path):
    """Two cells of 22 and 5; one of the first is a guest of the second, one of the second was withdrawn."""
    office = make_office(tmp_path)
    with office.work("test", "Chuyển") as session:
        first, second = cell_id(office, 1), cell_id(office, 2)
        people = select(Member).join(StatusRow).order_by(Member.id)
        traveller, gone = (session.scalars(people.where(StatusRow.cell_id == cell)).first() for cell in (first, second))
        traveller.statuses.append(StatusRow(cell_id=second, status=MemberStatus.TEMP_IN, from_on=date(2026, 1, 1)))
        gone.is_withdrawn = True
    yield office
    office.close()


def test_a_member_stands_on_the_roster_of_each_cell_of_that_day_in_the_order_of_names(office):
    first, second = cell_id(office, 1), cell_id(office, 2)
    with office.read() as session:
        rosters = roster.rosters_on(session, [first, second], DAY)
        alone = roster.roster_on(session, second, DAY)
    assert [len(rosters[first]), len(rosters[second])] == [22, 5]
    assert rosters[second] == alone
    (guest,) = [line for line in alone if line.situation.status is MemberStatus.TEMP_IN]
    assert guest.member_id in {line.member_id for line in rosters[first]}
    assert [line.full_name.split()[-1] for line in rosters[first]][:4] == ["An", "Ân", "Bình", "Châu"]


def test_counts_are_the_lengths_of_the_rosters(office):
    cells = [cell_id(office, 1), cell_id(office, 2)]
    for day in (DAY, date(2025, 12, 31), date(1990, 1, 1)):
        with office.read() as session:
            rosters = roster.rosters_on(session, cells, day)
            assert roster.counts_on(session, cells, day) == {cell: len(rosters[cell]) for cell in cells}
