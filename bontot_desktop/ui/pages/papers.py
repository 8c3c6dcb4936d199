"""The page Văn bản: the register of issued papers, with the very PDF of the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSplitter, QWidget

from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.numbering import RULES, TYPES
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services import papers
from bontot_desktop.services.papers import PaperRow
from bontot_desktop.ui import keys, look, memory, record_history
from bontot_desktop.ui.forms import compose, lint_findings
from bontot_desktop.ui.forms.outside_paper import open_outside
from bontot_desktop.ui.pages import outgoing
from bontot_desktop.ui.pages.paper_many import ManyPapers
from bontot_desktop.ui.pages.paper_panel import PaperPanel, Printer, state_tone, state_word
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import date_column, state_column, text_column
from bontot_desktop.ui.tables.tools import TableTools
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.menu_button import MenuButton
from bontot_desktop.ui.widgets.page import Page, StackedPage

WAITING, UNNUMBERED = "waiting", "unnumbered"
WAITING_CHIPS: list[tuple[str | None, str]] = [(None, "Tất cả"), (WAITING, "Chờ in")]
#: What the remembered widths of table and preview are called.
SPLIT = "van-ban/chia"
#: Part of the width the table takes at first, in percent.
TABLE_SHARE = 54
_TYPE_WORDS = {symbol: name for name, symbol in TYPES if name != RULES}
#: How papers without a number series begin their names; the rest of the name is in the tooltip.
_UNNUMBERED_WORDS = ("Phiếu", "Danh sách", "Giấy", "Sổ")


class PapersPage(StackedPage):
    """The register, and on top of it one paper over the whole page when it is opened."""

    reads_ahead: ClassVar[bool] = True

    def __init__(self, shell: Shell, parent: QWidget | None = None, *, printer: Printer | None = None) -> None:
        self.list = PaperList(shell, printer=printer)
        super().__init__(self.list, parent)
        self._shell, self._printer = shell, printer
        self.list.table.opened.connect(self.open_large)
        self.list.book_button.clicked.connect(self.open_book)
        self.list.check_button.clicked.connect(self.check)

    def open_item(self, item: Any) -> None:
        """Show one paper in the register."""
        if self.pop_all():
            self.list.open_item(item)

    def open_large(self, paper_id: int) -> None:
        """Show one paper over the whole page."""
        self.push(PaperPage(self._shell, paper_id, printer=self._printer), "Văn bản")
        self.top().take_focus()

    def compose(self) -> None:
        """Begin a new paper."""
        if self.pop_all():
            self.list.compose()

    def check(self) -> None:
        """Check the form of any Word file."""
        lint_findings.open_check(self._shell, self, "Văn bản")

    def open_book(self) -> None:
        """Show the register of outgoing papers over the whole page."""
        self.push(outgoing.OutgoingPage(self._shell, printer=self._printer), "Văn bản")
        self.top().take_focus()

    def pop(self) -> bool:
        """Go back to the register, the cursor in its table."""
        went = super().pop()
        if went:
            self.top().take_focus()
        return went


class _Commands:
    """Printing and saving at the top right of a page that shows a paper; both follow what is seen."""

    def __init__(self, page: Page, panel: PaperPanel, *, primary: bool) -> None:
        self._panel = panel
        self.print_button = page.add_command(
            "In", panel.print_paper, icon="printer", primary=primary, key=keys.PRINT, tip="In văn bản đang xem"
        )
        self.save_menu = MenuButton("Lưu", page, kind="")
        self.word = self.save_menu.add("Lưu Word…", lambda: panel.save_as(FileFormat.DOCX), icon="file-text")
        self.pdf = self.save_menu.add("Lưu PDF…", lambda: panel.save_as(FileFormat.PDF), icon="file-pdf")
        page.commands.addWidget(self.save_menu)
        panel.seen_changed.connect(self.follow)

    def follow(self) -> None:
        """Offer what can be done with the copy that is seen."""
        page, word = self._panel.may_print(), self._panel.may_save_word()
        self.print_button.setEnabled(page)
        self.save_menu.setEnabled(page or word)
        self.word.setEnabled(word)
        self.pdf.setEnabled(page)


class PaperPage(Page):
    """One paper, as large as the window."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.PAPERS})
    help_topic: ClassVar[str] = "van-ban"

    def __init__(
        self, shell: Shell, paper_id: int, parent: QWidget | None = None, *, printer: Printer | None = None
    ) -> None:
        super().__init__("", parent, margins=False)
        self._shell, self._paper_id = shell, paper_id
        self.panel = PaperPanel(shell, self, printer=printer, large=True)
        self.content.addWidget(self.panel, 1)
        self.commands_shown = _Commands(self, self.panel, primary=True)

    def refresh(self) -> None:
        """Look at the paper and its files again."""
        row = papers.row(self._shell.office, self._paper_id)
        self.set_title(row.name)
        self.panel.show_paper(row)

    def take_focus(self) -> None:
        """Let the keys turn the pages at once."""
        self.panel.preview.setFocus()


class PaperList(Page):
    """Finds a paper, shows it beside the table and does with it what its panel can."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.PAPERS})
    help_topic: ClassVar[str] = "van-ban"

    def __init__(self, shell: Shell, parent: QWidget | None = None, *, printer: Printer | None = None) -> None:
        super().__init__("Văn bản", parent, margins=False)
        self._shell = shell
        self._rows: tuple[PaperRow, ...] = ()
        self._build(printer)
        self.filter.changed.connect(lambda *_: self._filter())
        for choice in (self.type, self.year):
            choice.edited.connect(self._filter)
        self.table.current_changed.connect(self._show)

    def _build(self, printer: Printer | None) -> None:
        self.filter = FilterBar("Lọc theo số, trích yếu, chi bộ", [], self)
        self.type: ChoiceField = ChoiceField([], none="Mọi loại", characters=11)
        self.filter.extras.addWidget(self.type)
        self.year: ChoiceField = ChoiceField([], none="Mọi năm", characters=9)
        self.filter.extras.addWidget(self.year)
        self.enter_button = QPushButton("Vào sổ văn bản khác…", self)
        self.enter_button.setToolTip("Cấp số cho văn bản gõ ngoài chương trình")
        self.enter_button.clicked.connect(lambda: open_outside(self._shell))
        self.book_button = QPushButton(f"{outgoing.TITLE}…", self)
        self.book_button.setToolTip("Xem, in và lưu sổ đăng ký văn bản đi của một năm")
        self.check_button = QPushButton(f"{lint_findings.TITLE}…", self)
        self.check_button.setToolTip("Kiểm tra thể thức một tệp Word bất kỳ, tự gõ hay do chương trình làm")
        for button in (self.enter_button, self.book_button, self.check_button):
            look.mark(button, "link")
            self.filter.extras.addWidget(button)
        self.table = TableView(
            [
                text_column("Số, ký hiệu", lambda row: row.number_text or "—", strong=True, most=14),
                date_column("Ngày", lambda row: row.dated_on),
                text_column("Loại", _type_word, most=12, quiet=True, tooltip=lambda row: row.kind_name),
                text_column("Về việc", lambda row: row.about, stretch=True, tooltip=_tooltip),
                state_column("Trạng thái", state_word, state_tone),
            ],
            "van-ban",
            self,
        )
        self.table.set_menu(self._fill_menu)
        self.tools = TableTools(self._shell, self.table, self.filter, clear=self._any_kind)
        self.table_or_empty = TableOrEmpty(self.table, "file-text")
        self.panel = PaperPanel(self._shell, self, printer=printer)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(_indented(self.table_or_empty, self, right=0))
        self.split.addWidget(self.panel)
        self.split.setStretchFactor(0, TABLE_SHARE)
        self.split.setStretchFactor(1, 100 - TABLE_SHARE)
        self.split.splitterMoved.connect(lambda *_: memory.keep_numbers(SPLIT, self.split.sizes()))
        self._is_split = False
        self.content.addWidget(_indented(self.filter, self, right=look.PAGE_MARGIN))
        self.content.addWidget(self.split, 1)
        self.many = ManyPapers(self._shell, self.table, self)
        self.content.addWidget(_indented(self.many, self, right=look.PAGE_MARGIN))
        self.compose_button = self.add_command(
            f"{compose.TITLE}…",
            self.compose,
            icon="plus",
            key=keys.NEW,
            tip="Chọn loại văn bản, xem dự thảo rồi ban hành",
        )
        self.commands_shown = _Commands(self, self.panel, primary=True)
        self.print_button = self.commands_shown.print_button
        self.on_key(keys.FILTER, "Lọc văn bản", self.filter.focus)

    def _fill_menu(self, menu: QMenu, row: PaperRow) -> None:
        name = " ".join(part for part in (row.kind_name, row.number_text) if part)
        action = menu.addAction(f"{record_history.WORD}…")
        action.triggered.connect(lambda: record_history.open_history(self._shell, name, [("paper", row.id)]))

    def _any_kind(self) -> None:
        self.type.set_value(None)
        self.year.set_value(None)

    def compose(self) -> None:
        """Begin a paper of any kind."""
        compose.open_compose(self._shell)

    def showEvent(self, event: QShowEvent) -> None:
        """Part table and preview as the person left them; first the table takes a little more."""
        super().showEvent(event)
        if not self._is_split:
            self._is_split = True
            kept = memory.numbers(SPLIT)
            wide = self.split.width() * TABLE_SHARE // 100
            self.split.setSizes(kept if len(kept) == 2 else [wide, self.split.width() - wide])

    # Showing -------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the register again; the chosen paper stays chosen."""
        office = self._shell.office
        self._rows = papers.rows(office)
        years = sorted({row.year for row in self._rows}, reverse=True)
        self.year.set_choices([(one, str(one)) for one in years])
        self.type.set_choices(_types(self._rows))
        self.filter.set_chips(WAITING_CHIPS if any(row.waits for row in self._rows) else [])
        self.table.set_rows(self._rows, lasting=True, then_filtered=True)
        self._filter()
        if self._rows:
            self.table_or_empty.show_table()
            if self.table.current_id() is None and self.table.rows.shown():
                self.table.select(self.table.rows.shown()[0].id)
        else:
            self.table_or_empty.show_empty(
                "Chưa có văn bản nào được ban hành. Văn bản được ban hành ở đây, từ trang Chi bộ điểm và Chi bộ 4 tốt.",
                f"{compose.TITLE}…",
                self.compose,
            )
        self.panel.setVisible(bool(self._rows))
        self._show(self.table.current_id())
        waiting = sum(row.waits for row in self._rows)
        said = f"{len(self._rows)} văn bản trong sổ" if self._rows else ""
        self.set_summary(f"{said}, {waiting} văn bản chờ in" if waiting else said)

    def _filter(self) -> None:
        self.table.set_filter(self.filter.query(), _keep(self.year.value(), self.type.value(), self.filter.chip()))
        self.filter.say_count(self.table.rows.rowCount(), len(self._rows), "văn bản")

    def _show(self, paper_id: Any) -> None:
        row = self.table.current_row() if paper_id is not None else None
        self.panel.show_paper(row)
        self.commands_shown.follow()

    def open_item(self, item: Any) -> None:
        """Show one paper, whatever is filtered."""
        if not self.table.select(item):
            self.filter.field.clear()
            self.filter.field.ask()
            self.filter.press(None)
            self.year.set_value(None)
            self.type.set_value(None)
            self._filter()
            self.table.select(item)


@cache
def _keep(year: int | None, kind: str | None, chip: str | None) -> Callable[[PaperRow], bool]:
    """Return what a row must satisfy; the same function while these stay the same."""

    def keep(row: PaperRow) -> bool:
        if (year is not None and row.year != year) or (kind is not None and _type_of(row) != kind):
            return False
        return chip is None or row.waits

    return keep


def _tooltip(row: PaperRow) -> str:
    outside = "Làm ngoài chương trình" if row.is_outside else ""
    lines = [row.about, f"Người ký: {row.signer}" if row.signer else "", row.cell, outside, row.withdrawn_reason]
    return "\n".join(line for line in lines if line)


def _type_word(row: PaperRow) -> str:
    if row.is_outside:
        return row.kind_name
    short = next((word for word in _UNNUMBERED_WORDS if row.kind_name.startswith(word)), row.kind_name)
    return _TYPE_WORDS.get(row.type_symbol, short)


def _type_of(row: PaperRow) -> str:
    return row.type_symbol or UNNUMBERED


def _types(rows: tuple[PaperRow, ...]) -> list[tuple[str, str]]:
    """Offer the types of paper there are."""
    # One of each: hundreds of papers are of one type.
    several = {(row.is_outside, row.type_symbol, row.kind_name): row for row in rows}.values()
    found = {_type_of(row): _type_word(row) for row in several if row.is_outside}
    found |= {_type_of(row): _TYPE_WORDS.get(row.type_symbol, "Loại khác") for row in several if not row.is_outside}
    found |= {symbol: word for symbol, word in _TYPE_WORDS.items() if symbol in found}
    order = [*_TYPE_WORDS]
    known = sorted((symbol for symbol in found if symbol in order), key=order.index)
    rest = sorted(symbol for symbol in found if symbol not in order and symbol != UNNUMBERED)
    last = [UNNUMBERED] if UNNUMBERED in found else []
    return [(symbol, found[symbol]) for symbol in (*known, *rest, *last)]


def _indented(widget: QWidget, parent: QWidget, *, right: int) -> QWidget:
    holder = QWidget(parent)
    row = QHBoxLayout(holder)
    row.setContentsMargins(look.PAGE_MARGIN, 0, right, 0)
    row.addWidget(widget)
    return holder
