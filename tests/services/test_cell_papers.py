"""From a stored meeting to its programme, invitations, resolution and score sheet (F1, F2, F8, F9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from bontot_desktop.db.models.cells import Post
from bontot_desktop.db.models.office import Term
from bontot_desktop.documents import plain
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.errors import Refused, WrongDay
from bontot_desktop.rules.meetings import MeetingState, MeetingType
from bontot_desktop.rules.scoring import ScoreKind
from bontot_desktop.services import heads, issuing, meeting_store, meetings, scores, seeding
from bontot_desktop.services.sources import SOURCES, Issue
from tests.meeting_office import NOW, approved, cell_id, filled, make_office, started

HELD = date(2026, 3, 3)


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    with office.work("test", "Nhiệm kỳ chi bộ, bảng điểm") as session:
        session.add(Term(label="2025 - 2027", starts_on=date(2025, 6, 1), cell_id=cell_id(office)))
        seeding.plant(session)
    yield office
    office.close()


def choose(office, **choices):
    with office.work("test", "Lựa chọn") as session:
        heads.save_format_settings(session, replace(heads.format_settings(session), **choices))


def facts_of(office, kind, meeting_id, day=None):
    with office.read() as session:
        return SOURCES[kind].collect(session, meeting_id, Issue(day, None, "", NOW.date()))


def text_of(office, kind, meeting_id, day=None):
    return plain.render(KINDS[kind].build(facts_of(office, kind, meeting_id, day), FormatSettings()))


def planned(office, kind=MeetingType.REGULAR, month=12):
    return meetings.save(office, started(office, month=month, kind=kind)).id


def score(office, meeting_id, kind=ScoreKind.SELF, less=0):
    with office.work("test", "Chấm điểm") as session:
        template = scores.default_template(session, HELD)
        points = {item.code: item.maximum for item in template.leaves}
        points["4.2"] -= less
        stored = scores.store(session, meeting_id, template, points, kind=kind)
        stored.limits_to_fix = "Ít ý kiến."
        return template


# The programme


def test_the_programme_takes_agenda_chair_and_guests_of_a_planned_meeting(office):
    meeting_id = planned(office)
    facts = facts_of(office, "F1", meeting_id)
    assert facts.items[0].title == "Tuyên bố lý do, giới thiệu đại biểu"
    assert facts.items[0].presenter == "Nguyễn Ví Dụ An"
    assert facts.items[0].minutes == 3
    assert facts.chair == "đồng chí Nguyễn Ví Dụ An, Bí thư chi bộ"
    assert facts.in_charge == "đồng chí Trần Phụ Trách 1"
    assert facts.signer.name == "Nguyễn Ví Dụ An"
    assert SOURCES["F1"].about(facts) == "Chương trình sinh hoạt chi bộ tháng 12 năm 2026, Chi bộ thôn Mẫu 1"


def test_a_programme_has_a_number_only_where_the_office_numbers_them(office):
    meeting_id = planned(office)
    assert issuing.preview(office, "F1", meeting_id).symbol == ""
    choose(office, programme_numbered=True)
    preview = issuing.preview(office, "F1", meeting_id)
    assert (preview.symbol, preview.next_number) == ("CTr/CB", 1)


def test_a_programme_is_not_dated_after_its_meeting(office):
    meeting_id = planned(office)
    with pytest.raises(Refused, match=r"ở sau ngày sinh hoạt 03/12/2026"):
        facts_of(office, "F1", meeting_id, date(2026, 12, 4))
    assert facts_of(office, "F1", meeting_id, date(2026, 12, 3)).head.day == date(2026, 12, 3)


@pytest.mark.parametrize("kind", ["F1", "F2"])
def test_a_call_made_up_after_the_meeting_begins_at_its_day_with_the_names_of_then(office, kind):
    meeting_id = approved(office)
    with office.work("test", "Đổi bí thư") as session:
        secretary, deputy = session.scalars(
            select(Post).where(Post.cell_id == cell_id(office)).order_by(Post.id)
        ).all()[:2]
        secretary.to_on = date(2026, 6, 30)
        session.add(
            Post(cell_id=cell_id(office), member_id=deputy.member_id, post=secretary.post, from_on=date(2026, 7, 1))
        )
    assert issuing.first_day(office, kind, meeting_id) == HELD
    assert issuing.preview(office, kind, meeting_id).signer == "Nguyễn Ví Dụ An"
    assert issuing.preview(office, kind, meeting_id, day=HELD).signer == "Nguyễn Ví Dụ An"
    with pytest.raises(WrongDay, match=r"22/11/2026 ở sau ngày sinh hoạt 03/03/2026; hãy chọn ngày đến 03/03/2026"):
        issuing.preview(office, kind, meeting_id, day=date(2026, 11, 22))


def test_a_resolution_of_a_cell_that_ended_begins_at_the_day_of_its_meeting(office):
    meeting_id = approved(office)
    assert issuing.first_day(office, "F8", meeting_id) == NOW.date()
    with office.work("test", "Chi bộ đã kết thúc") as session:
        for post in session.scalars(select(Post).where(Post.cell_id == cell_id(office))):
            post.to_on = date(2026, 6, 30)
    assert issuing.first_day(office, "F8", meeting_id) == HELD
    assert issuing.preview(office, "F8", meeting_id, day=HELD).signer == "Nguyễn Ví Dụ An"


def test_no_paper_is_made_of_a_meeting_that_is_not_held(office):
    meeting_id = planned(office)
    meetings.cancel(office, meeting_id)
    for kind in ("F1", "F2", "F8", "F9"):
        with pytest.raises(Refused, match="không họp"):
            facts_of(office, kind, meeting_id)


# The invitations


def test_guests_whoever_is_in_charge_and_members_are_invited_but_not_who_signs(office):
    names = [person.name for person in facts_of(office, "F2", planned(office)).invited]
    assert names[0] == "Trần Phụ Trách 1"
    assert "Nguyễn Ví Dụ An" not in names
    assert len(names) == 1 + 21


def test_members_are_invited_by_their_post_in_the_cell(office):
    invited = {person.name: person for person in facts_of(office, "F2", planned(office)).invited}
    assert invited["Nguyễn Ví Dụ Ân"].post == "Phó Bí thư Chi bộ thôn Mẫu 1"
    assert invited["Nguyễn Ví Dụ Châu"].post == "đảng viên Chi bộ thôn Mẫu 1"


def test_a_guest_who_is_in_charge_is_invited_once(office):
    draft = started(office, month=12)
    guest = meetings.GuestDraft("Trần Phụ Trách 1", "Ủy viên Ban Thường vụ", "Đảng ủy xã")
    meeting_id = meetings.save(office, replace(draft, guests=(guest,))).id
    names = [person.name for person in facts_of(office, "F2", meeting_id).invited]
    assert names.count("Trần Phụ Trách 1") == 1


def test_the_office_may_invite_guests_alone_or_leave_the_name_open(office):
    meeting_id = planned(office)
    choose(office, invitation_to="guests")
    assert [person.name for person in facts_of(office, "F2", meeting_id).invited] == ["Trần Phụ Trách 1"]
    choose(office, invitation_to="blank")
    assert facts_of(office, "F2", meeting_id).invited == ()
    assert "Kính gửi: đồng chí" in text_of(office, "F2", meeting_id)


def test_issued_invitations_tell_that_the_meeting_was_announced_and_back_again(office):
    meeting_id = planned(office)
    issued = issuing.issue(office, "F2", meeting_id, day=date(2026, 11, 20))
    assert issued.number_text == "01-GM/CB"
    with office.read() as session:
        row = meeting_store.meeting(session, meeting_id)
        assert (row.state, row.notice_sent_at) == (MeetingState.NOTICED, NOW)
    issuing.take_back(office, issued.paper_id, "Sai ngày")
    with office.read() as session:
        row = meeting_store.meeting(session, meeting_id)
        assert (row.state, row.notice_sent_at) == (MeetingState.PLANNED, None)


def test_invitations_to_a_meeting_that_was_held_leave_its_minutes_alone(office):
    meeting_id = approved(office)
    issuing.issue(office, "F2", meeting_id, day=date(2026, 3, 1))
    with office.read() as session:
        assert meeting_store.meeting(session, meeting_id).state is MeetingState.APPROVED


# The resolution


def test_the_resolution_of_an_approved_meeting_is_numbered_in_the_cells_term(office):
    meeting_id = approved(office)
    score(office, meeting_id)
    issued = issuing.issue(office, "F8", meeting_id, day=date(2026, 3, 5))
    assert issued.number_text == "01-NQ/CB"
    assert issued.title == "Lãnh đạo thực hiện nhiệm vụ tháng 3 năm 2026, Chi bộ thôn Mẫu 1"


def test_the_resolution_says_what_the_minutes_say(office):
    meeting_id = approved(office)
    score(office, meeting_id)
    text = text_of(office, "F8", meeting_id, date(2026, 3, 5))
    assert "Có mặt 21/22 đồng chí, tỷ lệ 95,5 %" in text
    assert "có lý do 01: đồng chí Nguyễn Ví Dụ Vân (đi công tác)" in text
    assert "I. ĐÁNH GIÁ KẾT QUẢ LÃNH ĐẠO THÁNG 2 NĂM 2026" in text
    assert "1. Vận động Nhân dân làm đường." in text
    assert "17/20 đảng viên được quyền biểu quyết tán thành, tỷ lệ 85,0 %" in text
    assert "Tổng điểm: 100/100; tự xếp loại: Tốt." in text
    assert "- Ban Công tác Mặt trận, các đoàn thể (để phối hợp)" in text


def test_only_a_regular_meeting_gives_a_months_resolution(office):
    meeting_id = approved(office, kind=MeetingType.THEMED)
    with pytest.raises(Refused, match="lập từ buổi sinh hoạt thường kỳ; buổi này là sinh hoạt chi bộ chuyên đề"):
        facts_of(office, "F8", meeting_id)


def test_a_resolution_is_not_dated_before_its_meeting(office):
    with pytest.raises(Refused, match="ở trước ngày sinh hoạt 03/03/2026"):
        facts_of(office, "F8", approved(office), date(2026, 3, 2))


def test_a_resolution_that_was_voted_down_is_not_made(office):
    draft = filled(office)
    vote = replace(draft.votes[0], votes_for=10, votes_against=7)
    meeting_id = meetings.save(office, replace(draft, votes=(vote,))).id
    with pytest.raises(Refused, match=r"không thông qua nghị quyết \(10/20\)"):
        facts_of(office, "F8", meeting_id)


def test_a_draft_may_be_taken_to_the_meeting_but_is_issued_only_after_the_vote(office):
    meeting_id = planned(office)
    preview = issuing.preview(office, "F8", meeting_id)
    assert preview.pdf.startswith(b"%PDF")
    assert any("Chưa ghi biểu quyết" in warning for warning in preview.warnings)
    with pytest.raises(Refused, match="chưa ghi ngày họp và giờ kết thúc"):
        issuing.issue(office, "F8", meeting_id, day=date(2026, 12, 3))
    held = meetings.save(office, replace(filled(office), votes=())).id
    with pytest.raises(Refused, match="Chưa ghi biểu quyết"):
        issuing.issue(office, "F8", held, day=date(2026, 3, 5))


def test_what_a_resolution_lacks_is_told_before_it_is_issued(office):
    meeting_id = approved(office)
    assert issuing.preview(office, "F8", meeting_id).warnings == ("Chi bộ chưa tự chấm điểm kỳ sinh hoạt.",)


# The score sheet


def test_before_the_cell_scored_the_sheet_is_blank_and_can_only_be_printed(office):
    meeting_id = planned(office)
    facts = facts_of(office, "F9", meeting_id)
    assert facts.is_blank
    assert facts.present is None
    assert facts.lines[0].points == ""
    assert issuing.preview(office, "F9", meeting_id).pdf.startswith(b"%PDF")
    with pytest.raises(Refused, match="chưa tự chấm điểm"):
        issuing.issue(office, "F9", meeting_id, day=date(2026, 12, 3))


def test_the_stored_score_fills_the_sheet_beside_that_of_the_higher_level(office):
    meeting_id = approved(office)
    score(office, meeting_id, less=Decimal("2.5"))
    score(office, meeting_id, ScoreKind.IN_CHARGE, less=Decimal(5))
    facts = facts_of(office, "F9", meeting_id)
    by_code = {line.code: line for line in facts.lines}
    assert (by_code["4"].points, by_code["4"].higher) == ("37,5", "35")
    assert (by_code["4.2"].points, by_code["4.2"].higher) == ("22,5", "20")
    assert (facts.total, facts.higher_total, facts.rating) == ("97,5", "95", "Tốt")
    assert (facts.present, facts.expected, facts.minutes) == (21, 22, 105)
    assert facts.limits_to_fix == "Ít ý kiến."
    assert facts.confirmer == "Trần Phụ Trách 1"
    assert (facts.bands[0].rating, facts.bands[0].least) == ("Tốt", "90")


def test_the_official_score_goes_before_that_of_the_member_in_charge(office):
    meeting_id = approved(office)
    score(office, meeting_id)
    score(office, meeting_id, ScoreKind.IN_CHARGE, less=5)
    score(office, meeting_id, ScoreKind.OFFICIAL, less=10)
    assert facts_of(office, "F9", meeting_id).higher_total == "90"


@pytest.mark.parametrize("is_scored", [False, True])
def test_the_sheet_of_the_shipped_table_fits_on_a_page(office, is_scored):
    meeting_id = approved(office)
    if is_scored:
        score(office, meeting_id)
    assert issuing.preview(office, "F9", meeting_id).pdf.count(b"/Type /Page\n") == 1


def test_a_meeting_of_the_committee_is_not_scored(office):
    meeting_id = planned(office, kind=MeetingType.EXTRAORDINARY)
    with pytest.raises(Refused, match="chỉ dùng cho sinh hoạt chi bộ; buổi này là sinh hoạt chi bộ đột xuất"):
        facts_of(office, "F9", meeting_id)


def test_a_cell_without_a_secretary_is_told_where_to_enter_one(office):
    draft = started(office, number=2, month=12)
    meeting_id = meetings.save(office, draft).id
    with office.work("test", "Thôi giữ chức") as session:
        for post in session.query(Post):
            session.delete(post)
    for kind in ("F1", "F2", "F8", "F9"):
        with pytest.raises(Refused, match="Chi bộ chưa có bí thư"):
            facts_of(office, kind, meeting_id)
