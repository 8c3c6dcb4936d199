"""The step Họp xét and the windows it opens, driven as a person drives them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.rules.recognition import Authority, AwardKind, VoteMethod
from bontot_desktop.services import awards, campaigns, issuing, reopening, review, review_meeting
from bontot_desktop.ui import look
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.forms.ballots import open_ballots
from bontot_desktop.ui.forms.pdf_window import PdfWindow
from bontot_desktop.ui.forms.review_sheets import open_sheets
from bontot_desktop.ui.forms.sitting import open_sitting
from bontot_desktop.ui.forms.year_run import open_year_run
from bontot_desktop.ui.pages.recognition import states
from bontot_desktop.ui.pages.recognition.page import RecognitionPage
from bontot_desktop.ui.pages.recognition.review_grid import (
    AWARDS,
    BACK,
    FOR,
    INVALID,
    OUT,
    OUTCOME,
    RATED_AGAINST,
    RATED_FOR,
    RATED_OUTCOME,
    RATINGS,
    TITLES,
)
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import recognition_office as made
from tests.paper_office import NOW

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


@pytest.fixture
def show(qtbot, shell):
    """Return a function that shows the page at one of its steps."""

    def shown(step: str = states.REVIEW):
        page = RecognitionPage(shell)
        qtbot.addWidget(page)
        shell.changed.connect(page.changed)
        shell.asking.parent = page
        page.resize(1160, 640)
        page.refresh()
        page.show()
        page.journey.steps.open_step(step)
        return page.journey.parts[step]

    return shown


def chip(step, part):
    return next(button for button in step.chips.buttons() if button.objectName() == f"part:{part}")


def columns(step):
    return [column.id for place, column in enumerate(step.model.columns) if not step.grid.isColumnHidden(place)]


def test_ratings_titles_and_certificates_are_voted_on_in_one_grid(qtbot, show, office):
    campaign_id, _ = made.judged(office)
    cells = [row.id for row in awards.candidates(office, campaign_id, AwardKind.TITLE)]
    drafts = awards.propose(office, campaign_id, cells[:1], AwardKind.TITLE)
    awards.save_all(office, campaign_id, AwardKind.TITLE, drafts)
    step = show()
    qtbot.mouseClick(chip(step, RATINGS), LEFT)
    assert RATED_FOR in columns(step)
    assert FOR not in columns(step)
    first = step._rated[0]
    step.model.put(first.id, RATED_FOR, 8)
    step.model.put(first.id, RATED_AGAINST, 1)
    qtbot.mouseClick(chip(step, AWARDS), LEFT)
    shown = [place for place in range(step.model.rowCount()) if not step.grid.isRowHidden(place)]
    assert len(shown) == 1
    qtbot.mouseClick(step.all_button, LEFT)
    assert step.save() is True
    kept = review.load(office, campaign_id)
    assert {vote.cell_id: vote.votes_for for vote in kept.ratings}[first.cell_id] == 8
    assert [vote.votes_for for vote in kept.awards] == [9]


def test_all_for_it_fills_the_column_of_the_part_that_is_shown(qtbot, show, office):
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids)
    step = show()
    qtbot.mouseClick(step.all_button, LEFT)
    assert step._state.text() == "Hãy ghi số ủy viên có mặt trước."
    step.total.set_value(9)
    step.present.set_value(8)
    qtbot.mouseClick(step.all_button, LEFT)
    assert [step.model.value(one, FOR) for one in ids] == [8] * 4
    assert [step.model.value(one, OUT) for one in ids] == [None] * 4


def test_the_ballots_of_a_secret_vote_have_columns_and_show_of_hands_has_none(show, office):
    campaign_id, ids = made.reviewed(office)
    step = show()
    assert {OUT, BACK, INVALID} <= set(columns(step))
    with office.work("test", "Giơ tay") as work:
        work.get(Campaign, campaign_id).review_method = VoteMethod.HANDS
    step = show()
    assert not {OUT, BACK, INVALID} & set(columns(step))
    place = step.grid.index_of(ids[0], OUT)
    assert not step.model.may_edit(place.row(), place.column())


def test_a_ballot_that_does_not_add_up_is_said_and_the_cursor_goes_there(qtbot, show, office):
    _, ids = made.reviewed(office)
    step = show()
    qtbot.mouseClick(chip(step, RATINGS), LEFT)
    for column, count in ((OUT, 9), (BACK, 9), (INVALID, 1)):
        step.model.put(ids[1], column, count)
    assert step.save() is False
    assert "có 8 phiếu hợp lệ" in step._state.text()
    assert step._part == TITLES
    assert step.grid.currentIndex() == step.grid.index_of(ids[1], FOR)


def test_the_sitting_is_typed_in_a_window_and_saved_in_one_act(qtbot, shell, show, office):
    campaign_id, _ = made.reviewed(office)
    show()
    dialog = open_sitting(shell, review_meeting.load(shell.office, campaign_id), made.YEAR)
    form = dialog.form
    form.field("present").set_value(8)
    form.field("place").set_value("Phòng họp Đảng ủy")
    form.field("secretary").set_value("Lê Văn Minh Họa")
    form.field("absences").set_value((review_meeting.AbsenceDraft("Phạm Văn Giả Định", "đi công tác"),))
    form.field("opinions").set_value((review_meeting.OpinionDraft("Trần Thị Thí Dụ", "Nhất trí"),))
    form.save()
    kept = review_meeting.load(office, campaign_id)
    assert (kept.present, kept.place, kept.secretary) == (8, "Phòng họp Đảng ủy", "Lê Văn Minh Họa")
    assert kept.absences == (review_meeting.AbsenceDraft("Phạm Văn Giả Định", "đi công tác"),)
    assert kept.opinions == (review_meeting.OpinionDraft("Trần Thị Thí Dụ", "Nhất trí"),)


def test_the_sheets_go_from_cell_to_cell(qtbot, shell, show, office):
    _, ids = made.reviewed(office)
    show()
    campaign = campaigns.list_campaigns(office)[0]
    window = open_sheets(shell, campaign, [(one, f"Chi bộ {one}") for one in ids], ids[0])
    assert not window.before.isEnabled()
    qtbot.mouseClick(window.after, LEFT)
    assert window.cell.value() == ids[1]
    assert window.preview.page_count() == 1
    window.reject()


def test_as_many_ballots_as_wanted_are_shown(qtbot, shell, show, office):
    campaign_id, _ = made.reviewed(office)
    page = show().window()
    dialog = open_ballots(shell, campaign_id, "D10B", "Phiếu biểu quyết danh hiệu", 9)
    dialog.form.field("copies").set_value(3)
    dialog.form.save()
    (window,) = page.findChildren(PdfWindow)
    assert window.preview.page_count() == 3
    window.reject()


def test_papers_of_the_year_are_chosen_by_ticks(qtbot, shell, show, office):
    campaign_id, ids = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=made.REVIEW)
    issuing.issue(office, "D8", ids[0], day=made.REVIEW)
    show(states.DECISION)
    campaign = campaigns.list_campaigns(office)[0]
    window = open_year_run(shell, campaign)
    assert window.count.text() == "Đã chọn 2/2 văn bản; in theo thứ tự trong bảng."
    qtbot.mouseClick(window.none_button, LEFT)
    assert not window.go_button.isEnabled()
    qtbot.mouseClick(window.waiting_button, LEFT)
    qtbot.mouseClick(window.go_button, LEFT)
    assert window.dialog is not None
    assert window.dialog.make_button.text() == "Làm 2 văn bản"
    window.dialog.reject()
    window.reject()


def test_what_goes_up_is_put_before_the_committee_above_from_the_decision_step(show, office):
    campaign_id, _ = made.judged(office)
    draft = campaigns.load(office, campaign_id)
    above = "Ban Thường vụ Tỉnh ủy Ví Dụ"
    campaigns.save(office, replace(draft, authority=Authority.UP, superior_name=above))
    step = show(states.DECISION)
    assert step.issue_button.text() == "Lập tờ trình"
    assert not step.above_button.isVisible()
    issuing.issue(office, "D11", campaign_id, day=made.REVIEW)
    step = show(states.DECISION)
    assert not step.issue_button.isVisible()
    assert step.above_button.isVisible()
    assert "Đã trình cấp trên 3 chi bộ" in step._hint.text()


def test_a_further_sitting_is_begun_from_the_menu_voted_on_in_the_grid_and_the_first_is_shown_as_it_was(
    qtbot, shell, show, office
):
    campaign_id, ids = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=made.REVIEW)
    reopening.reopen(office, ids[3], "Thông báo số 05 của Ủy ban Kiểm tra")
    step = show()
    assert not step.save_button.isEnabled()
    assert "được xét lại sau cuộc họp này" in step.notice.label.text()
    dialog = step.open_further()
    dialog.form.field("held_on").set_value(made.REVIEW)
    dialog.form.field("present").set_value(9)
    dialog.form.save()
    assert step.sitting.value() == 2
    assert [row.id for row in step._rows] == [ids[3]]
    assert not chip(step, RATINGS).isVisibleTo(step)
    step.model.put(ids[3], FOR, 7)
    assert step.save()
    (vote,) = review.load(office, campaign_id, 2).votes
    assert vote.votes_for == 7
    step.sitting.set_value(1)
    step.sitting.edited.emit()
    assert step.model.value(ids[3], FOR) == 9
    assert not step.model.may_edit(0, step.grid.index_of(ids[3], FOR).column())


def test_on_a_low_screen_the_head_of_the_review_gives_its_room_to_the_votes(qtbot, show, office):
    made.reviewed(office)
    step = show()
    page = step.window()
    page.resize(1140, 660)
    assert step._hint.isVisibleTo(step)
    page.resize(830, 420)
    assert not step._hint.isVisibleTo(step)
    assert "hơn một nửa" in step._title.toolTip()
    assert not step.notice.label.wordWrap()
    assert step.grid.verticalHeader().defaultSectionSize() < look.row_height(step)
    page.resize(1140, 660)
    assert step._hint.isVisibleTo(step)


def test_every_step_bears_its_number_also_the_tenth_and_the_eleventh(qtbot, show, office):
    made.reviewed(office)
    step = show(states.REVIEW)
    buttons = {button.objectName(): button for button in step.window().findChildren(QPushButton)}
    ten, eleven = (buttons[f"step:{number}"]._icon.pixmap().toImage() for number in (10, 11))
    assert ten != eleven


def test_the_outcome_of_a_vote_is_read_whole_on_the_small_screen(qtbot, show, office):
    made.reviewed(office)
    step = show(states.REVIEW)
    step.window().resize(1166, 660)
    qtbot.waitUntil(lambda: step.grid.width() > 0)
    for part, outcome in ((RATINGS, RATED_OUTCOME), (TITLES, OUTCOME)):
        step.show_part(part)
        place = [column.id for column in step.model.columns].index(outcome)
        words = step.grid.fontMetrics().horizontalAdvance("Chưa quá nửa")
        assert step.grid.columnWidth(place) >= words + 4


def test_the_list_beside_the_score_sheet_tells_the_step_of_each_cell_on_the_small_screen(qtbot, show, office):
    made.reviewed(office)
    step = show(states.SCORING)
    step.window().resize(1166, 660)
    qtbot.waitUntil(lambda: step.table.width() > 0)
    assert step.table.isVisibleTo(step)
    assert not step.table.isColumnHidden(1)
