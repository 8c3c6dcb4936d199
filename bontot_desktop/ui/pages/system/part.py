"""What the parts of Hệ thống with a form share: asking before typing is lost, saving through the shell."""

from __future__ import annotations

from typing import Any

from bontot_desktop.ui import keys
from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.page import Page


class FormPart(Page):
    """A part that is one form. Subclasses build ``self.form`` in :meth:`fill` and say how it is loaded and saved."""

    title_text = ""
    summary_text = ""

    def __init__(self, shell: Shell) -> None:
        super().__init__(self.title_text, margins=False)
        self.set_summary(self.summary_text)
        self.shell = shell
        self._shown: Any = None
        self.form = Form()
        self.fill(self.form)
        self.form.add_save()
        self.form.saving.connect(self.save)
        self.content.addWidget(self.form)
        self.on_key(keys.SAVE, "Lưu", self.form.save)

    def fill(self, form: Form) -> None:
        """Put the fields in."""

    def load(self) -> Any:
        """Return the draft to show."""

    def store(self, draft: Any) -> Any:
        """Save the draft through a service and return what it returned."""

    def refresh(self) -> None:
        """Show the data again unless something is being typed."""
        draft = self.load()
        if not self.form.is_edited() and draft != self._shown:
            self._shown = draft
            self.form.show_draft(draft)

    def save(self) -> bool:
        """Save what was typed; False when something is to be mended first."""
        self._shown = draft = self.form.draft()
        return (
            self.shell.act(lambda: self.store(draft), f"Đã lưu {self.title_text.lower()}", form=self.form) is not None
        )

    def leaving(self) -> bool:
        """Ask about unsaved typing."""
        if not self.form.is_edited():
            return True
        answer = self.shell.asking.unsaved()
        if answer == SAVE:
            return self.form.check() and self.save()
        if answer == DROP:
            self.form.show_draft(self.load())
            return True
        return False
