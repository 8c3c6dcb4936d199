"""“Đảng viên 5 tốt” of a year: one line a cell; Enter opens the list of its members. Off until the office opens it."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import add
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.member_titles import MemberCount
from bontot_desktop.rules.recognition import CampaignState, TitleKind
from bontot_desktop.services import issuing, member_titles, papers, title_years
from bontot_desktop.services.member_titles import CellLine
from bontot_desktop.services.title_years import TitleYear
from bontot_desktop.ui import keys
from bontot_desktop.ui.forms.issue import PAPERS_PAGE, open_issue
from bontot_desktop.ui.forms.title_year import open_member_year
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, date_column, number_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar, NoticeBar
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.page import Page

TITLE = TitleKind.MEMBER_5_GOOD
DECISION = "D13M"
_WAITING, _PROPOSED = "waiting", "proposed"


class MemberTitlesPage(Page):
    """The cells of one year; ``open_sheet`` shows the list of a cell, by campaign and cell."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.CAMPAIGNS, Kind.MEMBERS, Kind.CELLS, Kind.PAPERS})
    help_topic: ClassVar[str] = "dang-vien-5-tot"

    def __init__(
        self, shell: Shell, year: int, open_sheet: Callable[[int, int], Any], parent: QWidget | None = None
    ) -> None:
        super().__init__("Đảng viên 5 tốt", parent)
        self._shell, self._year, self._open_sheet = shell, year, open_sheet
        self.shown: TitleYear | None = None
        self._rows: list[CellLine] = []
        self._paper_id: int | None = None
        self.year: ChoiceField = ChoiceField([], characters=10)
        self.year.setObjectName("year")
        self.year.setAccessibleName("Năm xét danh hiệu")
        self.year.edited.connect(self._other_year)
        self.commands.addWidget(self.year)
        self.days_button = self.add_command("Ngày, bộ tiêu chí…", self.open_days, icon="sliders-horizontal")
        self.sheet_button = self.add_command(
            "Danh sách của chi bộ", self._open_current, icon="table", tip="Gõ kết quả của từng đảng viên (Enter)"
        )
        self.issue_button = self.add_command("Lập quyết định…", self.open_decision, icon="medal", primary=True)
        self.issued = NoticeBar("", Tone.HONOUR)
        self.issued.add_button("Mở văn bản", self.go_to_paper)
        self.content.addWidget(self.issued)
        self.bar = FilterBar(
            "Lọc chi bộ", [(None, "Tất cả"), (_WAITING, "Chưa kết luận xong"), (_PROPOSED, "Có đề nghị")], self
        )
        self.bar.changed.connect(lambda *_: self._filter())
        self.content.addWidget(self.bar)
        self.table = TableView(_columns(), "dang-vien-5-tot-cac-chi-bo")
        self.table.opened.connect(self._open)
        self.table_or_empty = TableOrEmpty(self.table, "user")
        self.content.addWidget(self.table_or_empty, 1)
        self.on_key(keys.FILTER, "Lọc chi bộ", self.bar.focus)

    # Showing -------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the year again."""
        office = self._shell.office
        self.shown = title_years.of_year(office, self._year, TITLE)
        known = sorted({self._year, self._shell.today().year, *title_years.years(office, TITLE)}, reverse=True)
        self.year.set_choices([(year, f"Năm {year}") for year in known])
        self.year.set_value(self._year)
        self.set_title(f"Đảng viên 5 tốt năm {self._year}")
        is_open = self.shown is not None
        for widget in (self.days_button, self.sheet_button, self.issue_button, self.bar):
            widget.setVisible(is_open)
        if self.shown is None or self.shown.id is None:
            self._show_closed()
            return
        self._paper_id = issuing.standing(office, DECISION, self.shown.id)
        self.issued.say(f"{papers.row(office, self._paper_id).name} đã ban hành." if self._paper_id is not None else "")
        self.days_button.setEnabled(not self.shown.lock)
        self.issue_button.setVisible(self._paper_id is None)
        self._rows = member_titles.cells(office, self.shown.id)
        self.table.set_rows(self._rows)
        self._filter()
        if self._rows:
            self.table_or_empty.show_table()
        else:
            self.table_or_empty.show_empty(f"Năm {self._year} chưa có chi bộ nào.")
        self.set_summary(self._counted())

    def _show_closed(self) -> None:
        self._rows, self._paper_id = [], None
        self.issued.say("")
        self.set_summary("")
        years = title_years.years(self._shell.office, TITLE)
        last = next((year for year in years if year < self._year), None)
        like = f" Đợt mới theo bộ tiêu chí, điều kiện của năm {last}." if last is not None else ""
        self.table_or_empty.show_empty(
            f"Năm {self._year} chưa mở đợt “Đảng viên 5 tốt”. Danh hiệu này không bắt buộc; Đảng ủy có phát động thì "
            f"mở đợt để ghi đăng ký, kết quả của từng chi bộ.{like}",
            f"Mở đợt Đảng viên 5 tốt năm {self._year}",
            self.open_year,
        )

    def _counted(self) -> str:
        assert self.shown is not None
        counted = reduce(add, (row.counts for row in self._rows), _NOBODY)
        parts = [f"{counted.evaluated} đảng viên thuộc diện xét", f"{counted.registered} đăng ký"]
        if self.shown.state is CampaignState.DECIDED:
            parts.append(f"{counted.recognised} được công nhận")
        elif counted.proposed:
            parts.append(f"{counted.proposed} đề nghị công nhận")
        if counted.refused:
            parts.append(f"{counted.refused} không đề nghị")
        return ", ".join(parts)

    def _filter(self) -> None:
        chip = self.bar.chip()
        keep = _is_waiting if chip == _WAITING else _has_proposed if chip == _PROPOSED else None
        self.table.set_filter(self.bar.query(), keep)
        self.bar.say_count(len(self.table.rows.shown()), len(self._rows), "chi bộ")

    def after(self, cell_id: int) -> int | None:
        """Return the cell that comes after one in the list as it is shown, None at its end."""
        ids = [row.id for row in self.table.rows.shown()]
        place = ids.index(cell_id) + 1 if cell_id in ids else len(ids)
        return ids[place] if place < len(ids) else None

    def _other_year(self) -> None:
        self._year = self.year.value()
        self.refresh()

    # Acts ----------------------------------------------------------------------------------------------------------

    def open_year(self) -> None:
        """Open the year: the office uses the title."""
        year = self._year
        self._shell.act(
            lambda: title_years.open_year(self._shell.office, year, TITLE), f"Đã mở đợt Đảng viên 5 tốt năm {year}."
        )
        self.refresh()

    def open_days(self) -> Any:
        """Show the days, the set and the rules of the year."""
        if self.shown is None:
            return None
        dialog = open_member_year(self._shell, self.shown, self.give_up)
        dialog.accepted.connect(self.refresh)
        return dialog

    def give_up(self) -> None:
        """Let a year go that was opened by mistake."""
        if self.shown is None or self.shown.id is None:
            return
        campaign_id, year = self.shown.id, self._year
        if self._shell.asking.confirm(f"Bỏ đợt Đảng viên 5 tốt năm {year}?", "Bỏ đợt"):
            self._shell.act(
                lambda: title_years.remove(self._shell.office, campaign_id, TITLE),
                f"Đã bỏ đợt Đảng viên 5 tốt năm {year}.",
            )
            self.refresh()

    def _open(self, cell_id: int) -> None:
        if self.shown is not None and self.shown.id is not None:
            self._open_sheet(self.shown.id, cell_id)

    def _open_current(self) -> None:
        shown = self.table.rows.shown()
        cell_id = self.table.current_id() or (shown[0].id if shown else None)
        if cell_id is not None:
            self._open(cell_id)

    def open_decision(self) -> Any:
        """Open the decision of the year."""
        return None if self.shown is None or self.shown.id is None else open_issue(self._shell, DECISION, self.shown.id)

    def go_to_paper(self) -> None:
        """Show the issued decision among the papers."""
        if self._paper_id is not None:
            self._shell.go(PAPERS_PAGE, self._paper_id)


_NOBODY = MemberCount(0, 0, 0, 0, 0, 0)


def _is_waiting(row: CellLine) -> bool:
    counts = row.counts
    return counts.registered > counts.proposed + counts.refused


def _has_proposed(row: CellLine) -> bool:
    return row.counts.proposed > 0


def _word(row: CellLine) -> str:
    counts = row.counts
    if row.is_ended:
        return "đã kết thúc hoạt động"
    if not counts.registered:
        return "chưa đăng ký"
    if _is_waiting(row):
        return f"còn {counts.registered - counts.proposed - counts.refused}"
    return "đã công nhận" if counts.recognised else "xong"


def _tone(row: CellLine) -> Tone:
    if row.is_ended:
        return Tone.BAD
    if not row.counts.registered:
        return Tone.QUIET
    if _is_waiting(row):
        return Tone.WAIT
    return Tone.HONOUR if row.counts.recognised else Tone.GOOD


def _columns() -> list[Column]:
    return [
        text_column("Chi bộ", lambda row: row.cell, strong=True, stretch=True, most=44),
        text_column("Loại hình", lambda row: row.group, quiet=True, most=16),
        number_column("Diện xét", lambda row: row.counts.evaluated, hint="Đảng viên được đánh giá, xếp loại trong năm"),
        number_column("Đăng ký", lambda row: row.counts.registered),
        number_column("Đủ tiêu chí", lambda row: row.counts.passed, hint="Đạt đủ các tiêu chí của bộ"),
        number_column("Đề nghị", lambda row: row.counts.proposed, hint="Chi bộ đề nghị công nhận"),
        number_column("Không", lambda row: row.counts.refused, hint="Chi bộ không đề nghị"),
        date_column("Chi bộ họp", lambda row: row.voted_on, searched=False),
        state_column("Tiến độ", _word, _tone, searched=False, most=24),
    ]
