"""Meetings from roll call to approved minutes, on a real data file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bontot_desktop.db.house import History
from bontot_desktop.db.models.cells import Cell, CellName, Post
from bontot_desktop.db.models.meetings import Task
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.errors import NotFound, Problems, Refused
from bontot_desktop.rules.meetings import Attendance, MeetingState, MeetingType, TaskState
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import history, meetings
from tests.meeting_office import approved, cell_id, filled, make_office, started


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def acts(office) -> int:
    with office.read() as session:
        return session.query(History).count()


def test_a_new_meeting_starts_with_everyone_expected_present_and_the_secretary_in_the_chair(office):
    draft = started(office)
    assert len(draft.roster) == 22
    assert {line.attendance for line in draft.roster} == {Attendance.PRESENT}
    assert draft.line(draft.chair_id).name == "Nguyễn Ví Dụ An"
    assert (draft.starts_at, draft.place) == (time(19, 30), "Nhà văn hóa thôn Mẫu 1")
    assert len(draft.agenda) == 16
    assert acts(office) == 1


def test_people_who_are_exempt_or_away_are_on_the_roster_but_not_expected(office):
    with office.work("test", "Miễn") as session:
        member = session.query(Member).first()
        session.add(StatusRow(member_id=member.id, cell_id=cell_id(office), status=MemberStatus.EXEMPT))
        who = member.id
    line = started(office).line(who)
    assert (line.status, line.attendance) == (MemberStatus.EXEMPT, Attendance.NOT_EXPECTED)


def test_the_deputy_takes_the_chair_when_there_is_no_secretary(office):
    with office.work("test", "Thôi") as session:
        session.query(Post).order_by(Post.id).first().to_on = date(2026, 1, 1)
    draft = started(office)
    assert draft.line(draft.chair_id).name == "Nguyễn Ví Dụ Ân"


def test_a_saved_meeting_reads_back_as_it_was(office):
    draft = filled(office)
    saved = meetings.save(office, draft)
    again = meetings.load(office, saved.id)
    for name in ("starts_at", "ends_at", "place", "chair_id", "minute_taker_id", "sections", "theme"):
        assert getattr(again, name) == getattr(draft, name)
    assert [c.text for c in again.contributions] == [c.text for c in draft.contributions]
    assert [c.member_id for c in again.contributions] == [c.member_id for c in draft.contributions]
    assert [line.attendance for line in again.roster] == [line.attendance for line in draft.roster]


def test_a_save_that_changes_nothing_writes_nothing(office):
    saved = meetings.save(office, filled(office))
    before = acts(office)
    meetings.save(office, meetings.load(office, saved.id))
    assert acts(office) == before


def test_lines_keep_their_identity_when_one_is_removed_and_others_move(office):
    saved = meetings.save(office, filled(office))
    draft = meetings.load(office, saved.id)
    moved = replace(draft, contributions=(draft.contributions[2], draft.contributions[0]))
    meetings.save(office, moved)
    again = meetings.load(office, saved.id)
    assert [c.id for c in again.contributions] == [draft.contributions[2].id, draft.contributions[0].id]


def test_a_guest_and_an_item_can_go_together_with_or_without_what_was_said_there(office):
    draft = filled(office)
    said = (
        meetings.ContributionDraft("Nhân dân đồng tình.", guest=0, agenda=3),
        meetings.ContributionDraft("Nhất trí.", member_id=draft.roster[3].member_id, agenda=3),
    )
    draft = meetings.load(office, meetings.save(office, replace(draft, contributions=said)).id)
    kept = replace(draft.contributions[1], agenda=None)
    agenda = draft.agenda[:3] + draft.agenda[4:]
    meetings.save(office, replace(draft, guests=(), agenda=agenda, contributions=(kept,)))
    again = meetings.load(office, draft.id)
    assert (len(again.agenda), again.guests, [c.text for c in again.contributions]) == (15, (), ["Nhất trí."])


def test_a_task_spoken_of_at_a_later_meeting_cannot_be_dropped(office):
    march = meetings.save(office, filled(office, month=3)).id
    approved(office, month=4)
    draft = meetings.load(office, march)
    with pytest.raises(Refused, match="đã được đánh giá ở kỳ sau"):
        meetings.save(office, replace(draft, tasks=()))


def test_the_roster_of_a_held_meeting_keeps_names_and_posts_when_the_register_changes(office):
    saved = meetings.save(office, filled(office))
    with office.work("test", "Đổi tên") as session:
        for member in session.query(Member):
            member.full_name = f"{member.full_name} Khác"
        for post in session.query(Post):
            post.to_on = date(2026, 1, 1)
    draft = meetings.load(office, saved.id)
    assert draft.line(draft.chair_id).name == "Nguyễn Ví Dụ An"
    with pytest.raises(Refused, match="giữ nguyên"):
        meetings.retake_roster(office, draft, date(2026, 4, 1))
    with pytest.raises(Refused, match="đã họp"):
        meetings.save(office, replace(draft, roster=draft.roster[:10] + draft.roster[11:]))


def test_a_planned_meeting_takes_the_roster_of_its_new_day(office):
    draft = replace(started(office, month=12), state=MeetingState.PLANNED)
    draft = meetings.load(office, meetings.save(office, draft).id)
    with office.work("test", "Vào") as session:
        session.query(StatusRow).first().to_on = date(2026, 12, 10)
    later = meetings.retake_roster(office, draft, date(2026, 12, 20))
    assert len(later.roster) == len(draft.roster) - 1


def test_one_attendance_can_be_changed_by_itself(office):
    saved = meetings.save(office, filled(office))
    who = meetings.load(office, saved.id).roster[5].member_id
    meetings.set_attendance(office, saved.id, who, Attendance.ABSENT_UNEXCUSED)
    assert meetings.load(office, saved.id).line(who).attendance is Attendance.ABSENT_UNEXCUSED


def test_a_second_regular_meeting_in_a_month_is_refused_and_a_themed_one_is_not(office):
    meetings.save(office, filled(office))
    with pytest.raises(Problems, match="đã có kỳ sinh hoạt thường kỳ tháng 3/2026") as refused:
        meetings.save(office, filled(office, kind=MeetingType.COMBINED))
    assert refused.value.problems[0].field == "month"
    meetings.save(office, filled(office, kind=MeetingType.THEMED))


def test_a_cancelled_meeting_makes_room_for_another_in_the_month(office):
    saved = meetings.save(office, filled(office))
    meetings.cancel(office, saved.id)
    meetings.save(office, filled(office))


def test_a_meeting_not_held_counts_nobody_is_not_typed_in_and_can_be_taken_back(office):
    saved = meetings.save(office, filled(office))
    meetings.cancel(office, saved.id)
    (row,) = meetings.list_meetings(office, 2026)
    assert (row.expected, row.present, row.speakers, row.contributions, row.minutes, row.rate) == (
        0,
        0,
        0,
        0,
        None,
        None,
    )
    draft = meetings.load(office, saved.id)
    with pytest.raises(Refused, match="ghi là không họp nên không ghi gì thêm được"):
        meetings.save(office, replace(draft, place="Nơi khác"))
    meetings.reinstate(office, saved.id)
    assert meetings.load(office, saved.id).state is MeetingState.DRAFTED
    assert meetings.list_meetings(office, 2026)[0].expected == 22
    with pytest.raises(Refused, match="không ghi là không họp"):
        meetings.reinstate(office, saved.id)


def test_a_meeting_not_held_is_not_taken_back_beside_another_of_its_month(office):
    saved = meetings.save(office, filled(office))
    meetings.cancel(office, saved.id)
    meetings.save(office, filled(office))
    with pytest.raises(Problems, match="đã có kỳ sinh hoạt thường kỳ tháng 3/2026"):
        meetings.reinstate(office, saved.id)


def test_minutes_that_tell_nothing_are_not_approved(office):
    bare = replace(filled(office), contributions=(), votes=(), tasks=(), sections={"conclusion": "Nhất trí."})
    saved = meetings.save(office, bare)
    said = meetings.reasons_not_to_approve(meetings.load(office, saved.id))
    assert said == ["Biên bản còn trống: chưa ghi nội dung, ý kiến phát biểu, biểu quyết, nhiệm vụ nào."]
    thin = replace(filled(office), contributions=(), tasks=())
    assert meetings.reasons_not_to_approve(thin) == []
    assert meetings.thin_parts(thin) == ["ý kiến phát biểu (tỷ lệ phát biểu tính là 0)", "phân công nhiệm vụ"]


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        (lambda d: replace(d, month=13), "month", "từ 1 đến 12"),
        (lambda d: replace(d, held_on=None), "held_on", "Chưa ghi ngày"),
        (lambda d: replace(d, ends_at=d.starts_at), "ends_at", "trùng giờ bắt đầu"),
        (lambda d: replace(d, minute_taker_id=d.chair_id), "minute_taker_id", "hai đồng chí khác nhau"),
        (lambda d: replace(d, chair_id=9999), "chair_id", "không có trong danh sách"),
        (lambda d: replace(d, breaks_min=-1), "breaks_min", "không được âm"),
        (lambda d: replace(d, guests=(meetings.GuestDraft(" "),)), "guests.0.name", "họ tên đại biểu"),
        (lambda d: replace(d, tasks=(meetings.TaskDraft(""),)), "tasks.0.text", "Chưa ghi nhiệm vụ"),
        (lambda d: replace(d, agenda=(meetings.AgendaDraft(""),)), "agenda.0.title", "chương trình"),
        (
            lambda d: replace(d, contributions=(meetings.ContributionDraft("Nói"),)),
            "contributions.0.speaker",
            "Chưa chọn người",
        ),
        (
            lambda d: replace(d, votes=(meetings.VoteDraft("Nghị quyết", votes_for=19, abstained=2),)),
            "votes.0.votes_for",
            "chỉ 20 đảng viên được biểu quyết (20 = 22 − 2 dự bị)",
        ),
        (
            lambda d: replace(d, votes=(meetings.VoteDraft("Nghị quyết", votes_for=5, base=18),)),
            "votes.0.base_reason",
            "phải ghi lý do",
        ),
    ],
)
def test_what_cannot_be_saved_is_said_beside_its_field(office, change, field, words):
    with pytest.raises(Problems) as refused:
        meetings.save(office, change(filled(office)))
    assert (field, True) in [(problem.field, words in problem.sentence) for problem in refused.value.problems]


def test_a_base_set_by_hand_is_kept_with_its_reason(office):
    vote = meetings.VoteDraft("Kết nạp", votes_for=15, base=19, base_reason="01 đồng chí không được biểu quyết")
    saved = meetings.save(office, replace(filled(office), votes=(vote,)))
    found = meetings.load(office, saved.id).votes[0]
    assert (found.base, found.base_reason) == (19, "01 đồng chí không được biểu quyết")


def test_the_base_is_explained_in_figures(office):
    assert meetings.base_sentence(started(office)) == "20 = 22 − 2 dự bị"
    assert meetings.base_sentence(started(office, number=2)) == "5"


def test_speakers_are_counted_once_and_the_chair_not_at_all(office):
    draft = filled(office)
    chaired = replace(
        draft, contributions=(*draft.contributions, meetings.ContributionDraft("Kết luận.", member_id=draft.chair_id))
    )
    assert len(meetings.speakers(chaired)) == 2
    counted = replace(chaired, settings=meetings.MeetingSettings(chair_counts_as_speaker=True))
    assert len(meetings.speakers(counted)) == 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: replace(d, ends_at=time(20, 30)), "kéo dài 60 phút, quy định ít nhất 90 phút"),
        (lambda d: replace(d, held_on=date(2026, 4, 2)), "họp ngày 02/04/2026"),
        (lambda d: replace(d, tasks=(meetings.TaskDraft("Sớm", due_on=date(2026, 1, 1)),)), "thời hạn trước ngày họp"),
        (lambda d: replace(d, chair_id=d.roster[-2].member_id), "được phân công chủ trì"),
    ],
)
def test_what_looks_wrong_is_said_and_blocks_nothing(office, change, words):
    draft = change(filled(office))
    assert any(words in sentence for sentence in meetings.warnings(draft))
    meetings.save(office, draft)


def test_an_evening_meeting_may_end_after_midnight(office):
    draft = replace(filled(office), starts_at=time(22, 30), ends_at=time(0, 15))
    assert meetings.minutes_long(draft) == 105
    assert meetings.warnings(draft) == []


def test_all_reasons_against_approval_come_at_once(office):
    draft = started(office)
    draft = meetings.mark(draft, draft.chair_id, Attendance.ABSENT_EXCUSED)
    saved = meetings.save(office, draft)
    with pytest.raises(Problems) as refused:
        meetings.approve(office, saved.id, 18)
    sentences = " ".join(problem.sentence for problem in refused.value.problems)
    for words in ("giờ kết thúc", "chủ trì nhưng đang ghi là vắng", "Chưa chọn thư ký", "chưa ghi lý do", "kết luận"):
        assert words in sentences


@pytest.mark.parametrize("count", [0, 22, 10])
def test_minutes_need_the_agreement_of_more_than_half_of_those_present_who_may_vote(office, count):
    saved = meetings.save(office, filled(office))
    with pytest.raises(
        Problems, match=r"từ 1 đến 20: 20 đồng chí có mặt được biểu quyết \(21 có mặt, 1 không biểu quyết\)|hơn một nửa"
    ):
        meetings.approve(office, saved.id, count)


def test_approved_minutes_can_only_be_added_to(office):
    meeting_id = approved(office)
    draft = meetings.load(office, meeting_id)
    assert (draft.state, draft.approved_for) == (MeetingState.APPROVED, 20)
    for act in (
        lambda: meetings.save(office, replace(draft, place="Nơi khác")),
        lambda: meetings.set_attendance(office, meeting_id, draft.roster[0].member_id, Attendance.LATE),
        lambda: meetings.cancel(office, meeting_id),
    ):
        with pytest.raises(Refused):
            act()
    meetings.add_addendum(office, meeting_id, "Sửa họ tên đồng chí vắng.", "Nguyễn Ví Dụ Ân")
    assert [row.text for row in meetings.load(office, meeting_id).addenda] == ["Sửa họ tên đồng chí vắng."]


def test_minutes_that_are_not_approved_are_mended_and_not_added_to(office):
    saved = meetings.save(office, filled(office))
    with pytest.raises(Refused, match="sửa thẳng"):
        meetings.add_addendum(office, saved.id, "Sửa.", "Ai đó")
    with pytest.raises(Problems):
        meetings.add_addendum(office, saved.id, " ", "")


def test_open_tasks_come_back_at_the_next_meeting_until_one_closes_them(office):
    approved(office, month=3)
    april = started(office, month=4)
    assert [(r.text, r.state_at_start) for r in april.task_reviews] == [
        ("Rà soát hộ nghèo", "Quá hạn"),
        ("Dọn vệ sinh đường thôn", "Đang làm"),
    ]
    approved(office, month=4)
    may = started(office, month=5)
    assert [r.text for r in may.task_reviews][:1] == ["Dọn vệ sinh đường thôn"]
    assert len(may.task_reviews) == 3
    with office.read() as session:
        done = session.query(Task).filter_by(state=TaskState.DONE).one()
        assert (done.result, done.text) == ("Đã xong.", "Rà soát hộ nghèo")


def test_what_a_meeting_said_of_a_task_stays_when_a_later_one_closes_it(office):
    march, april = approved(office, month=3), approved(office, month=4)
    approved(office, month=5)
    said = meetings.load(office, april).task_reviews
    assert [(r.text, r.state) for r in said] == [
        ("Rà soát hộ nghèo", TaskState.DONE),
        ("Dọn vệ sinh đường thôn", TaskState.OPEN),
    ]
    assert meetings.load(office, march).task_reviews == ()


def test_a_renamed_cell_keeps_its_old_name_on_old_meetings(office):
    saved = meetings.save(office, filled(office))
    with office.work("test", "Đổi tên") as session:
        cell = session.get(Cell, cell_id(office))
        cell.names[0].to_on = date(2026, 6, 30)
        cell.names.append(CellName(name="Chi bộ thôn Mẫu Mới", from_on=date(2026, 7, 1)))
        cell.name = "Chi bộ thôn Mẫu Mới"
    assert meetings.load(office, saved.id).cell_name == "Chi bộ thôn Mẫu 1"
    assert started(office, month=8).cell_name == "Chi bộ thôn Mẫu Mới"


def test_the_list_gives_figures_of_each_meeting(office):
    approved(office, month=3)
    approved(office, number=2, month=3)
    rows = meetings.list_meetings(office, 2026)
    assert [(row.cell_name, row.present, row.expected, row.speakers, row.contributions) for row in rows] == [
        ("Chi bộ thôn Mẫu 1", 21, 22, 2, 3),
        ("Chi bộ thôn Mẫu 2", 4, 5, 2, 3),
    ]
    assert rows[0].minutes == 105
    assert meetings.list_meetings(office, 2025) == []


def test_what_is_not_there_is_said_in_a_sentence(office):
    with pytest.raises(NotFound, match="Không còn buổi sinh hoạt này"):
        meetings.load(office, 99)
    with pytest.raises(NotFound, match="Không còn chi bộ này"):
        meetings.start(office, 99, MeetingType.REGULAR, 2026, 3, date(2026, 3, 3))


def test_the_history_names_the_meeting_an_act_was_about(office):
    held = meetings.save(office, filled(office, month=3)).id
    meetings.cancel(office, meetings.save(office, started(office, month=4)).id)
    meetings.approve(office, held, 20)
    meetings.add_addendum(office, held, "Sửa họ tên đồng chí vắng.", "Nguyễn Ví Dụ Ân")
    said = [line.sentence for line in history.of_record(office, "meeting", held)]
    assert said == [
        "Bổ sung, đính chính biên bản sinh hoạt chi bộ thường kỳ tháng 3/2026 của Chi bộ thôn Mẫu 1",
        "Thông qua biên bản sinh hoạt chi bộ thường kỳ tháng 3/2026 của Chi bộ thôn Mẫu 1",
        "Lập biên bản sinh hoạt chi bộ thường kỳ tháng 3/2026 của Chi bộ thôn Mẫu 1",
    ]
    assert history.recent(office)[2].sentence == (
        "Ghi là không họp: sinh hoạt chi bộ thường kỳ tháng 4/2026 của Chi bộ thôn Mẫu 1"
    )


def test_a_meeting_that_was_held_is_not_planned_again(office):
    draft = meetings.load(office, meetings.save(office, filled(office)).id)
    with pytest.raises(Refused, match="đã họp"):
        meetings.save(office, replace(draft, state=MeetingState.PLANNED))
