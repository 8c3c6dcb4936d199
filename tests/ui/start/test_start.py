"""The first start, the password at opening, and the second start that raises the first window."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from bontot_desktop.places import user_places
from bontot_desktop.services import care, committee
from bontot_desktop.services.office import open_office
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.start.beginning import Beginning
from bontot_desktop.ui.start.opening import open_with_questions
from bontot_desktop.ui.start.single import FirstWindow, raise_other
from bontot_desktop.ui.start.waiting import Waiting
from bontot_desktop.ui.start.welcome import Choice, Welcome
from bontot_desktop.ui.start.wizard import Wizard
from tests.small_office import PASSWORD, cheap_keys, clock, locked_office, office
from tests.unikey import type_like_unikey

__all__ = ["cheap_keys", "locked_office", "office"]


def _fill(wizard: Wizard, qtbot: QtBot) -> None:
    wizard.show()
    first = wizard.forms[0]
    for name, words in (("name", "Đảng ủy xã Ví Dụ"), ("superior", "Đảng bộ tỉnh Ví Dụ"), ("place", "Ví Dụ")):
        type_like_unikey(qtbot, first.field(name), words)
    wizard.step_on()
    people = wizard.forms[1]
    people.field("term_from").set_value(2025)
    people.field("term_to").set_value(2030)
    type_like_unikey(qtbot, people.field("secretary"), "Nguyễn Văn Ví Dụ")
    wizard.step_on()


def test_the_wizard_makes_an_encrypted_office_and_shows_the_code_once(
    qtbot: QtBot, tmp_path: Path, cheap_keys: None
) -> None:
    path = tmp_path / "van-phong.bontot"
    wizard = Wizard(path, AnswerWith(), who="Thử", clock=clock)
    qtbot.addWidget(wizard)
    _fill(wizard, qtbot)
    for name in ("password", "again"):
        wizard.forms[2].field(name).set_value(PASSWORD)
    wizard.step_on()
    office = wizard.office
    assert office is not None
    code = wizard._code_label.text()
    assert len(code.split("-")) == 6
    assert not wizard._next.isEnabled()
    wizard.reject()
    assert wizard.result() != QDialog.DialogCode.Accepted
    wizard._kept.click()
    assert wizard._next.isEnabled()
    wizard.step_on()
    assert [row.post for row in committee.holdings(office)] == ["Bí thư", "Bí thư"]
    office.close()
    open_office(path, recovery_code=code, holder="thử", who="Thử", clock=clock).close()


def test_the_wizard_stays_on_a_step_until_it_is_right(qtbot: QtBot, tmp_path: Path) -> None:
    wizard = Wizard(tmp_path / "x.bontot", AnswerWith(), who="Thử", clock=clock)
    qtbot.addWidget(wizard)
    wizard.step_on()
    assert wizard._steps.currentIndex() == 0
    _fill(wizard, qtbot)
    assert wizard._steps.currentIndex() == 2
    wizard.forms[2].field("password").set_value(PASSWORD)
    wizard.forms[2].field("again").set_value("khác hẳn rồi")
    wizard.step_on()
    assert wizard._steps.currentIndex() == 2
    assert not (tmp_path / "x.bontot").exists()
    wizard.step_back()
    wizard.step_back()
    assert wizard.forms[0].field("name").value() == "Đảng ủy xã Ví Dụ"


def test_going_back_in_the_wizard_keeps_what_is_typed(qtbot: QtBot, tmp_path: Path) -> None:
    wizard = Wizard(tmp_path / "x.bontot", AnswerWith(), who="Thử", clock=clock)
    qtbot.addWidget(wizard)
    _fill(wizard, qtbot)
    wizard.forms[2].field("password").set_value(PASSWORD)
    wizard.step_back()
    wizard.forms[1].field("term_to").set_value(None)
    wizard.forms[1].field("deputy").set_value("Trần Thị Ví Dụ")
    wizard.step_back()
    wizard.step_on()
    people = wizard.forms[1]
    assert people.field("deputy").value() == "Trần Thị Ví Dụ"
    assert people.field("term_from").value() == 2025
    assert people.field("term_to").value() is None
    wizard.step_on()
    assert wizard.forms[2].field("password").value() == PASSWORD


def test_the_tab_key_comes_to_going_on_before_going_back(qtbot: QtBot, tmp_path: Path) -> None:
    wizard = Wizard(tmp_path / "x.bontot", AnswerWith(), who="Thử", clock=clock)
    qtbot.addWidget(wizard)
    assert wizard._next.nextInFocusChain() is wizard._back


@pytest.mark.parametrize("choice", list(Choice))
def test_the_first_window_offers_four_ways_to_begin(qtbot: QtBot, choice: Choice) -> None:
    welcome = Welcome()
    qtbot.addWidget(welcome)
    welcome._take(choice)
    assert welcome.choice is choice


def test_a_wrong_password_is_asked_again_and_the_code_opens_too(locked_office) -> None:
    office, code = locked_office()
    path = office.data.path
    office.close()
    asking = AnswerWith("sai rồi đấy", PASSWORD)
    opened = open_with_questions(path, asking, user_places(), who="Thử", clock=clock)
    assert opened.office is not None
    opened.office.close()
    asking = AnswerWith("", code)
    opened = open_with_questions(path, asking, user_places(), who="Thử", clock=clock)
    assert opened.office is not None
    opened.office.close()
    assert open_with_questions(path, AnswerWith(None), user_places(), who="Thử", clock=clock).office is None


def test_a_damaged_file_is_one_sentence_and_no_office(tmp_path: Path) -> None:
    path = tmp_path / "hong.bontot"
    path.write_bytes(b"day khong phai du lieu" * 500)
    asking = AnswerWith()
    beginning = Beginning(user_places(), asking, who="Thử", clock=clock)
    assert beginning.office(path, sample=False) is None
    assert len(asking.asked) == 1
    assert path.read_bytes().startswith(b"day khong")


def test_a_second_start_raises_the_first_window(office, qtbot: QtBot) -> None:
    path = office.data.path
    first = FirstWindow(path)
    first.listen()
    beginning = Beginning(user_places(), AnswerWith(), who="Thử", clock=clock)
    with qtbot.waitSignal(first.wanted):
        assert beginning.office(path, sample=False) is None
    assert beginning.raised_other
    first.close()
    assert not raise_other(path, patience=0)


def test_a_start_while_the_first_window_still_opens_calls_until_it_listens(
    office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = FirstWindow(office.data.path)
    monkeypatch.setattr("bontot_desktop.ui.start.single.time.sleep", lambda _: first.listen())
    with qtbot.waitSignal(first.wanted):
        assert raise_other(office.data.path)
    first.close()


def test_a_file_held_without_a_window_says_who_holds_it(office) -> None:
    asking = AnswerWith()
    opened = open_with_questions(office.data.path, asking, user_places(), who="Thử", clock=clock)
    assert opened.office is None
    assert not opened.raised_other
    assert "kiểm thử" in asking.asked[0]


def test_restoring_at_the_first_start_brings_the_office_back(office, tmp_path: Path) -> None:
    copy = care.make_copy(office, tmp_path / "usb")
    asking = AnswerWith(copy.path, "Khôi phục")
    beginning = Beginning(user_places(), asking, who="Thử", clock=clock)
    restored = beginning.begin(Choice.RESTORE)
    assert restored is not None
    assert restored.data.path == user_places().data_file
    assert committee.committee(restored).name == "Đảng ủy xã Ví Dụ"
    restored.close()
    assert "Trong bản sao: Đảng ủy xã Ví Dụ: 0 chi bộ, 0 đảng viên" in asking.asked[-1]


def test_a_copy_whose_password_is_forgotten_comes_back_by_the_code_of_the_sheet(locked_office, tmp_path: Path) -> None:
    office, code = locked_office()
    copy = care.make_copy(office, tmp_path / "usb")
    office.close()
    slip = code[:-1]
    asking = AnswerWith(copy.path, "sai rồi đấy", "", slip, "", None, "", code, "Khôi phục")
    beginning = Beginning(user_places(), asking, who="Thử", clock=clock)
    restored = beginning.begin(Choice.RESTORE)
    assert restored is not None
    restored.close()


def test_going_back_from_the_questions_of_a_copy_leaves_everything(locked_office, tmp_path: Path) -> None:
    office, _ = locked_office()
    copy = care.make_copy(office, tmp_path / "usb")
    office.close()
    for answers in ((None,), ("", None, None), ("sai rồi đấy", None), (PASSWORD, "Quay lại")):
        beginning = Beginning(user_places(), AnswerWith(copy.path, *answers), who="Thử", clock=clock)
        assert beginning.begin(Choice.RESTORE) is None
    assert not user_places().data_file.exists()


def test_the_sample_office_is_made_once_with_its_progress_shown(qapp: QApplication, sample_file: Path) -> None:
    places = user_places()
    shutil.copy(sample_file, places.sample_file)
    beginning = Beginning(places, AnswerWith(), who="Thử", clock=clock)
    opened = beginning.office(None, sample=True)
    assert opened is not None
    assert committee.committee(opened).name
    opened.close()
    waiting = Waiting("Đang dựng")
    waiting.show()
    waiting(3, 12, "Chi bộ thôn Mẫu 1")
    assert (waiting._bar.value(), waiting._bar.maximum()) == (3, 12)
    waiting.close()


def test_leaving_the_first_window_leaves_the_program(qapp: QApplication) -> None:
    def leave() -> None:
        window = qapp.activeModalWidget()
        assert isinstance(window, Welcome)
        window.reject()

    QTimer.singleShot(0, leave)
    beginning = Beginning(user_places(), AnswerWith(), who="Thử", clock=clock)
    assert beginning.office(None, sample=False) is None
    assert beginning.left
