"""What is asked about doubtful rows, answered in place: one key each, one answer for all questions alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from bontot_desktop import text
from bontot_desktop.services.importing import ImportPlan, Question
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.tables.columns import Column, state_column, text_column
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.flow import FlowLayout

#: Answers beyond the ninth have no key.
_MOST_KEYS = 9
#: So many rows high the list with its panel is low.
_LOW = 10


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question; ``is_answered`` when the person said so and not only the program."""

    id: str
    question: Question
    is_answered: bool

    def words(self) -> str:
        """Return the question, which a report writes behind a place, as a sentence of its own."""
        return text.first_upper(self.question.text)

    def answer(self) -> str:
        """Return the answer in force, in words."""
        asked = self.question
        words = next((choice.label for choice in asked.choices if choice.key == asked.answer), "")
        return words if self.is_answered else f"{words} (tạm ghi)"


class _Table(TableView):
    """The questions; 1…9 answers, with Ctrl all that are alike."""

    answer_typed = Signal(int, bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        if 1 <= digit <= _MOST_KEYS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.answer_typed.emit(digit - 1, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            super().keyPressEvent(event)


class _Room(QScrollArea):
    """As high as what is in it; in a low window less, and then it scrolls: an answer is never cut off."""

    def __init__(self, panel: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(panel)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        """Return the height of the panel at this width."""
        layout, wide = self.widget().layout(), self.viewport().width()
        assert layout is not None
        high = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        return QSize(wide, high)

    def minimumSizeHint(self) -> QSize:
        """Return room for the question and a line of answers."""
        return QSize(0, min(self.sizeHint().height(), 4 * look.row_height(self)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height of the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class QuestionsList(QWidget):
    """The questions, and the current one with its answers below."""

    #: Questions were answered: pairs of question key and choice key.
    answered = Signal(object)

    def __init__(self, row_text: Callable[[str, int], str], parent: QWidget | None = None) -> None:
        """``row_text`` gives what stands in a row of a sheet."""
        super().__init__(parent)
        self._row_text = row_text
        self._asked: tuple[Question, ...] = ()
        self._answered: frozenset[str] = frozenset()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.SMALL)
        self.table = _Table(_columns(), "import-questions")
        self.panel = QFrame(self)
        look.mark(self.panel, "surface")
        below = QVBoxLayout(self.panel)
        below.setContentsMargins(look.WIDE, look.SMALL, look.WIDE, look.SMALL)
        below.setSpacing(look.SMALL)
        self.words, self.where = QLabel(self.panel), QLabel(self.panel)
        look.mark(self.words, "strong")
        look.mark(self.where, "second")
        for label in (self.words, self.where):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            below.addWidget(label)
        self._answers = FlowLayout(look.SMALL)
        below.addLayout(self._answers)
        self.alike_button = QPushButton(self.panel)
        look.mark(self.alike_button, "link")
        self.alike_button.clicked.connect(self._answer_alike_as_here)
        self._hint = QLabel("Phím số: trả lời và sang câu sau. Ctrl+số: trả lời mọi câu giống nhau.", self.panel)
        look.mark(self._hint, "hint")
        self._hint.setWordWrap(True)
        below.addWidget(self.alike_button, 0, Qt.AlignmentFlag.AlignLeft)
        below.addWidget(self._hint)
        outer.addWidget(self.table, 1)
        self._room = _Room(self.panel, self)
        outer.addWidget(self._room)
        self._buttons: list[QPushButton] = []
        self.table.current_changed.connect(lambda _: self._show_current())
        self.table.answer_typed.connect(self.answer)

    def show_plan(self, plan: ImportPlan, answers: frozenset[str]) -> None:
        """Show the questions; ``answers`` are the keys of those the person answered."""
        self._show(plan.doubtful, answers)

    def show_answers(self, given: Mapping[str, str]) -> None:
        """Show answers just given, while what follows from them is still looked for."""
        asked = (replace(one, answer=given.get(one.key, one.answer)) for one in self._asked)
        self._show(tuple(asked), self._answered | given.keys())

    def _show(self, asked: tuple[Question, ...], answered: frozenset[str]) -> None:
        if (asked, answered) != (self._asked, self._answered):
            self._asked, self._answered = asked, answered
            self.table.set_rows(QuestionRow(one.key, one, one.key in answered) for one in asked)
        if asked and self.table.current_id() is None:
            self.table.select(asked[0].key)
        self._show_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room of the hint to question and answers in a low window."""
        super().resizeEvent(event)
        self._hint.setVisible(self.height() > _LOW * look.row_height(self))

    def _current(self) -> Question | None:
        row = self.table.current_row()
        return None if row is None else row.question

    def _show_current(self) -> None:
        asked = self._current()
        self._room.setVisible(asked is not None)
        if asked is None:
            return
        is_named = not asked.name or asked.name in asked.text
        self.words.setText(text.first_upper(asked.text) if is_named else f"{asked.name}: {asked.text}")
        row = self._row_text(asked.sheet, asked.row)
        place = f"Trang “{asked.sheet}”, dòng {asked.row}"
        self.where.setText(f"{place}: {row}" if row else place)
        self._show_answers(asked)
        others = len(self.alike(asked)) - 1
        self.alike_button.setVisible(others > 0)
        chosen = next((choice.label for choice in asked.choices if choice.key == asked.answer), "")
        self.alike_button.setText(f"Trả lời “{chosen}” cho cả {others + 1} câu giống nhau")

    def _show_answers(self, asked: Question) -> None:
        while len(self._buttons) < len(asked.choices):
            button = QPushButton(self.panel)
            look.mark(button, "answer")
            button.setCheckable(True)
            place = len(self._buttons)
            button.clicked.connect(lambda _=False, place=place: self.answer(place, False))
            self._answers.addWidget(button)
            self._buttons.append(button)
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(asked.choices))
            if place < len(asked.choices):
                choice = asked.choices[place]
                number = f"{place + 1}  " if place < _MOST_KEYS else ""
                button.setText(number + choice.label.replace("&", "&&"))
                button.setChecked(choice.key == asked.answer)
        self._answers.invalidate()
        self._room.updateGeometry()

    # Answering -----------------------------------------------------------------------------------------------------

    def alike(self, asked: Question) -> list[Question]:
        """Return the questions that ask the same of other rows, the given one included."""
        wanted = _likeness(asked)
        return [one for one in self._asked if _likeness(one) == wanted]

    def answer(self, place: int, all_alike: bool) -> None:
        """Give the answer at a place to the current question and go to the next one."""
        asked = self._current()
        if asked is None or place >= len(asked.choices):
            return
        choice = asked.choices[place].key
        shown = [row.id for row in self.table.rows.shown()]
        after = shown.index(asked.key) + 1
        self._give(self.alike(asked) if all_alike else [asked], choice)
        if not all_alike and after < len(shown):
            self.table.select(shown[after])

    def _answer_alike_as_here(self) -> None:
        asked = self._current()
        if asked is not None:
            self._give(self.alike(asked), asked.answer)

    def _give(self, questions: list[Question], choice: str) -> None:
        offered = [one for one in questions if any(known.key == choice for known in one.choices)]
        self.answered.emit([(one.key, choice) for one in offered])


def _likeness(asked: Question) -> tuple[object, ...]:
    """Return what is the same for questions of one sort: answers that name somebody do not count."""
    return asked.kind, asked.column, tuple(choice.key for choice in asked.choices if ":" not in choice.key)


def _columns() -> tuple[Column, ...]:
    return (
        text_column("Tên", lambda row: row.question.name, strong=True, most=30),
        text_column("Câu hỏi", lambda row: row.words(), tooltip=lambda row: row.words(), stretch=True, most=60),
        state_column(
            "Trả lời", lambda row: row.answer(), lambda row: Tone.GOOD if row.is_answered else Tone.WAIT, most=26
        ),
        text_column("Trang", lambda row: row.question.sheet, quiet=True, most=18),
        text_column(
            "Dòng", lambda row: str(row.question.row), right=True, quiet=True, sort=lambda row: row.question.row
        ),
    )
