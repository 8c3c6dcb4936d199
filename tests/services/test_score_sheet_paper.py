"""F9 follows the table a meeting was scored by, and shows what the higher level gave beside it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bontot_desktop.db.models.scoring import ScoreTemplate
from bontot_desktop.documents.meeting_score_sheet import ScoreLineFact, ScoreSheetFacts
from bontot_desktop.rules.scoring import ScoreKind
from bontot_desktop.services import meeting_scores, meetings, official_scores, seeding
from bontot_desktop.services.official_scores import Decision
from bontot_desktop.services.sources.base import Issue
from bontot_desktop.services.sources.cell_results import collect_score_sheet
from tests import meeting_office as made


@pytest.fixture
def office(tmp_path):
    opened = made.make_office(tmp_path)
    with opened.work("test", "Bảng điểm") as session:
        seeding.plant(session)
        session.query(ScoreTemplate).filter_by(code="AN_PHU").one().is_default = True
    yield opened
    opened.close()


def sheet(office, meeting_id: int) -> ScoreSheetFacts:
    with office.read() as session:
        return collect_score_sheet(session, meeting_id, Issue(None, None, "", office.today()))


def line(facts: ScoreSheetFacts, code: str) -> ScoreLineFact:
    return next(line for line in facts.lines if line.code == code)


def scored(office, **changes: Decimal) -> int:
    meeting_id = meetings.save(office, made.filled(office)).id
    draft = meeting_scores.load(office, meeting_id)
    points = {item.code: item.maximum for item in draft.template.leaves} | changes
    meeting_scores.save(office, replace(draft, points=points, notes={"1.1": "Bắt đầu đúng giờ"}))
    return meeting_id


def test_a_blank_sheet_offers_the_answers_and_says_when_a_line_applies(office):
    facts = sheet(office, meetings.save(office, made.filled(office)).id)
    assert facts.is_blank
    assert line(facts, "2.1").options[1] == ("từ 75 đến dưới 90 %", "3")
    assert line(facts, "4.3").title.endswith("(chỉ tính trong tháng có chuyên đề)")
    # Whether the month gets its theme is open: both lines stand with their own points.
    assert (line(facts, "4.2").maximum, line(facts, "4.3").maximum) == ("10", "5")
    assert facts.source.startswith("Hướng dẫn số 42-HD/BTCTW")


def test_a_filled_sheet_leaves_out_what_did_not_apply_and_the_sums_hold(office):
    facts = sheet(office, scored(office))
    assert (line(facts, "4.3").maximum, line(facts, "4.3").points, line(facts, "4.3").note) == (
        "–",
        "–",
        "không áp dụng",
    )
    assert (line(facts, "4.2").maximum, line(facts, "4.2").points) == ("15", "15")
    assert (line(facts, "4").points, facts.total, facts.rating) == ("30", "100", "Tốt")
    assert line(facts, "1.1").note == "Bắt đầu đúng giờ"
    assert line(facts, "2.1").options == ()


def test_the_higher_level_s_own_points_stand_in_their_column(office):
    meeting_id = scored(office)
    higher = meeting_scores.load(office, meeting_id, ScoreKind.IN_CHARGE)
    points = {item.code: item.maximum for item in higher.template.leaves} | {"5.1": Decimal(1)}
    meeting_scores.save(office, replace(higher, points=points))
    facts = sheet(office, meeting_id)
    assert (line(facts, "5.1").higher, facts.higher_total, facts.higher_rating) == ("1", "99", "Tốt")


def test_a_total_decided_for_the_month_shows_the_points_it_agrees_with(office):
    meeting_id = scored(office)
    official_scores.decide_month(office, 2026, 3, [Decision(meeting_id)])
    agreed = sheet(office, meeting_id)
    assert (line(agreed, "5.1").higher, agreed.higher_total) == ("2", "100")
    official_scores.decide_month(office, 2026, 3, [Decision(meeting_id, Decimal(80), "Sổ ghi thiếu")])
    other = sheet(office, meeting_id)
    assert (line(other, "5.1").higher, other.higher_total, other.higher_rating) == ("", "80", "Khá")
