"""Requests to the committee at a sample meeting become petitions by one act, each once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bontot_desktop.errors import Refused
from bontot_desktop.rules.petitions import PetitionSource, PetitionState
from bontot_desktop.rules.samples import Aspect, OpinionKind
from bontot_desktop.services import feedback, history, petitions, sample_petitions, undo
from bontot_desktop.services.feedback import OpinionDraft
from tests import sample_office as made


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def event(office):
    event_id = made.planned(office)
    people = made.invited(office, event_id)
    made.held(office, event_id)
    words = "Đề nghị Đảng ủy cấp máy chiếu.\nHỗ trợ sửa nhà văn hóa;"
    made.sheet_in(office, people[0], {}, suggestions_committee=words)
    session = feedback.load(office, event_id)
    said = OpinionDraft("Đảng ủy mở lớp bồi dưỡng bí thư", OpinionKind.REQUEST, Aspect.OTHER, people[1])
    again = OpinionDraft("Đề nghị Đảng ủy cấp máy chiếu", OpinionKind.REQUEST, Aspect.OTHER, people[0])
    feedback.save(office, replace(session, opinions=(said, again)))
    return event_id


def test_requests_wait_on_the_sheets_and_among_the_opinions_until_they_are_taken_up(office, event):
    assert [one.text for one in sample_petitions.waiting(office, event)] == [
        "Đề nghị Đảng ủy cấp máy chiếu.", "Hỗ trợ sửa nhà văn hóa;", "Đảng ủy mở lớp bồi dưỡng bí thư",
    ]  # fmt: skip
    assert petitions.list_petitions(office) == []


def test_one_act_makes_petitions_of_the_sample_cell_once_and_is_taken_back(office, event):
    sample_petitions.take_up(office, event)
    rows = petitions.list_petitions(office)
    assert len(rows) == 3
    assert {(row.cell, row.source, row.state, row.addressed_to) for row in rows} == {
        ("Chi bộ thôn Mẫu 1", PetitionSource.OBSERVER, PetitionState.RAISED, "Đảng ủy xã Ví Dụ")
    }
    assert all(row.meeting_id is not None and row.raised_by for row in rows)
    # Worded anew it is still the same request.
    draft = petitions.load(office, rows[0].id)
    petitions.save(office, replace(draft, text="Nội dung viết lại cho rõ"))
    assert sample_petitions.waiting(office, event) == ()
    with pytest.raises(Refused, match="đều đã vào Kiến nghị"):
        sample_petitions.take_up(office, event)


def test_taking_them_up_can_be_undone(office, event):
    sample_petitions.take_up(office, event)
    (newest, *_) = history.recent(office, limit=1)
    undo.take_back(office, newest.id)
    assert petitions.list_petitions(office) == []
    assert len(sample_petitions.waiting(office, event)) == 3
