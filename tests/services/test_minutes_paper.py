"""Minutes from stored meetings to paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bontot_desktop.db.models.cells import Cell, Post
from bontot_desktop.db.models.office import Term
from bontot_desktop.documents import minutes, minutes_wording
from bontot_desktop.documents.blocks import Table
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.services import issuing, meetings, statistic_settings
from bontot_desktop.services.sources import SOURCES, Issue, meeting_papers
from tests.meeting_office import NOW, approved, cell_id, filled, make_office


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def facts_of(office, meeting_id, kind="F5"):
    with office.read() as session:
        return SOURCES[kind].collect(session, meeting_id, Issue(None, None, "", NOW.date()))


def test_the_facts_carry_names_figures_and_the_votes_base(office):
    facts = facts_of(office, approved(office))
    assert (facts.head.issuer, facts.head.superior) == ("CHI BỘ THÔN MẪU 1", "ĐẢNG BỘ XÃ VÍ DỤ")
    assert facts.ballots[0].base_words == "20 = 22 − 2 dự bị"
    assert (facts.chair.name, facts.speakers, facts.approved_for) == ("Nguyễn Ví Dụ An", 2, 20)


def test_who_owes_dues_is_named_in_the_minutes_unless_the_office_leaves_names_out(office):
    draft = filled(office)
    roster = tuple(replace(line, owes_dues=at in (3, 5)) for at, line in enumerate(draft.roster))
    names = [line.name for line in roster if line.owes_dues]
    saved = meetings.save(office, replace(draft, roster=roster, dues_paid_count=20, dues_amount=None))
    facts = facts_of(office, saved.id)
    assert minutes_wording.dues(facts) == f"20/22 đồng chí đã nộp; chưa nộp: {names[0]}, {names[1]}"
    only_names = replace(facts, dues_paid_count=None)
    assert minutes_wording.dues(only_names) == f"chưa nộp: {names[0]}, {names[1]}"
    chosen = statistic_settings.load(office)
    statistic_settings.save(office, replace(chosen, meetings=replace(chosen.meetings, names_owing=False)))
    assert minutes_wording.dues(facts_of(office, saved.id)) == "20/22 đồng chí đã nộp"


def test_what_became_of_last_months_tasks_stands_in_the_minutes(office):
    approved(office, month=3)
    facts = facts_of(office, approved(office, month=4))
    built = minutes.kind_of(facts.kind).build(facts, FormatSettings())
    tables = [b for b in built.blocks if isinstance(b, Table)]
    assert tables[0].rows[0].cells == ("1", "Rà soát hộ nghèo", "Nguyễn Ví Dụ Châu", "Quá hạn", "Đã xong.")
    assert tables[0].rows[1].cells[4] == "Chưa xong, chuyển tiếp"


def test_minutes_can_be_seen_before_but_issued_only_after_they_are_approved(office):
    saved = meetings.save(office, filled(office))
    assert issuing.preview(office, "F5", saved.id).pdf.startswith(b"%PDF")
    with pytest.raises(Refused, match="chưa được chi bộ thông qua"):
        issuing.issue(office, "F5", saved.id, day=NOW.date())
    meetings.approve(office, saved.id, 20)
    issued = issuing.issue(office, "F5", saved.id, day=NOW.date())
    assert issued.number_text == ""


def test_a_themed_meeting_gives_themed_minutes(office):
    facts = facts_of(office, approved(office, kind=MeetingType.THEMED), "F6")
    assert facts.theme == "Chuyển đổi số ở thôn"
    assert "theme_conclusion" in facts.sections


def committee_meeting(office, number=1, month=3, held=(2026, 3, 1)):
    """Store what the committee of a cell said before the cell's own meeting, not approved yet."""
    draft = meetings.start(office, cell_id(office, number), MeetingType.COMMITTEE, 2026, month, date(*held))
    others = [line.member_id for line in draft.roster if line.member_id != draft.chair_id]
    draft = replace(
        draft,
        ends_at=time(20, 30),
        minute_taker_id=others[0],
        sections={"cell_agenda": "Dự thảo nghị quyết tháng 3.", "conclusion": "Thống nhất trình chi bộ."},
        tasks=(meetings.TaskDraft("Chuẩn bị hội trường", "Đồng chí Nguyễn Ví Dụ Ân", due_on=date(2026, 3, 2)),),
    )
    return meetings.save(office, draft).id


@pytest.mark.parametrize(
    ("type_", "kind", "asked"),
    [
        (MeetingType.THEMED, "F6", "F5"),
        (MeetingType.COMBINED, "F7", "F6"),
        (MeetingType.REGULAR, "F5", "F3"),
        (MeetingType.EXTRAORDINARY, "F5", "F7"),
    ],
)
def test_minutes_of_another_form_are_refused_by_naming_the_right_one(office, type_, kind, asked):
    saved = meetings.save(office, filled(office, kind=type_))
    assert meeting_papers.minutes_kind(type_) == kind
    with pytest.raises(Refused, match=rf"{type_.label}.* là {kind} .*không phải {asked}"):
        facts_of(office, saved.id, asked)
    assert facts_of(office, saved.id, kind).kind is type_


def test_the_command_line_means_the_newest_meeting_of_the_form(office):
    regular = approved(office, month=3)
    themed = approved(office, month=4, kind=MeetingType.THEMED)

    def meant(kind):
        return issuing.meant(office, kind, year=2026, cell_code="CB01", meeting_id=None)

    assert (meant("F5"), meant("F6")) == ([regular], [themed])
    with pytest.raises(NotFound, match="năm 2026 để lập biên bản sinh hoạt thường kỳ kết hợp chuyên đề"):
        meant("F7")


def test_a_committee_meeting_is_of_those_who_hold_a_post_that_day(office):
    meeting_id = committee_meeting(office)
    draft = meetings.load(office, meeting_id)
    assert [line.name for line in draft.roster] == ["Nguyễn Ví Dụ An", "Nguyễn Ví Dụ Ân", "Nguyễn Ví Dụ Bình"]
    assert (draft.agenda, draft.task_reviews) == ((), ())
    facts = facts_of(office, meeting_id, "F3")
    assert (facts.figures.expected, facts.consults) == (3, False)
    later = meetings.retake_roster(office, replace(draft, id=None), date(2026, 3, 2))
    assert len(later.roster) == 3


def test_a_cell_without_a_committee_consults_and_one_without_posts_is_told(office):
    with office.work("test", "Chỉ còn bí thư, phó bí thư") as work:
        second = work.query(Cell).filter_by(code="CB02").one().id
        for post in work.query(Post).all():
            if post.post is CellPost.COMMITTEE_MEMBER or post.cell_id == second:
                work.delete(post)
    facts = facts_of(office, committee_meeting(office), "F3")
    assert facts.consults
    assert minutes.one_line_summary(facts) == "hội ý bí thư, phó bí thư tháng 3 năm 2026"
    empty = meetings.start(office, cell_id(office, 2), MeetingType.COMMITTEE, 2026, 3, date(2026, 3, 1))
    assert any("hãy ghi chức vụ ở trang Chi bộ" in reason for reason in meetings.reasons_not_to_approve(empty))


def test_what_a_committee_prepares_is_no_task_of_the_cell(office):
    committee_meeting(office)
    assert meetings.start(office, cell_id(office), MeetingType.REGULAR, 2026, 3, date(2026, 3, 3)).task_reviews == ()


def test_a_committees_conclusion_is_numbered_dated_and_signed_by_the_secretary(office):
    with office.work("test", "Nhiệm kỳ của chi bộ") as work:
        work.add(Term(cell_id=cell_id(office), label="2025 - 2027", starts_on=date(2025, 1, 1)))
    meeting_id = committee_meeting(office)
    with pytest.raises(Refused, match="không thể đề ngày trước ngày họp"):
        issuing.issue(office, "F4", meeting_id, day=date(2026, 2, 28))
    issued = issuing.issue(office, "F4", meeting_id, day=date(2026, 3, 2))
    assert (issued.number_text, issued.title) == ("01-KL/CB", "Họp chi ủy tháng 3 năm 2026, Chi bộ thôn Mẫu 1")
    with office.read() as session:
        facts = SOURCES["F4"].collect(session, meeting_id, Issue(date(2026, 3, 2), 1, "KL/CB", NOW.date()))
    assert (facts.signer.authority, facts.signer.post, facts.signer.name) == ("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Ví Dụ An")
    assert (facts.minutes.head.day, facts.minutes.held_on) == (date(2026, 3, 2), date(2026, 3, 1))


def test_a_conclusion_needs_a_committee_meeting_that_concluded(office):
    regular = approved(office)
    with pytest.raises(Refused, match="chỉ lập từ cuộc họp chi ủy"):
        issuing.preview(office, "F4", regular)
    meeting_id = committee_meeting(office)
    draft = meetings.load(office, meeting_id)
    meetings.save(office, replace(draft, sections={"cell_agenda": "Dự thảo nghị quyết."}))
    with pytest.raises(Refused, match="Chưa ghi kết luận"):
        issuing.preview(office, "F4", meeting_id)
