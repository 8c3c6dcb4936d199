"""“Đảng viên 5 tốt” of a year: an option, filled by cells, decided by one paper, apart from the title of cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.errors import NotFound, Problems, Refused
from bontot_desktop.rules.member_titles import MemberCount, MemberRules, Typed
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.recognition import CampaignState, EntryState, QualityLevel, Severity, TitleKind
from bontot_desktop.services import (
    campaign_closing,
    campaigns,
    composing,
    issuing,
    member_titles,
    rating_facts,
    title_years,
    year_run,
)
from tests import recognition_office
from tests import title_office as made
from tests.paper_office import cell_id
from tests.pdf_words import words

TITLE = TitleKind.MEMBER_5_GOOD


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def states(office, campaign_id):
    with office.read() as session:
        rows = session.get_one(Campaign, campaign_id).members
        return {row.member.full_name: row.state for row in rows}


def line(office, campaign_id, name, number=1):
    sheet = member_titles.sheet(office, campaign_id, cell_id(office, number))
    return next(one for one in sheet.lines if one.full_name == name)


def test_nothing_is_there_until_the_office_opens_a_year_and_a_second_time_is_refused(office):
    assert title_years.of_year(office, 2026, TITLE) is None
    made.open_year(office)
    opened = title_years.of_year(office, 2026, TITLE)
    assert (opened.name, opened.register_until, opened.cut_off_on) == (
        "Đảng viên 5 tốt",
        date(2026, 3, 10),
        date(2026, 12, 31),
    )
    with pytest.raises(Refused, match="Năm 2026 đã mở đợt “Đảng viên 5 tốt”"):
        made.open_year(office)
    assert title_years.years(office, TITLE) == [2026]


def test_a_year_opened_by_mistake_goes_again_while_nothing_is_in_it(office):
    campaign_id = made.open_year(office)
    title_years.remove(office, campaign_id, TITLE)
    assert title_years.of_year(office, 2026, TITLE) is None
    campaign_id = made.open_year(office)
    made.write(office, campaign_id, 1, {"Lê Văn Thử 1": Typed(made.REGISTERED)})
    with pytest.raises(Refused, match="đã có số liệu hoặc văn bản nên không bỏ được"):
        title_years.remove(office, campaign_id, TITLE)


def test_next_year_begins_as_the_last_one_was_a_year_later_without_its_meeting(office):
    campaign_id = made.open_year(office)
    draft = title_years.of_year(office, 2026, TITLE)
    rules = MemberRules(QualityLevel.EXCELLENT, None)
    title_years.save(
        office,
        replace(draft, register_until=date(2026, 2, 28), review_on=made.SAT, plan_basis="Kế hoạch số 05", rules=rules),
    )
    title_years.open_year(office, 2028, TITLE)
    later = title_years.of_year(office, 2028, TITLE)
    assert (later.register_until, later.cut_off_on, later.review_on, later.plan_basis, later.rules) == (
        date(2028, 2, 28),
        date(2028, 12, 31),
        None,
        "",
        rules,
    )
    assert later.id != campaign_id


def test_a_cell_s_list_shows_its_own_members_with_the_criteria_and_the_full_members_who_vote(office):
    campaign_id = made.open_year(office)
    with office.work("test", "Miễn") as work:
        exempt = work.get_one(Member, made.member_id(office, "Nguyễn Thị Mẫu 1C"))
        exempt.statuses.append(StatusRow(cell_id=cell_id(office, 1), status=MemberStatus.EXEMPT))
    sheet = member_titles.sheet(office, campaign_id, cell_id(office, 1))
    assert [code for code, _ in sheet.criteria] == list("12345")
    assert sheet.criteria[1][1] == "Luôn gương mẫu"
    assert sheet.vote_base == 3
    assert [(one.full_name, one.lock) for one in sheet.lines] == [
        ("Lê Văn Thử 1", ""),
        ("Nguyễn Thị Mẫu 1A", ""),
        ("Nguyễn Thị Mẫu 1B", ""),
        ("Nguyễn Thị Mẫu 1C", "Không xét: miễn công tác và sinh hoạt đảng."),
    ]


def test_what_a_cell_hands_in_is_stored_counted_and_taken_off_again(office):
    campaign_id = made.proposed(office)
    one, two = member_titles.cells(office, campaign_id)
    assert one.counts == MemberCount(4, 3, 2, 2, 1, 0)
    assert (two.counts, two.voted_on) == (MemberCount(4, 1, 1, 1, 0, 0), made.VOTED)
    stored = line(office, campaign_id, "Nguyễn Thị Mẫu 1A")
    assert (stored.typed.votes_for, stored.typed.vote_base, stored.typed.voted_on) == (3, 4, made.VOTED)
    made.write(office, campaign_id, 1, {"Nguyễn Thị Mẫu 1B": Typed()})
    assert set(states(office, campaign_id)) == {"Lê Văn Thử 1", "Nguyễn Thị Mẫu 1A", "Lê Văn Thử 2"}


def test_a_proposal_that_cannot_be_names_the_member_and_changes_nothing(office):
    campaign_id = made.open_year(office)
    made.rate(office, "Nguyễn Thị Mẫu 1A", QualityLevel.COMPLETED)
    with pytest.raises(Problems) as caught:
        made.write(office, campaign_id, 1, {"Lê Văn Thử 1": made.good(), "Nguyễn Thị Mẫu 1A": made.good()})
    (problem,) = caught.value.problems
    assert problem.field == f"conclusion:{made.member_id(office, 'Nguyễn Thị Mẫu 1A')}"
    assert problem.sentence.startswith("Đồng chí Nguyễn Thị Mẫu 1A: Xếp loại năm 2026 là “Hoàn thành nhiệm vụ”")
    assert states(office, campaign_id) == {}


def test_a_member_disciplined_in_the_year_is_not_proposed_unless_the_office_only_notes_it(office):
    campaign_id = made.open_year(office)
    made.punish(office, "Lê Văn Thử 1")
    with pytest.raises(Problems, match="Bị kỷ luật trong năm nên không đề nghị được"):
        made.write(office, campaign_id, 1, {"Lê Văn Thử 1": made.good()})
    draft = title_years.of_year(office, 2026, TITLE)
    title_years.save(office, replace(draft, rules=MemberRules(QualityLevel.GOOD, Severity.SOFT)))
    made.write(office, campaign_id, 1, {"Lê Văn Thử 1": made.good()})
    assert states(office, campaign_id) == {"Lê Văn Thử 1": EntryState.PROPOSED}


def test_the_day_the_committee_sat_may_not_lie_ahead_and_another_set_not_come_after_the_ticks(office):
    campaign_id = made.open_year(office)
    with pytest.raises(Problems, match="Ngày họp xét ở sau hôm nay"):
        made.sit(office, campaign_id, date(2026, 12, 24))
    made.write(office, campaign_id, 1, {"Lê Văn Thử 1": Typed(made.REGISTERED, frozenset("1"))})
    draft = title_years.of_year(office, 2026, TITLE)
    with pytest.raises(Problems, match="không đổi bộ khác được"):
        title_years.save(office, replace(draft, criteria_set_id=draft.criteria_set_id - 1))


def test_the_decision_lists_the_members_by_cells_and_says_their_number(office):
    campaign_id = made.proposed(office)
    text = words(issuing.preview(office, "D13M", campaign_id, day=date(2026, 11, 21)).pdf)
    assert 'về công nhận "Đảng viên 5 tốt" năm 2026' in text
    assert "Công nhận 03 (ba) đảng viên thuộc Đảng bộ xã Ví Dụ đạt danh hiệu" in text
    assert "Chi bộ thôn Mẫu 1 (02 đồng chí)" in text
    assert "Chi bộ thôn Mẫu 2 (01 đồng chí)" in text
    assert "Căn cứ Biên bản họp Ban Thường vụ Đảng ủy ngày 20/11/2026" in text
    assert "Danh sách này có 03 (ba) đồng chí." in text
    assert "Nguyễn Thị Mẫu 1B" not in text


def test_issuing_recognises_and_taking_the_newest_number_back_puts_everything_as_before(office):
    campaign_id = made.proposed(office)
    before = states(office, campaign_id)
    issued = issuing.issue(office, "D13M", campaign_id, day=date(2026, 11, 21))
    assert states(office, campaign_id) == {
        "Lê Văn Thử 1": EntryState.RECOGNISED,
        "Nguyễn Thị Mẫu 1A": EntryState.RECOGNISED,
        "Nguyễn Thị Mẫu 1B": EntryState.NOT_RECOGNISED,
        "Lê Văn Thử 2": EntryState.RECOGNISED,
    }
    assert issued.title == "Công nhận “Đảng viên 5 tốt” năm 2026 đối với 03 đảng viên"
    with pytest.raises(Refused, match="đã có quyết định nên giữ nguyên"):
        made.write(office, campaign_id, 1, {"Nguyễn Thị Mẫu 1C": Typed(made.REGISTERED)})
    with pytest.raises(Refused, match="đã có quyết định nên giữ nguyên"):
        title_years.save(office, title_years.of_year(office, 2026, TITLE))
    issuing.take_back(office, issued.paper_id, "Sai tên")
    assert states(office, campaign_id) == before
    assert title_years.of_year(office, 2026, TITLE).state is CampaignState.REVIEWING


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda office, _: made.punish(office, "Lê Văn Thử 2"), "Lê Văn Thử 2, Chi bộ thôn Mẫu 2: Bị khiển trách"),
        (lambda office, campaign: made.sit(office, campaign, date(2026, 11, 5)), "họp sau ngày Ban Thường vụ họp xét"),
    ],
)
def test_what_changed_since_the_cells_voted_stops_the_decision_with_its_sentence(office, spoil, said):
    campaign_id = made.proposed(office)
    spoil(office, campaign_id)
    with pytest.raises(Refused, match=said):
        issuing.issue(office, "D13M", campaign_id, day=date(2026, 11, 21))


def test_a_member_who_moved_away_after_the_vote_stops_the_decision(office):
    campaign_id = made.proposed(office)
    key = made.member_id(office, "Lê Văn Thử 2")
    with office.work("test", "Chuyển đi") as work:
        member = work.get_one(Member, key)
        member.is_withdrawn, member.left_on = True, date(2026, 11, 15)
    gone = line(office, campaign_id, "Lê Văn Thử 2", 2)
    assert gone.notes[0].startswith("Không còn sinh hoạt ở chi bộ này")
    with pytest.raises(Refused, match="Lê Văn Thử 2, Chi bộ thôn Mẫu 2: Đồng chí không còn sinh hoạt ở chi bộ này"):
        issuing.issue(office, "D13M", campaign_id, day=date(2026, 11, 21))


def test_a_decision_before_the_committee_sat_or_without_anybody_is_refused(office):
    campaign_id = made.open_year(office)
    with pytest.raises(Refused, match="Chưa ghi ngày Ban Thường vụ họp xét"):
        issuing.issue(office, "D13M", campaign_id, day=date(2026, 11, 21))
    made.sit(office, campaign_id)
    with pytest.raises(Refused, match="Chưa có đảng viên nào được chi bộ đề nghị"):
        issuing.issue(office, "D13M", campaign_id, day=date(2026, 11, 21))
    made.write(office, campaign_id, 1, {"Lê Văn Thử 1": made.good()})
    with pytest.raises(Refused, match="ở trước ngày Ban Thường vụ họp xét 20/11/2026"):
        issuing.issue(office, "D13M", campaign_id, day=date(2026, 11, 19))


def test_a_closed_year_of_cells_keeps_the_members_as_they_were(office):
    campaign_id = made.proposed(office)
    of_cells = recognition_office.open_campaign(office)
    with office.work("test", "Kết thúc") as work:
        work.get_one(Campaign, of_cells).state = CampaignState.CLOSED
    for act in (
        lambda: made.write(office, campaign_id, 1, {"Nguyễn Thị Mẫu 1C": Typed(made.REGISTERED)}),
        lambda: title_years.save(office, title_years.of_year(office, 2026, TITLE)),
        lambda: issuing.issue(office, "D13M", campaign_id, day=date(2026, 11, 21)),
    ):
        with pytest.raises(Refused, match="Năm 2026 đã kết thúc"):
            act()
    with pytest.raises(Refused, match="nên không mở thêm đợt “Đảng bộ cơ sở 4 tốt” được"):
        title_years.open_year(office, 2026, TitleKind.COMMITTEE_4_GOOD)


def test_the_title_of_members_is_mixed_with_that_of_cells_nowhere(office):
    of_members = made.proposed(office)
    assert campaigns.list_campaigns(office) == []
    of_cells = recognition_office.open_campaign(office)
    assert [row.id for row in campaigns.list_campaigns(office)] == [of_cells]
    assert [row.id for row in campaigns.list_campaigns(office, TITLE)] == [of_members]
    assert [row.id for row in composing.choices(office, "D13", 2026)] == [of_cells]
    assert [row.id for row in composing.choices(office, "D13M", 2026)] == [of_members]
    meant = {"year": 2026, "cell_code": None, "meeting_id": None}
    assert issuing.meant(office, "D13M", **meant) == [of_members]
    assert issuing.meant(office, "D13", **meant) == [of_cells]
    with office.read() as session:
        assert session.query(CellEntry).filter_by(campaign_id=of_members).count() == 0
        assert rating_facts.cut_off(session, 2026) == date(2026, 12, 31)


def test_a_list_of_another_title_or_of_no_cell_is_not_found(office):
    of_cells = recognition_office.open_campaign(office)
    with pytest.raises(NotFound):
        member_titles.cells(office, of_cells)
    with pytest.raises(NotFound):
        member_titles.sheet(office, made.open_year(office), 999)


def test_the_papers_of_the_year_hold_the_decision_on_members_and_closing_tells_of_those_left(office):
    of_members = made.proposed(office)
    of_cells = recognition_office.open_campaign(office)
    left = "3 đảng viên được đề nghị “Đảng viên 5 tốt” chưa có quyết định công nhận."
    assert left in campaign_closing.warnings(office, of_cells)
    issuing.issue(office, "D13M", of_members, day=date(2026, 11, 21))
    assert left not in campaign_closing.warnings(office, of_cells)
    assert [row.kind_id for row in year_run.papers(office, of_cells)] == ["D13M"]
