"""Time out of the Party: taken off the years in it, shown on the card; coming back after leaving the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.errors import Problems
from bontot_desktop.rules.member_acts import MemberAct
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import badges, cell_forms, member_acts, member_card, member_forms, member_records, members
from bontot_desktop.services import undo as undoing
from bontot_desktop.services.member_forms import MemberDraft
from bontot_desktop.services.member_records import BreakLine, RecordsDraft
from tests.register_office import acts, make_office


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name="Chi bộ thôn Mẫu 1"))
    cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name="Chi bộ thôn Mẫu 2"))
    yield office
    office.close()


def add(office, admitted_on=date(1994, 9, 2), official_on=date(1995, 9, 2)):
    draft = MemberDraft(full_name="Nguyễn Văn Ví Dụ", admitted_on=admitted_on, official_on=official_on)
    return member_forms.save_member(office, member_forms.entering(draft, MemberStatus.FULL, 1)).id


def left(office, member_id, act, on):
    member_acts.record(office, replace(member_acts.start(office, member_id, act), from_on=on, counterpart="Nơi Khác"))


def row_of(office, member_id):
    return next(row for row in members.list_members(office, with_withdrawn=True) if row.id == member_id)


def test_two_years_out_of_the_party_move_age_badge_and_card_by_two_years(office):
    member_id = add(office)
    assert row_of(office, member_id).party_age == 32
    out = BreakLine(from_on=date(2000, 1, 5), to_on=date(2002, 1, 4), reason="bỏ sinh hoạt")
    member_records.save(office, RecordsDraft(member_id, breaks=(out,)))
    assert row_of(office, member_id).party_age == 30
    (badge,) = badges.of_year(office, 2026)
    assert (badge.years, badge.due_on, badge.note) == (30, date(2026, 9, 2), "đã trừ thời gian gián đoạn")
    card = member_card.load(office, member_id)
    assert "30 năm tuổi Đảng (đã trừ gián đoạn, tính từ 02/09/1996)" in card.summary
    assert card.badge.startswith("Huy hiệu 30 năm tuổi Đảng: đã đủ ngày 02/09/2026")
    line = next(line for line in card.life if line.id[0] == "break")
    assert line.told == "bỏ sinh hoạt; trừ vào tuổi Đảng"


def test_a_time_out_that_was_found_wrong_is_kept_and_taken_off_nothing(office):
    member_id = add(office)
    out = BreakLine(from_on=date(2000, 1, 5), to_on=date(2002, 1, 4), is_subtracted=False)
    member_records.save(office, RecordsDraft(member_id, breaks=(out,)))
    assert row_of(office, member_id).party_age == 32
    assert badges.of_year(office, 2026) == []


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ((BreakLine(from_on=date(2000, 1, 5)),), "cả ngày đầu và ngày cuối"),
        ((BreakLine(from_on=date(2000, 1, 5), to_on=date(1999, 1, 5)),), "ngày cuối ở trước ngày đầu"),
        ((BreakLine(from_on=date(2000, 1, 5), to_on=date(2030, 1, 5)),), "ngày cuối ở sau hôm nay"),
        ((BreakLine(from_on=date(1990, 1, 5), to_on=date(1995, 1, 5)),), "trước ngày vào Đảng"),
        (
            (
                BreakLine(from_on=date(2000, 1, 5), to_on=date(2002, 1, 5)),
                BreakLine(from_on=date(2002, 1, 5), to_on=date(2003, 1, 5)),
            ),
            "trùng nhau",
        ),
    ],
)
def test_times_out_that_cannot_be_are_refused(office, lines, sentence):
    member_id = add(office)
    with pytest.raises(Problems, match=sentence):
        member_records.save(office, RecordsDraft(member_id, breaks=lines))


def test_who_was_expelled_and_is_admitted_anew_is_probationary_and_the_time_out_is_written(office):
    member_id = add(office)
    left(office, member_id, MemberAct.EXPEL, date(2020, 3, 1))
    assert member_acts.possible(office, member_id) == [MemberAct.READMIT]
    draft = replace(member_acts.start(office, member_id, MemberAct.READMIT), cell_id=2, from_on=date(2026, 3, 1))
    member_acts.record(office, draft)
    row = row_of(office, member_id)
    assert (row.status, row.cell, row.party_age) == (MemberStatus.PROBATIONARY, "Chi bộ thôn Mẫu 2", 26)
    (out,) = member_records.load(office, member_id).breaks
    assert (out.from_on, out.to_on, out.reason) == (date(2020, 3, 1), date(2026, 2, 28), "khai trừ")
    assert row.probation == ""
    full = member_acts.start(office, member_id, MemberAct.MAKE_FULL)
    assert full.official_on == date(2027, 3, 1)
    with pytest.raises(Problems, match="hết 12 tháng ngày 01/03/2027"):
        member_acts.record(office, replace(full, official_on=date(2026, 9, 1), decision_on=date(2026, 9, 1)))


def test_who_moved_away_comes_back_with_the_same_card_and_no_time_out(office):
    member_id = add(office)
    left(office, member_id, MemberAct.MOVE_AWAY, date(2024, 3, 1))
    draft = replace(member_acts.start(office, member_id, MemberAct.COME_BACK), cell_id=1, from_on=date(2024, 2, 1))
    with pytest.raises(Problems, match="ra khỏi danh sách từ 01/03/2024"):
        member_acts.record(office, draft)
    member_acts.record(office, replace(draft, from_on=date(2026, 2, 1), counterpart="Đảng bộ xã Khác"))
    row = row_of(office, member_id)
    assert (row.status, row.cell, row.party_age) == (MemberStatus.FULL, "Chi bộ thôn Mẫu 1", 32)
    told = {line.from_on: line.told for line in member_card.load(office, member_id).life}
    assert told[date(1995, 9, 2)] == "chuyển sinh hoạt đảng: Nơi Khác"
    assert told[date(2026, 2, 1)] == "chuyển sinh hoạt đến; Đảng bộ xã Khác"


def test_coming_back_is_taken_back_as_one_act(office):
    sitting = undoing.Sitting(office)
    member_id = add(office)
    left(office, member_id, MemberAct.RESIGN, date(2020, 3, 1))
    member_acts.record(office, replace(member_acts.start(office, member_id, MemberAct.READMIT), cell_id=1))
    assert acts(office)[-1] == "Kết nạp lại: đồng chí Nguyễn Văn Ví Dụ"
    undoing.take_back(office, sitting.last().id)
    row = row_of(office, member_id)
    assert (row.is_withdrawn, row.status_label) == (1, "xin ra khỏi Đảng")
    assert member_records.load(office, member_id).breaks == ()
    assert member_forms.member_draft(office, member_id).official_on == date(1995, 9, 2)


def test_who_died_does_not_come_back(office):
    member_id = add(office)
    left(office, member_id, MemberAct.DIED, date(2026, 3, 1))
    assert member_acts.possible(office, member_id) == []
