"""The step Thành phần dự: who observes, in which capacity, watching what; the papers that call them, blank sheets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.sample_road import Step
from bontot_desktop.rules.samples import Aspect, ObserverCapacity
from bontot_desktop.services import handouts, observers
from bontot_desktop.services.observers import ObserverDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.forms.pdf_window import open_pdf
from bontot_desktop.ui.pages.sample.step import FormStep
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.menu_button import MenuButton
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker
from bontot_desktop.ui.widgets.row_list import RowEditor, RowList
from bontot_desktop.ui.widgets.sharing import ShareLayout

#: The papers that call those on the list, by the word of the menu.
CALLS = (("Giấy mời…", "F16"), ("Công văn triệu tập…", "F16A"), ("Danh sách ký tên…", "F16B"))
#: Why nobody can be invited at once.
_NOBODY = {
    ObserverCapacity.WORKING_GROUP: "Kế hoạch này chưa có Tổ công tác; ghi Tổ ở bước Kế hoạch.",
    ObserverCapacity.CELL_SECRETARY: "Chưa có bí thư của chi bộ nào khác trong danh sách.",
}


@dataclass(frozen=True, slots=True)
class ObserverSheetList:
    """The observers as one form holds them."""

    observers: tuple[ObserverDraft, ...] = ()


class AspectsField(QPushButton):
    """The aspects an observer watches, ticked in a menu and said on the button."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        menu = QMenu(self)
        self._actions: dict[Aspect, QAction] = {}
        for aspect in Aspect:
            action = menu.addAction(aspect.label)
            action.setCheckable(True)
            action.toggled.connect(lambda _: self._told())
            self._actions[aspect] = action
        self.setMenu(menu)
        self._showing = False
        self._say()

    def value(self) -> tuple[Aspect, ...]:
        """Return the ticked aspects in their order."""
        return tuple(aspect for aspect, action in self._actions.items() if action.isChecked())

    def set_value(self, value: Any) -> None:
        """Tick aspects."""
        self._showing = True
        for aspect, action in self._actions.items():
            action.setChecked(aspect in value)
        self._showing = False
        self._say()

    def fault(self) -> str:
        """Ticks are always fine."""
        return ""

    def _told(self) -> None:
        if not self._showing:
            self._say()
            self.edited.emit()
            self.left.emit()

    def _say(self) -> None:
        chosen = self.value()
        words = ", ".join(aspect.label for aspect in chosen)
        self.setText(f"Theo dõi {len(chosen)} nội dung" if len(chosen) > 1 else words or "Chưa giao nội dung")
        self.setToolTip("\n".join(aspect.label for aspect in chosen))


class ObserverRow(RowEditor):
    """One observer on two lines."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = ObserverDraft("")
        self.name = LineField(placeholder="Họ và tên")
        self.capacity = ChoiceField([(capacity, capacity.label) for capacity in ObserverCapacity], characters=18)
        self.attended = CheckField("Có dự")
        self.post = LineField(placeholder="Chức vụ")
        self.organisation = LineField(placeholder="Đơn vị")
        self.aspects = AspectsField()
        for field, word in (
            (self.name, "Họ và tên"),
            (self.capacity, "Tư cách dự"),
            (self.post, "Chức vụ"),
            (self.organisation, "Đơn vị"),
            (self.aspects, "Nội dung theo dõi"),
        ):
            field.setAccessibleName(word)
        first, second = ShareLayout(), ShareLayout()
        first.share(self.name, 1, 22)
        first.share(self.capacity)
        first.share(self.attended)
        second.share(self.post, 3, 24)
        second.share(self.organisation, 2, 20)
        second.share(self.aspects, 1, 28)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.TINY)
        layout.addLayout(first)
        layout.addLayout(second)
        self.watch(self.name, self.capacity, self.attended, self.post, self.organisation, self.aspects)

    def set_value(self, value: Any) -> None:
        """Show an observer."""
        self._shown = value
        self.name.set_value(value.name)
        self.capacity.set_value(value.capacity)
        self.attended.set_value(value.attended)
        self.post.set_value(value.post)
        self.organisation.set_value(value.organisation)
        self.aspects.set_value(value.aspects)

    def value(self) -> ObserverDraft:
        """Return the observer."""
        return replace(
            self._shown,
            name=self.name.value(),
            capacity=self.capacity.value(),
            attended=self.attended.value(),
            post=self.post.value(),
            organisation=self.organisation.value(),
            aspects=self.aspects.value(),
        )

    def is_empty(self) -> bool:
        """A row without name and post is left out."""
        return not self.name.value() and not self.post.value()


class ObserversStep(FormStep):
    """Shows and saves who observes."""

    step: ClassVar[Step] = Step.OBSERVERS
    draft_type: ClassVar[type[Any]] = ObserverSheetList

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        group = form.group(
            "Người dự", "Tên và chức vụ giữ như lúc mời; gõ tên để tìm trong danh sách cán bộ, bí thư chi bộ."
        )
        self._found: list[ObserverDraft] = []
        self.finder = PersonPicker([])
        self.finder.setPlaceholderText("Thêm người dự: gõ một phần họ tên")
        self.finder.setObjectName("find-observer")
        self.finder.picked.connect(self._add_found)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.SMALL)
        row.addWidget(self.finder, 1)
        self._invite: dict[ObserverCapacity, QPushButton] = {}
        for word, capacity in (
            ("Cả Tổ công tác", ObserverCapacity.WORKING_GROUP),
            ("Bí thư các chi bộ khác", ObserverCapacity.CELL_SECRETARY),
        ):
            button = QPushButton(word)
            button.setObjectName(f"invite:{capacity.value}")
            button.clicked.connect(lambda _=False, capacity=capacity: self.invite_all(capacity))
            row.addWidget(button)
            self._invite[capacity] = button
        group.add_widget(line)
        self.list = RowList(ObserverRow, lambda: ObserverDraft(""), "Thêm người khác", noun="Người dự", lined=True)
        group.add("", self.list, name="observers", wide=True)
        papers = form.add_to_footer(MenuButton("Giấy tờ", kind=""))
        for word, kind in CALLS:
            papers.add(word, partial(self.open_call, kind))
        papers.add_line()
        papers.add("Phiếu nhận xét trắng…", self.print_blank)

    def load(self) -> ObserverSheetList:
        """Return the stored observers."""
        self._found = observers.candidates(self.shell.office, self.event_id)
        self.finder.set_choices(
            Choice(place, who.name, ", ".join(part for part in (who.post, who.organisation) if part))
            for place, who in enumerate(self._found)
        )
        for capacity, button in self._invite.items():
            offered = any(who.capacity is capacity for who in self._found)
            button.setEnabled(offered)
            button.setToolTip("" if offered else _NOBODY[capacity])
        return ObserverSheetList(observers.load(self.shell.office, self.event_id))

    def store(self, draft: ObserverSheetList) -> Changes:
        """Save the list."""
        return observers.save(self.shell.office, self.event_id, draft.observers)

    def invite_all(self, capacity: ObserverCapacity) -> None:
        """Add everyone of a capacity who is not on the list."""
        for who in self._found:
            if who.capacity is capacity and not self._is_listed(who):
                self.list.add(who)

    def _add_found(self, place: Any) -> None:
        who = self._found[place]
        if not self._is_listed(who):
            self.list.add(who)
        self.finder.set_value(None)
        self.finder.setFocus()

    def _is_listed(self, who: ObserverDraft) -> bool:
        return any(
            (row.person_id, row.member_id) == (who.person_id, who.member_id) and row.name == who.name
            for row in self.list.value()
        )

    def open_call(self, kind_id: str) -> Any:
        """Open the invitations, the letter or the sign-in sheet, dated today or, of a meeting that is over, its day."""
        if self.view is None or (self.form.is_edited() and not self.save()):
            return None
        planned = self.view.road.held_on or self.view.road.planned_on
        today = self.shell.today()
        return open_issue(self.shell, kind_id, self.event_id, day=min(today, planned) if planned else today)

    def print_blank(self) -> None:
        """Show a blank sheet for each observer, ready to print."""
        if self.form.is_edited() and not self.save():
            return
        pdf = self.shell.act(lambda: handouts.blank_sheets(self.shell.office, self.event_id))
        if pdf is not None:
            open_pdf(self.shell, "Phiếu nhận xét, đánh giá (trắng)", pdf, duplex=True)
