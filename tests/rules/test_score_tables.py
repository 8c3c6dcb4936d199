"""What a score table must satisfy (meetings.md §8.2)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bontot_desktop.rules.score_tables import TableFacts, problems, warnings
from bontot_desktop.rules.scoring import (
    Condition,
    ItemKind,
    NotApplicable,
    Rating,
    RatingBand,
    ScoreItem,
    ScoreOption,
)
from tests.rules.test_auto_scores import B

BANDS = tuple(RatingBand(rating, Decimal(least)) for rating, least in zip(Rating, (90, 70, 50, 0), strict=True))
TABLE = TableFacts(
    items=(
        ScoreItem("1", "Thời lượng", Decimal(40)),
        ScoreItem("2", "Chuẩn bị", Decimal(60), is_group=True),
        ScoreItem("2.1", "Nội dung", Decimal(20)),
        ScoreItem("2.2", "Thông báo", Decimal(40)),
    ),
    bands=BANDS,
    maximum=Decimal(100),
    step=Decimal("0.5"),
)


def changed(place: int, **told) -> TableFacts:
    items = list(TABLE.items)
    items[place] = replace(items[place], **told)
    return replace(TABLE, items=tuple(items))


def fields(table: TableFacts) -> set[str]:
    return {problem.field for problem in problems(table)}


def option(label: str, points: str, lower: str | None = None, upper: str | None = None) -> ScoreOption:
    low, high = (None if bound is None else Decimal(bound) for bound in (lower, upper))
    return ScoreOption(label, Decimal(points), low, high)


def test_a_sound_table_has_nothing_to_mend():
    assert problems(TABLE) == []
    assert warnings(TABLE) == []
    shipped = replace(TABLE, items=tuple(B.values()))
    assert problems(shipped) == []
    assert warnings(shipped) == []


@pytest.mark.parametrize(
    ("place", "told", "field"),
    [
        (0, {"code": ""}, "items.0.code"),
        (2, {"code": "2.2"}, "items.3.code"),
        (2, {"code": "3.1"}, "items.2.code"),
        (0, {"title": " "}, "items.0.title"),
        (0, {"maximum": Decimal(0)}, "items.0.maximum"),
        (0, {"maximum": Decimal("40.3")}, "items.0.maximum"),
        (2, {"maximum": Decimal(21)}, "items.1.maximum"),
        (0, {"is_group": True}, "items.0.is_group"),
        (0, {"options": (option("nhiều quá", "41"),)}, "items.0.options"),
        (0, {"options": (option("lẻ", "1.3"),)}, "items.0.options"),
        (0, {"options": (option(" ", "1"),)}, "items.0.options"),
        (0, {"kind": ItemKind.OPTIONS, "options": (option("một mức", "1"),)}, "items.0.options"),
        (0, {"kind": ItemKind.AUTO}, "items.0.auto"),
        (0, {"kind": ItemKind.AUTO, "auto": "SPEAKING", "options": (option("mức", "1"),)}, "items.0.options"),
        (0, {"options": (option("a", "5", "50"), option("b", "4", "40", "51"))}, "items.0.options"),
        (0, {"options": (option("a", "5", "50", "50"),)}, "items.0.options"),
        (2, {"condition": Condition.THEMED, "not_applicable": NotApplicable.MOVE}, "items.2.moves_to"),
        (
            2,
            {"condition": Condition.THEMED, "not_applicable": NotApplicable.MOVE, "moves_to": "2"},
            "items.2.moves_to",
        ),
    ],
)
def test_each_rule_of_a_line_is_said_at_its_field(place, told, field):
    assert field in fields(changed(place, **told))


def test_points_are_not_moved_to_a_line_that_may_not_apply_either():
    table = changed(3, condition=Condition.COMMITTEE)
    items = list(table.items)
    items[2] = replace(items[2], condition=Condition.THEMED, not_applicable=NotApplicable.MOVE, moves_to="2.2")
    assert fields(replace(table, items=tuple(items))) == {"items.2.moves_to"}


def test_lines_that_do_not_add_up_to_the_whole_are_warned_of_and_do_not_block():
    table = changed(0, maximum=Decimal(30))
    assert problems(table) == []
    assert warnings(table) == ["Các tiêu chí cộng lại 90 điểm, thang điểm ghi 100."]


def test_bands_that_touch_are_sound_and_a_gap_between_them_is_warned_of():
    touching = changed(0, options=(option("từ 50", "5", "50"), option("dưới 50", "4", None, "50")))
    assert problems(touching) == []
    assert warnings(touching) == []
    gap = changed(0, options=(option("từ 50", "5", "50"), option("dưới 49", "4", None, "49")))
    assert len(warnings(gap)) == 1


@pytest.mark.parametrize(
    ("least", "field"),
    [((90, 90, 50, 0), "bands.FAIR"), ((101, 70, 50, 0), "bands.GOOD"), ((90, 70, 50, 10), "bands.POOR")],
)
def test_ratings_go_down_and_begin_at_nothing(least, field):
    bands = tuple(RatingBand(rating, Decimal(one)) for rating, one in zip(Rating, least, strict=True))
    assert fields(replace(TABLE, bands=bands)) == {field}


def test_a_table_without_lines_ratings_or_step_is_refused():
    assert fields(replace(TABLE, items=())) == {"items"}
    assert fields(replace(TABLE, bands=())) == {"bands"}
    assert fields(replace(TABLE, step=Decimal(0))) == {"step"}
