"""Kế hoạch năm: the year's sample meetings, which cells to choose, the parts of the plan (F14) and the report (F21)."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QTabWidget, QVBoxLayout, QWidget

from bontot_desktop.errors import BonTotError
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import sample_choice, sample_days, sample_plans, samples
from bontot_desktop.services.sample_choice import Candidate
from bontot_desktop.services.sample_plans import PLAN_PARTS, YearPlanDraft
from bontot_desktop.services.samples import SampleRow
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.forms.issue import IssueDialog, open_issue
from bontot_desktop.ui.forms.kept import KeptDraft
from bontot_desktop.ui.forms.leaving import may_leave
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, date_column, number_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.fields import ChoiceField, TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.page import Page

#: The papers of a year.
PLAN_PAPER, REPORT_PAPER = "F14", "F21"
#: So many taken months are named over the table.
_SAID = 3
_PLAN_WORDS = {
    "purpose": "I. Mục đích, yêu cầu",
    "participants": "III. Thành phần",
    "steps": "IV. Các bước chuẩn bị, tiến hành, rút kinh nghiệm",
    "organisation": "V. Tổ chức thực hiện",
}
_REPORT_WORDS = {
    "preparation": "I. Công tác chuẩn bị",
    "strengths": "Ưu điểm",
    "weaknesses": "Hạn chế",
    "lessons": "Bài học kinh nghiệm",
    "proposals": "Kiến nghị, đề xuất",
}


class YearPlanPage(Page):
    """The plan of one year; another year is chosen at the top."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.SAMPLES, Kind.MEETINGS, Kind.CELLS, Kind.SCORES})
    help_topic: ClassVar[str] = "ke-hoach-diem"
    #: A sample meeting shall be opened, by its id; a new one planned for a cell with the beginning of its reason.
    opened = Signal(object)
    planned = Signal(int, str, int)

    def __init__(self, shell: Shell, year: int, parent: QWidget | None = None) -> None:
        super().__init__("Kế hoạch sinh hoạt điểm", parent, margins=False)
        self._shell, self._year = shell, year
        self._events: list[SampleRow] = []
        self.dialog: IssueDialog | None = None
        self.years: ChoiceField = ChoiceField([], characters=8)
        self.years.setAccessibleName("Năm")
        self.commands.addWidget(self.years)
        self.years.edited.connect(self._turn)
        self.add_command(
            "Báo cáo…", partial(self.open_paper, REPORT_PAPER), icon="file-text", tip="Báo cáo kết quả (F21)"
        )
        self.add_command(
            "Kế hoạch…", partial(self.open_paper, PLAN_PAPER), icon="file-text", primary=True, tip="Kế hoạch năm (F14)",
            key=keys.PRINT,
        )  # fmt: skip
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("year-plan")
        self.events = TableView(_event_columns(), "ke-hoach-diem", self)
        self.place = TableOrEmpty(self.events, "presentation-chart")
        self.cells = TableView(_cell_columns(), "chon-chi-bo-diem", self)
        self.cells.opened.connect(self._plan_cell)
        self.cells.set_menu(self._cell_menu)
        self.events.opened.connect(self.opened)
        self.form = Form(self, lists=True)
        self.kept = KeptDraft(shell, self.form, YearPlanDraft, lambda: f"sample-plan/{self._year}", self.title)
        self._fill()
        self.taken = NoticeBar("", Tone.WAIT, self)
        self.tabs.addTab(_inset(self.taken, self.place), "Các buổi trong năm")
        self.tabs.addTab(_inset(self.cells), "Chọn chi bộ")
        written = QWidget(self)
        column = QVBoxLayout(written)
        column.setContentsMargins(0, look.GAP, 0, 0)
        offer = QVBoxLayout()
        offer.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        offer.addWidget(self.kept.bar)
        column.addLayout(offer)
        column.addWidget(self.form, 1)
        self.tabs.addTab(written, "Nội dung kế hoạch, báo cáo")
        holder = QVBoxLayout()
        holder.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        holder.addWidget(self.tabs)
        self.content.addLayout(holder, 1)
        self.on_key(keys.SAVE, "Lưu kế hoạch", self.form.save)

    def _fill(self) -> None:
        standing = sample_plans.standing(self._shell.office, self._year)
        plan = self.form.group(
            "Kế hoạch (F14)", "Ô để trống thì văn bản in các câu mờ; bảng các buổi tự lấy từ kế hoạch."
        )
        for name, word in _PLAN_WORDS.items():
            plan.add(word, _part(standing.get(name, ""), 4), name=name, wide=True)
        report = self.form.group("Báo cáo (F21)", "Bảng kết quả từng buổi tự lấy từ sổ; ưu điểm, hạn chế ghi ở đây.")
        for name, word in _REPORT_WORDS.items():
            report.add(word, _part(standing.get(name, ""), 2), name=name, wide=True)
        self.copy_button = self.form.add_button("Chép kế hoạch năm trước", self.copy)
        self.form.add_save("Lưu kế hoạch")
        self.form.saving.connect(self.save)

    # Showing -------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the year again; what is being typed stays."""
        office, today = self._shell.office, self._shell.today()
        known = {row.year for row in samples.list_samples(office)} | {today.year, today.year + 1, self._year}
        self.years.set_choices([(year, f"Năm {year}") for year in sorted(known, reverse=True)])
        self.years.set_value(self._year)
        self._events = samples.list_samples(office, year=self._year)
        self.events.set_rows(self._events)
        self._say_taken()
        if self._events:
            self.place.show_table()
        else:
            self.place.show_empty(
                f"Năm {self._year} chưa có buổi sinh hoạt điểm nào. Chọn mỗi loại hình một chi bộ để bắt đầu.",
                "Chọn chi bộ",
                lambda: self.tabs.setCurrentIndex(1),
            )
        cells = sample_choice.candidates(office, self._year)
        self.cells.set_rows(cells)
        kinds = {row.kind for row in cells}
        covered = {row.kind for row in cells if row.is_planned}
        left = [kind.label for kind in sorted(kinds - covered, key=list(ContentType).index)]
        said = f"Năm {self._year}: {len(self._events)} buổi, {len(covered)}/{len(kinds)} loại hình chi bộ"
        self.set_summary(f"{said}; chưa có: {', '.join(left)}" if left and self._events else said)
        if not self.form.is_edited():
            self.form.show_draft(sample_plans.load(office, self._year))
            self.kept.offer()

    def _say_taken(self) -> None:
        """Say of which planned meetings the month is taken already."""
        found = sample_days.of_year(self._shell.office, self._year)
        lines = [f"{row.cell_name}: {found[row.id]}" for row in self._events if row.id in found]
        more = [f"Còn {len(lines) - _SAID} buổi khác như vậy."] if len(lines) > _SAID else []
        self.taken.say("\n".join([*lines[:_SAID], *more]))

    def _turn(self) -> None:
        if not self.leaving():
            self.years.set_value(self._year)
            return
        self._year = self.years.value() or self._year
        self.refresh()

    # Acts ----------------------------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save the typed parts."""
        draft = self.form.draft()
        saved = self._shell.act(
            lambda: sample_plans.save(self._shell.office, draft), f"Đã lưu kế hoạch năm {self._year}", form=self.form
        )
        if saved is None:
            return False
        self.kept.drop()
        return True

    def copy(self) -> None:
        """Fill the parts of the plan with those of the year before, as typing that is not saved yet."""
        try:
            draft = sample_plans.copied(self._shell.office, self._year)
        except BonTotError as reason:
            self._shell.asking.tell_error(reason)
            return
        for name in PLAN_PARTS:
            self.form.field(name).set_value(getattr(draft, name))
        self.form.say("Đã chép kế hoạch năm trước; xem lại rồi lưu.")

    def open_paper(self, kind: str) -> None:
        """Show the plan or the report as a paper that can be issued."""
        if self.form.is_edited() and not (self.form.check() and self.save()):
            self.tabs.setCurrentIndex(2)
            return
        plan_id = self._shell.act(lambda: sample_plans.begin(self._shell.office, self._year), undo=False)
        if plan_id is not None:
            self.dialog = open_issue(self._shell, kind, plan_id)

    def _plan_cell(self, cell_id: Any) -> None:
        row = next(row for row in self.cells.rows.rows() if row.id == cell_id)
        self.planned.emit(cell_id, row.reason, self._year)

    def _cell_menu(self, menu: QMenu, row: Candidate) -> None:
        menu.addAction("Lập buổi điểm ở chi bộ này…", lambda: self._plan_cell(row.id))
        menu.addAction("Mở chi bộ", lambda: self._shell.go("cells", row.id))

    def leaving(self) -> bool:
        """Ask about unsaved typing."""
        return may_leave(self._shell, self.form, self.kept)


def _part(standing: str, least: int) -> TextField:
    """Return a field as high as the standing sentences in it need."""
    return TextField(lines=max(least, standing.count("\n") + 2 if standing else 0), placeholder=standing)


def _inset(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, look.GAP, 0, look.GAP)
    for widget in widgets:
        column.addWidget(widget)
    return holder


def _event_columns() -> list[Column]:
    return [
        date_column("Ngày", lambda row: row.day),
        text_column("Chi bộ", lambda row: row.cell_name, strong=True, stretch=True, sort=lambda row: row.cell_order),
        text_column("Loại sinh hoạt", lambda row: row.type_label or row.planned_label, most=34, quiet=True),
        text_column("Trạng thái", lambda row: row.state.label, most=26),
        number_column("Người dự", lambda row: row.observers or None),
        number_column("Việc còn mở", lambda row: row.open_items or None),
    ]


def _cell_columns() -> list[Column]:
    return [
        text_column(
            "Loại hình", lambda row: row.kind.label, most=28, sort=lambda row: list(ContentType).index(row.kind)
        ),
        text_column("Chi bộ", lambda row: row.cell, strong=True, stretch=True, sort=lambda row: row.cell_order),
        number_column("Đảng viên", lambda row: row.members),
        number_column("Dự sinh hoạt (%)", lambda row: row.attendance, decimals=1),
        number_column("Phát biểu (%)", lambda row: row.speaking, decimals=1),
        text_column("Làm điểm lần cuối", lambda row: str(row.last_year or "chưa"), most=10, right=True),
        state_column(
            "Năm nay",
            lambda row: "đã chọn" if row.is_planned else "",
            lambda row: Tone.GOOD if row.is_planned else None,
        ),
    ]
