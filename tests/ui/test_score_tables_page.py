"""Hệ thống, Thang điểm and the rules of the year: edited by grids and windows, faults at their fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bontot_desktop.rules.auto_scores import Auto
from bontot_desktop.rules.scoring import Condition, ItemKind, NotApplicable, Rating, ScoreItem, ScoreOption
from bontot_desktop.services import meeting_scores, meetings, score_settings, score_tables, seeding
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.forms.score_items import ItemsField, WayWindow, way_words
from bontot_desktop.ui.pages.system import score_rules
from bontot_desktop.ui.pages.system.score_rules import ScoreRulesPart
from bontot_desktop.ui.pages.system.score_tables import DROP_IT, ScoreTablesPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import meeting_office as made


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = made.make_office(tmp_path)
    with office.work("test", "Bảng điểm") as session:
        seeding.plant(session)
    yield office
    office.close()


@pytest.fixture
def shell(office: Office) -> Shell:
    return Shell(office, AnswerWith(), AtOnce())


def opened(qtbot: QtBot, shell: Shell, code: str = "AN_PHU") -> ScoreTablesPart:
    part = ScoreTablesPart(shell)
    qtbot.addWidget(part)
    shell.changed.connect(part.changed)
    part.resize(1100, 700)
    part.show()
    part.refresh()
    part.table.select(next(row.id for row in part._rows.values() if row.code == code))
    return part


def set_cell(field: ItemsField, code: str, column: str, typed: str) -> None:
    row = next(place for place, item in enumerate(field.value()) if item.code == code)
    column_at = next(place for place, known in enumerate(field.model.columns) if known.id == column)
    field.model.put_text(row, column_at, typed)


def test_the_lines_of_a_table_come_back_from_the_grid_as_they_went_in(qtbot: QtBot, shell: Shell) -> None:
    part = opened(qtbot, shell)
    draft = next(row for row in score_tables.rows(shell.office) if row.code == "AN_PHU")
    assert score_tables.grouped(part.items.value()) == draft.items
    assert not part.form.is_edited()
    assert part.items.sum.text() == "Các tiêu chí cộng lại 100 điểm"


def test_points_that_do_not_add_up_are_said_under_the_lines(qtbot: QtBot, shell: Shell) -> None:
    part = opened(qtbot, shell)
    set_cell(part.items, "3.1", "maximum", "2")
    assert part.odd.label.text() == "Các tiêu chí cộng lại 99 điểm, thang điểm ghi 100."
    part.form.save()
    faults = part.form.field("items")
    assert faults is part.items
    row = part.form._fields["items"][1]
    assert row.problem().startswith("Nhóm 3 ghi 10 điểm, các dòng của nhóm cộng lại 9")
    part.form.forget()


def test_a_rating_out_of_order_is_said_at_its_own_field(qtbot: QtBot, shell: Shell) -> None:
    part = opened(qtbot, shell)
    part.form.field("fair").set_value(Decimal(95))
    part.form.save()
    assert part.form._fields["fair"][1].problem() == "Khá phải thấp hơn Tốt."
    part.form.forget()


def test_lines_are_added_moved_and_dropped(qtbot: QtBot, shell: Shell) -> None:
    part = opened(qtbot, shell, "PHU_THO")
    items = part.items
    items.view.setCurrentIndex(items.model.index(1, 0))
    items.buttons["Thêm dòng"].click()
    assert [item.code for item in items.value()] == ["1", "2", "5", "3", "4"]
    items.buttons["Xuống"].click()
    assert [item.code for item in items.value()] == ["1", "2", "3", "5", "4"]
    items.buttons["Lên"].click()
    items.buttons["Bỏ dòng"].click()
    assert [item.code for item in items.value()] == ["1", "2", "3", "4"]
    part.form.forget()


def window(qtbot: QtBot, shell: Shell, item: ScoreItem) -> WayWindow:
    found = WayWindow(shell, item)
    qtbot.addWidget(found)
    found.show()
    return found


def test_how_a_line_is_scored_stands_in_its_window(qtbot: QtBot, shell: Shell) -> None:
    part = opened(qtbot, shell)
    items = part.items
    place = next(at for at, item in enumerate(items.value()) if item.code == "4.3")
    items.view.setCurrentIndex(items.model.index(place, 1))
    items.buttons["Cách chấm…"].click()
    items.window_.not_applicable.set_value(NotApplicable.FULL)
    items.window_.take()
    assert items.value()[place].not_applicable is NotApplicable.FULL
    assert items.value()[place].moves_to == ""
    assert part.form.is_edited()
    part.form.forget()


def test_the_window_offers_only_what_the_way_of_scoring_needs(qtbot: QtBot, shell: Shell) -> None:
    item = ScoreItem("1", "Dòng", Decimal(5))
    found = window(qtbot, shell, item)
    assert not found.view.isVisible()
    found.kind.set_value(ItemKind.AUTO)
    found.kind.edited.emit()
    assert found.rows["auto"].isVisible()
    found.take()
    assert found.rows["auto"].problem() == "Chọn điều chương trình tính."
    for auto, banded in ((Auto.COMMITTEE_MET.value, False), (Auto.SPEAKING.value, True)):
        found.auto.set_value(auto)
        found.auto.edited.emit()
        assert found.view.isVisible() is banded
    with qtbot.waitSignal(found.taken) as told:
        found.model.put_text(0, 0, "từ 50 %")
        found.model.put_text(0, 1, "5")
        found.model.put_text(0, 2, "50")
        found.take()
    assert told.args == [
        replace(
            item,
            kind=ItemKind.AUTO,
            auto="SPEAKING",
            options=(ScoreOption("từ 50 %", Decimal(5), Decimal(50), None),),
        )
    ]


def test_an_answer_without_points_stays_in_the_window(qtbot: QtBot, shell: Shell) -> None:
    found = window(qtbot, shell, ScoreItem("1", "Dòng", Decimal(5), kind=ItemKind.OPTIONS))
    found.model.put_text(1, 0, "tốt")
    found.take()
    assert found.said.text() == "Mức 2: cần cả tên mức và số điểm."
    found.reject()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, "Tự cho điểm"),
        ({"kind": ItemKind.AUTO, "auto": "TASKS_DONE"}, "Tỷ lệ nhiệm vụ đến hạn đã xong"),
        (
            {"condition": Condition.THEMED, "not_applicable": NotApplicable.MOVE, "moves_to": "4.2"},
            "Tự cho điểm; tháng có sinh hoạt chuyên đề, nếu không: chuyển sang 4.2",
        ),
        (
            {"condition": Condition.COMMITTEE, "not_applicable": NotApplicable.FULL},
            "Tự cho điểm; chi bộ có chi ủy, nếu không: được trọn điểm",
        ),
    ],
)
def test_the_way_of_scoring_is_said_in_short(told, expected) -> None:
    assert way_words(ScoreItem("1", "Dòng", Decimal(5), **told)) == expected


def test_a_used_table_says_that_it_gets_a_new_version_and_shows_it_after_saving(qtbot: QtBot, shell: Shell) -> None:
    meeting_id = meetings.save(shell.office, made.filled(shell.office)).id
    draft = meeting_scores.load(shell.office, meeting_id)
    points = {item.code: item.maximum for item in draft.template.leaves}
    meeting_scores.save(shell.office, replace(draft, points=points))
    part = opened(qtbot, shell, "HD42")
    assert part.versions.label.text().startswith("Đã có 1 phiếu chấm theo bảng này.")
    set_cell(part.items, "1", "title", "Đủ giờ")
    part.form.save()
    assert part._open.version == 2
    assert len(part._rows) == 5


def test_a_copy_is_begun_and_dropped_again(qtbot: QtBot, shell: Shell) -> None:
    part = opened(qtbot, shell)
    part.copy(part._open)
    assert part.form.field("name").value() == "Bảng chấm điểm chi tiết (phường An Phú) (bản sao)"
    part.form.save()
    assert len(part._rows) == 5
    shell.asking = AnswerWith(DROP_IT)
    part.drop(part._open)
    assert len(score_tables.rows(shell.office)) == 4


def test_the_sheet_of_what_stands_in_the_form_is_shown(qtbot: QtBot, shell: Shell) -> None:
    part = opened(qtbot, shell, "PHU_THO")
    shell.asking.parent = part
    part.look()
    assert part.preview.windowTitle() == "Phiếu đánh giá theo Khung chấm điểm khối cơ quan (Phú Thọ)"
    part.preview.reject()
    set_cell(part.items, "1", "maximum", "0")
    part.look()
    assert part.form._fields["items"][1].problem()
    part.form.forget()


def test_the_rules_of_the_year_go_through_the_form_and_back(qtbot: QtBot, shell: Shell) -> None:
    settings = score_settings.load(shell.office)
    assert score_rules.settings_of(score_rules.form_of(settings)) == settings
    part = ScoreRulesPart(shell)
    qtbot.addWidget(part)
    part.refresh()
    part.form.field("GOOD_count").set_value(9)
    part.form.field("submit_day").set_value(None)
    part.form.field("outlier_near").set_value(Decimal(2))
    assert part.save()
    stored = score_settings.load(shell.office)
    assert (stored.roll_up.levels[0].count, stored.deadlines.submit_day, stored.outliers.near) == (9, 0, Decimal(2))
    part.form.field("FAIR_count_level").set_value(None)
    assert not part.save()
    assert part.form._fields["FAIR_count_level"][1].problem() == "Chọn mức của số buổi này."
    part.form.forget()


def test_a_level_without_any_condition_is_left_out() -> None:
    form = score_rules.RulesForm(GOOD_share_level=Rating.GOOD)
    (only,) = score_rules.settings_of(form).roll_up.levels
    assert (only.level, only.share_level, only.share_percent) == (Rating.GOOD, Rating.GOOD, 100)
