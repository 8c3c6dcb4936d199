"""The points behind a rating: typed by criterion, added up by the set, given to the rating with its level."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.models.ratings import CellRatingLine, MemberRatingLine
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.rating_suggestions import Subject
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.rules.year_ratings import ReviewForm
from bontot_desktop.services import member_ratings, rating_decisions, rating_points, ratings
from bontot_desktop.services.rating_points import Pair
from bontot_desktop.services.ratings import RatingDraft
from tests import paper_office

X, T, H, K = QualityLevel
YEAR = 2026


@pytest.fixture
def office(tmp_path):
    made = paper_office.make_office(tmp_path, cells=2)
    with made.work("test", "Đảng viên") as work:
        member = Member(full_name="Bùi Văn Mẫu", admitted_on=date(2010, 5, 1))
        work.add(member)
        work.flush()
        work.add(StatusRow(member_id=member.id, cell_id=1, status=MemberStatus.FULL, from_on=date(2010, 5, 1)))
    yield made
    made.close()


def whose(office):
    lines = member_ratings.sheet(office, 1, YEAR).lines
    return next(line.member_id for line in lines if line.full_name == "Bùi Văn Mẫu")


def filled(sheet, lack: str = "0", *, own: bool = True):
    """Give everything its maximum, but for what the last criterion lacks."""
    given = {item.code: Pair(item.maximum if own else None, item.maximum) for item in sheet.facts.leaves}
    last = sheet.facts.leaves[-1]
    given[last.code] = replace(given[last.code], verified=last.maximum - Decimal(lack))
    return replace(sheet, given=given)


def test_a_cell_is_scored_by_the_annex_of_collectives_and_its_level_follows(office):
    sheet = rating_points.sheet(office, Subject.CELL, 1, YEAR)
    assert sheet.facts.maximum == 100
    assert [group.maximum for group in sheet.facts.groups] == [30, 70]
    rating_points.save(office, filled(sheet, "15"))
    draft = ratings.of_year(office, YEAR)[1]
    assert (draft.self_points, draft.points, draft.level) == (100, 85, T)
    again = rating_points.sheet(office, Subject.CELL, 1, YEAR)
    assert again.given == filled(sheet, "15").given
    rating_points.save(office, filled(again, "5"))
    assert ratings.of_year(office, YEAR)[1].level is X
    with office.read() as session:
        assert session.query(CellRatingLine).count() == len(sheet.facts.leaves)


def test_a_level_somebody_chose_with_a_reason_stays(office):
    ratings.save_all(office, [RatingDraft(1, YEAR, X, Decimal(80), reason="Kết luận của Ban Thường vụ.")])
    rating_points.save(office, filled(rating_points.sheet(office, Subject.CELL, 1, YEAR), "15"))
    assert ratings.of_year(office, YEAR)[1].level is X


@pytest.mark.parametrize(
    ("form", "code"),
    [(ReviewForm.LEADER, "Phụ lục 3"), (ReviewForm.STAFF, "Phụ lục 4"), (ReviewForm.OUTSIDE, "Phụ lục 5")],
)
def test_a_member_is_scored_by_the_annex_of_the_form(office, form, code):
    who = whose(office)
    line = next(line for line in member_ratings.sheet(office, 1, YEAR).lines if line.member_id == who)
    member_ratings.save(office, 1, YEAR, [replace(line.draft, form=form, cell_points=Decimal(75))])
    sheet = rating_points.sheet(office, Subject.MEMBER, who, YEAR, cell_id=1)
    assert code in next(one.name for one in sheet.sets if one.id == sheet.set_id)
    rating_points.save(office, filled(sheet, "2", own=False))
    draft = next(line.draft for line in member_ratings.sheet(office, 1, YEAR).lines if line.member_id == who)
    assert (draft.cell_points, draft.level, draft.cell_level) == (98, X, X)


def test_a_member_without_a_form_is_offered_the_usual_one_of_the_cell(office):
    line = next(line for line in member_ratings.sheet(office, 1, YEAR).lines)
    assert line.draft.form is ReviewForm.OUTSIDE
    before = office.data.last_act()
    member_ratings.save(office, 1, YEAR, [line.draft])
    assert office.data.last_act() == before


def test_another_set_begins_empty_and_takes_the_place_of_the_points_before(office):
    who = whose(office)
    sheet = rating_points.sheet(office, Subject.MEMBER, who, YEAR, cell_id=1)
    rating_points.save(office, filled(sheet))
    other = next(one.id for one in sheet.sets if one.id != sheet.set_id)
    changed = rating_points.sheet(office, Subject.MEMBER, who, YEAR, cell_id=1, set_id=other)
    assert changed.given == {}
    rating_points.save(office, filled(changed, "20"))
    with office.read() as session:
        assert session.query(MemberRatingLine).count() == len(changed.facts.leaves)
    assert rating_points.sheet(office, Subject.MEMBER, who, YEAR, cell_id=1).set_id == other


def test_points_off_the_scale_or_the_step_are_refused(office):
    sheet = rating_points.sheet(office, Subject.CELL, 1, YEAR)
    first = sheet.facts.leaves[0]
    for points in (first.maximum + 1, Decimal("1.3"), Decimal(-1)):
        with pytest.raises(Problems, match=first.code):
            rating_points.save(office, replace(sheet, given={first.code: Pair(None, points)}))
    with pytest.raises(Refused, match="Chưa có điểm nào"):
        rating_points.save(office, sheet)
    assert ratings.of_year(office, YEAR) == {}


def test_what_is_decided_is_only_looked_at(office):
    ratings.save_all(office, [RatingDraft(1, YEAR, T), RatingDraft(2, YEAR, T)])
    rating_decisions.decide(office, YEAR, date(2026, 11, 20), members=False)
    sheet = rating_points.sheet(office, Subject.CELL, 1, YEAR)
    assert "đã có quyết định" in sheet.lock
    with pytest.raises(Refused, match="đã có quyết định"):
        rating_points.save(office, filled(sheet))


def test_missing_criteria_are_counted_once_a_column_is_begun(office):
    sheet = rating_points.sheet(office, Subject.CELL, 1, YEAR)
    assert (sheet.total(own=False), sheet.missing(own=False)) == (None, 0)
    one = replace(sheet, given={sheet.facts.leaves[0].code: Pair(None, Decimal(3))})
    assert (one.total(own=False), one.missing(own=False)) == (3, len(sheet.facts.leaves) - 1)
