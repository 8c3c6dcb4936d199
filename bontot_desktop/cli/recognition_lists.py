"""The lists of registrations of "Chi bộ 4 tốt" and of yearly ratings for the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bontot_desktop.cli.listing import Listing
from bontot_desktop.rules.recognition import Scoring

if TYPE_CHECKING:
    from bontot_desktop.services.campaigns import CampaignRow
    from bontot_desktop.services.entries import EntryRow
    from bontot_desktop.services.office import Office

_REGISTRATION_HEADINGS = {
    "year": "Năm",
    "code": "Mã",
    "cell": "Chi bộ",
    "state": "Trạng thái",
    "registered_on": "Ngày đăng ký",
    "late": "Chậm",
    "pilot": "Làm điểm",
    "points": "Điểm",
    "rating": "Xếp loại",
    "reasons": "Lý do",
}
_RATING_HEADINGS = {
    "year": "Năm",
    "code": "Mã",
    "cell": "Chi bộ",
    "points": "Điểm",
    "rating": "Xếp loại",
    "exemplary": "Tiêu biểu",
}


def _line(campaign: CampaignRow, row: EntryRow) -> dict[str, Any]:
    points = row.verified_total if row.scoring is Scoring.POINTS else None
    return {
        "id": row.id,
        "year": campaign.year,
        "code": row.cell_code,
        "cell": row.cell,
        "group": row.group,
        "state": row.state.label,
        "state_code": row.state.value,
        "registered": row.took_part,
        "registered_on": row.registered_on,
        "late": row.is_late,
        "pilot": row.is_pilot,
        "points": points,
        "rating": row.rating.value if row.rating else "",
        "votes_for": row.votes_for,
        "reasons": " ".join(row.reasons),
    }


def _registrations(office: Office, year: int | None) -> list[dict[str, Any]]:
    from bontot_desktop.services import campaigns, entries

    chosen = [row for row in campaigns.list_campaigns(office) if year is None or row.year == year]
    return [_line(campaign, row) for campaign in chosen for row in entries.list_entries(office, campaign.id)]


REGISTRATIONS = Listing(_REGISTRATION_HEADINGS, _registrations)


def _ratings(office: Office, year: int | None) -> list[dict[str, Any]]:
    from bontot_desktop.services import ratings

    return [
        {
            "year": row.year,
            "code": row.cell_code,
            "cell": row.cell,
            "points": row.points,
            "rating": row.level.value,
            "level": row.level.label,
            "exemplary": row.is_exemplary,
        }
        for row in ratings.list_ratings(office, year)
    ]


RATINGS = Listing(_RATING_HEADINGS, _ratings)
