"""The sheets of a sample meeting: one typed by hand, the others filled in Word and taken back, the minutes as well."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.sample_road import Step
from bontot_desktop.rules.samples import CHECKLIST, Aspect
from bontot_desktop.services import meetings, observers, samples, sheets
from bontot_desktop.ui.forms.returned import ReturnedDialog
from bontot_desktop.ui.pages.meetings.meeting_page import MeetingPage
from tests import returned_forms
from tests import sample_office as made
from tests.meeting_office import cell_id, started
from tests.walks.hands import LEFT, pick, press

CONTROL = Qt.KeyboardModifier.ControlModifier
#: A third observer who thinks little of what the others saw: 68, where they gave 91.5 and 88.
STRICT = made.POINTS[2] | {"4.2": "14", "4.3": "5", "6": "18", "5": "1.5", "3.1": "4.5"}
CHECKS = {f"bt_check_{step}": "Có" for step, _ in CHECKLIST}


@pytest.fixture
def window(open_window):
    return open_window("samples", "meetings")


def key(pressed, with_keys=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the cursor is."""
    QTest.keyClick(QApplication.focusWidget(), pressed, with_keys)
    QApplication.processEvents()


def points(given: dict[str, str]) -> dict[str, str]:
    """Name points as the fields of a sheet are named."""
    return {f"bt_points_{code.replace('.', '_')}": value.replace(".", ",") for code, value in given.items()}


def returning() -> ReturnedDialog:
    """Return the window forms come back in."""
    tops = QApplication.topLevelWidgets()
    return next(top for top in tops if isinstance(top, ReturnedDialog) and top.isVisible())


def test_sheets_by_hand_and_by_word_come_to_one_total(qtbot, office, shell, window, tmp_path):
    event_id = made.planned(office)
    window.go("samples", event_id)
    journey = window.page().journey()
    _invite_by_aspect(qtbot, office, journey)
    made.held(office, event_id)
    shell.tell_changed(samples.CHANGED)
    step = journey.step_page(Step.SHEETS)
    # Without a screen the list of names stays the active window after it closed.
    QApplication.processEvents()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    _type_the_first(qtbot, office, step)
    out = tmp_path / "gui"
    _send_the_others(qtbot, office, shell, step, out)
    _take_one_and_refuse_one(qtbot, office, shell, step, out, tmp_path)
    _take_the_folder(qtbot, office, shell, step, out)
    _give_the_own_score(qtbot, step)
    _read_the_totals(step)


def _invite_by_aspect(qtbot, office, journey) -> None:
    step = journey.step_page(Step.OBSERVERS)
    for words in ("phu trach 1", "gia dinh", "thi du"):
        pick(qtbot, step.finder, words)
    for row, aspect in zip(step.list.editors(), (Aspect.TASKS, Aspect.IDEOLOGY, Aspect.CONDUCT), strict=True):
        for action in row.aspects.menu().actions():
            if action.isChecked() != (action.text() == aspect.label):
                action.trigger()
        assert row.aspects.text() == aspect.label
    press(qtbot, step, "save")
    stored = observers.load(office, journey.event_id)
    assert [one.aspects for one in stored] == [(Aspect.TASKS,), (Aspect.IDEOLOGY,), (Aspect.CONDUCT,)]


def _type_the_first(qtbot, office, step) -> None:
    """From the paper, by the keyboard alone."""
    first = step.table.rows.shown()[0]
    step.table.select(first.id)
    step.sheet.checks.setFocus()
    key(Qt.Key.Key_T)
    key(Qt.Key.Key_Return, CONTROL)
    for value in made.POINTS[0].values():
        for sign in value.replace(".", ","):
            QTest.keyClick(QApplication.focusWidget(), sign)
        key(Qt.Key.Key_Return)
    for words in ("Chuẩn bị chu đáo", "Tài liệu gửi muộn", "", "", ""):
        QApplication.focusWidget().insertPlainText(words)
        key(Qt.Key.Key_Return, CONTROL)
    stored = sheets.load(office, first.id)
    assert stored.points == made.points(made.POINTS[0])
    assert (stored.strengths, stored.weaknesses) == ("Chuẩn bị chu đáo", "Tài liệu gửi muộn")
    assert [row.word for row in step.table.rows.shown()[:3]] == ["Đã nhập", "Chưa nhập", "Chưa nhập"]


def _send_the_others(qtbot, office, shell, step, out) -> None:
    """Only those who did not hand one in are sent a sheet; they fill it in Word."""
    shell.asking.answers = [out]
    press(qtbot, step, "sheets:Xuất phiếu Word…")
    second, third = sorted(out.iterdir())
    for path, given, words in ((second, made.POINTS[1], "Bố trí hợp lý"), (third, STRICT, "Đúng giờ")):
        filled = CHECKS | points(given) | {"bt_strengths": words, "bt_returned_on": "06/06/2026"}
        path.write_bytes(returned_forms.fill(path.read_bytes(), filled))


def _take_one_and_refuse_one(qtbot, office, shell, step, out, folder) -> None:
    """A sheet whose printed words were changed is told; one of another cell or another meeting can't be stored."""
    path = sorted(out.iterdir())[0]
    renamed = folder / "chi-bo-khac.docx"
    renamed.write_bytes(returned_forms.reworded(path.read_bytes(), "Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 9"))
    dialog = _opened(qtbot, shell, step, [renamed])
    assert not dialog.take_button.isEnabled()
    qtbot.mouseClick(dialog.close_button, LEFT)
    edited = folder / "sua-ngoai-o.docx"
    edited.write_bytes(returned_forms.reworded(path.read_bytes(), "Cử thư ký", "Cử hai thư ký"))
    elsewhere = folder / "buoi-khac.docx"
    elsewhere.write_bytes(_of_another_meeting(office))
    dialog = _opened(qtbot, shell, step, [edited, elsewhere])
    assert dialog.summary.text() == "2 tệp: 1 phiếu ghi được, 1 tệp không ghi được"
    states = {row.form.name: row.state[0] for row in dialog.files.rows.shown()}
    assert states == {"sua-ngoai-o.docx": "Cần xem", "buoi-khac.docx": "Không ghi được"}
    told = {row.form.name: row.form for row in dialog.files.rows.shown()}
    assert told["sua-ngoai-o.docx"].edited
    dialog.files.rows.tick([told["buoi-khac.docx"].path], True)
    assert not dialog.take_button.isEnabled()
    assert "1 tệp không ghi được; hãy bỏ chọn" in dialog.told.text()
    dialog.files.rows.tick([told["buoi-khac.docx"].path], False)
    assert dialog.take_button.isEnabled()
    qtbot.mouseClick(dialog.close_button, LEFT)
    assert [row.has_sheet for row in sheets.rows(office, step.event_id)] == [True, False, False]

    # One by one, the very file that was sent.
    dialog = _opened(qtbot, shell, step, [path])
    assert dialog.take_button.text() == "Ghi"
    assert "88 điểm" in dialog.name.text()
    qtbot.mouseClick(dialog.take_button, LEFT)
    taken = [row for row in sheets.rows(office, step.event_id) if row.has_sheet]
    assert [row.total for row in taken] == [Decimal("91.5"), 88]


def _of_another_meeting(office) -> bytes:
    """A sheet of a sample meeting of another cell, filled."""
    from bontot_desktop.services.returned import writing

    other = made.planned(office, cell_id=cell_id(office, 2))
    who = made.invited(office, other, 1)[0]
    samples.start_meeting(office, other, MeetingType.REGULAR, made.DAY)
    return returned_forms.fill(writing.sheet(office, who).content, CHECKS | points(made.POINTS[0]))


def _opened(qtbot, shell, step, files) -> ReturnedDialog:
    press(qtbot, step, "sheets:Nhận phiếu về…")
    dialog = returning()
    shell.asking.answers = [files]
    qtbot.mouseClick(dialog.add_files, LEFT)
    return dialog


def _take_the_folder(qtbot, office, shell, step, out) -> None:
    """The whole folder: what is stored already makes no difference, the last one is new."""
    press(qtbot, step, "sheets:Nhận phiếu về…")
    dialog = returning()
    shell.asking.answers = [out]
    qtbot.mouseClick(dialog.add_folder, LEFT)
    assert len(dialog.files.rows.ticked()) == 2
    qtbot.mouseClick(dialog.take_button, LEFT)
    assert [row.has_sheet for row in sheets.rows(office, step.event_id)] == [True, True, True]
    stored = {sheets.load(office, row.observer_id).strengths: row.total for row in sheets.rows(office, step.event_id)}
    assert stored == {"Chuẩn bị chu đáo": Decimal("91.5"), "Bố trí hợp lý": 88, "Đúng giờ": 68}


def _give_the_own_score(qtbot, step) -> None:
    step.table.select("own")
    for code, value in made.OWN.items():
        step.own.model.setData(step.own.grid.index_of(code, "points"), value)
    press(qtbot, step.own, "save")


def _read_the_totals(step) -> None:
    assert step.pages.currentWidget() is step.totals
    words = step.totals.words.text()
    assert "3 phiếu chấm điểm: bình quân 82,5/100" in words
    assert "thấp nhất 68, cao nhất 91,5, cách nhau 23,5 điểm" in words
    # Who stands apart is named, the two others are not; then the cell's own score, far above them all.
    assert step.totals.far.label.text().split("\n") == [
        "Hoàng Thị Giả Định chấm 68, thấp hơn mức giữa (88) là 20 điểm, quá 10 điểm.",
        "Chi bộ tự chấm 93, cao hơn bình quân của người dự (82,5) là 10,5 điểm, quá 10 điểm.",
    ]
    whole = step.totals.table.rows.shown()[-1].spread
    assert (whole.own, whole.least, whole.most) == (93, 68, Decimal("91.5"))


@pytest.mark.parametrize("kind", [MeetingType.REGULAR, MeetingType.THEMED])
def test_minutes_go_out_and_come_back_filled_by_the_cell(qtbot, office, shell, window, tmp_path, kind):
    """F5 of a regular meeting, F6 of a themed one."""
    meeting_id = meetings.save(office, started(office, month=4, kind=kind)).id
    window.go("meetings", meeting_id)
    page = window.page().findChild(MeetingPage)
    target = tmp_path / "bien-ban.docx"
    shell.asking.answers = [target]
    _menu(page, "Xuất biên bản để điền trong Word…")
    roster = meetings.load(office, meeting_id).roster
    ill = roster[5]
    target.write_bytes(
        returned_forms.fill(
            target.read_bytes(),
            {
                "bt_ends_at": "21 giờ 15 phút",
                f"bt_att_{ill.member_id}": "Vắng có lý do",
                f"bt_why_{ill.member_id}": "ốm đau, điều trị",
                "bt_said_1_who": roster[3].name,
                "bt_said_1_text": "Đồng ý với báo cáo",
            },
        )
    )
    _menu(page, "Nhận phiếu về…")
    dialog = returning()
    shell.asking.answers = [[target]]
    qtbot.mouseClick(dialog.add_files, LEFT)
    assert dialog.name.text().startswith("Biên bản của Chi bộ thôn Mẫu 1")
    qtbot.mouseClick(dialog.take_button, LEFT)
    stored = meetings.load(office, meeting_id)
    assert stored.ends_at == time(21, 15)
    assert meetings.figures(stored).present == len(roster) - 1
    assert [(said.member_id, said.text) for said in stored.contributions] == [
        (roster[3].member_id, "Đồng ý với báo cáo")
    ]
    # The page shows what came, without being opened again.
    assert page.draft().ends_at == time(21, 15)


def _menu(page, words: str) -> None:
    page.papers.menu.aboutToShow.emit()
    next(action for action in page.papers.menu.actions() if action.text() == words).trigger()
