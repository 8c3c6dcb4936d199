"""What stands on a member's page beside the form: the line of statuses and posts, meetings and papers."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bontot_desktop.rules import meetings
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services.member_card import Attended, LifeLine, NamedIn
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.tables.columns import date_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView

_TONES = {
    MemberStatus.PROBATIONARY: Tone.WAIT,
    MemberStatus.EXEMPT: Tone.INFO,
    MemberStatus.TEMP_OUT: Tone.INFO,
    MemberStatus.TEMP_IN: Tone.INFO,
    MemberStatus.SPECIAL_DUTY: Tone.INFO,
    MemberStatus.SUSPENDED: Tone.BAD,
}


def _tone(line: LifeLine) -> Tone:
    """Return the colour of a line that holds today; what is over is quiet."""
    if not line.is_now:
        return Tone.QUIET
    return _TONES.get(line.status, Tone.GOOD) if line.status is not None else Tone.GOOD


class LifePart(QWidget):
    """The statuses and posts from the newest to the oldest; a status opens to be corrected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = _column(self)
        hint = QLabel(
            "Việc mới thì bấm “Ghi thay đổi”. Ghi nhầm thì bấm đúp dòng ấy để sửa; chức vụ thì mở ra trang Chi bộ.",
            self,
        )
        hint.setWordWrap(True)
        look.mark(hint, "hint")
        column.addWidget(hint)
        self.table = TableView(
            (
                state_column(
                    "Tình trạng, chức vụ",
                    lambda row: row.word,
                    _tone,
                    strong=True,
                    most=32,
                    usual=24,
                    sort=lambda row: row.word,
                ),
                text_column("Chi bộ", lambda row: row.cell, most=44),
                date_column("Từ ngày", lambda row: row.from_on),
                date_column("Đến ngày", lambda row: row.to_on),
                text_column("Lý do, văn bản", lambda row: row.told, most=60, usual=24),
            ),
            "member-life",
        )
        self.box = TableOrEmpty(self.table, "clock-counter-clockwise")
        column.addWidget(self.box, 1)

    def show_lines(self, lines: tuple[LifeLine, ...]) -> None:
        """Show the lines of one member."""
        self.table.set_rows(lines)
        if lines:
            self.box.show_table()
        else:
            self.box.show_empty("Chưa ghi đảng viên sinh hoạt ở chi bộ nào.")


class WorkPart(QWidget):
    """How often the member came to meetings this year, and the papers that name the member."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = _column(self)
        self.attended = QLabel(self)
        self.attended.setWordWrap(True)
        column.addWidget(self.attended)
        self.rated = QLabel(self)
        self.rated.setWordWrap(True)
        column.addWidget(self.rated)
        heading = QLabel("Văn bản có tên đồng chí", self)
        look.mark(heading, "section")
        column.addWidget(heading)
        self.table = TableView(
            (
                text_column("Văn bản", lambda row: row.name, strong=True, most=36),
                date_column("Ngày", lambda row: row.dated_on),
                text_column("Trích yếu", lambda row: row.title, stretch=True),
            ),
            "member-papers",
        )
        self.box = TableOrEmpty(self.table, "file-text")
        column.addWidget(self.box, 1)

    def show_rated(self, told: str) -> None:
        """Say the ratings of the years, nothing when there are none."""
        self.rated.setText(told)
        self.rated.setVisible(bool(told))

    def show_attended(self, attended: Attended) -> None:
        """Say the figure of the year."""
        if not attended.expected:
            self.attended.setText(f"Năm {attended.year}: chưa có buổi sinh hoạt nào có điểm danh đồng chí.")
            return
        rate = meetings.percent(attended.came, attended.expected)
        excused = f", vắng có lý do {attended.excused}" if attended.excused else ""
        missed = attended.expected - attended.came - attended.excused
        unexcused = f", vắng không lý do {missed}" if missed else ""
        self.attended.setText(
            f"Năm {attended.year}: dự {attended.came} trong {attended.expected} buổi sinh hoạt ({rate})"
            f"{excused}{unexcused}."
        )

    def show_papers(self, papers: list[NamedIn]) -> None:
        """Show the papers in force that name the member."""
        self.table.set_rows(papers)
        if papers:
            self.box.show_table()
        else:
            self.box.show_empty("Chưa có văn bản đã ban hành nào ghi tên đồng chí.")


def _column(part: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(part)
    column.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, look.WIDE)
    column.setSpacing(look.SMALL)
    return column
