"""The window of the check: every question with its answer, what is not right by name, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.tables.columns import state_column, text_column
from bontot_desktop.ui.tables.view import TableView

TITLE = "Kiểm tra dữ liệu"
ALL_GOOD = "Dữ liệu đúng và nguyên vẹn."
DAMAGED = "Tệp dữ liệu có phần bị hỏng. Hãy khôi phục từ bản sao; không có bản sao tốt thì cứu dữ liệu."
CAN_MEND = "Có chỗ chưa đúng và sửa được. Chương trình làm một bản sao trước khi sửa."
CANNOT_MEND = "Có chỗ chưa đúng cần người xem lại; chọn từng dòng để biết ở đâu."
NOTHING_MORE = "Không có gì phải làm."


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as the table shows it; ``id`` is its place."""

    id: int
    sentence: str
    word: str
    tone: Tone
    details: tuple[str, ...]


class CheckWindow(QDialog):
    """The questions above, what is not right of the chosen one below."""

    help_topic: ClassVar[str] = "kiem-tra-du-lieu"

    def __init__(
        self, parent: QWidget | None, answers: Sequence[Any], *, mend: Callable[[], None], rescue: Callable[[], None]
    ) -> None:
        """``answers`` are those of ``checking.asked``; ``mend`` and ``rescue`` are what the buttons do."""
        super().__init__(parent)
        self.setObjectName("check")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self._mend, self._rescue = mend, rescue
        amiss = [answer for answer in answers if not answer.is_good]
        is_damaged = any(answer.key == "machine" for answer in amiss)
        can_mend = any(answer.can_mend for answer in amiss) and not is_damaged
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        body = QVBoxLayout()
        body.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.WIDE)
        body.setSpacing(look.GAP)
        outer.addLayout(body, 1)
        said = DAMAGED if is_damaged else CAN_MEND if can_mend else CANNOT_MEND if amiss else ALL_GOOD
        self.summary = QLabel(said, self)
        self.summary.setWordWrap(True)
        look.mark(self.summary, "strong")
        body.addWidget(self.summary)
        self.table = TableView(
            (
                text_column("Câu hỏi", lambda row: row.sentence, stretch=True),
                state_column("Trả lời", lambda row: row.word, lambda row: row.tone),
            ),
            "check",
            self,
        )
        self._rows = [_row(place, answer) for place, answer in enumerate(answers)]
        self.table.set_rows(self._rows)
        self.table.current_changed.connect(self._show)
        body.addWidget(self.table, 3)
        self.details = QPlainTextEdit(self)
        self.details.setReadOnly(True)
        self.details.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.details.setAccessibleName("Những chỗ chưa đúng của câu đang chọn")
        body.addWidget(self.details, 2)
        outer.addWidget(self._footer(can_mend=can_mend, is_damaged=is_damaged))
        self.table.select(next((row.id for row in self._rows if row.tone is Tone.BAD), 0))
        room = self.screen().availableSize() - QSize(look.VAST, look.row_height(self) + look.VAST)
        self.resize(QSize(look.text_width(110, self), look.row_height(self) * 20).boundedTo(room))

    def _footer(self, *, can_mend: bool, is_damaged: bool) -> QFrame:
        footer = QFrame(self)
        look.mark(footer, "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, look.SMALL)
        row.setSpacing(look.SMALL)
        row.addStretch(1)
        self.close_button = QPushButton("Đóng", footer)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        row.addWidget(self.close_button)
        self.mend_button = QPushButton("Sao rồi sửa", footer)
        self.rescue_button = QPushButton("Khôi phục hoặc cứu…", footer)
        for button, is_wanted, act in (
            (self.mend_button, can_mend, self._mend),
            (self.rescue_button, is_damaged, self._rescue),
        ):
            look.mark(button, "primary")
            button.setAutoDefault(False)
            button.setVisible(is_wanted)
            button.clicked.connect(lambda _=False, act=act: self._do(act))
            row.addWidget(button)
        return footer

    def _do(self, act: Callable[[], None]) -> None:
        self.accept()
        act()

    def _show(self, place: int | None) -> None:
        if place is not None:
            details = self._rows[place].details
            self.details.setPlainText("\n".join(details) if details else NOTHING_MORE)


def _row(place: int, answer: Any) -> QuestionRow:
    word, tone = ("Đúng", Tone.GOOD) if answer.is_good else (f"{answer.count} chỗ chưa đúng", Tone.BAD)
    if answer.is_good and answer.details:
        word, tone = "Đúng, có ghi chú", Tone.QUIET
    return QuestionRow(place, answer.sentence, word, tone, answer.details)
