"""Sổ đã phát: which minutes books were printed, handed out and taken back, one line a book, with the register F22."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from bontot_desktop import dates
from bontot_desktop.errors import BonTotError, Problem, Problems
from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import book_issues
from bontot_desktop.services.book_issues import BookIssueDraft
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.forms.kept import Kept
from bontot_desktop.ui.forms.kept_grid import take_typed, typed_of
from bontot_desktop.ui.forms.list_paper import open_list
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridModel, GridRow
from bontot_desktop.ui.tables.grid_view import GridView
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.page import Page

_DAYS = {"printed_on": "Ngày in", "issued_on": "Ngày phát", "returned_on": "Ngày thu, đối chiếu"}
_HINT = "Ngày gõ như 5/1 hoặc 05/01/2026; ngày không ghi năm là của năm đang xem."


class BookIssuesPage(Page):
    """The lines of one year; typed like a sheet, saved together."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.CELLS, Kind.MEETINGS})
    help_topic: ClassVar[str] = "so-bien-ban"

    def __init__(self, shell: Shell, year: int, years: range, parent: QWidget | None = None) -> None:
        super().__init__("Sổ đã phát", parent)
        self._shell = shell
        self._books: list[BookIssueDraft] = []
        self.year = ChoiceField([(one, str(one)) for one in reversed(years)], characters=6)
        self.year.setAccessibleName("Năm")
        self.year.set_value(year)
        self._year = year
        self.model = GridModel(
            [
                GridColumn("volume", "Quyển số", decimals=0, locked=True, width=7),
                GridColumn("pages", "Số trang", decimals=0, lowest=1, highest=9999, width=7),
                GridColumn("printed_on", "Ngày in", width=11, hint=_HINT),
                GridColumn("issued_on", "Ngày phát", width=11, hint=_HINT),
                GridColumn("received_by", "Người nhận", width=22),
                GridColumn("returned_on", "Ngày thu, đối chiếu", width=12, hint=_HINT),
                GridColumn("note", "Ghi chú", width=18, stretch=True),
            ],
            self,
            label_title="Chi bộ",
        )
        self.view = GridView(self.model, "book-issues", self)
        self.kept = Kept(
            shell,
            lambda: (f"book_issues/{self._year}", f"Sổ đã phát năm {self._year}"),
            typed=lambda: typed_of(self.model, {}),
            take=lambda typed: take_typed(self.model, {}, typed),
            is_edited=self.is_edited,
            say=self._say,
            parent=self,
        )
        self.model.edited.connect(lambda *_: self.kept.typed_again())
        self.commands.addWidget(self.year)
        self.year.edited.connect(self._other_year)
        self.add_command("Thêm quyển", self.add_volume, icon="plus", tip="Thêm một quyển cho chi bộ đang chọn")
        self.add_command("Xem sổ theo dõi", self.open_paper, icon="file-text", key=keys.PRINT, tip="Sổ theo dõi F22")
        self.content.addWidget(self.kept.bar)
        self.content.addWidget(self.view, 1)
        foot = QHBoxLayout()
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        look.mark(self.said, "second")
        foot.addWidget(self.said, 1)
        self.save_button = QPushButton("Lưu", self)
        self.save_button.setObjectName("save")
        look.mark(self.save_button, "primary")
        self.save_button.clicked.connect(lambda: self.save())
        foot.addWidget(self.save_button)
        self.content.addLayout(foot)
        self.on_key(keys.SAVE, "Lưu sổ đã phát", self.save)

    def refresh(self) -> None:
        """Read the year again; what is being typed stays."""
        if self._books and self.is_edited():
            return
        self._show(book_issues.load(self._shell.office, self._year))
        self.kept.offer()

    def _show(self, books: list[BookIssueDraft]) -> None:
        self._books = books
        rows = [GridRow(place, book.cell) for place, book in enumerate(books)]
        values: dict[tuple[Any, Any], Any] = {}
        for place, book in enumerate(books):
            values[place, "volume"] = book.volume
            values[place, "pages"] = book.pages
            values[place, "received_by"], values[place, "note"] = book.received_by, book.note
            for name in _DAYS:
                values[place, name] = dates.screen(getattr(book, name))
        self.model.show(rows, values)
        out = [book for book in books if book.issued_on is not None]
        back = sum(book.returned_on is not None for book in out)
        self.set_summary(f"Năm {self._year}: đã phát {len(out)} quyển, đã thu {back} quyển" if books else "")

    def _read(self) -> list[BookIssueDraft]:
        """Return the lines as they are typed. Raises Problems for a day that cannot be read."""
        found: list[Problem] = []
        books = []
        for place, book in enumerate(self._books):
            days: dict[str, Any] = {}
            for name, words in _DAYS.items():
                typed = str(self.model.value(place, name) or "")
                try:
                    days[name] = self._day(typed)
                except ValueError:
                    sentence = f"{book.cell}: không đọc được {words.lower()} “{typed}”. Xin gõ như 05/01/{self._year}."
                    found.append(Problem(f"books.{place}.{name}", sentence))
                    days[name] = None
            books.append(
                replace(
                    book,
                    pages=self.model.value(place, "pages"),
                    received_by=str(self.model.value(place, "received_by") or ""),
                    note=str(self.model.value(place, "note") or ""),
                    **days,
                )
            )
        if found:
            raise Problems(found)
        return books

    def _day(self, typed: str) -> date | None:
        parts = typed.replace("-", "/").replace(".", "/").split("/")
        whole = f"{typed}/{self._year}" if len([part for part in parts if part.strip()]) == 2 else typed
        return dates.parse(whole)

    def is_edited(self) -> bool:
        """Say whether something was typed and not saved."""
        if self.model.faults():
            return True
        try:
            return self._read() != self._books
        except Problems:
            return True

    def save(self) -> bool:
        """Save the lines; False when something is to be mended first."""
        if self.view.go_to_fault():
            return False
        try:
            books = self._read()
        except Problems as problems:
            self.show_problems(problems)
            return False
        done = self._shell.act(lambda: book_issues.save(self._shell.office, books), "Đã lưu sổ đã phát", form=self)
        if done is None:
            return False
        self.kept.drop()
        self._show(book_issues.load(self._shell.office, self._year))
        return True

    def show_problems(self, problems: Problems) -> None:
        """Go to the first line to mend and say everything."""
        listed = list(problems.problems)
        if listed:
            _, place, name = listed[0].field.split(".")
            self.view.setCurrentIndex(self.view.index_of(int(place), name))
            self.view.setFocus()
        look.mark(self.said, "fault")
        self.said.setText(" ".join(problem.sentence for problem in listed))

    def said_saved(self, at: time) -> None:
        """Say "Đã lưu 14:05"."""
        self._say(f"Đã lưu {dates.clock(at)}")

    def _say(self, sentence: str) -> None:
        look.mark(self.said, "second")
        self.said.setText(sentence)

    def add_volume(self) -> None:
        """Add a line for one more book of the cell with the cursor."""
        place = self.view.currentIndex().row()
        if not 0 <= place < len(self._books) or (self.is_edited() and not self.save()):
            return
        cell_id = self._books[place].cell_id
        more = book_issues.next_volume(self._books, cell_id)
        behind = max(at for at, book in enumerate(self._books) if book.cell_id == cell_id)
        self._show([*self._books[: behind + 1], more, *self._books[behind + 1 :]])
        self.view.setCurrentIndex(self.view.index_of(behind + 1, "pages"))
        self.view.setFocus()

    def open_paper(self) -> None:
        """Show the register F22 of the year."""
        if self.is_edited() and not self.save():
            return
        try:
            paper = book_issues.paper(self._shell.office, self._year)
        except BonTotError as reason:
            self._shell.asking.tell_error(reason)
            return
        open_list(self._shell, paper)

    def _other_year(self) -> None:
        if not self.leaving():
            self.year.set_value(self._year)
            return
        self._year = int(self.year.value())
        self._books = []
        self.refresh()

    def leaving(self) -> bool:
        """Ask about unsaved typing."""
        if not self._books or not self.is_edited():
            return True
        answer = self._shell.asking.unsaved()
        if answer == SAVE:
            return self.save()
        if answer == DROP:
            self.kept.drop()
            self._show(book_issues.load(self._shell.office, self._year))
        return bool(answer == DROP)

    def take_focus(self) -> None:
        """Put the cursor into the grid."""
        self.view.setFocus()
