"""The summary of a sample meeting's sheets and opinions (F19), from the stored scores."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bontot_desktop.documents.observer_summary import SummaryFacts
from bontot_desktop.errors import Refused
from bontot_desktop.rules.outliers import OutlierRule
from bontot_desktop.services import issuing, score_settings, scores
from bontot_desktop.services.sources import SOURCES, Issue
from tests import sample_office as made
from tests.services.test_sample_papers import office, words_of

__all__ = ["office"]


def _facts(office, event_id) -> SummaryFacts:
    with office.read() as session:
        return SOURCES["F19"].collect(session, event_id, Issue(made.DAY, None, "", made.DAY))


def test_the_figures_are_those_of_the_sheets_and_of_the_cell(office):
    facts = _facts(office, made.concluded(office))
    assert (facts.invited, facts.returned) == (len(facts.observers), 3)
    totals = {row.name: row.total for row in facts.figures}
    assert totals == {
        "Bình quân": "91,5",
        "Thấp nhất": "88",
        "Cao nhất": "95",
        "Chi bộ tự chấm": "93",
        "Chênh lệch": "-1,5",
    }
    assert [one.number for one in facts.criteria] == ["1", "2", "3", "4", "5", "6", "7"]
    assert all(len(row.points) == 7 for row in (*facts.observers, *facts.figures))


def test_opinions_are_counted_and_said_by_aspect(office):
    event_id = made.concluded(office)
    said = words_of(issuing.preview(office, "F19", event_id, day=made.DAY).pdf)
    assert "II- TỔNG HỢP Ý KIẾN" in said
    assert len(_facts(office, event_id).opinions) > 0
    assert "Hạn chế: " in said


def test_without_sheets_and_opinions_there_is_nothing_to_put_together(office):
    with pytest.raises(Refused, match="chưa tổng hợp được"):
        issuing.preview(office, "F19", made.planned(office))


def test_it_is_not_dated_before_the_meeting(office):
    with pytest.raises(Refused, match="ở trước ngày sinh hoạt"):
        issuing.preview(office, "F19", made.concluded(office), day=made.DAY - timedelta(days=1))


def test_a_score_far_from_the_others_is_named_with_its_rule_on_the_paper_and_in_the_totals(office):
    event_id = made.planned(office)
    observer_ids = made.invited(office, event_id)
    made.held(office, event_id)
    low = {**made.POINTS[1], "6": "10", "4.2": "15"}
    for observer_id, given in zip(observer_ids, (made.POINTS[0], made.POINTS[2], low), strict=True):
        made.sheet_in(office, observer_id, given)
    summary = scores.summary(office, event_id)
    (far,) = summary.outliers
    assert far.key == observer_ids[2]
    assert "chấm 65, thấp hơn mức giữa (91,5) là 26,5 điểm, quá 10 điểm." in far.sentence
    said = words_of(issuing.preview(office, "F19", event_id, day=made.DAY).pdf)
    assert "cần xem lại trước khi kết luận" in said
    assert "quá 10 điểm." in said
    choices = score_settings.load(office)
    score_settings.save(office, replace(choices, outliers=OutlierRule(points=Decimal(30), spreads=Decimal(0))))
    assert scores.summary(office, event_id).outliers == ()
