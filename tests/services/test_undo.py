"""Every act is taken back to the letter or refused with what to do instead; what came later stands in the way."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import bontot_desktop
from bontot_desktop.db.base import Base
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.members import Member
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules import undoing
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.half_year import TypedFigure
from bontot_desktop.rules.meetings import Attendance
from bontot_desktop.rules.member_acts import MemberAct
from bontot_desktop.rules.members import LeftFor, MemberStatus
from bontot_desktop.rules.periods import Period
from bontot_desktop.rules.recognition import AwardKind, QualityLevel, Reason
from bontot_desktop.rules.samples import GroupRole, SampleState
from bontot_desktop.rules.scoring import ScoreDeadlines, ScoreKind
from bontot_desktop.services import (
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
    cells,
    committee,
    entries,
    entry_texts,
    formats,
    half_year,
    history,
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
    members,
    months,
    observers,
    official_scores,
    papers,
    petitions,
    rating_decisions,
    rating_settings,
    ratings,
    recognition,
    registrations,
    reminder_settings,
    replication,
    sample_chores,
    sample_plans,
    samples,
    schedules,
    score_settings,
    score_tables,
    seeding,
    sheets,
    statistic_settings,
    table_views,
    terms,
    undo,
    working_groups,
)
from bontot_desktop.services.member_forms import MemberDraft
from bontot_desktop.services.official_scores import Decision
from bontot_desktop.services.returned import taking, writing
from tests import meeting_office, recognition_office, register_office, returned_forms, sample_office, villages
from tests.undo_office import TakingBack, differences, dump, taking_back

DAY = date(2026, 10, 1)
#: Acts on a member that are one and the same code with another word; one of them is proved.
SAME = {f"member.{act.value.lower()}" for act in MemberAct} - {"member.temp_away"}


# Every act ----------------------------------------------------------------------------------------------------------


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
    assert [key for one in lists for key in one if key not in keys | {"care.repair"}] == []


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
    for scene in (_register, _lives_of_cells, _meetings, _sample, _campaign, _ratings, _office_itself):
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
    campaign_texts.save(office, campaign_id, "D1", {"targets": "100 % chi bộ đăng ký"})
    entry_texts.save(office, ids[0], "D6A", {"limits": "Sinh hoạt tháng 7 chậm ngày"})
    group = working_groups.of_campaign(office, campaign_id)
    leader = working_groups.GroupMemberDraft("Lê Văn Minh Họa", GroupRole.LEADER)
    working_groups.save_of_campaign(office, campaign_id, replace(group, members=(leader,)))
    registrations.mark_pilots(office, ids[:2], True)
    recognition_office.register(office, ids[3:])
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
    return office.proved


def _ratings(proving) -> set[str]:
    office = proving(recognition_office.make_office, "ratings")
    draft = member_ratings.sheet(office, 1, 2026).lines[0].draft
    member_ratings.save(office, 1, 2026, [replace(draft, level=QualityLevel.GOOD)])
    cells = [line.cell_id for line in ratings.sheet(office, 2026).lines]
    ratings.save_all(office, [ratings.RatingDraft(cell_id, 2026, QualityLevel.GOOD) for cell_id in cells])
    rating_decisions.decide(office, 2026, recognition_office.REVIEW, members=False)
    again = rating_decisions.Rerating(1, 2026, QualityLevel.COMPLETED, None, "Kết luận kiểm tra.")
    waiting = rating_decisions.rerate_cell(office, again)
    rating_decisions.drop_pending(office, waiting.id, of_member=False)
    rating_decisions.rerate_cell(office, replace(again, decided_on=recognition_office.REVIEW))
    return office.proved


def _office_itself(proving) -> set[str]:
    office = proving(register_office.make_office, "office")
    committee.save_committee(office, replace(committee.committee(office), place="Nơi Khác"))
    rating_settings.save(office, replace(rating_settings.load(office), percent=25))
    committee.save_holding(office, committee.HoldingDraft(full_name="Nguyễn Văn Ví Dụ", post="Trưởng ban"))
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


# What stands in the way ---------------------------------------------------------------------------------------------


@pytest.fixture
def office(tmp_path):
    office = register_office.make_office(tmp_path)
    yield office
    office.close()


def newest(office) -> int:
    return history.recent(office, limit=1)[0].id


def add_cell(office, name="Chi bộ thôn Mẫu 1", **facts) -> int:
    return cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name=name, **facts)).id


def rename(office, cell_id, **facts):
    cell_forms.save_cell(office, replace(cell_forms.cell_draft(office, cell_id), **facts))


def test_taking_back_is_an_act_of_its_own_with_the_sentence_of_the_other(office):
    add_cell(office)
    done = undo.take_back(office, newest(office))
    assert done.sentence == "Thêm Chi bộ thôn Mẫu 1"
    assert done.changes.touch(Kind.CELLS)
    assert cells.list_cells(office) == []
    line, taken = history.recent(office, limit=2)
    assert (line.sentence, line.is_undone) == ("Hoàn tác: Thêm Chi bộ thôn Mẫu 1", False)
    assert taken.is_undone
    undo.take_back(office, line.id)
    assert [line.sentence for line in history.recent(office, limit=1)] == ["Làm lại: Thêm Chi bộ thôn Mẫu 1"]
    assert [row.name for row in cells.list_cells(office)] == ["Chi bộ thôn Mẫu 1"]


def test_an_act_is_not_taken_back_twice(office):
    add_cell(office)
    line = newest(office)
    undo.take_back(office, line)
    with pytest.raises(Refused, match="đã được hoàn tác rồi"):
        undo.take_back(office, line)
    with pytest.raises(NotFound):
        undo.take_back(office, 999)


def test_a_later_act_on_the_same_record_is_named_and_taken_back_first(office):
    cell_id = add_cell(office)
    added = newest(office)
    rename(office, cell_id, note="Họp ngày 5")
    with pytest.raises(Refused, match=r"sau đó đã có việc “Sửa Chi bộ thôn Mẫu 1” \(Văn thư, 09:00 ngày 21/11/2026\)"):
        undo.take_back(office, added)
    undo.take_back(office, newest(office))
    undo.take_back(office, added)
    assert cells.list_cells(office) == []


def test_what_others_stand_on_is_not_taken_away(office):
    cell_id = add_cell(office)
    added = newest(office)
    draft = MemberDraft(full_name="Nguyễn Văn Ví Dụ", admitted_on=date(2000, 1, 1), official_on=date(2001, 1, 1))
    member_forms.save_member(office, member_forms.entering(draft, MemberStatus.FULL, cell_id))
    before = dump(office)
    with pytest.raises(Refused, match=r"“Thêm đảng viên Nguyễn Văn Ví Dụ”.*đang dùng đến"):
        undo.take_back(office, added)
    assert not differences(before, dump(office))


def test_what_was_deleted_does_not_come_back_over_what_took_its_place(office):
    cell_id = add_cell(office)
    rename(office, cell_id, code="CB77")
    changed = newest(office)
    add_cell(office, "Chi bộ thôn Mẫu 2", code="CB01")
    before = dump(office)
    with pytest.raises(Refused, match="trùng hoặc không khớp"):
        undo.take_back(office, changed)
    assert not differences(before, dump(office))


def test_a_card_that_went_from_one_to_the_other_goes_back(office):
    cell_id = add_cell(office)
    facts = {"admitted_on": date(2000, 1, 1), "official_on": date(2001, 1, 1)}
    for name, card in (("Nguyễn Văn Ví Dụ", "001"), ("Đỗ Thị Làm Mẫu", "")):
        draft = MemberDraft(full_name=name, card_no=card, **facts)
        member_forms.save_member(office, member_forms.entering(draft, MemberStatus.FULL, cell_id))
    for first, second in ((1, 2), (2, 1)):
        before = dump(office)
        with office.work("register.import", "Nhập danh bạ") as work:
            work.get_one(Member, first).card_no = ""
            work.flush()
            work.get_one(Member, second).card_no = "001"
        undo.take_back(office, newest(office))
        assert not differences(before, dump(office))
        undo.take_back(office, newest(office))


def test_an_older_act_on_another_record_can_be_taken_back(office):
    add_cell(office)
    first = newest(office)
    add_cell(office, "Chi bộ thôn Mẫu 2")
    assert undo.why_not(office, first) == ""
    undo.take_back(office, first)
    assert [row.name for row in cells.list_cells(office)] == ["Chi bộ thôn Mẫu 2"]


def test_approved_minutes_stay_as_they_are(tmp_path):
    office = meeting_office.make_office(tmp_path)
    saved = meetings.save(office, meeting_office.filled(office)).id
    with office.work("meetings.save", "Ghi thêm ý kiến") as work:
        work.get_one(Meeting, saved).contributions[0].text = "Đồng ý hoàn toàn với báo cáo."
    typed = newest(office)
    meetings.approve(office, saved, meetings.figures(meetings.load(office, saved)).present)
    assert undo.why_not(office, newest(office)).endswith("hãy ghi bổ sung, đính chính biên bản.")
    with pytest.raises(Refused, match="Biên bản đã được thông qua"):
        undo.take_back(office, typed)
    office.close()


def test_an_issued_paper_is_withdrawn_not_undone_and_holds_its_campaign(tmp_path):
    office = recognition_office.make_office(tmp_path)
    campaign_id, ids = recognition_office.judged(office)
    refused = newest(office)
    issuing.issue(office, "D13", campaign_id, day=recognition_office.REVIEW)
    assert "hãy thu hồi văn bản ở trang Văn bản" in undo.why_not(office, newest(office))
    assert "Ban hành" in undo.why_not(office, refused)
    paper = papers.rows(office)[0]
    issuing.take_back(office, paper.id, "ghi nhầm ngày")
    assert "hãy ban hành lại" in undo.why_not(office, newest(office))
    assert entries.list_entries(office, campaign_id)[0].id in ids
    office.close()


# The sitting --------------------------------------------------------------------------------------------------------


def test_a_sitting_goes_back_step_by_step_and_forward_again(office):
    add_cell(office)
    sitting = undo.Sitting(office)
    assert sitting.last() is None
    assert sitting.again() is None
    for number in (2, 3):
        add_cell(office, f"Chi bộ thôn Mẫu {number}")
    told = []
    while (line := sitting.last()) is not None:
        told.append(undo.take_back(office, line.id).sentence)
    assert told == ["Thêm Chi bộ thôn Mẫu 3", "Thêm Chi bộ thôn Mẫu 2"]
    while (line := sitting.again()) is not None:
        told.append(undo.take_back(office, line.id).sentence)
    assert told[2:] == ["Thêm Chi bộ thôn Mẫu 2", "Thêm Chi bộ thôn Mẫu 3"]
    assert len(cells.list_cells(office)) == 3


def test_after_something_new_there_is_nothing_to_do_again(office):
    sitting = undo.Sitting(office)
    add_cell(office)
    undo.take_back(office, newest(office))
    add_cell(office, "Chi bộ thôn Mẫu 2")
    assert sitting.again() is None
    last = sitting.last()
    assert last is not None
    assert undo.sentence_of(last) == "Thêm Chi bộ thôn Mẫu 2"


def test_a_print_noted_in_passing_does_not_hide_the_act_before_it(office):
    sitting = undo.Sitting(office)
    add_cell(office)
    with office.work("papers.printed", "In 1 văn bản") as work:
        work.get_one(Base.registry._class_registry["Committee"], 1).place = "Nơi Khác"
    last = sitting.last()
    assert last is not None
    assert last.sentence == "Thêm Chi bộ thôn Mẫu 1"
    assert undo.offered(last)


def test_members_come_back_with_search_and_order(office):
    cell_id = add_cell(office)
    draft = MemberDraft(full_name="Nguyễn Văn Ví Dụ", admitted_on=date(2000, 1, 1), official_on=date(2001, 1, 1))
    who = member_forms.save_member(office, member_forms.entering(draft, MemberStatus.FULL, cell_id)).id
    member_forms.save_member(office, replace(member_forms.member_draft(office, who), full_name="Đỗ Thị Khác"))
    undo.take_back(office, newest(office))
    (row,) = members.list_members(office)
    assert row.full_name == "Nguyễn Văn Ví Dụ"
    with office.ask() as driver:
        assert driver.execute("SELECT full_name_folded FROM member").fetchone() == ("nguyen van vi du",)


def test_what_is_taken_back_in_turns_and_stopped_stays_as_it_was(office):
    cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name="Chi bộ thôn Mẫu 8"))
    line = newest(office)
    before = [row.name for row in cells.list_cells(office)]
    turns = undo.take_back_in_turns(office, line)
    next(turns)
    assert office.data.is_busy
    turns.close()
    assert [row.name for row in cells.list_cells(office)] == before
    assert newest(office) == line
    done = list(undo.take_back_in_turns(office, line))
    assert done == sorted(done)
    assert done[-1] <= undo.WHOLE
    assert len(cells.list_cells(office)) == len(before) - 1


def test_silent_saves_of_a_meeting_are_taken_back_and_done_again_together(tmp_path):
    office = meeting_office.make_office(tmp_path)
    sitting = undo.Sitting(office)
    meeting_id = meetings.save(office, meeting_office.filled(office)).id
    before, run = dump(office), meetings.Run()

    def type_on(**typed):
        meetings.save(office, replace(meetings.load(office, meeting_id), **typed), run)

    stored = meetings.load(office, meeting_id)
    said = stored.contributions
    new = replace(said[0], id=None, text="Ý kiến mới")
    type_on(contributions=(*said, new), guests=())
    type_on(contributions=(*said[1:], replace(new, text="Ý kiến khác")), breaks_min=5)
    type_on(sections={**stored.sections, "conclusion": "Kết luận khác"})
    assert len(history.recent(office)) == 3
    after = dump(office)
    line = sitting.last()
    assert line is not None
    undo.take_back(office, line.id)
    assert not differences(before, dump(office))
    again = sitting.again()
    assert again is not None
    undo.take_back(office, again.id)
    assert not differences(after, dump(office))
    # What was taken back and done again is something done since: the next save is a line of its own.
    type_on(breaks_min=7)
    last = sitting.last()
    assert last is not None
    undo.take_back(office, last.id)
    assert not differences(after, dump(office))
    office.close()
