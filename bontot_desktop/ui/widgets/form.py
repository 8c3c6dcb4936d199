"""A form in the order of the paper: labels above fields, faults under them, the save button always in sight."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from datetime import time
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop import dates
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.editing import take_open_cell
from bontot_desktop.ui.widgets import tab_order

Draft = TypeVar("Draft")
_F = TypeVar("_F", bound=QWidget)
#: So long after the last key a draft is worth keeping, in milliseconds.
IDLE = 3000


class Fault(QWidget):
    """The sentence under a field that says what to mend, with its icon."""

    def __init__(self, parent: QWidget | None = None, *, tint: str = "red", kind: str = "fault") -> None:
        super().__init__(parent)
        self._tint = tint
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.TINY)
        self._icon = QLabel(self)
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        look.mark(self.label, kind)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.label, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show the sentence; an empty one takes the line away."""
        self.label.setText(sentence)
        self._icon.setPixmap(look.icon("warning-circle", self._tint).pixmap(look.icon_size(self.label, 1.0)))
        self.setVisible(bool(sentence))


class FieldRow(QWidget):
    """One field with its label above, its hint and its fault below."""

    def __init__(
        self, label: str, field: QWidget, *, hint: str = "", suffix: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self.label_text = label
        self._faulty_value: Any = None
        self._own = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.LABEL_TO_FIELD)
        if label and not isinstance(field, QCheckBox):
            caption = QLabel(label, self)
            look.mark(caption, "label")
            caption.setBuddy(field)
            layout.addWidget(caption)
        field.setAccessibleName(label or field.accessibleName())
        line = QHBoxLayout()
        line.setSpacing(look.SMALL)
        line.addWidget(field)
        if suffix:
            unit = QLabel(suffix, self)
            look.mark(unit, "second")
            line.addWidget(unit)
        if suffix or field.maximumWidth() < look.COLUMN_MOST:
            line.addStretch(1)
        layout.addLayout(line)
        self._fault = Fault(self)
        layout.addWidget(self._fault)
        self._doubt: Fault | None = None
        self._layout = layout
        self._hint = QLabel(hint, self)
        self._hint.setWordWrap(True)
        look.mark(self._hint, "hint")
        self._hint.setVisible(bool(hint))
        layout.addWidget(self._hint)
        layout.addStretch(1)
        if hasattr(field, "left"):
            field.left.connect(self._check)

    def set_problem(self, sentence: str) -> None:
        """Show what to mend under the field; it goes when the field is left with another value."""
        self._faulty_value = self._value()
        self._own = False
        self._fault.say(sentence)
        self._tint(True)

    def set_doubt(self, sentence: str) -> None:
        """Say what looks wrong and stops nobody; an empty sentence takes it away."""
        if self._doubt is None:
            if not sentence:
                return
            self._doubt = Fault(self, tint="amber", kind="hint")
            self._layout.insertWidget(self._layout.indexOf(self._fault) + 1, self._doubt)
        self._doubt.say(sentence)

    def doubt(self) -> str:
        """Return what looks wrong at the field."""
        return "" if self._doubt is None else self._doubt.label.text()

    def clear(self) -> None:
        """Take the fault away."""
        self._fault.say("")
        self._tint(False)

    def problem(self) -> str:
        """Return the sentence that stands under the field."""
        return self._fault.label.text()

    def said(self) -> QWidget:
        """Return what holds the fault."""
        return self._fault

    def _tint(self, faulty: bool) -> None:
        if bool(self.field.property("faulty")) != faulty:
            self.field.setProperty("faulty", faulty)
            look.refresh(self.field)

    def _value(self) -> Any:
        return self.field.value() if hasattr(self.field, "value") else None

    def _check(self) -> None:
        # On leaving only: nothing moves between two keys.
        fault = self.field.fault()  # type: ignore[attr-defined]
        if fault:
            self.set_problem(fault)
            self._own = True
        elif self.problem() and (self._own or self._value() != self._faulty_value):
            self.clear()


class FormGroup(QWidget):
    """Some fields under one heading."""

    def __init__(self, form: Form, title: str, hint: str) -> None:
        super().__init__(form)
        self._form = form
        self._cells: list[tuple[QWidget, bool]] = []
        self._columns = 0
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.SMALL)
        if title:
            heading = QLabel(title, self)
            look.mark(heading, "section")
            outer.addWidget(heading)
        if hint:
            words = QLabel(hint, self)
            words.setWordWrap(True)
            look.mark(words, "hint")
            outer.addWidget(words)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.HUGE)
        self._grid.setVerticalSpacing(look.BETWEEN_FIELDS)
        outer.addLayout(self._grid)

    def add(self, label: str, field: _F, *, name: str = "", hint: str = "", suffix: str = "", wide: bool = False) -> _F:
        """Add a field; ``name`` is its name in the draft, ``wide`` lets it stand across both columns."""
        row = FieldRow(label, field, hint=hint, suffix=suffix, parent=self)
        if name:
            field.setObjectName(field.objectName() or name)
            self._form.bind(name, field, row)
        self._cells.append((row, wide))
        self._columns = 0
        self.arrange(self._form.columns)
        return field

    def add_widget(self, widget: _F, *, wide: bool = True) -> _F:
        """Add something that is no field: a table, a notice."""
        self._cells.append((widget, wide))
        self._columns = 0
        self.arrange(self._form.columns)
        return widget

    def arrange(self, columns: int) -> None:
        """Lay the fields out in so many columns, in reading order."""
        if columns == self._columns:
            return
        self._columns = columns
        row = column = 0
        for widget, wide in self._cells:
            if wide and column:
                row, column = row + 1, 0
            self._grid.addWidget(widget, row, column, 1, columns if wide else 1)
            column = columns if wide else column + 1
            if column >= columns:
                row, column = row + 1, 0
        for place in range(2):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)


class Rolled(QScrollArea):
    """Scrolls up and down only, so it asks for the width of what it holds: nothing is cut at its right."""

    def minimumSizeHint(self) -> QSize:
        """Ask for the least width of what is inside."""
        inside = self.widget()
        width = 0 if inside is None else inside.minimumSizeHint().width()
        return QSize(width + self.verticalScrollBar().sizeHint().width(), super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask again when what is inside is laid out anew."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
        return super().eventFilter(watched, event)


class Form(QWidget):
    """A form knows two verbs: show this draft (:meth:`show_draft`), give me the draft (:meth:`draft`).

    ``edited`` tells that the person changed something, ``idle`` that typing has rested and the draft is worth
    keeping, ``saving`` that the save button or Ctrl+S was pressed and no field has a fault of its own.
    """

    edited = Signal()
    idle = Signal()
    saving = Signal()

    def __init__(self, parent: QWidget | None = None, *, margins: bool = True, lists: bool = False) -> None:
        """Make the form; with ``lists`` it holds tables and lists of rows and takes the room of two columns in one."""
        super().__init__(parent)
        self.columns = 1
        self._lists = lists
        self._groups: list[FormGroup] = []
        self._fields: dict[str, tuple[Any, FieldRow | None]] = {}
        self._shown: Any = None
        self._before: dict[str, Any] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(IDLE)
        self._rest.timeout.connect(self.idle.emit)
        self._tabs = QTimer(self)
        self._tabs.setSingleShot(True)
        self._tabs.setInterval(0)
        self._tabs.timeout.connect(self.order_tabs)
        self._sought: tuple[QWidget, ...] = ()
        self._seek = QTimer(self)
        self._seek.setSingleShot(True)
        self._seek.setInterval(0)
        self._seek.timeout.connect(self._into_sight)
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = Rolled(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        look.mark(inside, "clear")
        across = QHBoxLayout(inside)
        side = look.PAGE_MARGIN if margins else 0
        across.setContentsMargins(side, look.SMALL, side, look.WIDE)
        self._sheet = QWidget(inside)
        look.mark(self._sheet, "clear")
        self._stack = QVBoxLayout(self._sheet)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(look.BETWEEN_GROUPS)
        self._stack.addStretch(1)
        across.addWidget(self._sheet, 100)
        across.addStretch(1)
        self._scroll.setWidget(inside)
        outer.addWidget(self._scroll, 1)
        self._footer = QFrame(self)
        look.mark(self._footer, "footer")
        bar = QHBoxLayout(self._footer)
        bar.setContentsMargins(side, look.SMALL, side, look.SMALL)
        bar.setSpacing(look.SMALL)
        self._state = QLabel(self._footer)
        self._state.setWordWrap(True)
        look.mark(self._state, "second")
        bar.addWidget(self._state, 1)
        self._bar = bar
        self.save_button: QPushButton | None = None
        self._footer.hide()
        outer.addWidget(self._footer)
        self._arrange()

    # Building ------------------------------------------------------------------------------------------------------

    def group(self, title: str = "", hint: str = "") -> FormGroup:
        """Begin a group of fields."""
        made = FormGroup(self, title, hint)
        self._groups.append(made)
        self._stack.insertWidget(self._stack.count() - 1, made)
        made.arrange(self.columns)
        return made

    def bind(self, name: str, field: Any, row: FieldRow | None = None) -> None:
        """Tie a field to its name in the draft; ``FormGroup.add(name=…)`` does it by itself."""
        self._fields[name] = (field, row)
        field.edited.connect(self._edited)
        if hasattr(field, "arranged"):
            field.arranged.connect(self._tabs.start)

    def add_save(self, word: str = "Lưu") -> QPushButton:
        """Put the save button at the lower right; it emits ``saving`` after the fields' own checks."""
        button = self.add_button(word, self.save, primary=True)
        button.setToolTip(f"{word} ({keys.shown(keys.SAVE)})")
        button.setObjectName("save")
        self.save_button = button
        return button

    def add_button(self, word: str, slot: Callable[[], Any], *, primary: bool = False) -> QPushButton:
        """Put another button into the footer, left of those that are there."""
        button = QPushButton(word, self._footer)
        if primary:
            look.mark(button, "primary")
        button.clicked.connect(lambda: slot())
        if not primary:
            return self.add_to_footer(button)
        self._bar.addWidget(button)
        self._footer.show()
        self._tabs.start()
        return button

    def add_to_footer(self, widget: _F) -> _F:
        """Put a button made elsewhere, a menu say, into the footer, left of those that are there."""
        self._bar.insertWidget(1, widget)
        self._footer.show()
        self._tabs.start()
        return widget

    def order_tabs(self) -> None:
        """Let the Tab key go as one reads: the fields from the top, rows that came later too, then the buttons."""
        self._tabs.stop()
        tab_order.order([*tab_order.stops(self._sheet), *tab_order.stops(self._footer)])

    # Drafts --------------------------------------------------------------------------------------------------------

    def show_draft(self, draft: Any) -> None:
        """Show a frozen draft; every bound field takes the attribute of its name."""
        self._shown = draft
        for name, (field, row) in self._fields.items():
            field.set_value(getattr(draft, name))
            if row is not None:
                row.clear()
        self._before = self.values()
        self._rest.stop()
        self._tabs.start()
        self._state.setText("")

    def fill(self, draft: Any) -> None:
        """Put a draft into the fields as if it had just been typed: the form is edited, nothing is saved."""
        for name, (field, _) in self._fields.items():
            field.set_value(getattr(draft, name))
        self._edited()

    def to_top(self) -> None:
        """Show the form from its first field."""
        self._scroll.verticalScrollBar().setValue(0)

    def forget(self) -> None:
        """Drop what was typed: show the draft again as it was shown."""
        if self._shown is not None:
            self.show_draft(self._shown)

    def values(self) -> dict[str, Any]:
        """Return what stands in the bound fields by name."""
        return {name: field.value() for name, (field, _) in self._fields.items()}

    def draft(self) -> Any:
        """Return the shown draft with what stands in the fields now."""
        return dataclasses.replace(self._shown, **self.values())

    def is_edited(self) -> bool:
        """Say whether something differs from the draft as it was shown."""
        return self._shown is not None and self.values() != self._before

    def field(self, name: str) -> Any:
        """Return the field bound to a name."""
        return self._fields[name][0]

    def _edited(self) -> None:
        self._state.setText("")
        self._rest.start()
        self.edited.emit()

    # Saving --------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Do what the save button does."""
        take_open_cell()
        if self.check():
            self._rest.stop()
            self.saving.emit()

    def check(self) -> bool:
        """Show the fields' own faults; True when there is none."""
        faults = [Problem(name, field.fault()) for name, (field, _) in self._fields.items() if field.fault()]
        self.show_problems(faults)
        return not faults

    def show_problems(self, problems: Problems | Iterable[Problem]) -> None:
        """Show each sentence under its field and put the cursor in the first; what has no field stands in the footer.

        A problem's field may be a path ("officers.3.name"): its first part finds the field.
        """
        listed = list(problems.problems if isinstance(problems, Problems) else problems)
        for _, row in self._fields.values():
            if row is not None:
                row.clear()
        homeless: list[str] = []
        first: tuple[QWidget, FieldRow] | None = None
        for problem in listed:
            field, row = self._fields.get(problem.field) or self._fields.get(problem.field.split(".")[0], (None, None))
            if row is None:
                homeless.append(problem.sentence)
                continue
            if row.problem() != problem.sentence:
                row.set_problem(f"{row.problem()} {problem.sentence}".strip())
            first = first or (field, row)
        if first is not None:
            first[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_soon(*first)
        self._say(" ".join(homeless), "fault")

    def _show_soon(self, field: QWidget, row: FieldRow | None) -> None:
        """Bring a field and what is said under it into sight once the sentence has its room in the layout."""
        self._sought = (field,) if row is None else (field, row, row.said() if row.problem() else row)
        self._seek.start()

    def _into_sight(self) -> None:
        self._outer.activate()
        # The last is what matters most where the room is too short for all.
        for widget in self._sought:
            self._scroll.ensureWidgetVisible(widget, look.HUGE, look.GAP)
        self._sought = ()

    def show_doubts(self, doubts: Iterable[Problem]) -> None:
        """Show beside the fields what looks wrong and stops nobody; what was said before goes."""
        said: dict[str, list[str]] = {}
        for doubt in doubts:
            said.setdefault(doubt.field.split(".")[0], []).append(doubt.sentence)
        for name, (_, row) in self._fields.items():
            if row is not None:
                row.set_doubt(" ".join(said.get(name, ())))

    def said_saved(self, at: time) -> None:
        """Say "Đã lưu 14:05" beside the button and take what is shown for the saved draft."""
        self._before = self.values()
        self._say(f"Đã lưu {dates.clock(at)}", "second")

    def say(self, sentence: str) -> None:
        """Say something quiet beside the save button."""
        self._say(sentence, "second")

    def _say(self, sentence: str, kind: str) -> None:
        look.mark(self._state, kind)
        self._state.setText(sentence)

    # Layout --------------------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        for field, _ in self._fields.values():
            if field.isEnabled():
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def show_field(self, name: str) -> None:
        """Bring a field into sight and put the cursor into it."""
        field, row = self._fields[name]
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_soon(field, row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one column or two."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self.columns = 2 if self.width() >= look.TWO_COLUMNS_FROM and not self._lists else 1
        across = 2 if self._lists else self.columns
        most = look.COLUMN_MOST * across + look.HUGE * (across - 1)
        # A row of several fields (a post with its holder and dates) may need more than one column gives.
        self._sheet.setMaximumWidth(max(most, self._sheet.minimumSizeHint().width()))
        for group in self._groups:
            group.arrange(self.columns)
