"""One observer's sheet as a form beside the list."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bontot_desktop.rules.sample_road import Step
from bontot_desktop.rules.samples import ObserverCapacity
from bontot_desktop.services import sheets
from bontot_desktop.services.sheets import SheetDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.checklist import Checklist, PointsGrid
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.forms.kept import KeptDraft
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField

_TEXTS = (
    ("Ưu điểm", "strengths"),
    ("Hạn chế", "weaknesses"),
    ("Góp ý với chi bộ", "suggestions_cell"),
    ("Đề nghị với Đảng ủy", "suggestions_committee"),
    ("Nội dung áp dụng được ở chi bộ mình", "applicable_at_home"),
)


#: The cell's own score among the sheets of a sample meeting.
OWN = "own"


def sheets_key(event_id: int) -> str:
    """Return how the keys of what is typed into the sheets of a sample meeting begin."""
    return f"sample/{event_id}/{Step.SHEETS.value.lower()}"


def who_it_is(capacity: ObserverCapacity, post: str, organisation: str) -> str:
    """Say in which capacity an observer came and from where, nothing twice ("Đảng ủy viên, Chủ tịch Hội …")."""
    parts = [part for part in (capacity.label, post, organisation) if part]
    return ", ".join(
        part for part in parts if not any(part is not other and part.casefold() in other.casefold() for other in parts)
    )


class _Titled(QWidget):
    """A form under the name of whose it is, kept while it is typed."""

    draft_type: ClassVar[type[Any]]
    points: PointsGrid

    def __init__(self, shell: Shell, event_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell, self.event_id = shell, event_id
        self.name = QLabel(self)
        look.mark(self.name, "section")
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        look.mark(self.about, "second")
        head = QVBoxLayout()
        head.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        head.setSpacing(look.TINY)
        head.addWidget(self.name)
        head.addWidget(self.about)
        self.form = Form(self)
        self.kept = KeptDraft(shell, self.form, self.draft_type, self.key, self.title)
        head.addWidget(self.kept.bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.TINY)
        layout.addLayout(head)
        layout.addWidget(self.form, 1)
        self._shown: Any = None

    def key(self) -> str:
        """Return what unfinished typing is kept under."""
        raise TypeError("a form has a key")

    def title(self) -> str:
        """Return what the kept typing is called."""
        return self.name.text()

    def show_draft(self, draft: Any) -> None:
        """Show a draft as it is stored, and offer what was typed into it before."""
        self._shown = draft
        self.points.show_template(draft.template)
        self.form.show_draft(draft)
        self.kept.offer()

    def is_edited(self) -> bool:
        """Say whether something was typed and not saved."""
        return self.form.is_edited()

    def forget(self) -> None:
        """Show the stored draft again and drop what was kept."""
        self.form.show_draft(self._shown)
        self.kept.drop()


class SheetForm(_Titled):
    """The sheet of one observer; typed in paper order: ticks, points, then the words."""

    stored = Signal()
    draft_type: ClassVar[type[Any]] = SheetDraft

    def __init__(self, shell: Shell, event_id: int, parent: QWidget | None = None) -> None:
        super().__init__(shell, event_id, parent)
        self.checks = Checklist()
        self.form.group("Các bước").add("", self.checks, name="checks", wide=True)
        self.points = PointsGrid()
        self.score_group = self.form.group("Chấm điểm")
        self.score_group.add("", self.points, name="points", wide=True)
        words = self.form.group("Nhận xét")
        for label, name in _TEXTS:
            words.add(label, TextField(lines=2), name=name, wide=True)
        self.checks.finished.connect(self._on)
        self.points.finished.connect(self._on)
        for written in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(written), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on)
        words.add("Ngày nộp phiếu", DateField(), name="returned_on")
        self.paper = self.form.add_button("Xem phiếu", self.open_paper)
        self.form.add_save("Lưu phiếu")
        self.form.saving.connect(self._save)

    def open(self, observer_id: int) -> None:
        """Show the sheet of an observer."""
        draft = sheets.load(self.shell.office, observer_id)
        self.name.setText(draft.name)
        self.about.setText(who_it_is(draft.capacity, draft.post, draft.organisation))
        self.show_draft(draft)
        self.paper.setEnabled(draft.is_stored)

    def _on(self) -> None:
        """Go on to the next part of the sheet (Ctrl+Enter); behind the last one, save."""
        parts = [self.form.field(name) for name in ("checks", "points", *(name for _, name in _TEXTS))]
        focus = self.focusWidget()
        place = next((at for at, part in enumerate(parts) if focus is part or part.isAncestorOf(focus)), -1)
        if place + 1 < len(parts):
            parts[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
            if parts[place + 1] is self.points:
                self.points.view.edit_first()
        else:
            self.form.save()

    def save(self) -> bool:
        """Save; False when something is to be mended first."""
        return self.form.check() and self._save(lead_on=False)

    def _save(self, *, lead_on: bool = True) -> bool:
        draft = self.form.draft()
        done = self.shell.act(lambda: self._store(draft), f"Đã lưu phiếu nhận xét của {draft.name}", form=self.form)
        if done is None:
            return False
        if lead_on:
            self.stored.emit()
        return True

    def _store(self, draft: SheetDraft) -> Any:
        saved = sheets.save(self.shell.office, draft)
        self.kept.drop()
        self.form.said_saved(self.shell.now().time())
        return saved

    def open_paper(self) -> None:
        """Show the sheet as a paper that can be issued."""
        if not self.form.is_edited() or self.save():
            open_issue(self.shell, "F17", self._shown.observer_id)

    def title(self) -> str:
        """Return what the kept typing is called."""
        return f"Phiếu nhận xét của {self._shown.name}"

    def key(self) -> str:
        """Return what unfinished typing is kept under."""
        return f"{sheets_key(self.event_id)}/{self._shown.observer_id}"
