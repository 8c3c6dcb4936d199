"""A year's end in figures: counted as elsewhere in the program, frozen when the year is closed, the same ever after."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bontot_desktop.db.models.cells import Cell, Lineage
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.members import Member, PenaltyRow
from bontot_desktop.db.models.movement import Briefing, Find, ReportedPapers
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.db.models.year_end import CellTarget
from bontot_desktop.rules import year_statistics as figures
from bontot_desktop.rules import year_tables
from bontot_desktop.rules.cells import LineageKind
from bontot_desktop.rules.meetings import MeetingFormat, MeetingState, MeetingType
from bontot_desktop.rules.member_records import Penalty
from bontot_desktop.rules.movement import BriefingForm, BriefingKind, FindKind
from bontot_desktop.rules.periods import whole_year
from bontot_desktop.rules.recognition import EntryState
from bontot_desktop.services import (
    campaign_closing,
    campaigns,
    cell_awards,
    entries,
    issuing,
    revocations,
    seeding,
    statistics,
    year_statistics,
)
from bontot_desktop.services.revocations import RevocationDraft
from bontot_desktop.services.statistics import By
from tests import meeting_office
from tests import recognition_office as made

DECIDED = date(2026, 11, 21)
JANUARY = datetime(2027, 1, 12, 9)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def met(tmp_path):
    """Two cells with meetings in the first quarter, and a campaign of the year."""
    office = meeting_office.make_office(tmp_path)
    for month in (1, 2, 3):
        meeting_office.approved(office, month=month)
    meeting_office.approved(office, 2, 3, MeetingType.COMBINED)
    with office.work("test", "Nhóm báo cáo") as work:
        seeding.plant(work)
        work.query(Cell).filter_by(code="CB02").one().report_group = "Trường học"
    yield office, campaigns.save(office, campaigns.new_draft(office, 2026)).id
    office.close()


def closed(office) -> tuple[int, list[int]]:
    campaign_id, ids = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=DECIDED)
    office.now = lambda: JANUARY
    campaign_closing.close(office, campaign_id, JANUARY.date())
    return campaign_id, ids


def tables(office, campaign_id: int) -> list[year_tables.YearTable]:
    return year_tables.tables(year_statistics.years(office, campaign_id))


def test_r19_meetings_of_the_year_are_those_the_statistics_count(met):
    office, campaign_id = met
    sums = year_statistics.view(office, campaign_id).figures.meetings
    facts = statistics.read(office, whole_year(2026))
    for key, told in {
        "S1": [f"{one.present} / {one.expected}" for one in sums],
        "S2": [f"{one.speakers} / {one.attended}" for one in sums],
        "S4": [f"{one.held} / {one.owed}" for one in sums],
        "S5": [""] * len(sums),
        "S8": [f"{one.ratings[0]} / {sum(one.ratings)}" if sum(one.ratings) else "" for one in sums],
    }.items():
        lines = {line.title: line for line in statistics.parted(facts, key, By.REPORT_GROUP)}
        assert [lines[one.group].counted for one in sums] == told, key
    by_group = {line.title: line.text for line in statistics.parted(facts, "S5", By.REPORT_GROUP)}
    assert [str(one.themed) for one in sums] == [by_group[one.group] for one in sums] == ["0", "1"]
    assert [one.group for one in sums] == ["Nông thôn", "Trường học"]
    assert sum(one.held for one in sums) == 4


def test_r19_a_meeting_not_yet_held_is_not_counted(met):
    office, campaign_id = met
    before = year_statistics.view(office, campaign_id).figures.meetings
    with office.work("test", "Buổi của năm sau") as work:
        work.query(Meeting).filter_by(month=3, cell_id=meeting_office.cell_id(office)).one().held_on = date(
            2026, 12, 30
        )
    after = year_statistics.view(office, campaign_id).figures.meetings
    assert (before[0].held, after[0].held) == (3, 2)


def test_r17_and_r18_count_who_was_admitted_and_the_cells_with_a_disciplinary_decision(office):
    campaign_id, _ = made.judged(office)
    with office.work("test", "Kết nạp, kỷ luật") as work:
        cells = work.query(Cell).order_by(Cell.code).all()
        members = work.query(Member).order_by(Member.id).all()
        members[0].admitted_on = date(2026, 5, 19)
        members[1].admitted_on = date(2025, 12, 30)
        for day in (date(2026, 4, 2), date(2026, 9, 2)):
            members[0].penalties.append(PenaltyRow(penalty=Penalty.REPRIMAND, decision_on=day))
        last = members[-1]
        last.penalties.append(PenaltyRow(penalty=Penalty.EXPULSION, decision_on=date(2026, 6, 1)))
        last.statuses[0].to_on = date(2026, 6, 1)
        members[1].penalties.append(PenaltyRow(penalty=Penalty.REPRIMAND, decision_on=date(2025, 6, 1)))
        for cell, number in zip(cells, (2, 1), strict=False):
            target = CellTarget(year=2026, position=1, indicator="Kết nạp", unit="đảng viên", assigned=number)
            target.cell_id, target.is_admission = cell.id, True
            work.add(target)
    told = year_statistics.view(office, campaign_id).figures
    assert (told.admitted, told.admission_target) == (1, 3)
    assert (told.disciplined, told.cells_disciplined) == (2, 2)


def test_r13_names_the_criteria_that_lost_the_most_points(office):
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids[:2])
    made.score(office, ids[0], c1_2="3", c3_1="1")
    made.score(office, ids[1])
    view = year_statistics.view(office, campaign_id)
    lost = {one.code: (one.counted, one.maximum) for one in view.figures.criteria}
    assert {one.code for one in figures.worst(view)} == {"1.2", "3.1"}
    assert lost["1.2"][0] == lost["1.2"][1] - (lost["1.2"][1] / 2 - 3)


def test_r22_the_movement_of_the_year_is_told_as_its_own_page_tells_it(office):
    campaign_id, _ = made.judged(office)
    with office.work("test", "Phong trào") as work:
        cell = work.query(Cell).first()
        held = {"year": 2026, "form": BriefingForm.IN_PERSON, "held_on": date(2026, 3, 2), "sessions": 2}
        work.add(Briefing(kind=BriefingKind.LAUNCH, participants=120, **held))
        work.add(Briefing(kind=BriefingKind.REVIEW, participants=40, **held))
        work.add(ReportedPapers(cell_id=cell.id, year=2026, kind="KH", number=3))
        work.add(Find(cell_id=cell.id, year=2026, kind=FindKind.MODEL, title="Camera an ninh"))
    told = year_statistics.view(office, campaign_id).figures
    assert (told.briefings, told.participants) == (1, 120)
    assert told.cell_papers == (("Kế hoạch", 3),)
    assert told.finds == (("Mô hình", 1),)


def test_a_closed_year_says_the_same_whatever_is_written_afterwards(office):
    campaign_id, _ = closed(office)
    before = tables(office, campaign_id)
    with office.work("test", "Thay đổi sau khi kết thúc") as work:
        cell = work.query(Cell).order_by(Cell.code).first()
        cell.name = cell.names[0].name = "Chi bộ tên mới"
        cell.report_group = "Doanh nghiệp"
        member = work.query(Member).first()
        member.admitted_on = date(2026, 5, 19)
        member.penalties.append(PenaltyRow(penalty=Penalty.REPRIMAND, decision_on=date(2026, 6, 1)))
        held = Meeting(
            cell_id=cell.id,
            type=MeetingType.REGULAR,
            format=MeetingFormat.IN_PERSON,
            state=MeetingState.APPROVED,
            year=2026,
            month=5,
            held_on=date(2026, 5, 3),
        )
        work.add(held)
        work.add(Find(cell_id=cell.id, year=2026, kind=FindKind.MODEL, title="Camera an ninh"))
    office.now = lambda: datetime(2028, 3, 1, 9)
    assert tables(office, campaign_id) == before
    with office.read() as session:
        thawed = campaign_closing.facts_of(session, campaigns.find(session, campaign_id))
    assert thawed.figures["meetings"]


def test_vector_18_a_recognition_revoked_after_the_closing_is_noted_and_changes_no_figure(office):
    campaign_id, ids = closed(office)
    before = {table.key: table for table in tables(office, campaign_id)}
    basis = "Quyết định số 12-QĐ/ĐU, ngày 12/01/2027"
    revocations.record(office, ids[0], RevocationDraft("Khai không đúng.", basis, False, JANUARY.date()))
    after = {table.key: table for table in tables(office, campaign_id)}
    assert {key: table.rows for key, table in after.items()} == {key: table.rows for key, table in before.items()}
    noted = "hủy kết quả công nhận của Chi bộ thôn Mẫu 1."
    for key in ("B1", "B4", "B6"):
        assert noted in after[key].note, key
        assert noted not in before[key].note, key
    assert [head.title for head in after["B6"].heads][1] == "Năm 2026*"
    assert [head.title for head in before["B6"].heads][1] == "Năm 2026"


def test_vector_18_the_year_after_marks_the_adjusted_year_in_its_comparison(office):
    first, ids = closed(office)
    basis = "Quyết định số 12-QĐ/ĐU, ngày 12/01/2027"
    revocations.record(office, ids[0], RevocationDraft("Khai không đúng.", basis, False, JANUARY.date()))
    second = made.open_campaign(office, year=2027)
    compared = {table.key: table for table in tables(office, second)}["B6"]
    assert [head.title for head in compared.heads[1:3]] == ["Năm 2026*", "Năm 2027"]
    assert compared.rows[3].values[:3] == ("Chi bộ được công nhận", "3", "–")
    assert "* Số liệu năm 2026 được điều chỉnh" in compared.note
    assert "năm 2026 có 4, năm 2027 có 4" in compared.note
    assert first != second


def test_cells_that_were_merged_count_in_the_comparison_with_the_kind_of_what_came_of_them(office):
    closed(office)
    second = made.open_campaign(office, year=2027)
    with office.work("test", "Sáp nhập") as work:
        one, two, three, _ = work.query(Cell).order_by(Cell.code).all()
        ended = work.query(CellEntry).filter_by(campaign_id=second, cell_id=three.id).one()
        ended.state = EntryState.CLOSED_REORG
        work.add(Lineage(predecessor_id=three.id, successor_id=one.id, kind=LineageKind.MERGE, on=date(2027, 2, 1)))
        gone, into = three.id, one.id
    view = year_statistics.view(office, second)
    group = next(cell.group for cell in view.cells if cell.cell_id == into)
    assert view.figures.kinds_now == ((gone, group),)
    assert view.figures.heirs == ((gone, into),)
    compared = {table.key: table for table in tables(office, second)}["B6"]
    rows = {row.values[0]: row.values for row in compared.rows}
    assert rows["Tổng số chi bộ"][1:3] == ("4", "3")
    assert rows["Tỷ lệ công nhận, Nông thôn (%)"][1:3] == ("100,00 (3/3)", "–")
    assert "sáp nhập, chia tách" in compared.note
    assert two.id != into


def test_rewards_of_other_bodies_stand_in_table_8_without_money_and_the_report_counts_the_office_s_own(office):
    campaign_id = made.open_campaign(office)
    cell_id = entries.list_entries(office, campaign_id)[0].cell_id
    cell_awards.save_other(
        office,
        cell_awards.OtherDraft(cell_id, made.YEAR, "Bằng khen", "Dân vận khéo", "Ủy ban nhân dân xã Ví Dụ"),
    )
    (given,) = year_statistics.view(office, campaign_id).figures.awards
    assert (given.name, given.number, given.is_own) == ("Bằng khen của Ủy ban nhân dân xã Ví Dụ", 1, False)
    table = {table.key: table for table in tables(office, campaign_id)}["B8"]
    assert [row.values for row in table.rows] == [
        ("1", "Bằng khen của Ủy ban nhân dân xã Ví Dụ", "1", "–"),
        ("", "Cộng", "1", "0"),
    ]


def test_the_years_with_a_campaign_are_offered_newest_first(office):
    first, second = made.open_campaign(office), made.open_campaign(office, year=2027)
    assert year_statistics.campaigns_of(office) == [(2027, second), (2026, first)]
