"""``bontot list papers``: the register of papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bontot_desktop.cli.listing import Listing

if TYPE_CHECKING:
    from bontot_desktop.services.office import Office
    from bontot_desktop.services.papers import PaperRow

_HEADINGS = {
    "id": "Mã",
    "number": "Số, ký hiệu",
    "date": "Ngày",
    "name": "Loại",
    "about": "Về việc",
    "signer": "Người ký",
    "state_label": "Trạng thái",
    "file_label": "Tệp",
}


def paper_line(row: PaperRow) -> dict[str, Any]:
    """Return a paper of the register as one line."""
    return {
        "id": row.id,
        "kind": row.kind_id,
        "name": row.kind_name,
        "number": row.number_text,
        "date": row.dated_on,
        "about": row.about,
        "cell": row.cell,
        "signer": row.signer,
        "state": row.state.value,
        "state_label": row.state.label,
        "file_state": row.file_state.value,
        "file_label": row.file_state.label,
    }


def _lines(office: Office, year: int | None) -> list[dict[str, Any]]:
    from bontot_desktop.services import papers

    return [paper_line(row) for row in papers.rows(office, year=year)]


PAPERS = Listing(_HEADINGS, _lines)
