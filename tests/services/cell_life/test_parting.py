"""Cells split, dissolved, and moved under another party organisation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.members import Member
from bontot_desktop.errors import Problems
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.members import LeftFor, MemberStatus
from bontot_desktop.services import (
    cell_dissolving,
    cell_forms,
    cell_merging,
    cell_parents,
    cell_splitting,
    cell_story,
    cells,
    heads,
    member_forms,
    members,
)
from bontot_desktop.services.cell_dissolving import DissolveDraft, Place
from bontot_desktop.services.cell_forms import PostLine
from bontot_desktop.services.cell_parents import MoveDraft
from bontot_desktop.services.cell_splitting import Part, SplitDraft
from bontot_desktop.services.member_forms import StatusLine
from tests.register_office import TODAY, acts
from tests.services.cell_life.lives import EVE, ON, new_merge, sentences, statuses

# Splitting ------------------------------------------------------------------------------------------------------------


def led_by(member_id):
    return PostLine(None, member_id, "Nguyễn Văn Ví Dụ", CellPost.SECRETARY)


def split_draft(one, **facts):
    parts = (
        Part("Chi bộ thôn Mẫu 1A", posts=(led_by(one.people[0]),), fixed_day=4),
        Part("Chi bộ thôn Mẫu 1B", posts=(led_by(one.people[1]),)),
    )
    places = tuple((who, 0 if place in (0, 2, 4) else 1) for place, who in enumerate(one.people))
    return replace(SplitDraft(one.id, on=ON, decision_no="53-QĐ/ĐU", parts=parts, places=places), **facts)


def test_a_cell_is_split_and_its_members_go_where_they_were_sent(office, one):
    first = cell_splitting.split(office, split_draft(one)).id
    found = {row.name: row for row in cells.list_cells(office)}
    assert {name: (row.members, row.secretary) for name, row in found.items()} == {
        "Chi bộ thôn Mẫu 1A": (3, "Nguyễn Văn An 1"),
        "Chi bộ thôn Mẫu 1B": (2, "Nguyễn Văn Bình 1"),
    }
    assert found["Chi bộ thôn Mẫu 1A"].id == first
    assert "chia thành Chi bộ thôn Mẫu 1A và Chi bộ thôn Mẫu 1B" in cell_story.story(office, one.id).ended
    assert "Thành lập do chia tách từ Chi bộ thôn Mẫu 1" in cell_story.story(office, first).events[0].words


def test_a_cell_may_go_on_with_those_who_stay(office, one):
    draft = split_draft(one, goes_on=True)
    draft = replace(draft, parts=draft.parts[1:], places=((one.people[1], 0), (one.people[3], 0)))
    made = cell_splitting.split(office, draft).id
    assert {row.id: row.members for row in cells.list_cells(office)} == {one.id: 3, made: 2}
    held = {line.member_id: line.to_on for line in cell_forms.cell_draft(office, one.id).posts}
    assert held == {one.people[0]: None, one.people[1]: EVE}
    assert acts(office)[-1] == "Tách Chi bộ thôn Mẫu 1B từ Chi bộ thôn Mẫu 1"


def test_a_split_that_leaves_members_behind_or_a_part_empty_is_refused(office, one):
    with pytest.raises(Problems) as caught:
        cell_splitting.split(office, split_draft(one, places=((one.people[0], 0),)))
    assert "Chi bộ thôn Mẫu 1B chưa có đảng viên nào" in sentences(caught)
    assert "Còn 4 đảng viên chưa được chia" in sentences(caught)
    with pytest.raises(Problems, match="từ hai chi bộ mới"):
        cell_splitting.split(office, split_draft(one, parts=()))
    crossed = (Part("Chi bộ A", posts=(led_by(one.people[1]),)), Part("Chi bộ B"))
    with pytest.raises(Problems, match="phải là đảng viên được chia về chi bộ này"):
        cell_splitting.split(office, split_draft(one, parts=crossed))


def test_what_a_split_will_do_is_said_beforehand(office, one):
    told = cell_splitting.outlook(office, split_draft(one))
    assert told.does[0] == "Chi bộ thôn Mẫu 1A: 3 đảng viên (3 chính thức, 0 dự bị), từ ngày 01/10/2026."
    assert "Chi bộ thôn Mẫu 1B chỉ có 1 đảng viên chính thức, Điều lệ cần ít nhất 3." in told.warnings
    assert not told.problems


# Dissolving -----------------------------------------------------------------------------------------------------------


def test_a_dissolved_cell_sends_its_members_to_other_cells_or_off_the_register(office, one, two):
    places = [(who, Place(two.id)) for who in one.people[:4]]
    places.append((one.people[4], Place(why=LeftFor.MOVED)))
    draft = DissolveDraft(one.id, on=ON, decision_no="54-QĐ/ĐU", places=tuple(places))
    told = cell_dissolving.outlook(office, draft)
    assert told.does[0] == "4 đảng viên (3 chính thức, 1 dự bị) chuyển về Chi bộ thôn Mẫu 2."
    cell_dissolving.dissolve(office, draft)
    assert {row.id: row.members for row in cells.list_cells(office)} == {two.id: 9}
    (gone,) = [row for row in members.list_members(office, with_withdrawn=True) if row.id == one.people[4]]
    assert gone.status_label
    assert gone.id not in {row.id for row in members.list_members(office)}
    with office.read() as session:
        member = session.get(Member, gone.id)
        assert (member.left_on, member.left_for) == (ON, LeftFor.MOVED)
    assert "giải thể (Quyết định số 54-QĐ/ĐU)" in cell_story.story(office, one.id).ended


def test_nobody_is_left_without_a_place_when_a_cell_is_dissolved(office, one, two):
    with pytest.raises(Problems, match="Còn 5 đảng viên chưa có nơi chuyển đến"):
        cell_dissolving.dissolve(office, DissolveDraft(one.id, on=ON))
    nowhere = tuple((who, Place(one.id)) for who in one.people)
    with pytest.raises(Problems, match="chính chi bộ giải thể"):
        cell_dissolving.dissolve(office, DissolveDraft(one.id, on=ON, places=nowhere))
    silent = tuple((who, Place()) for who in one.people)
    with pytest.raises(Problems, match="chưa ghi lý do"):
        cell_dissolving.dissolve(office, DissolveDraft(one.id, on=ON, places=silent))


def test_a_guest_of_a_dissolved_cell_stays_in_his_own(office, one, two):
    draft = member_forms.member_draft(office, two.people[2])
    lines = (
        StatusLine(None, two.id, MemberStatus.TEMP_OUT, date(2026, 5, 1)),
        StatusLine(None, one.id, MemberStatus.TEMP_IN, date(2026, 5, 1)),
    )
    member_forms.save_member(office, replace(draft, statuses=(*draft.statuses, *lines)))
    places = tuple((who, Place(why=LeftFor.MOVED)) for who in (*one.people, two.people[2]))
    cell_dissolving.dissolve(office, DissolveDraft(one.id, on=ON, places=places))
    assert {row.id for row in members.list_members(office)} == set(two.people)
    held = {s[:2] for s in statuses(office, two.people[2]) if s[3] is None}
    assert held == {(two.id, MemberStatus.FULL), (two.id, MemberStatus.TEMP_OUT)}


# Moving ---------------------------------------------------------------------------------------------------------------


def head(office, cell_id, day):
    with office.read() as session:
        return heads.cell_head(session, cell_id, day=day, today=TODAY)


def test_several_cells_come_under_the_commune_by_one_decision(office, one, two):
    draft = MoveDraft((one.id, two.id), "Đảng bộ các cơ quan đảng xã Ví Dụ", "", ON, "52-QĐ/ĐU", EVE)
    told = cell_parents.outlook(office, draft)
    assert told.does[0].startswith("2 chi bộ trực thuộc Đảng bộ xã Ví Dụ từ ngày 01/10/2026: Chi bộ thôn Mẫu 1 và")
    cell_parents.move(office, draft)
    assert head(office, one.id, EVE).superior == "ĐẢNG BỘ CÁC CƠ QUAN ĐẢNG XÃ VÍ DỤ"
    assert head(office, one.id, ON).superior == "ĐẢNG BỘ XÃ VÍ DỤ"
    (event,) = cell_story.story(office, two.id).events
    assert event.words == "Chuyển từ Đảng bộ các cơ quan đảng xã Ví Dụ về trực thuộc Đảng bộ xã Ví Dụ"
    assert acts(office)[-1] == "Chuyển 2 chi bộ về trực thuộc Đảng bộ xã Ví Dụ"


def test_a_cell_moves_on_from_where_it_stands(office, one):
    cell_parents.move(office, MoveDraft((one.id,), "", "Đảng bộ UBND xã Ví Dụ", date(2025, 9, 1), "12-QĐ/ĐU"))
    assert cell_parents.parents_now(office) == {one.id: "Đảng bộ UBND xã Ví Dụ"}
    cell_parents.move(office, MoveDraft((one.id,), "", "", ON, "52-QĐ/ĐU"))
    assert cell_parents.parents_now(office) == {}
    assert head(office, one.id, EVE).superior == "ĐẢNG BỘ UBND XÃ VÍ DỤ"
    with pytest.raises(Problems, match="đã đổi nơi trực thuộc ngày 01/10/2026"):
        cell_parents.move(office, MoveDraft((one.id,), "", "Đảng bộ khác", date(2026, 5, 1)))


def test_a_move_to_where_the_cell_stands_already_is_refused(office, one):
    with pytest.raises(Problems, match="nếu trước đó thuộc tổ chức khác"):
        cell_parents.move(office, MoveDraft((one.id,), on=ON))
    with pytest.raises(Problems, match="Chưa chọn chi bộ nào"):
        cell_parents.move(office, MoveDraft(on=ON))


def test_a_cell_founded_later_is_not_in_the_list_of_an_earlier_day(office, one, two):
    made = cell_merging.merge(office, new_merge(one, two)).id
    with office.read() as session:
        assert session.get(Cell, made).founded_on == ON
    assert made not in {row.id for row in cells.list_cells(office, day=EVE)}
