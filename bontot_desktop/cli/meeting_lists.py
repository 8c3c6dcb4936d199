"""``bontot list meetings``: the meetings of a year with their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bontot_desktop import dates
from bontot_desktop.cli.listing import Listing
from bontot_desktop.rules.meetings import percent

if TYPE_CHECKING:
    from bontot_desktop.services.meetings import MeetingRow
    from bontot_desktop.services.office import Office

_HEADINGS = {
    "id": "Số",
    "cell": "Chi bộ",
    "type": "Loại",
    "month": "Tháng",
    "held_on": "Ngày",
    "present": "Có mặt",
    "expected": "Phải dự",
    "rate": "Tỷ lệ",
    "speakers": "Phát biểu",
    "minutes": "Phút",
    "state": "Trạng thái",
}


def _line(row: MeetingRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "cell_id": row.cell_id,
        "cell": row.cell_name,
        "type": row.type.label,
        "year": row.year,
        "month": row.month,
        "held_on": row.held_on,
        "starts_at": dates.clock(row.starts_at) or None,
        "minutes": row.minutes,
        "theme": row.theme,
        "is_sample": row.is_sample,
        "present": row.present,
        "expected": row.expected,
        "rate": percent(row.present, row.expected),
        "speakers": row.speakers,
        "contributions": row.contributions,
        "state": row.state.label,
    }


def _lines(office: Office, year: int | None) -> list[dict[str, Any]]:
    from bontot_desktop.services import meetings

    return [_line(row) for row in meetings.list_meetings(office, year)]


MEETINGS = Listing(_HEADINGS, _lines)
