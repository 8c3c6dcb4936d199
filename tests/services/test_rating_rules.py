"""The conditions of the yearly levels as the office sets them (QĐ 366; recognition.md §6.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.db import history
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.errors import Problems
from bontot_desktop.rules.rating_suggestions import rules_of
from bontot_desktop.rules.recognition import AwardKind, CampaignState, QualityLevel
from bontot_desktop.services import award_rates, rating_rules, ratings, setting_changes
from tests import recognition_office as made


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def suggested(office, year, points):
    line = ratings.sheet(office, year).lines[0]
    draft = ratings.RatingDraft(line.cell_id, year, QualityLevel.GOOD, Decimal(points))
    return ratings.suggestion(draft, line.faults, line.rules).level


def test_the_shipped_conditions_hold_until_the_office_sets_its_own_and_earlier_years_keep_theirs(office):
    assert rating_rules.load(office) == rules_of(2026)
    assert suggested(office, 2026, 88) is QualityLevel.GOOD
    own = replace(rating_rules.load(office), from_year=2026, source="Hướng dẫn 12-HD/TU", excellent_from=85)
    rating_rules.save(office, own)
    assert suggested(office, 2026, 88) is QualityLevel.EXCELLENT
    assert suggested(office, 2025, 88) is QualityLevel.GOOD
    assert rating_rules.load(office) == own
    with pytest.raises(Problems, match="Chọn mức khác"):
        ratings.save_all(office, [ratings.RatingDraft(1, 2026, QualityLevel.GOOD, Decimal(88))])


def test_a_share_of_tasks_the_office_set_is_asked_with_its_own_source(office):
    rating_rules.save(
        office, replace(rating_rules.load(office), from_year=2026, source="Hướng dẫn 12-HD/TU", least_over=10)
    )
    line = ratings.sheet(office, 2026).lines[0]
    draft = ratings.RatingDraft(line.cell_id, 2026, QualityLevel.EXCELLENT, Decimal(92), tasks_total=20, tasks_over=3)
    assert ratings.suggestion(draft, (), line.rules).level is QualityLevel.EXCELLENT
    assert ratings.suggestion(draft).level is QualityLevel.GOOD


def test_a_closed_year_keeps_the_conditions_it_was_closed_with(office):
    made.open_campaign(office)
    with office.work("test", "Kết thúc") as work:
        work.query(Campaign).one().state = CampaignState.CLOSED
    own = replace(rating_rules.load(office), from_year=2026, source="Hướng dẫn 12-HD/TU", excellent_from=85)
    with pytest.raises(Problems, match="hãy ghi áp dụng từ năm 2027"):
        rating_rules.save(office, own)
    rating_rules.save(office, replace(own, from_year=2027))
    assert suggested(office, 2026, 88) is QualityLevel.GOOD


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"from_year": -1}, "from_year"),
        ({"source": " "}, "source"),
        ({"least_over": 101}, "least_over"),
        ({"good_from": 90}, "good_from"),
    ],
)
def test_conditions_that_cannot_be_are_refused_at_their_field(office, given, field):
    with pytest.raises(Problems) as caught:
        rating_rules.save(office, replace(rating_rules.load(office), **given))
    assert [problem.field for problem in caught.value.problems] == [field]


def test_who_gives_a_reward_is_the_office_s_own_word_from_a_day_on(office):
    with office.read() as session:
        shipped = award_rates.issuer_of(session, AwardKind.FIVE_YEARS, date(2026, 1, 1))
    assert "cấp ủy cấp trên" in shipped
    kept = award_rates.load(office)
    assert kept.five_years_by == shipped
    own = replace(kept, five_years_by="", title_by="Ban Thường vụ Tỉnh ủy", shares_from=date(2026, 6, 1))
    award_rates.save(office, own)
    with office.read() as session:
        assert award_rates.issuer_of(session, AwardKind.FIVE_YEARS, date(2026, 5, 31)) == shipped
        assert award_rates.issuer_of(session, AwardKind.FIVE_YEARS, date(2026, 6, 1)) == ""
        assert award_rates.issuer_of(session, AwardKind.TITLE, date(2026, 6, 1)) == "Ban Thường vụ Tỉnh ủy"
        act = history.recent(session, limit=1)[0]
        change = next(one for one in history.changes_of(session, act.id) if "issuers" in one.after.get("value", {}))
    assert award_rates.load(office) == own
    told = list(setting_changes.told("awards", None, {"issuers": change.after["value"]["issuers"]}))
    assert "Ban Thường vụ Tỉnh ủy" in told[0][2]
