"""The page of one meeting: what it shows, what it says of bad input, how it saves, and that it fits small screens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton

from bontot_desktop.errors import Problem
from bontot_desktop.rules.meetings import Attendance, MeetingState, MeetingType
from bontot_desktop.services import drafts, history, meetings, months, petitions, seeding, undo
from bontot_desktop.ui.asking import DROP, AnswerWith
from bontot_desktop.ui.main_window import MainWindow
from bontot_desktop.ui.pages.meetings.parts import Part
from bontot_desktop.ui.pages.registry import entry
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests.meeting_office import NOW, approved, cell_id, filled, make_office
from tests.room import what_is_cut
from tests.unikey import type_like_unikey


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    with office.work("test", "Bảng điểm") as session:
        seeding.plant(session)
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


@pytest.fixture
def window(qtbot, shell):
    window = MainWindow(shell, [entry("meetings"), entry("cells")])
    qtbot.addWidget(window)
    shell.asking.parent = window
    window.resize(1366, 768)
    window.show()
    return window


def page_of(window, meeting_id: int):
    window.go("meetings", meeting_id)
    return window.page().top()


@pytest.mark.parametrize("kind", [MeetingType.REGULAR, MeetingType.COMBINED, MeetingType.COMMITTEE])
@pytest.mark.parametrize("room", [QSize(1366, 768), QSize(910, 512)])
def test_every_part_of_every_kind_of_meeting_fits_a_small_screen(qtbot, office, window, kind, room):
    saved = meetings.save(
        office, filled(office, kind=kind) if kind is not MeetingType.COMMITTEE else _committee(office)
    )
    window.resize(room)
    page = page_of(window, saved.id)
    for part in Part:
        page.steps.open_step(part)
        qtbot.waitUntil(lambda: what_is_cut(window, room) == [])
    assert not page.is_edited()


def _committee(office):
    draft = meetings.start(office, cell_id(office), MeetingType.COMMITTEE, 2026, 3, date(2026, 3, 1))
    return replace(draft, ends_at=time(20, 30), minute_taker_id=draft.roster[1].member_id)


def test_looking_through_the_parts_changes_nothing(office, window):
    saved = meetings.save(office, filled(office, kind=MeetingType.COMBINED))
    page = page_of(window, saved.id)
    before = meetings.load(office, saved.id)
    for part in Part:
        page.steps.open_step(part)
    assert not page.is_edited()
    assert page.draft() == before


def _second(office):
    draft = meetings.start(office, cell_id(office), MeetingType.EXTRAORDINARY, 2026, 4, date(2026, 4, 2))
    return meetings.save(office, replace(draft, place="Nơi khác")).id


def test_one_meeting_after_the_other_is_shown_without_anything_of_the_one_before(qtbot, office, shell, window):
    first, second = meetings.save(office, filled(office)).id, _second(office)
    page = page_of(window, first)
    for part in Part:
        page.part_page(part)
    prepare = page.part_page(Part.PREPARE)
    prepare.form.field("place").set_value("Gõ dở")
    prepare.form.edited.emit()
    prepare.form.show_problems([Problem("place", "Chưa ghi địa điểm.")])
    shell.asking = AnswerWith(DROP)
    after = page_of(window, second)
    assert after is page
    assert (page.meeting_id, page.draft()) == (second, meetings.load(office, second))
    assert page.steps.current() is Part.OPENING
    for part in Part:
        page.part_page(part)
        assert not page.is_edited()
        assert page.draft() == meetings.load(office, second)
    prepare = page.part_page(Part.PREPARE)
    assert prepare.form.field("place").value() == "Nơi khác"
    assert prepare.form._fields["place"][1].problem() == ""
    assert meetings.load(office, first).place != "Gõ dở"
    assert drafts.all_kept(office) == []
    prepare.form.field("place").set_value("Nơi mới")
    assert page.save()
    assert (meetings.load(office, second).place, meetings.load(office, first).place) == (
        "Nơi mới",
        filled(office).place,
    )


def test_a_meeting_ended_too_soon_is_asked_about_and_may_go_on(office, window):
    page = page_of(window, meetings.save(office, replace(filled(office), ends_at=None)).id)
    asking = page._shell.asking
    asking.answers = ["Bắt đầu họp", "Họp tiếp", "Kết thúc họp"]
    page.start_live()
    page.mode.end()
    assert "Buổi sinh hoạt mới họp 0 phút. Kết thúc họp?" in asking.asked[-1]
    assert page.mode.live is not None
    assert page.resume_button.isHidden()
    page.mode.end()
    assert (page.mode.live, page.draft().ends_at) == (None, NOW.time())
    assert not page.resume_button.isHidden()
    page.resume_live()
    assert page.draft().ends_at is None
    assert page.mode.live is not None
    assert page.resume_button.isHidden()
    page.mode.turn_to(page.meeting_id)


def test_a_clock_that_runs_stays_with_its_meeting(office, window):
    first, second = meetings.save(office, replace(filled(office), ends_at=None)).id, _second(office)
    page = page_of(window, first)
    page._shell.asking.answers = ["Bắt đầu họp"]
    page.start_live()
    assert "Buổi này ghi ngày 03/03/2026, không phải hôm nay." in page._shell.asking.asked[-1]
    assert page.save()
    page_of(window, second)
    assert page.mode.live is None
    assert page.mode.bar.isHidden()
    assert not page.mode.bar.timer.isActive()
    page_of(window, first)
    assert page.mode.live is not None
    assert page.mode.bar.isVisible()


def test_unfinished_typing_is_offered_at_its_own_meeting_only(qtbot, office, window):
    first, second = meetings.save(office, filled(office)).id, _second(office)
    page = page_of(window, first)
    page.put(place="Gõ dở")
    page.kept.keep()
    page.turn_to(second)
    page.refresh()
    assert not page.kept.is_offered()
    page.turn_to(first)
    page.refresh()
    assert page.kept.is_offered()
    page.kept.go_on()
    assert page.draft().place == "Gõ dở"


def test_a_page_made_ahead_shows_its_first_meeting(office, window):
    saved = meetings.save(office, filled(office))
    for step in window.steps_ahead():
        step()
    page = page_of(window, saved.id)
    assert page.draft() == meetings.load(office, saved.id)
    assert page.isVisible()
    assert not page.is_edited()


def test_what_is_typed_in_one_part_is_known_in_the_next_and_saved_whole(qtbot, office, window):
    saved = meetings.save(office, filled(office))
    page = page_of(window, saved.id)
    prepare = page.part_page(Part.PREPARE)
    place = prepare.form.field("place")
    place.selectAll()
    type_like_unikey(qtbot, place, "Nhà ông Ví Dụ")
    page.part_page(Part.OPENING).roll_call.mark(page.draft().roster[4].member_id, Attendance.ABSENT_UNEXCUSED)
    assert page.is_edited()
    assert page.save()
    stored = meetings.load(office, saved.id)
    assert (stored.place, stored.roster[4].attendance) == ("Nhà ông Ví Dụ", Attendance.ABSENT_UNEXCUSED)
    assert drafts.all_kept(office) == []


def test_problems_of_another_part_open_it_with_the_sentence_beside_the_field(office, window):
    saved = meetings.save(office, filled(office))
    page = page_of(window, saved.id)
    opening = page.part_page(Part.OPENING)
    opening.form.field("minute_taker_id").set_value(page.draft().chair_id)
    page.part_page(Part.CLOSING)
    assert not page.save()
    assert page.steps.current() is Part.OPENING
    row = opening.form._fields["minute_taker_id"][1]
    assert "hai đồng chí khác nhau" in row.problem()


def test_an_end_before_the_start_is_asked_about_once(office, shell, window):
    saved = meetings.save(office, filled(office))
    page = page_of(window, saved.id)
    closing = page.part_page(Part.CLOSING)
    closing.form.field("ends_at").set_value(time(0, 10))
    shell.asking = AnswerWith("Sửa giờ", "Qua nửa đêm")
    assert not page.save()
    assert "xin sửa lại giờ" in closing.form._fields["ends_at"][1].problem()
    assert page.save()
    assert meetings.load(office, saved.id).ends_at == time(0, 10)
    closing.form.field("breaks_min").set_value(15)
    assert page.save()
    assert len(shell.asking.asked) == 2


def test_what_looks_wrong_stands_beside_its_field_and_stops_nobody(office, window):
    saved = meetings.save(office, replace(filled(office), ends_at=time(20, 0)))
    page = page_of(window, saved.id)
    closing = page.part_page(Part.CLOSING)
    assert "quy định ít nhất 90 phút" in closing.form._fields["ends_at"][1].doubt()
    assert page.save()


def test_everything_missing_is_listed_and_each_is_a_press_away(qtbot, office, shell, window):
    saved = meetings.save(office, replace(filled(office), place="", minute_taker_id=None, sections={}))
    page = page_of(window, saved.id)
    page.part_page(Part.CLOSING)
    words = [link.text() for link in page.approval.links]
    assert words[0] == "Chưa ghi địa điểm."
    assert words[1] == "Chưa chọn thư ký."
    page.approval.links[0].click()
    assert page.steps.current() is Part.PREPARE
    assert page.part_page(Part.PREPARE).form._fields["place"][1].problem() == "Chưa ghi địa điểm."


def test_approved_minutes_are_only_looked_at_and_added_to(office, shell, window):
    page = page_of(window, approved(office))
    closing = page.part_page(Part.CLOSING)
    assert closing.form.save_button.isHidden()
    assert page.approval.approve_button.isHidden()
    assert "số 1 trong sổ năm 2026" in page.approval.state.label.text()
    page.approval.addendum_button.click()
    dialog = page.doing.dialog
    dialog.form.field("text").set_value("Số điện thoại ghi nhầm.")
    dialog.form.save()
    assert "Số điện thoại ghi nhầm." in page.approval.addenda.text()


def test_a_meeting_of_which_only_figures_were_told_becomes_full_minutes(office, window):
    told = months.load(office, 2026, 5)[0].entry
    months.save(office, 2026, 5, [replace(told, held_on=date(2026, 5, 3), expected=22, present=18)])
    meeting_id = months.load(office, 2026, 5)[0].entry.meeting_id
    page = page_of(window, meeting_id)
    assert "có mặt 18/22" in page.notice.label.text()
    page.full_button.click()
    assert page.notice.isHidden()
    assert len(page.draft().roster) == 22


def test_a_planned_meeting_is_opened_with_the_roster_of_its_day(office, window):
    draft = meetings.start(office, cell_id(office), MeetingType.REGULAR, 2026, 11, date(2026, 11, 21))
    saved = meetings.save(office, replace(draft, state=MeetingState.PLANNED))
    page = page_of(window, saved.id)
    assert page.steps.current() is Part.PREPARE
    page.begin_button.click()
    assert page.steps.current() is Part.OPENING
    assert meetings.load(office, saved.id).state is MeetingState.DRAFTED


def test_typing_is_saved_in_silence_while_the_person_goes_on(qtbot, office, window):
    saved = meetings.save(office, filled(office))
    page = page_of(window, saved.id)
    main = page.part_page(Part.MAIN)
    row = main.contributions.add()
    row.speaker.set_value(("member", page.draft().roster[6].member_id))
    type_like_unikey(qtbot, row.words, "Đồng ý")
    page._rested()
    stored = meetings.load(office, saved.id)
    assert [said.text for said in stored.contributions][-1] == "Đồng ý"
    assert row.value().id == stored.contributions[-1].id
    assert not page.is_edited()
    # The next pause comes too soon after: it is kept, not saved.
    type_like_unikey(qtbot, row.words, " ạ")
    page._rested()
    assert [said.text for said in meetings.load(office, saved.id).contributions][-1] == "Đồng ý"
    assert [draft.key for draft in drafts.all_kept(office)] == [f"meeting/{saved.id}"]
    assert page.save()
    assert len(meetings.load(office, saved.id).contributions) == 4


def test_silent_saves_are_one_line_of_the_history_until_something_else_is_done(qtbot, office, shell, window):
    saved = meetings.save(office, filled(office))
    stored, sitting = meetings.load(office, saved.id), undo.Sitting(office)
    page = page_of(window, saved.id)

    def type_on(page, *words):
        row = page.part_page(Part.MAIN).contributions.editors()[0]
        for word in words:
            type_like_unikey(qtbot, row.words, word)
            page._quiet.stop()
            page._rested()
            assert not page.is_edited()

    def lines():
        return len(history.recent(office))

    first = lines()
    type_on(page, " một", " hai", " ba")
    assert lines() == first + 1
    # A save the person asked for is an act of its own, and so is what is saved in silence after it.
    type_like_unikey(qtbot, page.part_page(Part.MAIN).contributions.editors()[0].words, " bốn")
    assert page.save()
    assert lines() == first + 2
    type_on(page, " năm", " sáu")
    assert lines() == first + 3
    # Begun anew, the program goes on with no line of before.
    other = MainWindow(shell, [entry("meetings"), entry("cells")])
    qtbot.addWidget(other)
    window.hide()
    other.show()
    type_on(page_of(other, saved.id), " bảy", " tám")
    assert lines() == first + 4
    for _ in range(4):
        undo.take_back(office, sitting.last().id)
    assert meetings.load(office, saved.id) == stored


def test_a_petition_is_written_at_the_meeting_that_raised_it(office, window):
    saved = meetings.save(office, filled(office))
    page = page_of(window, saved.id)
    page.part_page(Part.MAIN)
    page.petitions.add_button.click()
    dialog = page.petitions.dialog
    dialog.form.field("text").setPlainText("Sửa đường thôn")
    dialog.form.save()
    assert [row.text for row in petitions.of_meeting(office, saved.id)] == ["Sửa đường thôn"]
    assert "Sửa đường thôn" in page.petitions.links[0].text()


def test_a_cells_page_names_its_meetings_and_opens_them(office, window):
    saved = meetings.save(office, filled(office))
    window.go("cells", cell_id(office))
    line = window.page().top().meetings
    assert [link.text() for link in line.links] == ["03/03 thường kỳ"]
    line.links[0].click()
    assert window.page().top().meeting_id == saved.id


def test_a_new_meeting_says_why_it_cannot_be(office, shell, window):
    meetings.save(office, filled(office))
    window.go("meetings", ("new", cell_id(office)))
    dialog = window.page().dialog
    dialog.form.field("held_on").set_value(date(2026, 3, 20))
    dialog.form.save()
    words = " ".join(label.text() for label in dialog.findChildren(type(window.page().home._title)))
    assert "Chi bộ đã có kỳ sinh hoạt thường kỳ tháng 3/2026" in words
    dialog.form.field("type").set_value(MeetingType.EXTRAORDINARY)
    dialog.form.save()
    assert window.page().top().draft().type is MeetingType.EXTRAORDINARY
    assert isinstance(window.page().top().findChild(QPushButton, "save"), QPushButton)
