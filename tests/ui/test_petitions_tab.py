"""Kiến nghị, driven as a person drives it: written, filtered, reminded, printed, found from the cell and by Ctrl+K."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.rules.petitions import PetitionSource, PetitionState
from bontot_desktop.services import member_papers, petition_papers, petitions, search
from bontot_desktop.services.member_papers import ListWish
from bontot_desktop.services.petitions import PetitionDraft
from bontot_desktop.ui.asking import DROP, SAVE, STAY, AnswerWith
from bontot_desktop.ui.forms.petition_line import PetitionLine
from bontot_desktop.ui.pages.meetings.page import MeetingsPage
from bontot_desktop.ui.pages.meetings.petitions_tab import AWAITED, DONE, LATE, UNSENT, PetitionsTab
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests.meeting_office import approved, cell_id, make_office

NOW = datetime(2026, 4, 25, 9, 0)
LEFT = Qt.MouseButton.LeftButton
ROAD = "Đề nghị xã sửa đường vào nhà văn hóa thôn"


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    office.now = lambda: NOW
    meeting = approved(office)
    draft = replace(petitions.begin(office, meeting), text=ROAD, source=PetitionSource.RESIDENT)
    sent = {"addressed_to": "UBND xã", "sent_on": date(2026, 3, 9), "answer_due_on": date(2026, 4, 10)}
    petitions.save(office, replace(draft, **sent))
    petitions.save(office, replace(draft, text="Cấp thêm sách cho tủ sách chi bộ"))
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


@pytest.fixture
def page(qtbot, shell):
    page = MeetingsPage(shell)
    qtbot.addWidget(page)
    shell.asking.parent = page
    shell.changed.connect(page.changed)
    page.resize(1160, 690)
    page.show()
    page.open_item(("petitions", 2026, 4))
    return page


@pytest.fixture
def tab(page) -> PetitionsTab:
    part = page.home.part()
    assert isinstance(part, PetitionsTab)
    return part


def shown(tab) -> list[str]:
    return [row.text for row in tab.table.rows.shown()]


def press(tab, chip: str) -> None:
    tab.bar.press(chip)
    tab.bar.tell()


def test_petitions_are_filtered_by_where_they_stand(tab):
    assert len(shown(tab)) == 2
    for chip, texts in ((LATE, [ROAD]), (AWAITED, [ROAD]), (UNSENT, ["Cấp thêm sách cho tủ sách chi bộ"]), (DONE, [])):
        press(tab, chip)
        assert shown(tab) == texts


def test_a_reminder_is_noted_for_what_was_sent(qtbot, tab, office):
    late = next(row for row in tab.table.rows.shown() if row.is_late)
    other = next(row for row in tab.table.rows.shown() if not row.is_late)
    tab.table.select(other.id)
    assert not tab.remind_button.isEnabled()
    tab.table.select(late.id)
    qtbot.mouseClick(tab.remind_button, LEFT)
    assert petitions.load(office, late.id).reminded_on == NOW.date()
    with pytest.raises(Refused):
        petitions.remind(office, [other.id])


def test_a_new_petition_is_written_and_stands_in_the_list(qtbot, tab, office):
    tab.new()
    form = tab.dialog.form
    form.field("cell_id").set_value(cell_id(office, 2))
    form.field("text").set_value("Lắp đèn đường trước cổng trường")
    form.save()
    assert "Lắp đèn đường trước cổng trường" in shown(tab)


def test_the_answer_ends_a_petition(tab, office):
    late = next(row for row in tab.table.rows.shown() if row.is_late)
    tab.open(late.id)
    form = tab.dialog.form
    assert form.field("meeting_id").value() == late.meeting_id
    form.field("answer").set_value("Sửa xong trong quý III")
    form.field("answered_on").set_value(date(2026, 4, 20))
    form.field("told_on").set_value(date(2026, 4, 22))
    form.save()
    press(tab, DONE)
    assert shown(tab) == [ROAD]


def test_what_was_entered_by_mistake_goes_and_what_was_sent_stays(qtbot, tab, office, shell):
    unsent = next(row for row in tab.table.rows.shown() if row.state is PetitionState.RAISED)
    shell.asking.answers.append("Bỏ kiến nghị")
    tab.open(unsent.id)
    qtbot.mouseClick(tab.dialog.remove_button, LEFT)
    assert shown(tab) == [ROAD]
    tab.open(petitions.list_petitions(office)[0].id)
    assert tab.dialog.remove_button is None
    with pytest.raises(Problems):
        petitions.remove(office, petitions.list_petitions(office)[0].id)


def test_going_back_from_unsaved_typing_asks_as_every_page_does(tab, office, shell):
    tab.new()
    dialog = tab.dialog
    dialog.form.field("cell_id").set_value(cell_id(office, 2))
    dialog.form.field("text").set_value("Nạo vét mương thoát nước")
    shell.asking.answers += [STAY, SAVE]
    dialog.reject()
    assert dialog.isVisible()
    assert shell.asking.asked == ["Nội dung vừa gõ chưa được lưu."]
    dialog.reject()
    assert not dialog.isVisible()
    assert "Nạo vét mương thoát nước" in shown(tab)
    tab.new()
    tab.dialog.form.field("text").set_value("Thôi không nêu")
    shell.asking.answers.append(DROP)
    tab.dialog.reject()
    assert "Thôi không nêu" not in shown(tab)


def test_the_list_is_printed_as_it_is_seen(tab, office):
    press(tab, LATE)
    tab.print()
    assert tab.window_ is not None
    tab.window_.close()
    paper = petition_papers.list_of(office, [row.id for row in tab.table.rows.shown()])
    made = paper.make(ListWish(paper.about, NOW.date()))
    assert member_papers.render(made, FileFormat.PDF).startswith(b"%PDF")
    assert member_papers.render(made, FileFormat.DOCX).startswith(b"PK")
    with pytest.raises(Refused):
        petition_papers.list_of(office, [])


def test_another_page_opens_one_petition_or_a_new_one(page, tab, office):
    late = next(row for row in tab.table.rows.shown() if row.is_late)
    page.open_item(("petition", late.id))
    assert page.home.part().dialog.form.field("text").value() == ROAD
    page.home.part().dialog.close()
    page.open_item(("petition", None))
    assert page.home.part().dialog.windowTitle() == "Kiến nghị mới"


def test_the_page_of_a_cell_tells_its_petitions(qtbot, shell, office):
    line = PetitionLine(shell)
    qtbot.addWidget(line)
    line.say(cell_id(office))
    assert line.word.label.text() == "2 kiến nghị năm 2026, 2 chưa xong, 1 quá hạn trả lời"
    wanted = []
    shell.wanted.connect(lambda key, item: wanted.append((key, item)))
    qtbot.mouseClick(line.findChild(QPushButton), LEFT)
    assert wanted == [("meetings", ("petitions", 2026, 4, cell_id(office)))]
    line.say(cell_id(office, 2))
    assert line.isHidden()


def test_petitions_are_found_by_their_words(office):
    (hit,) = [hit for hit in search.search(office, "sua duong nha van hoa") if hit.kind is search.Found.PETITION]
    assert hit.title == ROAD
    petitions.save(office, replace(petitions.load(office, hit.id), text="Đề nghị làm cầu qua suối"))
    assert [one.kind for one in search.search(office, "cầu qua suối")] == [search.Found.PETITION]


def test_a_petition_of_no_meeting_is_its_own(office):
    saved = petitions.save(office, PetitionDraft(cell_id=cell_id(office), raised_on=date(2026, 4, 2), text="Việc khác"))
    assert petitions.counted(office, cell_id(office), 2026).raised == 3
    assert petitions.load(office, saved.id).meeting_id is None
