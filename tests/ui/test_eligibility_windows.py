"""Each rule says its sentence on a cell's page; rules are set aside, cases recorded and a campaign's rules edited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from bontot_desktop.rules.cases import Outcome
from bontot_desktop.rules.recognition import EntryState, QualityLevel, RuleResult, Severity
from bontot_desktop.services import campaign_rules, cases, eligibility, entries, holds, recognition
from bontot_desktop.services.cases import CaseDraft
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.forms.campaign_rules import open_rules
from bontot_desktop.ui.forms.cases import open_cases
from bontot_desktop.ui.forms.one_act import OneActDialog
from bontot_desktop.ui.pages.recognition import states
from bontot_desktop.ui.pages.recognition.page import RecognitionPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import recognition_office as made

HOLD = "Tạm dừng xét…"


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def shell_of(office, *answers):
    return Shell(office, asking=AnswerWith(*answers), tasks=AtOnce(), now=lambda: office.now())


def result_step(qtbot, shell):
    page = RecognitionPage(shell)
    qtbot.addWidget(page)
    shell.changed.connect(page.changed)
    page.resize(1200, 700)
    page.show()
    page.refresh()
    page.journey.steps.open_step(states.RESULT)
    return page.journey.parts[states.RESULT]


def act_window():
    """Return the window of an act that opened last."""
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, OneActDialog) and one.isVisible()]
    return shown[-1]


def fill(dialog, **values):
    for name, value in values.items():
        dialog.form.field(name).set_value(value)
    dialog.form.save()


def press(step, name):
    step.view.rules.findChild(QPushButton, name).click()


def test_every_rule_has_its_line_and_one_that_bars_is_set_aside_and_held_again(office, qtbot):
    campaign_id, ids = made.reviewed(office)
    made.rate(office, campaign_id, {ids[0]: QualityLevel.COMPLETED})
    shell = shell_of(office)
    step = result_step(qtbot, shell)
    step.table.select(ids[0])
    said = step.view.rules.sentences()
    assert said[0] == 'Chi bộ xếp loại "Hoàn thành nhiệm vụ", cần từ "Hoàn thành tốt nhiệm vụ".'
    assert said == [one.sentence for one in sorted(eligibility.findings(office, ids[0]), key=_rank)]
    press(step, "rule:E03:Vẫn xét…")
    fill(act_window(), reason="Có thành tích nổi bật.", minutes="Mục III.2")
    assert recognition.verdict(office, ids[0]).may_be_recognised
    press(step, "rule:E03:Không xét nữa")
    assert not recognition.verdict(office, ids[0]).may_be_recognised


def _rank(one):
    order = [RuleResult.FAILED, RuleResult.OVERRIDDEN, RuleResult.WARNED, RuleResult.UNKNOWN, RuleResult.PASSED]
    return (not one.is_against, order.index(one.result))


def test_a_case_under_way_leads_from_its_line_to_holding_the_case(office, qtbot):
    campaign_id, ids = made.reviewed(office)
    cell_id = entries.list_entries(office, campaign_id)[0].cell_id
    cases.save(office, CaseDraft(cell_id, received_on=date(2026, 11, 18)))
    step = result_step(qtbot, shell_of(office))
    step.table.select(ids[0])
    press(step, f"rule:E15:{HOLD}")
    act_window().form.save()
    assert recognition.verdict(office, ids[0]).state is EntryState.ON_HOLD
    assert holds.of(office, ids[0]).reason == "Đang giải quyết tố cáo."


def test_recording_a_case_asks_to_hold_and_its_conclusion_asks_to_go_on(office, qtbot):
    campaign_id, ids = made.reviewed(office)
    row = entries.list_entries(office, campaign_id)[0]
    shell = shell_of(office, HOLD, "Tiếp tục xét…")
    dialog = open_cases(shell, row.cell_id, row.cell)
    qtbot.addWidget(dialog)
    fill(dialog.add(), text="Tố cáo việc quản lý quỹ.")
    assert [shown.told for shown in cases.rows(office, row.cell_id)] == ["Đang giải quyết"]
    act_window().form.save()
    assert recognition.verdict(office, ids[0]).state is EntryState.ON_HOLD
    fill(dialog.edit(), concluded_on=office.today(), outcome=Outcome.NONE)
    act_window().form.save()
    assert recognition.verdict(office, ids[0]).state is EntryState.VERIFIED
    dialog.remove()
    assert cases.rows(office, row.cell_id) == []


def test_a_case_is_not_held_when_one_says_no(office, qtbot):
    campaign_id, ids = made.reviewed(office)
    row = entries.list_entries(office, campaign_id)[0]
    dialog = open_cases(shell_of(office, "Quay lại"), row.cell_id, row.cell)
    qtbot.addWidget(dialog)
    fill(dialog.add())
    assert recognition.verdict(office, ids[0]).state is EntryState.VERIFIED


def test_a_rule_of_the_campaign_is_edited_and_goes_back_to_the_usual(office, qtbot):
    campaign_id = made.open_campaign(office)
    dialog = open_rules(shell_of(office), campaign_id, made.YEAR)
    qtbot.addWidget(dialog)
    dialog.show()
    place = next(row.id for row in campaign_rules.rows(office, campaign_id) if row.rule.code == "E03")
    dialog.table.select(place)
    fill(dialog.edit(), parameter=4, severity=Severity.SOFT, message="Theo Hướng dẫn 03.")
    kept = campaign_rules.rows(office, campaign_id)[place]
    assert (kept.words, kept.setting.severity) == ("Hoàn thành xuất sắc nhiệm vụ", Severity.SOFT)
    assert dialog.reset_button.isEnabled()
    dialog.reset()
    assert campaign_rules.rows(office, campaign_id)[place].is_usual
    edited = replace(kept.setting, is_on=False)
    campaign_rules.save(office, campaign_id, edited)
    dialog.refresh()
    dialog.reset_all()
    assert all(row.is_usual for row in campaign_rules.rows(office, campaign_id))


def test_the_rules_of_the_campaign_say_what_two_thirds_at_the_cells_meeting_do_and_lead_to_the_choice(office, qtbot):
    campaign_id = made.open_campaign(office)
    dialog = open_rules(shell_of(office), campaign_id, made.YEAR)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "chỉ nhắc, điểm tự chấm vẫn được tính" in dialog.quorum.text()
    fill(dialog.open_conventions(), asks_quorum=True)
    assert "phải có từ hai phần ba số đảng viên được biểu quyết" in dialog.quorum.text()
