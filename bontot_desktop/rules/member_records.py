"""What is kept of a member beside the statuses: discipline, awards, duties; and what such a line must satisfy."""

from __future__ import annotations

from bontot_desktop.rules.words import Labelled


class Penalty(Labelled):
    """Disciplinary measures against a member, the lightest first (Điều lệ, Điều 35)."""

    REPRIMAND = "REPRIMAND", "khiển trách"
    WARNING = "WARNING", "cảnh cáo"
    DISMISSAL = "DISMISSAL", "cách chức"
    EXPULSION = "EXPULSION", "khai trừ"


class AwardKind(Labelled):
    """What a member was given."""

    BADGE = "BADGE", "Huy hiệu Đảng"
    CERTIFICATE = "CERTIFICATE", "giấy khen"
    MERIT = "MERIT", "bằng khen"
    TITLE = "TITLE", "danh hiệu"
    OTHER = "OTHER", "khen thưởng khác"
