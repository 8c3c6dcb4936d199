"""The last step: what still keeps the year open, what is odd, and the act that closes it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.rules.recognition import CampaignState
from bontot_desktop.services import campaign_closing, campaign_open_ends
from bontot_desktop.services.campaigns import CampaignRow
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.services.year_reports import REPORT, REPORT_NAME
from bontot_desktop.ui import look
from bontot_desktop.ui.forms import road_acts
from bontot_desktop.ui.forms.campaign_papers import open_campaign_texts
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.recognition.said import Said
from bontot_desktop.ui.pages.recognition.step import Step
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.form import Rolled
from bontot_desktop.ui.widgets.menu_button import MenuButton

#: So many oddities are shown; the others are counted.
SHOWN = 12


class ClosingStep(Step):
    """Says sentence by sentence whether the year may be closed."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Báo cáo, kết thúc", parent)
        self._open_ends: list[str] = []
        self.report_menu = MenuButton("Báo cáo", self, kind="")
        self.report_menu.add("Số liệu cuối năm: chỉ tiêu, tám biểu", self.open_figures, icon="chart-bar")
        self.report_menu.add("Nội dung báo cáo…", self.open_texts, icon="pencil-simple")
        self.report_menu.add("Lập báo cáo sơ kết, tổng kết…", self.open_report, icon="file-text")
        self.buttons.addWidget(self.report_menu)
        self.year_button = self.add_button("In cả năm…", self.open_year, icon="printer")
        self.year_button.setToolTip("Mọi văn bản đã ban hành của đợt thi đua, in một lượt")
        self.close_button = self.add_button("Kết thúc năm…", self.close_year, primary=True, icon="lock-simple")
        rolled = Rolled(self)
        rolled.setWidgetResizable(True)
        rolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        look.mark(inside, "clear")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, look.SMALL, look.SMALL)
        self._column.setSpacing(look.SMALL)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        rolled.setWidget(inside)
        self.body.addWidget(rolled, 1)

    def show_rows(self, campaign: CampaignRow, rows: list[EntryRow]) -> None:
        """Show what keeps the year open, or when it was closed."""
        super().show_rows(campaign, rows)
        office = self.shell.office
        while self._column.count():
            widget = self._column.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        is_closed = campaign.state is CampaignState.CLOSED
        self.close_button.setVisible(not is_closed)
        if is_closed:
            self._show_closed(campaign)
            return
        against = campaign_closing.why_not(office, campaign.id)
        self.close_button.setEnabled(not against)
        if against:
            self.say_hint("Chưa kết thúc được:")
        else:
            self.say_hint("Mọi chi bộ đã có kết quả cuối cùng; có thể chốt số liệu và kết thúc năm thi đua.")
        for sentence in against:
            self._say(sentence, Tone.BAD)
        self._open_ends = campaign_open_ends.left_open(office, campaign.id)
        if self._open_ends:
            self._heading("Còn dở dang, sẽ hỏi lại trước khi kết thúc")
        for sentence in self._open_ends[:SHOWN]:
            self._say(sentence, Tone.WAIT)
        if len(self._open_ends) > SHOWN:
            self._say(f"Và {len(self._open_ends) - SHOWN} việc khác.", Tone.WAIT)
        odd = campaign_closing.warnings(office, campaign.id)
        if odd:
            self._heading("Cần xem lại, không ngăn việc kết thúc")
        for sentence in odd[:SHOWN]:
            self._say(sentence, Tone.WAIT)
        if len(odd) > SHOWN:
            self._say(f"Và {len(odd) - SHOWN} điều khác.", Tone.WAIT)

    def _show_closed(self, campaign: CampaignRow) -> None:
        year = campaign_closing.closed_year(self.shell.office, campaign.id)
        self.say_hint(
            f"Đợt thi đua đã kết thúc ngày {dates.screen(year.closed_on)}; báo cáo của năm dùng số liệu đã chốt."
        )
        told = f"Số liệu chốt của {len(year.cells)} chi bộ, tính đến {dates.screen(year.cut_off_on)}."
        self._say(told, Tone.GOOD)
        if year.decision_no:
            self._say(f"Quyết định công nhận {year.decision_no}, ngày {dates.screen(year.decided_on)}.", Tone.GOOD)
        for line in campaign_closing.note(self.shell.office, campaign.id).splitlines():
            self._say(line, Tone.WAIT)

    def _heading(self, words: str) -> None:
        label = QLabel(words, self)
        look.mark(label, "strong")
        self._column.addWidget(label)

    def _say(self, sentence: str, tone: Tone) -> None:
        self._column.addWidget(Said(sentence, tone, self))

    def open_figures(self) -> None:
        """Show the figures and the eight tables of the year."""
        if self.campaign is not None:
            self.shell.go("statistics", ("year-end", self.campaign.year))

    def open_texts(self) -> Any:
        """Let the office write the parts of the report that no figure tells."""
        if self.campaign is None:
            return None
        name = f"{REPORT_NAME} năm {self.campaign.year}"
        return open_campaign_texts(self.shell, self.campaign.id, REPORT, name)

    def open_report(self) -> Any:
        """Show the draft of the report on the year."""
        if self.campaign is None or not self.others_settled():
            return None
        return open_issue(self.shell, REPORT, self.campaign.id)

    def open_year(self) -> Any:
        """Show every issued paper of the year, to be printed in one go."""
        from bontot_desktop.ui.forms.year_run import open_year_run

        return None if self.campaign is None else open_year_run(self.shell, self.campaign)

    def close_year(self) -> Any:
        """Open the window that closes the year, after asking about what is still open."""
        if self.campaign is None or not self.others_settled():
            return None
        if self._open_ends and not self.shell.asking.confirm(
            f"Năm {self.campaign.year} còn {len(self._open_ends)} việc dở dang. Vẫn kết thúc năm?",
            "Vẫn kết thúc",
            detail="\n".join(self._open_ends),
        ):
            return None
        return road_acts.close(self.shell, self.campaign.id, self.campaign.year)
