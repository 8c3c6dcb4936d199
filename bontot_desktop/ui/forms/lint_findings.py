"""What the check of a Word file found: a table of findings on top of the page Văn bản; the file is never changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import linting
from bontot_desktop.services.linting import Finding, Level, Report
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.page import Page, StackedPage

TITLE = "Kiểm tra thể thức"
_TONES = {Level.FAULT: Tone.BAD, Level.ADVICE: Tone.WAIT, Level.NOTE: Tone.INFO}


@dataclass(frozen=True, slots=True)
class Line:
    """One finding as the table shows it."""

    id: int
    finding: Finding


def open_check(shell: Shell, stack: StackedPage, back: str) -> None:
    """Ask for a Word file, check it elsewhere and show what was found on top of a page."""
    path = shell.asking.choose_file(TITLE, "Tệp Word", (".docx",))
    if path is None:
        return

    def show(report: Report) -> None:
        stack.push(LintPage(shell, path, report), back)
        stack.top().take_focus()

    shell.tasks.run(lambda _: linting.check(path), show, title=f"Đang kiểm tra {path.name}", key="lint", owner=stack)


class LintPage(Page):
    """The findings of one Word file, with a way to check it again after mending."""

    wants: ClassVar[frozenset[Kind]] = frozenset()
    help_topic: ClassVar[str] = "van-ban"

    def __init__(self, shell: Shell, path: Path, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(f"{TITLE}: {path.name}", parent)
        self._shell, self._path = shell, path
        self.table = TableView(_columns(), "the-thuc", self)
        self.table_or_empty = TableOrEmpty(self.table, "check-circle")
        self.content.addWidget(self.table_or_empty, 1)
        self.again = self.add_command(
            "Kiểm tra lại", self.check_again, icon="arrow-clockwise", tip="Đọc lại tệp sau khi đã sửa và lưu trong Word"
        )
        self.show_report(report)

    def show_report(self, report: Report) -> None:
        """Show what was found, or that nothing was."""
        self.set_summary(f"Xét theo {report.guide}. {report.summary()}")
        if report.findings:
            self.table.set_rows([Line(place, finding) for place, finding in enumerate(report.findings)])
            self.table_or_empty.show_table()
        else:
            self.table_or_empty.show_empty("Chưa thấy chỗ nào sai thể thức trong tệp này.")

    def check_again(self) -> None:
        """Check the file as it is now."""
        path = self._path
        self._shell.tasks.run(
            lambda _: linting.check(path), self.show_report, title=f"Đang kiểm tra {path.name}", key="lint", owner=self
        )


def _tip(line: Any) -> str:
    return str(line.finding.sentence())


def _found(line: Any) -> str:
    finding = line.finding
    return f"{finding.found} ({finding.times} chỗ)" if finding.times > 1 else str(finding.found)


def _columns() -> tuple[Column, ...]:
    return (
        state_column("Mức", lambda line: line.finding.level.value, lambda line: _TONES[line.finding.level]),
        text_column("Thành phần", lambda line: line.finding.part, strong=True, most=24),
        text_column("Trang", lambda line: str(line.finding.where), sort=lambda line: line.finding.where.page, most=12),
        text_column("Đang là", _found, tooltip=_tip, stretch=True),
        text_column("Nên là", lambda line: line.finding.wanted, tooltip=_tip, most=34),
        text_column("Điều khoản", lambda line: line.finding.clause, quiet=True, most=24),
    )
