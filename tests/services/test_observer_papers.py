"""Invitations, letter and sign-in sheet out of a real data file: what they say, what is refused, what issuing notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from io import BytesIO

import pytest
from pypdf import PdfReader

from bontot_desktop.errors import Problems, Refused
from bontot_desktop.services import issuing, observers, sample_store, samples
from tests import sample_office as made

DAY = date(2026, 5, 29)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def usual(office, event_id: int) -> None:
    """Give the cell a usual hour and place, as its page keeps them."""
    with office.work("test", "Giờ thường lệ") as session:
        cell = sample_store.event(session, event_id).cell
        cell.usual_time, cell.usual_place = time(19, 30), "Nhà văn hóa thôn Mẫu 1"


def test_invitations_go_to_everyone_listed_with_the_usual_hour_and_place(office):
    event_id = made.planned(office)
    made.invited(office, event_id)
    usual(office, event_id)
    shown = issuing.preview(office, "F16", event_id, day=DAY)
    words = words_of(shown.pdf)
    assert words.count("GIẤY MỜI") == 3
    assert "19 giờ 30 phút, ngày 05/6/2026 (thứ Sáu)" in words
    assert "Nhà văn hóa thôn Mẫu 1" in words
    assert "Tổ công tác" in words
    assert shown.symbol == "GM/ĐU"
    assert shown.signer == "Đặng Văn Ví Dụ"


def test_a_plan_with_a_letter_out_stays_until_the_letter_is_withdrawn(office):
    event_id = made.planned(office)
    made.invited(office, event_id)
    usual(office, event_id)
    letter = issuing.issue(office, "F16", event_id, day=DAY)
    named = observers.load(office, event_id)
    with pytest.raises(Refused, match=r"đã ghi trong Giấy mời .*hãy bỏ dấu “Có dự”, hoặc thu hồi văn bản ấy trước"):
        observers.save(office, event_id, ())
    observers.save(office, event_id, (replace(named[0], attended=False), *named[1:]))
    issuing.withdraw(office, letter.paper_id, "Hoãn")
    observers.save(office, event_id, ())
    samples.discard(office, event_id)


def test_an_invitation_without_hour_or_place_says_so_before_it_is_issued(office):
    event_id = made.planned(office)
    made.invited(office, event_id)
    with office.work("test", "Chưa rõ giờ") as session:
        cell = sample_store.event(session, event_id).cell
        cell.usual_time, cell.usual_place = None, ""
    said = " ".join(issuing.preview(office, "F16", event_id, day=DAY).warnings)
    assert "Chưa có giờ sinh hoạt" in said
    assert "Chưa có địa điểm" in said


def test_without_observers_or_a_day_there_is_nothing_to_invite_to(office):
    event_id = made.planned(office, planned_on=None)
    with pytest.raises(Problems) as caught:
        issuing.preview(office, "F16", event_id, day=DAY)
    assert [problem.field for problem in caught.value.problems] == ["planned_on", "observers"]
    with pytest.raises(Problems, match="mời dự"):
        issuing.preview(office, "F16B", event_id)


def test_an_invitation_dated_after_the_meeting_is_refused(office):
    event_id = made.planned(office)
    made.invited(office, event_id)
    with pytest.raises(Refused, match="sau ngày sinh hoạt 05/06/2026"):
        issuing.preview(office, "F16A", event_id, day=date(2026, 6, 6))


def test_a_postponed_meeting_invites_nobody(office):
    event_id = made.planned(office)
    made.invited(office, event_id)
    with office.work("test", "Hoãn") as session:
        sample_store.event(session, event_id).state = samples.SampleState.POSTPONED
    with pytest.raises(Refused, match="Hoãn"):
        issuing.preview(office, "F16", event_id, day=DAY)


def test_issuing_notes_the_day_of_the_invitation_and_taking_back_forgets_it(office):
    event_id = made.planned(office)
    made.invited(office, event_id)
    first, *others = observers.load(office, event_id)
    observers.save(office, event_id, (replace(first, invited_on=date(2026, 5, 20)), *others))
    issued = issuing.issue(office, "F16A", event_id, day=DAY)
    assert issued.number_text == "01-CV/ĐU"
    assert [one.invited_on for one in observers.load(office, event_id)] == [date(2026, 5, 20), DAY, DAY]
    issuing.take_back(office, issued.paper_id, "Nhầm")
    assert [one.invited_on for one in observers.load(office, event_id)] == [date(2026, 5, 20), None, None]


def test_the_letter_lists_everyone_with_what_to_watch(office):
    event_id = made.planned(office)
    made.invited(office, event_id)
    words = words_of(issuing.preview(office, "F16A", event_id, day=DAY).pdf)
    assert "về việc triệu tập dự sinh hoạt chi bộ điểm tại Chi bộ thôn Mẫu 1" in words
    assert "03 (ba) đồng chí (có danh sách kèm theo)" in words
    assert "Phạm Thị Thử" in words
    assert "Kết luận, nghị quyết, biểu quyết" in words or "kết luận, nghị quyết, biểu quyết" in words


def test_the_sign_in_sheet_is_dated_by_the_meeting_and_bears_no_number(office):
    event_id = made.planned(office)
    made.invited(office, event_id)
    assert issuing.natural_day(office, "F16B", event_id) == made.DAY
    shown = issuing.preview(office, "F16B", event_id)
    assert shown.symbol == ""
    assert "tháng 6 năm 2026 tại Chi bộ thôn Mẫu 1" in words_of(shown.pdf)
