"""Suggestions of table B, line by line with the edges of their bands (meetings.md §8.4)."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from bontot_desktop import places
from bontot_desktop.rules import scoring
from bontot_desktop.rules.auto_scores import Auto, MeetingScoreFacts, suggest
from bontot_desktop.rules.scoring import Condition, ItemKind, NotApplicable, ScoreItem, ScoreOption

START = datetime(2026, 3, 3, 19, 30)
END = datetime(2026, 3, 3, 21, 0)
FULL = MeetingScoreFacts(
    total=22, minutes=90, expected=20, present_expected=20, unexcused=0, longest_absence=0, committee_minutes=True,
    starts=START, ends=END, speakers=10, present=20, tasks_due=10, tasks_done=10,
)  # fmt: skip


def table_b() -> dict[str, ScoreItem]:
    """Read the lines of table B as they are shipped."""
    seed = tomllib.loads((places.resources() / "seed" / "score_templates.toml").read_text(encoding="utf-8"))
    table = next(entry for entry in seed["template"] if entry["code"] == "AN_PHU")
    return {entry["code"]: _item(entry) for entry in table["item"]}


def _item(entry: dict) -> ScoreItem:
    options = tuple(
        ScoreOption(one["label"], Decimal(one["points"]), _bound(one.get("from")), _bound(one.get("to")))
        for one in entry.get("options", ())
    )
    return ScoreItem(
        entry["code"],
        entry["title"],
        Decimal(entry["max"]),
        entry.get("group", False),
        ItemKind(entry.get("kind", "FREE")),
        auto=entry.get("auto", ""),
        condition=Condition(entry.get("condition", "")),
        not_applicable=NotApplicable(entry.get("not_applicable", "ZERO")),
        moves_to=entry.get("moves_to", ""),
        options=options,
    )


def _bound(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)


B = table_b()


def points(code: str, **told) -> Decimal | None:
    """Return what is suggested for a line of table B."""
    found = suggest(B[code], replace(FULL, **told))
    assert found is not None
    assert found.reason
    return found.points


@pytest.mark.parametrize(
    ("minutes", "total", "expected"),
    [
        (95, 22, 5), (90, 22, 5), (89, 22, 4), (75, 22, 4), (74, 22, 3), (60, 22, 3), (59, 22, 2), (45, 22, 2),
        (44, 22, 1), (0, 22, 1), (90, 29, 5), (90, 30, 3), (119, 30, 4), (120, 30, 5), (60, 30, 2), (59, 30, 1),
    ],
)  # fmt: skip
def test_1_1_gives_points_by_the_minutes_lacking_of_the_size_s_minutes(minutes, total, expected):
    assert points("1.1", minutes=minutes, total=total) == expected


@pytest.mark.parametrize(
    ("minutes", "required", "expected"), [(90, 90, 5), (75, 90, 4), (44, 90, 1), (60, 120, 2), (59, 120, 1)]
)
def test_the_office_s_own_minutes_may_be_asked_instead_of_the_size_s(minutes, required, expected):
    item = replace(B["1.1"], auto=Auto.DURATION)
    assert suggest(item, replace(FULL, minutes=minutes, required_minutes=required)).points == expected


@pytest.mark.parametrize(
    ("present", "expected", "unexcused", "points_given"),
    [
        (100, 100, 0, 4), (90, 100, 0, 4), (899, 1000, 0, 3), (75, 100, 0, 3), (749, 1000, 0, 2), (65, 100, 0, 2),
        (649, 1000, 0, 1), (0, 100, 0, 1), (99, 100, 1, 1),
    ],
)  # fmt: skip
def test_2_1_gives_points_by_the_rate_and_the_least_when_someone_stayed_away_without_reason(
    present, expected, unexcused, points_given
):
    assert points("2.1", present_expected=present, expected=expected, unexcused=unexcused) == points_given


def test_the_reason_stands_beside_the_points_and_never_rounds_a_rate_up_over_the_edge():
    facts = replace(FULL, expected=23, present_expected=20)
    assert suggest(B["2.1"], facts).sentence == "20/23 = 86,9 % ≥ 75 %: 3 điểm"
    assert (
        suggest(B["2.1"], replace(FULL, expected=10000, present_expected=7499)).reason == "7499/10000 = 74,9 % ≥ 65 %"
    )


@pytest.mark.parametrize(("longest", "expected"), [(0, 1), (3, 1), (4, 0)])
def test_2_2_gives_the_point_unless_someone_was_away_more_than_three_times_in_a_row(longest, expected):
    assert points("2.2", longest_absence=longest) == expected


@pytest.mark.parametrize(
    ("has_committee", "minutes_kept", "expected"),
    [(True, True, 2), (True, False, 0), (True, None, None), (False, None, 2)],
)
def test_3_3_gives_full_marks_for_a_committee_that_met_and_to_a_cell_with_only_a_secretary(
    has_committee, minutes_kept, expected
):
    assert points("3.3", has_committee=has_committee, committee_minutes=minutes_kept) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [(timedelta(hours=24), 2), (timedelta(hours=24, seconds=-1), 0), (timedelta(days=3), 2), (None, None)],
)
def test_3_5_gives_points_for_papers_a_whole_day_ahead(before, expected):
    assert points("3.5", uploaded_before=None if before is None else START - before) == expected


@pytest.mark.parametrize(
    ("after", "expected"), [(timedelta(0), 1), (timedelta(days=2), 1), (timedelta(days=2, seconds=1), 0), (None, None)]
)
def test_8_3_gives_the_point_for_papers_within_two_days(after, expected):
    assert points("8.3", uploaded_after=None if after is None else END + after) == expected


@pytest.mark.parametrize(
    ("code", "told", "sentence"),
    [
        ("2.2", {"longest_absence": 3, "absences_borne": 2}, "Có đảng viên vắng có lý do 3 lần liên tiếp: 0 điểm"),
        ("2.2", {"longest_absence": 2, "absences_borne": 2}, "Không ai vắng có lý do quá 2 lần liên tiếp: 1 điểm"),
        (
            "3.5", {"uploaded_before": START - timedelta(hours=24), "upload_before_hours": 36},
            "Tài liệu đăng chưa trước đủ 36 giờ: 0 điểm",
        ),
        (
            "3.5", {"uploaded_before": START - timedelta(hours=48), "upload_before_hours": 48},
            "Tài liệu đăng trước ít nhất 2 ngày: 2 điểm",
        ),
        (
            "8.3", {"uploaded_after": END + timedelta(days=3), "upload_after_days": 3},
            "Tài liệu đăng trong 3 ngày: 1 điểm",
        ),
        (
            "8.3", {"uploaded_after": END + timedelta(days=2), "upload_after_days": 1},
            "Tài liệu đăng sau quá 1 ngày: 0 điểm",
        ),
    ],
)  # fmt: skip
def test_what_is_borne_and_how_long_papers_take_is_what_the_office_says(code, told, sentence):
    assert suggest(B[code], replace(FULL, **told)).sentence == sentence


@pytest.mark.parametrize(
    ("speakers", "present", "expected"),
    [(20, 20, 5), (10, 20, 5), (499, 1000, 4), (8, 20, 4), (399, 1000, 3), (6, 20, 3), (299, 1000, 2), (0, 20, 2)],
)
def test_4_5_gives_points_by_the_share_who_spoke_exactly_half_being_the_best(speakers, present, expected):
    assert points("4.5", speakers=speakers, present=present) == expected


@pytest.mark.parametrize(
    ("done", "due", "expected"),
    [
        (10, 10, 30), (9, 10, 30), (899, 1000, 27), (8, 10, 27), (799, 1000, 24), (7, 10, 24), (699, 1000, 20),
        (6, 10, 20), (599, 1000, 15), (5, 10, 15), (499, 1000, 10), (0, 10, 10), (0, 0, None),
    ],
)  # fmt: skip
def test_7_gives_points_by_the_tasks_done_of_those_due(done, due, expected):
    assert points("7", tasks_done=done, tasks_due=due) == expected


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("1.1", {"minutes": None}),
        ("1.1", {"total": None}),
        ("2.1", {"expected": 0}),
        ("2.2", {"longest_absence": None}),
        ("3.5", {"starts": None}),
        ("8.3", {"ends": None}),
        ("4.5", {"speakers": None}),
        ("7", {"tasks_done": None}),
    ],
)
def test_nothing_is_suggested_where_the_record_says_nothing(code, told):
    assert points(code, **told) is None


@pytest.mark.parametrize("code", ["3.1", "4", "4.7"])
def test_lines_nobody_computes_have_no_suggestion(code):
    assert suggest(B[code], FULL) is None


def test_a_value_in_no_band_gives_no_points():
    item = replace(B["4.5"], options=B["4.5"].options[:2])
    assert suggest(item, replace(FULL, speakers=1)).points is None


# What does not apply


@pytest.mark.parametrize(
    ("is_themed", "has_committee", "full_marks"), [(True, True, 100), (False, True, 100), (False, False, 100)]
)
def test_the_total_stays_a_hundred_whatever_applies(is_themed, has_committee, full_marks):
    items = scoring.applied(tuple(B.values()), is_themed=is_themed, has_committee=has_committee)
    best = {item.code: item.maximum for item in scoring.leaves(items)}
    assert scoring.total(items, best) == full_marks
    group = next(item for item in items if item.code == "4")
    assert scoring.group_total(items, group, best) == 30


def test_4_3_moves_its_points_to_4_2_in_a_month_without_a_themed_meeting():
    items = {item.code: item for item in scoring.applied(tuple(B.values()), is_themed=False, has_committee=True)}
    assert (items["4.2"].maximum, items["4.3"].fixed) == (15, 0)
    assert suggest(items["4.3"], FULL).reason == "Tháng không có sinh hoạt chuyên đề, điểm chuyển sang dòng 4.2"


@pytest.mark.parametrize(
    ("way", "fixed", "whole"), [(NotApplicable.ZERO, 0, 95), (NotApplicable.FULL, 5, 100), (NotApplicable.MOVE, 0, 100)]
)
def test_a_line_that_does_not_apply_is_lost_given_or_moved(way, fixed, whole):
    items = tuple(replace(item, not_applicable=way) if item.code == "4.3" else item for item in B.values())
    found = scoring.applied(items, is_themed=False, has_committee=True)
    assert next(item.fixed for item in found if item.code == "4.3") == fixed
    assert scoring.total(found, {item.code: item.maximum for item in scoring.leaves(found)}) == whole


def test_3_3_is_given_in_full_to_a_cell_without_a_committee():
    items = {item.code: item for item in scoring.applied(tuple(B.values()), is_themed=True, has_committee=False)}
    assert items["3.3"].fixed == 2
    assert suggest(items["3.3"], FULL).sentence == "Chi bộ không có chi ủy, được trọn điểm: 2 điểm"


def test_points_moved_are_not_suggested_beyond_the_line_s_maximum():
    item = replace(B["4.5"], maximum=Decimal(3))
    assert suggest(item, FULL).points == 3
