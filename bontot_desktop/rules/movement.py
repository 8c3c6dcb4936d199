"""The movement around the title: briefings, commitments, papers reported by cells, models worth copying."""

from __future__ import annotations

from bontot_desktop.rules.words import Labelled


class BriefingKind(Labelled):
    """What people were called together for."""

    LAUNCH = "LAUNCH", "Lễ phát động, ký giao ước"
    BRIEFING = "BRIEFING", "Hội nghị quán triệt, triển khai"
    TRAINING = "TRAINING", "Tập huấn, hướng dẫn"
    REVIEW = "REVIEW", "Hội nghị sơ kết, tổng kết"


class BriefingForm(Labelled):
    """How a briefing was held."""

    IN_PERSON = "IN_PERSON", "Trực tiếp"
    ONLINE = "ONLINE", "Trực tuyến"
    BOTH = "BOTH", "Trực tiếp kết hợp trực tuyến"


class FindKind(Labelled):
    """What a cell did that is worth telling (mô hình, cách làm hay, việc tốt, điển hình)."""

    GOOD_DEED = "GOOD_DEED", "Làm theo Bác, mỗi tháng một việc tốt"
    MODEL = "MODEL", "Mô hình"
    PRACTICE = "PRACTICE", "Cách làm hay"
    OUTSTANDING_CELL = "OUTSTANDING_CELL", "Chi bộ điển hình"
    OUTSTANDING_MEMBER = "OUTSTANDING_MEMBER", "Đảng viên điển hình"
