"""A whole meeting typed while it goes on, by keyboard: begun, clocked, killed and gone on with, checked, approved."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from bontot_desktop.rules.meetings import Attendance, MeetingState, VoteThreshold
from bontot_desktop.services import books, drafts, meetings, seeding
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.main_window import MainWindow
from bontot_desktop.ui.pages.meetings.parts import Part
from bontot_desktop.ui.pages.registry import entry
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests.meeting_office import cell_id, make_office

Key = Qt.Key


class Clock:
    """A clock that is put forward by hand."""

    now = datetime(2026, 11, 20, 19, 30)

    def on(self, minutes: float) -> None:
        """Let time go by."""
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def office(tmp_path, clock):
    office = make_office(tmp_path)
    office.now = lambda: clock.now
    with office.work("test", "Bảng điểm") as session:
        seeding.plant(session)
    yield office
    office.close()


class Windows:
    """The program's window, opened anew as often as the power goes."""

    def __init__(self, office, clock: Clock) -> None:
        self._office, self._clock = office, clock
        self.shell: Shell | None = None
        self.window: MainWindow | None = None

    def open(self, *answers) -> MainWindow:
        """Open the window, ``answers`` are given to its questions."""
        self.kill()
        self.shell = Shell(self._office, asking=AnswerWith(*answers), tasks=AtOnce(), now=lambda: self._clock.now)
        self.window = MainWindow(self.shell, [entry("meetings"), entry("books")])
        self.shell.asking.parent = self.window
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.window.go("meetings")
        return self.window

    def kill(self) -> None:
        """Let the window go as a power cut does: nothing is saved or asked."""
        if self.window is not None:
            shiboken6.delete(self.window)
            self.window = None


@pytest.fixture
def windows(qapp, office, clock):
    windows = Windows(office, clock)
    yield windows
    windows.kill()


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key."""
    QTest.keyClick(widget, key, modifier)


def pick(field, words: str) -> None:
    """Find someone by a part of the name without marks and take the first of the list."""
    QTest.keyClicks(field, words)
    QTest.keyClick(QApplication.activePopupWidget() or field, Key.Key_Return)


def test_a_meeting_is_typed_while_it_goes_on_and_a_kill_loses_nothing(qtbot, office, clock, windows):
    window = windows.open()
    page = _begin(window, office)
    _call_the_roll(qtbot, page)
    _go_through_the_programme(page, clock)
    meeting_id = page.meeting_id
    window = windows.open("Kết thúc họp", "Trần Soát", "19")
    window.go("meetings", meeting_id)
    page = window.page().top()
    _go_on_after_the_kill(page)
    _end(page, clock)
    _approve(page, office, windows.shell)


def _begin(window, office):
    page = window.page()
    page.home.go_to("list", 2026, 11)
    page.home.part().new()
    dialog = page.home.part().dialog
    field = dialog.form.field("cell_id")
    pick(field, "mau 1")
    assert dialog.form.field("cell_id").value() == cell_id(office)
    dialog.form.save()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    found = page.top()
    assert found.draft().held_on == datetime(2026, 11, 20).date()
    found.live_button.click()
    assert found.mode.live is not None
    assert found.steps.current() is Part.OPENING
    return found


def _call_the_roll(qtbot, page) -> None:
    view = page.part_page(Part.OPENING).roll_call.view
    press(view, Key.Key_Down)
    press(view, Key.Key_D)
    press(view, Key.Key_Down)
    press(view, Key.Key_P)
    editor = view.findChild(QLineEdit)
    QTest.keyClicks(editor, "2")
    press(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: page.draft().roster[2].reason != "")
    line = page.draft().roster[2]
    assert (line.attendance, line.reason) == (Attendance.ABSENT_EXCUSED, "công tác")
    assert [one.owes_dues for one in page.draft().roster[:3]] == [False, True, False]


def _go_through_the_programme(page, clock) -> None:
    clock.on(4)
    view = page.part_page(Part.OPENING).roll_call.view
    view.setFocus()
    press(view, Key.Key_F8)
    clock.on(2)
    press(view, Key.Key_F8)
    assert [item.actual_min for item in page.draft().agenda[:3]] == [4, 2, None]
    press(view, Key.Key_F9)
    clock.on(10)
    press(view, Key.Key_F9)
    assert page.draft().breaks_min == 10
    press(view, Key.Key_F7)
    assert page.steps.current() is Part.MAIN
    row = page.part_page(Part.MAIN).contributions.editors()[-1]
    pick(row.speaker, "vi du chau")
    QTest.keyClicks(row.words, "Nhat tri voi bao cao")
    (said,) = page.draft().contributions
    assert (said.text, said.agenda) == ("Nhat tri voi bao cao", 2)
    page.kept.keep()


def _go_on_after_the_kill(page) -> None:
    assert page.mode.live is not None
    assert page.mode.live.item == 2
    if page.kept.is_offered():
        page.kept.go_on()
    assert [said.text for said in page.draft().contributions] == ["Nhat tri voi bao cao"]
    assert page.draft().roster[2].attendance is Attendance.ABSENT_EXCUSED
    assert [item.actual_min for item in page.draft().agenda[:3]] == [4, 2, None]


def _end(page, clock) -> None:
    clock.on(90)
    page.mode.end()
    assert page.steps.current() is Part.CLOSING
    closing = page.part_page(Part.CLOSING)
    QTest.keyClicks(closing.sections.field("conclusion"), "Thong nhat nghi quyet thang 12")
    votes = closing.rows.votes
    row = votes.add()
    assert row.threshold.value() is VoteThreshold.OVER_HALF
    assert row.share.isHidden()
    row.threshold.set_value(VoteThreshold.CUSTOM)
    row.share.set_value("100 %")
    QTest.keyClicks(row.matter, "Thong qua nghi quyet")
    row.votes["votes_for"].selectAll()
    QTest.keyClicks(row.votes["votes_for"], "19")
    press(row.votes["votes_for"], Key.Key_Return)
    assert "20 = 22 − 2 dự bị" in votes.editors()[0].outcome.text()
    assert "chưa đủ, cần từ 100 % trở lên (ít nhất 20 tán thành)" in votes.editors()[0].outcome.text()
    assert not row.share.isHidden()
    row.threshold.set_value(VoteThreshold.OVER_HALF)
    assert page.save()
    assert page.is_edited() is False
    (last,) = page.draft().votes
    assert last.votes_for == 19
    assert page.draft().ends_at == time(21, 16)


def _approve(page, office, shell) -> None:
    # What is missing stands beside its field and is one press away.
    page.doing.check()
    assert "Biên bản còn thiếu 1 điều" in shell.asking.asked[-1]
    assert page.steps.current() is Part.OPENING
    page.part_page(Part.OPENING).form.field("minute_taker_id").set_value(page.draft().roster[1].member_id)
    page.part_page(Part.OPENING).form.edited.emit()
    assert page.save()
    page.doing.check()
    assert page.draft().checked_by == "Trần Soát"
    page.doing.approve()
    draft = meetings.load(office, page.meeting_id)
    assert (draft.state, draft.book_no, draft.approved_for) == (MeetingState.APPROVED, 1, 19)
    assert drafts.all_kept(office) == []
    row = next(row for row in books.list_cells(office, 2026) if row.id == draft.cell_id)
    assert row.unprinted == 1
