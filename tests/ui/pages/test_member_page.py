"""The page of one member: acts from its menu, the line of statuses, records, and leaving with typing unsaved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton

from bontot_desktop.rules.member_acts import MemberAct
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import (
    badges,
    cell_forms,
    member_acts,
    member_forms,
    member_records,
    member_removal,
    members,
)
from bontot_desktop.services.member_forms import MemberDraft
from bontot_desktop.services.member_records import AwardLine, RecordsDraft
from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.forms.member_act import ActDialog
from bontot_desktop.ui.pages.member_badges import BadgesPage
from bontot_desktop.ui.pages.member_page import FACTS, LIFE, RECORDS, WORK
from bontot_desktop.ui.pages.members import MembersPage
from tests.register_office import make_office
from tests.unikey import type_like_unikey


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    for number in (1, 2):
        cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name=f"Chi bộ thôn Mẫu {number}"))
    for name, status, admitted, official in (
        ("Nguyễn Văn Ví Dụ", MemberStatus.FULL, date(1996, 9, 2), date(1997, 9, 2)),
        ("Trần Thị Dự Bị", MemberStatus.PROBATIONARY, date(2025, 3, 3), None),
    ):
        draft = MemberDraft(full_name=name, birth_on=date(1970, 1, 1), admitted_on=admitted, official_on=official)
        member_forms.save_member(office, member_forms.entering(draft, status, 1))
    yield office
    office.close()


@pytest.fixture
def open_page(open_page):
    """Open the card of a member, or with no member the page itself."""

    def opened(office, member_id, *answers, kind=MembersPage):
        page = open_page(kind, office, *answers)
        if member_id is not None:
            page.open_item(member_id)
        return page

    return opened


def words(page) -> list[str]:
    return [action.text() for action in page.acts_button.menu().actions() if action.text()]


def status_of(office, member_id):
    return next(row.status for row in members.list_members(office) if row.id == member_id)


def test_the_menu_offers_only_what_makes_sense_today(office, open_page):
    page = open_page(office, 1).top()
    assert "Công nhận chính thức…" not in words(page)
    assert "Trở lại sinh hoạt…" not in words(page)
    assert "Miễn công tác và sinh hoạt…" in words(page)
    member_acts.record(office, replace(member_acts.start(office, 1, MemberAct.EXEMPT), reason="tuổi cao"))
    page.refresh()
    assert "Trở lại sinh hoạt…" in words(page)
    assert "Miễn công tác và sinh hoạt…" not in words(page)


def test_an_act_says_what_it_means_and_shows_on_the_page(office, open_page, qtbot):
    page = open_page(office, 1).top()
    dialog = page.start_act(MemberAct.EXEMPT)
    assert isinstance(dialog, ActDialog)
    assert "Từ 21/11/2026 không tính vào số phải dự họp" in dialog.meaning.label.text()
    type_like_unikey(qtbot, dialog.form.field("reason"), "tuổi cao, sức khỏe yếu")
    dialog.form.field("decision_no").set_value("07-NQ/CB")
    dialog.form.save()
    assert status_of(office, 1) is MemberStatus.EXEMPT
    assert "cuối năm không đánh giá" in page.effect.text()
    page.open_section(LIFE)
    first = page.life.table.rows.shown()[0]
    assert first.told == "tuổi cao, sức khỏe yếu; số 07-NQ/CB"


def test_a_refused_act_stays_open_with_the_sentence_under_the_day(office, open_page):
    page = open_page(office, 1).top()
    dialog = page.start_act(MemberAct.SUSPEND)
    dialog.form.field("from_on").set_value(date(1990, 1, 1))
    dialog.form.save()
    assert "chưa (không còn) ở chi bộ nào" in dialog.form._fields["from_on"][1].problem()
    assert dialog.saved is None
    dialog.reject()


def test_a_probation_past_its_twelve_months_leads_to_the_act(office, open_page):
    page = open_page(office, 2).top()
    assert page.probation.label.text() == "Quá hạn xét chính thức (hết 12 tháng ngày 03/03/2026)."
    assert not page.form.field("official_on").isEnabled()
    dialog = page.start_act(MemberAct.MAKE_FULL)
    dialog.form.field("decision_on").set_value(date(2026, 4, 6))
    dialog._say_meaning()
    assert "Từ 06/04/2026 có quyền biểu quyết" in dialog.meaning.label.text()
    dialog.form.save()
    assert status_of(office, 2) is MemberStatus.FULL
    assert not page.probation.isVisibleTo(page)
    assert page.form.field("official_on").value() == date(2026, 3, 3)


def test_a_line_entered_wrongly_is_corrected_by_opening_it_and_posts_are_not(office, open_page):
    stack = open_page(office, 1, "Bỏ dòng này")
    page = stack.top()
    member_acts.record(office, member_acts.start(office, 1, MemberAct.EXEMPT))
    page.refresh()
    line = member_forms.member_draft(office, 1).statuses[-1]
    dialog = page.open_line(("status", line.id))
    dialog.form.field("reason").set_value("nghỉ thai sản")
    dialog.form.save()
    assert member_forms.member_draft(office, 1).statuses[-1].reason == "nghỉ thai sản"
    page.open_line(("status", line.id)).drop()
    assert status_of(office, 1) is MemberStatus.FULL
    assert page.open_line(("post", 1)) is None


def test_duties_awards_and_discipline_are_typed_in_lists_and_saved_together(office, open_page):
    page = open_page(office, 1).top()
    page.open_section(RECORDS)
    page.records.awards.add()
    page.records.awards.field(0, "years").set_value(30)
    page.records.duties.add()
    page.records.duties.field(0, "duty").set_value("Phụ trách tổ liên gia số 2")
    page.records.save()
    kept = member_records.load(office, 1)
    assert [(line.years, line.title) for line in kept.awards] == [(30, "Huy hiệu 30 năm tuổi Đảng")]
    assert kept.duties[0].duty == "Phụ trách tổ liên gia số 2"
    page.records.penalties.add()
    page.records.save()
    assert "chưa ghi ngày quyết định" in page.records._fields["penalties"][1].problem()
    page.records.forget()


def test_typing_in_the_lists_is_asked_about_before_another_part_is_shown(office, open_page):
    page = open_page(office, 1, SAVE, DROP).top()
    page.open_section(RECORDS)
    for place, duty in enumerate(("Dạy hát", "Đi chợ")):
        page.records.duties.add()
        page.records.duties.field(place, "duty").set_value(duty)
        page._section_asked(3)
        assert page.section() == WORK
        page.open_section(RECORDS)
    assert [line.duty for line in member_records.load(office, 1).duties] == ["Dạy hát"]


def test_the_card_says_how_often_the_member_came_and_which_papers_name_them(office, open_page):
    page = open_page(office, 1).top()
    page.open_section(WORK)
    assert "chưa có buổi sinh hoạt nào" in page.work.attended.text()
    assert page.work.box.is_empty()


def test_a_member_entered_by_mistake_is_erased_and_the_list_is_shown(office, open_page):
    stack = open_page(office, 2, "Xóa hồ sơ")
    stack.top().erase()
    assert stack.top() is stack.list
    assert [row.id for row in members.list_members(office)] == [1]


def test_who_stands_in_a_post_is_not_erased(office, open_page):
    draft = cell_forms.cell_draft(office, 1)
    post = cell_forms.PostLine(None, 1, "", cell_forms.CellPost.SECRETARY)
    cell_forms.save_cell(office, replace(draft, posts=(post,)))
    stack = open_page(office, 1, "Xóa hồ sơ")
    stack.top().erase()
    assert "chức vụ chi bộ" in stack.top()._shell.asking.asked[-1]
    assert len(members.list_members(office)) == 2


def test_a_page_whose_member_is_gone_says_so_and_comes_back_with_the_undo(office, open_page):
    page = open_page(office, 2).top()
    member_removal.erase(office, 2)
    page.refresh()
    assert "Không còn đảng viên này" in page.missing.label.text()
    assert not page._stack.isVisibleTo(page)


def test_the_list_of_badges_notes_the_ticked_as_given(office, open_page):
    page = open_page(office, None, kind=BadgesPage)
    (row,) = page.table.rows.shown()
    assert (row.full_name, row.years, row.given_on) == ("Nguyễn Văn Ví Dụ", 30, date(2026, 9, 2))
    page.table.rows.tick([row.id], True)
    dialog = page.note_given()
    dialog.form.field("decision_on").set_value(date(2026, 8, 25))
    dialog.form.field("decision_no").set_value("125-QĐ/TU")
    dialog.form.save()
    assert page.table.rows.shown()[0].is_given
    assert page.note_given() is None


def test_years_and_days_of_badges_are_the_offices_own(office, open_page):
    page = open_page(office, None, kind=BadgesPage)
    dialog = page.open_settings()
    assert dialog.form.field("days").value() == "03/02, 19/5, 02/9, 07/11"
    dialog.form.field("days").set_value("03/02, 31/4")
    dialog.form.save()
    assert "“31/4” không phải ngày" in dialog.form._fields["days"][1].problem()
    dialog.form.field("days").set_value("7-11")
    dialog.form.save()
    assert page.table.rows.shown()[0].given_on == date(2026, 11, 7)


def test_a_badge_already_noted_is_not_noted_twice(office):
    member_records.save(office, RecordsDraft(1, awards=(AwardLine(years=30),)))
    (row,) = badges.of_year(office, 2026)
    assert row.is_given
    badges.note_given(office, [row.id], badges.GivenDraft(decision_on=date(2026, 9, 2)))
    assert len(member_records.load(office, 1).awards) == 1


def test_the_chips_that_ask_for_a_reason_show_it_beside_the_name_and_give_the_columns_back(office, open_page):
    member_acts.record(office, replace(member_acts.start(office, 1, MemberAct.DIED), from_on=date(2026, 8, 1)))
    page = open_page(office, None).list
    usual = page.table.arrangement().columns
    for chip, note in (("probation", "quá hạn xét chính thức"), ("withdrawn", "ra khỏi danh sách từ 01/08/2026")):
        page.filter.press(chip)
        page.filter.tell()
        assert "Lưu ý" in page.table.arrangement().columns
        (row,) = page.table.rows.shown()
        last = page.table.rows.columns[-1]
        assert last.show(row).startswith(note)
    page.filter.press(None)
    page.filter.tell()
    assert page.table.arrangement().columns == usual


def test_after_a_new_member_the_cursor_stands_on_the_new_row(office, open_page, qtbot):
    page = open_page(office, None)
    page.list.filter.field.setText("không ai tên thế")
    page.open_item(None)
    form = page.top().form
    form.field("full_name").set_value("Lê Thị Mới")
    form.field("start_cell_id").set_value(2)
    form.save()
    assert page.top() is page.list
    assert page.list.table.current_row().full_name == "Lê Thị Mới"
    qtbot.waitUntil(page.list.table.hasFocus)


def test_another_member_of_the_same_cell_follows_at_once(office, open_page):
    page = open_page(office, None)
    page.open_item(None)
    first = page.top()
    first.form.field("full_name").set_value("Lê Thị Mới")
    first.form.field("start_cell_id").set_value(2)
    first.save_and_enter_another()
    assert page.top() is not first
    assert (page.top().form.draft().full_name, page.top().form.draft().start_cell_id) == ("", 2)
    assert [row.full_name for row in members.list_members(office, cell_id=2)] == ["Lê Thị Mới"]


def test_a_refused_member_stays_in_its_form(office, open_page):
    page = open_page(office, None)
    page.open_item(None)
    page.top().save_and_enter_another()
    assert page.top().form._fields["full_name"][1].problem() == "Chưa có họ tên đảng viên."
    assert page.top().form.draft().start_cell_id is None


def test_who_was_expelled_is_admitted_anew_from_the_card_and_the_time_out_opens_from_the_line(office, open_page):
    page = open_page(office, 1).top()
    out = replace(member_acts.start(office, 1, MemberAct.EXPEL), from_on=date(2020, 1, 1))
    member_acts.record(office, out)
    page.refresh()
    assert "Kết nạp lại…" in words(page)
    dialog = page.start_act(MemberAct.READMIT)
    dialog.form.field("cell_id").set_value(2)
    dialog.form.save()
    assert status_of(office, 1) is MemberStatus.PROBATIONARY
    page.open_section(LIFE)
    line = next(line for line in page.life.table.rows.shown() if line.id[0] == "break")
    page.open_line(line.id)
    assert page.section() == RECORDS
    assert page.records.breaks.field(0, "reason").value() == "khai trừ"


def test_the_chosen_members_are_printed_as_the_offices_list(office, open_page):
    page = open_page(office, None)
    page.list.table.selectAll()
    window = page.list.print_list()
    assert window.about.value() == "đảng viên Chi bộ thôn Mẫu 1"
    before = window._pdf
    window.about.set_value("đảng viên dự lớp bồi dưỡng")
    window.about.left.emit()
    assert window._pdf != before
    window.reject()


def test_the_badges_of_the_year_are_printed_as_a_list(office, open_page):
    page = open_page(office, None, kind=BadgesPage)
    window = page.print_list()
    assert window.about.value() == "đảng viên đề nghị tặng Huy hiệu Đảng đợt 02/9/2026"
    window.reject()


def test_what_the_list_warns_of_stands_on_the_card_with_the_button_that_mends_it(office, open_page, qtbot):
    member_forms.save_member(office, MemberDraft(full_name="Lê Thị Thiếu Ngày", start_cell_id=1))
    page = open_page(office, 3).top()
    page.activateWindow()
    assert page.amiss.label.text().startswith("Cần xem lại: thiếu ngày vào Đảng")
    page.open_section(LIFE)
    button = next(one for one in page.amiss.findChildren(QPushButton) if one.text() == "Ghi ngày sinh")
    button.click()
    assert page.section() == FACTS
    qtbot.waitUntil(page.form.field("birth_on").hasFocus)
    for name, day in (("birth_on", date(1970, 1, 1)), ("admitted_on", date(2000, 1, 1))):
        page.form.field(name).set_value(day)
    page.form.field("official_on").set_value(date(2001, 1, 1))
    page.form.save()
    assert page.amiss.isHidden()
