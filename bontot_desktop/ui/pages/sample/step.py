"""What every step of a sample meeting's page does: show its draft, keep unfinished typing, save, and lead on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop.errors import BonTotError
from bontot_desktop.rules.sample_road import Step
from bontot_desktop.services.office import Saved
from bontot_desktop.services.samples import SampleEventView
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.kept import KeptDraft
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.form import Form


class StepPage(QWidget):
    """One step. ``go_on`` asks the page to open the next one."""

    step: ClassVar[Step]
    go_on = Signal()

    def __init__(self, shell: Shell, event_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell, self.event_id = shell, event_id
        self.view: SampleEventView | None = None
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(look.SMALL)
        self.missing = QLabel(self)
        self.missing.setWordWrap(True)
        self.missing.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        self.missing.setObjectName("missing")
        look.mark(self.missing, "hint")
        self.missing.hide()
        self.box.addWidget(self.missing)

    def refresh(self, view: SampleEventView) -> None:
        """Show the step of a sample meeting; unsaved typing stays."""
        self.view = view
        status = next(status for status in view.steps if status.step is self.step)
        words = " ".join(status.missing) if status.is_begun else ""
        self.missing.setText(f"Cần làm: {words}" if words else "")
        self.missing.setVisible(bool(words))

    def turn_to(self, event_id: int) -> bool:
        """Show another sample meeting from the next look on; False for a step that is made anew for each.

        What was typed for the one before has been saved or dropped.
        """
        return False

    def save(self) -> bool:
        """Save what was typed; False when something is to be mended first."""
        return True

    def is_edited(self) -> bool:
        """Say whether something was typed and not saved."""
        return False

    def forget(self) -> None:
        """Drop what was typed and not saved."""

    def take_focus(self) -> None:
        """Put the cursor where the work of the step begins: into the first thing that takes typing or keys."""
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
            if takes and self.isAncestorOf(widget) and widget.isVisibleTo(self):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            widget = widget.nextInFocusChain()


class FormStep(StepPage):
    """A step that is one form over one draft, kept while it is typed."""

    draft_type: ClassVar[type[Any]]
    save_word: ClassVar[str] = "Lưu"

    def __init__(self, shell: Shell, event_id: int, parent: QWidget | None = None) -> None:
        super().__init__(shell, event_id, parent)
        self.form = Form(self, lists=True)
        self.kept = KeptDraft(shell, self.form, self.draft_type, self.key, self._title)
        self.locked = NoticeBar("", Tone.INFO, self)
        margins = QVBoxLayout()
        margins.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        margins.setSpacing(look.SMALL)
        margins.addWidget(self.kept.bar)
        margins.addWidget(self.locked)
        self.box.addLayout(margins)
        self.box.addWidget(self.form, 1)
        self.next_button = self.form.add_button("Tiếp", self._go_on)
        self.next_button.setObjectName("next")
        self.fill(self.form)
        self.form.add_save(self.save_word)
        self.form.saving.connect(self._save)
        self._shown: Any = None

    # What a step says of itself --------------------------------------------------------------------------------------

    def fill(self, form: Form) -> None:
        """Put the fields in."""

    def load(self) -> Any:
        """Return the stored draft; may raise what the services raise."""
        raise TypeError("a step has a draft")

    def store(self, draft: Any) -> Any:
        """Save a draft through a service."""

    def said(self) -> str:
        """Return the sentence for the status line after saving."""
        return f"Đã lưu bước {self.step.label}"

    def key(self) -> str:
        """Return what unfinished typing of this step is kept under."""
        return f"sample/{self.event_id}/{self.step.value.lower()}"

    # Showing ---------------------------------------------------------------------------------------------------------

    def refresh(self, view: SampleEventView) -> None:
        """Show the stored draft unless something is being typed."""
        super().refresh(view)
        if self.form.is_edited():
            return
        try:
            shown = self.load()
        except BonTotError as reason:
            self.form.setEnabled(False)
            self.locked.say(str(reason), Tone.WAIT)
            return
        self.form.setEnabled(True)
        self.locked.say(self.lock_reason(view))
        self.show_draft(shown)
        self.kept.offer()

    def lock_reason(self, view: SampleEventView) -> str:
        """Return why the step can only be looked at, empty when it can be typed into."""
        return ""

    def show_draft(self, draft: Any) -> None:
        """Show a draft as it is stored."""
        self._shown = draft
        self.form.show_draft(draft)

    def is_edited(self) -> bool:
        """Say whether something was typed and not saved."""
        return self.form.is_edited()

    def forget(self) -> None:
        """Show the stored draft again and drop what was kept."""
        self.form.show_draft(self._shown)
        self.kept.drop()

    # Saving ----------------------------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save what was typed; False when something is to be mended first."""
        button = self.form.save_button
        if self._shown is None or button is None or button.isHidden() or not self.form.isEnabled():
            # Nothing is there to save yet, or it is only looked at; the step itself says so.
            return True
        return self.form.check() and self._save()

    def _save(self) -> bool:
        draft = self.form.draft()
        said = self.said()
        done = self.shell.act(
            lambda: self._store_and_drop(draft),
            lambda result: result.said(said) if isinstance(result, Saved) else said,
            form=self.form,
        )
        return done is not None

    def _store_and_drop(self, draft: Any) -> Any:
        result = self.store(draft)
        self.kept.drop()
        # What was typed is what is stored now: the pages told next may look again.
        self.form.said_saved(self.shell.now().time())
        return result

    def _go_on(self) -> None:
        if not self.form.is_edited() or self.save():
            self.go_on.emit()

    def _title(self) -> str:
        return f"{self.step.label}, {self.view.title if self.view else 'sinh hoạt điểm'}"

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        self.form.order_tabs()
        super().take_focus()


def only_looked_at(field: QWidget, locked: bool) -> None:
    """Let a field, or all that it is made of, be read and copied from but not changed."""
    for part in (field, *field.findChildren(QWidget)):
        if isinstance(part, QLineEdit | QPlainTextEdit):
            part.setReadOnly(locked)
        elif isinstance(part, QComboBox | QAbstractButton | QAbstractItemView):
            part.setEnabled(not locked)


#: Makes a step's page when it is first opened.
StepMaker = Callable[[Shell, int, QWidget], StepPage]
