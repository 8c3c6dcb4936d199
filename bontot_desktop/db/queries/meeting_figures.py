"""The figures of meetings by the hundred, asked in plain SQL: lists, grids, statistics and papers all take them here.

What the figures mean stands in ``rules.meetings.figures`` (one meeting, meetings.md §4.3); a test holds both together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from sqlcipher3 import dbapi2

from bontot_desktop.rules.meetings import (
    HELD_STATES,
    PRESENT_KINDS,
    Attendance,
    DurationRules,
    MeetingState,
    MeetingType,
    actual_minutes,
    required_minutes,
)
from bontot_desktop.rules.members import NOT_EXPECTED, MemberStatus
from bontot_desktop.rules.scoring import Rating, ScoreKind

#: The year and the month of a meeting.
Month = tuple[int, int]


class MeetingFigures(NamedTuple):
    """The figures of one meeting; counts are of people, ``contributions`` of speeches, times in minutes.

    Of a cell that keeps its own book (``is_brief``) they are what the office was told; None is what it was not told.
    The counts after ``unexcused`` are None unless asked for, and always of a brief.
    """

    id: int
    cell_id: int
    type: MeetingType
    state: MeetingState
    year: int
    month: int
    held_on: date | None
    starts_at: time | None
    ends_at: time | None
    theme: str
    is_sample: bool
    notice_sent_at: datetime | None
    uploaded_before_at: datetime | None
    uploaded_after_at: datetime | None
    is_brief: bool
    #: Members of the cell, as the minutes count them.
    total: int | None
    expected: int | None
    #: Those present among the expected: the numerator of the attendance rate.
    present: int | None
    #: All who were there, exempt members who came too: the denominator of the speaking rate.
    attended: int | None
    excused: int | None
    unexcused: int | None
    speakers: int | None
    contributions: int | None
    minutes: int | None
    #: Minutes it had to last at least.
    required: int
    self_points: Decimal | None
    self_rating: Rating | None
    #: When the cell sent its score in.
    submitted_on: date | None
    official_points: Decimal | None
    official_rating: Rating | None
    decided_on: date | None
    full: int | None = None
    probationary: int | None = None
    temp_in: int | None = None
    exempt: int | None = None
    temp_out: int | None = None
    present_full: int | None = None
    present_probationary: int | None = None
    present_temp_in: int | None = None
    exempt_present: int | None = None
    vote_base: int | None = None

    @property
    def points(self) -> Decimal | None:
        """The official points, the cell's own until they are decided (meetings.md §8.1)."""
        return self.self_points if self.official_points is None else self.official_points

    @property
    def rating(self) -> Rating | None:
        """The official rating, the cell's own until it is decided."""
        return self.official_rating or self.self_rating

    @property
    def is_known(self) -> bool:
        """Whether anybody has said how many were expected and came."""
        return bool(self.expected) and self.present is not None


def figures(
    driver: dbapi2.Connection,
    first: Month,
    last: Month,
    *,
    cells: Collection[int] | None = None,
    meetings: Collection[int] | None = None,
    states: Collection[MeetingState] = HELD_STATES,
    kinds: Collection[MeetingType] = (),
    duration: DurationRules | None = None,
    chair_counts: bool = False,
    total_includes_temp_in: bool = True,
    parts: bool = False,
    until: date | None = None,
) -> list[MeetingFigures]:
    """Return the figures of the meetings of the months from ``first`` to ``last``, the oldest first.

    ``until`` is the last day that counts: what is told of a later one has not been yet.

    ``cells`` and ``meetings`` narrow them by id, ``states`` and ``kinds`` by code (none: all); with ``parts`` the
    counts by kind of member come too. ``duration``, ``chair_counts`` and ``total_includes_temp_in`` are the office's
    choices for meetings.
    """
    wanted, named = _wanted(first, last, cells, meetings, states, kinds, until)
    wished = _PARTS if parts else () if total_includes_temp_in else _GUESTS
    people = _people(driver, wanted, named, (*_COUNTS, *wished))
    spoken = _spoken(driver, wanted, named, chair_counts=chair_counts)
    rated = _scores(driver, wanted, named)
    rules = duration or DurationRules()
    nobody = (0,) * (1 + len(_COUNTS) + len(wished))
    return [
        _row(row, people.get(row[0], nobody), spoken.get(row[0], (0, 0)), rated.get(row[0]), rules,
             total_includes_temp_in)
        for row in driver.execute(_MEETINGS.format(wanted=wanted), named)
    ]  # fmt: skip


def figures_of(driver: dbapi2.Connection, meetings: Collection[int], **choices: Any) -> list[MeetingFigures]:
    """Return the figures of meetings by their ids, whenever they were and wherever their records stand."""
    return figures(driver, (0, 1), (9999, 12), meetings=meetings, **({"states": ()} | choices))


def _wanted(
    first: Month,
    last: Month,
    cells: Collection[int] | None,
    meetings: Collection[int] | None,
    states: Collection[MeetingState],
    kinds: Collection[MeetingType],
    until: date | None,
) -> tuple[str, dict[str, int]]:
    """Say in SQL which meetings are wanted. Ids and codes are ours, never typed: they stand in the words themselves."""
    parts = []
    if first[0] == last[0]:
        parts.append("m.year = :year AND m.month BETWEEN :from_month AND :to_month")
    elif meetings is None:
        parts.append("(m.year, m.month) >= (:year, :from_month) AND (m.year, m.month) <= (:to_year, :to_month)")
    if meetings is not None:
        parts.append(f"m.id IN ({_ids(meetings)})")
    if cells is not None:
        parts.append(f"m.cell_id IN ({_ids(cells)})")
    if states:
        parts.append(f"m.state IN ({_codes(states)})")
    if kinds:
        parts.append(f"m.type IN ({_codes(kinds)})")
    if until is not None:
        parts.append(f"(m.held_on IS NULL OR m.held_on <= '{until.isoformat()}')")
    named = {"year": first[0], "from_month": first[1], "to_year": last[0], "to_month": last[1]}
    return " AND ".join(parts), named


def _ids(numbers: Iterable[int]) -> str:
    return ", ".join(str(int(number)) for number in numbers)


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(f"'{code}'" for code in sorted(codes))


_MEETINGS = """
    SELECT m.id, m.cell_id, m.type, m.state, m.year, m.month, m.held_on, m.starts_at, m.ends_at, m.breaks_min, m.theme,
           m.is_sample, m.notice_sent_at, m.uploaded_before_at, m.uploaded_after_at,
           b.id, b.total, b.expected, b.present, b.unexcused, b.speakers, b.contributions, b.minutes
    FROM meeting AS m LEFT JOIN meeting_brief AS b ON b.meeting_id = m.id
    WHERE {wanted} ORDER BY m.year, m.month, m.held_on, m.id"""

_AWAY = _codes(frozenset(Attendance) - PRESENT_KINDS)
_APART = _codes(NOT_EXPECTED)
_EXPECTED = f"status_at_time NOT IN ({_APART})"
_CAME = f"attendance NOT IN ({_AWAY})"
_GUEST = f"status_at_time = '{MemberStatus.TEMP_IN}'"
_EXEMPT = f"status_at_time = '{MemberStatus.EXEMPT}'"
#: A vote takes a seat in the cell and no other status over it (``rules.meetings`` says the same of one line).
_NO_VOTE = f"status_at_time IN ('{MemberStatus.TEMP_OUT}', '{MemberStatus.SUSPENDED}')"

#: Counted with FILTER, twice as quick as a sum of cases; what nearly every line says is asked first.
_COUNTS = (
    f"status_at_time <> '{MemberStatus.FULL}' AND status_at_time IN ({_APART})",
    f"attendance <> '{Attendance.PRESENT}' AND attendance IN ({_AWAY})",
    f"attendance = '{Attendance.ABSENT_EXCUSED}' AND {_EXPECTED}",
    f"attendance = '{Attendance.ABSENT_UNEXCUSED}' AND {_EXPECTED}",
)
#: Those who stay for a time only; asked for where the office does not count them in the total.
_GUESTS = (_GUEST,)
_PARTS = (
    _GUEST,
    f"NOT is_full_at_time AND NOT {_GUEST}",
    _EXEMPT,
    f"status_at_time = '{MemberStatus.TEMP_OUT}'",
    f"is_full_at_time AND {_CAME} AND NOT {_GUEST}",
    f"NOT is_full_at_time AND {_CAME}",
    f"{_GUEST} AND {_CAME}",
    f"{_EXEMPT} AND {_CAME}",
    f"is_full_at_time AND NOT {_GUEST} AND NOT {_NO_VOTE} AND (NOT {_EXEMPT} OR {_CAME})",
)


#: The condition of the index over them, word for word: all lines that count for less than a member who came.
NOTED = f"(attendance IN ({_AWAY}) OR status_at_time IN ({_APART}) OR owes_dues)"


def _people(
    driver: dbapi2.Connection, wanted: str, named: dict[str, int], counts: Sequence[str]
) -> dict[int, tuple[int, ...]]:
    """Count the roster of each meeting: how many lines, and how many of them are so and so."""
    counted = ", ".join(f"count(*) FILTER (WHERE {one})" for one in counts)
    ids = f"meeting_id IN (SELECT m.id FROM meeting AS m WHERE {wanted})"
    if len(counts) > len(_COUNTS):
        question = f"SELECT meeting_id, count(*), {counted} FROM roster_line WHERE {ids} GROUP BY meeting_id"
        return {row[0]: row[1:] for row in driver.execute(question, named)}
    # Nine lines in ten are of members who came: they are only numbered, by an index, and never looked at.
    noted = f"""
        SELECT meeting_id, {counted} FROM roster_line INDEXED BY ix_roster_line_noted
        WHERE {NOTED} AND {ids} GROUP BY meeting_id"""
    few = {row[0]: row[1:] for row in driver.execute(noted, named)}
    nobody = (0,) * len(counts)
    question = f"SELECT meeting_id, count(*) FROM roster_line WHERE {ids} GROUP BY meeting_id"
    return {meeting: (lines, *few.get(meeting, nobody)) for meeting, lines in driver.execute(question, named)}


def _spoken(
    driver: dbapi2.Connection, wanted: str, named: dict[str, int], *, chair_counts: bool
) -> dict[int, tuple[int, int]]:
    """Count speeches and, each once, the members who spoke; the chair's conducting only when the office says so."""
    speaker = "said.roster_line_id" if chair_counts else "nullif(said.roster_line_id, chair.id)"
    question = f"""
        SELECT said.meeting_id, count(DISTINCT {speaker}), count(*)
        FROM meeting AS m JOIN contribution AS said ON said.meeting_id = m.id
             LEFT JOIN roster_line AS chair ON chair.meeting_id = m.id AND chair.member_id = m.chair_id
        WHERE {wanted} GROUP BY said.meeting_id"""
    return {meeting_id: (speakers, said) for meeting_id, speakers, said in driver.execute(question, named)}


#: A score as it is stored: hundredths of points, rating, sent in, decided.
_Scores = dict[str, tuple[int, str, str | None, str | None]]


def _scores(driver: dbapi2.Connection, wanted: str, named: dict[str, int]) -> dict[int, _Scores]:
    kinds = _codes((ScoreKind.SELF, ScoreKind.OFFICIAL))
    question = f"""
        SELECT s.meeting_id, s.kind, s.total, s.rating, s.submitted_on, s.decided_on
        FROM meeting AS m JOIN score AS s ON s.meeting_id = m.id WHERE s.kind IN ({kinds}) AND {wanted}"""
    found: dict[int, _Scores] = {}
    for meeting_id, kind, total, rating, submitted_on, decided_on in driver.execute(question, named):
        found.setdefault(meeting_id, {})[kind] = total, rating, submitted_on, decided_on
    return found


def _row(
    row: tuple[Any, ...],
    people: tuple[int, ...],
    spoken: tuple[int, int],
    scores: _Scores | None,
    rules: DurationRules,
    total_includes_temp_in: bool,
) -> MeetingFigures:
    (
        meeting_id, cell_id, kind, state, year, month, held_on, starts_at, ends_at, breaks, theme, is_sample,
        noticed_at, before_at, after_at, brief_id, *told,
    ) = row  # fmt: skip
    start = None if starts_at is None else time.fromisoformat(starts_at)
    end = None if ends_at is None else time.fromisoformat(ends_at)
    lasted = None if start is None or end is None else actual_minutes(start, end, breaks)
    listed, apart, away, excused, unexcused, *rest = people
    guests = rest[0] if rest else 0
    counts: tuple[int | None, ...]
    more: tuple[int | None, ...] = _UNTOLD
    if brief_id is None:
        expected = listed - apart
        total = listed if total_includes_temp_in else listed - guests
        counts = (total, expected, expected - excused - unexcused, listed - away, excused, unexcused, *spoken, lasted)
        more = _more(listed, guests, rest[1:])
    else:
        counts = _told(tuple(told), lasted)
    own = _score(scores, ScoreKind.SELF)
    official = _score(scores, ScoreKind.OFFICIAL)
    type_ = _TYPES[kind]
    facts = (
        meeting_id, cell_id, type_, _STATES[state], year, month,
        None if held_on is None else date.fromisoformat(held_on), start, end, theme, bool(is_sample),
        _moment(noticed_at), _moment(before_at), _moment(after_at), brief_id is not None,
        *counts, required_minutes(type_, counts[0] or 0, rules),
        own[0], own[1], own[2] or official[2], official[0], official[1], official[3], *more,
    )  # fmt: skip
    # Not by name: a year of a large office has thousands.
    return MeetingFigures._make(facts)


def _told(told: tuple[int | None, ...], lasted: int | None) -> tuple[int | None, ...]:
    """Return the counts of a brief; who was away without anybody saying he had no reason was away with one."""
    total, expected, present, unexcused, speakers, contributions, minutes = told
    excused = None if expected is None or present is None else max(expected - present - (unexcused or 0), 0)
    return (
        total, expected, present, present, excused, unexcused, speakers, contributions,
        lasted if minutes is None else minutes,
    )  # fmt: skip


#: The counts by kind of member where nobody asked for them or nobody told them.
_UNTOLD = (None,) * (len(_PARTS) + 1)


def _more(listed: int, guests: int, parts: Sequence[int]) -> tuple[int | None, ...]:
    if not parts:
        return _UNTOLD
    probationary, exempt, temp_out, *present, vote_base = parts
    return (listed - guests - probationary, probationary, guests, exempt, temp_out, *present, vote_base)


def _score(scores: _Scores | None, kind: ScoreKind) -> tuple[Decimal | None, Rating | None, date | None, date | None]:
    found = scores.get(kind) if scores else None
    if found is None:
        return None, None, None, None
    total, rating, submitted_on, decided_on = found
    return Decimal(total) / 100, _RATINGS[rating], _day(submitted_on), _day(decided_on)


# A look-up in a dictionary takes a tenth of the time of the enumeration's own.
_TYPES = {kind.value: kind for kind in MeetingType}
_STATES = {state.value: state for state in MeetingState}
_RATINGS = {rating.value: rating for rating in Rating}


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def _moment(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None
