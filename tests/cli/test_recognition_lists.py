"""``bontot list registrations`` and ``ratings`` tell of each cell what the page tells."""

from __future__ import annotations

from bontot_desktop.cli.recognition_lists import RATINGS, REGISTRATIONS
from tests import recognition_office as made


def test_registrations_of_a_year_have_state_points_rating_and_reasons(tmp_path):
    office = made.make_office(tmp_path)
    made.judged(office)
    lines = REGISTRATIONS.lines(office, 2026)
    assert [(line["code"], line["state"], line["points"], line["rating"]) for line in lines] == [
        ("CB01", "Đề nghị công nhận", 100.0, "HTTNV"),
        ("CB02", "Đề nghị công nhận", 100.0, "HTTNV"),
        ("CB03", "Đề nghị công nhận", 100.0, "HTTNV"),
        ("CB04", "Không đề nghị", 100.0, "HTTNV"),
    ]
    assert lines[3]["reasons"] == "Chưa trả hết đảng phí."
    assert REGISTRATIONS.lines(office, 2025) == []
    assert set(REGISTRATIONS.headings) <= set(lines[0])
    office.close()


def test_ratings_of_a_year_name_level_and_points(tmp_path):
    office = made.make_office(tmp_path)
    made.judged(office)
    lines = RATINGS.lines(office, None)
    assert [(line["year"], line["code"], line["rating"]) for line in lines][:1] == [(2026, "CB01", "HTTNV")]
    assert set(RATINGS.headings) <= set(lines[0])
    office.close()
