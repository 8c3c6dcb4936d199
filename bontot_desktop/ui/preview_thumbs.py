"""The pages in small at the left of a preview, rendered when the list comes to them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QWidget

from bontot_desktop.ui import look
from bontot_desktop.ui.pdf import Pdf
from bontot_desktop.ui.preview_tiles import Budget, Tiles

#: Width of a small page in figures of the font, and the height of a page by its width.
FIGURES, UPRIGHT = 12, 1.42
#: Milliseconds of rendering in one turn.
IN_TURN = 12

_Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractListModel):
    """Small pictures of the pages; one that is not made yet is a white page for a moment."""

    def __init__(self, parent: QWidget, size: QSize) -> None:
        super().__init__(parent)
        self._holder, self._size = parent, size
        self._pdf: Pdf | None = None
        self._tiles: Tiles | None = None
        self._wanted: list[int] = []
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._make)

    def show(self, pdf: Pdf | None, tiles: Tiles | None) -> None:
        self.beginResetModel()
        self._pdf, self._tiles = pdf, tiles
        self._wanted = []
        self._turn.stop()
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._pdf is None else len(self._pdf)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._pdf is None or not 0 <= index.row() < len(self._pdf):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Trang {index.row() + 1}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(index.row())
        return None

    def _icon(self, number: int) -> QIcon:
        assert self._pdf is not None
        assert self._tiles is not None
        ratio = self._holder.devicePixelRatioF()
        image = self._tiles.small(number, make=False)
        if image is None:
            if number not in self._wanted:
                self._wanted.append(number)
            self._turn.start()
            width, height = self._pdf.sizes[number]
            scale = self._size.width() * ratio / max(width, height / UPRIGHT)
            pixmap = QPixmap(round(width * scale), round(height * scale))
            pixmap.fill(Qt.GlobalColor.white)
        else:
            pixmap = QPixmap.fromImage(image)
        painter = QPainter(pixmap)
        painter.setPen(look.colour("shadow"))
        painter.drawRect(0, 0, pixmap.width() - 1, pixmap.height() - 1)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        icon = QIcon()
        # The same picture when selected: Qt would tint it.
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            icon.addPixmap(pixmap, mode)
        return icon

    def _make(self) -> None:
        budget = Budget(IN_TURN)
        # The last ones asked for are the ones in sight.
        while self._tiles is not None and self._wanted and budget.left():
            number = self._wanted.pop()
            self._tiles.small(number)
            place = self.index(number, 0)
            self.dataChanged.emit(place, place, [Qt.ItemDataRole.DecorationRole])
        if self._wanted:
            self._turn.start()


class Thumbs(QListView):
    """The small pages; choosing one shows it."""

    #: A page was chosen (from 0).
    chosen = Signal(int)
    #: The list was shown or hidden.
    turned = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.mark(self, "thumbs")
        self.setObjectName("thumbs")
        self.setAccessibleName("Trang nhỏ")
        width = look.text_width(FIGURES, self)
        size = QSize(width, round(width * UPRIGHT))
        self._rows = _Rows(self, size)
        self._is_following = False
        self.setModel(self._rows)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setIconSize(size)
        self.setGridSize(QSize(width + look.HUGE, size.height() + look.metrics(self).height() + look.WIDE))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(width + look.HUGE + look.WIDE)
        self.verticalScrollBar().setSingleStep(look.row_height(self))
        self.selectionModel().currentChanged.connect(self._current)

    def small_width(self) -> float:
        """Return the width of a small page in device pixels."""
        return look.text_width(FIGURES, self) * self.devicePixelRatioF()

    def show_pdf(self, pdf: Pdf | None, tiles: Tiles | None) -> None:
        """Show the pages of another PDF."""
        self._rows.show(pdf, tiles)

    def follow(self, number: int) -> None:
        """Mark the page that is in sight."""
        if number < self._rows.rowCount() and number != self.currentIndex().row():
            self._is_following = True
            self.setCurrentIndex(self._rows.index(number, 0))
            self._is_following = False

    def setVisible(self, visible: bool) -> None:
        """Tell when the list is shown or hidden."""
        super().setVisible(visible)
        self.turned.emit(visible)

    def _current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_following:
            self.chosen.emit(index.row())
