"""The summary of a sample meeting's sheets and opinions (F19), from the stored scores."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bontot_desktop.documents.observer_summary import SummaryFacts
from bontot_desktop.errors import Refused
from bontot_desktop.services import issuing
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
