"""Hệ thống, Bộ tiêu chí: sets come back as they went in, a set in use becomes a new version that campaigns may take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bontot_desktop.rules.criteria import Answer, Criterion, CriterionKind, ItemRole
from bontot_desktop.rules.criteria_metrics import Metric
from bontot_desktop.rules.recognition import Scoring, SetStatus
from bontot_desktop.services import campaign_groups, campaigns, criteria_sets, entry_scores
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.forms.campaign import CampaignPage
from bontot_desktop.ui.forms.campaign_sets import GroupSetsDialog
from bontot_desktop.ui.forms.criteria_items import CriterionWindow, way_words
from bontot_desktop.ui.pages.system.criteria_sets import DROP_IT, LATER, RETIRE_IT, SWITCH, CriteriaSetsPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import recognition_office as made


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def shell(office: Office) -> Shell:
    return Shell(office, AnswerWith(), AtOnce())


def opened(qtbot: QtBot, shell: Shell, code: str = "DE_XUAT_100") -> CriteriaSetsPart:
    part = CriteriaSetsPart(shell)
    qtbot.addWidget(part)
    shell.changed.connect(part.changed)
    part.resize(1100, 700)
    part.show()
    part.refresh()
    part.table.select(next(row.id for row in part._rows.values() if row.code == code))
    return part


def set_cell(part: CriteriaSetsPart, code: str, column: int, typed: str) -> None:
    row = next(place for place, item in enumerate(part.items.value()) if item.code == code)
    part.items.model.put_text(row, column, typed)


def test_every_set_comes_back_from_the_form_as_it_went_in(qtbot: QtBot, shell: Shell) -> None:
    part = opened(qtbot, shell)
    for draft in criteria_sets.rows(shell.office):
        part.table.select(draft.id)
        assert criteria_sets.tidied(part.form.draft()) == criteria_sets.tidied(draft)
        assert not part.form.is_edited()


def test_a_proposal_says_so_and_is_adopted_with_a_paper(qtbot: QtBot, shell: Shell) -> None:
    part = opened(qtbot, shell)
    assert part.standing.label.text().startswith("Bộ này do chương trình đề xuất.")
    shell.asking = AnswerWith("Hướng dẫn số 03-HD/ĐU, ngày 05/02/2026")
    part.adopt_button.click()
    assert part._open.status is SetStatus.ADOPTED
    assert part.form.field("adopted_by").value() == "Hướng dẫn số 03-HD/ĐU, ngày 05/02/2026"
    assert part.standing.isHidden()
    assert part.adopt_button.isHidden()


def test_points_that_do_not_add_up_are_said_under_the_lines(qtbot: QtBot, shell: Shell) -> None:
    part = opened(qtbot, shell)
    set_cell(part, "1.1", 2, "7")
    assert part.items.sum.text() == "Các tiêu chí cộng lại 101 điểm"
    part.form.save()
    assert part.form._fields["items"][1].problem().startswith("Nhóm 1 ghi 35 điểm, các dòng của nhóm cộng lại 36.")
    part.form.forget()


def test_a_set_without_points_shows_none(qtbot: QtBot, shell: Shell) -> None:
    part = opened(qtbot, shell, "TANGIANG_2023")
    assert part.items.view.isColumnHidden(2)
    assert not part.form.field("maximum").isVisible()
    assert part.items.sum.text() == "16 tiêu chí"
    part.table.select(next(row.id for row in part._rows.values() if row.code == "DE_XUAT_100"))
    assert not part.items.view.isColumnHidden(2)
    assert part.form.field("maximum").isVisible()


def in_use(office: Office) -> list[int]:
    """Open a campaign and score the first of its cells."""
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids)
    sheet = entry_scores.sheet(office, ids[0])
    lines = tuple(line if line.is_group else replace(line, self_points=line.maximum) for line in sheet.lines)
    entry_scores.save(office, replace(sheet, lines=lines))
    return ids


def titles(office: Office, ids: list[int]) -> list[str]:
    return [entry_scores.sheet(office, entry_id).lines[1].title for entry_id in ids]


@pytest.mark.parametrize(("answer", "switched"), [(SWITCH, 3), (LATER, 0)])
def test_a_set_in_use_becomes_a_new_version_and_the_unscored_cells_are_offered_it(
    qtbot: QtBot, shell: Shell, answer: str, switched: int
) -> None:
    ids = in_use(shell.office)
    part = opened(qtbot, shell)
    said = part.versions.label.text()
    assert said.startswith("Đợt thi đua năm 2026 dùng bộ này. Đã có 1 phiếu")
    set_cell(part, "1.1", 1, "Kế hoạch năm")
    asking = shell.asking = AnswerWith(answer)
    part.form.save()
    assert part._open.version == 2
    assert asking.asked == [
        "Chuyển các chi bộ chưa chấm sang bản 2? Đợt thi đua năm 2026 có 3 chi bộ chưa chấm theo bản cũ; "
        "1 chi bộ đã chấm giữ bản cũ."
    ]
    assert titles(shell.office, ids).count("Kế hoạch năm") == switched
    assert part.behind.isHidden() is (answer == SWITCH)


def test_the_new_version_may_be_taken_later_too(qtbot: QtBot, shell: Shell) -> None:
    ids = in_use(shell.office)
    part = opened(qtbot, shell)
    set_cell(part, "1.1", 1, "Kế hoạch năm")
    shell.asking = AnswerWith(LATER)
    part.form.save()
    assert part.behind.label.text().startswith("Đợt thi đua năm 2026 có 3 chi bộ chưa chấm theo bản cũ")
    shell.asking = AnswerWith(SWITCH)
    part.switch(part._open)
    assert titles(shell.office, ids).count("Kế hoạch năm") == 3
    assert part.behind.isHidden()


def test_a_copy_is_begun_saved_and_dropped_again(qtbot: QtBot, shell: Shell) -> None:
    part = opened(qtbot, shell, "DE_XUAT_4x25")
    count = len(part._rows)
    part.copy(part._open)
    assert part.form.field("name").value() == "Thang điểm 4 x 25 (bản sao)"
    part.form.save()
    assert (len(part._rows), part._open.status) == (count + 1, SetStatus.DRAFT)
    shell.asking = AnswerWith(DROP_IT)
    part.drop(part._open)
    assert len(part._rows) == count


def test_a_set_is_put_aside_after_asking(qtbot: QtBot, shell: Shell) -> None:
    part = opened(qtbot, shell, "DE_XUAT_4x25")
    shell.asking = AnswerWith(RETIRE_IT)
    part.retire_button.click()
    assert part._open.status is SetStatus.RETIRED
    assert part.retire_button.isHidden()


def test_lines_are_added_in_their_group(qtbot: QtBot, shell: Shell) -> None:
    part = opened(qtbot, shell, "DANG_VIEN_5_TOT")
    items = part.items
    items.view.setCurrentIndex(items.model.index(4, 0))
    items.buttons["Thêm dòng"].click()
    set_cell(part, "6", 1, "Thêm một")
    part.form.save()
    stored = next(row for row in criteria_sets.rows(shell.office) if row.code == "DANG_VIEN_5_TOT")
    assert [item.maximum for item in stored.items] == [1] * 6


def window(qtbot: QtBot, shell: Shell, item: Criterion, scoring: Scoring = Scoring.POINTS) -> CriterionWindow:
    found = CriterionWindow(shell, item, scoring)
    qtbot.addWidget(found)
    found.show()
    return found


def test_the_window_offers_only_what_the_way_of_scoring_needs(qtbot: QtBot, shell: Shell) -> None:
    item = Criterion("1.2", "Chỉ tiêu", Decimal(12))
    found = window(qtbot, shell, item)
    assert not found.view.isVisible()
    found.kind.set_value(CriterionKind.AUTO)
    found.kind.edited.emit()
    found.take()
    assert found.rows["metric"].problem() == "Chọn số liệu chương trình tính."
    found.computed.set_value(Metric.TARGETS_DONE.value)
    found.computed.edited.emit()
    assert found.view.isColumnHidden(4)
    found.second.set_value(Metric.TARGETS_OVER.value)
    found.second.edited.emit()
    assert not found.view.isColumnHidden(4)
    found.na_allowed.set_value(True)
    found.na_allowed.edited.emit()
    assert found.rows["na_policy"].isVisible()
    with qtbot.waitSignal(found.taken) as told:
        for column, typed in enumerate(("100 % và từ 30 % vượt", "12", "100", "", "30")):
            found.model.put_text(0, column, typed)
        found.take()
    assert told.args == [
        replace(
            item,
            kind=CriterionKind.AUTO,
            metric="targets_done_pct",
            second_metric="targets_over_pct",
            na_allowed=True,
            options=(Answer("100 % và từ 30 % vượt", Decimal(12), Decimal(100), None, Decimal(30)),),
        )
    ]


def test_an_answer_without_points_stays_in_the_window(qtbot: QtBot, shell: Shell) -> None:
    found = window(qtbot, shell, Criterion("1", "Dòng", Decimal(5), kind=CriterionKind.OPTIONS))
    found.model.put_text(1, 0, "tốt")
    found.take()
    assert found.said.text() == "Mức 2: cần cả tên mức và số điểm."
    found.reject()


def test_the_way_of_a_criterion_comes_back_into_the_lines(qtbot: QtBot, shell: Shell) -> None:
    part = opened(qtbot, shell)
    place = next(at for at, item in enumerate(part.items.value()) if item.code == "1.3")
    part.items.view.setCurrentIndex(part.items.model.index(place, 1))
    part.items.buttons["Cách chấm…"].click()
    part.items.window_.is_veto.set_value(True)
    part.items.window_.take()
    assert part.items.value()[place].is_veto
    assert part.form.is_edited()
    part.form.forget()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, "Tự cho điểm"),
        (
            {"kind": CriterionKind.AUTO, "metric": "disciplined_count", "is_veto": True},
            "Bắt buộc; số đảng viên bị kỷ luật trong năm",
        ),
        ({"role": ItemRole.BONUS}, "Điểm thưởng; tự cho điểm"),
        ({"evidence_required": True, "na_allowed": True}, "Cần minh chứng; tự cho điểm; có thể không áp dụng"),
    ],
)
def test_the_way_of_scoring_is_said_in_short(told, expected) -> None:
    assert way_words(Criterion("1", "Dòng", Decimal(5), **told)) == expected


def test_a_campaign_names_a_set_for_a_kind_of_cells_until_one_of_them_is_scored(qtbot: QtBot, shell: Shell) -> None:
    campaign_id = made.open_campaign(shell.office)
    school = made.set_id(shell.office, "DE_XUAT_4x25")
    found = GroupSetsDialog(shell, campaign_id)
    found.show()
    found.fields["Trường học"].set_value(school)
    found.save()
    assert campaign_groups.named(shell.office, campaign_id) == {"Trường học": school}
    ids = made.entry_ids(shell.office, campaign_id)
    made.register(shell.office, ids)
    sheet = entry_scores.sheet(shell.office, ids[0])
    lines = tuple(line if line.is_group else replace(line, self_points=line.maximum) for line in sheet.lines)
    entry_scores.save(shell.office, replace(sheet, lines=lines))
    again = GroupSetsDialog(shell, campaign_id)
    again.show()
    assert again.fields["Trường học"].value() == school
    assert [group for group, field in again.fields.items() if not field.isEnabled()] == ["Nông thôn"]
    again.reject()


def test_a_campaign_keeps_the_older_version_it_names_in_its_form(qtbot: QtBot, shell: Shell) -> None:
    in_use(shell.office)
    campaign_id = campaigns.list_campaigns(shell.office)[0].id
    draft = campaigns.load(shell.office, campaign_id)
    part = opened(qtbot, shell)
    set_cell(part, "1.1", 1, "Kế hoạch năm")
    shell.asking = AnswerWith(LATER)
    part.form.save()
    page = CampaignPage(shell, draft, lambda _: None)
    qtbot.addWidget(page)
    field = page.form.field("criteria_set_id")
    assert (field.value(), field.currentText()) == (draft.criteria_set_id, "Thang điểm 100 (bản 1, đề xuất)")
