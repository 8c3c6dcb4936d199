"""The movement of a year: briefings, commitments, papers of the cells, models, and its figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.movement import BriefingForm, BriefingKind, FindKind
from bontot_desktop.rules.papers import Issuer, PaperState
from bontot_desktop.rules.periods import whole_year
from bontot_desktop.rules.recognition import CampaignState
from bontot_desktop.services.movement import briefings, commitments, finds, papers
from bontot_desktop.services.movement.briefings import BriefingDraft
from bontot_desktop.services.movement.commitments import SigningDraft
from bontot_desktop.services.movement.finds import FindDraft
from bontot_desktop.services.movement.totals import totals, totals_of
from bontot_desktop.services.office import Office
from tests import paper_office
from tests import recognition_office as made

YEAR = made.YEAR
LAUNCH = BriefingDraft(
    YEAR, BriefingKind.LAUNCH, held_on=date(2026, 3, 6), subject="Phát động, ký giao ước", participants=120, called=126
)


@pytest.fixture
def office(tmp_path) -> Iterator[Office]:
    opened = made.make_office(tmp_path)
    with opened.work("test", "Thêm đảng viên") as work:
        second = Member(full_name="Phạm Thị Thử Hai", card_no="00000099")
        work.add(second)
        second.statuses.append(StatusRow(cell_id=paper_office.cell_id(opened, 1), status=MemberStatus.PROBATIONARY))
    yield opened
    opened.close()


def _cells(office: Office) -> list[int]:
    return [row.id for row in commitments.list_cells_signed(office, YEAR)]


def _said(raised: pytest.ExceptionInfo[Problems]) -> dict[str, str]:
    return {one.field: one.sentence for one in raised.value.problems}


def test_a_briefing_is_listed_with_who_held_it_and_how_many_came(office):
    cells = _cells(office)
    briefings.save(office, LAUNCH)
    own = replace(LAUNCH, kind=BriefingKind.BRIEFING, cell_id=cells[0], held_on=date(2026, 3, 8), called=None)
    briefings.save(office, own)
    newest, launch = briefings.list_briefings(office, YEAR)
    assert (launch.holder, launch.attendance) == ("Đảng ủy", "120/126")
    assert (newest.holder, newest.attendance) == ("Chi bộ thôn Mẫu 1", "120")
    briefings.save(office, replace(launch.draft, form=BriefingForm.BOTH, sessions=3))
    assert briefings.list_briefings(office, YEAR)[1].draft.sessions == 3
    briefings.remove(office, launch.id)
    assert [row.id for row in briefings.list_briefings(office, YEAR)] == [newest.id]


def test_a_briefing_without_day_or_words_or_of_another_time_is_refused_with_sentences(office):
    with pytest.raises(Problems) as empty:
        briefings.save(office, BriefingDraft(YEAR, sessions=0, participants=-1))
    assert _said(empty) == {
        "held_on": "Chưa ghi ngày tổ chức.",
        "subject": "Chưa ghi nội dung quán triệt, triển khai.",
        "sessions": "Số buổi từ 1 trở lên.",
        "participants": "Số lượt người dự từ 0 đến 99999.",
    }
    with pytest.raises(Problems) as ahead:
        briefings.save(office, replace(LAUNCH, held_on=date(2026, 12, 1)))
    assert _said(ahead)["held_on"] == "Ngày 01/12/2026 chưa tới; hãy ghi khi đã làm."
    with pytest.raises(Problems) as before:
        briefings.save(office, replace(LAUNCH, held_on=date(2025, 5, 1)))
    assert _said(before)["held_on"] == "Ngày 01/05/2025 không thuộc phong trào năm 2026; hãy xem lại năm."


def test_a_whole_cell_signs_in_one_act_and_whoever_signed_before_keeps_the_day(office):
    cells = _cells(office)
    first = commitments.members_signed(office, YEAR, cells[0])[0]
    commitments.save_members(office, YEAR, cells[0], {first.id: date(2026, 3, 2)})
    commitments.sign(office, YEAR, cells[:2], SigningDraft(date(2026, 3, 6)))
    rows = commitments.list_cells_signed(office, YEAR)
    assert rows[0].is_whole
    assert rows[0].last_on == date(2026, 3, 6)
    assert rows[2].missing == rows[2].members
    assert rows[2].signed_on is None
    days = {one.id: one.signed_on for one in commitments.members_signed(office, YEAR, cells[0])}
    assert days[first.id] == date(2026, 3, 2)
    assert set(days.values()) == {date(2026, 3, 2), date(2026, 3, 6)}
    assert commitments.told(rows).startswith("2/4 chi bộ, ")


def test_members_of_a_cell_that_signs_alone_are_missing(office):
    cells = _cells(office)
    commitments.sign(office, YEAR, cells[:1], SigningDraft(date(2026, 3, 6), with_members=False))
    row = commitments.list_cells_signed(office, YEAR)[0]
    assert row.signed_on
    assert row.missing == row.members
    assert not row.is_whole
    commitments.take_back(office, YEAR, cells[:1])
    assert commitments.list_cells_signed(office, YEAR)[0].signed_on is None
    with pytest.raises(Refused, match="chưa ký cam kết"):
        commitments.take_back(office, YEAR, cells[:1])


def test_a_day_of_signing_that_is_wrong_stands_with_its_member(office):
    cells = _cells(office)
    first = commitments.members_signed(office, YEAR, cells[0])[0]
    with pytest.raises(Problems) as raised:
        commitments.save_members(office, YEAR, cells[0], {first.id: date(2027, 3, 2)})
    assert list(_said(raised)) == [f"signed_on:{first.id}"]
    with pytest.raises(Problems):
        commitments.sign(office, YEAR, cells, SigningDraft())
    with pytest.raises(Refused, match="chọn ít nhất một chi bộ"):
        commitments.sign(office, YEAR, [], SigningDraft(date(2026, 3, 6)))


def test_papers_the_cells_report_are_kept_by_kind_and_emptied_again(office):
    cells = _cells(office)
    papers.save(office, YEAR, {(cells[0], "KH"): 2, (cells[0], "CV"): 0, (cells[1], "KH"): 1})
    rows = papers.sheet(office, YEAR).rows
    assert (rows[0].numbers, rows[0].total) == ({"KH": 2, "CV": 0}, 2)
    papers.save(office, YEAR, {(cells[0], "KH"): None, (cells[1], "KH"): 3})
    rows = papers.sheet(office, YEAR).rows
    assert (rows[0].numbers, rows[1].numbers) == ({"CV": 0}, {"KH": 3})
    with pytest.raises(Problems) as raised:
        papers.save(office, YEAR, {(cells[0], "KH"): 1000, (cells[0], "?"): 1})
    assert set(_said(raised)) == {f"KH:{cells[0]}", f"?:{cells[0]}"}


def test_papers_of_the_committee_are_counted_by_kind_when_they_are_about_the_movement(office):
    campaign_id = made.open_campaign(office)

    def paper(series: str, title: str, **more) -> Paper:
        return Paper(
            kind=more.pop("kind", ""),
            issuer=more.pop("issuer", Issuer.STANDING_COMMITTEE),
            state=more.pop("state", PaperState.ISSUED),
            title=title,
            series=series,
            dated_on=date(2026, 3, 1),
            year=YEAR,
            facts={},
            **more,
        )

    with office.work("test", "Văn bản") as work:
        work.add_all(
            [
                paper("KH/ĐU", "xây dựng", campaign_id=campaign_id),
                paper("KH/ĐU", "xây dựng “Chi bộ 4 tốt”"),
                paper("HD/ĐU", "chấm điểm Chi bộ bốn tốt"),
                paper("QĐ/ĐU", "kiện toàn chi ủy"),
                paper("KH/CB", "xây dựng “Chi bộ 4 tốt”", issuer=Issuer.CELL),
                paper("QĐ/ĐU", "công nhận", campaign_id=campaign_id, state=PaperState.WITHDRAWN),
                paper("QĐ/ĐU", "công nhận xếp loại", kind="D18", period=whole_year(YEAR).code),
                paper("QĐ/ĐU", "công nhận xếp loại", kind="D18", period=whole_year(YEAR - 1).code),
            ]
        )
    counts = papers.sheet(office, YEAR).committee
    assert papers.told(counts) == "02 kế hoạch, 01 hướng dẫn, 01 quyết định"


def test_a_good_deed_asks_for_its_month_and_an_outstanding_member_for_the_person(office):
    cells = _cells(office)
    with pytest.raises(Problems) as deed:
        finds.save(office, FindDraft(YEAR))
    assert set(_said(deed)) == {"cell_id", "month", "title"}
    with pytest.raises(Problems) as person:
        finds.save(office, FindDraft(YEAR, cells[0], FindKind.OUTSTANDING_MEMBER, title="Làm kinh tế giỏi", month=12))
    assert _said(person) == {
        "month": "Tháng 12/2026 chưa tới.",
        "member_id": "Chưa chọn đảng viên điển hình.",
    }


def test_the_same_find_is_not_written_twice_and_what_is_copied_is_worth_copying(office):
    cells = _cells(office)
    draft = FindDraft(YEAR, cells[0], FindKind.MODEL, 5, title="Tuyến đường tự quản")
    kept = finds.save(office, draft).id
    with pytest.raises(Problems, match="đã có mục này"):
        finds.save(office, replace(draft, title="tuyến đường  tự quản"))
    with pytest.raises(Problems, match="Nhân rộng"):
        finds.save(office, replace(draft, id=kept, copied_by="Chi bộ thôn Mẫu 2"))
    finds.mark_worth_copying(office, [kept], on=True)
    finds.save(office, replace(draft, id=kept, is_worth_copying=True, copied_by="Chi bộ thôn Mẫu 2"))
    with pytest.raises(Refused, match="đã có nơi làm theo"):
        finds.mark_worth_copying(office, [kept], on=False)
    assert finds.year_of(office, kept) == YEAR


def test_the_year_is_counted_for_its_report(office):
    cells = _cells(office)
    briefings.save(office, replace(LAUNCH, sessions=2))
    briefings.save(office, replace(LAUNCH, kind=BriefingKind.BRIEFING, cell_id=cells[0], form=BriefingForm.ONLINE))
    commitments.sign(office, YEAR, cells[:3], SigningDraft(date(2026, 3, 6)))
    papers.save(office, YEAR, {(cells[0], "KH"): 2, (cells[1], "KH"): 1, (cells[1], "BC"): 0})
    finds.save(office, FindDraft(YEAR, cells[0], FindKind.GOOD_DEED, 4, title="Tặng quà"))
    finds.save(office, FindDraft(YEAR, cells[1], FindKind.GOOD_DEED, 4, title="Sửa đường"))
    finds.save(office, FindDraft(YEAR, cells[1], FindKind.PRACTICE, title="Họp tổ trước", is_worth_copying=True))
    found = totals(office, YEAR)
    assert (found.cells, found.cells_signed, found.unsigned) == (4, 3, ("Chi bộ thôn Mẫu 4",))
    assert (found.sessions, found.participants, found.cells_briefed) == (3, 240, 1)
    assert [(one.in_person, one.online) for one in (*found.by_committee, *found.by_cells)] == [(2, 0), (0, 1)]
    assert papers.told(found.cell_papers) == "03 kế hoạch"
    assert found.cells_reporting == 2
    assert found.deeds_by_month[3] == 2
    assert [(one.kind, one.number, one.cells, one.worth_copying) for one in found.finds] == [
        (FindKind.GOOD_DEED, 2, 2, 0),
        (FindKind.PRACTICE, 1, 1, 1),
    ]
    assert [one.title for one in found.told] == ["Họp tổ trước"]
    assert found.models == 1
    with office.read() as session:
        assert totals_of(session, YEAR, office.today()) == found


def test_a_closed_year_stays_as_it_is(office):
    campaign_id = made.open_campaign(office)
    kept = briefings.save(office, LAUNCH).id
    with office.work("test", "Kết thúc") as work:
        row = work.get(Campaign, campaign_id)
        assert row is not None
        row.state = CampaignState.CLOSED
    cells = _cells(office)
    for act in (
        lambda: briefings.save(office, LAUNCH),
        lambda: briefings.remove(office, kept),
        lambda: commitments.sign(office, YEAR, cells, SigningDraft(date(2026, 3, 6))),
        lambda: commitments.save_members(office, YEAR, cells[0], {}),
        lambda: papers.save(office, YEAR, {}),
        lambda: finds.save(office, FindDraft(YEAR, cells[0], FindKind.MODEL, title="Mô hình")),
    ):
        with pytest.raises(Refused, match="số liệu đã chốt"):
            act()
