"""What the check of a Word file found, on top of the page Văn bản: whole sentences to read, copy and keep."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QTextBrowser, QWidget

from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import linting
from bontot_desktop.services.linting import Finding, Grouping, Level, Report
from bontot_desktop.text import first_upper
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import EmptyState
from bontot_desktop.ui.widgets.menu_button import MenuButton
from bontot_desktop.ui.widgets.page import Page, StackedPage

TITLE = "Kiểm tra thể thức"
NOTHING = "Chưa thấy chỗ nào sai thể thức trong tệp này."
_TONES = {Level.FAULT: Tone.BAD, Level.ADVICE: Tone.WAIT, Level.NOTE: Tone.INFO}
#: Shares of the width: level and page (or component), what is, what should be.
_SHARES = (18, 42, 40)


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
    help_topic: ClassVar[str] = "kiem-tra-the-thuc"

    def __init__(self, shell: Shell, path: Path, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(f"{TITLE}: {path.name}", parent)
        self._shell, self._path, self._report = shell, path, report
        self.by = Grouping.PART
        self.chips = self._make_chips()
        self.words = QTextBrowser(self)
        self.words.setObjectName("findings")
        self.words.setOpenLinks(False)
        self.words.setTabChangesFocus(True)
        self.nothing = EmptyState("check-circle", self)
        self.nothing.say(NOTHING)
        self.place = QStackedWidget(self)
        self.place.addWidget(self.words)
        self.place.addWidget(self.nothing)
        self.content.addWidget(self.place, 1)
        self.copy_button = self.add_command(
            "Chép", self.copy, icon="copy", tip="Chép toàn bộ danh sách để dán vào thư hoặc văn bản"
        )
        self.save_button = MenuButton("Lưu danh sách", self, kind="")
        self.save_button.add("Phiếu PDF để in…", lambda: self.save(".pdf"), icon="file-pdf")
        self.save_button.add("Tệp chữ (.txt)…", lambda: self.save(".txt"), icon="file-text")
        self.commands.addWidget(self.save_button)
        self.again = self.add_command(
            "Kiểm tra lại", self.check_again, icon="arrow-clockwise", tip="Đọc lại tệp sau khi đã sửa và lưu trong Word"
        )
        self.on_key(keys.SAVE, "Lưu danh sách", lambda: self.save(".pdf"))
        look.watch().changed.connect(self._show)
        self.show_report(report)

    def _make_chips(self) -> QButtonGroup:
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(look.TINY + 2)
        for place, by in enumerate(Grouping):
            chip = QPushButton(by.value, self)
            look.mark(chip, "chip")
            chip.setCheckable(True)
            chip.setChecked(by is self.by)
            group.addButton(chip, place)
            row.addWidget(chip)
        row.addStretch(1)
        self.content.addLayout(row)
        group.idClicked.connect(lambda place: self.group_by(list(Grouping)[place]))
        return group

    def show_report(self, report: Report) -> None:
        """Show what was found, or that nothing was."""
        self._report = report
        self.set_summary(f"Xét theo {report.guide}. {report.summary()}")
        self._show()

    def group_by(self, by: Grouping) -> None:
        """Put the findings together by component or by page."""
        self.by = by
        self._show()

    def copy(self) -> None:
        """Copy all findings as plain text."""
        QGuiApplication.clipboard().setText(linting.as_text(self._report, self._path.name, self.by))
        self._shell.announce("Đã chép danh sách.")

    def save(self, suffix: str) -> None:
        """Ask where to keep the list and write it."""
        kind = "Tệp PDF" if suffix == ".pdf" else "Tệp chữ"
        start = self._path.with_name(f"{self._path.stem}-kiem-tra{suffix}")
        target = self._shell.asking.save_file("Lưu danh sách", kind, suffix, start=start)
        if target is not None:
            report, name, today = self._report, self._path.name, self._shell.today()
            self._shell.act(
                lambda: linting.save(report, name, target, today, self.by), f"Đã lưu {target.name}.", undo=False
            )

    def check_again(self) -> None:
        """Check the file as it is now."""
        path = self._path
        self._shell.tasks.run(
            lambda _: linting.check(path), self.show_report, title=f"Đang kiểm tra {path.name}", key="lint", owner=self
        )

    def take_focus(self) -> None:
        """Let the keyboard scroll the findings."""
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not self._report.findings

    def _show(self) -> None:
        for button in (*self.chips.buttons(), self.copy_button, self.save_button):
            button.setEnabled(not self.is_clean())
        self.place.setCurrentWidget(self.nothing if self.is_clean() else self.words)
        at = self.words.verticalScrollBar().value()
        self.words.setHtml(_page(self._report, self.by))
        self.words.verticalScrollBar().setValue(at)


def _page(report: Report, by: Grouping) -> str:
    """Write the findings as the browser shows them: a heading a group, a row a finding."""
    groups = "".join(
        f"<h4 style='margin-top:12px; margin-bottom:4px; margin-left:5px'>{escape(title)}</h4>"
        f"<table width='100%' cellspacing='0' cellpadding='5'>{''.join(_row(one, by) for one in findings)}</table>"
        for title, findings in linting.grouped(report, by)
    )
    return f"<body>{groups}</body>"


def _row(finding: Finding, by: Grouping) -> str:
    second, line = look.colours().second, look.colours().line
    tone = look.tone_colour(_TONES[finding.level]).name()
    beside = linting.beside(finding, by)
    cells = (
        f"<span style='color:{tone}'>●</span> {escape(first_upper(finding.level.value))}<br>"
        f"<span style='color:{second}'>{escape(first_upper(beside))}</span>",
        escape(first_upper(linting.found(finding))),
        f"Nên là: {escape(finding.wanted)}<br><span style='color:{second}'>{escape(finding.clause)}</span>",
    )
    return (
        "<tr>"
        + "".join(
            f"<td width='{share}%' style='border-top:1px solid {line}'>{cell}</td>"
            for share, cell in zip(_SHARES, cells, strict=True)
        )
        + "</tr>"
    )
