"""What the windows of a turn in a cell's life share: who at the left, the form at the right, what it will do below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.changes import Kind
from bontot_desktop.services.cell_merging import Outlook
from bontot_desktop.services.office import Saved
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.asking import DROP, STAY
from bontot_desktop.ui.forms.kept import Kept, Where
from bontot_desktop.ui.pages.cell_turns.outlook import OutlookBox
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField, choices_of
from bontot_desktop.ui.widgets.form import FieldRow, Form, FormGroup
from bontot_desktop.ui.widgets.page import Page
from bontot_desktop.ui.widgets.typed import DateField

#: What is chosen here is not stored before its day; it can be kept as it stands.
KEEP = "Giữ bản nháp"


class TurnPage(Page):
    """Subclasses fill ``left`` and ``form``, and say what is drafted, foreseen and done."""

    #: The act is done: the id of the cell it was about.
    finished = Signal(int)
    wants: ClassVar[frozenset[Kind]] = frozenset()
    help_topic: ClassVar[str] = "chi-bo"
    #: The kind of its draft, and the word of its keys.
    draft_type: ClassVar[type[Any]]
    turn: ClassVar[str] = ""
    #: The verb on the button, and what the status line says afterwards.
    verb: ClassVar[str] = ""
    done_words: ClassVar[str] = ""

    def __init__(self, shell: Shell, title: str, summary: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent, margins=False)
        self.set_summary(summary)
        self._shell = shell
        self._touched = self._tried = self._is_offered = False
        self.kept = Kept(
            shell,
            self.where,
            typed=self.draft,
            take=self._take_kept,
            is_edited=self.is_edited,
            kind=self.draft_type,
            say=lambda sentence: self.form.say(sentence),
            parent=self,
        )
        offer = QVBoxLayout()
        offer.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        offer.addWidget(self.kept.bar)
        self.content.addLayout(offer)
        across = QHBoxLayout()
        across.setSpacing(0)
        self.left = QVBoxLayout()
        self.left.setContentsMargins(look.PAGE_MARGIN, 0, look.SMALL, look.WIDE)
        self.left.setSpacing(look.SMALL)
        self.form = Form(self)
        across.addLayout(self.left, 9)
        across.addWidget(self.form, 10)
        self.content.addLayout(across, 1)
        self.outlook = OutlookBox(self)
        self.form.saving.connect(self.save)
        self.form.edited.connect(self.kept.typed_again)
        self.on_key(keys.SAVE, self.verb, self.form.save)

    # For subclasses ------------------------------------------------------------------------------------------------

    def draft(self) -> Any:
        """Return what is to be done as it stands."""
        raise TypeError("a turn has a draft")

    def take(self, draft: Any) -> None:
        """Show a draft that was kept, what stands beside the form too."""
        raise TypeError("a turn takes a draft back")

    def where(self) -> Where:
        """Return what the typing is kept under and called."""
        return f"turn/{self.turn}", self.title()

    def foresee(self, draft: Any) -> Outlook:
        """Return what it will do."""
        raise TypeError("a turn has an outlook")

    def carry_out(self, draft: Any) -> Saved:
        """Do it."""
        raise TypeError("a turn is carried out")

    def add_decision(self, *, when: str = "Có hiệu lực từ ngày") -> FormGroup:
        """Begin the form with the decision: its day of effect, number and day."""
        group = self.form.group("Quyết định")
        number = LineField(characters=20, placeholder="52-QĐ/ĐU")
        self.add_row(
            group,
            ((when, DateField(), "on"), ("Quyết định số", number, "decision_no"), ("Ngày", DateField(), "decision_on")),
        )
        for name in ("on", "decision_no", "decision_on"):
            self.form.field(name).left.connect(self.look_ahead)
        return group

    def add_row(self, group: FormGroup, fields: Sequence[tuple[str, Any, str]]) -> None:
        """Put short fields beside each other: half a page is too narrow for the form's own two columns."""
        holder = QWidget(group)
        look.mark(holder, "clear")
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.GAP)
        for label, field, name in fields:
            field.setObjectName(name)
            row = FieldRow(label, field, parent=holder)
            across.addWidget(row, 0 if field.maximumWidth() < look.COLUMN_MOST else 1)
            self.form.bind(name, field, row)
        across.addStretch(0)
        group.add_widget(holder)

    def end_form(self) -> None:
        """Put the buttons under the form and what it will do under the table."""
        self.left.addWidget(self.outlook, 2)
        self.save_button = self.form.add_save(self.verb)
        self.form.add_button("Quay lại", self.back)

    def refresh(self) -> None:
        """Say what will happen; what was chosen stays. What was kept from before is offered once."""
        self.look_ahead()
        if not self._is_offered:
            self._is_offered = True
            self.kept.offer()

    # What happens --------------------------------------------------------------------------------------------------

    def touch(self) -> None:
        """Remember that the person chose something outside the form, and look ahead again."""
        self._touched = True
        self.kept.typed_again()
        self.look_ahead()

    def is_edited(self) -> bool:
        """Say whether something was chosen or typed."""
        return self._touched or self.form.is_edited()

    def _take_kept(self, draft: Any) -> None:
        self._touched = True
        self.take(draft)
        self.look_ahead()

    def look_ahead(self) -> None:
        """Say what would happen now; what is still missing is said quietly until the person wants to save."""
        self.outlook.say(self.foresee(self.draft()), tried=self._tried)

    def save(self) -> None:
        """Do the act; afterwards the cell it was about is shown."""
        draft = self.draft()
        self._tried = True
        self.look_ahead()
        saved: Saved | None = self._shell.act(lambda: self.carry_out(draft), self.done_words, form=self.form)
        if saved is not None:
            self._touched = False
            self.kept.drop()
            self.finished.emit(saved.id)

    def leaving(self) -> bool:
        """Ask what becomes of what was chosen and typed: kept for another time, or dropped."""
        if not self.is_edited():
            return True
        answer = self._shell.asking.unsaved(save=KEEP)
        if answer == KEEP:
            self.kept.keep()
        elif answer == DROP:
            self.kept.drop()
        return bool(answer != STAY)

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        self.form.focus_first()


def post_field() -> ChoiceField:
    """Make the field in which a post of the cell is chosen."""
    return ChoiceField(choices_of(list(CellPost), lambda post: post.label))
