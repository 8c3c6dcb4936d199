"""Money of rewards is exact, read out as papers read it; numbers of the register go on as the office writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.rules import awards
from bontot_desktop.rules.awards import BasePay
from bontot_desktop.rules.recognition import AwardKind, EntryState, QualityLevel

PAYS = (BasePay(date(2023, 7, 1), 1_800_000), BasePay(date(2024, 7, 1), 2_340_000))


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (date(2023, 6, 30), None),
        (date(2023, 7, 1), 1_800_000),
        (date(2024, 6, 30), 1_800_000),
        (date(2024, 7, 1), 2_340_000),
    ],
)
def test_the_base_pay_is_the_one_of_the_day(day, amount):
    found = awards.base_pay_on(reversed(PAYS), day)
    assert (found.amount if found else None) == amount


@pytest.mark.parametrize(("share", "money"), [("0.6", "1404000"), ("0.3", "702000"), ("1.5", "3510000")])
def test_money_is_the_share_of_the_base_pay_to_the_dong(share, money):
    assert awards.money(Decimal(share), 2_340_000) == Decimal(money)
    assert awards.money(None, 2_340_000) is None


@pytest.mark.parametrize(
    ("amount", "figures", "words"),
    [
        (1_404_000, "1.404.000", "một triệu bốn trăm lẻ bốn nghìn"),
        (702_000, "702.000", "bảy trăm lẻ hai nghìn"),
        (7_020_000, "7.020.000", "bảy triệu không trăm hai mươi nghìn"),
        (10_530_000, "10.530.000", "mười triệu năm trăm ba mươi nghìn"),
        (21_015_000, "21.015.000", "hai mươi mốt triệu không trăm mười lăm nghìn"),
        (1_005_000, "1.005.000", "một triệu không trăm lẻ năm nghìn"),
        (25_000, "25.000", "hai mươi lăm nghìn"),
        (0, "0", "không"),
    ],
)
def test_amounts_are_written_in_figures_and_words_as_on_papers(amount, figures, words):
    assert awards.dong(amount) == figures
    assert awards.in_words(amount) == words


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        ([], ["01", "02"]),
        (["07"], ["08", "09"]),
        (["12", "9"], ["13", "14"]),
        (["06/2026"], ["07/2026", "08/2026"]),
        (["41/2025"], ["01/2026", "02/2026"]),
        (["3-GK", "4-GK"], ["05-GK", "06-GK"]),
        (["ghi tay"], ["01", "02"]),
    ],
)
def test_numbers_of_the_register_go_on_as_the_office_writes_them(used, expected):
    assert awards.next_numbers(used, 2, 2026) == expected


def test_the_titles_reward_is_for_cells_recognised_and_the_others_for_exemplary_ones():
    title, best = AwardKind.TITLE, AwardKind.EXEMPLARY
    assert not awards.why_not(title, EntryState.RECOGNISED, None, is_exemplary=False)
    assert not awards.why_not(title, EntryState.PROPOSED, None, is_exemplary=False)
    assert awards.why_not(title, EntryState.NOT_RECOGNISED, QualityLevel.EXCELLENT, is_exemplary=True)
    assert not awards.why_not(best, EntryState.NOT_REGISTERED, QualityLevel.EXCELLENT, is_exemplary=True)
    assert awards.why_not(best, EntryState.RECOGNISED, QualityLevel.EXCELLENT, is_exemplary=False)
    assert awards.why_not(AwardKind.FIVE_YEARS, EntryState.RECOGNISED, QualityLevel.GOOD, is_exemplary=False)
