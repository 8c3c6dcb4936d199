"""The step Phiếu nhận xét: who handed in a sheet, the sheet of one, the cell's own score, and all of them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from bontot_desktop.rules.sample_road import Step
from bontot_desktop.rules.scoring import show
from bontot_desktop.services import drafts, meeting_scores, scores, sheets
from bontot_desktop.services.samples import SampleEventView
from bontot_desktop.services.scores import Summary
from bontot_desktop.ui import look
from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.forms.score_form import ScoreForm
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.sample.requests import Requests
from bontot_desktop.ui.pages.sample.sheet_forms import OWN, SheetForm, sheets_key, who_it_is
from bontot_desktop.ui.pages.sample.step import StepPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import number_column, person_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import NoticeBar

TOTALS = "totals"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list at the left: an observer, the cell's own score, or the totals."""

    id: Any
    name: str
    word: str
    tone: Tone
    total: Decimal | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TotalLine:
    """A line of the totals."""

    id: int
    title: str
    spread: scores.Spread


class _Pages(QStackedWidget):
    """Asks for the width of the page that is shown: the list beside it has what the widest of the others would take."""

    def minimumSizeHint(self) -> QSize:
        """Return that of the page that is shown."""
        return self.currentWidget().minimumSizeHint()


class SheetsStep(StepPage):
    """Shows the list, and at its right what was chosen."""

    step: ClassVar[Step] = Step.SHEETS

    def __init__(self, shell: Shell, event_id: int, parent: QWidget | None = None) -> None:
        super().__init__(shell, event_id, parent)
        self._lines: dict[Any, Line] = {}
        self._open_id: Any = None
        self.table = TableView(
            [
                person_column("Người dự", lambda row: row.name, stretch=True, tooltip=lambda row: row.hint),
                state_column("Phiếu", lambda row: row.word, lambda row: row.tone),
                number_column("Điểm", lambda row: row.total, decimals=1),
            ],
            "phieu-nhan-xet",
            self,
        )
        self.place = TableOrEmpty(self.table, "clipboard-text")
        self.sheet = SheetForm(shell, event_id, self)
        self.own = ScoreForm(shell, key=lambda: f"{sheets_key(event_id)}/{OWN}", parent=self)
        self.totals = Totals()
        self.pages = _Pages(self)
        for page in (QWidget(), self.sheet, self.own, self.totals):
            self.pages.addWidget(page)
        left = QWidget()
        margins = QVBoxLayout(left)
        margins.setContentsMargins(look.WIDE, 0, 0, look.SMALL)
        self.send_button, self.receive_button = self._link("Xuất phiếu Word…"), self._link("Nhận phiếu về…")
        self.send_button.setToolTip("Ghi phiếu của những người chưa nộp thành tệp Word để gửi đi điền")
        self.receive_button.setToolTip("Đọc các phiếu đã điền trong Word; kéo tệp hoặc thư mục vào đây cũng được")
        self.send_button.clicked.connect(self.send)
        self.receive_button.clicked.connect(lambda: self.receive())
        # Over both: beside the sheet a narrow list has no room for them.
        words = QHBoxLayout()
        words.setContentsMargins(look.WIDE, 0, 0, 0)
        words.setSpacing(look.GAP)
        words.addWidget(self.send_button)
        words.addWidget(self.receive_button)
        self.requests = Requests(shell, self._link("Đưa vào kiến nghị"), lambda: not self.is_edited() or self.save())
        words.addWidget(self.requests.button)
        words.addStretch(1)
        self.box.addLayout(words)
        margins.addWidget(self.place)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.pages)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 5)
        self._split, self._is_moved = split, False
        split.splitterMoved.connect(self._moved)
        self._share()
        self.box.addWidget(split, 1)
        self.setAcceptDrops(True)
        self.table.set_menu(self._fill_menu)
        self.table.current_changed.connect(self._chosen)
        self.sheet.stored.connect(self._after_sheet)
        self.own.stored.connect(lambda: self.table.select(TOTALS))
        self.totals.next_button.clicked.connect(lambda: self.go_on.emit())

    def _moved(self, *_: Any) -> None:
        self._is_moved = True

    def _share(self) -> None:
        """Give list and page their shares again: one page needs more of a narrow window than another."""
        if not self._is_moved:
            self._split.setSizes([look.text_width(38, self), look.text_width(84, self)])

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self.pages.updateGeometry()
        self._share()

    def _link(self, word: str) -> QPushButton:
        button = QPushButton(word, self)
        button.setObjectName(f"sheets:{word}")
        look.mark(button, "link")
        return button

    # Forms filled in Word --------------------------------------------------------------------------------------------

    def _fill_menu(self, menu: QMenu, row: Line) -> None:
        if row.id == TOTALS:
            return
        words = "Xuất phiếu tự chấm Word…" if row.id == OWN else "Xuất phiếu Word của người này…"
        menu.addAction(words).triggered.connect(lambda _=False: self.send_one(row.id))

    def send(self) -> None:
        """Write the sheets of those who did not hand one in yet as forms into a folder."""
        from bontot_desktop.services.returned import writing
        from bontot_desktop.ui.forms.form_files import write_all

        write_all(self.shell, lambda: writing.sheets(self.shell.office, self.event_id))

    def send_one(self, line_id: Any) -> None:
        """Write one form: the sheet of an observer, or the cell's own score sheet."""
        from bontot_desktop.services.returned import writing
        from bontot_desktop.ui.forms.form_files import write_one

        meeting_id = self.view.meeting_id if self.view is not None else None
        if line_id == OWN and meeting_id is not None:
            write_one(self.shell, lambda: writing.score_sheet(self.shell.office, meeting_id))
        else:
            write_one(self.shell, lambda: writing.sheet(self.shell.office, line_id))

    def receive(self, places: Sequence[Path] = ()) -> None:
        """Take forms that came back; typing that was not saved is asked about first."""
        from bontot_desktop.ui.forms.returned import open_returned

        if self.leave_open():
            open_returned(self.shell, self.view.meeting_id if self.view is not None else None, places, then=self._again)

    def _again(self) -> None:
        """Show what was taken in."""
        if self._open_id is not None and not self.is_edited():
            self._open(self._open_id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take forms and folders of forms."""
        from bontot_desktop.ui.forms.returned import dropped

        if dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what is dropped."""
        from bontot_desktop.ui.forms.returned import dropped

        event.acceptProposedAction()
        self.receive(dropped(event))

    # The list --------------------------------------------------------------------------------------------------------

    def refresh(self, view: SampleEventView) -> None:
        """Read the list again; what is being typed stays."""
        super().refresh(view)
        self.requests.show_event(self.event_id)
        rows = sheets.rows(self.shell.office, self.event_id)
        lines = [_line(row) for row in rows]
        if view.meeting_id is not None:
            own = meeting_scores.load(self.shell.office, view.meeting_id)
            done = ("Đã chấm", Tone.GOOD) if own.is_stored else ("Chưa nhập", Tone.WAIT)
            total = own.template.total(own.points) if own.is_stored else None
            lines.append(Line(OWN, "Chi bộ tự chấm", *done, total))
            summary = scores.summary(self.shell.office, self.event_id)
            if summary is not None and (summary.scorers or own.is_stored):
                lines.append(Line(TOTALS, "Tổng hợp điểm", "Bình quân", Tone.INFO, summary.total.mean))
                self.totals.show_summary(summary)
        self._lines = {line.id: line for line in lines}
        self.table.set_rows(lines)
        if not rows:
            self.place.show_empty("Chưa có ai được mời dự. Thêm người dự ở bước Thành phần dự.")
            self.pages.setCurrentIndex(0)
            return
        self.place.show_table()
        wanted = self._open_id if self._open_id in self._lines else self._first_waiting()
        self.table.select(wanted)
        if not self.is_edited():
            self._open(wanted)

    def _first_waiting(self) -> Any:
        """Return the line to begin with: one with typing that was not saved, else one that is not typed yet."""
        for known in drafts.records_under(self.shell.office, sheets_key(self.event_id)):
            line_id = int(known) if known.isdecimal() else known
            if line_id in self._lines:
                return line_id
        waiting = [line.id for line in self._lines.values() if line.tone is Tone.WAIT]
        return waiting[0] if waiting else next(iter(self._lines))

    def _chosen(self, line_id: Any) -> None:
        if line_id is None or line_id == self._open_id:
            return
        if self.leave_open():
            self._open(line_id)
        else:
            # The table is still moving its cursor; it goes back once it stands.
            QTimer.singleShot(0, self, lambda: self.table.select(self._open_id))

    def _open(self, line_id: Any) -> None:
        self._open_id = line_id
        if line_id == OWN and self.view is not None and self.view.meeting_id is not None:
            self.own.open(self.view.meeting_id)
            self._show(self.own)
        elif line_id == TOTALS:
            self._show(self.totals)
        else:
            self.sheet.open(line_id)
            self._show(self.sheet)

    def leave_open(self) -> bool:
        """Ask about unsaved typing in the open sheet; False to stay."""
        if not self.is_edited():
            return True
        answer = self.shell.asking.unsaved("Phiếu đang nhập")
        if answer == SAVE:
            return self.save()
        if answer == DROP:
            self.forget()
            return True
        return False

    def _after_sheet(self) -> None:
        waiting = [line for line in self._lines.values() if line.tone is Tone.WAIT and line.id != self._open_id]
        if waiting:
            self.table.select(waiting[0].id)
            self._open(waiting[0].id)
            if waiting[0].id != OWN:
                self.sheet.form.field("checks").setFocus()

    def _form(self) -> Any:
        return self.own if self._open_id == OWN else self.sheet

    def save(self) -> bool:
        """Save what is open."""
        return bool(self._form().save())

    def is_edited(self) -> bool:
        """Say whether the open sheet has unsaved typing."""
        return self._open_id not in (None, TOTALS) and bool(self._form().is_edited())

    def forget(self) -> None:
        """Drop what was typed."""
        self._form().forget()


def _line(row: sheets.SheetRow) -> Line:
    hint = who_it_is(row.capacity, row.post, row.organisation)
    if row.has_sheet:
        return Line(row.observer_id, row.name, "Đã nhập", Tone.GOOD, row.total, hint)
    if not row.attended:
        return Line(row.observer_id, row.name, "Không dự", Tone.QUIET, None, hint)
    return Line(row.observer_id, row.name, "Chưa nhập", Tone.WAIT, None, hint)


class Totals(QWidget):
    """Mean, least and most of each line beside the cell's own score."""

    def __init__(self) -> None:
        super().__init__()
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        look.mark(self.words, "strong")
        self.table = TableView(
            [
                text_column("Tiêu chí", lambda row: row.title, stretch=True, tooltip=lambda row: row.title),
                number_column("Tối đa", lambda row: row.spread.maximum, decimals=1),
                number_column("TB", lambda row: row.spread.mean, decimals=1, hint="Bình quân các phiếu"),
                number_column("Thấp", lambda row: row.spread.least, decimals=1),
                number_column("Cao", lambda row: row.spread.most, decimals=1),
                number_column("Tự chấm", lambda row: row.spread.own, decimals=1),
                number_column(
                    "Lệch", lambda row: row.spread.difference, decimals=1, hint="Bình quân trừ điểm chi bộ tự chấm"
                ),
            ],
            "tong-hop-diem",
            self,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.WIDE, look.SMALL, look.PAGE_MARGIN, look.SMALL)
        layout.setSpacing(look.GAP)
        self.far = NoticeBar("", Tone.WAIT, self)
        layout.addWidget(self.words)
        layout.addWidget(self.far)
        layout.addWidget(self.table, 1)
        self.next_button = QPushButton("Tiếp", self)
        layout.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignRight)

    def show_summary(self, summary: Summary) -> None:
        """Show the totals of a meeting."""
        lines = [
            TotalLine(index, f"{spread.code}. {spread.title}".removeprefix(". "), spread)
            for index, spread in enumerate((*summary.groups, summary.total))
        ]
        self.table.set_rows(lines)
        self.words.setText(summary_sentence(summary))
        told = (*(one.sentence for one in summary.outliers), summary.own_is_far)
        self.far.say("\n".join(sentence for sentence in told if sentence))


def _apart(total: scores.Spread) -> str:
    if total.least is None or total.most is None or total.most == total.least:
        return ""
    return f", cách nhau {show(total.most - total.least)} điểm"


def summary_sentence(summary: Summary) -> str:
    """Say the totals in a sentence."""
    total = summary.total
    if total.mean is None or summary.rating is None:
        return "Chưa có phiếu nào chấm điểm."
    words = (
        f"{len(summary.scorers)} phiếu chấm điểm: bình quân {show(total.mean)}/{show(total.maximum)}, "
        f"xếp loại {summary.rating.label}; thấp nhất {show(total.least)}, cao nhất {show(total.most)}"
        f"{_apart(total)}."
    )
    if total.own is None or summary.own_rating is None or total.difference is None:
        return words
    side = "thấp hơn" if total.difference < 0 else "cao hơn" if total.difference > 0 else "bằng"
    by = f" {show(abs(total.difference))} điểm" if total.difference else ""
    return f"{words} Chi bộ tự chấm {show(total.own)} ({summary.own_rating.label}); người dự chấm {side}{by}."
