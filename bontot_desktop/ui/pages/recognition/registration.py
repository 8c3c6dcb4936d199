"""The first step: which cells registered, when, who signed, which are pilot cells."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from bontot_desktop.rules.recognition import EntryState
from bontot_desktop.services import campaigns, handouts, registrations
from bontot_desktop.services.campaigns import DECIDED, CampaignRow
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.ui import record_history
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.forms.pdf_window import open_pdf
from bontot_desktop.ui.forms.registration import open_registration
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.recognition import words
from bontot_desktop.ui.pages.recognition.step import Step
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import date_column, person_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar, NoticeBar
from bontot_desktop.ui.widgets.menu_button import MenuButton

#: The papers of registration.
FORM, LIST, PLEDGE = "D5", "D5A", "D5B"
WAITING, REGISTERED, LATE, PILOT = "waiting", "registered", "late", "pilot"
_KEEP = {
    WAITING: lambda row: not row.took_part,
    REGISTERED: lambda row: row.took_part,
    LATE: lambda row: row.is_late,
    PILOT: lambda row: row.is_pilot,
}


class RegistrationStep(Step):
    """The cells with their registrations; ticked ones are registered together."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Đăng ký thi đua", parent)
        self._rows: list[EntryRow] = []
        self.papers = MenuButton("Giấy tờ", self, kind="")
        self.papers.add("Bản đăng ký…", self.open_forms, tip="Của các chi bộ đã chọn; chưa đăng ký thì in mẫu trắng")
        self.papers.add("Danh sách đăng ký…", lambda: self.open_paper(LIST))
        self.papers.add("Bản giao ước thi đua…", lambda: self.open_paper(PLEDGE))
        self.buttons.addWidget(self.papers)
        self.pilot_button = self.add_button("Chọn làm điểm", self.mark_pilots, icon="star")
        self.register_button = self.add_button("Ghi đăng ký", self.register, primary=True, icon="pencil-line")
        self.missing = NoticeBar("", Tone.WAIT, self)
        self.missing.add_button("Đưa vào danh sách", self.take_in)
        self.body.addWidget(self.missing)
        self.filter = FilterBar(
            "Lọc theo tên chi bộ",
            [
                (None, "Tất cả"),
                (WAITING, "Chưa đăng ký"),
                (REGISTERED, "Đã đăng ký"),
                (LATE, "Chậm"),
                (PILOT, "Làm điểm"),
            ],
            self,
        )
        self.filter.changed.connect(lambda *_: self._filter())
        self.body.addWidget(self.filter)
        self.table = TableView(
            [
                text_column("Chi bộ", lambda row: row.cell, strong=True, stretch=True),
                state_column("Trạng thái", lambda row: row.state.label, lambda row: words.tone(row.state)),
                date_column("Ngày đăng ký", lambda row: row.registered_on),
                person_column("Người ký", lambda row: row.signer, most=22),
                text_column("Ghi chú", _note, quiet=True, most=22, tooltip=lambda row: row.late_reason),
            ],
            "dang-ky-4-tot",
            self,
            tickable=True,
        )
        self.table.ticked_changed.connect(self._name_buttons)
        self.table.current_changed.connect(lambda _: self._name_buttons())
        self.table.opened.connect(lambda entry_id: self.open_form([entry_id]))
        self.table.set_menu(self._menu)
        self.table_or_empty = TableOrEmpty(self.table, "medal")
        self.body.addWidget(self.table_or_empty, 1)

    def show_rows(self, campaign: CampaignRow, rows: list[EntryRow]) -> None:
        """Show the cells."""
        super().show_rows(campaign, rows)
        self._rows = rows
        self.table.set_rows(rows)
        if rows:
            self.table_or_empty.show_table()
        else:
            self.table_or_empty.show_empty(
                "Chưa có chi bộ nào trong sổ.", "Thêm chi bộ", lambda: self.shell.go("cells")
            )
        late = sum(row.is_late for row in rows)
        late_words = f", {late} chậm hạn" if late else ""
        self.say_hint(f"{campaign.registered} trong {campaign.cells} chi bộ đã đăng ký{late_words}.")
        self._show_missing(campaign)
        self._filter()
        self._name_buttons()

    def _show_missing(self, campaign: CampaignRow) -> None:
        absent = campaigns.missing_cells(self.shell.office, campaign.id)
        named = ", ".join(absent[:3]) + ("…" if len(absent) > 3 else "")
        self.missing.say(f"{len(absent)} chi bộ chưa có trong đợt thi đua: {named}." if absent else "")

    def _filter(self) -> None:
        self.table.set_filter(self.filter.query(), _KEEP.get(self.filter.chip()))
        self.filter.say_count(len(self.table.rows.shown()), len(self._rows), "chi bộ")

    def chosen(self) -> list[EntryRow]:
        """Return the ticked cells, else the current one."""
        ids = set(self.table.rows.ticked()) or {self.table.current_id()}
        return [row for row in self._rows if row.id in ids]

    def _name_buttons(self) -> None:
        chosen = self.chosen()
        count = f" ({len(chosen)})" if len(chosen) > 1 else ""
        may = self.campaign is not None and self.campaign.state not in DECIDED and bool(chosen)
        self.register_button.setText(f"Ghi đăng ký{count}")
        self.register_button.setEnabled(may)
        all_pilots = bool(chosen) and all(row.is_pilot for row in chosen)
        self.pilot_button.setText("Thôi làm điểm" if all_pilots else "Chọn làm điểm")
        self.pilot_button.setEnabled(may)

    # Acts ----------------------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Record a registration."""
        self.register()

    def register(self) -> None:
        """Record the registration of the chosen cells."""
        self.open_form([row.id for row in self.chosen()])

    def open_form(self, entry_ids: list[int]) -> Any:
        """Open the window for some cells."""
        rows = [row for row in self._rows if row.id in set(entry_ids)]
        if not rows or self.campaign is None or self.campaign.state in DECIDED:
            return None
        dialog = open_registration(self.shell, rows, self.campaign.register_until)
        dialog.accepted.connect(lambda: self.table.rows.tick(list(self.table.rows.ticked()), False))
        return dialog

    def open_forms(self, rows: list[EntryRow] | None = None) -> Any:
        """Open the form of a registered cell to be filed; those of several, or blank ones, to be printed at once."""
        wanted = self.chosen() if rows is None else rows
        if len(wanted) == 1 and wanted[0].took_part:
            return open_issue(self.shell, FORM, wanted[0].id)
        pdf = self.shell.act(lambda: handouts.registration_forms(self.shell.office, [row.id for row in wanted]))
        return None if pdf is None else open_pdf(self.shell, "Bản đăng ký thi đua", pdf, duplex=True)

    def open_paper(self, kind_id: str) -> Any:
        """Open the list of those registered, or the pledge."""
        return None if self.campaign is None else open_issue(self.shell, kind_id, self.campaign.id)

    def mark_pilots(self) -> None:
        """Choose the cells as pilot cells, or no longer when all of them are."""
        chosen = self.chosen()
        on = not all(row.is_pilot for row in chosen)
        self.shell.act(
            lambda: registrations.mark_pilots(self.shell.office, [row.id for row in chosen], on),
            "Đã chọn chi bộ làm điểm." if on else "Đã thôi chọn làm điểm.",
        )

    def take_in(self) -> None:
        """Give the cells that are missing their entries."""
        if self.campaign is not None:
            campaign_id = self.campaign.id
            self.shell.act(
                lambda: campaigns.take_in(self.shell.office, campaign_id), "Đã đưa chi bộ mới vào đợt thi đua."
            )

    def withdraw(self, row: EntryRow) -> None:
        """Record that a cell withdraws."""
        reason = self.shell.asking.text(f"{row.cell} rút đăng ký?", "Văn bản hoặc lý do", verb="Rút đăng ký")
        if reason is not None:
            self.shell.act(
                lambda: registrations.withdraw(self.shell.office, row.id, reason), f"{row.cell} đã rút đăng ký."
            )

    def strike(self, row: EntryRow) -> None:
        """Strike out a registration recorded by mistake."""
        self.shell.act(
            lambda: registrations.strike(self.shell.office, row.id), f"Đã xóa đăng ký ghi nhầm của {row.cell}."
        )

    def _menu(self, menu: QMenu, row: EntryRow) -> None:
        form = "Bản đăng ký…" if row.took_part else "Bản đăng ký (trắng)…"
        menu.addAction(form).triggered.connect(lambda: self.open_forms([row]))
        menu.addAction(f"{record_history.WORD}…").triggered.connect(
            lambda: record_history.open_history(self.shell, row.cell, [("cell_entry", row.id)])
        )
        if self.campaign is None or self.campaign.state in DECIDED:
            return
        menu.addAction("Ghi đăng ký…").triggered.connect(lambda: self.open_form([row.id]))
        if row.state is EntryState.REGISTERED:
            menu.addAction("Rút đăng ký…").triggered.connect(lambda: self.withdraw(row))
            menu.addAction("Xóa đăng ký ghi nhầm").triggered.connect(lambda: self.strike(row))


def _note(row: EntryRow) -> str:
    parts = ["Chi bộ điểm"] if row.is_pilot else []
    if row.is_late:
        parts.append("chậm hạn" if parts else "Chậm hạn")
    return ", ".join(parts)
