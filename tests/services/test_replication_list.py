"""What every accepted opinion becomes, and what happens to it when opinions, cells and decisions change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.db.models.cells import Cell, InCharge
from bontot_desktop.db.models.meetings import Meeting, ReplicationReview
from bontot_desktop.db.models.office import Person
from bontot_desktop.db.models.samples import Replication, SampleEvent
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.samples import (
    Aspect,
    ObserverCapacity,
    OpinionDecision,
    OpinionKind,
    ReplicationState,
    SampleState,
    is_to_do,
    part_of,
)
from bontot_desktop.services import feedback, meetings, observers, replication, replication_reports, samples
from bontot_desktop.services.meeting_drafts import ReplicationReviewDraft
from tests import sample_office as made
from tests.meeting_office import cell_id

ACCEPTED, DECLINED = OpinionDecision.ACCEPTED, OpinionDecision.DECLINED
VILLAGE = ContentType.VILLAGE_QUARTER


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def event_id(office):
    """A sample meeting with five opinions of which nothing was decided yet."""
    event_id = made.planned(office)
    observer_ids = made.invited(office, event_id)
    made.held(office, event_id)
    made.reviewed(office, event_id, observer_ids)
    return event_id


def decide(office, event_id, **decisions) -> None:
    """Change opinions by their place: ``o2={"decision": ACCEPTED}``."""
    draft = feedback.load(office, event_id)
    said = list(draft.opinions)
    for name, changes in decisions.items():
        said[int(name[1:])] = replace(said[int(name[1:])], **changes)
    feedback.save(office, replace(draft, opinions=tuple(said)))


def listed(office, event_id) -> list[tuple[str, str]]:
    return [(item.cell_name, item.content) for item in replication.load(office, event_id)]


@pytest.mark.parametrize("kind", list(OpinionKind))
@pytest.mark.parametrize("decision", list(OpinionDecision))
def test_only_an_accepted_weakness_or_suggestion_is_something_to_do(kind, decision):
    wanted = decision is ACCEPTED and kind in (OpinionKind.WEAKNESS, OpinionKind.SUGGESTION)
    assert is_to_do(kind, decision) is wanted


def test_the_session_hears_secretaries_then_members_then_the_working_group():
    order = sorted(ObserverCapacity, key=part_of)
    assert order[0] is ObserverCapacity.CELL_SECRETARY
    assert order[-1] is ObserverCapacity.WORKING_GROUP


def test_an_accepted_weakness_becomes_an_item_of_the_sample_cell_alone(office, event_id):
    decide(office, event_id, o2={"decision": ACCEPTED, "responsible": "Đ/c Phó Bí thư", "due_on": date(2026, 6, 30)})
    (item,) = replication.load(office, event_id)
    assert (item.cell_name, item.content) == ("Chi bộ thôn Mẫu 1", "Phân công chưa ghi thời hạn")
    assert (item.responsible, item.due_on) == ("Đ/c Phó Bí thư", date(2026, 6, 30))
    assert item.state is ReplicationState.OPEN


def test_marked_for_the_others_it_becomes_one_for_each_other_cell_at_work(office, event_id):
    with office.work("test", "Một chi bộ đã giải thể") as session:
        session.add(Cell(code="CB09", name="Chi bộ cũ", content_type=VILLAGE, dissolved_on=date(2026, 1, 1)))
    decide(office, event_id, o2={"decision": ACCEPTED, "for_others": True, "settled": "Mỗi việc ghi một thời hạn"})
    cells = [name for name, content in listed(office, event_id) if content == "Mỗi việc ghi một thời hạn"]
    assert cells == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2", "Chi bộ Trường Mẫu"]


def test_person_and_checker_of_each_cell_are_filled_in(office, event_id):
    with office.work("test", "Phân công phụ trách") as session:
        cell = session.query(Cell).filter_by(code="CB03").one()
        person = session.query(Person).filter_by(full_name="Hoàng Thị Giả Định").one()
        session.add(InCharge(cell_id=cell.id, person_id=person.id))
    decide(office, event_id, o2={"decision": ACCEPTED, "for_others": True, "responsible": "Đ/c Phó Bí thư"})
    by_cell = {item.cell_name: item for item in replication.load(office, event_id)}
    assert by_cell["Chi bộ thôn Mẫu 1"].responsible == "Đ/c Phó Bí thư"
    school = by_cell["Chi bộ Trường Mẫu"]
    assert (school.responsible, school.checked_by) == ("Bùi Thị Thí Dụ", "Hoàng Thị Giả Định")


def test_nothing_becomes_of_strengths_questions_and_declined_opinions(office, event_id):
    decide(
        office, event_id, o0={"decision": ACCEPTED, "for_others": True}, o2={"decision": DECLINED},
        o4={"decision": ACCEPTED},
    )  # fmt: skip
    assert listed(office, event_id) == []
    assert not feedback.load(office, event_id).opinions[0].for_others


def test_an_item_not_begun_follows_its_opinion_and_goes_with_it(office, event_id):
    decide(office, event_id, o2={"decision": ACCEPTED, "for_others": True})
    decide(office, event_id, o2={"settled": "Ghi rõ người, rõ hạn"})
    assert {content for _, content in listed(office, event_id)} == {"Ghi rõ người, rõ hạn"}
    decide(office, event_id, o2={"for_others": False})
    assert [name for name, _ in listed(office, event_id)] == ["Chi bộ thôn Mẫu 1"]
    decide(office, event_id, o2={"decision": DECLINED})
    assert listed(office, event_id) == []


def test_what_was_begun_stays_whatever_becomes_of_its_opinion(office, event_id):
    decide(office, event_id, o2={"decision": ACCEPTED, "for_others": True})
    other = replication.load(office, event_id)[1]
    replication.save(office, event_id, replace(other, state=ReplicationState.DOING))
    decide(office, event_id, o2={"settled": "Ghi rõ hạn", "decision": DECLINED})
    (left,) = replication.load(office, event_id)
    assert (left.id, left.state, left.content) == (other.id, ReplicationState.DOING, "Phân công chưa ghi thời hạn")
    draft = feedback.load(office, event_id)
    feedback.save(office, replace(draft, opinions=draft.opinions[:2]))
    assert [item.id for item in replication.load(office, event_id)] == [other.id]


def test_what_was_typed_about_an_item_stays_when_the_list_is_made_again(office, event_id):
    decide(office, event_id, o2={"decision": ACCEPTED, "for_others": True})
    other = replication.load(office, event_id)[1]
    typed = replace(other, responsible="Nguyễn Ví Dụ", checked_by="Trần Mẫu", due_on=date(2026, 9, 30))
    replication.save(office, event_id, typed)
    replication.spread(office, event_id)
    assert replication.load(office, event_id)[1] == typed


def test_a_cell_founded_later_gets_what_all_others_are_to_do(office, event_id):
    decide(office, event_id, o3={"decision": ACCEPTED})
    with office.work("test", "Chi bộ mới thành lập") as session:
        session.add(Cell(code="CB10", name="Chi bộ thôn Mẫu 10", content_type=VILLAGE, founded_on=date(2026, 1, 1)))
    decide(office, event_id, o3={"for_others": True})
    assert "Chi bộ thôn Mẫu 10" in [name for name, _ in listed(office, event_id)]


def test_opinions_and_conclusion_make_one_list_without_doubles(office):
    event_id = made.concluded(office)
    decide(office, event_id, o2={"decision": ACCEPTED, "settled": "Ghi rõ hạn", "for_others": True})
    assert replication.waiting(office, event_id) == 2
    count = replication.spread(office, event_id).id
    assert (count, replication.waiting(office, event_id)) == (6, 0)
    assert replication.spread(office, event_id).id == count


def test_nothing_to_do_is_said_with_where_to_write_it(office, event_id):
    with pytest.raises(Refused, match="Tiếp thu"):
        replication.spread(office, event_id)


def test_a_deadline_before_the_session_is_refused_at_its_opinion(office, event_id):
    with pytest.raises(Problems) as caught:
        decide(office, event_id, o2={"due_on": date(2026, 6, 1)})
    assert [problem.field for problem in caught.value.problems] == ["opinions.2.due_on"]


def test_a_check_needs_its_checker_and_is_not_in_the_future(office, event_id):
    decide(office, event_id, o2={"decision": ACCEPTED})
    (item,) = replication.load(office, event_id)
    with pytest.raises(Problems) as caught:
        replication.save(office, event_id, replace(item, checked_by="", checked_on=date(2030, 1, 1)))
    assert {problem.field for problem in caught.value.problems} == {"checked_by", "checked_on"}


# From the sheets


def test_lines_of_the_sheets_become_opinions_once(office):
    event_id = made.planned(office)
    first, second, _ = made.invited(office, event_id)
    made.held(office, event_id)
    made.sheet_in(office, first, made.POINTS[0], strengths="- Chuẩn bị chu đáo\n- Đúng giờ.", weaknesses="Ít ý kiến")
    made.sheet_in(office, second, made.POINTS[1], strengths="Chuẩn bị chu đáo", suggestions_committee="Cấp máy chiếu")
    once = feedback.with_sheets(office, feedback.load(office, event_id))
    said = {(one.observer_id, one.kind, one.text) for one in once.opinions}
    assert said == {
        (first, OpinionKind.STRENGTH, "Chuẩn bị chu đáo"),
        (first, OpinionKind.STRENGTH, "Đúng giờ."),
        (first, OpinionKind.WEAKNESS, "Ít ý kiến"),
        (second, OpinionKind.STRENGTH, "Chuẩn bị chu đáo"),
    }
    assert feedback.with_sheets(office, once) == once
    assert [part_of(one.capacity) for one in once.opinions] == sorted(part_of(one.capacity) for one in once.opinions)


def test_the_aspect_an_observer_was_to_watch_is_that_of_the_lines(office):
    event_id = made.planned(office)
    first, *_ = made.invited(office, event_id)
    made.held(office, event_id)
    rows = [replace(row, aspects=(Aspect.BOOKS,)) for row in observers.load(office, event_id)]
    observers.save(office, event_id, tuple(rows))
    made.sheet_in(office, first, made.POINTS[0], weaknesses="Sổ ghi thiếu")
    (said,) = feedback.with_sheets(office, feedback.load(office, event_id)).opinions
    assert said.aspect is Aspect.BOOKS


# What a meeting of the cell says


def reported(office, event_id, state: ReplicationState, result: str = "Đã làm") -> None:
    """Let the sample cell's meeting of July speak of its first item."""
    item_id = replication.load(office, event_id)[0].id
    with office.work("test", "Kiểm điểm việc sau sinh hoạt điểm") as session:
        item = session.get(Replication, item_id)
        meeting = samples.view(office, event_id).meeting_id
        held = session.get(Meeting, meeting)
        held.replication_reviews.append(
            ReplicationReview(replication_id=item.id, position=1, state=state, result=result)
        )
        session.flush()
        replication_reports.report(session, held, {item.id: item.state})


def test_a_report_at_a_meeting_closes_the_item_on_that_day(office, event_id):
    decide(office, event_id, o2={"decision": ACCEPTED})
    reported(office, event_id, ReplicationState.DONE)
    (item,) = replication.load(office, event_id)
    assert (item.state, item.done_on, item.remark) == (ReplicationState.DONE, made.DAY, "Đã làm")


def test_an_item_the_minutes_speak_of_is_not_dropped_with_its_opinion(office, event_id):
    decide(office, event_id, o2={"decision": ACCEPTED})
    reported(office, event_id, ReplicationState.OPEN, "Chưa làm được")
    decide(office, event_id, o2={"decision": DECLINED})
    assert len(replication.load(office, event_id)) == 1


def test_what_is_not_applied_needs_a_reason():
    review = ReplicationReviewDraft(1, "Việc", None, "", state=ReplicationState.DROPPED, result=" ")
    found = replication_reports.problems([review])
    assert [problem.field for problem in found] == ["replication_reviews.0.result"]
    assert replication_reports.problems([replace(review, was=ReplicationState.DROPPED)]) == []


def test_an_item_is_not_offered_to_the_sample_meeting_itself_nor_to_one_before_it(office, event_id):
    decide(office, event_id, o2={"decision": ACCEPTED})
    for day in (date(2026, 3, 3), made.DAY):
        meeting = meetings.start(office, cell_id(office), MeetingType.REGULAR, 2026, day.month, day)
        assert meeting.replication_reviews == ()
    assert samples.load_meeting(office, event_id).replication_reviews == ()


def test_an_item_of_a_sample_meeting_only_planned_waits_for_its_day(office, event_id):
    decide(office, event_id, o2={"decision": ACCEPTED})
    with office.work("test", "Chưa họp") as work:
        event = work.get(SampleEvent, event_id)
        event.feedback_on, event.meeting_id, event.planned_on = None, None, date(2026, 10, 1)
    asked = [(date(2026, 3, 3), 0), (date(2026, 10, 1), 0), (date(2026, 10, 2), 1)]
    for day, count in asked:
        draft = meetings.start(office, cell_id(office), MeetingType.REGULAR, 2026, day.month, day)
        assert len(draft.replication_reviews) == count


def test_an_open_item_appears_at_the_next_meeting_and_is_closed_there(office, event_id):
    decide(office, event_id, o2={"decision": ACCEPTED})
    july = meetings.start(office, cell_id(office), MeetingType.REGULAR, 2026, 7, date(2026, 7, 5))
    (review,) = july.replication_reviews
    assert (review.content, review.state) == ("Phân công chưa ghi thời hạn", ReplicationState.OPEN)
    half = replace(review, state=ReplicationState.DONE, result="Đã ghi")
    saved = meetings.save(office, replace(july, replication_reviews=(half,)))
    again = meetings.load(office, saved.id)
    whole = replace(again.replication_reviews[0], result="Đã ghi thời hạn cho 5/5 việc")
    meetings.save(office, replace(again, replication_reviews=(whole,)))
    (item,) = replication.load(office, event_id)
    assert (item.state, item.done_on) == (ReplicationState.DONE, date(2026, 7, 5))
    assert item.remark == "Đã ghi thời hạn cho 5/5 việc"
    assert (
        meetings.start(office, cell_id(office), MeetingType.REGULAR, 2026, 8, date(2026, 8, 5)).replication_reviews
        == ()
    )


def test_items_alone_do_not_bring_a_meeting_past_its_notice(office, event_id):
    decide(office, event_id, o2={"decision": ACCEPTED})
    assert samples.view(office, event_id).state is SampleState.REVIEWED
