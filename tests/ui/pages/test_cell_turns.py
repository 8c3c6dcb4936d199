"""Merging, splitting, moving and dissolving cells in their windows, as a person does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton

from bontot_desktop.db.models.members import Member
from bontot_desktop.db.models.months import Petition
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.members import LeftFor
from bontot_desktop.rules.petitions import PetitionSource, PetitionState
from bontot_desktop.services import cell_forms, cell_parents, cells, drafts, members
from bontot_desktop.services.cell_dissolving import Place
from bontot_desktop.ui.asking import DROP, STAY
from bontot_desktop.ui.pages.cell_turns import opening
from bontot_desktop.ui.pages.cell_turns.page import KEEP
from bontot_desktop.ui.pages.cells import _OVER, CellsPage
from tests.register_office import acts, make_office
from tests.unikey import type_like_unikey
from tests.villages import Village


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def villages(office):
    return [Village(office, f"Chi bộ thôn Mẫu {number}") for number in (1, 2)]


@pytest.fixture
def open_page(open_page, office):
    """Open the page of cells."""
    return partial(open_page, CellsPage, office)


def choose(page, *ids):
    table = page.list.table
    table.clearSelection()
    for cell_id in ids:
        place = table.rows.place_of(cell_id)
        table.selectionModel().select(
            table.rows.index(place, 0),
            table.selectionModel().SelectionFlag.Select | table.selectionModel().SelectionFlag.Rows,
        )


def turn(page, words: str):
    """Take a line of the menu of the page on top."""
    menu = page.top().turns.menu()
    next(action for action in menu.actions() if action.text() == words).trigger()
    return page.top()


def write(qtbot, form, name, words):
    field = form.field(name)
    field.setFocus()
    type_like_unikey(qtbot, field, words)
    field.clearFocus()


def test_two_marked_cells_are_merged_from_the_list(open_page, office, villages, qtbot):
    one, two = villages
    page = open_page()
    choose(page, one.id, two.id)
    merge = turn(page, "Sáp nhập…")
    assert merge.cells.ticked() == (one.id, two.id)
    assert merge.form.field("code").value() == "CB03"
    assert merge.form.field("fixed_day").value() == 3
    write(qtbot, merge.form, "on", "1/10/26")
    write(qtbot, merge.form, "decision_no", "52-QĐ/ĐU")
    write(qtbot, merge.form, "name", "Chi bộ thôn Mẫu Đông")
    holder = merge.posts.field(0, "member_id")
    type_like_unikey(qtbot, holder, "Cúc 2")
    qtbot.keyClick(holder, Qt.Key.Key_Return)
    assert any("10 đảng viên (8 chính thức, 2 dự bị)" in said for said in merge.outlook.sentences())
    qtbot.mouseClick(merge.save_button, Qt.MouseButton.LeftButton)
    (row,) = cells.list_cells(office)
    assert (row.name, row.secretary, row.members) == ("Chi bộ thôn Mẫu Đông", "Nguyễn Văn Cúc 2", 10)
    # The card of the new cell is shown, with where it comes from.
    assert page.top().title() == "Chi bộ thôn Mẫu Đông"
    told = page.top().form.life.words()
    assert "Thành lập do sáp nhập Chi bộ thôn Mẫu 1 và Chi bộ thôn Mẫu 2" in told
    assert "Quyết định số 52-QĐ/ĐU" in told


def test_what_is_missing_turns_red_only_when_saving_was_tried(open_page, office, villages):
    one, two = villages
    page = open_page()
    choose(page, one.id, two.id)
    merge = turn(page, "Sáp nhập…")
    merge.form.save()
    assert "Chưa có ngày sáp nhập có hiệu lực." in merge.form._fields["on"][1].problem()
    assert "Chưa có tên chi bộ" in merge.form._fields["name"][1].problem()
    assert len(cells.list_cells(office)) == 2


def test_what_the_person_wrote_is_not_overwritten_by_another_tick(open_page, office, villages, qtbot):
    one, two = villages
    three = Village(office, "Chi bộ thôn Mẫu 3")
    page = open_page()
    choose(page, one.id, two.id)
    merge = turn(page, "Sáp nhập…")
    write(qtbot, merge.form, "name", "Chi bộ thôn Mẫu Đông")
    merge.cells.table.rows.tick([three.id], True)
    assert merge.form.field("name").value() == "Chi bộ thôn Mẫu Đông"
    assert len(merge._people) == 15
    into = merge.form.field("into_id")
    into.setCurrentIndex(1)
    into.activated.emit(1)
    assert merge.form.field("name").value() == "Chi bộ thôn Mẫu Đông"
    assert merge.form.field("code").value() == "CB01"
    assert [line.post for line in merge.posts.value()] == [CellPost.SECRETARY, CellPost.DEPUTY]
    assert merge.posts.value()[0].member_id == one.people[0]


def test_leaving_with_something_chosen_is_asked_about(open_page, office, villages, qtbot):
    page = open_page(STAY, DROP)
    merge = turn(page, "Sáp nhập…")
    # The one row that is always marked was not chosen by anybody.
    assert merge.cells.ticked() == ()
    merge.cells.table.rows.tick([villages[1].id], True)
    assert not page.pop()
    assert page.top() is merge
    assert page.pop()
    assert page.top() is page.list


def test_a_cell_is_split_from_its_own_page(open_page, office, villages, qtbot):
    village = villages[0]
    page = open_page()
    page.open_item(village.id)
    split = turn(page, "Chia tách…")
    write(qtbot, split.form, "on", "01/10/2026")
    for row, name in zip(split.parts.editors(), ("Chi bộ thôn Mẫu 1A", "Chi bộ thôn Mẫu 1B"), strict=True):
        row.name.setFocus()
        type_like_unikey(qtbot, row.name, name)
        row.name.clearFocus()
    first = split.parts.editors()[0]
    # What the old cell has stands there, the officers are to be chosen.
    assert (first.group.value(), first.day.value(), first.committee.value()) == ("Nông thôn", 3, True)
    wanted = [CellPost.SECRETARY, CellPost.DEPUTY, CellPost.COMMITTEE_MEMBER]
    assert [line.post for line in first.posts.value()] == wanted
    for place, member_id in enumerate(village.people[:3]):
        first.posts.field(place, "member_id").set_value(member_id)
    split.places._tick_shown()
    split.places.to.set_value(0)
    qtbot.mouseClick(split.places.send_button, Qt.MouseButton.LeftButton)
    split.places.table.rows.tick(village.people[3:], True)
    split.places.to.set_value(1)
    qtbot.mouseClick(split.places.send_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(split.save_button, Qt.MouseButton.LeftButton)
    found = {row.name: (row.members, row.secretary) for row in cells.list_cells(office)}
    assert found["Chi bộ thôn Mẫu 1A"] == (3, "Nguyễn Văn An 1")
    assert found["Chi bộ thôn Mẫu 1B"] == (2, "")
    assert page.top().title() == "Chi bộ thôn Mẫu 1A"
    officers = cell_forms.cell_draft(office, page.top()._id).posts
    assert [line.post for line in officers] == wanted
    assert {line.from_on for line in officers} == {date(2026, 10, 1)}


def test_members_stay_with_the_new_cell_they_were_sent_to_when_another_is_taken_away(open_page, villages, qtbot):
    village = villages[0]
    page = open_page(DROP)
    page.open_item(village.id)
    split = turn(page, "Chia tách…")
    split.parts.add()
    one, two, three = split.parts.editors()
    two.posts.field(0, "member_id").set_value(village.people[1])
    two.edited.emit()
    three.posts.field(0, "member_id").set_value(village.people[2])
    three.edited.emit()
    # Who leads a new cell goes there by himself.
    assert dict(split.places.value()) == {village.people[1]: 1, village.people[2]: 2}
    split.parts.drop(1)
    assert split.parts.editors() == [one, three]
    assert dict(split.places.value()) == {village.people[2]: 1}
    assert page.pop()


# What was typed and not done ----------------------------------------------------------------------------------------


def begun_again(page, key, cell_id=None):
    """Open a turn as the bar of unfinished typing does, and go on with it."""
    page.open_item(("turn", key, cell_id))
    again = page.top()
    assert again.kept.is_offered()
    again.kept.go_on()
    return again


def test_a_half_typed_merger_survives_a_kill(open_page, office, villages, qtbot):
    one, two = villages
    page = open_page()
    choose(page, one.id, two.id)
    merge = turn(page, "Sáp nhập…")
    write(qtbot, merge.form, "on", "1/10/26")
    write(qtbot, merge.form, "name", "Chi bộ thôn Mẫu Đông")
    merge.posts.field(0, "member_id").set_value(one.people[1])
    merge.kept.keep()
    typed = merge.draft()
    again = begun_again(open_page(), opening.MERGE)
    assert again.draft() == typed
    assert any("chuyển sang Chi bộ thôn Mẫu Đông từ ngày 01/10/2026" in said for said in again.outlook.sentences())
    again.form.save()
    assert [row.name for row in cells.list_cells(office)] == ["Chi bộ thôn Mẫu Đông"]
    assert drafts.all_kept(office) == []


def test_a_half_typed_split_survives_a_kill(open_page, office, villages, qtbot):
    village = villages[0]
    page = open_page()
    page.open_item(village.id)
    split = turn(page, "Chia tách…")
    write(qtbot, split.form, "on", "01/10/2026")
    split.goes_on.set_value(True)
    split._kind_chosen()
    first = split.parts.editors()[0]
    first.name.set_value("Chi bộ thôn Mẫu 1A")
    first.posts.field(0, "member_id").set_value(village.people[0])
    split._offer()
    split.places.table.rows.tick(village.people[:3], True)
    split.places.send()
    split.kept.keep()
    typed = split.draft()
    again = begun_again(open_page(), opening.SPLIT, village.id)
    assert again.draft() == typed
    assert sum(row.where == "Ở lại" for row in again.places.table.rows.shown()) == 2


def test_a_half_typed_end_of_a_cell_survives_a_kill(open_page, office, villages, qtbot):
    one, two = villages
    page = open_page()
    page.open_item(one.id)
    dissolve = turn(page, "Giải thể…")
    write(qtbot, dissolve.form, "on", "01/10/2026")
    dissolve.places.table.rows.tick(one.people[:4], True)
    dissolve.places.to.set_value(Place(two.id))
    dissolve.places.send()
    dissolve.places.table.rows.tick(one.people[4:], True)
    dissolve.places.to.set_value(Place(why=LeftFor.MOVED))
    dissolve.places.send()
    dissolve.kept.keep()
    typed = dissolve.draft()
    again = begun_again(open_page(), opening.DISSOLVE, one.id)
    assert again.draft() == typed
    assert not again.outlook.sentences()[0].startswith("Còn")


def test_a_half_typed_move_survives_a_kill(open_page, office, villages, qtbot):
    page = open_page()
    choose(page, villages[0].id)
    move = turn(page, "Chuyển trực thuộc…")
    move.cells.set_ticked([village.id for village in villages])
    write(qtbot, move.form, "to_parent", "Đảng bộ Ủy ban nhân dân xã Ví Dụ")
    move.kept.keep()
    assert begun_again(open_page(), opening.MOVE).draft() == move.draft()


def test_a_turn_may_be_put_aside_and_taken_up_again(open_page, office, villages, qtbot):
    page = open_page(KEEP, DROP)
    choose(page, *(village.id for village in villages))
    merge = turn(page, "Sáp nhập…")
    write(qtbot, merge.form, "name", "Chi bộ thôn Mẫu Đông")
    assert page.pop()
    again = begun_again(page, opening.MERGE)
    assert again.form.field("name").value() == "Chi bộ thôn Mẫu Đông"
    assert page.pop()
    assert drafts.all_kept(office) == []


def test_the_begun_turn_of_a_cell_that_is_gone_opens_the_list(open_page, villages):
    page = open_page()
    page.open_item(("turn", opening.SPLIT, 999))
    assert page.top() is page.list


def test_a_half_typed_new_name_is_shown_with_its_decision(open_page, office, villages, qtbot):
    page = open_page()
    page.open_item(villages[0].id)
    form = page.top().form
    write(qtbot, form, "name", "Chi bộ thôn Mẫu Bắc")
    write(qtbot, form, "renamed_on", "01/10/2026")
    page.top().kept.keep()
    again = open_page()
    again.open_item(villages[0].id)
    again.top().kept.go_on()
    assert again.top().form.field("renamed_on").value() == date(2026, 10, 1)
    assert not again.top().form.rename_group.isHidden()


# Other turns ---------------------------------------------------------------------------------------------------------


def test_what_is_not_finished_is_asked_about_when_a_cell_ends(open_page, office, villages, qtbot):
    with office.work("test", "Kiến nghị") as session:
        facts = {"source": PetitionSource.CELL, "raised_on": date(2026, 5, 3), "state": PetitionState.SENT}
        session.add(Petition(cell_id=villages[0].id, text="Sửa đường thôn", **facts))
    page = open_page(DROP, DROP)
    page.open_item(villages[0].id)
    split = turn(page, "Chia tách…")
    assert not split._work.isHidden()
    assert [split.work_to.itemText(place) for place in (0, 1)] == ["Chi bộ mới thứ 1", "Chi bộ mới thứ 2"]
    assert not split.is_edited()
    split.goes_on.set_value(True)
    split._kind_chosen()
    assert split._work.isHidden()
    page.pop()
    dissolve = turn(page, "Giải thể…")
    dissolve.form.save()
    assert "hãy chọn chi bộ làm tiếp, hoặc ghi lý do kết thúc" in dissolve.form._fields["work_to"][1].problem()
    page.open_item(villages[1].id)
    assert not turn(page, "Giải thể…").form.field("work_to").isVisible()


def test_a_cell_that_goes_on_needs_only_one_new_cell(open_page, villages):
    page = open_page(DROP)
    page.open_item(villages[0].id)
    split = turn(page, "Chia tách…")
    split.goes_on.setCurrentIndex(1)
    split.goes_on.activated.emit(1)
    assert len(split.parts.value()) == 1
    assert split.places.table.rows.shown()[0].where == "Ở lại"
    assert page.pop()


def test_a_cell_is_dissolved_when_everybody_has_a_place(open_page, office, villages, qtbot):
    one, two = villages
    page = open_page()
    choose(page, one.id)
    dissolve = turn(page, "Giải thể…")
    write(qtbot, dissolve.form, "on", "01/10/2026")
    write(qtbot, dissolve.form, "decision_no", "54-QĐ/ĐU")
    dissolve.form.save()
    assert "Còn 5 đảng viên chưa có nơi chuyển đến" in dissolve.form._state.text()
    dissolve.places._tick_shown()
    type_like_unikey(qtbot, dissolve.places.to, "mau 2")
    qtbot.keyClick(dissolve.places.to, Qt.Key.Key_Return)
    qtbot.mouseClick(dissolve.places.send_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dissolve.save_button, Qt.MouseButton.LeftButton)
    assert [(row.id, row.members) for row in cells.list_cells(office)] == [(two.id, 10)]
    assert len(members.list_members(office)) == 10
    # The card says how it ended, and offers no more turns.
    assert "giải thể (Quyết định số 54-QĐ/ĐU)" in page.top().over.label.text()
    assert not page.top().turns.isVisible()


def test_cells_are_moved_together(open_page, office, villages, qtbot):
    page = open_page()
    choose(page, *(village.id for village in villages))
    move = turn(page, "Chuyển trực thuộc…")
    write(qtbot, move.form, "on", "01/10/2026")
    write(qtbot, move.form, "to_parent", "Đảng bộ Ủy ban nhân dân xã Ví Dụ")
    qtbot.mouseClick(move.save_button, Qt.MouseButton.LeftButton)
    assert set(cell_parents.parents_now(office).values()) == {"Đảng bộ Ủy ban nhân dân xã Ví Dụ"}
    assert acts(office)[-1] == "Chuyển 2 chi bộ về trực thuộc Đảng bộ Ủy ban nhân dân xã Ví Dụ"
    assert "trực thuộc Đảng bộ Ủy ban nhân dân xã Ví Dụ" in page.top()._summary.text()


def test_what_is_amiss_is_said_by_the_same_sentences_on_the_list_and_on_the_card(open_page, office, villages):
    one = villages[0]
    draft = cell_forms.cell_draft(office, one.id)
    cell_forms.save_cell(office, replace(draft, posts=draft.posts[1:]))
    with office.work("test", "Hai đảng viên đi") as session:
        for member_id in one.people[1:3]:
            session.get(Member, member_id).statuses[-1].to_on = date(2026, 10, 1)
    page = open_page()
    row = next(row for row in page.list.table.rows.shown() if row.id == one.id)
    assert row.warnings == (
        "Chi bộ chỉ có 2 đảng viên chính thức, Điều lệ cần ít nhất 3.",
        "Chi bộ chưa có bí thư.",
        "Chi ủy mới có 1 đồng chí, cần ít nhất 3.",
        "Chưa có đảng ủy viên phụ trách chi bộ.",
    )
    page.open_item(one.id)
    assert page.top().amiss.label.text() == " ".join(row.warnings)


def test_a_turn_of_one_cell_wants_one_to_be_marked(open_page, villages):
    page = open_page("")
    choose(page, *(village.id for village in villages))
    turn(page, "Chia tách…")
    assert page.top() is page.list
    assert page._shell.asking.asked == ["Hãy chọn một chi bộ trong bảng trước."]


def test_the_menu_of_a_row_offers_what_fits_the_marked_cells(open_page, villages):
    page = open_page()
    choose(page, *(village.id for village in villages))
    menu = QMenu(page)
    page.list._fill_more(menu)
    words = [action.text() for action in menu.actions()]
    assert "Sáp nhập…" in words
    assert "Giải thể…" not in words


def test_ended_cells_are_shown_on_demand_and_opened_with_the_way_to_their_heirs(open_page, office, villages, qtbot):
    one, two = villages
    page = open_page()
    choose(page, one.id, two.id)
    merge = turn(page, "Sáp nhập…")
    write(qtbot, merge.form, "on", "01/10/2026")
    write(qtbot, merge.form, "name", "Chi bộ thôn Mẫu Đông")
    merge.form.save()
    page.pop_all()
    page.refresh()
    assert [row.name for row in page.list.table.rows.shown()] == ["Chi bộ thôn Mẫu Đông"]
    page.list.filter.press(_OVER)
    page.list._apply_filter()
    assert [row.id for row in page.list.table.rows.shown()] == [one.id, two.id]
    wanted = []
    page._shell.wanted.connect(lambda *found: wanted.append(found))
    page.open_item(one.id)
    assert "Chi bộ kết thúc hoạt động từ ngày 01/10/2026" in page.top().over.label.text()
    qtbot.mouseClick(page.top().heir_button, Qt.MouseButton.LeftButton)
    assert wanted == [("cells", cells.list_cells(office)[0].id)]


def test_a_kin_of_the_line_of_life_opens_at_a_press(open_page, office, villages, qtbot):
    one, two = villages
    page = open_page()
    choose(page, one.id, two.id)
    merge = turn(page, "Sáp nhập…")
    write(qtbot, merge.form, "on", "01/10/2026")
    write(qtbot, merge.form, "name", "Chi bộ thôn Mẫu Đông")
    merge.form.save()
    wanted = []
    page._shell.wanted.connect(lambda *found: wanted.append(found))
    buttons = {b.text(): b for b in page.top().form.life.findChildren(QPushButton)}
    buttons["Mở Chi bộ thôn Mẫu 2"].click()
    assert wanted == [("cells", two.id)]


def test_who_was_in_charge_before_stays_readable_on_the_card(open_page, office, villages):
    from bontot_desktop.db.models.cells import InCharge
    from bontot_desktop.db.models.office import Person

    with office.work("test", "Phụ trách") as session:
        person = Person(full_name="Trần Phụ Trách", title="Đảng ủy viên")
        session.add(person)
        session.flush()
        session.add(
            InCharge(
                cell_id=villages[0].id,
                person_id=person.id,
                from_on=date(2025, 7, 1),
                to_on=date(2026, 6, 30),
            )
        )
    page = open_page()
    page.open_item(villages[0].id)
    words = page.top().form._charges.text()
    assert words == "Phụ trách trước đây: Trần Phụ Trách (từ 01/07/2025 đến 30/06/2026)."
    assert cell_forms.cell_draft(office, villages[0].id).in_charge_id is None


def test_every_turn_has_its_window(open_page, villages):
    page = open_page(*[DROP] * 4)
    rows = cells.list_cells(page._shell.office)[:1]
    for key, _ in opening.TURNS:
        page.open_turn(key, rows)
        assert page.top().verb in page.top().title() or key == opening.MOVE
        assert page.pop()
