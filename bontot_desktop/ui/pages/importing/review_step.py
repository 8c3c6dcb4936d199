"""Third step of the import: what would be taken, asked, refused; who is gone; nothing is written yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from bontot_desktop.services.importing import ImportPlan
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.importing.other_lists import GoneList, IgnoredList, RefusedList
from bontot_desktop.ui.pages.importing.questions_list import QuestionsList
from bontot_desktop.ui.pages.importing.taken_list import TakenList
from bontot_desktop.ui.widgets.bars import NoticeBar

_TAKEN, _ASKED, _REFUSED, _GONE, _IGNORED = range(5)
_WORDS = ("Nhận", "Cần hỏi", "Không nhận", "Không còn trong danh sách", "Dòng khác")


class ReviewStep(QWidget):
    """The lists under a bar of tabs with counts."""

    #: Questions answered, rows and changes ticked, members let go: pairs of key and choice or tick.
    answered = Signal(object)
    ticked = Signal(object)
    let_go = Signal(object)
    save_wanted = Signal()

    def __init__(self, row_text: Callable[[str, int], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.WIDE, 0, look.PAGE_MARGIN, look.WIDE)
        outer.setSpacing(look.SMALL)
        self.notice = NoticeBar("", Tone.WAIT)
        self.tabs = QTabBar(self)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.taken, self.questions = TakenList(), QuestionsList(row_text)
        self.refused, self.gone, self.ignored = RefusedList(), GoneList(), IgnoredList()
        self._stack = QStackedWidget(self)
        for word, part in zip(_WORDS, (self.taken, self.questions, self.refused, self.gone, self.ignored), strict=True):
            self.tabs.addTab(word)
            self._stack.addWidget(part)
        outer.addWidget(self.notice)
        outer.addWidget(self.tabs)
        outer.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.taken.ticked.connect(self.ticked)
        self.questions.answered.connect(self.answered)
        self.gone.ticked.connect(self.let_go)
        self.refused.save_wanted.connect(self.save_wanted)

    def show_plan(self, plan: ImportPlan, answers: frozenset[str]) -> None:
        """Show a plan; ``answers`` are the keys of the questions the person answered."""
        self.tabs.show()
        self._stack.show()
        counts = (
            len(plan.taken),
            len(plan.doubtful),
            len(plan.refused) + len(plan.left_out),
            len(plan.gone),
            len(plan.ignored),
        )
        for place, (word, count) in enumerate(zip(_WORDS, counts, strict=True)):
            self.tabs.setTabText(place, f"{word} ({count})")
            self.tabs.setTabVisible(place, count > 0 or place in (_TAKEN, _ASKED, _REFUSED))
        if not self.tabs.isTabVisible(self.tabs.currentIndex()):
            self.tabs.setCurrentIndex(_TAKEN)
        self.taken.show_plan(plan)
        self.questions.show_plan(plan, answers)
        self.refused.show_plan(plan)
        self.gone.show_plan(plan)
        self.ignored.show_plan(plan)

    def show_nothing(self, sentence: str) -> None:
        """Say why there is nothing to look at."""
        self.notice.say(sentence, Tone.WAIT)
        self.tabs.hide()
        self._stack.hide()

    def open_first(self, plan: ImportPlan) -> None:
        """Open what the person should look at first: the questions, else what is taken."""
        self.tabs.setCurrentIndex(_ASKED if plan.doubtful else _TAKEN)

    def open_refused(self) -> None:
        """Open the rows that were not taken."""
        self.tabs.setCurrentIndex(_REFUSED)

    def take_focus(self) -> bool:
        """Put the cursor into the questions when they are open; False when something else is."""
        if self.tabs.currentIndex() != _ASKED or not self.questions.table.rows.rowCount():
            return False
        self.questions.table.setFocus()
        return True
