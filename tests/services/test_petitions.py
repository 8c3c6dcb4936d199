"""Petitions in the real file: raised at a meeting, sent, awaited, answered, told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.errors import Problems
from bontot_desktop.rules.petitions import PetitionSource, PetitionState, is_late, state_of
from bontot_desktop.services import petitions
from tests.meeting_office import approved, make_office


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def raised(office) -> petitions.PetitionDraft:
    draft = petitions.begin(office, approved(office))
    text = "Đề nghị xã sớm sửa đường vào nhà văn hóa thôn"
    return replace(draft, source=PetitionSource.RESIDENT, raised_by="Bà con xóm Ví Dụ", text=text)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ({}, PetitionState.RAISED),
        ({"sent_on": date(2026, 4, 1)}, PetitionState.SENT),
        ({"sent_on": date(2026, 4, 1), "answered_on": date(2026, 4, 9)}, PetitionState.ANSWERED),
        ({"answered_on": date(2026, 4, 9), "told_on": date(2026, 5, 3)}, PetitionState.TOLD),
        ({"told_on": date(2026, 5, 3), "is_dropped": True}, PetitionState.DROPPED),
    ],
)
def test_a_petition_stands_where_its_days_say(days, state):
    assert state_of(**{"sent_on": None, "answered_on": None, "told_on": None, **days}) is state


def test_only_an_awaited_answer_is_late_and_only_behind_its_day():
    due = date(2026, 5, 1)
    assert not is_late(PetitionState.SENT, due, due)
    assert is_late(PetitionState.SENT, due, date(2026, 5, 2))
    assert not is_late(PetitionState.ANSWERED, due, date(2026, 5, 2))
    assert not is_late(PetitionState.SENT, None, date(2026, 5, 2))


def test_a_petition_goes_from_its_meeting_to_the_answer(office):
    draft = raised(office)
    saved = petitions.save(office, draft)
    assert [one.text for one in petitions.of_meeting(office, draft.meeting_id)] == [draft.text]
    stored = petitions.load(office, saved.id)
    sent = replace(stored, addressed_to="UBND xã Ví Dụ", sent_on=date(2026, 4, 1), answer_due_on=date(2026, 4, 30))
    petitions.save(office, sent)
    row = petitions.list_petitions(office, year=2026)[0]
    assert (row.state, row.is_late, row.addressed_to) == (PetitionState.SENT, True, "UBND xã Ví Dụ")
    petitions.save(office, replace(sent, answered_on=date(2026, 5, 9), answer="Sửa xong trong quý III"))
    assert petitions.list_petitions(office, states=[PetitionState.ANSWERED])[0].id == saved.id
    assert petitions.list_petitions(office, year=2025) == []


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"text": " "}, "text", "Chưa ghi nội dung"),
        ({"cell_id": None}, "cell_id", "chọn chi bộ"),
        ({"sent_on": date(2026, 4, 1)}, "addressed_to", "chuyển đến cơ quan"),
        ({"sent_on": date(2026, 1, 1), "addressed_to": "UBND xã"}, "sent_on", "ở trước ngày nêu"),
        ({"answered_on": date(2026, 4, 9)}, "answer", "nội dung trả lời"),
        ({"raised_on": date(2027, 1, 1)}, "raised_on", "chưa tới"),
        ({"is_dropped": True}, "note", "lý do"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(office, changes, field, said):
    with pytest.raises(Problems) as refused:
        petitions.save(office, replace(raised(office), **changes))
    assert [(one.field, said in one.sentence) for one in refused.value.problems] == [(field, True)]


def test_a_petition_that_went_out_is_kept(office):
    draft = raised(office)
    saved = petitions.save(office, draft)
    petitions.remove(office, saved.id)
    assert petitions.list_petitions(office) == []
    sent = petitions.save(office, replace(draft, addressed_to="UBND xã", sent_on=date(2026, 4, 1)))
    with pytest.raises(Problems, match="giữ lại"):
        petitions.remove(office, sent.id)
