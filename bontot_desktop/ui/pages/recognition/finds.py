"""Mô hình, điển hình: good deeds by month, models and practices, outstanding cells and members."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QMenu, QWidget

from bontot_desktop.rules.movement import MODELS, OUTSTANDING, FindKind
from bontot_desktop.services.movement import finds
from bontot_desktop.services.movement.finds import FindDraft, FindRow
from bontot_desktop.ui import record_history
from bontot_desktop.ui.forms import movement as forms
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.recognition.movement_view import Keep, TableOfYear
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import state_column, text_column


class FindsView(TableOfYear):
    """Mô hình, điển hình: good deeds by month, models and practices, outstanding cells and members."""

    NOUN = "mục"
    CHIPS = (
        (None, "Tất cả"),
        ("deed", "Việc tốt"),
        ("model", "Mô hình, cách làm"),
        ("outstanding", "Điển hình"),
        ("copy", "Nhân rộng"),
    )
    KEEP: ClassVar[Mapping[str, Keep]] = {
        "deed": lambda row: row.draft.kind is FindKind.GOOD_DEED,
        "model": lambda row: row.draft.kind in MODELS,
        "outstanding": lambda row: row.draft.kind in OUTSTANDING,
        "copy": lambda row: row.draft.is_worth_copying,
    }

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.copy_button = self.add_button("Nhân rộng", self.mark, icon="star")
        self.new_button = self.add_button("Ghi mô hình, việc tốt…", self.new, icon="plus", primary=True)
        self.build(
            "Lọc theo tên, chi bộ",
            [
                text_column("Tháng", lambda row: row.when, sort=lambda row: row.draft.month or 13),
                text_column("Chi bộ", lambda row: row.cell, most=26),
                text_column("Tên việc, mô hình", lambda row: row.title, strong=True, stretch=True),
                text_column("Loại", lambda row: _SHORT[row.draft.kind], quiet=True, most=18),
                state_column("Nhân rộng", _copy_word, lambda row: Tone.HONOUR if row.draft.is_worth_copying else None),
            ],
            "phong-trao-mo-hinh",
            "lightbulb",
            tickable=True,
        )
        self.table.opened.connect(lambda _: self.edit())
        self.table.set_menu(self._menu)

    def refresh(self) -> None:
        """Read the finds again."""
        self.show_found(
            finds.list_finds(self.shell.office, self.year),
            f"Năm {self.year} chưa ghi việc tốt, mô hình, điển hình nào.",
            "Ghi mô hình, việc tốt…",
            self.new,
        )
        self.new_button.setEnabled(self.may_edit)

    def name_buttons(self) -> None:
        """Say what the mark will do."""
        chosen = self.chosen()
        marked = bool(chosen) and all(row.draft.is_worth_copying for row in chosen)
        self.copy_button.setText("Bỏ dấu nhân rộng" if marked else "Nhân rộng")
        self.copy_button.setEnabled(bool(chosen) and self.may_edit)

    def told(self) -> str:
        """Count the kinds, and the cells with a good deed in the last month that has one."""
        drafts = [row.draft for row in self.rows]
        if not drafts:
            return ""
        deeds = sum(one.kind is FindKind.GOOD_DEED for one in drafts)
        models = sum(one.kind in MODELS for one in drafts)
        outstanding = sum(one.kind in OUTSTANDING for one in drafts)
        copied = sum(one.is_worth_copying for one in drafts)
        parts = [
            (deeds, "việc tốt"),
            (models, "mô hình, cách làm hay"),
            (outstanding, "điển hình"),
            (copied, "nhân rộng"),
        ]
        said = ", ".join(f"{number} {word}" for number, word in parts if number)
        by_month = finds.deeds_by_month(self.rows)
        last = max((month for month, number in enumerate(by_month, start=1) if number), default=0)
        month = f" Tháng {last} có {by_month[last - 1]} chi bộ ghi việc tốt." if last else ""
        return f"{said}.{month}"

    def new(self) -> Any:
        """Open an empty window for the month of today."""
        if not self.may_edit:
            return None
        today = self.shell.today()
        month = today.month if today.year == self.year else None
        return forms.open_find(self.shell, FindDraft(self.year, month=month))

    def edit(self) -> Any:
        """Open the marked one."""
        row = self.current()
        return forms.open_find(self.shell, row.draft) if self.may_edit and isinstance(row, FindRow) else None

    def mark(self) -> None:
        """Mark the chosen ones as worth copying, or no longer when all are."""
        chosen = self.chosen()
        on = not all(row.draft.is_worth_copying for row in chosen)
        self.shell.act(
            lambda: finds.mark_worth_copying(self.shell.office, [row.id for row in chosen], on=on),
            "Đã đánh dấu nhân rộng." if on else "Đã bỏ dấu nhân rộng.",
        )

    def remove(self, row: FindRow) -> None:
        """Take one out of the list."""
        self.shell.act(lambda: finds.remove(self.shell.office, row.id), "Đã bỏ khỏi danh sách.")

    def _menu(self, menu: QMenu, row: FindRow) -> None:
        menu.addAction(f"{record_history.WORD}…").triggered.connect(
            lambda: record_history.open_history(self.shell, row.draft.title, [("find", row.id)])
        )
        if self.may_edit:
            menu.addAction("Sửa…").triggered.connect(lambda: self.edit())
            menu.addAction("Bỏ mục ghi nhầm").triggered.connect(lambda: self.remove(row))


_SHORT = {
    FindKind.GOOD_DEED: "Việc tốt",
    FindKind.MODEL: "Mô hình",
    FindKind.PRACTICE: "Cách làm hay",
    FindKind.OUTSTANDING_CELL: "Chi bộ điển hình",
    FindKind.OUTSTANDING_MEMBER: "Đảng viên điển hình",
}


def _copy_word(row: FindRow) -> str:
    if row.draft.copied_by:
        return "Đã làm theo"
    return "Nên nhân rộng" if row.draft.is_worth_copying else ""
