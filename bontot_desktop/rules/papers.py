"""A paper (văn bản): its states and what each allows."""

from __future__ import annotations

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


class FileFormat(Labelled):
    """Formats a paper is written in."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"


class Issuer(Labelled):
    """Who issues a paper: decides letterhead, symbol and signature (document-format.md §3, §6)."""

    EXECUTIVE_COMMITTEE = "EXECUTIVE_COMMITTEE", "Ban Chấp hành Đảng bộ"
    STANDING_COMMITTEE = "STANDING_COMMITTEE", "Ban Thường vụ"
    COMMITTEE_OFFICE = "COMMITTEE_OFFICE", "Văn phòng"
    PARTY_BUILDING_BOARD = "PARTY_BUILDING_BOARD", "Ban Xây dựng Đảng"
    INSPECTION_COMMISSION = "INSPECTION_COMMISSION", "Ủy ban Kiểm tra"
    CELL = "CELL", "Chi bộ"
