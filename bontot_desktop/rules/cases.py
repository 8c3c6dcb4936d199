"""Complaints, denunciations, inspections and conclusions on a cell, which hold or bar its recognition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
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


#: What is under way keeps the result waiting until it is concluded (E15); the others say that something was found.
WAITED_FOR = frozenset({CaseKind.COMPLAINT, CaseKind.DENUNCIATION, CaseKind.INSPECTION})
#: Outcomes that bar recognition in the year they were concluded (E06).
BARRING = frozenset({Outcome.DISUNITY, Outcome.DEGENERATION, Outcome.CORRUPTION, Outcome.VIOLATION})


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case against a cell; ``concluded_on`` None while it is under way."""

    kind: CaseKind
    received_on: date
    body: str = ""
    paper_no: str = ""
    concluded_on: date | None = None
    outcome: Outcome | None = None

    @property
    def is_open(self) -> bool:
        """Whether the result has to wait for it."""
        return self.kind in WAITED_FOR and self.concluded_on is None

    def bars(self, year: int) -> bool:
        """Say whether what was concluded in a year bars the title of that year."""
        return self.concluded_on is not None and self.concluded_on.year == year and self.outcome in BARRING


def told_open(case: CaseFacts) -> str:
    """Name what is under way: "tố cáo nhận ngày 05/11/2026 (Ủy ban Kiểm tra Đảng ủy)"."""
    body = f" ({case.body})" if case.body else ""
    return f"{case.kind.label[:1].lower()}{case.kind.label[1:]} nhận ngày {dates.short(case.received_on)}{body}"


def told_found(case: CaseFacts) -> str:
    """Name what was found: "mất đoàn kết nội bộ, theo Kết luận số 12-KL/UBKT ngày 01/10/2026"."""
    assert case.outcome is not None
    assert case.concluded_on is not None
    found = f"{case.outcome.label[:1].lower()}{case.outcome.label[1:]}"
    number = f" số {case.paper_no}" if case.paper_no else ""
    by = f" của {case.body}" if case.body else ""
    return f"{found}, theo kết luận{number} ngày {dates.short(case.concluded_on)}{by}"
