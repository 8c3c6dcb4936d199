"""The list of members is kept between two looks: only what was written is read again, and it shows what is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.member_acts import MemberAct
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import cell_forms, member_acts, member_forms, member_records, member_removal, members
from bontot_desktop.services import undo as undoing
from bontot_desktop.services.cell_forms import PostLine
from bontot_desktop.services.member_forms import MemberDraft
from bontot_desktop.services.member_records import BreakLine, RecordsDraft
from bontot_desktop.services.members import MemberRow
from tests.register_office import TODAY, make_office, move_away

GIVEN = ("An", "Ân", "Dũng", "Đức", "Ước", "Mẫu")


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    for number in (1, 2):
        cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name=f"Chi bộ thôn Mẫu {number}"))
    yield office
    office.close()


def add(office, number=0, cell_id=1, **facts):
    draft = MemberDraft(
        full_name=f"Nguyễn Văn Ví Dụ {GIVEN[number % len(GIVEN)]}",
        birth_on=date(1960, 1, 1) + timedelta(days=number // 12),
        admitted_on=date(1990, 2, 3),
        official_on=date(1991, 2, 3),
        card_no=f"{number:08d}" if number else "",
    )
    return member_forms.save_member(
        office, member_forms.entering(replace(draft, **facts), MemberStatus.FULL, cell_id)
    ).id


def words(row: MemberRow) -> tuple[object, ...]:
    """Return all that a row shows, and what it is sorted by."""
    return (
        *row[:-1],
        row.cell,
        row.cell_code,
        row.cell_order,
        row.age,
        row.party_age,
        row.probation,
        row.amiss,
        row.status_label,
    )


def told(office):
    return [words(row) for row in members.list_members(office, with_withdrawn=True)]


def read_anew(office):
    """Return the same as if nobody had asked before: while a transaction is open nothing kept is trusted."""
    with office.read() as session:
        session.execute(select(1))
        return told(office)


def test_a_second_look_reads_nothing_and_one_act_exchanges_one_row(office):
    first, second = add(office, 1), add(office, 2)
    before = {row.id: row for row in members.list_members(office)}
    assert {row.id: row for row in members.list_members(office)} == before
    member_forms.save_facts(office, replace(member_forms.member_draft(office, first), phone="0912345678"))
    after = {row.id: row for row in members.list_members(office)}
    assert (after[first].phone, before[first].phone) == ("0912345678", "")
    assert after[second] is before[second]


def test_a_renamed_cell_is_seen_on_the_rows_of_its_members_alone(office):
    here, there = add(office, 1, cell_id=1), add(office, 2, cell_id=2)
    before = {row.id: row for row in members.list_members(office)}
    cell_forms.save_cell(office, replace(cell_forms.cell_draft(office, 1), name="Chi bộ thôn Ví Dụ"))
    after = {row.id: row for row in members.list_members(office)}
    assert after[here] is not before[here]
    assert after[there] is before[there]
    assert [after[one].cell for one in (here, there)] == ["Chi bộ thôn Ví Dụ", "Chi bộ thôn Mẫu 2"]


def test_who_shares_a_name_is_told_on_both_rows_as_soon_as_the_second_comes_and_no_longer_when_it_goes(office):
    first = add(office, 1)
    assert not any("trùng" in reason for row in members.list_members(office) for reason in row.amiss)
    second = add(office, 1, card_no="77")
    rows = {row.id: row for row in members.list_members(office)}
    assert all("trùng họ tên, ngày sinh với người khác" in rows[one].amiss for one in (first, second))
    member_removal.erase(office, second)
    (row,) = members.list_members(office)
    assert row is not rows[first]
    assert not row.amiss


def test_what_an_act_wrote_is_seen_inside_it_and_gone_when_it_fails(office):
    member_id = add(office, 1)
    members.list_members(office)
    seen = []

    def fail():
        with office.work("members.save", "Sửa") as work:
            member_forms.stored_member(work, member_id).phone = "0900000001"
            seen.extend(row.phone for row in members.list_members(office))
            raise RuntimeError("giữa chừng")

    with pytest.raises(RuntimeError, match="giữa chừng"):
        fail()
    assert seen == ["0900000001"]
    (row,) = members.list_members(office)
    assert row.phone == ""


def test_the_next_day_is_read_anew(office):
    add(office, 1, birth_on=date(1960, TODAY.month, TODAY.day) + timedelta(days=1))
    (row,) = members.list_members(office)
    office.now = lambda: datetime.combine(TODAY, datetime.min.time()) + timedelta(days=1, hours=9)
    (later,) = members.list_members(office)
    assert later.age == row.age + 1


def test_after_any_acts_the_list_says_what_reading_it_anew_says(office):
    rng = Random(5)
    ids = [add(office, number, cell_id=number % 2 + 1) for number in range(1, 14)]
    members.list_members(office)
    last = None
    for turn in range(40):
        someone = rng.choice(ids)
        act = turn % 8
        if act == 0:
            ids.append(add(office, rng.randrange(1, 14), card_no="" if turn % 16 else f"9{turn}"))
        elif act == 1:
            draft = member_forms.member_draft(office, someone)
            member_forms.save_facts(office, replace(draft, full_name=f"Trần Thị {rng.choice(GIVEN)}"))
        elif act == 2:
            out = BreakLine(from_on=date(2000, 1, 5), to_on=date(2000 + turn % 5, 3, 4), reason="bỏ sinh hoạt")
            member_records.save(office, RecordsDraft(someone, breaks=(out,)))
        elif act == 3:
            name = f"Chi bộ thôn Mẫu {turn}"
            cell_forms.save_cell(office, replace(cell_forms.cell_draft(office, 1 + turn % 2), name=name))
        elif act == 4:
            cell = cell_forms.cell_draft(office, 1)
            here = next(row for row in members.list_members(office, cell_id=1))
            cell_forms.save_cell(
                office, replace(cell, posts=(PostLine(None, here.id, here.full_name, CellPost.SECRETARY),))
            )
        elif act == 5 and MemberAct.SUSPEND in member_acts.possible(office, someone):
            start = member_acts.start(office, someone, MemberAct.SUSPEND)
            member_acts.record(office, replace(start, from_on=TODAY, to_on=None, decision_no="5-QĐ"))
        elif act == 6:
            drafted = members.list_members(office)
            move_away(office, drafted[-1].id, TODAY)
        else:
            last = office.data.last_act()
            undoing.take_back(office, last.id)
        assert told(office) == read_anew(office)
    assert last is not None
