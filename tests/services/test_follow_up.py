"""Items against cells, what one cell has still to do, and several squares written in one act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.errors import Problems
from bontot_desktop.rules.samples import OpinionDecision, ReplicationState
from bontot_desktop.services import feedback, follow_up, history, replication, undo
from tests import sample_office as made

DONE, DROPPED = ReplicationState.DONE, ReplicationState.DROPPED


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def event_id(office):
    """A concluded sample meeting; one weakness was accepted for all cells, one suggestion for the sample cell."""
    event_id = made.concluded(office)
    draft = feedback.load(office, event_id)
    said = list(draft.opinions)
    said[2] = replace(said[2], decision=OpinionDecision.ACCEPTED, for_others=True, due_on=date(2026, 6, 30))
    said[3] = replace(said[3], decision=OpinionDecision.ACCEPTED)
    feedback.save(office, replace(draft, opinions=tuple(said)))
    replication.spread(office, event_id)
    return event_id


def test_an_item_is_one_row_with_the_squares_of_its_cells(office, event_id):
    table = follow_up.load(office)
    assert [cell.short for cell in table.cells] == ["Thôn Mẫu 1", "Thôn Mẫu 2", "Trường Mẫu"]
    assert [(item.aspect, len(item.squares)) for item in table.items] == [
        ("Đánh giá nhiệm vụ, phân công", 3),
        ("Điều hành của chủ trì", 1),
        ("Kết luận", 1),
        ("Kết luận", 2),
    ]
    assert [event.words for event in table.events] == ["Chi bộ thôn Mẫu 1, 05/06/2026"]
    assert table.count(date(2026, 7, 1)) == (7, 7, 3)


def test_a_square_says_its_state_with_its_day(office, event_id):
    first = next(iter(follow_up.load(office).items[0].squares.values()))
    assert first.words(date(2026, 6, 30)) == "Chưa làm 30/06/2026"
    assert first.words(date(2026, 7, 1)) == "Chưa làm, quá hạn 30/06/2026"
    follow_up.set_state(office, [first.id], DONE)
    again = follow_up.load(office).items[0].squares[first.cell_id]
    assert (again.state, again.day) == (DONE, office.today())


def test_several_squares_are_one_act_and_one_step_back(office, event_id):
    ids = [square.id for square in follow_up.load(office).items[0].squares.values()]
    follow_up.set_state(office, ids, DONE)
    assert follow_up.load(office).count(date(2026, 6, 6))[1] == 4
    undo.take_back(office, history.recent(office, limit=1)[0].id)
    assert follow_up.load(office).count(date(2026, 6, 6))[1] == 7


def test_what_is_not_applied_needs_a_reason_that_stays(office, event_id):
    (square,) = follow_up.load(office).items[1].squares.values()
    with pytest.raises(Problems):
        follow_up.set_state(office, [square.id], DROPPED, "  ")
    follow_up.set_state(office, [square.id], DROPPED, "Chi bộ không có đảng viên trẻ")
    again = follow_up.load(office).items[1].squares[square.cell_id]
    assert (again.state, again.remark) == (DROPPED, "Chi bộ không có đảng viên trẻ")


def test_a_cell_sees_what_it_has_still_to_do_nearest_date_first(office, event_id):
    table = follow_up.load(office)
    school = next(cell.id for cell in table.cells if cell.short == "Trường Mẫu")
    items = follow_up.of_cell(office, school)
    assert items[0].content == "Phân công chưa ghi thời hạn"
    assert items[0].source == "Chi bộ thôn Mẫu 1, 05/06/2026"
    follow_up.set_state(office, [item.id for item in items], DONE)
    assert follow_up.of_cell(office, school) == ()


def test_a_cell_that_ended_shows_only_while_something_is_open_there(office, event_id):
    table = follow_up.load(office)
    school = next(cell.id for cell in table.cells if cell.short == "Trường Mẫu")
    with office.work("test", "Giải thể") as session:
        session.get(Cell, school).dissolved_on = date(2026, 6, 5)
    assert school in [cell.id for cell in follow_up.load(office).cells]
    follow_up.set_state(office, [item.id for item in follow_up.of_cell(office, school)], DONE)
    assert school not in [cell.id for cell in follow_up.load(office).cells]


def test_one_item_is_found_with_its_sample_meeting(office, event_id):
    square = next(iter(follow_up.load(office).items[0].squares.values()))
    assert replication.find(office, square.id)[0] == event_id
    assert replication.find(office, square.id)[1].content == "Phân công chưa ghi thời hạn"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Chi bộ thôn Mẫu 1", "Thôn Mẫu 1"),
        ("Chi bộ tổ dân phố số 1", "TDP số 1"),
        ("Chi bộ Trường Trung học cơ sở Ví Dụ", "THCS Ví Dụ"),
        ("Chi bộ Trường Tiểu học và Trung học cơ sở Ví Dụ", "TH và THCS Ví Dụ"),
        ("Trường Mẫu", "Trường Mẫu"),
    ],
)
def test_a_name_over_a_column_keeps_what_tells_it_apart(name, short):
    assert follow_up._short(name) == short
