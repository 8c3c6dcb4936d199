"""A few dated lines inside a form (posts, statuses): each line is a row of fields, lines are added and taken away."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.ui import look
from bontot_desktop.ui.widgets.sharing import ShareLayout

#: A field that shares its line is legible with so many characters.
LEGIBLE = 20


@dataclass(frozen=True, slots=True)
class LineColumn:
    """One field of every line: its name in the line's dataclass, its heading, how it is made, its share of room."""

    name: str
    title: str
    make: Callable[[], Any]
    stretch: int = 0
    #: The room it is legible in, in characters; 0: the usual.
    characters: int = 0
    #: Brings a field that stands there already to what it would be if it were made now, its value left out.
    renew: Callable[[Any], object] | None = None


class LinesField(QWidget):
    """A field whose value is a tuple of frozen dataclasses. ``fresh`` makes the line that "add" begins with."""

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        columns: Sequence[LineColumn],
        fresh: Callable[[], Any],
        *,
        add_word: str,
        empty: str = "",
        lasting: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make the field; where a line does not fit, its last fields stand below the first ones.

        With ``lasting`` the fields of the lines that stand there show the next value too, which is quicker than new
        ones; a column whose fields depend on what is shown then says how to ``renew`` them.
        """
        super().__init__(parent)
        self._is_lasting = lasting
        self._columns = tuple(columns)
        self._fresh = fresh
        self._lines: list[tuple[Any, dict[str, Any]]] = []
        self._rows: list[tuple[ShareLayout, list[QLabel]]] = []
        self._strips: list[QWidget] = []
        self._grid_holder = QWidget(self)
        look.mark(self._grid_holder, "clear")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.SMALL)
        self._empty = QLabel(empty, self)
        look.mark(self._empty, "hint")
        outer.addWidget(self._empty)
        outer.addWidget(self._grid_holder)
        row = QHBoxLayout()
        self.add_button = QPushButton(add_word, self)
        look.mark(self.add_button, "plain")
        look.dress(self.add_button, "plus", "text")
        self.add_button.clicked.connect(lambda: self.add())
        row.addWidget(self.add_button)
        row.addStretch(1)
        outer.addLayout(row)
        self._build([])

    # The form's verbs ----------------------------------------------------------------------------------------------

    def value(self) -> tuple[Any, ...]:
        """Return the lines with what stands in their fields."""
        return tuple(
            dataclasses.replace(line, **{name: field.value() for name, field in fields.items()})
            for line, fields in self._lines
        )

    def set_value(self, lines: Iterable[Any]) -> None:
        """Show lines."""
        shown = list(lines)
        if not self._is_lasting or not shown or not self._lines:
            self._build(shown)
            return
        column = self._grid_holder.layout()
        assert isinstance(column, QVBoxLayout)
        while len(self._lines) > len(shown):
            self._lines.pop()
            self._rows.pop()
            gone = self._strips.pop()
            column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, (line, (_, fields)) in enumerate(zip(shown, list(self._lines), strict=False)):
            for described in self._columns:
                field = fields[described.name]
                if described.renew is not None:
                    described.renew(field)
                field.set_value(getattr(line, described.name))
            self._lines[place] = (line, fields)
        for line in shown[len(self._lines) :]:
            self._add_strip(column, line)
        self._set_tab_order()
        self._head_lines()

    def fault(self) -> str:
        """Return the first fault of any field."""
        return next((fault for _, fields in self._lines for f in fields.values() if (fault := f.fault())), "")

    # Lines ---------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Add an empty line and put the cursor into it."""
        self._build([*self.value(), self._fresh()])
        first = next(iter(self._lines[-1][1].values()))
        first.setFocus(Qt.FocusReason.TabFocusReason)
        self.edited.emit()

    def remove(self, place: int) -> None:
        """Take a line away."""
        lines = list(self.value())
        del lines[place]
        self._build(lines)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()
        self.left.emit()

    def field(self, place: int, name: str) -> Any:
        """Return one field of one line."""
        return self._lines[place][1][name]

    def __len__(self) -> int:
        """Count the lines."""
        return len(self._lines)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the cursor into the first field that is at fault, else the first one."""
        fields = [field for _, fields in self._lines for field in fields.values()]
        target = next((field for field in fields if field.fault()), fields[0] if fields else self.add_button)
        target.setFocus(reason)

    def _build(self, lines: list[Any]) -> None:
        """Show these lines afresh."""
        holder = QWidget(self)
        look.mark(holder, "clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        self._lines, self._rows, self._strips = [], [], []
        for line in lines:
            self._add_strip(column, line)
        old, self._grid_holder = self._grid_holder, holder
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(old, holder)
        old.hide()
        old.deleteLater()
        self._head_lines()
        holder.setVisible(bool(lines))
        self._empty.setVisible(not lines and bool(self._empty.text()))
        self._set_tab_order()

    def _add_strip(self, column: QVBoxLayout, line: Any) -> None:
        """Add the fields of one line below the others."""
        place = len(self._lines)
        # Made in their place: the style sheet goes anew through all that moves.
        strip = QWidget(column.parentWidget())
        look.mark(strip, "clear")
        fields: dict[str, Any] = {}
        row, headings = ShareLayout(between=look.SMALL), []
        for described in self._columns:
            cell = QWidget(strip)
            look.mark(cell, "clear")
            field = self._field(cell, described, line, place)
            heading = QLabel(described.title, cell)
            look.mark(heading, "label")
            heading.setBuddy(field)
            stack = QVBoxLayout(cell)
            stack.setContentsMargins(0, 0, 0, 0)
            stack.setSpacing(look.LABEL_TO_FIELD)
            stack.addWidget(heading)
            stack.addWidget(field)
            if field.maximumWidth() < look.COLUMN_MOST:
                # A field that knows its width (a date) keeps it; the others share the rest.
                field.setMinimumWidth(field.maximumWidth())
                row.share(cell)
            else:
                row.share(cell, described.stretch or 1, described.characters or LEGIBLE)
            headings.append(heading)
            fields[described.name] = field
        across = QHBoxLayout(strip)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.SMALL)
        across.addLayout(row, 1)
        across.addWidget(self._remove_button(strip, place), 0, Qt.AlignmentFlag.AlignBottom)
        column.addWidget(strip)
        strip.show()
        self._lines.append((line, fields))
        self._rows.append((row, headings))
        self._strips.append(strip)

    def _set_tab_order(self) -> None:
        previous: QWidget | None = None
        for place, (_, fields) in enumerate(self._lines):
            remove = self._strips[place].findChild(QPushButton, f"remove.{place}")
            for widget in (*fields.values(), remove):
                if previous is not None:
                    QWidget.setTabOrder(previous, widget)
                previous = widget
        if previous is not None:
            QWidget.setTabOrder(previous, self.add_button)

    def _field(self, holder: QWidget, described: LineColumn, line: Any, place: int) -> Any:
        field = described.make()
        field.setParent(holder)
        field.setObjectName(f"{described.name}.{place}")
        field.setAccessibleName(f"{described.title} {place + 1}")
        field.set_value(getattr(line, described.name))
        field.edited.connect(self.edited)
        field.left.connect(self.left)
        return field

    def _head_lines(self) -> None:
        """Head the first line; where lines are broken, each of them: columns no longer stand below each other."""
        for place, (row, headings) in enumerate(self._rows):
            # The cross at the right takes its part of the room.
            room = self.width() - look.row_height(self) - 2 * look.SMALL
            for heading in headings:
                heading.setVisible(place == 0 or not row.fits_in_line(room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Head the lines as the new width asks for."""
        super().resizeEvent(event)
        self._head_lines()

    def _remove_button(self, holder: QWidget, row: int) -> QPushButton:
        button = QPushButton(holder)
        look.mark(button, "plain")
        look.dress(button, "trash", "second")
        button.setToolTip("Bỏ dòng này")
        button.setAccessibleName(f"Bỏ dòng {row + 1}")
        button.setObjectName(f"remove.{row}")
        button.clicked.connect(lambda _=False, place=row: self.remove(place))
        return button
