"""Quán triệt: the launches, briefings and trainings of a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QMenu, QWidget

from bontot_desktop.rules.movement import BriefingForm, BriefingKind
from bontot_desktop.services.movement import briefings
from bontot_desktop.services.movement.briefings import BriefingDraft, BriefingRow
from bontot_desktop.ui import record_history
from bontot_desktop.ui.forms import movement as forms
from bontot_desktop.ui.pages.recognition.movement_view import Keep, TableOfYear
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import date_column, number_column, text_column

#: Words that fit a column.
_KINDS = {
    BriefingKind.LAUNCH: "Phát động",
    BriefingKind.BRIEFING: "Quán triệt",
    BriefingKind.TRAINING: "Tập huấn",
    BriefingKind.REVIEW: "Sơ kết, tổng kết",
}
_FORMS = {
    BriefingForm.IN_PERSON: "Trực tiếp",
    BriefingForm.ONLINE: "Trực tuyến",
    BriefingForm.BOTH: "Kết hợp",
}


class BriefingsView(TableOfYear):
    """Quán triệt: launches, briefings and trainings."""

    NOUN = "hội nghị"
    CHIPS = ((None, "Tất cả"), ("committee", "Đảng ủy"), ("cells", "Chi bộ"))
    KEEP: ClassVar[Mapping[str, Keep]] = {
        "committee": lambda row: row.of_committee,
        "cells": lambda row: not row.of_committee,
    }

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.new_button = self.add_button("Ghi hội nghị…", self.new, icon="plus", primary=True)
        self.build(
            "Lọc theo nội dung, nơi tổ chức",
            [
                date_column("Ngày", lambda row: row.draft.held_on),
                text_column("Nội dung", lambda row: row.draft.subject, strong=True, stretch=True),
                text_column("Loại", lambda row: _KINDS[row.draft.kind], tooltip=lambda row: row.draft.kind.label),
                text_column("Hình thức", lambda row: _FORMS[row.draft.form], quiet=True),
                text_column("Tổ chức", lambda row: row.holder, most=24),
                number_column("Buổi", lambda row: row.draft.sessions),
                text_column("Lượt dự", lambda row: row.attendance, hint="Lượt người dự trên số được triệu tập"),
            ],
            "phong-trao-quan-triet",
            "megaphone",
        )
        self.table.opened.connect(lambda _: self.edit())
        self.table.set_menu(self._menu)

    def refresh(self) -> None:
        """Read the briefings again."""
        rows = briefings.list_briefings(self.shell.office, self.year)
        self.show_found(
            rows, f"Năm {self.year} chưa ghi hội nghị quán triệt, lễ phát động nào.", "Ghi hội nghị…", self.new
        )
        self.new_button.setEnabled(self.may_edit)

    def told(self) -> str:
        """Count sessions and participant-times."""
        drafts = [row.draft for row in self.rows]
        times = sum(one.participants or 0 for one in drafts)
        sessions = sum(one.sessions or 0 for one in drafts)
        return f"{len(drafts)} hội nghị, {sessions} buổi, {times} lượt người dự." if drafts else ""

    def new(self) -> Any:
        """Open an empty window."""
        return forms.open_briefing(self.shell, BriefingDraft(self.year)) if self.may_edit else None

    def edit(self) -> Any:
        """Open the marked one."""
        row = self.current()
        return forms.open_briefing(self.shell, row.draft) if self.may_edit and isinstance(row, BriefingRow) else None

    def remove(self, row: BriefingRow) -> None:
        """Take one out of the list."""
        self.shell.act(lambda: briefings.remove(self.shell.office, row.id), "Đã bỏ hội nghị.")

    def _menu(self, menu: QMenu, row: BriefingRow) -> None:
        menu.addAction(f"{record_history.WORD}…").triggered.connect(
            lambda: record_history.open_history(self.shell, row.draft.subject, [("briefing", row.id)])
        )
        if self.may_edit:
            menu.addAction("Sửa…").triggered.connect(lambda: self.edit())
            menu.addAction("Bỏ hội nghị ghi nhầm").triggered.connect(lambda: self.remove(row))
