"""The committee's own title, "Đảng bộ cơ sở 4 tốt": the dossier that goes up, and what keeps it from going."""

from __future__ import annotations

from bontot_desktop.rules.words import Labelled


class CommitteePaper(Labelled):
    """The papers of the dossier for the committee above, in the order of its checklist (recognition.md §13)."""

    PETITION = "PETITION", "Tờ trình"
    LIST = "LIST", "Danh sách"
    MINUTES = "MINUTES", "Biên bản"
    REPORT = "REPORT", "Báo cáo"
    SCORE_SHEET = "SCORE_SHEET", "Bảng điểm"
    ACHIEVEMENTS = "ACHIEVEMENTS", "Báo cáo thành tích"
    RATINGS = "RATINGS", "Bản sao quyết định xếp loại các năm"
