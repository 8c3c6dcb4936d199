"""The yearly rating of cells: proposals are typed over, decided results stand, and a wrong one is given again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.db.models.cells import Post
from bontot_desktop.db.models.members import PenaltyRow
from bontot_desktop.db.models.ratings import CellRating
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.member_records import Penalty
from bontot_desktop.rules.recognition import CampaignState, EntryState, QualityLevel
from bontot_desktop.rules.year_ratings import RatingStanding
from bontot_desktop.services import rating_decisions, ratings
from bontot_desktop.services.rating_decisions import Rerating
from bontot_desktop.services.ratings import RatingDraft
from tests import paper_office, recognition_office

X, T, H, K = QualityLevel


@pytest.fixture
def office(tmp_path):
    office = paper_office.make_office(tmp_path, cells=2)
    yield office
    office.close()


def stored(office):
    with office.read() as session:
        rows = session.query(CellRating).order_by(CellRating.cell_id, CellRating.version)
        return [(row.cell_id, row.version, row.level, row.standing, row.is_current) for row in rows]


def rate_all(office, level=T):
    ratings.save_all(office, [RatingDraft(1, 2026, level), RatingDraft(2, 2026, T)])


def test_another_level_than_the_points_say_needs_its_reason(office):
    draft = RatingDraft(1, 2026, X, Decimal(88))
    with pytest.raises(Problems, match="88 điểm ứng với mức “Hoàn thành tốt nhiệm vụ”"):
        ratings.save_all(office, [draft])
    assert ratings.of_year(office, 2026) == {}
    ratings.save_all(office, [replace(draft, reason="Ban Thường vụ kết luận.")])
    assert ratings.of_year(office, 2026)[1].level is X


def test_another_level_than_the_tasks_allow_needs_its_reason(office):
    draft = RatingDraft(1, 2026, X, Decimal(92), tasks_total=20, tasks_done=20, tasks_over=5, tasks_late=0)
    with pytest.raises(Problems, match="Vượt mức 25 % nhiệm vụ"):
        ratings.save_all(office, [draft])


def test_only_a_cell_rated_excellent_may_be_exemplary(office):
    with pytest.raises(Problems, match="Tiêu biểu"):
        ratings.save_all(office, [RatingDraft(1, 2026, T, is_exemplary=True)])


@pytest.mark.parametrize("points", [Decimal(-1), Decimal("100.5")])
def test_points_off_the_scale_are_refused(office, points):
    with pytest.raises(Problems, match="từ 0 đến 100"):
        ratings.save_all(office, [RatingDraft(1, 2026, T, points)])


def test_a_proposed_rating_is_typed_over_and_one_that_is_the_same_is_not_written(office):
    ratings.save_all(office, [RatingDraft(1, 2026, T, Decimal(80)), RatingDraft(2, 2026, T, Decimal(75))])
    before = office.data.last_act()
    ratings.save_all(office, [RatingDraft(1, 2026, T, Decimal(80)), RatingDraft(2, 2026, T, Decimal(75))])
    assert office.data.last_act() == before
    ratings.save_all(office, [RatingDraft(1, 2026, T, Decimal(82)), RatingDraft(2, 2026, T, Decimal(75))])
    assert [(cell, version) for cell, version, *_ in stored(office)] == [(1, 1), (2, 1)]
    assert ratings.of_year(office, 2026)[1].points == Decimal(82)


def test_everything_of_a_draft_comes_back(office):
    draft = RatingDraft(
        1, 2026, T, Decimal(82), reason="", self_points=Decimal("85.5"), self_level=T, tasks_total=10, tasks_done=10,
        tasks_over=1, tasks_late=0, faults_mended=True, votes_for=8, votes_against=1,
    )  # fmt: skip
    ratings.save_all(office, [draft])
    assert ratings.of_year(office, 2026)[1] == draft


def test_a_member_of_the_committee_who_was_disciplined_keeps_the_cell_from_the_best(office):
    with office.work("test", "Kỷ luật") as work:
        secretary = work.query(Post).filter_by(cell_id=1).first().member_id
        work.add(PenaltyRow(member_id=secretary, penalty=Penalty.REPRIMAND, decision_on=date(2026, 5, 4)))
    line = ratings.sheet(office, 2026).lines[0]
    assert len(line.faults) == 1
    draft = RatingDraft(1, 2026, X, Decimal(95))
    with pytest.raises(Problems, match="bị khiển trách ngày 04/5/2026"):
        ratings.save_all(office, [draft])
    assert ratings.sheet(office, 2026).lines[1].faults == ()


# Decided


def test_a_decision_stands_and_what_it_says_is_not_typed_over(office):
    rate_all(office)
    rating_decisions.decide(office, 2026, date(2026, 11, 20), members=False)
    assert {state for *_, state, _ in stored(office)} == {RatingStanding.DECIDED}
    with pytest.raises(Problems, match="đã có quyết định"):
        ratings.save_all(office, [RatingDraft(1, 2026, H)])
    assert ratings.sheet(office, 2026).lines[0].lock
    with pytest.raises(Refused, match="rồi"):
        rating_decisions.decide(office, 2026, date(2026, 11, 20), members=False)


@pytest.mark.parametrize(
    ("day", "sentence"), [(date(2026, 12, 1), "sau hôm nay"), (date(2025, 12, 1), "trước năm 2026")]
)
def test_a_decision_of_a_day_that_cannot_be_is_refused(office, day, sentence):
    rate_all(office)
    with pytest.raises(Problems, match=sentence):
        rating_decisions.decide(office, 2026, day)


def test_a_decision_waits_for_the_last_cell(office):
    ratings.save_all(office, [RatingDraft(1, 2026, T)])
    assert rating_decisions.missing(office, 2026).cells == ("Chi bộ thôn Mẫu 2",)
    with pytest.raises(Problems, match="Còn 1 chi bộ chưa xếp loại"):
        rating_decisions.decide(office, 2026, date(2026, 11, 20), members=False)


def test_a_withdrawn_decision_makes_proposals_of_its_ratings_again(office):
    rate_all(office)
    rating_decisions.decide(office, 2026, date(2026, 11, 20), members=False)
    with office.work("test", "Thu hồi") as work:
        assert rating_decisions.undecide_in(work, 2026, date(2026, 11, 19)) == 0
        assert rating_decisions.undecide_in(work, 2026, date(2026, 11, 20)) > 0
    assert {state for *_, state, _ in stored(office)} == {RatingStanding.PROPOSED}


def test_a_group_over_the_cap_is_told_before_the_decision_and_does_not_block_it(office):
    rate_all(office, X)
    assert "vượt 1" in rating_decisions.missing(office, 2026).over[0]
    rating_decisions.decide(office, 2026, date(2026, 11, 20), members=False)


# Again


def test_a_rating_given_again_waits_for_its_paper_and_then_takes_the_place_of_the_old(office):
    rate_all(office)
    rating_decisions.decide(office, 2026, date(2026, 11, 20), members=False)
    again = Rerating(1, 2026, H, Decimal(60), "Kết luận kiểm tra số 05-KL/UBKT.")
    made = rating_decisions.rerate_cell(office, again)
    assert stored(office)[:2] == [
        (1, 1, T, RatingStanding.DECIDED, True),
        (1, 2, H, RatingStanding.PROPOSED, False),
    ]
    rating_decisions.rerate_cell(office, replace(again, level=K))
    assert len(stored(office)) == 3
    with office.work("test", "Ban hành Mẫu 03") as work:
        (new,) = rating_decisions.pending(work, 2026)
        assert new.id == made.id
        rating_decisions.settle_in(work, new, date(2026, 11, 21))
    assert stored(office)[:2] == [
        (1, 1, T, RatingStanding.REPLACED, False),
        (1, 2, K, RatingStanding.DECIDED, True),
    ]
    assert ratings.of_year(office, 2026)[1].level is K
    with office.work("test", "Thu hồi Mẫu 03") as work:
        rating_decisions.unsettle_in(work, work.get_one(CellRating, made.id))
    assert ratings.of_year(office, 2026)[1].level is T
    story = rating_decisions.versions_of_cell(office, 1, 2026)
    assert [(row.version, row.is_current) for row in story] == [(1, True), (2, False)]


def test_a_rating_decided_again_at_once_keeps_the_old_version(office):
    rate_all(office)
    rating_decisions.decide(office, 2026, date(2026, 11, 19), members=False)
    rating_decisions.rerate_cell(office, Rerating(1, 2026, H, None, "Kết luận.", date(2026, 11, 20)))
    story = rating_decisions.versions_of_cell(office, 1, 2026)
    assert [(row.level, row.standing) for row in story] == [
        (T, RatingStanding.REPLACED),
        (H, RatingStanding.DECIDED),
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": " "}, "cần ghi lý do"),
        ({"level": T}, "đang là kết quả đã quyết định"),
        ({"points": Decimal(101)}, "từ 0 đến 100"),
        ({"decided_on": date(2026, 11, 1)}, "trước ngày quyết định cũ"),
        ({"decided_on": date(2027, 1, 1)}, "sau hôm nay"),
    ],
)
def test_a_rating_given_again_is_refused_with_what_is_amiss(office, change, sentence):
    rate_all(office)
    rating_decisions.decide(office, 2026, date(2026, 11, 19), members=False)
    with pytest.raises(Problems, match=sentence):
        rating_decisions.rerate_cell(office, replace(Rerating(1, 2026, H, None, "Kết luận."), **change))
    assert len(stored(office)) == 2


def test_what_is_only_proposed_is_not_rated_again_but_typed_over(office):
    rate_all(office)
    with pytest.raises(Refused, match="sửa thẳng trong bảng"):
        rating_decisions.rerate_cell(office, Rerating(1, 2026, H, None, "Kết luận."))


def test_a_rating_that_waits_for_its_paper_may_be_given_up(office):
    rate_all(office)
    rating_decisions.decide(office, 2026, date(2026, 11, 19), members=False)
    made = rating_decisions.rerate_cell(office, Rerating(1, 2026, H, None, "Kết luận."))
    rating_decisions.drop_pending(office, made.id, of_member=False)
    assert len(stored(office)) == 2


# Titles and closed years


def test_a_rating_a_title_was_decided_on_is_not_typed_over_but_others_of_the_year_are(tmp_path):
    office = recognition_office.make_office(tmp_path, cells=3)
    campaign_id = recognition_office.open_campaign(office)
    ids = recognition_office.entry_ids(office, campaign_id)
    recognition_office.register(office, ids[:1])
    recognition_office.rate(office, campaign_id)
    with office.work("test", "Công nhận") as work:
        campaign = work.get_one(Campaign, campaign_id)
        campaign.state = CampaignState.DECIDED
        campaign.entries[0].state = EntryState.RECOGNISED
    locked = [line.cell_id for line in ratings.sheet(office, 2026).lines if line.lock]
    assert len(locked) == 1
    with pytest.raises(Problems, match="danh hiệu năm 2026 đã quyết định"):
        ratings.save_all(office, [RatingDraft(locked[0], 2026, H)])
    free = next(line.cell_id for line in ratings.sheet(office, 2026).lines if not line.lock)
    ratings.save_all(office, [RatingDraft(free, 2026, H)])
    with office.work("test", "Kết thúc") as work:
        work.get_one(Campaign, campaign_id).state = CampaignState.CLOSED
    with pytest.raises(Problems, match="Năm 2026 đã kết thúc"):
        ratings.save_all(office, [RatingDraft(free, 2026, T)])
    office.close()
