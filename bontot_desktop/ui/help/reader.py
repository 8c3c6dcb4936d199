"""The text of the guide: one topic at a time, its pictures as wide as the column and sharp, the words sought marked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from bontot_desktop import text
from bontot_desktop.rules.guide import Topic
from bontot_desktop.services import guide
from bontot_desktop.ui import look
from bontot_desktop.ui.help import html

#: Longer lines are hard to read: so many figures wide at most.
_MOST = 96
#: Pictures of the program were taken at this scale: at their own size they are as large as on the screen.
_TAKEN_AT = 1.5


class Reader(QTextBrowser):
    """Shows a topic; a link to another one is told, not followed."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.mark(self, "reading")
        self.setObjectName("help-text")
        self.setAccessibleName("Nội dung hướng dẫn")
        self.setOpenLinks(False)
        self.anchorClicked.connect(lambda url: self.wanted.emit(url.toString()))
        self._topic: Topic | None = None
        self._query = ""
        self._column = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._again)
        look.watch().changed.connect(self._again)

    def show_topic(self, topic: Topic, query: str = "") -> None:
        """Show a topic from its beginning; words sought are marked and the first is brought into sight."""
        self._topic, self._query = topic, query
        self._lay()
        self.verticalScrollBar().setValue(0)
        if self._mark():
            self.setTextCursor(self._first)
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def marks(self) -> int:
        """Return how many places are marked."""
        return len(self.extraSelections())

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Give a picture scaled to the column by the screen's own dots."""
        address = name if isinstance(name, str) else name.toString()
        if kind != QTextDocument.ResourceType.ImageResource.value or not address.startswith(html.PICTURE):
            return super().loadResource(kind, name)
        file, _, width = address.removeprefix(html.PICTURE).partition("?")
        return _scaled(guide.picture(file).as_posix(), int(width), self.devicePixelRatioF())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let text and pictures fill the new width; the place that is read stays."""
        super().resizeEvent(event)
        if self._topic is not None and self._width() != self._column:
            # Not at once: laying the text may itself be what resizes.
            self._later.start()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the pictures anew on a screen of another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._again()

    def _width(self) -> int:
        return min(self._room() - 2 * look.HUGE, look.text_width(_MOST, self))

    def _room(self) -> int:
        # Beside the bar even when it is away: one that came and went would change the text while it is laid.
        return self.width() - self.verticalScrollBar().sizeHint().width()

    def _lay(self) -> None:
        if self._topic is None:
            return
        self._later.stop()
        self._column = self._width()
        document = self.document()
        self.setHtml(html.page(self._topic, self._column))
        frame = document.rootFrame()
        shape = frame.frameFormat()
        shape.setMargin(look.HUGE)
        shape.setRightMargin(max(look.HUGE, self._room() - look.HUGE - self._column))
        frame.setFrameFormat(shape)

    def _again(self) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        self._lay()
        self._mark()
        bar.setValue(round(share * bar.maximum()))

    def _mark(self) -> bool:
        said = self.document().toPlainText()
        marks = []
        words = [self._query] if text.occurrences(self._query, said) else text.clean(self._query).split()
        for word in words:
            for place, length in text.occurrences(word, said):
                cursor = QTextCursor(self.document())
                cursor.setPosition(place)
                cursor.setPosition(place + length, QTextCursor.MoveMode.KeepAnchor)
                form = QTextCharFormat()
                form.setBackground(look.colour("hit"))
                form.setForeground(QColor(look.LIGHT.text))
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = cursor, form  # type: ignore[attr-defined]
                marks.append((place, mark))
        self.setExtraSelections([mark for _, mark in marks])
        if marks:
            self._first = QTextCursor(self.document())
            self._first.setPosition(min(place for place, _ in marks))
        return bool(marks)


def _scaled(file: str, width: int, ratio: float) -> QImage:
    picture = QImage(file)
    wide = min(width, round(picture.width() / _TAKEN_AT))
    shown = picture.convertToFormat(QImage.Format.Format_RGB32).scaledToWidth(
        round(wide * ratio), Qt.TransformationMode.SmoothTransformation
    )
    painter = QPainter(shown)
    painter.setPen(look.colour("line"))
    painter.drawRect(shown.rect().adjusted(0, 0, -1, -1))
    painter.end()
    shown.setDevicePixelRatio(ratio)
    return shown
