"""Cells: the list as of a day, the form, names that change, officers and who is in charge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bontot_desktop.db.models.cells import CellName, InCharge, Lineage
from bontot_desktop.errors import NotFound, Problems
from bontot_desktop.rules.cells import CellPost, ContentType, LineageKind
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import cell_forms, cells, heads, member_forms, people
from bontot_desktop.services.cell_forms import PostLine
from tests.register_office import TODAY, acts, make_office


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def add_cell(office, name="Chi bộ thôn Mẫu 1", **facts):
    return cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name=name, **facts)).id


def add_member(office, cell_id, name="Nguyễn Văn Ví Dụ", status=MemberStatus.FULL):
    draft = member_forms.MemberDraft(full_name=name, admitted_on=date(2000, 1, 1), official_on=date(2001, 1, 1))
    return member_forms.save_member(office, member_forms.entering(draft, status, cell_id)).id


def fields(caught) -> set[str]:
    return {problem.field for problem in caught.value.problems}


def test_a_new_cell_gets_the_next_free_code_and_stands_in_the_list(office):
    add_cell(office, fixed_day=3, usual_time=time(19, 30), usual_place="Nhà  văn hóa ")
    assert cell_forms.new_cell(office).code == "CB02"
    (row,) = cells.list_cells(office)
    assert (row.code, row.name, row.kind) == ("CB01", "Chi bộ thôn Mẫu 1", "Thôn, tổ dân phố")
    assert (row.fixed_day, row.usual_time, row.usual_place) == (3, time(19, 30), "Nhà văn hóa")
    assert "Chi bộ chưa có bí thư." in row.warnings
    assert acts(office)[-1] == "Thêm Chi bộ thôn Mẫu 1"


def test_cells_stand_in_vietnamese_order_with_numbers_as_numbers(office):
    for name in ("Chi bộ thôn Mẫu 10", "Chi bộ thôn Đông", "Chi bộ thôn Mẫu 9", "Chi bộ thôn Dưới"):
        add_cell(office, name)
    assert [row.name.removeprefix("Chi bộ thôn ") for row in cells.list_cells(office)] == [
        "Dưới",
        "Đông",
        "Mẫu 9",
        "Mẫu 10",
    ]


def test_saving_a_form_nobody_changed_writes_nothing(office):
    cell_id = add_cell(office, fixed_day=3)
    before = acts(office)
    saved = cell_forms.save_cell(office, cell_forms.cell_draft(office, cell_id))
    assert not saved.changes
    assert acts(office) == before


def test_a_cell_without_a_name_is_refused(office):
    with pytest.raises(Problems) as caught:
        add_cell(office, "   ")
    assert fields(caught) == {"name"}


def test_a_code_already_used_is_refused_and_its_cell_named(office):
    add_cell(office, code="TH01")
    with pytest.raises(Problems, match="Mã th01 đã dùng cho Chi bộ thôn Mẫu 1"):
        add_cell(office, "Chi bộ thôn Mẫu 2", code="th01")


def test_two_living_cells_cannot_bear_one_name(office):
    add_cell(office)
    with pytest.raises(Problems, match="Đã có chi bộ mang tên này"):
        add_cell(office, "Chi bộ thôn mẫu 1")


@pytest.mark.parametrize("day", [0, 32])
def test_a_fixed_day_outside_a_month_is_refused(office, day):
    with pytest.raises(Problems) as caught:
        add_cell(office, fixed_day=day)
    assert fields(caught) == {"fixed_day"}


def test_a_renamed_cell_keeps_its_old_name_for_the_days_before(office):
    cell_id = add_cell(office, founded_on=date(2010, 1, 1))
    draft = cell_forms.cell_draft(office, cell_id)
    cell_forms.save_cell(
        office,
        replace(
            draft,
            name="Chi bộ thôn Mẫu Mới",
            renamed_on=date(2026, 9, 30),
            rename_decision_no="12-QĐ/ĐU",
            rename_decision_on=date(2026, 9, 25),
        ),
    )
    assert cells.list_cells(office)[0].name == "Chi bộ thôn Mẫu Mới"
    assert cells.list_cells(office, day=date(2026, 9, 29))[0].name == "Chi bộ thôn Mẫu 1"
    with office.read() as session:
        assert heads.cell_name(session, cell_id, date(2026, 9, 29)) == "Chi bộ thôn Mẫu 1"
        assert heads.cell_name(session, cell_id, date(2026, 9, 30)) == "Chi bộ thôn Mẫu Mới"
        lineage = session.query(Lineage).one()
        assert (lineage.kind, lineage.on, lineage.decision_no) == (
            LineageKind.RENAME,
            date(2026, 9, 30),
            "12-QĐ/ĐU",
        )


def test_a_slip_of_typing_in_a_name_is_corrected_for_all_days(office):
    cell_id = add_cell(office, "Chi bộ thôn Mẩu 1")
    cell_forms.save_cell(office, replace(cell_forms.cell_draft(office, cell_id), name="Chi bộ thôn Mẫu 1"))
    assert cells.list_cells(office, day=date(2020, 1, 1))[0].name == "Chi bộ thôn Mẫu 1"
    with office.read() as session:
        assert session.query(CellName).count() == 1
        assert session.query(Lineage).count() == 0


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2010, 1, 1), date(2005, 1, 1)])
def test_a_renaming_in_the_future_or_before_the_present_name_is_refused(office, day):
    cell_id = add_cell(office, founded_on=date(2010, 1, 1))
    draft = replace(cell_forms.cell_draft(office, cell_id), name="Chi bộ thôn Mẫu Mới", renamed_on=day)
    with pytest.raises(Problems) as caught:
        cell_forms.save_cell(office, draft)
    assert fields(caught) == {"renamed_on"}


def with_posts(office, cell_id, *lines):
    return cell_forms.save_cell(office, replace(cell_forms.cell_draft(office, cell_id), posts=lines))


def test_the_list_counts_members_and_names_officers_as_of_a_day(office):
    cell_id = add_cell(office)
    old, new = add_member(office, cell_id, "Lê Ví Dụ An"), add_member(office, cell_id, "Trần Ví Dụ Bình")
    add_member(office, cell_id, "Phạm Ví Dụ Chi", MemberStatus.PROBATIONARY)
    with_posts(
        office,
        cell_id,
        PostLine(None, old, "", CellPost.SECRETARY, None, date(2026, 5, 31)),
        PostLine(None, new, "", CellPost.SECRETARY, date(2026, 6, 1)),
    )
    (row,) = cells.list_cells(office)
    assert (row.full_members, row.probationary_members, row.members) == (2, 1, 3)
    assert row.secretary == "Trần Ví Dụ Bình"
    assert cells.list_cells(office, day=date(2026, 5, 31))[0].secretary == "Lê Ví Dụ An"


def test_a_cell_has_one_secretary_at_a_time(office):
    cell_id = add_cell(office)
    one, other = add_member(office, cell_id, "Lê Ví Dụ An"), add_member(office, cell_id, "Trần Ví Dụ Bình")
    lines = (
        PostLine(None, one, "Lê Ví Dụ An", CellPost.SECRETARY, date(2025, 1, 1)),
        PostLine(None, other, "Trần Ví Dụ Bình", CellPost.SECRETARY, date(2026, 1, 1)),
    )
    with pytest.raises(Problems, match=r"chỉ có một bí thư.*Lê Ví Dụ An \(từ 01/01/2025\).*Trần Ví Dụ Bình"):
        with_posts(office, cell_id, *lines)


def test_one_member_holds_a_post_once_at_a_time(office):
    cell_id = add_cell(office)
    member_id = add_member(office, cell_id)
    with pytest.raises(Problems, match="Phó Bí thư Nguyễn Văn Ví Dụ: ghi hai lần trong cùng thời gian"):
        with_posts(
            office,
            cell_id,
            PostLine(None, member_id, "Nguyễn Văn Ví Dụ", CellPost.DEPUTY, date(2024, 1, 1)),
            PostLine(None, member_id, "Nguyễn Văn Ví Dụ", CellPost.DEPUTY, date(2025, 1, 1)),
        )
    with_posts(
        office,
        cell_id,
        PostLine(None, member_id, "", CellPost.DEPUTY, date(2024, 1, 1), date(2024, 12, 31)),
        PostLine(None, member_id, "", CellPost.DEPUTY, date(2025, 1, 1)),
    )


def test_a_post_that_ends_before_it_begins_is_refused(office):
    cell_id = add_cell(office)
    member_id = add_member(office, cell_id)
    line = PostLine(None, member_id, "Nguyễn Văn Ví Dụ", CellPost.DEPUTY, date(2026, 5, 1), date(2026, 4, 1))
    with pytest.raises(Problems, match="ngày thôi 01/04/2026 ở trước ngày bắt đầu 01/05/2026"):
        with_posts(office, cell_id, line)


def test_a_committee_of_fewer_than_three_and_too_few_members_are_warned_of(office):
    cell_id = add_cell(office, has_committee=True)
    member_id = add_member(office, cell_id)
    with_posts(office, cell_id, PostLine(None, member_id, "", CellPost.SECRETARY))
    (row,) = cells.list_cells(office)
    assert len(row.warnings) == 3
    assert row.warnings[-1] == "Chưa có đảng ủy viên phụ trách chi bộ."
    assert "1 đảng viên chính thức" in row.warnings[0]


def test_who_is_in_charge_changes_from_a_day_on(office):
    cell_id = add_cell(office)
    with office.work("test", "Cán bộ") as work:
        first = people.person_named(work, "Lê Văn Thử").id
        second = people.person_named(work, "Trần Thị Mẫu").id
        assert people.person_named(work, "lê văn  thử").id == first
    for person, since in ((first, None), (second, date(2026, 10, 1))):
        draft = cell_forms.cell_draft(office, cell_id)
        cell_forms.save_cell(office, replace(draft, in_charge_id=person, in_charge_from=since))
    assert cells.list_cells(office)[0].in_charge == "Trần Thị Mẫu"
    assert cells.list_cells(office, day=date(2026, 9, 30))[0].in_charge == "Lê Văn Thử"
    cell_forms.save_cell(
        office, replace(cell_forms.cell_draft(office, cell_id), in_charge_id=None, in_charge_from=None)
    )
    assert cells.list_cells(office)[0].in_charge == ""
    with office.read() as session:
        assert session.query(InCharge).count() == 2


def test_a_cell_is_found_by_its_code_however_it_is_typed(office):
    cell_id = add_cell(office, code="TH01")
    with office.read() as session:
        assert cells.find_by_code(session, " th01 ").id == cell_id
        with pytest.raises(NotFound, match="XX"):
            cells.find_by_code(session, "XX")


def test_a_cell_that_is_gone_is_said_to_be_gone(office):
    with pytest.raises(NotFound, match="Không còn chi bộ này"):
        cell_forms.cell_draft(office, 99)


def test_pickers_show_codes_and_groups_of_the_office_itself(office):
    add_cell(office, code="CA1", report_group="Biên phòng", content_type=ContentType.ARMED_FORCES)
    assert [(pick.name, pick.second) for pick in cells.cell_picks(office)] == [("Chi bộ thôn Mẫu 1", "CA1")]
    assert cells.report_groups(office)[-1] == "Biên phòng"
    assert office.today() == TODAY
