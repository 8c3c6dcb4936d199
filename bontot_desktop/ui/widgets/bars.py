"""Small bars and words: a notice, a state with its dot, an empty place that says how to start, the filter line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop import text
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.widgets.flow import FlowLayout
from bontot_desktop.ui.widgets.line_field import LineField

if TYPE_CHECKING:
    from bontot_desktop.ui.widgets.fields import ChoiceField

#: A filter waits so long after the last key, in milliseconds: long enough for UniKey's false Backspaces.
WAIT = 180
_ICONS = {
    Tone.GOOD: "check-circle",
    Tone.WAIT: "warning",
    Tone.BAD: "warning-circle",
    Tone.INFO: "info",
    Tone.HONOUR: "medal",
    Tone.QUIET: "info",
}


class StateDot(QWidget):
    """A state as a small word with a dot."""

    def __init__(self, word: str = "", tone: Tone = Tone.QUIET, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.TINY + 2)
        self._dot = QLabel(self)
        self.label = QLabel(self)
        layout.addWidget(self._dot)
        layout.addWidget(self.label)
        layout.addStretch(1)
        self._tone = tone
        self.say(word, tone)
        look.watch().changed.connect(self._paint)

    def say(self, word: str, tone: Tone) -> None:
        """Show another state."""
        self._tone = tone
        self.label.setText(word)
        self._paint()

    def _paint(self) -> None:
        self._dot.setPixmap(look.dot(self._tone).pixmap(10, 10))


class NoticeBar(QFrame):
    """A sentence across the page with at most two things to do about it."""

    def __init__(self, sentence: str = "", tone: Tone = Tone.INFO, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.mark(self, "notice")
        self._tone = tone
        self._icon = QLabel(self)
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.GAP, look.SMALL, look.SMALL, look.SMALL)
        self._row.setSpacing(look.SMALL)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.label, 1)
        look.watch().changed.connect(self._paint)
        self.say(sentence, tone)

    def say(self, sentence: str, tone: Tone | None = None) -> None:
        """Show a sentence; an empty one hides the bar."""
        self._tone = tone or self._tone
        self.label.setText(sentence)
        self.setProperty("tone", self._tone.value)
        look.refresh(self)
        self._paint()
        self.setVisible(bool(sentence))

    def add_button(self, word: str, slot: Callable[[], Any]) -> QPushButton:
        """Add a thing to do."""
        button = QPushButton(word, self)
        look.mark(button, "link")
        button.clicked.connect(lambda: slot())
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return button

    def _paint(self) -> None:
        tint = "second" if self._tone is Tone.QUIET else self._tone.value
        self._icon.setPixmap(look.icon(_ICONS[self._tone], tint).pixmap(look.icon_size(self.label)))


class EmptyState(QWidget):
    """What stands where a table is empty: one sentence and the button that starts."""

    def __init__(self, icon: str = "tray", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = icon
        layout = QVBoxLayout(self)
        layout.setSpacing(look.GAP)
        layout.addStretch(2)
        self._icon = QLabel(self)
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.button = QPushButton(self)
        look.mark(self.button, "primary")
        for widget in (self._icon, self.label):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget)
        look.mark(self.label, "second")
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)
        self._slot: Callable[[], Any] | None = None
        self.button.clicked.connect(lambda: self._slot() if self._slot else None)
        look.watch().changed.connect(self._paint)
        self.say("")
        self._paint()

    def say(self, sentence: str, button: str = "", slot: Callable[[], Any] | None = None) -> None:
        """Say what to do first; without a slot there is no button."""
        self.label.setText(sentence)
        self.button.setText(button)
        self.button.setVisible(slot is not None)
        self._slot = slot

    def _paint(self) -> None:
        self._icon.setPixmap(look.icon(self._name, "quiet").pixmap(look.icon_size(None, 2.6)))


class SearchField(LineField):
    """A field to find by: waits a moment after the last key, never takes the cursor, Esc empties it."""

    asked = Signal(str)
    #: The arrow down was pressed: the cursor is wanted in what was found.
    went_down = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, placeholder=placeholder)
        look.mark(self, "search")
        glass = self.addAction(look.icon("magnifying-glass", "second"), QLineEdit.ActionPosition.LeadingPosition)
        look.dress(glass, "magnifying-glass", "second")
        self.setClearButtonEnabled(False)
        self._last = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT)
        self._wait.timeout.connect(self.ask)
        self.textChanged.connect(lambda _: self._wait.start())

    def ask(self) -> None:
        """Ask at once, without waiting."""
        self._wait.stop()
        query = text.clean(self.text())
        if query != self._last:
            self._last = query
            self.asked.emit(query)

    def query(self) -> str:
        """Return what is being looked for."""
        return self._last

    def event(self, event: QEvent) -> bool:
        """Keep Esc for this field while there is something to empty; otherwise it means "back"."""
        wanted = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if wanted and event.key() == Qt.Key.Key_Escape and self.text():  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field by Esc; an empty field lets Esc go on."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.ask()
            return
        if event.key() == Qt.Key.Key_Down:
            self.ask()
            self.went_down.emit()
            return
        super().keyPressEvent(event)


class FilterBar(QWidget):
    """The line above a table: a field to filter, chips for the common filters, the count at the right."""

    #: The query and the key of the pressed chip (None for "all").
    changed = Signal(str, object)

    def __init__(
        self,
        placeholder: str = "Lọc theo tên",
        chips: Iterable[tuple[Any, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Make the line; ``chips`` are pairs of key and word, the first usually (None, "Tất cả")."""
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.SMALL)
        self.field = SearchField(placeholder, self)
        self.field.setToolTip(f"Lọc bảng ({keys.shown(keys.FILTER)})")
        # What it filters by is always read whole, beside the glass at its left.
        words = look.metrics(self.field).horizontalAdvance(placeholder) + look.icon_size(self.field).width()
        self.field.setMinimumWidth(max(look.text_width(22, self), words + look.VAST))
        self.field.setMaximumWidth(max(look.text_width(40, self), words + look.VAST))
        self.field.setObjectName("filter")
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(self.field, 3, top)
        self._chips = QButtonGroup(self)
        self._chips.setExclusive(True)
        self._keys: list[Any] = []
        self._of, self._what = 0, ""
        #: What stands behind the field: the chips, then what a page adds; in a narrow window in several lines.
        self.extras = FlowLayout(look.SMALL)
        layout.addLayout(self.extras)
        #: The chips as one list, where a low window has no room for several lines of them; None before it is needed.
        self.folded: ChoiceField | None = None
        layout.addStretch(1)
        self._count = QLabel(self)
        self._count.setMinimumHeight(self.field.sizeHint().height())
        look.mark(self._count, "second")
        layout.addWidget(self._count, 0, top)
        self.field.asked.connect(lambda _: self._tell())
        self._chips.idClicked.connect(self._chip_pressed)
        self.set_chips(chips)

    def set_chips(self, chips: Iterable[tuple[Any, str]]) -> None:
        """Offer other chips; the pressed one stays pressed if it is still there."""
        chips = list(chips)
        if [key for key, _ in chips] == self._keys:
            # The same ones, perhaps with other counts behind them: new buttons would be laid out and painted anew.
            for place, (_, word) in enumerate(chips):
                self._chips.button(place).setText(word)
            self._say_folded()
            return
        pressed = self.chip()
        for button in self._chips.buttons():
            self._chips.removeButton(button)
            self.extras.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._keys = []
        for place, (key, word) in enumerate(chips):
            button = QPushButton(word, self)
            look.mark(button, "chip")
            button.setCheckable(True)
            self._keys.append(key)
            self._chips.addButton(button, place)
            self.extras.insert(place, button)
        self.press(pressed)
        self._say_folded()
        self._fold()

    def press(self, key: Any) -> None:
        """Press a chip without telling."""
        place = self._keys.index(key) if key in self._keys else 0
        button = self._chips.button(place)
        if button is not None:
            button.setChecked(True)
            self._say_folded()

    def chip(self) -> Any:
        """Return the key of the pressed chip."""
        place = self._chips.checkedId()
        return self._keys[place] if 0 <= place < len(self._keys) else None

    def add_tool(self, widget: QWidget) -> None:
        """Put something beside the count, in the first line however many the chips need."""
        line = self.layout()
        assert isinstance(line, QHBoxLayout)
        widget.setMinimumHeight(self.field.sizeHint().height())
        line.insertWidget(line.indexOf(self._count), widget, 0, Qt.AlignmentFlag.AlignTop)

    def press_word(self, word: str) -> None:
        """Press the chip of a word without telling; the first when there is none. A count behind it does not matter."""
        found = next((place for place, one in enumerate(self._chips.buttons()) if _bare(one.text()) == word), 0)
        if self._keys:
            self.press(self._keys[found])

    def chip_word(self) -> str:
        """Return the word of the pressed chip, without a count behind it; "" for the first."""
        place = self._chips.checkedId()
        return _bare(self._chips.button(place).text()) if place > 0 else ""

    def query(self) -> str:
        """Return what is being looked for."""
        return self.field.query()

    def say_count(self, shown: int, of: int, what: str) -> None:
        """Say "12 trong 23 chi bộ", or "23 chi bộ" when all are shown."""
        self._of, self._what = of, what
        self.count_again(shown)

    def count_again(self, shown: int, chosen: int = 0) -> None:
        """Say how many are shown now, and how many are chosen when that is several."""
        if not self._what:
            return
        all_of = f"{self._of} {self._what}"
        words = all_of if shown == self._of else f"{shown} trong {all_of}"
        self._count.setText(f"{words}, chọn {chosen}" if chosen > 1 else words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again whether the chips fit."""
        super().resizeEvent(event)
        self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        """Look whether the chips fit, and again when the window becomes lower or higher."""
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._fold()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again when the window changes its size."""
        if event.type() == QEvent.Type.Resize and watched is self.window():
            self._fold()
        return super().eventFilter(watched, event)

    def _fold(self) -> None:
        """Show the chips as one list where they would take lines from the table of a low window."""
        chips = self._chips.buttons()
        if not chips or not self.isVisible():
            return
        line = self.layout()
        assert line is not None
        others = [item.widget() for item in map(self.extras.itemAt, range(self.extras.count())) if item is not None]
        others += [item.widget() for item in map(line.itemAt, range(line.count())) if item is not None]
        shown = [one for one in others if one is not None and one not in (self.field, self.folded, *chips)]
        wanted = [one.sizeHint().width() for one in [*chips, *(one for one in shown if not one.isHidden())]]
        is_short = self.field.minimumWidth() + sum(wanted) + look.SMALL * (len(wanted) + 1) > self.width()
        is_folded = is_short and self.window() is not self and look.is_low(self.window())
        if is_folded and self.folded is None:
            self._make_folded()
        for chip in chips:
            chip.setVisible(not is_folded)
        if self.folded is not None:
            self.folded.setVisible(is_folded)

    def _make_folded(self) -> None:
        # Loaded here: the first page of a window that is not low does without fields.
        from bontot_desktop.ui.widgets.fields import ChoiceField

        self.folded = ChoiceField([], self)
        self.folded.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)
        self.folded.setMinimumContentsLength(0)
        self.folded.setAccessibleName("Lọc nhanh")
        self.folded.edited.connect(self._folded_chosen)
        self.extras.insert(len(self._keys), self.folded)
        self._say_folded()

    def _say_folded(self) -> None:
        if self.folded is not None:
            chips = [self._chips.button(place) for place in range(len(self._keys))]
            self.folded.set_choices([(key, chip.text()) for key, chip in zip(self._keys, chips, strict=True)])
            self.folded.set_value(self.chip())

    def _chip_pressed(self, _: int) -> None:
        self._say_folded()
        self._tell()

    def _folded_chosen(self) -> None:
        chosen = None if self.folded is None else self.folded.value()
        if chosen != self.chip():
            self.press(chosen)
            self._tell()

    def tell(self) -> None:
        """Ask again, as a press on a chip would."""
        self._tell()

    def focus(self) -> None:
        """Put the cursor into the filter, its text selected."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _tell(self) -> None:
        self.changed.emit(self.query(), self.chip())


def _bare(word: str) -> str:
    """Return the word of a chip without the count behind it ("Cần lưu ý (3)")."""
    return re.sub(r" \(\d+\)$", "", word)
