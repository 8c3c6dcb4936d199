"""The lines of a score table as a field of a form: a grid of lines, and a window for how one is scored."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.rules.auto_scores import IN_MINUTES, YES_OR_NO, Auto
from bontot_desktop.rules.scoring import Condition, ItemKind, NotApplicable, ScoreItem, ScoreOption, show
from bontot_desktop.ui import look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridModel, GridRow
from bontot_desktop.ui.tables.grid_view import GridView
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField
from bontot_desktop.ui.widgets.form import FieldRow

_LOWEST = -1000
_COLUMNS = (
    GridColumn("code", "Mã", width=5, hint="1, 2, 3… là nhóm hoặc tiêu chí; 3.1, 3.2 là dòng của nhóm 3"),
    GridColumn("title", "Tiêu chí", width=40, stretch=True),
    GridColumn("maximum", "Tối đa", decimals=1, width=6),
    GridColumn("way", "Cách chấm", locked=True, width=26, hint="Bấm đúp, hoặc chọn dòng rồi bấm “Cách chấm…”"),
    GridColumn("note", "Ghi chú", width=16),
)


class ItemsField(QWidget):
    """Lines to type, add, move and drop; its value is a tuple of :class:`ScoreItem`, groups not marked yet.

    Other tables of lines with codes take another ``blank`` line, columns and a window of their own.
    """

    edited = Signal()
    left = Signal()
    columns: ClassVar[tuple[GridColumn, ...]] = _COLUMNS
    #: What of a line is typed into the grid; the rest stands in the window of the line.
    typed: ClassVar[tuple[str, ...]] = ("code", "title", "maximum", "note")
    blank: ClassVar[Any] = ScoreItem("", "", Decimal(0))
    grid_name: ClassVar[str] = "score-items"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._order: list[int] = []
        self._ways: dict[int, Any] = {}
        self._next = 0
        self.model = GridModel(self.columns, self)
        self.view = GridView(self.model, self.grid_name, self)
        self.view.verticalHeader().hide()
        self.buttons: dict[str, QPushButton] = {}
        line = QHBoxLayout()
        line.setSpacing(look.SMALL)
        for word, slot in (
            ("Thêm dòng", self.add),
            ("Lên", lambda: self.move_line(-1)),
            ("Xuống", lambda: self.move_line(1)),
            ("Cách chấm…", self.open_way),
            ("Bỏ dòng", self.drop),
        ):
            button = QPushButton(word, self)
            button.setObjectName(f"items:{word}")
            button.clicked.connect(lambda _=False, slot=slot: slot())
            self.buttons[word] = button
            line.addWidget(button)
        self.sum = QLabel(self)
        look.mark(self.sum, "second")
        line.addStretch(1)
        line.addWidget(self.sum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.SMALL)
        layout.addLayout(line)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.model.edited.connect(lambda *_: self._changed())
        self.view.doubleClicked.connect(self._way_clicked)

    # A field -------------------------------------------------------------------------------------------------------

    def value(self) -> tuple[Any, ...]:
        """Return the lines as they stand."""
        return tuple(self._item(row) for row in self._order)

    def _item(self, row: int) -> Any:
        given: dict[str, Any] = {name: self.model.value(row, name) or "" for name in self.typed}
        given["maximum"] = given["maximum"] or Decimal(0)
        return replace(self._ways.get(row, self.blank), **given)

    def set_value(self, value: Any) -> None:
        """Show lines."""
        items = list(value)
        self._order = list(range(len(items)))
        self._next = len(items)
        self._ways = dict(zip(self._order, items, strict=True))
        self._show(self._ways, 0)

    def _show(self, items: dict[int, Any], current: int) -> None:
        values: dict[tuple[Any, Any], Any] = {}
        groups = {item.code.rpartition(".")[0] for item in items.values()}
        for row, item in items.items():
            values |= {(row, name): getattr(item, name) for name in self.typed}
            values[row, "maximum"] = item.maximum or None
            values[row, "way"] = "nhóm" if item.code in groups else self.words(item)
        self.model.show([GridRow(row, "") for row in self._order], values)
        self._whole()
        self._say_sum()
        if self._order:
            self.view.setCurrentIndex(self.model.index(min(max(current, 0), len(self._order) - 1), 0))

    def _whole(self) -> None:
        """Give the grid the height of all its rows: the form scrolls, not the grid."""
        side, head = self.view.verticalHeader(), self.view.horizontalHeader()
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = max(self.model.rowCount(), 2)
        bar = self.view.horizontalScrollBar().sizeHint().height()
        self.view.setFixedHeight(side.defaultSectionSize() * rows + head.sizeHint().height() + bar + look.SMALL)

    def fault(self) -> str:
        """Return what is wrong with the first cell that cannot be taken."""
        faults = self.model.faults()
        return f"Dòng {self._order.index(faults[0][0]) + 1}: {faults[0][2]}" if faults else ""

    def _changed(self) -> None:
        self._say_sum()
        self.edited.emit()
        QTimer.singleShot(0, self, self.left.emit)

    def _say_sum(self) -> None:
        items = self.value()
        codes = [item.code for item in items]
        leaves = [item for item in items if not any(code.startswith(f"{item.code}.") for code in codes if item.code)]
        self.sum.setText(f"Các tiêu chí cộng lại {show(sum((item.maximum for item in leaves), Decimal(0)))} điểm")

    # Lines ---------------------------------------------------------------------------------------------------------

    def _place(self) -> int:
        return self.view.currentIndex().row() if self.view.currentIndex().isValid() else len(self._order) - 1

    def _again(self, current: int) -> None:
        items = {row: self._item(row) for row in self._order}
        self._show(items, current)
        self.edited.emit()

    def add(self) -> None:
        """Add a line below the one with the cursor, in the same group."""
        place = self._place()
        above = self._item(self._order[place]) if 0 <= place < len(self._order) else self.blank
        row, self._next = self._next, self._next + 1
        items = {known: self._item(known) for known in self._order}
        items[row] = replace(self.blank, code=_next_code(above.code, [item.code for item in items.values()]))
        self._ways[row] = self.blank
        self._order.insert(place + 1, row)
        self._show(items, place + 1)
        self.view.setCurrentIndex(self.model.index(place + 1, 1))
        self.view.setFocus()
        self.edited.emit()

    def move_line(self, steps: int) -> None:
        """Move the line with the cursor up or down."""
        place = self._place()
        if 0 <= place < len(self._order) and 0 <= place + steps < len(self._order):
            self._order.insert(place + steps, self._order.pop(place))
            self._again(place + steps)

    def drop(self) -> None:
        """Drop the line with the cursor."""
        place = self._place()
        if 0 <= place < len(self._order):
            self._ways.pop(self._order.pop(place), None)
            self._again(place)

    def _way_clicked(self, index: QModelIndex) -> None:
        if self.columns[index.column()].id == "way":
            self.open_way()

    def open_way(self) -> None:
        """Open how the line with the cursor is scored."""
        place = self._place()
        if not 0 <= place < len(self._order):
            return
        row = self._order[place]
        self.window_ = self.window_of(self._item(row))
        self.window_.taken.connect(lambda item: self._take_way(row, item))
        self.window_.open()

    def window_of(self, item: Any) -> Any:
        """Return the window of how a line is scored."""
        return WayWindow(self._shell, item, self)

    def words(self, item: Any) -> str:
        """Say in short how a line is scored."""
        return way_words(item)

    def _take_way(self, row: int, item: Any) -> None:
        self._ways[row] = item
        self._again(self._order.index(row))


def way_words(item: ScoreItem) -> str:
    """Say in short how a line is scored and when it applies ("Gợi ý: Tỷ lệ dự họp…, 4 mức")."""
    said = [Auto(item.auto).label if item.kind is ItemKind.AUTO and item.auto else item.kind.label]
    if item.options:
        said.append(f"{len(item.options)} mức")
    if item.condition is not Condition.ALWAYS:
        then = (
            f"chuyển sang {item.moves_to}" if item.not_applicable is NotApplicable.MOVE else item.not_applicable.label
        )
        said.append(f"{item.condition.label.lower()}, nếu không: {then.lower()}")
    return "; ".join(said)


def _next_code(above: str, taken: list[str]) -> str:
    """Return the code after another one ("3.2" after "3.1"), the first that is free."""
    head, _, last = above.rpartition(".")
    if not last.isdecimal():
        return ""
    number = int(last) + 1
    while (code := f"{head}.{number}" if head else str(number)) in taken:
        number += 1
    return code


class WayWindow(QDialog):
    """How one line is scored: by whom, by which answers, when it applies and what happens when it does not."""

    taken = Signal(object)
    help_topic: ClassVar[str] = "thang-diem"

    def __init__(self, shell: Shell, item: ScoreItem, parent: QWidget | None = None) -> None:
        super().__init__(parent or shell.asking.parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Cách chấm dòng {item.code}")
        self.setObjectName("way-window")
        self._item = item
        self.kind = ChoiceField([(kind, kind.label) for kind in ItemKind], self)
        self.auto = ChoiceField([(key.value, key.label) for key in Auto], self, none="—")
        self.condition = ChoiceField([(one, one.label) for one in Condition], self)
        self.not_applicable = ChoiceField([(one, one.label) for one in NotApplicable], self)
        self.moves_to = LineField(self, characters=6)
        self.kind.set_value(item.kind)
        self.auto.set_value(item.auto or None)
        self.condition.set_value(item.condition)
        self.not_applicable.set_value(item.not_applicable)
        self.moves_to.set_value(item.moves_to)
        self.rows = {
            "auto": FieldRow("Chương trình tính", self.auto, parent=self),
            "not_applicable": FieldRow("Khi không áp dụng", self.not_applicable, parent=self),
            "moves_to": FieldRow("Sang dòng (mã)", self.moves_to, parent=self),
        }
        first, second = QHBoxLayout(), QHBoxLayout()
        for line, widgets in (
            (first, (FieldRow("Cách chấm", self.kind, parent=self), self.rows["auto"])),
            (
                second,
                (
                    FieldRow("Áp dụng", self.condition, parent=self),
                    self.rows["not_applicable"],
                    self.rows["moves_to"],
                ),
            ),
        ):
            line.setSpacing(look.WIDE)
            for widget in widgets:
                line.addWidget(widget, 1)
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        look.mark(self.hint, "second")
        self.model = GridModel(
            [
                GridColumn("label", "Mức", width=30, stretch=True),
                GridColumn("points", "Điểm", decimals=1, width=8),
                GridColumn("lower", "Từ", decimals=1, lowest=_LOWEST, width=10),
                GridColumn("upper", "Đến dưới", decimals=1, lowest=_LOWEST, width=10),
            ],
            self,
        )
        self.view = GridView(self.model, "score-answers", self)
        values: dict[tuple[Any, Any], Any] = {}
        for row, option in enumerate(item.options):
            values |= {(row, name): getattr(option, name) for name in _ANSWER}
        self.model.show([GridRow(row, str(row + 1)) for row in range(max(len(item.options) + 3, 8))], values)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        look.mark(self.said, "fault")
        buttons = QHBoxLayout()
        buttons.addWidget(self.said, 1)
        for word, slot, main in (("Quay lại", self.reject, False), ("Ghi cách chấm", self.take, True)):
            button = QPushButton(word, self)
            button.setAutoDefault(False)
            button.setObjectName(f"way:{word}")
            if main:
                look.mark(button, "primary")
            button.clicked.connect(lambda _=False, slot=slot: slot())
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.HUGE, look.WIDE, look.HUGE, look.WIDE)
        column.setSpacing(look.GAP)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.hint)
        column.addWidget(self.view, 1)
        column.addLayout(buttons)
        for field in (self.kind, self.auto, self.condition, self.not_applicable):
            field.edited.connect(self._follow)
        self._follow()
        self.resize(look.text_width(92, self), look.row_height(self) * 18)

    def _follow(self) -> None:
        """Offer only what the choices above leave open, and say what the bands are of."""
        kind, auto = self.kind.value(), self.auto.value()
        self.rows["auto"].setVisible(kind is ItemKind.AUTO)
        is_conditional = self.condition.value() is not Condition.ALWAYS
        self.rows["not_applicable"].setVisible(is_conditional)
        self.rows["moves_to"].setVisible(is_conditional and self.not_applicable.value() is NotApplicable.MOVE)
        yes_no = kind is ItemKind.YES_NO or (kind is ItemKind.AUTO and auto in set(map(str, YES_OR_NO)))
        self.view.setVisible(kind is not ItemKind.FREE and not yes_no)
        of_what = "số phút hơn (âm: thiếu) so với yêu cầu" if auto in set(map(str, IN_MINUTES)) else "tỷ lệ phần trăm"
        hints = {
            ItemKind.FREE: "Người chấm gõ điểm từ 0 đến điểm tối đa.",
            ItemKind.YES_NO: "Có thì được trọn điểm, không thì 0 điểm.",
            ItemKind.OPTIONS: "Người chấm chọn một trong các mức; không cần ghi khoảng “từ”, “đến dưới”.",
            ItemKind.AUTO: (
                "Chương trình gợi ý trọn điểm hoặc 0 điểm; người chấm sửa được."
                if yes_no
                else f"Khoảng tính theo {of_what}; “từ” thuộc mức, “đến dưới” thì không, để trống là không giới hạn."
            ),
        }
        self.hint.setText(hints[kind])

    def take(self) -> None:
        """Hand the line over, unless an answer lacks its words or points."""
        faults = self.model.faults()
        if faults:
            self.said.setText(faults[0][2])
            self.view.go_to_fault()
            return
        found = []
        for row in range(self.model.rowCount()):
            given = {name: self.model.value(row, name) for name in _ANSWER}
            if all(value in (None, "") for value in given.values()):
                continue
            if not given["label"] or given["points"] is None:
                self.said.setText(f"Mức {row + 1}: cần cả tên mức và số điểm.")
                return
            found.append(ScoreOption(given["label"], given["points"], given["lower"], given["upper"]))
        kind, condition = self.kind.value(), self.condition.value()
        auto = self.auto.value() or ""
        if kind is ItemKind.AUTO and not auto:
            self.rows["auto"].set_problem("Chọn điều chương trình tính.")
            return
        is_conditional = condition is not Condition.ALWAYS
        way = self.not_applicable.value() if is_conditional else NotApplicable.ZERO
        self.taken.emit(
            replace(
                self._item,
                kind=kind,
                auto=auto if kind is ItemKind.AUTO else "",
                condition=condition,
                not_applicable=way,
                moves_to=self.moves_to.value().strip() if way is NotApplicable.MOVE else "",
                options=tuple(found) if self.view.isVisibleTo(self) else (),
            )
        )
        self.accept()


_ANSWER = ("label", "points", "lower", "upper")
