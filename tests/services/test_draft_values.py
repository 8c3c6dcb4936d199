from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.rules.samples import Aspect, OpinionKind
from bontot_desktop.services import samples, sheets
from bontot_desktop.services.draft_values import from_payload, to_payload
from bontot_desktop.services.feedback import FeedbackDraft, OpinionDraft
from bontot_desktop.services.meeting_drafts import MeetingDraft
from bontot_desktop.services.sheets import CheckDraft, SheetDraft
from tests import sample_office as made


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def there_and_back(draft):
    return from_payload(type(draft), json.loads(json.dumps(to_payload(draft))))


def test_a_feedback_session_comes_back_as_it_was_typed():
    draft = FeedbackDraft(
        3, date(2026, 6, 5), opinions=(OpinionDraft("Hay", OpinionKind.WEAKNESS, Aspect.BOOKS, 7, answer="Đã rõ"),)
    )
    assert there_and_back(draft) == draft


def test_a_meeting_comes_back_as_it_was_typed(office):
    event_id = made.planned(office)
    made.held(office, event_id)
    draft = samples.load_meeting(office, event_id)
    back = there_and_back(draft)
    assert isinstance(back, MeetingDraft)
    assert back == replace(draft, sections=dict(draft.sections))


def test_a_sheet_comes_back_with_points_and_ticks(office):
    event_id = made.planned(office)
    observer_id, *_ = made.invited(office, event_id)
    draft = replace(
        sheets.load(office, observer_id), checks={"opening": CheckDraft(False, "vội")}, points={"1": Decimal("4.5")}
    )
    back = there_and_back(draft)
    assert isinstance(back, SheetDraft)
    assert (back.checks, back.points, back.template) == (draft.checks, draft.points, draft.template)


def test_what_another_program_kept_is_left_out():
    assert from_payload(FeedbackDraft, {"event_id": "ba"}) is None
    assert from_payload(FeedbackDraft, {"held_on": "hôm qua", "event_id": 1}) is None


def test_what_is_no_value_is_not_kept():
    with pytest.raises(TypeError):
        to_payload(object())
