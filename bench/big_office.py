"""The register of a large office, written past the acts of a person: 200 cells, 10,000 members, 48,000 meetings."""

from __future__ import annotations

import atexit
import tempfile
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bontot_desktop.db.base import Base
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.meetings import MeetingFormat, MeetingState, MeetingType
from bontot_desktop.rules.members import Gender, MemberStatus
from bontot_desktop.services.office import Office
from bontot_desktop.services.setup import OfficeDraft, new_office

CELLS, MEMBERS, YEARS, PASSWORD = 200, 10_000, 20, "Mau-2026"
NOW = datetime(2026, 11, 22, 9, 0)
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
_MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Hồng", "Quang", "Thanh", "Ngọc", "Xuân", "Hữu")
_GIVEN = ("An", "Ân", "Bình", "Dũng", "Đạt", "Hà", "Hạ", "Hạnh", "Hòa", "Lan", "Mẫu", "Năm", "Sơn", "Thử", "Ước", "Yến")
_PLACES = ("Đồng", "Đông", "Mẫu", "Hạ", "Thượng", "Đầm", "Cầu", "Ao", "Bến", "Gò")


@cache
def big_office() -> Office:
    """Return the office, encrypted as a real one is, made once in a run."""
    folder = tempfile.TemporaryDirectory(prefix="bontot-bench-")
    draft = OfficeDraft("Đảng ủy xã Ví Dụ Lớn", "Đảng bộ tỉnh Mẫu", "Ví Dụ", 2025, 2030)
    path = Path(folder.name) / "lon.bontot"
    office, _ = new_office(path, draft, password=PASSWORD, holder="bench", who="bench", clock=lambda: NOW)
    with office.work("bench", "Sổ lớn") as work:
        work.leave_no_history()
        for table, rows in ((Cell, _cells()), (Member, _members()), (StatusRow, _statuses()), (Meeting, _meetings())):
            _write(work, table, rows)
    atexit.register(folder.cleanup)
    atexit.register(office.close)
    return office


def _write(work: Any, table: type[Base], rows: list[dict[str, Any]]) -> None:
    work.execute(insert(table), rows, execution_options={"unrecorded": True})


def _cells() -> list[dict[str, Any]]:
    kinds = list(ContentType)
    return [
        {
            "id": number,
            "code": f"TH{number:03d}",
            "name": f"Chi bộ thôn {_PLACES[number % len(_PLACES)]} {number}",
            "content_type": kinds[number % len(kinds)],
            "report_group": ("Nông thôn", "Cơ quan", "Trường học")[number % 3],
            "fixed_day": number % 28 + 1,
        }
        for number in range(1, CELLS + 1)
    ]


def _members() -> list[dict[str, Any]]:
    return [
        {
            "id": number,
            "full_name": f"{_FAMILY[number % 10]} {_MIDDLE[number // 10 % 10]} {_GIVEN[number * 7 % len(_GIVEN)]}",
            "gender": (Gender.MALE, Gender.FEMALE)[number % 2],
            "birth_on": date(1940, 1, 1) + timedelta(days=number * 2 % 24_000),
            "admitted_on": date(1970, 1, 1) + timedelta(days=number * 3 % 20_000),
            "official_on": date(1971, 1, 1) + timedelta(days=number * 3 % 20_000),
            "card_no": f"{number:09d}",
            "phone": f"09{number:08d}",
        }
        for number in range(1, MEMBERS + 1)
    ]


def _statuses() -> list[dict[str, Any]]:
    return [
        {
            "member_id": number,
            "cell_id": number % CELLS + 1,
            "status": MemberStatus.PROBATIONARY if number % 25 == 0 else MemberStatus.FULL,
            "from_on": date(1971, 1, 1) + timedelta(days=number * 3 % 20_000),
        }
        for number in range(1, MEMBERS + 1)
    ]


def _meetings() -> list[dict[str, Any]]:
    return [
        {
            "cell_id": cell,
            "type": MeetingType.REGULAR,
            "format": MeetingFormat.IN_PERSON,
            "state": MeetingState.HELD,
            "year": 2026 - back,
            "month": month,
            "held_on": date(2026 - back, month, 3),
        }
        for cell in range(1, CELLS + 1)
        for back in range(YEARS)
        for month in range(1, 13)
    ]
