"""What the page of a meeting does after the typing: telling what is wrong beside its field, correcting the minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from bontot_desktop.rules.meetings import MeetingState
from bontot_desktop.services import meetings
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pages.meetings.meeting_page import MeetingPage
from bontot_desktop.ui.pages.meetings.parts import Part
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import meeting_office as made


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = made.make_office(tmp_path)
    yield office
    office.close()


def page_of(qtbot: QtBot, office: Office, meeting_id: int, *answers: str) -> MeetingPage:
    page = MeetingPage(Shell(office, AnswerWith(*answers), AtOnce()), meeting_id)
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    page.refresh()
    return page


def test_a_correction_names_its_minutes_and_is_written_by_somebody_of_the_office_not_of_the_computer(
    qtbot: QtBot, office: Office
) -> None:
    meeting_id = made.approved(office)
    page = page_of(qtbot, office, meeting_id)
    page.doing.add_addendum()
    dialog = page.doing.dialog
    qtbot.addWidget(dialog)
    heads = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Biên bản số 1 trong sổ năm 2026, ngày 03/03/2026" in heads
    taker = meetings.load(office, meeting_id).line(meetings.load(office, meeting_id).minute_taker_id)
    assert dialog.form.field("author").text() == taker.name
    dialog.form.save()
    assert dialog.isVisible()
    dialog.form.field("text").set_value("Ghi lại giờ kết thúc là 21 giờ.")
    dialog.form.field("written_on").set_value(date(2026, 3, 2))
    dialog.form.save()
    assert meetings.load(office, meeting_id).addenda == ()
    dialog.form.field("written_on").set_value(date(2026, 3, 4))
    dialog.form.save()
    (written,) = meetings.load(office, meeting_id).addenda
    assert (written.text, written.author) == ("Ghi lại giờ kết thúc là 21 giờ.", taker.name)
    assert written.written_on == date(2026, 3, 4)
    assert "Ghi lại giờ" in page.approval.addenda.text()


def test_a_meeting_not_held_is_only_looked_at_until_that_is_taken_back(qtbot: QtBot, office: Office) -> None:
    meeting_id = meetings.save(office, made.filled(office)).id
    page = page_of(qtbot, office, meeting_id, "Không họp")
    page.doing.cancel()
    opening = page.part_page(Part.OPENING)
    assert opening.form.save_button is not None
    assert opening.form.save_button.isHidden()
    page.papers._fill()
    assert [action.text() for action in page.papers.menu.actions()] == ["Bỏ ghi không họp"]
    assert "chọn Văn bản, Bỏ ghi không họp" in page.notice.label.text()
    page.doing.reinstate()
    assert not opening.form.save_button.isHidden()
    assert meetings.load(office, meeting_id).state is MeetingState.DRAFTED


def test_what_a_refused_save_names_stands_beside_its_field(qtbot: QtBot, office: Office) -> None:
    meeting_id = meetings.save(office, made.filled(office)).id
    page = page_of(qtbot, office, meeting_id)
    votes = (replace(meetings.load(office, meeting_id).votes[0], votes_for=400),)
    page.put(votes=votes)
    assert page.save() is False
    assert any(label.text().startswith("Có 400 phiếu") for label in page.findChildren(QLabel))
    assert meetings.load(office, meeting_id).votes[0].votes_for == 17
