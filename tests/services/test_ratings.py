"""The yearly rating keeps its versions and asks why when the level is not the one the points say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bontot_desktop.db.models.ratings import CellRating
from bontot_desktop.errors import Problems
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.services import ratings
from bontot_desktop.services.ratings import RatingDraft
from tests import paper_office


@pytest.fixture
def office(tmp_path):
    office = paper_office.make_office(tmp_path, cells=2)
    yield office
    office.close()


def test_another_level_than_the_points_say_needs_its_reason(office):
    draft = RatingDraft(1, 2026, QualityLevel.EXCELLENT, Decimal(88))
    with pytest.raises(Problems, match="88 điểm ứng với mức “Hoàn thành tốt nhiệm vụ”"):
        ratings.save_all(office, [draft])
    assert ratings.of_year(office, 2026) == {}


def test_only_a_cell_rated_excellent_may_be_exemplary(office):
    with pytest.raises(Problems, match="Tiêu biểu"):
        ratings.save_all(office, [RatingDraft(1, 2026, QualityLevel.GOOD, is_exemplary=True)])


def test_a_changed_rating_is_a_new_version_and_the_old_one_stays(office):
    ratings.save_all(office, [RatingDraft(1, 2026, QualityLevel.GOOD, Decimal(80)), RatingDraft(2, 2026, *_good())])
    ratings.save_all(office, [RatingDraft(1, 2026, QualityLevel.GOOD, Decimal(82)), RatingDraft(2, 2026, *_good())])
    with office.read() as session:
        kept = session.query(CellRating).order_by(CellRating.cell_id, CellRating.version)
        assert [(row.cell_id, row.version, row.is_current) for row in kept] == [
            (1, 1, False),
            (1, 2, True),
            (2, 1, True),
        ]
    assert ratings.of_year(office, 2026)[1].points == Decimal(82)


def _good():
    return QualityLevel.GOOD, Decimal(75)
