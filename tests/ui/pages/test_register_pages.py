"""Chi bộ and Đảng viên: lists that filter, forms that save, and a workbook taken from the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPushButton

from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.meetings import MeetingFormat, MeetingState, MeetingType
from bontot_desktop.rules.member_acts import MemberAct
from bontot_desktop.rules.members import Gender, MemberStatus
from bontot_desktop.services import cell_forms, cells, drafts, importing, member_forms, member_records, members
from bontot_desktop.ui.asking import DROP, SAVE, STAY
from bontot_desktop.ui.forms.member_act import ActDialog
from bontot_desktop.ui.pages.cell_page import FROM_A_DAY, ONLY_A_SLIP
from bontot_desktop.ui.pages.cells import CellsPage
from bontot_desktop.ui.pages.members import MembersPage
from bontot_desktop.ui.tables.filters import ColumnFilter
from tests.register_office import SAMPLE_BOOK, acts, make_office
from tests.unikey import type_like_unikey


@pytest.fixture
def empty(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def office(empty):
    importing.apply(empty, importing.plan(empty, importing.read(SAMPLE_BOOK)))
    return empty


def names(page) -> list[str]:
    return [row.name if hasattr(row, "name") else row.full_name for row in page.list.table.rows.shown()]


def press(page, words: str) -> None:
    button = next(b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisibleTo(page))
    button.click()


# The lists ----------------------------------------------------------------------------------------------------------


def test_empty_lists_say_how_to_begin(open_page, empty):
    for kind in (CellsPage, MembersPage):
        page = open_page(kind, empty)
        assert page.list.box.is_empty()
        assert "Nhập danh bạ Excel" in page.list.box.empty.label.text()


def test_the_list_of_cells_is_filtered_with_and_without_marks_and_by_group(open_page, office, qtbot):
    page = open_page(CellsPage, office)
    type_like_unikey(qtbot, page.list.filter.field, "thôn Mẫu Đông")
    qtbot.waitUntil(lambda: names(page) == ["Chi bộ thôn Mẫu Đông"])
    page.list.filter.field.clear()
    qtbot.keyClicks(page.list.filter.field, "tieu hoc")
    qtbot.waitUntil(lambda: names(page) == ["Chi bộ Trường Tiểu học Ví Dụ"])
    page.list.filter.field.clear()
    page.list.filter.field.ask()
    press(page, "Nông thôn")
    assert len(names(page)) == 4


def test_the_list_of_members_is_filtered_by_name_card_status_and_cell(open_page, office, qtbot):
    page = open_page(MembersPage, office)
    everybody = members.list_members(office)
    someone = everybody[7]
    type_like_unikey(qtbot, page.list.filter.field, someone.full_name)
    qtbot.waitUntil(lambda: names(page) == [someone.full_name])
    page.list.filter.field.clear()
    qtbot.keyClicks(page.list.filter.field, someone.card_no)
    qtbot.waitUntil(lambda: names(page) == [someone.full_name])
    page.list.filter.field.clear()
    page.list.filter.field.ask()
    press(page, "Dự bị")
    assert len(names(page)) == sum(row.status is MemberStatus.PROBATIONARY for row in everybody)
    page.open_item(("cell", someone.cell_id))
    assert len(names(page)) == sum(row.cell_id == someone.cell_id for row in everybody)


def test_the_tables_keep_the_promises_of_a_model(open_page, office, qtmodeltester):
    for kind in (CellsPage, MembersPage):
        qtmodeltester.check(open_page(kind, office).list.table.rows)


def test_enter_opens_the_row_and_escape_goes_back(open_page, office, qtbot):
    page = open_page(CellsPage, office)
    table = page.list.table
    assert isinstance(table, QAbstractItemView)
    table.select(cells.list_cells(office)[2].id)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert page.top().title() == "Chi bộ thôn Mẫu 1"
    page.back()
    assert page.top() is page.list


# A cell -------------------------------------------------------------------------------------------------------------


def test_a_cell_is_added_by_typing_its_name(open_page, empty, qtbot):
    page = open_page(CellsPage, empty)
    page.open_item(None)
    form = page.top().form
    type_like_unikey(qtbot, form.field("name"), "Chi bộ thôn Đông Mẫu")
    qtbot.keyClicks(form.field("fixed_day"), "3")
    qtbot.keyClicks(form.field("usual_time"), "19h30")
    type_like_unikey(qtbot, form.field("usual_place"), "Nhà văn hóa thôn Đông Mẫu")
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    (row,) = cells.list_cells(empty)
    assert (row.name, row.code, row.fixed_day) == ("Chi bộ thôn Đông Mẫu", "CB01", 3)
    assert row.usual_place == "Nhà văn hóa thôn Đông Mẫu"
    assert page.top().title() == "Chi bộ thôn Đông Mẫu"
    assert names(page) == ["Chi bộ thôn Đông Mẫu"]


def test_a_cell_without_a_name_is_refused_under_the_field(open_page, empty):
    page = open_page(CellsPage, empty)
    page.open_item(None)
    page.top().form.save()
    assert "Chưa có tên chi bộ" in page.top().form._fields["name"][1].problem()
    assert cells.list_cells(empty) == []


def test_a_changed_name_asks_since_when_and_keeps_the_old_one(open_page, office, qtbot):
    page = open_page(CellsPage, office)
    cell_id = cells.list_cells(office)[2].id
    page.open_item(cell_id)
    form = page.top().form
    assert not form.rename_group.isVisibleTo(page)
    name = form.field("name")
    name.selectAll()
    type_like_unikey(qtbot, name, "Chi bộ thôn Mẫu Mới")
    form.field("code").setFocus()
    assert form.rename_group.isVisibleTo(page)
    qtbot.keyClicks(form.field("renamed_on"), "300926")
    form.save()
    assert {row.name for row in cells.list_cells(office) if row.id == cell_id} == {"Chi bộ thôn Mẫu Mới"}
    before = cells.list_cells(office, day=date(2026, 9, 29))
    assert {row.name for row in before if row.id == cell_id} == {"Chi bộ thôn Mẫu 1"}
    assert "Chi bộ thôn Mẫu 1 (đến 29/09/2026)" in page.top().form._old_names.text()


def test_a_new_name_without_a_day_is_asked_about_where_minutes_would_bear_it(open_page, office):
    row = next(row for row in cells.list_cells(office) if row.code == "VT01")
    with office.work("test", "Biên bản đã thông qua") as session:
        meeting = Meeting(cell_id=row.id, year=2026, month=1, type=MeetingType.REGULAR, format=MeetingFormat.IN_PERSON)
        meeting.state, meeting.held_on = MeetingState.APPROVED, date(2026, 1, 4)
        session.add(meeting)
    page = open_page(CellsPage, office, STAY, FROM_A_DAY, ONLY_A_SLIP)
    page.open_item(row.id)
    form = page.top().form
    form.field("name").set_value("Chi bộ thôn Mẫu Mới")
    for _ in range(2):
        form.save()
        assert next(cell.name for cell in cells.list_cells(office) if cell.id == row.id) == row.name
    assert form.rename_group.isVisibleTo(page)
    form.save()
    assert next(cell.name for cell in cells.list_cells(office) if cell.id == row.id) == "Chi bộ thôn Mẫu Mới"


def test_officers_are_added_by_any_part_of_their_name(open_page, office, qtbot):
    page = open_page(CellsPage, office)
    row = next(row for row in cells.list_cells(office) if row.code == "VT01")
    page.open_item(row.id)
    posts = page.top().form.posts
    someone = members.list_members(office, cell_id=row.id)[0]
    before = len(posts)
    qtbot.mouseClick(posts.add_button, Qt.MouseButton.LeftButton)
    type_like_unikey(qtbot, posts.field(before, "member_id"), someone.full_name)
    qtbot.keyClick(posts.field(before, "member_id"), Qt.Key.Key_Tab)
    posts.field(before, "post").set_value(CellPost.DEPUTY)
    page.top().form.save()
    held = next(one for one in members.list_members(office, cell_id=row.id) if one.id == someone.id)
    assert CellPost.DEPUTY.label in held.post


def test_a_second_secretary_is_refused_beside_the_posts(open_page, office):
    page = open_page(CellsPage, office)
    row = cells.list_cells(office)[2]
    other = next(m for m in members.list_members(office, cell_id=row.id) if not m.post)
    page.open_item(row.id)
    form = page.top().form
    form.posts.set_value((*form.posts.value(), cell_forms.PostLine(None, other.id, "", CellPost.SECRETARY)))
    form.save()
    assert "chỉ có một bí thư" in form._fields["posts"][1].problem()
    assert cells.list_cells(office)[2].secretary == row.secretary
    form.forget()


def test_a_line_taken_away_is_gone_after_saving(open_page, office, qtbot):
    page = open_page(CellsPage, office)
    row = cells.list_cells(office)[2]
    page.open_item(row.id)
    posts = page.top().form.posts
    before = len(posts)
    qtbot.mouseClick(posts.findChild(QPushButton, f"remove.{before - 1}"), Qt.MouseButton.LeftButton)
    page.top().form.save()
    assert len(cell_forms.cell_draft(office, row.id).posts) == before - 1


# Leaving and kept typing ---------------------------------------------------------------------------------------------


def typed_page(open_page, office, qtbot, *answers):
    page = open_page(CellsPage, office, *answers)
    page.open_item(cells.list_cells(office)[2].id)
    qtbot.keyClicks(page.top().form.field("usual_place"), " moi")
    return page


def test_leaving_unsaved_typing_is_asked_about(open_page, office, qtbot):
    page = typed_page(open_page, office, qtbot, STAY, SAVE)
    assert not page.pop()
    assert page.pop()
    assert "moi" in cells.list_cells(office)[2].usual_place


def test_dropped_typing_is_gone(open_page, office, qtbot):
    page = typed_page(open_page, office, qtbot, DROP)
    before = acts(office)
    assert page.pop()
    assert acts(office) == before
    assert "moi" not in cells.list_cells(office)[2].usual_place


def test_typing_that_rested_is_offered_again_after_a_kill(open_page, office, qtbot):
    page = typed_page(open_page, office, qtbot)
    typed = page.top().form.field("usual_place").value()
    page.top().form._rest.stop()
    page.top().form.idle.emit()
    again = open_page(CellsPage, office)
    again.open_item(cells.list_cells(office)[2].id)
    assert "gõ dở lúc 09:00 ngày 21/11/2026" in again.top().kept.bar.label.text()
    press(again, "Tiếp tục")
    assert again.top().form.field("usual_place").value() == typed
    again.top().form.save()
    assert cells.list_cells(office)[2].usual_place == typed
    assert drafts.all_kept(office) == []


def test_the_next_cell_is_shown_on_the_same_page_with_nothing_of_the_one_before(open_page, office, qtbot):
    page = typed_page(open_page, office, qtbot, DROP)
    before = page.top()
    other = cells.list_cells(office)[0]
    page.open_item(other.id)
    assert page.top() is before
    assert (before.title(), before.form.field("name").value()) == (other.name, other.name)
    assert not before.form.is_edited()
    assert before.form.field("usual_place").value() == other.usual_place
    before.form.field("usual_place").setText("Hội trường")
    before.form.save()
    assert {row.id: row.usual_place for row in cells.list_cells(office)}[other.id] == "Hội trường"
    page.open_item(None)
    assert page.top() is not before
    assert page.top().form.field("name").value() == ""


# A member -----------------------------------------------------------------------------------------------------------


def test_a_member_is_added_by_typing(open_page, office, qtbot):
    page = open_page(MembersPage, office)
    page.open_item(None)
    form = page.top().form
    type_like_unikey(qtbot, form.field("full_name"), "Nguyễn Thị Ước Mẫu")
    for field, keys in (("birth_on", "6/5/99"), ("admitted_on", "03022026"), ("card_no", "00123456")):
        qtbot.keyClicks(form.field(field), keys)
    type_like_unikey(qtbot, form.field("start_cell_id"), "thôn Mẫu 2")
    qtbot.keyClick(form.field("start_cell_id"), Qt.Key.Key_Tab)
    form.field("start_status").set_value(MemberStatus.PROBATIONARY)
    form.save()
    row = next(row for row in members.list_members(office) if row.full_name == "Nguyễn Thị Ước Mẫu")
    assert (row.birth_on, row.admitted_on, row.card_no) == (date(1999, 5, 6), date(2026, 2, 3), "00123456")
    assert (row.cell, row.status) == ("Chi bộ thôn Mẫu 2", MemberStatus.PROBATIONARY)
    assert page.top() is page.list
    assert page.list.table.current_row().full_name == "Nguyễn Thị Ước Mẫu"


def test_what_looks_wrong_of_a_new_member_is_said_beside_the_field_and_after_saving(open_page, office, qtbot):
    page = open_page(MembersPage, office)
    page.open_item(None)
    form = page.top().form
    type_like_unikey(qtbot, form.field("full_name"), "Nguyễn Thị Ước Mẫu")
    form.field("gender").set_value(Gender.FEMALE)
    qtbot.keyClicks(form.field("card_no"), "0012345")
    form.idle.emit()
    assert "thiếu số 0" in form._fields["card_no"][1].doubt()
    assert form._fields["gender"][1].doubt() == ""
    form.field("start_cell_id").set_value(1)
    with qtbot.waitSignal(page._shell.announced) as told:
        form.save()
    assert "là 00012345?" in told.args[0]


def test_an_empty_form_of_a_member_says_what_is_missing(open_page, office):
    page = open_page(MembersPage, office)
    page.open_item(None)
    page.top().form.save()
    fields = page.top().form._fields
    assert fields["full_name"][1].problem() == "Chưa có họ tên đảng viên."
    assert fields["start_cell_id"][1].problem() == "Chưa ghi đảng viên sinh hoạt ở chi bộ nào."


def test_becoming_full_ends_the_probation_by_itself(open_page, office):
    page = open_page(MembersPage, office)
    row = next(row for row in members.list_members(office) if row.status is MemberStatus.PROBATIONARY)
    member_forms.save_facts(office, replace(member_forms.member_draft(office, row.id), admitted_on=date(2025, 11, 1)))
    page.open_item(row.id)
    assert not page.top().form.field("official_on").isEnabled()
    dialog = page.top().start_act(MemberAct.MAKE_FULL)
    dialog.form.field("official_on").set_value(date(2026, 11, 1))
    dialog.form.field("decision_on").set_value(date(2026, 11, 1))
    dialog.form.save()
    saved = member_forms.member_draft(office, row.id).statuses
    assert [(line.status, line.to_on) for line in saved] == [
        (MemberStatus.PROBATIONARY, date(2026, 10, 31)),
        (MemberStatus.FULL, None),
    ]
    assert page.top().life.table.rows.rowCount() == 2


def test_a_member_is_taken_off_the_list_with_a_reason_and_brought_back(open_page, office):
    page = open_page(MembersPage, office)
    row = members.list_members(office)[0]
    page.open_item(row.id)
    dialog = page.top().start_act(MemberAct.MOVE_AWAY)
    dialog.form.save()
    assert "nơi nào" in dialog.form._fields["counterpart"][1].problem()
    dialog.form.field("counterpart").set_value("Đảng bộ phường Ngoài Ví Dụ")
    dialog.form.save()
    assert row.id not in {member.id for member in members.list_members(office)}
    assert "Đảng bộ phường Ngoài Ví Dụ" in page.top().gone.label.text()
    press(page, "Đưa trở lại")
    assert row.id in {member.id for member in members.list_members(office)}


def test_a_page_that_hears_of_changes_looks_again(open_page, office):
    page = open_page(CellsPage, office)
    cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name="Chi bộ thôn Mẫu 9"))
    page.changed(Changes.everything())
    assert "Chi bộ thôn Mẫu 9" in names(page)


def test_a_page_that_was_made_ahead_is_not_seen_until_it_is_opened(open_page, office):
    for kind, rows in ((CellsPage, cells.list_cells), (MembersPage, members.list_members)):
        page = open_page(kind, office)
        page.hide()
        for step in page.steps_ahead():
            step()
        page.show()
        assert not page._record.isVisible()
        page.open_item(rows(office)[0].id)
        assert page._record.isVisible()


def test_the_next_member_is_shown_on_the_same_page_with_nothing_of_the_one_before(open_page, office):
    page = open_page(MembersPage, office)
    first, second = members.list_members(office)[:2]
    page.open_item(first.id)
    record = page.top()
    record.open_section("records")
    record.records.duties.add()
    record.records.duties.field(0, "duty").setText("Phụ trách tổ")
    record.records.save()
    record.open_section("life")
    record.life.table.narrow("Chi bộ", ColumnFilter(values=frozenset({"không có"})))
    assert record.life.table.rows.shown() == []
    assert page.pop()
    page.open_item(second.id)
    assert page.top() is record
    assert (record.title(), record.section()) == (second.full_name, "facts")
    assert record.life.table.rows.shown()
    record.open_section("records")
    assert record.records.draft().member_id == second.id
    assert len(record.records.duties) == len(member_records.load(office, second.id).duties)
    assert page.pop()
    page.open_item(first.id)
    record.open_section("records")
    assert "Phụ trách tổ" in [line.duty for line in record.records.draft().duties]


def test_several_selected_members_are_exempted_in_one_window(open_page, office, qtbot):
    page = open_page(MembersPage, office)
    chosen = [row.id for row in page.list.table.rows.shown() if row.status is MemberStatus.FULL][:3]
    page.list.act_together(MemberAct.EXEMPT, chosen)
    window = page.findChild(ActDialog) or next(w for w in QApplication.topLevelWidgets() if isinstance(w, ActDialog))
    assert window.windowTitle() == "Miễn công tác và sinh hoạt: 3 đảng viên"
    window.form.save()
    qtbot.waitUntil(lambda: not window.isVisible())
    exempt = {row.id for row in members.list_members(office) if row.status is MemberStatus.EXEMPT}
    assert set(chosen) <= exempt
