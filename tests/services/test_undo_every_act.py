"""Every act the services know is taken back to the letter, or stands in the list of those that are not."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import bontot_desktop
from bontot_desktop.db.base import Base
from bontot_desktop.rules import undoing
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.half_year import TypedFigure
from bontot_desktop.rules.meetings import Attendance
from bontot_desktop.rules.member_acts import MemberAct
from bontot_desktop.rules.members import LeftFor, MemberStatus
from bontot_desktop.rules.operators import OperatorDraft
from bontot_desktop.rules.periods import Period
from bontot_desktop.rules.rating_suggestions import Subject
from bontot_desktop.rules.recognition import AwardKind, QualityLevel, Reason
from bontot_desktop.rules.samples import GroupRole, OpinionKind, SampleState
from bontot_desktop.rules.scoring import ScoreDeadlines, ScoreKind
from bontot_desktop.services import (
    award_payments,
    award_rates,
    awards,
    badges,
    book_issues,
    campaign_texts,
    campaigns,
    cell_dissolving,
    cell_forms,
    cell_merging,
    cell_parents,
    cell_splitting,
    committee,
    entry_texts,
    feedback,
    formats,
    half_year,
    importing,
    issuing,
    legal_bases,
    meeting_briefs,
    meeting_scores,
    meetings,
    member_acts,
    member_forms,
    member_ratings,
    member_records,
    member_removal,
    months,
    observers,
    official_scores,
    operators,
    petitions,
    rating_annulments,
    rating_decisions,
    rating_points,
    rating_rules,
    rating_settings,
    ratings,
    recognition,
    registrations,
    reminder_settings,
    replication,
    review_meeting,
    revocations,
    sample_chores,
    sample_petitions,
    sample_plans,
    samples,
    schedules,
    score_settings,
    score_tables,
    seeding,
    sheets,
    statistic_settings,
    streaks,
    table_views,
    terms,
    undo,
    working_groups,
)
from bontot_desktop.services.member_forms import MemberDraft
from bontot_desktop.services.official_scores import Decision
from bontot_desktop.services.rating_points import Pair
from bontot_desktop.services.returned import taking, writing
from tests import (
    meeting_office,
    recognition_office,
    register_office,
    returned_forms,
    sample_office,
    title_office,
    undo_awards,
    undo_criteria,
    undo_eligibility,
    undo_movement,
    undo_road,
    undo_titles,
    villages,
)
from tests.undo_office import TakingBack, taking_back

DAY = date(2026, 10, 1)
#: Acts on a member that are one and the same code with another word; one of them is proved.
SAME = {f"member.{act.value.lower()}" for act in MemberAct} - {"member.temp_away"}


def _keys_in(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "work":
                found |= _texts(call.args[0] if call.args else None, function)
    return found


def _texts(given: ast.AST | None, function: ast.FunctionDef) -> set[str]:
    """Return the keys an argument may be: itself, what its name was given, or every act of a member."""
    match given:
        case ast.Constant(value=str(key)):
            return {key}
        case ast.JoinedStr():
            return {f"member.{act.value.lower()}" for act in MemberAct}
        case ast.IfExp():
            return _texts(given.body, function) | _texts(given.orelse, function)
        case ast.Name():
            values = (
                node.value
                for node in ast.walk(function)
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == given.id
            )
            return {key for value in values for key in _texts(value, function)}
    return set()


def test_every_act_of_the_services_is_in_exactly_one_list():
    keys: set[str] = set()
    for path in (Path(bontot_desktop.__file__).parent / "services").rglob("*.py"):
        keys |= _keys_in(ast.parse(path.read_text(encoding="utf-8")))
    lists = (undoing.UNDOABLE, frozenset(undoing.REFUSED), undoing.PASSED_OVER)
    assert len(keys) > 60
    assert [key for key in sorted(keys) if sum(key in one for one in lists) != 1] == []
    assert [key for one in lists for key in one if key not in keys | {"care.repair", "care.salvage"}] == []


def test_every_table_in_the_history_belongs_to_some_page():
    known = {"setting", "committee", "committee_name", "body", "term", "legal_basis", "wording_version"}
    known |= {"score_template", "score_item", "score_option", "rating_band"}
    known |= {"criteria_set", "criterion", "criterion_option"}
    recorded = {
        str(mapper.local_table) for mapper in Base.registry.mappers if not getattr(mapper.class_, "__unrecorded__", 0)
    }
    # What every page may show is everything on purpose; a new table is to be put where it is shown.
    everything = {table for table in recorded if undo.changes_of([table]) == Changes.everything()}
    assert everything <= known
    assert undo.changes_of(["member", "paper"]) == Changes.of(Kind.MEMBERS, Kind.CELLS, Kind.PAPERS)


@pytest.fixture
def proving(tmp_path):
    """Hand out offices that take back and do again every act; in the end all acts but the named ones were proved."""
    opened: list[TakingBack] = []

    def prove(make, name) -> TakingBack:
        (tmp_path / name).mkdir()
        office = taking_back(make(tmp_path / name))
        opened.append(office)
        return office

    yield prove
    for office in opened:
        office.close()


def test_whatever_is_done_and_taken_back_leaves_the_file_as_before(proving):
    proved: set[str] = set()
    for scene in (
        _register,
        _lives_of_cells,
        _meetings,
        _sample,
        _campaign,
        _road,
        _criteria,
        _eligibility,
        _movement,
        _ratings,
        _titles,
        _office_itself,
    ):
        proved |= scene(proving)
    assert undoing.UNDOABLE - SAME - proved == set()


def _register(proving) -> set[str]:
    office = proving(register_office.make_office, "register")
    one = villages.Village(office, "Chi bộ thôn Mẫu 1")
    who = one.people[2]
    member_forms.save_member(office, replace(member_forms.member_draft(office, who), phone="0900 000 001"))
    started = member_acts.start(office, who, MemberAct.TEMP_AWAY)
    member_acts.record(office, replace(started, from_on=DAY, counterpart="Đảng bộ phường Mẫu"))
    (away,) = [line for line in member_forms.member_draft(office, who).statuses if line.status is MemberStatus.TEMP_OUT]
    member_acts.remove(office, who, away.id)
    lists = member_records.load(office, who)
    member_records.save(office, replace(lists, duties=(member_records.DutyLine(None, "Phụ trách tổ 3"),)))
    register_office.move_away(office, who, DAY)
    member_forms.restore_member(office, who)
    new = member_forms.entering(
        MemberDraft(full_name="Lê Thị Nhập Nhầm", admitted_on=date(2000, 1, 1), official_on=date(2001, 1, 1)),
        MemberStatus.FULL,
        one.id,
    )
    member_removal.erase(office, member_forms.save_member(office, new).id)
    badges.note_given(office, [(one.people[0], 30)], badges.GivenDraft(decision_on=DAY))
    badges.save(office, replace(badges.load(office), years="30, 40, 50"))
    table_views.keep_view(office, "members", "Trên 70 tuổi", {"query": "70"})
    return office.proved


def _lives_of_cells(proving) -> set[str]:
    office = proving(register_office.make_office, "cells")
    one, two, three, four = (villages.Village(office, f"Chi bộ thôn Mẫu {number}") for number in (1, 2, 3, 4))
    facts = {"on": DAY, "decision_no": "52-QĐ/ĐU", "decision_on": date(2026, 9, 25)}
    merge = cell_merging.MergeDraft(cell_ids=(one.id, two.id), name="Chi bộ thôn Mẫu Đông", **facts)
    cell_merging.merge(office, merge)
    halves = (
        cell_splitting.Part("Chi bộ thôn Mẫu 3A", fixed_day=4),
        cell_splitting.Part("Chi bộ thôn Mẫu 3B"),
    )
    places = tuple((who, place % 2) for place, who in enumerate(three.people))
    cell_splitting.split(office, cell_splitting.SplitDraft(three.id, parts=halves, places=places, **facts))
    cell_parents.move(
        office, cell_parents.MoveDraft((four.id,), "Đảng bộ các cơ quan đảng xã Ví Dụ", "", DAY, "52-QĐ/ĐU", DAY)
    )
    gone = tuple((who, cell_dissolving.Place(why=LeftFor.MOVED)) for who in four.people)
    cell_dissolving.dissolve(office, cell_dissolving.DissolveDraft(four.id, on=DAY, decision_no="54", places=gone))
    return office.proved


def _meetings(proving) -> set[str]:
    office = proving(meeting_office.make_office, "meetings")
    meeting_id = meetings.save(office, meeting_office.filled(office)).id
    draft = meetings.load(office, meeting_id)
    meetings.set_attendance(office, meeting_id, draft.roster[-1].member_id, Attendance.ABSENT_EXCUSED, reason="ốm")
    meetings.save(office, replace(meetings.load(office, meeting_id), contributions=(), votes=(), guests=()))
    _scores(office, meeting_id)
    meetings.check(office, meeting_id, "Văn thư")
    meetings.cancel(office, meeting_id)
    _months(office)
    _brief_to_minutes(office)
    line = book_issues.load(office, 2026)[0]
    book_issues.save(office, [replace(line, issued_on=date(2026, 1, 5), received_by="Nguyễn Ví Dụ An")])
    return office.proved


def _months(office) -> None:
    schedules.save_month(office, 2026, 6, schedules.month(office, 2026, 6))
    schedules.plan_theme(office, 2026, 9, [1], "Chuyển đổi số")
    entry = months.load(office, 2026, 6)[1].entry
    typed = replace(entry, held_on=date(2026, 6, 3), expected=5, present=5, points=Decimal(90))
    months.save(office, 2026, 6, [typed])
    half_year.save(office, Period.half_of(2026, 1), {entry.cell_id: {TypedFigure.NOTE: "2 mô hình"}})
    petition = petitions.PetitionDraft(cell_id=1, raised_on=date(2026, 6, 3), text="Sửa đường thôn")
    petitions.remove(office, petitions.save(office, petition).id)
    sent = replace(petition, addressed_to="Ủy ban nhân dân xã Ví Dụ", sent_on=date(2026, 6, 5))
    petitions.remind(office, [petitions.save(office, sent).id])


def _brief_to_minutes(office) -> None:
    told = months.load(office, 2026, 6)[1].entry
    meeting_briefs.take_over(office, told.meeting_id)


def _scores(office, meeting_id: int) -> None:
    with office.work("test", "Bảng điểm") as session:
        seeding.plant(session)
    own = meeting_scores.load(office, meeting_id)
    points = {item.code: item.maximum for item in own.template.leaves}
    meeting_scores.save(office, replace(own, points=points, notes={"1": "Đủ giờ"}))
    meeting_scores.submit(office, [meeting_id], DAY)
    higher = meeting_scores.load(office, meeting_id, ScoreKind.IN_CHARGE)
    meeting_scores.save(office, replace(higher, points={**points, "1": points["1"] - 1}))
    official = meeting_scores.load(office, meeting_id, ScoreKind.OFFICIAL)
    meeting_scores.save(office, replace(official, points=points))
    official_scores.decide_month(office, 2026, 3, [Decision(meeting_id, points["1"], "Thiếu sổ")])
    official_scores.reopen_month(office, 2026, 3, [meeting_id])
    table = next(row for row in score_tables.rows(office) if row.code == "PHU_THO")
    score_tables.save(office, replace(table, name="Bảng của xã"))
    score_tables.delete(office, table.id)
    settings = score_settings.load(office)
    score_settings.save(office, replace(settings, deadlines=ScoreDeadlines(submit_day=7)))
    reckoning = statistic_settings.load(office)
    thresholds = replace(reckoning.statistics, absent_from=4)
    statistic_settings.save(office, replace(reckoning, statistics=thresholds))
    reminder_settings.save(office, replace(reminder_settings.load(office), usb_after=30))
    reminder_settings.put_aside(office, "copies/usb", "Bản sao USB: chưa có", office.today() + timedelta(days=3))


def _sample(proving) -> set[str]:
    office = proving(sample_office.make_office, "sample")
    event_id = sample_office.concluded(office)
    replication.spread(office, event_id)
    items = replication.load(office, event_id)
    replication.save(office, event_id, replace(items[0], remark="Đã xem."))
    replication.mark_done(office, event_id, [item.id for item in items])
    observer_id = next(row.id for row in observers.load(office, event_id) if row.id is not None)
    sheets.discard(office, observer_id)
    form = office.papers / "phieu.docx"
    writing.write_one(form, writing.sheet(office, observer_id))
    form.write_bytes(returned_forms.fill(form.read_bytes(), {"bt_strengths": "Chuẩn bị chu đáo"}))
    taking.take(office, [taking.understand(office, form)])
    session = feedback.load(office, event_id)
    asked = feedback.OpinionDraft("Đảng ủy mở lớp bồi dưỡng bí thư", OpinionKind.REQUEST, speaker="Lê Văn Minh Họa")
    feedback.save(office, replace(session, opinions=(*session.opinions, asked)))
    sample_petitions.take_up(office, event_id)
    other = sample_office.planned(office)
    samples.move(office, other, SampleState.POSTPONED, "mưa bão")
    samples.discard(office, sample_office.planned(office))
    _chores(office)
    sample_plans.save(office, replace(sample_plans.load(office, 2026), strengths="Chuẩn bị kỹ"))
    return office.proved


def _chores(office) -> None:
    usual = sample_chores.usual(office)
    sample_chores.save_usual(office, replace(usual, chores=usual.chores[1:]))
    event_id = sample_office.planned(office)
    typed = sample_chores.ChoreDraft(event_id=event_id, title="Mượn thêm ghế", due_on=DAY)
    chore_id = sample_chores.save(office, typed).id
    sample_chores.mark(office, [chore_id], is_done=True)
    sample_chores.remove(office, chore_id)


def _campaign(proving) -> set[str]:
    office = proving(recognition_office.make_office, "campaign")
    campaign_id, ids = recognition_office.reviewed(office, registered=3)
    sitting = review_meeting.load(office, campaign_id)
    said = (review_meeting.OpinionDraft("Lê Văn Minh Họa", "Nhất trí"),)
    review_meeting.save(office, replace(sitting, place="Phòng họp Đảng ủy", opinions=said))
    campaign_texts.save(office, campaign_id, "D1", {"targets": "100 % chi bộ đăng ký"})
    entry_texts.save(office, ids[0], "D6A", {"limits": "Sinh hoạt tháng 7 chậm ngày"})
    group = working_groups.of_campaign(office, campaign_id)
    leader = working_groups.GroupMemberDraft("Lê Văn Minh Họa", GroupRole.LEADER)
    working_groups.save_of_campaign(office, campaign_id, replace(group, members=(leader,)))
    registrations.mark_pilots(office, ids[:2], True)
    recognition_office.register(office, ids[3:])
    again = review_meeting.new_further(office, campaign_id)
    review_meeting.save(office, replace(again, held_on=recognition_office.REVIEW, present=9))
    review_meeting.remove_further(office, campaign_id, again.number)
    registrations.strike(office, ids[3])
    recognition_office.register(office, ids[3:])
    registrations.withdraw(office, ids[3], "Công văn xin rút của chi bộ")
    recognition.propose(office, ids[0])
    recognition.refuse(office, ids[1], [recognition.ReasonDraft(Reason.R99, "Chưa trả hết đảng phí.")])
    recognition.reconsider(office, ids[1])
    recognition.propose_ready(office, campaign_id)
    cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name="Chi bộ thôn Mẫu Mới"))
    campaigns.take_in(office, campaign_id)
    issuing.issue(office, "D13", campaign_id, day=recognition_office.REVIEW)
    award_rates.save(office, replace(award_rates.load(office), offset_right=Decimal("1.5")))
    chosen = [row.id for row in awards.candidates(office, campaign_id, AwardKind.TITLE)][:2]
    awards.save_all(office, campaign_id, AwardKind.TITLE, awards.propose(office, campaign_id, chosen, AwardKind.TITLE))
    awards.remove(office, awards.list_awards(office, campaign_id)[0].id)
    issuing.issue(office, "D14", campaign_id, day=recognition_office.REVIEW)
    award_payments.pay(office, [awards.list_awards(office, campaign_id)[0].id], office.today())
    why = revocations.RevocationDraft("Bí thư bị kỷ luật.", "Quyết định số 77-QĐ/UBKTTU")
    revocations.prepare(office, ids[0], why)
    revocations.record(office, ids[0], replace(why, takes_award_back=True, revoked_on=recognition_office.REVIEW))
    return office.proved


def _road(proving) -> set[str]:
    office = proving(recognition_office.make_office, "road")
    undo_road.go(office)
    return office.proved


def _movement(proving) -> set[str]:
    office = proving(recognition_office.make_office, "movement")
    undo_awards.go(office)
    undo_movement.go(office)
    return office.proved


def _eligibility(proving) -> set[str]:
    office = proving(recognition_office.make_office, "eligibility")
    undo_eligibility.go(office)
    return office.proved


def _criteria(proving) -> set[str]:
    office = proving(recognition_office.make_office, "criteria")
    undo_criteria.go(office)
    return office.proved


def _ratings(proving) -> set[str]:
    office = proving(recognition_office.make_office, "ratings")
    draft = member_ratings.sheet(office, 1, 2026).lines[0].draft
    member_ratings.save(office, 1, 2026, [replace(draft, level=QualityLevel.GOOD)])
    points = rating_points.sheet(office, Subject.CELL, 1, 2026)
    rating_points.save(office, replace(points, given={points.facts.leaves[0].code: Pair(None, Decimal(3))}))
    cells = [line.cell_id for line in ratings.sheet(office, 2026).lines]
    ratings.save_all(office, [ratings.RatingDraft(cell_id, 2026, QualityLevel.GOOD) for cell_id in cells])
    rating_decisions.decide(office, 2026, recognition_office.REVIEW, members=False)
    again = rating_decisions.Rerating(1, 2026, QualityLevel.COMPLETED, None, "Kết luận kiểm tra.")
    waiting = rating_decisions.rerate_cell(office, again)
    rating_decisions.drop_pending(office, waiting.id, of_member=False)
    rating_decisions.rerate_cell(office, replace(again, decided_on=recognition_office.REVIEW))
    stands = rating_annulments.current_id(office, 2, 2026, of_member=False)
    annulled = rating_annulments.AnnulDraft("Khai không đúng.")
    rating_annulments.annul(office, stands, annulled, of_member=False)
    rating_annulments.give_up(office, stands, of_member=False)
    known = replace(annulled, decision="21-QĐ/ĐU", annulled_on=recognition_office.REVIEW)
    rating_annulments.annul(office, stands, known, of_member=False)
    return office.proved


def _titles(proving) -> set[str]:
    office = proving(title_office.make_office, "titles")
    undo_titles.go(office)
    return office.proved


def _office_itself(proving) -> set[str]:
    office = proving(register_office.make_office, "office")
    committee.save_committee(office, replace(committee.committee(office), place="Nơi Khác"))
    rating_settings.save(office, replace(rating_settings.load(office), percent=25))
    rating_rules.save(office, replace(rating_rules.load(office), least_over=40))
    streaks.save(office, replace(streaks.load(office), reuses_years=True))
    committee.save_holding(office, committee.HoldingDraft(full_name="Nguyễn Văn Ví Dụ", post="Trưởng ban"))
    operators.save(office, OperatorDraft(name="Nguyễn Văn Ví Dụ"))
    formats.save(office, replace(formats.load(office), **_other_format(office)))
    basis = legal_bases.rows(office)[0]
    legal_bases.save(office, replace(basis, text=f"{basis.text} (sửa)"))
    legal_bases.delete(office, legal_bases.rows(office)[1].id)
    legal_bases.restore(office)
    one = villages.Village(office, "Chi bộ thôn Mẫu 1")
    terms.set_for_cells(office, terms.CellTermsDraft("2025 - 2027", date(2025, 3, 1)), [one.id])
    terms.save(office, replace(terms.terms(office)[0], ends_on=date(2030, 12, 31)))
    taking = proving(register_office.make_office, "import")
    importing.apply(taking, importing.plan(taking, importing.read(register_office.SAMPLE_BOOK)))
    office.proved.update(taking.proved)
    return office.proved


def _other_format(office) -> dict[str, object]:
    """Turn one yes-or-no of the format round."""
    draft = formats.load(office)
    name = next(name for name in draft.__dataclass_fields__ if isinstance(getattr(draft, name), bool))
    return {name: not getattr(draft, name)}
