"""The step of the dossiers: which papers came, what was given back, what the Inspection Commission confirmed."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from bontot_desktop import dates
from bontot_desktop.rules.recognition import MAY_HOLD, EntryState
from bontot_desktop.services import dossiers
from bontot_desktop.services.batches import DraftItem
from bontot_desktop.services.campaigns import CampaignRow
from bontot_desktop.services.dossiers import DossierRow
from bontot_desktop.services.entries import EntryRow, may_work_on
from bontot_desktop.ui import record_history
from bontot_desktop.ui.forms import road_acts
from bontot_desktop.ui.forms.batch import open_batch
from bontot_desktop.ui.forms.campaign_papers import open_entry_texts
from bontot_desktop.ui.forms.dossier import open_dossier, open_verification
from bontot_desktop.ui.forms.dossier_items import open_items
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.pages.recognition import words
from bontot_desktop.ui.pages.recognition.step import Step
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import date_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.menu_button import MenuButton

WAITING, INCOMPLETE, RETURNED, LATE, NOT_CONFIRMED = "waiting", "incomplete", "returned", "late", "not-confirmed"
#: The papers of a cell's dossier, and those of which a part is written here.
OWN_PAPERS = (
    ("D6", "Bảng tự chấm điểm"),
    ("D6A", "Báo cáo tự đánh giá"),
    ("D7", "Biên bản họp chi bộ tự chấm"),
    ("D8", "Phiếu tiếp nhận, thẩm định"),
    ("D8A", "Giấy biên nhận"),
    ("D20", "Báo cáo thành tích"),
)
WRITTEN = (("D6A", "báo cáo tự đánh giá"), ("D7", "biên bản họp tự chấm"), ("D20", "báo cáo thành tích"))
_NOT_IN = (EntryState.REGISTERED, EntryState.SELF_SCORED, EntryState.RETURNED)
_KEEP = {
    WAITING: lambda row: row.submitted_on is None,
    INCOMPLETE: lambda row: row.there < row.asked,
    RETURNED: lambda row: row.state is EntryState.RETURNED,
    LATE: lambda row: row.is_late,
    NOT_CONFIRMED: lambda row: row.confirmed_on is None,
}


class DossierStep(Step):
    """The cells that took part with their dossiers; ticked ones are received or confirmed together."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Hồ sơ đề nghị công nhận", parent)
        self._rows: list[DossierRow] = []
        self.papers = MenuButton("Giấy tờ", self, kind="")
        for kind_id, word in OWN_PAPERS:
            self.papers.add(f"{word}…", partial(self.open_paper, kind_id))
        for kind_id, word in WRITTEN:
            self.papers.add(f"Nội dung {word}…", partial(self.open_texts, kind_id, word))
        self.papers.add_line()
        self.papers.add("Biên bản thẩm định…", self.open_verification_minutes, tip="Của cả đợt thi đua (D9)")
        self.buttons.addWidget(self.papers)
        self.more = MenuButton("Việc khác", self, kind="")
        self._confirming = self.more.add("Ủy ban Kiểm tra xác nhận…", self.confirm)
        self._returning = self.more.add("Trả lại để bổ sung…", lambda: self._one(road_acts.give_back))
        self._taking = self.more.add("Nhận lại hồ sơ đã bổ sung…", lambda: self._one(road_acts.take_again))
        self._judging = self.more.add("Thẩm định, xác nhận, ý kiến…", lambda: self._one(open_verification))
        self._holding = self.more.add("Tạm dừng xét…", lambda: self._one(road_acts.hold))
        self._releasing = self.more.add("Tiếp tục xét…", lambda: self._one(road_acts.release))
        self.more.add_line()
        self.more.add("Giấy tờ phải có…", lambda: open_items(self.shell))
        self.buttons.addWidget(self.more)
        self.open_button = self.add_button("Hồ sơ…", self.open_current, icon="folder-open")
        self.receive_button = self.add_button("Nhận đủ hồ sơ", self.receive, primary=True, icon="check")
        self.filter = FilterBar(
            "Lọc theo tên chi bộ",
            [
                (None, "Tất cả"),
                (WAITING, "Chưa nộp"),
                (INCOMPLETE, "Thiếu giấy tờ"),
                (RETURNED, "Trả lại"),
                (LATE, "Chậm"),
                (NOT_CONFIRMED, "Chưa xác nhận"),
            ],
            self,
        )
        self.filter.changed.connect(lambda *_: self._filter())
        self.body.addWidget(self.filter)
        self.table = TableView(
            [
                text_column("Chi bộ", lambda row: row.cell, strong=True, most=34, tooltip=lambda row: row.cell),
                state_column("Trạng thái", lambda row: row.state.label, lambda row: words.tone(row.state)),
                date_column("Nhận ngày", lambda row: row.submitted_on),
                text_column("Giấy tờ", lambda row: f"{row.there}/{row.asked}", most=8),
                date_column("UBKT xác nhận", lambda row: row.confirmed_on),
                text_column("Còn thiếu, ghi chú", _note, quiet=True, stretch=True, tooltip=_note),
            ],
            "ho-so-4-tot",
            self,
            tickable=True,
        )
        self.table.ticked_changed.connect(self._name_buttons)
        self.table.current_changed.connect(lambda _: self._name_buttons())
        self.table.opened.connect(lambda _: self.open_current())
        self.table.set_menu(self._menu)
        self.table_or_empty = TableOrEmpty(self.table, "folder-open")
        self.body.addWidget(self.table_or_empty, 1)

    def show_rows(self, campaign: CampaignRow, rows: list[EntryRow]) -> None:
        """Show the dossiers."""
        super().show_rows(campaign, rows)
        self._rows = dossiers.list_dossiers(self.shell.office, campaign.id)
        self.table.set_rows(self._rows)
        if self._rows:
            self.table_or_empty.show_table()
            if self.table.current_id() is None:
                self.table.select(self._rows[0].id)
        else:
            self.table_or_empty.show_empty("Chưa có chi bộ nào đăng ký nên chưa có hồ sơ để nhận.")
        until = f", hạn {dates.screen(campaign.dossier_until)}" if campaign.dossier_until else ""
        came = sum(row.state not in _NOT_IN for row in self._rows)
        returned = sum(row.state is EntryState.RETURNED for row in self._rows)
        back = f" {returned} hồ sơ đang trả lại." if returned else ""
        self.say_hint(f"{came} trong {len(self._rows)} chi bộ đã nộp hồ sơ{until}.{back}")
        self._filter()
        self._name_buttons()

    def _filter(self) -> None:
        self.table.set_filter(self.filter.query(), _KEEP.get(self.filter.chip()))
        self.filter.say_count(len(self.table.rows.shown()), len(self._rows), "hồ sơ")

    def chosen(self) -> list[DossierRow]:
        """Return the ticked dossiers, else the current one."""
        ids = set(self.table.rows.ticked()) or {self.table.current_id()}
        return [row for row in self._rows if row.id in ids]

    def _may(self, row: DossierRow | None) -> bool:
        return row is not None and self.campaign is not None and may_work_on(row.state, self.campaign.state)

    def _name_buttons(self) -> None:
        chosen = self.chosen()
        count = f" ({len(chosen)})" if len(chosen) > 1 else ""
        may = bool(chosen) and all(self._may(row) for row in chosen)
        self.receive_button.setText(f"Nhận đủ hồ sơ{count}")
        self._confirming.setText(f"Ủy ban Kiểm tra xác nhận{count}…")
        self.receive_button.setEnabled(may)
        self._confirming.setEnabled(may)
        current = self.table.current_row()
        one = current if isinstance(current, DossierRow) else None
        self.open_button.setEnabled(self._may(one))
        state = one.state if one is not None and self._may(one) else None
        self._returning.setEnabled(state is EntryState.SUBMITTED)
        self._taking.setEnabled(state is EntryState.RETURNED)
        self._judging.setEnabled(state is not None)
        self._holding.setEnabled(state in MAY_HOLD)
        self._releasing.setEnabled(state is EntryState.ON_HOLD)

    # Acts ----------------------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Receive dossiers."""
        self.receive()

    def receive(self) -> Any:
        """Record that the whole dossiers of the chosen cells came."""
        rows = self.chosen()
        return self._ticked(road_acts.receive, rows)

    def confirm(self) -> Any:
        """Record what the Inspection Commission confirmed of the chosen cells."""
        return self._ticked(road_acts.confirm, self.chosen())

    def _ticked(self, act: Any, rows: list[DossierRow]) -> Any:
        if not rows or not all(self._may(row) for row in rows):
            return None
        dialog = act(self.shell, [row.id for row in rows], [row.cell for row in rows])
        dialog.accepted.connect(lambda: self.table.rows.tick(list(self.table.rows.ticked()), False))
        return dialog

    def open_current(self) -> Any:
        """Open the checklist of the current cell."""
        row = self.table.current_row()
        if not isinstance(row, DossierRow) or not self._may(row) or self.campaign is None:
            return None
        return open_dossier(self.shell, row.id, row.cell, self.campaign.dossier_until)

    def open_paper(self, kind_id: str) -> Any:
        """Show a paper of the chosen cell's dossier; with several ticked, make that paper of all of them."""
        chosen = self.chosen()
        if len(chosen) > 1:
            word = dict(OWN_PAPERS)[kind_id]
            items = [DraftItem(kind_id, row.id) for row in chosen]
            return open_batch(self.shell, f"{word}, {len(chosen)} chi bộ", items)
        row = self.table.current_row()
        return open_issue(self.shell, kind_id, row.id) if isinstance(row, DossierRow) else None

    def open_texts(self, kind_id: str, word: str) -> Any:
        """Show what is written of a paper's own for the chosen cell."""
        row = self.table.current_row()
        if not isinstance(row, DossierRow):
            return None
        return open_entry_texts(self.shell, row.id, kind_id, f"{word[:1].upper()}{word[1:]}, {row.cell}")

    def open_verification_minutes(self) -> Any:
        """Show the minutes of the verification."""
        return None if self.campaign is None else open_issue(self.shell, "D9", self.campaign.id)

    def _one(self, act: Any) -> Any:
        row = self.table.current_row()
        return act(self.shell, row.id, row.cell) if isinstance(row, DossierRow) else None

    def _menu(self, menu: QMenu, row: DossierRow) -> None:
        menu.addAction("Hồ sơ…").triggered.connect(lambda: self.open_current())
        for action in (self._returning, self._taking, self._judging, self._holding, self._releasing):
            if action.isEnabled():
                menu.addAction(action)
        menu.addSeparator()
        menu.addAction(f"{record_history.WORD}…").triggered.connect(
            lambda: record_history.open_history(self.shell, row.cell, [("cell_entry", row.id)])
        )


def _note(row: DossierRow) -> str:
    if row.state is EntryState.RETURNED:
        return f"Trả lại {row.open_defects} nội dung, hạn {dates.screen(row.due_on)}"
    if row.missing and row.submitted_on is not None:
        return " ".join(row.missing)
    return f"Chậm: {row.late_reason}" if row.is_late else ""
