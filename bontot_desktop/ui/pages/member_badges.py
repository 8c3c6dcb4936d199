"""Huy hiệu Đảng of a year: who is due one, on which day it is handed out, who has it; ticked members in one act."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QWidget

from bontot_desktop import dates
from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import badges
from bontot_desktop.services.badges import BadgeRow
from bontot_desktop.ui import keys
from bontot_desktop.ui.forms.badges import BadgeSettingsDialog, GivenDialog
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.arrangement import Arrangement
from bontot_desktop.ui.tables.columns import Column, date_column, number_column, state_column, text_column
from bontot_desktop.ui.tables.tools import TableTools, View
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from bontot_desktop.ui.forms.list_paper import ListWindow

#: Years before and after this one that are offered.
_BACK, _AHEAD = 2, 3
#: What the paper that proposes badges lists.
VIEWS = (
    View(
        "Danh sách đề nghị",
        Arrangement(
            columns=("Họ và tên", "Ngày sinh", "Chi bộ", "Vào Đảng", "Số thẻ", "Huy hiệu", "Đủ năm ngày", "Đợt trao")
        ),
    ),
)


class BadgesPage(Page):
    """The list of one year."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.CELLS, Kind.MEMBERS, Kind.SETTINGS})
    help_topic: ClassVar[str] = "huy-hieu"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("Huy hiệu Đảng", parent)
        self._shell = shell
        self._rows: list[BadgeRow] = []
        now = shell.today().year
        years = range(now - _BACK, now + _AHEAD + 1)
        self.year = ChoiceField([(year, f"Năm {year}") for year in years], characters=10)
        self.year.setObjectName("year")
        self.year.setAccessibleName("Năm")
        self.year.set_value(now)
        self.year.edited.connect(self.refresh)
        self.commands.addWidget(self.year)
        self.add_command("Mốc năm, ngày trao…", self.open_settings, icon="sliders-horizontal")
        self.add_command(
            "In danh sách…", self.print_list, icon="printer", key=keys.PRINT, tip="Danh sách đề nghị tặng Huy hiệu Đảng"
        )
        self.given_button = self.add_command("Ghi đã trao…", self.note_given, icon="medal", primary=True)
        self.filter = FilterBar("Họ tên, chi bộ")
        self.content.addWidget(self.filter)
        self.table = TableView(columns(), "member-badges", tickable=True)
        self.tools = TableTools(shell, self.table, self.filter, views=VIEWS)
        self.box = TableOrEmpty(self.table, "medal")
        self.content.addWidget(self.box, 1)
        self.filter.changed.connect(lambda *_: self._apply_filter())
        self.table.ticked_changed.connect(self._say_ticked)
        self.on_key(keys.FILTER, "Lọc danh sách", self.filter.focus)

    def refresh(self) -> None:
        """Read the badges of the chosen year."""
        year: int = self.year.value()
        self._rows = badges.of_year(self._shell.office, year)
        self.set_title(f"Huy hiệu Đảng năm {year}")
        waiting = sum(not row.is_given for row in self._rows)
        self.set_summary(
            f"{len(self._rows)} đảng viên đủ năm hoặc được trao trong năm {year}, {waiting} chưa ghi đã trao"
            if self._rows
            else ""
        )
        days = sorted({row.given_on for row in self._rows if row.given_on is not None})
        self.filter.set_chips([(None, "Tất cả"), *((day, f"Đợt {dates.screen(day)}") for day in days if len(days) > 1)])
        self.filter.setVisible(bool(self._rows))
        self.table.set_rows(self._rows)
        self._apply_filter()
        if self._rows:
            self.box.show_table()
        else:
            self.box.show_empty(
                f"Năm {year} không có đảng viên nào đủ năm tuổi Đảng được tặng Huy hiệu. "
                "Danh sách tính từ ngày vào Đảng; ai thiếu ngày ấy thì chưa có ở đây."
            )
        self._say_ticked()

    def _apply_filter(self) -> None:
        chip: date | None = self.filter.chip()
        self.table.set_filter(self.filter.query(), lambda row: chip is None or row.given_on == chip)
        self.filter.say_count(len(self.table.rows.shown()), len(self._rows), "đảng viên")

    def _chosen(self) -> list[tuple[int, int]]:
        """Return the ticked rows, else the selected ones."""
        return list(self.table.rows.ticked()) or self.table.selected_ids()

    def _say_ticked(self) -> None:
        self.given_button.setEnabled(bool(self._rows))

    def print_list(self) -> ListWindow | None:
        """Show the list that proposes the ticked members, else all that are shown and wait for their badge."""
        # Papers are loaded with the first list, not with the window.
        from bontot_desktop.services import member_papers
        from bontot_desktop.ui.forms.list_paper import open_list

        year: int = self.year.value()
        shown = self.table.rows.shown()
        waiting = [row.id for row in shown if not row.is_given]
        wanted = list(self.table.rows.ticked()) or waiting or [row.id for row in shown]
        paper = self._shell.act(lambda: member_papers.badges_of(self._shell.office, year, wanted))
        return open_list(self._shell, paper) if paper is not None else None

    def note_given(self) -> GivenDialog | None:
        """Note for the ticked members, else the selected one, that they have their badge."""
        done = {row.id for row in self._rows if row.is_given}
        chosen = [row_id for row_id in self._chosen() if row_id not in done]
        if not chosen:
            self._shell.asking.tell("Chưa chọn ai chưa được trao; hãy bấm ô vuông (phím cách) trước tên.")
            return None
        return self._open(GivenDialog(self._shell, chosen))

    def open_settings(self) -> BadgeSettingsDialog:
        """Open the office's years and days."""
        return self._open(BadgeSettingsDialog(self._shell))

    def _open(self, dialog: Any) -> Any:
        dialog.accepted.connect(self.refresh)
        dialog.open()
        return dialog


def columns() -> tuple[Column, ...]:
    """Return the columns of the list, in the order of the paper that proposes badges."""
    return (
        text_column("Họ và tên", lambda row: row.full_name, strong=True, most=30, sort=lambda row: row.full_name_order),
        text_column(
            "Chi bộ", lambda row: row.cell, most=30, tooltip=lambda row: row.cell, sort=lambda row: row.cell_order
        ),
        date_column("Ngày sinh", lambda row: row.birth_on, searched=False, hidden=True),
        # The day the years are complete says it already.
        date_column("Vào Đảng", lambda row: row.admitted_on, searched=False, hidden=True),
        number_column("Huy hiệu", lambda row: row.years),
        date_column("Đủ năm ngày", lambda row: row.due_on, searched=False),
        date_column("Đợt trao", lambda row: row.given_on, searched=False),
        state_column(
            "Kết quả",
            lambda row: f"đã trao {row.decision}".strip() if row.is_given else "chưa trao",
            lambda row: Tone.GOOD if row.is_given else Tone.WAIT,
            most=24,
            searched=False,
        ),
        text_column("Số thẻ", lambda row: row.card_no, most=14),
        text_column("Lưu ý", lambda row: row.note, most=30, quiet=True, tooltip=lambda row: row.note),
    )
