"""Complaints, denunciations, inspections and conclusions on a cell, which hold or bar its recognition."""

from __future__ import annotations

from bontot_desktop.rules.words import Labelled


class CaseKind(Labelled):
    """What is under way or was found (recognition.md §4 E06, E15; §8)."""

    COMPLAINT = "COMPLAINT", "Khiếu nại"
    DENUNCIATION = "DENUNCIATION", "Tố cáo"
    INSPECTION = "INSPECTION", "Kiểm tra khi có dấu hiệu vi phạm"
    DISCIPLINE = "DISCIPLINE", "Kỷ luật tổ chức đảng"
    CONCLUSION = "CONCLUSION", "Kết luận của cấp có thẩm quyền"


class Outcome(Labelled):
    """What a conclusion found, as far as it bars recognition (E06)."""

    NONE = "NONE", "Không có vi phạm"
    MINOR = "MINOR", "Có thiếu sót, không đến mức xử lý"
    DISUNITY = "DISUNITY", "Mất đoàn kết nội bộ"
    DEGENERATION = "DEGENERATION", "Suy thoái, “tự diễn biến”, “tự chuyển hóa”"
    CORRUPTION = "CORRUPTION", "Tham nhũng, lãng phí, tiêu cực"
    VIOLATION = "VIOLATION", "Vi phạm đến mức phải xử lý"
