"""The titles and rewards of a cell year by year, and what next year's rewards will cost (recognition.md §7)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.recognition import AwardKind
from bontot_desktop.services import award_budget, awards, cell_awards, entries, issuing
from bontot_desktop.services.cell_awards import OtherDraft, PastDraft
from tests import recognition_office as made


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def problems(act) -> dict[str, str]:
    with pytest.raises(Problems) as raised:
        act()
    return {problem.field: problem.sentence for problem in raised.value.problems}


def test_years_before_the_program_count_and_say_what_is_near(office):
    for year in range(2022, 2026):
        cell_awards.save_past(office, PastDraft(1, year, f"{year - 2000}-QĐ/HU", date(year, 12, 20)))
    story = cell_awards.story(office, 1)
    assert [line.year for line in story.lines] == [2025, 2024, 2023, 2022]
    assert story.lines[0].title == "Đã công nhận"
    assert story.lines[0].decision == "QĐ số 25-QĐ/HU, ngày 20/12/2025"
    assert story.hints == ("4 năm liên tục “Chi bộ 4 tốt”: còn 1 năm là đủ 5 năm liền.",)
    cell_awards.remove_past(office, story.lines[-1].past_id)
    assert cell_awards.story(office, 1).hints == ()


def test_a_result_needs_its_year_and_its_decision_and_stands_once(office):
    assert set(problems(lambda: cell_awards.save_past(office, PastDraft(1)))) == {"year", "decision_no"}
    assert "year" in problems(lambda: cell_awards.save_past(office, PastDraft(1, 2027, "1-QĐ/HU")))
    cell_awards.save_past(office, PastDraft(1, 2024, "1-QĐ/HU"))
    assert "đã ghi rồi" in problems(lambda: cell_awards.save_past(office, PastDraft(1, 2024, "2-QĐ/HU")))["year"]


def test_a_year_with_a_campaign_here_takes_no_result_by_hand(office):
    made.open_campaign(office)
    with pytest.raises(Refused, match="Năm 2026 đã có đợt thi đua trong chương trình"):
        cell_awards.save_past(office, PastDraft(1, 2026, "1-QĐ/HU"))


def test_rewards_of_other_bodies_stand_in_the_story(office):
    assert set(problems(lambda: cell_awards.save_other(office, OtherDraft(1, 2025, form="")))) == {"form", "issuer"}
    wrong = OtherDraft(1, 2025, issuer="Ủy ban nhân dân xã Ví Dụ", from_year=2025)
    assert set(problems(lambda: cell_awards.save_other(office, wrong))) == {"to_year"}
    saved = cell_awards.save_other(office, OtherDraft(1, 2025, issuer="Ủy ban nhân dân xã Ví Dụ", decision_no="8/QĐ"))
    assert cell_awards.story(office, 1).lines[0].awards == ("Giấy khen của Ủy ban nhân dân xã Ví Dụ",)
    assert [draft.id for draft in cell_awards.others(office, 1)] == [saved.id]
    cell_awards.remove_other(office, saved.id)
    assert cell_awards.story(office, 1).lines == ()


def test_next_years_rewards_are_reckoned_from_the_last_ones(office):
    assert award_budget.forecast(office, 2027).total == 0
    campaign_id, _ = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=made.REVIEW)
    chosen = [row.cell_id for row in entries.list_entries(office, campaign_id)][:2]
    title = AwardKind.TITLE
    awards.save_all(office, campaign_id, title, awards.propose(office, campaign_id, chosen, title))
    budget = award_budget.forecast(office, 2027)
    line = next(line for line in budget.lines if line.kind is title)
    assert (line.number, line.money, line.why) == (2, Decimal(2_808_000), "bằng số đã tặng năm 2026")
    assert budget.total == Decimal(2_808_000)
