"""The office written in bulk: it is what the acts would have left, in the file's own form, whatever its size."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bontot_desktop import text
from bontot_desktop.db.house import History
from bontot_desktop.db.models.meetings import Contribution, Meeting, RosterLine, Task, TaskReview
from bontot_desktop.db.models.members import Member
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.scoring import Score, ScoreLine
from bontot_desktop.rules.meetings import MeetingState, MeetingType, TaskState
from bontot_desktop.rules.scoring import ScoreKind
from bontot_desktop.services import (
    care,
    history,
    meeting_checks,
    meeting_store,
    meetings,
    members,
    sampling,
    scores,
    search,
)
from bontot_desktop.services.office import open_office
from bontot_desktop.services.sampling import old_papers

CELLS, MEMBERS, YEARS = 3, 48, 2


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return sampling.make_sample(
        tmp_path_factory.mktemp("lon") / "lon.bontot", cells=CELLS, members=MEMBERS, years=YEARS, in_bulk=True
    )


@pytest.fixture
def office(made):
    found = open_office(made.path, holder="thử", who="thử", clock=sampling.Clock.on(2026, 12, 31))
    yield found
    found.close()


@pytest.fixture
def session(office):
    with office.read() as found:
        yield found


def count(session, column, *where) -> int:
    return session.scalar(select(func.count(column)).where(*where)) or 0


def test_the_file_is_right_by_every_check(office):
    assert [(answer.key, answer.count) for answer in care.check(office) if not answer.is_good] == []


def test_every_cell_meets_twice_a_month_through_the_years(session, made):
    kinds = (MeetingType.REGULAR, MeetingType.THEMED, MeetingType.COMBINED)
    approved = select(Meeting.cell_id, Meeting.year).where(
        Meeting.state == MeetingState.APPROVED, Meeting.type.in_(kinds)
    )
    held = Counter((row.cell_id, row.year) for row in session.execute(approved))
    # Of the cells that were merged, and the one with a month left out, the last year is shorter.
    assert {number for (_, which), number in held.items() if which == 2025} == {24}
    assert made.meetings == sum(held.values()) >= 24 * CELLS * YEARS - 24


def test_rosters_were_as_long_ten_years_ago_because_others_stood_on_them(session, office):
    register = members.list_members(office)
    assert len(register) == MEMBERS
    assert count(session, Member.id, Member.is_withdrawn) > 0
    lines = session.execute(
        select(Meeting.held_on, func.count(RosterLine.id))
        .join(RosterLine)
        .where(Meeting.cell_id == 1, Meeting.type == MeetingType.REGULAR)
        .group_by(Meeting.id)
    ).all()
    assert len({number for _, number in lines}) == 1


def test_a_written_roster_is_the_one_the_register_gives_for_that_day(session):
    for meeting in session.scalars(select(Meeting).where(Meeting.month.in_((1, 9)), Meeting.is_sample.is_(False))):
        if meeting.state is MeetingState.CANCELLED or meeting.type is MeetingType.COMMITTEE:
            continue
        kept = [(line.member_id, line.name_at_time, line.status_at_time, line.is_full_at_time, line.post_at_time)
                for line in meeting.roster]  # fmt: skip
        wanted = meeting_store.roster_lines(session, meeting.cell_id, meeting.held_on)
        assert kept == [(line.member_id, line.name, line.status, line.is_full, line.post) for line in wanted]


def test_the_minutes_could_have_been_approved_by_hand(session):
    for meeting in session.scalars(select(Meeting).where(Meeting.state == MeetingState.APPROVED)):
        draft = meeting_store.load(session, meeting.id)
        assert meeting_checks.draft_problems(draft) == []
        assert meeting_checks.reasons_not_to_approve(replace(draft, state=MeetingState.DRAFTED)) == []
        assert meeting.approved_for == meetings.approvers(draft)


def test_a_task_is_closed_by_the_meeting_that_said_it_was_done(session):
    done = session.scalars(select(Task).where(Task.state == TaskState.DONE)).all()
    assert done
    for task in done:
        review = session.scalars(
            select(TaskReview).where(TaskReview.task_id == task.id, TaskReview.meeting_id == task.closed_in_id)
        ).one()
        assert (review.state, review.result) == (task.state, task.result)


def test_every_regular_meeting_was_scored_line_by_line(session):
    for score in session.scalars(select(Score).where(Score.kind == ScoreKind.SELF)):
        template = scores.template_of(score.template_id, session)
        points = scores.points_of(score)
        assert scores.points_problems(template, points) == []
        assert (score.total, score.rating) == (template.total(points), template.rating(template.total(points)))
    assert count(session, ScoreLine.id) > count(session, Score.id)


def test_what_was_said_and_who_left_is_found(session, office):
    said = session.scalars(select(Contribution)).first()
    assert said is not None
    assert said.text_folded == text.fold(said.text)
    gone = session.scalars(select(Member).where(Member.is_withdrawn)).first()
    assert gone is not None
    assert any(hit.id == gone.id for hit in search.search(office, gone.full_name))


def test_the_register_of_outgoing_papers_runs_through_both_years(session):
    assert count(session, Paper.id, Paper.kind == "") == old_papers.A_YEAR * YEARS
    series = session.execute(
        select(Paper.term_id, Paper.series, Paper.number).where(Paper.kind == "").order_by(Paper.id)
    ).all()
    for term_id, symbol in {(row.term_id, row.series) for row in series}:
        numbers = [row.number for row in series if (row.term_id, row.series) == (term_id, symbol)]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_the_report_counts_what_is_in_the_file(session, made):
    assert made.marks == count(session, RosterLine.id)
    assert made.size == made.path.stat().st_size
    assert made.sample_meetings == 2


def test_the_same_seed_writes_the_same_office(made, tmp_path):
    again = sampling.make_sample(tmp_path / "lai.bontot", cells=CELLS, members=MEMBERS, years=YEARS, in_bulk=True)
    assert (again.meetings, again.marks, again.registered) == (made.meetings, made.marks, made.registered)


def test_each_approved_meeting_has_its_line_of_history_in_the_order_of_time(office, session):
    lines = session.scalars(select(History).where(History.act == "meetings.approve").order_by(History.id)).all()
    in_bulk = [line for line in lines if not line.changes]
    approved = count(session, Meeting.id, Meeting.state == MeetingState.APPROVED)
    assert len(lines) == approved
    assert [line.at for line in in_bulk] == sorted(line.at for line in in_bulk)
    meeting_id = in_bulk[0].subject_id
    (told,) = history.of_record(office, "meeting", meeting_id)
    assert told.sentence.startswith("Thông qua biên bản")
