"""The page Hệ thống: its parts as a list at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QStackedWidget, QWidget

from bontot_desktop.rules.changes import Changes
from bontot_desktop.ui import look
from bontot_desktop.ui.pages.system.awards import AwardsPart
from bontot_desktop.ui.pages.system.chores import UsualChoresPart
from bontot_desktop.ui.pages.system.copies import CopiesPart
from bontot_desktop.ui.pages.system.criteria_sets import CriteriaSetsPart
from bontot_desktop.ui.pages.system.format import FormatPart
from bontot_desktop.ui.pages.system.history import HistoryPart
from bontot_desktop.ui.pages.system.legal import LegalPart
from bontot_desktop.ui.pages.system.office import OfficePart
from bontot_desktop.ui.pages.system.operators import OperatorsPart
from bontot_desktop.ui.pages.system.password import PasswordPart
from bontot_desktop.ui.pages.system.people import PeoplePart
from bontot_desktop.ui.pages.system.rating_cap import RatingCapPart
from bontot_desktop.ui.pages.system.rating_rules import RatingRulesPart
from bontot_desktop.ui.pages.system.reckoning import ReckoningPart
from bontot_desktop.ui.pages.system.reminding import RemindingPart
from bontot_desktop.ui.pages.system.score_rules import ScoreRulesPart
from bontot_desktop.ui.pages.system.score_tables import ScoreTablesPart
from bontot_desktop.ui.pages.system.terms import TermsPart
from bontot_desktop.ui.pages.system.wording import WordingPart
from bontot_desktop.ui.pages.system.year_calendar import YearCalendarPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.page import Page

#: The parts in the order of the list, with their key and word.
PARTS: tuple[tuple[str, str, Callable[[Shell], Page]], ...] = (
    ("office", "Văn phòng", OfficePart),
    ("terms", "Nhiệm kỳ, số văn bản", TermsPart),
    ("people", "Cán bộ, chức vụ", PeoplePart),
    ("format", "Thể thức văn bản", FormatPart),
    ("wording", "Mẫu câu văn bản", WordingPart),
    ("legal", "Căn cứ pháp lý", LegalPart),
    ("awards", "Khen thưởng", AwardsPart),
    ("scores", "Thang điểm", ScoreTablesPart),
    ("criteria", "Bộ tiêu chí", CriteriaSetsPart),
    ("score-rules", "Hạn chấm, xếp loại năm", ScoreRulesPart),
    ("rating-rules", "Mức xếp loại", RatingRulesPart),
    ("rating-cap", "Tỷ lệ xuất sắc", RatingCapPart),
    ("reckoning", "Cách tính sinh hoạt", ReckoningPart),
    ("chores", "Việc chuẩn bị buổi điểm", UsualChoresPart),
    ("reminders", "Nhắc việc", RemindingPart),
    ("year-calendar", "Lịch năm", YearCalendarPart),
    ("copies", "Bản sao, kiểm tra", CopiesPart),
    ("password", "Mật khẩu", PasswordPart),
    ("operators", "Người dùng", OperatorsPart),
    ("history", "Nhật ký", HistoryPart),
)


class SystemPage(Page):
    """The frame of the parts; each is made when first chosen."""

    help_topic = "he-thong"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", parent, margins=False)
        self._title.hide()
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._shell = shell
        self._parts: dict[int, Page] = {}
        row = QHBoxLayout()
        row.setSpacing(0)
        self.list = QListWidget(self)
        self.list.setObjectName("system-parts")
        look.mark(self.list, "places")
        self.list.setFixedWidth(look.text_width(28, self))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for _, word, _ in PARTS:
            self.list.addItem(word)
        self._stack = QStackedWidget(self)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        self.content.addLayout(row)
        self._shown = 0
        self.list.currentRowChanged.connect(self._chosen)
        self.list.setCurrentRow(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the parts out as the style sheet, which is known only now, wants them."""
        super().showEvent(event)
        self.list.doItemsLayout()

    def _chosen(self, index: int) -> None:
        now = self._parts.get(self._shown)
        if index != self._shown and now is not None and not now.leaving():
            self._mark_shown()
            # A click marks its row only after it made it current.
            QTimer.singleShot(0, self, self._mark_shown)
            return
        part = self._parts.get(index)
        if part is None:
            part = self._parts[index] = PARTS[index][2](self._shell)
            part.acts_changed.connect(self.acts_changed)
            self._stack.addWidget(part)
            part.refresh()
        self._shown = index
        self._stack.setCurrentWidget(part)
        self.acts_changed.emit()

    def _mark_shown(self) -> None:
        self.list.blockSignals(True)
        self.list.setCurrentRow(self._shown, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.blockSignals(False)

    def open_item(self, item: Any) -> None:
        """Show a part by its key ("people"), or a thing of it: ("wording", "D13")."""
        key, inner = item if isinstance(item, tuple) else (item, None)
        keys = [known for known, _, _ in PARTS]
        if key in keys:
            self.list.setCurrentRow(keys.index(key))
            if inner is not None and self.list.currentRow() == keys.index(key):
                self.current().open_item(inner)

    def changed(self, changes: Changes) -> None:
        """Pass on to the parts what changed."""
        for part in self._parts.values():
            part.changed(changes)

    def refresh(self) -> None:
        """Read the shown part again."""
        self.current().refresh() if self.current() is not self else None

    def current(self) -> Page:
        """Return the part that is seen."""
        return self._parts.get(self._shown, self)

    def leaving(self) -> bool:
        """Ask the shown part."""
        part = self._parts.get(self._shown)
        return part is None or part.leaving()

    def back(self) -> bool:
        """Take a step back in the part shown."""
        part = self._parts.get(self._shown)
        return part is not None and part.back()
