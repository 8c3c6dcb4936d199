"""The yearly rating of cells and members (QĐ 366, HD 43): who is rated, on which form, and how a rating stands."""

from __future__ import annotations

from bontot_desktop.rules.words import Labelled


class RatingStanding(Labelled):
    """How a version of a rating stands (recognition.md §8)."""

    PROPOSED = "PROPOSED", "Đề nghị"
    DECIDED = "DECIDED", "Đã quyết định"
    REPLACED = "REPLACED", "Đã thay bằng kết quả khác"
    CANCELLED = "CANCELLED", "Đã hủy"


class NotEvaluated(Labelled):
    """Why a member is not evaluated in a year (QĐ 366, Điều 5)."""

    EXEMPT = "EXEMPT", "miễn công tác và sinh hoạt đảng"
    SUSPENDED = "SUSPENDED", "bị đình chỉ sinh hoạt đảng"
    NEW = "NEW", "mới kết nạp chưa đủ 6 tháng"
    OTHER = "OTHER", "lý do khác"


class ReviewForm(Labelled):
    """Which form of HD 43 a member writes."""

    LEADER = "2A", "Mẫu 2A: giữ chức vụ lãnh đạo, quản lý"
    STAFF = "2B", "Mẫu 2B: không giữ chức vụ lãnh đạo"
    OUTSIDE = "2C", "Mẫu 2C: không làm việc trong hệ thống chính trị"
