"""A small window for one act: a few fields, a verb that does it, and what stands in the way under its field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout

from bontot_desktop.ui import keys, look
from bontot_desktop.ui.forms.leaving import may_close
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.form import Form


@dataclass(frozen=True, slots=True)
class OneAct:
    """What the window says and does: ``build`` puts fields into the form, ``do`` takes the draft they make."""

    name: str
    title: str
    #: Whom it is about, under the title.
    heading: str
    verb: str
    said: str
    draft: Any
    build: Callable[[Form], Any]
    do: Callable[[Any], Any]
    topic: str = "chi-bo-4-tot"
    #: What the person should know before, "" for nothing.
    hint: str = ""
    #: Room in rows and characters.
    rows: int = 9
    width: int = 64


def open_act(shell: Shell, act: OneAct) -> OneActDialog:
    """Show the window of an act."""
    dialog = OneActDialog(shell, act)
    dialog.open()
    return dialog


class OneActDialog(QDialog):
    """Does one act and closes; what is refused is said under its field."""

    def __init__(self, shell: Shell, act: OneAct) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName(act.name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.help_topic = act.topic
        self._shell, self._act = shell, act
        self.setWindowTitle(act.title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, look.WIDE, 0, 0)
        outer.setSpacing(look.SMALL)
        for words, kind in ((act.heading, "section"), (act.hint, "second")):
            if words:
                label = QLabel(words, self)
                label.setWordWrap(True)
                look.mark(label, kind)
                label.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
                outer.addWidget(label)
        self.form = Form(self)
        act.build(self.form)
        outer.addWidget(self.form, 1)
        save = self.form.add_save(act.verb)
        back = self.form.add_button("Quay lại", self.reject)
        for button in (save, back):
            button.setAutoDefault(False)
        self.form.saving.connect(self.save)
        QShortcut(QKeySequence(keys.SAVE), self, self.form.save)
        self.form.show_draft(act.draft)
        self.resize(look.text_width(act.width, self), look.row_height(self) * act.rows)
        self.form.focus_first()

    def save(self) -> None:
        """Do the act and close."""
        draft = self.form.draft()
        done = self._shell.act(lambda: self._act.do(draft), self._act.said, form=self.form)
        if done is not None:
            self.form.forget()
            self.accept()

    def reject(self) -> None:
        """Close; unsaved typing is asked about."""
        if may_close(self._shell, self, self.form):
            super().reject()
