"""The review of a campaign: the sitting, the votes on ratings, titles and certificates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bontot_desktop.db.models.cells import Post
from bontot_desktop.db.models.members import Member
from bontot_desktop.db.models.office import Body, Holding, Person
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.documents import plain
from bontot_desktop.errors import Problems, Refused, WrongDay
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.papers import Issuer, PaperState
from bontot_desktop.rules.periods import whole_year
from bontot_desktop.rules.recognition import AwardKind, EntryState, QualityLevel, ReviewBody, VoteMethod
from bontot_desktop.services import (
    awards,
    entries,
    frozen,
    issuing,
    rating_decisions,
    ratings,
    recognition,
    reopening,
    review,
    review_meeting,
)
from bontot_desktop.services.review import AwardVoteDraft, RatingVoteDraft, VoteDraft
from bontot_desktop.services.review_meeting import AbsenceDraft, OpinionDraft
from tests import recognition_office as made

DAY = made.REVIEW


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def fields(caught) -> list[str]:
    return [problem.field for problem in caught.value.problems]


def test_the_whole_sitting_is_kept_and_given_back(office):
    campaign_id, _ = made.reviewed(office)
    told = replace(
        review_meeting.load(office, campaign_id),
        starts_at=time(14, 0),
        ends_at=time(16, 30),
        place="Phòng họp Đảng ủy",
        method=VoteMethod.HANDS,
        present=8,
        absences=(AbsenceDraft("Phạm Văn Giả Định", "đi công tác"),),
        guests="Ban Xây dựng Đảng\nỦy ban Kiểm tra",
        chair="Trần Thị Thí Dụ",
        secretary="Lê Văn Minh Họa",
        presenter="Lê Văn Minh Họa",
        opinions=(OpinionDraft("Lê Văn Minh Họa", "Nhất trí với kết quả thẩm định"),),
        conclusion="Thống nhất công nhận.",
    )
    review_meeting.save(office, told)
    assert review_meeting.load(office, campaign_id) == told


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"held_on": None}, "held_on"),
        ({"total": None}, "total"),
        ({"present": 10}, "present"),
        ({"present": 4}, "present"),
        ({"starts_at": time(16, 0), "ends_at": time(14, 0)}, "ends_at"),
        ({"absences": (AbsenceDraft("Phạm Văn Giả Định"),)}, "absences"),
        ({"present": 8, "absences": (AbsenceDraft("", "ốm"),)}, "absences"),
        ({"present": 8, "chair": "Trần Ví Dụ", "absences": (AbsenceDraft("trần ví dụ"),)}, "absences"),
        ({"present": 7, "absences": (AbsenceDraft("Trần Ví Dụ"), AbsenceDraft("Trần Ví Dụ"))}, "absences"),
        ({"opinions": (OpinionDraft("Trần Ví Dụ"),)}, "opinions"),
    ],
)
def test_a_sitting_that_cannot_be_is_refused_at_its_field(office, given, field):
    campaign_id, _ = made.reviewed(office)
    with pytest.raises(Problems) as caught:
        review_meeting.save(office, replace(review_meeting.load(office, campaign_id), **given))
    assert fields(caught) == [field]


def test_opinions_asked_in_writing_need_no_quorum_in_the_room(office):
    campaign_id, _ = made.reviewed(office)
    asked = replace(review_meeting.load(office, campaign_id), method=VoteMethod.WRITTEN, present=4)
    review_meeting.save(office, asked)
    assert review_meeting.load(office, campaign_id).present == 4


def test_a_decision_keeps_the_day_and_the_members_but_not_the_opinions(office):
    campaign_id, _ = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    sitting = review_meeting.load(office, campaign_id)
    review_meeting.save(office, replace(sitting, opinions=(OpinionDraft("Trần Ví Dụ", "Nhất trí"),)))
    with pytest.raises(Problems) as caught:
        review_meeting.save(office, replace(sitting, total=10, held_on=date(2026, 11, 19)))
    assert fields(caught) == ["held_on", "total"]


def test_a_member_of_the_body_who_is_secretary_of_a_cell_is_named(office):
    campaign_id, ids = made.reviewed(office)
    with office.work("test", "Ủy viên là bí thư chi bộ") as work:
        entry = work.get(CellEntry, ids[0])
        member = Member(full_name="Đỗ Văn Kiêm Nhiệm")
        work.add(member)
        work.flush()
        body = work.query(Body).filter_by(kind=Issuer.STANDING_COMMITTEE).one()
        person = Person(full_name="Đỗ Văn Kiêm Nhiệm", member_id=member.id)
        work.add_all([person, Post(cell_id=entry.cell_id, member_id=member.id, post=CellPost.SECRETARY)])
        work.flush()
        work.add(Holding(person_id=person.id, body_id=body.id, post="Ủy viên Ban Thường vụ"))
        cell_id = entry.cell_id
    assert review.agenda(office, campaign_id).own_cells == {cell_id: "Đỗ Văn Kiêm Nhiệm"}
    seats = review_meeting.seats(office, ReviewBody.STANDING_COMMITTEE, DAY)
    assert [seat.cell_id for seat in seats if seat.name == "Đỗ Văn Kiêm Nhiệm"] == [cell_id]


def test_9_5_ballots_that_do_not_add_up_are_refused_at_their_cell(office):
    campaign_id, ids = made.reviewed(office)
    draft = replace(review.load(office, campaign_id), votes=(VoteDraft(ids[0], 7, 1, 0, 9, 9, 0),))
    with pytest.raises(Problems) as caught:
        review.save(office, draft)
    assert fields(caught) == [f"votes:{ids[0]}"]
    review.save(office, replace(draft, votes=(VoteDraft(ids[0], 7, 1, 0, 9, 9, 1),)))
    kept = {vote.entry_id: vote for vote in review.load(office, campaign_id).votes}
    assert kept[ids[0]] == VoteDraft(ids[0], 7, 1, 0, 9, 9, 1)


def test_votes_on_ratings_are_kept_until_the_ratings_are_decided(office):
    campaign_id, ids = made.reviewed(office)
    cell = next(row.cell_id for row in entries.list_entries(office, campaign_id) if row.id == ids[0])
    draft = review.load(office, campaign_id)
    review.save(office, replace(draft, ratings=(RatingVoteDraft(cell, 8, 1),)))
    assert RatingVoteDraft(cell, 8, 1) in review.load(office, campaign_id).ratings
    line = next(line for line in ratings.sheet(office, made.YEAR).lines if line.cell_id == cell)
    assert line.draft is not None
    assert (line.draft.votes_for, line.draft.votes_against) == (8, 1)
    with pytest.raises(Problems) as caught:
        review.save(office, replace(draft, ratings=(RatingVoteDraft(cell, 9, 1),)))
    assert fields(caught) == [f"ratings:{cell}"]
    rating_decisions.decide(office, made.YEAR, DAY, members=False)
    with pytest.raises(Refused, match="đã có quyết định"):
        review.save(office, replace(draft, ratings=(RatingVoteDraft(cell, 5, 1),)))


def test_a_rating_that_was_voted_down_is_neither_decided_nor_does_its_cell_get_the_title(office):
    campaign_id, ids = made.judged(office)
    cell = next(row.cell_id for row in entries.list_entries(office, campaign_id) if row.id == ids[0])
    review.save(office, replace(review.load(office, campaign_id), ratings=(RatingVoteDraft(cell, 2, 6),)))
    with pytest.raises(Refused, match="mới có 2/9 tán thành"):
        issuing.preview(office, "D13", campaign_id, day=DAY)
    with pytest.raises(Refused, match="mới có 2/9 tán thành"):
        issuing.preview(office, "D18", whole_year(made.YEAR).code, day=DAY)
    with pytest.raises(Problems, match="mới có 2/9 tán thành"):
        rating_decisions.decide(office, made.YEAR, DAY, members=False)


def test_a_rating_voted_down_can_still_be_proposed_otherwise_after_the_titles_are_decided(office):
    campaign_id, ids = made.judged(office)
    lines = entries.list_entries(office, campaign_id)
    refused = next(row for row in lines if row.id == ids[3])
    review.save(office, replace(review.load(office, campaign_id), ratings=(RatingVoteDraft(refused.cell_id, 2, 6),)))
    issuing.issue(office, "D13", campaign_id, day=DAY)
    line = next(line for line in ratings.sheet(office, made.YEAR).lines if line.cell_id == refused.cell_id)
    assert line.draft is not None
    assert not line.lock
    other = next(level for level in QualityLevel if level is not line.draft.level)
    ratings.save_all(office, [replace(line.draft, level=other, reason="Ban Thường vụ thống nhất mức khác.")])
    again = next(line for line in ratings.sheet(office, made.YEAR).lines if line.cell_id == refused.cell_id)
    assert again.draft is not None
    assert (again.draft.level, again.draft.votes_for) == (other, None)
    assert issuing.preview(office, "D18", whole_year(made.YEAR).code, day=DAY).pdf


def test_a_review_far_from_its_year_before_a_cell_scored_itself_or_with_an_empty_vote_is_refused(office):
    campaign_id, ids = made.reviewed(office)
    draft = replace(review.load(office, campaign_id), votes=(VoteDraft(ids[0], 7, 1),))
    with pytest.raises(Problems, match="cách xa năm thi đua"):
        review.save(office, replace(draft, review_on=date(2015, 1, 1)))
    with pytest.raises(Problems, match="ở trước buổi tự chấm"):
        review.save(office, replace(draft, review_on=date(2026, 1, 5)))
    with pytest.raises(Problems, match="chưa có phiếu nào"):
        review.save(office, replace(draft, votes=(VoteDraft(ids[0], 0, 0),)))


def test_ratings_are_not_decided_before_the_day_they_were_voted_on(office):
    campaign_id, ids = made.judged(office)
    cell = next(row.cell_id for row in entries.list_entries(office, campaign_id) if row.id == ids[0])
    review.save(office, replace(review.load(office, campaign_id), ratings=(RatingVoteDraft(cell, 9, 0),)))
    early = DAY - timedelta(days=1)
    with pytest.raises(Problems) as caught:
        rating_decisions.decide(office, made.YEAR, early, members=False)
    assert "on" in fields(caught)
    with pytest.raises(WrongDay):
        issuing.preview(office, "D18", whole_year(made.YEAR).code, day=early)


def test_votes_are_not_written_before_their_meeting_nor_of_fewer_members_than_hold_a_seat(office):
    campaign_id, ids = made.reviewed(office)
    draft = replace(review.load(office, campaign_id), votes=(VoteDraft(ids[0], 7, 1),))
    with pytest.raises(Problems) as caught:
        review.save(office, replace(draft, review_on=office.today() + timedelta(days=30)))
    assert "review_on" in fields(caught)
    seats = len(review_meeting.seats(office, ReviewBody.STANDING_COMMITTEE, DAY))
    assert seats > 1
    with pytest.raises(Problems) as caught:
        review.save(office, replace(draft, review_total=seats - 1, review_present=seats - 1, votes=()))
    assert fields(caught) == ["review_total"]


def test_t8_a_cell_without_a_rating_is_told_and_cannot_be_proposed(office):
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids[:1])
    made.score(office, ids[0])
    made.sit(office, campaign_id, {ids[0]: 9})
    names = {row.id: row.cell for row in entries.list_entries(office, campaign_id)}
    assert review.agenda(office, campaign_id).unrated == (names[ids[0]],)
    with pytest.raises(Problems):
        recognition.propose(office, ids[0])
    made.rate(office, campaign_id)
    assert review.agenda(office, campaign_id).unrated == ()
    recognition.propose(office, ids[0])


def test_votes_on_certificates_are_kept(office):
    campaign_id, _ = made.judged(office)
    cells = [row.id for row in awards.candidates(office, campaign_id, AwardKind.TITLE)]
    awards.save_all(
        office,
        campaign_id,
        AwardKind.TITLE,
        awards.propose(office, campaign_id, cells[:1], AwardKind.TITLE),
    )
    (line,) = review.agenda(office, campaign_id).awards
    draft = review.load(office, campaign_id)
    review.save(office, replace(draft, awards=(AwardVoteDraft(line.id, 8),)))
    assert review.load(office, campaign_id).awards == (AwardVoteDraft(line.id, 8),)
    with pytest.raises(Problems) as caught:
        review.save(office, replace(draft, awards=(AwardVoteDraft(line.id, 10),)))
    assert fields(caught) == [f"awards:{line.id}"]


def refused_and_taken_up(office):
    """Decide a year, then take its refused cell up again; return the campaign and that cell's entry."""
    campaign_id, ids = made.judged(office)
    issuing.issue(office, "D10", campaign_id, day=DAY)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    reopening.reopen(office, ids[3], "Thông báo số 05 của Ủy ban Kiểm tra")
    return campaign_id, ids[3]


def sit_again(office, campaign_id, entry_id, *, votes=8, on=DAY + timedelta(days=1)):
    """Hold a further sitting and vote on a cell at it; return its number."""
    draft = review_meeting.new_further(office, campaign_id)
    review_meeting.save(office, replace(draft, held_on=on, place="Phòng họp số 2", chair="Lê Văn Minh Họa", present=9))
    again = review.load(office, campaign_id, draft.number)
    review.save(office, replace(again, votes=(VoteDraft(entry_id, votes, 9 - votes),)))
    return draft.number


def test_t13_a_case_taken_up_again_is_voted_on_at_a_further_sitting_and_the_first_stays_as_it_was(office):
    campaign_id, entry_id = refused_and_taken_up(office)
    first, sitting = review.load(office, campaign_id), review_meeting.load(office, campaign_id)
    kept = next(vote for vote in first.votes if vote.entry_id == entry_id)
    assert kept.votes_for == 9
    with pytest.raises(Refused, match="đã có quyết định"):
        review.save(office, replace(first, votes=(replace(kept, votes_for=8, votes_against=1),)))
    number = sit_again(office, campaign_id, entry_id)
    assert number == 2
    recognition.propose(office, entry_id)
    rows = {row.id: row.state for row in entries.list_entries(office, campaign_id)}
    assert rows[entry_id] is EntryState.PROPOSED
    assert review.load(office, campaign_id) == first
    assert review_meeting.load(office, campaign_id) == sitting
    (vote,) = review.load(office, campaign_id, 2).votes
    assert (vote.entry_id, vote.votes_for) == (entry_id, 8)


def test_a_further_sitting_has_its_own_minutes_and_the_first_minutes_still_tell_the_refusal(office):
    campaign_id, entry_id = refused_and_taken_up(office)
    first = minutes(office, campaign_id)
    sit_again(office, campaign_id, entry_id)
    recognition.propose(office, entry_id)
    issued = issuing.issue(office, "D10", campaign_id, day=DAY + timedelta(days=1))
    told = minutes(office, campaign_id, 2)
    assert "bổ sung" in issued.title
    assert told["held_on"] == (DAY + timedelta(days=1)).isoformat()
    assert told["chair"] == "Lê Văn Minh Họa"
    assert [(row["votes_for"], row["conclusion"]) for row in told["recognised"]] == [(8, "Đề nghị công nhận")]
    assert told["ratings"] == []
    assert minutes(office, campaign_id) == first
    # Issued anew, the first minutes would say the same as before the cell was taken up again.
    with office.read() as session:
        row = next(p for p in session.query(Paper).filter_by(kind="D10") if "sitting" in p.facts["facts"])
        first_id = row.id
    issuing.withdraw(office, first_id, "Đánh máy nhầm")
    issuing.issue(office, "D10", campaign_id, day=DAY)
    again = minutes(office, campaign_id)
    assert {**again, "head": first["head"]} == first
    with pytest.raises(Refused, match="đã ban hành"):
        issuing.issue(office, "D10", campaign_id, day=DAY + timedelta(days=1))


def minutes(office, campaign_id, sitting=1):
    """Return the facts of the minutes that stand of a sitting."""
    with office.read() as session:
        papers = session.query(Paper).filter_by(kind="D10", campaign_id=campaign_id, state=PaperState.ISSUED)
        return next(row.facts["facts"] for row in papers if row.facts["facts"]["sitting"] == sitting)


def test_the_decision_after_a_further_sitting_says_bo_sung_names_the_first_and_waits_for_the_sitting(office):
    campaign_id, entry_id = refused_and_taken_up(office)
    sit_again(office, campaign_id, entry_id)
    recognition.propose(office, entry_id)
    with pytest.raises(WrongDay, match="họp xét"):
        issuing.preview(office, "D13", campaign_id, day=DAY)
    issued = issuing.issue(office, "D13", campaign_id, day=DAY + timedelta(days=1))
    assert issued.title.startswith("Công nhận bổ sung")
    with office.read() as session:
        first, second = session.query(Paper).filter_by(kind="D13").order_by(Paper.id)
        facts = second.facts["facts"]
        assert first.title != second.title
        assert any("Quyết định số 0" in line and "ngày 20/11/2026" in line for line in facts["basis"])
        assert any("họp Ban Thường vụ Đảng ủy ngày 21/11/2026" in line for line in facts["basis"])
        assert "công nhận bổ sung" in plain.render(frozen.document_of(second))
        assert "bổ sung" not in plain.render(frozen.document_of(first))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"held_on": DAY - timedelta(days=1)}, "held_on"),
        ({"held_on": date(2031, 1, 1)}, "held_on"),
        ({"present": 4}, "present"),
        ({"present": 10}, "present"),
        ({"held_on": None}, "held_on"),
    ],
)
def test_a_further_sitting_that_cannot_be_is_refused_at_its_field(office, given, field):
    campaign_id, _ = refused_and_taken_up(office)
    draft = replace(review_meeting.new_further(office, campaign_id), **{"present": 9, **given})
    with pytest.raises(Problems) as caught:
        review_meeting.save(office, draft)
    assert fields(caught) == [field]


def test_a_further_sitting_needs_the_votes_of_over_half_of_all_members(office):
    campaign_id, entry_id = refused_and_taken_up(office)
    sit_again(office, campaign_id, entry_id, votes=4)
    with pytest.raises(Problems, match="4/9"):
        recognition.propose(office, entry_id)


def test_a_sitting_nobody_waits_for_is_refused_and_an_empty_one_is_taken_away_again(office):
    campaign_id, ids = made.judged(office)
    with pytest.raises(Refused, match="Không còn chi bộ nào chờ xét"):
        review_meeting.new_further(office, campaign_id)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    reopening.reopen(office, ids[3], "Thông báo số 05 của Ủy ban Kiểm tra")
    number = sit_again(office, campaign_id, ids[3])
    with pytest.raises(Refused, match="đã có phiếu"):
        review_meeting.remove_further(office, campaign_id, number)
    review.save(office, replace(review.load(office, campaign_id, number), votes=(VoteDraft(ids[3], None),)))
    review_meeting.remove_further(office, campaign_id, number)
    assert [one.number for one in review_meeting.names(office, campaign_id)] == [1]


def test_what_a_further_sitting_concluded_keeps_its_day_and_members(office):
    campaign_id, entry_id = refused_and_taken_up(office)
    number = sit_again(office, campaign_id, entry_id)
    recognition.propose(office, entry_id)
    sitting = review_meeting.load(office, campaign_id, number)
    review_meeting.save(office, replace(sitting, opinions=(OpinionDraft("Trần Ví Dụ", "Nhất trí"),)))
    with pytest.raises(Problems) as caught:
        review_meeting.save(office, replace(sitting, present=8))
    assert fields(caught) == ["present"]


def test_a_cell_refused_again_at_a_further_sitting_gets_a_second_notice_with_that_day(office):
    campaign_id, entry_id = refused_and_taken_up(office)
    sit_again(office, campaign_id, entry_id, votes=2)
    recognition.refuse(office, entry_id, [recognition.ReasonDraft(recognition.Reason.R10)])
    issuing.issue(office, "D16", entry_id, day=DAY + timedelta(days=1))
    with office.read() as session:
        paper = session.query(Paper).filter_by(kind="D16").one()
        assert paper.facts["facts"]["review_on"] == (DAY + timedelta(days=1)).isoformat()
