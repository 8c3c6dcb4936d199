"""What a cell's dossier holds when it comes to the office (recognition.md §13)."""

from __future__ import annotations

from bontot_desktop.rules.words import Labelled


class DossierItem(Labelled):
    """The papers of a dossier, in the order of its checklist."""

    REGISTRATION = "REGISTRATION", "Bản đăng ký"
    SELF_REPORT = "SELF_REPORT", "Báo cáo tự đánh giá"
    SELF_SCORE = "SELF_SCORE", "Bảng tự chấm điểm"
    MINUTES = "MINUTES", "Biên bản họp chi bộ thông qua kết quả tự chấm"
    EVIDENCE = "EVIDENCE", "Minh chứng theo tiêu chí"
    COLLECTIVE_REVIEW = "COLLECTIVE_REVIEW", "Báo cáo kiểm điểm tập thể (Mẫu 01)"
    MEMBER_RATINGS = "MEMBER_RATINGS", "Tổng hợp xếp loại đảng viên"
    REMARK = "REMARK", "Nhận xét của đảng ủy viên phụ trách"
    ACHIEVEMENTS = "ACHIEVEMENTS", "Báo cáo thành tích (nếu đề nghị khen)"


#: What every dossier must hold unless the office says otherwise: all but the report for a reward.
USUALLY_ASKED = frozenset(DossierItem) - {DossierItem.ACHIEVEMENTS}
