"""The road of a cell's entry up to its verified dossier: every transition and every guard by its rule (T1–T7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.dossiers import DossierItem
from bontot_desktop.rules.recognition import CampaignState, EntryState, QualityLevel, Reason
from bontot_desktop.services import (
    campaigns,
    dossiers,
    entries,
    entry_scores,
    holds,
    recognition,
    registrations,
    verifications,
)
from bontot_desktop.services.dossiers import Receipt, ReturnDraft
from bontot_desktop.services.holds import HoldDraft
from bontot_desktop.services.registrations import Aims, Pledge, Registration
from bontot_desktop.services.verifications import Confirmation, OpinionDraft
from tests import recognition_office as made

DAY = date(2026, 11, 10)
HELD = HoldDraft("Có đơn tố cáo về quản lý quỹ.", "Đơn nhận ngày 12/11/2026; Ủy ban Kiểm tra đang xác minh", DAY)
RETURN = ReturnDraft(("Thiếu biên bản họp chi bộ.", "Bảng điểm chưa ký."), date(2026, 11, 18), date(2026, 11, 12))


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def entry(office):
    """The first cell of an open campaign, registered."""
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    made.register(office, [first])
    return first


def state(office, entry_id):
    return row(office, entry_id).state


def row(office, entry_id):
    with office.read() as session:
        campaign_id = session.get_one(CellEntry, entry_id).campaign_id
    return next(line for line in entries.list_entries(office, campaign_id) if line.id == entry_id)


def fields(caught):
    return [problem.field for problem in caught.value.problems]


def self_score(office, entry_id, **changes):
    """Let a cell score itself; nothing is verified."""
    sheet = made.full_sheet(entry_scores.sheet(office, entry_id))
    only_self = tuple(replace(line, verified_points=None, note="") for line in sheet.lines)
    entry_scores.save(office, replace(sheet, lines=only_self, verified_on=None, **changes))


def submitted(office, entry_id):
    self_score(office, entry_id)
    dossiers.receive_whole(office, [entry_id], Receipt(DAY))
    assert state(office, entry_id) is EntryState.SUBMITTED


# T1


def test_t1_a_cell_is_registered_with_what_its_form_says(office, entry):
    aims = Aims(
        target_level=QualityLevel.GOOD,
        target_good_percent=Decimal("87.5"),
        target_admissions=2,
        register_meeting_on=date(2026, 3, 2),
        register_votes_for=9,
        register_vote_base=10,
        pledges=(Pledge("1", "Hoàn thành 15 tiêu chí nông thôn mới", "Quý IV", "Bí thư"),),
    )
    registrations.register(office, [entry], Registration(date(2026, 3, 5), targets="Giữ vững danh hiệu", aims=aims))
    kept = registrations.registration(office, entry)
    assert (kept.aims, kept.targets, kept.signer) == (aims, "Giữ vững danh hiệu", "Lê Văn Thử 1")
    assert state(office, entry) is EntryState.REGISTERED


def test_t1_needs_the_day_of_the_form(office, entry):
    with pytest.raises(Problems) as caught:
        registrations.register(office, [entry], Registration(None))
    assert fields(caught) == ["registered_on"]


def test_t1_needs_who_signed(office, entry):
    with office.work("test", "Thôi chức vụ") as work:
        cell = work.get_one(CellEntry, entry).cell
        for post in list(cell.posts):
            work.delete(post)
    with pytest.raises(Problems, match="hãy ghi người ký"):
        registrations.register(office, [entry], Registration(date(2026, 3, 5)))


def test_t1_after_the_deadline_needs_a_reason_and_stays_flagged(office, entry):
    late = Registration(date(2026, 3, 11))
    with pytest.raises(Problems, match=r"Đăng ký sau hạn 10/03/2026"):
        registrations.register(office, [entry], late)
    registrations.register(office, [entry], replace(late, late_reason="Chờ kiện toàn chi ủy."))
    assert (row(office, entry).is_late, row(office, entry).late_reason) == (True, "Chờ kiện toàn chi ủy.")


def test_t1_more_votes_than_voters_are_refused(office, entry):
    aims = Aims(register_votes_for=11, register_vote_base=10)
    with pytest.raises(Problems, match="Số tán thành 11 nhiều hơn số được biểu quyết 10"):
        registrations.register(office, [entry], Registration(date(2026, 3, 5), aims=aims))


# T2


def test_t2_a_cell_withdraws_by_its_paper(office, entry):
    with pytest.raises(Problems, match="văn bản xin rút đăng ký"):
        registrations.withdraw(office, entry, "  ")
    registrations.withdraw(office, entry, "Công văn số 02-CV/CB ngày 10/4/2026")
    assert state(office, entry) is EntryState.WITHDRAWN


def test_t2_a_cell_that_scored_itself_does_not_withdraw_any_more(office, entry):
    self_score(office, entry)
    with pytest.raises(Refused, match="không chuyển sang “Rút đăng ký” được"):
        registrations.withdraw(office, entry, "Công văn số 02-CV/CB")


# T3


def test_t3_a_whole_sheet_adopted_by_the_cell_makes_it_self_scored(office, entry):
    self_score(office, entry)
    assert state(office, entry) is EntryState.SELF_SCORED


def test_t3_waits_for_every_item_for_the_meeting_and_for_more_than_half(office, entry):
    sheet = made.full_sheet(entry_scores.sheet(office, entry))
    lines = tuple(replace(line, verified_points=None) for line in sheet.lines)
    gap = tuple(replace(line, self_points=None) if line.code == "1.1" else line for line in lines)
    for short in (
        replace(sheet, lines=gap),
        replace(sheet, lines=lines, self_scored_on=None),
        replace(sheet, lines=lines, self_votes_for=5, self_vote_base=10),
    ):
        entry_scores.save(office, short)
        assert state(office, entry) is EntryState.REGISTERED


def test_t3_t6_days_to_come_and_years_gone_by_are_refused_at_their_field(office, entry):
    sheet = made.full_sheet(entry_scores.sheet(office, entry))
    for field in ("self_scored_on", "verified_on"):
        with pytest.raises(Problems, match="ở sau hôm nay") as caught:
            entry_scores.save(office, replace(sheet, **{field: date(2030, 1, 1)}))
        assert [problem.field for problem in caught.value.problems] == [field]
    with pytest.raises(Problems, match="hãy xem lại năm"):
        registrations.register(office, [entry], Registration(date(1990, 3, 1), "Nguyễn Văn Ví Dụ"))
    with pytest.raises(Problems, match="hãy xem lại năm"):
        holds.hold(office, entry, replace(HELD, on=date(1999, 11, 20)))


def test_t3_a_base_of_one_in_a_cell_of_many_and_nobody_counted_there_are_pointed_out(office, entry):
    sheet = replace(entry_scores.sheet(office, entry), full_members=12, self_votes_for=1, self_vote_base=1)
    told = " ".join(entry_scores.warnings(replace(sheet, self_present=None)))
    assert "1 chưa bằng một nửa 12 đảng viên chính thức" in told
    assert "Chưa ghi số đảng viên có mặt" in told


# T4


def test_t4_a_whole_dossier_is_handed_in(office, entry):
    submitted(office, entry)
    kept = dossiers.load(office, entry)
    assert (kept.submitted_on, [line.item for line in kept.lines if not line.is_there]) == (
        DAY,
        [DossierItem.ACHIEVEMENTS],
    )


def test_t4_waits_for_every_paper_of_the_checklist(office, entry):
    self_score(office, entry)
    draft = dossiers.load(office, entry)
    assert [line.item for line in draft.lines if line.is_there] == [
        DossierItem.REGISTRATION,
        DossierItem.SELF_SCORE,
        DossierItem.MINUTES,
    ]
    short = tuple(replace(line, is_there=line.item is not DossierItem.REMARK) for line in draft.lines)
    dossiers.save(office, replace(draft, submitted_on=DAY, lines=short))
    listed = dossiers.list_dossiers(office, campaigns.list_campaigns(office)[0].id)[0]
    assert (listed.state, listed.there, listed.asked) == (EntryState.SELF_SCORED, 7, 8)
    assert listed.missing == ("Hồ sơ còn thiếu: Nhận xét của đảng ủy viên phụ trách.",)
    dossiers.ask_for(office, set(dossiers.asked_items(office)) - {DossierItem.REMARK})
    dossiers.save(office, dossiers.load(office, entry))
    assert state(office, entry) is EntryState.SUBMITTED


def test_t4_waits_for_the_day_of_receipt(office, entry):
    self_score(office, entry)
    draft = dossiers.load(office, entry)
    dossiers.save(office, replace(draft, lines=tuple(replace(line, is_there=True) for line in draft.lines)))
    assert state(office, entry) is EntryState.SELF_SCORED
    with pytest.raises(Problems, match="sau hôm nay"):
        dossiers.save(office, replace(draft, submitted_on=date(2027, 1, 5)))


def test_t4_after_the_deadline_needs_a_reason_and_stays_flagged(office, entry):
    self_score(office, entry)
    campaign = campaigns.load(office, campaigns.list_campaigns(office)[0].id)
    campaigns.save(office, replace(campaign, self_score_until=date(2026, 11, 8), dossier_until=DAY))
    late = Receipt(date(2026, 11, 12))
    with pytest.raises(Problems, match=r"Hồ sơ nộp sau hạn 10/11/2026; hãy ghi lý do"):
        dossiers.receive_whole(office, [entry], late)
    dossiers.receive_whole(office, [entry], replace(late, late_reason="Bí thư ốm."))
    kept = dossiers.list_dossiers(office, campaigns.list_campaigns(office)[0].id)[0]
    assert (kept.is_late, kept.late_reason, kept.state) == (True, "Bí thư ốm.", EntryState.SUBMITTED)


def test_t4_no_dossier_is_taken_of_a_cell_that_did_not_register(office, entry):
    registrations.strike(office, entry)
    with pytest.raises(Refused, match="chưa đăng ký thi đua"):
        dossiers.receive_whole(office, [entry], Receipt(DAY))


# T5


def test_t5_a_dossier_goes_back_with_its_defects_and_comes_again(office, entry):
    submitted(office, entry)
    dossiers.give_back(office, entry, RETURN)
    assert state(office, entry) is EntryState.RETURNED
    first = dossiers.defects_of(office, entry)[0]
    dossiers.take_again(office, entry, date(2026, 11, 16), fixed=[first.id])
    assert state(office, entry) is EntryState.RETURNED
    dossiers.take_again(office, entry, date(2026, 11, 17))
    assert state(office, entry) is EntryState.SUBMITTED
    assert [defect.fixed_on for defect in dossiers.defects_of(office, entry)] == [
        date(2026, 11, 16),
        date(2026, 11, 17),
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"defects": (" ",)}, "defects"),
        ({"due_on": None}, "due_on"),
        ({"returned_on": None}, "returned_on"),
        ({"due_on": date(2026, 11, 11)}, "due_on"),
        ({"returned_on": date(2026, 11, 9)}, "returned_on"),
    ],
)
def test_t5_needs_a_defect_a_new_deadline_and_days_in_order(office, entry, change, field):
    submitted(office, entry)
    with pytest.raises(Problems) as caught:
        dossiers.give_back(office, entry, replace(RETURN, **change))
    assert fields(caught) == [field]
    assert state(office, entry) is EntryState.SUBMITTED


def test_t5_nothing_is_given_back_that_was_not_handed_in(office, entry):
    with pytest.raises(Refused, match="không chuyển sang “Trả lại bổ sung” được"):
        dossiers.give_back(office, entry, RETURN)


def test_t5_mended_after_the_new_deadline_needs_a_reason(office, entry):
    submitted(office, entry)
    dossiers.give_back(office, entry, RETURN)
    with pytest.raises(Problems, match=r"Bổ sung hồ sơ sau hạn 18/11/2026"):
        dossiers.take_again(office, entry, date(2026, 11, 20))
    dossiers.take_again(office, entry, date(2026, 11, 20), late_reason="Chờ họp chi bộ.")
    kept = dossiers.list_dossiers(office, campaigns.list_campaigns(office)[0].id)[0]
    assert (kept.state, kept.is_late, kept.late_reason) == (EntryState.SUBMITTED, True, "Chờ họp chi bộ.")


# T6


def verify(office, entry_id):
    entry_scores.save(office, made.full_sheet(entry_scores.sheet(office, entry_id)))


def test_t6_a_dossier_is_verified_when_every_item_has_its_score_and_the_commission_confirmed(office, entry):
    submitted(office, entry)
    verifications.confirm(office, [entry], Confirmation(date(2026, 11, 14), text="Không có đảng viên vi phạm."))
    assert state(office, entry) is EntryState.SUBMITTED
    verify(office, entry)
    assert state(office, entry) is EntryState.VERIFIED


def test_t6_waits_for_the_inspection_commission(office, entry):
    submitted(office, entry)
    verify(office, entry)
    assert state(office, entry) is EntryState.SUBMITTED
    kept = dossiers.list_dossiers(office, campaigns.list_campaigns(office)[0].id)[0]
    assert kept.missing == ("Chưa ghi xác nhận của Ủy ban Kiểm tra Đảng ủy.",)
    draft = replace(
        verifications.load(office, entry),
        by="Tổ thẩm định",
        confirmed_by=verifications.COMMISSION,
        confirmed_on=date(2026, 11, 14),
        opinions=(OpinionDraft("Ủy ban MTTQ xã", "Nhất trí.", DAY),),
    )
    verifications.save(office, draft)
    assert state(office, entry) is EntryState.VERIFIED
    assert verifications.load(office, entry) == draft


def test_t6_a_confirmation_needs_who_and_when(office, entry):
    with pytest.raises(Problems, match="Chưa ghi ngày xác nhận"):
        verifications.confirm(office, [entry], Confirmation(None))
    with pytest.raises(Problems, match="Chưa ghi cơ quan xác nhận"):
        verifications.confirm(office, [entry], Confirmation(DAY, by=" "))


def test_t6_a_difference_of_a_point_needs_its_note(office, entry):
    submitted(office, entry)
    sheet = made.full_sheet(entry_scores.sheet(office, entry), c1_2="4")
    lines = tuple(replace(line, note="") for line in sheet.lines)
    with pytest.raises(Problems, match="hãy ghi lý do chênh lệch"):
        entry_scores.save(office, replace(sheet, lines=lines))


# T7


def test_t7_a_case_is_held_and_goes_back_to_where_its_dossier_stands(office, entry):
    submitted(office, entry)
    holds.hold(office, entry, HELD)
    assert (state(office, entry), holds.of(office, entry)) == (EntryState.ON_HOLD, HELD)
    holds.release(office, entry, "Kết luận số 05: tố cáo sai.", date(2026, 11, 20))
    assert state(office, entry) is EntryState.SUBMITTED


@pytest.mark.parametrize("field", ["reason", "source", "on"])
def test_t7_holding_needs_the_reason_its_source_and_the_day(office, entry, field):
    with pytest.raises(Problems) as caught:
        holds.hold(office, entry, replace(HELD, **{field: None if field == "on" else " "}))
    assert fields(caught) == [field]
    assert state(office, entry) is EntryState.REGISTERED


def test_t7_is_let_go_only_with_the_conclusion_and_not_before_it_was_held(office, entry):
    holds.hold(office, entry, HELD)
    with pytest.raises(Problems, match="Hãy ghi kết luận"):
        holds.release(office, entry, "", date(2026, 11, 20))
    with pytest.raises(Problems, match=r"trước ngày tạm dừng \(10/11/2026\)"):
        holds.release(office, entry, "Tố cáo sai.", date(2026, 11, 9))
    holds.release(office, entry, "Tố cáo sai.", date(2026, 11, 20))
    assert state(office, entry) is EntryState.REGISTERED
    with pytest.raises(Refused, match="không ở bước “Tạm dừng xét”"):
        holds.release(office, entry, "Tố cáo sai.", date(2026, 11, 20))


def test_t7_a_returned_dossier_that_was_held_is_still_to_be_mended(office, entry):
    submitted(office, entry)
    dossiers.give_back(office, entry, RETURN)
    holds.hold(office, entry, replace(HELD, on=date(2026, 11, 13)))
    holds.release(office, entry, "Tố cáo sai.", date(2026, 11, 14))
    assert state(office, entry) is EntryState.RETURNED


def test_t7_a_proposal_that_is_held_is_to_be_concluded_on_again(office):
    _, ids = made.reviewed(office)
    recognition.propose(office, ids[0])
    holds.hold(office, ids[0], replace(HELD, on=date(2026, 11, 20)))
    holds.release(office, ids[0], "Tố cáo sai.", date(2026, 11, 21))
    assert state(office, ids[0]) is EntryState.VERIFIED


def test_t7_a_cell_that_did_not_register_is_not_held(office):
    campaign_id = made.open_campaign(office)
    with pytest.raises(Refused, match="không chuyển sang “Tạm dừng xét” được"):
        holds.hold(office, made.entry_ids(office, campaign_id)[0], HELD)


def test_a_refusal_of_a_returned_dossier_looked_at_again_finds_its_defects_waiting(office, entry):
    submitted(office, entry)
    dossiers.give_back(office, entry, RETURN)
    recognition.refuse(office, entry, [recognition.ReasonDraft(Reason.R02)])
    recognition.reconsider(office, entry)
    assert state(office, entry) is EntryState.RETURNED


def test_the_campaign_goes_on_with_what_is_recorded_of_its_cells(office, entry):
    def reached():
        return campaigns.list_campaigns(office)[0].state

    assert reached() is CampaignState.REGISTRATION_OPEN
    submitted(office, entry)
    assert reached() is CampaignState.SELF_SCORING
    dossiers.give_back(office, entry, RETURN)
    assert reached() is CampaignState.VERIFYING
