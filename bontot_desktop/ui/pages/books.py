"""The page Sổ biên bản: choose cells and year, blank or filled, and look at the books before they go to paper."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from bontot_desktop.errors import BonTotError
from bontot_desktop.rules.books import BookMode
from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services import books
from bontot_desktop.services.books import BookBatch, BookFile, CellRow
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.forms.book_choices import BookChoices
from bontot_desktop.ui.pages.book_preview import BookPreview, Printer, to_printer
from bontot_desktop.ui.shell import Shell, waiting
from bontot_desktop.ui.tables.columns import Column, date_column, number_column, text_column
from bontot_desktop.ui.tables.tools import TableTools
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.tasks import Stopped
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.page import Page, StackedPage

UNPRINTED = "unprinted"
CELLS_PAGE = "cells"
JOB = "Đang in sổ biên bản"
#: Years offered before and after this one.
YEARS_BACK, YEARS_AHEAD = 3, 2


class BooksPage(StackedPage):
    """The choice of cells, and on top of it the books that were made."""

    reads_ahead: ClassVar[bool] = True

    def __init__(self, shell: Shell, parent: QWidget | None = None, *, printer: Printer = to_printer) -> None:
        self.list = BookList(shell)
        super().__init__(self.list, parent)
        self._shell, self._printer = shell, printer
        self.list.made = self._show
        self.list.add_command(
            "Sổ đã phát", lambda: self.open_issues(), icon="notebook", tip="Theo dõi phát, thu sổ (F22)"
        )

    def open_issues(self, year: int | None = None) -> None:
        """Show which books of a year, this one unless given, were handed out."""
        from bontot_desktop.ui.pages.book_issues import BookIssuesPage

        today = self._shell.today()
        years = range(today.year - YEARS_BACK, today.year + YEARS_AHEAD + 1)
        if self.pop_all():
            self.push(BookIssuesPage(self._shell, year or today.year, years, self.place), "Sổ biên bản")
            self.top().take_focus()

    def _show(self, batch: BookBatch, files: list[BookFile]) -> None:
        self.pop_all()
        self.push(BookPreview(self._shell, batch, files, printer=self._printer), "Sổ biên bản")
        self.top().take_focus()

    def open_item(self, item: Any) -> None:
        """Tick one cell, or several by a tuple of ids; ("book_issues", year) shows the books handed out."""
        if isinstance(item, tuple) and item and item[0] == "book_issues":
            self.open_issues(item[1])
        elif self.pop_all():
            self.list.open_item(item)


class BookList(Page):
    """Cells with what their books would hold; the ticked ones are printed."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.CELLS, Kind.MEMBERS, Kind.MEETINGS})
    help_topic: ClassVar[str] = "so-bien-ban"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("Sổ biên bản", parent)
        self._shell = shell
        self._rows: list[CellRow] = []
        #: Called with the batch and its files when books are made.
        self.made: Any = lambda batch, files: None
        self.choices = BookChoices(self)
        self.filter = FilterBar("Lọc theo tên, mã chi bộ", [(None, "Tất cả"), (UNPRINTED, "Chưa in")], self)
        self.all_button, self.none_button = self._link("Chọn hết"), self._link("Bỏ chọn")
        self.table = TableView(_columns(), "so-bien-ban", self, tickable=True)
        self.tools = TableTools(shell, self.table, self.filter)
        self.table_or_empty = TableOrEmpty(self.table, "notebook")
        self.content.addWidget(self.choices)
        self.content.addWidget(self.filter)
        self.content.addWidget(self.table_or_empty, 1)
        self.print_button = self.add_command(
            "In sổ", self.print_books, icon="printer", primary=True, key=keys.PRINT, tip="In sổ của các chi bộ đã chọn"
        )
        self.on_key(keys.FILTER, "Lọc chi bộ", self.filter.focus)
        today = shell.today()
        self.choices.set_years(range(today.year - YEARS_BACK, today.year + YEARS_AHEAD + 1), books.default_year(today))
        self.choices.turned.connect(self.refresh)
        self.filter.changed.connect(lambda *_: self._filter())
        self.all_button.clicked.connect(lambda: self.tick_shown(True))
        self.none_button.clicked.connect(lambda: self.tick_shown(False))
        self.table.ticked_changed.connect(self._say)

    def _link(self, word: str) -> QPushButton:
        button = QPushButton(word, self)
        look.mark(button, "link")
        self.filter.extras.addWidget(button)
        return button

    def refresh(self) -> None:
        """Read the cells of the year again; ticks stay."""
        self._rows = books.list_cells(self._shell.office, self.choices.chosen_year())
        self.table.set_rows(self._rows)
        self._filter()
        if self._rows:
            self.table_or_empty.show_table()
        else:
            self.table_or_empty.show_empty(
                f"Chưa có chi bộ nào trong năm {self.choices.chosen_year()}. Hãy ghi các chi bộ trước khi in sổ.",
                "Đến trang Chi bộ",
                lambda: self._shell.go(CELLS_PAGE),
            )
        self._say()

    def _filter(self) -> None:
        chip = self.filter.chip()
        self.table.set_filter(self.filter.query(), lambda row: chip is None or row.last_printed is None)
        self.filter.say_count(len(self.table.rows.shown()), len(self._rows), "chi bộ")

    def tick_shown(self, on: bool) -> None:
        """Tick, or untick, what the filter shows."""
        self.table.rows.tick([row.id for row in self.table.rows.shown()], on)

    def _say(self) -> None:
        chosen = self._chosen()
        self.print_button.setEnabled(bool(chosen))
        if not self._rows:
            self.set_summary("")
        elif not chosen:
            self.set_summary("Đánh dấu các chi bộ cần in sổ rồi bấm “In sổ”.")
        else:
            empty = [row for row in chosen if not row.has_minutes]
            filled = self.choices.chosen_mode() is BookMode.FILLED
            warning = f"; {len(empty)} chi bộ chưa có biên bản được thông qua" if filled and empty else ""
            if self.choices.chosen_mode() is BookMode.NEW:
                warning = f"; {sum(row.unprinted for row in chosen)} biên bản, bổ sung chưa in"
            self.set_summary(f"Đã chọn {len(chosen)} chi bộ{warning}.")

    def _chosen(self) -> list[CellRow]:
        ticked = set(self.table.rows.ticked())
        return [row for row in self._rows if row.id in ticked]

    def print_books(self) -> None:
        """Gather the facts of the ticked cells, make the books in a job and show them."""
        if not self.choices.check():
            return
        office, choices = self._shell.office, self.choices
        try:
            with waiting():
                batch = books.collect(
                    office,
                    [row.id for row in self._chosen()],
                    choices.chosen_year(),
                    choices.chosen_mode(),
                    choices.chosen_paper(),
                    choices.options(),
                )
        except BonTotError as error:
            self._shell.asking.tell_error(error)
            return
        folder = books.folder(office, batch.year)
        self.print_button.setEnabled(False)
        started = self._shell.tasks.run(
            lambda progress: books.write(batch, (FileFormat.PDF,), folder, progress),
            lambda files: self._done(batch, files),
            title=JOB,
            failed=self._failed,
            owner=self,
        )
        if not started:
            self._say()

    def _done(self, batch: BookBatch, files: list[BookFile]) -> None:
        self._say()
        word = f"Đã làm {len(batch.books)} quyển sổ biên bản năm {batch.year}."
        if batch.mode is BookMode.NEW:
            entries = [entry for part in batch.entries for entry in part]
            added = sum(entry.addendum_id is not None for entry in entries)
            counts = ((len(entries) - added, "biên bản"), (added, "bổ sung, đính chính"))
            made = " và ".join(f"{count} {what}" for count, what in counts if count)
            word = f"Đã làm {made} của {len(batch.books)} chi bộ, năm {batch.year}."
        self._shell.announce(word)
        self.made(batch, files)

    def _failed(self, error: BaseException) -> None:
        self._say()
        if isinstance(error, Stopped):
            self._shell.announce("Đã dừng in sổ; những quyển làm xong vẫn ở trong thư mục.")
        elif isinstance(error, BonTotError):
            self._shell.asking.tell_error(error)
        else:
            raise error

    def open_item(self, item: Any) -> None:
        """Tick one cell, or several by a tuple of ids, and put the cursor on the first."""
        ticked = item if isinstance(item, tuple) else (item,)
        self.table.rows.tick(ticked)
        self.table.select(ticked[0])


def _columns() -> list[Column]:
    return [
        text_column("Mã", lambda row: row.code, quiet=True, most=10),
        text_column("Chi bộ", lambda row: row.name, strong=True, stretch=True),
        number_column("Đảng viên", lambda row: row.members),
        text_column(
            "Thường kỳ",
            lambda row: f"{row.regular}/12",
            searched=False,
            sort=lambda row: row.regular,
            right=True,
            hint="Số biên bản thường kỳ đã được chi bộ thông qua trong năm",
        ),
        text_column(
            "Chuyên đề",
            lambda row: f"{row.themed}/4",
            searched=False,
            sort=lambda row: row.themed,
            right=True,
            hint="Số biên bản chuyên đề đã được chi bộ thông qua trong năm",
        ),
        number_column("Chưa in", lambda row: row.unprinted or None),
        date_column("In sổ lần cuối", lambda row: row.last_printed),
    ]
