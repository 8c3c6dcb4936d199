"""The road of a campaign in the window: plan, pledges, dossiers, holds, the decision above, revocation, the close."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QApplication

from bontot_desktop.db.models.cells import Post
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.errors import Problems
from bontot_desktop.rules.dossiers import DossierItem
from bontot_desktop.rules.recognition import Authority, CampaignState, EntryState
from bontot_desktop.services import (
    campaigns,
    dossiers,
    entries,
    entry_scores,
    holds,
    issuing,
    recognition,
    registrations,
    submissions,
    verifications,
    working_groups,
)
from bontot_desktop.services.reasons import ReasonDraft
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.forms.checklist import DONE
from bontot_desktop.ui.forms.dossier import open_verification
from bontot_desktop.ui.forms.dossier_items import open_items
from bontot_desktop.ui.forms.emulation_phase import open_phases
from bontot_desktop.ui.forms.one_act import OneActDialog
from bontot_desktop.ui.forms.pledge_grid import DUE, TEXT
from bontot_desktop.ui.pages.recognition import states
from bontot_desktop.ui.pages.recognition.page import RecognitionPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import recognition_office as made


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: office.now())


@pytest.fixture
def show(qtbot, shell):
    """Return a function that shows a step of the page."""

    def shown(step: str):
        page = RecognitionPage(shell)
        qtbot.addWidget(page)
        shell.changed.connect(page.changed)
        page.resize(1200, 700)
        page.show()
        page.refresh()
        page.journey.steps.open_step(step)
        return page.journey.parts[step]

    return shown


def state(office, entry_id):
    return recognition.verdict(office, entry_id).state


def fill(dialog, **values):
    """Fill the fields of a window and press its verb."""
    for name, value in values.items():
        dialog.form.field(name).set_value(value)
    dialog.form.save()
    return dialog


def shown(name):
    """Return the open window of an act."""
    return next(
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, OneActDialog) and widget.objectName() == name and widget.isVisible()
    )


def enabled(button):
    return [action.text() for action in button._menu.actions() if action.isEnabled() and action.text()]


def test_the_plan_shows_each_phase_and_takes_its_day_with_the_reason_when_late(office, show):
    campaign_id = made.open_campaign(office)
    step = show(states.PLAN)
    assert step._rows[0].state is CampaignState.LAUNCHED
    step.table.select(next(row.id for row in step._rows if row.state is CampaignState.REGISTRATION_CLOSED))
    dialog = step.record()
    fill(dialog, on=date(2026, 3, 20))
    assert "sau hạn 10/03/2026" in dialog.form._fields["reason"][1].problem()
    fill(dialog, reason="Chờ hai chi bộ.")
    assert campaigns.list_campaigns(office)[0].state is CampaignState.REGISTRATION_CLOSED
    step.table.select(next(row.id for row in step._rows if row.state is CampaignState.DECIDED))
    assert not step.record_button.isEnabled()
    assert campaign_id == campaigns.list_campaigns(office)[0].id


def test_last_years_campaign_is_opened_again_at_one_press(office, show):
    made.open_campaign(office)
    step = show(states.PLAN)
    page = step.parentWidget()
    while not isinstance(page, RecognitionPage):
        page = page.parentWidget()
    page.open_form(None)
    page.top().copy()
    assert [row.year for row in campaigns.list_campaigns(office)] == [2027, 2026]


def test_one_cells_form_takes_its_vote_its_aims_and_its_pledges(office, show):
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    dialog = show(states.REGISTRATION).open_form([first])
    grid = dialog.form.field("pledges")
    grid.model.put_text(0, 0, "Hoàn thành 15 tiêu chí")
    grid.model.put_text(0, 1, "Quý IV")
    fill(dialog, registered_on=date(2026, 3, 5), register_votes_for=9, register_vote_base=10, target_admissions=2)
    aims = registrations.registration(office, first).aims
    assert (aims.register_votes_for, aims.target_admissions) == (9, 2)
    assert [(pledge.group_code, pledge.text, pledge.due) for pledge in aims.pledges] == [
        ("1", "Hoàn thành 15 tiêu chí", "Quý IV")
    ]
    again = show(states.REGISTRATION).open_form([first])
    kept = again.form.field("pledges").model
    assert (kept.value(0, TEXT), kept.value(0, DUE)) == ("Hoàn thành 15 tiêu chí", "Quý IV")
    again.reject()


def test_whole_dossiers_of_ticked_cells_are_received_and_confirmed_together(office, show):
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids)
    step = show(states.DOSSIER)
    step.table.rows.tick(ids[:3], True)
    assert step.receive_button.text() == "Nhận đủ hồ sơ (3)"
    fill(step.receive(), on=date(2026, 11, 10), received_by="Vũ Thị Nhận")
    step.table.rows.tick(ids[:3], True)
    fill(step.confirm(), on=date(2026, 11, 12))
    rows = dossiers.list_dossiers(office, campaign_id)
    assert [(row.there, row.confirmed_on) for row in rows] == [(8, date(2026, 11, 12))] * 3 + [(0, None)]


def test_a_dossier_is_ticked_by_one_key_and_goes_back_with_its_defects(office, show):
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    made.register(office, [first])
    sheet = made.full_sheet(entry_scores.sheet(office, first))
    lines = tuple(replace(line, verified_points=None) for line in sheet.lines)
    entry_scores.save(office, replace(sheet, lines=lines, verified_on=None))
    step = show(states.DOSSIER)
    dialog = step.open_current()
    papers = dialog.form.field("lines")
    assert papers.model.value("REGISTRATION", DONE) is True
    papers.tick_all()
    papers.model.put_text(1, 1, "hôm qua")
    dialog.form.field("submitted_on").set_value(date(2026, 11, 10))
    dialog.form.save()
    assert "ngày “hôm qua” chưa đúng" in dialog.form._fields["lines"][1].problem()
    papers.model.put_text(1, 1, "09/11/2026")
    dialog.form.save()
    assert state(office, first) is EntryState.SUBMITTED
    assert enabled(step.more)[1:4] == ["Trả lại để bổ sung…", "Thẩm định, xác nhận, ý kiến…", "Tạm dừng xét…"]
    step._returning.trigger()
    fill(
        shown("give-back"),
        defects="Thiếu chữ ký.\nThiếu ngày.",
        returned_on=date(2026, 11, 12),
        due_on=date(2026, 11, 18),
    )
    assert state(office, first) is EntryState.RETURNED
    assert "Nhận lại hồ sơ đã bổ sung…" in enabled(step.more)
    assert step.table.rows.shown()[0].open_defects == 2


def test_opinions_of_other_bodies_are_typed_a_line_each(office, show):
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    made.register(office, [first])
    step = show(states.DOSSIER)
    dialog = open_verification(step.shell, first, "Chi bộ thôn Mẫu 1")
    fill(dialog, by="Tổ thẩm định", opinions="Ủy ban MTTQ xã: nhất trí\nĐoàn xã: nhất trí")
    kept = verifications.load(office, first)
    assert [(said.body, said.text) for said in kept.opinions] == [
        ("Ủy ban MTTQ xã", "nhất trí"),
        ("Đoàn xã", "nhất trí"),
    ]
    assert (kept.by, kept.confirmed_by) == ("Tổ thẩm định", "")


def test_which_papers_a_dossier_must_hold_is_the_offices_choice(office, shell):
    dialog = open_items(shell)
    dialog.form.field("items").ticks[DossierItem.EVIDENCE].click()
    dialog.form.save()
    assert DossierItem.EVIDENCE not in dossiers.asked_items(office)


def test_a_case_is_held_and_let_go_from_the_result(office, show):
    _, ids = made.reviewed(office)
    step = show(states.RESULT)
    step.table.select(ids[0])
    assert {"Tạm dừng xét…", "Tiếp tục xét…"} & set(enabled(step.more)) == {"Tạm dừng xét…"}
    step._holding.trigger()
    fill(shown("hold"), reason="Tố cáo.", source="Đơn ngày 20/11/2026")
    assert (state(office, ids[0]), holds.of(office, ids[0]).reason) == (EntryState.ON_HOLD, "Tố cáo.")
    step._releasing.trigger()
    fill(shown("release"), conclusion="Tố cáo sai.")
    assert state(office, ids[0]) is EntryState.VERIFIED


def test_the_decision_of_the_committee_above_is_recorded_in_the_result(office, show):
    campaign_id, ids = made.reviewed(office)
    draft = replace(campaigns.load(office, campaign_id), authority=Authority.UP, superior_name="Ban Thường vụ Tỉnh ủy")
    campaigns.save(office, draft)
    for entry_id in ids:
        recognition.propose(office, entry_id)
    with office.work("test", "Tờ trình") as work:
        submissions.submit_up(work, campaigns.find(work, campaign_id))
    step = show(states.RESULT)
    step.table.select(ids[3])
    assert step.view.refuse_button.isVisible()
    step.refuse([ReasonDraft(recognition.Reason.R11)])
    assert state(office, ids[3]) is EntryState.NOT_RECOGNISED
    fill(step.record_decision(), number="125-QĐ/TU", decided_on=date(2026, 11, 21), signer="Trần Thị Ví Dụ")
    assert [state(office, entry_id) for entry_id in ids[:3]] == [EntryState.RECOGNISED] * 3


def test_of_several_registrations_the_cell_without_a_secretary_is_named_and_the_others_are_recorded(office, show):
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    with office.work("test", "Khuyết bí thư") as work:
        cell_id = next(row.cell_id for row in entries.list_entries(office, campaign_id) if row.id == ids[1])
        for post in work.query(Post).filter_by(cell_id=cell_id):
            work.delete(post)
    step = show(states.REGISTRATION)
    dialog = step.open_form(ids[:3])
    asking = step.shell.asking
    asking.answers.append("Ghi chi bộ còn lại")
    dialog.form.field("registered_on").set_value(date(2026, 3, 5))
    dialog.form.save()
    assert "1 chi bộ chưa khai báo bí thư ngày 05/03/2026. Ghi đăng ký của 2 chi bộ còn lại?" in asking.asked[-1]
    assert [row.took_part for row in entries.list_entries(office, campaign_id)] == [True, False, True, False]


def test_an_empty_working_group_is_refused_and_the_number_of_a_decision_above_begins_with_a_figure(office, show):
    campaign_id = made.open_campaign(office)
    with pytest.raises(Problems, match="Tổ thẩm định chưa có ai"):
        working_groups.save_of_campaign(office, campaign_id, working_groups.of_campaign(office, campaign_id))
    decision = submissions.UpDecision("abc", date(2026, 11, 21), "Trần Thị Ví Dụ")
    made.register(office, made.entry_ids(office, campaign_id))
    with office.work("test", "Cấp trên") as work:
        work.get(Campaign, campaign_id).authority = Authority.UP
    with pytest.raises(Problems, match="bắt đầu bằng số"):
        submissions.record_decision(office, campaign_id, made.entry_ids(office, campaign_id)[:1], decision)


def test_a_recognition_is_taken_back_and_a_refusal_taken_up_again_from_the_result(office, show):
    campaign_id, ids = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=date(2026, 11, 21))
    step = show(states.RESULT)
    step.table.select(ids[0])
    assert enabled(step.more)[-2:] == ["Hủy kết quả công nhận…", "Đã có quyết định hủy…"]
    fill(step.revoke(outside=False), reason="Khai sai.")
    (decision,) = (one for one in QApplication.topLevelWidgets() if one.objectName() == "issue" and one.isVisible())
    assert "hủy" in decision.windowTitle().lower()
    decision.close()
    fill(step.revoke(outside=True), basis="Quyết định số 7-QĐ/UBKTTU", revoked_on=date(2026, 11, 21))
    assert state(office, ids[0]) is EntryState.REVOKED
    step.table.select(ids[3])
    assert "Xét lại theo khiếu nại…" in enabled(step.more)
    step._reopening.trigger()
    fill(shown("reopen"), note="Thông báo số 15-TB/UBKT")
    assert state(office, ids[3]) is EntryState.VERIFIED
    assert step.view.refuse_button.isVisible()


def test_the_end_says_what_keeps_the_year_open_asks_about_what_is_left_and_closes_it(office, show):
    campaign_id, _ = made.judged(office)
    step = show(states.CLOSING)
    assert not step.close_button.isEnabled()
    issuing.issue(office, "D13", campaign_id, day=date(2026, 11, 21))
    office.now = lambda: datetime(2027, 1, 12, 9)
    step = show(states.CLOSING)
    assert step.close_button.isEnabled()
    asking = step.shell.asking
    asking.answers.append("Quay lại")
    assert step.close_year() is None
    assert "1 chi bộ không được công nhận chưa có thông báo kết quả." in asking.asked[-1]
    asking.answers.append("Vẫn kết thúc")
    fill(step.close_year())
    assert campaigns.list_campaigns(office)[0].state is CampaignState.CLOSED
    assert not step.close_button.isVisible()
    assert "đã kết thúc ngày 12/01/2027" in step._hint.text()
    for closed, act in ((states.PLAN, "open_group"), (states.REVIEW, "open_sitting")):
        assert getattr(show(closed), act)() is None
        assert "đã kết thúc nên không sửa được nữa" in asking.asked[-1]
    result = show(states.RESULT)
    result.table.select(made.entry_ids(office, campaign_id)[3])
    assert not result._reopening.isEnabled()
    assert "Năm 2026 đã kết thúc" in result._reopening.toolTip()
    assert result.more.menu().toolTipsVisible()


def test_phases_of_the_movement_are_kept_in_their_window(office, shell):
    dialog = open_phases(shell)
    fill(dialog.add())
    assert [row.name for row in dialog.table.rows.shown()] == ["giai đoạn 2026 - 2030"]
    fill(dialog.edit(), plan_doc="Kế hoạch số 12-KH/TU")
    dialog.remove()
    assert dialog.table.rows.shown() == []
    dialog.close()
