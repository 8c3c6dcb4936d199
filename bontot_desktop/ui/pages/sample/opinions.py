"""All opinions of the feedback session: a list that carries forty calmly, and the open one under it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bontot_desktop.rules.samples import PART_WORDS, ObserverCapacity, OpinionDecision, OpinionKind, is_to_do, part_of
from bontot_desktop.services.feedback import OpinionDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.sample.opinion_editor import TO_DO, OpinionEditor
from bontot_desktop.ui.tables.columns import person_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.picker import Choice
from bontot_desktop.ui.widgets.sharing import ShareLayout

#: So many opinions are seen at once; more are rolled.
_LINES = 6
_TONES = {
    OpinionKind.STRENGTH: Tone.GOOD,
    OpinionKind.WEAKNESS: Tone.WAIT,
    OpinionKind.SUGGESTION: Tone.INFO,
    OpinionKind.QUESTION: Tone.QUIET,
    OpinionKind.REQUEST: Tone.INFO,
}


@dataclass(frozen=True, slots=True)
class _Line:
    """An opinion as its line shows it; its id is its place."""

    id: int
    said: OpinionDraft

    @property
    def decided(self) -> str:
        """What became of it, in a word."""
        if is_to_do(self.said.kind, self.said.decision):
            return "Mọi chi bộ" if self.said.for_others else self.said.decision.label
        return self.said.decision.label if self.said.kind in TO_DO else ""

    @property
    def tone(self) -> Tone | None:
        """Green once accepted, amber while it waits."""
        if self.said.kind not in TO_DO:
            return None
        tones = {OpinionDecision.OPEN: Tone.WAIT, OpinionDecision.ACCEPTED: Tone.GOOD}
        return tones.get(self.said.decision, Tone.QUIET)


class Opinions(QWidget):
    """The opinions as a field of a form.

    Ctrl+Enter goes on with the same speaker, Ctrl+Shift+Enter with another, Alt+Up and Alt+Down move the open one.
    """

    edited = Signal()
    left = Signal()
    #: What the observers wrote on their sheets shall be taken over.
    sheets_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices: list[Choice] = []
        self.capacities: dict[int, ObserverCapacity] = {}
        self._said: list[OpinionDraft] = []
        self._at = -1
        self._is_showing = False
        self.table = TableView(
            [
                text_column("TT", lambda line: str(line.id + 1), sort=lambda line: line.id, most=4, quiet=True),
                person_column("Người có ý kiến", lambda line: line.said.speaker, most=22, strong=True),
                state_column("Loại", lambda line: line.said.kind.label, lambda line: _TONES[line.said.kind]),
                text_column("Ý kiến", lambda line: line.said.text, stretch=True, tooltip=lambda line: line.said.text),
                state_column("Xem xét", lambda line: line.decided, lambda line: line.tone),
                text_column("Về nội dung", lambda line: line.said.aspect.label, most=24, quiet=True, hidden=True),
                text_column("Phần", lambda line: PART_WORDS[part_of(line.said.capacity)], quiet=True, hidden=True),
            ],
            "y-kien-rut-kinh-nghiem",
            self,
            many=True,
        )
        self.table.setFixedHeight(look.row_height(self) * (_LINES + 1) + look.GAP)
        self.table.setAccessibleName("Các ý kiến")
        self.editor = OpinionEditor(lambda: self.choices, self.capacities, self)
        self.add_button = self._button("Người khác phát biểu", "plus", "Ctrl+Shift+Enter")
        self.more_button = self._button("Ý kiến nữa của người này", "plus", "Ctrl+Enter")
        self.sheets_button = self._button("Lấy từ phiếu nhận xét", "note-pencil", "")
        self.drop_button = self._button("Bỏ ý kiến đang mở", "x", "")
        self.empty = QLabel("Chưa có ý kiến nào. Thêm người phát biểu đầu tiên, hoặc lấy từ phiếu nhận xét.", self)
        look.mark(self.empty, "hint")
        buttons = ShareLayout(between=look.SMALL)
        for button in (self.add_button, self.more_button, self.sheets_button, self.drop_button):
            buttons.share(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.SMALL)
        for widget in (self.empty, self.table, self.editor):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.add_button.clicked.connect(lambda: self.add())
        self.more_button.clicked.connect(lambda: self.add(again=True))
        self.sheets_button.clicked.connect(self.sheets_wanted)
        self.drop_button.clicked.connect(lambda: self.drop(self._at))
        self.table.current_changed.connect(self._chosen)
        self.table.opened.connect(lambda _: self.editor.start(with_words=True))
        self.table.set_menu(self._menu)
        self.editor.edited.connect(self._typed)
        self.editor.left.connect(self._left)
        self._show(-1)

    def _button(self, word: str, icon: str, key: str) -> QPushButton:
        button = QPushButton(word, self)
        button.setObjectName(f"opinions:{word}")
        button.setToolTip(f"{word} ({key})" if key else word)
        look.mark(button, "plain")
        look.dress(button, icon, "second")
        return button

    # As a field ------------------------------------------------------------------------------------------------------

    def value(self) -> tuple[OpinionDraft, ...]:
        """Return the opinions; those of which nothing was typed are left out."""
        return tuple(said for said in self._said if not _is_empty(said))

    def set_value(self, values: Any) -> None:
        """Show opinions; the place that is open stays."""
        self._said = list(values)
        self._show(min(max(self._at, 0), len(self._said) - 1))

    def fault(self) -> str:
        """Return the first fault with the number of its opinion."""
        for number, said in enumerate(self._said, start=1):
            if number == self._at + 1 and self.editor.fault():
                return f"Ý kiến {number}: {self.editor.fault()}"
            if _is_empty(said):
                continue
            if not said.speaker and said.observer_id is None:
                return f"Ý kiến {number}: chưa chọn người có ý kiến."
            if not said.text:
                return f"Ý kiến {number}: chưa ghi nội dung."
        return ""

    def open_place(self) -> int:
        """Return the place of the open opinion, -1 while there is none."""
        return self._at

    # Typing ----------------------------------------------------------------------------------------------------------

    def add(self, *, again: bool = False) -> OpinionEditor:
        """Begin the next opinion behind the open one, ``again`` of the same speaker; return where it is typed."""
        before = self._said[self._at] if 0 <= self._at < len(self._said) else None
        fresh = OpinionDraft("")
        if before is not None and again:
            fresh = replace(
                fresh, observer_id=before.observer_id, speaker=before.speaker, capacity=before.capacity,
                aspect=before.aspect, kind=before.kind,
            )  # fmt: skip
        elif before is not None:
            fresh = replace(fresh, capacity=before.capacity)
        place = len(self._said) if before is None else self._at + 1
        self._said.insert(place, fresh)
        self._show(place)
        self.editor.start(with_words=again and before is not None)
        # The fields of the first one come in below the window: once they have their place they are rolled into sight.
        QTimer.singleShot(0, self, self._into_sight)
        return self.editor

    def _into_sight(self) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and self.editor.isVisible():
            area.ensureWidgetVisible(self.editor, 0, look.SMALL)

    def drop(self, place: int) -> None:
        """Drop the opinion at a place."""
        if 0 <= place < len(self._said):
            del self._said[place]
            self._show(min(place, len(self._said) - 1))
            self._tell()

    def decide(self, decision: OpinionDecision, *, for_others: bool = False) -> None:
        """Write what was decided on all chosen opinions that can be done something about."""
        for place in self.table.selected_ids():
            said = self._said[place]
            if said.kind in TO_DO:
                self._said[place] = replace(said, decision=decision, for_others=for_others)
        self._show(self._at)
        self._tell()

    def _move(self, steps: int) -> None:
        to = self._at + steps
        if self._at >= 0 and 0 <= to < len(self._said):
            self._said.insert(to, self._said.pop(self._at))
            self._show(to)
            self._tell()

    def _tell(self) -> None:
        self.edited.emit()
        self.left.emit()

    def _typed(self) -> None:
        if 0 <= self._at < len(self._said):
            self._said[self._at] = self.editor.value()
            self._list()
            self.edited.emit()

    def _left(self) -> None:
        # Who still types in the opinion has not finished it: what is missing is said when it is left.
        now = QApplication.focusWidget()
        if now is None or not self.editor.isAncestorOf(now):
            self.left.emit()

    # Showing ---------------------------------------------------------------------------------------------------------

    def _show(self, place: int) -> None:
        self._at = place
        has_any = bool(self._said)
        for widget in (self.table, self.editor, self.more_button, self.drop_button):
            widget.setVisible(has_any)
        self.empty.setVisible(not has_any)
        self._list()
        if has_any:
            self._is_showing = True
            self.table.select(place)
            self._is_showing = False
            self.editor.set_value(self._said[place])

    def _list(self) -> None:
        self._is_showing = True
        self.table.set_rows([_Line(place, said) for place, said in enumerate(self._said)])
        self._is_showing = False

    def _chosen(self, place: Any) -> None:
        if place is not None and not self._is_showing and place != self._at:
            self._at = place
            self.editor.set_value(self._said[place])

    def _menu(self, menu: QMenu, line: _Line) -> None:
        for word, decision, for_others in (
            ("Tiếp thu", OpinionDecision.ACCEPTED, False),
            ("Tiếp thu, các chi bộ khác cùng làm", OpinionDecision.ACCEPTED, True),
            ("Không tiếp thu", OpinionDecision.DECLINED, False),
            ("Chưa xem xét", OpinionDecision.OPEN, False),
        ):
            menu.addAction(word).triggered.connect(
                lambda _=False, decision=decision, others=for_others: self.decide(decision, for_others=others)
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add and move opinions by keys."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and modifiers == control:
            self.add(again=True)
        elif is_enter and modifiers == control | shift:
            self.add()
        elif modifiers == Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


def _is_empty(said: OpinionDraft) -> bool:
    return not (said.text or said.answer or said.settled)
