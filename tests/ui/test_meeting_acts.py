"""What the page of a meeting does after the typing: telling what is wrong beside its field, correcting the minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from bontot_desktop.services import meetings
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pages.meetings.meeting_page import MeetingPage
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


def test_a_correction_of_approved_minutes_asks_for_its_words_and_for_who_wrote_it(qtbot: QtBot, office: Office) -> None:
    meeting_id = made.approved(office)
    page = page_of(qtbot, office, meeting_id, "Ghi lại giờ kết thúc là 21 giờ.", "Nguyễn Ví Dụ An")
    page.doing.add_addendum()
    (written,) = meetings.load(office, meeting_id).addenda
    assert (written.text, written.author) == ("Ghi lại giờ kết thúc là 21 giờ.", "Nguyễn Ví Dụ An")


def test_what_a_refused_save_names_stands_beside_its_field(qtbot: QtBot, office: Office) -> None:
    meeting_id = meetings.save(office, made.filled(office)).id
    page = page_of(qtbot, office, meeting_id)
    votes = (replace(meetings.load(office, meeting_id).votes[0], votes_for=400),)
    page.put(votes=votes)
    assert page.save() is False
    assert any(label.text().startswith("Có 400 phiếu") for label in page.findChildren(QLabel))
    assert meetings.load(office, meeting_id).votes[0].votes_for == 17
