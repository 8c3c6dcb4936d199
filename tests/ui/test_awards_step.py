"""The step Khen thưởng and the notices of the result, driven as a person drives them."""

from __future__ import annotations

import os
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit

from bontot_desktop.rules.recognition import AwardKind
from bontot_desktop.rules.streaks import MergePolicy, StreakSettings
from bontot_desktop.services import (
    award_payments,
    awards,
    certificates,
    entries,
    issuing,
    papers,
    recognition,
    revocations,
    streaks,
)
from bontot_desktop.services.revocations import RevocationDraft
from bontot_desktop.ui.asking import DROP, SAVE, STAY, AnswerWith
from bontot_desktop.ui.pages.recognition import states
from bontot_desktop.ui.pages.recognition.award_model import ACHIEVEMENT, CELL, GIVEN, MONEY, NUMBER, SHARE
from bontot_desktop.ui.pages.recognition.page import RecognitionPage
from bontot_desktop.ui.pages.system.awards import AwardsPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import recognition_office as made
from tests.paper_office import NOW
from tests.unikey import type_like_unikey


def look_at(widget, name: str) -> None:
    """Keep a picture where somebody asked for one."""
    if folder := os.environ.get("BONTOT_SHOTS"):
        widget.grab().save(f"{folder}/{name}.png")


LEFT = Qt.MouseButton.LeftButton
DAY = NOW.date()


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


@pytest.fixture
def decided(office):
    """Return the campaign after its decision: three cells recognised, the fourth refused."""
    campaign_id, _ = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    return campaign_id


@pytest.fixture
def show(qtbot, shell):
    """Return a function that shows the page at one of its steps."""

    def shown(step: str = states.AWARDS):
        page = RecognitionPage(shell)
        qtbot.addWidget(page)
        shell.changed.connect(page.changed)
        page.resize(1160, 640)
        page.refresh()
        page.show()
        page.journey.steps.open_step(step)
        return page.journey.parts[step]

    return shown


def journey(step):
    place = step
    while not hasattr(place, "parts"):
        place = place.parent()
    return place


def cell_ids(step):
    return [step.model.row_at(row).id for row in range(step.model.rowCount())]


def money(step, row):
    column = [column.id for column in step.model.columns].index(MONEY)
    return step.model.index(row, column).data()


def press(qtbot, step, row, column, key):
    step.grid.setCurrentIndex(step.grid.index_of(cell_ids(step)[row], column))
    step.grid.setFocus()
    qtbot.keyClick(step.grid, key)


def test_space_gives_a_cell_a_certificate_with_words_money_and_number(qtbot, show, decided):
    step = show()
    QAbstractItemModelTester(step.model)
    press(qtbot, step, 1, GIVEN, Qt.Key.Key_Space)
    press(qtbot, step, 0, GIVEN, Qt.Key.Key_Space)
    first, second = step.drafts()
    assert (second.certificate_no, first.certificate_no) == ("01", "02")
    assert first.achievement.startswith("xuất sắc, tiêu biểu trong thực hiện phong trào")
    assert [money(step, row) for row in range(3)] == ["1.404.000", "1.404.000", ""]
    assert step._hint.text() == ("Sẽ tặng 2 giấy khen, tổng số tiền thưởng 2.808.000 đồng. Lương cơ sở 2.340.000 đồng.")
    press(qtbot, step, 0, GIVEN, Qt.Key.Key_Space)
    assert [draft.certificate_no for draft in step.drafts()] == ["01"]
    assert money(step, 0) == ""


def test_a_certificate_taken_back_with_the_recognition_is_counted_neither_in_number_nor_in_money(office, show, decided):
    cells = [row.cell_id for row in entries.list_entries(office, decided)]
    awards.save_all(office, decided, AwardKind.TITLE, awards.propose(office, decided, cells[:3], AwardKind.TITLE))
    issuing.issue(office, "D14", decided, day=DAY)
    first = made.entry_ids(office, decided)[0]
    revocations.prepare(office, first, RevocationDraft("khai không đúng", "", takes_award_back=True))
    issuing.issue(office, "D19", first, day=DAY)

    step = show()
    assert [money(step, row) for row in range(3)] == ["Đã thu hồi", "1.404.000", "1.404.000"]
    assert step._hint.text().startswith(
        "Tặng 2 giấy khen, tổng số tiền thưởng 2.808.000 đồng. Đã thu hồi 1 giấy khen, không tính vào số trên."
    )
    assert "2 được công nhận, 1 không công nhận, 1 bị hủy" in journey(step)._summary.text()


def test_a_click_on_the_box_gives_and_takes_back(qtbot, show, decided):
    step = show()
    index = step.grid.index_of(cell_ids(step)[0], GIVEN)
    for state, count in ((Qt.CheckState.Checked, 1), (Qt.CheckState.Unchecked, 0)):
        assert step.model.setData(index, state.value, Qt.ItemDataRole.CheckStateRole)
        assert index.data(Qt.ItemDataRole.CheckStateRole) == state
        assert len(step.drafts()) == count
    assert not step.model.flags(index) & Qt.ItemFlag.ItemIsEditable


def test_the_money_follows_the_share_that_is_typed(qtbot, show, decided):
    step = show()
    qtbot.mouseClick(step.all_button, LEFT)
    column = [column.id for column in step.model.columns].index(SHARE)
    step.model.put_text(0, column, "1,5")
    assert money(step, 0) == "3.510.000"
    step.model.put_text(0, column, "")
    assert money(step, 0) == ""
    assert "tổng số tiền thưởng 2.808.000 đồng" in step._hint.text()


def test_what_is_saved_is_shown_and_counted_among_the_steps(qtbot, show, office, decided):
    step = show()
    qtbot.mouseClick(step.all_button, LEFT)
    assert step.is_edited()
    assert step.save()
    assert not step.is_edited()
    assert len(awards.list_awards(office, decided)) == 3
    page = journey(step)
    assert page.steps.current() == states.AWARDS
    rows = entries.list_entries(office, decided)
    found = states.step_states(page._campaign(), rows, DAY, certificates=3, is_rewarded=False)
    assert (found[states.AWARDS].done, found[states.AWARDS].note) == (False, "3 giấy khen")
    assert step.decide_button.isVisible()
    assert not step.print_button.isVisible()


def test_vietnamese_typed_with_false_backspaces_stands_as_meant(qtbot, show, office, decided):
    step = show()
    press(qtbot, step, 0, GIVEN, Qt.Key.Key_Space)
    step.grid.setCurrentIndex(step.grid.index_of(cell_ids(step)[0], ACHIEVEMENT))
    step.window().activateWindow()
    step.grid.setFocus()
    qtbot.waitUntil(step.grid.hasFocus)
    qtbot.keyClick(step.grid, Qt.Key.Key_T)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    type_like_unikey(qtbot, editor, "Tiếng Việt tốt")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(step.grid.hasFocus)
    assert step.drafts()[0].achievement == "Tiếng Việt tốt"


def test_a_number_given_twice_is_said_and_the_cursor_goes_there(qtbot, show, office, decided):
    step = show()
    qtbot.mouseClick(step.all_button, LEFT)
    column = [column.id for column in step.model.columns].index(NUMBER)
    step.model.put_text(2, column, "01")
    assert not step.save()
    assert "Số vào sổ 01 đã dùng cho Chi bộ thôn Mẫu 1" in step._state.text()
    assert step.grid.currentIndex().column() == column
    assert awards.list_awards(office, decided) == []


def test_another_kind_asks_about_what_is_not_saved(qtbot, show, office, shell, decided):
    cell_id = entries.list_entries(office, decided)[0].cell_id
    made.rate_best(office, cell_id)
    step = show()
    press(qtbot, step, 0, GIVEN, Qt.Key.Key_Space)
    shell.asking.answers = [STAY, DROP, SAVE]
    step.kind.set_value(AwardKind.EXEMPLARY)
    step._choose_kind()
    assert step.kind.value() is AwardKind.TITLE
    step.kind.set_value(AwardKind.EXEMPLARY)
    step._choose_kind()
    assert cell_ids(step) == [cell_id]
    press(qtbot, step, 0, GIVEN, Qt.Key.Key_Space)
    step.kind.set_value(AwardKind.TITLE)
    step._choose_kind()
    assert [row.kind for row in awards.list_awards(office, decided)] == [AwardKind.EXEMPLARY]
    assert "Sẽ tặng 1 giấy khen" in step._hint.text()


def test_a_kind_nobody_qualifies_for_says_where_to_choose(show, decided):
    step = show()
    step.kind.set_value(AwardKind.EXEMPLARY)
    step._choose_kind()
    assert step.table_or_empty.is_empty()
    assert not step.all_button.isVisible()


def test_from_the_grid_to_the_decision_and_the_printed_certificates(qtbot, show, office, shell, decided):
    step = show()
    qtbot.mouseClick(step.all_button, LEFT)
    step.save()
    dialog = step.open_decision()
    qtbot.addWidget(dialog)
    dialog.issue()
    assert step.issued.isVisible()
    assert "Quyết định tặng giấy khen 02-QĐ/ĐU đã ban hành." in step.issued.label.text()
    number = [column.id for column in step.model.columns].index(NUMBER)
    assert step.model.may_edit(0, number)
    assert not step.model.may_edit(0, [column.id for column in step.model.columns].index(GIVEN))
    shell.asking.answers = ["Quay lại"]
    assert step.print_certificates() is None
    shell.asking.answers = ["Lập giấy khen"]
    window = step.print_certificates()
    qtbot.addWidget(window)
    assert window.preview.page_count() == 3
    assert certificates.waiting(office, decided) == []
    assert not step.model.may_edit(0, number)
    assert not step.save_button.isEnabled()
    again = step.print_certificates()
    qtbot.addWidget(again)
    assert again.preview.page_count() == 3
    assert step.files_button.isVisible()
    batch = step.save_certificates()
    qtbot.addWidget(batch)
    assert len(certificates.issued(office, decided)) == 3
    batch.reject()


def test_a_refused_cell_gets_its_notice_from_the_result_step(qtbot, show, office, shell, decided):
    step = show(states.RESULT)
    assert step.general_button.isVisible()
    assert not step.each_button.isVisible()
    assert not step.cell_button.isVisible()
    refused = entries.list_entries(office, decided)[3]
    step.table.select(refused.id)
    assert step.cell_button.isVisible()
    dialog = step.tell_cell()
    qtbot.addWidget(dialog)
    dialog.issue()
    assert issuing.standing(office, "D16", refused.id) is not None
    assert not step.cell_button.isVisible()
    general = step.tell_everyone()
    qtbot.addWidget(general)
    general.issue()
    assert not step.general_button.isVisible()


def test_all_refused_cells_are_told_at_once(qtbot, show, office, shell):
    campaign_id, ids = made.reviewed(office)
    recognition.propose(office, ids[0])
    for entry_id in ids[1:]:
        recognition.refuse(office, entry_id, [recognition.ReasonDraft(recognition.Reason.R08, "")])
    issuing.issue(office, "D13", campaign_id, day=DAY)
    step = show(states.RESULT)
    assert step.each_button.text() == "Thông báo 3 chi bộ…"
    before = len(papers.rows(office))
    window = step.tell_refused()
    assert window.issue_button.text() == "Ban hành 3 thông báo"
    assert window.preview.page_count() >= 1
    window.day.set_value(DAY - timedelta(days=400))
    window.look_again()
    assert window.day_row.problem()
    assert len(papers.rows(office)) == before
    later = DAY + timedelta(days=2)
    window.day.set_value(later)
    window.subject.set_value(window._subjects[1][0])
    window.look_again()
    qtbot.mouseClick(window.issue_button, LEFT)
    qtbot.addWidget(step.batch)
    told = [row for row in papers.rows(office) if row.kind_id == "D16"]
    assert [row.dated_on for row in told] == [later] * 3
    assert not step.each_button.isVisible()


def test_the_settings_of_certificates_are_kept(qtbot, shell, office):
    part = AwardsPart(shell)
    qtbot.addWidget(part)
    part.refresh()
    form = part.form
    assert form.field("base_pay").value() == 2_340_000
    assert form.field("name").value() is True
    form.field("offset_right").set_value(Decimal("-1.5"))
    form.field("issuer").set_value(True)
    assert part.save()
    other = AwardsPart(shell)
    qtbot.addWidget(other)
    other.refresh()
    assert other.form.field("offset_right").value() == Decimal("-1.5")
    assert other.form.field("issuer").value() is True
    other.form.field("base_pay").set_value(None)
    assert not other.save()


def test_members_are_listed_with_their_cells_narrowed_to_one_and_saved(qtbot, show, office, decided):
    made.rate_members(office, 3)
    step = show()
    assert not step.cell_row.isVisible()
    step.kind.set_value(AwardKind.MEMBER)
    step._choose_kind()
    column = [column.id for column in step.model.columns].index(CELL)
    assert [step.model.index(row, column).data() for row in range(3)] == [f"Chi bộ thôn Mẫu {n}" for n in (1, 2, 3)]
    assert not step.grid.isColumnHidden(column)
    step.cell.set_value(step._cells[cell_ids(step)[1]])
    step._narrow()
    assert [step.grid.isRowHidden(row) for row in range(3)] == [True, False, True]
    qtbot.mouseClick(step.all_button, LEFT)
    assert [draft.member_id for draft in step.drafts()] == [cell_ids(step)[1]]
    look_at(step, "members")
    assert step.save()
    assert "Sẽ tặng 1 giấy khen, tổng số tiền thưởng 702.000 đồng" in step._hint.text()
    dialog = step.open_decision()
    qtbot.addWidget(dialog)
    dialog.issue()
    assert "Quyết định tặng giấy khen đảng viên 02-QĐ/ĐU đã ban hành." in step.issued.label.text()
    payments = step.open_payments()
    qtbot.addWidget(payments)
    look_at(payments, "payments")
    payments.day.set_value(DAY - timedelta(days=1))
    payments.pay()
    assert award_payments.payable(office, decided)[0].paid_on is None
    payments.day.set_value(DAY)
    payments.pay()
    assert award_payments.payable(office, decided)[0].paid_on == DAY
    assert payments.summary.text() == "Đã chi 1 khoản, 702.000 đồng; tất cả 1 khoản, 702.000 đồng."
    payments.table.rows.tick([payments.table.rows.shown()[0].id])
    payments.drop()
    assert award_payments.payable(office, decided)[0].paid_on is None


def test_the_way_years_are_counted_is_kept_with_the_settings(qtbot, shell, office):
    part = AwardsPart(shell)
    qtbot.addWidget(part)
    part.resize(1100, 900)
    part.refresh()
    look_at(part, "settings")
    part.form.field("merged").set_value(MergePolicy.MIN_OF_PREDECESSORS)
    part.form.field("reuses_years").set_value(True)
    assert part.save()
    assert streaks.load(office) == StreakSettings(MergePolicy.MIN_OF_PREDECESSORS, True)
