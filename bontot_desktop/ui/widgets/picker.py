"""Find one of many by any part of its name, with or without marks; the list drops below and never touches the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from bontot_desktop import text
from bontot_desktop.ui import look
from bontot_desktop.ui.finding import Haystack, Needle
from bontot_desktop.ui.widgets.line_field import LineField

_WORD = re.compile(r"\w+")
#: More than a person reads; the rest is reached by typing on.
MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to pick: its id, its name, a second word that tells it from its namesakes, and what kind it is."""

    id: Any
    text: str
    second: str = ""
    #: Stands beside the first of each kind, where a list holds several.
    kind: str = ""


class _ChoicesModel(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown: Sequence[Choice] = ()

    def show(self, choices: Sequence[Choice]) -> None:
        self.beginResetModel()
        self.shown = choices
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.shown):
            return None
        choice = self.shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return (choice.text, choice.second, self._kind(index.row()))[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column():
            return look.colour("second")
        return None

    def _kind(self, row: int) -> str:
        """Name the kind beside its first row only."""
        kind = self.shown[row].kind
        return "" if row and self.shown[row - 1].kind == kind else kind


class _Found(QStyledItemDelegate):
    """Writes a name with the letters that were typed in a heavier hand."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.query = ""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        shown = str(index.data() or "")
        found = found_letters(self.query, shown)
        if not found:
            super().paint(painter, option, index)
            return
        # Qt's stubs leave out the fields of style options.
        item: Any = option
        self.initStyleOption(item, index)
        item.text = ""
        style = item.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, item, painter, item.widget)
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, item, item.widget)
        plain, heavy = QFont(item.font), QFont(item.font)
        heavy.setWeight(QFont.Weight.Bold)
        painter.save()
        painter.setPen(look.colour("text"))
        x = room.left() + style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, item.widget) + 1
        for is_found, letters in groupby(enumerate(shown), key=lambda place: place[0] in found):
            painter.setFont(heavy if is_found else plain)
            part = "".join(letter for _, letter in letters)
            painter.drawText(QRect(x, room.top(), room.right() - x, room.height()), Qt.AlignmentFlag.AlignVCenter, part)
            x += painter.fontMetrics().horizontalAdvance(part)
        painter.restore()


def found_letters(query: str, shown: str) -> set[int]:
    """Return the places of a text's letters that the words of a query stand on, with or without marks."""
    words = {word for word in (query, text.fold(query)) for word in word.split()}
    return {
        place
        for word in words
        for start, length in text.occurrences(word, shown)
        for place in range(start, start + length)
    }


class DropList(QCompleter):
    """The list under a text field; it is filled by us and only ever answers with a choice."""

    chosen = Signal(object)

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._rows = _ChoicesModel(field)
        self.setModel(self._rows)
        # Qt may not filter, complete or colour anything by itself: that is how letters get lost (EXAMPLES §14).
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(10)
        # Past the last row the mark would be lost, and Enter would take nothing.
        self.setWrapAround(False)
        popup = QTreeView()
        look.mark(popup, "popup")
        popup.setRootIsDecorated(False)
        popup.setHeaderHidden(True)
        popup.setUniformRowHeights(True)
        popup.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPopup(popup)
        self.setWidget(field)
        self._popup = popup
        self._writer = _Found(popup)
        self.activated[QModelIndex].connect(self._take)  # type: ignore[index]

    def offer(self, choices: Sequence[Choice], *, propose: bool = True, query: str = "") -> None:
        """Show the list with these choices, or hide it when there is none.

        With ``propose`` the first is marked, so that Enter takes it; without, only what is chosen by arrows is taken.
        The letters of ``query`` stand out in the names.
        """
        self._rows.show(list(choices)[:MOST_SHOWN])
        self._writer.query = query
        if query:
            # Qt gives the popup a delegate of its own when it becomes one.
            self._popup.setItemDelegateForColumn(0, self._writer)
        if not self._rows.shown:
            self._popup.hide()
            return
        self.complete(self._room())
        self._popup.setCurrentIndex(self._popup.model().index(0, 0) if propose else QModelIndex())

    def _room(self) -> QRect:
        """Share the room between the columns and return where the list drops from, in the field's own measure.

        Names are what is looked for: they are shown whole, and the second word gives way where the window ends.
        """
        field = self.widget()
        window = field.window()
        left_of_field = field.mapTo(window, QPoint(0, 0)).x()
        edge = look.text_width(5, field)
        shown = self._rows.shown
        names, seconds, kinds = (
            max((look.metrics(self._popup).horizontalAdvance(word) for word in words), default=0) + edge
            for words in ([row.text for row in shown], [row.second for row in shown], [row.kind for row in shown])
        )
        if self._writer.query:
            names = round(names * 1.06)  # the letters found stand in a heavier hand
        seconds = seconds if any(row.second for row in shown) else 0
        kinds = kinds if any(row.kind for row in shown) else 0
        width = max(field.width(), min(names + seconds + kinds, window.width() - 2 * look.GAP))
        header = self._popup.header()
        header.setStretchLastSection(False)
        names = min(names, width - kinds)
        for place, room in enumerate((names, width - kinds - names, kinds)):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(place, room)
        self._popup.setFixedWidth(width)
        left = min(0, window.width() - look.GAP - width - left_of_field)
        return QRect(left, 0, width, field.height())

    def hide(self) -> None:
        """Take the list away."""
        self._popup.hide()

    def is_open(self) -> bool:
        """Say whether the list is on screen."""
        return self._popup.isVisible()

    def _take(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._rows.shown):
            self.chosen.emit(self._rows.shown[index.row()])


class Picker(LineField):
    """Pick one of many by typing; ``value()`` is the id of the choice.

    With ``free`` a text that is in no list is allowed too: ``value()`` is None then and ``typed()`` the text.
    """

    picked = Signal(object)

    def __init__(
        self,
        choices: Iterable[Choice] = (),
        parent: QWidget | None = None,
        *,
        placeholder: str = "Gõ một phần tên để tìm",
        free: bool = False,
        unknown: str = "Không có trong danh sách. Xin gõ một phần tên rồi chọn.",
    ) -> None:
        super().__init__(parent, placeholder=placeholder)
        self._free, self._unknown = free, unknown
        self._choices: list[tuple[Choice, Haystack]] = []
        self._chosen: Choice | None = None
        self._list = DropList(self)
        self._list.chosen.connect(self._pick)
        self.textEdited.connect(self._typed)
        self.set_choices(choices)

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer other things; the picked one stays if it is still among them."""
        self._choices = [(choice, Haystack.of(choice.text, choice.second)) for choice in choices]
        if self._chosen is not None:
            self.set_value(self._chosen.id)

    def value(self) -> Any:
        """Return the id of what was picked, None when nothing was."""
        chosen = self._chosen or self._only_one()
        return None if chosen is None else chosen.id

    def typed(self) -> str:
        """Return the clean text in the field."""
        return text.clean(self.text())

    def set_value(self, value: Any) -> None:
        """Show the choice with this id; None empties the field."""
        self._chosen = next((choice for choice, _ in self._choices if choice.id == value), None)
        super().set_value("" if self._chosen is None else self._chosen.text)
        self._tell_second()

    def set_typed(self, value: str) -> None:
        """Show a free text that stands in no list."""
        self._chosen = None
        super().set_value(value)
        self._tell_second()

    def fault(self) -> str:
        """Say that the text names nothing in the list."""
        if self._free or self._chosen is not None or not self.typed() or self._only_one() is not None:
            return ""
        return self._unknown

    def tidied(self) -> str:
        """Return the full name when the text can only mean one thing."""
        self._list.hide()
        if self._chosen is None:
            self._chosen = self._only_one()
            self._tell_second()
        return self._chosen.text if self._chosen is not None else super().tidied()

    def _leave(self) -> None:
        super()._leave()
        # The tidy text is written through the cursor, which asks for proposals again.
        self._list.hide()

    def found(self, query: str) -> list[Choice]:
        """Return the choices that match; those that begin with the query stand first, then those nearest to its words.

        "mau 2" stands in "Mẫu 1 năm 2026" too, but "Mẫu 2" is what was meant.
        """
        needle = Needle(query)
        begin = text.fold(query)
        hits = [choice for choice, haystack in self._choices if needle.within(haystack)]
        words = _WORD.findall(begin)
        pairs = set(pairwise(words))

        def far(choice: Choice) -> tuple[bool, int, int]:
            folded = text.fold(choice.text)
            own = _WORD.findall(folded)
            return (
                not folded.startswith(begin),
                -len(set(own).intersection(words)),
                -len(pairs.intersection(pairwise(own))),
            )

        return sorted(hits, key=far) if begin else hits

    def _only_one(self) -> Choice | None:
        typed = self.typed()
        if not typed:
            return None
        same = [choice for choice, _ in self._choices if text.clean(choice.text).casefold() == typed.casefold()]
        if len(same) == 1 or self._free:
            return same[0] if len(same) == 1 else None
        hits = same or self.found(typed)
        return hits[0] if len(hits) == 1 else None

    def _typed(self, typed: str) -> None:
        self._chosen = None
        self._list.offer(self.found(typed) if text.clean(typed) else [], propose=not self._free)

    def open_list(self) -> None:
        """Show the whole list, as Alt+Down does."""
        self._list.offer([choice for choice, _ in self._choices], propose=not self._free)

    def keyPressEvent(self, event: Any) -> None:
        """Open the list by the arrow down."""
        if event.key() == Qt.Key.Key_Down and not self._list.is_open():
            self.open_list()
            return
        super().keyPressEvent(event)

    def _pick(self, choice: Choice) -> None:
        self._chosen = choice
        self.setText(choice.text)
        self._tell_second()
        self.edited.emit()
        self.picked.emit(choice.id)
        self.left.emit()

    def _tell_second(self) -> None:
        self.setToolTip(self._chosen.second if self._chosen is not None else "")


class PersonPicker(Picker):
    """Pick a person; the second column shows the cell."""

    def __init__(self, people: Iterable[Choice] = (), parent: QWidget | None = None, *, free: bool = False) -> None:
        super().__init__(
            people,
            parent,
            placeholder="Gõ một phần họ tên",
            free=free,
            unknown="Chưa rõ là ai. Xin gõ một phần họ tên rồi chọn trong danh sách.",
        )
