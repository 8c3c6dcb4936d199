"""Seeing what a workbook would bring before it is taken: three lists, then "Nhập"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from bontot_desktop.errors import BonTotError
from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import importing
from bontot_desktop.services.importing import Action, ImportPlan
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, state_column, text_column
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.bars import FilterBar, NoticeBar
from bontot_desktop.ui.widgets.page import Page, StackedPage

SUFFIXES = importing.SUFFIXES
_TONES = {Action.NEW: Tone.GOOD, Action.CHANGED: Tone.INFO, Action.SAME: Tone.QUIET}
_NEW, _CHANGED, _SAME, _DOUBT, _REFUSED = "new", "changed", "same", "doubt", "refused"
_CHIP_OF = {Action.NEW: _NEW, Action.CHANGED: _CHANGED, Action.SAME: _SAME}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the preview: a row taken, a question or a refusal."""

    id: int
    chip: str
    word: str
    tone: Tone
    sheet: str
    row: int
    column: str
    name: str
    text: str


def lines_of(plan: ImportPlan) -> list[Line]:
    """Return the lines of a plan: what needs a look first."""
    found: list[tuple[Any, ...]] = [
        (_REFUSED, "từ chối", Tone.BAD, r.sheet, r.row, r.column, r.name, r.text) for r in plan.refused
    ]
    found += [(_DOUBT, "cần xem lại", Tone.WAIT, r.sheet, r.row, r.column, r.name, r.text) for r in plan.doubtful]
    found += [
        (
            _CHIP_OF[t.action],
            t.action.label,
            _TONES[t.action],
            t.sheet,
            t.row,
            "",
            t.name,
            "; ".join(map(str, (*t.changes, *t.notes))),
        )
        for t in plan.taken
    ]
    return [Line(place, *values) for place, values in enumerate(found)]


def open_import(shell: Shell, stack: StackedPage, back: str) -> None:
    """Ask for a workbook, read it elsewhere and show what it would bring on top of a page."""
    path = shell.asking.choose_file("Chọn danh bạ chi bộ, đảng viên", "Bảng tính", SUFFIXES)
    if path is not None:
        show_import(shell, stack, back, path)


def show_import(shell: Shell, stack: StackedPage, back: str, path: Path) -> None:
    """Show what a workbook would bring."""

    def show(workbook: importing.Workbook) -> None:
        try:
            plan = importing.plan(shell.office, workbook)
        except BonTotError as error:
            shell.asking.tell_error(error)
            return
        stack.push(ImportPage(shell, plan, stack.pop), back)

    shell.tasks.run(lambda _: importing.read(path), show, title=f"Đang đọc {path.name}", key="import", owner=stack)


class ImportPage(Page):
    """What a workbook would bring."""

    wants: ClassVar[frozenset[Kind]] = frozenset()
    help_topic: ClassVar[str] = "nhap-danh-ba"

    def __init__(self, shell: Shell, plan: ImportPlan, done: Callable[[], Any], parent: QWidget | None = None) -> None:
        super().__init__(f"Nhập {plan.workbook}", parent)
        self._shell, self._plan, self._done = shell, plan, done
        self._lines = lines_of(plan)
        self.set_summary(plan.counts.sentence())
        self._notice = NoticeBar("", Tone.WAIT)
        self.content.addWidget(self._notice)
        self.filter = FilterBar("Lọc theo tên", self._chips())
        self.content.addWidget(self.filter)
        self.table = TableView(_columns(), "import")
        self.table.set_rows(self._lines)
        self.content.addWidget(self.table, 1)
        self.filter.changed.connect(lambda *_: self._apply_filter())
        self.button = self.add_command("Nhập", self.take, icon="check", primary=True)
        self._say()
        self._apply_filter()

    def _chips(self) -> list[tuple[str | None, str]]:
        words = {
            _REFUSED: "Từ chối",
            _DOUBT: "Cần xem lại",
            _NEW: "Thêm mới",
            _CHANGED: "Cập nhật",
            _SAME: "Không đổi",
        }
        counted = {chip: sum(line.chip == chip for line in self._lines) for chip in words}
        shown = [(chip, f"{word} ({counted[chip]})") for chip, word in words.items() if counted[chip]]
        return [(None, f"Tất cả ({len(self._lines)})"), *shown]

    def _say(self) -> None:
        plan = self._plan
        if plan.changes_nothing:
            self.button.setEnabled(False)
            if not plan.refused:
                self._notice.say("Sổ đã có đủ nội dung của tệp này; không có gì để nhập.", Tone.GOOD)
                return
        if plan.refused:
            self._notice.say(
                f"{len(plan.refused)} chỗ bị từ chối và sẽ không được nhập; có thể sửa trong tệp rồi nhập lại, "
                "dòng đã nhập sẽ không bị ghi hai lần.",
                Tone.WAIT,
            )
        elif plan.doubtful:
            self._notice.say(f"{len(plan.doubtful)} chỗ cần xem lại; các dòng này được nhập như câu hỏi đã ghi.")

    def _apply_filter(self) -> None:
        chip = self.filter.chip()
        self.table.set_filter(self.filter.query(), None if chip is None else lambda line: line.chip == chip)
        self.filter.say_count(len(self.table.rows.shown()), len(self._lines), "dòng")

    def take(self) -> None:
        """Take the rows in one act and go back."""
        counts = self._plan.counts
        said = f"Đã nhập {counts.cells} chi bộ, {counts.members} đảng viên."
        if self._shell.act(lambda: importing.apply(self._shell.office, self._plan), said) is not None:
            self._done()


def _columns() -> tuple[Column, ...]:
    return (
        state_column("Kết quả", lambda line: line.word, lambda line: line.tone, searched=False),
        text_column("Tên", lambda line: line.name, strong=True, most=34),
        text_column("Trang", lambda line: line.sheet, most=16, quiet=True),
        text_column("Dòng", lambda line: str(line.row), right=True, sort=lambda line: line.row),
        text_column("Cột", lambda line: line.column, most=20, quiet=True),
        text_column("Nội dung", lambda line: line.text, tooltip=lambda line: line.text, stretch=True),
    )
