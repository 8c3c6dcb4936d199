"""Certificates of members: who may get one, their own decision and certificate, and the day the money was paid out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.db.models.members import Member
from bontot_desktop.db.models.ratings import MemberRating
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.recognition import AwardKind, QualityLevel
from bontot_desktop.rules.year_ratings import RatingStanding
from bontot_desktop.services import (
    award_budget,
    award_payments,
    award_register,
    awards,
    campaigns,
    certificates,
    history,
    issuing,
    papers,
    undo,
)
from bontot_desktop.services.member_papers import ListWish
from tests import recognition_office as made
from tests.pdf_words import words

DAY = date(2026, 11, 21)
YEAR, FIVE = AwardKind.MEMBER, AwardKind.MEMBER_FIVE_YEARS


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def campaign(office):
    """Return the campaign; the members of the first three cells are rated excellent, the fourth's is not."""
    campaign_id = made.open_campaign(office)
    for number in range(1, 5):
        rate(office, number, 2026, QualityLevel.EXCELLENT if number < 4 else QualityLevel.GOOD)
    return campaign_id


def member_id(office, number):
    with office.read() as session:
        return session.query(Member).filter_by(full_name=f"Lê Văn Thử {number}").one().id


def rate(office, number, year, level=QualityLevel.EXCELLENT, standing=RatingStanding.DECIDED):
    from tests.paper_office import cell_id

    key, cell = member_id(office, number), cell_id(office, number)
    with office.work("test", "Xếp loại") as work:
        work.add(MemberRating(member_id=key, cell_id=cell, year=year, level=level, standing=standing))


def give(office, campaign_id, kind=YEAR, count=2, **changes):
    chosen = [row.id for row in awards.candidates(office, campaign_id, kind)][:count]
    drafts = [replace(draft, **changes) for draft in awards.propose(office, campaign_id, chosen, kind)]
    awards.save_all(office, campaign_id, kind, drafts)
    return awards.list_awards(office, campaign_id)


def test_members_rated_excellent_are_offered_cell_by_cell_with_the_share_of_their_kind(office, campaign):
    rows = awards.candidates(office, campaign, YEAR)
    assert [(row.cell, row.of_cell) for row in rows] == [
        (f"Lê Văn Thử {number}", f"Chi bộ thôn Mẫu {number}") for number in (1, 2, 3)
    ]
    (first, second) = give(office, campaign)
    assert (first.cell, first.member_id, first.money, first.certificate_no) == (
        "Lê Văn Thử 1",
        member_id(office, 1),
        Decimal(702_000),
        "01",
    )
    assert first.achievement == 'xuất sắc, đạt tiêu chuẩn "Hoàn thành xuất sắc nhiệm vụ" năm 2026'
    assert second.certificate_no == "02"


def test_a_member_who_was_not_rated_excellent_or_is_named_twice_is_refused_by_name(office, campaign):
    (draft,) = awards.propose(office, campaign, [member_id(office, 1)], YEAR)
    fourth = replace(draft, member_id=member_id(office, 4), certificate_no="09")
    with pytest.raises(Problems, match="Lê Văn Thử 4 chưa được xếp loại “Hoàn thành xuất sắc nhiệm vụ” của năm"):
        awards.save_all(office, campaign, YEAR, [fourth])
    with pytest.raises(Problems, match="Lê Văn Thử 1 được ghi hai lần"):
        awards.save_all(office, campaign, YEAR, [draft, replace(draft, certificate_no="10")])


def test_five_years_of_a_member_are_asked_for_and_count_once(office, campaign):
    assert awards.candidates(office, campaign, FIVE) == []
    for year in range(2022, 2026):
        rate(office, 1, year)
    assert [row.id for row in awards.candidates(office, campaign, FIVE)] == [member_id(office, 1)]
    (row,) = give(office, campaign, FIVE)
    assert row.money == Decimal(2_340_000)
    assert row.achievement.endswith("5 năm liền (2022 - 2026)")
    rate(office, 1, 2027)
    later = made.open_campaign(office, year=2027)
    assert awards.candidates(office, later, FIVE) == []


def test_the_decision_on_members_is_its_own_with_name_and_cell_and_leaves_that_on_cells_alone(office, campaign):
    give(office, campaign)
    text = words(issuing.preview(office, "D14M", campaign, day=DAY).pdf)
    assert "Tặng Giấy khen cho 02 (hai) đảng viên đã có thành tích xuất sắc" in text
    assert "0,3 lần mức lương cơ sở/người (bằng 702.000 đồng)" in text
    assert "tổng số tiền thưởng là 1.404.000 đồng" in text
    assert "Lê Văn Thử 1 Chi bộ thôn Mẫu 1 702.000" in text
    assert "Căn cứ kết quả đánh giá, xếp loại chất lượng đảng viên năm 2026" in text
    with pytest.raises(Refused, match="Chưa chọn chi bộ nào"):
        issuing.preview(office, "D14", campaign, day=DAY)
    assert not awards.are_decided(office, campaign)
    issued = issuing.issue(office, "D14M", campaign, day=DAY)
    assert awards.are_decided(office, campaign)
    assert papers.row(office, issued.paper_id).about == "Tặng giấy khen năm 2026 cho 02 đảng viên"
    with pytest.raises(Refused, match="muốn sửa danh sách"):
        awards.save_all(office, campaign, YEAR, [])


def test_a_rating_that_is_only_proposed_and_five_years_are_warned_of(office, campaign):
    for year in range(2021, 2026):
        rate(office, 1, year)
    with office.work("test", "Đề nghị") as work:
        for rating in work.query(MemberRating).filter_by(year=2026):
            rating.standing = RatingStanding.PROPOSED
    give(office, campaign, FIVE)
    said = issuing.preview(office, "D14M", campaign, day=DAY).warnings
    assert "Xếp loại năm 2026 của đồng chí Lê Văn Thử 1 chưa có quyết định." in said
    assert any("cấp ủy cấp trên trực tiếp của tổ chức cơ sở đảng tặng" in one for one in said)


def test_a_members_certificate_names_the_person_above_the_cell(office, campaign):
    give(office, campaign)
    issuing.issue(office, "D14M", campaign, day=DAY)
    assert certificates.waiting(office, campaign) == []
    assert len(certificates.issue_all(office, campaign, members=True).issued) == 2
    text = words(certificates.print_all(office, campaign, members=True))
    assert "Đồng chí Lê Văn Thử 1 Chi bộ thôn Mẫu 1, Đảng bộ xã Ví Dụ" in text
    assert "Vào sổ số: 01" in text
    register = award_register.paper(office).make(ListWish(day=DAY))
    assert "Lê Văn Thử 2, Chi bộ thôn Mẫu 2" in str(register)


def test_the_day_of_payment_is_written_for_many_checked_and_taken_back(office, campaign):
    rows = give(office, campaign)
    ids = [row.id for row in rows]
    assert award_payments.payable(office, campaign) == []
    with pytest.raises(Problems, match="Chưa có quyết định tặng giấy khen cho Lê Văn Thử 1"):
        award_payments.pay(office, ids, DAY)
    issuing.issue(office, "D14M", campaign, day=DAY)
    for day, said in ((date(2026, 11, 20), "ở trước quyết định tặng giấy khen"), (date(2027, 1, 5), "chưa đến")):
        with pytest.raises(Problems, match=said):
            award_payments.pay(office, ids, day)
    with pytest.raises(Problems, match="Chưa chọn khoản thưởng nào"):
        award_payments.pay(office, [], DAY)
    award_payments.pay(office, ids, DAY)
    assert [row.paid_on for row in award_payments.payable(office, campaign)] == [DAY, DAY]
    undo.take_back(office, history.recent(office)[0].id)
    assert [row.paid_on for row in award_payments.payable(office, campaign)] == [None, None]


def test_a_closed_year_refuses_another_list(office, campaign):
    from bontot_desktop.db.models.recognition import Campaign
    from bontot_desktop.rules.recognition import CampaignState

    with office.work("test", "Kết thúc") as work:
        campaigns.find(work, campaign).state = CampaignState.CLOSED
        assert work.get(Campaign, campaign) is not None
    with pytest.raises(Refused, match="đã kết thúc"):
        awards.save_all(office, campaign, YEAR, [])


def test_the_budget_counts_members_as_given_and_as_due(office, campaign):
    give(office, campaign)
    for year in range(2023, 2026):
        rate(office, 1, year)
    found = {line.kind: line for line in award_budget.forecast(office, 2027).lines}
    assert (found[YEAR].number, found[FIVE].number) == (2, 1)
    assert found[FIVE].why == "đảng viên đủ 5 năm liền vào năm 2027 nếu tiếp tục đạt"
