"""Score tables of the office: what is shipped, copied, changed in place or by a new version, put to use, dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.db.models.scoring import ScoreTemplate
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.scoring import NotApplicable, Rating
from bontot_desktop.services import history, meeting_scores, meetings, score_tables, seeding
from tests import meeting_office as made
from tests.documents.measure import quick_lines


@pytest.fixture
def office(tmp_path):
    opened = made.make_office(tmp_path)
    with opened.work("test", "Bảng điểm") as session:
        seeding.plant(session)
    yield opened
    opened.close()


def table(office, code: str, version: int = 1) -> score_tables.TableDraft:
    return next(row for row in score_tables.rows(office) if (row.code, row.version) == (code, version))


def score_one(office, month: int = 3) -> int:
    """Hold and score a meeting by the table it takes."""
    meeting_id = meetings.save(office, made.filled(office, month=month)).id
    draft = meeting_scores.load(office, meeting_id)
    points = {item.code: item.maximum for item in draft.template.leaves}
    meeting_scores.save(office, replace(draft, points=points))
    return meeting_id


@pytest.mark.parametrize(
    ("code", "groups", "good", "total"),
    [
        ("HD42", [5, 5, 10, 40, 5, 30, 5], 90, 100),
        ("AN_PHU", [5, 5, 10, 30, 10, 5, 30, 5], 90, 100),
        ("NGHE_AN", [20, 10, 45, 15, 10], 80, 100),
        ("PHU_THO", [15, 20, 45, 20], 90, 100),
    ],
)
def test_the_shipped_tables_are_those_of_the_domain(office, code, groups, good, total):
    draft = table(office, code)
    assert [item.maximum for item in draft.items if "." not in item.code] == groups
    assert (draft.minimums[Rating.GOOD], draft.maximum) == (good, total)
    assert score_tables.problems(draft) == []
    assert score_tables.warnings(draft) == []


def test_only_the_framework_is_in_use_at_first(office):
    assert [row.code for row in score_tables.rows(office) if row.is_in_use] == ["HD42"]


def test_a_table_nobody_scored_by_is_changed_in_place(office):
    draft = table(office, "AN_PHU")
    items = tuple(replace(item, title="Đủ giờ") if item.code == "1.1" else item for item in draft.items)
    score_tables.save(office, replace(draft, items=items))
    assert table(office, "AN_PHU").items[1].title == "Đủ giờ"
    assert len(score_tables.rows(office)) == 4


def test_a_table_scores_stand_on_gets_a_new_version_and_the_scores_keep_theirs(office):
    meeting_id = score_one(office)
    before = table(office, "HD42")
    assert before.scores == 1
    saved = score_tables.save(office, replace(before, minimums={**before.minimums, Rating.GOOD: Decimal(85)}))
    newest = table(office, "HD42", 2)
    assert (saved.id, newest.valid_from, newest.is_in_use) == (newest.id, date(2026, 11, 21), True)
    assert table(office, "HD42").valid_to == date(2026, 11, 20)
    assert meeting_scores.load(office, meeting_id).template.version == 1
    # A meeting of the time before is still scored by the version of its day, a later one by the new one.
    april = meetings.save(office, made.filled(office, month=4)).id
    assert meeting_scores.load(office, april).template.version == 1
    draft = made.filled(office, 2, 5)
    later = meetings.save(office, replace(draft, year=2026, month=12, held_on=date(2026, 12, 3))).id
    assert meeting_scores.load(office, later).template.version == 2


def test_a_new_version_may_begin_on_a_day_written(office):
    score_one(office)
    before = table(office, "HD42")
    items = tuple(replace(item, note="xem lại") for item in before.items)
    score_tables.save(office, replace(before, items=items, valid_from=date(2027, 1, 1)))
    assert table(office, "HD42", 2).valid_from == date(2027, 1, 1)
    assert table(office, "HD42").valid_to == date(2026, 12, 31)


def test_when_and_for_whom_a_table_holds_is_changed_in_place_even_when_it_was_used(office):
    score_one(office)
    draft = table(office, "HD42")
    score_tables.save(office, replace(draft, valid_to=date(2030, 12, 31)))
    assert table(office, "HD42").valid_to == date(2030, 12, 31)
    assert len(score_tables.rows(office)) == 4


def test_a_copy_is_a_table_of_its_own_that_waits(office):
    copy = score_tables.copied(table(office, "HD42"))
    saved = score_tables.save(office, copy)
    made_of_it = next(row for row in score_tables.rows(office) if row.id == saved.id)
    assert made_of_it.name == "Khung chấm điểm Hướng dẫn 42-HD/BTCTW (bản sao)"
    assert (made_of_it.is_in_use, made_of_it.version, made_of_it.items) == (False, 1, copy.items)
    assert len({row.code for row in score_tables.rows(office)}) == 5
    again = score_tables.save(office, copy)
    assert again.id != saved.id


def test_a_table_put_to_use_takes_the_place_of_one_for_the_same_meetings_and_cells(office):
    copy = replace(score_tables.copied(table(office, "HD42")), is_in_use=True)
    saved = score_tables.save(office, copy)
    assert [row.id for row in score_tables.rows(office) if row.is_in_use] == [saved.id]
    score_tables.save(office, replace(table(office, "AN_PHU"), is_in_use=True))
    assert len([row for row in score_tables.rows(office) if row.is_in_use]) == 2


def test_the_last_table_in_use_stays(office):
    with pytest.raises(Refused, match="ít nhất một bảng đang dùng"):
        score_tables.save(office, replace(table(office, "HD42"), is_in_use=False))
    with pytest.raises(Refused, match="ít nhất một bảng đang dùng"):
        score_tables.delete(office, table(office, "HD42").id)
    assert table(office, "HD42").is_in_use


def test_a_table_scores_stand_on_is_not_dropped(office):
    score_one(office)
    with pytest.raises(Refused, match="Có 1 phiếu"):
        score_tables.delete(office, table(office, "HD42").id)
    score_tables.delete(office, table(office, "PHU_THO").id)
    assert len(score_tables.rows(office)) == 3


def test_groups_are_known_by_the_codes_of_their_lines(office):
    draft = table(office, "HD42")
    plain = tuple(replace(item, is_group=False) for item in draft.items)
    assert score_tables.grouped(plain) == draft.items


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": " "}, "name"),
        ({"maximum": Decimal(0)}, "maximum"),
        ({"step": Decimal(0)}, "step"),
        ({"valid_to": date(2020, 1, 1)}, "valid_to"),
        ({"items": ()}, "items"),
        ({"minimums": {Rating.GOOD: Decimal(70), Rating.FAIR: Decimal(70), Rating.AVERAGE: Decimal(50)}}, "bands.FAIR"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_stored(office, told, field):
    draft = replace(table(office, "HD42"), **told)
    with pytest.raises(Problems) as refusal:
        score_tables.save(office, draft)
    assert field in [problem.field for problem in refusal.value.problems]
    with office.read() as session:
        assert session.query(ScoreTemplate).count() == 4


def test_a_table_for_one_kind_of_cell_is_kept_so(office):
    draft = replace(table(office, "HD42"), content_types=(ContentType.ARMED_FORCES,))
    score_tables.save(office, draft)
    assert table(office, "HD42").content_types == (ContentType.ARMED_FORCES,)


def test_the_sheet_is_drawn_as_the_table_stands_in_the_form(office):
    pdf = score_tables.preview_pdf(office, replace(table(office, "AN_PHU"), name="Bảng thử"))
    said = [line for page in quick_lines(pdf) for line in page]
    assert any("từ 75 đến dưới 90 %" in line for line in said)
    with pytest.raises(Problems):
        score_tables.preview_pdf(office, replace(table(office, "AN_PHU"), items=()))


def test_the_history_tells_a_changed_table_in_words(office):
    draft = table(office, "AN_PHU")
    items = tuple(replace(item, not_applicable=NotApplicable.FULL, moves_to="") if item.code == "4.3" else item
                  for item in draft.items)  # fmt: skip
    score_tables.save(office, replace(draft, items=items, applies_to=(MeetingType.REGULAR,)))
    fields = history.fields_of(office, history.recent(office)[0].id).fields
    said = {(field.label, field.new) for field in fields}
    assert ("Dùng cho loại sinh hoạt", "Sinh hoạt chi bộ thường kỳ") in said
    assert ("Khi không áp dụng", "Được trọn điểm") in said
    assert not any(field.new in ("FULL", "AUTO", "THEMED", "SPEAKING") for field in fields)
