"""The criterion the cursor stands on: its words, its answers with their letters, what is computed, its proofs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop import text
from bontot_desktop.rules.recognition import Column, Scoring
from bontot_desktop.rules.scoring import show
from bontot_desktop.services import entry_checks
from bontot_desktop.services.entry_scores import ScoreSheet, SheetLine
from bontot_desktop.ui import look
from bontot_desktop.ui.pages.recognition.sheet_model import LETTERS

#: A space at which a line does not break: an answer stays with its points.
_FIRM = "\u00a0"


class LinePanel(QWidget):
    """A quiet place under the grid, always of the same height, so that nothing jumps from line to line."""

    #: The proofs of a criterion are to be seen (its id).
    proofs_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: SheetLine | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.TINY)
        self.words = QLabel(self)
        self.answers = QLabel(self)
        self.computed = QLabel(self)
        for label, kind in ((self.words, "hint"), (self.answers, "label"), (self.computed, "second")):
            label.setWordWrap(True)
            look.mark(label, kind)
        self.proofs = QPushButton("Tệp minh chứng…", self)
        look.mark(self.proofs, "link")
        self.proofs.clicked.connect(lambda: self.proofs_wanted.emit(self._line.criterion_id if self._line else None))
        head = QHBoxLayout()
        head.setSpacing(look.GAP)
        head.addWidget(self.words, 1)
        head.addWidget(self.proofs)
        column.addLayout(head)
        column.addWidget(self.answers)
        column.addWidget(self.computed)
        self.setMinimumHeight(round(look.metrics(self).lineSpacing() * 4.4))

    def say(self, sheet: ScoreSheet | None, line: SheetLine | None, column: Column | None) -> None:
        """Tell of a line; of none where the cursor is on the total."""
        self._line = line
        self.proofs.setVisible(line is not None and not line.is_group)
        if sheet is None or line is None:
            for label in (self.words, self.answers, self.computed):
                label.setText("")
            return
        hint = f" Gợi ý: {line.hint}" if line.hint else ""
        self.words.setText(f"{line.code}. {text.first_upper(line.title)}.{hint}")
        files = f"Tệp minh chứng ({line.files})…" if line.files else "Tệp minh chứng…"
        self.proofs.setText(files)
        self.answers.setText(_answers(sheet, line, column))
        self.computed.setText(_computed(line))


def _answers(sheet: ScoreSheet, line: SheetLine, column: Column | None) -> str:
    if line.is_group:
        return ""
    said = ""
    if sheet.scoring is Scoring.POINTS and line.item.options:
        said = "   ".join(
            f"{letter}: {answer.label} ({show(answer.points)})".replace(" ", _FIRM)
            for letter, answer in zip(LETTERS, line.item.options, strict=False)
        )
        odd = entry_checks.odd_answer(line, column) if column is not None else ""
        said = f"{said}. {odd}" if odd else said
    elif sheet.scoring is Scoring.PASS_FAIL:
        said = "đ: Đạt   k: Chưa đạt"
    elif sheet.scoring is Scoring.LEVEL4:
        said = "1, t: Tốt   2, k: Khá   3, b: Trung bình   4, c: Chưa đạt"
    if line.item.na_allowed:
        said = "   ".join(part for part in (said, f"x: Không áp dụng ({line.item.na_policy.label.lower()})") if part)
    return said


def _computed(line: SheetLine) -> str:
    auto = line.auto
    parts = []
    if auto is not None and not line.is_left_out:
        if auto.points is None:
            parts.append(f"Chương trình chưa tính được: {auto.sentence}")
        else:
            parts.append(f"Chương trình tính {show(auto.points)} điểm: {auto.sentence} Gõ = để lấy.")
    if line.is_by_hand:
        parts.append("Điểm đang ghi là sửa tay.")
    if line.lacks_evidence:
        parts.append("Tiêu chí này phải có minh chứng.")
    return " ".join(parts)
