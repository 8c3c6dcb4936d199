"""The register of outgoing papers as a page: what of it is wanted, the very pages, print and save."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bontot_desktop.errors import BonTotError
from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import files, outgoing
from bontot_desktop.services.outgoing import Arrangement, RegisterFormat, Wish
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.pages.paper_panel import Printer
from bontot_desktop.ui.preview import PdfPreview
from bontot_desktop.ui.printing import print_pdf
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, choices_of
from bontot_desktop.ui.widgets.menu_button import MenuButton
from bontot_desktop.ui.widgets.page import Page
from bontot_desktop.ui.widgets.sharing import ShareLayout, labelled
from bontot_desktop.ui.widgets.typed import DateField

TITLE = "Sổ văn bản đi"
BETWEEN = "Từ ngày, đến ngày"


class OutgoingLayout(QWidget):
    """The choices above the pages, in one row where there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year: ChoiceField = ChoiceField([], characters=12)
        self.from_on, self.to_on = DateField(), DateField()
        self.series: ChoiceField = ChoiceField([], none="Mọi loại của Đảng ủy", characters=18)
        self.arrangement: ChoiceField = ChoiceField(choices_of(list(Arrangement), lambda one: one.label), characters=16)
        self.gaps = CheckField("Ghi cả số bỏ trống")
        row = ShareLayout(gap=look.WIDE, between=look.SMALL)
        self._cells: dict[QWidget, QWidget] = {}
        for word, field in (
            ("Thời gian", self.year),
            ("Từ ngày", self.from_on),
            ("Đến ngày", self.to_on),
            ("Loại văn bản", self.series),
            ("Sắp xếp", self.arrangement),
            ("", self.gaps),
        ):
            self._cells[field] = labelled(word or " ", field, self)
            row.share(self._cells[field])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, look.SMALL)
        outer.setSpacing(look.TINY)
        outer.addLayout(row)
        self.fault = QLabel(self)
        look.mark(self.fault, "fault")
        self.fault.hide()
        outer.addWidget(self.fault)

    def show_days(self, shown: bool) -> None:
        """Show the two dates only where the time is not a year."""
        for field in (self.from_on, self.to_on):
            self._cells[field].setVisible(shown)

    def say_fault(self, sentence: str) -> None:
        """Say what is wrong with the choices; "" hides it."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))


class OutgoingPage(Page):
    """Shows, prints and saves the register of outgoing papers."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.PAPERS, Kind.SETTINGS})
    help_topic: ClassVar[str] = "so-van-ban-di"

    def __init__(self, shell: Shell, parent: QWidget | None = None, *, printer: Printer | None = None) -> None:
        super().__init__(TITLE, parent, margins=False)
        self._shell = shell
        self._printer = printer or (lambda pdf, window, title: print_pdf(pdf, window, title=title))
        self.choices = OutgoingLayout(self)
        self.content.addWidget(self.choices)
        self.preview = PdfPreview(self)
        self.content.addWidget(self.preview, 1)
        self.print_button = self.add_command(
            "In", self.send, icon="printer", primary=True, key=keys.PRINT, tip="In sổ đang xem"
        )
        self.save_menu = MenuButton("Lưu", self, kind="")
        for form, icon in (
            (RegisterFormat.PDF, "file-pdf"),
            (RegisterFormat.DOCX, "file-text"),
            (RegisterFormat.XLSX, "table"),
        ):
            self.save_menu.add(f"Lưu {form.label}…", partial(self.save, form), icon=icon)
        self.commands.addWidget(self.save_menu)
        self._begin()
        self.refresh()

    def _begin(self) -> None:
        choices = self.choices
        years = outgoing.years(self._shell.office)
        choices.year.set_choices([*((year, f"Năm {year}") for year in years), (None, BETWEEN)])
        choices.year.set_value(years[0])
        choices.gaps.set_value(True)
        choices.show_days(False)
        for field in (choices.year, choices.series, choices.arrangement, choices.gaps):
            field.edited.connect(self.look_again)
        for day in (choices.from_on, choices.to_on):
            day.left.connect(self.look_again)

    def wish(self) -> Wish:
        """Return what is wanted of the register."""
        choices = self.choices
        year = choices.year.value()
        return Wish(
            year=year,
            from_on=None if year is not None else choices.from_on.value(),
            to_on=None if year is not None else choices.to_on.value(),
            series=choices.series.value() or "",
            arrangement=choices.arrangement.value(),
            with_gaps=bool(choices.gaps.value()),
        )

    def refresh(self) -> None:
        """Offer the runs there are and make the pages anew."""
        chosen = self.choices.series.value()
        runs = outgoing.series(self._shell.office)
        self.choices.series.set_choices([(run.key, run.name) for run in runs])
        self.choices.series.set_value(chosen if chosen in {run.key for run in runs} else None)
        self.look_again()

    def look_again(self, *_: Any) -> None:
        """Make the pages of what is wanted now."""
        choices = self.choices
        choices.show_days(choices.year.value() is None)
        fault = choices.from_on.fault() or choices.to_on.fault()
        wish = self.wish()
        try:
            if not fault:
                pages = outgoing.render(self._shell.office, wish, RegisterFormat.PDF)
        except BonTotError as reason:
            fault = str(reason)
        choices.say_fault(fault)
        if fault:
            return
        self.preview.show_pdf(pages)
        self.set_summary(outgoing.summary(self._shell.office, wish))

    def send(self) -> None:
        """Print the very pages that are seen."""
        pdf = self.preview.pdf()
        if pdf is None:
            return
        try:
            went = self._printer(pdf, self, f"{TITLE}, {self.wish().period}")
        except BonTotError as reason:
            self._shell.asking.tell_error(reason)
            return
        if went:
            self._shell.announce("Đã gửi sổ văn bản đi tới máy in.")

    def save(self, form: RegisterFormat) -> None:
        """Save the register where the person says."""
        wish, office = self.wish(), self._shell.office
        start = office.papers.parent / outgoing.file_name(wish, form)
        path = self._shell.asking.save_file(f"Lưu {form.label}", f"Tệp {form.label}", f".{form.value}", start=start)
        if path is not None:
            self._shell.act(
                lambda: files.write(path, outgoing.render(office, wish, form)), f"Đã lưu {path.name}.", undo=False
            )

    def take_focus(self) -> None:
        """Let the keys turn the pages at once."""
        self.preview.setFocus()
