"""The window that chooses which papers every dossier must hold."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bontot_desktop.rules.dossiers import DossierItem
from bontot_desktop.services import dossiers
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.forms.road_acts import DOSSIERS
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import CheckField
from bontot_desktop.ui.widgets.form import Form


@dataclass(frozen=True, slots=True)
class _Asked:
    """The papers chosen."""

    items: frozenset[DossierItem]


class ItemsField(QWidget):
    """A tick for each paper of the checklist; its value is the set of those ticked."""

    edited = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        self.ticks: dict[DossierItem, CheckField] = {}
        for item in DossierItem:
            tick = CheckField(item.label, self)
            tick.setObjectName(f"item:{item.value}")
            tick.edited.connect(self.edited)
            column.addWidget(tick)
            self.ticks[item] = tick

    def value(self) -> frozenset[DossierItem]:
        """Return the papers ticked."""
        return frozenset(item for item, tick in self.ticks.items() if tick.value())

    def set_value(self, items: frozenset[DossierItem]) -> None:
        """Tick the papers."""
        for item, tick in self.ticks.items():
            tick.set_value(item in items)

    def fault(self) -> str:
        """Nothing here is wrong by itself."""
        return ""


def open_items(shell: Shell) -> OneActDialog:
    """Show which papers are asked."""

    def build(form: Form) -> None:
        form.group().add("", ItemsField(), name="items", wide=True)

    return open_act(
        shell,
        OneAct(
            name="dossier-items",
            title="Giấy tờ phải có trong hồ sơ",
            heading="Giấy tờ phải có",
            hint="Thiếu một giấy tờ được chọn thì hồ sơ chưa được tính là đã nộp.",
            verb="Lưu",
            said="Đã lưu giấy tờ phải có trong hồ sơ.",
            draft=_Asked(dossiers.asked_items(shell.office)),
            build=build,
            do=lambda draft: dossiers.ask_for(shell.office, draft.items),
            topic=DOSSIERS,
            rows=16,
        ),
    )
