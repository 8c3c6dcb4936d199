"""The four parts of the frame: rail, top bar, search box, status line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenuBar,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop.rules import remaining
from bontot_desktop.ui import keys, look, memory
from bontot_desktop.ui.tasks import Job, Tasks
from bontot_desktop.ui.widgets.bars import SearchField

if TYPE_CHECKING:
    from bontot_desktop.ui.widgets.picker import Choice, DropList

#: A job shorter than this is not shown (LOOK "Speed felt"), in milliseconds.
SHOWN_AFTER = 300
#: A window of fewer characters across has no room for the words of the rail.
NARROW = 150
#: So long "Hoàn tác" stands beside what was done.
UNDO_STAYS = 30_000


class Hit(NamedTuple):
    """Something the search box found: its kind ("Chi bộ"), its name, what tells it apart, and how to get there."""

    kind: str
    title: str
    subtitle: str
    go: Callable[[], Any]


class Rail(QFrame):
    """The pages at the left, icon and word; folds to icons."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.mark(self, "rail")
        self.setObjectName("rail")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, look.SMALL, 0, look.SMALL)
        self._column.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._words: dict[str, str] = {}
        self._buttons: dict[str, QPushButton] = {}
        for number, (key, word, icon) in enumerate(entries, start=1):
            button = QPushButton(self)
            button.setObjectName(f"rail:{key}")
            look.mark(button, "rail")
            button.setCheckable(True)
            button.setIconSize(look.icon_size(button, 1.25))
            look.dress(button, icon)
            button.setAccessibleName(word)
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            button.setProperty("shortcut_words", keys.page(number))
            self._group.addButton(button)
            self._words[key] = word
            self._buttons[key] = button
            self._column.addWidget(button)
        self._column.addStretch(1)
        self._fold = QPushButton(self)
        look.mark(self._fold, "rail")
        self._fold.setIconSize(look.icon_size(self._fold, 1.25))
        self._fold.clicked.connect(self.turn)
        self._column.addWidget(self._fold)
        self._folded = memory.flag("thanh-ben-gon")
        self._show()

    def fit(self, window: int) -> None:
        """Stand in a window of this width: folded in a narrow one, unless the person chose otherwise."""
        folded = memory.flag("thanh-ben-gon", default=window < look.text_width(NARROW, self))
        if folded != self._folded:
            self._folded = folded
            self._show()

    def turn(self) -> None:
        """Fold or unfold."""
        self._folded = not self._folded
        memory.keep_flag("thanh-ben-gon", self._folded)
        self._show()

    def choose(self, key: str) -> None:
        """Mark the page that is shown."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def _show(self) -> None:
        self.setFixedWidth(look.RAIL_FOLDED if self._folded else self._open_width())
        for key, button in self._buttons.items():
            word, shortcut = self._words[key], str(button.property("shortcut_words"))
            button.setText("" if self._folded else f"  {word}".replace("&", "&&"))
            button.setToolTip(f"{word} ({shortcut})" if shortcut else word)
        self._fold.setText("" if self._folded else "  Thu gọn")
        self._fold.setToolTip(f"{'Mở rộng' if self._folded else 'Thu gọn'} thanh bên ({keys.FOLD_RAIL})")
        look.dress(self._fold, "caret-double-right" if self._folded else "caret-double-left", "second")

    def _open_width(self) -> int:
        # 200 logical pixels, more when the user's font asks for it: no word of the rail is ever cut.
        measures = QFontMetrics(look.font(strong=True))
        words = max((measures.horizontalAdvance(word) for word in self._words.values()), default=0)
        return max(look.RAIL_WIDE, words + look.icon_size(self, 1.25).width() + look.VAST + look.WIDE)


class SearchBox(SearchField):
    """Finds in the whole program; the hits drop below."""

    def __init__(self, search: Callable[[str], Sequence[Hit]], parent: QWidget | None = None) -> None:
        super().__init__(f"Tìm khắp chương trình ({keys.FIND})", parent)
        self.setObjectName("search")
        self._search = search
        self.asked.connect(self._show_hits)
        self.setMinimumWidth(look.text_width(44, self))

    @cached_property
    def _list(self) -> DropList:
        # Made with the first question: the window opens sooner without it.
        from bontot_desktop.ui.widgets.picker import DropList

        made = DropList(self)
        made.chosen.connect(self._go)
        return made

    def get_ready(self) -> None:
        """Make the list in an idle moment, so that the first question is answered at once."""
        self._list.hide()

    def begin(self) -> None:
        """Put the cursor here."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _show_hits(self, query: str) -> None:
        from bontot_desktop.ui.widgets.picker import Choice

        hits = self._search(query) if query else []
        if query and self.hasFocus():
            nothing = Choice(None, f"Không tìm thấy “{query}”", "Gõ phần khác của tên, có dấu hay không dấu đều được")
            found = [Choice(hit, hit.title, hit.subtitle, hit.kind) for hit in hits] or [nothing]
            self._list.offer(found, propose=bool(hits), query=query)
        elif "_list" in self.__dict__:
            self._list.hide()

    def _go(self, choice: Choice) -> None:
        if choice.id is None:
            return
        self.clear()
        self.ask()
        choice.id.go()


class TopBar(QFrame):
    """The menus, and the search box at the right."""

    def __init__(self, search: Callable[[str], Sequence[Hit]] | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.mark(self, "topbar")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.TINY, look.TINY, look.GAP, look.TINY)
        self.menus = QMenuBar(self)
        self.menus.setNativeMenuBar(False)
        row.addWidget(self.menus, 1, Qt.AlignmentFlag.AlignVCenter)
        self.search = None if search is None else SearchBox(search, self)
        if self.search is not None:
            row.addWidget(self.search)


class StatusLine(QFrame):
    """What was done, what runs, when data were saved, where they live and how old the last copy is."""

    undo_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.mark(self, "status")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.GAP, 2, look.GAP, 2)
        row.setSpacing(look.SMALL)
        self._said = QLabel(self)
        self._said.setObjectName("said")
        row.addWidget(self._said)
        self._undo = QToolButton(self)
        self._undo.setText("Hoàn tác")
        look.dress(self._undo, "arrow-counter-clockwise", "second")
        self._undo.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._undo.setIconSize(look.icon_size(self, 0.95))
        self._undo.clicked.connect(self.undo_pressed)
        self._undo.hide()
        row.addWidget(self._undo)
        row.addStretch(1)
        self._job = QLabel(self)
        self._job.setObjectName("job")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(look.text_width(18, self))
        self._stop = QToolButton(self)
        self._stop.setText("Dừng")
        self._stop.setObjectName("stop")
        self._stop.clicked.connect(self._stop_job)
        self._saved, self._copy, self._file = QLabel(self), QLabel(self), QLabel(self)
        for widget in (self._job, self._bar, self._stop, self._saved, self._copy, self._file):
            row.addWidget(widget)
            if widget is not self._file:
                widget.hide()
        self._tasks: Tasks | None = None
        self._shown: Job | None = None
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(SHOWN_AFTER)
        self._delay.timeout.connect(self._show_job)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(UNDO_STAYS)
        self._fade.timeout.connect(self.forget_undo)
        self.setMinimumHeight(round(look.metrics(self).height() * 1.7))

    def say(self, sentence: str, *, undo: bool = False, undo_words: str = "") -> None:
        """Say what was done; ``undo_words`` names the act that the "Hoàn tác" beside it takes back."""
        self._said.setText(sentence)
        words = f"Hoàn tác: {undo_words}" if undo_words else "Hoàn tác"
        self._undo.setToolTip(f"{words} ({keys.shown(keys.UNDO)})")
        self._undo.setAccessibleName(words)
        self._undo.setVisible(undo)
        if undo:
            self._fade.start()
        else:
            self._fade.stop()

    def said(self) -> str:
        """Return what stands there."""
        return self._said.text()

    def forget_undo(self) -> None:
        """Take the "Hoàn tác" away."""
        self._fade.stop()
        self._undo.hide()

    def set_file(self, words: str, tooltip: str = "") -> None:
        """Name the data file."""
        self._file.setText(words)
        self._file.setToolTip(tooltip)

    def set_copy(self, words: str) -> None:
        """Tell how old the last copy is."""
        self._copy.setText(words)
        self._copy.setVisible(bool(words))

    def set_saved(self, words: str) -> None:
        """Tell when data were saved."""
        self._saved.setText(words)
        self._saved.setVisible(bool(words))

    def watch(self, tasks: Tasks) -> None:
        """Follow the jobs."""
        self._tasks = tasks
        tasks.started.connect(lambda _: self._delay.start())
        tasks.progressed.connect(lambda _: self._update_job())
        tasks.ended.connect(lambda _: self._hide_job())

    def _show_job(self) -> None:
        jobs = self._tasks.jobs() if self._tasks is not None else []
        if not jobs:
            return
        self._shown = jobs[0]
        for widget in (self._job, self._bar, self._stop):
            widget.show()
        self._stop.setEnabled(True)
        self._update_job()

    def _update_job(self) -> None:
        if self._shown is None:
            return
        progress = self._shown.progress
        words = progress.words or self._shown.title
        if progress.total:
            left = remaining.words(progress.left)
            self._job.setText(f"{words}: {progress.done}/{progress.total}{f' · {left}' if left else ''}")
        else:
            self._job.setText(f"{words}…")
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)

    def _hide_job(self) -> None:
        self._shown = None
        for widget in (self._job, self._bar, self._stop):
            widget.hide()
        if self._tasks is not None and self._tasks.busy():
            self._show_job()
        else:
            self._delay.stop()

    def _stop_job(self) -> None:
        if self._shown is not None:
            self._shown.stop()
            self._stop.setEnabled(False)
            self._job.setText("Đang dừng…")
