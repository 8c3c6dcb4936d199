"""The second step: the cells that registered at the left, the score sheet of the chosen one at the right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from bontot_desktop import text
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.recognition import OPEN_STATES, Column, EntryState, Scoring
from bontot_desktop.services import entry_scores
from bontot_desktop.services.campaigns import CampaignRow
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.ui import keys, look, record_history
from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.forms.kept import Kept, Where
from bontot_desktop.ui.forms.kept_grid import Typing, take_typed, typed_of
from bontot_desktop.ui.pages.recognition import words
from bontot_desktop.ui.pages.recognition.sheet import SheetView
from bontot_desktop.ui.pages.recognition.sheet_model import NOTE
from bontot_desktop.ui.pages.recognition.states import BEFORE_VERIFIED
from bontot_desktop.ui.pages.recognition.step import Step
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column as TableColumn
from bontot_desktop.ui.tables.columns import state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.menu_button import MenuButton

#: Short words of the states a dossier goes through, for the narrow list.
_SHORT = {
    EntryState.REGISTERED: "Chưa chấm",
    EntryState.SELF_SCORED: "Tự chấm",
    EntryState.SUBMITTED: "Đã nộp",
    EntryState.VERIFIED: "Thẩm định",
    EntryState.PROPOSED: "Đề nghị",
    EntryState.NOT_PROPOSED: "Không",
    EntryState.RECOGNISED: "Công nhận",
    EntryState.NOT_RECOGNISED: "Không",
}
#: Room of the list, in characters; in a narrow window it keeps the names only, the state stands above the sheet.
LIST_WIDTH, NAMES_WIDTH = 40, 21
#: From so many characters on there is room for both columns of the list, and for the list at all; below that the cell
#: is chosen from a field above the sheet, and all columns of the sheet are seen.
ROOM_FOR_BOTH, ROOM_FOR_LIST = 124, 110


def short_name(row: EntryRow) -> str:
    """Return a cell's name without the words all of them begin with, for the narrow list."""
    rest = row.cell.removeprefix("Chi bộ ").strip()
    return text.first_upper(rest) if rest else row.cell


def _short_state(row: EntryRow) -> str:
    return _SHORT.get(row.state, row.state.label)


def cell_list_columns() -> list[TableColumn]:
    """Return the columns of the narrow list of cells."""
    return [
        text_column("Chi bộ", short_name, strong=True, stretch=True, most=16, tooltip=lambda row: row.cell),
        state_column(
            "Bước",
            _short_state,
            lambda row: words.tone(row.state),
            tooltip=lambda row: row.state.label,
        ),
    ]


class ScoringStep(Step):
    """Fills sheets one after another."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Chấm điểm", parent)
        self._rows: list[EntryRow] = []
        self._current: int | None = None
        self.table = TableView(cell_list_columns(), "cham-diem-chi-bo", self)
        self.table.current_changed.connect(self._chosen)
        self.table.opened.connect(lambda _: self.begin())
        self.table.set_menu(self._fill_menu)
        row = QHBoxLayout()
        row.setSpacing(look.WIDE)
        row.addWidget(self.table)
        self._right = QStackedWidget(self)
        row.addWidget(self._right, 1)
        inside = QWidget(self)
        inside.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.keeping = Kept(
            shell,
            self._kept,
            typed=self._typing,
            take=self._take,
            is_edited=self.is_edited,
            say=self.say,
            parent=self,
        )
        self.body.addWidget(self.keeping.bar)
        self.table_or_empty = TableOrEmpty(inside, "check-square-offset")
        self.body.addWidget(self.table_or_empty, 1)
        self.sheet: SheetView | None = None
        self.chooser = ChoiceField(characters=32)
        self.chooser.setObjectName("cham-diem-chon")
        self.chooser.setToolTip("Chi bộ đang chấm")
        self.chooser.edited.connect(lambda: self._chosen(self.chooser.value()))
        self.chooser.hide()
        self.buttons.addWidget(self.chooser)
        self.more = MenuButton("Việc khác", self, kind="")
        self.more.add("Tệp minh chứng…", self.open_proofs, tip="Tệp chứng minh điểm của chi bộ đang chấm")
        tip = "Số giao và kết quả của năm, để chương trình tính tỷ lệ đạt"
        self.more.add("Chỉ tiêu giao cho chi bộ…", self.open_targets, tip=tip)
        self.more.add_line()
        self.more.add("Xuất bảng tự chấm ra Word…", self.send_one, tip="Chi bộ đang chọn điền trong Word rồi gửi lại")
        self.more.add("Xuất bảng của các chi bộ chưa chấm…", self.send_all)
        self.more.add("Nhận bảng tự chấm…", self.take_in, tip="Tệp hoặc thư mục các chi bộ gửi lại")
        self.more.add_line()
        self.more.add("Quy ước chấm…", self.open_settings, tip="Chênh bao nhiêu điểm thì phải ghi lý do")
        self.buttons.addWidget(self.more)
        self.save_button = self.add_save("Lưu bảng chấm")
        for key, step in ((keys.EARLIER, -1), (keys.LATER, 1)):
            QShortcut(QKeySequence(key), self, lambda step=step: self.go(step))

    def _fill_menu(self, menu: QMenu, row: EntryRow) -> None:
        action = menu.addAction(f"{record_history.WORD}…")
        action.triggered.connect(lambda: record_history.open_history(self.shell, row.cell, [("cell_entry", row.id)]))

    # Showing -------------------------------------------------------------------------------------------------------

    def show_rows(self, campaign: CampaignRow, rows: list[EntryRow]) -> None:
        """Show the cells that registered; a sheet that is being typed stays."""
        super().show_rows(campaign, rows)
        self._rows = [row for row in rows if row.took_part]
        done = sum(row.state not in BEFORE_VERIFIED for row in self._rows)
        self.say_hint(f"{done} trong {len(self._rows)} chi bộ đã thẩm định xong. {campaign.criteria}.")
        if not self._rows:
            self.table_or_empty.show_empty("Chưa có chi bộ nào đăng ký nên chưa có gì để chấm.")
            self.save_button.setEnabled(False)
            self._share_room()
            return
        self.table_or_empty.show_table()
        self.save_button.setEnabled(True)
        self.table.set_rows(self._rows)
        self.chooser.set_choices((row.id, f"{short_name(row)} · {_short_state(row)}") for row in self._rows)
        self._share_room()
        if self.is_edited():
            return
        if self._current not in {row.id for row in self._rows}:
            self._current = None
            self.table.select(self._rows[0].id)
        self._show(self._current or self._rows[0].id)

    def _make_sheet(self, kind: Scoring) -> SheetView:
        if self.sheet is not None and self.sheet.kind is kind:
            return self.sheet
        if self.sheet is not None:
            self._right.removeWidget(self.sheet)
            self.sheet.deleteLater()
        self.sheet = SheetView(kind, self)
        self.sheet.edited.connect(self._typed)
        self.sheet.panel.proofs_wanted.connect(self.open_proofs)
        self._right.addWidget(self.sheet)
        self._right.setCurrentWidget(self.sheet)
        return self.sheet

    def _show(self, entry_id: int) -> None:
        self._current = entry_id
        self.chooser.set_value(entry_id)
        sheet = entry_scores.sheet(self.shell.office, entry_id)
        # Kinds of cells may be scored by sets of their own.
        view = self._make_sheet(sheet.scoring)
        view.show_sheet(sheet)
        self.save_button.setEnabled(sheet.state in OPEN_STATES)
        self.keeping.offer()

    def _kept(self) -> Where:
        sheet = self.sheet.sheet() if self.sheet is not None else None
        return (f"entry/{sheet.entry_id}/scores", f"Bảng chấm điểm của {sheet.cell}") if sheet is not None else None

    def _lines(self) -> dict[str, Any]:
        return {name: field for name, (field, _) in self.sheet.fields.items()} if self.sheet is not None else {}

    def _typing(self) -> Typing:
        return typed_of(self.sheet.model, self._lines()) if self.sheet is not None else {}

    def _take(self, typing: Typing) -> None:
        if self.sheet is not None:
            take_typed(self.sheet.model, self._lines(), typing)

    def _typed(self) -> None:
        self.say("")
        self.keeping.typed_again()

    def _chosen(self, entry_id: int | None) -> None:
        if entry_id is None or entry_id == self._current:
            return
        is_asked = self.is_edited()
        if not is_asked or self._settle():
            self.say("")
            self._show(entry_id)
        if is_asked or self.table.isHidden():
            self._mark_shown()
            # A click marks its row only after it made it current.
            QTimer.singleShot(0, self, self._mark_shown)

    def go(self, step: int) -> None:
        """Show the sheet of the next cell in the list, or of the one before; the cursor stays in its column."""
        ids = [row.id for row in self.table.rows.shown()]
        place = ids.index(self._current) + step if self._current in ids else 0
        if 0 <= place < len(ids):
            self._chosen(ids[place])
            self._mark_shown()

    def _mark_shown(self) -> None:
        """Mark the cell whose sheet is shown."""
        self.table.select(self._current)
        self.chooser.set_value(self._current)

    def _settle(self) -> bool:
        """Ask what becomes of an unsaved sheet; False when the person stays."""
        answer = self.shell.asking.unsaved("Bảng chấm điểm")
        if answer == SAVE:
            return self.save()
        if answer == DROP:
            self.keeping.drop()
        return answer == DROP

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the sheet the room it needs."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Put the list of cells beside the sheet, or where there is no room for it the field to choose from above."""
        both = self.width() >= look.text_width(ROOM_FOR_BOTH, self)
        listed = self.width() >= look.text_width(ROOM_FOR_LIST, self)
        self.table.setColumnHidden(1, not both)
        self.table.setFixedWidth(look.text_width(LIST_WIDTH if both else NAMES_WIDTH, self))
        self.table.setVisible(listed)
        self.chooser.setVisible(not listed and bool(self._rows))

    def begin(self) -> None:
        """Put the cursor into the grid."""
        if self.sheet is not None:
            self.sheet.begin()

    # Beside the sheet ----------------------------------------------------------------------------------------------

    def open_proofs(self, criterion_id: int | None = None) -> Any:
        """Show the files that prove what the cell says of itself."""
        from bontot_desktop.ui.forms.evidence import open_evidence

        sheet = self.sheet.sheet() if self.sheet is not None else None
        if sheet is None:
            return None
        may = sheet.state in OPEN_STATES
        return open_evidence(self.shell, sheet, criterion_id, may=may, then=self._proofs_seen)

    def _proofs_seen(self) -> None:
        """Count the files again, unless something is being typed."""
        if self._current is not None and not self.is_edited():
            self._show(self._current)

    def open_targets(self) -> Any:
        """Show what the cells were given to reach; what is computed of it is looked at again afterwards."""
        from bontot_desktop.ui.forms.cell_targets import open_targets

        if self.campaign is None:
            return None
        row = next((row for row in self._rows if row.id == self._current), None)
        cell_id = None if row is None else row.cell_id
        return open_targets(self.shell, self.campaign.year, cell_id, then=self._proofs_seen)

    def send_one(self) -> Any:
        """Write the sheet of the shown cell as a form to be filled in Word."""
        from bontot_desktop.services.returned import writing
        from bontot_desktop.ui.forms.form_files import write_one

        entry_id, office = self._current, self.shell.office
        return None if entry_id is None else write_one(self.shell, lambda: writing.self_score(office, entry_id))

    def send_all(self) -> Any:
        """Write the forms of all cells that did not score themselves yet into a folder."""
        from bontot_desktop.services.returned import writing
        from bontot_desktop.ui.forms.form_files import write_all

        campaign, office = self.campaign, self.shell.office
        return None if campaign is None else write_all(self.shell, lambda: writing.self_scores(office, campaign.id))

    def take_in(self) -> Any:
        """Take the forms in that came back."""
        from bontot_desktop.ui.forms.returned import open_returned

        return open_returned(self.shell, then=self._proofs_seen)

    def open_settings(self) -> Any:
        """Show which differences need a reason."""
        from bontot_desktop.ui.forms.sheet_settings import open_settings

        return open_settings(self.shell)

    # Saving --------------------------------------------------------------------------------------------------------

    def is_edited(self) -> bool:
        """Say whether the sheet is not saved."""
        return self.sheet is not None and self.sheet.is_edited()

    def drop(self) -> None:
        """Show the sheet as it is stored."""
        self.keeping.drop()
        if self._current is not None:
            self._show(self._current)

    def save(self) -> bool:
        """Save the sheet and lead its cell on."""
        view = self.sheet
        typed = view.sheet() if view is not None else None
        if view is None or typed is None:
            return True
        if view.grid.go_to_fault():
            self.say(view.model.faults()[0][2], "fault")
            return False
        faults = [Problem(name, field.fault()) for name, (field, _) in view.fields.items() if field.fault()]
        if faults:
            self.show_problems(faults)
            return False
        done = self.shell.act(lambda: self._store(view, typed), f"Đã lưu bảng chấm điểm của {typed.cell}.", form=self)
        return done is not None

    def _store(self, view: SheetView, typed: entry_scores.ScoreSheet):
        changes = entry_scores.save(self.shell.office, typed)
        view.show_sheet(entry_scores.sheet(self.shell.office, typed.entry_id))
        self.keeping.drop()
        return changes

    def show_problems(self, problems: Problems | Iterable[Problem]) -> None:
        """Show what to mend under its field or at its criterion."""
        listed = list(problems.problems if isinstance(problems, Problems) else problems)
        fields = self.sheet.fields if self.sheet is not None else {}
        for _, row in fields.values():
            row.clear()
        for problem in listed:
            if problem.field in fields:
                fields[problem.field][1].set_problem(problem.sentence)
        rest = [problem for problem in listed if problem.field not in fields]
        super().show_problems(rest)

    def go_to(self, field: str) -> None:
        """Put the cursor on the criterion a problem is about ("VERIFIED:1.2", "note:1.2")."""
        where, _, code = field.partition(":")
        view = self.sheet
        sheet = view.sheet() if view is not None else None
        line = next((line for line in sheet.lines if line.code == code), None) if sheet is not None else None
        if view is None or line is None:
            return
        column = NOTE if where == "note" else Column(where)
        view.grid.setCurrentIndex(view.grid.index_of(line.criterion_id, column))
        view.grid.setFocus()
