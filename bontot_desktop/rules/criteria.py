"""Sets of criteria as data: what a set is for, how its lines are scored, what becomes of lines that do not apply."""

from __future__ import annotations

from bontot_desktop.rules.words import Labelled


class SetUse(Labelled):
    """What a set of criteria is for (recognition.md §2.2): results of different uses are never merged."""

    CELL_TITLE = "CELL_TITLE", "Chi bộ 4 tốt"
    CELL_RATING = "CELL_RATING", "Xếp loại chất lượng chi bộ"
    MEMBER_RATING = "MEMBER_RATING", "Xếp loại chất lượng đảng viên"
    MEMBER_TITLE = "MEMBER_TITLE", "Đảng viên 5 tốt"
    COMMITTEE_TITLE = "COMMITTEE_TITLE", "Đảng bộ cơ sở 4 tốt"


class CriterionKind(Labelled):
    """How the points of a criterion are given (recognition.md §5.1)."""

    MANUAL = "MANUAL", "Tự cho điểm"
    OPTIONS = "OPTIONS", "Theo mức"
    AUTO = "AUTO", "Chương trình tính, có thể sửa tay"


class NaPolicy(Labelled):
    """What becomes of the points of a criterion that does not apply to a cell (recognition.md §5.1)."""

    REDISTRIBUTE = "REDISTRIBUTE", "Chia lại cho các tiêu chí cùng nhóm"
    FULL = "FULL", "Được trọn điểm"
    ZERO = "ZERO", "Không được điểm"


class ItemRole(Labelled):
    """Whether the points of a line belong to the total, come on top of it, or are taken off."""

    ITEM = "ITEM", "Tiêu chí"
    BONUS = "BONUS", "Điểm thưởng"
    PENALTY = "PENALTY", "Điểm trừ"
