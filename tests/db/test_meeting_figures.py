"""The figures of many meetings by SQL are those of each meeting by the rules (meetings.md §4.3)."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from bontot_desktop.db.migrations import versions
from bontot_desktop.db.queries.meeting_figures import figures, figures_of
from bontot_desktop.rules import meetings as rules
from bontot_desktop.rules import minutes
from bontot_desktop.rules.meetings import Attendance, DurationRules, MeetingState, MeetingType, RosterFact
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.scoring import Rating

SPINE = Path(versions.__file__).with_name("step_0001_spine.sql")

LINES = st.lists(
    st.builds(
        RosterFact, st.sampled_from(list(MemberStatus)), st.booleans(), st.sampled_from(list(Attendance))
    ),
    max_size=12,
)  # fmt: skip
#: A roster, which of its people spoke in which order, and who led.
MEETINGS = st.lists(
    st.tuples(LINES, st.lists(st.integers(0, 13), max_size=8), st.integers(0, 13)), min_size=1, max_size=6
)


@pytest.fixture(scope="module")
def empty():
    driver = dbapi2.connect(":memory:")
    driver.executescript(SPINE.read_text(encoding="utf-8"))
    driver.execute("PRAGMA foreign_keys = OFF")
    driver.commit()
    yield driver
    driver.close()


@pytest.fixture
def driver(empty):
    yield empty
    empty.rollback()


def put(driver, table: str, **values) -> int:
    """Write a row; what is not told is empty."""
    for _, name, kind, needed, default, key in driver.execute(f"PRAGMA table_info({table})"):
        if needed and not key and name not in values and default is None:
            values[name] = "" if kind.startswith(("VARCHAR", "TEXT", "JSON")) else 0
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    return driver.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values())).lastrowid


def meeting(driver, **values) -> int:
    """Write a meeting, of a cell of its own unless one is named."""
    (cell_id,) = driver.execute("SELECT coalesce(max(id), 0) + 100 FROM meeting").fetchone()
    usual = {"cell_id": cell_id, "type": "REGULAR", "state": "APPROVED", "year": 2026, "month": 3}
    return put(driver, "meeting", **({"format": "IN_PERSON"} | usual | values))


def fill(driver, meeting_id: int, roster, speakers=()) -> None:
    lines = [
        put(
            driver, "roster_line", meeting_id=meeting_id, member_id=at, position=at, status_at_time=line.status.value,
            is_full_at_time=line.is_full, attendance=line.attendance.value,
        )
        for at, line in enumerate(roster)
    ]  # fmt: skip
    for at, who in enumerate(speakers):
        said_by = lines[who] if who < len(lines) else None
        put(
            driver, "contribution", meeting_id=meeting_id, position=at, roster_line_id=said_by, kind="OPINION",
            text="Đồng ý.",
        )  # fmt: skip


@given(MEETINGS, st.booleans(), st.booleans())
def test_the_figures_of_any_rosters_are_those_of_the_rules(empty, held, with_temp_in, chair_counts):
    try:
        for roster, speakers, chair in held:
            fill(empty, meeting(empty, chair_id=chair), roster, speakers)
        found = figures(
            empty, (2026, 3), (2026, 3), parts=True, total_includes_temp_in=with_temp_in, chair_counts=chair_counts
        )
        assert len(found) == len(held)
        few = figures(empty, (2026, 3), (2026, 3), total_includes_temp_in=with_temp_in, chair_counts=chair_counts)
        assert [line[: line._fields.index("full")] for line in few] == [
            line[: line._fields.index("full")] for line in found
        ]
        for got, (roster, speakers, chair) in zip(sorted(found), held, strict=True):
            wanted = rules.figures(roster, total_includes_temp_in=with_temp_in)
            assert (got.total, got.expected, got.present, got.attended, got.excused, got.unexcused) == (
                wanted.total, wanted.expected, wanted.present_expected, wanted.present, wanted.excused,
                wanted.unexcused,
            )  # fmt: skip
            assert (got.full, got.probationary, got.temp_in, got.exempt, got.temp_out, got.vote_base) == (
                wanted.full, wanted.probationary, wanted.temp_in, wanted.exempt, wanted.temp_out, wanted.vote_base,
            )  # fmt: skip
            assert (got.present_full, got.present_probationary, got.present_temp_in, got.exempt_present) == (
                wanted.present_full, wanted.present_probationary, wanted.present_temp_in, wanted.exempt_present,
            )  # fmt: skip
            said = [who if who < len(roster) else None for who in speakers]
            assert got.speakers == len(minutes.speakers(said, chair_id=chair, chair_counts=chair_counts))
            assert got.contributions == len(speakers)
    finally:
        empty.rollback()


HERE = RosterFact(MemberStatus.FULL, True, Attendance.PRESENT)
AWAY = RosterFact(MemberStatus.FULL, True, Attendance.ABSENT_EXCUSED)


def test_a_brief_tells_what_the_cell_sent_in_whatever_stands_on_the_roster(driver):
    held = meeting(driver, held_on="2026-03-03", starts_at="19:30:00", ends_at="21:00:00")
    fill(driver, held, [HERE] * 5)
    put(
        driver, "meeting_brief", meeting_id=held, total=30, expected=28, present=25, unexcused=1, speakers=7, minutes=95
    )
    (got,) = figures_of(driver, [held], parts=True)
    assert got.is_brief
    assert (got.total, got.expected, got.present, got.attended, got.excused, got.unexcused) == (30, 28, 25, 25, 2, 1)
    assert (got.speakers, got.contributions, got.minutes, got.full, got.vote_base) == (7, None, 95, None, None)


def test_a_brief_without_minutes_lasts_from_its_beginning_to_its_end(driver):
    held = meeting(driver, starts_at="19:30:00", ends_at="21:10:00", breaks_min=10)
    put(driver, "meeting_brief", meeting_id=held)
    (got,) = figures_of(driver, [held])
    assert (got.minutes, got.expected, got.excused, got.is_known) == (90, None, None, False)


def test_a_meeting_may_end_after_midnight(driver):
    held = meeting(driver, starts_at="22:45:00", ends_at="00:30:00", breaks_min=5, type="COMBINED")
    (got,) = figures_of(driver, [held])
    assert (got.minutes, got.required) == (100, 120)


def test_a_large_cell_must_meet_longer_where_the_office_says_so(driver):
    held = meeting(driver)
    fill(driver, held, [HERE] * 8 + [AWAY] * 4)
    (got,) = figures_of(driver, [held], duration=DurationRules(large=110, large_from_members=12))
    assert (got.required, got.present, got.is_known) == (110, 8, True)


def test_the_official_score_counts_as_soon_as_there_is_one(driver):
    held = meeting(driver)
    own = {"meeting_id": held, "template_id": 1}
    put(driver, "score", **own, kind="SELF", total=9150, rating="GOOD", submitted_on="2026-03-05")
    (got,) = figures_of(driver, [held])
    assert (got.points, got.rating, got.submitted_on) == (Decimal("91.5"), Rating.GOOD, date(2026, 3, 5))
    put(driver, "score", **own, kind="OFFICIAL", total=8800, rating="FAIR", decided_on="2026-03-20")
    put(driver, "score", **own, kind="OBSERVER", total=5000, rating="POOR", observer_id=1)
    (got,) = figures_of(driver, [held])
    assert (got.points, got.rating, got.decided_on) == (Decimal(88), Rating.FAIR, date(2026, 3, 20))
    assert (got.self_points, got.self_rating) == (Decimal("91.5"), Rating.GOOD)


def test_meetings_are_found_by_months_cells_kinds_and_states(driver):
    before = meeting(driver, year=2025, month=12, cell_id=7)
    held = meeting(driver, year=2026, month=1, cell_id=7, held_on="2026-01-03", starts_at="07:30:00")
    meeting(driver, year=2026, month=1, cell_id=8, state="CANCELLED")
    themed = meeting(driver, year=2026, month=2, cell_id=9, type="THEMED")

    def ids(*arguments, **more):
        return [got.id for got in figures(driver, *arguments, **more)]

    assert ids((2026, 1), (2026, 1)) == [held]
    assert ids((2025, 12), (2026, 2)) == [before, held, themed]
    assert ids((2025, 1), (2026, 2), cells=[7]) == [before, held]
    assert ids((2026, 1), (2026, 12), kinds=[MeetingType.THEMED]) == [themed]
    assert len(ids((2026, 1), (2026, 12), states=())) == 3
    assert ids((2026, 1), (2026, 12), cells=[]) == []
    (got,) = figures(driver, (2026, 1), (2026, 1))
    assert (got.held_on, got.starts_at, got.state) == (date(2026, 1, 3), time(7, 30), MeetingState.APPROVED)
