"""What every step of a campaign is made of: a heading with its buttons, the step's own things, a footer that saves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import time
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.recognition import CampaignState
from bontot_desktop.services.campaigns import CampaignRow
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.form import FieldRow


class Step(QWidget):
    """One step. Subclasses fill ``self.body`` and override :meth:`show_rows`; those that save call :meth:`add_save`."""

    def __init__(self, shell: Shell, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.campaign: CampaignRow | None = None
        #: Says whether the other steps have nothing unsaved, asking about what they have; the journey puts it in.
        self.others_settled: Callable[[], bool] = lambda: True
        self._fields: dict[str, tuple[Any, FieldRow]] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inside = QVBoxLayout()
        inside.setContentsMargins(look.HUGE, 0, look.PAGE_MARGIN, look.GAP)
        inside.setSpacing(look.GAP)
        head = QHBoxLayout()
        head.setSpacing(look.SMALL)
        self._title = QLabel(title, self)
        look.mark(self._title, "section")
        self._hint = QLabel(self)
        self._hint.setWordWrap(True)
        look.mark(self._hint, "second")
        self._title.setWordWrap(True)
        head.addWidget(self._title, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(look.SMALL)
        head.addLayout(self.buttons)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addLayout(head)
        told.addWidget(self._hint)
        inside.addLayout(told)
        self.body = QVBoxLayout()
        self.body.setSpacing(look.GAP)
        inside.addLayout(self.body, 1)
        outer.addLayout(inside, 1)
        self._footer = QFrame(self)
        look.mark(self._footer, "footer")
        self.foot = QHBoxLayout(self._footer)
        self.foot.setContentsMargins(look.HUGE, look.SMALL, look.PAGE_MARGIN, look.SMALL)
        self.foot.setSpacing(look.SMALL)
        self._state = QLabel(self._footer)
        self._state.setWordWrap(True)
        look.mark(self._state, "second")
        self.foot.addWidget(self._state, 1)
        self._footer.hide()
        outer.addWidget(self._footer)

    # Building ------------------------------------------------------------------------------------------------------

    def say_hint(self, sentence: str) -> None:
        """Say under the heading what stands here; on a low screen the heading says it when pointed at."""
        self._hint.setText(sentence)
        self._fold_head()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room of a low screen to the table."""
        super().resizeEvent(event)
        self._fold_head()

    def _fold_head(self) -> None:
        is_low, sentence = self.is_low(), self._hint.text()
        self._hint.setVisible(bool(sentence) and not is_low)
        self._title.setToolTip(sentence if is_low else "")
        self.body.setSpacing(look.SMALL if is_low else look.GAP)

    def is_low(self) -> bool:
        """Say whether the window is so low that the head of a step gives way."""
        return self.window() is not self and look.is_low(self.window())

    def add_button(self, word: str, slot: Callable[[], Any], *, primary: bool = False, icon: str = "") -> QPushButton:
        """Add a button at the right of the heading."""
        button = QPushButton(word, self)
        button.setObjectName(f"step-command:{word}")
        if primary:
            look.mark(button, "primary")
        if icon:
            look.dress(button, icon, "on_accent" if primary else "text")
        button.clicked.connect(lambda: slot())
        self.buttons.addWidget(button)
        return button

    def add_save(self, word: str = "Lưu") -> QPushButton:
        """Put the save button at the lower right."""
        button = QPushButton(word, self._footer)
        button.setObjectName("save")
        look.mark(button, "primary")
        button.setToolTip(f"{word} ({keys.shown(keys.SAVE)})")
        button.clicked.connect(lambda: self.save())
        self.foot.addWidget(button)
        self._footer.show()
        return button

    def add_field(self, layout: QHBoxLayout, label: str, field: Any, name: str, *, suffix: str = "") -> Any:
        """Add a field to a line of fields; its faults stand under it."""
        row = FieldRow(label, field, suffix=suffix, parent=self)
        field.setObjectName(name)
        self._fields[name] = (field, row)
        layout.addWidget(row)
        return field

    def is_closed(self) -> bool:
        """Say whether the year is closed, in words before anything is typed that could not be saved."""
        if self.campaign is None or self.campaign.state is not CampaignState.CLOSED:
            return False
        self.shell.asking.tell(
            f"Đợt thi đua năm {self.campaign.year} đã kết thúc nên không sửa được nữa; xem lại ở các văn bản đã "
            "ban hành."
        )
        return True

    # What the journey asks of a step -------------------------------------------------------------------------------

    def show_rows(self, campaign: CampaignRow, rows: list[EntryRow]) -> None:
        """Show a campaign and its cells; what is being typed stays."""
        self.campaign = campaign

    def is_edited(self) -> bool:
        """Say whether something typed here is not saved."""
        return False

    def save(self) -> bool:
        """Save what was typed; False when it could not be."""
        return True

    def drop(self) -> None:
        """Forget what was typed."""

    def new(self) -> None:
        """Do what Ctrl+N means here: nothing by itself."""

    # What a form is asked ------------------------------------------------------------------------------------------

    def faults(self) -> list[Problem]:
        """Return what the fields themselves cannot take."""
        return [Problem(name, field.fault()) for name, (field, _) in self._fields.items() if field.fault()]

    def show_problems(self, problems: Problems | Iterable[Problem]) -> None:
        """Show each sentence under its field, the others in the footer."""
        listed = list(problems.problems if isinstance(problems, Problems) else problems)
        for _, row in self._fields.values():
            row.clear()
        homeless = []
        for problem in listed:
            if problem.field in self._fields:
                self._fields[problem.field][1].set_problem(problem.sentence)
            else:
                homeless.append(problem)
        if listed and listed[0].field in self._fields:
            self._fields[listed[0].field][0].setFocus()
        elif homeless:
            self.go_to(homeless[0].field)
        self.say(" ".join(dict.fromkeys(problem.sentence for problem in homeless)), "fault")

    def go_to(self, field: str) -> None:
        """Put the cursor where a problem without a field of its own lies."""

    def said_saved(self, at: time) -> None:
        """Say "Đã lưu 14:05" beside the button."""
        self.say(f"Đã lưu {dates.clock(at)}", "second")

    def say(self, sentence: str, kind: str = "second") -> None:
        """Say something beside the save button."""
        look.mark(self._state, kind)
        self._state.setText(sentence)
