"""The movement's step: briefings, commitments, papers and models of the year, one table each behind a tab."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from bontot_desktop.services.campaigns import CampaignRow
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.ui.forms.leaving import is_settled
from bontot_desktop.ui.pages.recognition.briefings import BriefingsView
from bontot_desktop.ui.pages.recognition.commitments import CommitmentsView
from bontot_desktop.ui.pages.recognition.finds import FindsView
from bontot_desktop.ui.pages.recognition.movement_view import View
from bontot_desktop.ui.pages.recognition.reported_papers import PapersView
from bontot_desktop.ui.pages.recognition.step import Step
from bontot_desktop.ui.shell import Shell

#: The views in the order of the tabs, by key.
VIEWS: tuple[tuple[str, str, type[View]], ...] = (
    ("briefings", "Quán triệt", BriefingsView),
    ("commitments", "Cam kết", CommitmentsView),
    ("papers", "Văn bản", PapersView),
    ("finds", "Mô hình, điển hình", FindsView),
)


class MovementStep(Step):
    """Four tables of a year."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Phong trào", parent)
        self._rows: list[EntryRow] = []
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName("Các mặt của phong trào")
        self.body.setSpacing(0)
        self.body.addWidget(self.tabs)
        self._stack = QStackedWidget(self)
        self.body.addWidget(self._stack, 1)
        self.views: dict[str, View] = {}
        for key, word, make in VIEWS:
            view = self.views[key] = make(shell, self)
            for button in view.buttons:
                self.buttons.addWidget(button)
            self._stack.addWidget(view)
            self.tabs.addTab(word)
        papers = self.views["papers"]
        assert isinstance(papers, PapersView)
        self.papers = papers
        self.papers.model.edited.connect(lambda *_: self._typed())
        self.save_button = self.add_save("Lưu số văn bản")
        self._shown = 0
        self.tabs.currentChanged.connect(self._turned)
        self._show_view()

    def view(self) -> View:
        """Return the view that is shown."""
        return self.views[VIEWS[self.tabs.currentIndex()][0]]

    def open_view(self, key: str) -> None:
        """Show a view by its key ("finds")."""
        self.tabs.setCurrentIndex(next(place for place, entry in enumerate(VIEWS) if entry[0] == key))

    def open_find(self, find_id: int) -> None:
        """Mark a find in its table."""
        self.open_view("finds")
        view = self.views["finds"]
        assert isinstance(view, FindsView)
        view.filter.press(None)
        view.table.select(find_id)

    def _turned(self, place: int) -> None:
        if place == self._shown:
            return
        if not is_settled(self.shell, self):
            self.tabs.setCurrentIndex(self._shown)
            return
        self._shown = place
        self._show_view()
        if self.campaign is not None:
            self.show_rows(self.campaign, self._rows)

    def _show_view(self) -> None:
        shown = self.view()
        self._stack.setCurrentWidget(shown)
        for view in self.views.values():
            for button in view.buttons:
                button.setVisible(view is shown)
        self._footer.setVisible(shown is self.papers)

    def show_rows(self, campaign: CampaignRow, rows: list[EntryRow]) -> None:
        """Show the year of a campaign; what is being typed stays."""
        super().show_rows(campaign, rows)
        self._rows = rows
        view = self.view()
        view.show_campaign(campaign, rows)
        self.say_hint(view.told())
        self.save_button.setEnabled(self.papers.may_edit)

    def _typed(self) -> None:
        self.say("")
        self.say_hint(self.papers.told())

    # What the journey asks -----------------------------------------------------------------------------------------

    def new(self) -> Any:
        """Write down one more of what is shown."""
        return self.view().new()

    def is_edited(self) -> bool:
        """Say whether numbers are not saved."""
        return self.papers.is_edited()

    def drop(self) -> None:
        """Forget the numbers that are not saved."""
        self.papers.drop()
        self.say("")

    def save(self) -> bool:
        """Save the numbers of papers."""
        if self.view() is not self.papers:
            return True
        if self.papers.grid.go_to_fault():
            self.say(self.papers.model.faults()[0][2], "fault")
            return False
        done = self.shell.act(self.papers.save, "Đã lưu số văn bản của các chi bộ.", form=self)
        return done is not None

    def go_to(self, field: str) -> None:
        """Put the cursor on the cell a problem is about."""
        self.papers.go_to(field)
