"""The score sheet of "Chi bộ 4 tốt" typed at speed: answers by one key, what is left out or computed, proofs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bontot_desktop.rules.recognition import Column
from bontot_desktop.services import campaigns, entries, entry_scores, evidence
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pages.recognition.scoring import ScoringStep
from bontot_desktop.ui.pages.recognition.sheet_model import EVIDENCE, NOTE
from bontot_desktop.ui.parts import step_part
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import recognition_office as made
from tests.paper_office import NOW

D = Decimal


@pytest.fixture
def office(tmp_path):
    made_office = made.make_office(tmp_path)
    yield made_office
    made_office.close()


@pytest.fixture
def open_step(qtbot, office):
    kept = []

    def opened(code: str = "DE_XUAT_100") -> ScoringStep:
        campaign_id = made.open_campaign(office, code)
        made.register(office, made.entry_ids(office, campaign_id)[:2])
        shell = Shell(office, AnswerWith(), AtOnce(), lambda: NOW)
        step = ScoringStep(shell)
        kept.append(shell)
        qtbot.addWidget(step)
        step.resize(1100, 700)
        step.show_rows(campaigns.list_campaigns(office)[0], entries.list_entries(office, campaign_id))
        step.show()
        return step

    return opened


def at(step, code, column=Column.SELF):
    line = next(line for line in step.sheet.sheet().lines if line.code == code)
    place = step.sheet.grid.index_of(line.criterion_id, column)
    step.sheet.grid.setCurrentIndex(place)
    return place


def press(step, code, keys, column=Column.SELF):
    place = at(step, code, column)
    for key in keys:
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, key)
        QApplication.sendEvent(step.sheet.grid, event)
    return place.data()


def line(step, code):
    return next(line for line in step.sheet.sheet().lines if line.code == code)


def test_a_letter_takes_the_answer_named_below_the_grid(qtbot, open_step):
    step = open_step()
    assert press(step, "1.1", "b") == "4"
    assert "b: Thiếu một phần (4)" in step.sheet.panel.answers.text().replace("\u00a0", " ")


def test_what_does_not_apply_is_left_out_and_shared_in_its_group(qtbot, open_step):
    step = open_step()
    assert press(step, "1.5", "x") == "KAD"
    for code, points in (("1.1", 6), ("1.2", 12), ("1.3", 6), ("1.4", 3)):
        step.sheet.model.put(line(step, code).criterion_id, Column.SELF, D(points))
    group = step.sheet.sheet().lines[0]
    assert step.sheet.grid.index_of(group.criterion_id, Column.SELF).data() == "31,5"
    place = at(step, "1.5")
    step.sheet.model.put_text(place.row(), place.column(), "4")
    assert (place.data(), line(step, "1.5").is_left_out) == ("4", False)


def test_a_criterion_that_always_applies_cannot_be_left_out(qtbot, open_step):
    step = open_step()
    press(step, "1.1", "x")
    ((_, _, sentence),) = step.sheet.model.faults()
    assert sentence == "Tiêu chí này không có mục “Không áp dụng”."


@pytest.mark.parametrize(("keys", "shown"), [("đ", "Đạt"), ("k", "Chưa đạt"), ("1", "Đạt"), ("2", "Chưa đạt")])
def test_one_key_passes_or_fails(qtbot, open_step, keys, shown):
    assert press(open_step("TANGIANG_2023"), "1.1", keys) == shown


def test_the_key_of_the_computed_points_takes_them(qtbot, open_step):
    step = open_step()
    assert press(step, "3.3", "=") == "5"
    assert "Chương trình tính 5 điểm: Không có đảng viên bị kỷ luật trong năm." in step.sheet.panel.computed.text()


def test_all_computed_points_go_into_the_column_by_one_press(qtbot, open_step):
    step = open_step()
    at(step, "1.1", Column.VERIFIED)
    qtbot.mouseClick(step.sheet.take_button, Qt.MouseButton.LeftButton)
    assert (line(step, "3.3").verified_points, line(step, "1.1").verified_points) == (D(5), None)


def test_points_changed_by_hand_are_marked_until_the_reason_is_there(open_step):
    step = open_step()
    row = line(step, "3.3").criterion_id
    step.sheet.model.put(row, Column.VERIFIED, D(0))
    assert "Sửa tay thì ghi lý do" in step.sheet.model.flags_shown()[row, Column.VERIFIED]
    assert step.save() is False
    step.sheet.model.put(row, NOTE, "Vi phạm đã kết luận, chưa có quyết định.")
    assert step.sheet.model.flags_shown() == {}
    assert step.save() is True


def test_the_next_and_the_one_before_are_a_key_away(qtbot, open_step):
    step = open_step()
    assert step.sheet.sheet().cell == "Chi bộ thôn Mẫu 1"
    step.go(1)
    assert step.sheet.sheet().cell == "Chi bộ thôn Mẫu 2"
    step.go(1)
    assert step.sheet.sheet().cell == "Chi bộ thôn Mẫu 2"
    step.go(-1)
    assert step.sheet.sheet().cell == "Chi bộ thôn Mẫu 1"


def test_what_is_missing_to_pass_is_said_while_typing(open_step):
    step = open_step()
    for one in step.sheet.sheet().lines:
        if not one.is_group:
            points = D(0) if one.code.startswith("2.") else one.maximum
            step.sheet.model.put(one.criterion_id, Column.SELF, points)
    said = step.sheet._missing.text()
    assert "Theo điểm tự chấm: Tổng điểm 75, mức quy định 80." in said
    assert "Nhóm 2 (Chất lượng sinh hoạt tốt) được 0 điểm, cần từ 17,5." in said


def test_a_proof_that_is_asked_for_is_marked_until_it_is_written(open_step):
    step = open_step()
    row = line(step, "3.5").criterion_id
    step.sheet.model.put(row, Column.SELF, D(4))
    assert step.sheet.model.flags_shown() == {(row, EVIDENCE): "Tiêu chí này phải có minh chứng."}
    step.sheet.model.put(row, EVIDENCE, "Kết quả xếp loại đoàn thể")
    assert step.sheet.model.flags_shown() == {}


def test_a_proof_is_attached_from_the_sheet_and_counted(qtbot, open_step, office, tmp_path):
    step = open_step()
    source = tmp_path / "xep-loai.pdf"
    source.write_bytes(b"%PDF-1.4\n%...")
    at(step, "3.5")
    dialog = step.open_proofs(line(step, "3.5").criterion_id)
    asked = dialog.describe(source)
    asked.save()
    assert [row.code for row in evidence.of_entry(office, step.sheet.sheet().entry_id)] == ["3.5"]
    dialog.accept()
    assert line(step, "3.5").files == 1
    assert step.sheet.panel.proofs.text() == "Tệp minh chứng (1)…"


def test_the_date_of_a_cells_meeting_is_kept(open_step, office):
    step = open_step()
    step.sheet.fields["self_scored_on"][0].set_value(date(2026, 11, 5))
    assert step.save() is True
    assert entry_scores.sheet(office, step.sheet.sheet().entry_id).self_scored_on == date(2026, 11, 5)


def test_f6_leaves_the_score_grid_and_the_fields_of_the_meeting_below_it_are_typed_without_the_mouse(qtbot, open_step):
    step = open_step()
    step.activateWindow()
    qtbot.waitUntil(step.isActiveWindow)
    sheet = step.sheet
    sheet.grid.edit_first()
    reached = []
    assert step_part(1)
    while QApplication.focusWidget() is not step.save_button and len(reached) < 20:
        reached.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    for field, _ in sheet.fields.values():
        assert any(widget is field or field.isAncestorOf(widget) for widget in reached)
