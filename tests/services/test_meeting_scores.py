"""Scoring one meeting: the table it is scored by, suggestions from its record, who scored, what is decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.scoring import Score, ScoreTemplate
from bontot_desktop.db.queries import statistics as queries
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules import watch_list
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.meetings import Attendance, MeetingType, TaskState
from bontot_desktop.rules.scoring import VOTE_MATTER, Rating, ScoreKind, ScoreState
from bontot_desktop.rules.statistic_facts import StatisticsRules
from bontot_desktop.rules.watch_list import WatchRules
from bontot_desktop.services import meeting_scores, meetings, score_facts, scores, seeding, statistic_settings
from bontot_desktop.services.meeting_drafts import VoteDraft
from bontot_desktop.services.statistic_settings import Reckoning
from tests import meeting_office as made


@pytest.fixture
def office(tmp_path):
    opened = made.make_office(tmp_path)
    with opened.work("test", "Bảng điểm") as session:
        seeding.plant(session)
    yield opened
    opened.close()


def use_table_b(office) -> None:
    """Put table B to use beside the default."""
    with office.work("test", "Dùng bảng B") as session:
        session.query(ScoreTemplate).filter_by(code="AN_PHU").one().is_default = True


def held(office, month: int = 3, kind: MeetingType = MeetingType.REGULAR) -> int:
    return meetings.save(office, made.filled(office, month=month, kind=kind)).id


def best(draft) -> dict[str, Decimal]:
    return {item.code: item.maximum for item in draft.template.leaves}


# Which table


def test_the_default_table_scores_a_meeting_until_the_office_puts_another_to_use(office):
    assert meeting_scores.load(office, held(office)).template.code == "HD42"
    use_table_b(office)
    assert meeting_scores.load(office, held(office, 4)).template.code == "AN_PHU"


def test_a_table_made_for_one_kind_of_cell_or_meeting_leaves_the_others_to_the_default(office):
    use_table_b(office)
    with office.read() as session:
        day = date(2026, 3, 3)
        for kind, content, code in (
            (MeetingType.REGULAR, ContentType.VILLAGE_QUARTER, "AN_PHU"),
            (MeetingType.THEMED, ContentType.VILLAGE_QUARTER, "HD42"),
            (MeetingType.REGULAR, ContentType.ADMIN_OFFICE, "HD42"),
        ):
            assert scores.default_template(session, day, kind, content).code == code


def test_a_meeting_stays_with_the_table_it_was_scored_by(office):
    meeting_id = held(office)
    draft = meeting_scores.load(office, meeting_id)
    meeting_scores.save(office, replace(draft, points=best(draft)))
    use_table_b(office)
    assert meeting_scores.load(office, meeting_id).template.code == "HD42"
    assert [view.code for view in meeting_scores.other_tables(office, draft)] == ["HD42", "AN_PHU"]


def test_a_meeting_may_be_scored_anew_by_another_table_while_nobody_else_scored_it(office):
    meeting_id = held(office)
    draft = meeting_scores.load(office, meeting_id)
    meeting_scores.save(office, replace(draft, points=best(draft)))
    other = next(view for view in meeting_scores.other_tables(office, draft) if view.code == "AN_PHU")
    anew = meeting_scores.load(office, meeting_id, template_id=other.id)
    assert anew.points == {}
    meeting_scores.save(office, replace(anew, points=best(anew)))
    again = meeting_scores.load(office, meeting_id)
    assert (again.template.code, again.total) == ("AN_PHU", 100)
    higher = meeting_scores.load(office, meeting_id, ScoreKind.IN_CHARGE)
    meeting_scores.save(office, replace(higher, points=best(higher)))
    assert [view.code for view in meeting_scores.other_tables(office, again)] == ["AN_PHU"]


# What the record says


def test_the_facts_of_a_meeting_are_those_of_its_record(office):
    held(office, 2)
    draft = made.filled(office, month=3)
    meeting_id = meetings.save(office, draft).id
    facts = score_facts.facts_of(office, meeting_id)
    figures = meetings.figures(draft)
    assert (facts.expected, facts.present_expected, facts.unexcused, facts.total) == (
        figures.expected,
        figures.present_expected,
        figures.unexcused,
        figures.total,
    )
    assert facts.minutes == meetings.minutes_long(draft)
    assert facts.speakers == len(meetings.speakers(draft))
    assert (facts.starts, facts.ends) == (
        datetime.combine(draft.held_on, draft.starts_at),
        datetime.combine(draft.held_on, draft.ends_at),
    )
    assert not facts.is_themed


def test_a_month_is_themed_by_a_combined_meeting_or_a_themed_one_beside_it(office):
    meeting_id = held(office)
    assert not score_facts.facts_of(office, meeting_id).is_themed
    held(office, kind=MeetingType.THEMED)
    assert score_facts.facts_of(office, meeting_id).is_themed
    assert score_facts.facts_of(office, held(office, 4, MeetingType.COMBINED)).is_themed


def test_excused_absences_in_a_row_are_counted_over_the_meetings_of_the_year(office):
    for month in (1, 2, 3, 4):
        draft = made.filled(office, month=month)
        who = draft.roster[5].member_id
        meeting_id = meetings.save(office, meetings.mark(draft, who, Attendance.ABSENT_EXCUSED, reason="ốm")).id
        assert score_facts.facts_of(office, meeting_id).longest_absence == month


def test_the_row_a_score_rests_on_is_the_one_the_watch_list_names(office):
    who = made.filled(office).roster[5].member_id
    for month, kind in (
        (1, MeetingType.REGULAR), (1, MeetingType.THEMED), (2, MeetingType.REGULAR), (3, MeetingType.REGULAR)
    ):  # fmt: skip
        draft = made.filled(office, month=month, kind=kind)
        meeting_id = meetings.save(office, meetings.mark(draft, who, Attendance.ABSENT_EXCUSED, reason="ốm")).id
    assert score_facts.facts_of(office, meeting_id).longest_absence == 4
    with office.ask() as driver:
        year = queries.watched(driver, 2026, date(2026, 12, 31), WatchRules())
    (named,) = [member for member in year if member.member_id == who]
    (found,) = watch_list.watched(named.lines)
    assert (found.count, found.is_alert) == (4, True)


def test_a_score_follows_the_thresholds_the_office_chose(office):
    meeting_id = held(office)
    facts = score_facts.facts_of(office, meeting_id)
    assert (facts.absences_borne, facts.upload_before_hours, facts.upload_after_days) == (3, 24, 2)
    chosen = StatisticsRules(watch=WatchRules(run_warn=2, run_alert=3), upload_before_hours=36, upload_after_days=5)
    statistic_settings.save(office, Reckoning(statistics=chosen))
    facts = score_facts.facts_of(office, meeting_id)
    assert (facts.absences_borne, facts.upload_before_hours, facts.upload_after_days) == (2, 36, 5)


def test_the_committee_is_known_to_have_met_before_by_its_own_minutes(office):
    meeting_id = held(office)
    assert score_facts.facts_of(office, meeting_id).committee_minutes is None
    committee = made.started(office, kind=MeetingType.COMMITTEE)
    meetings.save(office, replace(committee, held_on=date(2026, 3, 1)))
    assert score_facts.facts_of(office, meeting_id).committee_minutes is True


def test_a_committee_meeting_longer_before_than_the_office_says_was_about_another_meeting(office):
    meeting_id = held(office)
    committee = made.started(office, kind=MeetingType.COMMITTEE)
    meetings.save(office, replace(committee, held_on=date(2026, 3, 1)))
    chosen = statistic_settings.load(office)
    day = date(2026, 3, 1)
    days = (meetings.load(office, meeting_id).held_on - day).days
    for within, known in ((days, None), (days + 1, True)):
        statistic_settings.save(office, replace(chosen, meetings=replace(chosen.meetings, committee_within=within)))
        assert score_facts.facts_of(office, meeting_id).committee_minutes is known


def test_tasks_reviewed_at_the_meeting_count_as_due_and_done(office):
    first = made.filled(office, month=3)
    meetings.save(office, first)
    draft = made.filled(office, month=4)
    assert len(draft.task_reviews) >= 1
    reviews = tuple(
        replace(review, state=TaskState.DONE if place == 0 else TaskState.OPEN, due_on=None)
        for place, review in enumerate(draft.task_reviews)
    )
    meeting_id = meetings.save(office, replace(draft, task_reviews=reviews)).id
    facts = score_facts.facts_of(office, meeting_id)
    assert facts.tasks_done == 1
    assert 1 <= facts.tasks_due <= len(reviews)


# Saving


def test_points_that_differ_from_the_suggestion_are_marked_as_mended_by_hand(office):
    use_table_b(office)
    meeting_id = held(office)
    draft = meeting_scores.load(office, meeting_id)
    suggested = draft.suggestions["2.1"].points
    assert suggested is not None
    points = best(draft) | {"2.1": suggested}
    computed = [code for code, one in draft.suggestions.items() if one.points is not None and code in points]
    as_suggested = points | {code: draft.suggestions[code].points for code in computed}
    meeting_scores.save(office, replace(draft, points=as_suggested | {"2.1": suggested - 1}))
    (row,) = meeting_scores.of_meeting(office, meeting_id)
    assert row.by_hand == 1


def test_lines_that_do_not_apply_are_kept_as_left_out_and_the_total_stays_a_hundred(office):
    use_table_b(office)
    meeting_id = held(office)
    draft = meeting_scores.load(office, meeting_id)
    assert "4.3" not in best(draft)
    assert best(draft)["4.2"] == 15
    meeting_scores.save(office, replace(draft, points=best(draft)))
    with office.read() as session:
        score = session.query(Score).one()
        assert score.total == 100
        assert [line.item.code for line in score.lines if line.is_left_out] == ["4.3"]
    assert meeting_scores.load(office, meeting_id).points == best(draft)


def test_half_a_table_is_not_stored_and_each_line_lacking_is_said(office):
    draft = meeting_scores.load(office, held(office))
    with pytest.raises(Problems) as refusal:
        meeting_scores.save(office, replace(draft, points={"1": Decimal(5), "2": Decimal("4.3")}))
    fields = {problem.field for problem in refusal.value.problems}
    assert {"points.2", "points.3.1"} <= fields
    assert "points.1" not in fields


def test_notes_and_days_are_stored_with_the_points(office):
    meeting_id = held(office)
    draft = meeting_scores.load(office, meeting_id)
    day = draft.held_on
    meeting_scores.save(office, replace(draft, points=best(draft), notes={"1": "Muộn 5 phút"}, scored_on=day))
    again = meeting_scores.load(office, meeting_id)
    assert (again.notes, again.scored_on) == ({"1": "Muộn 5 phút"}, day)
    with pytest.raises(Problems) as refusal:
        meeting_scores.save(office, replace(again, submitted_on=date(2026, 1, 1)))
    assert refusal.value.problems[0].field == "submitted_on"


def test_a_committee_meeting_is_not_scored(office):
    meeting_id = meetings.save(office, made.started(office, kind=MeetingType.COMMITTEE)).id
    draft = meeting_scores.load(office, meeting_id)
    assert draft.locked == "Họp chi ủy không chấm điểm."
    with pytest.raises(Refused):
        meeting_scores.save(office, replace(draft, points=best(draft)))


# How far it has come


def test_the_state_follows_the_days_and_the_vote_of_the_meeting(office):
    meeting_id = held(office)
    draft = meeting_scores.load(office, meeting_id)
    meeting_scores.save(office, replace(draft, points=best(draft)))
    assert _state(office, meeting_id) is ScoreState.DRAFT
    meeting_scores.save(office, replace(meeting_scores.load(office, meeting_id), scored_on=draft.held_on))
    assert _state(office, meeting_id) is ScoreState.PROPOSED
    meeting = meetings.load(office, meeting_id)
    meetings.save(office, replace(meeting, votes=(*meeting.votes, VoteDraft(VOTE_MATTER, votes_for=12))))
    assert _state(office, meeting_id) is ScoreState.VOTED
    meeting_scores.submit(office, [meeting_id], date(2026, 4, 1))
    assert _state(office, meeting_id) is ScoreState.SUBMITTED
    official = meeting_scores.load(office, meeting_id, ScoreKind.OFFICIAL)
    assert official.own == best(draft)
    meeting_scores.save(office, replace(official, points=best(draft)))
    assert _state(office, meeting_id) is ScoreState.OFFICIAL
    assert meeting_scores.load(office, meeting_id).locked.startswith("Xếp loại của buổi này đã chốt")
    with pytest.raises(Refused):
        meeting_scores.save(office, meeting_scores.load(office, meeting_id))


def _state(office, meeting_id: int) -> ScoreState:
    return meeting_scores.of_meeting(office, meeting_id)[0].state


def test_an_official_score_that_differs_from_the_cell_s_own_needs_a_reason(office):
    meeting_id = held(office)
    draft = meeting_scores.load(office, meeting_id)
    meeting_scores.save(office, replace(draft, points=best(draft)))
    official = meeting_scores.load(office, meeting_id, ScoreKind.OFFICIAL)
    less = best(draft) | {"1": Decimal(3)}
    with pytest.raises(Problems) as refusal:
        meeting_scores.save(office, replace(official, points=less))
    assert [problem.field for problem in refusal.value.problems] == ["reason"]
    meeting_scores.save(office, replace(official, points=less, reason="Bắt đầu muộn 20 phút"))
    assert meeting_scores.of_meeting(office, meeting_id)[-1].total == 98


def test_a_score_that_is_not_there_is_not_sent_in(office):
    meeting_id = held(office)
    with pytest.raises(Problems) as refusal:
        meeting_scores.submit(office, [meeting_id], date(2026, 4, 1))
    assert refusal.value.problems[0].sentence == "Chi bộ thôn Mẫu 1 chưa tự chấm điểm."


# Only the total is known


def test_a_total_alone_gives_the_rating_and_lines_that_were_scored_keep_theirs(office):
    meeting_id = held(office)
    with office.work("test", "Ghi tổng") as session:
        score = scores.store_total(session, meeting_id, Decimal("87.5"), today=office.today())
        assert score is not None
        assert score.rating is Rating.FAIR
    with office.work("test", "Bỏ tổng") as session:
        assert scores.store_total(session, meeting_id, None, today=office.today()) is None
    draft = meeting_scores.load(office, meeting_id)
    meeting_scores.save(office, replace(draft, points=best(draft)))
    with pytest.raises(Refused), office.work("test", "Ghi tổng") as session:
        scores.store_total(session, meeting_id, Decimal(90), today=office.today())


@pytest.mark.parametrize("total", ["100.5", "-1", "80.3"])
def test_a_total_out_of_range_or_off_the_step_is_refused(office, total):
    meeting_id = held(office)
    with pytest.raises(Problems) as refusal, office.work("test", "Ghi tổng") as session:
        scores.store_total(session, meeting_id, Decimal(total), today=office.today())
    assert refusal.value.problems[0].field == "total"


def test_papers_put_on_line_a_day_ahead_are_seen(office):
    use_table_b(office)
    meeting_id = held(office)
    with office.work("test", "Đăng tải") as session:
        session.get_one(Meeting, meeting_id).uploaded_before_at = datetime(2026, 2, 27, 8, 0)
    assert meeting_scores.load(office, meeting_id).suggestions["3.5"].points == 2
