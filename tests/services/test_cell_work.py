"""What a cell that ends has not finished goes on in the cell that follows it, or ends with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from bontot_desktop.db.house import History
from bontot_desktop.db.models.meetings import Task
from bontot_desktop.db.models.months import Petition
from bontot_desktop.db.models.samples import Replication, SampleEvent
from bontot_desktop.errors import Problems
from bontot_desktop.rules.meetings import MeetingType, TaskState
from bontot_desktop.rules.petitions import PetitionSource, PetitionState
from bontot_desktop.rules.samples import ReplicationState, SampleState
from bontot_desktop.services import (
    cell_dissolving,
    cell_merging,
    cell_splitting,
    cell_work,
    meetings,
    people,
    replication,
    undo,
)
from bontot_desktop.services.cell_dissolving import DissolveDraft, Place
from bontot_desktop.services.cell_merging import MergeDraft
from bontot_desktop.services.cell_splitting import Part, SplitDraft
from tests import meeting_office as made

ON = date(2026, 10, 1)
BOTH = "4 nhiệm vụ của nghị quyết, 2 việc nhân rộng, 1 kiến nghị"


@pytest.fixture
def office(tmp_path):
    """Two cells, each with a meeting that gave two tasks, and the same thing to apply after a sample meeting."""
    office = made.make_office(tmp_path)
    for number in (1, 2):
        made.approved(office, number)
    with office.work("test", "Việc chưa xong") as session:
        event = SampleEvent(year=2026, cell_id=1, state=SampleState.REPLICATING, task_sample_cell="Mở đầu đúng giờ")
        event.task_other_cells = "Phát biểu đúng trọng tâm"
        session.add(event)
        session.flush()
        for cell_id, state in ((1, ReplicationState.OPEN), (2, ReplicationState.DOING)):
            event.replications.append(
                Replication(cell_id=cell_id, content="Phát biểu đúng trọng tâm", state=state, due_on=date(2026, 12, 1))
            )
        facts = {"source": PetitionSource.CELL, "raised_on": date(2026, 5, 3), "addressed_to": "UBND xã"}
        session.add(Petition(cell_id=1, text="Sửa đường thôn", state=PetitionState.SENT, **facts))
    yield office
    office.close()


def merged(**facts):
    return replace(MergeDraft((1, 2), on=ON, decision_no="52-QĐ/ĐU", name="Chi bộ thôn Mẫu Đông"), **facts)


def rows(office, table):
    with office.read() as session:
        found = session.scalars(select(table).order_by(table.id)).all()
        session.expunge_all()
        return found


def count(office, cell_id):
    words = cell_work.told(office, cell_id)
    return int(words.split()[0]) if words else 0


def members(office, cell_id):
    return [pick.id for pick in people.member_picks(office, cell_id)]


def test_the_new_cell_goes_on_with_what_both_had_not_finished(office):
    told = cell_merging.outlook(office, merged())
    assert f"7 việc chưa xong ({BOTH}) chuyển sang Chi bộ thôn Mẫu Đông." in told.does
    assert "1 việc nhân rộng trùng nội dung được gộp làm một." in told.does
    heir = cell_merging.merge(office, merged()).id
    next_meeting = meetings.start(office, heir, MeetingType.REGULAR, 2026, 10, date(2026, 10, 5))
    assert [review.text for review in next_meeting.task_reviews] == ["Rà soát hộ nghèo", "Dọn vệ sinh đường thôn"] * 2
    assert [item.content for item in next_meeting.replication_reviews] == ["Phát biểu đúng trọng tâm"]
    first, second = rows(office, Replication)
    assert (first.cell_id, first.state) == (1, ReplicationState.DROPPED)
    assert (second.cell_id, second.state) == (heir, ReplicationState.DOING)
    assert second.remark == "Chuyển từ Chi bộ thôn Mẫu 2 ngày 01/10/2026."
    (petition,) = rows(office, Petition)
    assert (petition.cell_id, petition.state) == (heir, PetitionState.SENT)


def test_a_cell_that_takes_another_in_does_not_get_the_same_thing_twice(office):
    cell_merging.merge(office, merged(into_id=1, name="Chi bộ thôn Mẫu 1"))
    assert [item.state for item in rows(office, Replication)] == [ReplicationState.OPEN, ReplicationState.DROPPED]
    assert count(office, 1) == 6
    assert count(office, 2) == 0


def test_all_of_it_comes_back_when_the_merger_is_taken_back(office):
    before = [count(office, cell_id) for cell_id in (1, 2)]
    cell_merging.merge(office, merged())
    with office.read() as session:
        last = session.scalars(select(History.id).order_by(History.id.desc())).first()
    undo.take_back(office, last)
    assert [count(office, cell_id) for cell_id in (1, 2)] == before == [4, 3]
    assert {task.carried_to_id for task in rows(office, Task)} == {None}
    assert {item.remark for item in rows(office, Replication)} == {""}


def test_tasks_closed_before_stay_where_they_were(office):
    with office.work("test", "Xong một việc") as session:
        session.get(Task, 1).state = TaskState.DONE
    heir = cell_merging.merge(office, merged()).id
    assert [task.carried_to_id for task in rows(office, Task)] == [None, heir, heir, heir]


def test_a_list_of_things_to_apply_made_again_names_the_cells_of_today(office):
    heir = cell_merging.merge(office, merged()).id
    replication.spread(office, 1)
    found = {(item.cell_id, item.content, item.state, item.is_sample_cell) for item in replication.load(office, 1)}
    assert found == {
        (heir, "Phát biểu đúng trọng tâm", ReplicationState.DOING, True),
        (heir, "Mở đầu đúng giờ", ReplicationState.OPEN, True),
        (1, "Phát biểu đúng trọng tâm", ReplicationState.DROPPED, True),
    }


def split(office, **facts):
    here = members(office, 1)
    parts = (Part("Chi bộ thôn Mẫu 1A"), Part("Chi bộ thôn Mẫu 1B"))
    places = tuple((who, place % 2) for place, who in enumerate(here))
    return replace(SplitDraft(1, on=ON, decision_no="53-QĐ/ĐU", parts=parts, places=places), **facts)


def test_of_a_split_the_chosen_cell_goes_on_with_it(office):
    draft = split(office, work_to=1)
    told = cell_splitting.outlook(office, draft)
    assert any(words.endswith("chuyển sang Chi bộ thôn Mẫu 1B.") for words in told.does)
    first = cell_splitting.split(office, draft).id
    assert (count(office, first), count(office, first + 1)) == (0, 4)


def test_a_cell_that_goes_on_keeps_its_work(office):
    draft = split(office, goes_on=True, parts=(Part("Chi bộ thôn Mẫu 1A"),))
    draft = replace(draft, places=draft.places[:6:2])
    assert not any("chưa xong" in words for words in cell_splitting.outlook(office, draft).does)
    cell_splitting.split(office, draft)
    assert count(office, 1) == 4


def dissolved(office, **facts):
    places = tuple((who, Place(2)) for who in members(office, 1))
    return replace(DissolveDraft(1, on=ON, decision_no="54-QĐ/ĐU", places=places), **facts)


def test_a_dissolved_cell_must_say_who_goes_on_or_why_not(office):
    with pytest.raises(Problems, match="hãy chọn chi bộ làm tiếp, hoặc ghi lý do kết thúc"):
        cell_dissolving.dissolve(office, dissolved(office))
    with pytest.raises(Problems, match="chính chi bộ giải thể"):
        cell_dissolving.dissolve(office, dissolved(office, work_to=1))


def test_another_cell_may_go_on_with_the_work_of_a_dissolved_one(office):
    draft = dissolved(office, work_to=2)
    told = cell_dissolving.outlook(office, draft)
    assert any(words.endswith("chuyển sang Chi bộ thôn Mẫu 2.") for words in told.does)
    cell_dissolving.dissolve(office, draft)
    assert count(office, 2) == 6


def test_the_work_of_a_dissolved_cell_may_end_with_a_reason(office):
    draft = dissolved(office, work_why="đã bàn giao cho UBND xã")
    told = cell_dissolving.outlook(office, draft)
    assert any(words.endswith("kết thúc: đã bàn giao cho UBND xã.") for words in told.does)
    cell_dissolving.dissolve(office, draft)
    task = rows(office, Task)[0]
    assert task.state is TaskState.CANCELLED
    assert task.result == "Chi bộ thôn Mẫu 1 giải thể ngày 01/10/2026: đã bàn giao cho UBND xã"
    assert rows(office, Replication)[0].state is ReplicationState.DROPPED
    assert rows(office, Petition)[0].state is PetitionState.DROPPED
    assert count(office, 1) == 0
