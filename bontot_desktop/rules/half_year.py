"""The figures of the half-year table that only the cells can tell (meetings.md §5 F12, the typed columns)."""

from __future__ import annotations

from bontot_desktop.rules.words import Labelled


class TypedFigure(Labelled):
    """A typed column of F12."""

    SKILFUL_MOBILISING = "SKILFUL_MOBILISING", "Dân vận khéo"
    THEMES_STUDIED = "THEMES_STUDIED", "Học tập chuyên đề"
    STORIES_READ = "STORIES_READ", "Đọc bài viết (mẩu chuyện về Bác)"
    INSPECTIONS = "INSPECTIONS", "Kiểm tra, giám sát"
    NOTE = "NOTE", "Ghi chú"
    OTHER = "OTHER", "Khác"

    @property
    def field(self) -> str:
        """Its name among the facts of the table."""
        return self.value.lower()
