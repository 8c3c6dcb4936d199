"""``bontot list cells`` and ``bontot list members``: the register as of today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bontot_desktop import dates
from bontot_desktop.cli.listing import Listing

if TYPE_CHECKING:
    from bontot_desktop.services.cell_list import CellRow
    from bontot_desktop.services.members import MemberRow
    from bontot_desktop.services.office import Office

_CELL_HEADINGS = {
    "code": "Mã",
    "name": "Tên chi bộ",
    "kind": "Loại hình",
    "report_group": "Nhóm báo cáo",
    "secretary": "Bí thư",
    "full_members": "Chính thức",
    "probationary_members": "Dự bị",
    "in_charge": "Đảng ủy viên phụ trách",
    "fixed_day": "Ngày",
    "usual_time": "Giờ",
    "usual_place": "Địa điểm",
}
_MEMBER_HEADINGS = {
    "id": "Số",
    "full_name": "Họ và tên",
    "birth": "Ngày sinh",
    "gender": "Giới tính",
    "admitted_on": "Ngày vào Đảng",
    "official_on": "Ngày chính thức",
    "card_no": "Số thẻ",
    "cell": "Chi bộ",
    "post": "Chức vụ",
    "status": "Tình trạng",
}


def _cell_line(row: CellRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "code": row.code,
        "name": row.name,
        "kind": row.kind,
        "report_group": row.report_group,
        "secretary": row.secretary,
        "members": row.members,
        "full_members": row.full_members,
        "probationary_members": row.probationary_members,
        "in_charge": row.in_charge,
        "fixed_day": row.fixed_day,
        "usual_time": dates.clock(row.usual_time) or None,
        "usual_place": row.usual_place,
        "warnings": list(row.warnings),
    }


def _member_line(row: MemberRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "full_name": row.full_name,
        "birth": row.birth_on or row.birth_year,
        "gender": row.gender.label if row.gender else "",
        "admitted_on": row.admitted_on,
        "official_on": row.official_on,
        "card_no": row.card_no,
        "cell": row.cell,
        "cell_code": row.cell_code,
        "post": row.post,
        "status": row.status_label,
        "phone": row.phone,
    }


def _cells(office: Office, year: int | None) -> list[dict[str, Any]]:
    from bontot_desktop.services import cell_list

    return [_cell_line(row) for row in cell_list.list_cells(office, day=_last_day(office, year))]


def _cells_and_ended(office: Office, year: int | None) -> list[dict[str, Any]]:
    from bontot_desktop.services import cell_list

    rows = cell_list.list_cells(office, day=_last_day(office, year), with_dissolved=True)
    return [{**_cell_line(row), "dissolved_on": row.dissolved_on} for row in rows]


def _members(office: Office, year: int | None) -> list[dict[str, Any]]:
    from bontot_desktop.services import members

    rows = members.list_members(office, day=_last_day(office, year))
    return [_member_line(row) for row in rows if year is None or row.status is not None]


def _last_day(office: Office, year: int | None) -> date:
    """Return the day a list shows: today, or the last day of another year."""
    today = office.today()
    return today if year is None or year == today.year else date(year, 12, 31)


CELLS = Listing(_CELL_HEADINGS, _cells, _cells_and_ended, {"dissolved_on": "Kết thúc"})
MEMBERS = Listing(_MEMBER_HEADINGS, _members)
