"""The line below a preview: pages in small, which page of how many, how large, and finding."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from bontot_desktop.ui import look
from bontot_desktop.ui.preview_desk import Fit
from bontot_desktop.ui.preview_search import icon_button
from bontot_desktop.ui.widgets.fields import LineField

#: The sizes offered, in percent.
SIZES = (50, 75, 100, 125, 150, 200, 300, 400)
_FITS = {Fit.WIDTH: ("Vừa chiều rộng", "Ctrl+0"), Fit.PAGE: ("Vừa cả trang", "")}


class PageField(LineField):
    """The number of the page in sight; another one typed is gone to."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, characters=5)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName("Trang")
        self.setToolTip("Gõ số trang rồi bấm Enter")
        self._page, self._count = 0, 0
        self.editingFinished.connect(self._go)

    def say(self, page: int, count: int) -> None:
        """Show a page's place (from 0) among so many."""
        self._page, self._count = page, count
        self.setText(str(page + 1) if count else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the page by Enter without pressing the window's main button; Esc takes the typing back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
            self.selectAll()
        elif event.key() == Qt.Key.Key_Escape and self.text() != str(self._page + 1):
            self.say(self._page, self._count)
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        typed = self.text().strip()
        page = min(max(int(typed), 1), self._count) - 1 if typed.isdecimal() and len(typed) < 6 else self._page
        self.say(page, self._count)
        if self._count:
            self.wanted.emit(page)


class PreviewBar(QFrame):
    """The line itself; says what is wanted and shows what is."""

    zoom_wanted = Signal(float)
    fit_wanted = Signal(object)
    step_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None, *, small: bool = False) -> None:
        super().__init__(parent)
        look.mark(self, "footer")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.SMALL, look.TINY, look.SMALL, look.TINY)
        row.setSpacing(look.TINY)
        self.thumbs_button = icon_button(self, "rows", "Trang nhỏ bên trái")
        self.thumbs_button.setObjectName("turn-thumbs")
        self.thumbs_button.setCheckable(True)
        self.page = PageField(self)
        self.count = QLabel(self)
        self._word = QLabel("Trang", self)
        # Beside a table the figures speak for themselves.
        self._word.setVisible(not small)
        for label in (self._word, self.count):
            look.mark(label, "second")
        self.smaller = icon_button(self, "minus", "Nhỏ hơn (Ctrl+−)")
        self.size_button = QToolButton(self)
        self.size_button.setToolTip("Cỡ trang trên màn hình")
        self.size_button.setAccessibleName("Cỡ trang")
        self.size_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.size_button.setMinimumWidth(look.text_width(8, self))
        self._menu = QMenu(self)
        self._fits = {fit: self._offer_fit(fit, word, key) for fit, (word, key) in _FITS.items()}
        self._menu.addSeparator()
        for percent in SIZES:
            action = self._menu.addAction(f"{percent} %")
            action.triggered.connect(lambda _=False, zoom=percent / 100: self.zoom_wanted.emit(zoom))
        self.size_button.setMenu(self._menu)
        self.larger = icon_button(self, "plus", "Lớn hơn (Ctrl++)")
        self.find_button = icon_button(self, "magnifying-glass", "Tìm trong văn bản (Ctrl+F)")
        self.find_button.setObjectName("find")
        self.smaller.clicked.connect(lambda: self.step_wanted.emit(False))
        self.larger.clicked.connect(lambda: self.step_wanted.emit(True))
        for widget in (self.thumbs_button, self._word, self.page, self.count):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.smaller, self.size_button, self.larger):
            row.addWidget(widget)
        row.addSpacing(look.TINY)
        row.addWidget(self.find_button)

    def say(self, page: int, count: int, zoom: float, fit: Fit) -> None:
        """Show where one is and how large the page is."""
        self.setVisible(count > 0)
        self.page.say(page, count)
        self.count.setText(f"/ {count}")
        self.size_button.setText(f"{round(zoom * 100)} %")
        for which, action in self._fits.items():
            action.setChecked(which is fit)
        self.thumbs_button.setVisible(count > 1)

    def _offer_fit(self, fit: Fit, word: str, key: str) -> QAction:
        action = self._menu.addAction(f"{word}\t{key}" if key else word)
        action.setCheckable(True)
        action.triggered.connect(lambda: self.fit_wanted.emit(fit))
        return action
