"""What follows a meeting's day: its month, the earlier tasks, and which days and hours cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bontot_desktop.db.models.office import Term
from bontot_desktop.errors import Problems
from bontot_desktop.rules.meetings import Attendance, MeetingState, TaskState
from bontot_desktop.services import meetings
from tests.meeting_office import approved, filled, make_office


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def test_a_corrected_day_takes_the_meeting_to_its_own_month(office):
    saved = meetings.save(office, filled(office, month=11))
    draft = meetings.load(office, saved.id)
    meetings.save(office, replace(draft, held_on=date(2025, 10, 5)))
    found = meetings.load(office, saved.id)
    assert (found.year, found.month) == (2025, 10)
    assert [row.id for row in meetings.list_meetings(office, 2025, month=10)] == [saved.id]
    assert meetings.list_meetings(office, 2026) == []


def test_a_corrected_day_in_the_month_of_another_regular_meeting_is_refused_beside_the_day(office):
    meetings.save(office, filled(office, month=11))
    late = meetings.save(office, filled(office, month=10))
    draft = meetings.load(office, late.id)
    with pytest.raises(Problems, match="đã có kỳ sinh hoạt thường kỳ tháng 11/2026") as refused:
        meetings.save(office, replace(draft, held_on=date(2026, 11, 20)))
    assert [problem.field for problem in refused.value.problems] == ["held_on"]


def test_a_meeting_kept_for_the_month_before_stays_of_it(office):
    saved = meetings.save(office, replace(filled(office), held_on=date(2026, 4, 2)))
    meetings.save(office, replace(meetings.load(office, saved.id), held_on=date(2026, 4, 3)))
    found = meetings.load(office, saved.id)
    assert (found.year, found.month) == (2026, 3)


def test_a_month_typed_with_the_day_lies_beside_it(office):
    saved = meetings.save(office, filled(office, month=3))
    meetings.save(office, replace(meetings.load(office, saved.id), held_on=date(2025, 1, 4), month=12))
    found = meetings.load(office, saved.id)
    assert (found.year, found.month) == (2024, 12)


def test_earlier_tasks_are_those_open_on_the_corrected_day(office):
    approved(office, month=3)
    saved = meetings.save(office, filled(office, month=4))
    draft = meetings.load(office, saved.id)
    assert len(draft.task_reviews) == 2
    said = (replace(draft.task_reviews[0], state=TaskState.DONE, result="Đã xong."), *draft.task_reviews[1:])
    kept = meetings.save(office, replace(draft, task_reviews=said))
    meetings.save(office, replace(meetings.load(office, kept.id), held_on=date(2026, 2, 3)))
    assert [review.result for review in meetings.load(office, saved.id).task_reviews] == ["Đã xong."]
    meetings.save(office, replace(meetings.load(office, kept.id), held_on=date(2026, 5, 3)))
    assert len(meetings.load(office, saved.id).task_reviews) == 2


@pytest.mark.parametrize(
    ("on", "words"),
    [(date(1950, 3, 5), "trước nhiệm kỳ đầu tiên"), (date(2027, 12, 22), "còn xa, chưa thể đã họp")],
)
def test_a_day_that_cannot_be_is_refused(office, on, words):
    draft = filled(office)
    with pytest.raises(Problems, match=words) as refused:
        meetings.save(office, replace(draft, held_on=on, year=on.year, month=on.month))
    assert refused.value.problems[0].field == "held_on"


def test_a_meeting_far_ahead_may_be_planned_but_not_opened(office):
    draft = replace(filled(office), held_on=date(2027, 3, 5), year=2027, state=MeetingState.PLANNED)
    saved = meetings.save(office, draft)
    with pytest.raises(Problems, match="chưa thể đã họp"):
        meetings.save(office, replace(meetings.load(office, saved.id), state=MeetingState.DRAFTED))


def test_a_first_term_long_known_lets_old_meetings_be_written(office):
    with office.work("test", "Nhiệm kỳ") as session:
        session.add(Term(label="1948 - 1950", starts_on=date(1948, 1, 1)))
    draft = filled(office)
    meetings.save(office, replace(draft, held_on=date(1950, 3, 5), year=1950))


@pytest.mark.parametrize(("start", "end", "is_refused"), [
    (time(19, 30), time(18, 0), True),
    (time(22, 0), time(1, 30), False),
    (time(20, 0), time(2, 0), False),
    (time(20, 0), time(2, 1), True),
])  # fmt: skip
def test_a_meeting_goes_on_past_midnight_for_six_hours_at_most(office, start, end, is_refused):
    draft = replace(filled(office), starts_at=start, ends_at=end)
    draft = replace(draft, roster=tuple(replace(line, arrived_at=None) for line in draft.roster))
    fields = [problem.field for problem in meetings.draft_problems(draft)]
    assert fields == (["ends_at"] if is_refused else [])


@pytest.mark.parametrize(
    ("kind", "hour", "words"),
    [
        (Attendance.LATE, {"arrived_at": time(22, 15)}, "ghi đến lúc 22:15, ngoài giờ sinh hoạt"),
        (Attendance.LEFT_EARLY, {"left_at": time(19, 0)}, "ghi về lúc 19:00, ngoài giờ sinh hoạt"),
    ],
)
def test_nobody_comes_or_leaves_outside_the_hours_of_the_meeting(office, kind, hour, words):
    draft = filled(office)
    who = draft.roster[5].member_id
    with pytest.raises(Problems, match=words) as refused:
        meetings.save(office, meetings.mark(draft, who, kind, **hour))
    assert refused.value.problems[0].field.startswith(f"roster.{who}.")
