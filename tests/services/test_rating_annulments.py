"""Results of a rating annulled without a new one (QĐ 366, Điều 15)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bontot_desktop.db import history
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.ratings import CellRating
from bontot_desktop.db.models.recognition import Campaign, CampaignClosing
from bontot_desktop.documents import plain
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules import year_tables
from bontot_desktop.rules.periods import whole_year
from bontot_desktop.rules.recognition import CampaignState, QualityLevel
from bontot_desktop.services import (
    cell_awards,
    entries,
    frozen,
    issuing,
    rating_annulments,
    rating_decisions,
    ratings,
    undo,
    year_statistics,
)
from bontot_desktop.services.rating_annulments import AnnulDraft
from tests import recognition_office as made

DAY = made.REVIEW
OUTSIDE = AnnulDraft("Kết luận kiểm tra số 03-KL/UBKT", "21-QĐ/ĐU", DAY + timedelta(days=1))


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def decided(office):
    """Return the campaign, a cell and the id of its decided rating."""
    campaign_id, ids = made.judged(office)
    rating_decisions.decide(office, made.YEAR, DAY, members=False)
    cell_id = next(row.cell_id for row in entries.list_entries(office, campaign_id) if row.id == ids[3])
    return campaign_id, cell_id, rating_annulments.current_id(office, cell_id, made.YEAR, of_member=False)


def line_of(office, cell_id):
    return next(line for line in ratings.sheet(office, made.YEAR).lines if line.cell_id == cell_id)


def last_act(office):
    with office.read() as session:
        return history.recent(session, limit=1)[0].id


def test_an_annulled_result_counts_no_more_and_is_told_in_the_year_the_statistics_and_on_the_cell(office, decided):
    campaign_id, cell_id, rating_id = decided
    before = year_statistics.view(office, campaign_id)
    rating_annulments.annul(office, rating_id, OUTSIDE, of_member=False)
    line = line_of(office, cell_id)
    assert line.draft is None
    assert "đã bị hủy ngày 21/11/2026 theo Quyết định số 21-QĐ/ĐU" in line.annulled
    assert rating_decisions.standing(office, made.YEAR).annulled == 1
    after = year_statistics.view(office, campaign_id)
    count = sum(cell.rating is QualityLevel.GOOD for cell in before.cells)
    assert sum(cell.rating is QualityLevel.GOOD for cell in after.cells) == count - 1
    assert "đã bị hủy" in year_tables.rated_cells(after).note
    told = next(year.rating for year in cell_awards.story(office, cell_id).lines if year.year == made.YEAR)
    assert told == "Đã hủy kết quả Hoàn thành tốt nhiệm vụ ngày 21/11/2026"


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (AnnulDraft(" ", "21-QĐ/ĐU", DAY), "reason"),
        (AnnulDraft("Khai không đúng.", "", DAY), "decision"),
        (AnnulDraft("Khai không đúng.", "21-QĐ/ĐU", None), "annulled_on"),
        (AnnulDraft("Khai không đúng.", "21-QĐ/ĐU", DAY - timedelta(days=1)), "annulled_on"),
        (AnnulDraft("Khai không đúng.", "21-QĐ/ĐU", date(2031, 1, 1)), "annulled_on"),
    ],
)
def test_an_annulment_without_reason_number_or_a_day_that_can_be_is_refused_at_its_field(office, decided, draft, field):
    with pytest.raises(Problems) as caught:
        rating_annulments.annul(office, decided[2], draft, of_member=False)
    assert [problem.field for problem in caught.value.problems] == [field]


def test_only_a_decided_result_is_annulled(office):
    campaign_id, ids = made.reviewed(office)
    cell_id = next(row.cell_id for row in entries.list_entries(office, campaign_id) if row.id == ids[0])
    assert rating_annulments.current_id(office, cell_id, made.YEAR, of_member=False) is None


def test_an_annulment_waits_for_mau_03_which_carries_it_out_and_lets_it_wait_again_when_withdrawn(office, decided):
    _, cell_id, rating_id = decided
    rating_annulments.annul(office, rating_id, AnnulDraft("Kết luận kiểm tra số 03-KL/UBKT"), of_member=False)
    assert line_of(office, cell_id).draft is not None
    assert rating_decisions.standing(office, made.YEAR).again == 1
    code = whole_year(made.YEAR).code
    with pytest.raises(Refused, match="ở trước ngày quyết định xếp loại"):
        issuing.preview(office, "M03", code, day=DAY - timedelta(days=1))
    issued = issuing.issue(office, "M03", code, day=DAY)
    assert issued.title.startswith("Hủy kết quả xếp loại")
    with office.read() as session:
        words = plain.render(frozen.document_of(session.get_one(Paper, issued.paper_id)))
    assert "về hủy kết quả xếp loại" in words
    assert "hủy mức “Hoàn thành tốt nhiệm vụ”" in words
    assert "xếp loại lại" not in words
    assert issued.number_text in line_of(office, cell_id).annulled
    issuing.withdraw(office, issued.paper_id, "Đánh máy nhầm")
    assert line_of(office, cell_id).draft is not None
    assert rating_decisions.standing(office, made.YEAR).again == 1


def test_an_annulment_is_taken_back_until_the_cell_is_rated_anew(office, decided):
    _, cell_id, rating_id = decided
    rating_annulments.annul(office, rating_id, OUTSIDE, of_member=False)
    act = last_act(office)
    undo.take_back(office, act)
    assert line_of(office, cell_id).draft is not None
    rating_annulments.annul(office, rating_id, OUTSIDE, of_member=False)
    act = last_act(office)
    with office.work("test", "Mở lại để ghi") as work:
        work.query(Campaign).one().state = CampaignState.REVIEWING
    ratings.save_all(office, [ratings.RatingDraft(cell_id, made.YEAR, QualityLevel.COMPLETED)])
    with pytest.raises(Refused):
        undo.take_back(office, act)
    assert line_of(office, cell_id).draft.level is QualityLevel.COMPLETED


def test_a_closed_year_keeps_its_figures_and_notes_the_annulment(office, decided):
    campaign_id, _, rating_id = decided
    with office.work("test", "Kết thúc") as work:
        campaign = work.get_one(Campaign, campaign_id)
        campaign.closing = CampaignClosing(taken_at=office.now(), facts={})
        campaign.state = CampaignState.CLOSED
    rating_annulments.annul(office, rating_id, OUTSIDE, of_member=False)
    with office.read() as session:
        note = session.query(CampaignClosing).one().note
    assert note.startswith("Ngày 21/11/2026 hủy kết quả xếp loại “Hoàn thành tốt nhiệm vụ” của ")
    undo.take_back(office, last_act(office))
    with office.read() as session:
        assert session.query(CampaignClosing).one().note == ""


def test_the_note_of_a_cell_whose_name_begins_alike_stays_when_an_annulment_is_withdrawn(office, decided):
    campaign_id, _, rating_id = decided
    with office.work("test", "Kết thúc") as work:
        campaign = work.get_one(Campaign, campaign_id)
        campaign.closing = CampaignClosing(taken_at=office.now(), facts={})
        campaign.state = CampaignState.CLOSED
    rating_annulments.annul(office, rating_id, OUTSIDE, of_member=False)
    with office.work("test", "Thu hồi Mẫu 03") as work:
        closing = work.query(CampaignClosing).one()
        other = f"{closing.note[:-1]}2."
        closing.note += f"\n{other}"
        rating_annulments.unsettle_in(work, work.get_one(CellRating, rating_id))
        assert closing.note == other
