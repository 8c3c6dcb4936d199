"""What stands in the way of taking an act back, and a sitting taken back step by step and done again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.db.base import Base
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.members import Member
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import (
    cell_forms,
    cells,
    entries,
    history,
    issuing,
    meetings,
    member_forms,
    members,
    papers,
    undo,
)
from bontot_desktop.services.member_forms import MemberDraft
from tests import meeting_office, recognition_office, register_office
from tests.undo_office import differences, dump

# What stands in the way -----------------------------------------------------------------------------------------------


@pytest.fixture
def office(tmp_path):
    office = register_office.make_office(tmp_path)
    yield office
    office.close()


def newest(office) -> int:
    return history.recent(office, limit=1)[0].id


def add_cell(office, name="Chi bộ thôn Mẫu 1", **facts) -> int:
    return cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name=name, **facts)).id


def rename(office, cell_id, **facts):
    cell_forms.save_cell(office, replace(cell_forms.cell_draft(office, cell_id), **facts))


def test_taking_back_is_an_act_of_its_own_with_the_sentence_of_the_other(office):
    add_cell(office)
    done = undo.take_back(office, newest(office))
    assert done.sentence == "Thêm Chi bộ thôn Mẫu 1"
    assert done.changes.touch(Kind.CELLS)
    assert cells.list_cells(office) == []
    line, taken = history.recent(office, limit=2)
    assert (line.sentence, line.is_undone) == ("Hoàn tác: Thêm Chi bộ thôn Mẫu 1", False)
    assert taken.is_undone
    undo.take_back(office, line.id)
    assert [line.sentence for line in history.recent(office, limit=1)] == ["Làm lại: Thêm Chi bộ thôn Mẫu 1"]
    assert [row.name for row in cells.list_cells(office)] == ["Chi bộ thôn Mẫu 1"]


def test_an_act_is_not_taken_back_twice(office):
    add_cell(office)
    line = newest(office)
    undo.take_back(office, line)
    with pytest.raises(Refused, match="đã được hoàn tác rồi"):
        undo.take_back(office, line)
    with pytest.raises(NotFound):
        undo.take_back(office, 999)


def test_a_later_act_on_the_same_record_is_named_and_taken_back_first(office):
    cell_id = add_cell(office)
    added = newest(office)
    rename(office, cell_id, note="Họp ngày 5")
    with pytest.raises(Refused, match=r"sau đó đã có việc “Sửa Chi bộ thôn Mẫu 1” \(Văn thư, 09:00 ngày 21/11/2026\)"):
        undo.take_back(office, added)
    undo.take_back(office, newest(office))
    undo.take_back(office, added)
    assert cells.list_cells(office) == []


def test_what_others_stand_on_is_not_taken_away(office):
    cell_id = add_cell(office)
    added = newest(office)
    draft = MemberDraft(full_name="Nguyễn Văn Ví Dụ", admitted_on=date(2000, 1, 1), official_on=date(2001, 1, 1))
    member_forms.save_member(office, member_forms.entering(draft, MemberStatus.FULL, cell_id))
    before = dump(office)
    with pytest.raises(Refused, match=r"“Thêm đảng viên Nguyễn Văn Ví Dụ”.*đang dùng đến"):
        undo.take_back(office, added)
    assert not differences(before, dump(office))


def test_what_was_deleted_does_not_come_back_over_what_took_its_place(office):
    cell_id = add_cell(office)
    rename(office, cell_id, code="CB77")
    changed = newest(office)
    add_cell(office, "Chi bộ thôn Mẫu 2", code="CB01")
    before = dump(office)
    with pytest.raises(Refused, match="trùng hoặc không khớp"):
        undo.take_back(office, changed)
    assert not differences(before, dump(office))


def test_a_card_that_went_from_one_to_the_other_goes_back(office):
    cell_id = add_cell(office)
    facts = {"admitted_on": date(2000, 1, 1), "official_on": date(2001, 1, 1)}
    for name, card in (("Nguyễn Văn Ví Dụ", "001"), ("Đỗ Thị Làm Mẫu", "")):
        draft = MemberDraft(full_name=name, card_no=card, **facts)
        member_forms.save_member(office, member_forms.entering(draft, MemberStatus.FULL, cell_id))
    for first, second in ((1, 2), (2, 1)):
        before = dump(office)
        with office.work("register.import", "Nhập danh bạ") as work:
            work.get_one(Member, first).card_no = ""
            work.flush()
            work.get_one(Member, second).card_no = "001"
        undo.take_back(office, newest(office))
        assert not differences(before, dump(office))
        undo.take_back(office, newest(office))


def test_an_older_act_on_another_record_can_be_taken_back(office):
    add_cell(office)
    first = newest(office)
    add_cell(office, "Chi bộ thôn Mẫu 2")
    assert undo.why_not(office, first) == ""
    undo.take_back(office, first)
    assert [row.name for row in cells.list_cells(office)] == ["Chi bộ thôn Mẫu 2"]


def test_approved_minutes_stay_as_they_are(tmp_path):
    office = meeting_office.make_office(tmp_path)
    saved = meetings.save(office, meeting_office.filled(office)).id
    with office.work("meetings.save", "Ghi thêm ý kiến") as work:
        work.get_one(Meeting, saved).contributions[0].text = "Đồng ý hoàn toàn với báo cáo."
    typed = newest(office)
    meetings.approve(office, saved, meetings.approvers(meetings.load(office, saved)))
    assert undo.why_not(office, newest(office)).endswith("hãy ghi bổ sung, đính chính biên bản.")
    with pytest.raises(Refused, match="Biên bản đã được thông qua"):
        undo.take_back(office, typed)
    office.close()


def test_an_issued_paper_is_withdrawn_not_undone_and_holds_its_campaign(tmp_path):
    office = recognition_office.make_office(tmp_path)
    campaign_id, ids = recognition_office.judged(office)
    refused = newest(office)
    issuing.issue(office, "D13", campaign_id, day=recognition_office.REVIEW)
    assert "hãy thu hồi văn bản ở trang Văn bản" in undo.why_not(office, newest(office))
    assert "Ban hành" in undo.why_not(office, refused)
    paper = papers.rows(office)[0]
    issuing.take_back(office, paper.id, "ghi nhầm ngày")
    assert "hãy ban hành lại" in undo.why_not(office, newest(office))
    assert entries.list_entries(office, campaign_id)[0].id in ids
    office.close()


# The sitting ----------------------------------------------------------------------------------------------------------


def test_a_sitting_goes_back_step_by_step_and_forward_again(office):
    add_cell(office)
    sitting = undo.Sitting(office)
    assert sitting.last() is None
    assert sitting.again() is None
    for number in (2, 3):
        add_cell(office, f"Chi bộ thôn Mẫu {number}")
    told = []
    while (line := sitting.last()) is not None:
        told.append(undo.take_back(office, line.id).sentence)
    assert told == ["Thêm Chi bộ thôn Mẫu 3", "Thêm Chi bộ thôn Mẫu 2"]
    while (line := sitting.again()) is not None:
        told.append(undo.take_back(office, line.id).sentence)
    assert told[2:] == ["Thêm Chi bộ thôn Mẫu 2", "Thêm Chi bộ thôn Mẫu 3"]
    assert len(cells.list_cells(office)) == 3


def test_after_something_new_there_is_nothing_to_do_again(office):
    sitting = undo.Sitting(office)
    add_cell(office)
    undo.take_back(office, newest(office))
    add_cell(office, "Chi bộ thôn Mẫu 2")
    assert sitting.again() is None
    last = sitting.last()
    assert last is not None
    assert undo.sentence_of(last) == "Thêm Chi bộ thôn Mẫu 2"


def test_a_print_noted_in_passing_does_not_hide_the_act_before_it(office):
    sitting = undo.Sitting(office)
    add_cell(office)
    with office.work("papers.printed", "In 1 văn bản") as work:
        work.get_one(Base.registry._class_registry["Committee"], 1).place = "Nơi Khác"
    last = sitting.last()
    assert last is not None
    assert last.sentence == "Thêm Chi bộ thôn Mẫu 1"
    assert undo.offered(last)


def test_members_come_back_with_search_and_order(office):
    cell_id = add_cell(office)
    draft = MemberDraft(full_name="Nguyễn Văn Ví Dụ", admitted_on=date(2000, 1, 1), official_on=date(2001, 1, 1))
    who = member_forms.save_member(office, member_forms.entering(draft, MemberStatus.FULL, cell_id)).id
    member_forms.save_member(office, replace(member_forms.member_draft(office, who), full_name="Đỗ Thị Khác"))
    undo.take_back(office, newest(office))
    (row,) = members.list_members(office)
    assert row.full_name == "Nguyễn Văn Ví Dụ"
    with office.ask() as driver:
        assert driver.execute("SELECT full_name_folded FROM member").fetchone() == ("nguyen van vi du",)


def test_what_is_taken_back_in_turns_and_stopped_stays_as_it_was(office):
    cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name="Chi bộ thôn Mẫu 8"))
    line = newest(office)
    before = [row.name for row in cells.list_cells(office)]
    turns = undo.take_back_in_turns(office, line)
    next(turns)
    assert office.data.is_busy
    turns.close()
    assert [row.name for row in cells.list_cells(office)] == before
    assert newest(office) == line
    done = list(undo.take_back_in_turns(office, line))
    assert done == sorted(done)
    assert done[-1] <= undo.WHOLE
    assert len(cells.list_cells(office)) == len(before) - 1


def test_silent_saves_of_a_meeting_are_taken_back_and_done_again_together(tmp_path):
    office = meeting_office.make_office(tmp_path)
    sitting = undo.Sitting(office)
    meeting_id = meetings.save(office, meeting_office.filled(office)).id
    before, run = dump(office), meetings.Run()

    def type_on(**typed):
        meetings.save(office, replace(meetings.load(office, meeting_id), **typed), run)

    stored = meetings.load(office, meeting_id)
    said = stored.contributions
    new = replace(said[0], id=None, text="Ý kiến mới")
    type_on(contributions=(*said, new), guests=())
    type_on(contributions=(*said[1:], replace(new, text="Ý kiến khác")), breaks_min=5)
    type_on(sections={**stored.sections, "conclusion": "Kết luận khác"})
    assert len(history.recent(office)) == 3
    after = dump(office)
    line = sitting.last()
    assert line is not None
    undo.take_back(office, line.id)
    assert not differences(before, dump(office))
    again = sitting.again()
    assert again is not None
    undo.take_back(office, again.id)
    assert not differences(after, dump(office))
    # What was taken back and done again is something done since: the next save is a line of its own.
    type_on(breaks_min=7)
    last = sitting.last()
    assert last is not None
    undo.take_back(office, last.id)
    assert not differences(after, dump(office))
    office.close()
