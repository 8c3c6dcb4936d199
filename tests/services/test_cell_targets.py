"""Targets of cells: given and reached by year, copied from the year before, feeding what criteria compute."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.criteria_metrics import Metric
from bontot_desktop.services import cell_targets, criteria_metrics, entry_scores
from bontot_desktop.services.cell_targets import Indicator, TargetDraft
from tests import recognition_office as made

D = Decimal
INCOME = Indicator("Thu nhập bình quân", "triệu đồng")
POOR = Indicator("Hộ nghèo", "hộ", is_lower_better=True)
ADMISSION = Indicator(cell_targets.ADMISSION, "người", is_admission=True)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def save(office, *targets, year=made.YEAR, indicators=(INCOME, POOR, ADMISSION)):
    sheet = cell_targets.sheet(office, year)
    named = {target.indicator for target in targets}
    used = tuple(one for one in indicators if one.name in named)
    cell_targets.save(office, replace(sheet, indicators=used, targets=targets))


def test_what_is_given_and_reached_comes_back_by_cell_and_indicator(office):
    first = cell_targets.sheet(office, made.YEAR).cells[0].id
    save(office, TargetDraft(first, INCOME.name, D(60), D(62)), TargetDraft(first, POOR.name, D(4), D(5)))
    kept = cell_targets.sheet(office, made.YEAR)
    assert [one.name for one in kept.indicators] == [INCOME.name, POOR.name]
    assert kept.of(first, "THU NHẬP BÌNH QUÂN") == TargetDraft(first, INCOME.name, D(60), D(62))
    assert cell_targets.told(kept, first) == "1/2 chỉ tiêu đạt, 1 vượt"


def test_an_emptied_figure_takes_the_target_away(office):
    first, second = (cell.id for cell in cell_targets.sheet(office, made.YEAR).cells[:2])
    save(office, TargetDraft(first, INCOME.name, D(60)), TargetDraft(second, INCOME.name, D(50)))
    save(office, TargetDraft(second, INCOME.name, D(50)))
    assert cell_targets.sheet(office, made.YEAR).targets == (TargetDraft(second, INCOME.name, D(50)),)


@pytest.mark.parametrize(
    ("indicators", "targets", "said"),
    [
        ((INCOME, replace(INCOME, name="Thu nhập  bình quân")), (), "ghi hai lần"),
        ((Indicator(""),), (), "chưa có tên"),
        ((ADMISSION, replace(ADMISSION, name="Kết nạp")), (), "Chỉ một chỉ tiêu"),
        ((INCOME,), (TargetDraft(1, INCOME.name, None, D(3)),), "chưa ghi số giao"),
        ((INCOME,), (TargetDraft(1, INCOME.name, D(-1)),), "không được âm"),
    ],
)
def test_what_cannot_be_is_said(office, indicators, targets, said):
    sheet = replace(cell_targets.sheet(office, made.YEAR), indicators=indicators, targets=targets)
    assert said in cell_targets.problems(sheet)[0].sentence
    with pytest.raises(Problems):
        cell_targets.save(office, sheet)


def test_last_year_is_copied_with_what_was_given_and_nothing_reached(office):
    first = cell_targets.sheet(office, made.YEAR).cells[0].id
    with pytest.raises(Refused, match="Năm 2025 chưa ghi chỉ tiêu"):
        cell_targets.as_last_year(office, made.YEAR)
    save(office, TargetDraft(first, INCOME.name, D(55), D(58)), year=made.YEAR - 1)
    found = cell_targets.as_last_year(office, made.YEAR)
    assert (found.year, found.targets) == (made.YEAR, (TargetDraft(first, INCOME.name, D(55)),))


def test_targets_feed_the_criteria_of_the_sheet(office):
    campaign_id = made.open_campaign(office)
    entry_id = made.entry_ids(office, campaign_id)[0]
    made.register(office, [entry_id])
    first = cell_targets.sheet(office, made.YEAR).cells[0].id
    save(
        office,
        TargetDraft(first, INCOME.name, D(60), D(62)),
        TargetDraft(first, POOR.name, D(4), D(4)),
        TargetDraft(first, ADMISSION.name, D(1)),
    )
    lines = {line.code: line for line in entry_scores.sheet(office, entry_id).lines}
    assert (lines["1.2"].auto.points, lines["1.2"].auto.sentence) == (D(12), "Đạt 2/2 chỉ tiêu, vượt 1.")
    assert (lines["1.5"].auto.points, lines["1.5"].auto.sentence) == (D(0), "Kết nạp 0/1 đảng viên theo chỉ tiêu.")


def test_what_was_computed_is_kept_beside_the_points_and_a_change_by_hand_needs_its_reason(office):
    campaign_id = made.open_campaign(office)
    entry_id = made.entry_ids(office, campaign_id)[0]
    made.register(office, [entry_id])
    first = cell_targets.sheet(office, made.YEAR).cells[0].id
    save(office, TargetDraft(first, INCOME.name, D(60), D(50)))
    full = made.full_sheet(entry_scores.sheet(office, entry_id))
    with pytest.raises(Problems, match=r"Tiêu chí 1\.2: chương trình tính 0 .*hãy ghi lý do sửa tay"):
        entry_scores.save(office, full)
    lines = tuple(replace(line, note="Đã giao lại.") if line.code == "1.2" else line for line in full.lines)
    entry_scores.save(office, replace(full, lines=lines))
    with office.read() as session:
        (row,) = [
            row for row in entry_scores.entries.find_entry(session, entry_id).scores if row.criterion.code == "1.2"
        ]
        assert (row.auto_points, row.auto_value, row.auto_on) == (
            D(0),
            "Đạt 0/1 chỉ tiêu, vượt 0; chưa đạt: Thu nhập bình quân.",
            office.today(),
        )
    assert next(line for line in entry_scores.sheet(office, entry_id).lines if line.code == "1.2").is_by_hand


def test_every_cell_is_computed_in_one_go(office):
    cells = [cell.id for cell in cell_targets.sheet(office, made.YEAR).cells]
    found = criteria_metrics.compute(office, made.YEAR, cells)
    assert {frozenset(values) for values in found.values()} == {frozenset(Metric)}
