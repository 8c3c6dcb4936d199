"""The window of a cell's titles and rewards year by year, with what is written of it by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import cell_awards
from bontot_desktop.services.cell_awards import OtherDraft, PastDraft, YearLine
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.fields import LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField, NumberField


@dataclass(frozen=True, slots=True)
class _Shown:
    """A year, or a reward written by hand, as the table shows it."""

    id: int
    year: int
    title: str
    rating: str
    award: str
    decision: str = ""
    past_id: int | None = None
    other: OtherDraft | None = None


def open_cell_awards(shell: Shell, cell_id: int, cell: str) -> CellAwards:
    """Show the years of a cell."""
    dialog = CellAwards(shell, cell_id, cell)
    dialog.open()
    return dialog


class CellAwards(QDialog):
    """The years, the newest first; what was written by hand is mended or struck out here."""

    help_topic: ClassVar[str] = "khen-thuong"

    def __init__(self, shell: Shell, cell_id: int, cell: str) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("cell-awards")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Danh hiệu, khen thưởng")
        self._shell, self._cell_id, self._cell = shell, cell_id, cell
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.WIDE)
        outer.setSpacing(look.GAP)
        head = QLabel(cell, self)
        head.setWordWrap(True)
        look.mark(head, "section")
        outer.addWidget(head)
        self.hints = NoticeBar("", Tone.HONOUR, self)
        outer.addWidget(self.hints)
        self.table = TableView(
            [
                text_column("Năm", lambda row: str(row.year), strong=True, most=7),
                text_column("Chi bộ 4 tốt", lambda row: row.title, most=32, tooltip=lambda row: row.title),
                text_column("Xếp loại chất lượng", lambda row: row.rating, most=30, tooltip=lambda row: row.rating),
                text_column("Khen thưởng", lambda row: row.award, stretch=True, tooltip=lambda row: row.award),
                text_column(
                    "Quyết định", lambda row: row.decision, quiet=True, most=34, tooltip=lambda row: row.decision
                ),
            ],
            "khen-thuong-chi-bo",
            self,
        )
        self.table.opened.connect(lambda _: self.edit())
        self.table.current_changed.connect(lambda _: self._name_buttons())
        self.table_or_empty = TableOrEmpty(self.table, "medal")
        outer.addWidget(self.table_or_empty, 1)
        line = QHBoxLayout()
        line.setSpacing(look.SMALL)
        self.remove_button = self._button("Xóa", self.remove)
        self.edit_button = self._button("Sửa…", self.edit)
        line.addWidget(self.remove_button)
        line.addWidget(self.edit_button)
        line.addStretch(1)
        line.addWidget(self._button("Khen thưởng khác…", self.add_other))
        line.addWidget(self._button("Kết quả năm trước…", self.add_past))
        outer.addLayout(line)
        self.resize(look.text_width(120, self), look.row_height(self) * 15)
        # A bound method: it is let go with the window.
        shell.changed.connect(self.changed)
        self.refresh()

    def _button(self, word: str, slot: Callable[[], Any]) -> QPushButton:
        button = QPushButton(word, self)
        button.setObjectName(f"awards:{word}")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: slot())
        return button

    def changed(self, changes: Changes) -> None:
        """Look again when results are not as they were."""
        if changes.touch(Kind.CAMPAIGNS):
            self.refresh()

    def refresh(self) -> None:
        """Read the years again."""
        office = self._shell.office
        story = cell_awards.story(office, self._cell_id)
        others: dict[int | None, list[OtherDraft]] = {}
        for draft in cell_awards.others(office, self._cell_id):
            others.setdefault(draft.year, []).append(draft)
        rows = [row for line in story.lines for row in _rows(line, others.get(line.year, []))]
        self.table.set_rows(rows)
        self.hints.say("\n".join(story.hints))
        if rows:
            self.table_or_empty.show_table()
            if self.table.current_id() is None:
                self.table.select(rows[0].id)
        else:
            self.table_or_empty.show_empty("Chưa có kết quả, khen thưởng nào; kết quả các năm trước ghi ở đây.")
        self._name_buttons()

    def _name_buttons(self) -> None:
        row = self.table.current_row()
        by_hand = isinstance(row, _Shown) and (row.past_id is not None or row.other is not None)
        for button in (self.remove_button, self.edit_button):
            button.setEnabled(by_hand)
            button.setToolTip("" if by_hand else "Chỉ sửa, xóa được những gì ghi tay")

    def add_past(self) -> OneActDialog:
        """Write down a recognition of an earlier year."""
        return self._past(PastDraft(self._cell_id, self._shell.today().year - 1))

    def add_other(self) -> OneActDialog:
        """Write down a reward of another body."""
        return self._other(OtherDraft(self._cell_id, self._shell.today().year))

    def edit(self) -> OneActDialog | None:
        """Mend what was written by hand."""
        row = self.table.current_row()
        if not isinstance(row, _Shown):
            return None
        if row.other is not None:
            return self._other(row.other)
        if row.past_id is not None:
            return self._past(cell_awards.past(self._shell.office, row.past_id))
        return None

    def remove(self) -> None:
        """Strike out what was written by hand; it can be taken back."""
        row = self.table.current_row()
        if not isinstance(row, _Shown):
            return
        office = self._shell.office
        if row.other is not None and row.other.id is not None:
            other_id = row.other.id
            self._shell.act(lambda: cell_awards.remove_other(office, other_id), "Đã xóa khen thưởng.")
        elif row.past_id is not None:
            past_id = row.past_id
            self._shell.act(lambda: cell_awards.remove_past(office, past_id), "Đã xóa kết quả.")

    def _past(self, draft: PastDraft) -> OneActDialog:
        def build(form: Form) -> None:
            group = form.group()
            group.add("Năm được công nhận", NumberField(lowest=cell_awards.OLDEST, highest=2100), name="year")
            group.add("Quyết định số", LineField(placeholder="25-QĐ/HU"), name="decision_no")
            group.add("Ngày quyết định", DateField(), name="decided_on")

        return self._open("past-result", "Kết quả “Chi bộ 4 tốt” năm trước", draft, build, cell_awards.save_past)

    def _other(self, draft: OtherDraft) -> OneActDialog:
        def build(form: Form) -> None:
            group = form.group()
            group.add("Năm", NumberField(lowest=cell_awards.OLDEST, highest=2100), name="year")
            group.add("Hình thức", LineField(), name="form")
            group.add("Về thành tích", LineField(), name="title", wide=True)
            group.add("Cơ quan tặng", LineField(), name="issuer", wide=True)
            group.add("Quyết định số", LineField(), name="decision_no")
            group.add("Ngày quyết định", DateField(), name="decided_on")
            years = "Chỉ ghi khi khen cho nhiều năm liền."
            group.add("Từ năm", NumberField(lowest=cell_awards.OLDEST, highest=2100), name="from_year", hint=years)
            group.add("Đến năm", NumberField(lowest=cell_awards.OLDEST, highest=2100), name="to_year")

        return self._open("other-award", "Khen thưởng khác", draft, build, cell_awards.save_other, rows=16)

    def _open(
        self,
        name: str,
        title: str,
        draft: Any,
        build: Callable[[Form], Any],
        save: Callable[[Any, Any], Any],
        *,
        rows: int = 11,
    ) -> OneActDialog:
        return open_act(
            self._shell,
            OneAct(
                name=name,
                title=title,
                heading=self._cell,
                verb="Lưu",
                said="Đã lưu.",
                draft=draft,
                build=build,
                do=lambda typed: save(self._shell.office, typed),
                topic="khen-thuong",
                rows=rows,
            ),
        )


def _rows(line: YearLine, others: list[OtherDraft]) -> list[_Shown]:
    """Part a year into its own row and one for each reward written by hand."""
    own = line.awards[: len(line.awards) - len(others)]
    rows = []
    if line.title or line.rating or own:
        rows.append(
            _Shown(line.year * 1000, line.year, line.title, line.rating, "; ".join(own), line.decision, line.past_id)
        )
    written = line.awards[len(own) :]
    for place, (draft, words) in enumerate(zip(reversed(others), written, strict=True), start=1):
        decision = cell_awards.by(draft.decision_no, draft.decided_on)
        rows.append(_Shown(line.year * 1000 + place, line.year, "", "", words, decision, other=draft))
    return rows
