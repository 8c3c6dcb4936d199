"""Which scores stand far from the others, and by which rule."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bontot_desktop.rules.outliers import OutlierRule, median, outliers, own_sentence


def scored(*totals: str) -> list[tuple[int, str, Decimal]]:
    return [(place, f"Người {place}", Decimal(total)) for place, total in enumerate(totals, start=1)]


@pytest.mark.parametrize(
    ("totals", "far"),
    [
        (("91.5", "88", "95"), []),
        (("90", "91", "92", "79"), [4]),
        (("90", "90", "90", "93.5"), []),
        (("90", "90.5", "91", "91.5", "96"), [5]),
        (("90", "90", "90", "90", "101"), [5]),
        (("50", "95"), []),
        ((), []),
        (("70", "90", "91", "110"), [1, 4]),
    ],
)
def test_far_scores_are_those_beyond_ten_points_or_twice_the_usual_distance(totals, far):
    assert [one.key for one in outliers(scored(*totals))] == far


def test_the_sentence_names_the_rule():
    (one,) = outliers(scored("90", "91", "92", "79"))
    assert one.sentence == "Người 4 chấm 79, thấp hơn mức giữa (90,5) là 11,5 điểm, quá 10 điểm."
    (one,) = outliers(scored("90", "90.5", "91", "91.5", "96"))
    assert "quá 2 lần độ lệch thường gặp là 0,5 điểm" in one.sentence


def test_a_measure_is_switched_off_by_nought():
    assert outliers(scored("90", "91", "92", "79"), OutlierRule(points=Decimal(0), spreads=Decimal(0))) == ()
    assert outliers(scored("90", "91", "92", "79"), OutlierRule(least=5)) == ()


def test_how_near_the_middle_nothing_is_far_is_the_office_s_choice():
    close = scored("90", "90.5", "91", "91.5", "93.5")
    assert outliers(close) == ()
    assert [one.key for one in outliers(close, OutlierRule(near=Decimal(2)))] == [5]


def test_the_own_score_is_told_when_it_is_far_from_the_mean():
    assert own_sentence(Decimal(93), Decimal("91.5")) == ""
    assert own_sentence(None, Decimal(90)) == ""
    assert own_sentence(Decimal(98), Decimal("85.5")) == (
        "Chi bộ tự chấm 98, cao hơn bình quân của người dự (85,5) là 12,5 điểm, quá 10 điểm."
    )


def test_there_is_no_middle_of_nothing():
    with pytest.raises(ValueError, match="no values"):
        median([])
    assert median([Decimal(3), Decimal(1), Decimal(2), Decimal(4)]) == Decimal("2.5")
