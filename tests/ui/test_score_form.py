"""The form of a meeting's score: typed down the column, answers by figures, suggestions, totals and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from bontot_desktop.db.models.scoring import ScoreTemplate
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.scoring import ScoreKind
from bontot_desktop.services import drafts, meeting_scores, meetings, scores, seeding
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import SAVE, STAY, AnswerWith
from bontot_desktop.ui.forms.checklist import PointsGrid
from bontot_desktop.ui.forms.score_form import ScoreForm
from bontot_desktop.ui.forms.score_model import LEVEL, NOTE, POINTS, SUGGESTED, TOTAL
from bontot_desktop.ui.forms.score_panel import ScorePanel
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import meeting_office as made


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = made.make_office(tmp_path)
    with office.work("test", "Bảng điểm") as session:
        seeding.plant(session)
        session.query(ScoreTemplate).filter_by(code="AN_PHU").one().is_default = True
    yield office
    office.close()


@pytest.fixture
def shell(office: Office) -> Shell:
    return Shell(office, AnswerWith(), AtOnce())


def opened(qtbot: QtBot, shell: Shell, kind: ScoreKind = ScoreKind.SELF, meeting_id: int = 0) -> ScoreForm:
    """Open the form of a held meeting scored by table B."""
    meeting_id = meeting_id or meetings.save(shell.office, made.filled(shell.office)).id
    form = ScoreForm(shell, kind)
    qtbot.addWidget(form)
    form.resize(1300, 700)
    form.show()
    form.open(meeting_id)
    return form


def shown(form: ScoreForm, code: str, column: str) -> str:
    return form.grid.index_of(code, column).data() or ""


def stand(form: ScoreForm, code: str, column: str) -> None:
    form.grid.setCurrentIndex(form.grid.index_of(code, column))


def test_the_model_keeps_qt_s_rules(qtbot: QtBot, shell: Shell) -> None:
    form = opened(qtbot, shell)
    QAbstractItemModelTester(form.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    form.fill_button.click()


def test_the_suggestion_and_its_reason_stand_beside_the_points(qtbot: QtBot, shell: Shell) -> None:
    form = opened(qtbot, shell)
    found = form.draft().suggestions["2.1"]
    assert shown(form, "2.1", SUGGESTED) == f"{found.points} ({found.reason})"
    stand(form, "2.1", POINTS)
    assert form.detail.reason.text() == f"Gợi ý: {found.sentence}."
    form.resize(500, 600)
    qtbot.waitUntil(lambda: shown(form, "2.1", SUGGESTED) == str(found.points))


def test_g_takes_the_suggestion_and_goes_down(qtbot: QtBot, shell: Shell) -> None:
    form = opened(qtbot, shell)
    stand(form, "1.1", POINTS)
    QTest.keyClicks(form.grid, "g")
    assert form.model.points()["1.1"] == form.draft().suggestions["1.1"].points
    assert form.grid.currentIndex().siblingAtColumn(0).data().startswith("2.1.")


def test_a_figure_takes_the_answer_of_its_place_in_the_column_of_answers(qtbot: QtBot, shell: Shell) -> None:
    form = opened(qtbot, shell)
    stand(form, "2.1", LEVEL)
    QTest.keyClicks(form.grid, "2")
    assert (form.model.points()["2.1"], shown(form, "2.1", LEVEL)) == (3, "2/4")
    # On to the next line with answers, lines without them are passed over.
    assert form.grid.currentIndex().siblingAtColumn(0).data().startswith("4.5.")
    QTest.keyClicks(form.grid, "9")
    assert "4.5" not in form.model.points()
    stand(form, "4.7", LEVEL)
    QTest.keyClicks(form.grid, "2")
    assert (form.model.points()["4.7"], shown(form, "4.7", LEVEL)) == (0, "2/2")


def test_in_the_column_of_points_figures_are_points(qtbot: QtBot, shell: Shell) -> None:
    form = opened(qtbot, shell)
    form.model.setData(form.grid.index_of("2.1", POINTS), "2")
    assert shown(form, "2.1", LEVEL) == "3/4"


def test_an_answer_is_taken_by_a_click_too(qtbot: QtBot, shell: Shell) -> None:
    form = opened(qtbot, shell)
    stand(form, "7", POINTS)
    form.detail.answers.linkActivated.emit("1")
    assert form.model.points()["7"] == 27
    assert "font-weight:600" in form.detail.answers.text()


def test_points_that_differ_from_the_suggestion_are_marked_as_mended_by_hand(qtbot: QtBot, shell: Shell) -> None:
    form = opened(qtbot, shell)
    suggested = form.draft().suggestions["2.1"].points
    form.model.put("2.1", POINTS, suggested)
    assert form.model.flags_shown() == {}
    form.model.put("2.1", POINTS, Decimal("2.5"))
    assert form.model.flags_shown()["2.1", POINTS].startswith("Đã sửa tay: chương trình gợi ý")
    stand(form, "2.1", POINTS)
    assert form.detail.reason.text().endswith("Đã sửa tay.")


def test_subtotals_total_and_rating_follow_the_typing(qtbot: QtBot, shell: Shell) -> None:
    form = opened(qtbot, shell)
    assert form.total.text() == "Chưa chấm điểm."
    form.model.setData(form.grid.index_of("5.1", POINTS), "1,5")
    form.model.setData(form.grid.index_of("5.2", POINTS), "4")
    assert (shown(form, "5", POINTS), shown(form, TOTAL, POINTS)) == ("5,5", "5,5")
    assert "còn" in form.total.text()
    form.fill_button.click()
    assert form.total.text() == "Tổng 99,5/100, xếp loại Tốt"


def test_a_line_that_does_not_apply_takes_no_points_and_its_points_go_to_the_other(qtbot: QtBot, shell: Shell) -> None:
    form = opened(qtbot, shell)
    row = form.grid.index_of("4.3", POINTS).row()
    assert not form.grid.may_choose(row)
    assert form.model.item_at(form.grid.index_of("4.2", POINTS).row()).maximum == 15
    stand(form, "4.3", POINTS)
    assert form.detail.reason.text().startswith("Gợi ý: Tháng không có sinh hoạt chuyên đề")


def test_saving_stores_points_notes_and_days_and_tells_the_state(qtbot: QtBot, shell: Shell) -> None:
    form = opened(qtbot, shell)
    meeting_id = form.draft().meeting_id
    assert not form.is_edited()
    form.fill_button.click()
    form.model.setData(form.grid.index_of("1.1", NOTE), "Họp đủ giờ")
    assert form.is_edited()
    with qtbot.waitSignal(form.stored):
        form.save_button.click()
    assert not form.is_edited()
    stored = meeting_scores.load(shell.office, meeting_id)
    assert (stored.total, stored.notes) == (100, {"1.1": "Họp đủ giờ"})
    assert stored.scored_on == stored.held_on
    assert form.state.label.text().startswith("Chi ủy đề nghị")


def test_half_a_table_stays_and_the_cursor_goes_to_the_first_line_lacking(qtbot: QtBot, shell: Shell) -> None:
    form = opened(qtbot, shell)
    form.model.setData(form.grid.index_of("1.1", POINTS), "5")
    assert not form.save()
    assert form._said.text().startswith("Dòng 2.1: Chưa chấm dòng này")
    assert form.grid.currentIndex().siblingAtColumn(0).data().startswith("2.1.")


def test_points_beyond_the_maximum_are_not_taken(qtbot: QtBot, shell: Shell) -> None:
    form = opened(qtbot, shell)
    form.fill_button.click()
    form.model.setData(form.grid.index_of("1.1", POINTS), "6")
    assert not form.save()
    assert form._said.text().startswith("Dòng 1.1:")
    form.forget()


def test_an_official_score_that_differs_asks_for_its_reason_at_the_field(qtbot: QtBot, shell: Shell) -> None:
    own = opened(qtbot, shell)
    own.fill_button.click()
    assert own.save()
    meeting_id = own.draft().meeting_id
    form = opened(qtbot, shell, ScoreKind.OFFICIAL, meeting_id)
    form.fill_button.click()
    form.model.put("1.1", POINTS, Decimal(3))
    assert not form.save()
    assert form._fields["reason"][1].problem() == "Chi bộ tự chấm 100 điểm; hãy ghi lý do điểm chính thức khác."
    form.field("reason").set_value("Bắt đầu muộn")
    assert form.save()
    again = opened(qtbot, shell, meeting_id=meeting_id)
    assert "đã chốt" in again.locked.label.text()
    assert not again.save_button.isEnabled()
    assert not again.grid.may_choose(again.grid.index_of("1.1", POINTS).row())


def test_unfinished_typing_comes_back_with_its_table(qtbot: QtBot, shell: Shell) -> None:
    form = opened(qtbot, shell)
    meeting_id = form.draft().meeting_id
    form.model.put("1.1", POINTS, Decimal(4))
    form.field("limits_to_fix").set_value("Bắt đầu đúng giờ")
    form.kept.keep()
    again = opened(qtbot, shell, meeting_id=meeting_id)
    assert again.kept.is_offered()
    again.kept.go_on()
    assert again.model.points() == {"1.1": 4}
    assert again.field("limits_to_fix").value() == "Bắt đầu đúng giờ"
    again.forget()
    form.forget()
    assert drafts.all_kept(shell.office) == []


def test_another_table_is_taken_after_asking_and_stored_only_on_saving(qtbot: QtBot, shell: Shell) -> None:
    form = opened(qtbot, shell)
    meeting_id = form.draft().meeting_id
    with shell.office.read() as session:
        default = session.query(ScoreTemplate).filter_by(code="HD42").one().id
    form.model.put("1.1", POINTS, Decimal(4))
    shell.asking = AnswerWith("Quay lại", "Chấm lại")
    for expected in ("AN_PHU", "HD42"):
        form.table.set_value(default)
        form.table.edited.emit()
        assert form.draft().template.code == expected
    assert form.grid.isColumnHidden(form.grid.column_of(LEVEL))
    form.fill_button.click()
    assert form.save()
    assert meeting_scores.load(shell.office, meeting_id).template.code == "HD42"


def test_a_combined_meeting_scores_its_theme(qtbot: QtBot, shell: Shell) -> None:
    meeting_id = meetings.save(shell.office, made.filled(shell.office, kind=MeetingType.COMBINED)).id
    # Table B is for regular and combined meetings.
    form = opened(qtbot, shell, meeting_id=meeting_id)
    assert form.grid.may_choose(form.grid.index_of("4.3", POINTS).row())


def test_delete_empties_points(qtbot: QtBot, shell: Shell) -> None:
    form = opened(qtbot, shell)
    form.model.put("1.1", POINTS, Decimal(4))
    stand(form, "1.1", POINTS)
    QTest.keyClick(form.grid, Qt.Key.Key_Delete)
    assert form.model.points() == {}


def test_an_observer_s_points_leave_out_the_line_that_does_not_apply_too(qtbot: QtBot, shell: Shell) -> None:
    meeting_id = meetings.save(shell.office, made.filled(shell.office)).id
    with shell.office.read() as session:
        template = scores.for_meeting(session, meeting_id, shell.today())
    grid = PointsGrid()
    qtbot.addWidget(grid)
    grid.show_template(template)
    grid.set_value({item.code: item.maximum for item in template.leaves})
    assert grid.total.text() == "Tổng 100/100; xếp loại Tốt."
    index = grid.view.index_of("4.3", "points")
    assert index.data() == "–"
    assert not grid.model.may_edit(index.row(), 0)
    assert grid.fault() == ""


def test_all_scores_of_a_meeting_stand_in_one_place(qtbot: QtBot, shell: Shell) -> None:
    meeting_id = meetings.save(shell.office, made.filled(shell.office)).id
    panel = ScorePanel(shell)
    qtbot.addWidget(panel)
    panel.show()
    panel.open(meeting_id)
    own = panel.form()
    own.fill_button.click()
    chips = panel._chips
    shell.asking = AnswerWith(STAY, SAVE)
    chips.button(1).click()
    assert panel.form() is own
    assert chips.button(0).isChecked()
    chips.button(1).click()
    assert panel.form().kind is ScoreKind.IN_CHARGE
    assert chips.button(0).text() == "Chi bộ tự chấm: 100"
    panel.form().fill_button.click()
    panel.form().model.put("1.1", POINTS, Decimal(3))
    assert panel.save()
    assert chips.button(1).text() == "Đảng ủy viên phụ trách: 98"
    chips.button(2).click()
    panel.form().fill_button.click()
    assert panel.is_edited()
    panel.forget()
    assert not panel.is_edited()
