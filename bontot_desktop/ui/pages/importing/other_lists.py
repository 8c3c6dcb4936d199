"""The lists beside those taken and asked about: refused, gone from the list, and rows that are no rows of a list."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.services.importing import Gone, Ignored, ImportPlan, Remark
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.tables.columns import Column, person_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableView


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A row that is not taken: refused by the program or left out by the person."""

    id: int
    remark: Remark


@dataclass(frozen=True, slots=True)
class GoneRow:
    """A member of the register who is not in the list."""

    id: str
    gone: Gone


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """A title, a subtotal, a signature."""

    id: int
    row: Ignored


class RefusedList(QWidget):
    """Rows not taken, with the reason; they can be saved as a workbook, mended and imported again."""

    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = _column(self)
        head = QHBoxLayout()
        head.setSpacing(look.SMALL)
        words = QLabel(
            "Các dòng này không vào sổ. Lưu riêng ra Excel để sửa rồi nhập lại, hoặc sửa ngay tệp gốc.", self
        )
        look.mark(words, "second")
        words.setWordWrap(True)
        self.save_button = QPushButton("Lưu các dòng này ra Excel…", self)
        look.dress(self.save_button, "download-simple")
        self.save_button.clicked.connect(lambda: self.save_wanted.emit())
        self.copy_button = QPushButton("Chép tất cả", self)
        look.dress(self.copy_button, "copy")
        self.copy_button.clicked.connect(self.copy_all)
        head.addWidget(words, 1)
        head.addWidget(self.copy_button)
        head.addWidget(self.save_button)
        self.table = TableView(_refused_columns(), "import-refused", many=True)
        outer.addLayout(head)
        outer.addWidget(self.table, 1)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what is refused, then what the person left out."""
        remarks = (*plan.refused, *plan.left_out)
        self.table.set_rows(RemarkRow(place, remark) for place, remark in enumerate(remarks))
        for button in (self.save_button, self.copy_button):
            button.setEnabled(bool(remarks))

    def copy_all(self) -> None:
        """Put the whole list on the clipboard."""
        self.table.selectAll()
        self.table.copy(with_titles=True)


class GoneList(QWidget):
    """Members the newer list does not name; only those ticked leave."""

    #: Ticks were set or taken away: pairs of key and tick.
    ticked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self._gone: tuple[Gone, ...] = ()
        outer = _column(self)
        words = QLabel(
            "Có trong sổ nhưng không có trong tệp. Đánh dấu ai thì từ hôm nay người ấy không còn trong danh sách; "
            "không đánh dấu thì giữ nguyên.",
            self,
        )
        look.mark(words, "second")
        words.setWordWrap(True)
        self.table = TableView(_gone_columns(), "import-gone", tickable=True)
        outer.addWidget(words)
        outer.addWidget(self.table, 1)
        self.table.ticked_changed.connect(self._rows_ticked)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show who is gone."""
        self._gone = plan.gone
        self._quiet = True
        self.table.set_rows(GoneRow(one.key, one) for one in plan.gone)
        self.table.rows.tick([one.key for one in plan.gone if not one.is_leaving], on=False)
        self.table.rows.tick([one.key for one in plan.gone if one.is_leaving])
        self._quiet = False

    def _rows_ticked(self) -> None:
        if self._quiet:
            return
        on = set(self.table.rows.ticked())
        told = [(one.key, one.key in on) for one in self._gone if one.is_leaving != (one.key in on)]
        if told:
            self.ticked.emit(told)


class IgnoredList(QWidget):
    """Rows that are no rows of a list, so that the person sees that they were understood and nothing was lost."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = _column(self)
        words = QLabel("Tên danh sách, tên chi bộ, dòng cộng, phần ký tên: đã đọc để hiểu tệp, không phải người.", self)
        look.mark(words, "second")
        words.setWordWrap(True)
        self.table = TableView(_ignored_columns(), "import-ignored")
        outer.addWidget(words)
        outer.addWidget(self.table, 1)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show them in the order of the file."""
        self.table.set_rows(IgnoredRow(place, one) for place, one in enumerate(plan.ignored))


def _column(widget: QWidget) -> QVBoxLayout:
    outer = QVBoxLayout(widget)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(look.SMALL)
    return outer


def _refused_columns() -> tuple[Column, ...]:
    return (
        text_column("Trang", lambda row: row.remark.sheet, most=24),
        text_column("Dòng", lambda row: str(row.remark.row), right=True, sort=lambda row: row.remark.row),
        person_column("Tên", lambda row: row.remark.name, strong=True, most=30),
        text_column("Cột", lambda row: row.remark.column, most=24, quiet=True),
        text_column("Vì sao", lambda row: row.remark.text, tooltip=lambda row: row.remark.text, stretch=True, most=60),
    )


def _gone_columns() -> tuple[Column, ...]:
    return (
        person_column("Họ và tên", lambda row: row.gone.name, strong=True, most=34),
        text_column("Chi bộ", lambda row: row.gone.cell, most=50, stretch=True),
        state_column(
            "Kết quả",
            lambda row: "đưa ra khỏi danh sách" if row.gone.is_leaving else "giữ nguyên",
            lambda row: Tone.WAIT if row.gone.is_leaving else Tone.QUIET,
        ),
    )


def _ignored_columns() -> tuple[Column, ...]:
    return (
        text_column("Trang", lambda row: row.row.sheet, most=24),
        text_column("Dòng", lambda row: str(row.row.row), right=True, sort=lambda row: row.row.row),
        text_column("Được hiểu là", lambda row: row.row.kind.label, most=24, quiet=True),
        text_column("Nội dung", lambda row: row.row.text, strong=True, stretch=True, most=60),
    )
