"""The window of the guide: contents and search at the left, the topic at the right; it stays open beside the work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop.rules.guide import Guide, Topic
from bontot_desktop.services import guide as guides
from bontot_desktop.ui import keys, look, memory
from bontot_desktop.ui.help.reader import Reader
from bontot_desktop.ui.preview_search import icon_button
from bontot_desktop.ui.widgets.bars import SearchField

PLACE = "huong-dan"
TOPIC = Qt.ItemDataRole.UserRole


class HelpWindow(QDialog):
    """Shows the guide. ``printing`` and ``saving`` make the printed guide from it."""

    def __init__(
        self,
        guide: Guide,
        parent: QWidget | None = None,
        *,
        printing: Callable[[QWidget], Any],
        saving: Callable[[QWidget], Any],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setWindowTitle(guide.title)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._guide = guide
        self._been: list[str] = []
        self._at = -1
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        split = QSplitter(self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self._left_side())
        split.addWidget(self._right_side())
        split.setStretchFactor(1, 1)
        outer.addWidget(split, 1)
        outer.addWidget(self._footer(printing, saving))
        for key, slot in (
            ("Alt+Left", self.go_back),
            ("Alt+Right", self.go_on),
            (keys.FILTER, self._search),
            (keys.PRINT, lambda: printing(self)),
        ):
            QShortcut(QKeySequence(key), self, slot)
        look.watch().changed.connect(self._list)
        self._list()
        self._place_yourself()
        self.reader.setFocus()

    # Building ------------------------------------------------------------------------------------------------------

    def _left_side(self) -> QWidget:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(look.GAP, look.GAP, look.GAP, look.SMALL)
        self.field = SearchField("Tìm trong hướng dẫn", side)
        self.field.setObjectName("help-search")
        self.field.asked.connect(self._asked)
        head.addWidget(self.field)
        column.addLayout(head)
        self.count = QLabel(side)
        look.mark(self.count, "hint")
        self.count.setWordWrap(True)
        self.count.setContentsMargins(look.WIDE, 0, look.GAP, look.SMALL)
        self.count.hide()
        column.addWidget(self.count)
        self.list = QListWidget(side)
        self.list.setObjectName("help-contents")
        self.list.setAccessibleName("Mục lục hướng dẫn")
        look.mark(self.list, "places")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentItemChanged.connect(self._chosen)
        column.addWidget(self.list, 1)
        side.setMinimumWidth(look.text_width(41, self))
        return side

    def _right_side(self) -> QWidget:
        self.reader = Reader(self)
        self.reader.wanted.connect(self.show_topic)
        self.reader.setMinimumWidth(look.text_width(40, self))
        return self.reader

    def _footer(self, printing: Callable[[QWidget], Any], saving: Callable[[QWidget], Any]) -> QFrame:
        footer = QFrame(self)
        look.mark(footer, "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(look.GAP, look.SMALL, look.GAP, look.SMALL)
        row.setSpacing(look.SMALL)
        self.back = icon_button(footer, "caret-left", "Trang vừa xem (Alt+←)")
        self.on = icon_button(footer, "caret-right", "Trang sau đó (Alt+→)")
        self.back.clicked.connect(self.go_back)
        self.on.clicked.connect(self.go_on)
        row.addWidget(self.back)
        row.addWidget(self.on)
        row.addStretch(1)
        for word, icon, slot, tip in (
            ("Lưu PDF…", "file-pdf", saving, "Lưu cả quyển hướng dẫn thành tệp PDF"),
            ("In hướng dẫn…", "printer", printing, f"In cả quyển hướng dẫn ({keys.shown(keys.PRINT)})"),
        ):
            button = QPushButton(word, footer)
            button.setObjectName(f"help:{word}")
            button.setAutoDefault(False)
            button.setToolTip(tip)
            look.dress(button, icon)
            button.clicked.connect(lambda _=False, slot=slot: slot(self))
            row.addWidget(button)
        close = QPushButton("Đóng", footer)
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        row.addWidget(close)
        return footer

    def _place_yourself(self) -> None:
        room = self.screen().availableSize() - QSize(look.VAST, look.row_height(self) + look.VAST)
        self.resize(QSize(look.text_width(140, self), look.row_height(self) * 24).boundedTo(room))
        kept = memory.geometry(PLACE)
        if kept is not None:
            self.restoreGeometry(kept)

    # Topics --------------------------------------------------------------------------------------------------------

    def show_topic(self, topic: str) -> None:
        """Show a topic by its id, the first one for an id there is not; it is kept for the way back."""
        found = self._guide.find(topic) or next(self._guide.topics())
        if self._at < 0 or self._been[self._at] != found.id:
            self._been[self._at + 1 :] = [found.id]
            self._at = len(self._been) - 1
        self._show(found)

    def shown(self) -> str:
        """Return the id of the topic that is read."""
        return self._been[self._at] if self._at >= 0 else ""

    def go_back(self) -> None:
        """Show the topic read before."""
        self._step(-1)

    def go_on(self) -> None:
        """Show the topic left by the way back."""
        self._step(1)

    def _step(self, by: int) -> None:
        if 0 <= self._at + by < len(self._been):
            self._at += by
            found = self._guide.find(self._been[self._at])
            assert found is not None
            self._show(found)

    def _show(self, topic: Topic) -> None:
        self.back.setEnabled(self._at > 0)
        self.on.setEnabled(self._at + 1 < len(self._been))
        self.reader.show_topic(topic, self.field.query())
        self._mark(topic.id)

    def _mark(self, topic: str) -> None:
        """Mark a topic in the list without asking for it again."""
        self.list.blockSignals(True)
        items = [self.list.item(row) for row in range(self.list.count())]
        at = next((row for row, item in enumerate(items) if item.data(TOPIC) == topic), -1)
        self.list.setCurrentRow(at)
        if at >= 0 and not self.list.viewport().rect().contains(self.list.visualItemRect(items[at])):
            self.list.scrollToItem(items[at], QListWidget.ScrollHint.PositionAtCenter)
        self.list.blockSignals(False)

    def _chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        if item is not None and item.data(TOPIC):
            self.show_topic(item.data(TOPIC))

    # Contents and search -------------------------------------------------------------------------------------------

    def _list(self) -> None:
        """List the chapters with their topics, or the topics found."""
        query = self.field.query()
        self.list.blockSignals(True)
        self.list.clear()
        if query:
            found = [one.topic for one in guides.find(self._guide, query)]
            self.count.setText(
                f"{len(found)} trang có “{query}”"
                if found
                else f"Không có trang nào nói đến “{query}”. Thử ít chữ hơn."
            )
            for topic in found:
                self._add(topic.title, topic.id)
        else:
            for chapter in self._guide.chapters:
                self._add_chapter(chapter.title)
                for topic in chapter.topics:
                    self._add(topic.title, topic.id)
        self.count.setVisible(bool(query))
        self.list.blockSignals(False)
        self._mark(self.shown())
        if query:
            self.list.scrollToTop()  # the best found stands first, also where the topic shown is far down

    def _add(self, title: str, topic: str) -> None:
        item = QListWidgetItem(title, self.list)
        item.setData(TOPIC, topic)
        item.setToolTip(title)

    def _add_chapter(self, title: str) -> None:
        item = QListWidgetItem(title, self.list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(look.font(look.HINT_SIZE, strong=True))
        item.setForeground(look.colour("second"))

    def _asked(self, query: str) -> None:
        self._list()
        found = guides.find(self._guide, query) if query else ()
        if found and all(one.topic.id != self.shown() for one in found):
            self.show_topic(found[0].topic.id)
        elif self.shown():
            topic = self._guide.find(self.shown())
            assert topic is not None
            self.reader.show_topic(topic, query)

    def _search(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the contents from the top, or where the topic stands: only now is it known how much is seen."""
        super().showEvent(event)
        self.list.scrollToTop()
        self._mark(self.shown())

    # Closing -------------------------------------------------------------------------------------------------------

    def done(self, result: int) -> None:
        """Remember where the window stood; Esc and the frame's own button lead here."""
        memory.keep_geometry(PLACE, self.saveGeometry())
        super().done(result)
