"""Badges of years in the Party: who stands in the list of a year, with what note."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.errors import Problems
from bontot_desktop.rules.member_acts import MemberAct
from bontot_desktop.rules.member_records import Penalty
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import badges, cell_forms, member_acts, member_card, member_forms, member_records
from bontot_desktop.services.badges import BadgeSettings, GivenDraft
from bontot_desktop.services.member_forms import MemberDraft
from bontot_desktop.services.member_records import PenaltyLine, RecordsDraft
from tests.register_office import acts, make_office


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name="Chi bộ thôn Mẫu 1"))
    yield office
    office.close()


def add(office, name, admitted_on, status=MemberStatus.FULL):
    draft = MemberDraft(full_name=name, admitted_on=admitted_on, official_on=admitted_on)
    return member_forms.save_member(office, member_forms.entering(draft, status, 1)).id


def test_the_list_of_a_year_stands_by_day_of_handing_out(office):
    add(office, "Nguyễn Văn Ví Dụ", date(1996, 10, 1))
    add(office, "Trần Thị Mẫu", date(1986, 1, 10))
    add(office, "Lê Ví Dụ Ân", date(1995, 12, 1))
    add(office, "Phạm Khách", date(1996, 5, 1), MemberStatus.TEMP_IN)
    add(office, "Đỗ Thiếu Ngày", None)
    rows = badges.of_year(office, 2026)
    assert [(row.full_name, row.years, row.given_on) for row in rows] == [
        ("Trần Thị Mẫu", 40, date(2026, 2, 3)),
        ("Lê Ví Dụ Ân", 30, date(2026, 2, 3)),
        ("Nguyễn Văn Ví Dụ", 30, date(2026, 11, 7)),
    ]


def test_an_exempt_member_keeps_the_right_and_discipline_is_said_beside_the_name(office):
    exempt = add(office, "Nguyễn Văn Ví Dụ", date(1996, 10, 1))
    member_acts.record(office, member_acts.start(office, exempt, MemberAct.EXEMPT))
    warned = add(office, "Trần Thị Mẫu", date(1996, 10, 1))
    line = PenaltyLine(penalty=Penalty.WARNING, decision_on=date(2026, 3, 3))
    member_records.save(office, RecordsDraft(warned, penalties=(line,)))
    assert {row.full_name: row.note for row in badges.of_year(office, 2026)} == {
        "Nguyễn Văn Ví Dụ": "miễn công tác và sinh hoạt",
        "Trần Thị Mẫu": "kỷ luật cảnh cáo trong 12 tháng",
    }


def test_several_are_noted_as_given_in_one_act(office):
    for name in ("Nguyễn Văn Ví Dụ", "Trần Thị Mẫu"):
        add(office, name, date(1996, 10, 1))
    chosen = [row.id for row in badges.of_year(office, 2026)]
    with pytest.raises(Problems, match="Chưa ghi ngày quyết định"):
        badges.note_given(office, chosen, GivenDraft())
    badges.note_given(office, chosen, GivenDraft("Ban Thường vụ Tỉnh ủy", "125-QĐ/TU", date(2026, 10, 20)))
    assert all(row.is_given and row.decision == "125-QĐ/TU" for row in badges.of_year(office, 2026))
    assert acts(office)[-1] == "Ghi đã trao Huy hiệu Đảng: 2 đảng viên"


@pytest.mark.parametrize(
    ("years", "days", "sentence"),
    [
        ("30, bốn mươi", "03/02", "“bốn” không phải số năm"),
        ("", "03/02", "Chưa ghi mốc năm nào"),
        ("30", "03/02; 32/5", "“32/5” không phải ngày, tháng"),
        ("30", "29/02", "không năm nào cũng có"),
    ],
)
def test_years_and_days_that_cannot_be_are_refused(office, years, days, sentence):
    with pytest.raises(Problems, match=sentence):
        badges.save(office, BadgeSettings(years, days))


def test_the_offices_own_years_and_days_hold(office):
    add(office, "Nguyễn Văn Ví Dụ", date(2016, 10, 1))
    badges.save(office, BadgeSettings("10", ""))
    (row,) = badges.of_year(office, 2026)
    assert (row.years, row.due_on, row.given_on) == (10, date(2026, 10, 1), None)


def test_the_card_says_the_badge_of_this_or_the_next_year_until_it_is_given(office):
    member_id = add(office, "Nguyễn Văn Ví Dụ", date(1996, 10, 1))
    said = member_card.load(office, member_id).badge
    assert said == "Huy hiệu 30 năm tuổi Đảng: đã đủ ngày 01/10/2026, trao đợt 07/11/2026."
    badges.note_given(office, [(member_id, 30)], GivenDraft(decision_on=date(2026, 11, 7)))
    assert member_card.load(office, member_id).badge == ""
