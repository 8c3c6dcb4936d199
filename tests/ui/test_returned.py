"""Forms that go out from a sample meeting's page and come back, driven as a person drives them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from bontot_desktop.rules.sample_road import Step
from bontot_desktop.services import meetings, samples, sheets
from bontot_desktop.services.returned import writing
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.forms.returned import ReturnedDialog, open_returned
from bontot_desktop.ui.pages.meetings.meeting_page import MeetingPage
from bontot_desktop.ui.pages.samples import SamplesPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import returned_forms
from tests import sample_office as made
from tests.meeting_office import NOW

LEFT = Qt.MouseButton.LeftButton
ANSWERS = {f"bt_points_{code.replace('.', '_')}": given for code, given in made.POINTS[0].items()}


@pytest.fixture
def office(tmp_path):
    (tmp_path / "data").mkdir()
    office = made.make_office(tmp_path / "data")
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


@pytest.fixture
def event(office):
    event_id = made.planned(office)
    made.invited(office, event_id)
    made.held(office, event_id)
    return event_id


def filled(office, folder: Path, observer_id: int, name: str, **given: str) -> Path:
    """A sheet as it comes back."""
    path = folder / name
    content = writing.sheet(office, observer_id).content
    path.write_bytes(returned_forms.fill(content, {**ANSWERS, "bt_strengths": "Chuẩn bị chu đáo", **given}))
    return path


def observers_of(office, event_id) -> list[int]:
    return [row.observer_id for row in sheets.rows(office, event_id)]


def opened(shell, event_id, places) -> ReturnedDialog:
    meeting_id = samples.view(shell.office, event_id).meeting_id
    return open_returned(shell, meeting_id, places)


def keep_picture(widget, name: str) -> None:
    folder = os.environ.get("BONTOT_PICTURES")
    if folder:
        QApplication.processEvents()
        widget.grab().save(f"{folder}/{name}.png")


def test_a_folder_is_read_and_what_is_sure_is_ticked(qtbot, shell, office, event, tmp_path):
    first, second, third = observers_of(office, event)
    folder = tmp_path / "ve"
    folder.mkdir()
    filled(office, folder, first, "1.docx")
    filled(office, folder, second, "2.docx", bt_points_2="7", bt_returned_on="31/02/2026")
    filled(office, folder, third, "3.docx")
    (folder / "4.docx").write_bytes(b"khong phai")
    dialog = opened(shell, event, [folder])
    assert dialog.summary.text() == "4 tệp: 3 phiếu ghi được, 1 tệp không ghi được"
    assert {Path(path).name for path in dialog.files.rows.ticked()} == {"1.docx", "3.docx"}
    assert dialog.take_button.text() == "Ghi 2 phiếu"
    (said,) = [label.text() for label in dialog.notice.findChildren(QLabel) if "phải từ 0 đến 5" in label.text()]
    assert "Điểm 2. " in said
    assert "Dòng 2" not in said
    keep_picture(dialog, "returned")
    qtbot.mouseClick(dialog.take_button, LEFT)
    assert [row.has_sheet for row in sheets.rows(office, event)] == [True, False, True]
    assert [row.form.name for row in dialog.files.rows.shown()] == ["2.docx", "4.docx"]
    dialog.reject()


def test_an_answer_is_mended_in_the_window_before_it_is_stored(qtbot, shell, office, event, tmp_path):
    first = observers_of(office, event)[0]
    path = filled(office, tmp_path, first, "1.docx", bt_points_2="7")
    dialog = opened(shell, event, [path])
    shell.asking.answers = ["4,5"]
    dialog.fields.opened.emit("bt_points_2")
    assert dialog._forms[str(path)].troubles == ()
    dialog.files.rows.tick([str(path)], True)
    qtbot.mouseClick(dialog.take_button, LEFT)
    assert str(sheets.load(office, first).points["2"]) in ("4.5", "4.50")


def test_a_second_sheet_of_a_person_is_asked_about(qtbot, shell, office, event, tmp_path):
    first = observers_of(office, event)[0]
    for name, more, answer, kept in (
        ("1.docx", {}, None, "4.5"),
        ("2.docx", {"bt_points_2": "1"}, "Quay lại", "4.5"),
        ("2.docx", {"bt_points_2": "1"}, "Ghi đè", "1"),
    ):
        path = filled(office, tmp_path, first, name, **more)
        dialog = opened(shell, event, [path])
        shell.asking.answers = [answer] if answer else []
        dialog.files.rows.tick([str(path)], True)
        qtbot.mouseClick(dialog.take_button, LEFT)
        assert f"{sheets.load(office, first).points['2']:f}".startswith(kept)
        dialog.reject()
    assert "khác 1 ô đã ghi" in shell.asking.asked[-1]


def test_a_sheet_of_another_meeting_cannot_be_ticked_through(qtbot, shell, office, event, tmp_path):
    path = filled(office, tmp_path, observers_of(office, event)[0], "1.docx")
    dialog = open_returned(shell, 999, [path])
    assert dialog.files.rows.shown()[0].state[0] == "Không ghi được"
    dialog.files.rows.tick([str(path)], True)
    assert not dialog.take_button.isEnabled()
    assert "bỏ chọn" in dialog.told.text()
    dialog.reject()


def test_on_an_enlarged_screen_the_question_of_each_answer_stays_beside_it(qtbot, shell, office, event, tmp_path):
    dialog = opened(shell, event, [filled(office, tmp_path, observers_of(office, event)[0], "1.docx")])
    # 1366 pixels at a scale of 1.5.
    dialog.resize(870, 470)
    assert not dialog.fields.isColumnHidden([column.title for column in dialog.fields.rows.columns].index("Mục"))
    dialog.reject()


def test_only_what_differs_is_shown_until_all_is_wanted(qtbot, shell, office, event, tmp_path):
    path = filled(office, tmp_path, observers_of(office, event)[0], "1.docx")
    dialog = opened(shell, event, [path])
    few = len(dialog.fields.rows.shown())
    dialog.only_new.setChecked(False)
    dialog.only_new.edited.emit()
    assert len(dialog.fields.rows.shown()) > few == len(ANSWERS) + 1
    dialog.reject()


@pytest.fixture
def step(qtbot, shell, event):
    page = SamplesPage(shell)
    qtbot.addWidget(page)
    shell.changed.connect(page.changed)
    page.resize(1160, 690)
    page.refresh()
    page.show()
    page.open_item(event)
    return page.top().step_page(Step.SHEETS)


def test_the_step_sends_forms_into_a_folder_and_takes_them_back(qtbot, shell, office, event, step, tmp_path):
    out = tmp_path / "gui"
    shell.asking.answers = [out]
    keep_picture(step, "step")
    qtbot.mouseClick(step.findChild(QPushButton, "sheets:Xuất phiếu Word…"), LEFT)
    paths = sorted(out.iterdir())
    assert len(paths) == 3
    for path in paths:
        path.write_bytes(returned_forms.fill(path.read_bytes(), {**ANSWERS, "bt_weaknesses": "Tài liệu gửi muộn"}))
    qtbot.mouseClick(step.findChild(QPushButton, "sheets:Nhận phiếu về…"), LEFT)
    dialog = next(top for top in QApplication.topLevelWidgets() if isinstance(top, ReturnedDialog) and top.isVisible())
    shell.asking.answers = [out]
    dialog.choose_folder()
    qtbot.mouseClick(dialog.take_button, LEFT)
    assert all(row.has_sheet for row in sheets.rows(office, event))
    assert [line.word for line in step.table.rows.shown()][:3] == ["Đã nhập"] * 3


def test_files_dropped_on_the_step_are_read(qtbot, shell, office, event, step, tmp_path):
    path = filled(office, tmp_path, observers_of(office, event)[0], "1.docx")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    step.dropEvent(QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, LEFT, none))
    dialog = next(top for top in QApplication.topLevelWidgets() if isinstance(top, ReturnedDialog) and top.isVisible())
    assert [row.form.name for row in dialog.files.rows.shown()] == ["1.docx"]
    dialog.reject()


def test_one_form_goes_where_the_person_chooses(qtbot, shell, office, event, step, tmp_path):
    target = tmp_path / "tu cham.docx"
    shell.asking.answers = [target]
    step.send_one("own")
    assert target.read_bytes()[:2] == b"PK"


def test_the_page_of_a_meeting_sends_its_minutes_out_and_shows_what_came_back(qtbot, shell, office, event, tmp_path):
    meeting_id = samples.view(office, event).meeting_id
    page = MeetingPage(shell, meeting_id)
    qtbot.addWidget(page)
    shell.changed.connect(page.changed)
    page.resize(1160, 690)
    page.show()
    page.refresh()
    target = tmp_path / "bien-ban.docx"
    shell.asking.answers = [target]
    page.papers.send_minutes()
    target.write_bytes(returned_forms.fill(target.read_bytes(), {"bt_place": "Hội trường xã"}))
    page.papers.receive()
    dialog = next(top for top in QApplication.topLevelWidgets() if isinstance(top, ReturnedDialog) and top.isVisible())
    dialog.add([target])
    qtbot.mouseClick(dialog.take_button, LEFT)
    assert meetings.load(office, meeting_id).place == "Hội trường xã"
