"""The sheets of a sample meeting and what their points come to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.services import meeting_scores, scores, sheets
from bontot_desktop.services.sheets import CheckDraft
from tests import sample_office as made


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def test_a_sheet_is_stored_with_its_points_and_read_back(office):
    event_id = made.planned(office)
    observer_id, *_ = made.invited(office, event_id)
    made.held(office, event_id)
    made.sheet_in(office, observer_id, made.POINTS[0], weaknesses="Gửi tài liệu muộn")
    draft = sheets.load(office, observer_id)
    assert (draft.weaknesses, draft.points["2"], draft.checks["opening"]) == (
        "Gửi tài liệu muộn",
        Decimal("4.5"),
        CheckDraft(True),
    )
    row = sheets.rows(office, event_id)[0]
    assert (row.total, row.rating, row.returned_on) == (Decimal("91.5"), Rating.GOOD, made.DAY)


def test_a_sheet_saved_unchanged_writes_nothing(office):
    event_id = made.planned(office)
    observer_id, *_ = made.invited(office, event_id)
    made.held(office, event_id)
    made.sheet_in(office, observer_id, made.POINTS[0])
    before = office.data.last_act()
    sheets.save(office, sheets.load(office, observer_id))
    assert office.data.last_act() == before


def test_an_empty_sheet_is_not_handed_in(office):
    event_id = made.planned(office)
    observer_id, *_ = made.invited(office, event_id)
    with pytest.raises(Problems) as caught:
        sheets.save(office, sheets.load(office, observer_id))
    assert caught.value.problems[0].field == "sheet"


def test_points_are_within_their_line_on_the_step_and_complete(office):
    event_id = made.planned(office)
    observer_id, *_ = made.invited(office, event_id)
    made.held(office, event_id)
    draft = sheets.load(office, observer_id)
    found = {
        problem.field: problem.sentence
        for problem in sheets.problems(replace(draft, points=made.points({"1": "6", "2": "4.2"})))
    }
    assert found["points.1"] == "Điểm phải từ 0 đến 5."
    assert found["points.2"] == "Điểm chỉ được ghi lẻ đến 0,5; hãy sửa lại."
    assert found["points.7"].startswith("Chưa chấm dòng này")


def test_a_sheet_may_be_handed_in_without_points(office):
    event_id = made.planned(office)
    observer_id, *_ = made.invited(office, event_id)
    sheets.save(office, replace(sheets.load(office, observer_id), strengths="Tốt"))
    assert sheets.rows(office, event_id)[0].total is None


def test_points_wait_for_the_meeting(office):
    event_id = made.planned(office)
    observer_id, *_ = made.invited(office, event_id)
    with pytest.raises(Refused, match="Chưa mở buổi sinh hoạt"):
        sheets.save(office, replace(sheets.load(office, observer_id), points=made.points(made.POINTS[0])))


def test_a_sheet_of_the_wrong_person_is_taken_back(office):
    event_id = made.planned(office)
    observer_id, *_ = made.invited(office, event_id)
    made.held(office, event_id)
    made.sheet_in(office, observer_id, made.POINTS[0])
    sheets.discard(office, observer_id)
    assert not sheets.rows(office, event_id)[0].has_sheet
    assert scores.summary(office, event_id).scorers == ()


def test_totals_are_as_computed_by_hand(office):
    event_id = made.concluded(office)
    summary = scores.summary(office, event_id)
    assert [scorer.total for scorer in summary.scorers] == [Decimal("91.5"), Decimal("88"), Decimal("95")]
    assert [scorer.rating for scorer in summary.scorers] == [Rating.GOOD, Rating.FAIR, Rating.GOOD]
    total = summary.total
    assert (total.mean, total.least, total.most, total.own) == (
        Decimal("91.5"),
        Decimal("88"),
        Decimal("95"),
        Decimal("93"),
    )
    assert total.difference == Decimal("-1.5")
    by_code = {spread.code: spread for spread in summary.groups}
    # Line 2: 4.5, 5, 5 give 14.5 / 3 = 4.83…; group 3: 8, 8, 10 give 8.67; group 4: 36, 33, 37 give 35.33.
    assert by_code["2"].mean == Decimal("4.8")
    assert (by_code["3"].mean, by_code["3"].least, by_code["3"].most, by_code["3"].own) == (
        Decimal("8.7"),
        Decimal("8"),
        Decimal("10"),
        Decimal("9"),
    )
    assert by_code["4"].mean == Decimal("35.3")
    assert by_code["4"].difference == Decimal("-1.7")
    assert (summary.rating, summary.own_rating) == (Rating.GOOD, Rating.GOOD)


def test_without_sheets_there_is_no_mean(office):
    event_id = made.planned(office)
    assert scores.summary(office, event_id) is None
    made.held(office, event_id)
    summary = scores.summary(office, event_id)
    assert (summary.total.mean, summary.rating, summary.total.difference) == (None, None, None)


def test_the_default_table_is_that_of_hd_42(office):
    first, *_ = scores.list_templates(office)
    assert first.maximum == Decimal("100")
    assert [group.code for group in first.groups] == ["1", "2", "3", "4", "5", "6", "7"]


def test_own_points_taken_away_leave_no_score(office):
    event_id = made.planned(office)
    meeting_id = made.held(office, event_id)
    draft = meeting_scores.load(office, meeting_id)
    meeting_scores.save(office, replace(draft, points=made.points(made.OWN), limits_to_fix="Gửi tài liệu sớm hơn"))
    assert meeting_scores.load(office, meeting_id).limits_to_fix == "Gửi tài liệu sớm hơn"
    meeting_scores.save(office, replace(meeting_scores.load(office, meeting_id), points={}))
    assert not meeting_scores.load(office, meeting_id).is_stored
