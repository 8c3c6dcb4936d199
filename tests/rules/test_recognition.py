"""Recognition holds to recognition.md: the states, the majority of all members, the years in a row."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bontot_desktop.rules.rating_suggestions import rules_of
from bontot_desktop.rules.recognition import (
    ENTRY_MOVES,
    CampaignState,
    EntryState,
    QualityLevel,
    body_approves,
    may_move,
    phase,
    streak,
)


@pytest.mark.parametrize(("votes_for", "passed"), [(5, True), (4, False)])
def test_vector_7_a_majority_is_of_all_nine_members_not_of_the_six_present(votes_for, passed):
    assert body_approves(votes_for, total_members=9) is passed


def test_half_of_an_even_body_is_no_majority():
    assert not body_approves(5, total_members=10)


def test_vector_11_a_year_without_the_title_breaks_the_row():
    assert streak({2023, 2024, 2026}, 2026) == 1


def test_vector_12_five_years_in_a_row_count_five():
    assert streak({2022, 2023, 2024, 2025, 2026}, 2026) == 5


def test_no_state_leads_out_of_a_revoked_or_closed_entry():
    assert not ENTRY_MOVES[EntryState.REVOKED]
    assert not ENTRY_MOVES[EntryState.CLOSED_REORG]


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (EntryState.NOT_REGISTERED, EntryState.SELF_SCORED),
        (EntryState.REGISTERED, EntryState.PROPOSED),
        (EntryState.SUBMITTED, EntryState.PROPOSED),
        (EntryState.NOT_PROPOSED, EntryState.RECOGNISED),
        (EntryState.RECOGNISED, EntryState.NOT_RECOGNISED),
    ],
)
def test_no_step_of_the_road_can_be_jumped(state, to):
    assert not may_move(state, to)


@pytest.mark.parametrize(
    ("states", "reviewed", "expected"),
    [
        ([EntryState.NOT_REGISTERED, EntryState.REGISTERED], False, CampaignState.REGISTRATION_OPEN),
        ([EntryState.REGISTERED, EntryState.SELF_SCORED], False, CampaignState.SELF_SCORING),
        ([EntryState.SELF_SCORED, EntryState.VERIFIED], False, CampaignState.VERIFYING),
        ([EntryState.VERIFIED], True, CampaignState.REVIEWING),
    ],
)
def test_a_campaign_is_as_far_as_its_cells(states, reviewed, expected):
    assert phase(states, reviewed=reviewed) is expected


@pytest.mark.parametrize(
    ("points", "level"),
    [
        ("90", QualityLevel.EXCELLENT),
        ("89.9", QualityLevel.GOOD),
        ("70", QualityLevel.GOOD),
        ("69.9", QualityLevel.COMPLETED),
        ("50", QualityLevel.COMPLETED),
        ("49.9", QualityLevel.NOT_COMPLETED),
    ],
)
def test_the_points_suggest_a_level_from_its_least_points_on(points, level):
    assert rules_of(2026).of_points(Decimal(points)) is level
