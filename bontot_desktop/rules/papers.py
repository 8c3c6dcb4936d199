"""A paper (văn bản): its states and what each allows."""

from __future__ import annotations

from datetime import date

from bontot_desktop import dates
from bontot_desktop.rules.words import Labelled


class PaperState(Labelled):
    """Draft → issued (numbered, frozen, filed) → withdrawn."""

    DRAFT = "DRAFT", "Dự thảo"
    ISSUED = "ISSUED", "Đã ban hành"
    WITHDRAWN = "WITHDRAWN", "Đã thu hồi"


class FileState(Labelled):
    """Where the file of an issued paper stands."""

    PENDING = "PENDING", "Chờ in"
    WRITTEN = "WRITTEN", "Đã ghi"


class FileCondition(Labelled):
    """What is found when a filed file is looked at on the disk."""

    PENDING = "PENDING", "Chờ in"
    WHOLE = "WHOLE", "Đã ghi"
    EDITED = "EDITED", "Đã sửa tay"
    MISSING = "MISSING", "Không còn trong thư mục"


class FileFormat(Labelled):
    """Formats a paper is written in."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"


#: A paper dated further ahead of today than this is a slip of the keys (days).
FARTHEST_AHEAD = 366


def day_problem(day: date, today: date) -> str | None:
    """Refuse a date of issue that can't be meant; a date a little ahead only warns (see :func:`day_warning`)."""
    if (day - today).days > FARTHEST_AHEAD:
        return f"Ngày ban hành {dates.screen(day)} ở quá xa ngày hôm nay; hãy xem lại năm."
    return None


def day_warning(day: date, today: date) -> str | None:
    """Warn of a paper dated after today."""
    return f"Ngày {dates.screen(day)} ở sau ngày hôm nay." if day > today else None


class Issuer(Labelled):
    """Who issues a paper: decides letterhead, symbol and signature (document-format.md §3, §6)."""

    EXECUTIVE_COMMITTEE = "EXECUTIVE_COMMITTEE", "Ban Chấp hành Đảng bộ"
    STANDING_COMMITTEE = "STANDING_COMMITTEE", "Ban Thường vụ"
    COMMITTEE_OFFICE = "COMMITTEE_OFFICE", "Văn phòng"
    PARTY_BUILDING_BOARD = "PARTY_BUILDING_BOARD", "Ban Xây dựng Đảng"
    INSPECTION_COMMISSION = "INSPECTION_COMMISSION", "Ủy ban Kiểm tra"
    CELL = "CELL", "Chi bộ"
