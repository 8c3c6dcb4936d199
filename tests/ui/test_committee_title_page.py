"""“Đảng bộ cơ sở 4 tốt” in the window: opened, scored, agreed, put before the province and answered."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from bontot_desktop.rules.committee_title import CommitteePaper
from bontot_desktop.rules.recognition import EntryState, TitleKind
from bontot_desktop.services import committee_title, issuing, title_years
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pages.recognition.committee_title import DOSSIER, MEETING, SCORES, CommitteeTitlePage
from bontot_desktop.ui.pages.recognition.committee_title_model import AGREED, LEFT_OUT, ON, OWN, THERE, TOTAL
from bontot_desktop.ui.pages.recognition.page import RecognitionPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import committee_office as made
from tests import recognition_office
from tests.paper_office import NOW


@pytest.fixture
def office(tmp_path):
    office = recognition_office.make_office(tmp_path, cells=2)
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


@pytest.fixture
def page(qtbot, shell):
    page = RecognitionPage(shell)
    qtbot.addWidget(page)
    shell.changed.connect(page.changed)
    page.resize(1160, 640)
    page.refresh()
    page.show()
    page.open_item(("committee-title", made.YEAR))
    top = page.top()
    assert isinstance(top, CommitteeTitlePage)
    # The page owns it: it lives as long as the test.
    top.owner = page
    return top


def score(page):
    for line in page.sheet.draft.lines:
        if not line.item.is_group:
            page.scores.put(line.item.code, OWN, Decimal(1))


def test_the_year_is_opened_from_the_empty_page_and_given_up_while_nothing_is_in_it(page, office, shell):
    assert not page.issue_button.isVisible()
    page._empty.button.click()
    assert page.campaign_id is not None
    assert page.issue_button.isVisible()
    shell.asking = AnswerWith("Bỏ đợt")
    page.give_up()
    assert title_years.of_year(office, made.YEAR, TitleKind.COMMITTEE_4_GOOD) is None


def test_criteria_are_answered_by_one_key_with_their_sums_and_the_meeting_agrees(qtbot, page, office):
    page.open_year()
    QAbstractItemModelTester(page.scores)
    page.grid.go("1.1", OWN)
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_C)
    assert page.scores.value("1.1", OWN) == Decimal(0)
    qtbot.keyClick(page.grid, Qt.Key.Key_1)
    assert page.scores.value("1.1", OWN) == Decimal(1)
    page.grid.go("1.2", OWN)
    qtbot.keyClick(page.grid, Qt.Key.Key_1)
    assert page.grid.index_of("1", OWN).data() == "2/2"
    assert page.grid.index_of(TOTAL, OWN).data() == "2/8"
    page.agree_button.click()
    assert page.grid.index_of(TOTAL, AGREED).data() == "2/8"
    assert page.save()
    stored = committee_title.sheet(office, page.campaign_id)
    assert stored.agreed.total == Decimal(2)


def test_a_criterion_that_must_apply_does_not_take_an_x(page):
    page.open_year()
    row = next(place for place, one in enumerate(page.scores.rows()) if one.id == "1.1")
    column = next(place for place, one in enumerate(page.scores.columns) if one.id == OWN)
    page.scores.put_text(row, column, "x")
    assert page.scores.value("1.1", OWN) != LEFT_OUT
    assert not page.save()
    assert "không có mục “Không áp dụng”" in page._state.text()


def test_everything_of_the_year_is_saved_in_one_act_and_what_is_missing_is_said(page, office):
    page.open_year()
    score(page)
    assert page.save()
    assert "Chưa ghi ngày đăng ký" in page._state.text()
    page.agree()
    for name, value in {
        "registered_on": made.SAT.replace(month=3),
        "self_scored_on": made.SAT.replace(day=10),
        "review_on": made.SAT,
        "review_total": 27,
        "review_present": 26,
        "votes_for": 26,
    }.items():
        page.form.field(name).set_value(value)
    page.dossier.put(CommitteePaper.MINUTES, THERE, True)
    page.dossier.put(CommitteePaper.MINUTES, ON, made.SAT)
    assert page.save()
    assert "Đã đủ để lập tờ trình" in page._state.text()
    assert committee_title.sheet(office, page.campaign_id).state is EntryState.PROPOSED
    assert not page.is_edited()


def test_a_refused_day_opens_its_part_with_the_sentence(page):
    page.open_year()
    page.form.field("review_on").set_value(made.SAT.replace(month=12))
    assert not page.save()
    assert page.tabs.currentIndex() == MEETING
    assert page._state.text().startswith("Chưa lưu. Ngày hội nghị xét ở sau hôm nay")
    page.drop()
    page.dossier.put(CommitteePaper.REPORT, ON, made.SAT.replace(month=12))
    assert not page.save()
    assert page.tabs.currentIndex() == DOSSIER
    page.drop()
    assert page.tabs.currentIndex() in (SCORES, DOSSIER)


def test_after_the_petition_the_page_is_looked_at_only_and_the_answer_is_written_down(page, office):
    page.open_year()
    made.fill(office, page.campaign_id)
    page.refresh()
    dialog = page.open_petition()
    assert dialog is not None
    dialog.reject()
    issuing.issue(office, "D11B", page.campaign_id, day=made.SAT)
    page.refresh()
    assert not page.issue_button.isVisible()
    assert not page.save_button.isEnabled()
    window = page.write_result()
    window.form.field("number").set_value("125-QĐ/TU")
    window.form.field("decided_on").set_value(NOW.date())
    window.form.field("signer").set_value("Phạm Văn Cấp Trên")
    window.save()
    assert committee_title.sheet(office, page.campaign_id).state is EntryState.RECOGNISED
    assert "Cấp trên đã công nhận theo Quyết định số 125-QĐ/TU, ngày 21/11/2026." in page.notice.label.text()


def test_unfinished_typing_is_kept_and_offered_again(page, office):
    page.open_year()
    page.scores.put("1.1", OWN, Decimal(1))
    page.dossier.put(CommitteePaper.MINUTES, THERE, True)
    page.form.field("review_total").set_value(27)
    page.kept_grids.keep()
    page.kept_form.keep()
    again = CommitteeTitlePage(page._shell, made.YEAR, page.owner)
    again.refresh()
    assert again.kept_grids.is_offered()
    assert again.kept_form.is_offered()
    again.kept_grids.go_on()
    again.kept_form.go_on()
    assert again.scores.value("1.1", OWN) == Decimal(1)
    assert again.dossier.value(CommitteePaper.MINUTES, THERE) is True
    assert again.form.field("review_total").value() == 27
    assert again.save()
    assert committee_title.sheet(office, again.campaign_id).draft.review_total == 27
