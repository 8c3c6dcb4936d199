"""The windows of a campaign's papers, its verification group, and a cell's titles and rewards."""

from __future__ import annotations

import os
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from bontot_desktop.documents import pdf
from bontot_desktop.errors import Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import AwardKind
from bontot_desktop.rules.samples import GroupRole
from bontot_desktop.services import (
    award_register,
    awards,
    campaign_texts,
    cell_awards,
    entries,
    issuing,
    working_groups,
)
from bontot_desktop.services.cell_awards import OtherDraft, PastDraft
from bontot_desktop.services.member_papers import ListWish
from bontot_desktop.services.movement import commitments
from bontot_desktop.services.working_groups import GroupMemberDraft
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.forms.award_budget import open_budget
from bontot_desktop.ui.forms.campaign_papers import open_campaign_texts, open_entry_texts, open_group
from bontot_desktop.ui.forms.campaign_rules import open_rules
from bontot_desktop.ui.forms.cases import open_cases
from bontot_desktop.ui.forms.cell_awards import open_cell_awards
from bontot_desktop.ui.forms.movement import MembersSignedDialog
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import recognition_office as made
from tests.pdf_words import words


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: office.now())


def look_at(dialog, name: str) -> None:
    """Keep a picture where somebody asked for one."""
    if folder := os.environ.get("BONTOT_SHOTS"):
        dialog.grab().save(f"{folder}/{name}.png")


def test_what_is_written_of_the_plan_is_kept_and_the_standing_words_are_shown_until_then(qtbot, shell, office):
    campaign_id = made.open_campaign(office)
    dialog = open_campaign_texts(shell, campaign_id, "D1", "Kế hoạch năm 2026")
    qtbot.addWidget(dialog)
    field = dialog.form.field("targets")
    assert "đăng ký thi đua" in field.placeholderText()
    field.set_value("Tất cả chi bộ đăng ký trước 01/3")
    look_at(dialog, "texts")
    dialog.save()
    parts = {part.key: part.written for part in campaign_texts.parts(office, campaign_id, "D1")}
    assert parts["targets"] == "Tất cả chi bộ đăng ký trước 01/3"
    assert parts["purpose"] == ""


def test_the_report_of_a_cell_is_written_in_its_parts(qtbot, shell, office):
    campaign_id = made.open_campaign(office)
    entry_id = made.entry_ids(office, campaign_id)[0]
    dialog = open_entry_texts(shell, entry_id, "D6A", "Báo cáo tự đánh giá, Chi bộ thôn Mẫu 1")
    qtbot.addWidget(dialog)
    dialog.form.field("limits").set_value("Sinh hoạt tháng 7 chậm")
    dialog.save()
    again = open_entry_texts(shell, entry_id, "D6A", "Báo cáo tự đánh giá")
    qtbot.addWidget(again)
    assert again.form.field("limits").value() == "Sinh hoạt tháng 7 chậm"


def test_the_group_is_typed_with_the_cells_each_looks_after_and_two_leaders_are_refused(qtbot, shell, office):
    campaign_id = made.open_campaign(office)
    dialog = open_group(shell, campaign_id)
    qtbot.addWidget(dialog)
    leader = GroupMemberDraft("Lê Văn Minh Họa", GroupRole.LEADER, title="Phó Bí thư")
    second = GroupMemberDraft("Trần Thị Thí Dụ", GroupRole.LEADER, cells="Chi bộ thôn Mẫu 1")
    dialog.form.field("members").set_value((leader, second))
    dialog.save()
    assert working_groups.of_campaign(office, campaign_id).members == ()
    dialog.form.field("members").set_value((leader, GroupMemberDraft("Trần Thị Thí Dụ", cells="Chi bộ thôn Mẫu 1")))
    look_at(dialog, "group")
    dialog.save()
    members = working_groups.of_campaign(office, campaign_id).members
    assert [(member.name, member.cells) for member in members] == [
        ("Lê Văn Minh Họa", ""),
        ("Trần Thị Thí Dụ", "Chi bộ thôn Mẫu 1"),
    ]


def test_years_and_rewards_of_a_cell_are_listed_mended_and_struck_out(qtbot, shell, office):
    for year in range(2022, 2026):
        cell_awards.save_past(office, PastDraft(1, year, f"{year - 2000}-QĐ/HU", date(year, 12, 20)))
    given = OtherDraft(
        1, 2025, issuer="Ủy ban nhân dân xã Ví Dụ", decision_no="8/QĐ-UBND", decided_on=date(2025, 12, 30)
    )
    cell_awards.save_other(office, given)
    dialog = open_cell_awards(shell, 1, "Chi bộ thôn Mẫu 1")
    qtbot.addWidget(dialog)
    look_at(dialog, "awards")
    shown = [(row.year, row.title, row.award, row.decision) for row in dialog.table.rows.shown()]
    assert shown[0] == (2025, "Đã công nhận", "", "QĐ số 25-QĐ/HU, ngày 20/12/2025")
    assert shown[1][2:] == ("Giấy khen của Ủy ban nhân dân xã Ví Dụ", "QĐ số 8/QĐ-UBND, ngày 30/12/2025")
    assert "còn 1 năm" in dialog.hints.label.text()
    dialog.table.select(dialog.table.rows.shown()[1].id)
    form = dialog.edit()
    qtbot.addWidget(form)
    look_at(form, "other")
    form.form.field("issuer").set_value("Mặt trận Tổ quốc xã Ví Dụ")
    form.save()
    assert cell_awards.others(office, 1)[0].issuer == "Mặt trận Tổ quốc xã Ví Dụ"
    dialog.refresh()
    dialog.table.select(dialog.table.rows.shown()[1].id)
    dialog.remove()
    assert cell_awards.others(office, 1) == []
    past = dialog.add_past()
    qtbot.addWidget(past)
    past.save()
    assert len(cell_awards.story(office, 1).lines) == 4


def test_the_budget_of_next_year_adds_its_lines(qtbot, shell, office):
    campaign_id, _ = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=made.REVIEW)
    chosen = [row.cell_id for row in entries.list_entries(office, campaign_id)][:2]
    title = AwardKind.TITLE
    awards.save_all(office, campaign_id, title, awards.propose(office, campaign_id, chosen, title))
    dialog = open_budget(shell, 2027)
    qtbot.addWidget(dialog)
    look_at(dialog, "budget")
    assert [row.number for row in dialog.table.rows.shown()] == [2, 0, 0, 0, 0]
    assert dialog.budget.total == 2_808_000


def test_the_register_lists_every_certificate(office):
    campaign_id, _ = made.judged(office)
    with pytest.raises(Refused, match="Năm 2026 chưa tặng giấy khen nào"):
        award_register.paper(office, 2026)
    issuing.issue(office, "D13", campaign_id, day=made.REVIEW)
    chosen = [row.cell_id for row in entries.list_entries(office, campaign_id)][:2]
    title = AwardKind.TITLE
    awards.save_all(office, campaign_id, title, awards.propose(office, campaign_id, chosen, title))
    paper = award_register.paper(office)
    document = paper.make(ListWish(paper.about, date(2026, 12, 28)))
    said = words(pdf.render(document))
    assert "Sổ này có 02 (hai) giấy khen" in said
    assert "Chi bộ thôn Mẫu 1" in said


@pytest.mark.parametrize("opened", ["cases", "rules", "signed"])
def test_a_closed_window_no_longer_listens_to_what_changes(qtbot, shell, office, opened):
    campaign_id = made.open_campaign(office)
    cell = entries.list_entries(office, campaign_id)[0]
    dialog = {
        "cases": lambda: open_cases(shell, cell.cell_id, cell.cell),
        "rules": lambda: open_rules(shell, campaign_id, made.YEAR),
        "signed": lambda: MembersSignedDialog(shell, made.YEAR, commitments.list_cells_signed(office, made.YEAR)[0]),
    }[opened]()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
        dialog.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    with qtbot.captureExceptions() as raised:
        shell.changed.emit(Changes.of(Kind.CAMPAIGNS))
    assert raised == []
