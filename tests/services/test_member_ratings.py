"""The sheet of a cell's members at the year's end: who stands in it and why not, what is saved, counted and decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.db.models.members import Member, PenaltyRow, StatusRow
from bontot_desktop.db.models.ratings import MemberRating
from bontot_desktop.errors import NotFound, Problems
from bontot_desktop.rules import year_ratings
from bontot_desktop.rules.member_records import Penalty
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.rating_caps import CapGrouping
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.rules.year_ratings import NotEvaluated, RatingStanding, ReviewForm
from bontot_desktop.services import (
    campaigns,
    member_ratings,
    member_tallies,
    rating_decisions,
    rating_settings,
    ratings,
)
from bontot_desktop.services.member_ratings import MemberDraft
from bontot_desktop.services.rating_decisions import Rerating
from bontot_desktop.services.ratings import RatingDraft
from tests import paper_office

X, T, H, K = QualityLevel
YEAR = 2026


def add(work, name: str, *statuses: MemberStatus, cell_id: int = 1, admitted: date = date(2010, 5, 1)) -> int:
    """Put a member on a cell's roster."""
    standing = () if MemberStatus.TEMP_IN in statuses else (MemberStatus.FULL,)
    member = Member(full_name=name, admitted_on=admitted, birth_year=1980)
    work.add(member)
    work.flush()
    for status in {*standing, *statuses}:
        work.add(StatusRow(member_id=member.id, cell_id=cell_id, status=status, from_on=admitted))
    return int(member.id)


@pytest.fixture
def office(tmp_path):
    made = paper_office.make_office(tmp_path, cells=2)
    with made.work("test", "Đảng viên") as work:
        add(work, "Bùi Văn Mẫu")
        add(work, "Cao Thị Mẫu", MemberStatus.EXEMPT)
        add(work, "Đỗ Văn Mẫu", MemberStatus.SUSPENDED)
        add(work, "Hồ Thị Mẫu", admitted=date(2026, 7, 10))
        add(work, "Lê Văn Mẫu", admitted=date(2026, 6, 25))
        add(work, "Mai Thị Mẫu", MemberStatus.TEMP_OUT)
        add(work, "Ngô Văn Mẫu", MemberStatus.TEMP_IN)
    yield made
    made.close()


def line(office, name: str):
    return next(one for one in member_ratings.sheet(office, 1, YEAR).lines if one.full_name == name)


def save(office, name: str, **values):
    draft = replace(line(office, name).draft, **values)
    return member_ratings.save(office, 1, YEAR, [draft])


def save_all(office, level=T):
    for cell_id in (1, 2):
        lines = member_ratings.sheet(office, cell_id, YEAR).lines
        drafts = [replace(one.draft, level=level, cell_level=level) for one in lines if one.why is None]
        member_ratings.save(office, cell_id, YEAR, drafts)


def test_whoever_is_not_evaluated_appears_by_itself_with_the_reason(office):
    lines = member_ratings.sheet(office, 1, YEAR).lines
    assert {one.full_name: one.why for one in lines if one.why} == {
        "Cao Thị Mẫu": NotEvaluated.EXEMPT,
        "Đỗ Văn Mẫu": NotEvaluated.SUSPENDED,
        "Hồ Thị Mẫu": NotEvaluated.NEW,
    }
    assert "Ngô Văn Mẫu" not in [one.full_name for one in lines]
    assert "nhận xét" in line(office, "Mai Thị Mẫu").notes[0]
    assert [one.why is None for one in lines] == sorted((one.why is None for one in lines), reverse=True)


def test_the_columns_of_every_cell_add_up_to_its_members(office):
    save(office, "Bùi Văn Mẫu", level=X, cell_level=X)
    first = member_tallies.tallies(office, YEAR)[0].tally
    assert (first.total, first.exempt, first.suspended, first.new, first.evaluated) == (7, 1, 1, 1, 4)
    assert (first.excellent, first.waiting) == (1, 3)
    assert first.evaluated + first.exempt + first.suspended + first.new + first.other == first.total


@pytest.mark.parametrize("cut_off", [date(2026, 12, 31), date(2026, 12, 25), date(2026, 12, 24), date(2027, 1, 9)])
def test_cells_are_counted_as_their_sheets_say_on_any_cut_off_day(office, cut_off):
    campaigns.save(office, replace(campaigns.new_draft(office, YEAR), cut_off_on=cut_off))
    save(office, "Bùi Văn Mẫu", not_evaluated=NotEvaluated.OTHER, not_evaluated_note="Đi học cả năm.")
    for row in member_tallies.tallies(office, YEAR):
        lines = member_ratings.sheet(office, row.id, YEAR).lines
        assert row.tally == year_ratings.tally((line.draft.not_evaluated, line.draft.level) for line in lines)
        with office.read() as session:
            listed = [one for one in member_tallies.listed(session, YEAR) if one.cell_id == row.id]
        assert row.tally == year_ratings.tally((one.why, one.level) for one in listed)


def test_everything_of_a_draft_comes_back_and_what_is_the_same_is_not_written(office):
    values = {
        "cell_points": Decimal(80),
        "self_points": Decimal(85),
        "cell_level": T,
        "level": T,
        "state_level": T,
        "tasks_total": 10,
        "tasks_done": 10,
        "tasks_over": 1,
        "tasks_late": 0,
        "faults_mended": True,
        "votes_for": 4,
        "vote_base": 5,
    }
    save(office, "Bùi Văn Mẫu", **values)
    kept = line(office, "Bùi Văn Mẫu").draft
    assert {name: getattr(kept, name) for name in values} == values
    before = office.data.last_act()
    save(office, "Bùi Văn Mẫu")
    assert office.data.last_act() == before


def test_saving_a_sheet_writes_down_who_is_not_evaluated_too(office):
    save(office, "Bùi Văn Mẫu", level=T, cell_level=T)
    with office.read() as session:
        kept = {row.member.full_name: row.not_evaluated for row in session.query(MemberRating)}
    assert kept["Hồ Thị Mẫu"] is NotEvaluated.NEW
    assert kept["Bùi Văn Mẫu"] is None
    assert len(kept) == 4


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"cell_points": Decimal(80), "level": X, "cell_level": X}, "80 điểm ứng với mức “Hoàn thành tốt nhiệm vụ”"),
        ({"level": H, "cell_level": T}, "Chi bộ đề nghị HTTNV"),
        ({"cell_points": Decimal(101)}, "từ 0 đến 100"),
        ({"tasks_total": 3, "tasks_done": 4}, "nhiều hơn số được giao"),
        ({"votes_for": 6, "vote_base": 5}, "nhiều hơn số đảng viên biểu quyết"),
        ({"not_evaluated": NotEvaluated.OTHER}, "hãy ghi lý do"),
    ],
)
def test_a_line_that_cannot_be_is_refused_and_nothing_is_half_done(office, values, sentence):
    good = replace(line(office, "Lê Văn Mẫu").draft, level=T)
    bad = replace(line(office, "Bùi Văn Mẫu").draft, **values)
    with pytest.raises(Problems, match=sentence):
        member_ratings.save(office, 1, YEAR, [good, bad])
    with office.read() as session:
        assert session.query(MemberRating).count() == 0


def test_an_override_with_its_text_is_saved(office):
    save(office, "Bùi Văn Mẫu", cell_points=Decimal(80), level=X, cell_level=X, reason="Có thành tích đột xuất.")
    assert line(office, "Bùi Văn Mẫu").draft.level is X


def test_another_reason_not_to_evaluate_needs_its_words_and_takes_the_level_away(office):
    save(office, "Bùi Văn Mẫu", level=T, cell_level=T)
    save(office, "Bùi Văn Mẫu", not_evaluated=NotEvaluated.OTHER, not_evaluated_note="Đi học nước ngoài cả năm.")
    kept = line(office, "Bùi Văn Mẫu").draft
    assert (kept.level, kept.not_evaluated) == (None, NotEvaluated.OTHER)
    assert member_tallies.tallies(office, YEAR)[0].tally.other == 1


def test_somebody_who_left_the_cell_meanwhile_is_not_saved(office):
    draft = line(office, "Bùi Văn Mẫu").draft
    with pytest.raises(NotFound, match="không còn trong chi bộ"):
        member_ratings.save(office, 2, YEAR, [draft])


def test_a_level_above_that_of_the_official_warns_and_is_saved(office):
    draft = MemberDraft(1, level=X, state_level=T)
    assert member_ratings.warnings(draft) == ["Xếp loại đảng viên (HTXSNV) cao hơn xếp loại công chức (HTTNV)."]
    assert member_ratings.warnings(MemberDraft(1, level=T, state_level=T)) == []


def test_vector_15_a_fault_in_the_old_commune_is_shown_and_counts_for_the_old_unit(office):
    who = line(office, "Bùi Văn Mẫu").member_id
    with office.work("test", "Kỷ luật") as work:
        work.add(
            PenaltyRow(
                member_id=who,
                penalty=Penalty.REPRIMAND,
                decision_on=date(2026, 12, 3),
                fault_year=2024,
                fault_unit="Đảng bộ xã Mẫu cũ",
            )
        )
    found = line(office, "Bùi Văn Mẫu")
    told = member_ratings.suggestion(replace(found.draft, cell_points=Decimal(80)), YEAR, found.faults)
    assert told.level is T
    assert "tính cho nơi ấy" in told.questions[0]
    save(office, "Bùi Văn Mẫu", cell_points=Decimal(80), level=T, cell_level=T)


def test_a_fault_in_the_members_own_cell_counts_though_the_cell_is_named(office):
    who = line(office, "Bùi Văn Mẫu").member_id
    with office.work("test", "Kỷ luật") as work:
        work.add(
            PenaltyRow(
                member_id=who,
                penalty=Penalty.WARNING,
                decision_on=date(2026, 5, 3),
                fault_unit="chi bộ thôn mẫu 1",
            )
        )
    with pytest.raises(Problems, match="Bị cảnh cáo ngày 03/5/2026"):
        save(office, "Bùi Văn Mẫu", level=T, cell_level=T)


# Decided, counted, listed


def test_a_decided_sheet_stands_whatever_the_register_says_afterwards(office):
    save_all(office)
    ratings.save_all(office, [RatingDraft(1, YEAR, T), RatingDraft(2, YEAR, T)])
    rating_decisions.decide(office, YEAR, date(2026, 11, 20))
    with office.work("test", "Sửa ngày vào Đảng") as work:
        work.query(Member).filter_by(full_name="Hồ Thị Mẫu").one().admitted_on = date(2025, 1, 1)
    assert line(office, "Hồ Thị Mẫu").why is NotEvaluated.NEW
    assert member_tallies.tallies(office, YEAR)[0].tally.new == 1
    with pytest.raises(Problems, match="đã có quyết định"):
        save(office, "Bùi Văn Mẫu", level=H, cell_level=H)


def test_a_member_is_rated_again_and_the_old_result_stays(office):
    save_all(office)
    ratings.save_all(office, [RatingDraft(1, YEAR, T), RatingDraft(2, YEAR, T)])
    rating_decisions.decide(office, YEAR, date(2026, 11, 19))
    who = line(office, "Bùi Văn Mẫu").member_id
    rating_decisions.rerate_member(office, Rerating(who, YEAR, H, Decimal(60), "Kết luận.", date(2026, 11, 20)))
    assert line(office, "Bùi Văn Mẫu").draft.level is H
    story = rating_decisions.versions_of_member(office, who, YEAR)
    assert [(row.level, row.standing) for row in story] == [(T, RatingStanding.REPLACED), (H, RatingStanding.DECIDED)]


def test_the_cap_on_members_is_held_by_cell_by_group_or_for_all(office):
    save_all(office)
    save(office, "Bùi Văn Mẫu", level=X, cell_level=X)
    settings = rating_settings.load(office)
    counted = member_tallies.tallies(office, YEAR)
    by_cell = member_tallies.caps_of(counted, settings)
    assert [(cap.group, cap.excellent, cap.good) for cap in by_cell] == [
        ("Chi bộ thôn Mẫu 1", 1, 3),
        ("Chi bộ thôn Mẫu 2", 0, 1),
    ]
    (whole,) = member_tallies.caps_of(counted, replace(settings, members=CapGrouping.WHOLE))
    assert (whole.group, whole.excellent, whole.good) == ("", 1, 4)


def test_the_cap_may_be_held_among_those_of_one_position(office):
    for name, form, level in (("Bùi Văn Mẫu", ReviewForm.LEADER, X), ("Lê Văn Mẫu", ReviewForm.OUTSIDE, T)):
        save(office, name, form=form, level=level, cell_level=level)
    settings = replace(rating_settings.load(office), members=CapGrouping.POSITION)
    rating_settings.save(office, settings)
    found = member_tallies.caps(office, YEAR, member_tallies.tallies(office, YEAR), settings)
    assert [(cap.group, cap.excellent, cap.good) for cap in found] == [
        (ReviewForm.LEADER.label, 1, 0),
        (ReviewForm.OUTSIDE.label, 0, 1),
    ]
    over = "Mẫu 2A: giữ chức vụ lãnh đạo, quản lý: 1 xuất sắc, được 0 (20 % của 0); vượt 1."
    assert rating_decisions.missing(office, YEAR).over == (over,)
    with pytest.raises(Problems, match="nhóm chi bộ"):
        rating_settings.save(office, replace(settings, grouping=CapGrouping.POSITION))


def test_the_lists_of_a_decision_hold_everyone_once_with_a_level_or_a_reason(office):
    save_all(office)
    with office.read() as session:
        listed = member_tallies.listed(session, YEAR)
    assert len(listed) == 8
    assert all((one.level is None) != (one.why is None) for one in listed)
    assert [one.full_name for one in listed if one.why] == ["Cao Thị Mẫu", "Hồ Thị Mẫu", "Đỗ Văn Mẫu"]


def test_the_time_before_a_member_is_rated_is_the_choice_of_the_office(office):
    rating_settings.save(office, replace(rating_settings.load(office), months=3))
    assert line(office, "Hồ Thị Mẫu").why is None
