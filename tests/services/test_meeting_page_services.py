"""What the page of a meeting stores: dues owed, papers sent, the check, work after sample meetings, told figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.months import MeetingBrief
from bontot_desktop.db.models.samples import Replication, SampleEvent
from bontot_desktop.errors import Problems
from bontot_desktop.rules.meetings import Attendance, MeetingState, MeetingType, VoteMethod, VoteThreshold
from bontot_desktop.rules.samples import ReplicationState, SampleState
from bontot_desktop.services import (
    meeting_briefs,
    meeting_drafts,
    meeting_list,
    meetings,
    months,
    statistic_settings,
)
from bontot_desktop.services.sources import meeting_papers
from tests.meeting_office import approved, cell_id, filled, make_office, started


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def fields(said) -> list[str]:
    return [problem.field for problem in said.value.problems]


def test_dues_owed_papers_sent_and_the_notice_read_back_as_they_were(office):
    draft = filled(office)
    roster = tuple(replace(line, owes_dues=at == 4) for at, line in enumerate(draft.roster))
    sent = (meetings.SentPaperDraft("Dự thảo nghị quyết tháng 3", date(2026, 3, 1), "Sổ tay điện tử"),)
    saved = meetings.save(
        office, replace(draft, roster=roster, sent_papers=sent, notice_sent_at=datetime(2026, 2, 26, 8, 0))
    )
    again = meetings.load(office, saved.id)
    assert [line.name for line in again.roster if line.owes_dues] == [draft.roster[4].name]
    assert [(paper.title, paper.sent_on, paper.means) for paper in again.sent_papers] == [
        ("Dự thảo nghị quyết tháng 3", date(2026, 3, 1), "Sổ tay điện tử")
    ]
    assert again.notice_sent_at == datetime(2026, 2, 26, 8, 0)


def test_a_planned_meeting_is_announced_once_its_notice_went_out(office):
    draft = meetings.start(office, cell_id(office), MeetingType.REGULAR, 2026, 12, date(2026, 12, 3))
    saved = meetings.save(office, draft)
    planned = meetings.load(office, saved.id)
    assert planned.state is MeetingState.PLANNED
    meetings.save(office, replace(planned, notice_sent_at=datetime(2026, 11, 20, 9, 0)))
    assert meetings.load(office, saved.id).state is MeetingState.NOTICED


def test_minutes_are_checked_when_nothing_is_missing_and_a_change_takes_the_check_away(office):
    saved = meetings.save(office, replace(filled(office), place="", minute_taker_id=None))
    with pytest.raises(Problems) as said:
        meetings.check(office, saved.id, "Văn thư")
    assert fields(said) == ["place", "minute_taker_id"]
    draft = meetings.load(office, saved.id)
    meetings.save(office, replace(draft, place="Nhà văn hóa", minute_taker_id=draft.roster[1].member_id))
    meetings.check(office, saved.id, "Trần Soát")
    checked = meetings.load(office, saved.id)
    assert (checked.is_checked, checked.checked_by) == (True, "Trần Soát")
    (row,) = meeting_list.rows(office, 2026, 3)
    assert row.state_label == meeting_list.CHECKED
    meetings.save(office, checked)
    assert meetings.load(office, saved.id).is_checked
    meetings.save(office, replace(checked, place="Nhà ông Mẫu"))
    assert not meetings.load(office, saved.id).is_checked


def test_minutes_are_not_approved_before_the_meeting_is_over(office):
    saved = meetings.save(office, filled(office))
    draft = meetings.load(office, saved.id)
    ends = datetime.combine(draft.held_on, draft.ends_at)
    count = meetings.approvers(draft)
    with pytest.raises(Problems, match="chưa tới giờ ấy"):
        meetings.approve(replace(office, now=lambda: ends - timedelta(hours=3)), saved.id, count)
    meetings.approve(replace(office, now=lambda: ends - timedelta(minutes=10)), saved.id, count)
    assert meetings.load(office, saved.id).is_final


@pytest.fixture
def item(office) -> int:
    """Something the first cell is to apply after a sample meeting of the second; return its id."""
    with office.work("test", "Nhân rộng") as session:
        event = SampleEvent(cell_id=cell_id(office, 2), year=2026, state=SampleState.REPLICATING)
        session.add(event)
        session.flush()
        work = Replication(
            event_id=event.id,
            cell_id=cell_id(office),
            content="Phát biểu đúng trọng tâm",
            due_on=date(2026, 2, 28),
            state=ReplicationState.OPEN,
        )
        session.add(work)
        session.flush()
        return work.id


def stored(office, item_id: int) -> Replication:
    with office.read() as session:
        return session.get(Replication, item_id)


def test_work_after_a_sample_meeting_is_reported_and_closed_at_the_cells_meeting(office, item):
    draft = filled(office)
    (review,) = draft.replication_reviews
    assert (review.content, review.state) == ("Phát biểu đúng trọng tâm", ReplicationState.OPEN)
    saved = meetings.save(office, draft)
    assert stored(office, item).state is ReplicationState.OPEN
    draft = meetings.load(office, saved.id)
    done = replace(draft.replication_reviews[0], state=ReplicationState.DONE, result="Đã thực hiện từ tháng 3.")
    meetings.save(office, replace(draft, replication_reviews=(done,)))
    work = stored(office, item)
    assert (work.state, work.done_on, work.remark) == (
        ReplicationState.DONE,
        date(2026, 3, 3),
        "Đã thực hiện từ tháng 3.",
    )
    assert started(office, month=4).replication_reviews == ()
    again = meetings.load(office, saved.id)
    meetings.save(
        office,
        replace(again, replication_reviews=(replace(again.replication_reviews[0], state=ReplicationState.DOING),)),
    )
    assert (stored(office, item).state, stored(office, item).done_on) == (ReplicationState.DOING, None)


def test_what_was_said_of_it_stands_in_the_minutes_among_the_tasks_looked_back_on(office, item):
    draft = filled(office)
    said = replace(draft.replication_reviews[0], state=ReplicationState.DONE, result="Đã áp dụng.")
    saved = meetings.save(office, replace(draft, replication_reviews=(said,)))
    with office.read() as session:
        facts = meeting_papers.of_draft(session, meetings.load(office, saved.id), today=office.today())
    assert [(row.state_at_start, row.result) for row in facts.reviews] == [("Quá hạn", "Đã áp dụng.")]


def test_a_cell_meets_from_the_day_it_was_founded_to_the_day_it_ended(office):
    with office.work("test", "Thành lập") as session:
        cell = session.get(Cell, cell_id(office))
        cell.founded_on, cell.dissolved_on = date(2026, 3, 10), date(2026, 6, 30)
    with pytest.raises(Problems, match="chưa thành lập") as said:
        meetings.save(office, filled(office))
    assert fields(said) == ["held_on"]
    with pytest.raises(Problems, match="kết thúc hoạt động"):
        meetings.save(office, replace(filled(office, month=5), held_on=date(2026, 7, 3), year=2026, month=7))


def test_two_regular_meetings_of_a_month_and_a_chair_who_writes_are_said_beside_their_fields(office):
    meetings.save(office, filled(office))
    twice = filled(office)
    with pytest.raises(Problems) as said:
        meetings.save(office, replace(twice, minute_taker_id=twice.chair_id))
    assert fields(said) == ["minute_taker_id", "month"]


def test_more_votes_than_the_base_name_the_base_and_who_does_not_vote(office):
    draft = filled(office)
    with pytest.raises(Problems, match=r"20 = 22 − 2 dự bị") as said:
        meetings.save(office, replace(draft, votes=(meetings.VoteDraft("Nghị quyết", votes_for=21),)))
    assert fields(said) == ["votes.0.votes_for"]


def test_more_raised_hands_than_voters_who_are_there_are_doubted_and_ballots_are_not(office):
    draft = filled(office)
    voter = next(line for line in draft.roster if line.is_full and line.is_present)
    draft = meetings.mark(draft, voter.member_id, Attendance.ABSENT_EXCUSED)
    vote = meetings.VoteDraft("Nghị quyết", votes_for=20)

    def said(one):
        return [d.sentence for d in meetings.doubts(replace(draft, votes=(one,))) if d.field == "votes.0.votes_for"]

    assert said(vote)[0].startswith("Có 20 người giơ tay nhưng chỉ ")
    assert said(replace(vote, method=VoteMethod.BALLOT)) == []
    assert said(replace(vote, votes_for=meeting_drafts.approvers(draft))) == []


def test_a_vote_may_ask_for_a_share_of_its_own_and_says_what_it_lacks(office):
    draft = filled(office)
    vote = meetings.VoteDraft("Quy chế", votes_for=14, threshold=VoteThreshold.CUSTOM, threshold_share="3/4")
    saved = meetings.save(office, replace(draft, votes=(vote,)))
    stored = meetings.load(office, saved.id)
    assert (stored.votes[0].threshold, stored.votes[0].threshold_share) == (VoteThreshold.CUSTOM, "3/4")
    assert meeting_drafts.vote_sentence(stored, stored.votes[0]) == (
        "14/20 (70,0 %): chưa đủ, cần từ 3/4 trở lên (ít nhất 15 tán thành). 20 = 22 − 2 dự bị"
    )
    enough = replace(stored.votes[0], votes_for=15)
    assert "thông qua, đạt mức từ 3/4 trở lên" in meeting_drafts.vote_sentence(stored, enough)
    usual = meetings.VoteDraft("Nghị quyết", votes_for=11)
    assert meeting_drafts.vote_sentence(stored, usual).startswith("11/20 (55,0 %): thông qua. 20 =")
    with pytest.raises(Problems, match="3/4 hoặc 75 %") as said:
        meetings.save(office, replace(stored, votes=(replace(vote, threshold_share="1/3"),)))
    assert fields(said) == ["votes.0.threshold_share"]


def test_a_new_vote_has_the_threshold_the_office_uses(office):
    chosen = statistic_settings.load(office)
    asked = replace(chosen.meetings, vote_threshold=VoteThreshold.CUSTOM, vote_share="bốn phần năm")
    with pytest.raises(Problems):
        statistic_settings.save(office, replace(chosen, meetings=asked))
    statistic_settings.save(office, replace(chosen, meetings=replace(asked, vote_share="4/5")))
    draft = filled(office)
    vote = meeting_drafts.new_vote(draft.settings)
    assert (vote.threshold, vote.threshold_share) == (VoteThreshold.CUSTOM, "4/5")


def test_a_short_meeting_is_doubted_at_its_end_and_can_still_be_approved(office):
    draft = replace(filled(office), ends_at=time(20, 30))
    doubts = meetings.doubts(draft)
    assert [(doubt.field, doubt.sentence) for doubt in doubts] == [
        ("ends_at", "Buổi sinh hoạt kéo dài 60 phút, quy định ít nhất 90 phút.")
    ]
    assert meetings.gaps(draft) == []


def test_everything_missing_is_said_at_once_by_field(office):
    draft = replace(started(office), place="", chair_id=None, starts_at=None)
    draft = meetings.mark(draft, draft.roster[5].member_id, Attendance.ABSENT_EXCUSED)
    assert [gap.field for gap in meetings.gaps(draft)] == [
        "starts_at",
        "place",
        "chair_id",
        "minute_taker_id",
        f"roster.{draft.roster[5].member_id}.reason",
        "sections.conclusion",
        "sections.current_affairs",
    ]


def test_full_minutes_take_the_place_of_the_figures_told(office):
    entry = months.load(office, 2026, 5)[0].entry
    typed = replace(entry, held_on=date(2026, 5, 3), minutes=95, total=22, expected=22, present=18, speakers=5)
    months.save(office, 2026, 5, [typed])
    (row,) = meeting_list.rows(office, 2026, 5)
    assert (row.state_label, row.present, row.minutes) == (meeting_list.TOLD, 18, 95)
    told = meeting_briefs.told(office, row.id)
    assert told is not None
    assert told.words == "có mặt 18/22, 5 người phát biểu, 95 phút"
    meeting_briefs.take_over(office, row.id)
    draft = meetings.load(office, row.id)
    assert (len(draft.roster), draft.starts_at, draft.ends_at) == (22, time(19, 30), time(21, 5))
    assert len(draft.agenda) == 16
    assert meeting_briefs.told(office, row.id) is None
    with office.read() as session:
        assert session.query(MeetingBrief).count() == 0


def test_the_list_tells_every_kind_of_meeting_of_a_month_with_its_figures(office):
    approved(office)
    committee = meetings.start(office, cell_id(office), MeetingType.COMMITTEE, 2026, 3, date(2026, 3, 1))
    meetings.save(office, committee)
    rows = meeting_list.rows(office, 2026, 3)
    assert [(row.type, row.state_label, row.present, row.expected) for row in rows] == [
        (MeetingType.REGULAR, "Biên bản đã thông qua", 21, 22),
        (MeetingType.COMMITTEE, "Biên bản nháp", 3, 3),
    ]
    assert meeting_list.rows(office, 2026, 4) == []
    assert [row.id for row in meeting_list.of_cell(office, cell_id(office))] == [row.id for row in rows]
    assert meeting_list.years(office) == [2026]


def committee(office, day, **changes) -> int:
    draft = replace(started(office, kind=MeetingType.COMMITTEE), held_on=day, **changes)
    return meetings.save(office, draft).id


def said_of(office, meeting_id) -> list[str]:
    return [one.sentence for one in meetings.doubts(meetings.load(office, meeting_id)) if "họp chi ủy" in one.sentence]


def test_a_regular_meeting_nobody_prepared_is_doubted_until_a_committee_meeting_is_noted(office):
    saved = meetings.save(office, filled(office))
    assert len(said_of(office, saved.id)) == 1
    # After the meeting it prepared nothing.
    late = committee(office, date(2026, 3, 5))
    assert len(said_of(office, saved.id)) == 1
    meetings.save(office, replace(meetings.load(office, late), held_on=date(2026, 3, 1)))
    assert said_of(office, saved.id) == []
    chosen = statistic_settings.load(office)
    statistic_settings.save(office, replace(chosen, meetings=replace(chosen.meetings, committee_within=0)))
    assert meetings.load(office, saved.id).preparing is None


def test_a_cell_without_a_committee_is_not_asked_and_nothing_keeps_minutes_from_being_approved(office):
    saved = meetings.save(office, filled(office))
    assert meetings.gaps(meetings.load(office, saved.id)) == []
    with office.work("test", "Chi bộ không có chi ủy") as session:
        session.get_one(Cell, cell_id(office)).has_committee = False
    assert said_of(office, saved.id) == []


def test_a_committee_meeting_may_be_said_to_prepare_one_meeting_of_its_own_cell(office):
    march, april = (meetings.save(office, filled(office, month=month)).id for month in (3, 4))
    other = meetings.save(office, filled(office, number=2)).id
    preparing = committee(office, date(2026, 3, 1))
    draft = meetings.load(office, preparing)
    assert [one for one, _, _ in draft.preparing.offered] == [march, april]
    meetings.save(office, replace(draft, prepares_id=april))
    assert (len(said_of(office, march)), said_of(office, april)) == (1, [])
    for wrong in (other, preparing):
        with pytest.raises(Problems) as said:
            meetings.save(office, replace(draft, prepares_id=wrong))
        assert fields(said) == ["prepares_id"]
    with pytest.raises(Problems, match="ở trước cuộc họp chi ủy này"):
        meetings.save(office, replace(draft, prepares_id=march, held_on=date(2026, 3, 20)))


def test_a_told_meeting_a_committee_prepared_can_be_taken_out_of_the_month_again(office):
    typed = months.load(office, 2026, 3)[0].entry
    months.save(office, 2026, 3, [replace(typed, held_on=date(2026, 3, 3), total=22, expected=22, present=20)])
    (row,) = [one for one in meetings.list_meetings(office, 2026) if one.type is MeetingType.REGULAR]
    preparing = committee(office, date(2026, 3, 1), prepares_id=row.id)
    months.save(office, 2026, 3, [replace(typed, held_on=None)])
    assert meetings.load(office, preparing).prepares_id is None
